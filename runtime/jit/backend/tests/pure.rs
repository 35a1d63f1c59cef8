//! Pure operations and overflow, against the definitions in `rpy_trace::op`.

mod common;

use common::{Builder, World, float, int};
use rpy_jit_backend::Exit;
use rpy_trace::op::{Folded, Group, fold_float, fold_int};
use rpy_trace::{Arg, Const, Kind, OpCode, OpCode::*, Trace};

/// Numbers that matter, and random ones.
fn numbers() -> Vec<i64> {
    let mut all = vec![0, 1, -1, 2, -2, 7, 8, 63, 64, 65, 127, 128, 255, 256, i64::MAX, i64::MIN, i64::MAX - 1];
    all.extend([i64::MIN + 1, 1 << 31, -(1 << 31), (1 << 31) - 1, 1 << 32, 1 << 62, 3_037_000_500, -3_037_000_500]);
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    for k in 0..12 {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        all.push((state >> (5 * k)) as i64);
    }
    all
}

/// How many operands, if they and the result are integers.
fn int_operands(op: OpCode) -> Option<usize> {
    match op.signature() {
        "ii>i" => Some(2),
        "i>i" => Some(1),
        _ => None,
    }
}

fn result(op: OpCode, operands: &[Arg], inputs: &[Kind]) -> Trace {
    let (mut b, _) = Builder::new(inputs);
    let r = b.op(op, operands);
    b.finish(0, &[r])
}

fn pure_int() -> impl Iterator<Item = (OpCode, usize)> {
    let wanted = |op: &OpCode| op.group() == Group::Pure && *op != IntSignext;
    OpCode::ALL.iter().copied().filter(wanted).filter_map(|op| Some((op, int_operands(op)?)))
}

#[test]
fn integer_operations_on_variables() {
    let all = numbers();
    let mut w = World::new();
    for (target, (op, n)) in pure_int().enumerate() {
        let (mut b, v) = Builder::ints(2);
        let r = b.op(op, &v[..n]);
        let t = b.finish(0, &[r]);
        w.compile(target as u32, &t);
        for &x in &all {
            for &y in if n == 1 { &all[..1] } else { &all[..] } {
                if let Some(expected) = fold_int(op, x, y) {
                    assert_eq!(w.ints(target as u32, &[x, y]), (Exit::Finish(0), [expected]), "{op:?} {x} {y}");
                }
            }
        }
    }
}

#[test]
fn integer_operations_on_constants() {
    let all = numbers();
    let mut w = World::new();
    let mut target = 0;
    for (op, _) in pure_int().filter(|p| p.1 == 2) {
        // One trace for all constants on the right, one for all on the left.
        for right in [true, false] {
            let (mut b, v) = Builder::ints(1);
            let mut results = vec![];
            for &c in &all {
                let operands = if right { [v[0], int(c)] } else { [int(c), v[0]] };
                if right && fold_int(op, 1, c).is_some() || !right && !op.name().contains("trunc") {
                    results.push((c, b.op(op, &operands)));
                }
            }
            let values: Vec<Arg> = results.iter().map(|r| r.1).collect();
            let t = b.finish(0, &values);
            target += 1;
            w.compile(target, &t);
            for &x in &all {
                let (_, frame) = w.run(target, &[x]);
                for (&(c, _), &got) in results.iter().zip(&frame.slots) {
                    let (x, y) = if right { (x, c) } else { (c, x) };
                    assert_eq!(Some(got as i64), fold_int(op, x, y), "{op:?} {x} {y}");
                }
            }
        }
    }
}

#[test]
fn sign_extension() {
    let mut w = World::new();
    for bytes in 1..=8 {
        let t = result(IntSignext, &[Arg::Var(rpy_trace::Var(0)), int(bytes)], &[Kind::Int]);
        w.compile(bytes as u32, &t);
        for x in numbers() {
            let expected = fold_int(IntSignext, x, bytes).unwrap();
            assert_eq!(w.ints(bytes as u32, &[x]), (Exit::Finish(0), [expected]));
        }
    }
}

