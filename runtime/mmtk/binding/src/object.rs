//! What an object looks like: a header word, then its fields; references point behind the header. The type's number is in the low 32 bits
//! of the header, flags are above. `runtime/gc/objects.py` has the same.

use crate::binding::Rpython;
use crate::runtime;
use mmtk::util::copy::{CopySemantics, GCWorkerCopyContext};
use mmtk::util::{Address, ObjectReference};
use mmtk::vm::{
    ObjectModel, VMGlobalLogBitSpec, VMLocalForwardingBitsSpec, VMLocalForwardingPointerSpec,
    VMLocalLOSMarkNurserySpec, VMLocalMarkBitSpec,
};

/// The size of the header, in bytes.
pub const HEADER: usize = 8;

const NUMBER: usize = (1 << 32) - 1;
pub const STATIC: usize = 1 << 32;
/// The hash has been asked for: it is the address at that time.
const HASHED: usize = 1 << 33;
/// The object has moved since: the hash is in a word behind it.
const HASH_STORED: usize = 1 << 34;
/// The write barrier is to be asked: MMTk's log bit.
pub const BARRIER: usize = 1 << 35;
const BARRIER_BIT: isize = 35 - 64;
/// What MMTk notes of an object that moves: above its new address, which is in the rest of the header then.
const FORWARDING: usize = 0b11 << 56;
const FORWARDING_BITS: isize = 56 - 64;

/// An entry of the program's table of types.
#[repr(C)]
pub struct TypeInfo {
    /// 0: static objects of the type have no header.
    pub header: usize,
    size: usize,
    item_size: usize,
    items_offset: usize,
    /// Where the length of the tail is; -1 without one.
    length_offset: isize,
    /// Where a weak reference has its target; -1 in other types.
    weak: isize,
    pointers: *const Offsets,
    item_pointers: *const Offsets,
}

// SAFETY: tables of the program never change.
unsafe impl Sync for TypeInfo {}

/// A length, and as many offsets.
#[repr(C)]
struct Offsets {
    length: usize,
    first: [usize; 0],
}

/// The offsets of a table.
///
/// # Safety
/// It is a static array of the program.
unsafe fn offsets<'a>(table: *const Offsets) -> &'a [usize] {
    // SAFETY: as the caller says; it never changes.
    unsafe { std::slice::from_raw_parts((&raw const (*table).first).cast(), (*table).length) }
}

impl TypeInfo {
    /// Of a number.
    pub fn of(number: usize) -> &'static TypeInfo {
        // SAFETY: headers have numbers of types that are in the table, which never changes.
        unsafe { &**runtime().types.add(number) }
    }

    /// Of an object that has a header.
    pub fn of_object(object: Address) -> &'static TypeInfo {
        TypeInfo::of(header(object) & NUMBER)
    }

    /// Where a weak reference has its target.
    pub fn weak(&self) -> Option<usize> {
        usize::try_from(self.weak).ok()
    }

    /// Whether the tail is pointers and nothing else.
    pub fn is_array_of_pointers(&self) -> bool {
        // SAFETY: the table is the program's.
        self.item_size == 8 && unsafe { offsets(self.item_pointers) } == [0]
    }

    /// Where an item of the tail is.
    pub fn item(&self, object: Address, index: usize) -> Address {
        object + self.items_offset + index * self.item_size
    }

    pub fn length(&self, object: Address) -> Option<usize> {
        // SAFETY: an object of this type has its length there.
        usize::try_from(self.length_offset).ok().map(|at| unsafe { (object + at).load() })
    }

    /// In bytes, with the header and without a stored hash.
    fn object_size(&self, object: Address) -> usize {
        match self.length(object) {
            Some(n) => (self.size + n * self.item_size + 7) & !7,
            None => self.size,
        }
    }

    /// All places of an object where pointers are.
    #[inline]
    pub fn places(&self, object: Address, mut visit: impl FnMut(Address)) {
        // SAFETY: the tables are the program's.
        let (fixed, each) = unsafe { (offsets(self.pointers), offsets(self.item_pointers)) };
        for at in fixed {
            visit(object + *at);
        }
        if each.is_empty() {
            return;
        }
        let mut item = object + self.items_offset;
        for _ in 0..self.length(object).unwrap_or(0) {
            for at in each {
                visit(item + *at);
            }
            item += self.item_size;
        }
    }
}

