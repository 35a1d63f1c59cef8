//! Calls: kinds and sizes of arguments and results, exceptions, references that move, conditional calls, forcing, loops that
//! call loops.

mod common;

use common::{Builder, World, float, heap, int, reference};
use heap::Type;
use rpy_jit_backend::{Backend, DONE, Exit, Frame, RefPlace};
use rpy_trace::{Arg, CallDescr, Const, Descr, DescrId, EffectInfo, ExtraEffect, Kind, OpCode, OpCode::*};
use std::cell::RefCell;
use std::rc::Rc;

fn call_descr(w: &mut World, args: &[Kind], result: Option<Kind>, size: u8, signed: bool, collects: bool) -> DescrId {
    w.descrs.push(Descr::Call(CallDescr {
        name: "f".into(),
        args: args.to_vec(),
        result,
        result_size: size,
        result_signed: signed,
        arg_sizes: vec![8; args.len()],
        effect: EffectInfo {
            extra: ExtraEffect::CanRaise,
            oopspec: None,
            reads: Default::default(),
            writes: Default::default(),
            can_collect: collects,
            can_invalidate: false,
        },
    }))
}

fn function(f: *const ()) -> Arg {
    int(f as i64)
}

#[test]
fn arguments_and_results() {
    extern "C" fn mixed(a: i64, x: f64, b: i8, c: u16, y: f64, d: i32, e: i64, f: i64, g: u8) -> f64 {
        x * y + (a + b as i64 + c as i64 + d as i64 + e + f + g as i64) as f64
    }
    let mut w = World::new();
    use Kind::{Float as F, Int as I};
    let args = [I, F, I, I, F, I, I, I, I];
    let d = call_descr(&mut w, &args, Some(F), 8, false, false);
    let (mut b, v) = Builder::new(&args);
    let all: Vec<Arg> = [function(mixed as *const ())].into_iter().chain(v).collect();
    let r = b.with(CallF, &all, d);
    let t = b.finish(0, &[r]);
    w.compile(1, &t);
    let (x, y) = (1.5f64.to_bits() as i64, 4.0f64.to_bits() as i64);
    let (_, [r]) = w.ints(1, &[1, x, -2, 65535, y, -100_000, 7, 8, 255]);
    assert_eq!(f64::from_bits(r as u64), 6.0 + (1 - 2 + 65535 - 100_000 + 7 + 8 + 255) as f64);
}

#[test]
fn narrow_results() {
    // Functions that leave something in the upper part of the register.
    extern "C" fn f(x: i64) -> i64 {
        x
    }
    let mut w = World::new();
    let cases = [(1, true, -3), (1, false, 253), (2, true, -3), (2, false, 65533), (4, true, -3), (8, true, -3)];
    for (k, (size, signed, expected)) in cases.into_iter().enumerate() {
        let d = call_descr(&mut w, &[Kind::Int], Some(Kind::Int), size, signed, false);
        let (mut b, v) = Builder::ints(1);
        let r = b.with(CallI, &[function(f as *const ()), v[0]], d);
        let t = b.finish(0, &[r]);
        w.compile(k as u32, &t);
        let low = if size == 8 { -3 } else { 0x5555 << (8 * size) | (-3i64 & ((1 << (8 * size)) - 1)) };
        assert_eq!(w.ints(k as u32, &[low]).1, [expected]);
    }
}

// Objects of these tests: type 0 has an integer and a reference.
const PAIR: Type = Type { size: 24, item: 0, length_offset: 0 };

fn moving() -> World {
    World::with(|s| heap::install(s, &[PAIR], 1 << 12, false))
}

fn pair(n: usize) -> usize {
    heap::with(|h| {
        let p = h.new_object(0, 0);
        heap::store(p, n);
        p
    })
}

fn pair_field(w: &mut World, offset: u32, kind: Kind) -> DescrId {
    w.descrs.push(Descr::Field(rpy_trace::FieldDescr {
        name: "x".into(),
        parent: DescrId(0),
        offset,
        kind,
        size: 8,
        signed: true,
        ..rpy_trace::FieldDescr::default()
    }))
}

