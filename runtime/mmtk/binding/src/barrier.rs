//! The write barrier, for plans that collect new objects by themselves: into which old objects pointers are stored.

use crate::binding::Rpython;
use crate::object::TypeInfo;
use crate::slot::{Place, Slice};
use crate::{runtime, statics};
use mmtk::Mutator;
use mmtk::util::ObjectReference;

/// Longer arrays are not looked through for a few items.
const LONG: usize = 256;

/// What was stored into long arrays since the last collection.
pub struct Stores {
    /// The last one, which the next one may go on from: MMTk does not have it yet.
    last: Option<Slice>,
    /// How many MMTk has.
    slices: usize,
}

impl Stores {
    pub const NONE: Stores = Stores { last: None, slices: 0 };
}

fn stores() -> &'static mut Stores {
    // SAFETY: only the mutator's thread is here, or MMTk's that has stopped it, and there is no other reference.
    unsafe { &mut *runtime().stores.get() }
}

fn mutator() -> &'static mut Mutator<Rpython> {
    // SAFETY: the mutator's thread is here or waits, and there is no other reference to it.
    unsafe { &mut *runtime().mutator }
}

fn give(slice: Slice) {
    mutator().barrier.memory_region_copy_post(slice.clone(), slice);
}

/// A collection begins.
pub fn flush() {
    let stores = stores();
    stores.slices = 0;
    if let Some(last) = stores.last.take() {
        give(last);
    }
}

/// Before a pointer is stored into an object that has the flag. It loses the flag.
#[unsafe(no_mangle)]
pub extern "C" fn rpy_mmtk_write(object: ObjectReference) {
    if !statics::note(object) {
        mutator().barrier.object_reference_write_slow(object, Place(object.to_raw_address()), None);
    }
}

/// The same for items of its tail. If they are few, the object keeps the flag, and only they are looked at.
#[unsafe(no_mangle)]
pub extern "C" fn rpy_mmtk_write_items(object: ObjectReference, start: usize, count: usize) {
    let address = object.to_raw_address();
    let info = TypeInfo::of_object(address);
    let length = info.length(address).unwrap_or(0);
    if length <= LONG || count > length / 8 || !info.is_array_of_pointers() || statics::is_static(object) {
        return rpy_mmtk_write(object);
    }
    let stores = stores();
    let start = info.item(address, start);
    if let Some(last) = &mut stores.last
        && last.object == object
        && last.start + last.length * 8 == start
    {
        last.length += count;
        return;
    }
    let slice = Slice { object, start, length: count };
    if let Some(before) = stores.last.replace(slice) {
        give(before);
    }
    stores.slices += 1;
    if stores.slices > length / 32 + LONG {
        rpy_mmtk_write(object);
    }
}
