//! Machine code for traces.
//!
//! [`Backend`] is all that others see; [`CraneliftBackend`] implements it. The crate knows traces and the memory layout that
//! descrs give, and the program's collector through the few addresses in [`Support`]. It must not know the optimiser, jitcode,
//! or what a guard's exit means to the interpreter.

mod api;
mod cranelift;
mod frame;
mod memory;

pub use api::{
    Backend, Barrier, Bump, Compiled, Entry, Error, Exit, Offsets, Piece, RefPlace, RefSlots, StackLimit, Support,
};
pub use cranelift::{CraneliftBackend, Options};
pub use frame::{DONE, FRAME_SLOTS, Frame, RAISED};
