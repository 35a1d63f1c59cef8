//! Static objects with pointers to others. With a write barrier only those are looked through into which something was stored, and
//! those that have no header, for which there is none: the others still point to static objects only.

use crate::object::{BARRIER, HEADER, STATIC, TypeInfo, header};
use mmtk::util::{Address, ObjectReference};
use std::sync::{Mutex, OnceLock};

struct Statics {
    /// Where they are, and their types.
    looked_through: Vec<(Address, &'static TypeInfo)>,
    written: Mutex<Vec<Address>>,
}

static STATICS: OnceLock<Statics> = OnceLock::new();

/// The program's lists: objects, those without a header first, and behind the last one null; and the numbers of their types.
///
/// # Safety
/// The lists and the table are as the gc phase makes them.
pub unsafe fn set(types: *const *const TypeInfo, objects: *const Address, numbers: *const usize, barrier: bool) {
    let mut looked_through = vec![];
    for i in 0.. {
        // SAFETY: as the caller says.
        let object = unsafe { *objects.add(i) };
        if object.is_zero() {
            break;
        }
        // SAFETY: as the caller says.
        let info = unsafe { &**types.add(*numbers.add(i)) };
        if barrier && info.header != 0 {
            break;
        }
        looked_through.push((object, info));
    }
    let made = Statics { looked_through, written: Mutex::new(vec![]) };
    assert!(STATICS.set(made).is_ok(), "the collector is set up once");
}

/// Each place where a pointer to an object that is not static may be.
pub fn places(mut visit: impl FnMut(Address)) {
    let Some(statics) = STATICS.get() else { return };
    for (object, info) in &statics.looked_through {
        info.places(*object, &mut visit);
    }
    for object in statics.written.lock().expect("no thread panics").iter() {
        TypeInfo::of_object(*object).places(*object, &mut visit);
    }
}

pub fn is_static(object: ObjectReference) -> bool {
    header(object.to_raw_address()) & STATIC != 0
}

/// A pointer is stored into a static object for the first time: from now on it is looked through. False if it is not static.
pub fn note(object: ObjectReference) -> bool {
    if !is_static(object) {
        return false;
    }
    let address = object.to_raw_address();
    let word = header(address);
    // SAFETY: what is written to is in memory that can be, and only the program's thread is here.
    unsafe { (address - HEADER).store(word & !BARRIER) };
    if let Some(statics) = STATICS.get() {
        statics.written.lock().expect("no thread panics").push(address);
    }
    true
}
