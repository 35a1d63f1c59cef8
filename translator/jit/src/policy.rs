//! Which graphs are looked into: the others' calls stay calls in traces.
//!
//! As RPython's default policy: not what is marked so, not elidable functions, not functions with loops unless they are marked
//! `unroll_safe`, and nothing that handles raw memory in ways that jitcode has no instruction for.

use crate::kinds::kind;
use rpy_ir::{Graph, GraphId, Op, Operation, Program, Ty};
use rpy_trace::Kind;
use rpy_trace::jitcode::{MOST_FLOAT_ARGS, MOST_INT_ARGS};

pub fn look_inside(program: &Program, id: GraphId) -> bool {
    let g = &program.graphs[id];
    if g.flags.opaque() || g.flags.no_collect || g.flags.cold || has_merge_point(g) {
        return false;
    }
    let wanted = g.flags.look_inside == Some(true) || g.flags.unroll_safe || !has_loop(g);
    wanted && obstacle(program, g).is_none()
}

fn has_merge_point(g: &Graph) -> bool {
    g.blocks.values().flat_map(|b| &b.ops).any(|op| crate::marker(op, "jit_merge_point"))
}

fn has_loop(g: &Graph) -> bool {
    rpy_ir::loops::loop_depths(g).iter().any(|&d| d > 0)
}

/// An operation that jitcode has no instruction for, and what it does.
pub fn obstacle<'g>(program: &Program, g: &'g Graph) -> Option<(&'g Operation, &'static str)> {
    let order = g.reverse_postorder();
    order.iter().flat_map(|&b| &g.blocks[b].ops).find_map(|op| {
        let gc = |ty: Ty| program.types.is_gc_ptr(ty);
        let what = match op.op {
            Op::RawLoad
            | Op::RawStore
            | Op::RawMemcopy
            | Op::RawMemmove
            | Op::RawMemclear
            | Op::RawMalloc
            | Op::RawFree => "this handles raw memory",
            Op::CastAdrToPtr if op.result.is_some_and(|r| gc(g.ty(r))) => "this makes an object of an address",
            // The address of an object is good for a call only.
            Op::CastPtrToAdr if op.args.first().is_some_and(|a| gc(program.operand_ty(g, a))) => {
                "this takes the address of an object"
            }
            Op::GcCollect
            | Op::GcRootStackTop
            | Op::GcSetRootStackTop
            | Op::GcIdentityHash
            | Op::GcRequest
            | Op::GcRegisterFinalizer => "this speaks to the collector",
            Op::DirectCall | Op::IndirectCall if !passable(program, g, op) => "this call has too many arguments",
            _ => return None,
        };
        Some((op, what))
    })
}

/// Whether the runtime can pass a call's arguments.
fn passable(program: &Program, g: &Graph, call: &Operation) -> bool {
    let kinds = call.args[1..].iter().filter_map(|a| kind(&program.types, program.operand_ty(g, a)));
    let (floats, others): (Vec<Kind>, Vec<Kind>) = kinds.partition(|k| *k == Kind::Float);
    floats.len() <= MOST_FLOAT_ARGS && others.len() <= MOST_INT_ARGS
}
