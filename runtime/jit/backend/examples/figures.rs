//! What the backend costs and what its code costs: time and bytes of traces by their size, and loops beside the same in Rust.
//! `cargo run --release --locked -p rpy-jit-backend --example figures`

#[path = "../tests/common/mod.rs"]
mod common;

use common::{Builder, World, int};
use rpy_jit_backend::{Backend, CraneliftBackend, Options};
use rpy_trace::{Arg, Descr, DescrId, FieldDescr, Kind, OpCode::*, Trace};
use std::hint::black_box;
use std::time::Instant;

fn world() -> World {
    let mut w = World::with(|_| {});
    // The checks of tests take time.
    let support = w.support;
    w.backend = CraneliftBackend::new(support, Options::default()).expect("a backend");
    w
}

fn field(w: &mut World, offset: u32) -> DescrId {
    w.descrs.push(Descr::Field(FieldDescr {
        name: "x".into(),
        parent: DescrId(0),
        offset,
        kind: Kind::Int,
        size: 8,
        signed: true,
        ..FieldDescr::default()
    }))
}

/// As traces of interpreters are after optimisation: guards on a third of the operations, fields, a few integers.
fn typical(w: &mut World, target: u32, ops: usize, loops: bool) -> Trace {
    let fields: Vec<DescrId> = (0..4).map(|k| field(w, 8 * k)).collect();
    let mut kinds = vec![Kind::Int; 6];
    kinds.push(Kind::Ref);
    let (mut b, v) = Builder::new(&kinds);
    let object = v[6];
    let mut ints: Vec<Arg> = v[..6].to_vec();
    let mut k = 0;
    while b.trace.ops.len() < ops {
        let n = ints.len();
        let stores: Vec<Arg> = v.iter().copied().chain([ints[n - 1], ints[n - 2]]).collect();
        let new = match k % 6 {
            0 => b.with(GetfieldGcI, &[object], fields[k % 4]),
            1 => b.op(IntAdd, &[ints[n - 1], ints[n - 3]]),
            2 => {
                let c = b.op(IntLt, &[ints[n - 1], int(k as i64)]);
                b.guard(GuardFalse, &[c], target * 10_000 + k as u32, &stores);
                b.op(IntAnd, &[ints[n - 1], int(0xffff)])
            }
            3 => {
                b.with(SetfieldGc, &[object, ints[n - 1]], fields[k % 4]);
                b.op(IntSub, &[ints[n - 2], int(3)])
            }
            4 => {
                b.guard(GuardValue, &[ints[n - 2], int(k as i64)], target * 10_000 + k as u32, &stores);
                b.op(IntMul, &[ints[n - 1], int(5)])
            }
            _ => {
                b.guard(GuardClass, &[object, int(1 << 33)], target * 10_000 + k as u32, &stores);
                b.op(IntXor, &[ints[n - 1], ints[n - 4]])
            }
        };
        ints.push(new);
        k += 1;
    }
    let n = ints.len();
    let args = [ints[n - 1], ints[n - 2], ints[n - 3], v[3], v[4], v[5], object];
    b.jump(if loops { target } else { 0 }, &args)
}

fn compile_time() {
    let mut w = world();
    let first = typical(&mut w, 0, 50, true);
    w.compile(0, &first);
    let mut target = 1;
    for (ops, rounds, loops) in
        [(20, 200, false), (100, 100, false), (100, 100, true), (1000, 20, true), (4000, 4, true)]
    {
        let traces: Vec<(u32, Trace)> = (0..rounds)
            .map(|_| {
                target += 1;
                (target, typical(&mut w, target, ops, loops))
            })
            .collect();
        let start = Instant::now();
        let (mut bytes, mut count) = (0, 0);
        for (target, trace) in &traces {
            bytes += w.compile(*target, trace).bytes;
            count += trace.ops.len();
        }
        let time = start.elapsed().as_nanos() as f64 / 1000.0;
        let what = if loops { "loop" } else { "bridge" };
        println!(
            "{what} of {ops} operations: {:.2} us and {:.1} bytes per operation, {:.0} us each",
            time / count as f64,
            bytes as f64 / count as f64,
            time / rounds as f64
        );
    }
    let start = Instant::now();
    let support = w.support;
    CraneliftBackend::new(support, Options::default()).expect("a backend");
    println!("a new backend: {:?}", start.elapsed());
}

