//! What is known of a variable while a trace is rewritten.

use crate::bound::IntBound;
use rpy_trace::{Arg, DescrId};
use std::collections::BTreeMap;

#[derive(Clone, Debug)]
pub(crate) enum Value {
    /// Stands for this one.
    Same(Arg),
    Int(IntBound),
    Ref(Box<PtrInfo>),
    /// Nothing is known.
    Any,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct PtrInfo {
    pub nonnull: bool,
    /// The address of the vtable; implies `nonnull`.
    pub class: Option<i64>,
    /// Memory has been read or written through it as this struct (or one that has it as a parent) or array.
    pub typed: Option<DescrId>,
    /// Of arrays.
    pub length: Option<IntBound>,
    /// The object does not exist yet: operations on it change this instead.
    pub body: Option<Body>,
    /// The operation in the output that first checked what is known: it may be made to check more.
    pub guard: Option<usize>,
    pub origin: Origin,
}

/// Where a reference comes from, for what it cannot be equal to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Origin {
    /// Was there when the trace began.
    Input,
    /// Allocated in this trace.
    Fresh,
    #[default]
    Unknown,
}

/// The contents of an object that does not exist yet. What is not named is zero.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Body {
    Struct { descr: DescrId, fields: BTreeMap<DescrId, Arg> },
    Array { descr: DescrId, items: Vec<Option<Arg>> },
    ArrayStruct { descr: DescrId, items: Vec<BTreeMap<DescrId, Arg>> },
}

impl PtrInfo {
    pub fn is_virtual(&self) -> bool {
        self.body.is_some()
    }
}