#[test]
fn references_move_in_calls() {
    extern "C" fn number(p: usize) -> i64 {
        heap::collect();
        assert_eq!(heap::load(p), usize::MAX / 255 * 0xdb, "the argument itself is not kept up to date");
        1
    }
    let mut w = moving();
    let collects = call_descr(&mut w, &[Kind::Ref], Some(Kind::Int), 8, true, true);
    let x = pair_field(&mut w, 0, Kind::Int);
    let (mut b, v) = Builder::new(&[Kind::Ref, Kind::Ref, Kind::Ref, Kind::Int, Kind::Int]);
    let more = b.op(IntLt, &[v[3], v[4]]);
    b.guard(GuardTrue, &[more], 1, &[v[0], v[1], v[2], v[3]]);
    let f = function(number as *const ());
    let one = b.with(CallI, &[f, v[0]], collects);
    b.guard(GuardNoException, &[], 2, &[v[0], v[1], v[2], v[3]]);
    let before = b.with(GetfieldGcI, &[v[1]], x);
    // The second reference dies here, and its place is taken by the last.
    let two = b.with(CallI, &[f, v[1]], collects);
    let third = b.with(GetfieldGcI, &[v[2]], x);
    let copy = b.op(SameAsR, &[v[2]]);
    let three = b.with(CallI, &[f, v[0]], collects);
    let n = b.op(IntAdd, &[one, two]);
    let n = b.op(IntAdd, &[n, three]);
    let sum = b.op(IntAdd, &[before, third]);
    b.with(SetfieldGc, &[v[0], sum], x);
    let i = b.op(IntAdd, &[v[3], n]);
    let t = b.jump(1, &[v[2], v[0], copy, i, v[4]]);
    w.compile(1, &t);
    let objects = [pair(1), pair(20), pair(300)].map(|p| p as i64);
    let (exit, frame) = w.run(1, &[objects[0], objects[1], objects[2], 0, 6]);
    assert_eq!((exit, frame.slots[3]), (Exit::Guard(1), 6));
    // Round 1: a=1 b=20 c=300: a becomes 320; then (c, a, c). Round 2: a=300 b=320 c=300: a (which is c) becomes 620.
    let values = [0, 1, 2].map(|k| heap::load(frame.slots[k] as usize));
    assert_eq!(values, [620, 620, 620]);
    assert_eq!(heap::with(|h| h.collections), 6);
    assert!(w.roots_are_empty());
}

#[test]
fn exits_between_calls_lower_the_shadow_stack() {
    let mut w = moving();
    let collects = call_descr(&mut w, &[], None, 0, false, true);
    let (mut b, v) = Builder::new(&[Kind::Ref, Kind::Int, Kind::Ref]);
    b.with(CallN, &[function(heap::collect as *const ())], collects);
    b.guard(GuardTrue, &[v[1]], 1, &[v[2], v[0]]);
    b.with(CallN, &[function(heap::collect as *const ())], collects);
    let t = b.finish(0, &[v[0]]);
    w.compile(1, &t);
    for (flag, exit) in [(0, Exit::Guard(1)), (1, Exit::Finish(0))] {
        let (p, q) = (pair(5), pair(6));
        let (e, frame) = w.run(1, &[p as i64, flag, q as i64]);
        assert_eq!(e, exit);
        assert_eq!(heap::load(frame.slots[0] as usize), if flag == 0 { 6 } else { 5 });
        assert!(w.roots_are_empty());
    }
}

#[test]
fn constant_references_move() {
    let mut w = moving();
    let mut slot = Box::new(pair(9));
    heap::with(|h| h.slots.push(&raw mut *slot));
    w.refs.0.push(RefPlace::Slot(&raw const *slot));
    let collects = call_descr(&mut w, &[], None, 0, false, true);
    let x = pair_field(&mut w, 0, Kind::Int);
    let (mut b, _) = Builder::new(&[]);
    let before = b.with(GetfieldGcI, &[reference(0)], x);
    b.with(CallN, &[function(heap::collect as *const ())], collects);
    let after = b.with(GetfieldGcI, &[reference(0)], x);
    let t = b.finish(0, &[before, after]);
    w.compile(1, &t);
    assert_eq!(w.ints(1, &[]), (Exit::Finish(0), [9, 9]));
}

