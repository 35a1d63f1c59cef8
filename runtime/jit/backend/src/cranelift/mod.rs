//! The backend on Cranelift. Each piece is a function of its own: `fn(frame, cell) -> exit` in the tail-call convention. It
//! loads its inputs from the frame and keeps all values in registers; a jump to its own label is a machine loop. Exits store
//! their values in the frame and go on by tail call: through the guard's cell, or the target's.

mod alloc;
mod barrier;
mod calls;
mod exits;
mod heap;
mod lower;
mod memory_error;
mod pure;
mod roots;
mod stubs;
mod targets;
mod uses;

use crate::api::*;
use crate::frame::{FRAME_SLOTS, FrameStack};
use crate::memory::{CodeMemory, LINE};
use cranelift_codegen::binemit::Reloc;
use cranelift_codegen::control::ControlPlane;
use cranelift_codegen::ir::{ExternalName, LibCall};
use cranelift_codegen::isa::OwnedTargetIsa;
use cranelift_codegen::settings::{self, Configurable};
use cranelift_codegen::{Context, FinalizedRelocTarget};
use cranelift_frontend::FunctionBuilderContext;
use rpy_trace::Descrs;
use std::cell::Cell;
use std::collections::HashMap;
use std::mem;
use stubs::Stubs;
use targets::{RUNS_OFFSET, Targets};

#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Has Cranelift check what it is given: for tests.
    pub verify: bool,
    /// Counts how often labels are reached, for logs. It costs an addition in memory each time.
    pub count: bool,
    /// Says where the code of each operation is ([`Compiled::offsets`]): for logs.
    pub offsets: bool,
    /// The most memory for machine code, in bytes; 0 if there is no limit.
    pub code_limit: usize,
}

pub struct CraneliftBackend {
    support: Support,
    options: Options,
    generator: Generator,
    memory: CodeMemory,
    frames: FrameStack,
    stubs: Stubs,
    targets: Targets,
    /// By guard: its unit, and the index there.
    guards: HashMap<u32, (u32, usize)>,
    units: HashMap<u32, Unit>,
    next_unit: u32,
}

/// Where a guard's exit goes through. Its address is passed on, so that one stub serves all guards.
#[repr(C)]
struct GuardCell {
    code: Cell<usize>,
    exit: i64,
}

/// What is freed together.
struct Unit {
    code: usize,
    bytes: usize,
    targets: Vec<u32>,
    guards: Vec<u32>,
    cells: Box<[GuardCell]>,
    /// Not 0 after `invalidate`. Boxed: its address is in code.
    invalid: Box<Cell<u64>>,
}

/// Cranelift, with what it needs again for each function.
struct Generator {
    isa: OwnedTargetIsa,
    context: Context,
    builder: FunctionBuilderContext,
    control: ControlPlane,
}

/// Machine code that is not in place yet.
struct Code {
    bytes: Vec<u8>,
    /// Offsets, and the functions whose addresses go there.
    addresses: Vec<(usize, usize)>,
    /// Where the loop begins, in the code of a piece that jumps to itself.
    loop_start: Option<usize>,
    /// Where code begins, and of which operation it is.
    origins: Vec<(usize, usize)>,
}

impl CraneliftBackend {
    pub fn new(support: Support, options: Options) -> Result<CraneliftBackend, Error> {
        let mut generator = Generator::new(options)?;
        let mut memory = CodeMemory::new(options.code_limit);
        let stubs = Stubs::new(&mut generator, &mut memory)?;
        Ok(CraneliftBackend {
            support,
            options,
            generator,
            memory,
            frames: FrameStack::new()?,
            stubs,
            targets: Targets::default(),
            guards: HashMap::new(),
            units: HashMap::new(),
            next_unit: 0,
        })
    }

    /// Bytes that are mapped for machine code.
    pub fn memory_mapped(&self) -> usize {
        self.memory.mapped()
    }

    /// Address and size of the function through which compiled code is entered: debuggers see it as a caller.
    pub fn enter_code(&self) -> (usize, usize) {
        (self.stubs.enter as usize, self.stubs.enter_bytes)
    }

    /// How often a label was reached, if the backend counts.
    pub fn runs(&self, target: u32) -> u64 {
        self.targets.get(target).map_or(0, |t| t.runs.get())
    }

