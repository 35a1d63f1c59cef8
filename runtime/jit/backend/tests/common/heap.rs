//! A copying collector in a few lines. Objects are laid out as the program's: a word with the type's number, then what
//! pointers point to. Any word that is the address of an object counts as a reference. Old space is overwritten, so that a
//! reference that was not updated shows.

use rpy_jit_backend::{Bump, Support};
use std::cell::RefCell;
use std::collections::HashMap;

/// Bytes with the header; for arrays also the size of items and where the length is.
#[derive(Clone, Copy)]
pub struct Type {
    pub size: usize,
    pub item: usize,
    pub length_offset: usize,
}

pub struct Heap {
    free: Box<usize>,
    limit: Box<usize>,
    space: Vec<u64>,
    graves: Vec<Vec<u64>>,
    types: Vec<Type>,
    root_base: usize,
    root_top: *const usize,
    /// Slots outside of the shadow stack.
    pub slots: Vec<*mut usize>,
    pub collections: usize,
    /// Bytes that may be allocated between two collections in place.
    room: usize,
}

const SPACE: usize = 1 << 16;

thread_local! {
    static HEAP: RefCell<Option<Heap>> = const { RefCell::new(None) };
}

/// The heap of this thread's test. `room`: 0 collects at each allocation.
pub fn install(support: &mut Support, types: &[Type], room: usize, in_place: bool) {
    let mut heap = Heap {
        free: Box::new(0),
        limit: Box::new(0),
        space: vec![],
        graves: vec![],
        types: types.to_vec(),
        root_base: unsafe { *support.root_top },
        root_top: support.root_top,
        slots: vec![support.exc_value],
        collections: 0,
        room,
    };
    heap.start();
    support.malloc = malloc as *const () as usize;
    support.malloc_varsize = malloc_varsize as *const () as usize;
    support.bump = in_place.then_some(Bump { free: &raw mut *heap.free, limit: &raw mut *heap.limit });
    HEAP.with(|h| *h.borrow_mut() = Some(heap));
}

pub fn with<T>(f: impl FnOnce(&mut Heap) -> T) -> T {
    HEAP.with(|h| f(h.borrow_mut().as_mut().expect("a heap")))
}

pub extern "C" fn malloc(number: i64, size: i64) -> usize {
    with(|h| {
        h.collect();
        h.take(number as usize, size as usize)
    })
}

pub extern "C" fn malloc_varsize(number: i64, length: i64, size: i64, item: i64, length_offset: i64) -> usize {
    with(|h| {
        h.collect();
        let object = h.take(number as usize, (size + length * item + 7) as usize & !7);
        store(object + length_offset as usize, length as usize);
        object
    })
}

/// As a call of compiled code.
pub extern "C" fn collect() {
    with(Heap::collect);
}

pub fn load(at: usize) -> usize {
    unsafe { *(at as *const usize) }
}

pub fn store(at: usize, v: usize) {
    unsafe { *(at as *mut usize) = v }
}

impl Heap {
    fn start(&mut self) {
        self.space = vec![0; SPACE / 8];
        *self.free = self.space.as_ptr() as usize;
        *self.limit = *self.free + self.room;
    }

    fn take(&mut self, number: usize, size: usize) -> usize {
        let start = *self.free;
        *self.free += size;
        assert!(*self.free <= self.space.as_ptr() as usize + SPACE);
        store(start, number);
        start + 8
    }

    /// An object that a test makes.
    pub fn new_object(&mut self, number: usize, length: usize) -> usize {
        let t = self.types[number];
        let object = self.take(number, (t.size + length * t.item + 7) & !7);
        if t.item != 0 {
            store(object + t.length_offset, length);
        }
        *self.limit = *self.free + self.room;
        object
    }

    fn size(&self, object: usize) -> usize {
        let t = self.types[load(object - 8)];
        let items = if t.item == 0 { 0 } else { load(object + t.length_offset) * t.item };
        (t.size + items + 7) & !7
    }

    pub fn collect(&mut self) {
        self.collections += 1;
        let mut old = HashMap::new();
        let mut at = self.space.as_ptr() as usize;
        while at < *self.free {
            let size = self.size(at + 8);
            old.insert(at + 8, size);
            at += size;
        }
        let mut space = std::mem::take(&mut self.space);
        let first_free = *self.free;
        self.start();
        let mut moved = HashMap::new();
        let mut update = |h: &mut Heap, slot: usize| {
            let object = load(slot);
            assert_ne!(object, usize::MAX / 255 * 0xdb, "a stale reference in a root");
            let Some(&size) = old.get(&object) else { return };
            let to = *moved.entry(object).or_insert_with(|| {
                let to = h.take(load(object - 8), size);
                for k in (0..size - 8).step_by(8) {
                    store(to + k, load(object + k));
                }
                to
            });
            store(slot, to);
        };
        let mut slot = self.root_base;
        while slot < load(self.root_top as usize) {
            let v = load(slot);
            assert!(v == 0 || old.contains_key(&v), "{v:#x} on the shadow stack is no object");
            update(self, slot);
            slot += 8;
        }
        for slot in self.slots.clone() {
            update(self, slot as usize);
        }
        let mut at = self.space.as_ptr() as usize;
        while at < *self.free {
            let size = self.size(at + 8);
            for k in (8..size).step_by(8) {
                update(self, at + k);
            }
            at += size;
        }
        let words = (first_free - space.as_ptr() as usize) / 8;
        space[..words].fill(u64::MAX / 255 * 0xdb);
        space.truncate(words);
        self.graves.push(space);
        *self.limit = *self.free + self.room;
    }
}
