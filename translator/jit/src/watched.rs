//! A store to a quasi-immutable field in native code: where somebody watches the field, the runtime is told, before the store.
//!
//! Who watches is a number in the object, 0 if nobody does; what it stands for the runtime alone knows.

use rpy_ir::graph::Link;
use rpy_ir::{BlockId, Exit, ExternId, Graph, Op, Operand, Program, Ty};

/// `rpy_jit_invalidate(watchers)`, in the runtime.
const INVALIDATE: &str = "rpy_jit_invalidate";

pub fn lower(program: &mut Program) {
    let told = |g: &Graph| g.blocks.values().flat_map(|b| &b.ops).any(|op| op.op == Op::JitForceQuasiImmutable);
    let graphs: Vec<_> = program.graphs.iter().filter(|(_, g)| told(g)).map(|(id, _)| id).collect();
    if graphs.is_empty() {
        return;
    }
    let runtime = program.extern_func(INVALIDATE, &[Ty::SIGNED], Ty::Void);
    for id in graphs {
        let g = &mut program.graphs[id];
        let mut todo: Vec<BlockId> = g.blocks.keys().collect();
        while let Some(b) = todo.pop() {
            if let Some(i) = g.blocks[b].ops.iter().position(|op| op.op == Op::JitForceQuasiImmutable) {
                todo.push(tell(g, b, i, runtime));
            }
        }
    }
}

/// Tests and tells in place of the operation; gives the block with what comes after it.
fn tell(g: &mut Graph, b: BlockId, i: usize, runtime: ExternId) -> BlockId {
    let rest = g.blocks[b].ops.split_off(i + 1);
    let op = g.blocks[b].ops.pop().expect("the operation is at this index");
    let span = op.span;
    let (watched, after) = (g.new_block(), g.new_block());
    g.blocks[watched].span = span;
    g.blocks[after].span = g.blocks[b].span;
    let watchers = g.emit(b, Op::GetField, op.args.clone(), Ty::SIGNED, span);
    let any = g.emit(b, Op::IntNe, vec![watchers.clone(), Operand::int(0)], Ty::Bool, span);
    let any = g.emit(b, Op::Unlikely, vec![any], Ty::Bool, span);
    let call = vec![Operand::Const(rpy_ir::Const::Extern(runtime)), watchers];
    g.emit(watched, Op::DirectCall, call, Ty::Void, span);
    let none = [op.args, vec![Operand::int(0)]].concat();
    g.emit(watched, Op::SetField, none, Ty::Void, span);
    let to = |b| Link { to: b, args: vec![] };
    let exit = Exit::Branch { cond: any, then: to(watched), els: to(after) };
    g.blocks[after].exit = std::mem::replace(&mut g.blocks[b].exit, exit);
    g.blocks[after].ops = rest;
    g.blocks[watched].exit = Exit::Goto(to(after));
    after
}