    /// The cells of a new unit, with the guards that they are for.
    fn cells(&self, pieces: &[Piece]) -> Result<(Vec<u32>, Box<[GuardCell]>), Error> {
        let mut guards = vec![];
        for p in pieces {
            for (at, op) in p.trace.ops.iter().enumerate().filter(|(_, op)| op.op.is_guard()) {
                let guard = op.guard.as_ref().ok_or(Error::Malformed("a guard without its exit", at))?;
                if self.guards.contains_key(&guard.number) {
                    return Err(Error::Malformed("the guard's number is in use", at));
                }
                guards.push(guard.number);
            }
        }
        let cell = |&number: &u32| GuardCell { code: Cell::new(self.stubs.leave), exit: Exit::Guard(number).encode() };
        let cells = guards.iter().map(cell).collect();
        Ok((guards, cells))
    }

    fn forget(&mut self, targets: &[u32]) {
        for &t in targets {
            self.targets.remove(t);
        }
    }
}

impl Backend for CraneliftBackend {
    fn compile(&mut self, pieces: &[Piece], descrs: &Descrs, refs: &dyn RefSlots) -> Result<Compiled, Error> {
        let frame_slots = pieces.iter().map(|p| lower::frame_slots(p.trace)).max().unwrap_or(0);
        if frame_slots > FRAME_SLOTS {
            return Err(Error::TooManyValues(frame_slots));
        }
        let (guards, cells) = self.cells(pieces)?;
        let invalid = Box::new(Cell::new(0u64));
        let mut targets = vec![];
        for p in pieces {
            if !self.targets.add(p.target, self.stubs.dead) {
                self.forget(&targets);
                return Err(Error::Malformed("the label's id is in use", 0));
            }
            targets.push(p.target);
        }
        let env = lower::Env {
            support: self.support,
            count: self.options.count,
            offsets: self.options.offsets,
            frames_top: self.frames.top_address(),
            frames_last: self.frames.last(),
            descrs,
            refs,
            targets: &self.targets,
            cells: guards.iter().zip(&cells).map(|(&n, cell)| (n, &raw const *cell as usize)).collect(),
            invalid: &raw const *invalid as usize,
        };
        let placed = self.generator.pieces(pieces, &env).and_then(|(code, starts, offsets)| {
            let address = self.memory.add(&code.bytes, |bytes| code.fix(bytes))?;
            Ok((address, code.bytes.len(), starts, offsets))
        });
        let (code, bytes, starts, offsets) = match placed {
            Ok(placed) => placed,
            Err(e) => {
                self.forget(&targets);
                return Err(e);
            }
        };
        for (&t, start) in targets.iter().zip(&starts) {
            self.targets.set(t, code + start);
        }
        let unit = self.next_unit;
        self.next_unit += 1;
        self.guards.extend(guards.iter().enumerate().map(|(i, &n)| (n, (unit, i))));
        self.units.insert(unit, Unit { code, bytes, targets, guards, cells, invalid });
        Ok(Compiled { unit, bytes, address: code, frame_slots, offsets })
    }

    fn attach(&mut self, guard: u32, target: u32) {
        if let (Some((unit, i)), Some(t)) = (self.guards.get(&guard), self.targets.get(target)) {
            self.units[unit].cells[*i].code.set(t.code.get());
        }
    }

    fn redirect(&mut self, from: u32, to: u32) {
        if let (Some(f), Some(t)) = (self.targets.get(from), self.targets.get(to)) {
            f.code.set(t.code.get());
        }
    }

    fn invalidate(&mut self, unit: u32) {
        if let Some(u) = self.units.get(&unit) {
            u.invalid.set(1);
        }
    }

    fn entry(&self, target: u32) -> Option<Entry> {
        Some(Entry { enter: self.stubs.enter, code: self.targets.get(target)?.code.get() })
    }

    fn free(&mut self, unit: u32) {
        let Some(u) = self.units.remove(&unit) else { return };
        for g in &u.guards {
            self.guards.remove(g);
        }
        for &t in &u.targets {
            self.targets.set(t, self.stubs.dead);
        }
        self.memory.remove(u.code, u.bytes);
    }
}

impl Generator {
    fn new(options: Options) -> Result<Generator, Error> {
        let words = |e: &dyn std::fmt::Display| Error::CodeGenerator(e.to_string());
        let mut flags = settings::builder();
        let mut set = |name: &str, value: &str| flags.set(name, value).map_err(|e| words(&e));
        set("opt_level", "speed")?;
        set("is_pic", "false")?;
        // Where loops begin.
        set("machine_code_cfg_info", "true")?;
        set("unwind_info", "false")?;
        set("enable_probestack", "false")?;
        // Tail calls need them.
        set("preserve_frame_pointers", "true")?;
        set("enable_verifier", if options.verify { "true" } else { "false" })?;
        let isa = cranelift_native::builder().map_err(|e| words(&e))?;
        let isa = isa.finish(settings::Flags::new(flags)).map_err(|e| words(&e))?;
        Ok(Generator {
            isa,
            context: Context::new(),
            builder: FunctionBuilderContext::new(),
            control: ControlPlane::default(),
        })
    }

