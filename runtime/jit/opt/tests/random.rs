//! Random traces do the same before and after optimisation: the same calls, and at the same exits the same variables and
//! objects.

mod common;

use common::generate::{CONSTANTS, Recorded, Rng, World, random_loop};
use common::machine::{Exit, Heap, Machine, Val, elidable};
use rpy_jit_opt::{Bridge, BridgeInfo, Env, Options, Piece, optimize_bridge, optimize_loop};
use rpy_trace::print::{NoNames, Printer, Style};
use rpy_trace::{Arg, Const, DescrId, Descrs, Kind, OpCode, RefId, Tagged, Trace, Virtual};
use std::collections::HashMap;

struct Host<'w> {
    w: &'w World,
    heap: Heap,
    runtime: Vec<Option<Const>>,
}

impl Env for Host<'_> {
    fn descrs(&self) -> &Descrs {
        &self.w.descrs
    }
    fn getfield(&mut self, object: RefId, field: DescrId) -> Option<Const> {
        match self.heap.objects[object.0 as usize].fields.get(&field) {
            Some(Val::Int(v)) => Some(Const::Int(*v)),
            _ => None,
        }
    }
    fn getfield_raw(&mut self, _address: i64, _field: DescrId) -> Option<Const> {
        None
    }
    fn getarrayitem(&mut self, _array: RefId, _index: i64, _descr: DescrId) -> Option<Const> {
        None
    }
    fn arraylen(&mut self, _array: RefId, _descr: DescrId) -> Option<i64> {
        None
    }
    fn class_of(&mut self, object: RefId) -> Option<i64> {
        self.w.machine().class(&self.heap, object.0 as usize)
    }
    fn same(&mut self, a: RefId, b: RefId) -> bool {
        a == b
    }
    fn call_pure(&mut self, _call: DescrId, args: &[Const]) -> Option<Const> {
        match args[1] {
            Const::Int(v) => Some(Const::Int(elidable(v))),
            _ => None,
        }
    }
    fn subclass(&mut self, class: i64, of: i64) -> Option<bool> {
        Some(class == of)
    }
    fn runtime(&mut self, jump_arg: usize) -> Option<Const> {
        self.runtime.get(jump_arg).copied().flatten()
    }
}

/// Where an execution of the recorded trace ends, with all that can be seen there. After the ignored guard has failed the
/// iteration ends as the bridge does; `failed` if it has already.
fn reference(
    m: &Machine,
    r: &Recorded,
    mut heap: Heap,
    start: usize,
    mut vars: HashMap<u32, Val>,
    ignored: Option<usize>,
    mut failed: bool,
) -> String {
    let t = &r.trace;
    let mut at = start;
    loop {
        match m.run(t, &mut vars, &mut heap, at, ignored, &mut failed) {
            Exit::Guard(g) => {
                let frame = &t.ops[g].guard.as_ref().expect("a guard").snapshot.frames[0];
                let values: Vec<Val> = frame.values.iter().map(|a| vars[&a.var().expect("a variable").0]).collect();
                let constants: Vec<Val> = (0..CONSTANTS + 6).map(|i| Val::Ref(Some(i))).collect();
                let all = m.show(&heap, &[values, constants].concat(), &mut Vec::new());
                return format!("exit {g} {failed}: {all}\n{}", heap.log.join("\n"));
            }
            Exit::Jump(args) => {
                let other = r.other_args.iter().map(|a| match a {
                    Arg::Var(v) => vars[&v.0],
                    Arg::Const(c) => Machine::constant(*c),
                });
                let args = if failed { other.collect() } else { args };
                vars = t.inputs.iter().map(|v| v.0).zip(args).collect();
                at = 0;
                failed = false;
            }
        }
    }
}

/// Where an execution of the optimised pieces ends: the exit's values go on in the recorded trace.
struct Optimised<'a> {
    m: &'a Machine<'a>,
    recorded: &'a Recorded,
    pieces: Vec<Piece>,
    /// By piece and operation: the bridge.
    bridges: HashMap<(u32, usize), u32>,
    ignored: Option<usize>,
}

enum Left {
    /// In a piece at a guard, with its variables.
    At(u32, usize, HashMap<u32, Val>),
}

