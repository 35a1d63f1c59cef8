//! The optimiser of traces: RPython's passes, and unrolling of one iteration in front of a loop so that what does not change
//! moves out of it. It knows traces and what an [`Env`] tells of the running program; neither the collector nor machine code.

mod bound;
mod core;
mod earlyforce;
mod env;
mod guards;
mod heap;
mod info;
mod intbounds;
mod options;
mod output;
mod pieces;
mod pure;
mod resume;
mod rewrite;
mod shared;
mod short;
mod state;
mod strengthen;
mod strings;
mod virtualize;

pub use crate::core::Invalid;
pub use bound::IntBound;
pub use env::Env;
pub use options::Options;
pub use pieces::{Bridge, BridgeInfo, Loop, Piece, Retrace, Target, optimize_bridge, optimize_loop};
