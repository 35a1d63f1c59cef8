//! Whole traces: loops and bridges, and the labels between them.

use crate::core::{Invalid, Optimizer, R};
use crate::env::Env;
use crate::options::Options;
use crate::output::Draft;
use crate::short::{Exported, Short};
use crate::state::VirtualState;
use rpy_trace::{Arg, Kind, Known, Op, OpCode, Tagged, Trace, Var};

/// A label that jumps may go to.
pub struct Target {
    pub id: u32,
    pub inputs: Vec<Kind>,
    /// What a loop's label assumes, and what is computed for it. None for a label that takes the interpreter's variables as
    /// they are.
    pub(crate) state: Option<(VirtualState, Short)>,
    /// How often the loop has been traced again.
    pub(crate) retraced: u32,
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
    /// None of the loop's labels fits: whoever runs the trace records one more iteration from where the bridge ends, and
    /// has a loop of its own made with [`Retrace::finish`].
    Retrace(Box<Retrace>),
}

/// A bridge that waits for its loop.
pub struct Retrace {
    id: u32,
    draft: Draft,
    exported: Exported,
    otherwise: Piece,
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
    let is_loop = trace.ops.last().is_some_and(|op| op.op == OpCode::Jump);
    let first = *next_target;
    if options.unroll && is_loop {
        match unrolled(&trace, env, options, next_target) {
            Ok(made) => return Ok(made),
            // What is known after one iteration does not hold in the next: without it there may be a loop.
            Err(_) => *next_target = first,
        }
    }
    let id = label(next_target);
    let mut o = Optimizer::new(env, options);
    let inputs = o.start(&trace);
    let last = o.replay(&trace)?;
    o.close(last, Some(id))?;
    let piece = Piece { target: id, trace: o.draft(inputs).finish() };
    Ok(Loop { pieces: vec![piece], targets: vec![entry(id, &trace)] })
}

/// The label that takes the interpreter's variables as they are.
fn entry(id: u32, trace: &Trace) -> Target {
    Target { id, inputs: trace.inputs.iter().map(|&v| trace.kind(v)).collect(), state: None, retraced: 0 }
}

/// One iteration, and the loop behind it.
fn unrolled(trace: &Trace, env: &mut dyn Env, options: &Options, next_target: &mut u32) -> R<Loop> {
    let id = label(next_target);
    let mut o = Optimizer::new(env, options);
    let inputs = o.start(trace);
    let last = o.replay(trace)?;
    o.flush()?;
    let mut exported = o.export(&last.args);
    let mut preamble = o.draft(inputs);
    let mut targets = vec![entry(id, trace)];
    let (piece, passed) = peel(trace, &mut exported, &mut targets, env, options, next_target)?;
    preamble.jump(passed, piece.target);
    let pieces = vec![Piece { target: id, trace: preamble.finish() }, piece];
    Ok(Loop { pieces, targets })
}

/// Makes a loop of one more iteration after what has been exported. Its label becomes one of the targets. Gives also what the
/// piece before passes to it.
fn peel(
    trace: &Trace,
    exported: &mut Exported,
    targets: &mut Vec<Target>,
    env: &mut dyn Env,
    options: &Options,
    next_target: &mut u32,
) -> R<(Piece, Vec<Arg>)> {
    let id = label(next_target);
    for attempt in 0.. {
        let mut o = Optimizer::new(env, options);
        let (mut inputs, roots) = o.import_state(exported);
        o.map = vec![None; trace.kinds.len()];
        for (&v, &a) in trace.inputs.iter().zip(&roots) {
            o.map[v.0 as usize] = Some(a);
        }
        let last = o.replay(trace)?;
        o.flush()?;
        // What does not hold after the iteration is not assumed before it.
        if attempt < MAX_WEAKENINGS
            && let Some(weaker) = o.weaken(&exported.state, &last.args)
        {
            exported.args.extend(weaker.added_inputs(&exported.state).into_iter().map(Arg::Const));
            exported.state = weaker;
            continue;
        }
        let outcome = o.jump_back(id, &exported.state, targets, &last)?;
        if outcome {
            o.drop_unused(id, inputs.len());
        }
        let (vars, originals) = o.used_inputs();
        inputs.extend(vars);
        let short = o.finished_short();
        let kinds = inputs.iter().map(|&v| o.kind(v.into())).collect();
        let draft = o.draft(inputs);
        if outcome
            && draft.guards() as u32 > options.max_retrace_guards
            && let Some(first) = targets.first_mut()
        {
            first.retraced = u32::MAX;
        }
        targets.push(Target { id, inputs: kinds, state: Some((exported.state.clone(), short)), retraced: 0 });
        let mut passed = exported.args.clone();
        passed.extend(originals);
        return Ok((Piece { target: id, trace: draft.finish() }, passed));
    }
    unreachable!("the last attempt takes the state as it is")
}

