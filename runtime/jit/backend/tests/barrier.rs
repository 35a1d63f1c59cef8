//! The write barrier: asked for objects that have the flag, unless they are new or the value is no object of the collector's.

mod common;

use common::{Builder, World, heap, int, reference};
use rpy_jit_backend::{Barrier, RefPlace};
use rpy_trace::{Arg, ArrayDescr, CallDescr, Descr, DescrId, EffectInfo, FieldDescr, Kind, OpCode::*, SizeDescr};
use std::cell::RefCell;

const FLAG: u64 = 1 << 35;

thread_local! {
    static ASKED: RefCell<Vec<(usize, i64, i64)>> = const { RefCell::new(vec![]) };
}

extern "C" fn object(p: usize) {
    ASKED.with(|a| a.borrow_mut().push((p, -1, -1)));
}

extern "C" fn items(p: usize, start: i64, count: i64) {
    ASKED.with(|a| a.borrow_mut().push((p, start, count)));
}

fn asked() -> Vec<(usize, i64, i64)> {
    ASKED.with(|a| std::mem::take(&mut *a.borrow_mut()))
}

fn world() -> (World, DescrId, DescrId) {
    let barrier = Barrier { flag: FLAG, object: object as *const () as usize, items: items as *const () as usize };
    let mut w = World::with(|s| s.barrier = Some(barrier));
    let next = FieldDescr { name: "next".into(), offset: 0, kind: Kind::Ref, size: 8, ..FieldDescr::default() };
    let field = w.descrs.push(Descr::Field(next));
    let array = w.descrs.push(Descr::Array(ArrayDescr {
        name: "array".into(),
        type_number: 1,
        fixed: 16,
        length_offset: 0,
        items_offset: 8,
        item_size: 8,
        item: Some(Kind::Ref),
        signed: false,
        immutable: false,
        fields: vec![],
    }));
    (w, field, array)
}

/// An object behind its header.
fn with_header(words: &mut [u64; 8], flags: u64) -> i64 {
    words[0] = 1 | flags;
    &raw const words[1] as i64
}

#[test]
fn objects_with_the_flag_are_asked_for() {
    let (mut w, field, array) = world();
    let mut words = [0u64; 8];
    for (target, flags) in [(1, 0), (2, FLAG), (3, (!FLAG >> 32) << 32)] {
        let p = with_header(&mut words, flags);
        let (mut b, i) = Builder::new(&[Kind::Ref, Kind::Ref, Kind::Int]);
        b.with(SetfieldGc, &[i[0], i[1]], field);
        b.with(SetarrayitemGc, &[i[0], i[2], i[1]], array);
        b.with(ArrayCopy, &[i[1], i[0], int(1), int(2), int(3)], array);
        w.compile(target, &b.finish(0, &[]));
        let mut other = [7u64; 8];
        w.run(target, &[p, with_header(&mut other, 0), 4]);
        let p = p as usize;
        let wanted = if flags & FLAG != 0 { vec![(p, -1, -1), (p, 4, 1), (p, 2, 3)] } else { vec![] };
        assert_eq!(asked(), wanted, "{flags:#x}");
        assert_eq!((words[1], &words[4..7]), (other.as_ptr() as u64 + 8, &[7; 3][..]), "the stores are done");
    }
}

#[test]
fn static_objects_and_null_may_be_stored_without_asking() {
    let (mut w, field, _) = world();
    let (mut words, mut slot) = ([0u64; 8], 0usize);
    let p = with_header(&mut words, FLAG);
    w.refs.0 = vec![RefPlace::Fixed(0x1000), RefPlace::Slot(&raw mut slot)];
    let (mut b, i) = Builder::new(&[Kind::Ref]);
    for value in [reference(0), Arg::Const(rpy_trace::Const::Null)] {
        b.with(SetfieldGc, &[i[0], value], field);
    }
    w.compile(1, &b.finish(0, &[]));
    w.run(1, &[p]);
    assert_eq!(asked(), []);
    let (mut b, i) = Builder::new(&[Kind::Ref]);
    b.with(SetfieldGc, &[i[0], reference(1)], field);
    w.compile(2, &b.finish(0, &[]));
    w.run(2, &[p]);
    assert_eq!(asked(), [(p as usize, -1, -1)], "what is in a slot may be young");
}

/// The collector may set the flag of an object that a trace has made when that calls something that collects.
#[test]
fn new_objects_are_not_asked_for_until_something_collects() {
    let (mut w, field, _) = world();
    let mut support = w.support;
    heap::install(&mut support, &[heap::Type { size: 8, item: 0, length_offset: 0 }; 2], 1 << 12, true);
    let barrier = support.barrier;
    let mut w2 = World::with(|s| (*s, s.barrier) = (support, barrier));
    std::mem::swap(&mut w2.descrs, &mut w.descrs);
    let node = w2.descrs.push(Descr::Size(SizeDescr { type_number: 1, size: 16, ..SizeDescr::default() }));
    let effect = EffectInfo { can_collect: true, ..EffectInfo::default() };
    let call = CallDescr { args: vec![Kind::Ref], effect, ..CallDescr::default() };
    extern "C" fn set_flag(p: usize) {
        heap::store(p - 8, heap::load(p - 8) | FLAG as usize);
    }
    let call = w2.descrs.push(Descr::Call(call));
    let (mut b, i) = Builder::new(&[Kind::Ref]);
    let p = b.with(New, &[], node);
    b.with(SetfieldGc, &[p, i[0]], field);
    b.with(CallN, &[int(set_flag as *const () as i64), p], call);
    b.with(SetfieldGc, &[p, i[0]], field);
    w2.compile(1, &b.finish(0, &[p]));
    let (_, [p]) = w2.ints(1, &[0]);
    assert_eq!(asked(), [(p as usize, -1, -1)]);
}
