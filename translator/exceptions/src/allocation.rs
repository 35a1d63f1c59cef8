//! Allocations that find no memory: they give null, and then the graph calls what raises. One block does that for all
//! allocations of a graph without a handler. The gc phase must find the test right behind the allocation: see `alloc.rs` there.

use crate::Transform;
use crate::leaving::Leaving;
use rpy_ir::{BlockId, Const, Exit, GraphId, Link, Op, Operand, Operation, Span, Ty, Var};

/// What raises, and the blocks that call it and leave the graph.
pub struct NoMemory {
    raise: GraphId,
    leaving: Leaving,
}

impl NoMemory {
    pub fn new(raise: GraphId) -> NoMemory {
        NoMemory { raise, leaving: Leaving::default() }
    }

    fn call(&self, span: Span) -> Operation {
        let args = vec![Operand::Const(Const::Graph(self.raise))];
        Operation { op: Op::DirectCall, args, result: None, span }
    }
}

impl Transform<'_> {
    /// Behind an allocation without a handler: gives the block that goes on.
    pub(crate) fn check_object(&mut self, b: BlockId, object: Var, place: Span, no_memory: &mut NoMemory) -> BlockId {
        let (next, none) = (self.new_block(self.g.blocks[b].span), self.leave_without_memory(place, no_memory));
        self.test_object(b, object, none, Link { to: next, args: vec![] }, place);
        next
    }

    /// Behind an allocation whose exception is caught.
    pub(crate) fn check_object_with_handler(
        &mut self,
        b: BlockId,
        object: Var,
        (normal, exc, handler): (Link, Var, Link),
        place: Span,
        no_memory: &NoMemory,
    ) {
        let none = self.new_block(place);
        self.g.blocks[none].ops.push(no_memory.call(place));
        self.take(none, exc, handler, place);
        self.test_object(b, object, Link { to: none, args: vec![] }, normal, place);
    }

    fn test_object(&mut self, b: BlockId, object: Var, none: Link, normal: Link, place: Span) {
        let null = self.g.emit(b, Op::PtrIszero, vec![object.into()], Ty::Bool, place);
        let cond = self.g.emit(b, Op::Unlikely, vec![null], Ty::Bool, place);
        self.g.blocks[b].exit = Exit::Branch { cond, then: none, els: normal };
    }

    /// To the block that raises and leaves the graph, with the place for the traceback.
    fn leave_without_memory(&mut self, place: Span, no_memory: &mut NoMemory) -> Link {
        let location = self.location(place);
        let call = no_memory.call(place);
        no_memory.leaving.link(location, |location| {
            let b = self.new_block(self.g.span);
            self.g.blocks[b].ops.push(call);
            let location = location.then(|| self.g.add_param(b, Ty::Address).into());
            let out = self.leave(location);
            self.g.blocks[b].exit = Exit::Goto(out);
            b
        })
    }
}
