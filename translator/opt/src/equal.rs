//! Pointers that a dominating branch has found equal to static data: what they point to is known there.
//!
//! `type(x) is C` is such a branch: behind it a test whether x is an instance of C reads the ranges of C's own vtable, and folds.
//! Only loads and comparisons get the constant; other uses are as good with the variable.

use crate::Context;
use crate::rewrite::{Dominators, predecessors};
use rpy_ir::hash::HashMap;
use rpy_ir::{BlockId, Const, Exit, Graph, Op, Operand, Var};

enum Step {
    Enter(BlockId),
    Leave(Var, Option<Const>),
}

pub fn run(g: &mut Graph, _cx: &Context) -> bool {
    let compared = compared(g);
    if compared.is_empty() {
        return false;
    }
    let children = Dominators::new(g).children();
    let preds = predecessors(g);
    let mut known: HashMap<Var, Const> = HashMap::default();
    let mut steps = vec![Step::Enter(g.entry)];
    let mut changed = false;
    while let Some(step) = steps.pop() {
        let b = match step {
            Step::Enter(b) => b,
            Step::Leave(v, before) => {
                match before {
                    Some(c) => known.insert(v, c),
                    None => known.remove(&v),
                };
                continue;
            }
        };
        if let [p] = preds[b.0 as usize][..]
            && let Some((v, c)) = told(g, p, b, &compared)
        {
            steps.push(Step::Leave(v, known.insert(v, c)));
        }
        for op in &mut g.blocks[b].ops {
            let reads = matches!(op.op, Op::GetField | Op::PtrEq | Op::PtrNe | Op::PtrNonzero | Op::PtrIszero);
            if reads
                && let Some(Operand::Var(v)) = op.args.first()
                && let Some(c) = known.get(v)
            {
                op.args[0] = Operand::Const(c.clone());
                changed = true;
            }
        }
        steps.extend(children[b.0 as usize].iter().map(|&c| Step::Enter(c)));
    }
    changed
}

/// Comparisons of a pointer with static data, by their results.
fn compared(g: &Graph) -> HashMap<Var, (Op, Var, Const)> {
    let all = g.blocks.values().flat_map(|b| &b.ops);
    let found = all.filter_map(|op| match (op.op, op.result, op.args.first(), op.args.get(1)) {
        (Op::PtrEq | Op::PtrNe, Some(r), Some(Operand::Var(v)), Some(Operand::Const(c @ Const::Data(_)))) => {
            Some((r, (op.op, *v, c.clone())))
        }
        _ => None,
    });
    found.collect()
}

/// What the branch of block `p` says of a pointer in `b`, which only it leads to.
fn told(g: &Graph, p: BlockId, b: BlockId, compared: &HashMap<Var, (Op, Var, Const)>) -> Option<(Var, Const)> {
    let Exit::Branch { cond: Operand::Var(cond), then, els } = &g.blocks[p].exit else { return None };
    let (op, v, c) = compared.get(cond)?;
    let taken = if *op == Op::PtrEq { then } else { els };
    (taken.to == b && then.to != els.to).then(|| (*v, c.clone()))
}