impl Optimised<'_> {
    fn piece(&self, id: u32) -> &Piece {
        self.pieces.iter().find(|p| p.target == id).unwrap_or_else(|| panic!("no piece {id}"))
    }
    fn run(&self, heap: &mut Heap, inputs: &[Val]) -> Left {
        let mut id = self.pieces[0].target;
        let mut args = inputs.to_vec();
        loop {
            let t = &self.piece(id).trace;
            assert_eq!(t.inputs.len(), args.len(), "arguments of label {id}");
            let mut vars: HashMap<u32, Val> = t.inputs.iter().map(|v| v.0).zip(args).collect();
            match self.m.run(t, &mut vars, heap, 0, None, &mut false) {
                Exit::Jump(next) => {
                    id = t.ops.last().and_then(|o| o.jump_target).expect("a jump goes somewhere");
                    args = next;
                }
                Exit::Guard(g) => match self.bridges.get(&(id, g)) {
                    Some(&bridge) => {
                        let guard = t.ops[g].guard.as_ref().expect("a guard");
                        args = guard.fail_args.iter().map(|v| vars[&v.0]).collect();
                        id = bridge;
                    }
                    None => return Left::At(id, g, vars),
                },
            }
        }
    }
    fn end(&self, mut heap: Heap, inputs: &[Val]) -> String {
        let Left::At(id, g, vars) = self.run(&mut heap, inputs);
        let guard = self.piece(id).trace.ops[g].guard.as_ref().expect("a guard");
        let (pc, values) = self.m.leave(guard, &vars, &mut heap);
        let names = &self.recorded.trace.ops[pc].guard.as_ref().expect("a guard").snapshot.frames[0].values;
        let vars = names.iter().map(|a| a.var().expect("a variable").0).zip(values).collect();
        let in_bridge = self.bridges.values().any(|&b| b == id);
        reference(self.m, self.recorded, heap, pc, vars, self.ignored, in_bridge)
    }
}

fn show(w: &World, recorded: &Trace, pieces: &[Piece]) -> String {
    let p = Printer { descrs: &w.descrs, names: &NoNames, style: Style::Test, first: 0 };
    let all: Vec<String> = pieces.iter().map(|piece| p.trace(&piece.trace, Some(piece.target))).collect();
    format!("recorded:\n{}\noptimised:\n{}", p.trace(recorded, None), all.join("\n"))
}

