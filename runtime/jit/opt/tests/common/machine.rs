//! A reference interpreter of traces, on a small heap: recorded traces and what the optimiser makes of them must do the same.

use rpy_trace::op::{Folded, fold_float, fold_int};
use rpy_trace::{Arg, Const, Descr, DescrId, Descrs, Guard, Kind, Op, OpCode, RefId, Resume, Tagged, Trace, Virtual};
use std::collections::{BTreeMap, HashMap};

#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Val {
    Int(i64),
    Float(u64),
    /// Index of an object.
    Ref(Option<usize>),
}

#[derive(Clone, Debug)]
pub struct Object {
    pub descr: DescrId,
    pub fields: BTreeMap<DescrId, Val>,
    pub items: Vec<Val>,
    /// Of arrays of structs.
    pub structs: Vec<BTreeMap<DescrId, Val>>,
}

#[derive(Clone, Debug, Default)]
pub struct Heap {
    pub objects: Vec<Object>,
    /// Objects that a call has seen.
    pub escaped: Vec<usize>,
    /// What calls have seen.
    pub log: Vec<String>,
}

pub enum Exit {
    /// At an operation of this index.
    Guard(usize),
    Jump(Vec<Val>),
}

pub struct Machine<'a> {
    pub descrs: &'a Descrs,
    pub value_field: DescrId,
}

pub fn zero(kind: Kind) -> Val {
    match kind {
        Kind::Int => Val::Int(0),
        Kind::Float => Val::Float(0),
        Kind::Ref => Val::Ref(None),
    }
}

/// What the elidable function computes.
pub fn elidable(x: i64) -> i64 {
    x.wrapping_mul(7) ^ 3
}

