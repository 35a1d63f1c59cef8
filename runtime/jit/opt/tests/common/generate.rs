//! Random traces, recorded as a tracing interpreter does it: each operation is done on a real heap, and guards hold.

use super::machine::{Heap, Machine, Val, zero};
use rpy_trace::{
    Arg, ArrayDescr, CallDescr, Const, Descr, DescrId, Descrs, EffectInfo, ExtraEffect, FieldDescr, Frame, Guard,
    InteriorDescr, Kind, OpCode, RefId, SizeDescr, Snapshot, Trace, Var,
};
use std::collections::HashMap;
use std::rc::Rc;

pub struct Rng(pub u64);

impl Rng {
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }
    pub fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

/// The types and functions of the program around the traces.
pub struct World {
    pub descrs: Descrs,
    pub typeptr: DescrId,
    pub node: DescrId,
    pub leaf: DescrId,
    /// An object whose class is stored after it has been allocated.
    pub cell: DescrId,
    pub pair: DescrId,
    pub value: DescrId,
    pub next: DescrId,
    pub fixed: DescrId,
    pub extra: DescrId,
    pub left: DescrId,
    pub count: DescrId,
    pub ints: DescrId,
    pub refs: DescrId,
    pub entries: DescrId,
    pub key: DescrId,
    pub entry: DescrId,
    pub bump: DescrId,
    pub all: DescrId,
    pub pure: DescrId,
}

pub const NODE: i64 = 0x1000;
pub const LEAF: i64 = 0x2000;
pub const CELL: i64 = 0x3000;

