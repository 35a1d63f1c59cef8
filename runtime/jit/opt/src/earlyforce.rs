//! Objects that an operation needs in memory are made before the caches of the heap look at the operation: so the new
//! objects' stores are among those that it waits for.

use crate::core::{Optimizer, R};
use rpy_trace::op::Group;
use rpy_trace::{Op, OpCode};

impl Optimizer<'_> {
    pub fn earlyforce(&mut self, op: &Op) -> R<()> {
        use OpCode::*;
        // What is stored may wait with the store; a guard's exit makes what it needs.
        if op.op.is_guard() || op.op.group() == Group::Note {
            return Ok(());
        }
        let stored = matches!(op.op, SetfieldGc | SetarrayitemGc).then(|| op.args.len() - 1);
        for (i, &a) in op.args.iter().enumerate() {
            if Some(i) != stored {
                self.force(a)?;
            }
        }
        Ok(())
    }
}
