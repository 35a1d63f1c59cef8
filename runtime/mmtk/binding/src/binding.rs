//! What MMTk asks of its host, by topic: each topic is a module.

use crate::slot::{Place, Slice};
use crate::{object, scan, weak, world};
use mmtk::vm::VMBinding;

/// Programs of the toolchain.
#[derive(Default)]
pub struct Rpython;

impl VMBinding for Rpython {
    type VMObjectModel = object::Objects;
    type VMScanning = scan::Pointers;
    type VMCollection = world::World;
    type VMActivePlan = world::World;
    type VMReferenceGlue = weak::Unused;
    type VMSlot = Place;
    type VMMemorySlice = Slice;

    const ALIGNMENT_VALUE: u8 = 0;
    const MIN_ALIGNMENT: usize = 8;
    const MAX_ALIGNMENT: usize = 8;
    const USE_ALLOCATION_OFFSET: bool = false;
    const ALLOC_END_ALIGNMENT: usize = 8;
}