fn nanoseconds(rounds: i64, f: impl Fn()) -> f64 {
    let times = (0..5).map(|_| {
        let start = Instant::now();
        f();
        start.elapsed().as_nanos() as f64 / rounds as f64
    });
    times.fold(f64::MAX, f64::min)
}

fn loop_time() {
    const N: i64 = 100_000_000;
    let mut w = world();
    let (mut b, v) = Builder::ints(3);
    let less = b.op(IntLt, &[v[0], v[2]]);
    b.guard(GuardTrue, &[less], 1, &[v[0], v[1]]);
    let bits = b.op(IntXor, &[v[1], v[0]]);
    let half = b.op(UintRshift, &[bits, int(3)]);
    let sum = b.op(IntAdd, &[bits, half]);
    let i = b.op(IntAdd, &[v[0], int(1)]);
    let t = b.jump(1, &[i, sum, v[2]]);
    w.compile(1, &t);
    let jit = nanoseconds(N, || {
        black_box(w.ints::<2>(1, &[0, 1, N]));
    });
    let rust = nanoseconds(N, || {
        let (mut i, mut sum) = (0i64, black_box(1i64));
        while i < black_box(N) {
            let bits = sum ^ i;
            sum = bits.wrapping_add((bits as u64 >> 3) as i64);
            i += 1;
        }
        black_box(sum);
    });
    println!("xor, shift, add: {jit:.3} ns, in Rust {rust:.3} ns");

    // sum += i, with overflow checks.
    let (mut b, v) = Builder::ints(3);
    let less = b.op(IntLt, &[v[0], v[2]]);
    b.guard(GuardTrue, &[less], 2, &[v[0], v[1]]);
    let sum = b.op(IntAddOvf, &[v[1], v[0]]);
    b.guard(GuardNoOverflow, &[], 3, &[v[0], v[1]]);
    let i = b.op(IntAddOvf, &[v[0], int(1)]);
    b.guard(GuardNoOverflow, &[], 4, &[v[0], v[1]]);
    let t = b.jump(2, &[i, sum, v[2]]);
    w.compile(2, &t);
    let jit = nanoseconds(N, || {
        black_box(w.ints::<2>(2, &[0, 0, N]));
    });
    let rust = nanoseconds(N, || {
        let (mut i, mut sum) = (0i64, black_box(0i64));
        while i < black_box(N) {
            let Some(s) = sum.checked_add(black_box(i)) else { break };
            sum = s;
            let Some(next) = i.checked_add(1) else { break };
            i = next;
        }
        black_box(sum);
    });
    println!("checked sum: {jit:.3} ns, in Rust {rust:.3} ns");

    // Fields of an object, and a bridge on every other round.
    let x = field(&mut w, 8);
    let (mut b, v) = Builder::new(&[Kind::Int, Kind::Ref, Kind::Int]);
    let less = b.op(IntLt, &[v[0], v[2]]);
    b.guard(GuardTrue, &[less], 5, &[v[0]]);
    let bit = b.op(IntAnd, &[v[0], int(1)]);
    b.guard(GuardFalse, &[bit], 6, &[v[0], v[1], v[2]]);
    let n = b.with(GetfieldGcI, &[v[1]], x);
    let n = b.op(IntAdd, &[n, v[0]]);
    b.with(SetfieldGc, &[v[1], n], x);
    let i = b.op(IntAdd, &[v[0], int(1)]);
    let t = b.jump(3, &[i, v[1], v[2]]);
    w.compile(3, &t);
    let (mut b, v) = Builder::new(&[Kind::Int, Kind::Ref, Kind::Int]);
    let i = b.op(IntAdd, &[v[0], int(1)]);
    let t = b.jump(3, &[i, v[1], v[2]]);
    w.compile(4, &t);
    w.backend.attach(6, 4);
    let object = [0u64; 2];
    let jit = nanoseconds(N, || {
        black_box(w.ints::<2>(3, &[0, object.as_ptr() as i64, N]));
    });
    println!("field and bridge on every other round: {jit:.3} ns");
}

fn main() {
    compile_time();
    loop_time();
}
