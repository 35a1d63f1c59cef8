//! Places with pointers, as MMTk is told of them. Null and pointers to static objects are no references to it.

use mmtk::util::{Address, ObjectReference};
use mmtk::vm::slot::{MemorySlice, Slot};
use std::sync::atomic::{AtomicUsize, Ordering};

/// MMTk's objects are between these addresses, where systems put nothing by themselves.
pub const HEAP_START: usize = 0x0200_0000_0000;
pub const HEAP_END: usize = 0x2200_0000_0000;

/// An object of MMTk's, if the address is that of one.
#[inline]
pub fn reference(address: usize) -> Option<ObjectReference> {
    // SAFETY: it is an address of an object, as all in places are.
    (HEAP_START..HEAP_END)
        .contains(&address)
        .then(|| unsafe { ObjectReference::from_raw_address_unchecked(Address::from_usize(address)) })
}

/// Where a pointer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct Place(pub Address);

impl Place {
    fn word(&self) -> &AtomicUsize {
        // SAFETY: places are aligned words that stay for as long as a collection takes.
        unsafe { AtomicUsize::from_ptr(self.0.to_mut_ptr()) }
    }
}

impl Slot for Place {
    #[inline]
    fn load(&self) -> Option<ObjectReference> {
        reference(self.word().load(Ordering::Relaxed))
    }

    #[inline]
    fn store(&self, object: ObjectReference) {
        self.word().store(object.to_raw_address().as_usize(), Ordering::Relaxed);
    }
}

/// Some items of an array of pointers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Slice {
    pub object: ObjectReference,
    pub start: Address,
    pub length: usize,
}

impl MemorySlice for Slice {
    type SlotType = Place;
    type SlotIterator = Items;

    fn iter_slots(&self) -> Items {
        Items { next: self.start, left: self.length }
    }

    fn object(&self) -> Option<ObjectReference> {
        Some(self.object)
    }

    fn start(&self) -> Address {
        self.start
    }

    fn bytes(&self) -> usize {
        self.length * 8
    }

    fn copy(_src: &Slice, _tgt: &Slice) {
        unreachable!("programs copy items themselves")
    }
}

/// The places of a slice.
pub struct Items {
    next: Address,
    left: usize,
}

impl Iterator for Items {
    type Item = Place;

    fn next(&mut self) -> Option<Place> {
        self.left = self.left.checked_sub(1)?;
        let place = Place(self.next);
        self.next += 8usize;
        Some(place)
    }
}
