//! Where portals enter the JIT, and all ways back to them.

use crate::compile::{self, Made};
use crate::force::force;
use crate::machine::{Machine, Outcome};
use crate::runtime::{Runtime, current, runtime};
use crate::table::Table;
use crate::tracer::{Closing, DONE, Recorded, Tracer};
use crate::virtualizable::array_lengths;
use crate::warm::{Answer, CellId};
use rpy_jit_backend::{Backend, Exit, Frame};
use rpy_jit_opt::Retrace;
use rpy_trace::{Arg, Kind};

/// The answers to a portal (`translator/jit/src/portal.rs` has the same numbers).
const NOT_ENTERED: i64 = 0;
const CONTINUE: i64 = 1;
const RETURN: i64 = 2;
/// The exception stays in flight.
const RAISE: i64 = 3;

/// What a portal has written, or is to read.
struct Buffer {
    slots: *mut u64,
    greens: usize,
    reds: usize,
}

impl Buffer {
    fn result_slot(&self) -> usize {
        self.greens + self.reds
    }
    /// The greens and reds. Nothing writes to the buffer while they are used.
    fn values(&self) -> &[u64] {
        // SAFETY: the portal's buffer has a word for each green and red, then one for the result.
        unsafe { std::slice::from_raw_parts(self.slots, self.greens + self.reds) }
    }
    fn get(&self, i: usize) -> u64 {
        // SAFETY: as above.
        unsafe { *self.slots.add(i) }
    }
    fn set(&self, i: usize, v: u64) {
        // SAFETY: as above.
        unsafe { *self.slots.add(i) = v }
    }
    /// It keeps no objects alive while compiled code runs.
    fn forget(&self) {
        (0..self.greens + self.reds).for_each(|i| self.set(i, 0));
    }
}

/// A portal has come to a place where it may enter the JIT, or has been called there, and the gate is closed. Its greens and
/// reds are in the buffer, one word each; the answer says what is there now.
#[unsafe(no_mangle)]
pub extern "C" fn rpy_jit_enter(table: *const Table, driver: i64, buffer: *mut u64, gate: i64, called: bool) -> i64 {
    let Some(rt) = runtime(table) else { return NOT_ENTERED };
    // Where calls have gone too deep the program itself finds out.
    if rt.p.stack_is_full() {
        return NOT_ENTERED;
    }
    let driver = driver as usize;
    let d = &rt.p.drivers[driver];
    let b = Buffer { slots: buffer, greens: d.greens.len(), reds: d.reds.len() };
    if let Some(v) = d.virtualizable {
        force(v.layout as usize, b.get(b.greens + v.red as usize) as usize);
    }
    let answer = {
        let mut warm = rt.warm.borrow_mut();
        warm.ask(driver, &b.values()[..b.greens], gate as usize, called, rt.tracing.get())
    };
    if !matches!(answer, Answer::Pass) && d.confirm_enter_jit.is_some() {
        // The program's function may collect, which updates the buffer: it gets a copy.
        let values = b.values().to_vec();
        if rt.p.ask(driver, d.confirm_enter_jit, &values) == Some(false) {
            return NOT_ENTERED;
        }
    }
    match answer {
        Answer::Pass => NOT_ENTERED,
        Answer::Run(target) => run(rt, driver, b, target),
        Answer::Trace(cell) => {
            let values = b.values().to_vec();
            Session { rt, driver, back: Back::Portal(b) }.trace(cell, &values)
        }
    }
}

/// Runs compiled code from a label, and what follows where it leaves. The inputs are the reds.
fn run(rt: &'static Runtime, driver: usize, b: Buffer, target: u32) -> i64 {
    // SAFETY: no other borrow of the backend is alive.
    let Some(entry) = (unsafe { (*rt.backend()).entry(target) }) else { return NOT_ENTERED };
    let spare = rt.spare.borrow_mut().frames.pop();
    let mut frame = spare.unwrap_or_else(Frame::new);
    for (slot, &red) in frame.slots.iter_mut().zip(&b.values()[b.greens..]) {
        *slot = red;
    }
    b.forget();
    rt.warm.borrow_mut().tokens.entered(target);
    // SAFETY: the inputs are those of the label.
    let exit = unsafe { entry.run(&mut *frame) };
    rt.warm.borrow_mut().tokens.left();
    let answer = match exit {
        Exit::Finish(DONE) => {
            if rt.p.drivers[driver].result.is_some() {
                b.set(b.result_slot(), frame.slots[0]);
            }
            RETURN
        }
        Exit::Finish(_) => {
            rt.p.set_exception(frame.slots[0] as usize);
            RAISE
        }
        Exit::Guard(n) => {
            return Session { rt, driver, back: Back::Portal(b) }.left_by_guard(n as usize, frame);
        }
    };
    rt.spare.borrow_mut().frames.push(frame);
    answer
}

