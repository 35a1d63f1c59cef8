//! What lives as long as the program: made by the first portal that asks.

use crate::enter::assembler_helper;
use crate::force::Forced;
use crate::gate::Gates;
use crate::log::Log;
use crate::machine::Machine;
use crate::params::Params;
use crate::refs::Refs;
use crate::table::{Program, Table};
use crate::warm::{CellId, GuardExit, Objects, Shape, Warm};
use rpy_jit_backend::{Backend, Bump, CraneliftBackend, Frame, Options, Support};
use rpy_trace::image::Driver;
use rpy_trace::{Arg, CallDescr, Const, Kind};
use std::cell::{Cell, RefCell, UnsafeCell};

/// Everything that lives as long as the program.
pub struct Runtime {
    pub p: Program,
    pub warm: RefCell<Warm>,
    /// Compiled code may come back here while it runs; so there is no lasting borrow of the backend.
    backend: UnsafeCell<CraneliftBackend>,
    pub log: RefCell<Log>,
    /// A trace is being recorded.
    pub tracing: Cell<bool>,
    /// What has been forced while compiled code was waiting for calls.
    pub forced: RefCell<Vec<Forced>>,
    /// What stays in the JIT have used and others may use again.
    pub spare: RefCell<Spare>,
}

#[derive(Default)]
pub struct Spare {
    // Boxed, as they are large and are handed to and fro.
    #[allow(clippy::vec_box)]
    machines: Vec<Box<Machine<'static>>>,
    #[allow(clippy::vec_box)]
    pub frames: Vec<Box<Frame>>,
}

impl Runtime {
    pub fn machine(&'static self) -> Box<Machine<'static>> {
        let spare = self.spare.borrow_mut().machines.pop();
        let mut m = spare.unwrap_or_else(|| Box::new(Machine::new(&self.p)));
        m.start();
        m
    }

    /// For others to use: interpretation has ended.
    pub fn give_back(&self, m: Box<Machine<'static>>) {
        self.spare.borrow_mut().machines.push(m);
    }

    /// What has been made for the exit of a guard that failed because of that.
    pub fn forced(&self, frame: &Frame, exit: &GuardExit) -> Option<Forced> {
        if !exit.not_forced {
            return None;
        }
        let mut all = self.forced.borrow_mut();
        let at = all.iter().rposition(|f| std::ptr::eq(f.frame, frame))?;
        Some(all.swap_remove(at))
    }

    /// A trace begins, maybe at a cell: code that has not been in use for long is freed, and the constants of traces that came to
    /// nothing.
    pub fn free_old(&self, driver: usize, cell: Option<CellId>) {
        let mut warm = self.warm.borrow_mut();
        let fresh = warm.refs.take_fresh();
        warm.refs.remove(fresh);
        let longevity = warm.params(driver).loop_longevity;
        for token in warm.tokens.old(longevity) {
            for &unit in &token.units {
                // SAFETY: no borrow of the backend is alive. The code does not run, and nothing that stays goes there.
                unsafe { (*self.backend()).free(unit) };
                warm.watches.forget(unit);
            }
            self.log.borrow_mut().freed(token.units.len());
            warm.forget(token, cell);
        }
    }

    /// The backend, for a moment.
    pub fn backend(&self) -> *mut CraneliftBackend {
        self.backend.get()
    }

    /// Calls a function of the program that makes a string of constants. None if it raises.
    pub fn location(&self, function: usize, greens: &[Arg]) -> Option<String> {
        if self.p.exception() != 0 {
            return None;
        }
        let mut values = vec![];
        let mut kinds = vec![];
        for a in greens {
            let c = a.konst()?;
            kinds.push(c.kind());
            values.push(match c {
                Const::Int(v) => v as u64,
                Const::Float(bits) => bits,
                Const::Null => 0,
                Const::Ref(r) => self.warm.borrow().refs.get(r) as u64,
            });
        }
        let descr = CallDescr { args: kinds, result: Some(Kind::Ref), ..CallDescr::default() };
        // SAFETY: the driver's function takes its greens and gives a string.
        let text = unsafe { crate::call::call(function as i64, &descr, &values) } as usize;
        if self.p.exception() != 0 {
            self.p.set_exception(0);
            return None;
        }
        let (length, chars) = self.p.string?;
        // SAFETY: a string; nothing collects until it has been copied.
        let bytes = unsafe {
            (text != 0)
                .then(|| std::slice::from_raw_parts((text + chars) as *const u8, *((text + length) as *const usize)))?
        };
        Some(String::from_utf8_lossy(bytes).replace('\n', "\\n"))
    }
}

static mut RUNTIME: Option<&'static Runtime> = None;
/// There is none, and never will be.
static mut MISSING: bool = false;

/// The runtime; made by the first portal that asks. None if the program's table is not one of this version, or if the stack is
/// too small.
pub fn runtime(table: *const Table) -> Option<&'static Runtime> {
    // SAFETY: programs have one thread.
    unsafe {
        if let Some(r) = RUNTIME {
            return Some(r);
        }
        if MISSING {
            return None;
        }
        let made = start(table);
        (RUNTIME, MISSING) = (made, made.is_none());
        made
    }
}

