//! Which graphs are looked into: the others' calls stay calls in traces.
//!
//! As RPython's default policy: not what is marked so, not elidable functions, not functions with loops unless they are marked
//! `unroll_safe`, and nothing that handles raw memory in ways that jitcode has no instruction for.

use rpy_ir::{Const, Graph, GraphId, Op, Operand, Program, Ty};

pub fn look_inside(program: &Program, id: GraphId) -> bool {
    let g = &program.graphs[id];
    if g.flags.opaque() || g.flags.no_collect || g.flags.cold || has_merge_point(g) {
        return false;
    }
    let wanted = g.flags.look_inside == Some(true) || g.flags.unroll_safe || !has_loop(g);
    wanted && supported(program, g)
}

fn has_merge_point(g: &Graph) -> bool {
    g.blocks.values().flat_map(|b| &b.ops).any(|op| crate::marker(op, "jit_merge_point"))
}

fn has_loop(g: &Graph) -> bool {
    rpy_ir::loops::loop_depths(g).iter().any(|&d| d > 0)
}

/// Whether jitcode has an instruction for all that the graph does.
fn supported(program: &Program, g: &Graph) -> bool {
    let order = g.reverse_postorder();
    order.iter().flat_map(|&b| &g.blocks[b].ops).all(|op| {
        let ty = |i: usize| op.args.get(i).map_or(Ty::Void, |a| program.operand_ty(g, a));
        match op.op {
            Op::RawLoad
            | Op::RawStore
            | Op::RawMemcopy
            | Op::RawMemmove
            | Op::RawMemclear
            | Op::RawMalloc
            | Op::RawFree => false,
            Op::CastAdrToPtr => !op.result.is_some_and(|r| program.types.is_gc_ptr(g.ty(r))),
            Op::GcCollect | Op::GcRootStackTop | Op::GcSetRootStackTop | Op::GcIdentityHash => false,
            // The address of an object is good for a call only.
            Op::CastPtrToAdr => !program.types.is_gc_ptr(ty(0)),
            Op::DirectCall => !matches!(op.args.first(), Some(Operand::Const(Const::Extern(_)))) || narrow(program, op),
            _ => true,
        }
    })
}

/// A C function whose arguments all fit the registers of a call.
fn narrow(_program: &Program, op: &rpy_ir::Operation) -> bool {
    op.args.len() <= 7
}
