//! The runtime of the JIT: it is linked into every program that is translated with one, and knows programs only through the
//! table that the translator writes.
//!
//! [`enter`] is where portals come in. A place that is hot is traced: [`machine`] interprets jitcode and records, the optimiser
//! and the backend make machine code, and from then on it runs. Where a guard fails, [`resume`] builds the interpreter's frames
//! again, and [`machine`] runs on without recording, or with, for a bridge.

mod call;
mod callee;
mod compile;
mod counter;
mod enter;
mod entry;
mod env;
mod escape;
mod execute;
mod force;
mod frame;
mod gate;
mod hooks;
mod layout;
mod log;
mod machine;
mod memory;
mod params;
mod refs;
mod resume;
mod runtime;
mod set_param;
mod stack;
mod table;
mod tokens;
mod traceback;
mod tracer;
mod virtual_ref;
mod virtualizable;
mod warm;
mod watch;

pub use enter::rpy_jit_enter;
pub use force::{rpy_jit_force, rpy_jit_force_virtual_ref};
pub use params::Params;
pub use set_param::{rpy_jit_reset_param, rpy_jit_set_param};
pub use watch::rpy_jit_invalidate;
