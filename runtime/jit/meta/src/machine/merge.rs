//! Merge points: where interpretation ends that records nothing, and where a trace may close, go on, or end a segment.

use super::{Machine, Outcome, Reader};
use crate::tracer::{Closing, DONE};
use rpy_trace::jitcode::CONSTANT;
use rpy_trace::{Arg, Kind, OpCode};

/// The operands of a merge point, by kind.
pub type Operands<'c> = [(Kind, &'c [u16]); 3];

pub fn each<'c>(operands: &Operands<'c>) -> impl Iterator<Item = (Kind, u16)> + use<'c> {
    (*operands).into_iter().flat_map(|(k, list)| list.iter().map(move |&w| (k, w)))
}

impl<'p> Machine<'p> {
    pub(super) fn merge_point(&mut self, at: usize, mut r: Reader<'p>) -> Option<Outcome> {
        let driver = r.word() as usize;
        let (greens, reds) = (r.operands(), r.operands());
        if self.tracer.is_none() {
            if self.depth > 1 {
                return self.rest_as_call(driver, &greens, &reds);
            }
            self.read(&greens);
            self.add(&reds);
            return Some(Outcome::MergePoint);
        }
        let depth = self.portal_depth() as i64;
        let mut args = vec![Arg::int(driver as i64), Arg::int(depth)];
        for (k, w) in each(&greens) {
            args.push(self.promoted(k, w, at));
        }
        self.read(&greens);
        self.tracer.as_mut()?.begin_at(self.p, &self.stack[0], at);
        let may_close = self.tracer.as_mut()?.arrive(self.p.drivers[driver].loop_headers);
        let mut closing = None;
        if may_close && self.depth == 1 {
            self.tracer.as_mut()?.settle_all(self.p);
            let standard = self.tracer.as_ref().and_then(|t| t.standard.as_ref());
            let standard = standard.and(self.p.drivers[driver].virtualizable);
            if let Some(v) = standard {
                self.same_virtualizable(v, &reds, at);
            }
            let mut boxes = self.distinct(&reds);
            if let Some(v) = standard {
                self.distinct_virtualizable(v, &mut boxes);
            }
            let t = self.tracer.as_mut()?;
            closing = t.close(self.p, driver, &self.values, &boxes, (&self.stack[0], at)).map(|c| (c, boxes));
        }
        self.tracer.as_mut()?.record(OpCode::DebugMergePoint, args, None);
        if may_close && self.depth > 1 && !self.unrolls(driver, &greens) {
            return self.rest_as_call(driver, &greens, &reds);
        }
        let Some((closing, boxes)) = closing else {
            if self.tracer.as_ref()?.segment_ends() {
                // What follows is a bridge of this guard's.
                self.guard(OpCode::GuardAlwaysFails, vec![], at);
                self.tracer.as_mut()?.finish(self.p, vec![], DONE);
                return Some(Outcome::Closed(Closing::Segment));
            }
            self.frame().pc = r.at;
            return None;
        };
        // The guards of the jump's own state, should the optimiser need them, go back to here.
        self.guard(OpCode::GuardFutureCondition, vec![], at);
        self.tracer.as_mut()?.jump(boxes);
        Some(Outcome::Closed(closing))
    }

    /// What these operands are in the trace. Each is a variable of its own then: a loop that begins here may have other values
    /// the next time.
    pub(super) fn distinct(&mut self, operands: &Operands) -> Vec<Arg> {
        let mut boxes: Vec<Arg> = vec![];
        for (kind, w) in each(operands) {
            let mut b = self.get_box(kind, w);
            if w & CONSTANT == 0
                && let Some(own) = self.tracer.as_mut().and_then(|t| t.own_variable(b, &boxes))
            {
                self.frame().set_box(kind, w, own);
                b = own;
            }
            boxes.push(b);
        }
        boxes
    }

    /// The values of these operands are those of the merge point.
    pub(super) fn read(&mut self, operands: &Operands) {
        self.values.clear();
        self.add(operands);
    }

    pub(super) fn add(&mut self, operands: &Operands) {
        for (k, w) in each(operands) {
            let v = self.get(k, w);
            self.values.push(v);
        }
    }
}
