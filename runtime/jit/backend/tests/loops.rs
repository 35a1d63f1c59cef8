//! Loops, guards, bridges, and what happens to code over its life.

mod common;

use common::{Builder, World, int};
use rpy_jit_backend::{Backend, CraneliftBackend, Error, Exit, FRAME_SLOTS, Options};
use rpy_trace::op::{Group, fold_int};
use rpy_trace::{Arg, OpCode, OpCode::*, Trace};

/// `sum += i; i += 1` while `i < n`. Inputs: i, sum, n.
fn counting(target: u32, guard: u32) -> Trace {
    let (mut b, v) = Builder::ints(3);
    let less = b.op(IntLt, &[v[0], v[2]]);
    b.guard(GuardTrue, &[less], guard, &[v[0], v[1]]);
    let sum = b.op(IntAdd, &[v[1], v[0]]);
    let i = b.op(IntAdd, &[v[0], int(1)]);
    b.jump(target, &[i, sum, v[2]])
}

#[test]
fn a_loop_runs_until_its_guard_fails() {
    let mut w = World::new();
    let c = w.compile(1, &counting(1, 7));
    assert_eq!(c.frame_slots, 3);
    assert_eq!(w.ints(1, &[0, 0, 1_000_000]), (Exit::Guard(7), [1_000_000, 499_999_500_000]));
    assert_eq!(w.ints(1, &[5, 10, 3]), (Exit::Guard(7), [5, 10]));
}

#[test]
fn finish_gives_its_number_and_results() {
    let mut w = World::new();
    let (mut b, v) = Builder::ints(2);
    let s = b.op(IntSub, &[v[0], v[1]]);
    let t = b.finish(3, &[s, int(9), v[0]]);
    w.compile(1, &t);
    assert_eq!(w.ints(1, &[10, 4]), (Exit::Finish(3), [6, 9, 10]));
}

#[test]
fn a_preamble_goes_over_to_its_loop() {
    let mut w = World::new();
    let (mut b, v) = Builder::ints(1);
    let n = b.op(IntMul, &[v[0], int(10)]);
    let preamble = b.jump(2, &[int(0), int(0), n]);
    w.try_compile(&[(1, &preamble), (2, &counting(2, 1))]).unwrap();
    assert_eq!(w.ints(1, &[10]), (Exit::Guard(1), [100, 4950]));
    assert_eq!(w.ints(2, &[99, 0, 100]), (Exit::Guard(1), [100, 99]));
}

#[test]
fn a_bridge_jumps_back_to_the_loop() {
    let mut w = World::new();
    // i, odd, n: counts odd numbers in a bridge.
    let (mut b, v) = Builder::ints(3);
    let more = b.op(IntLt, &[v[0], v[2]]);
    b.guard(GuardTrue, &[more], 1, &[v[1]]);
    let bit = b.op(IntAnd, &[v[0], int(1)]);
    b.guard(GuardFalse, &[bit], 2, &[v[0], v[1], v[2]]);
    let i = b.op(IntAdd, &[v[0], int(1)]);
    let main = b.jump(1, &[i, v[1], v[2]]);
    w.compile(1, &main);
    assert_eq!(w.ints(1, &[0, 0, 1000]), (Exit::Guard(2), [1, 0, 1000]));

    let (mut b, v) = Builder::ints(3);
    let i = b.op(IntAdd, &[v[0], int(1)]);
    let odd = b.op(IntAdd, &[v[1], int(1)]);
    let bridge = b.jump(1, &[i, odd, v[2]]);
    let c = w.compile(2, &bridge);
    w.backend.attach(2, 2);
    // Deep recursion would end the program: these are tail calls.
    assert_eq!(w.ints(1, &[0, 0, 10_000_000]), (Exit::Guard(1), [5_000_000]));

    // Another bridge in its place, with a guard of its own.
    let (mut b, v) = Builder::ints(3);
    let small = b.op(IntLt, &[v[0], int(50)]);
    b.guard(GuardTrue, &[small], 3, &[v[2], v[1], v[0]]);
    let i = b.op(IntAdd, &[v[0], int(1)]);
    let bridge = b.jump(1, &[i, v[1], v[2]]);
    w.compile(3, &bridge);
    w.backend.attach(2, 3);
    w.backend.free(c.unit);
    assert_eq!(w.ints(1, &[0, 0, 1000]), (Exit::Guard(3), [1000, 0, 51]));
}

