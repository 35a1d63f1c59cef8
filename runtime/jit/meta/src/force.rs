//! Forcing: code that is not the trace's own wants the fields of an object that compiled code keeps in variables, or an object
//! that is there only.
//!
//! A token in the object, or in a virtual reference to it, says where they are. It is the address of the compiled code's
//! frame, where the variables that the guard behind the call would store are found. What is made here exists then; the guard fails
//! when the call returns, and goes on with it.

use crate::memory::place;
use crate::runtime::{Runtime, current};
use crate::virtual_ref::UNSEEN;
use rpy_jit_backend::Frame;
use rpy_trace::Kind;

/// The token while a trace is recorded and a call runs: the fields are in the object, and who uses them says so by
/// setting it to 0.
pub const TRACING: u64 = u64::MAX;

/// What forcing has made, until the guard behind the call needs it: the virtual objects of its exit.
pub struct Forced {
    pub frame: *const Frame,
    /// Slots that the collector knows.
    pub objects: Vec<*mut usize>,
}

/// Native code has found that the token of an object with this layout is not 0. May collect.
#[unsafe(no_mangle)]
pub extern "C" fn rpy_jit_force(layout: i64, object: usize) {
    force(layout as usize, object);
}

/// Native code has found that the object of this virtual reference is not in it. May collect.
#[unsafe(no_mangle)]
pub extern "C" fn rpy_jit_force_virtual_ref(reference: usize) {
    let Some(rt) = current() else { return };
    let token = rt.p.virtual_ref.and_then(|v| place(&rt.p.descrs, v.token, reference, 0));
    // SAFETY: the caller has a virtual reference.
    let Some(token) = token.map(|at| unsafe { at.get() }) else { return };
    if token > UNSEEN {
        from_frame(rt, token as *mut Frame);
    }
}

/// If the fields of an object, or null, are elsewhere, it gets them. May collect.
pub fn force(layout: usize, object: usize) {
    // Only the runtime sets tokens.
    let Some(rt) = current().filter(|_| object != 0) else { return };
    let Some(token) = place(&rt.p.descrs, rt.p.virtualizables[layout].token, object, 0) else { return };
    // SAFETY: the caller has the token from this object.
    let value = unsafe {
        let value = token.get();
        token.set(0);
        value
    };
    if value != 0 && value != TRACING {
        from_frame(rt, value as *mut Frame);
    }
}

/// Writes back what compiled code keeps, which is waiting for a call with this frame.
fn from_frame(rt: &'static Runtime, frame: *mut Frame) {
    // SAFETY: a token is the address of the frame of compiled code that has not ended.
    let waiting = unsafe { std::mem::take(&mut (*frame).forced) };
    let Some(guard) = (waiting as usize).checked_sub(1) else { return };
    let exit = rt.warm.borrow().guards[guard].exit.clone();
    let words: Vec<u64> = exit
        .kinds
        .iter()
        .enumerate()
        .map(|(i, kind)| {
            // SAFETY: as above. A reference is on the shadow stack, and the frame has its address; the call's own
            // result is not there yet.
            unsafe {
                match (*frame).slots[i] {
                    _ if exit.result == Some(i) => 0,
                    at if *kind == Kind::Ref => *(at as *const u64),
                    word => word,
                }
            }
        })
        .collect();
    let mut m = rt.machine();
    let objects = m.force(&exit, &words, &rt.warm);
    m.leave();
    rt.give_back(m);
    rt.forced.borrow_mut().push(Forced { frame, objects });
}
