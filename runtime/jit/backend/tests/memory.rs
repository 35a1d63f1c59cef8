//! Fields, items, interior fields, raw memory, whole arrays; guards on classes; constant references.

mod common;

use common::{Builder, World, float, int, reference};
use rpy_jit_backend::{Exit, RefPlace};
use rpy_trace::{Arg, ArrayDescr, Const, Descr, DescrId, FieldDescr, InteriorDescr, Kind, OpCode, OpCode::*, Trace};

fn field(w: &mut World, offset: u32, kind: Kind, size: u8, signed: bool) -> DescrId {
    w.descrs.push(Descr::Field(FieldDescr {
        name: format!("f{offset}"),
        parent: DescrId(0),
        offset,
        kind,
        size,
        signed,
        ..FieldDescr::default()
    }))
}

fn array(w: &mut World, item_size: u32, item: Option<Kind>, signed: bool) -> DescrId {
    w.descrs.push(Descr::Array(ArrayDescr {
        name: "array".into(),
        type_number: 1,
        fixed: 24,
        length_offset: 8,
        items_offset: 16,
        item_size,
        item,
        signed,
        immutable: false,
        fields: vec![],
    }))
}

/// Of memory that a trace may write to.
fn address<T>(v: &mut [T]) -> i64 {
    v.as_mut_ptr() as i64
}

fn kinds(k: Kind) -> (OpCode, OpCode, OpCode) {
    match k {
        Kind::Int => (GetfieldGcI, GetarrayitemGcI, GetinteriorfieldGcI),
        Kind::Ref => (GetfieldGcR, GetarrayitemGcR, GetinteriorfieldGcR),
        Kind::Float => (GetfieldGcF, GetarrayitemGcF, GetinteriorfieldGcF),
    }
}

/// Kind, size, sign, and what -3 is there.
const SHAPES: [(Kind, u8, bool, i64); 9] = [
    (Kind::Int, 1, true, -3),
    (Kind::Int, 1, false, 253),
    (Kind::Int, 2, true, -3),
    (Kind::Int, 2, false, 65533),
    (Kind::Int, 4, true, -3),
    (Kind::Int, 4, false, 0xffff_fffd),
    (Kind::Int, 8, true, -3),
    (Kind::Ref, 8, false, -3),
    (Kind::Float, 8, false, -3),
];

#[test]
fn fields() {
    let mut w = World::new();
    for (k, (kind, size, signed, expected)) in SHAPES.into_iter().enumerate() {
        let d = field(&mut w, 16, kind, size, signed);
        let (mut b, v) = Builder::new(&[Kind::Ref, kind]);
        b.with(SetfieldGc, &[v[0], v[1]], d);
        let got = b.with(kinds(kind).0, &[v[0]], d);
        let t = b.finish(0, &[got]);
        w.compile(k as u32, &t);
        let mut object = [0x11u8; 32];
        assert_eq!(w.ints(k as u32, &[address(&mut object), -3]).1, [expected]);
        // Nothing beside the field has changed.
        let (start, end) = (16, 16 + size as usize);
        assert!(object[..start].iter().chain(&object[end..]).all(|&b| b == 0x11));
        assert_eq!(object[start], 0xfd);
    }
}

#[test]
fn items() {
    let mut w = World::new();
    for (k, (kind, size, signed, expected)) in SHAPES.into_iter().enumerate() {
        let d = array(&mut w, size as u32, Some(kind), signed);
        let (mut b, v) = Builder::new(&[Kind::Ref, Kind::Int, kind]);
        b.with(SetarrayitemGc, &[v[0], v[1], v[2]], d);
        b.with(SetarrayitemGc, &[v[0], int(3), v[2]], d);
        let here = b.with(kinds(kind).1, &[v[0], v[1]], d);
        let there = b.with(kinds(kind).1, &[v[0], int(3)], d);
        let length = b.with(ArraylenGc, &[v[0]], d);
        let t = b.finish(0, &[here, there, length]);
        w.compile(k as u32, &t);
        let mut object = [77u64; 16];
        assert_eq!(w.ints(k as u32, &[address(&mut object), 5, -3]).1, [expected, expected, 77]);
    }
}

