//! Instructions that are hints: what a program tells of its values, and what it asks. Without a tracer they do what the program means.

use super::{Machine, Outcome, Reader};
use crate::memory::place;
use crate::tracer::Closing;
use rpy_trace::{Arg, DescrId, Kind, OpCode};

impl Machine<'_> {
    /// A quasi-immutable field is read next: of a constant object its value is one as well, as long as it does not change.
    pub(super) fn watch(&mut self, w: u16, d: DescrId, at: usize) {
        let b = self.get_box(Kind::Ref, w);
        let object = self.get(Kind::Ref, w) as usize;
        let watchers = self.p.descrs.field(d).and_then(|f| f.quasi_immutable);
        let Some(t) = &mut self.tracer else { return };
        if let (Arg::Const(_), Some(watchers)) = (b, watchers)
            && let Some(number) = place(&self.p.descrs, watchers, object, 0)
        {
            t.rely(number);
        }
        t.record(OpCode::QuasiimmutField, vec![b], Some(d));
        self.guard(OpCode::GuardNotInvalidated, vec![], at);
    }

    /// A quasi-immutable field is written next: whoever watches it is told. A trace expects that nobody does.
    pub(super) fn force_quasi_immutable(&mut self, w: u16, watchers: DescrId, at: usize) -> Option<Outcome> {
        let object = self.get(Kind::Ref, w) as usize;
        let number = place(&self.p.descrs, watchers, object, 0)?;
        // SAFETY: an object with this field.
        let watched = unsafe { number.get() } as i64;
        if watched != 0 {
            // SAFETY: as above.
            unsafe { number.set(0) };
            if let Some(rt) = crate::runtime::current() {
                crate::watch::invalidate(rt, watched);
            }
            return self.tracer.is_some().then_some(Outcome::Closed(Closing::ForcedQuasiImmutable));
        }
        if self.tracer.is_some() {
            let b = self.get_box(Kind::Ref, w);
            let number = self.tracer.as_mut()?.record(OpCode::GetfieldGcI, vec![b], Some(watchers))?;
            self.guard(OpCode::GuardFalse, vec![number], at);
        }
        None
    }

    /// A string becomes a constant if its contents are those of now.
    pub(super) fn promote_string(&mut self, at: usize, r: &mut Reader) {
        let (w, function, d) = (r.word(), r.word(), DescrId(r.word() as u32));
        let to = r.word();
        let value = self.get(Kind::Ref, w);
        let b = self.tracer.is_some().then(|| self.promoted_string(w, function, d, at));
        self.set(Kind::Ref, to, value, b);
    }

    fn promoted_string(&mut self, w: u16, function: u16, d: DescrId, at: usize) -> Arg {
        let (value, b) = (self.get(Kind::Ref, w), self.get_box(Kind::Ref, w));
        let function = self.get_box(Kind::Int, function);
        let (Arg::Var(_), Some(effect)) = (b, self.p.descrs.call(d).map(|c| &c.effect)) else { return b };
        if value == 0 {
            return self.promoted(Kind::Ref, w, at);
        }
        let Some(t) = &mut self.tracer else { return b };
        let constant = Arg::Const(t.constant(Kind::Ref, value, false));
        if let Some(equal) = t.call(Some(Kind::Int), vec![function, b, constant], d, effect, false) {
            self.guard(OpCode::GuardTrue, vec![equal], at);
        }
        self.now_constant(Kind::Ref, w, value);
        constant
    }

    /// What a call would give, that the program knows already.
    pub(super) fn record_known_result(&mut self, kind: Kind, r: &mut Reader) {
        let (known, function, d) = (r.word(), r.word(), DescrId(r.word() as u32));
        let mut lists = [r.list().iter(), r.list().iter(), r.list().iter()];
        let (true, Some(descr)) = (self.tracer.is_some(), self.p.descrs.call(d)) else { return };
        let mut args = vec![self.get_box(kind, known), self.get_box(Kind::Int, function)];
        for &k in &descr.args {
            if let Some(&w) = lists[k as usize].next() {
                args.push(self.get_box(k, w));
            }
        }
        if let Some(t) = &mut self.tracer {
            t.record(OpCode::RecordKnownResult, args, Some(d));
        }
    }

    /// Whether an object need not exist, as far as the trace knows by now.
    pub(super) fn is_virtual(&mut self, w: u16) -> bool {
        let b = self.tracer.is_some().then(|| self.get_box(Kind::Ref, w));
        matches!((b, &self.tracer), (Some(Arg::Var(v)), Some(t)) if t.kept.is_kept(v))
    }
}
