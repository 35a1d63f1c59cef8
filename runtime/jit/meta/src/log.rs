//! Logs in RPython's form: `PYPYLOG=SECTIONS:FILE` in the environment, where sections are prefixes of the names of sections.

use crate::enter::Runtime;
use crate::tracer::Closing;
use crate::warm::Warm;
use rpy_jit_opt::Piece;
use rpy_trace::{Arg, Const, Op, OpCode, Trace};
use std::fmt::Write as _;
use std::fs::File;
use std::io::Write;
use std::time::{Duration, Instant};

/// What `jit-summary` counts.
#[derive(Default)]
struct Counters {
    traces: u32,
    recorded: usize,
    guards: usize,
    optimised: usize,
    optimised_guards: usize,
    loops: u32,
    bridges: u32,
    invalid: u32,
    too_long: u32,
    bytes: usize,
    backend: Duration,
    optimiser: Duration,
}

pub struct Log {
    sections: Vec<String>,
    file: Option<File>,
    started: Instant,
    counters: Counters,
}

impl Log {
    pub fn from_environment() -> Log {
        let text = std::env::var("PYPYLOG").unwrap_or_default();
        let (sections, path) = match text.split_once(':') {
            Some((s, p)) => (s.split(',').map(str::to_string).collect(), p),
            None => (vec![String::new()], text.as_str()),
        };
        let file = match path {
            "" => None,
            "-" => File::options().append(true).open("/dev/stderr").ok(),
            p => File::create(p).ok(),
        };
        if file.is_some() {
            // SAFETY: a function without arguments, called once at the end.
            unsafe { atexit(summary_at_exit) };
        }
        Log { sections, file, started: Instant::now(), counters: Counters::default() }
    }

    fn wants(&self, section: &str) -> bool {
        self.file.is_some() && self.sections.iter().any(|s| section.starts_with(s.as_str()))
    }

    fn section(&mut self, name: &str, text: &str) {
        if !self.wants(name) {
            return;
        }
        let at = self.started.elapsed().as_nanos();
        if let Some(f) = &mut self.file {
            // A log that cannot be written is lost; the program goes on.
            let _ = writeln!(f, "[{at:x}] {{{name}\n{text}[{at:x}] {name}}}");
        }
    }

    pub fn recorded(&mut self, rt: &Runtime, trace: &Trace) {
        self.counters.traces += 1;
        self.counters.recorded += trace.ops.len();
        self.counters.guards += trace.ops.iter().filter(|op| op.op.is_guard()).count();
        if self.wants("jit-log-noopt") {
            let text = format!("# Traced loop or bridge with {} ops\n{}", trace.ops.len(), trace_text(rt, trace));
            self.section("jit-log-noopt", &text);
        }
    }

    pub fn optimised(&mut self, rt: &Runtime, pieces: &[Piece], from: Option<usize>) {
        let count: usize = pieces.iter().map(|p| p.trace.ops.len()).sum();
        self.counters.optimised += count;
        let guards = pieces.iter().flat_map(|p| &p.trace.ops).filter(|op| op.op.is_guard()).count();
        self.counters.optimised_guards += guards;
        let name = if from.is_some() { "jit-log-opt-bridge" } else { "jit-log-opt-loop" };
        if self.wants(name) {
            let mut text = match from {
                Some(g) => format!("# bridge out of Guard 0x{g:x} with {count} ops\n"),
                None => format!("# Loop {} : loop with {count} ops\n", self.counters.loops + 1),
            };
            for p in pieces {
                let _ = writeln!(text, "label({}, descr=TargetToken({}))", inputs(&p.trace), p.target);
                text += &trace_text(rt, &p.trace);
            }
            text += "--end of the loop--\n";
            self.section(name, &text);
        }
    }

    pub fn compiled(&mut self, _operations: usize, bytes: usize, optimiser: Duration, backend: Duration, bridge: bool) {
        let c = &mut self.counters;
        c.bytes += bytes;
        c.backend += backend;
        c.optimiser += optimiser;
        if bridge {
            c.bridges += 1;
        } else {
            c.loops += 1;
        }
    }

    pub fn invalid(&mut self) {
        self.counters.invalid += 1;
    }

    /// A trace has ended without being one.
    pub fn given_up(&mut self, why: Closing) {
        let text = match why {
            Closing::TooLong => "trace too long",
            _ => "there is something that cannot be recorded",
        };
        self.counters.too_long += 1;
        self.section("jit-abort", &format!("{text}\n"));
    }

    pub fn failed(&mut self, why: &str) {
        self.counters.invalid += 1;
        self.section("jit-abort", &format!("the backend: {why}\n"));
    }

    /// How often each guard has failed without a bridge.
    fn counts(&mut self, warm: &Warm) {
        let mut text = String::new();
        for (i, g) in warm.guards.iter().enumerate().filter(|(_, g)| g.count > 0) {
            let state = match (g.has_bridge, g.hopeless) {
                (true, _) => " (has a bridge)",
                (false, true) => " (no bridge can be made)",
                _ => "",
            };
            let _ = writeln!(text, "Guard0x{i:x}:{}{state}", g.count);
        }
        self.section("jit-backend-counts", &text);
    }

