//! Recording: the trace that is being made, and when it ends.

use crate::entry::Entry;
use crate::escape::Kept;
use crate::frame::Frame;
use crate::memory::Place;
use crate::table::Program;
use crate::virtual_ref::VirtualRefs;
use crate::virtualizable::Standard;
use crate::warm::{CellId, Warm};
use rpy_trace::{Arg, Const, DescrId, EffectInfo, ExtraEffect, Guard, Kind, Op, OpCode, Snapshot, Trace, Var};
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// The numbers of `finish`: the portal has returned, or an exception leaves it.
pub const DONE: u32 = rpy_jit_backend::DONE;
pub const RAISED: u32 = rpy_jit_backend::RAISED;

/// Why a trace has ended.
#[derive(Clone, PartialEq, Debug)]
pub enum Closing {
    /// At a merge point that it has passed: where it began, or later. The loop is what was recorded since.
    Loop(Passed),
    /// At one that has compiled code.
    Existing(CellId),
    Finish,
    Raise,
    /// There are more operations than `trace_limit`. The call of a portal that has most of them, if there is one.
    TooLong(Option<CellId>),
    /// On its way, at a merge point: the rest will be a bridge.
    Segment,
    /// An allocation has found no memory.
    NoMemory,
    /// Something that traces rely on has changed.
    ForcedQuasiImmutable,
    /// Others have used the virtualizable, or its arrays went where the trace does not see them.
    Escape,
}

/// A merge point that a trace has come to, as a possible start of a loop.
#[derive(Clone, PartialEq, Debug)]
pub struct Passed {
    pub cell: CellId,
    /// Index of the first operation behind it.
    pub at: usize,
    /// The reds, each a variable of its own, and what the virtualizable has. What follows uses nothing else from before.
    pub reds: Vec<Var>,
    /// With a virtualizable: how a loop that begins here is entered.
    pub entry: Option<Entry>,
}

/// What a trace has come to.
pub struct Recorded {
    pub trace: Trace,
    /// The merge point where it began, if it is a loop's.
    pub start: Option<Passed>,
}

pub struct Tracer<'p> {
    pub trace: Trace,
    warm: &'p RefCell<Warm>,
    /// The merge points that it has come to: where it began, if it is a loop's, and others.
    passed: Vec<Passed>,
    /// The exception in flight, as the trace knows it.
    pub exception: Option<Arg>,
    /// What hints ask of the objects that it makes.
    pub kept: Kept,
    /// Classes that guards have fixed.
    pub classes: HashMap<Var, i64>,
    pub seen_loop_header: bool,
    /// The first merge point, where the trace begins, is behind.
    started: bool,
    limit: usize,
    /// The portal's virtualizable, if it has one.
    pub standard: Option<Standard>,
    pub virtual_refs: VirtualRefs<'p>,
    /// Objects that are certainly not the virtualizable, and have their fields.
    pub others: HashSet<Arg>,
    /// See [`Closing::Escape`].
    pub escaped: bool,
    /// See [`Closing::NoMemory`].
    pub no_memory: bool,
    segments: bool,
    /// How many merge points it has come to.
    arrivals: usize,
    /// Portals that are being traced into: where their operations begin.
    calls: Vec<(CellId, usize)>,
    longest: Option<(usize, CellId)>,
}

