//! Frames of the jitcode interpreter. Their references live on the program's shadow stack, where the collector updates them.

use crate::table::{Code, Program};
use rpy_trace::{Arg, Const, Kind};

/// One function that is being interpreted.
pub struct Frame {
    /// Index of its jitcode.
    pub code: usize,
    /// The next instruction.
    pub pc: usize,
    /// While a call is under way: where its instruction begins, and where its result goes.
    pub call_pc: usize,
    pub result: Option<(Kind, u16)>,
    pub ints: Vec<u64>,
    pub floats: Vec<u64>,
    /// The first of its slots on the shadow stack.
    refs: *mut usize,
    /// While tracing: what each register is in the trace, by kind.
    pub boxes: Option<[Vec<Arg>; 3]>,
}

impl Frame {
    /// Pushes a frame on the shadow stack. All registers are zero or null.
    pub fn push(program: &Program, code: usize, tracing: bool) -> Frame {
        let c = &program.codes[code];
        let [ints, refs, floats] = c.jit.registers.map(usize::from);
        let base = reserve(program, refs);
        let zero = |n, c| vec![Arg::Const(c); n];
        let boxes =
            tracing.then(|| [zero(ints, Const::Int(0)), zero(refs, Const::Null), zero(floats, Const::Float(0))]);
        Frame { code, pc: 0, call_pc: 0, result: None, ints: vec![0; ints], floats: vec![0; floats], refs: base, boxes }
    }

    /// Gives its slots back: it is the last on the shadow stack.
    pub fn pop(self, program: &Program) {
        release(program, self.refs);
    }

    pub fn get(&self, kind: Kind, register: u16) -> u64 {
        match kind {
            Kind::Int => self.ints[register as usize],
            Kind::Float => self.floats[register as usize],
            // SAFETY: the register is below the number that the frame has slots for.
            Kind::Ref => unsafe { *self.refs.add(register as usize) as u64 },
        }
    }

    pub fn set(&mut self, kind: Kind, register: u16, value: u64) {
        match kind {
            Kind::Int => self.ints[register as usize] = value,
            Kind::Float => self.floats[register as usize] = value,
            // SAFETY: as above.
            Kind::Ref => unsafe { *self.refs.add(register as usize) = value as usize },
        }
    }

    pub fn get_box(&self, kind: Kind, register: u16) -> Option<Arg> {
        Some(self.boxes.as_ref()?[kind as usize][register as usize])
    }

    pub fn set_box(&mut self, kind: Kind, register: u16, b: Arg) {
        if let Some(boxes) = &mut self.boxes {
            boxes[kind as usize][register as usize] = b;
        }
    }

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