#[test]
fn bridges_of_bridges_leave_values_in_place() {
    let mut w = World::new();
    let (mut b, v) = Builder::ints(4);
    b.guard(GuardFalse, &[v[0]], 1, &[v[3], v[2], v[1], v[0]]);
    let t = b.finish(0, &[v[0]]);
    w.compile(1, &t);
    let (mut b, v) = Builder::ints(4);
    let x = b.op(IntAdd, &[v[1], int(1)]);
    // Slots 0 and 3 keep what they have, 1 and 2 change places.
    b.guard(GuardFalse, &[v[0]], 2, &[v[0], v[2], v[1], v[3], x]);
    let t = b.finish(1, &[v[0], v[1], v[2], v[3]]);
    w.compile(2, &t);
    w.backend.attach(1, 2);
    assert_eq!(w.ints(1, &[1, 2, 3, 4]), (Exit::Guard(2), [4, 2, 3, 1, 4]));
    assert_eq!(w.ints(1, &[1, 2, 3, 0]), (Exit::Finish(1), [0, 3, 2, 1]));
}

#[test]
fn all_guards_on_integers() {
    // Guard, operands from two inputs, inputs where it holds, where it does not.
    let cases = [(GuardTrue, 1, 0), (GuardFalse, 0, 1), (GuardTrue, -5, 0), (GuardNonnull, 8, 0), (GuardIsnull, 0, 8)];
    for (op, good, bad) in cases {
        let mut w = World::new();
        let kind = if matches!(op, GuardNonnull | GuardIsnull) { rpy_trace::Kind::Ref } else { rpy_trace::Kind::Int };
        let (mut b, v) = Builder::new(&[kind]);
        b.guard(op, &[v[0]], 4, &[v[0]]);
        let t = b.finish(1, &[v[0]]);
        w.compile(1, &t);
        assert_eq!(w.ints(1, &[good]), (Exit::Finish(1), [good]), "{op:?}");
        assert_eq!(w.ints(1, &[bad]), (Exit::Guard(4), [bad]), "{op:?}");
    }
}

#[test]
fn a_guarded_value_is_known() {
    let mut w = World::new();
    let (mut b, v) = Builder::ints(2);
    b.guard(GuardValue, &[v[0], int(1 << 40)], 1, &[v[0], v[1]]);
    let sum = b.op(IntAdd, &[v[0], v[1]]);
    let less = b.op(IntLt, &[sum, v[0]]);
    b.guard(GuardTrue, &[less], 2, &[less, sum]);
    let t = b.finish(0, &[less, v[0]]);
    w.compile(1, &t);
    assert_eq!(w.ints(1, &[3, 4]), (Exit::Guard(1), [3, 4]));
    assert_eq!(w.ints(1, &[1 << 40, 4]), (Exit::Guard(2), [0, (1 << 40) + 4]));
    assert_eq!(w.ints(1, &[1 << 40, -4]), (Exit::Finish(0), [1, 1 << 40]));
}

#[test]
fn truth_values_are_integers_where_they_are_stored() {
    let mut w = World::new();
    let (mut b, v) = Builder::ints(2);
    let less = b.op(IntLt, &[v[0], v[1]]);
    let copy = b.op(SameAsI, &[less]);
    let not = b.op(IntIsZero, &[copy]);
    let sum = b.op(IntAdd, &[less, int(10)]);
    b.guard(GuardTrue, &[v[0]], 1, &[less, copy, not, sum]);
    let t = b.finish(0, &[not, sum]);
    w.compile(1, &t);
    assert_eq!(w.ints(1, &[0, 1]), (Exit::Guard(1), [1, 1, 0, 11]));
    assert_eq!(w.ints(1, &[0, 0]), (Exit::Guard(1), [0, 0, 1, 10]));
    assert_eq!(w.ints(1, &[2, 1]), (Exit::Finish(0), [1, 10]));
}

#[test]
fn guards_that_store_the_same_share_their_exit() {
    let mut w = World::new();
    let build = |same: bool| {
        let (mut b, v) = Builder::ints(8);
        for k in 0..20 {
            let bit = b.op(IntAnd, &[v[0], int(1 << k)]);
            let mut stores = v.clone();
            stores.rotate_left(if same { 3 } else { k % 8 });
            b.guard(GuardFalse, &[bit], 100 * same as u32 + k as u32, &stores);
        }
        b.finish(0, &[v[0]])
    };
    let different = w.compile(1, &build(false));
    let same = w.compile(2, &build(true));
    assert!(same.bytes < different.bytes, "{} {}", same.bytes, different.bytes);
    for k in 0..20 {
        assert_eq!(w.ints(2, &[1 << k, 1, 2, 3, 4]), (Exit::Guard(100 + k), [3, 4, 0, 0, 0, 1 << k, 1]));
    }
    assert_eq!(w.ints(2, &[1 << 20]), (Exit::Finish(0), [1 << 20]));
}

