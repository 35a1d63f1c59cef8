//! A recorded trace becomes machine code: optimised, its guards numbered, compiled, and linked to where it is entered from.

use crate::callee;
use crate::env::ProgramEnv;
use crate::runtime::Runtime;
use crate::tokens::TokenId;
use crate::tracer::{Closing, Recorded};
use crate::warm::{CellId, GuardExit, GuardState, Warm};
use rpy_jit_backend::{Backend, Piece as Code};
use rpy_jit_opt::{Bridge, BridgeInfo, Options, Piece, Retrace, optimize_bridge, optimize_loop};
use rpy_trace::{OpCode, Trace};
use std::collections::HashSet;
use std::rc::Rc;
use std::time::{Duration, Instant};

fn options(rt: &Runtime, driver: usize) -> Options {
    let warm = rt.warm.borrow();
    let p = warm.params(driver);
    let enabled = Options::enable(&p.enable_opts).unwrap_or_default();
    Options { max_retrace_guards: p.max_retrace_guards, retrace_limit: p.retrace_limit, ..enabled }
}

/// Compiles a trace from the merge point of a cell, or the loop that it has come to; tells whether that worked.
pub fn compile_loop(rt: &'static Runtime, recorded: Recorded, closing: &Closing, cell: CellId) -> bool {
    let Recorded { trace, start } = recorded;
    let (mut trace, start) = match closing {
        Closing::Loop(p) => (trace.from(p.at, p.reds.clone()), Some(p.clone())),
        _ => (trace, start),
    };
    let cell = start.as_ref().map_or(cell, |p| p.cell);
    let driver = rt.warm.borrow().cells[cell.0].driver;
    let options = options(rt, driver);
    if !callee::link(rt, &mut trace) {
        return false;
    }
    rt.log.borrow_mut().recorded(rt, &trace);
    let started = Instant::now();
    let mut env = ProgramEnv { p: &rt.p, warm: &rt.warm };
    let mut next = rt.warm.borrow().next_target;
    let done = match closing {
        &Closing::Existing(to) => {
            let mut targets = std::mem::take(&mut rt.warm.borrow_mut().cells[to.0].targets);
            let info = BridgeInfo::default();
            let done = optimize_bridge(trace, &info, &mut targets, &mut env, &options, &mut next);
            rt.warm.borrow_mut().cells[to.0].targets = targets;
            done.map(|b| match b {
                Bridge::Ready(piece) => (vec![piece], vec![]),
                Bridge::Retrace(waiting) => (vec![waiting.give_up()], vec![]),
            })
        }
        _ => optimize_loop(trace, &mut env, &options, &mut next).map(|l| (l.pieces, l.targets)),
    };
    rt.warm.borrow_mut().next_target = next;
    let (mut pieces, targets) = match done {
        Ok(made) => made,
        Err(why) => {
            rt.log.borrow_mut().invalid(&why.0);
            return false;
        }
    };
    let optimised = started.elapsed();
    let entry = start.and_then(|p| Some((p.entry?, p.reds)));
    let lengths = entry.as_ref().map(|e| e.0.lengths.clone());
    let behind = entry.is_some();
    if let (Some((entry, reds)), Some(first)) = (entry, pieces.first()) {
        pieces.insert(0, entry.piece(rt, driver, &reds, first.target));
    }
    let Some(first) = pieces.first().map(|p| p.target) else { return false };
    let token = rt.warm.borrow_mut().tokens.add(Some(cell));
    if !compile(rt, &mut pieces, driver, optimised, None, token) {
        rt.warm.borrow_mut().tokens.remove(token);
        return false;
    }
    let mut warm = rt.warm.borrow_mut();
    // Where the entry leaves, there is nothing to trace: it is another object.
    let tests = pieces.first().filter(|_| behind).into_iter().flat_map(|p| &p.trace.ops);
    for n in tests.filter_map(|op| op.guard.as_ref()).map(|g| g.number as usize) {
        warm.guards[n].hopeless = true;
    }
    let c = &mut warm.cells[cell.0];
    c.target = Some(first);
    c.targets = targets;
    c.lengths = lengths;
    drop(warm);
    callee::replace(rt, cell);
    true
}

/// What has become of a bridge's trace.
pub enum Made {
    Failed,
    Attached,
    /// It fits no label of the loop that it leads to: one more iteration from there is to be traced.
    Waits(Box<Retrace>),
}

