//! Weak references: objects whose target is no pointer to MMTk. Those that a collection finds alive are updated at its end: the target
//! is where it is now, or null.
//!
//! One that is older than the last collection has a target that is old too, so a collection of new objects need not find it.

use crate::binding::Rpython;
use crate::object::TypeInfo;
use crate::slot::reference;
use mmtk::util::{ObjectReference, VMWorkerThread};
use mmtk::vm::ReferenceGlue;
use std::sync::Mutex;

static FOUND: Mutex<Vec<ObjectReference>> = Mutex::new(vec![]);

/// A weak reference is alive, and where it will be after the collection.
pub fn found(object: ObjectReference) {
    FOUND.lock().expect("no thread panics").push(object);
}

/// All that is alive is known.
pub fn update() {
    for object in FOUND.lock().expect("no thread panics").drain(..) {
        let address = object.to_raw_address();
        let Some(at) = TypeInfo::of_object(address).weak() else { continue };
        let place = address + at;
        // SAFETY: a weak reference has its target there; the program waits.
        let Some(target) = reference(unsafe { place.load() }) else { continue };
        let now = if target.is_reachable() {
            target.get_forwarded_object().unwrap_or(target).to_raw_address().as_usize()
        } else {
            0
        };
        // SAFETY: as above.
        unsafe { place.store(now) };
    }
}

/// MMTk's own weak references, which are none.
pub struct Unused;

impl ReferenceGlue<Rpython> for Unused {
    type FinalizableType = ObjectReference;

    fn clear_referent(_reference: ObjectReference) {}

    fn get_referent(_reference: ObjectReference) -> Option<ObjectReference> {
        None
    }

    fn set_referent(_reference: ObjectReference, _referent: ObjectReference) {}

    fn enqueue_references(_references: &[ObjectReference], _tls: VMWorkerThread) {}
}
