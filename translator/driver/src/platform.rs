//! Platforms without a C library: what a program needs of one is translated with it.

use crate::cli::Backend;
use rpy_ir::{Role, Ty};
use rpy_rtype::Request;

pub struct Platform {
    /// The module of support code that has C functions by their names. What it does not have stays an extern.
    pub library: &'static str,
    start: &'static str,
}

const WASI: Platform = Platform { library: "rpython_wasi.libc", start: "rpython_wasi.process" };

/// None: the system's C library is linked.
pub fn platform(backend: Backend) -> Option<&'static Platform> {
    match backend {
        Backend::Native | Backend::C => None,
        Backend::Wasm => Some(&WASI),
    }
}

impl Platform {
    /// What the backend calls itself.
    pub fn requests(&self) -> Vec<Request> {
        let request = |role, name, args| Request { role, module: self.start, name, args: Some(args) };
        vec![
            request(Role::PlatformArguments, "arguments", vec![]),
            request(Role::PlatformExit, "exit", vec![Ty::SIGNED]),
        ]
    }
}
