//! Frames of the jitcode interpreter. Their references live on the program's shadow stack, where the collector updates them.

use crate::table::{Code, Program};
use crate::warm::CellId;
use rpy_trace::{Arg, Const, Kind};
use std::rc::Rc;

/// One function that is being interpreted. Frames are used again and again: their vectors keep what they have.
pub struct Frame {
    /// Index of its jitcode.
    pub code: usize,
    /// The next instruction.
    pub pc: usize,
    /// While a call is under way: where its instruction begins, and where its result goes.
    pub call_pc: usize,
    pub result: Option<(Kind, u16)>,
    /// Of a portal that is traced into: the place that was called.
    pub place: Option<CellId>,
    /// It has gone on behind a merge point of its own once.
    pub unrolled: bool,
    ints: Vec<u64>,
    floats: Vec<u64>,
    /// The first of its slots on the shadow stack.
    refs: *mut usize,
    /// While tracing: what each register is in the trace, by kind. Else empty.
    pub boxes: [Vec<Arg>; 3],
    /// While tracing, and a call is under way: the frame as guards have it.
    pub snapshot: Option<Rc<rpy_trace::Frame>>,
}

impl Frame {
    pub fn new() -> Frame {
        Frame {
            code: 0,
            pc: 0,
            call_pc: 0,
            result: None,
            place: None,
            unrolled: false,
            ints: vec![],
            floats: vec![],
            refs: std::ptr::null_mut(),
            boxes: [vec![], vec![], vec![]],
            snapshot: None,
        }
    }

    /// Begins a function, with slots on top of the shadow stack. All registers are zero or null.
    pub fn begin(&mut self, program: &Program, code: usize, tracing: bool) {
        let [ints, refs, floats] = program.codes[code].jit.registers.map(usize::from);
        self.code = code;
        self.pc = 0;
        self.call_pc = 0;
        self.result = None;
        self.place = None;
        self.unrolled = false;
        self.snapshot = None;
        self.ints.clear();
        self.ints.resize(ints, 0);
        self.floats.clear();
        self.floats.resize(floats, 0);
        self.refs = reserve(program, refs);
        self.no_boxes();
        if tracing {
            let zeros = [(ints, Const::Int(0)), (refs, Const::Null), (floats, Const::Float(0))];
            for (boxes, (n, zero)) in self.boxes.iter_mut().zip(zeros) {
                boxes.resize(n, Arg::Const(zero));
            }
        }
    }

    /// Gives its slots back: it is the last on the shadow stack.
    pub fn end(&mut self, program: &Program) {
        release(program, self.refs);
    }

    /// The trace has ended.
    pub fn no_boxes(&mut self) {
        self.boxes.iter_mut().for_each(Vec::clear);
        self.snapshot = None;
    }

    #[inline]
    pub fn get(&self, kind: Kind, register: u16) -> u64 {
        match kind {
            Kind::Int => self.ints[register as usize],
            Kind::Float => self.floats[register as usize],
            // SAFETY: the register is below the number that the frame has slots for.
            Kind::Ref => unsafe { *self.refs.add(register as usize) as u64 },
        }
    }

    #[inline]
    pub fn set(&mut self, kind: Kind, register: u16, value: u64) {
        match kind {
            Kind::Int => self.ints[register as usize] = value,
            Kind::Float => self.floats[register as usize] = value,
            // SAFETY: as above.
            Kind::Ref => unsafe { *self.refs.add(register as usize) = value as usize },
        }
    }

    pub fn get_box(&self, kind: Kind, register: u16) -> Option<Arg> {
        self.boxes[kind as usize].get(register as usize).copied()
    }

    pub fn set_box(&mut self, kind: Kind, register: u16, b: Arg) {
        if let Some(place) = self.boxes[kind as usize].get_mut(register as usize) {
            *place = b;
        }
    }

    #[inline]
    pub fn code<'p>(&self, program: &'p Program) -> &'p Code {
        &program.codes[self.code]
    }
}

/// Null slots on top of the shadow stack.
pub fn reserve(program: &Program, count: usize) -> *mut usize {
    // SAFETY: the collector's variable; the shadow stack is much larger than what the depth of calls can need, and slots above
    // its end are nobody's.
    unsafe {
        let base = *program.gc.root_top;
        for i in 0..count {
            *base.add(i) = 0;
        }
        *program.gc.root_top = base.add(count);
        base
    }
}

/// Sets the end of the shadow stack back.
pub fn release(program: &Program, base: *mut usize) {
    // SAFETY: the collector's variable.
    unsafe { *program.gc.root_top = base }
}

/// The end of the shadow stack.
pub fn top(program: &Program) -> *mut usize {
    // SAFETY: the collector's variable.
    unsafe { *program.gc.root_top }
}