/// From the exit of an optimised guard: the objects that do not exist are made, then the recorded trace goes on, with the guard
/// the other way round.
fn bridge_trace(w: &World, r: &Recorded, piece: &Piece, at: usize) -> Option<(Trace, BridgeInfo, usize)> {
    let recorded = &r.trace;
    let op = &piece.trace.ops[at];
    let guard = op.guard.as_ref()?;
    let frame = guard.resume.frames.last()?;
    let pc = frame.pc as usize;
    let inverted = match (recorded.ops[pc].op, op.op) {
        (OpCode::GuardTrue, OpCode::GuardTrue | OpCode::GuardFalse) => OpCode::GuardFalse,
        (OpCode::GuardFalse, OpCode::GuardTrue | OpCode::GuardFalse) => OpCode::GuardTrue,
        _ => return None,
    };
    // The loop ends by the first one, and some make the operation behind them possible.
    let next = recorded.ops[pc + 1].op;
    let protects = next.name().contains("trunc") || next.name().contains("item") || next.name().contains("interior");
    if pc < 3 || protects {
        return None;
    }
    let mut t = Trace::default();
    for &v in &guard.fail_args {
        t.add_input(piece.trace.kind(v));
    }
    let made: Vec<Arg> = guard
        .resume
        .virtuals
        .iter()
        .map(|v| {
            let (op, args, d) = match &**v {
                Virtual::Struct { descr, .. } => {
                    let object = w.descrs.size(*descr).is_some_and(|s| s.vtable.is_some());
                    (if object { OpCode::NewWithVtable } else { OpCode::New }, vec![], *descr)
                }
                Virtual::Array { descr, items } => (OpCode::NewArray, vec![Arg::int(items.len() as i64)], *descr),
                Virtual::ArrayStruct { descr, items } => (OpCode::NewArray, vec![Arg::int(items.len() as i64)], *descr),
            };
            Arg::Var(t.push(op, args, Some(d)).expect("a result"))
        })
        .collect();
    let inputs = t.inputs.clone();
    let value = |v: &Tagged| match *v {
        Tagged::Stored(i) => Arg::Var(inputs[i as usize]),
        Tagged::Const(c) => Arg::Const(c),
        Tagged::Virtual(i) => made[i as usize],
    };
    for (v, &o) in guard.resume.virtuals.iter().zip(&made) {
        match &**v {
            Virtual::Struct { fields, .. } => {
                for (d, x) in fields {
                    t.push(OpCode::SetfieldGc, vec![o, value(x)], Some(*d));
                }
            }
            Virtual::Array { descr, items } => {
                for (i, x) in items.iter().enumerate() {
                    if let Some(x) = x {
                        t.push(OpCode::SetarrayitemGc, vec![o, Arg::int(i as i64), value(x)], Some(*descr));
                    }
                }
            }
            Virtual::ArrayStruct { items, .. } => {
                for (i, fields) in items.iter().enumerate() {
                    for (d, x) in fields {
                        t.push(OpCode::SetinteriorfieldGc, vec![o, Arg::int(i as i64), value(x)], Some(*d));
                    }
                }
            }
        }
    }
    for p in &guard.resume.pending {
        match p.index {
            Some(i) => {
                t.push(OpCode::SetarrayitemGc, vec![value(&p.object), value(&i), value(&p.value)], Some(p.descr))
            }
            None => t.push(OpCode::SetfieldGc, vec![value(&p.object), value(&p.value)], Some(p.descr)),
        };
    }
    let names = &recorded.ops[pc].guard.as_ref()?.snapshot.frames[0].values;
    let mut map: HashMap<u32, Arg> =
        names.iter().map(|a| a.var().expect("a variable").0).zip(frame.values.iter().map(&value)).collect();
    for (i, op) in recorded.ops.iter().enumerate().skip(pc) {
        let import = |a: &Arg, map: &HashMap<u32, Arg>| match a {
            Arg::Var(v) => map[&v.0],
            c => *c,
        };
        let mut new = op.clone();
        new.args = op.args.iter().map(|a| import(a, &map)).collect();
        if i == pc {
            new.op = inverted;
        }
        if op.op == OpCode::Jump {
            new.args = r.other_args.iter().map(|a| import(a, &map)).collect();
        }
        if let Some(g) = &mut new.guard {
            let mut snapshot = (*g.snapshot).clone();
            let mut f = (*snapshot.frames[0]).clone();
            f.values = f.values.iter().map(|a| import(a, &map)).collect();
            snapshot.frames = vec![f.into()];
            g.snapshot = snapshot.into();
        }
        if let Some(v) = op.result {
            let r = t.new_var(recorded.kind(v));
            new.result = Some(r);
            map.insert(v.0, r.into());
        }
        t.ops.push(new);
    }
    Some((t, BridgeInfo { known: guard.resume.known().cloned().collect() }, pc))
}

/// Guesses for the arguments of the jump, as recorded values would be.
fn hints(rng: &mut Rng, trace: &Trace) -> Vec<Option<Const>> {
    let jump = trace.ops.last().expect("a jump");
    let guess = |rng: &mut Rng, k: Kind| match (k, rng.below(3)) {
        (_, 0) => None,
        (Kind::Int, _) => Some(Const::Int(rng.below(9) as i64)),
        (Kind::Ref, _) => Some(Const::Ref(RefId(rng.below(CONSTANTS) as u32))),
        _ => None,
    };
    jump.args.iter().map(|&a| guess(rng, trace.kind_of(a))).collect()
}

