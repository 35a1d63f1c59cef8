//! Calls of string functions on what is known of their arguments.

use crate::core::{Optimizer, R};
use rpy_trace::{Arg, Const, Descr, OopSpec, Op};

impl Optimizer<'_> {
    pub fn strings(&mut self, op: Op) -> R<Option<Op>> {
        let oopspec = match op.descr.filter(|_| op.op.is_call()).map(|d| self.env.descrs().get(d)) {
            Some(Descr::Call(c)) => c.effect.oopspec,
            _ => None,
        };
        if oopspec == Some(OopSpec::StrEqual)
            && let [_, a, b] = op.args[..]
        {
            let null = Arg::Const(Const::Null);
            let known = if a == b {
                Some(true)
            } else if a == null {
                self.nonnull(b).map(|n| !n)
            } else if b == null {
                self.nonnull(a).map(|n| !n)
            } else {
                None
            };
            if let Some(equal) = known {
                self.give_int(&op, equal as i64)?;
                self.removed = true;
                return Ok(None);
            }
        }
        Ok(Some(op))
    }
}
