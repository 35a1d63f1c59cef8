//! The write barrier: before a gc pointer is stored into an object that has the flag, the collector is told.
//!
//! An object has the flag if the collector has set it, or is static. No barrier is needed for constants (static objects are not
//! the collector's), for what has no header, and for small objects that are new: a variable that is defined by an allocation is not
//! used across anything that collects, as the roots have been saved and loaded again before.

use crate::weave;
use crate::weave::Collector;
use rpy_ir::hash::{HashMap, HashSet};
use rpy_ir::{BlockId, Const, Exit, GcHeader, Graph, GraphId, IntKind, Link, Op, Operand, Operation, Program, Ty, Var};

/// The collector's functions.
pub struct Barrier {
    pub object: GraphId,
    pub items: GraphId,
}

/// The variables whose objects are new wherever they are used: those that were `made`, and others that are nothing else.
pub fn fresh(g: &Graph, made: HashSet<Var>) -> HashSet<Var> {
    let order = g.reverse_postorder();
    // What a parameter may be; those of the entry come from outside.
    let mut incoming: HashMap<Var, Vec<Operand>> = HashMap::default();
    let mut result = made;
    for &b in &order {
        for link in g.blocks[b].exit.links().into_iter().filter(|l| l.to != g.entry) {
            for (&p, a) in g.blocks[link.to].params.iter().zip(&link.args) {
                incoming.entry(p).or_default().push(a.clone());
                result.insert(p);
            }
        }
        for op in &g.blocks[b].ops {
            if let Op::CastPointer | Op::SameAs = op.op {
                result.extend(op.result);
            }
        }
    }
    // From all that might be new to what is.
    let mut changed = true;
    while changed {
        changed = false;
        let known = |result: &HashSet<Var>, o: &Operand| o.var().is_some_and(|v| result.contains(&v));
        for (p, all) in &incoming {
            if result.contains(p) && !all.iter().all(|o| known(&result, o)) {
                changed |= result.remove(p);
            }
        }
        for op in order.iter().flat_map(|&b| &g.blocks[b].ops) {
            if let (Op::CastPointer | Op::SameAs, Some(r)) = (op.op, op.result)
                && result.contains(&r)
                && !known(&result, &op.args[0])
            {
                changed |= result.remove(&r);
            }
        }
    }
    result
}

/// Where the pointers go of an operation that needs a barrier: the object, and the first item and how many for items.
fn target(g: &Graph, op: &Operation, program: &Program) -> Option<(Operand, Option<(Operand, Operand)>)> {
    let pointer = |o: &Operand| matches!(o, Operand::Var(v) if program.types.is_gc_ptr(g.ty(*v)));
    let object = |i: usize| op.args[i].clone();
    let one = || Operand::int(1);
    let (p, items) = match op.op {
        Op::SetField if pointer(&op.args[2]) => (object(0), None),
        Op::SetArrayItem if pointer(&op.args[2]) => (object(0), Some((object(1), one()))),
        Op::SetInteriorField if pointer(&op.args[3]) => (object(0), Some((object(1), one()))),
        Op::ArrayCopy => (object(1), Some((object(3), object(4)))),
        _ => return None,
    };
    let Ty::Ptr(t) = program.operand_ty(g, &p) else { return None };
    if !program.types.is_gc(t) || op.op == Op::ArrayCopy && !crate::tables::has_item_pointers(program, t) {
        return None;
    }
    Some((p, items))
}

/// The barrier of an operation, if it needs one. Gives the block that goes on.
pub fn before(
    g: &mut Graph,
    b: BlockId,
    op: &Operation,
    cx: &Collector,
    fresh: &HashSet<Var>,
    program: &Program,
) -> BlockId {
    let Some(barrier) = &cx.barrier else { return b };
    let Some((p, items)) = target(g, op, program) else { return b };
    if p.var().is_some_and(|v| fresh.contains(&v)) {
        return b;
    }
    let span = op.span;
    let next = g.new_block();
    g.blocks[next].span = g.blocks[b].span;
    let mut b = b;
    if let (Op::ArrayCopy, Some((_, count))) = (op.op, &items) {
        // Of no items: the array may be null.
        let some = g.emit(b, Op::IntNe, vec![count.clone(), Operand::int(0)], Ty::Bool, span);
        let test = g.new_block();
        g.blocks[test].span = g.blocks[b].span;
        let link = |to| Link { to, args: vec![] };
        g.blocks[b].exit = Exit::Branch { cond: some, then: link(test), els: link(next) };
        b = test;
    }
    let flags = Ty::Int(IntKind::U32);
    let object = g.emit(b, Op::CastPtrToAdr, vec![p], Ty::Address, span);
    // The upper half of the header.
    let at = Operand::int(4 - program.gc_header.size as i64);
    let header = g.emit(b, Op::RawLoad, vec![object.clone(), at], flags, span);
    let flag = Operand::Const(Const::Int((GcHeader::BARRIER >> 32) as i64, IntKind::U32));
    let header = g.emit(b, Op::IntAnd, vec![header, flag], flags, span);
    let set = g.emit(b, Op::CastInt, vec![header], Ty::Bool, span);
    let set = g.emit(b, Op::Unlikely, vec![set], Ty::Bool, span);
    let slow = g.new_block();
    g.blocks[slow].span = g.blocks[b].span;
    let link = |to| Link { to, args: vec![] };
    g.blocks[b].exit = Exit::Branch { cond: set, then: link(slow), els: link(next) };
    let args = match items {
        None => vec![weave::callee(barrier.object), object],
        Some((start, count)) => vec![weave::callee(barrier.items), object, start, count],
    };
    g.blocks[slow].ops.push(Operation { op: Op::DirectCall, args, result: None, span });
    g.blocks[slow].exit = Exit::Goto(link(next));
    next
}
