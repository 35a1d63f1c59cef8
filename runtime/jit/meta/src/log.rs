//! Logs in RPython's form: `PYPYLOG=SECTIONS:FILE` in the environment, where sections are prefixes of the names of sections.

mod gdb;
mod perf;
mod traces;

use crate::runtime::Runtime;
use crate::tracer::Closing;
use crate::warm::Warm;
use rpy_jit_backend::{Compiled, Options};
use rpy_jit_opt::Piece;
use rpy_trace::{Op, Trace};
use std::fmt::Write as _;
use std::fs::File;
use std::io::Write;
use std::os::fd::FromRawFd;
use std::time::{Duration, Instant};

const COUNTS: &str = "jit-backend-counts";
const LOOPS: &str = "jit-log-opt-loop";
const BRIDGES: &str = "jit-log-opt-bridge";

/// What `jit-summary` counts.
#[derive(Default)]
struct Counters {
    traces: u32,
    recorded: usize,
    calls: usize,
    guards: usize,
    optimised: usize,
    optimised_guards: usize,
    virtuals: usize,
    compiled: u32,
    loops: u32,
    bridges: u32,
    too_long: u32,
    forced_quasi_immutable: u32,
    escapes: u32,
    bad_loops: u32,
    failed: u32,
    bytes: usize,
    /// Of what is needed where guards fail.
    resume: usize,
    freed_loops: u32,
    freed_bridges: u32,
    recording: Duration,
    backend: Duration,
    optimiser: Duration,
}

/// What compiled code is called in logs.
#[derive(Clone, Copy)]
enum Name {
    Loop(u32),
    /// From this guard.
    Bridge(usize),
}

/// Optimised pieces: what `jit-backend-counts` says of them at the end.
struct Unit {
    name: Name,
    targets: Vec<u32>,
}

pub struct Log {
    sections: Vec<String>,
    file: Option<File>,
    started: Instant,
    /// When the trace that is being recorded was begun.
    tracing: Option<Instant>,
    counters: Counters,
    /// What the backend is compiling.
    pending: Option<Unit>,
    /// Loops that have a number.
    loops: u32,
    units: Vec<Unit>,
    perf: Option<perf::Map>,
    gdb: Option<gdb::Gdb>,
}

/// In nanoseconds, by the clock that other parts of the program use for the log.
fn now() -> i64 {
    const MONOTONIC: i32 = 1;
    let mut time = [0i64; 2];
    // SAFETY: a `struct timespec` of the platform.
    unsafe { clock_gettime(MONOTONIC, &raw mut time) };
    time[0] * 1_000_000_000 + time[1]
}

/// Whether a variable of the environment is set.
fn wanted(variable: &str) -> bool {
    std::env::var(variable).is_ok_and(|v| !v.is_empty() && v != "0")
}

impl Log {
    /// `shared`: a file that others write to as well.
    pub fn from_environment(shared: Option<i32>) -> Log {
        let text = std::env::var("PYPYLOG").unwrap_or_default();
        let (sections, path) = match text.split_once(':') {
            Some((s, p)) => (s.split(',').map(str::to_string).collect(), p),
            None => (vec![String::new()], text.as_str()),
        };
        let file = match path {
            "" => None,
            // SAFETY: the file is open for as long as the program runs, and so is the log.
            _ if shared.is_some() => shared.map(|fd| unsafe { File::from_raw_fd(fd) }),
            "-" => File::options().append(true).open("/dev/stderr").ok(),
            p => File::create(p.replace("%d", &std::process::id().to_string())).ok(),
        };
        if file.is_some() {
            // SAFETY: a function without arguments, called once at the end.
            unsafe { atexit(summary_at_exit) };
        }
        Log {
            sections,
            file,
            started: Instant::now(),
            tracing: None,
            counters: Counters::default(),
            pending: None,
            loops: 0,
            units: vec![],
            perf: perf::Map::from_environment(),
            gdb: gdb::Gdb::from_environment(),
        }
    }

    /// How the backend is to compile: counting costs time.
    pub fn backend_options(&self) -> Options {
        let offsets = self.wants(LOOPS) || self.wants(BRIDGES) || self.gdb.is_some();
        Options { count: self.wants(COUNTS), offsets, ..Options::default() }
    }

    /// Where the code is, and how long, that calls compiled code.
    pub fn entered_through(&mut self, (address, bytes): (usize, usize)) {
        let name = "jit: enter";
        if let Some(perf) = &mut self.perf {
            perf.add(address, bytes, name);
        }
        if let Some(gdb) = &mut self.gdb {
            gdb.add(address, bytes, &[(0, name.to_string())]);
        }
    }