impl World {
    pub fn new() -> World {
        let mut d = Descrs::default();
        let size = |d: &mut Descrs, name: &str, vtable| {
            d.push(Descr::Size(SizeDescr { name: name.into(), vtable, ..SizeDescr::default() }))
        };
        let field = |d: &mut Descrs, parent, name: &str, kind, size| {
            d.push(Descr::Field(FieldDescr {
                name: name.into(),
                parent,
                offset: d.all.len() as u32 * 8,
                kind,
                size,
                signed: size == 8,
                immutable: name == "fixed" || name == "typeptr",
                is_typeptr: name == "typeptr",
                ..FieldDescr::default()
            }))
        };
        let root = size(&mut d, "object", None);
        let typeptr = field(&mut d, root, "typeptr", Kind::Int, 8);
        let node = size(&mut d, "node", Some(NODE));
        let value = field(&mut d, node, "value", Kind::Int, 8);
        let next = field(&mut d, node, "next", Kind::Ref, 8);
        let fixed = field(&mut d, node, "fixed", Kind::Int, 8);
        let leaf = size(&mut d, "leaf", Some(LEAF));
        let extra = field(&mut d, leaf, "extra", Kind::Int, 8);
        let cell = size(&mut d, "cell", None);
        let pair = size(&mut d, "pair", None);
        let left = field(&mut d, pair, "left", Kind::Ref, 8);
        let count = field(&mut d, pair, "count", Kind::Int, 1);
        let array = |d: &mut Descrs, name: &str, item| {
            d.push(Descr::Array(ArrayDescr {
                name: name.into(),
                type_number: 0,
                fixed: 16,
                length_offset: 0,
                items_offset: 8,
                item_size: 8,
                item,
                signed: true,
                immutable: false,
                fields: vec![],
            }))
        };
        let ints = array(&mut d, "ints", Some(Kind::Int));
        let refs = array(&mut d, "refs", Some(Kind::Ref));
        let entries = array(&mut d, "entries", None);
        let interior = |d: &mut Descrs, name: &str, kind| {
            d.push(Descr::Interior(InteriorDescr {
                array: entries,
                name: name.into(),
                offset: 0,
                kind,
                size: 8,
                signed: true,
            }))
        };
        let key = interior(&mut d, "key", Kind::Int);
        let entry = interior(&mut d, "entry", Kind::Ref);
        let call = |d: &mut Descrs, name: &str, args: Vec<Kind>, result, extra, touched: Vec<DescrId>| {
            d.push(Descr::Call(CallDescr {
                name: name.into(),
                arg_sizes: vec![8; args.len()],
                args,
                result,
                result_size: 8,
                result_signed: true,
                effect: EffectInfo {
                    extra,
                    oopspec: None,
                    reads: touched.iter().copied().collect(),
                    writes: touched.into_iter().collect(),
                    can_collect: true,
                    can_invalidate: false,
                },
            }))
        };
        let bump = call(&mut d, "bump", vec![Kind::Ref], Some(Kind::Int), ExtraEffect::CannotRaise, vec![value]);
        let all = call(&mut d, "all", vec![Kind::Ref], None, ExtraEffect::RandomEffects, vec![]);
        let pure = call(&mut d, "pure", vec![Kind::Int], Some(Kind::Int), ExtraEffect::ElidableCannotRaise, vec![]);
        let mut fill = |id: DescrId, fields: Vec<DescrId>| match &mut d.all[id.0 as usize] {
            Descr::Size(s) => s.fields = fields,
            Descr::Array(a) => a.fields = fields,
            _ => {}
        };
        fill(root, vec![typeptr]);
        fill(node, vec![typeptr, value, next, fixed]);
        fill(leaf, vec![typeptr, value, next, fixed, extra]);
        fill(cell, vec![typeptr, value, next, fixed]);
        fill(pair, vec![left, count]);
        fill(entries, vec![key, entry]);
        World {
            descrs: d,
            typeptr,
            node,
            leaf,
            cell,
            pair,
            value,
            next,
            fixed,
            extra,
            left,
            count,
            ints,
            refs,
            entries,
            key,
            entry,
            bump,
            all,
            pure,
        }
    }
    pub fn machine(&self) -> Machine<'_> {
        Machine { descrs: &self.descrs, value_field: self.value }
    }
    /// Objects that are constants of traces, then some others.
    pub fn heap(&self, rng: &mut Rng) -> Heap {
        let m = self.machine();
        let mut heap = Heap::default();
        for i in 0..CONSTANTS + 6 {
            let descr = rng.pick(&[self.node, self.leaf, self.cell]);
            let o = m.new_object(&mut heap, descr, 0);
            if descr == self.cell {
                heap.objects[o].fields.insert(self.typeptr, Val::Int(CELL));
            }
            heap.objects[o].fields.insert(self.value, Val::Int(rng.below(20) as i64));
            heap.objects[o].fields.insert(self.fixed, Val::Int(i as i64));
            if i > 0 && rng.below(2) == 0 {
                let to = rng.below(i);
                heap.objects[o].fields.insert(self.next, Val::Ref(Some(to)));
            }
        }
        heap
    }
}

pub const CONSTANTS: usize = 2;

pub struct Recorder<'w, 'r> {
    pub w: &'w World,
    pub rng: &'r mut Rng,
    pub heap: Heap,
    pub trace: Trace,
    pub vals: HashMap<u32, Val>,
    ints: Vec<Arg>,
    refs: Vec<Arg>,
    floats: Vec<Arg>,
}

