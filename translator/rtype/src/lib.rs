//! The rtyper: high-level operations become low-level operations on concrete types, prebuilt objects become data.

pub mod containers;
#[cfg(test)]
mod containers_tests;
pub mod formatspec;
pub mod prebuilt_containers;
pub mod rbuilder;
pub mod rdict;
pub mod rformat;
pub mod riter;
pub mod rlist;
pub mod ros;
pub mod rstr;