    fn wants(&self, section: &str) -> bool {
        self.file.is_some() && self.sections.iter().any(|s| section.starts_with(s.as_str()))
    }

    fn section(&mut self, name: &str, text: &str) {
        if !self.wants(name) {
            return;
        }
        let at = now();
        if let Some(f) = &mut self.file {
            // A log that cannot be written is lost; the program goes on.
            let _ = writeln!(f, "[{at:x}] {{{name}\n{text}[{at:x}] {name}}}");
        }
    }

    pub fn tracing(&mut self) {
        self.tracing = Some(Instant::now());
    }

    fn traced(&mut self) {
        self.counters.traces += 1;
        self.counters.recording += self.tracing.take().map_or(Duration::ZERO, |t| t.elapsed());
    }

    pub fn recorded(&mut self, rt: &Runtime, trace: &Trace) {
        self.traced();
        let count = |f: &dyn Fn(&Op) -> bool| trace.ops.iter().filter(|op| f(op)).count();
        self.counters.recorded += trace.ops.len();
        self.counters.calls += count(&|op| op.op.is_call());
        self.counters.guards += count(&|op| op.op.is_guard());
        if self.wants("jit-log-noopt") {
            let (count, text) = traces::recorded(rt, trace);
            self.section("jit-log-noopt", &format!("# Traced loop or bridge with {count} ops\n{text}"));
        }
    }

    /// What goes to the backend, and what that has made of it.
    pub fn optimised(&mut self, rt: &Runtime, pieces: &[Piece], from: Option<usize>, code: Option<&Compiled>) {
        let guards = pieces.iter().flat_map(|p| &p.trace.ops).filter(|op| op.op.is_guard());
        self.counters.optimised_guards += guards.clone().count();
        self.counters.virtuals += guards.filter_map(|op| Some(op.guard.as_ref()?.resume.virtuals.len())).sum::<usize>();
        self.counters.optimised += pieces.iter().map(|p| p.trace.ops.len()).sum::<usize>();
        self.counters.compiled += 1;
        let (name, section) = match from {
            Some(guard) => (Name::Bridge(guard), BRIDGES),
            None => {
                self.loops += 1;
                (Name::Loop(self.loops), LOOPS)
            }
        };
        self.pending = Some(Unit { name, targets: pieces.iter().map(|p| p.target).collect() });
        if self.perf.is_none() && self.gdb.is_none() && !self.wants(section) {
            return;
        }
        let name = match name {
            Name::Bridge(guard) => format!("bridge out of Guard 0x{guard:x}"),
            Name::Loop(n) => format!("Loop {n} ({})", traces::start(rt, pieces)),
        };
        if let (Some(perf), Some(code)) = (&mut self.perf, code) {
            perf.add(code.address, code.bytes, &format!("jit: {name}"));
        }
        if let (Some(gdb), Some(code)) = (&mut self.gdb, code) {
            let functions: Vec<_> = code.offsets.iter().map(|o| (o.start, format!("jit: {name}"))).collect();
            gdb.add(code.address, code.bytes, &functions);
        }
        if self.wants(section) {
            let (count, text) = traces::optimised(rt, pieces, from.is_some(), code.map_or(&[], |c| &c.offsets));
            let what = if from.is_some() { "" } else { " : loop" };
            self.section(section, &format!("# {name}{what} with {count} ops\n{text}"));
        }
    }

    pub fn compiled(&mut self, bytes: usize, resume: usize, optimiser: Duration, backend: Duration, bridge: bool) {
        let c = &mut self.counters;
        c.bytes += bytes;
        c.resume += resume;
        c.backend += backend;
        c.optimiser += optimiser;
        if bridge {
            c.bridges += 1;
        } else {
            c.loops += 1;
        }
        self.units.extend(self.pending.take());
    }

    /// A loop is gone, with the bridges behind it: so many pieces of code.
    pub fn freed(&mut self, units: usize) {
        self.counters.freed_loops += 1;
        self.counters.freed_bridges += units.saturating_sub(1) as u32;
    }

    pub fn is_on(&self) -> bool {
        self.file.is_some()
    }

    /// The optimiser has found that the trace cannot be a loop.
    pub fn invalid(&mut self, why: &str) {
        self.counters.bad_loops += 1;
        self.section("jit-abort", &format!("the optimiser: {why}\n"));
    }

