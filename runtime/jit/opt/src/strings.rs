//! Strings that calls have made of others: their lengths and characters are asked of those, so that mostly nobody needs them. What
//! is compared is known to be equal or not, or compared here where it is short.

use crate::core::{Optimizer, R};
use crate::state::sent;
use rpy_trace::{Arg, Const, Descr, DescrId, ExtraEffect, OopSpec, Op, OpCode, Var};
use std::collections::HashMap;

/// Equal strings up to this length are compared without a call.
const SHORT: i64 = 4;

/// How a string was made.
#[derive(Clone, Copy)]
enum Made {
    /// One behind the other.
    Concat(Arg, Arg),
    /// From a start to a stop, which are within the string.
    Slice(Arg, Arg, Arg),
}

#[derive(Default)]
pub(crate) struct Strings {
    made: HashMap<Var, Made>,
}

impl Optimizer<'_> {
    pub fn strings(&mut self, op: Op) -> R<Option<Op>> {
        match op.op {
            OpCode::ArraylenGc => return self.length_of_made(op),
            OpCode::GetarrayitemGcI => return self.character_of_made(op),
            _ => {}
        }
        let effect = match op.descr.filter(|_| op.op.is_call()).map(|d| self.env.descrs().get(d)) {
            Some(Descr::Call(c)) => &c.effect,
            _ => return Ok(Some(op)),
        };
        // What does not raise need not be done if nobody takes the result; nor need memory be asked for.
        if let (ExtraEffect::ElidableCannotRaise | ExtraEffect::ElidableOrMemoryError, Some(v)) =
            (effect.extra, op.result)
        {
            self.quiet.insert(v);
        }
        // The type of strings: all of these functions read their characters.
        let Some(array) = effect.reads.iter().find(|&d| self.env.descrs().array(d).is_some()) else {
            return self.equal(op, None);
        };
        match effect.oopspec {
            Some(OopSpec::StrEqual) => self.equal(op, Some(array)),
            Some(OopSpec::StrConcat) => self.concat(op, array),
            Some(OopSpec::StrSlice) => self.slice(op, array),
            _ => Ok(Some(op)),
        }
    }

    /// The result of a call that makes a string.
    pub fn know_made(&mut self, v: Var, call: DescrId, args: &[Arg]) {
        let made = match (self.env.descrs().call(call).and_then(|c| c.effect.oopspec), args) {
            (Some(OopSpec::StrConcat), &[_, a, b]) => Made::Concat(a, b),
            (Some(OopSpec::StrSlice), &[_, s, start, stop]) => Made::Slice(s, start, stop),
            _ => return,
        };
        self.strings.made.insert(v, made);
        self.make_nonnull(v.into());
    }

    fn made(&mut self, a: Arg) -> Option<Made> {
        let made = *self.strings.made.get(&self.resolve(a).var()?)?;
        // What comes from the piece before is used now.
        Some(match made {
            Made::Concat(a, b) => Made::Concat(self.take(a)?, self.take(b)?),
            Made::Slice(s, start, stop) => Made::Slice(self.take(s)?, self.take(start)?, self.take(stop)?),
        })
    }

    /// The result of an operation that the optimiser makes.
    fn computed(&mut self, op: OpCode, args: Vec<Arg>, descr: Option<DescrId>) -> R<Arg> {
        let (op, _) = self.make(op, args, descr);
        let result = sent(self, op)?;
        Ok(result.unwrap_or(Arg::int(0)))
    }

    fn length(&mut self, string: Arg, array: DescrId) -> R<Arg> {
        self.computed(OpCode::ArraylenGc, vec![string], Some(array))
    }

    /// The result of a call is known.
    fn instead(&mut self, op: &Op, value: Arg) -> R<Option<Op>> {
        self.give(op, value)?;
        self.removed = true;
        Ok(None)
    }

    fn length_of_made(&mut self, op: Op) -> R<Option<Op>> {
        let (Some(made), Some(array)) = (self.made(op.args[0]), op.descr) else { return Ok(Some(op)) };
        let length = match made {
            Made::Concat(a, b) => {
                let args = vec![self.length(a, array)?, self.length(b, array)?];
                self.computed(OpCode::IntAdd, args, None)?
            }
            Made::Slice(_, start, stop) => self.computed(OpCode::IntSub, vec![stop, start], None)?,
        };
        self.give(&op, length).map(|()| None)
    }

    fn character_of_made(&mut self, op: Op) -> R<Option<Op>> {
        let (Some(made), Some(array)) = (self.made(op.args[0]), op.descr) else { return Ok(Some(op)) };
        let (string, index) = match made {
            Made::Slice(s, start, _) => (s, self.computed(OpCode::IntAdd, vec![op.args[1], start], None)?),
            Made::Concat(a, b) => {
                let first = self.length(a, array)?;
                let (i, n) = (self.bound(op.args[1]), self.bound(first));
                if i.upper < n.lower {
                    (a, op.args[1])
                } else if i.lower >= n.upper {
                    (b, self.computed(OpCode::IntSub, vec![op.args[1], first], None)?)
                } else {
                    return Ok(Some(op));
                }
            }
        };
        let character = self.computed(op.op, vec![string, index], Some(array))?;
        self.give(&op, character).map(|()| None)
    }

    fn concat(&mut self, op: Op, array: DescrId) -> R<Option<Op>> {
        let (&[_, a, b], Some(v)) = (&op.args[..], op.result) else { return Ok(Some(op)) };
        if self.empty(a, array)? {
            return self.instead(&op, b);
        }
        if self.empty(b, array)? {
            return self.instead(&op, a);
        }
        self.know(&op, v);
        Ok(Some(op))
    }

    fn slice(&mut self, op: Op, array: DescrId) -> R<Option<Op>> {
        let (&[function, s, start, stop], Some(v)) = (&op.args[..], op.result) else { return Ok(Some(op)) };
        if self.constant_int(start) == Some(0) && self.length(s, array)? == self.resolve(stop) {
            return self.instead(&op, s);
        }
        let mut op = op;
        if let Some(Made::Slice(whole, from, _)) = self.made(s) {
            let start = self.computed(OpCode::IntAdd, vec![start, from], None)?;
            let stop = self.computed(OpCode::IntAdd, vec![stop, from], None)?;
            op.args = vec![function, self.resolve(whole), start, stop];
        }
        self.know(&op, v);
        Ok(Some(op))
    }

    fn know(&mut self, op: &Op, v: Var) {
        if let Some(d) = op.descr {
            self.know_made(v, d, &op.args);
        }
    }

    fn empty(&mut self, string: Arg, array: DescrId) -> R<bool> {
        let known = self.resolve(string).konst().is_some() || self.made(string).is_some();
        if !known || self.nonnull(string) != Some(true) {
            return Ok(false);
        }
        let n = self.length(string, array)?;
        Ok(self.constant_int(n) == Some(0))
    }

    fn equal(&mut self, op: Op, array: Option<DescrId>) -> R<Option<Op>> {
        let spec = op.descr.and_then(|d| self.env.descrs().call(d)).and_then(|c| c.effect.oopspec);
        let ([_, a, b], Some(OopSpec::StrEqual)) = (&op.args[..], spec) else { return Ok(Some(op)) };
        let (a, b) = (self.resolve(*a), self.resolve(*b));
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
            return self.instead(&op, Arg::int(equal as i64));
        }
        let (Some(array), Some(true), Some(true)) = (array, self.nonnull(a), self.nonnull(b)) else {
            return Ok(Some(op));
        };
        let (na, nb) = (self.length(a, array)?, self.length(b, array)?);
        if self.bound(na).eq(&self.bound(nb)) == Some(false) {
            return self.instead(&op, Arg::int(0));
        }
        match (self.constant_int(na), self.constant_int(nb)) {
            (Some(n), Some(_)) if n <= SHORT => self.equal_characters(op, (a, b), n, array),
            (Some(0), None) | (None, Some(0)) => {
                let equal = self.computed(OpCode::IntEq, vec![na, nb], None)?;
                self.instead(&op, equal)
            }
            _ => Ok(Some(op)),
        }
    }

    /// Of two strings of this length.
    fn equal_characters(&mut self, op: Op, (a, b): (Arg, Arg), n: i64, array: DescrId) -> R<Option<Op>> {
        let mut equal = Arg::int(1);
        for i in 0..n {
            let x = self.computed(OpCode::GetarrayitemGcI, vec![a, Arg::int(i)], Some(array))?;
            let y = self.computed(OpCode::GetarrayitemGcI, vec![b, Arg::int(i)], Some(array))?;
            let same = self.computed(OpCode::IntEq, vec![x, y], None)?;
            equal = self.computed(OpCode::IntAnd, vec![equal, same], None)?;
        }
        self.instead(&op, equal)
    }
}
