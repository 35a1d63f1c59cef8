//! Calls that stay calls.

use super::{Machine, Outcome, Reader};
use crate::call::{MOST_ARGS, call};
use crate::memory::class_of;
use rpy_trace::{Arg, DescrId, ExtraEffect, Kind, OopSpec, OpCode};

impl Machine<'_> {
    pub(super) fn residual(&mut self, at: usize, mut r: Reader, result: Option<Kind>) -> Option<Outcome> {
        let function_word = r.word();
        let function = self.get(Kind::Int, function_word) as i64;
        let d = DescrId(r.word() as u32);
        let p = self.p;
        let descr = p.descrs.call(d)?;
        let mut values = [0u64; MOST_ARGS];
        let mut boxes: Option<Vec<Arg>> = self.tracer.is_some().then(|| vec![self.get_box(Kind::Int, function_word)]);
        self.arguments(&mut r, &descr.args, &mut values, boxes.as_mut())?;
        let to = result.map(|_| r.word());
        let f = self.frame();
        f.call_pc = at;
        f.pc = r.at;
        let forces = self.before_call(&descr.effect);
        // SAFETY: the descr is that of the function.
        let value = unsafe { call(function, descr, &values[..descr.args.len()]) };
        let raised = p.exception() != 0;
        let forces = forces && self.may_still_force();
        let mut b = None;
        // One that raises is in the trace all the same: what follows depends on it.
        let left_out = descr.effect.oopspec == Some(OopSpec::NotInTrace) && !raised;
        if let Some(args) = boxes.filter(|_| !left_out) {
            let constant = args.iter().all(|a| a.konst().is_some());
            let t = self.tracer.as_mut()?;
            if descr.effect.elidable() && constant && !raised {
                b = result.map(|k| Arg::Const(t.constant(k, value, false)));
            } else {
                t.look_for_escape(&args);
                b = t.call(result, args, d, &descr.effect, forces);
                self.put_early(result.zip(to), value, b);
                self.after_call(raised, forces, descr.effect.extra, r.at);
            }
        }
        if raised {
            return self.unwind();
        }
        if let (Some(k), Some(to)) = (result, to) {
            self.set(k, to, value, b);
        }
        None
    }

    /// The result's register is alive behind a call: the state of the guard there has it.
    fn put_early(&mut self, to: Option<(Kind, u16)>, value: u64, b: Option<Arg>) {
        if let (Some((k, to)), Some(b)) = (to, b) {
            let f = self.frame();
            f.set(k, to, value);
            f.set_box(k, to, b);
        }
    }

    /// The guards behind a call that may force or raise.
    pub(super) fn after_call(&mut self, raised: bool, forces: bool, extra: ExtraEffect, next: usize) {
        if forces {
            self.after_forcing_call(next);
        }
        if extra <= ExtraEffect::CannotRaise || extra == ExtraEffect::ElidableOrMemoryError {
            // What may find no memory leaves compiled code as an allocation does.
            if let Some(t) = self.tracer.as_mut().filter(|_| raised) {
                t.no_memory = true;
            }
            return;
        }
        if !raised {
            self.guard(OpCode::GuardNoException, vec![], next);
            return;
        }
        // SAFETY: an instance.
        let class = unsafe { class_of(self.p.exception()) };
        let b = self.guard(OpCode::GuardException, vec![Arg::int(class)], next);
        if let Some(t) = &mut self.tracer {
            if let Some(Arg::Var(v)) = b {
                t.classes.insert(v, class);
            }
            t.exception = b;
        }
    }

    /// The arguments in the order of the descr, and their boxes behind those that there are.
    fn arguments(
        &mut self,
        r: &mut Reader,
        kinds: &[Kind],
        values: &mut [u64; MOST_ARGS],
        mut boxes: Option<&mut Vec<Arg>>,
    ) -> Option<()> {
        let mut lists = [r.list().iter(), r.list().iter(), r.list().iter()];
        for (value, &kind) in values.iter_mut().zip(kinds) {
            let &w = lists[kind as usize].next()?;
            *value = self.get(kind, w);
            if let Some(boxes) = &mut boxes {
                boxes.push(self.get_box(kind, w));
            }
        }
        Some(())
    }

    /// A call that is done if a condition is not 0, or, with a result, if a value is 0 or null. A trace has one operation for both
    /// ways, unless it knows which it is.
    pub(super) fn conditional(&mut self, at: usize, mut r: Reader, result: Option<Kind>) -> Option<Outcome> {
        let w = r.word();
        let kind = result.unwrap_or(Kind::Int);
        let tested = self.get(kind, w);
        let tested_box = self.tracer.is_some().then(|| self.get_box(kind, w));
        let done = (tested != 0) == result.is_none();
        let unsure = matches!(tested_box, Some(Arg::Var(_)));
        if done && !unsure {
            return self.residual(at, r, result);
        }
        let function_word = r.word();
        let function = self.get(Kind::Int, function_word) as i64;
        let d = DescrId(r.word() as u32);
        let descr = self.p.descrs.call(d)?;
        let mut values = [0u64; MOST_ARGS];
        let mut boxes: Option<Vec<Arg>> = tested_box.map(|b| vec![b, self.get_box(Kind::Int, function_word)]);
        self.arguments(&mut r, &descr.args, &mut values, boxes.as_mut())?;
        let to = result.map(|k| (k, r.word()));
        let f = self.frame();
        f.call_pc = at;
        f.pc = r.at;
        let mut value = tested;
        if done {
            // SAFETY: the descr is that of the function.
            value = unsafe { call(function, descr, &values[..descr.args.len()]) };
        }
        let raised = done && self.p.exception() != 0;
        let mut b = tested_box;
        if let Some(args) = boxes.filter(|_| unsure) {
            let op = match result {
                None => OpCode::CondCallN,
                Some(Kind::Ref) => OpCode::CondCallValueR,
                Some(_) => OpCode::CondCallValueI,
            };
            let t = self.tracer.as_mut()?;
            t.look_for_escape(&args);
            b = t.record(op, args, Some(d));
            self.put_early(to, value, b);
            self.after_call(raised, false, descr.effect.extra, r.at);
        }
        if raised {
            return self.unwind();
        }
        if let Some((k, to)) = to {
            self.set(k, to, value, b);
        }
        None
    }
}
