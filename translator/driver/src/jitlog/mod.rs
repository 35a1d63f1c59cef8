//! Logs of the JIT as `translate inspect` shows them: `read` takes the text apart, `report` puts it together for people.
//!
//! The text is RPython's, so that its logs can be read too; neither knows anything of the JIT itself.

mod read;
mod report;
#[cfg(test)]
mod tests;

pub use read::{is_log, read};
pub use report::report;
