//! What the hints of a JIT mean without one: run on the native graphs once the codewriter has read them.
//!
//! `we_are_jitted` is false, so what is meant for traces alone goes.

use crate::Context;
use crate::rewrite::Subst;
use rpy_ir::{BlockId, Const, Exit, Graph, Link, Op, Operand, Operation, Ty};

/// Replaces all hints and markers; whether there were any.
pub fn run(g: &mut Graph, _cx: &Context) -> bool {
    let mut changed = false;
    let mut todo = g.reverse_postorder();
    while let Some(b) = todo.pop() {
        // What follows a conditional call is a block of its own, which has to be looked at.
        while let Some(i) = g.blocks[b].ops.iter().position(|op| op.op == Op::JitConditionalCall) {
            todo.push(conditional_call(g, b, i));
            changed = true;
        }
    }
    let mut subst = Subst::new(g);
    for block in g.blocks.values_mut() {
        block.ops.retain(|op| {
            let meaning = match op.op {
                Op::JitMarker | Op::JitForceQuasiImmutable => None,
                Op::JitPromote => Some(op.args[0].clone()),
                Op::WeAreJitted => Some(Operand::bool(false)),
                Op::JitHint => hint(op),
                _ => return true,
            };
            changed = true;
            if let (Some(r), Some(v)) = (op.result, meaning) {
                subst.set(r, v);
            }
            false
        });
    }
    subst.apply(g);
    changed
}

/// The value of a hint that has one.
fn hint(op: &Operation) -> Option<Operand> {
    let Some(Operand::Const(Const::Name(name))) = op.args.first() else { return None };
    match name.as_str() {
        "isconstant" | "isvirtual" => Some(Operand::bool(false)),
        "current_trace_length" => Some(Operand::int(-1)),
        _ => op.args.get(1).cloned(),
    }
}

/// A branch around a call; gives the block with what comes after it.
fn conditional_call(g: &mut Graph, b: BlockId, i: usize) -> BlockId {
    let rest = g.blocks[b].ops.split_off(i + 1);
    let op = g.blocks[b].ops.pop().expect("the operation is at this index");
    let span = op.span;
    let (call, after) = (g.new_block(), g.new_block());
    g.blocks[call].span = span;
    g.blocks[after].span = g.blocks[b].span;
    let call_args = op.args[2..].to_vec();
    let tested = op.args[1].clone();
    let result = op.result.map(|r| (r, g.ty(r)));
    let value = g.emit(call, Op::DirectCall, call_args, result.map_or(Ty::Void, |(_, ty)| ty), span);
    let (condition, given, kept) = match result {
        None => (tested, vec![], vec![]),
        Some((_, ty)) => {
            let test = match (ty, crate::fold::int_const(0, ty)) {
                (_, Some(zero)) => g.emit(b, Op::IntEq, vec![tested.clone(), zero.into()], Ty::Bool, span),
                _ => g.emit(b, Op::PtrIszero, vec![tested.clone()], Ty::Bool, span),
            };
            (test, vec![value], vec![tested])
        }
    };
    g.blocks[after].params.extend(op.result);
    let exit = std::mem::replace(&mut g.blocks[b].exit, Exit::Unreachable);
    let join = Link { to: after, args: given };
    (g.blocks[call].exit, g.blocks[after].exit) = match exit {
        Exit::Try { normal, exc, handler } if rest.is_empty() => {
            (Exit::Try { normal: join, exc, handler }, Exit::Goto(normal))
        }
        other => (Exit::Goto(join), other),
    };
    g.blocks[after].ops = rest;
    let then = Link { to: call, args: vec![] };
    g.blocks[b].exit = Exit::Branch { cond: condition, then, els: Link { to: after, args: kept } };
    after
}
