//! The annotator on small programs in Python, through the embedded Python and the lowering to flow graphs.

mod admits;
mod common;
mod errors;
mod types;
