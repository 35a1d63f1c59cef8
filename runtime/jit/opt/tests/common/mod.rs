//! What the random tests share.

pub mod generate;
pub mod machine;
