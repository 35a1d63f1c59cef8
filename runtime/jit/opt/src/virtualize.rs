//! Allocation removal: an object that does not escape is never made; its fields are variables.

use crate::bound::IntBound;
use crate::core::{Optimizer, R, invalid};
use crate::info::{Body, Origin, PtrInfo, Value};
use crate::intbounds::int;
use rpy_trace::{Arg, Const, DescrId, Kind, Op, OpCode};
use std::collections::BTreeMap;

/// Longer arrays are made at once.
const MAX_ITEMS: i64 = 100;

impl Optimizer<'_> {
    pub fn virtualize(&mut self, op: Op) -> R<Option<Op>> {
        use OpCode::*;
        let first = op.args.first().copied();
        let on_virtual = first.is_some_and(|a| self.is_virtual(a));
        match op.op {
            New | NewWithVtable => self.new_struct(op),
            NewArray | NewArrayClear => self.new_array(op),
            GetfieldGcI | GetfieldGcR | GetfieldGcF if on_virtual => self.read_field(op),
            SetfieldGc if on_virtual => self.write_field(op),
            GetarrayitemGcI | GetarrayitemGcR | GetarrayitemGcF if on_virtual => self.read_item(op),
            SetarrayitemGc if on_virtual => self.write_item(op),
            GetinteriorfieldGcI | GetinteriorfieldGcR | GetinteriorfieldGcF if on_virtual => self.read_interior(op),
            SetinteriorfieldGc if on_virtual => self.write_interior(op),
            ArraylenGc if on_virtual => {
                let length = self.length_bound(op.args[0]).constant();
                match length {
                    Some(n) => self.give_int(&op, n).map(|()| None),
                    None => Ok(Some(op)),
                }
            }
            ArrayCopy => self.copy_items(op),
            ArrayClear if on_virtual => self.clear_items(op),
            Keepalive if on_virtual => Ok(None),
            GuardValue if on_virtual => invalid("guard_value of a virtual object"),
            _ => Ok(Some(op)),
        }
    }

    pub fn make_virtual(&mut self, v: rpy_trace::Var, body: Body) {
        let (class, length) = match &body {
            Body::Struct { descr, fields } => {
                let implied = self.env.descrs().size(*descr).and_then(|s| s.vtable);
                (implied.or_else(|| fields.iter().find_map(|(&d, &a)| self.class_stored(d, a))), None)
            }
            Body::Array { items, .. } => (None, Some(items.len())),
            Body::ArrayStruct { items, .. } => (None, Some(items.len())),
        };
        let (Body::Struct { descr, .. } | Body::Array { descr, .. } | Body::ArrayStruct { descr, .. }) = &body;
        let info = PtrInfo {
            nonnull: true,
            class,
            typed: Some(*descr),
            length: length.map(|n| IntBound::exact(n as i64)),
            body: Some(body),
            guard: None,
            origin: Origin::Fresh,
        };
        self.values[v.0 as usize] = Value::Ref(Box::new(info));
    }

    /// The class that a store to an object's class field gives it.
    pub fn class_stored(&self, field: DescrId, value: Arg) -> Option<i64> {
        let is_class = self.env.descrs().field(field).is_some_and(|f| f.is_typeptr);
        if is_class { self.constant_int(value).filter(|&c| c != 0) } else { None }
    }

    fn new_struct(&mut self, op: Op) -> R<Option<Op>> {
        let (Some(v), Some(descr)) = (op.result, op.descr) else { return Ok(Some(op)) };
        self.make_virtual(v, Body::Struct { descr, fields: BTreeMap::new() });
        Ok(None)
    }

    fn new_array(&mut self, op: Op) -> R<Option<Op>> {
        let (Some(v), Some(descr)) = (op.result, op.descr) else { return Ok(Some(op)) };
        let Some(n) = self.constant_int(op.args[0]).filter(|n| (0..=MAX_ITEMS).contains(n)) else {
            return Ok(Some(op));
        };
        let structs = self.env.descrs().array(descr).is_some_and(|a| a.item.is_none());
        let body = if structs {
            Body::ArrayStruct { descr, items: vec![BTreeMap::new(); n as usize] }
        } else {
            Body::Array { descr, items: vec![None; n as usize] }
        };
        self.make_virtual(v, body);
        Ok(None)
    }

    fn body(&mut self, a: Arg) -> Option<&mut Body> {
        self.ptr_mut(a)?.body.as_mut()
    }

    fn read_field(&mut self, op: Op) -> R<Option<Op>> {
        let Some(field) = op.descr else { return Ok(Some(op)) };
        let class = self.ptr(op.args[0]).and_then(|i| i.class);
        let value = match self.body(op.args[0]) {
            Some(Body::Struct { fields, .. }) => fields.get(&field).copied(),
            _ => return Ok(Some(op)),
        };
        let f = self.env.descrs().field(field);
        let typeptr = f.is_some_and(|f| f.is_typeptr);
        let kind = f.map_or(Kind::Int, |f| f.kind);
        let value = match (value, class) {
            (Some(v), _) => v,
            (None, Some(c)) if typeptr => Arg::int(c),
            _ => Self::zero(kind),
        };
        self.give(&op, value)?;
        Ok(None)
    }

    fn write_field(&mut self, op: Op) -> R<Option<Op>> {
        let Some(field) = op.descr else { return Ok(Some(op)) };
        let class = self.class_stored(field, op.args[1]);
        match self.body(op.args[0]) {
            Some(Body::Struct { fields, .. }) => {
                fields.insert(field, op.args[1]);
            }
            _ => return Ok(Some(op)),
        }
        if let (Some(_), Some(info)) = (class, self.ptr_mut(op.args[0])) {
            info.class = class;
        }
        Ok(None)
    }

    fn read_item(&mut self, op: Op) -> R<Option<Op>> {
        let Some(index) = self.constant_int(op.args[1]) else { return Ok(Some(op)) };
        let value = match self.body(op.args[0]) {
            Some(Body::Array { items, .. }) => items.get(index as usize).copied(),
            _ => return Ok(Some(op)),
        };
        let Some(value) = value else { return invalid("an index outside of a virtual array") };
        let zero = Self::zero(op.op.result().unwrap_or(Kind::Int));
        self.give(&op, value.unwrap_or(zero))?;
        Ok(None)
    }

    fn write_item(&mut self, op: Op) -> R<Option<Op>> {
        let Some(index) = self.constant_int(op.args[1]) else { return Ok(Some(op)) };
        match self.body(op.args[0]) {
            Some(Body::Array { items, .. }) => match items.get_mut(index as usize) {
                Some(item) => {
                    *item = Some(op.args[2]);
                    Ok(None)
                }
                None => invalid("an index outside of a virtual array"),
            },
            _ => Ok(Some(op)),
        }
    }

    fn read_interior(&mut self, op: Op) -> R<Option<Op>> {
        let (Some(index), Some(field)) = (self.constant_int(op.args[1]), op.descr) else { return Ok(Some(op)) };
        let value = match self.body(op.args[0]) {
            Some(Body::ArrayStruct { items, .. }) => items.get(index as usize).map(|f| f.get(&field).copied()),
            _ => return Ok(Some(op)),
        };
        let Some(value) = value else { return invalid("an index outside of a virtual array") };
        let zero = Self::zero(op.op.result().unwrap_or(Kind::Int));
        self.give(&op, value.unwrap_or(zero))?;
        Ok(None)
    }

    fn write_interior(&mut self, op: Op) -> R<Option<Op>> {
        let (Some(index), Some(field)) = (self.constant_int(op.args[1]), op.descr) else { return Ok(Some(op)) };
        match self.body(op.args[0]) {
            Some(Body::ArrayStruct { items, .. }) => match items.get_mut(index as usize) {
                Some(fields) => {
                    fields.insert(field, op.args[2]);
                    Ok(None)
                }
                None => invalid("an index outside of a virtual array"),
            },
            _ => Ok(Some(op)),
        }
    }

    /// A copy between arrays is single moves where one is virtual, or where there are few items.
    fn copy_items(&mut self, op: Op) -> R<Option<Op>> {
        let [source, dest, ..] = op.args[..] else { return Ok(Some(op)) };
        let numbers: Option<Vec<i64>> = op.args[2..].iter().map(|&a| self.constant_int(a)).collect();
        let Some(&[from, to, count]) = numbers.as_deref() else { return Ok(Some(op)) };
        let Some(descr) = op.descr else { return Ok(Some(op)) };
        let kind = self.env.descrs().array(descr).and_then(|a| a.item);
        let small = |o: &Self, a| o.is_virtual(a) || count <= 8;
        let Some(kind) = kind.filter(|_| small(self, source) && small(self, dest)) else { return Ok(Some(op)) };
        let read = match kind {
            Kind::Int => OpCode::GetarrayitemGcI,
            Kind::Ref => OpCode::GetarrayitemGcR,
            Kind::Float => OpCode::GetarrayitemGcF,
        };
        // All are read first: the two may be one array.
        let mut values = Vec::new();
        for i in 0..count {
            let (op, v) = self.make(read, vec![source, Arg::int(from + i)], Some(descr));
            self.send(op)?;
            values.extend(v);
        }
        for (i, v) in values.into_iter().enumerate() {
            let args = vec![dest, Arg::int(to + i as i64), v.into()];
            self.send(Op::new(OpCode::SetarrayitemGc, args, Some(descr)))?;
        }
        Ok(None)
    }

    fn clear_items(&mut self, op: Op) -> R<Option<Op>> {
        let (start, count) = (self.constant_int(op.args[1]), self.constant_int(op.args[2]));
        let (Some(start), Some(count)) = (start, count) else { return Ok(Some(op)) };
        let range = start.max(0) as usize..start.saturating_add(count).max(0) as usize;
        let done = match self.body(op.args[0]) {
            Some(Body::Array { items, .. }) => items.get_mut(range).map(|i| i.fill(None)).is_some(),
            Some(Body::ArrayStruct { items, .. }) => {
                items.get_mut(range).map(|i| i.iter_mut().for_each(BTreeMap::clear)).is_some()
            }
            _ => false,
        };
        Ok(if done { None } else { Some(op) })
    }

    /// Makes the object; false if there was nothing to do.
    pub fn force(&mut self, a: Arg) -> R<bool> {
        let a = self.resolve(a);
        let Arg::Var(v) = a else { return Ok(false) };
        if !self.is_virtual(a) {
            return Ok(false);
        }
        let Some(body) = self.ptr_mut(a).and_then(|i| i.body.take()) else { return Ok(false) };
        match body {
            Body::Struct { descr, fields } => self.make_struct(v, descr, fields)?,
            Body::Array { descr, items } => {
                self.make_array(v, descr, items.len())?;
                for (i, value) in items.into_iter().enumerate() {
                    let Some(value) = value.map(|a| self.resolve(a)).filter(|&a| !is_zero(a)) else { continue };
                    let args = vec![a, Arg::int(i as i64), value];
                    self.send_to_heap(Op::new(OpCode::SetarrayitemGc, args, Some(descr)))?;
                }
            }
            Body::ArrayStruct { descr, items } => {
                self.make_array(v, descr, items.len())?;
                for (i, fields) in items.into_iter().enumerate() {
                    for (field, value) in fields {
                        if !is_zero(self.resolve(value)) {
                            self.force(value)?;
                            let args = vec![a, Arg::int(i as i64), value];
                            self.send_to_heap(Op::new(OpCode::SetinteriorfieldGc, args, Some(field)))?;
                        }
                    }
                }
            }
        }
        Ok(true)
    }

    fn make_struct(&mut self, v: rpy_trace::Var, descr: DescrId, fields: BTreeMap<DescrId, Arg>) -> R<()> {
        let object = self.env.descrs().size(descr).is_some_and(|s| s.vtable.is_some());
        let op = if object { OpCode::NewWithVtable } else { OpCode::New };
        self.send_to_heap(Op { result: Some(v), ..Op::new(op, vec![], Some(descr)) })?;
        for (field, value) in fields {
            let typeptr = object && self.env.descrs().field(field).is_some_and(|f| f.is_typeptr);
            if !typeptr && !is_zero(self.resolve(value)) {
                self.send_to_heap(Op::new(OpCode::SetfieldGc, vec![v.into(), value], Some(field)))?;
            }
        }
        Ok(())
    }

    fn make_array(&mut self, v: rpy_trace::Var, descr: DescrId, length: usize) -> R<()> {
        let op = Op::new(OpCode::NewArray, vec![Arg::int(length as i64)], Some(descr));
        self.send_to_heap(Op { result: Some(v), ..op })
    }

    /// A new object is not null, and no other one.
    pub fn learn_new(&mut self, op: &Op) {
        let Some(v) = op.result else { return };
        let class = op.descr.and_then(|d| self.env.descrs().size(d)).and_then(|s| s.vtable);
        let length = op.args.first().map(|&n| self.bound(n));
        if let Some(info) = self.ptr_mut(v.into()) {
            info.nonnull = true;
            info.origin = Origin::Fresh;
            info.typed = op.descr;
            if op.op == OpCode::NewWithVtable {
                info.class = class;
            }
            if let Some(mut n) = length
                && n.at_least(0).is_ok()
            {
                info.length = Some(n);
            }
        }
    }
}

pub(crate) fn is_zero(a: Arg) -> bool {
    matches!(a, Arg::Const(Const::Null | Const::Float(0))) || int(a.konst()) == Some(0)
}
