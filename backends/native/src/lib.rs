//! The native backend: a program after the gc phase becomes an object file by Cranelift, and an executable by the system's
//! linker. It knows the IR and the layout, and neither Python nor phases.

mod data;
mod func;
mod link;
mod module;
mod parallel;
mod place;
mod switch;

pub use link::{has_library, link};

use rpy_ir::Program;

/// An object file. `optimise` is false for quick compilation of slow code.
pub fn compile(program: &Program, optimise: bool) -> Result<Vec<u8>, String> {
    module::compile(program, optimise)
}