fn check(seed: u64, counts: &mut [usize; 4]) {
    let w = World::new();
    let m = w.machine();
    let mut rng = Rng(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let size = 5 + rng.below(40);
    let recorded = random_loop(&w, &mut rng, size);
    let Recorded { trace, inputs, heap, .. } = &recorded;
    let mut options = match seed % 4 {
        0 => Options { unroll: false, ..Options::default() },
        _ => Options::default(),
    };
    if seed % 16 == 9 {
        options =
            Options { heap: rng.below(2) == 0, pure: rng.below(2) == 0, earlyforce: rng.below(2) == 0, ..options };
        options = Options {
            intbounds: rng.below(2) == 0,
            rewrite: rng.below(2) == 0,
            virtualize: rng.below(2) == 0,
            ..options
        };
    }
    options.retrace_limit = rng.below(2) as u32;
    let mut env = Host { w: &w, heap: heap.clone(), runtime: hints(&mut rng, trace) };
    let mut next = 0;
    let Ok(made) = optimize_loop(trace.clone(), &mut env, &options, &mut next) else {
        counts[1] += 1;
        return;
    };
    counts[0] += 1;
    let mut targets = made.targets;
    counts[2] += (made.pieces.len() > 1) as usize;
    let mut o = Optimised { m: &m, recorded: &recorded, pieces: made.pieces, bridges: HashMap::new(), ignored: None };
    let mut starts = vec![inputs.clone()];
    for _ in 0..4 {
        let mut other = starts[0].clone();
        for v in &mut other {
            *v = match *v {
                Val::Int(_) => Val::Int(rng.below(40) as i64 - 8),
                Val::Ref(_) if rng.below(4) == 0 => Val::Ref(None),
                Val::Ref(_) => Val::Ref(Some(rng.below(heap.objects.len()))),
                f => f,
            };
        }
        other[0] = starts[0][0];
        starts.push(other);
    }
    let same = |o: &Optimised, starts: &[Vec<Val>], what: &str| {
        for start in starts {
            let vars = trace.inputs.iter().map(|v| v.0).zip(start.iter().copied()).collect();
            let want = reference(&m, &recorded, heap.clone(), 0, vars, o.ignored, false);
            let got = o.end(heap.clone(), start);
            assert!(
                want == got,
                "seed {seed} {what} from {start:?}\n{}\nwant {want}\ngot  {got}",
                show(&w, trace, &o.pieces)
            );
        }
    };
    same(&o, &starts, "loop");
    // A bridge from where an execution has left.
    for start in starts.clone() {
        let Left::At(id, at, _) = o.run(&mut heap.clone(), &start);
        let Some((bridge, info, pc)) = bridge_trace(&w, &recorded, o.piece(id), at) else { continue };
        if o.ignored.is_some_and(|i| i != pc) || o.bridges.contains_key(&(id, at)) {
            continue;
        }
        env.runtime = hints(&mut rng, &bridge);
        let Ok(made) = optimize_bridge(bridge, &info, &mut targets, &mut env, &options, &mut next) else { continue };
        let new = match made {
            Bridge::Ready(piece) => vec![piece],
            Bridge::Retrace(waiting) if rng.below(3) > 0 => {
                match waiting.finish(trace, &mut targets, &mut env, &options, &mut next) {
                    Ok(pieces) => pieces,
                    Err(_) => continue,
                }
            }
            Bridge::Retrace(waiting) => vec![waiting.give_up()],
        };
        counts[3] += 1;
        o.bridges.insert((id, at), new[0].target);
        o.pieces.extend(new);
        // The reference goes on behind that guard too; other exits from the same place do not, so only one is compared.
        o.ignored = Some(pc);
        let vars = trace.inputs.iter().map(|v| v.0).zip(start.iter().copied()).collect();
        let want = reference(&m, &recorded, heap.clone(), 0, vars, o.ignored, false);
        let got = o.end(heap.clone(), &start);
        assert!(
            want == got,
            "seed {seed} bridge from {start:?}\n{}\nwant {want}\ngot  {got}",
            show(&w, trace, &o.pieces)
        );
    }
    if o.ignored.is_some() {
        same(&o, &starts, "with bridges");
    }
}

#[test]
fn random_traces_do_the_same() {
    let from: u64 = std::env::var("TRACE_SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(1);
    let count: u64 = std::env::var("TRACE_COUNT").ok().and_then(|s| s.parse().ok()).unwrap_or(3000);
    let mut counts = [0; 4];
    for seed in from..from + count {
        check(seed, &mut counts);
    }
    let [done, invalid, unrolled, bridges] = counts;
    println!("{done} loops, {invalid} invalid, {unrolled} unrolled, {bridges} bridges");
    assert!(count < 1000 || done > 10 * invalid && unrolled * 4 > done && bridges > 100, "{counts:?}");
}