/// Compiles a trace from a guard's exit and attaches it.
pub fn compile_bridge(rt: &'static Runtime, mut trace: Trace, closing: &Closing, guard: usize) -> Made {
    let (driver, info) = {
        let warm = rt.warm.borrow();
        let g = &warm.guards[guard];
        (g.driver, BridgeInfo { known: g.exit.resume.known().cloned().collect() })
    };
    let options = options(rt, driver);
    if !callee::link(rt, &mut trace) {
        return Made::Failed;
    }
    rt.log.borrow_mut().recorded(rt, &trace);
    let started = Instant::now();
    let mut env = ProgramEnv { p: &rt.p, warm: &rt.warm };
    let mut next = rt.warm.borrow().next_target;
    let to = match closing {
        &Closing::Existing(to) => Some(to),
        _ => None,
    };
    let mut targets = match to {
        Some(to) => std::mem::take(&mut rt.warm.borrow_mut().cells[to.0].targets),
        None => vec![],
    };
    let done = optimize_bridge(trace, &info, &mut targets, &mut env, &options, &mut next);
    if let Some(to) = to {
        rt.warm.borrow_mut().cells[to.0].targets = targets;
    }
    rt.warm.borrow_mut().next_target = next;
    match done {
        Ok(Bridge::Ready(piece)) => {
            let attached = attach(rt, vec![piece], driver, started.elapsed(), guard);
            if attached { Made::Attached } else { Made::Failed }
        }
        Ok(Bridge::Retrace(waiting)) => Made::Waits(waiting),
        Err(why) => {
            rt.log.borrow_mut().invalid(&why.0);
            Made::Failed
        }
    }
}

/// Compiles a bridge that has waited, and the loop of its own that this iteration makes; tells whether that worked.
pub fn compile_retrace(
    rt: &'static Runtime,
    waiting: Box<Retrace>,
    mut trace: Trace,
    cell: CellId,
    guard: usize,
) -> bool {
    let driver = rt.warm.borrow().guards[guard].driver;
    let options = options(rt, driver);
    if !callee::link(rt, &mut trace) {
        return give_up_retrace(rt, waiting, guard);
    }
    rt.log.borrow_mut().recorded(rt, &trace);
    let started = Instant::now();
    let mut env = ProgramEnv { p: &rt.p, warm: &rt.warm };
    let mut next = rt.warm.borrow().next_target;
    let mut targets = std::mem::take(&mut rt.warm.borrow_mut().cells[cell.0].targets);
    let labels = targets.len();
    let done = waiting.finish(&trace, &mut targets, &mut env, &options, &mut next);
    let optimised = started.elapsed();
    rt.warm.borrow_mut().next_target = next;
    let attached = match done {
        Ok(pieces) => attach(rt, pieces, driver, optimised, guard),
        Err(why) => {
            rt.log.borrow_mut().invalid(&why.0);
            false
        }
    };
    // Nothing may jump to a label that has no code.
    if !attached {
        targets.truncate(labels);
    } else if let Some(of) = targets.first().and_then(|t| rt.warm.borrow().tokens.of_label(t.id)) {
        let mut warm = rt.warm.borrow_mut();
        let token = warm.guards[guard].token;
        warm.tokens.keep(of, token);
    }
    rt.warm.borrow_mut().cells[cell.0].targets = targets;
    attached
}

/// Compiles a bridge that has waited in vain: it goes to a label that exists.
pub fn give_up_retrace(rt: &'static Runtime, waiting: Box<Retrace>, guard: usize) -> bool {
    let driver = rt.warm.borrow().guards[guard].driver;
    attach(rt, vec![waiting.give_up()], driver, Duration::ZERO, guard)
}

/// Compiles a bridge, which is the first of the pieces, and has the guard go there.
fn attach(rt: &'static Runtime, mut pieces: Vec<Piece>, driver: usize, optimised: Duration, guard: usize) -> bool {
    let Some(target) = pieces.first().map(|p| p.target) else { return false };
    let token = rt.warm.borrow().guards[guard].token;
    if !compile(rt, &mut pieces, driver, optimised, Some(guard), token) {
        return false;
    }
    // SAFETY: no borrow of the backend is alive.
    unsafe { (*rt.backend()).attach(guard as u32, target) };
    true
}

