//! Guards: what a trace relies on, and what its variables are from there on.

use super::{Machine, Outcome};
use crate::memory::class_of;
use rpy_trace::jitcode::CONSTANT;
use rpy_trace::{Arg, Kind, OpCode};

impl Machine<'_> {
    /// Makes an operand a constant, by a guard if it is not one.
    pub fn promoted(&mut self, kind: Kind, w: u16, at: usize) -> Arg {
        let value = self.get(kind, w);
        match self.get_box(kind, w) {
            Arg::Const(c) => Arg::Const(c),
            Arg::Var(v) => {
                let Some(t) = &mut self.tracer else { return v.into() };
                t.look_for_escape(&[v.into()]);
                let c = t.constant(kind, value, false);
                self.guard(OpCode::GuardValue, vec![v.into(), Arg::Const(c)], at);
                self.now_constant(kind, w, value);
                Arg::Const(c)
            }
        }
    }

    /// After a guard has fixed it, a register holds a constant.
    pub(super) fn now_constant(&mut self, kind: Kind, w: u16, value: u64) {
        if w & CONSTANT != 0 {
            return;
        }
        let Some(old) = self.frame().get_box(kind, w) else { return };
        let Some(c) = self.tracer.as_mut().map(|t| t.constant(kind, value, false)) else { return };
        self.now(kind, old, Arg::Const(c));
    }

    /// A guard has shown that a variable is another one, or a constant: in all frames, wherever it is.
    pub fn now(&mut self, kind: Kind, old: Arg, new: Arg) {
        for f in &mut self.stack[..self.depth] {
            for b in f.boxes[kind as usize].iter_mut().filter(|b| **b == old) {
                *b = new;
                f.snapshot = None;
            }
        }
        if let Some(t) = &mut self.tracer {
            t.virtual_refs.replace(old, new);
            if let Some(s) = &mut t.standard {
                s.replace(old, new);
            }
        }
    }

    /// Records a guard; if it fails, interpretation goes on at this place in the top frame.
    pub fn guard(&mut self, op: OpCode, args: Vec<Arg>, resume_at: usize) -> Option<Arg> {
        let frames = &mut self.stack[..self.depth];
        let t = self.tracer.as_mut()?;
        t.guard(self.p, op, args, frames, resume_at)
    }

    /// At the start of a bridge, with an exception in flight: the trace takes it, and it goes to its handler.
    pub fn catch_at_start(&mut self) -> Option<Outcome> {
        if self.tracer.is_some() {
            let at = self.frame().pc;
            // SAFETY: an instance.
            let class = unsafe { class_of(self.p.exception()) };
            let b = self.guard(OpCode::GuardException, vec![Arg::int(class)], at);
            if let Some(t) = &mut self.tracer {
                if let Some(Arg::Var(v)) = b {
                    t.classes.insert(v, class);
                }
                t.exception = b;
            }
        }
        self.unwind()
    }
}