#[test]
fn a_guard_that_always_fails_ends_the_trace() {
    let mut w = World::new();
    let (mut b, v) = Builder::ints(1);
    let x = b.op(IntNeg, &[v[0]]);
    b.guard(GuardAlwaysFails, &[], 5, &[x]);
    let y = b.op(IntAdd, &[x, int(1)]);
    let t = b.jump(1, &[y]);
    w.compile(1, &t);
    assert_eq!(w.ints(1, &[3]), (Exit::Guard(5), [-3]));
}

#[test]
fn invalidation_reaches_loops_that_exist() {
    let mut w = World::new();
    let (mut b, v) = Builder::ints(1);
    b.guard(GuardNotInvalidated, &[], 5, &[v[0]]);
    let t = b.finish(0, &[v[0]]);
    let c = w.compile(1, &t);
    assert_eq!(w.ints(1, &[3]), (Exit::Finish(0), [3]));
    w.backend.invalidate(c.unit);
    assert_eq!(w.ints(1, &[3]), (Exit::Guard(5), [3]));
}

#[test]
fn jumps_follow_a_redirected_target() {
    let mut w = World::new();
    for target in [1, 2] {
        let (b, v) = Builder::ints(1);
        let t = b.finish(target, &[v[0]]);
        w.compile(target, &t);
    }
    let (b, v) = Builder::ints(1);
    let t = b.jump(1, &[v[0]]);
    w.compile(3, &t);
    assert_eq!(w.ints(3, &[8]), (Exit::Finish(1), [8]));
    w.backend.redirect(1, 2);
    assert_eq!(w.ints(3, &[8]), (Exit::Finish(2), [8]));
}

#[test]
fn freed_code_gives_its_memory_back() {
    let mut w = World::new();
    let mut mapped = 0;
    for round in 0..3000 {
        let t = counting(round, round);
        let c = w.compile(round, &t);
        if round == 0 {
            mapped = w.backend.memory_mapped();
        }
        assert_eq!(w.ints(round, &[0, 0, 10]), (Exit::Guard(round), [10, 45]));
        w.backend.free(c.unit);
    }
    assert_eq!(w.backend.memory_mapped(), mapped);
}

#[test]
fn many_values_are_alive_at_once() {
    let mut w = World::new();
    let n = 60;
    let (mut b, v) = Builder::ints(n);
    let more = b.op(IntLt, &[v[0], int(1000)]);
    b.guard(GuardTrue, &[more], 1, &v);
    let mut next = vec![b.op(IntAdd, &[v[0], int(1)])];
    for k in 1..n {
        next.push(b.op(IntAdd, &[v[k], v[k - 1]]));
    }
    let t = b.jump(1, &next);
    w.compile(1, &t);
    let mut expected: Vec<i64> = (0..n as i64).collect();
    let inputs = expected.clone();
    while expected[0] < 1000 {
        let old = expected.clone();
        for k in 1..n {
            expected[k] = old[k].wrapping_add(old[k - 1]);
        }
        expected[0] += 1;
    }
    assert_eq!(w.ints::<60>(1, &inputs), (Exit::Guard(1), expected.try_into().unwrap()));
}

#[test]
fn what_is_wrong_is_told() {
    let mut w = World::new();
    let (b, v) = Builder::ints(1);
    assert_eq!(w.try_compile(&[(1, &b.jump(99, &[v[0]]))]), Err(Error::UnknownTarget(99)));
    let (mut b, v) = Builder::ints(1);
    b.op(GuardTrue, &[v[0]]);
    let t = b.finish(0, &[]);
    assert_eq!(w.try_compile(&[(1, &t)]), Err(Error::Malformed("a guard without its exit", 0)));
    let (b, v) = Builder::ints(FRAME_SLOTS + 1);
    assert_eq!(w.try_compile(&[(1, &b.finish(0, &v))]), Err(Error::TooManyValues(FRAME_SLOTS + 1)));
    let (mut b, _) = Builder::ints(1);
    b.guard(GuardFutureCondition, &[], 1, &[]);
    assert_eq!(w.try_compile(&[(1, &b.finish(0, &[]))]), Err(Error::Unsupported(GuardFutureCondition)));
    // What has failed leaves nothing behind.
    w.compile(1, &counting(1, 0));
    assert_eq!(w.ints(1, &[0, 0, 3]), (Exit::Guard(0), [3, 3]));
    assert!(matches!(w.try_compile(&[(1, &counting(1, 1))]), Err(Error::Malformed(..))));
    assert!(matches!(w.try_compile(&[(2, &counting(2, 0))]), Err(Error::Malformed(..))));
}

