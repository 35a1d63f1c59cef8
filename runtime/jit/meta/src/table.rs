//! The program that this runtime serves, as the translator describes it (`translator/jit/src/tables.rs` writes the table).

use crate::memory::Place;
use crate::traceback::Traceback;
use rpy_jit_backend::{Barrier, StackLimit};
use rpy_trace::image::{Driver, Image, VirtualRef, Virtualizable};
use rpy_trace::jitcode::{Address, JitCode, Live, NULL, Number};
use rpy_trace::{CallDescr, Descr, DescrId, Descrs, EffectInfo, ExtraEffect, Kind};
use std::collections::HashMap;

/// The static struct that portals pass along. Offsets are -1, addresses null, where the collector has no such field.
#[repr(C)]
pub struct Table {
    image: *const u8,
    numbers: *const u8,
    addresses: *const u8,
    exc_data: *mut usize,
    gc_state: *mut u8,
    root_top: i64,
    free: i64,
    limit: i64,
    extra_roots: i64,
    collections: i64,
    log: i64,
    malloc: usize,
    malloc_varsize: usize,
    collect: usize,
    identity_hash: usize,
    /// Null if the collector has no barrier.
    write_barrier: usize,
    write_barrier_items: usize,
    barrier_flag: u64,
    gates: *mut u8,
    /// The lowest address that the machine's stack may have, and the function that raises where it goes below. Null if the
    /// program does not test that.
    stack_limit: *const usize,
    stack_overflow: usize,
    /// The function that raises where an allocation has given null.
    no_memory: usize,
    /// Functions that take the address of a place. Null if the program has no tracebacks.
    pub traceback_start: usize,
    pub traceback_record: usize,
}

/// Slots of a shadow stack that no collector looks at.
const OWN_STACK: usize = 1 << 20;

/// A function, with its numbers and addresses.
pub struct Code {
    pub jit: JitCode,
    pub ints: Vec<i64>,
    /// Addresses of static objects.
    pub refs: Vec<usize>,
    /// By position in the code: index of what is alive there.
    live_at: Vec<u32>,
    lives: Vec<Box<[(Kind, u16)]>>,
}

/// Nobody asks for what is alive there.
const NOWHERE: u32 = u32::MAX;

impl Code {
    /// The registers that are alive before the instruction at this place, in the order that resume data has them.
    pub fn live(&self, pc: usize) -> &[(Kind, u16)] {
        match self.live_at.get(pc) {
            Some(&n) if n != NOWHERE => &self.lives[n as usize],
            _ => &[],
        }
    }

    fn new(mut jit: JitCode, ints: Vec<i64>, refs: Vec<usize>) -> Code {
        let mut live_at = vec![NOWHERE; jit.code.len() + 1];
        for (pc, n) in std::mem::take(&mut jit.live_at) {
            live_at[pc as usize] = n;
        }
        let lives = std::mem::take(&mut jit.lives).iter().map(registers).collect();
        Code { jit, ints, refs, live_at, lives }
    }
}

fn registers(live: &Live) -> Box<[(Kind, u16)]> {
    let all = [(Kind::Int, &live.ints), (Kind::Ref, &live.refs), (Kind::Float, &live.floats)];
    all.into_iter().flat_map(|(k, list)| list.iter().map(move |&r| (k, r))).collect()
}

/// Where the collector keeps what the runtime shares with it.
#[derive(Clone, Copy)]
pub struct Collector {
    pub root_top: *mut *mut usize,
    pub extra_roots: *mut usize,
    pub free: Option<*mut usize>,
    pub limit: Option<*mut usize>,
    pub malloc: usize,
    pub malloc_varsize: usize,
    pub identity_hash: usize,
    /// How often there was a collection.
    pub collections: Option<*const i64>,
    pub barrier: Option<Barrier>,
    /// The file that the collector logs to, if it does.
    pub log: Option<i32>,
}

/// Everything that does not change while the program runs.
pub struct Program {
    pub descrs: Descrs,
    pub codes: Vec<Code>,
    pub drivers: Vec<Driver>,
    /// Functions with jitcode, by address.
    pub by_function: HashMap<i64, usize>,
    pub gc: Collector,
    /// The exception in flight.
    pub exc_value: *mut usize,
    pub stack: Option<StackLimit>,
    /// The function that raises MemoryError.
    pub no_memory: usize,
    pub traceback: Option<Traceback>,
    addresses: Vec<usize>,
    /// Offsets of a string's length and characters.
    pub string: Option<(usize, usize)>,
    /// Words that portals count down, and how many.
    pub gates: (*mut i64, usize),
    pub virtualizables: Vec<Layout>,
    /// The index of the layout that a field is of.
    pub virtualizable_fields: HashMap<DescrId, usize>,
    /// By descr: it is of a field or an array of a virtualizable.
    special: Vec<bool>,
    pub virtual_ref: Option<VirtualRef>,
}