#[test]
fn many_references_come_and_go() {
    // References die in all orders: the shadow stack has no holes. A random program, and what it has to compute.
    let mut state = 88172645463325252u64;
    let mut random = |n: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % n as u64) as usize
    };
    for _ in 0..60 {
        let mut w = moving();
        let collects = call_descr(&mut w, &[], None, 0, false, true);
        let next = pair_field(&mut w, 8, Kind::Ref);
        let x = pair_field(&mut w, 0, Kind::Int);
        let n = 8;
        let (mut b, mut v) = Builder::new(&vec![Kind::Ref; n]);
        // By variable: the number of its object. Object k points to object (k + 1) % n.
        let mut object: Vec<usize> = (0..n).collect();
        let mut sum = int(0);
        let mut expected = 0;
        for _ in 0..40 {
            match random(4) {
                0 => {
                    let k = random(v.len());
                    v.push(b.with(GetfieldGcR, &[v[k]], next));
                    object.push((object[k] + 1) % n);
                }
                1 if v.len() > 2 => {
                    let k = random(v.len());
                    let y = b.with(GetfieldGcI, &[v[k]], x);
                    sum = b.op(IntAdd, &[sum, y]);
                    expected += object[k] as i64;
                    v.swap_remove(k);
                    object.swap_remove(k);
                }
                _ => {
                    b.with(CallN, &[function(heap::collect as *const ())], collects);
                }
            }
        }
        let mut results = vec![sum];
        results.extend(&v);
        b.guard(GuardNoException, &[], 1, &v);
        let t = b.finish(0, &results);
        w.compile(1, &t);
        let objects: Vec<usize> = (0..n).map(pair).collect();
        for (k, &p) in objects.iter().enumerate() {
            heap::store(p + 8, objects[(k + 1) % n]);
        }
        let inputs: Vec<i64> = objects.iter().map(|&p| p as i64).collect();
        let (exit, frame) = w.run(1, &inputs);
        assert_eq!((exit, frame.slots[0] as i64), (Exit::Finish(0), expected));
        for (k, &o) in object.iter().enumerate() {
            assert_eq!(heap::load(frame.slots[k + 1] as usize), o);
        }
        assert!(w.roots_are_empty());
    }
}

thread_local! {
    static EXC: RefCell<usize> = const { RefCell::new(0) };
}

/// Raises the object, which has a class for its first word.
extern "C" fn raises(object: usize) {
    let at = EXC.with(|e| *e.borrow());
    heap::store(at, object);
}

#[test]
fn exceptions() {
    let mut w = World::new();
    EXC.with(|e| *e.borrow_mut() = &raw const *w.exc_value as usize);
    let d = call_descr(&mut w, &[Kind::Ref], None, 0, false, true);
    for (target, guard) in [(1, GuardNoException), (2, GuardException)] {
        let (mut b, v) = Builder::new(&[Kind::Ref, Kind::Int]);
        b.with(CallN, &[function(raises as *const ()), v[0]], d);
        let results = if guard == GuardException {
            vec![b.guard(guard, &[int(77)], target, &[v[1]])]
        } else {
            b.guard(guard, &[], target, &[v[1]]);
            vec![]
        };
        let t = b.finish(0, &results);
        w.compile(target, &t);
    }
    let (right, wrong) = ([77u64], [78u64]);
    let (right, wrong) = (right.as_ptr() as i64, wrong.as_ptr() as i64);
    assert_eq!(w.run(1, &[0, 5]).0, Exit::Finish(0));
    assert_eq!(w.ints(1, &[wrong, 5]), (Exit::Guard(1), [5]));
    assert_eq!(*w.exc_value, wrong as usize);
    *w.exc_value = 0;
    assert_eq!(w.ints(2, &[right, 5]), (Exit::Finish(0), [right]));
    assert_eq!(*w.exc_value, 0);
    assert_eq!(w.ints(2, &[wrong, 5]), (Exit::Guard(2), [5]));
    assert_eq!(*w.exc_value, wrong as usize);
    *w.exc_value = 0;
    assert_eq!(w.ints(2, &[0, 5]), (Exit::Guard(2), [5]));
}

