//! Reader of the text form of programs (`rpy_ir::print`): dumps can be edited, read back, run and tested.
//!
//! Knows the syntax and the opcode table, no phase. Any input gives a program or diagnostics, never a panic.

mod graph;
mod lex;
mod number;
mod parse;

use rpy_ir::{Diag, Program};

/// Reads a program. The spans of diagnostics point into the text as file 0.
pub fn read(text: &str) -> Result<Program, Vec<Diag>> {
    parse::program(text)
}

#[cfg(test)]
mod damaged_tests;
#[cfg(test)]
mod tests;