/// A loop that compiled code has called has left other than by its usual end ([`Support::assembler_helper`]).
pub extern "C" fn assembler_helper(exit: i64, frame: *mut Frame) {
    let Some(rt) = current() else { return };
    // SAFETY: the frame is the caller's, and holds the exit's values.
    let left = unsafe { &*frame };
    match Exit::decode(exit as u64) {
        Exit::Finish(_) => rt.p.set_exception(left.slots[0] as usize),
        Exit::Guard(n) => {
            let driver = rt.warm.borrow().guards[n as usize].driver;
            let mut session = Session { rt, driver, back: Back::Code(frame) };
            let (m, bridge) = session.resume(n as usize, left);
            session.go_on(m, n as usize, bridge);
        }
    }
    if rt.p.exception() != 0 {
        // There is no result. Guards behind the call keep what stands in its place, which was an object before the collections since.
        // SAFETY: as above.
        unsafe { (*frame).slots[0] = 0 };
    }
}

/// Where a stay in the JIT leaves its outcome.
enum Back {
    /// In the buffer of the portal that has asked.
    Portal(Buffer),
    /// In the frame of a `call_assembler`: the portal's result in slot 0. An exception stays in flight.
    Code(*mut Frame),
}

/// One stay in the JIT.
struct Session {
    rt: &'static Runtime,
    driver: usize,
    back: Back,
}

impl Session {
    /// Compiled code that the portal has entered has left by a guard.
    #[inline(never)]
    fn left_by_guard(&mut self, n: usize, frame: Box<Frame>) -> i64 {
        let (m, bridge) = self.resume(n, &frame);
        self.rt.spare.borrow_mut().frames.push(frame);
        self.go_on(m, n, bridge)
    }

    fn returned(&mut self, result: Option<u64>) -> i64 {
        match (&self.back, result) {
            (Back::Portal(b), Some(v)) => b.set(b.result_slot(), v),
            // SAFETY: the frame is that of the call, which waits.
            (Back::Code(frame), Some(v)) => unsafe { (**frame).slots[0] = v },
            (_, None) => {}
        }
        RETURN
    }

    /// A guard has failed: the frames that it describes, and whether a bridge is to be traced from there.
    fn resume(&mut self, n: usize, frame: &Frame) -> (Box<Machine<'static>>, bool) {
        let rt = self.rt;
        let (exit, bridge) = rt.warm.borrow_mut().guard_failed(n, &frame.slots, rt.tracing.get());
        let mut m = rt.machine();
        if bridge {
            rt.free_old(self.driver, None);
            rt.warm.borrow_mut().watches.begin();
            let segments = rt.warm.borrow().guards[n].segments;
            m.tracer = Some(Tracer::new(&rt.warm, None, self.limit(), segments));
        }
        m.resume(&exit, &frame.slots[..exit.kinds.len()], &rt.warm, rt.forced(frame, &exit));
        (m, bridge)
    }

    /// From a guard's exit on.
    fn go_on(&mut self, mut m: Box<Machine<'static>>, n: usize, bridge: bool) -> i64 {
        let rt = self.rt;
        // An exception that the guard has let through goes to its handler first.
        let end = if rt.p.exception() != 0 { m.catch_at_start() } else { None };
        if !bridge {
            let end = end.unwrap_or_else(|| m.run());
            return self.leave(m, end);
        }
        rt.tracing.set(true);
        rt.log.borrow_mut().tracing();
        let end = end.unwrap_or_else(|| m.run());
        let answer = self.bridge_traced(m, end, n);
        rt.tracing.set(false);
        answer
    }

    fn limit(&self) -> usize {
        self.rt.warm.borrow().params(self.driver).trace_limit as usize
    }

    /// Traces a loop from the merge point with these greens and reds.
    #[inline(never)]
    fn trace(&mut self, cell: CellId, values: &[u64]) -> i64 {
        self.rt.free_old(self.driver, Some(cell));
        self.rt.warm.borrow_mut().watches.begin();
        let mut m = self.begin(cell, values);
        if let Back::Portal(b) = &self.back {
            b.forget();
        }
        // Also while it is compiled: functions of the program may run then.
        self.rt.tracing.set(true);
        self.rt.log.borrow_mut().tracing();
        let end = m.run();
        let answer = self.loop_traced(m, end, cell);
        self.rt.tracing.set(false);
        answer
    }

