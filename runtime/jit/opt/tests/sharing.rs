//! Exits of a trace share what they have in common: else resume data of traces through many frames grows with the square of
//! their number.

use rpy_jit_opt::{Env, Options, optimize_loop};
use rpy_trace::{
    Arg, Const, DescrId, Descrs, Frame, Guard, Kind, Known, Op, OpCode, RefId, Resume, Snapshot, Tagged, Trace,
};
use std::collections::HashSet;
use std::rc::Rc;

/// Knows nothing.
struct Nothing(Descrs);

impl Env for Nothing {
    fn descrs(&self) -> &Descrs {
        &self.0
    }
    fn getfield(&mut self, _: RefId, _: DescrId) -> Option<Const> {
        None
    }
    fn getfield_raw(&mut self, _: i64, _: DescrId) -> Option<Const> {
        None
    }
    fn getarrayitem(&mut self, _: RefId, _: i64, _: DescrId) -> Option<Const> {
        None
    }
    fn arraylen(&mut self, _: RefId, _: DescrId) -> Option<i64> {
        None
    }
    fn class_of(&mut self, _: RefId) -> Option<i64> {
        None
    }
    fn same(&mut self, a: RefId, b: RefId) -> bool {
        a == b
    }
    fn call_pure(&mut self, _: DescrId, _: &[Const]) -> Option<Const> {
        None
    }
    fn subclass(&mut self, _: i64, _: i64) -> Option<bool> {
        None
    }
}

/// Guards in the innermost of so many frames, each of which has an object. All classes are known.
fn exits(depth: usize, guards: usize) -> Vec<Rc<Resume>> {
    let mut t = Trace::default();
    let n: Arg = t.add_input(Kind::Int).into();
    let objects: Vec<Arg> = (0..depth).map(|_| t.add_input(Kind::Ref).into()).collect();
    let frame = |(i, &o): (usize, &Arg)| Rc::new(Frame { jitcode: i as u32, pc: 1, values: vec![o] });
    let outer: Vec<Rc<Frame>> = objects.iter().enumerate().map(frame).collect();
    let guard = |t: &mut Trace, op: OpCode, args: Vec<Arg>, pc: usize| {
        let mut frames = outer.clone();
        frames.push(Rc::new(Frame { jitcode: depth as u32, pc: pc as u32, values: vec![n] }));
        let snapshot = Rc::new(Snapshot { frames, ..Snapshot::default() });
        let guard = Some(Box::new(Guard { snapshot, ..Guard::default() }));
        t.ops.push(Op { guard, ..Op::new(op, args, None) });
    };
    for &o in &objects {
        guard(&mut t, OpCode::GuardNonnullClass, vec![o, Arg::int(0x1000)], 0);
    }
    for i in 0..guards {
        let less = t.push(OpCode::IntEq, vec![n, Arg::int(i as i64)], None).expect("a result");
        guard(&mut t, OpCode::GuardFalse, vec![less.into()], i + 1);
    }
    t.ops.push(Op::new(OpCode::Jump, t.inputs.iter().map(|&v| v.into()).collect(), None));
    let options = Options { unroll: false, ..Options::default() };
    let made = optimize_loop(t, &mut Nothing(Descrs::default()), &options, &mut 0).expect("a loop");
    let all = made.pieces.into_iter().flat_map(|p| p.trace.ops);
    let all: Vec<Rc<Resume>> =
        all.filter(|op| op.op == OpCode::GuardFalse).map(|op| op.guard.expect("a guard").resume.clone()).collect();
    assert_eq!(all.len(), guards);
    all
}

#[test]
fn frames_and_knowledge_that_stay_the_same() {
    let all = exits(20, 10);
    for pair in all.windows(2) {
        let (last, outer) = pair[0].frames.split_last().expect("frames");
        for (a, b) in outer.iter().zip(&pair[1].frames) {
            assert!(Rc::ptr_eq(a, b));
        }
        assert!(!Rc::ptr_eq(last, &pair[1].frames[20]));
        assert_eq!(pair[0].known.len(), pair[1].known.len());
        assert!(pair[0].known.iter().zip(&pair[1].known).all(|(a, b)| Rc::ptr_eq(a, b)));
    }
    let classes: Vec<Known> = all[0].known().cloned().collect();
    assert_eq!(classes, (0..20).map(|i| Known::Class(Tagged::Stored(i), 0x1000)).collect::<Vec<_>>());
}

#[test]
fn a_guard_costs_little_where_frames_are_deep() {
    let size = |all: &[Rc<Resume>]| {
        let mut counted = HashSet::new();
        all.iter().map(|r| r.bytes(&mut counted)).sum::<usize>()
    };
    let (shallow, deep) = (exits(1, 10), exits(200, 10));
    let more = (size(&deep[..10]) - size(&deep[..1])) / 9 - (size(&shallow[..10]) - size(&shallow[..1])) / 9;
    // Of each of the other frames, a pointer.
    assert!(more < 199 * 12, "{more} bytes");
}
