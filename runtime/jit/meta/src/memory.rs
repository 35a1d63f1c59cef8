//! Objects in memory: what operations with descrs do.
//!
//! All functions here are unsafe for one reason: the address must be of an object as the descr says. The jitcode comes from
//! graphs in which that holds.

use rpy_trace::{Descr, DescrId, Descrs, Kind};

/// Loads a value of this size; integers are extended to 64 bits.
///
/// # Safety
/// See the module.
pub unsafe fn load(at: usize, size: u32, signed: bool) -> u64 {
    // SAFETY: the caller's.
    unsafe {
        match (size, signed) {
            (1, true) => *(at as *const i8) as i64 as u64,
            (1, false) => *(at as *const u8) as u64,
            (2, true) => *(at as *const i16) as i64 as u64,
            (2, false) => *(at as *const u16) as u64,
            (4, true) => *(at as *const i32) as i64 as u64,
            (4, false) => *(at as *const u32) as u64,
            _ => *(at as *const u64),
        }
    }
}

/// # Safety
/// See the module.
pub unsafe fn store(at: usize, size: u32, value: u64) {
    // SAFETY: the caller's.
    unsafe {
        match size {
            1 => *(at as *mut u8) = value as u8,
            2 => *(at as *mut u16) = value as u16,
            4 => *(at as *mut u32) = value as u32,
            _ => *(at as *mut u64) = value,
        }
    }
}

/// Where a value is.
#[derive(Clone, Copy)]
pub struct Place {
    pub at: usize,
    pub size: u32,
    pub signed: bool,
    pub kind: Kind,
}

impl Place {
    /// # Safety
    /// See the module.
    pub unsafe fn get(self) -> u64 {
        // SAFETY: the caller's.
        unsafe { load(self.at, self.size, self.signed) }
    }
    /// # Safety
    /// See the module.
    pub unsafe fn set(self, value: u64) {
        // SAFETY: the caller's.
        unsafe { store(self.at, self.size, value) }
    }
}

/// A field of an object, or the item with this index of an array, or a field of such an item.
pub fn place(descrs: &Descrs, d: DescrId, object: usize, index: i64) -> Option<Place> {
    Some(match descrs.get(d) {
        Descr::Field(f) => {
            Place { at: object + f.offset as usize, size: f.size as u32, signed: f.signed, kind: f.kind }
        }
        Descr::Array(a) => Place {
            at: (object + a.items_offset as usize).wrapping_add((index as usize).wrapping_mul(a.item_size as usize)),
            size: a.item_size,
            signed: a.signed,
            kind: a.item?,
        },
        Descr::Interior(i) => {
            let a = descrs.array(i.array)?;
            let item =
                (object + a.items_offset as usize).wrapping_add((index as usize).wrapping_mul(a.item_size as usize));
            Place { at: item + i.offset as usize, size: i.size as u32, signed: i.signed, kind: i.kind }
        }
        _ => return None,
    })
}

/// # Safety
/// See the module.
pub unsafe fn array_length(descrs: &Descrs, d: DescrId, array: usize) -> i64 {
    let offset = descrs.array(d).map_or(0, |a| a.length_offset);
    // SAFETY: the caller's.
    unsafe { *((array + offset as usize) as *const i64) }
}

/// The class of an object: the address of its vtable.
///
/// # Safety
/// The object is an instance.
pub unsafe fn class_of(object: usize) -> i64 {
    // SAFETY: the caller's; `typeptr` is the first field of every instance.
    unsafe { *(object as *const i64) }
}
