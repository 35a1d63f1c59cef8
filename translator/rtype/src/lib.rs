//! The rtyper: high-level operations become low-level operations on concrete types, prebuilt objects become data.

pub mod containers;
#[cfg(test)]
mod containers_tests;
mod core;
mod dispatch;
mod families;
pub mod formatspec;
mod light;
mod place;
mod polls;
mod portals;
pub mod prebuilt_containers;
pub mod rbuilder;
mod rcall;
mod rchoice;
mod rclass;
pub mod rcompare;
pub mod rdict;
mod reprs;
mod rfields;
mod rfinalizers;
pub mod rformat;
mod rhints;
pub mod riter;
mod rjit;
pub mod rlist;
mod rlow;
mod rnum;
pub mod ros;
mod rpbc;
pub mod rstr;
mod rtruth;
mod rweakref;
mod wrappers;

pub use core::{Request, rtype, rtype_function};