#[test]
fn conditional_calls() {
    extern "C" fn both(a: i64, p: usize) -> i64 {
        let x = heap::load(p) as i64;
        heap::collect();
        a + x
    }
    let mut w = moving();
    let d = call_descr(&mut w, &[Kind::Int, Kind::Ref], Some(Kind::Int), 8, true, true);
    let none = call_descr(&mut w, &[], None, 0, false, true);
    let x = pair_field(&mut w, 0, Kind::Int);
    let (mut b, v) = Builder::new(&[Kind::Int, Kind::Ref, Kind::Ref, Kind::Int]);
    let f = function(both as *const ());
    let got = b.with(CondCallValueI, &[v[0], f, int(3), v[1]], d);
    let low = b.op(IntLt, &[v[3], int(10)]);
    b.with(CondCallN, &[low, function(heap::collect as *const ())], none);
    let one = b.with(GetfieldGcI, &[v[1]], x);
    let two = b.with(GetfieldGcI, &[v[2]], x);
    b.with(CallN, &[function(heap::collect as *const ())], none);
    b.with(CondCallN, &[low, function(heap::collect as *const ())], none);
    let again = b.with(GetfieldGcI, &[v[2]], x);
    b.with(CondCallN, &[v[0], function(heap::collect as *const ())], none);
    let t = b.finish(0, &[got, one, two, again, v[1], low]);
    w.compile(1, &t);
    let before = heap::with(|h| h.collections);
    for (value, number, calls) in [(0, 0, 4), (0, 10, 2), (8, 0, 4), (8, 10, 2)] {
        let (p, q) = (pair(100), pair(200));
        let start = heap::with(|h| h.collections);
        let (exit, frame) = w.run(1, &[value, p as i64, q as i64, number]);
        let expected = if value == 0 { 103 } else { 8 };
        assert_eq!((exit, frame.slots[0]), (Exit::Finish(0), expected));
        assert_eq!(frame.slots[1..4], [100, 200, 200]);
        assert_eq!(heap::load(frame.slots[4] as usize), 100);
        assert_eq!(frame.slots[5], (number < 10) as u64);
        assert_eq!(heap::with(|h| h.collections) - start, calls);
        assert!(w.roots_are_empty());
    }
    assert!(heap::with(|h| h.collections) > before);
}

/// Reads what the guard behind the call stores: an integer, a reference, a float, the token.
extern "C" fn forces(token: *mut Frame, really: i64) -> i64 {
    heap::collect();
    let frame = unsafe { &mut *token };
    assert_eq!(frame.forced, 6);
    assert_eq!(frame.slots[0], 41);
    let object = heap::load(frame.slots[1] as usize);
    assert_eq!(heap::load(object), 5);
    assert_eq!(f64::from_bits(frame.slots[2]), 2.5);
    assert_eq!(frame.slots[4], token as u64);
    if really != 0 {
        frame.forced = 0;
    }
    99
}

#[test]
fn forcing() {
    let mut w = moving();
    let d = call_descr(&mut w, &[Kind::Int, Kind::Int], Some(Kind::Int), 8, true, true);
    let (mut b, v) = Builder::new(&[Kind::Ref, Kind::Int, Kind::Int]);
    let token = b.op(ForceToken, &[]);
    let n = b.op(IntAdd, &[v[2], int(1)]);
    let x = b.op(SameAsF, &[float(2.5)]);
    let result = b.with(CallMayForceI, &[function(forces as *const ()), token, v[1]], d);
    b.guard(GuardNotForced, &[], 5, &[n, v[0], x, result, token]);
    b.guard(GuardNoException, &[], 6, &[n]);
    let t = b.finish(0, &[result, n, v[0]]);
    w.compile(1, &t);
    let (exit, frame) = w.run(1, &[pair(5) as i64, 0, 40]);
    assert_eq!((exit, &frame.slots[..2]), (Exit::Finish(0), &[99, 41][..]));
    assert_eq!(heap::load(frame.slots[2] as usize), 5);
    let (exit, frame) = w.run(1, &[pair(5) as i64, 1, 40]);
    assert_eq!(exit, Exit::Guard(5));
    assert_eq!((frame.slots[0], frame.slots[2], frame.slots[3]), (41, 2.5f64.to_bits(), 99));
    assert_eq!(heap::load(frame.slots[1] as usize), 5);
    assert!(w.roots_are_empty());
}

/// The interpreter's part: a guard's number is the result, and an object in slot 1 has its number added.
extern "C" fn helper(exit: i64, frame: *mut Frame) {
    heap::collect();
    let frame = unsafe { &mut *frame };
    let Exit::Guard(n) = Exit::decode(exit as u64) else { panic!("an end that is no exit") };
    frame.slots[0] = n as u64;
}