/// How often a loop's assumptions are given up because an iteration does not keep them.
const MAX_WEAKENINGS: u32 = 3;

/// A trace from a guard's exit, or from the interpreter, to `finish` or to a loop that exists.
pub fn optimize_bridge(
    trace: Trace,
    known: &BridgeInfo,
    targets: &mut [Target],
    env: &mut dyn Env,
    options: &Options,
    next_target: &mut u32,
) -> Result<Bridge, Invalid> {
    let id = label(next_target);
    let mut o = Optimizer::new(env, options);
    let inputs = o.start(&trace);
    o.believe(known, &inputs);
    let last = o.replay(&trace)?;
    if last.op == OpCode::Jump && options.unroll && targets.iter().any(|t| t.state.is_some()) {
        o.flush()?;
        if !o.jump_to_any(targets, &last, false)? {
            let first = &mut targets[0];
            let (entry, again) = (first.id, first.retraced < options.retrace_limit);
            first.retraced += again as u32;
            let waiting = again.then(|| (o.export(&last.args), o.draft_so_far(inputs.clone())));
            if !o.jump_to_any(targets, &last, true)? {
                o.close(last, Some(entry))?;
            }
            if let Some((exported, draft)) = waiting {
                let otherwise = Piece { target: id, trace: o.draft(inputs).finish() };
                return Ok(Bridge::Retrace(Box::new(Retrace { id, draft, exported, otherwise })));
            }
        }
    } else {
        o.close(last, targets.first().map(|t| t.id))?;
    }
    Ok(Bridge::Ready(Piece { target: id, trace: o.draft(inputs).finish() }))
}

impl Retrace {
    /// The bridge to one of the labels that exist, for when no further iteration can be recorded.
    pub fn give_up(self) -> Piece {
        self.otherwise
    }
    /// `trace` is an iteration that begins where the bridge ends. Gives the bridge and the new loop, whose label is added.
    pub fn finish(
        mut self,
        trace: &Trace,
        targets: &mut Vec<Target>,
        env: &mut dyn Env,
        options: &Options,
        next_target: &mut u32,
    ) -> Result<Vec<Piece>, Invalid> {
        let (piece, passed) = peel(trace, &mut self.exported, targets, env, options, next_target)?;
        self.draft.jump(passed, piece.target);
        Ok(vec![Piece { target: self.id, trace: self.draft.finish() }, piece])
    }
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
                Known::Type(t, descr) => {
                    if let Some(a) = value(self, t) {
                        self.see_type(a, Some(descr));
                    }
                }
                Known::Field { object, descr, value: v } => {
                    if let (Some(o), Some(v)) = (value(self, object), value(self, v)) {
                        self.see_type(o, Some(descr));
                        self.remember(crate::heap::Place::Field(descr), o, v);
                    }
                }
                Known::Item { array, descr, index, value: v } => {
                    if let (Some(o), Some(v)) = (value(self, array), value(self, v)) {
                        self.see_type(o, Some(descr));
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
    /// Ends a loop's piece: goes back to its label, or to another one. False if only the entry was left.
    fn jump_back(&mut self, id: u32, state: &VirtualState, targets: &[Target], last: &Op) -> R<bool> {
        self.settle_guards();
        for force in [false, true] {
            if let Ok(mut args) = self.fit(state, &last.args, force)? {
                for &a in &args {
                    self.force(a)?;
                }
                self.flush()?;
                match self.inline_own_short(&args) {
                    Ok(Ok(further)) => {
                        args.extend(further);
                        self.end_with_jump(args, id)?;
                        return Ok(true);
                    }
                    Ok(Err(_)) | Err(_) => break,
                }
            }
            if self.jump_to_any(targets, last, force)? {
                return Ok(true);
            }
        }
        let entry = targets.first().map(|t| t.id);
        self.close(last.clone(), entry)?;
        Ok(false)
    }

    /// Ends a piece with a jump to the first label that fits.
    fn jump_to_any(&mut self, targets: &[Target], last: &Op, force: bool) -> R<bool> {
        self.settle_guards();
        for target in targets {
            let Some((state, short)) = &target.state else { continue };
            let Ok(mut args) = self.fit(state, &last.args, force)? else { continue };
            // What has been computed for a label that does not fit in the end does no harm.
            if let Ok(Ok(further)) = self.inline_short(short, &args) {
                args.extend(further);
                self.end_with_jump(args, target.id)?;
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn end_with_jump(&mut self, mut args: Vec<Arg>, target: u32) -> R<()> {
        self.force_all(&args)?;
        for a in &mut args {
            *a = self.resolve(*a);
        }
        self.emit_postponed();
        self.out.push(Op { jump_target: Some(target), ..Op::new(OpCode::Jump, args, None) });
        Ok(())
    }
    fn force_all(&mut self, args: &[Arg]) -> R<()> {
        for &a in args {
            self.force(a)?;
        }
        self.flush()
    }
}
