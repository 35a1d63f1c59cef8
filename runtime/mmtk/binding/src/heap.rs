//! How much memory the heap may use: a multiple of what was alive after the last collection of all of it.

use crate::binding::Rpython;
use mmtk::MMTK;
use mmtk::plan::Plan;
use mmtk::util::heap::{GCTriggerPolicy, SpaceStats};
use std::sync::atomic::{AtomicUsize, Ordering};

const MEGA: usize = 1 << 20;
const PAGE: usize = 4096;

static LEAST: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);
/// Beyond `MOST`, for whoever is told that memory has run out.
static MORE: AtomicUsize = AtomicUsize::new(0);
const SOME_MORE: usize = 4 * MEGA / PAGE;

/// The size of a nursery; 0 stands for the default.
pub fn nursery(bytes: usize) -> usize {
    if bytes == 0 { 16 * MEGA } else { bytes.clamp(MEGA, 1 << 32) }
}

/// In bytes; 0 stands for the defaults.
pub fn set_limits(least: usize, most: usize) {
    let most = if most == 0 { memory() / 4 * 3 } else { most };
    let least = if least == 0 { 64 * MEGA } else { least };
    MOST.store(most / PAGE, Ordering::Relaxed);
    LEAST.store(least.min(most) / PAGE, Ordering::Relaxed);
}

/// Memory has run out: until there is some again, the program may use a little more.
pub fn allow_some_more() {
    MORE.store(SOME_MORE, Ordering::Relaxed);
}

fn most() -> usize {
    MOST.load(Ordering::Relaxed) + MORE.load(Ordering::Relaxed)
}

/// Of the machine.
fn memory() -> usize {
    // SAFETY: these only ask.
    let (pages, size) = unsafe { (libc::sysconf(libc::_SC_PHYS_PAGES), libc::sysconf(libc::_SC_PAGESIZE)) };
    match (usize::try_from(pages), usize::try_from(size)) {
        (Ok(pages), Ok(size)) => pages * size,
        _ => 4 << 30,
    }
}

/// Pages that the heap may have now, and those of an allocation that waits for the collection.
pub struct Limit {
    now: AtomicUsize,
    wanted: AtomicUsize,
}

impl Default for Limit {
    fn default() -> Limit {
        Limit { now: AtomicUsize::new(LEAST.load(Ordering::Relaxed)), wanted: AtomicUsize::new(0) }
    }
}

impl GCTriggerPolicy<Rpython> for Limit {
    fn on_pending_allocation(&self, pages: usize) {
        self.wanted.fetch_add(pages, Ordering::Relaxed);
    }

    fn on_gc_end(&self, mmtk: &'static MMTK<Rpython>) {
        let plan = mmtk.get_plan();
        let wanted = self.wanted.swap(0, Ordering::Relaxed);
        // What a collection of new objects has left may be dead. If it is not enough, the next one is of all objects.
        if plan.generational().is_some_and(|g| g.is_current_gc_nursery()) {
            return;
        }
        let pages = plan.get_reserved_pages() + wanted;
        if pages <= MOST.load(Ordering::Relaxed) {
            MORE.store(0, Ordering::Relaxed);
        }
        self.now.store((pages * 2).clamp(LEAST.load(Ordering::Relaxed), most()), Ordering::Relaxed);
    }

    fn is_gc_required(
        &self,
        space_full: bool,
        space: Option<SpaceStats<Rpython>>,
        plan: &dyn Plan<VM = Rpython>,
    ) -> bool {
        plan.collection_required(space_full, space)
    }

    fn is_heap_full(&self, plan: &dyn Plan<VM = Rpython>) -> bool {
        plan.get_reserved_pages() > self.now.load(Ordering::Relaxed)
    }

    fn get_current_heap_size_in_pages(&self) -> usize {
        self.now.load(Ordering::Relaxed)
    }

    fn get_max_heap_size_in_pages(&self) -> usize {
        most()
    }

    fn can_heap_size_grow(&self) -> bool {
        self.now.load(Ordering::Relaxed) < most()
    }
}