impl Recorder<'_, '_> {
    fn val(&self, a: Arg) -> Val {
        match a {
            Arg::Var(v) => self.vals[&v.0],
            Arg::Const(c) => Machine::constant(c),
        }
    }
    fn int(&self, a: Arg) -> i64 {
        match self.val(a) {
            Val::Int(v) => v,
            _ => 0,
        }
    }
    fn op(&mut self, op: OpCode, args: Vec<Arg>, descr: Option<DescrId>) -> Option<Arg> {
        let vals: Vec<Val> = args.iter().map(|&a| self.val(a)).collect();
        let result = self.trace.push(op, args, descr);
        let last = self.trace.ops.last().expect("just pushed").clone();
        let value = self.w.machine().step(&last, &vals, &mut self.heap);
        if let (Some(v), Some(value)) = (result, value) {
            self.vals.insert(v.0, value);
            match op.result() {
                Some(Kind::Int) => self.ints.push(v.into()),
                Some(Kind::Ref) => self.refs.push(v.into()),
                _ => self.floats.push(v.into()),
            }
        }
        result.map(Arg::Var)
    }
    fn guard(&mut self, op: OpCode, args: Vec<Arg>) {
        self.trace.push(op, args, None);
        if let Some(last) = self.trace.ops.last_mut() {
            last.guard = Some(Box::default());
        }
    }
    fn some_int(&mut self) -> Arg {
        match self.rng.below(8) {
            0 => Arg::int(self.rng.pick(&[0, 1, -1, 2, 7, 8, 63, 255, i64::MAX, i64::MIN])),
            1..=4 if self.ints.len() > 4 => self.ints[self.ints.len() - 1 - self.rng.below(4)],
            _ => self.rng.pick(&self.ints.clone()),
        }
    }
    fn some_ref(&mut self) -> Arg {
        match self.rng.below(10) {
            0 => Arg::Const(Const::Ref(RefId(self.rng.below(CONSTANTS) as u32))),
            1..=5 if self.refs.len() > 3 => self.refs[self.refs.len() - 1 - self.rng.below(3)],
            _ => self.rng.pick(&self.refs.clone()),
        }
    }
    /// An object of one of these types, after the guards that an interpreter would have.
    fn object(&mut self, wanted: &[DescrId]) -> Option<(Arg, DescrId)> {
        for _ in 0..4 {
            let a = self.some_ref();
            let Val::Ref(Some(o)) = self.val(a) else { continue };
            let descr = self.heap.objects[o].descr;
            if !wanted.contains(&descr) {
                continue;
            }
            if self.is_static(a) {
                return Some((a, descr));
            }
            let class = self.w.machine().class(&self.heap, o);
            match class {
                Some(c) if self.rng.below(2) == 0 => self.guard(OpCode::GuardNonnullClass, vec![a, Arg::int(c)]),
                Some(c) => {
                    self.guard(OpCode::GuardNonnull, vec![a]);
                    self.guard(OpCode::GuardClass, vec![a, Arg::int(c)]);
                }
                // A struct without a class is what its variable's type says; that is so for new ones here.
                None => continue,
            }
            return Some((a, descr));
        }
        None
    }
    /// Made in this trace.
    fn is_static(&self, a: Arg) -> bool {
        let made = |v: Var| {
            self.trace.ops.iter().any(|o| {
                o.result == Some(v)
                    && matches!(o.op, OpCode::New | OpCode::NewWithVtable | OpCode::NewArray | OpCode::NewArrayClear)
            })
        };
        a.var().is_some_and(made)
    }