    fn summary(&mut self) {
        let c = &self.counters;
        let mut text = String::new();
        let mut line = |name: &str, value: String| {
            let _ = writeln!(text, "{:16}\t{value}", format!("{name}:"));
        };
        line("Tracing", c.traces.to_string());
        line("Optimizer", format!("{:.6}", c.optimiser.as_secs_f64()));
        line("Backend", format!("{}\t{:.6}", c.loops + c.bridges, c.backend.as_secs_f64()));
        line("recorded ops", c.recorded.to_string());
        line("guards", c.guards.to_string());
        line("opt ops", c.optimised.to_string());
        line("opt guards", c.optimised_guards.to_string());
        line("abort: trace too long", c.too_long.to_string());
        line("abort: compiling", c.invalid.to_string());
        line("Total # of loops", c.loops.to_string());
        line("Total # of bridges", c.bridges.to_string());
        line("code bytes", c.bytes.to_string());
        self.section("jit-summary", &text);
    }
}

unsafe extern "C" {
    fn atexit(f: extern "C" fn()) -> i32;
}

extern "C" fn summary_at_exit() {
    if let Some(rt) = crate::enter::current()
        && let Ok(mut log) = rt.log.try_borrow_mut()
        && let Ok(warm) = rt.warm.try_borrow()
    {
        log.counts(&warm);
        log.summary();
    }
}

fn variable(t: &Trace, a: Arg) -> String {
    match a {
        Arg::Var(v) => {
            let letter = match t.kind(v) {
                rpy_trace::Kind::Int => 'i',
                rpy_trace::Kind::Ref => 'p',
                rpy_trace::Kind::Float => 'f',
            };
            format!("{letter}{}", v.0)
        }
        Arg::Const(Const::Int(v)) => v.to_string(),
        Arg::Const(Const::Float(bits)) => format!("{:?}", f64::from_bits(bits)),
        Arg::Const(Const::Null) => "ConstPtr(null)".to_string(),
        Arg::Const(Const::Ref(r)) => format!("ConstPtr(ptr{})", r.0),
    }
}

fn inputs(t: &Trace) -> String {
    t.inputs.iter().map(|&v| variable(t, v.into())).collect::<Vec<_>>().join(", ")
}

fn trace_text(rt: &Runtime, t: &Trace) -> String {
    let mut out = format!("[{}]\n", inputs(t));
    for op in &t.ops {
        operation_text(rt, t, op, &mut out);
    }
    out
}

fn operation_text(rt: &Runtime, t: &Trace, op: &Op, out: &mut String) {
    if op.op == OpCode::DebugMergePoint {
        return merge_point_text(rt, op, out);
    }
    if let Some(r) = op.result {
        let _ = write!(out, "{} = ", variable(t, r.into()));
    }
    let mut args: Vec<String> = op.args.iter().map(|&a| variable(t, a)).collect();
    if let Some(d) = op.descr {
        args.push(format!("descr=<{}>", rt.p.descrs.name(d)));
    }
    if let Some(target) = op.jump_target {
        args.push(format!("descr=TargetToken({target})"));
    }
    let guard = op.guard.as_ref().filter(|_| op.op.is_guard());
    if let Some(g) = guard {
        args.push(format!("descr=<Guard0x{:x}>", g.number));
    }
    let _ = write!(out, "{}({})", op.op.name(), args.join(", "));
    if let Some(g) = guard {
        let stored: Vec<String> = g.fail_args.iter().map(|&v| variable(t, v.into())).collect();
        let _ = write!(out, " [{}]", stored.join(", "));
    }
    out.push('\n');
}

fn merge_point_text(rt: &Runtime, op: &Op, out: &mut String) {
    let number = |i: usize| match op.args.get(i) {
        Some(Arg::Const(Const::Int(v))) => *v,
        _ => 0,
    };
    let place = printable_location(rt, number(0) as usize, &op.args[2..]);
    let _ = writeln!(out, "debug_merge_point({}, {}, '{place}')", number(0), number(1));
}

/// What the driver's `get_printable_location` says of these greens, or the greens.
fn printable_location(rt: &Runtime, driver: usize, greens: &[Arg]) -> String {
    let Some(d) = rt.p.drivers.get(driver) else { return String::new() };
    let plain = |a: &Arg| match a {
        Arg::Const(Const::Int(v)) => v.to_string(),
        Arg::Const(Const::Float(bits)) => format!("{:?}", f64::from_bits(*bits)),
        Arg::Const(Const::Ref(r)) => format!("ptr{}", r.0),
        _ => "?".to_string(),
    };
    let text = d.get_printable_location.and_then(|f| rt.location(rt.p.address(f), greens));
    text.unwrap_or_else(|| format!("{} {}", d.name, greens.iter().map(plain).collect::<Vec<_>>().join(" ")))
}