#[test]
fn comparisons_in_guards() {
    let all = numbers();
    let mut w = World::new();
    let mut target = 0;
    for (op, n) in pure_int() {
        for guard in [GuardTrue, GuardFalse] {
            let (mut b, v) = Builder::ints(2);
            let c = b.op(op, &v[..n]);
            b.guard(guard, &[c], target, &[c, v[0]]);
            let t = b.finish(0, &[c, v[1]]);
            w.compile(target, &t);
            for (&x, &y) in all.iter().zip(all.iter().rev()) {
                let Some(c) = fold_int(op, x, y) else { continue };
                let holds = (c != 0) == (guard == GuardTrue);
                let expected = if holds { (Exit::Finish(0), [c, y]) } else { (Exit::Guard(target), [c, x]) };
                assert_eq!(w.ints(target, &[x, y]), expected, "{op:?} {x} {y}");
            }
            target += 1;
        }
    }
}

#[test]
fn overflow() {
    let all = numbers();
    let mut w = World::new();
    let mut target = 0;
    let mut check = |w: &mut World, op: OpCode, guard: OpCode, left: Option<i64>, right: Option<i64>| {
        target += 1;
        let (mut b, v) = Builder::ints(2);
        let r = b.op(op, &[left.map_or(v[0], int), right.map_or(v[1], int)]);
        b.guard(guard, &[], target, &[v[0], v[1]]);
        let t = b.finish(0, &[r]);
        w.compile(target, &t);
        for &x in &all {
            for &y in &all {
                let (x, y) = (left.unwrap_or(x), right.unwrap_or(y));
                let wrapped = match op {
                    IntAddOvf => x.wrapping_add(y),
                    IntSubOvf => x.wrapping_sub(y),
                    _ => x.wrapping_mul(y),
                };
                let over = fold_int(op, x, y).is_none();
                let (exit, [got]) = w.ints(target, &[x, y]);
                if over == (guard == GuardOverflow) {
                    assert_eq!((exit, got), (Exit::Finish(0), wrapped), "{op:?} {x} {y}");
                } else {
                    assert_eq!(exit, Exit::Guard(target), "{op:?} {x} {y}");
                }
            }
        }
    };
    for op in [IntAddOvf, IntSubOvf, IntMulOvf] {
        for guard in [GuardNoOverflow, GuardOverflow] {
            check(&mut w, op, guard, None, None);
        }
        for c in [0, 1, -1, 100, i64::MAX, i64::MIN] {
            check(&mut w, op, GuardNoOverflow, Some(c), None);
            check(&mut w, op, GuardNoOverflow, None, Some(c));
        }
    }
}

#[test]
fn what_a_check_computes_is_not_computed_twice() {
    let mut w = World::new();
    let checks = [(IntAddOverflows, IntAdd), (IntSubOverflows, IntSub), (IntMulOverflows, IntMul)];
    for (target, (check, plain)) in (1..).zip(checks) {
        let (mut b, v) = Builder::ints(3);
        let over = b.op(check, &[v[0], v[1]]);
        b.guard(GuardFalse, &[over], target, &[over]);
        let same = b.op(plain, &[v[0], v[1]]);
        let swapped = b.op(plain, &[v[1], v[0]]);
        let other = b.op(plain, &[v[1], v[2]]);
        let t = b.finish(0, &[same, swapped, other]);
        w.compile(target, &t);
        let f = |x, y| fold_int(plain, x, y).unwrap();
        assert_eq!(w.ints(target, &[6, 7, 8]), (Exit::Finish(0), [f(6, 7), f(7, 6), f(7, 8)]));
        assert_eq!(w.run(target, &[i64::MIN, i64::MAX - 1]).0 == Exit::Guard(target), plain != IntAdd);
        assert_eq!(w.run(target, &[i64::MIN, i64::MIN]).0 == Exit::Guard(target), plain != IntSub);
    }
}

