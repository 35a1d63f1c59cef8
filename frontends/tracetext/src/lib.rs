//! Tests of the optimiser as text: what the program around the traces has (structs, arrays, functions, constant objects), then
//! tests, each with recorded traces and what the optimiser makes of them. Must not know how the optimiser works.
//!
//! ```text
//! passes: intbounds:rewrite
//! struct object { typeptr: class }
//! struct node(object) vtable { value: int, next: ref, size: u8 immutable }
//! array ints: int
//! array pairs { key: int, value: ref }
//! call f(int, ref) -> int: canraise, reads node.value, writes node.value ints
//! call square(int) -> int: elidable, (3) = 9
//! const point: node { value = 5, next = null }
//! const table: ints [1, 2, 3]
//!
//! == the name of a test
//! [i0, p1]
//! i2 = int_add(i0, 1)
//! guard_true(i2) [i0, p1]
//! jump(i2, p1)
//! =>
//! what is expected
//! ```
//!
//! A guard's list is the interpreter's state, frames between `|`. After the loop, `bridge` begins a trace that ends in it; a line
//! `known p0 is node`, `known p0 is not null` or `known p0.next = p1` says what its guard knew, `runtime 5, null` what the
//! arguments of its jump were.

mod cursor;
mod env;
mod header;
mod ops;
mod run;

pub use cursor::Error;
pub use env::Program;
pub use ops::read_trace;
pub use run::{Outcome, Test, optimise, read, update};

/// The names of all operations of traces.
pub fn operations() -> Vec<&'static str> {
    rpy_trace::OpCode::ALL.iter().map(|op| op.name()).collect()
}