    pub fn some_op(&mut self) {
        use OpCode::*;
        let w = self.w;
        let instances = [w.node, w.leaf, w.cell];
        match self.rng.below(34) {
            0..=7 => {
                let op = self.rng.pick(&[
                    IntAdd,
                    IntSub,
                    IntMul,
                    IntAnd,
                    IntOr,
                    IntXor,
                    IntLshift,
                    IntRshift,
                    UintRshift,
                    IntAdd,
                    IntSub,
                    UintMulHigh,
                    IntMulHigh,
                ]);
                let args = vec![self.some_int(), self.some_int()];
                self.op(op, args, None);
            }
            8 => {
                let op = self.rng.pick(&[IntNeg, IntInvert, IntForceGeZero, IntIsTrue, IntIsZero]);
                let args = vec![self.some_int()];
                self.op(op, args, None);
            }
            9 => {
                let (a, b) = (self.some_int(), self.some_int());
                if self.int(b) != 0 {
                    let zero = self.op(IntIsTrue, vec![b], None).expect("a result");
                    self.guard(GuardTrue, vec![zero]);
                    let op = self.rng.pick(&[IntTruncdiv, IntTruncmod, UintTruncdiv, UintTruncmod]);
                    self.op(op, vec![a, b], None);
                }
            }
            10 => {
                let size = self.rng.pick(&[1, 2, 4]);
                let a = self.some_int();
                self.op(IntSignext, vec![a, Arg::int(size)], None);
            }
            11..=14 => {
                let op = self.rng.pick(&[IntLt, IntLe, IntEq, IntNe, IntGt, IntGe, UintLt, UintLe, UintGt, UintGe]);
                let args = vec![self.some_int(), self.some_int()];
                let flag = self.op(op, args, None).expect("a result");
                if self.rng.below(3) > 0 {
                    self.branch(flag);
                }
            }
            15 | 16 => {
                let (check, op) =
                    self.rng.pick(&[(IntAddOverflows, IntAdd), (IntSubOverflows, IntSub), (IntMulOverflows, IntMul)]);
                let args = vec![self.some_int(), self.some_int()];
                let flag = self.op(check, args.clone(), None).expect("a result");
                self.branch(flag);
                self.op(op, args, None);
            }
            17 => {
                let a = self.some_int();
                if let (Arg::Var(_), Val::Int(v)) = (a, self.val(a))
                    && self.rng.below(4) == 0
                {
                    self.guard(GuardValue, vec![a, Arg::int(v)]);
                }
            }
            18 | 19 => {
                let d = self.rng.pick(&[w.node, w.leaf, w.pair, w.cell]);
                let op = if d == w.pair || d == w.cell { New } else { NewWithVtable };
                let object = self.op(op, vec![], Some(d)).expect("a result");
                if d == w.cell {
                    self.op(SetfieldGc, vec![object, Arg::int(CELL)], Some(w.typeptr));
                }
            }
            20 | 21 => {
                if let Some((o, d)) = self.object(&[w.node, w.leaf, w.cell, w.pair]) {
                    if d == w.pair {
                        match self.rng.below(2) {
                            0 => self.op(GetfieldGcR, vec![o], Some(w.left)),
                            _ => self.op(GetfieldGcI, vec![o], Some(w.count)),
                        };
                    } else {
                        match self.rng.below(4) {
                            0 => self.op(GetfieldGcR, vec![o], Some(w.next)),
                            1 => self.op(GetfieldGcI, vec![o], Some(w.fixed)),
                            2 if d == w.leaf => self.op(GetfieldGcI, vec![o], Some(w.extra)),
                            3 => self.op(GetfieldGcI, vec![o], Some(w.typeptr)),
                            _ => self.op(GetfieldGcI, vec![o], Some(w.value)),
                        };
                    }
                }
            }
            22..=24 => {
                if let Some((o, d)) = self.object(&[w.node, w.leaf, w.cell, w.pair]) {
                    let (field, value) = match self.rng.below(3) {
                        0 if d == w.pair => (w.left, self.some_ref()),
                        _ if d == w.pair => (w.count, self.op_and(255)),
                        0 => (w.next, self.instance_or_null()),
                        1 if d == w.leaf => (w.extra, self.some_int()),
                        _ => (w.value, self.some_int()),
                    };
                    self.op(SetfieldGc, vec![o, value], Some(field));
                }
            }
            25 => {
                let d = self.rng.pick(&[w.ints, w.refs, w.entries]);
                let n = self.rng.below(4) as i64 + 1;
                self.op(NewArray, vec![Arg::int(n)], Some(d));
            }
            26 | 27 => self.use_array(),
            28 => {
                let (a, b) = (self.some_ref(), self.some_ref());
                let op = self.rng.pick(&[PtrEq, PtrNe]);
                let b = if self.rng.below(3) == 0 { Arg::Const(Const::Null) } else { b };
                let flag = self.op(op, vec![a, b], None).expect("a result");
                self.branch(flag);
            }
            29 => {
                if let Some((o, _)) = self.object(&instances) {
                    self.op(CallI, vec![Arg::int(1), o], Some(w.bump));
                    self.guard(GuardNoException, vec![]);
                }
            }
            30 => {
                if let Some((o, _)) = self.object(&instances) {
                    self.op(CallN, vec![Arg::int(2), o], Some(w.all));
                    self.guard(GuardNoException, vec![]);
                }
            }
            31 => {
                let a = self.some_int();
                self.op(CallPureI, vec![Arg::int(3), a], Some(w.pure));
                self.guard(GuardNoException, vec![]);
            }
            32 => {
                let a = self.some_int();
                self.op(CastIntToFloat, vec![a], None);
            }
            _ => {
                if self.floats.is_empty() {
                    return;
                }
                let (a, b) = (self.rng.pick(&self.floats.clone()), self.rng.pick(&self.floats.clone()));
                let op = self.rng.pick(&[FloatAdd, FloatMul, FloatSub, FloatTruediv, FloatLt, FloatNeg]);
                let args = if op == FloatNeg { vec![a] } else { vec![a, b] };
                self.op(op, args, None);
            }
        }
    }
    fn op_and(&mut self, mask: i64) -> Arg {
        let a = self.some_int();
        self.op(OpCode::IntAnd, vec![a, Arg::int(mask)], None).expect("a result")
    }
    /// The field holds objects of classes only.
    fn instance_or_null(&mut self) -> Arg {
        match self.object(&[self.w.node, self.w.leaf, self.w.cell]) {
            Some((o, _)) => o,
            None => Arg::Const(Const::Null),
        }
    }
    fn branch(&mut self, flag: Arg) {
        let guard = if self.int(flag) == 1 { OpCode::GuardTrue } else { OpCode::GuardFalse };
        self.guard(guard, vec![flag]);
    }
    fn use_array(&mut self) {
        use OpCode::*;
        let w = self.w;
        let Some((a, d)) = self.object(&[w.ints, w.refs, w.entries]) else { return };
        let Val::Ref(Some(o)) = self.val(a) else { return };
        let length = self.heap.objects[o].items.len().max(self.heap.objects[o].structs.len());
        let index = self.rng.below(length) as i64;
        let known: Vec<Arg> = self.ints.iter().copied().filter(|&i| self.int(i) == index).collect();
        let mut i = Arg::int(index);
        if let Some(&v) = known.last()
            && self.rng.below(2) == 0
        {
            // An interpreter tests the index.
            let n = self.op(ArraylenGc, vec![a], Some(d)).expect("a result");
            let inside = self.op(UintLt, vec![v, n], None).expect("a result");
            self.guard(GuardTrue, vec![inside]);
            i = v;
        }
        let write = self.rng.below(2) == 0;
        if d == w.ints {
            let v = self.some_int();
            if write {
                self.op(SetarrayitemGc, vec![a, i, v], Some(d))
            } else {
                self.op(GetarrayitemGcI, vec![a, i], Some(d))
            };
        } else if d == w.refs {
            let v = self.some_ref();
            if write {
                self.op(SetarrayitemGc, vec![a, i, v], Some(d))
            } else {
                self.op(GetarrayitemGcR, vec![a, i], Some(d))
            };
        } else if self.rng.below(2) == 0 {
            let v = self.some_int();
            if write {
                self.op(SetinteriorfieldGc, vec![a, i, v], Some(w.key))
            } else {
                self.op(GetinteriorfieldGcI, vec![a, i], Some(w.key))
            };
        } else {
            let v = self.some_ref();
            if write {
                self.op(SetinteriorfieldGc, vec![a, i, v], Some(w.entry))
            } else {
                self.op(GetinteriorfieldGcR, vec![a, i], Some(w.entry))
            };
        }
    }
}