fn floats() -> Vec<u64> {
    let all = [0.0, -0.0, 1.0, -1.0, 0.5, 1.5, -2.5, 1e10, 9.3e18, 1.9e19, -1e300, 1e-310, 3.7];
    let special = [f64::INFINITY, f64::NEG_INFINITY, f64::NAN, f64::MAX, f64::MIN_POSITIVE, 0.1];
    all.iter().chain(&special).map(|f| f.to_bits()).chain(numbers().iter().map(|&n| n as u64)).collect()
}

#[test]
fn float_operations() {
    let all = floats();
    let mut w = World::new();
    for (target, &op) in OpCode::ALL.iter().enumerate() {
        let signature = op.signature();
        if op.group() != Group::Pure || !signature.contains('f') {
            continue;
        }
        let kind = |c: char| if c == 'f' { Kind::Float } else { Kind::Int };
        let kinds: Vec<Kind> = signature.chars().take_while(|&c| c != '>').map(kind).collect();
        let (mut b, v) = Builder::new(&kinds);
        let r = b.op(op, &v);
        let t = b.finish(0, &[r]);
        w.compile(target as u32, &t);
        for &x in &all {
            for &y in if kinds.len() == 1 { &all[..1] } else { &all[..] } {
                let Some(expected) = fold_float(op, x, y) else { panic!("{op:?} has no definition") };
                let (_, [got]) = w.ints(target as u32, &[x as i64, y as i64]);
                match expected {
                    Folded::Int(n) if op == CastFloatToSinglefloat && f32::from_bits(n as u32).is_nan() => {
                        assert!(f32::from_bits(got as u32).is_nan());
                    }
                    Folded::Int(n) => assert_eq!(got, n, "{op:?} {x:#x} {y:#x}"),
                    Folded::Float(f) if f.is_nan() => assert!(f64::from_bits(got as u64).is_nan(), "{op:?} {x:#x}"),
                    Folded::Float(f) => assert_eq!(got as u64, f.to_bits(), "{op:?} {x:#x} {y:#x}"),
                }
            }
        }
    }
}

#[test]
fn a_guarded_float_is_the_same_to_the_bit() {
    let mut w = World::new();
    let (mut b, v) = Builder::new(&[Kind::Float]);
    b.guard(GuardValue, &[v[0], float(0.0)], 1, &[v[0]]);
    let sum = b.op(FloatAdd, &[v[0], Arg::Const(Const::Float(2.5f64.to_bits()))]);
    let t = b.finish(0, &[sum]);
    w.compile(1, &t);
    assert_eq!(w.ints(1, &[0]), (Exit::Finish(0), [2.5f64.to_bits() as i64]));
    let minus = (-0.0f64).to_bits() as i64;
    assert_eq!(w.ints(1, &[minus]), (Exit::Guard(1), [minus]));
}

#[test]
fn a_loop_on_floats() {
    let mut w = World::new();
    // The series 1 + 1/2 + 1/4 + ... until it no longer grows.
    let (mut b, v) = Builder::new(&[Kind::Float, Kind::Float, Kind::Int]);
    let next = b.op(FloatAdd, &[v[0], v[1]]);
    let grows = b.op(FloatGt, &[next, v[0]]);
    b.guard(GuardTrue, &[grows], 1, &[v[0], v[1], v[2]]);
    let half = b.op(FloatMul, &[v[1], float(0.5)]);
    let count = b.op(IntAdd, &[v[2], int(1)]);
    let t = b.jump(1, &[next, half, count]);
    w.compile(1, &t);
    let (exit, [sum, _, count]) = w.ints(1, &[0, 1.0f64.to_bits() as i64, 0]);
    assert_eq!((exit, f64::from_bits(sum as u64), count), (Exit::Guard(1), 2.0, 54));
}
