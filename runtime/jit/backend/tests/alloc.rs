//! Allocation, with a collector that moves everything: in place and by calls, with room and without.

mod common;

use common::{Builder, World, heap, int};
use heap::Type;
use rpy_jit_backend::Exit;
use rpy_trace::{
    Arg, ArrayDescr, CallDescr, Const, Descr, DescrId, EffectInfo, ExtraEffect, FieldDescr, Kind, OpCode::*, SizeDescr,
};

const NODE: usize = 0;
const INTS: usize = 1;
const BYTES: usize = 2;
const TYPES: [Type; 3] = [
    // Class, value, next.
    Type { size: 32, item: 0, length_offset: 0 },
    Type { size: 16, item: 8, length_offset: 0 },
    Type { size: 24, item: 1, length_offset: 8 },
];
const CLASS: i64 = 0x1234_5678_9abc;

struct Program {
    w: World,
    node: DescrId,
    class: DescrId,
    value: DescrId,
    next: DescrId,
    ints: DescrId,
    bytes: DescrId,
}

/// All ways in which a collector may serve allocations.
fn programs() -> impl Iterator<Item = Program> {
    let ways = [(0, false), (0, true), (100, true), (1 << 12, true)];
    ways.into_iter().map(|(room, in_place)| {
        let mut w = World::with(|s| heap::install(s, &TYPES, room, in_place));
        let node = w.descrs.push(Descr::Size(SizeDescr {
            name: "node".into(),
            size: 32,
            type_number: NODE as u32,
            vtable: Some(CLASS),
            fields: vec![],
        }));
        let mut field = |name: &str, offset, kind| {
            w.descrs.push(Descr::Field(FieldDescr {
                name: name.into(),
                parent: node,
                offset,
                kind,
                size: 8,
                signed: true,
                is_typeptr: offset == 0,
                ..FieldDescr::default()
            }))
        };
        let (class, value) = (field("class", 0, Kind::Int), field("value", 8, Kind::Int));
        let next = field("next", 16, Kind::Ref);
        let mut array = |number: usize, items_offset, signed| {
            let t = TYPES[number];
            w.descrs.push(Descr::Array(ArrayDescr {
                name: "array".into(),
                type_number: number as u32,
                fixed: t.size as u32,
                length_offset: t.length_offset as u32,
                items_offset,
                item_size: t.item as u32,
                item: Some(Kind::Int),
                signed,
                immutable: false,
                fields: vec![],
            }))
        };
        let (ints, bytes) = (array(INTS, 8, true), array(BYTES, 16, false));
        Program { w, node, class, value, next, ints, bytes }
    })
}

/// The values of a list of nodes.
fn values(mut p: usize) -> Vec<i64> {
    let mut all = vec![];
    while p != 0 {
        assert_eq!((heap::load(p - 8), heap::load(p)), (NODE, CLASS as usize));
        all.push(heap::load(p + 8) as i64);
        p = heap::load(p + 16);
    }
    all
}

#[test]
fn a_loop_builds_a_list() {
    for Program { mut w, node, class, value, next, .. } in programs() {
        let (mut b, v) = Builder::new(&[Kind::Int, Kind::Ref, Kind::Ref]);
        let more = b.op(IntLt, &[v[0], int(100)]);
        b.guard(GuardTrue, &[more], 1, &[v[1], v[2]]);
        let new = b.with(NewWithVtable, &[], node);
        b.with(SetfieldGc, &[new, v[0]], value);
        b.with(SetfieldGc, &[new, v[1]], next);
        let plain = b.with(New, &[], node);
        let empty = b.with(GetfieldGcI, &[plain], class);
        b.guard(GuardFalse, &[empty], 2, &[plain]);
        let i = b.op(IntAdd, &[v[0], int(1)]);
        let t = b.jump(1, &[i, new, v[2]]);
        w.compile(1, &t);
        let other = heap::with(|h| h.new_object(NODE, 0));
        heap::store(other, CLASS as usize);
        heap::store(other + 8, 7);
        let (exit, frame) = w.run(1, &[0, 0, other as i64]);
        assert_eq!(exit, Exit::Guard(1));
        assert_eq!(values(frame.slots[0] as usize), (0..100).rev().collect::<Vec<i64>>());
        assert_eq!(values(frame.slots[1] as usize), [7]);
        assert!(w.roots_are_empty());
    }
}

