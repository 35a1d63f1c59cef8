//! One of several constants, chosen at run time: its attributes, and calls of frozen instances' methods.

use crate::containers::*;
use crate::place::Place;
use rpy_annotate::model::*;
use rpy_ir::{Const, Diag, ObjId, Op, Operand, Shape, Ty};

/// The classes of a set of classes, to be called without `__init__`.
pub fn class_members(s: &SomeValue) -> Vec<Maker> {
    let Kind::Pbc { set, .. } = &s.kind else { return vec![] };
    let maker = |d: &Desc| match d {
        Desc::Class(c) => Some(Maker { class: *c, init: None, args: vec![] }),
        _ => None,
    };
    set.iter().filter_map(maker).collect()
}

impl Place<'_, '_> {
    /// Whether a value of a set is this member.
    pub fn is_member(&mut self, v: &Value, desc: &Desc) -> Result<Operand, Diag> {
        let ty = self.type_of(&v.ann)?;
        let c = Operand::Const(self.desc_constant(desc, ty)?);
        let c = if matches!(c, Operand::Const(Const::Data(_))) { self.cast(c, ty) } else { c };
        Ok(self.emit(Op::PtrEq, vec![v.op.clone(), c], Ty::Bool))
    }

    /// An attribute of one of several constants: the members' values, by comparisons.
    pub fn constant_attribute(&mut self, a: &Value, name: &str, result: &SomeValue) -> Result<Operand, Diag> {
        let Kind::Pbc { set, .. } = a.ann.kind.clone() else {
            let what = self.core.ann.describe(&a.ann);
            return Err(self.error(&format!("`{name}` of {what} cannot be read"), "use instances of a class"));
        };
        let ty = self.type_of(result)?;
        let mut chosen: Option<Operand> = None;
        for desc in set.iter() {
            let value = Operand::Const(self.attribute_of(desc, name, result, ty)?);
            let value = if matches!(value, Operand::Const(Const::Data(_))) { self.cast(value, ty) } else { value };
            chosen = Some(match chosen {
                None => value,
                Some(others) => {
                    let is = self.is_member(a, desc)?;
                    self.emit(Op::Select, vec![is, value, others], ty)
                }
            });
        }
        chosen.ok_or_else(|| self.error("this constant has no members", ""))
    }

    fn attribute_of(&mut self, desc: &Desc, name: &str, result: &SomeValue, ty: Ty) -> Result<Const, Diag> {
        let (class, object) = match desc {
            Desc::Class(c) if name != "__name__" => (Some(*c), None),
            Desc::Frozen(o) => match &*self.core.ann.shape(*o) {
                Shape::Instance { class, attrs, .. } => {
                    if let Some((_, c)) = attrs.iter().find(|(n, _)| n == name) {
                        return self.constant_of(c, result);
                    }
                    (Some(self.core.ann.class_of(*class)), Some(*o))
                }
                _ => (None, None),
            },
            _ => (None, None),
        };
        let found = class.and_then(|c| self.core.ann.defs.mro_lookup(c, name).map(|(o, v)| (o, v.clone())));
        if let Some((owner, value)) = found {
            let Const::Obj(f) = value else { return self.constant_of(&value, result) };
            return match &*self.core.ann.shape(f) {
                Shape::Function { .. } => {
                    let func = self.core.ann.func_in_class(owner, f);
                    let desc = object.map_or(Desc::Func(func), |receiver| Desc::FrozenMethod { receiver, func });
                    self.desc_constant(&desc, ty)
                }
                Shape::SpecialInstance { name, parts } if name == "staticmethod" => {
                    let f = parts.first().map_or(Const::Void, |(_, c)| c.clone());
                    self.constant_of(&f, result)
                }
                _ => self.constant_of(&value, result),
            };
        }
        let obj = match desc {
            Desc::Class(c) => self.core.ann.defs.classes[*c].obj,
            Desc::Func(f) => self.core.ann.defs.funcs[*f].obj,
            Desc::Frozen(o) | Desc::Special(_, o) => *o,
            Desc::Method { .. } | Desc::FrozenMethod { .. } => {
                return Err(self.error(&format!("`{name}` of a bound method cannot be read"), "keep the instance"));
            }
        };
        match self.core.ann.host.getattr(&Const::Obj(obj), name) {
            Some(c) => self.constant_of(&c, result),
            None => Err(self.error(&format!("there is no attribute `{name}`"), "give every constant that attribute")),
        }
    }

    /// A call of a method of one of several frozen instances.
    pub fn call_frozen_methods(
        &mut self,
        members: &[Callee],
        callee: &Value,
        args: &[Value],
        result: &SomeValue,
    ) -> Result<Operand, Diag> {
        let ty = self.type_of(result)?;
        let join = self.new_block();
        let merged = if ty == Ty::Void { Operand::void() } else { self.g.add_param(join, ty).into() };
        for (i, m) in members.iter().enumerate() {
            let Desc::FrozenMethod { receiver, .. } = &m.desc else {
                return Err(self.error("these constants cannot be called together", "use functions or methods"));
            };
            let next = if i + 1 < members.len() {
                let is = self.is_member(callee, &m.desc)?;
                let (yes, no) = self.branch(is);
                self.at = yes;
                Some(no)
            } else {
                None
            };
            let this = Value { op: Operand::void(), ann: self.core.ann.immutablevalue(&Const::Obj(*receiver)) };
            let v = self.call_graph(m.graph, &m.args, Some(&this), args, result)?;
            self.goto(join, if ty == Ty::Void { vec![] } else { vec![v] });
            self.at = next.unwrap_or(join);
        }
        Ok(merged)
    }

    /// The object whose address stands for a frozen instance's method.
    pub fn frozen_method(&mut self, receiver: ObjId, func: FuncId) -> Const {
        let known = self.core.stored.frozen_methods.get(&(receiver, func)).copied();
        Const::DataAddress(known.unwrap_or_else(|| {
            let d = self.new_frozen();
            self.core.stored.frozen_methods.insert((receiver, func), d);
            d
        }))
    }
}
