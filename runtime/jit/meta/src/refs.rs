//! References that the runtime keeps: constants of traces and of green keys. The collector updates them.

use rpy_jit_backend::{RefPlace, RefSlots};
use rpy_trace::RefId;

const BLOCK: usize = 510;

/// Slots that the collector knows: a list of blocks that begins at its `extra_roots`.
#[repr(C)]
struct Block {
    next: usize,
    count: usize,
    slots: [usize; BLOCK],
}

enum Entry {
    Slot(*mut usize),
    /// An object that does not move.
    Fixed(usize),
}

#[derive(Default)]
pub struct Refs {
    entries: Vec<Entry>,
    /// The last block, and how many of its slots are in use.
    block: Option<(*mut Block, usize)>,
    extra_roots: Option<*mut usize>,
    free: Vec<*mut usize>,
    /// Entries without an object.
    unused: Vec<RefId>,
    /// Constants that nobody owns yet.
    fresh: Vec<RefId>,
}

impl Refs {
    /// # Safety
    /// `extra_roots` is the collector's variable.
    pub unsafe fn new(extra_roots: *mut usize) -> Refs {
        Refs { extra_roots: Some(extra_roots), ..Refs::default() }
    }

    /// A slot for an object.
    pub fn slot(&mut self, object: usize) -> *mut usize {
        let slot = self.free.pop().unwrap_or_else(|| self.new_slot());
        // SAFETY: the slot is in a block, which lives forever.
        unsafe { *slot = object };
        slot
    }

    /// Gives a slot back.
    pub fn release(&mut self, slot: *mut usize) {
        // SAFETY: slots live forever.
        unsafe { *slot = 0 };
        self.free.push(slot);
    }

    fn new_slot(&mut self) -> *mut usize {
        let (block, used) = match self.block {
            Some((b, used)) if used < BLOCK => (b, used),
            _ => {
                let mut next = 0;
                if let Some(head) = self.extra_roots {
                    // SAFETY: the collector's variable.
                    next = unsafe { *head };
                }
                let block = Box::into_raw(Box::new(Block { next, count: BLOCK, slots: [0; BLOCK] }));
                if let Some(head) = self.extra_roots {
                    // SAFETY: as above; the block is complete, all its slots are null.
                    unsafe { *head = block as usize };
                }
                (block, 0)
            }
        };
        self.block = Some((block, used + 1));
        // SAFETY: the block lives forever.
        unsafe { &raw mut (*block).slots[used] }
    }

    /// A constant for an object that may move.
    pub fn add(&mut self, object: usize) -> RefId {
        let entry = Entry::Slot(self.slot(object));
        let r = match self.unused.pop() {
            Some(r) => {
                self.entries[r.0 as usize] = entry;
                r
            }
            None => {
                self.entries.push(entry);
                RefId(self.entries.len() as u32 - 1)
            }
        };
        self.fresh.push(r);
        r
    }

    /// The constants that were added since the last call: whoever asks owns them.
    pub fn take_fresh(&mut self) -> Vec<RefId> {
        std::mem::take(&mut self.fresh)
    }

    /// Takes back constants that `add` has given.
    pub fn remove(&mut self, refs: Vec<RefId>) {
        for r in refs {
            if let Entry::Slot(slot) = std::mem::replace(&mut self.entries[r.0 as usize], Entry::Fixed(0)) {
                self.release(slot);
                self.unused.push(r);
            }
        }
    }

    /// A constant for a static object.
    pub fn add_fixed(&mut self, object: usize) -> RefId {
        self.entries.push(Entry::Fixed(object));
        RefId(self.entries.len() as u32 - 1)
    }

    pub fn get(&self, r: RefId) -> usize {
        match self.entries[r.0 as usize] {
            // SAFETY: slots live forever.
            Entry::Slot(s) => unsafe { *s },
            Entry::Fixed(a) => a,
        }
    }
}

impl RefSlots for Refs {
    fn place(&self, r: RefId) -> RefPlace {
        match self.entries[r.0 as usize] {
            Entry::Slot(s) => RefPlace::Slot(s),
            Entry::Fixed(a) => RefPlace::Fixed(a),
        }
    }
}