/// The runtime, if there is one yet.
pub fn current() -> Option<&'static Runtime> {
    // SAFETY: programs have one thread.
    unsafe { RUNTIME }
}

#[cold]
fn start(table: *const Table) -> Option<&'static Runtime> {
    if !crate::stack::is_large_enough() {
        return None;
    }
    // SAFETY: the portal passes its program's table.
    let p = unsafe { Program::read(table)? };
    let mut params = Params::default();
    if let Ok(text) = std::env::var("RPY_JIT")
        && let Err(e) = params.set_user(&text)
    {
        eprintln!("RPY_JIT: {e}");
        std::process::exit(2);
    }
    let gc = p.gc;
    let bump = gc.free.zip(gc.limit).map(|(free, limit)| Bump { free, limit });
    let support = Support {
        root_top: gc.root_top.cast(),
        exc_value: p.exc_value,
        malloc: gc.malloc,
        malloc_varsize: gc.malloc_varsize,
        no_memory: p.no_memory,
        bump,
        barrier: gc.barrier,
        header: 8,
        assembler_helper: assembler_helper as *const () as usize,
        stack: p.stack,
    };
    // SAFETY: the collector's variable.
    let refs = unsafe { Refs::new(gc.extra_roots) };
    let shape = |d: &Driver| Shape { kinds: d.greens.iter().map(|g| g.0).collect(), strings: d.strings.clone() };
    let shapes = p.drivers.iter().map(shape).collect();
    // SAFETY: the collector's function.
    let identity_hash = unsafe { std::mem::transmute::<usize, Option<extern "C" fn(usize) -> i64>>(gc.identity_hash) };
    let objects = Objects { string: p.string, identity_hash, collections: gc.collections };
    // SAFETY: the words are the program's, and the runtime's alone while portals do not run.
    let gates = unsafe { Gates::new(p.gates.0, p.gates.1) };
    let code_limit = params.code_memory as usize * 1024;
    let mut warm = Warm::new(params, refs, gates, shapes, objects);
    crate::set_param::early().into_iter().for_each(|s| s.apply(&mut warm));
    let mut log = Log::from_environment(p.gc.log);
    let options = Options { code_limit, ..log.backend_options() };
    let backend = CraneliftBackend::new(support, options).ok()?;
    log.entered_through(backend.enter_code());
    Some(Box::leak(Box::new(Runtime {
        p,
        warm: RefCell::new(warm),
        backend: UnsafeCell::new(backend),
        log: RefCell::new(log),
        tracing: Cell::new(false),
        forced: RefCell::default(),
        spare: RefCell::default(),
    })))
}
