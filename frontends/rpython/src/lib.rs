//! The RPython frontend: modules run on an embedded Python, reachable functions are lowered to untyped flow graphs.
//!
//! [`Embedded`] implements [`rpy_ir::Host`]: the phases ask it for graphs and for the shapes of live objects. It knows no
//! phase after flow.

mod asserts;
mod embed;
mod funcs;
mod host;
mod lower;
mod nesting;
mod phases;
mod target;
mod testing;
pub mod untyped;

pub use embed::{Embedded, with_python};
pub use phases::{Inferred, Phases, Run, ToCompile, ValueType};
pub use target::{Exported, Target, write_library};
pub use testing::test_files;
