//! The gc phase: a program whose objects are made by `malloc` becomes one that calls its collector.
//!
//! The collector's functions are graphs of the program, found by their roles; what they do is not known here. After the
//! phase there are no allocation operations left, each gc object has a header, and types have numbers.

mod roots;
mod tables;
mod weave;

use rpy_ir::{Diag, Program, Role, Ty};

/// A collector: one line in the table.
pub struct CollectorSpec {
    pub name: &'static str,
    /// The module with its functions and its `STATE`.
    module: &'static str,
    /// It moves or frees objects: it must know the roots.
    pub roots: bool,
}

pub const COLLECTORS: &[CollectorSpec] = &[
    CollectorSpec { name: "none", module: "rpython_gc.nogc", roots: false },
    CollectorSpec { name: "semispace", module: "rpython_gc.semispace", roots: true },
];

pub fn collector(name: &str) -> Option<&'static CollectorSpec> {
    COLLECTORS.iter().find(|c| c.name == name)
}

/// What must be translated with the program for the collector: role, module, name, and argument types; none for a static
/// object.
pub type Wanted = (Role, &'static str, &'static str, Option<Vec<Ty>>);

pub fn wanted(c: &CollectorSpec) -> Vec<Wanted> {
    let s = Ty::SIGNED;
    let mut wanted = vec![
        (Role::GcState, c.module, "STATE", None),
        (Role::GcSetup, c.module, "setup", Some(vec![])),
        (Role::GcMallocFixed, c.module, "malloc", Some(vec![s, s])),
        (Role::GcMallocVar, c.module, "malloc_varsize", Some(vec![s, s, s, s, s])),
        (Role::GcCollect, c.module, "collect", Some(vec![])),
        (Role::GcIdentityHash, c.module, "identity_hash", Some(vec![Ty::Address])),
    ];
    if c.roots {
        wanted.push((Role::GcTypeTable, c.module, "TYPES", None));
        wanted.push((Role::GcStatics, c.module, "STATICS", None));
        wanted.push((Role::GcStaticTypes, c.module, "STATIC_TYPES", None));
    }
    wanted
}

/// Weaves the collector in.
pub fn weave(program: &mut Program, collector: &CollectorSpec) -> Result<(), Vec<Diag>> {
    weave::run(program, collector)
}
