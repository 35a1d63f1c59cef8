//! The gc phase: a program whose objects are made by `malloc` becomes one that calls its collector.
//!
//! The collector's functions are graphs of the program, found by their roles; what they do is not known here. After the
//! phase there are no allocation operations left, each gc object has a header, and types have numbers.

mod alloc;
mod barrier;
mod bits;
mod collecting;
mod frequency;
mod liveness;
mod points;
mod reloads;
mod roots;
mod slots;
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
    /// It asks for the types of objects: it has the tables of `objects.py`. Those with roots do.
    pub types: bool,
    /// It finds objects that something is to be done for when they are no more. Without, nothing is ever done for them.
    finalizers: bool,
    /// A library calls its function `finalize`, whose address is in the state.
    called_to_finalize: bool,
    /// It knows of requests.
    requests: bool,
    /// It is told of pointers that are stored into objects with [`rpy_ir::GcHeader::BARRIER`].
    pub barrier: bool,
    /// It is a library, which programs are linked with.
    pub library: Option<Library>,
}

impl CollectorSpec {
    /// Whether only native programs without a JIT can have it.
    pub fn is_native_only(&self) -> bool {
        matches!(self.library, Some(Library::Mmtk))
    }
}

pub enum Library {
    System(SystemLibrary),
    /// `runtime/mmtk`, which is for native programs without a JIT.
    Mmtk,
}

/// A library of the system, and how a user comes by it.
pub struct SystemLibrary {
    /// As linkers know it: `-lNAME`.
    pub name: &'static str,
    /// The packages that have it.
    pub packages: &'static str,
}

const LIBGC: SystemLibrary = SystemLibrary {
    name: "gc",
    packages: "libgc-dev (Debian, Ubuntu), gc-devel (Fedora), gc (Arch Linux), bdw-gc (Homebrew)",
};

pub const COLLECTORS: &[CollectorSpec] = &[
    plain("none", "rpython_gc.nogc"),
    CollectorSpec {
        types: true,
        finalizers: true,
        called_to_finalize: true,
        requests: true,
        library: Some(Library::System(LIBGC)),
        ..plain("boehm", "rpython_gc.boehm")
    },
    CollectorSpec { roots: true, types: true, finalizers: true, ..plain("marksweep", "rpython_gc.marksweep") },
    CollectorSpec {
        roots: true,
        types: true,
        finalizers: true,
        requests: true,
        barrier: true,
        ..plain("generational", "rpython_gc.generational")
    },
    CollectorSpec {
        roots: true,
        types: true,
        finalizers: true,
        requests: true,
        ..plain("semispace", "rpython_gc.semispace")
    },
    mmtk("mmtk:Immix", "rpython_gc.mmtk.immix"),
    CollectorSpec { barrier: true, ..mmtk("mmtk:GenImmix", "rpython_gc.mmtk.genimmix") },
    CollectorSpec { barrier: true, ..mmtk("mmtk:StickyImmix", "rpython_gc.mmtk.stickyimmix") },
    mmtk("mmtk:MarkSweep", "rpython_gc.mmtk.marksweep"),
    mmtk("mmtk:SemiSpace", "rpython_gc.mmtk.semispace"),
];

/// A collector that needs nothing.
const fn plain(name: &'static str, module: &'static str) -> CollectorSpec {
    CollectorSpec {
        name,
        module,
        roots: false,
        types: false,
        finalizers: false,
        called_to_finalize: false,
        requests: false,
        barrier: false,
        library: None,
    }
}

/// A plan of MMTk.
const fn mmtk(name: &'static str, module: &'static str) -> CollectorSpec {
    CollectorSpec { roots: true, types: true, library: Some(Library::Mmtk), ..plain(name, module) }
}

/// The module with the tables that the phase fills.
const TABLES: &str = "rpython_gc.objects";

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
    if c.requests {
        wanted.push((Role::GcRequest, c.module, "request", Some(vec![s, s])));
    }
    if c.finalizers {
        wanted.push((Role::GcRegisterFinalizer, c.module, "register_finalizer", Some(vec![Ty::Address, s])));
    }
    if c.called_to_finalize {
        wanted.push((Role::GcFinalize, c.module, "finalize", Some(vec![Ty::Address, s])));
    }
    if c.barrier {
        wanted.push((Role::GcWriteBarrier, c.module, "write_barrier", Some(vec![Ty::Address])));
        wanted.push((Role::GcWriteBarrierItems, c.module, "write_barrier_items", Some(vec![Ty::Address, s, s])));
    }
    if c.types {
        wanted.push((Role::GcTypeTable, TABLES, "TYPES", None));
        wanted.push((Role::GcStatics, TABLES, "STATICS", None));
        wanted.push((Role::GcStaticTypes, TABLES, "STATIC_TYPES", None));
    }
    wanted
}

/// Weaves the collector in.
pub fn weave(program: &mut Program, collector: &CollectorSpec) -> Result<(), Vec<Diag>> {
    weave::run(program, collector)
}