/// The fields of a virtualizable: see [`Virtualizable`].
pub struct Layout {
    pub token: DescrId,
    pub fields: Vec<DescrId>,
    pub arrays: Vec<(DescrId, DescrId)>,
    /// Of a call of [`rpy_jit_force`](crate::rpy_jit_force).
    pub force: DescrId,
}

impl Layout {
    fn new(v: &Virtualizable, descrs: &mut Descrs) -> Layout {
        let arrays = v.arrays.iter().map(|a| a.1);
        let writes = v.fields.iter().copied().chain(arrays).chain([v.token]).collect();
        let effect = EffectInfo {
            extra: ExtraEffect::CannotRaise,
            reads: [v.token].into_iter().collect(),
            writes,
            can_collect: true,
            ..EffectInfo::default()
        };
        let force = CallDescr {
            name: "force".to_string(),
            args: vec![Kind::Int, Kind::Ref],
            arg_sizes: vec![8, 8],
            effect,
            ..CallDescr::default()
        };
        let force = descrs.push(Descr::Call(force));
        Layout { token: v.token, fields: v.fields.clone(), arrays: v.arrays.clone(), force }
    }
}

/// An array of static data: its length, then its items.
///
/// # Safety
/// The address is that of an array in the layout of `translator/layout`.
unsafe fn array<'a, T>(at: *const u8) -> &'a [T] {
    // SAFETY: the caller's.
    unsafe { std::slice::from_raw_parts(at.add(8).cast(), *at.cast::<u64>() as usize) }
}

/// A call that does not end: no function of an interpreter goes this deep by itself, but through portals, which are called.
pub const MOST_FRAMES: usize = 4096;

impl Program {
    /// Whether calls have gone as deep as they may.
    pub fn stack_is_full(&self) -> bool {
        let here = 0u8;
        // SAFETY: the program's variable.
        self.stack.is_some_and(|s| (&raw const here as usize) < unsafe { *s.limit })
    }

    /// Leaves the exception in flight that a call without end raises. False if the program knows none.
    pub fn overflow(&self) -> bool {
        let Some(s) = self.stack else { return false };
        // SAFETY: the program's function.
        let raise = unsafe { std::mem::transmute::<usize, extern "C" fn()>(s.overflow) };
        raise();
        true
    }

    /// Leaves the exception in flight of an allocation that has found no memory.
    pub fn raise_no_memory(&self) {
        // SAFETY: the program's function.
        let raise = unsafe { std::mem::transmute::<usize, extern "C" fn()>(self.no_memory) };
        raise();
    }

