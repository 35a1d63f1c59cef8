//! The C backend: a program after the gc phase becomes a folder of C11 that people can read, and an executable by the system's C
//! compiler. It knows the IR and the layout, and neither Python nor phases.

mod build;
mod copies;
mod data;
mod dispatch;
mod exports;
mod expr;
mod files;
mod flow;
mod fold;
mod func;
mod libc;
mod names;
mod ops;
mod stmt;
mod text;
mod types;
mod unit;

pub use build::Build;
pub use exports::HEADER as EXPORTS;
pub use files::{SourceFile, sources};