#[test]
fn loops_call_loops() {
    let mut w = World::with(|s| {
        heap::install(s, &[PAIR], 1 << 12, false);
        s.assembler_helper = helper as *const () as usize;
    });
    let x = pair_field(&mut w, 0, Kind::Int);
    // fib(n, p), with a reference that has to survive; below 0 it leaves to the interpreter.
    let placeholder = {
        let (b, v) = Builder::new(&[Kind::Int, Kind::Ref]);
        b.finish(DONE, &[v[0]])
    };
    w.compile(1, &placeholder);
    let (mut b, v) = Builder::new(&[Kind::Int, Kind::Ref]);
    let small = b.op(IntLt, &[v[0], int(2)]);
    b.guard(GuardFalse, &[small], 1, &[v[0], v[1]]);
    let mut sum = b.with(GetfieldGcI, &[v[1]], x);
    for k in [1, 2] {
        let n = b.op(IntSub, &[v[0], int(k)]);
        let r = b.op(CallAssemblerI, &[n, v[1]]);
        b.last().jump_target = Some(1);
        b.guard(GuardNotForced, &[], 10 + k as u32, &[v[1], sum, r]);
        sum = b.op(IntAdd, &[sum, r]);
    }
    let y = b.with(GetfieldGcI, &[v[1]], x);
    let sum = b.op(IntSub, &[sum, y]);
    let t = b.finish(DONE, &[sum]);
    w.compile(2, &t);
    w.backend.redirect(1, 2);
    // Both ends of the recursion leave by the guard: the helper makes 1 of them.
    let (exit, [sum]) = w.ints(2, &[20, pair(5) as i64]);
    assert_eq!((exit, sum), (Exit::Finish(DONE), 10946));
    assert!(w.roots_are_empty());

    let (b, v) = Builder::new(&[Kind::Int, Kind::Ref]);
    let bridge = b.finish(DONE, &[v[0]]);
    w.compile(3, &bridge);
    w.backend.attach(1, 3);
    assert_eq!(w.ints(2, &[20, pair(5) as i64]), (Exit::Finish(DONE), [6765]));
}

#[test]
fn compiled_code_compiles() {
    // A call in the middle of a loop attaches a bridge to a guard of that loop.
    type Shared = Rc<RefCell<World>>;
    thread_local! {
        static WORLD: RefCell<Option<Shared>> = const { RefCell::new(None) };
    }
    extern "C" fn compile_now(i: i64) {
        if i != 5 {
            return;
        }
        let world = WORLD.with(|w| w.borrow().clone().expect("a world"));
        let (b, v) = Builder::ints(1);
        let t = b.finish(3, &[v[0], int(1000)]);
        world.borrow_mut().compile(2, &t);
        world.borrow_mut().backend.attach(1, 2);
    }
    let world = Rc::new(RefCell::new(World::new()));
    WORLD.with(|w| *w.borrow_mut() = Some(world.clone()));
    let d = call_descr(&mut world.borrow_mut(), &[Kind::Int], None, 0, false, false);
    let (mut b, v) = Builder::ints(1);
    b.with(CallN, &[function(compile_now as *const ()), v[0]], d);
    let less = b.op(IntLt, &[v[0], int(10)]);
    b.guard(GuardTrue, &[less], 1, &[v[0]]);
    let i = b.op(IntAdd, &[v[0], int(1)]);
    let t = b.jump(1, &[i]);
    world.borrow_mut().compile(1, &t);
    let mut frame = Frame::new();
    let entry = world.borrow().backend.entry(1).expect("a target");
    // SAFETY: the input is an integer.
    let exit = unsafe { entry.run(&raw mut *frame) };
    assert_eq!((exit, frame.slots[0], frame.slots[1]), (Exit::Finish(3), 10, 1000));
    WORLD.with(|w| *w.borrow_mut() = None);
}

#[test]
fn notes_have_no_code_but_keep_alive() {
    let mut w = moving();
    let collects = call_descr(&mut w, &[], None, 0, false, true);
    let (mut b, v) = Builder::new(&[Kind::Ref]);
    b.op(DebugMergePoint, &[int(0), int(0)]);
    b.op(RecordExactClass, &[v[0], int(1)]);
    b.op(EnterPortalFrame, &[int(0), int(0)]);
    b.with(CallN, &[function(heap::collect as *const ())], collects);
    b.op(Keepalive, &[v[0]]);
    b.op(LeavePortalFrame, &[int(0)]);
    let t = b.finish(0, &[Arg::Const(Const::Null)]);
    w.compile(1, &t);
    assert_eq!(w.ints(1, &[pair(1) as i64]), (Exit::Finish(0), [0]));
}

#[test]
fn all_operations_are_known() {
    // What has no code at all is said to be unsupported: these, and nothing else.
    let unsupported = [GuardNotForced2, GuardFutureCondition];
    for &op in OpCode::ALL {
        let mut w = World::new();
        let (mut b, _) = Builder::ints(0);
        b.guard(op, &[], 1, &[]);
        let t = b.finish(0, &[]);
        let got = w.try_compile(&[(1, &t)]);
        assert_eq!(got == Err(rpy_jit_backend::Error::Unsupported(op)), unsupported.contains(&op), "{op:?}");
    }
}
