//! Portals that are called from what is interpreted: traced into, called as compiled loops, or called as the program does it.
//!
//! Which of them is RPython's choice: a call is traced into until the same place is `max_unroll_recursion` times among the
//! frames. Then it becomes a `call_assembler`, and the place is to have code of its own.

use super::{Machine, Operands, Outcome, Reader};
use crate::call::call;
use crate::warm::CellId;
use rpy_trace::{Arg, ExtraEffect, Kind};

impl<'p> Machine<'p> {
    /// The instruction that calls a portal.
    pub(super) fn recursive(&mut self, at: usize, mut r: Reader<'p>, result: Option<Kind>) -> Option<Outcome> {
        let driver = r.word() as usize;
        let (greens, reds) = (r.operands(), r.operands());
        let to = result.map(|k| (k, r.word()));
        if self.tracer.is_some() {
            for (k, w) in super::each(&greens) {
                self.promoted(k, w, at);
            }
        }
        self.read(&greens);
        let cell = self.tracer.as_ref().map(|t| t.cell(driver, &self.values));
        let f = self.frame();
        f.call_pc = at;
        f.pc = r.at;
        f.result = to;
        if let Some(cell) = cell
            && self.inlines(driver, cell)
        {
            self.enter_portal(driver, cell, &greens, &reds);
            return None;
        }
        self.read(&greens);
        self.add(&reds);
        let boxes = self.boxes(&reds);
        self.call_portal(driver, cell, boxes)
    }

    /// Whether an inner portal that has come to a merge point is traced beyond it all the same: once, if its driver says so of
    /// this place.
    pub(super) fn unrolls(&mut self, driver: usize, greens: &Operands) -> bool {
        self.read(greens);
        if self.frame().unrolled {
            return false;
        }
        let d = &self.p.drivers[driver];
        let unrolls = self.p.ask(driver, d.should_unroll_one_iteration, &self.values) == Some(true);
        self.frame().unrolled = unrolls;
        unrolls
    }

    /// An inner portal has come to a merge point at which a loop may begin: its frame is gone, and its caller calls the loop.
    pub(super) fn rest_as_call(&mut self, driver: usize, greens: &Operands, reds: &Operands) -> Option<Outcome> {
        self.read(greens);
        let cell = self.tracer.as_ref().map(|t| t.cell(driver, &self.values));
        self.add(reds);
        let boxes = self.boxes(reds);
        self.pop();
        self.call_portal(driver, cell, boxes)
    }

    /// How many portals are between the outermost frame and the innermost.
    pub(super) fn portal_depth(&self) -> usize {
        self.stack[1..self.depth].iter().filter(|f| f.code(self.p).jit.portal_of.is_some()).count()
    }

    /// Whether a call of this place is traced into.
    fn inlines(&self, driver: usize, cell: CellId) -> bool {
        // Where each merge point may be a loop's, a portal's frame would not outlive its first one.
        let d = &self.p.drivers[driver];
        let Some(t) = self.tracer.as_ref().filter(|_| d.loop_headers) else { return false };
        if self.p.ask(driver, d.can_never_inline, &self.values) == Some(true) {
            return false;
        }
        let running = self.stack[..self.depth].iter().filter(|f| f.place == Some(cell)).count();
        t.inlines(cell, running)
    }

    fn enter_portal(&mut self, driver: usize, cell: CellId, greens: &Operands, reds: &Operands) {
        let caller = self.depth - 1;
        self.push(self.p.drivers[driver].portal as usize);
        self.frame().place = Some(cell);
        if let Some(t) = &mut self.tracer {
            t.portal_entered(cell);
        }
        let mut next = [0u16; 3];
        for (kind, w) in super::each(greens).chain(super::each(reds)) {
            let (value, b) = (self.get_in(caller, kind, w), self.get_box_in(caller, kind, w));
            self.set(kind, next[kind as usize], value, Some(b));
            next[kind as usize] += 1;
        }
    }

    fn boxes(&mut self, operands: &Operands) -> Vec<Arg> {
        match self.tracer {
            Some(_) => super::each(operands).map(|(k, w)| self.get_box(k, w)).collect(),
            None => vec![],
        }
    }

    /// Calls the compiled portal with the greens and reds in `values` for the frame whose call is under way. In a trace it is a
    /// call of the loop that the cell has or will have.
    fn call_portal(&mut self, driver: usize, cell: Option<CellId>, reds: Vec<Arg>) -> Option<Outcome> {
        let p = self.p;
        let d = &p.drivers[driver];
        let descr = p.descrs.call(d.call)?;
        let forces = self.before_call(&descr.effect);
        // SAFETY: the descr is that of the portal, and the values are its greens and reds. Nobody needs them afterwards.
        let value = unsafe { call(p.address(d.function) as i64, descr, &self.values) };
        let raised = p.exception() != 0;
        let forces = forces && self.may_still_force();
        let result = self.frame().result.take();
        let b = match (&mut self.tracer, cell) {
            (Some(t), Some(cell)) => {
                t.look_for_escape(&reds);
                t.call_assembler(d.result, reds, d.call, cell)
            }
            _ => None,
        };
        // The result's register is alive behind the call: the guard's state has it.
        if let Some((kind, to)) = result {
            self.set(kind, to, if raised { 0 } else { value }, b);
        }
        if self.tracer.is_some() {
            let next = self.frame().pc;
            self.after_call(raised, forces, ExtraEffect::CanRaise, next);
        }
        if raised { self.unwind() } else { None }
    }
}
