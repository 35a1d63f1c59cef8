//! How compiled code and its callers hand over values.

use crate::api::Error;
use std::ptr;

/// How many values a label or an exit may have. It is fixed: code that is running with a frame may go to a bridge that did not
/// exist when the frame was made.
pub const FRAME_SLOTS: usize = 1020;

/// The `finish` that is a portal's normal end. A `call_assembler` takes the result from slot 0; all other exits go through
/// [`Support::assembler_helper`](crate::Support).
pub const DONE: u32 = 0;
/// The `finish` where an exception leaves the portal: it is in slot 0, and no longer in flight.
pub const RAISED: u32 = 1;

/// Inputs of a target before, values of the exit after. Between entry and exit the values are in registers.
#[repr(C, align(16))]
pub struct Frame {
    /// While a call runs that may force (`call_may_force`, `call_assembler`): one more than the number of the
    /// `guard_not_forced` behind it. What that guard stores is in `slots`, with two exceptions: the slot of the call's own
    /// result holds nothing of use, and the slot of a reference holds the address of the reference's place on the shadow
    /// stack, where the collector updates it. Whoever reads them for the interpreter sets `forced` to 0: then the guard fails.
    ///
    /// This is what `force_token` points to.
    pub forced: u64,
    reserved: u64,
    pub slots: [u64; FRAME_SLOTS],
}

impl Frame {
    pub fn new() -> Box<Frame> {
        Box::new(Frame { forced: 0, reserved: 0, slots: [0; FRAME_SLOTS] })
    }
}

pub const FORCED_OFFSET: i32 = 0;
pub const SLOTS_OFFSET: i32 = 16;
const FRAME_BYTES: usize = size_of::<Frame>();

/// Frames for loops that are called from compiled code, in one piece of address space. They are not on the machine's stack,
/// where a frame's unused slots would make recursion several times as deep.
pub struct FrameStack {
    start: *mut u8,
    /// The address of the first free frame. Boxed: its address is in compiled code.
    top: Box<usize>,
}

/// Memory is committed when it is touched.
const STACK_BYTES: usize = 1 << 29;
const GUARD_BYTES: usize = 1 << 16;

impl FrameStack {
    pub const STEP: i64 = FRAME_BYTES as i64;

    pub fn new() -> Result<FrameStack, Error> {
        // SAFETY: a new mapping; its last pages are taken away so that running over the end stops the program.
        let start = unsafe {
            let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE;
            let p = libc::mmap(ptr::null_mut(), STACK_BYTES, libc::PROT_READ | libc::PROT_WRITE, flags, -1, 0);
            if p == libc::MAP_FAILED {
                return Err(Error::NoMemory);
            }
            let p = p.cast::<u8>();
            libc::mprotect(p.add(STACK_BYTES - GUARD_BYTES).cast(), GUARD_BYTES, libc::PROT_NONE);
            p
        };
        Ok(FrameStack { start, top: Box::new(start as usize) })
    }

    /// Where the last frame may be.
    pub fn last(&self) -> usize {
        self.start as usize + STACK_BYTES - GUARD_BYTES - FRAME_BYTES
    }

    pub fn top_address(&self) -> usize {
        &raw const *self.top as usize
    }
}

impl Drop for FrameStack {
    fn drop(&mut self) {
        // SAFETY: the mapping is ours, and code that uses it is gone.
        unsafe {
            libc::munmap(self.start.cast(), STACK_BYTES);
        }
    }
}