impl Machine<'_> {
    pub fn constant(c: Const) -> Val {
        match c {
            Const::Int(v) => Val::Int(v),
            Const::Float(b) => Val::Float(b),
            Const::Null => Val::Ref(None),
            Const::Ref(RefId(i)) => Val::Ref(Some(i as usize)),
        }
    }
    fn field_kind(&self, d: DescrId) -> Kind {
        match self.descrs.get(d) {
            Descr::Field(f) => f.kind,
            Descr::Interior(f) => f.kind,
            _ => Kind::Int,
        }
    }
    pub fn class(&self, heap: &Heap, object: usize) -> Option<i64> {
        let o = &heap.objects[object];
        let size = self.descrs.size(o.descr)?;
        let stored = size.fields.iter().find(|&&f| self.descrs.field(f).is_some_and(|f| f.is_typeptr));
        size.vtable.or_else(|| match o.fields.get(stored?) {
            Some(Val::Int(class)) => Some(*class),
            _ => None,
        })
    }
    pub fn new_object(&self, heap: &mut Heap, descr: DescrId, length: usize) -> usize {
        let (items, structs) = match self.descrs.get(descr) {
            Descr::Array(a) => match a.item {
                Some(k) => (vec![zero(k); length], vec![]),
                None => (vec![], vec![BTreeMap::new(); length]),
            },
            _ => (vec![], vec![]),
        };
        heap.objects.push(Object { descr, fields: BTreeMap::new(), items, structs });
        heap.objects.len() - 1
    }

    /// From an operation on, to the end or to a guard that fails. One guard may be ignored: whether it failed is told.
    pub fn run(
        &self,
        t: &Trace,
        vars: &mut HashMap<u32, Val>,
        heap: &mut Heap,
        from: usize,
        ignored: Option<usize>,
        failed: &mut bool,
    ) -> Exit {
        for (at, op) in t.ops.iter().enumerate().skip(from) {
            let args: Vec<Val> = op
                .args
                .iter()
                .map(|a| match a {
                    Arg::Var(v) => *vars.get(&v.0).unwrap_or_else(|| panic!("no value of {v:?} at {at}: {op:?}")),
                    Arg::Const(c) => Self::constant(*c),
                })
                .collect();
            if op.op == OpCode::Jump {
                return Exit::Jump(args);
            }
            if op.op.is_guard() {
                if !self.holds(op, &args, heap) {
                    if Some(at) != ignored {
                        return Exit::Guard(at);
                    }
                    *failed = true;
                }
                continue;
            }
            let result = self.step(op, &args, heap);
            if let (Some(v), Some(r)) = (op.result, result) {
                vars.insert(v.0, r);
            }
        }
        panic!("a trace without an end")
    }

    pub fn holds(&self, op: &Op, args: &[Val], heap: &Heap) -> bool {
        use OpCode::*;
        match (op.op, args) {
            (GuardTrue, [Val::Int(v)]) => *v == 1,
            (GuardFalse, [Val::Int(v)]) => *v == 0,
            (GuardValue, [a, b]) => a == b,
            (GuardNonnull, [Val::Ref(r)]) => r.is_some(),
            (GuardIsnull, [Val::Ref(r)]) => r.is_none(),
            (GuardClass, [Val::Ref(r), Val::Int(c)]) => self.class(heap, r.expect("an object")) == Some(*c),
            (GuardNonnullClass, [Val::Ref(r), Val::Int(c)]) => r.is_some_and(|r| self.class(heap, r) == Some(*c)),
            (GuardNoException | GuardNotInvalidated | GuardFutureCondition, []) => true,
            other => panic!("guard {other:?}"),
        }
    }

    pub fn step(&self, op: &Op, args: &[Val], heap: &mut Heap) -> Option<Val> {
        use OpCode::*;
        let object = |i: usize| match args[i] {
            Val::Ref(Some(o)) => o,
            other => panic!("{other:?} is no object: {op:?}"),
        };
        let int = |i: usize| match args[i] {
            Val::Int(v) => v,
            other => panic!("{other:?} is no integer: {op:?}"),
        };
        let index = |i: usize| int(i) as usize;
        let d = op.descr.unwrap_or(DescrId(0));
        Some(match op.op {
            New | NewWithVtable => Val::Ref(Some(self.new_object(heap, d, 0))),
            NewArray | NewArrayClear => Val::Ref(Some(self.new_object(heap, d, index(0)))),
            GetfieldGcI if self.descrs.field(d).is_some_and(|f| f.is_typeptr) => {
                Val::Int(self.class(heap, object(0)).expect("an instance"))
            }
            GetfieldGcI | GetfieldGcR | GetfieldGcF => {
                let o = &heap.objects[object(0)];
                let fields = &self.descrs.size(o.descr).expect("a struct").fields;
                assert!(fields.contains(&d), "no such field of {o:?}: {op:?}");
                *o.fields.get(&d).unwrap_or(&zero(self.field_kind(d)))
            }
            SetfieldGc => {
                let o = &mut heap.objects[object(0)];
                let fields = &self.descrs.size(o.descr).expect("a struct").fields;
                assert!(fields.contains(&d), "no such field of {o:?}: {op:?}");
                o.fields.insert(d, args[1]);
                return None;
            }
            GetarrayitemGcI | GetarrayitemGcR | GetarrayitemGcF => heap.objects[object(0)].items[index(1)],
            SetarrayitemGc => {
                heap.objects[object(0)].items[index(1)] = args[2];
                return None;
            }
            GetinteriorfieldGcI | GetinteriorfieldGcR | GetinteriorfieldGcF => {
                let fields = &heap.objects[object(0)].structs[index(1)];
                *fields.get(&d).unwrap_or(&zero(self.field_kind(d)))
            }
            SetinteriorfieldGc => {
                heap.objects[object(0)].structs[index(1)].insert(d, args[2]);
                return None;
            }
            ArraylenGc => {
                let o = &heap.objects[object(0)];
                assert_eq!(o.descr, d);
                Val::Int(o.items.len().max(o.structs.len()) as i64)
            }
            ArrayCopy => {
                let (from, to, n) = (index(2), index(3), index(4));
                let moved: Vec<Val> = heap.objects[object(0)].items[from..from + n].to_vec();
                heap.objects[object(1)].items[to..to + n].copy_from_slice(&moved);
                return None;
            }
            PtrEq => Val::Int((args[0] == args[1]) as i64),
            PtrNe => Val::Int((args[0] != args[1]) as i64),
            SameAsR => args[0],
            CallPureI => Val::Int(elidable(int(1))),
            CallI if self.descrs.call(d).is_some_and(|c| c.effect.elidable()) => Val::Int(elidable(int(1))),
            CallI | CallN => return self.call(op, &args[1..], heap),
            _ => {
                let bits: Vec<u64> = args
                    .iter()
                    .map(|a| match a {
                        Val::Int(v) => *v as u64,
                        Val::Float(b) => *b,
                        Val::Ref(_) => panic!("{op:?}"),
                    })
                    .collect();
                let b = bits.get(1).copied().unwrap_or(0);
                let floats = op.op.result() == Some(Kind::Float) || matches!(args[0], Val::Float(_));
                if floats {
                    match fold_float(op.op, bits[0], b) {
                        Some(Folded::Int(v)) => Val::Int(v),
                        Some(Folded::Float(f)) => Val::Float(f.to_bits()),
                        None => panic!("{op:?}"),
                    }
                } else {
                    Val::Int(fold_int(op.op, bits[0] as i64, b as i64).unwrap_or_else(|| panic!("{op:?} {args:?}")))
                }
            }
        })
    }

    /// By what the descr says that it may do: `bump` adds one to the argument's value, `all` to that of every object that calls
    /// have seen, and of what can be reached from them.
    fn call(&self, op: &Op, args: &[Val], heap: &mut Heap) -> Option<Val> {
        let c = self.descrs.call(op.descr.expect("a call")).expect("a call");
        let Val::Ref(Some(o)) = args[0] else { panic!("the argument is an object") };
        let shown = self.show(heap, &args[..1], &mut Vec::new());
        let f = self.value_field;
        let read = |heap: &Heap, o: usize| match heap.objects[o].fields.get(&f) {
            Some(Val::Int(v)) => *v,
            _ => 0,
        };
        // What a call with limited effects sees is limited as well.
        match c.name.as_str() {
            "bump" => {
                let v = read(heap, o);
                heap.log.push(format!("bump {v}"));
                heap.objects[o].fields.insert(f, Val::Int(v.wrapping_add(1)));
                Some(Val::Int(v))
            }
            _ => {
                heap.log.push(format!("all {shown}"));
                heap.escaped.push(o);
                let mut seen = vec![false; heap.objects.len()];
                let mut work = heap.escaped.clone();
                while let Some(o) = work.pop() {
                    if std::mem::replace(&mut seen[o], true) {
                        continue;
                    }
                    let object = &heap.objects[o];
                    let inner = object.structs.iter().flat_map(|s| s.values());
                    for v in object.fields.values().chain(&object.items).chain(inner) {
                        if let Val::Ref(Some(r)) = v {
                            work.push(*r);
                        }
                    }
                    let has_value = self.descrs.size(object.descr).is_some_and(|s| s.fields.contains(&f));
                    if has_value {
                        let v = read(heap, o);
                        heap.objects[o].fields.insert(f, Val::Int(v.wrapping_add(1)));
                    }
                }
                None
            }
        }
    }

    /// A text of values and all that can be reached from them, the same whatever the objects' numbers are.
    pub fn show(&self, heap: &Heap, values: &[Val], seen: &mut Vec<usize>) -> String {
        let mut out = String::new();
        for v in values {
            match v {
                Val::Int(v) => out += &format!("{v} "),
                Val::Float(b) => out += &format!("f{b:x} "),
                Val::Ref(None) => out += "null ",
                Val::Ref(Some(o)) => {
                    if let Some(n) = seen.iter().position(|s| s == o) {
                        out += &format!("#{n} ");
                        continue;
                    }
                    seen.push(*o);
                    let object = &heap.objects[*o];
                    out += &format!("{}#{}(", self.descrs.name(object.descr), seen.len() - 1);
                    let mut inner: Vec<Val> = Vec::new();
                    let all = |names: &[DescrId], set: &BTreeMap<DescrId, Val>, inner: &mut Vec<Val>| {
                        for f in names {
                            inner.push(*set.get(f).unwrap_or(&zero(self.field_kind(*f))));
                        }
                    };
                    match self.descrs.get(object.descr) {
                        Descr::Size(s) => all(&s.fields, &object.fields, &mut inner),
                        Descr::Array(a) => {
                            inner.extend(&object.items);
                            for s in &object.structs {
                                all(&a.fields, s, &mut inner);
                            }
                        }
                        _ => {}
                    }
                    out += &self.show(heap, &inner, seen);
                    out += ") ";
                }
            }
        }
        out
    }

    /// What the exit of a guard makes of the stored values: objects are made, stores are done. Gives the innermost frame's
    /// place and values.
    pub fn leave(&self, guard: &Guard, vars: &HashMap<u32, Val>, heap: &mut Heap) -> (usize, Vec<Val>) {
        let resume: &Resume = &guard.resume;
        let made: Vec<usize> = resume
            .virtuals
            .iter()
            .map(|v| match &**v {
                Virtual::Struct { descr, .. } => self.new_object(heap, *descr, 0),
                Virtual::Array { descr, items } => self.new_object(heap, *descr, items.len()),
                Virtual::ArrayStruct { descr, items } => self.new_object(heap, *descr, items.len()),
            })
            .collect();
        let value = |t: &Tagged| match *t {
            Tagged::Const(c) => Self::constant(c),
            Tagged::Stored(i) => vars[&guard.fail_args[i as usize].0],
            Tagged::Virtual(i) => Val::Ref(Some(made[i as usize])),
        };
        for (v, &o) in resume.virtuals.iter().zip(&made) {
            match &**v {
                Virtual::Struct { fields, .. } => {
                    heap.objects[o].fields.extend(fields.iter().map(|(d, t)| (*d, value(t))));
                }
                Virtual::Array { items, .. } => {
                    for (i, t) in items.iter().enumerate() {
                        if let Some(t) = t {
                            heap.objects[o].items[i] = value(t);
                        }
                    }
                }
                Virtual::ArrayStruct { items, .. } => {
                    for (i, fields) in items.iter().enumerate() {
                        heap.objects[o].structs[i].extend(fields.iter().map(|(d, t)| (*d, value(t))));
                    }
                }
            }
        }
        for p in &resume.pending {
            let Val::Ref(Some(o)) = value(&p.object) else { panic!("a store to nothing") };
            match p.index {
                Some(i) => {
                    let Val::Int(i) = value(&i) else { panic!("an index that is no integer") };
                    heap.objects[o].items[i as usize] = value(&p.value);
                }
                None => {
                    heap.objects[o].fields.insert(p.descr, value(&p.value));
                }
            }
        }
        let frame = resume.frames.last().expect("a frame");
        (frame.pc as usize, frame.values.iter().map(value).collect())
    }
}
