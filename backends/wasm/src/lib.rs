//! The wasm backend: a program after the gc phase becomes one wasm module. It knows the IR and the layout, and neither Python nor
//! phases.

mod blocks;
mod data;
mod externs;
mod func;
mod helpers;
mod ints;
mod locals;
mod memory;
mod module;
mod ops;
mod reducible;
mod schedule;
mod stack;
mod switch;
mod values;

pub use externs::check;

use rpy_ir::Program;

/// Blocks are nested as deeply as the dominator tree, and so are calls here.
const STACK: usize = 1 << 29;

/// A module that exports `memory` and `_start`. [`check`] has found nothing wrong.
pub fn compile(program: &Program) -> Result<Vec<u8>, String> {
    std::thread::scope(|scope| {
        let builder = std::thread::Builder::new().stack_size(STACK);
        let thread = builder.spawn_scoped(scope, || module::compile(program));
        let thread = thread.map_err(|e| format!("cannot start a thread: {e}"))?;
        thread.join().unwrap_or_else(|_| Err("the wasm backend failed".to_string()))
    })
}