    /// The functions of all pieces, one after the other, where each begins, and where its operations are.
    fn pieces(&mut self, pieces: &[Piece], env: &lower::Env) -> Result<(Code, Vec<usize>, Vec<Offsets>), Error> {
        let mut all = Code { bytes: vec![], addresses: vec![], loop_start: None, origins: vec![] };
        let (mut starts, mut offsets) = (vec![], vec![]);
        for p in pieces {
            let code = self.function(|func, builder, isa| lower::lower(p, env, func, builder, isa))?;
            let start = placed(all.bytes.len(), code.loop_start.filter(|_| lower::is_loop(p)));
            all.bytes.resize(start, 0);
            starts.push(start);
            all.bytes.extend(&code.bytes);
            all.addresses.extend(code.addresses.iter().map(|&(at, to)| (start + at, to)));
            if env.offsets {
                offsets.push(code.offsets(p, start));
            }
        }
        Ok((all, starts, offsets))
    }

    fn function(
        &mut self,
        build: impl FnOnce(&mut lower::Function, &mut FunctionBuilderContext, &lower::Isa) -> Result<(), Error>,
    ) -> Result<Code, Error> {
        self.context.clear();
        if let Err(e) = build(&mut self.context.func, &mut self.builder, &*self.isa) {
            // A builder that was dropped half-way leaves its state behind.
            self.builder = FunctionBuilderContext::new();
            return Err(e);
        }
        let compiled = self
            .context
            .compile(&*self.isa, &mut self.control)
            .map_err(|e| Error::CodeGenerator(format!("{:?}", e.inner)))?;
        let mut addresses = vec![];
        for r in compiled.buffer.relocs() {
            match (&r.target, r.kind) {
                (FinalizedRelocTarget::ExternalName(ExternalName::LibCall(call)), Reloc::Abs8) if r.addend == 0 => {
                    addresses.push((r.offset as usize, library(*call)?));
                }
                _ => return Err(Error::CodeGenerator(format!("relocation {r:?}"))),
            }
        }
        // Cold code is at the end and goes back too, but never as far as the label.
        let back = compiled.bb_edges.iter().filter(|(from, to)| to <= from);
        let loop_start = back.map(|&(_, to)| to as usize).min();
        let origins = compiled.buffer.get_srclocs_sorted().iter();
        let origins = origins.filter(|s| !s.loc.is_default()).map(|s| (s.start as usize, s.loc.bits() as usize));
        Ok(Code { bytes: compiled.code_buffer().to_vec(), addresses, loop_start, origins: origins.collect() })
    }
}

/// Where a function may begin, from `at` on. A loop begins with a line of the cache: else it may take half as long again.
fn placed(at: usize, loop_start: Option<usize>) -> usize {
    let any_byte = cfg!(target_arch = "x86_64");
    match loop_start {
        Some(offset) if any_byte => (at + offset).next_multiple_of(LINE) - offset,
        _ => at.next_multiple_of(16),
    }
}

impl Code {
    /// Of a piece whose code begins at `start`.
    fn offsets(&self, p: &Piece, start: usize) -> Offsets {
        let mut ops = vec![None; p.trace.ops.len()];
        // In the order of the code: what counts is where an operation begins; what is cold comes at the end.
        for &(at, op) in &self.origins {
            ops[op].get_or_insert(start + at);
        }
        let label = self.loop_start.filter(|_| lower::is_loop(p)).unwrap_or(0);
        Offsets { start, label: start + label, ops, end: start + self.bytes.len() }
    }

    fn fix(&self, bytes: &mut [u8]) {
        for &(at, to) in &self.addresses {
            bytes[at..at + mem::size_of::<usize>()].copy_from_slice(&to.to_ne_bytes());
        }
    }
}

/// Functions for what older machines have no instruction for.
fn library(call: LibCall) -> Result<usize, Error> {
    extern "C" fn floor(x: f64) -> f64 {
        x.floor()
    }
    extern "C" fn ceil(x: f64) -> f64 {
        x.ceil()
    }
    extern "C" fn trunc(x: f64) -> f64 {
        x.trunc()
    }
    match call {
        LibCall::FloorF64 => Ok(floor as *const () as usize),
        LibCall::CeilF64 => Ok(ceil as *const () as usize),
        LibCall::TruncF64 => Ok(trunc as *const () as usize),
        other => Err(Error::CodeGenerator(format!("no function for {other}"))),
    }
}