#[test]
fn arrays_of_any_length() {
    for Program { mut w, ints, bytes, .. } in programs() {
        let (mut b, v) = Builder::new(&[Kind::Int, Kind::Ref]);
        let a = b.with(NewArray, &[int(3)], ints);
        b.with(SetarrayitemGc, &[a, int(2), v[0]], ints);
        let c = b.with(NewArrayClear, &[v[0]], bytes);
        let n = b.with(ArraylenGc, &[c], bytes);
        let last = b.op(IntSub, &[n, int(1)]);
        b.with(SetarrayitemGc, &[c, last, int(200)], bytes);
        let d = b.with(NewArray, &[int(0)], ints);
        let e = b.with(NewArray, &[int(20_000)], bytes);
        let x = b.with(GetarrayitemGcI, &[a, int(2)], ints);
        let y = b.with(GetarrayitemGcI, &[c, last], bytes);
        let z = b.with(GetarrayitemGcI, &[c, int(0)], bytes);
        let t = b.finish(0, &[x, y, z, n, a, c, d, e, v[1]]);
        w.compile(1, &t);
        for length in [2, 7, 8, 9, 1000, 20_000] {
            let kept = heap::with(|h| h.new_object(INTS, 1));
            heap::store(kept + 8, 55);
            let (exit, frame) = w.run(1, &[length, kept as i64]);
            assert_eq!((exit, &frame.slots[..4]), (Exit::Finish(0), &[length as u64, 200, 0, length as u64][..]));
            let [a, c, d, e, kept] = [4, 5, 6, 7, 8].map(|k| frame.slots[k] as usize);
            assert_eq!([a - 8, c - 8, d - 8, e - 8].map(heap::load), [INTS, BYTES, INTS, BYTES]);
            assert_eq!([a, c + 8, d, e + 8].map(heap::load), [3, length as usize, 0, 20_000]);
            assert_eq!(heap::load(kept + 8), 55);
            assert!(w.roots_are_empty());
        }
    }
}

#[test]
fn values_of_all_kinds_live_across_allocations() {
    for Program { mut w, node, value, next, .. } in programs() {
        let mut kinds = vec![Kind::Int; 10];
        kinds.extend([Kind::Float; 10]);
        kinds.extend([Kind::Ref; 10]);
        let (mut b, v) = Builder::new(&kinds);
        let mut all = v.clone();
        for k in 0..10 {
            let new = b.with(NewWithVtable, &[], node);
            b.with(SetfieldGc, &[new, v[k]], value);
            b.with(SetfieldGc, &[new, v[20 + k]], next);
            all.push(new);
        }
        b.guard(GuardAlwaysFails, &[], 1, &all);
        let t = b.finish(0, &[Arg::Const(Const::Null)]);
        w.compile(1, &t);
        let mut inputs: Vec<i64> = (0..10).collect();
        inputs.extend((0..10).map(|k| (k as f64 / 4.0).to_bits() as i64));
        for k in 0..10 {
            let p = heap::with(|h| h.new_object(NODE, 0));
            heap::store(p, CLASS as usize);
            heap::store(p + 8, 100 + k);
            inputs.push(p as i64);
        }
        let (exit, frame) = w.run(1, &inputs);
        assert_eq!(exit, Exit::Guard(1));
        for k in 0..10 {
            assert_eq!(frame.slots[k], k as u64);
            assert_eq!(f64::from_bits(frame.slots[10 + k]), k as f64 / 4.0);
            assert_eq!(values(frame.slots[20 + k] as usize), [100 + k as i64]);
            assert_eq!(values(frame.slots[30 + k] as usize), [k as i64, 100 + k as i64]);
        }
        assert!(w.roots_are_empty());
    }
}

#[test]
fn neighbours_are_allocated_together() {
    for Program { mut w, node, value, ints, .. } in programs() {
        let collects = w.descrs.push(Descr::Call(CallDescr {
            name: "collect".into(),
            args: vec![],
            result: None,
            result_size: 0,
            result_signed: false,
            arg_sizes: vec![],
            effect: EffectInfo {
                extra: ExtraEffect::CannotRaise,
                oopspec: None,
                reads: Default::default(),
                writes: Default::default(),
                can_collect: true,
                can_invalidate: false,
            },
        }));
        let (mut b, v) = Builder::new(&[Kind::Int, Kind::Int]);
        let p = b.with(NewWithVtable, &[], node);
        b.guard(GuardTrue, &[v[0]], 1, &[p]);
        let a = b.with(NewArray, &[int(5)], ints);
        b.guard(GuardTrue, &[v[1]], 2, &[p, a]);
        let q = b.with(NewWithVtable, &[], node);
        b.with(SetfieldGc, &[q, int(3)], value);
        b.with(CallN, &[int(heap::collect as *const () as i64)], collects);
        let r = b.with(NewWithVtable, &[], node);
        let c = b.with(NewArray, &[int(1000)], ints);
        let d = b.with(NewArray, &[int(1)], ints);
        let t = b.finish(0, &[p, a, q, r, c, d]);
        w.compile(1, &t);
        let in_place = w.support.bump.is_some();
        for (inputs, exit) in [([0, 0], Exit::Guard(1)), ([1, 0], Exit::Guard(2)), ([1, 1], Exit::Finish(0))] {
            let before = heap::with(|h| h.collections);
            let (e, frame) = w.run(1, &inputs);
            assert_eq!(e, exit);
            let collections = heap::with(|h| h.collections) - before;
            // Without room: p with a and q, the call, r, c, d.
            assert!(collections <= if in_place { 5 } else { 7 }, "{collections}");
            assert_eq!(values(frame.slots[0] as usize), [0]);
            if exit != Exit::Guard(1) {
                assert_eq!(heap::load(frame.slots[1] as usize), 5);
            }
            if exit == Exit::Finish(0) {
                assert_eq!(values(frame.slots[2] as usize), [3]);
                assert_eq!(values(frame.slots[3] as usize), [0]);
                assert_eq!([4, 5].map(|k| heap::load(frame.slots[k] as usize)), [1000, 1]);
            }
            // The heap is whole: a collection walks over it.
            heap::collect();
        }
    }
}
