//! What a backend offers, and what it needs to be told.

use crate::frame::Frame;
use rpy_trace::{Descrs, OpCode, RefId, Trace};
use std::fmt;

/// Addresses that compiled code uses.
#[derive(Clone, Copy, Debug)]
pub struct Support {
    /// The variable that holds the end of the shadow stack. Its slots are 8 bytes; a slot may hold null.
    pub root_top: *mut usize,
    /// The variable that holds the exception in flight; null if there is none.
    pub exc_value: *mut usize,
    /// `extern "C" fn(type_number: i64, size: i64) -> *object`; the size is with the header. Null if there is no memory. May collect.
    pub malloc: usize,
    /// `extern "C" fn(type_number, length, fixed_size, item_size, length_offset) -> *object`, or null. May collect.
    pub malloc_varsize: usize,
    /// `extern "C" fn()`: called where they have given null: leaves an exception in `exc_value`. The trace ends then as with
    /// `finish` number [`RAISED`](crate::RAISED).
    pub no_memory: usize,
    /// Allocation in place.
    pub bump: Option<Bump>,
    /// What is asked before references are stored into objects.
    pub barrier: Option<Barrier>,
    /// Bytes before an object's first field: its type's number.
    pub header: u32,
    /// `extern "C" fn(exit: i64, frame: *mut Frame)`: goes on where a loop that `call_assembler` called has left other than
    /// by `finish` number [`DONE`](crate::DONE), up to the end of its portal. The portal's result goes to slot 0 of the frame,
    /// or an exception to `exc_value`. [`Exit::decode`] reads the exit. 0 if no trace has a `call_assembler`.
    pub assembler_helper: usize,
    /// How deep calls may go; None if nothing says so.
    pub stack: Option<StackLimit>,
}

#[derive(Clone, Copy, Debug)]
pub struct StackLimit {
    /// The variable that holds the lowest address that the machine's stack may have where a loop is called.
    pub limit: *const usize,
    /// `extern "C" fn()`: called instead of a loop where the stack goes beyond: leaves an exception in `exc_value`.
    pub overflow: usize,
}

/// Allocation by moving a pointer: what is free is zero.
#[derive(Clone, Copy, Debug)]
pub struct Bump {
    /// The variable that holds the start of free memory.
    pub free: *mut usize,
    /// The variable that holds its end.
    pub limit: *mut usize,
}

/// The collector's write barrier: for objects that have a flag in their header, the word before the first field.
#[derive(Clone, Copy, Debug)]
pub struct Barrier {
    /// One bit.
    pub flag: u64,
    /// `extern "C" fn(object: usize)`. Does not collect.
    pub object: usize,
    /// `extern "C" fn(object: usize, start: i64, count: i64)`: for items of an array. Does not collect.
    pub items: usize,
}

impl Barrier {
    /// # Safety
    /// It is an object with a header.
    pub unsafe fn wanted(self, object: usize) -> bool {
        // SAFETY: the caller's.
        unsafe { *((object - 8) as *const u64) & self.flag != 0 }
    }
}

/// Where a constant reference is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RefPlace {
    /// In a slot that the collector updates. The slot must stay where it is as long as the code lives.
    Slot(*const usize),
    /// The address of an object that never moves.
    Fixed(usize),
}

pub trait RefSlots {
    fn place(&self, r: RefId) -> RefPlace;
}

/// A label and the operations from there to a jump or `finish`. The trace's inputs are the label's arguments; its jump says in
/// `jump_target` where it goes: this label, another of the same compilation, or one compiled before. `call_assembler` has the
/// label that it calls there too.
///
/// A guard has `guard` with a number of its own; `finish` may have one, else its number is 0.
#[derive(Clone, Copy, Debug)]
pub struct Piece<'a> {
    pub target: u32,
    pub trace: &'a Trace,
}

/// Where the code of a piece is, in bytes from [`Compiled::address`] on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offsets {
    pub start: usize,
    pub label: usize,
    /// By operation: None if it has no code of its own.
    pub ops: Vec<Option<usize>>,
    pub end: usize,
}

