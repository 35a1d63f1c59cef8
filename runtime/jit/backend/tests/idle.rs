//! References that only exits need: they are right after collections, and do not make the code of each call in cold code larger.

mod common;

use common::{Builder, World, heap, int};
use heap::Type;
use rpy_jit_backend::Exit;
use rpy_trace::{
    Arg, CallDescr, Descr, DescrId, EffectInfo, ExtraEffect, FieldDescr, Kind, OpCode::*, SizeDescr, Trace,
};

/// Class, value.
const TYPES: [Type; 1] = [Type { size: 24, item: 0, length_offset: 0 }];

fn world(room: usize) -> (World, [DescrId; 3]) {
    let mut w = World::with(|s| heap::install(s, &TYPES, room, true));
    let size = SizeDescr { name: "node".into(), size: 24, type_number: 0, vtable: Some(1), fields: vec![] };
    let node = w.descrs.push(Descr::Size(size));
    let field =
        FieldDescr { name: "value".into(), parent: node, offset: 8, size: 8, signed: true, ..FieldDescr::default() };
    let value = w.descrs.push(Descr::Field(field));
    let effect = EffectInfo { extra: ExtraEffect::CannotRaise, can_collect: true, ..EffectInfo::default() };
    let collects = w.descrs.push(Descr::Call(CallDescr { name: "collect".into(), effect, ..CallDescr::default() }));
    (w, [node, value, collects])
}

/// Allocates, collects, and leaves by the guard whose number the first input is. All exits have the references that are inputs; the last
/// is used again.
fn trace([node, value, collects]: [DescrId; 3], references: usize, rounds: usize) -> Trace {
    let mut kinds = vec![Kind::Ref; references + 1];
    kinds[0] = Kind::Int;
    let (mut b, v) = Builder::new(&kinds);
    let mut made: Vec<Arg> = vec![];
    for k in 0..rounds {
        let here = b.op(IntEq, &[v[0], int(k as i64)]);
        let stores = [&v[1..], &made[..made.len().min(1)]].concat();
        b.guard(GuardFalse, &[here], k as u32, &stores);
        let new = b.with(NewWithVtable, &[], node);
        b.with(SetfieldGc, &[new, int(1000 + k as i64)], value);
        let next = b.op(IntNe, &[v[0], int(k as i64 + 1)]);
        b.with(CondCallN, &[next, int(heap::collect as *const () as i64)], collects);
        made.push(new);
    }
    let again = b.with(GetfieldGcI, &[v[references]], value);
    b.finish(0, &[again, made[0]])
}

#[test]
fn they_are_up_to_date_at_all_exits() {
    for (room, references) in [(0, 3), (0, 40), (100, 40), (1 << 12, 40)] {
        let (mut w, descrs) = world(room);
        w.compile(1, &trace(descrs, references, 6));
        for leave in 0..7 {
            let object = |k: usize| {
                let p = heap::with(|h| h.new_object(0, 0));
                heap::store(p + 8, k);
                p as i64
            };
            let inputs: Vec<i64> = [leave].into_iter().chain((1..=references).map(object)).collect();
            let (exit, frame) = w.run(1, &inputs);
            let read = |k: usize| heap::load(frame.slots[k] as usize + 8);
            if leave == 6 {
                assert_eq!((exit, frame.slots[0], read(1)), (Exit::Finish(0), references as u64, 1000));
            } else {
                assert_eq!(exit, Exit::Guard(leave as u32));
                (0..references).for_each(|k| assert_eq!(read(k), k + 1, "{references} references, guard {leave}"));
                if leave > 0 {
                    assert_eq!(read(references), 1000);
                }
            }
            assert!(w.roots_are_empty());
        }
    }
}

#[test]
fn a_call_has_no_code_for_each_of_them() {
    let (mut w, descrs) = world(0);
    let mut size = |target: u32, references, rounds| {
        let mut t = trace(descrs, references, rounds);
        t.ops.iter_mut().filter(|op| op.op == GuardFalse).for_each(|op| {
            op.guard.as_mut().expect("a guard").number += target * 100;
        });
        w.compile(target, &t).bytes
    };
    let few = size(1, 2, 40) - size(2, 2, 20);
    let many = size(3, 200, 40) - size(4, 200, 20);
    assert!(many < few + 20 * 200, "{many} bytes instead of {few}");
}