/// Of an object that has one.
pub fn header(object: Address) -> usize {
    // SAFETY: it is the word before the object.
    unsafe { (object - HEADER).load() }
}

/// In bytes, with the header, as the object is now.
fn size(object: Address, header: usize) -> usize {
    let stored = if header & HASH_STORED != 0 { 8 } else { 0 };
    TypeInfo::of(header & NUMBER).object_size(object) + stored
}

/// An object that moves now gets a word for its hash.
fn grows(header: usize) -> bool {
    header & (HASHED | HASH_STORED) == HASHED
}

pub struct Objects;

impl ObjectModel<Rpython> for Objects {
    const GLOBAL_LOG_BIT_SPEC: VMGlobalLogBitSpec = VMGlobalLogBitSpec::in_header(BARRIER_BIT);
    const LOCAL_FORWARDING_POINTER_SPEC: VMLocalForwardingPointerSpec = VMLocalForwardingPointerSpec::in_header(-64);
    const LOCAL_FORWARDING_BITS_SPEC: VMLocalForwardingBitsSpec = VMLocalForwardingBitsSpec::in_header(FORWARDING_BITS);
    const LOCAL_MARK_BIT_SPEC: VMLocalMarkBitSpec = VMLocalMarkBitSpec::side_first();
    const LOCAL_LOS_MARK_NURSERY_SPEC: VMLocalLOSMarkNurserySpec =
        VMLocalLOSMarkNurserySpec::side_after(Self::LOCAL_MARK_BIT_SPEC.as_spec());
    const OBJECT_REF_OFFSET_LOWER_BOUND: isize = HEADER as isize;

    fn copy(
        from: ObjectReference,
        semantics: CopySemantics,
        context: &mut GCWorkerCopyContext<Rpython>,
    ) -> ObjectReference {
        let old = from.to_raw_address();
        let word = header(old);
        let bytes = size(old, word);
        let grows = grows(word);
        let new_bytes = if grows { bytes + 8 } else { bytes };
        let start = context.alloc_copy(from, new_bytes, 8, 0, semantics);
        // SAFETY: the object has so many bytes, and the new memory has room for them and for the hash.
        let new = unsafe {
            std::ptr::copy_nonoverlapping((old - HEADER).to_ptr::<usize>(), start.to_mut_ptr(), bytes / 8);
            if grows {
                (start + bytes).store(old.as_usize() >> 3);
            }
            start.store(word & !FORWARDING | if grows { HASH_STORED } else { 0 });
            ObjectReference::from_raw_address_unchecked(start + HEADER)
        };
        context.post_copy(new, new_bytes, semantics);
        new
    }

    fn copy_to(_from: ObjectReference, _to: ObjectReference, _region: Address) -> Address {
        unreachable!("no plan of the table compacts")
    }

    fn get_reference_when_copied_to(_from: ObjectReference, to: Address) -> ObjectReference {
        // SAFETY: memory for an object is not at 0.
        unsafe { ObjectReference::from_raw_address_unchecked(to + HEADER) }
    }

    fn get_current_size(object: ObjectReference) -> usize {
        let object = object.to_raw_address();
        size(object, header(object))
    }

    fn get_size_when_copied(object: ObjectReference) -> usize {
        let object = object.to_raw_address();
        let word = header(object);
        size(object, word) + if grows(word) { 8 } else { 0 }
    }

    fn get_align_when_copied(_object: ObjectReference) -> usize {
        8
    }

    fn get_align_offset_when_copied(_object: ObjectReference) -> usize {
        0
    }

    fn get_type_descriptor(_reference: ObjectReference) -> &'static [i8] {
        unreachable!("types have numbers")
    }

    fn ref_to_object_start(object: ObjectReference) -> Address {
        object.to_raw_address() - HEADER
    }

    fn ref_to_header(object: ObjectReference) -> Address {
        object.to_raw_address()
    }

    fn dump_object(object: ObjectReference) {
        eprintln!("{object}: header {:#x}", header(object.to_raw_address()));
    }
}
