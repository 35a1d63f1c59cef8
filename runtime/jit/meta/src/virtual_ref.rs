//! Virtual references: a trace keeps an object in its variables though a reference to it goes where everybody sees it.
//!
//! The reference itself may exist or not, as any object that the trace makes. While the machine interprets, it has its object in
//! memory; compiled code leaves that to exits. The trace gives a reference the address of its frame as token, with which others
//! find the object (see `force`), and settles the reference before it is called or ends: then it is an object like others.

use crate::machine::Machine;
use crate::memory::place;
use crate::table::Program;
use crate::tracer::Tracer;
use crate::warm::Warm;
use rpy_trace::{Arg, Const, Kind, OpCode};
use std::cell::RefCell;

/// The token of a reference that has its object, which nobody has seen yet ([`rpy_trace::image::VirtualRef`]).
pub const UNSEEN: u64 = 2;

struct Entry {
    reference: Arg,
    object: Arg,
    /// The reference itself, where the collector sees it.
    slot: *mut usize,
}

/// The references whose objects a trace keeps.
pub struct VirtualRefs<'p> {
    warm: &'p RefCell<Warm>,
    kept: Vec<Entry>,
}

impl<'p> VirtualRefs<'p> {
    pub fn new(warm: &'p RefCell<Warm>) -> VirtualRefs<'p> {
        VirtualRefs { warm, kept: vec![] }
    }

    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// From here on the trace keeps the object.
    pub fn keep(&mut self, reference: Arg, object: Arg, address: usize) {
        let slot = self.warm.borrow_mut().refs.slot(address);
        self.kept.push(Entry { reference, object, slot });
    }

    /// What a guard needs to know: each object and its reference.
    pub fn snapshot(&self) -> Vec<Arg> {
        self.kept.iter().flat_map(|k| [k.object, k.reference]).collect()
    }

    pub fn replace(&mut self, old: Arg, new: Arg) {
        let all = self.kept.iter_mut().flat_map(|k| [&mut k.reference, &mut k.object]);
        all.filter(|b| **b == old).for_each(|b| *b = new);
    }

    fn address(&self, i: usize) -> usize {
        // SAFETY: slots live forever.
        unsafe { *self.kept[i].slot }
    }
}

impl Drop for VirtualRefs<'_> {
    fn drop(&mut self) {
        if !self.kept.is_empty() {
            let refs = &mut self.warm.borrow_mut().refs;
            self.kept.iter().for_each(|k| refs.release(k.slot));
        }
    }
}

/// Gives a reference its object.
pub fn give(p: &Program, reference: usize, object: u64) {
    let Some(fields) = p.virtual_ref else { return };
    for (d, value) in [(fields.token, UNSEEN), (fields.object, object)] {
        if let Some(at) = place(&p.descrs, d, reference, 0) {
            // SAFETY: a guard has named it as a virtual reference.
            unsafe { p.store(reference, None, at, value) };
        }
    }
}

impl Tracer<'_> {
    /// The trace gives a reference its object.
    fn settle(&mut self, p: &Program, i: usize) {
        let Some(fields) = p.virtual_ref else { return };
        let Entry { reference, object, slot } = self.virtual_refs.kept.remove(i);
        self.virtual_refs.warm.borrow_mut().refs.release(slot);
        self.record(OpCode::SetfieldGc, vec![reference, Arg::int(UNSEEN as i64)], Some(fields.token));
        self.record(OpCode::SetfieldGc, vec![reference, object], Some(fields.object));
    }

    /// Where the trace ends, or may be cut.
    pub fn settle_all(&mut self, p: &Program) {
        while !self.virtual_refs.is_empty() {
            self.settle(p, 0);
        }
    }

    /// A call has run that is recorded next, and may not look another time: those objects that it has looked for are there
    /// before it.
    pub fn settle_forced(&mut self, p: &Program) {
        let Some(fields) = p.virtual_ref else { return };
        let token = |reference| {
            // SAFETY: the jitcode says that it is a virtual reference.
            place(&p.descrs, fields.token, reference, 0).map_or(UNSEEN, |at| unsafe { at.get() })
        };
        for i in (0..self.virtual_refs.kept.len()).rev() {
            if token(self.virtual_refs.address(i)) != UNSEEN {
                self.settle(p, i);
            }
        }
    }
}

impl Machine<'_> {
    /// The program has made a reference, which has its object.
    pub fn virtual_ref(&mut self, reference: u16, object: u16) {
        let (Some(fields), true) = (self.p.virtual_ref, self.tracer.is_some()) else { return };
        let address = self.get(Kind::Ref, reference) as usize;
        let (reference, object) = (self.get_box(Kind::Ref, reference), self.get_box(Kind::Ref, object));
        let Some(t) = &mut self.tracer else { return };
        // An object that exists anyway is as good in memory.
        if !object.var().is_some_and(|v| t.kept.is_kept(v)) {
            return;
        }
        let Some(token) = t.record(OpCode::ForceToken, vec![], None) else { return };
        t.record(OpCode::SetfieldGc, vec![reference, token], Some(fields.token));
        t.record(OpCode::SetfieldGc, vec![reference, Arg::Const(Const::Null)], Some(fields.object));
        t.virtual_refs.keep(reference, object, address);
    }

    /// The object of a reference is used next.
    pub fn settle_virtual_ref(&mut self, w: u16, at: usize) {
        let address = self.get(Kind::Ref, w) as usize;
        let Some(t) = &self.tracer else { return };
        let refs = &t.virtual_refs;
        let Some(i) = (0..refs.kept.len()).find(|&i| refs.address(i) == address) else { return };
        let (known, b) = (refs.kept[i].reference, self.get_box(Kind::Ref, w));
        if b != known {
            let equal = self.tracer.as_mut().and_then(|t| t.record(OpCode::PtrEq, vec![b, known], None));
            if let Some(equal) = equal {
                self.guard(OpCode::GuardTrue, vec![equal], at);
            }
            self.now(Kind::Ref, b, known);
        }
        if let Some(t) = &mut self.tracer {
            t.settle(self.p, i);
        }
    }
}