    /// A machine that records from the merge point with these greens and reds.
    fn begin(&mut self, cell: CellId, values: &[u64]) -> Box<Machine<'static>> {
        let rt = self.rt;
        let d = &rt.p.drivers[self.driver];
        let mut m = rt.machine();
        let segments = rt.warm.borrow().cells[cell.0].segments;
        m.tracer = Some(Tracer::new(&rt.warm, Some(cell), self.limit(), segments));
        m.push(d.portal as usize);
        let mut next = [0u16; 3];
        let kinds: Vec<Kind> = d.greens.iter().chain(&d.reds).map(|g| g.0).collect();
        for (i, (&kind, &value)) in kinds.iter().zip(values).enumerate() {
            let Some(t) = m.tracer.as_mut() else { continue };
            let b = if i < d.greens.len() {
                rpy_trace::Arg::Const(t.constant(kind, value, false))
            } else {
                t.add_red(kind)
            };
            let r = next[kind as usize];
            let f = m.frame();
            f.set(kind, r, value);
            f.set_box(kind, r, b);
            next[kind as usize] += 1;
        }
        if let Some(v) = d.virtualizable {
            let (red, layout) = (v.red as usize, v.layout as usize);
            let object = values[d.greens.len() + red];
            let b = m.tracer.as_ref().map(|t| Arg::Var(t.trace.inputs[red]));
            // SAFETY: the red has this type.
            if let (Some(b), Some(lengths)) = (b, unsafe { array_lengths(&rt.p, layout, object as usize) }) {
                m.begin_virtualizable(layout, object, b, &lengths);
            }
        }
        m
    }

    fn loop_traced(&mut self, m: Box<Machine<'static>>, end: Outcome, cell: CellId) -> i64 {
        let (m, trace, closing) = match self.recorded(m, end) {
            Ok(recorded) => recorded,
            Err(answer) => return answer,
        };
        let compiled = trace.is_some_and(|t| compile::compile_loop(self.rt, t, &closing, cell));
        let segments = self.rt.warm.borrow().cells[cell.0].segments;
        if self.was_too_long(&closing, segments) {
            self.rt.warm.borrow_mut().cells[cell.0].segments = true;
        } else if !compiled && !self.outdated(&closing) {
            self.rt.warm.borrow_mut().failed(cell);
        }
        self.after_trace(m, closing)
    }

    fn bridge_traced(&mut self, m: Box<Machine<'static>>, end: Outcome, guard: usize) -> i64 {
        let (m, trace, closing) = match self.recorded(m, end) {
            Ok(recorded) => recorded,
            Err(answer) => return answer,
        };
        let compiled = match (trace, &closing) {
            (None, _) => false,
            // The bridge has come to a loop that is not compiled yet. Once it is, the bridge can lead to it.
            (Some(trace), Closing::Loop(passed)) => {
                let cell = passed.cell;
                if compile::compile_loop(self.rt, trace, &closing, cell) {
                    let mut warm = self.rt.warm.borrow_mut();
                    let from = warm.guards[guard].token;
                    // Constants of the trace may be those that the guard's exit has named.
                    if let Some(of) = warm.cells[cell.0].target.and_then(|t| warm.tokens.of_label(t)) {
                        warm.tokens.keep(of, from);
                    }
                    drop(warm);
                    return self.after_trace(m, closing);
                }
                self.rt.warm.borrow_mut().failed(cell);
                false
            }
            (Some(trace), _) => match (compile::compile_bridge(self.rt, trace.trace, &closing, guard), &closing) {
                (Made::Waits(waiting), &Closing::Existing(cell)) => return self.retrace(m, waiting, cell, guard),
                (Made::Waits(waiting), _) => compile::give_up_retrace(self.rt, waiting, guard),
                (Made::Attached, _) => true,
                (Made::Failed, _) => false,
            },
        };
        let segments = self.rt.warm.borrow().guards[guard].segments;
        if self.was_too_long(&closing, segments) {
            self.rt.warm.borrow_mut().guards[guard].segments = true;
        } else if !self.outdated(&closing) {
            self.bridge_made(guard, compiled);
        }
        self.after_trace(m, closing)
    }

    /// What a machine has recorded, which records no longer; no trace if it was given up. If interpretation has ended without
    /// closing a trace: the answer to the portal.
    fn recorded(
        &mut self,
        mut m: Box<Machine<'static>>,
        end: Outcome,
    ) -> Result<(Box<Machine<'static>>, Option<Recorded>, Closing), i64> {
        let closing = match end {
            Outcome::Closed(closing) => closing,
            end => return Err(self.leave(m, end)),
        };
        let recorded = match m.stop_tracing().map(|t| t.recorded(&closing)) {
            Some(Ok(recorded)) => Some(recorded),
            Some(Err(why)) => {
                self.rt.log.borrow_mut().given_up(&why);
                None
            }
            None => None,
        };
        Ok((m, recorded, closing))
    }

    /// A quasi-immutable field has changed meanwhile: another trace from the same place may do.
    fn outdated(&self, closing: &Closing) -> bool {
        *closing == Closing::ForcedQuasiImmutable || !self.rt.warm.borrow().watches.hold()
    }

    /// Whether the trace was too long, and another one may not be: it is made in segments, unless that was done already. If most
    /// of it is one call of a portal, that is not traced into any more.
    fn was_too_long(&self, closing: &Closing, segments: bool) -> bool {
        let Closing::TooLong(call) = *closing else { return false };
        match call {
            Some(cell) => {
                let cell = &mut self.rt.warm.borrow_mut().cells[cell.0];
                !std::mem::replace(&mut cell.not_inlined, true)
            }
            None => !segments,
        }
    }

    fn bridge_made(&self, guard: usize, compiled: bool) {
        let mut warm = self.rt.warm.borrow_mut();
        match compiled {
            true => warm.guards[guard].has_bridge = true,
            false => warm.bridge_failed(guard),
        }
    }

    /// Traces one more iteration of a loop from where a bridge has come to it.
    fn retrace(&mut self, mut m: Box<Machine<'static>>, waiting: Box<Retrace>, cell: CellId, guard: usize) -> i64 {
        let rt = self.rt;
        // It stands at a merge point, with the portal's own frame only.
        let _ = m.run();
        m.leave();
        let begun = self.begin(cell, &m.values);
        rt.give_back(std::mem::replace(&mut m, begun));
        rt.log.borrow_mut().tracing();
        let end = m.run();
        let (m, trace, closing) = match self.recorded(m, end) {
            Ok(recorded) => recorded,
            Err(answer) => return answer,
        };
        let compiled = match (trace, &closing) {
            (Some(trace), Closing::Loop(passed)) if passed.cell == cell => {
                compile::compile_retrace(rt, waiting, trace.trace, cell, guard)
            }
            _ => compile::give_up_retrace(rt, waiting, guard),
        };
        self.bridge_made(guard, compiled);
        self.after_trace(m, closing)
    }

    /// Goes on where the trace has ended.
    fn after_trace(&mut self, mut m: Box<Machine<'static>>, closing: Closing) -> i64 {
        match closing {
            // The frames still stand at the merge point: their values are up to date even if compilation has collected.
            Closing::Loop(_)
            | Closing::Existing(_)
            | Closing::Segment
            | Closing::TooLong(_)
            | Closing::Escape
            | Closing::NoMemory
            | Closing::ForcedQuasiImmutable => {
                let end = m.run();
                self.leave(m, end)
            }
            Closing::Finish => {
                let result = match self.rt.p.drivers[self.driver].result {
                    // The portal's frame is still there: the value is read again where the collector has kept it.
                    Some(_) => m.return_value(),
                    None => None,
                };
                self.leave(m, Outcome::Returned(result))
            }
            Closing::Raise => self.leave(m, Outcome::Raised),
        }
    }

    /// Interpretation has ended: back to the portal.
    fn leave(&mut self, mut m: Box<Machine<'static>>, end: Outcome) -> i64 {
        m.leave();
        let answer = match end {
            Outcome::Returned(v) => self.returned(v),
            Outcome::Raised => RAISE,
            Outcome::MergePoint => match &self.back {
                Back::Portal(b) => {
                    m.values.iter().enumerate().for_each(|(i, &v)| b.set(i, v));
                    CONTINUE
                }
                Back::Code(_) => self.call_portal(&m.values),
            },
            Outcome::Closed(..) => unreachable!("without a tracer no trace ends"),
        };
        self.rt.give_back(m);
        answer
    }

    /// The interpreter of a call goes on at a merge point: as the program does.
    fn call_portal(&mut self, values: &[u64]) -> i64 {
        let p = &self.rt.p;
        let d = &p.drivers[self.driver];
        let Some(descr) = p.descrs.call(d.call) else { unreachable!("a driver's portal has the descr of a call") };
        // SAFETY: the descr is that of the portal; the values are its greens and reds, and nobody needs them afterwards.
        let result = unsafe { crate::call::call(p.address(d.function) as i64, descr, values) };
        match p.exception() {
            0 => self.returned(d.result.map(|_| result)),
            _ => RAISE,
        }
    }
}