/// What `compile` has made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Compiled {
    /// For `free` and `invalidate`.
    pub unit: u32,
    /// Of machine code.
    pub bytes: usize,
    /// Address of the code of the first piece.
    pub address: usize,
    /// How many slots of the frame its labels and exits use: at most [`FRAME_SLOTS`](crate::FRAME_SLOTS).
    pub frame_slots: usize,
    /// By piece, if the backend is to say.
    pub offsets: Vec<Offsets>,
}

/// Code that is ready to run.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    pub(crate) enter: unsafe extern "C" fn(code: usize, frame: *mut Frame) -> u64,
    pub(crate) code: usize,
}

impl Entry {
    /// Runs with the inputs in `frame`. The values that the exit stores, or the results of `finish`, are there afterwards,
    /// from slot 0 on.
    ///
    /// # Safety
    /// The code has not been freed, the inputs are of its kinds, and no code that has not ended uses the frame.
    pub unsafe fn run(self, frame: *mut Frame) -> Exit {
        // SAFETY: the caller's.
        Exit::decode(unsafe { (self.enter)(self.code, frame) })
    }
}

/// How compiled code was left.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exit {
    Guard(u32),
    Finish(u32),
}

impl Exit {
    /// From what compiled code returns.
    pub fn decode(word: u64) -> Exit {
        let number = (word >> 1) as u32;
        if word & 1 == 0 { Exit::Guard(number) } else { Exit::Finish(number) }
    }
    pub(crate) fn encode(self) -> i64 {
        match self {
            Exit::Guard(n) => (n as i64) << 1,
            Exit::Finish(n) => (n as i64) << 1 | 1,
        }
    }
}

#[derive(Clone, PartialEq, Debug)]
pub enum Error {
    /// The backend has no code for the operation.
    Unsupported(OpCode),
    /// A label or an exit needs more slots than a frame has.
    TooManyValues(usize),
    /// No label has this id.
    UnknownTarget(u32),
    /// The trace is wrong: what, and the index of the operation.
    Malformed(&'static str, usize),
    /// There is no memory for code.
    NoMemory,
    /// The code generator's own words.
    CodeGenerator(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Error::Unsupported(op) => write!(f, "no code for {}", op.name()),
            Error::TooManyValues(n) => write!(f, "{n} values do not fit a frame"),
            Error::UnknownTarget(t) => write!(f, "label {t} is not known"),
            Error::Malformed(what, at) => write!(f, "operation {at}: {what}"),
            Error::NoMemory => write!(f, "no memory for machine code"),
            Error::CodeGenerator(text) => f.write_str(text),
        }
    }
}

impl std::error::Error for Error {}

/// Traces to machine code. Code is compiled, attached and freed by one thread at a time, which also runs it.
pub trait Backend {
    /// Compiles pieces that belong together: a preamble and a loop, or a bridge. They are freed and invalidated together.
    fn compile(&mut self, pieces: &[Piece], descrs: &Descrs, refs: &dyn RefSlots) -> Result<Compiled, Error>;

    /// From now on the guard goes to this target instead of back to the caller. What the guard stores (`fail_args`, in order)
    /// are the target's inputs.
    fn attach(&mut self, guard: u32, target: u32);

    /// Jumps and calls to one target go to another one with the same inputs.
    fn redirect(&mut self, from: u32, to: u32);

    /// From now on `guard_not_invalidated` fails in this unit.
    fn invalidate(&mut self, unit: u32);

    /// What `run` runs. It does not borrow the backend: code may call back into whoever owns it, to compile and to run.
    fn entry(&self, target: u32) -> Option<Entry>;

    /// Runs a target with its inputs in `frame`.
    ///
    /// # Safety
    /// As of [`Entry::run`]; the target is known.
    unsafe fn run(&self, target: u32, frame: *mut Frame) -> Exit {
        // SAFETY: the caller's.
        unsafe { self.entry(target).expect("a known target").run(frame) }
    }

    /// Gives the unit's memory back. No code of it may be running, nor may code that stays jump to it.
    fn free(&mut self, unit: u32);
}