#[test]
fn interior_fields() {
    let mut w = World::new();
    // Items of 24 bytes: scaled by multiplication.
    let a = array(&mut w, 24, None, false);
    for (k, (kind, size, signed, expected)) in SHAPES.into_iter().enumerate() {
        let interior = InteriorDescr { array: a, name: "x".into(), offset: 8, kind, size, signed };
        let d = w.descrs.push(Descr::Interior(interior));
        let (mut b, v) = Builder::new(&[Kind::Ref, Kind::Int, kind]);
        b.with(SetinteriorfieldGc, &[v[0], v[1], v[2]], d);
        b.with(SetinteriorfieldGc, &[v[0], int(0), v[2]], d);
        let x = b.with(kinds(kind).2, &[v[0], v[1]], d);
        let y = b.with(kinds(kind).2, &[v[0], int(0)], d);
        let t = b.finish(0, &[x, y]);
        w.compile(k as u32, &t);
        let mut object = [0u64; 16];
        assert_eq!(w.ints(k as u32, &[address(&mut object), 3, -3]).1, [expected, expected]);
        assert_ne!(object[2 + 1], 0);
        assert_ne!(object[2 + 9 + 1], 0);
    }
}

#[test]
fn raw_memory() {
    let mut w = World::new();
    let d = array(&mut w, 4, Some(Kind::Int), true);
    let f = array(&mut w, 8, Some(Kind::Float), false);
    let (mut b, v) = Builder::new(&[Kind::Int, Kind::Int]);
    b.with(RawStore, &[v[0], v[1], int(-7)], d);
    b.with(RawStore, &[v[0], int(16), float(1.5)], f);
    let x = b.with(RawLoadI, &[v[0], v[1]], d);
    let y = b.with(RawLoadF, &[v[0], int(16)], f);
    let z = b.with(GetarrayitemRawI, &[v[0], int(0)], d);
    let t = b.finish(0, &[x, y, z]);
    w.compile(1, &t);
    let mut memory = [5u64; 4];
    let (_, values) = w.ints(1, &[address(&mut memory), 8]);
    // Item 0 is 16 bytes in: the low half of the float.
    assert_eq!(values, [-7, 1.5f64.to_bits() as i64, 1.5f64.to_bits() as i32 as i64]);
}

#[test]
fn whole_arrays() {
    let mut w = World::new();
    let d = array(&mut w, 2, Some(Kind::Int), true);
    let (mut b, v) = Builder::new(&[Kind::Ref, Kind::Ref, Kind::Int]);
    b.with(ArrayCopy, &[v[0], v[1], int(2), v[2], int(4)], d);
    b.with(ArrayCopy, &[v[1], v[1], v[2], int(4), int(4)], d);
    b.with(ArrayClear, &[v[1], int(7), int(2)], d);
    let t = b.finish(0, &[]);
    w.compile(1, &t);
    let mut from: [u16; 18] = std::array::from_fn(|k| k as u16);
    let mut to = [99u16; 18];
    w.run(1, &[address(&mut from), address(&mut to), 3]);
    // Items begin at index 8.
    assert_eq!(to[8..], [99, 99, 99, 10, 10, 11, 12, 0, 0, 99]);
}

fn with_classes(guard: OpCode, class: i64) -> Trace {
    let (mut b, v) = Builder::new(&[Kind::Ref]);
    b.guard(guard, &[v[0], int(class)], 1, &[v[0]]);
    b.finish(0, &[v[0]])
}

#[test]
fn classes() {
    let mut w = World::new();
    w.compile(1, &with_classes(GuardClass, 1 << 40));
    let (mut good, mut bad) = ([1u64 << 40], [8u64]);
    assert_eq!(w.run(1, &[address(&mut good)]).0, Exit::Finish(0));
    assert_eq!(w.ints(1, &[address(&mut bad)]), (Exit::Guard(1), [address(&mut bad)]));
    let mut w = World::new();
    w.compile(1, &with_classes(GuardNonnullClass, 1 << 40));
    assert_eq!(w.run(1, &[address(&mut good)]).0, Exit::Finish(0));
    assert_eq!(w.run(1, &[address(&mut bad)]).0, Exit::Guard(1));
    assert_eq!(w.ints(1, &[0]), (Exit::Guard(1), [0]));
}

#[test]
fn constant_references() {
    let mut w = World::new();
    let mut slot = Box::new(0x1000usize);
    w.refs.0 = vec![RefPlace::Slot(&raw const *slot), RefPlace::Fixed(0x2000)];
    let (mut b, v) = Builder::new(&[Kind::Ref]);
    let same = b.op(PtrEq, &[v[0], reference(0)]);
    b.guard(GuardValue, &[v[0], reference(0)], 1, &[same]);
    let not_null = b.op(PtrNe, &[v[0], Arg::Const(Const::Null)]);
    let t = b.finish(0, &[reference(0), reference(1), Arg::Const(Const::Null), not_null]);
    w.compile(1, &t);
    assert_eq!(w.ints(1, &[0x1000]), (Exit::Finish(0), [0x1000, 0x2000, 0, 1]));
    *slot = 0x3000;
    assert_eq!(w.ints(1, &[0x1000]), (Exit::Guard(1), [0]));
    assert_eq!(w.ints(1, &[0x3000]), (Exit::Finish(0), [0x3000, 0x2000, 0, 1]));
}
