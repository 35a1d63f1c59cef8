//! The annotator: whole-program type inference over untyped flow graphs, to a fixed point.

pub mod model;