/// A loop that ends after some iterations at the latest.
pub struct Recorded {
    pub trace: Trace,
    /// What a bridge passes to the next iteration in the place of the jump's arguments.
    pub other_args: Vec<Arg>,
    /// Of the recording.
    pub inputs: Vec<Val>,
    /// Before it.
    pub heap: Heap,
}

pub fn random_loop(w: &World, rng: &mut Rng, size: usize) -> Recorded {
    let heap = w.heap(rng);
    let mut r = Recorder {
        w,
        heap: heap.clone(),
        trace: Trace::default(),
        vals: HashMap::new(),
        ints: vec![],
        refs: vec![],
        floats: vec![],
        rng,
    };
    let kinds = [Kind::Int, Kind::Int, Kind::Int, Kind::Int, Kind::Ref, Kind::Ref, Kind::Ref];
    let mut inputs = Vec::new();
    for (i, k) in kinds.into_iter().enumerate() {
        let v = r.trace.add_input(k);
        let value = match k {
            Kind::Int if i == 0 => Val::Int(r.rng.below(12) as i64 + 3),
            Kind::Int => Val::Int(r.rng.below(30) as i64 - 5),
            Kind::Ref => Val::Ref(Some(r.rng.below(heap.objects.len()))),
            Kind::Float => zero(k),
        };
        r.vals.insert(v.0, value);
        inputs.push(value);
        if i > 0 {
            match k {
                Kind::Int => r.ints.push(v.into()),
                _ => r.refs.push(v.into()),
            }
        }
    }
    let fuel = Arg::Var(r.trace.inputs[0]);
    let more = r.op(OpCode::IntGt, vec![fuel, Arg::int(0)], None).expect("a result");
    r.guard(OpCode::GuardTrue, vec![more]);
    let less = r.op(OpCode::IntSub, vec![fuel, Arg::int(1)], None).expect("a result");
    for _ in 0..size {
        r.some_op();
    }
    let mut args = vec![less];
    for (i, k) in kinds.into_iter().enumerate().skip(1) {
        let keep = r.rng.below(3) == 0;
        args.push(match k {
            _ if keep => Arg::Var(r.trace.inputs[i]),
            Kind::Int => r.some_int(),
            // The interpreter's variables have types: these are instances, or null.
            _ => r.instance_or_null(),
        });
    }
    // The same variables in other places, mostly.
    let mut other_args = args.clone();
    for i in 1..args.len() {
        if r.rng.below(3) == 0 {
            let same: Vec<Arg> = args[1..].iter().copied().filter(|&a| r.trace.kind_of(a) == kinds[i]).collect();
            other_args[i] = r.rng.pick(&same);
        }
    }
    r.guard(OpCode::GuardFutureCondition, vec![]);
    r.trace.push(OpCode::Jump, args, None);
    let mut trace = r.trace;
    snapshots(&mut trace, &other_args);
    Recorded { trace, other_args, inputs, heap }
}

/// What is still needed, in every guard.
fn snapshots(trace: &mut Trace, other_args: &[Arg]) {
    let mut live: Vec<Var> = other_args.iter().filter_map(|a| a.var()).collect();
    live.sort();
    live.dedup();
    for at in (0..trace.ops.len()).rev() {
        let op = &mut trace.ops[at];
        if let Some(v) = op.result {
            live.retain(|&l| l != v);
        }
        for v in op.args.iter().filter_map(|a| a.var()) {
            if !live.contains(&v) {
                live.push(v);
            }
        }
        if op.op.is_guard() {
            let mut values = live.clone();
            values.sort();
            let frame = Frame { jitcode: 0, pc: at as u32, values: values.into_iter().map(Arg::Var).collect() };
            let snapshot = Snapshot { frames: vec![Rc::new(frame)], ..Snapshot::default() };
            op.guard = Some(Box::new(Guard { snapshot: Rc::new(snapshot), ..Guard::default() }));
        }
    }
}