fn compile(
    rt: &'static Runtime,
    pieces: &mut [Piece],
    driver: usize,
    optimised: Duration,
    from: Option<usize>,
    token: TokenId,
) -> bool {
    if !rt.warm.borrow().watches.hold() {
        rt.log.borrow_mut().outdated();
        return false;
    }
    let resume = number_guards(rt, pieces, driver, token);
    let started = Instant::now();
    let codes: Vec<Code> = pieces.iter().map(|p| Code { target: p.target, trace: &p.trace }).collect();
    let warm = rt.warm.borrow();
    // SAFETY: no borrow of the backend is alive.
    let done = unsafe { (*rt.backend()).compile(&codes, &rt.p.descrs, &warm.refs) };
    drop(warm);
    let backend = started.elapsed();
    let mut log = rt.log.borrow_mut();
    log.optimised(rt, pieces, from, done.as_ref().ok());
    match done {
        Ok(c) => {
            let labels = codes.iter().map(|p| p.target).collect();
            let mut warm = rt.warm.borrow_mut();
            owned(&mut warm, token, c.unit, pieces);
            warm.watches.compiled(c.unit, labels);
            log.compiled(c.bytes, resume, optimised, backend, from.is_some());
            true
        }
        Err(e) => {
            rt.warm.borrow_mut().remove_guards(guards(pieces));
            log.failed(&e.to_string());
            false
        }
    }
}

/// The token owns this code, and the constants that were made for it.
fn owned(warm: &mut Warm, token: TokenId, unit: u32, pieces: &[Piece]) {
    let ops = || pieces.iter().flat_map(|p| &p.trace.ops);
    let labels = pieces.iter().map(|p| p.target).collect();
    let jumps: Vec<u32> = ops().filter_map(|op| op.jump_target).collect();
    warm.tokens.compiled(token, unit, labels, guards(pieces).collect(), &jumps);
    let fresh = warm.refs.take_fresh();
    warm.tokens.own(token, fresh);
}

/// The numbers of the guards.
fn guards(pieces: &[Piece]) -> impl Iterator<Item = u32> + '_ {
    let all = pieces.iter().flat_map(|p| &p.trace.ops).filter(|op| numbered(op.op));
    all.filter_map(|op| Some(op.guard.as_ref()?.number))
}

fn numbered(op: OpCode) -> bool {
    op.is_guard() && op != OpCode::GuardFutureCondition
}

/// Gives guards their numbers and keeps what is needed where they fail. Gives the size of that in bytes.
fn number_guards(rt: &Runtime, pieces: &mut [Piece], driver: usize, token: TokenId) -> usize {
    let mut warm = rt.warm.borrow_mut();
    // A log tells guards apart by their numbers.
    let anew = rt.log.borrow().is_on();
    let mut bytes = 0;
    // Guards share what they have in common.
    let mut counted = HashSet::new();
    for p in pieces {
        let kinds = std::mem::take(&mut p.trace.kinds);
        let mut before = None;
        for op in &mut p.trace.ops {
            let call = std::mem::replace(&mut before, op.result);
            if !numbered(op.op) {
                continue;
            }
            let not_forced = op.op == OpCode::GuardNotForced;
            let Some(g) = &mut op.guard else { continue };
            let looked_at = op.args.first().and_then(|a| a.var()).filter(|_| op.op == OpCode::GuardValue);
            let value = looked_at.and_then(|v| g.fail_args.iter().position(|&a| a == v));
            let exit = GuardExit {
                resume: g.resume.clone(),
                kinds: g.fail_args.iter().map(|v| kinds[v.0 as usize]).collect(),
                value: value.map(|i| i as u32),
                layout: rt.p.drivers[driver].virtualizable.map(|v| v.layout as usize),
                not_forced,
                result: call.filter(|_| not_forced).and_then(|v| g.fail_args.iter().position(|a| *a == v)),
            };
            bytes += size_of::<GuardState>() + size_of::<GuardExit>() + size_of_val(&*exit.kinds);
            if counted.insert(Rc::as_ptr(&exit.resume) as usize) {
                bytes += exit.resume.bytes(&mut counted);
            }
            g.number = warm.add_guard(GuardState::new(exit, driver, token), anew);
        }
        p.trace.kinds = kinds;
    }
    bytes
}