#[test]
fn labels_are_counted() {
    let mut w = World::new();
    w.backend = CraneliftBackend::new(w.support, Options { verify: true, count: true, ..Options::default() }).unwrap();
    let (mut b, v) = Builder::ints(1);
    let n = b.op(IntMul, &[v[0], int(10)]);
    let preamble = b.jump(2, &[int(0), int(0), n]);
    w.try_compile(&[(1, &preamble), (2, &counting(2, 1))]).unwrap();
    w.run(1, &[10]);
    w.run(2, &[0, 0, 9]);
    assert_eq!((w.backend.runs(1), w.backend.runs(2)), (1, 101 + 10));
}

#[test]
fn operations_have_places() {
    let mut w = World::new();
    // Nothing is said that is not asked for.
    assert_eq!(w.compile(9, &counting(9, 9)).offsets, []);
    w.backend =
        CraneliftBackend::new(w.support, Options { verify: true, offsets: true, ..Options::default() }).unwrap();
    let (mut b, v) = Builder::ints(1);
    let n = b.op(IntMul, &[v[0], int(10)]);
    let preamble = b.jump(2, &[int(0), int(0), n]);
    let pieces = [(1, &preamble), (2, &counting(2, 1))];
    let done = w.try_compile(&pieces).unwrap();
    assert_eq!(done.offsets.len(), 2);
    let mut before = 0;
    for (o, (_, trace)) in done.offsets.iter().zip(pieces) {
        assert_eq!(o.ops.len(), trace.ops.len());
        // Each within its piece. What only an exit needs is computed there, behind the rest.
        let places: Vec<usize> = o.ops.iter().copied().flatten().collect();
        assert!(before <= o.label && places.iter().all(|p| (o.label..o.end).contains(p)), "{o:?}");
        assert!(places.len() >= trace.ops.len() / 2, "{o:?}");
        before = o.end;
    }
    assert_eq!(before, done.bytes);
    assert_eq!(w.run(2, &[0, 0, 9]).0, Exit::Guard(1));
}

/// Straight-line traces with guards that may fail, against their definition.
#[test]
fn random_traces() {
    let mut state = 0x2545_f491_4f6c_dd1du64;
    let mut random = |n: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 8) as usize % n
    };
    let binary = |op: &OpCode| op.group() == Group::Pure && op.signature() == "ii>i" && *op != IntSignext;
    let ops: Vec<OpCode> = OpCode::ALL.iter().copied().filter(binary).collect();
    for _ in 0..150 {
        let mut w = World::new();
        let inputs: Vec<i64> = (0..6).map(|_| [random(5) as i64 - 2, random(1 << 40) as i64][random(2)]).collect();
        let (mut b, mut vars) = Builder::ints(6);
        let mut values = inputs.clone();
        let mut expected = None;
        for k in 0..80 {
            let mut pick = |vars: &[Arg]| match random(4) {
                0 => {
                    let n = random(9) as i64 - 4;
                    (int(n), n)
                }
                _ => {
                    let i = vars.len() - 1 - random(vars.len().min(10));
                    (vars[i], values[i])
                }
            };
            let ((a, x), (c, y)) = (pick(&vars), pick(&vars));
            let op = ops[random(ops.len())];
            if random(3) == 0 && a.var().is_some() {
                // Fails rarely, so that traces are long.
                let wanted = (x != 0) != (random(30) == 0);
                let n = random(7);
                let stores: Vec<usize> = (0..n).map(|i| (i * 5 + random(2)) % vars.len()).collect();
                let args: Vec<Arg> = stores.iter().map(|&i| vars[i]).collect();
                b.guard(if wanted { GuardTrue } else { GuardFalse }, &[a], k, &args);
                if wanted != (x != 0) && expected.is_none() {
                    expected = Some((Exit::Guard(k), stores.iter().map(|&i| values[i]).collect::<Vec<i64>>()));
                }
            } else if let Some(r) = fold_int(op, x, y) {
                vars.push(b.op(op, &[a, c]));
                values.push(r);
            }
        }
        let t = b.finish(0, &vars);
        let (exit, stored) = expected.unwrap_or((Exit::Finish(0), values));
        w.compile(1, &t);
        let (got, frame) = w.run(1, &inputs);
        let slots: Vec<i64> = frame.slots[..stored.len()].iter().map(|&s| s as i64).collect();
        assert_eq!((got, slots), (exit, stored), "{t:#?}");
    }
}
