//! Chains of comparisons of one value with constants become a switch.
//!
//! `if op == 1: ... elif op == 2: ...` is, after the other passes, a block that ends with a branch on `int_eq v, 1`, whose
//! else side is a block with nothing but the next comparison of the same value. A switch on a widened value becomes one on
//! the value itself, of which fewer are possible.

use crate::Context;
use crate::rewrite::{predecessors, use_counts};
use crate::simplify::int_value;
use rpy_ir::hash::HashMap;
use rpy_ir::{BlockId, Exit, Graph, Link, Op, Operand, Ty, Var};

/// A shorter chain is as good as branches.
const SHORTEST: usize = 3;

pub fn run(g: &mut Graph, _cx: &Context) -> bool {
    let counts = use_counts(g);
    let preds = predecessors(g);
    let mut changed = false;
    for b in g.reverse_postorder() {
        let Some(first) = comparison(g, b, &counts) else { continue };
        let mut cases = vec![(first.value, first.equal.clone())];
        let mut default = first.other.clone();
        let mut last = b;
        // Follow the chain while the next block does nothing else and is entered from here only.
        while default.args.is_empty()
            && default.to != last
            && preds[default.to.0 as usize].len() == 1
            && g.blocks[default.to].ops.len() == 1
        {
            let Some(next) = comparison(g, default.to, &counts) else { break };
            if next.on != first.on {
                break;
            }
            last = default.to;
            if !cases.iter().any(|(v, _)| *v == next.value) {
                cases.push((next.value, next.equal.clone()));
            }
            default = next.other.clone();
        }
        if cases.len() >= SHORTEST {
            let block = &mut g.blocks[b];
            block.ops.pop();
            block.exit = Exit::Switch { on: Operand::Var(first.on), cases, default };
            changed = true;
        }
    }
    changed | narrow(g)
}

/// `switch cast_int c` becomes `switch c`, where the cast only widens.
fn narrow(g: &mut Graph) -> bool {
    let mut widened = HashMap::default();
    for op in g.blocks.values().flat_map(|b| &b.ops) {
        if let (Op::CastInt, Some(r), Some(Operand::Var(from))) = (op.op, op.result, op.args.first())
            && let (Some((bits, lo, hi)), Some((to, ..))) = (values(g.ty(*from)), values(g.ty(r)))
            && bits < to
        {
            widened.insert(r, (*from, lo, hi));
        }
    }
    let mut changed = false;
    for b in g.blocks.values_mut() {
        if let Exit::Switch { on, cases, .. } = &mut b.exit
            && let Some((from, lo, hi)) = on.var().and_then(|v| widened.get(&v))
        {
            *on = Operand::Var(*from);
            cases.retain(|(c, _)| (*lo..=*hi).contains(c));
            changed = true;
        }
    }
    changed
}

/// The width in bits of a type that is narrower than a word, and what values it has.
fn values(ty: Ty) -> Option<(u32, i64, i64)> {
    Some(match ty {
        Ty::Bool => (1, 0, 1),
        Ty::Char => (8, 0, 255),
        Ty::UniChar => (32, 0, u32::MAX as i64),
        Ty::Int(k) if k.bits() == 64 => (64, i64::MIN, i64::MAX),
        Ty::Int(k) if k.signed() => (k.bits(), -(1 << (k.bits() - 1)), (1 << (k.bits() - 1)) - 1),
        Ty::Int(k) => (k.bits(), 0, (1 << k.bits()) - 1),
        _ => return None,
    })
}

struct Comparison {
    on: Var,
    value: i64,
    equal: Link,
    other: Link,
}

/// The block's last operation compares a variable with a constant, for its branch only.
fn comparison(g: &Graph, b: BlockId, counts: &[u32]) -> Option<Comparison> {
    let block = &g.blocks[b];
    let Exit::Branch { cond: Operand::Var(cond), then, els } = &block.exit else { return None };
    let op = block.ops.last()?;
    if op.result != Some(*cond) || counts[cond.0 as usize] != 1 {
        return None;
    }
    let (on, value) = (op.args.first()?.var()?, op.args.get(1)?.konst().and_then(int_value)?);
    let (equal, other) = match op.op {
        Op::IntEq => (then.clone(), els.clone()),
        Op::IntNe => (els.clone(), then.clone()),
        _ => return None,
    };
    Some(Comparison { on, value, equal, other })
}
