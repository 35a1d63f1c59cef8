//! MMTk for translated programs: the collector `runtime/gc/mmtk` calls these functions.
//!
//! A program has one thread of its own, the mutator; collections are made by MMTk's threads while it waits in an allocation. What an
//! object looks like is in `object`, where pointers are in `scan`. Nothing here knows of a program more than its tables say.

mod barrier;
mod binding;
mod heap;
mod object;
mod scan;
mod slot;
mod statics;
mod weak;
mod world;

use barrier::Stores;
use binding::Rpython;
use mmtk::util::alloc::AllocatorInfo;
use mmtk::util::alloc::BumpPointer;
use mmtk::util::options::{GCTriggerSelector, NurserySize, PlanSelector};
use mmtk::util::{Address, ObjectReference, OpaquePointer, VMMutatorThread, VMThread};
use mmtk::{AllocationSemantics, MMTK, MMTKBuilder, Mutator, memory_manager};
use object::TypeInfo;
use std::cell::UnsafeCell;
use std::ffi::{CStr, c_char};
use std::ptr::addr_of_mut;
use std::sync::OnceLock;

/// What the collector's module in the program shares: the first words of its `STATE`.
#[repr(C)]
pub struct State {
    /// The rest of the mutator's buffer: memory that is clear, for allocation in place.
    free: Address,
    limit: Address,
    pub root_base: Address,
    pub root_top: Address,
    /// Settings: bytes (0: the default), threads (0: as many as processors), whether objects move as often as they can.
    nursery: usize,
    least: usize,
    most: usize,
    threads: usize,
    stress: usize,
}

/// What there is once in a program.
pub struct Runtime {
    pub state: *mut State,
    pub types: *const *const TypeInfo,
    pub mmtk: &'static MMTK<Rpython>,
    pub mutator: *mut Mutator<Rpython>,
    /// Where the mutator has its buffer; plans with free lists have none.
    buffer: Option<*mut BumpPointer>,
    pub stores: UnsafeCell<Stores>,
    /// Larger objects go to the space for large ones.
    largest: usize,
}

// SAFETY: the mutator's thread is the only one that follows the pointers while it runs; while it waits, the collector's threads read
// what they are to, and MMTk orders their accesses.
unsafe impl Sync for Runtime {}
// SAFETY: as above.
unsafe impl Send for Runtime {}

static RUNTIME: OnceLock<Runtime> = OnceLock::new();

/// The program's; there is one from `rpy_mmtk_setup` on, before which nothing is called.
pub fn runtime() -> &'static Runtime {
    RUNTIME.get().expect("the collector is set up first")
}

/// The program has one thread.
pub const MUTATOR: VMMutatorThread = VMMutatorThread(VMThread(OpaquePointer::UNINITIALIZED));

/// MMTk cannot go on, say because the system gives it no addresses.
pub fn fail(why: &str) -> ! {
    eprintln!("Fatal RPython error: the collector stopped: {why}");
    std::process::abort()
}

/// Begins: the plan's name, the program's table of types, and its list of static objects that are looked through at each collection.
///
/// # Safety
/// The collector's module calls it first and once, with its state and with tables as `runtime/gc/objects.py` describes them.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn rpy_mmtk_setup(
    state: *mut State,
    plan: *const c_char,
    types: *const *const TypeInfo,
    objects: *const Address,
    numbers: *const usize,
    barrier: usize,
) {
    // SAFETY: as the caller says.
    let (name, settings) = unsafe { (CStr::from_ptr(plan).to_str().unwrap_or_default(), &*state) };
    std::panic::set_hook(Box::new(|info| fail(info.payload_as_str().unwrap_or("for a reason of its own"))));
    let mut builder = MMTKBuilder::new_no_env_vars();
    let options = &mut builder.options;
    let plan: PlanSelector = name.parse().expect("MMTk has the plans of the table of collectors");
    options.plan.set(plan);
    if settings.threads > 0 {
        options.threads.set(settings.threads);
    } else if settings.stress != 0 {
        // Most of the time of small collections is that of threads that wake each other up.
        options.threads.set(1);
    }
    options.nursery.set(NurserySize::Fixed(heap::nursery(settings.nursery)));
    options.gc_trigger.set(GCTriggerSelector::Delegated);
    if settings.stress != 0 {
        options.immix_always_defrag.set(true);
        options.immix_defrag_every_block.set(true);
    }
    heap::set_limits(settings.least, settings.most);
    // SAFETY: as the caller says.
    unsafe { statics::set(types, objects, numbers, barrier != 0) };
    let mmtk: &'static MMTK<Rpython> = Box::leak(memory_manager::mmtk_init(&builder));
    let mutator = Box::leak(memory_manager::bind_mutator(mmtk, MUTATOR));
    let selector = memory_manager::get_allocator_mapping(mmtk, AllocationSemantics::Default);
    let start: *mut u8 = std::ptr::from_mut(mutator).cast();
    let buffer = match AllocatorInfo::new::<Rpython>(selector) {
        // SAFETY: the pointer is a field of the mutator.
        AllocatorInfo::BumpPointer { bump_pointer_offset } => Some(unsafe { start.add(bump_pointer_offset) }.cast()),
        _ => None,
    };
    // An object may get a word for its hash when it moves.
    let largest = mmtk.get_plan().constraints().max_non_los_default_alloc_bytes - size_of::<usize>();
    let made =
        Runtime { state, types, mmtk, mutator: start.cast(), stores: UnsafeCell::new(Stores::NONE), buffer, largest };
    assert!(RUNTIME.set(made).is_ok(), "the collector is set up once");
    memory_manager::initialize_collection(mmtk, MUTATOR.0);
}

/// `size` bytes that are clear, with the header; null where there is no memory. With stress the buffer stays here, so that each
/// allocation comes.
#[unsafe(no_mangle)]
pub extern "C" fn rpy_mmtk_alloc(size: usize) -> Address {
    let r = runtime();
    r.take_back();
    // SAFETY: the mutator's thread is here, and nobody else uses the mutator meanwhile, but collections that this call waits for.
    let mutator = unsafe { &mut *r.mutator };
    let large = size > r.largest;
    let semantics = if large { AllocationSemantics::Los } else { AllocationSemantics::Default };
    let start = memory_manager::alloc(mutator, size, 8, 0, semantics);
    if let Some(obj) = ObjectReference::from_raw_address(start + object::HEADER)
        && !start.is_zero()
    {
        memory_manager::post_alloc(mutator, obj, size, semantics);
    }
    r.hand_out();
    start
}

/// A collection; of the whole heap, or of what the plan would choose.
#[unsafe(no_mangle)]
pub extern "C" fn rpy_mmtk_collect(whole: usize) {
    let r = runtime();
    r.take_back();
    r.mmtk.handle_user_collection_request(MUTATOR, true, whole != 0);
    r.hand_out();
}

impl Runtime {
    /// The mutator gets the buffer back that the program has allocated from.
    fn take_back(&self) {
        if let Some(buffer) = self.buffer {
            // SAFETY: both are there as long as the program, and their other user is the program, which is here.
            unsafe { (*buffer).cursor = (*self.state).free };
        }
    }

    /// The program gets the rest of the buffer.
    fn hand_out(&self) {
        let Some(buffer) = self.buffer else { return };
        // SAFETY: as above.
        unsafe {
            let state = self.state;
            addr_of_mut!((*state).free).write((*buffer).cursor);
            let limit = if (*state).stress != 0 { (*buffer).cursor } else { (*buffer).limit };
            addr_of_mut!((*state).limit).write(limit);
        }
    }
}