    /// A trace has ended without being one.
    pub fn given_up(&mut self, why: &Closing) {
        self.traced();
        let text = match why {
            Closing::Escape => {
                self.counters.escapes += 1;
                "the virtualizable is used elsewhere"
            }
            Closing::ForcedQuasiImmutable => {
                self.counters.forced_quasi_immutable += 1;
                "a quasi-immutable field was written that compiled code relies on"
            }
            Closing::NoMemory => "there is no memory",
            _ => {
                self.counters.too_long += 1;
                "trace too long"
            }
        };
        self.section("jit-abort", &format!("{text}\n"));
    }

    /// What the trace relies on has changed before it was compiled.
    pub fn outdated(&mut self) {
        self.counters.forced_quasi_immutable += 1;
        self.section("jit-abort", "a quasi-immutable field has changed that the trace relies on\n");
    }

    pub fn failed(&mut self, why: &str) {
        self.counters.failed += 1;
        self.pending = None;
        self.section("jit-abort", &format!("the backend: {why}\n"));
    }

    /// How often each label was reached, and each guard has failed without a bridge.
    fn counts(&mut self, rt: &Runtime, warm: &Warm) {
        // In a section of their own: RPython has no such lines.
        let mut text = String::new();
        for (i, g) in warm.guards.iter().enumerate().filter(|(_, g)| g.count > 0) {
            let _ = writeln!(text, "Guard0x{i:x}:{}", g.count);
        }
        self.section("jit-backend-counts-guards", &text);
        // SAFETY: no code runs any more.
        let backend = unsafe { &*rt.backend() };
        let mut text = String::new();
        for u in &self.units {
            let entered = u.targets.first().map_or(0, |&t| backend.runs(t));
            let labels = match u.name {
                Name::Loop(n) => {
                    let _ = writeln!(text, "entry {n}:{entered}");
                    &u.targets[..]
                }
                Name::Bridge(guard) => {
                    let _ = writeln!(text, "bridge {guard}:{entered}");
                    u.targets.get(1..).unwrap_or_default()
                }
            };
            for &t in labels {
                let _ = writeln!(text, "TargetToken({t}):{}", backend.runs(t));
            }
        }
        self.section(COUNTS, &text);
    }

    /// RPython's names, in its order, of what is counted here; then what it does not have.
    fn summary(&mut self, mapped: usize) {
        let c = &self.counters;
        let mut text = String::new();
        let mut timed = |name: &str, n: u32, time: Duration| {
            let _ = writeln!(text, "{:14}\t{n}\t{:.6}", format!("{name}:"), time.as_secs_f64());
        };
        timed("Tracing", c.traces, c.recording + c.optimiser);
        timed("Backend", c.compiled, c.backend);
        let _ = writeln!(text, "TOTAL:      \t\t{:.6}", self.started.elapsed().as_secs_f64());
        let mut line = |name: &str, n: usize| {
            let _ = writeln!(text, "{:17}\t{n}", format!("{name}:"));
        };
        line("recorded ops", c.recorded);
        line("  calls", c.calls);
        line("guards", c.guards);
        line("opt ops", c.optimised);
        line("opt guards", c.optimised_guards);
        line("abort: trace too long", c.too_long as usize);
        line("abort: compiling", c.failed as usize);
        line("abort: bad loop", c.bad_loops as usize);
        line("abort: force quasi-immut", c.forced_quasi_immutable as usize);
        line("abort: vable escape", c.escapes as usize);
        line("nvirtuals", c.virtuals);
        line("Total # of loops", c.loops as usize);
        line("Total # of bridges", c.bridges as usize);
        line("Freed # of loops", c.freed_loops as usize);
        line("Freed # of bridges", c.freed_bridges as usize);
        line("code bytes", c.bytes);
        line("code bytes mapped", mapped);
        line("resume bytes", c.resume);
        let per = |bytes: usize| bytes as f64 / c.optimised.max(1) as f64;
        let _ = writeln!(text, "bytes per opt op:\t{:.1} code, {:.1} resume", per(c.bytes), per(c.resume));
        self.section("jit-summary", &text);
    }
}

unsafe extern "C" {
    fn atexit(f: extern "C" fn()) -> i32;
    fn clock_gettime(clock: i32, time: *mut [i64; 2]) -> i32;
}

extern "C" fn summary_at_exit() {
    if let Some(rt) = crate::runtime::current()
        && let Ok(mut log) = rt.log.try_borrow_mut()
        && let Ok(warm) = rt.warm.try_borrow()
    {
        log.counts(rt, &warm);
        // SAFETY: no code runs any more.
        log.summary(unsafe { (*rt.backend()).memory_mapped() });
    }
}