impl<'p> Tracer<'p> {
    /// A trace of a loop from the merge point of this cell, or of a bridge.
    pub fn new(warm: &'p RefCell<Warm>, start: Option<CellId>, limit: usize, segments: bool) -> Tracer<'p> {
        Tracer {
            trace: Trace::default(),
            warm,
            passed: start.map(|cell| Passed { cell, at: 0, reds: vec![], entry: None }).into_iter().collect(),
            exception: None,
            kept: Kept::default(),
            classes: HashMap::new(),
            seen_loop_header: false,
            started: start.is_none(),
            limit,
            standard: None,
            virtual_refs: VirtualRefs::new(warm),
            others: HashSet::new(),
            escaped: false,
            no_memory: false,
            segments,
            arrivals: 0,
            calls: vec![],
            longest: None,
        }
    }

    /// Why the trace cannot go on.
    pub fn over(&self) -> Option<Closing> {
        match self.trace.ops.len() > self.limit {
            _ if self.escaped => Some(Closing::Escape),
            _ if self.no_memory => Some(Closing::NoMemory),
            true => Some(Closing::TooLong(self.longest_call())),
            false => None,
        }
    }

    /// The trace that has ended in this way, or why it is of no use.
    pub fn recorded(self, closing: &Closing) -> Result<Recorded, Closing> {
        match closing {
            _ if self.escaped => Err(Closing::Escape),
            _ if self.no_memory => Err(Closing::NoMemory),
            Closing::TooLong(_) | Closing::ForcedQuasiImmutable | Closing::NoMemory => Err(closing.clone()),
            _ => Ok(Recorded { trace: self.trace, start: self.passed.into_iter().find(|p| p.at == 0) }),
        }
    }

    /// The arrays of a virtualizable must not be used but for their items: what is in memory is out of date.
    pub fn look_for_escape(&mut self, args: &[Arg]) {
        if let Some(s) = &self.standard {
            self.escaped |= args.iter().any(|&a| s.is_array(a));
        }
    }

    /// At the merge point where a loop's trace begins.
    pub fn begin_at(&mut self, p: &Program, frame: &Frame, at: usize) {
        if !self.started {
            let entry = self.entry(p, frame, at);
            self.passed.iter_mut().for_each(|p| p.entry = entry.clone());
        }
    }

    fn entry(&self, p: &Program, frame: &Frame, at: usize) -> Option<Entry> {
        let s = self.standard.as_ref()?;
        Some(Entry { frame: state(p, frame, at, at, None), layout: s.layout, lengths: s.lengths() })
    }

    /// A variable that is this value and no other's, if it is none yet.
    pub fn own_variable(&mut self, b: Arg, others: &[Arg]) -> Option<Arg> {
        if b.var().is_some() && !others.contains(&b) {
            return None;
        }
        let same = match self.trace.kind_of(b) {
            Kind::Int => OpCode::SameAsI,
            Kind::Ref => OpCode::SameAsR,
            Kind::Float => OpCode::SameAsF,
        };
        self.record(same, vec![b], None)
    }

    /// At a merge point: whether the trace, which has been too long before, ends here as it gets near the limit.
    pub fn segment_ends(&self) -> bool {
        // Not at the one where it begins: it would never get on.
        self.segments && self.arrivals > 1 && self.trace.ops.len() > self.limit / 5 * 4
    }

    /// A portal is traced into.
    pub fn portal_entered(&mut self, cell: CellId) {
        self.calls.push((cell, self.trace.ops.len()));
    }

    pub fn portal_left(&mut self) {
        let Some((cell, begun)) = self.calls.pop() else { return };
        let operations = self.trace.ops.len() - begun;
        if self.longest.is_none_or(|(most, _)| operations > most) {
            self.longest = Some((operations, cell));
        }
    }

    /// The portal that was traced into with the most operations. Only inner ones are left out.
    pub fn longest_call(&self) -> Option<CellId> {
        let under_way = self.calls.first().map(|&(cell, begun)| (self.trace.ops.len() - begun, cell));
        self.longest.into_iter().chain(under_way).max_by_key(|l| l.0).map(|l| l.1)
    }

    /// A constant; `fixed` if it is a static object.
    pub fn constant(&mut self, kind: Kind, value: u64, fixed: bool) -> Const {
        match kind {
            Kind::Int => Const::Int(value as i64),
            Kind::Float => Const::Float(value),
            Kind::Ref if value == 0 => Const::Null,
            Kind::Ref => Const::Ref(self.warm.borrow_mut().constant(value as usize, fixed)),
        }
    }

    /// The trace holds as long as the field does not change whose watchers' number is in this place.
    pub fn rely(&mut self, number: Place) {
        self.warm.borrow_mut().watches.rely(number);
    }

    pub fn record(&mut self, op: OpCode, args: Vec<Arg>, descr: Option<DescrId>) -> Option<Arg> {
        let ops = self.trace.ops.len();
        let result = self.trace.push(op, args, descr);
        if let Some(recorded) = self.trace.ops.get(ops) {
            self.kept.see(op, &recorded.args, result);
        }
        result.map(Arg::Var)
    }

    /// With `forces`, the call may look for the virtualizable's fields, or the object of a virtual reference.
    pub fn call(
        &mut self,
        result: Option<Kind>,
        args: Vec<Arg>,
        descr: DescrId,
        effect: &EffectInfo,
        forces: bool,
    ) -> Option<Arg> {
        use OpCode::*;
        let pure = effect.elidable();
        let op = match (result, pure) {
            (Some(Kind::Int), _) if forces => CallMayForceI,
            (Some(Kind::Ref), _) if forces => CallMayForceR,
            (Some(Kind::Float), _) if forces => CallMayForceF,
            (None, _) if forces => CallMayForceN,
            (Some(Kind::Int), _) if effect.extra == ExtraEffect::LoopInvariant => CallLoopinvariantI,
            (Some(Kind::Ref), _) if effect.extra == ExtraEffect::LoopInvariant => CallLoopinvariantR,
            (Some(Kind::Float), _) if effect.extra == ExtraEffect::LoopInvariant => CallLoopinvariantF,
            (Some(Kind::Int), true) => CallPureI,
            (Some(Kind::Ref), true) => CallPureR,
            (Some(Kind::Float), true) => CallPureF,
            (Some(Kind::Int), false) => CallI,
            (Some(Kind::Ref), false) => CallR,
            (Some(Kind::Float), false) => CallF,
            (None, _) => CallN,
        };
        self.record(op, args, Some(descr))
    }

    /// The cell of a place.
    pub fn cell(&self, driver: usize, greens: &[u64]) -> CellId {
        self.warm.borrow_mut().cell(driver, greens)
    }

    /// Whether a call of a place is traced into that is this often among the frames already. The call that is one too many
    /// shows that the place is to have code of its own.
    pub fn inlines(&self, cell: CellId, running: usize) -> bool {
        let mut warm = self.warm.borrow_mut();
        let params = warm.params(warm.cells[cell.0].driver);
        let (inlining, deepest) = (params.inlining, params.max_unroll_recursion as usize);
        if inlining == 0 || warm.cells[cell.0].not_inlined {
            return false;
        }
        let too_deep = running >= deepest;
        warm.cells[cell.0].not_inlined = too_deep;
        !too_deep
    }

    /// A call of a cell's loop. `jump_target` is the cell until the trace is compiled.
    pub fn call_assembler(
        &mut self,
        result: Option<Kind>,
        reds: Vec<Arg>,
        descr: DescrId,
        cell: CellId,
    ) -> Option<Arg> {
        let op = match result {
            Some(Kind::Int) => OpCode::CallAssemblerI,
            Some(Kind::Ref) => OpCode::CallAssemblerR,
            Some(Kind::Float) => OpCode::CallAssemblerF,
            None => OpCode::CallAssemblerN,
        };
        let result = self.record(op, reds, Some(descr));
        if let Some(op) = self.trace.ops.last_mut() {
            op.jump_target = Some(cell.0 as u32);
        }
        result
    }

    /// Records a guard with the state of all frames; the innermost goes on at `resume_at`.
    pub fn guard(
        &mut self,
        p: &Program,
        op: OpCode,
        args: Vec<Arg>,
        frames: &mut [Frame],
        resume_at: usize,
    ) -> Option<Arg> {
        let mut snapshot = Snapshot::default();
        let (last, outer) = frames.split_last_mut()?;
        for f in outer {
            let at = f.pc;
            let call_pc = f.call_pc;
            let frame = match f.snapshot.take() {
                Some(shared) => shared,
                None => Rc::new(state(p, f, call_pc, at, f.result)),
            };
            f.snapshot = Some(frame.clone());
            snapshot.frames.push(frame);
        }
        let frame = state(p, last, resume_at, resume_at, None);
        snapshot.frames.push(Rc::new(frame));
        if let Some(s) = &self.standard {
            snapshot.virtualizable = s.snapshot(&snapshot.frames);
        }
        snapshot.virtual_refs = self.virtual_refs.snapshot();
        let result = op.result().map(|k| self.trace.new_var(k));
        let guard = Guard { snapshot: Rc::new(snapshot), ..Guard::default() };
        self.trace.ops.push(Op { result, guard: Some(Box::new(guard)), ..Op::new(op, args, None) });
        result.map(Arg::Var)
    }

    pub fn finish(&mut self, p: &Program, args: Vec<Arg>, number: u32) {
        self.settle_all(p);
        if let Some(s) = &self.standard {
            s.write_back(&p.virtualizables[s.layout], &mut self.trace);
        }
        let guard = Guard { number, ..Guard::default() };
        self.trace.ops.push(Op { guard: Some(Box::new(guard)), ..Op::new(OpCode::Finish, args, None) });
    }

    pub fn jump(&mut self, args: Vec<Arg>) {
        self.trace.ops.push(Op::new(OpCode::Jump, args, None));
    }

    /// At a merge point: whether the trace may end here.
    pub fn arrive(&mut self, needs_header: bool) -> bool {
        self.arrivals += 1;
        if !self.started {
            self.started = true;
            return false;
        }
        if needs_header && !std::mem::replace(&mut self.seen_loop_header, false) {
            return false;
        }
        true
    }

    /// A red of the merge point where the trace begins.
    pub fn add_red(&mut self, kind: Kind) -> Arg {
        let v = self.trace.add_input(kind);
        self.passed.iter_mut().for_each(|p| p.reds.push(v));
        v.into()
    }

    /// How the trace ends at a merge point with these greens. If it goes on, it may come here again: the reds are variables then.
    pub fn close(
        &mut self,
        p: &Program,
        driver: usize,
        greens: &[u64],
        reds: &[Arg],
        (frame, pc): (&Frame, usize),
    ) -> Option<Closing> {
        let entry = self.entry(p, frame, pc);
        let mut warm = self.warm.borrow_mut();
        let cell = warm.cell(driver, greens);
        let passed = self.passed.iter().find(|p| p.cell == cell);
        // What only leads to another loop has no labels to jump to. A loop that is traced again has some, and ends at its start.
        if !warm.cells[cell.0].targets.is_empty() && passed.is_none_or(|p| p.at > 0) {
            // The arrays' items are arguments of its labels.
            self.escaped |= entry.as_ref().map(|e| &e.lengths) != warm.cells[cell.0].lengths.as_ref();
            return Some(Closing::Existing(cell));
        }
        if let Some(p) = passed {
            return Some(Closing::Loop(p.clone()));
        }
        let reds = reds.iter().filter_map(|r| r.var()).collect();
        self.passed.push(Passed { cell, at: self.trace.ops.len(), reds, entry });
        // What is known from before does not hold when a loop comes here again.
        self.classes.clear();
        self.others.clear();
        if let Some(s) = &mut self.standard {
            s.read_arrays(&p.virtualizables[s.layout], &mut self.trace);
        }
        None
    }
}

/// A frame as guards have it: the registers that are alive at `at`, but for the one that a call's result goes to.
fn state(p: &Program, f: &Frame, pc: usize, at: usize, without: Option<(Kind, u16)>) -> rpy_trace::Frame {
    let live = f.code(p).live(at).iter().filter(|&&r| Some(r) != without);
    let values = live.filter_map(|&(k, r)| f.get_box(k, r)).collect();
    rpy_trace::Frame { jitcode: f.code as u32, pc: pc as u32, values }
}
