//! A recorded trace becomes machine code: optimised, its guards numbered, compiled, and linked to where it is entered from.

use crate::enter::Runtime;
use crate::env::ProgramEnv;
use crate::tracer::Closing;
use crate::warm::{CellId, GuardExit, GuardState};
use rpy_jit_backend::{Backend, Piece as Code};
use rpy_jit_opt::{Bridge, BridgeInfo, Options, Piece, optimize_bridge, optimize_loop};
use rpy_trace::{OpCode, Trace};
use std::rc::Rc;
use std::time::Instant;

fn options(rt: &Runtime) -> Options {
    let p = &rt.warm.borrow().params;
    let enabled = Options::enable(&p.enable_opts).unwrap_or_default();
    Options {
        max_retrace_guards: p.max_retrace_guards,
        retrace_limit: p.retrace_limit,
        max_unroll_loops: p.max_unroll_loops,
        ..enabled
    }
}

/// Compiles a trace from the merge point of a cell; tells whether that worked.
pub fn compile_loop(rt: &'static Runtime, trace: Trace, closing: Closing, cell: CellId) -> bool {
    let driver = rt.warm.borrow().cells[cell.0].driver;
    let options = options(rt);
    rt.log.borrow_mut().recorded(rt, &trace);
    let started = Instant::now();
    let mut env = ProgramEnv { p: &rt.p, warm: &rt.warm };
    let mut next = rt.warm.borrow().next_target;
    let done = match closing {
        Closing::Existing(to) => {
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
    let Some(first) = pieces.first().map(|p| p.target) else { return false };
    if !compile(rt, &mut pieces, driver, optimised, None) {
        return false;
    }
    let mut warm = rt.warm.borrow_mut();
    let c = &mut warm.cells[cell.0];
    c.target = Some(first);
    c.targets = targets;
    true
}

/// Compiles a trace from a guard's exit and attaches it; tells whether that worked.
pub fn compile_bridge(rt: &'static Runtime, trace: Trace, closing: Closing, guard: usize) -> bool {
    let (driver, info) = {
        let warm = rt.warm.borrow();
        let g = &warm.guards[guard];
        (g.driver, BridgeInfo { known: g.exit.resume.known.clone() })
    };
    let options = options(rt);
    rt.log.borrow_mut().recorded(rt, &trace);
    let started = Instant::now();
    let mut env = ProgramEnv { p: &rt.p, warm: &rt.warm };
    let mut next = rt.warm.borrow().next_target;
    let to = match closing {
        Closing::Existing(to) => Some(to),
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
    let piece = match done {
        Ok(Bridge::Ready(piece)) => piece,
        Ok(Bridge::Retrace(waiting)) => waiting.give_up(),
        Err(why) => {
            rt.log.borrow_mut().invalid(&why.0);
            return false;
        }
    };
    let target = piece.target;
    let mut pieces = vec![piece];
    if !compile(rt, &mut pieces, driver, started.elapsed(), Some(guard)) {
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
    optimised: std::time::Duration,
    from: Option<usize>,
) -> bool {
    number_guards(rt, pieces, driver);
    rt.log.borrow_mut().optimised(rt, pieces, from);
    let started = Instant::now();
    let codes: Vec<Code> = pieces.iter().map(|p| Code { target: p.target, trace: &p.trace }).collect();
    let warm = rt.warm.borrow();
    // SAFETY: no borrow of the backend is alive.
    let done = unsafe { (*rt.backend()).compile(&codes, &rt.p.descrs, &warm.refs) };
    let operations = pieces.iter().map(|p| p.trace.ops.len()).sum();
    let mut log = rt.log.borrow_mut();
    match done {
        Ok(c) => {
            log.compiled(operations, c.bytes, optimised, started.elapsed(), from.is_some());
            true
        }
        Err(e) => {
            log.failed(&e.to_string());
            false
        }
    }
}

/// Gives guards their numbers and keeps what is needed where they fail.
fn number_guards(rt: &Runtime, pieces: &mut [Piece], driver: usize) {
    let mut warm = rt.warm.borrow_mut();
    for p in pieces {
        let kinds = std::mem::take(&mut p.trace.kinds);
        for op in p.trace.ops.iter_mut().filter(|op| op.op.is_guard() && op.op != OpCode::GuardFutureCondition) {
            let Some(g) = &mut op.guard else { continue };
            g.number = warm.guards.len() as u32;
            let exit = GuardExit {
                resume: g.resume.clone(),
                kinds: g.fail_args.iter().map(|v| kinds[v.0 as usize]).collect(),
            };
            warm.guards.push(GuardState { exit: Rc::new(exit), count: 0, driver, has_bridge: false, hopeless: false });
        }
        p.trace.kinds = kinds;
    }
}
