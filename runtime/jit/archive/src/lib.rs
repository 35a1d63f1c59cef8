//! The JIT's runtime as a library that translated programs are linked with. `translate` carries it.

pub use rpy_jit::{rpy_jit_enter, rpy_jit_force_virtual_ref, rpy_jit_invalidate};
