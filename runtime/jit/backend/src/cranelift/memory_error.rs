//! Where there was no memory for an object, or for one that an elidable function makes: the exception leaves the portal at once. A
//! state of the interpreter from which it could go to a handler inside is nowhere written down.

use super::lower::{Lower, slot_offset, trusted};
use crate::api::Exit;
use crate::frame::RAISED;
use cranelift_codegen::ir::{InstBuilder, Value};
use rpy_trace::ExtraEffect;
use rpy_trace::op::Group;

impl Lower<'_, '_> {
    /// Behind the call of the current operation. `base` is the end of the shadow stack when the piece began, if something has been
    /// pushed.
    pub fn leave_without_memory(&mut self, result: Option<Value>, base: Option<Value>) {
        let op = &self.trace.ops[self.at];
        let effect = || op.descr.and_then(|d| self.env.descrs.call(d)).map(|d| d.effect.extra);
        let (none, next) = match op.op.group() {
            Group::New => {
                let Some(object) = result else { return };
                let (none, next) = (self.cold_block(), self.next_block());
                self.b.ins().brif(object, next, &[], none, &[]);
                (none, next)
            }
            Group::Call
                if matches!(effect(), Some(ExtraEffect::ElidableOrMemoryError | ExtraEffect::LoopInvariant)) =>
            {
                let exception = self.exception();
                let (none, next) = (self.cold_block(), self.next_block());
                self.b.ins().brif(exception, none, &[], next, &[]);
                (none, next)
            }
            _ => return,
        };
        self.b.switch_to_block(none);
        if let Some(base) = base {
            let top = self.address(self.env.support.root_top as usize);
            self.b.ins().store(trusted(), base, top, 0);
        }
        if op.op.group() == Group::New {
            let raise = self.address(self.env.support.no_memory);
            self.call_c(raise, &[], &[], None);
        }
        let exception = self.exception();
        let at = self.address(self.env.support.exc_value as usize);
        let nothing = self.int(0);
        self.b.ins().store(trusted(), nothing, at, 0);
        let frame = self.frame();
        self.b.ins().store(trusted(), exception, frame, slot_offset(0));
        let exit = self.int(Exit::Finish(RAISED).encode());
        self.b.ins().return_(&[exit]);
        self.b.switch_to_block(next);
    }

    /// As cold as the current one.
    fn next_block(&mut self) -> cranelift_codegen::ir::Block {
        match self.aside {
            true => self.cold_block(),
            false => self.b.create_block(),
        }
    }
}