    /// None if the table is not one of this version.
    ///
    /// # Safety
    /// The table and all that it refers to are as the translator of this version has written them.
    pub unsafe fn read(table: *const Table) -> Option<Program> {
        // SAFETY: the caller's, for all of these.
        let (t, bytes, numbers, addresses) = unsafe {
            let t = &*table;
            (t, array::<u8>(t.image), array::<i64>(t.numbers), array::<usize>(t.addresses))
        };
        let image = Image::read(bytes)?;
        let address = |a: Address| if a == NULL { 0 } else { addresses[a.0 as usize] };
        let number = |n: Number| match n {
            Number::Value(v) => v,
            Number::Layout(n) => numbers[n as usize],
            Number::Address(a) => address(a) as i64,
        };
        let mut descrs =
            Descrs { all: image.descrs.iter().map(|d| d.map(|n| number(n) as u32, |a| address(a) as i64)).collect() };
        let string =
            image.string.and_then(|d| descrs.array(d)).map(|a| (a.length_offset as usize, a.items_offset as usize));
        let mut by_function = HashMap::new();
        let mut codes = vec![];
        for (i, jit) in image.jitcodes.into_iter().enumerate() {
            if let Some(f) = jit.function {
                by_function.insert(address(f) as i64, i);
            }
            let ints = jit.ints.iter().map(|&n| number(n)).collect();
            let refs = jit.refs.iter().map(|&a| address(a)).collect();
            codes.push(Code::new(jit, ints, refs));
        }
        let field = |offset: i64| {
            // SAFETY: the offset is of a field of the collector's state.
            (offset >= 0 && !t.gc_state.is_null()).then(|| unsafe { t.gc_state.add(offset as usize).cast::<usize>() })
        };
        // A collector that moves nothing needs no roots: then they are the runtime's own affair.
        let own_stack = || {
            let slots = Box::leak(vec![0usize; OWN_STACK].into_boxed_slice());
            &raw mut *Box::leak(Box::new(slots.as_mut_ptr()))
        };
        let gc = Collector {
            root_top: field(t.root_top).map_or_else(own_stack, |f| f.cast()),
            extra_roots: field(t.extra_roots).unwrap_or_else(|| Box::leak(Box::new(0))),
            free: field(t.free),
            limit: field(t.limit),
            malloc: t.malloc,
            malloc_varsize: t.malloc_varsize,
            identity_hash: t.identity_hash,
            collections: field(t.collections).map(|f| f.cast_const().cast()),
            // SAFETY: the collector's variable.
            log: field(t.log).map(|f| unsafe { *f as i32 }).filter(|&fd| fd > 0),
            barrier: (t.write_barrier != 0 && t.write_barrier_items != 0).then_some(Barrier {
                flag: t.barrier_flag,
                object: t.write_barrier,
                items: t.write_barrier_items,
            }),
        };
        let stack = (!t.stack_limit.is_null() && t.stack_overflow != 0)
            .then_some(StackLimit { limit: t.stack_limit, overflow: t.stack_overflow });
        let traceback = Traceback::new(t, &mut descrs);
        let addresses = addresses.to_vec();
        // SAFETY: an array: its length, then its items.
        let gates = unsafe { (t.gates.add(8).cast(), *t.gates.cast::<usize>()) };
        let virtualizables: Vec<Layout> = image.virtualizables.iter().map(|v| Layout::new(v, &mut descrs)).collect();
        let mut virtualizable_fields = HashMap::new();
        let mut special = vec![false; descrs.all.len()];
        for (i, l) in virtualizables.iter().enumerate() {
            let fields = l.fields.iter().copied().chain(l.arrays.iter().map(|a| a.0));
            virtualizable_fields.extend(fields.map(|d| (d, i)));
            l.arrays.iter().for_each(|a| special[a.1.0 as usize] = true);
        }
        virtualizable_fields.keys().for_each(|d| special[d.0 as usize] = true);
        Some(Program {
            descrs,
            codes,
            drivers: image.drivers,
            by_function,
            gc,
            exc_value: t.exc_data,
            stack,
            no_memory: t.no_memory,
            traceback,
            addresses,
            string,
            gates,
            virtualizables,
            virtualizable_fields,
            special,
            virtual_ref: image.virtual_ref,
        })
    }

    /// Whether an operation with this descr may be one on a virtualizable.
    #[inline]
    pub fn is_special(&self, d: DescrId) -> bool {
        self.special[d.0 as usize]
    }

    /// Of what operations with this descr read or write.
    pub fn value_kind(&self, descr: Option<DescrId>) -> Kind {
        match descr.map(|d| self.descrs.get(d)) {
            Some(Descr::Field(f)) => f.kind,
            Some(Descr::Interior(i)) => i.kind,
            Some(Descr::Array(a)) => a.item.unwrap_or(Kind::Int),
            _ => Kind::Int,
        }
    }

    /// Stores a field of an object, or the item with an index, or a field of that item.
    ///
    /// # Safety
    /// It is an object of the collector's, or a static one with a header, and the place is in it.
    pub unsafe fn store(&self, object: usize, index: Option<i64>, at: Place, value: u64) {
        // SAFETY: the caller's.
        unsafe {
            match index {
                _ if at.kind != Kind::Ref => {}
                Some(i) => self.before_store_items(object, i, 1),
                None => self.before_store(object),
            }
            at.set(value);
        }
    }

    /// # Safety
    /// As above.
    unsafe fn before_store(&self, object: usize) {
        // SAFETY: the caller's; the function is the collector's.
        unsafe {
            if let Some(b) = self.gc.barrier.filter(|b| b.wanted(object)) {
                std::mem::transmute::<usize, extern "C" fn(usize)>(b.object)(object)
            }
        }
    }

    /// Before references are stored into items. The array may be null if there are none.
    ///
    /// # Safety
    /// As above.
    pub unsafe fn before_store_items(&self, array: usize, start: i64, count: i64) {
        // SAFETY: the caller's; the function is the collector's.
        unsafe {
            if let Some(b) = self.gc.barrier.filter(|b| count > 0 && b.wanted(array)) {
                std::mem::transmute::<usize, extern "C" fn(usize, i64, i64)>(b.items)(array, start, count)
            }
        }
    }

    pub fn address(&self, a: Address) -> usize {
        self.addresses[a.0 as usize]
    }

    /// The exception in flight; 0 if there is none.
    pub fn exception(&self) -> usize {
        // SAFETY: a static of the program.
        unsafe { *self.exc_value }
    }

    pub fn set_exception(&self, value: usize) {
        // SAFETY: as above.
        unsafe { *self.exc_value = value }
    }
}
