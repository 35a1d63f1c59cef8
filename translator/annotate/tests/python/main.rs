//! The annotator on small programs in Python, through the embedded Python and the lowering to flow graphs.

mod common;
mod errors;
mod types;
