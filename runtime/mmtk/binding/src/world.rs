//! The program's thread and MMTk's: who waits for whom.

use crate::binding::Rpython;
use crate::{MUTATOR, barrier, fail, heap, runtime};
use mmtk::util::alloc::AllocationError;
use mmtk::util::heap::GCTriggerPolicy;
use mmtk::util::{Address, OpaquePointer, VMMutatorThread, VMThread, VMWorkerThread};
use mmtk::vm::{ActivePlan, Collection, GCThreadContext};
use mmtk::{Mutator, memory_manager};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex};

pub struct World;

/// Whether the program's thread waits, and how often it has gone on.
struct Meeting {
    waiting: bool,
    resumed: usize,
}

static MEETING: Mutex<Meeting> = Mutex::new(Meeting { waiting: false, resumed: 0 });
static CHANGED: Condvar = Condvar::new();

/// Threads of MMTk have the numbers from 1.
static THREADS: AtomicUsize = AtomicUsize::new(0);

impl Collection<Rpython> for World {
    fn stop_all_mutators<F: FnMut(&'static mut Mutator<Rpython>)>(_tls: VMWorkerThread, mut visit: F) {
        let meeting = MEETING.lock().expect("no thread panics");
        drop(CHANGED.wait_while(meeting, |m| !m.waiting));
        barrier::flush();
        visit(World::mutator(MUTATOR));
    }

    fn resume_mutators(_tls: VMWorkerThread) {
        let mut meeting = MEETING.lock().expect("no thread panics");
        meeting.waiting = false;
        meeting.resumed += 1;
        CHANGED.notify_all();
    }

    fn block_for_gc(_tls: VMMutatorThread) {
        let mut meeting = MEETING.lock().expect("no thread panics");
        let before = meeting.resumed;
        meeting.waiting = true;
        CHANGED.notify_all();
        drop(CHANGED.wait_while(meeting, |m| m.resumed == before));
    }

    fn spawn_gc_thread(_tls: VMThread, context: GCThreadContext<Rpython>) {
        let GCThreadContext::Worker(worker) = context;
        let number = THREADS.fetch_add(1, Ordering::Relaxed) + 1;
        let started = std::thread::Builder::new().name(format!("mmtk {number}")).spawn(move || {
            // SAFETY: it is a number, and never followed.
            let tls = OpaquePointer::from_address(unsafe { Address::from_usize(number) });
            memory_manager::start_worker(runtime().mmtk, VMWorkerThread(VMThread(tls)), worker);
        });
        if let Err(e) = started {
            fail(&format!("cannot start a thread: {e}"));
        }
    }

    /// The allocation gives null, which the program's side knows.
    fn out_of_memory(_tls: VMThread, _error: AllocationError) {
        heap::allow_some_more();
    }

    fn create_gc_trigger() -> Box<dyn GCTriggerPolicy<Rpython>> {
        Box::new(heap::Limit::default())
    }
}

impl ActivePlan<Rpython> for World {
    fn is_mutator(tls: VMThread) -> bool {
        tls == MUTATOR.0
    }

    fn mutator(_tls: VMMutatorThread) -> &'static mut Mutator<Rpython> {
        // SAFETY: it is made once and stays; MMTk uses it while the program waits.
        unsafe { &mut *runtime().mutator }
    }

    fn mutators<'a>() -> Box<dyn Iterator<Item = &'a mut Mutator<Rpython>> + 'a> {
        Box::new(std::iter::once(World::mutator(MUTATOR)))
    }

    fn number_of_mutators() -> usize {
        1
    }
}
