//! Whole traces: loops and bridges, and the labels between them.

use crate::core::{Invalid, Optimizer, R};
use crate::env::Env;
use crate::options::Options;
use rpy_trace::{Arg, Kind, Known, Op, OpCode, Tagged, Trace, Var};

/// A label that jumps may go to.
pub struct Target {
    pub id: u32,
    pub inputs: Vec<Kind>,
}

/// A trace between a label and a jump or an end.
#[derive(Clone, PartialEq, Debug)]
pub struct Piece {
    /// The label at its start; the trace's inputs are its arguments.
    pub target: u32,
    /// Ends with a jump, whose `jump_target` is the label of a piece, or with `finish`.
    pub trace: Trace,
}

pub struct Loop {
    /// What runs once, then the loop. Only one if the loop is not unrolled.
    pub pieces: Vec<Piece>,
    /// The first takes the interpreter's variables as they are.
    pub targets: Vec<Target>,
}

/// What is known at a bridge's start. The trace's inputs are the values that the guard's exit stores.
#[derive(Clone, Default, Debug)]
pub struct BridgeInfo {
    pub known: Vec<Known>,
}

pub enum Bridge {
    Ready(Piece),
}

fn label(next: &mut u32) -> u32 {
    *next += 1;
    *next - 1
}

/// A trace that ends with a jump to its own start, or with `finish`.
pub fn optimize_loop(
    trace: Trace,
    env: &mut dyn Env,
    options: &Options,
    next_target: &mut u32,
) -> Result<Loop, Invalid> {
    let id = label(next_target);
    let mut o = Optimizer::new(env, options);
    let inputs = o.start(&trace);
    let last = o.replay(&trace)?;
    o.close(last, Some(id))?;
    let kinds = trace.inputs.iter().map(|&v| trace.kind(v)).collect();
    let piece = Piece { target: id, trace: o.finish(&inputs) };
    Ok(Loop { pieces: vec![piece], targets: vec![Target { id, inputs: kinds }] })
}

/// A trace from a guard's exit, or from the interpreter, to `finish` or to a loop that exists.
pub fn optimize_bridge(
    trace: Trace,
    known: &BridgeInfo,
    targets: &mut Vec<Target>,
    env: &mut dyn Env,
    options: &Options,
    next_target: &mut u32,
) -> Result<Bridge, Invalid> {
    let id = label(next_target);
    let mut o = Optimizer::new(env, options);
    let inputs = o.start(&trace);
    o.believe(known, &inputs);
    let last = o.replay(&trace)?;
    o.close(last, targets.first().map(|t| t.id))?;
    Ok(Bridge::Ready(Piece { target: id, trace: o.finish(&inputs) }))
}

impl Optimizer<'_> {
    /// Variables for a recorded trace's inputs.
    fn start(&mut self, trace: &Trace) -> Vec<Var> {
        self.map = vec![None; trace.kinds.len()];
        let mut inputs = Vec::new();
        for &v in &trace.inputs {
            let here = self.new_input(trace.kind(v));
            self.map[v.0 as usize] = Some(here.into());
            inputs.push(here);
        }
        inputs
    }

    fn believe(&mut self, info: &BridgeInfo, inputs: &[Var]) {
        for known in &info.known {
            let value = |o: &mut Self, t: Tagged| match t {
                Tagged::Stored(i) => inputs.get(i as usize).map(|&v| Arg::Var(v)),
                Tagged::Const(c) => Some(Arg::Const(o.canonical(c))),
                Tagged::Virtual(_) => None,
            };
            match *known {
                Known::NonNull(t) => {
                    if let Some(a) = value(self, t) {
                        self.make_nonnull(a);
                    }
                }
                Known::Class(t, class) => {
                    if let Some(info) = value(self, t).and_then(|a| self.ptr_mut(a)) {
                        info.nonnull = true;
                        info.class = Some(class);
                    }
                }
                Known::Field { object, descr, value: v } => {
                    if let (Some(o), Some(v)) = (value(self, object), value(self, v)) {
                        self.remember(crate::heap::Place::Field(descr), o, v);
                    }
                }
                Known::Item { array, descr, index, value: v } => {
                    if let (Some(o), Some(v)) = (value(self, array), value(self, v)) {
                        self.remember(crate::heap::Place::Item(descr, index), o, v);
                    }
                }
            }
        }
    }

    /// The end of a piece: everything is in memory, and a jump goes to the label.
    fn close(&mut self, mut last: Op, target: Option<u32>) -> R<()> {
        self.force_all(&last.args)?;
        for a in &mut last.args {
            *a = self.resolve(*a);
        }
        if last.op == OpCode::Jump {
            last.jump_target = target;
        }
        if last.guard.is_some() {
            self.finish_guard(&mut last);
        }
        self.emit_postponed();
        self.out.push(last);
        Ok(())
    }
    fn force_all(&mut self, args: &[Arg]) -> R<()> {
        for &a in args {
            self.force(a)?;
        }
        self.flush()
    }
}
