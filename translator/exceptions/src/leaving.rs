//! Where exceptions leave a graph: one block records the place for the traceback and returns, whichever the place is.

use crate::{Transform, dummy};
use rpy_ir::{BlockId, Const, Exit, Link, Op, Operand, Operation, Role, Span, Ty};

/// The block that takes a location, and the one for places that are not recorded.
#[derive(Default)]
pub struct Leaving {
    recorded: Option<BlockId>,
    unseen: Option<BlockId>,
}

impl Leaving {
    /// A link to the block, which `make` makes if it is not there yet: with a parameter or without.
    pub fn link(&mut self, location: Option<Operand>, make: impl FnOnce(bool) -> BlockId) -> Link {
        let known = if location.is_some() { &mut self.recorded } else { &mut self.unseen };
        let to = *known.get_or_insert_with(|| make(location.is_some()));
        Link { to, args: location.into_iter().collect() }
    }
}

impl Transform<'_> {
    /// The place that an exception passes, if it is recorded.
    pub(crate) fn location(&mut self, place: Span) -> Option<Operand> {
        let record = self.traceback_call(Role::TracebackRecord, place)?;
        record.args.into_iter().nth(1)
    }

    /// To the end of the graph with the exception in flight.
    pub(crate) fn leave(&mut self, location: Option<Operand>) -> Link {
        let mut leaving = std::mem::take(&mut self.leaving);
        let link = leaving.link(location, |location| {
            let span = self.g.span;
            let b = self.new_block(span);
            if let (true, Some(record)) = (location, self.program.role_graph(Role::TracebackRecord)) {
                let location = self.g.add_param(b, Ty::Address);
                let args = vec![Operand::Const(Const::Graph(record)), location.into()];
                self.g.blocks[b].ops.push(Operation { op: Op::DirectCall, args, result: None, span });
            }
            self.g.blocks[b].exit = Exit::Return(dummy(self.g.ret));
            b
        });
        self.leaving = leaving;
        link
    }
}
