//! One of several constants, chosen at run time: its attributes, calls of frozen instances' methods, and whether the members
//! of a family can be called in one way.
//!
//! A family's call has one list of arguments for all members. Where members would need different ones, the call is an error:
//! it must never reach a member with the arguments of another.

use crate::containers::*;
use crate::place::Place;
use rpy_annotate::model::*;
use rpy_ir::{Const, Diag, GraphId, ObjId, Op, Operand, Shape, Signature, Ty};

/// The classes of a set of classes, to be called without `__init__`.
pub fn class_members(s: &SomeValue) -> Vec<(ClassId, Option<GraphId>)> {
    let Kind::Pbc { set, .. } = &s.kind else { return vec![] };
    set.iter().filter_map(|d| if let Desc::Class(c) = d { Some((*c, None)) } else { None }).collect()
}

/// The default of parameter `i`, counted over positional, `*args` and keyword-only parameters.
fn default_of(sig: &Signature, i: usize) -> Option<&Const> {
    let count = sig.names.len();
    if i < count {
        return i.checked_sub(count - sig.defaults.len().min(count)).and_then(|k| sig.defaults.get(k));
    }
    let first = count + sig.vararg.is_some() as usize;
    sig.kwonly.get(i.checked_sub(first)?).and_then(|(_, default)| default.as_ref())
}

fn parameter_name(sig: &Signature, i: usize) -> &str {
    let first = sig.names.len() + sig.vararg.is_some() as usize;
    match sig.names.get(i) {
        Some(n) => n,
        None => i.checked_sub(first).and_then(|k| sig.kwonly.get(k)).map_or("", |(n, _)| n),
    }
}

impl Place<'_, '_> {
    fn signature(&self, g: GraphId) -> (&Signature, &str) {
        let def = &self.core.ann.defs.funcs[self.core.ann.graphs[g].func];
        (&def.signature, &def.name)
    }

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
        members: &[(Desc, GraphId)],
        sources: &[ArgSource],
        callee: &Value,
        args: &[Value],
        result: &SomeValue,
    ) -> Result<Operand, Diag> {
        let ty = self.type_of(result)?;
        let join = self.new_block();
        let merged = if ty == Ty::Void { Operand::void() } else { self.g.add_param(join, ty).into() };
        for (i, (desc, g)) in members.iter().enumerate() {
            let Desc::FrozenMethod { receiver, .. } = desc else {
                return Err(self.error("these constants cannot be called together", "use functions or methods"));
            };
            let next = if i + 1 < members.len() {
                let is = self.is_member(callee, desc)?;
                let (yes, no) = self.branch(is);
                self.at = yes;
                Some(no)
            } else {
                None
            };
            let this = Value { op: Operand::void(), ann: self.core.ann.immutablevalue(&Const::Obj(*receiver)) };
            let v = self.call_graph(*g, sources, Some(&this), args, result)?;
            self.goto(join, if ty == Ty::Void { vec![] } else { vec![v] });
            self.at = next.unwrap_or(join);
        }
        Ok(merged)
    }

    /// The object whose address stands for a frozen instance's method.
    pub fn frozen_method(&mut self, receiver: ObjId, func: FuncId) -> Const {
        let known = self.core.families.frozen_methods.get(&(receiver, func)).copied();
        Const::DataAddress(known.unwrap_or_else(|| {
            let d = self.new_frozen();
            self.core.families.frozen_methods.insert((receiver, func), d);
            d
        }))
    }

    /// What the parameters of a graph get from a call by position.
    pub fn positional_sources(&self, g: GraphId, receiver: bool, count: usize) -> Vec<ArgSource> {
        let (sig, _) = self.signature(g);
        let mut given: Vec<ArgSource> = if receiver { vec![ArgSource::Receiver] } else { vec![] };
        given.extend((0..count).map(ArgSource::Arg));
        let rest = given.split_off(sig.names.len().min(given.len()));
        for i in given.len()..sig.names.len() {
            given.extend(default_of(sig, i).cloned().map(ArgSource::Const));
        }
        if sig.vararg.is_some() {
            given.push(ArgSource::Tuple(rest));
        }
        given.extend(sig.kwonly.iter().filter_map(|(_, c)| c.clone()).map(ArgSource::Const));
        given
    }

    /// Every member must take the call's one list of arguments.
    pub fn check_family(&self, graphs: &[GraphId], sources: &[ArgSource]) -> Result<(), Diag> {
        let Some(&last) = graphs.last() else { return Ok(()) };
        let (wanted, wanted_name) = self.signature(last);
        for &g in graphs {
            let (sig, name) = self.signature(g);
            if self.core.families.specialised(self.core.ann.graphs[g].func) {
                return Err(self.error(
                    &format!("`{name}` has several specialised versions, and is called as one of several functions"),
                    "call it directly, or always with as many arguments and of the same types",
                ));
            }
            let named = |s: &Signature| s.kwonly.iter().map(|(n, _)| n.clone()).collect::<Vec<_>>();
            if sig.names.len() != wanted.names.len()
                || sig.vararg.is_some() != wanted.vararg.is_some()
                || named(sig) != named(wanted)
            {
                return Err(self.error(
                    &format!("`{name}` and `{wanted_name}` are called together, but take different parameters"),
                    "give them the same parameters",
                ));
            }
            for (i, s) in sources.iter().enumerate() {
                if let ArgSource::Const(c) = s
                    && default_of(sig, i) != Some(c)
                {
                    let parameter = parameter_name(sig, i);
                    return Err(self.error(
                        &format!(
                            "`{name}` and `{wanted_name}` are called together, but `{parameter}` has different defaults"
                        ),
                        &format!("pass `{parameter}`, or give it the same default everywhere"),
                    ));
                }
            }
        }
        Ok(())
    }

    /// Keyword arguments must be the same parameters of all members.
    pub fn check_keywords(&self, graphs: &[GraphId], shape: &Operand) -> Result<(), Diag> {
        let Operand::Const(Const::Name(shape)) = shape else { return Ok(()) };
        for keyword in shape.split(',').skip(1) {
            let mut places = graphs.iter().map(|&g| self.signature(g).0.names.iter().position(|n| n == keyword));
            let first = places.next();
            if places.any(|p| Some(p) != first) {
                return Err(self.error(
                    &format!("`{keyword}` is not at the same place in all functions that are called here"),
                    "pass it by position",
                ));
            }
        }
        Ok(())
    }
}
