//! Where pointers are: in objects, on the stack of roots, in static objects.

use crate::binding::Rpython;
use crate::object::TypeInfo;
use crate::slot::Place;
use crate::{runtime, statics, weak};
use mmtk::util::{Address, ObjectReference, VMWorkerThread};
use mmtk::vm::{ObjectTracerContext, RootsWorkFactory, Scanning, SlotVisitor};
use mmtk::{Mutator, scheduler::GCWorker};

/// How many roots are a piece of work.
const PIECE: usize = 4096;

pub struct Pointers;

impl Scanning<Rpython> for Pointers {
    fn scan_object<V: SlotVisitor<Place>>(_tls: VMWorkerThread, object: ObjectReference, visitor: &mut V) {
        let address = object.to_raw_address();
        let info = TypeInfo::of_object(address);
        info.places(address, |place| visitor.visit_slot(Place(place)));
        if info.weak().is_some() {
            weak::found(object);
        }
    }

    fn notify_initial_thread_scan_complete(_partial_scan: bool, _tls: VMWorkerThread) {}

    fn scan_roots_in_mutator_thread(
        _tls: VMWorkerThread,
        _mutator: &'static mut Mutator<Rpython>,
        factory: impl RootsWorkFactory<Place>,
    ) {
        // SAFETY: the program waits.
        let (base, top) = unsafe { ((*runtime().state).root_base, (*runtime().state).root_top) };
        let mut pieces = Pieces::new(factory);
        let mut place = base;
        while place < top {
            pieces.add(place);
            place += 8usize;
        }
        pieces.flush();
    }

    fn scan_vm_specific_roots(_tls: VMWorkerThread, factory: impl RootsWorkFactory<Place>) {
        let mut pieces = Pieces::new(factory);
        statics::places(|place| pieces.add(place));
        pieces.flush();
    }

    fn supports_return_barrier() -> bool {
        false
    }

    fn prepare_for_roots_re_scanning() {}

    fn process_weak_refs(_worker: &mut GCWorker<Rpython>, _context: impl ObjectTracerContext<Rpython>) -> bool {
        weak::update();
        false
    }
}

/// Roots on their way to MMTk.
struct Pieces<F> {
    factory: F,
    places: Vec<Place>,
}

impl<F: RootsWorkFactory<Place>> Pieces<F> {
    fn new(factory: F) -> Pieces<F> {
        Pieces { factory, places: Vec::with_capacity(PIECE) }
    }

    fn add(&mut self, place: Address) {
        self.places.push(Place(place));
        if self.places.len() == PIECE {
            self.flush();
        }
    }

    fn flush(&mut self) {
        let places = std::mem::replace(&mut self.places, Vec::with_capacity(PIECE));
        if !places.is_empty() {
            self.factory.create_process_roots_work(places);
        }
    }
}
