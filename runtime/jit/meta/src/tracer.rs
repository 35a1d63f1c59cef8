//! Recording: the trace that is being made, and when it ends.

use crate::frame::Frame;
use crate::table::Program;
use crate::warm::{CellId, Warm};
use rpy_trace::{Arg, Const, DescrId, EffectInfo, Guard, Kind, Op, OpCode, Snapshot, Trace, Var};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// The numbers of `finish`: the portal has returned, or an exception leaves it.
pub const DONE: u32 = rpy_jit_backend::DONE;
pub const RAISED: u32 = 1;

/// Why a trace has ended.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Closing {
    /// At the merge point where it began.
    Loop,
    /// At one that has compiled code.
    Existing(CellId),
    Finish,
    Raise,
    TooLong,
}

pub struct Tracer<'p> {
    pub trace: Trace,
    warm: &'p RefCell<Warm>,
    /// Where the trace began, if it is a loop's.
    start: Option<CellId>,
    /// The exception in flight, as the trace knows it.
    pub exception: Option<Arg>,
    /// Classes that guards have fixed.
    pub classes: HashMap<Var, i64>,
    pub seen_loop_header: bool,
    /// The first merge point, where the trace begins, is behind.
    started: bool,
    limit: usize,
}

impl<'p> Tracer<'p> {
    /// A trace of a loop from the merge point of this cell, or of a bridge.
    pub fn new(warm: &'p RefCell<Warm>, start: Option<CellId>, limit: usize) -> Tracer<'p> {
        Tracer {
            trace: Trace::default(),
            warm,
            start,
            exception: None,
            classes: HashMap::new(),
            seen_loop_header: false,
            started: start.is_none(),
            limit,
        }
    }

    pub fn too_long(&self) -> bool {
        self.trace.ops.len() > self.limit
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

    pub fn record(&mut self, op: OpCode, args: Vec<Arg>, descr: Option<DescrId>) -> Option<Arg> {
        self.trace.push(op, args, descr).map(Arg::Var)
    }

    pub fn call(&mut self, result: Option<Kind>, args: Vec<Arg>, descr: DescrId, effect: &EffectInfo) -> Option<Arg> {
        use OpCode::*;
        let pure = effect.elidable();
        let op = match (result, pure) {
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
        if warm.params.inlining == 0 || warm.cells[cell.0].not_inlined {
            return false;
        }
        let too_deep = running >= warm.params.max_unroll_recursion as usize;
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
        failing: Option<(Arg, Arg)>,
    ) -> Option<Arg> {
        let mut snapshot = Snapshot::default();
        let (last, outer) = frames.split_last_mut()?;
        for f in outer {
            let at = f.pc;
            let call_pc = f.call_pc;
            let mut frame = match f.snapshot.take() {
                Some(shared) => shared,
                None => Rc::new(state(p, f, call_pc, at, f.result)),
            };
            f.snapshot = Some(frame.clone());
            if let Some((from, to)) = failing
                && frame.values.contains(&from)
            {
                replace(&mut Rc::make_mut(&mut frame).values, from, to);
            }
            snapshot.frames.push(frame);
        }
        let mut frame = state(p, last, resume_at, resume_at, None);
        if let Some((from, to)) = failing {
            replace(&mut frame.values, from, to);
        }
        snapshot.frames.push(Rc::new(frame));
        let result = op.result().map(|k| self.trace.new_var(k));
        let guard = Guard { snapshot: Rc::new(snapshot), ..Guard::default() };
        self.trace.ops.push(Op { result, guard: Some(Box::new(guard)), ..Op::new(op, args, None) });
        result.map(Arg::Var)
    }

    pub fn finish(&mut self, args: Vec<Arg>, number: u32) {
        let guard = Guard { number, ..Guard::default() };
        self.trace.ops.push(Op { guard: Some(Box::new(guard)), ..Op::new(OpCode::Finish, args, None) });
    }

    pub fn jump(&mut self, args: Vec<Arg>) {
        self.trace.ops.push(Op::new(OpCode::Jump, args, None));
    }

    /// At a merge point: whether the trace may end here.
    pub fn arrive(&mut self, needs_header: bool) -> bool {
        if !self.started {
            self.started = true;
            return false;
        }
        if needs_header && !std::mem::replace(&mut self.seen_loop_header, false) {
            return false;
        }
        true
    }

    /// How the trace ends at a merge point with these greens; None if it goes on.
    pub fn close(&self, driver: usize, greens: &[u64]) -> Option<Closing> {
        let warm = self.warm.borrow();
        let cell = warm.find(driver, greens)?;
        if Some(cell) == self.start {
            return Some(Closing::Loop);
        }
        // What only leads to another loop has no labels to jump to.
        (!warm.cells[cell.0].targets.is_empty()).then_some(Closing::Existing(cell))
    }
}

/// A frame as guards have it: the registers that are alive at `at`, but for the one that a call's result goes to.
fn state(p: &Program, f: &Frame, pc: usize, at: usize, without: Option<(Kind, u16)>) -> rpy_trace::Frame {
    let live = f.code(p).live(at).iter().filter(|&&r| Some(r) != without);
    let values = live.filter_map(|&(k, r)| f.get_box(k, r)).collect();
    rpy_trace::Frame { jitcode: f.code as u32, pc: pc as u32, values }
}

fn replace(values: &mut [Arg], from: Arg, to: Arg) {
    values.iter_mut().filter(|v| **v == from).for_each(|v| *v = to);
}
