//! Instances: structs with single inheritance, vtables, attributes, `isinstance`, prebuilt instances.
//!
//! Fields of structs and vtables are declared when something first uses them, so that attributes that no code reads or
//! writes have no place. What all of them contain is filled in at the end, by [`finish`].

use crate::containers::*;
use crate::core::Core;
use crate::families::Family;
use crate::place::Place;
use rpy_annotate::model::{AttrDef, ClassId, Desc, Kind, SomeValue};
use rpy_ir::hash::HashMap;
use rpy_ir::{
    BlockId, Const, DataId, Diag, FieldRef, Image, IntKind, ObjId, Op, Operand, Operation, Shape, Ty, TypeId,
};

pub struct ClassRepr {
    pub instance: TypeId,
    pub vtable_type: TypeId,
    pub vtable: DataId,
    /// Fields of instances by attribute.
    fields: HashMap<String, FieldRef>,
    /// Fields of the vtable by attribute, with the annotation that their values have.
    slots: HashMap<String, (FieldRef, Slot)>,
}

#[derive(Clone)]
pub enum Slot {
    /// A method of the family of this attribute: the function pointer of a row.
    Method(Family, usize),
    Value(SomeValue),
}

impl Place<'_, '_> {
    pub fn class_struct(&mut self, c: ClassId) -> Result<TypeId, Diag> {
        self.class_repr(c)?;
        Ok(self.core.classes[&c].instance)
    }

    fn class_repr(&mut self, c: ClassId) -> Result<(), Diag> {
        if self.core.classes.contains_key(&c) {
            return Ok(());
        }
        let (base, vtable_base) = match self.core.ann.defs.classes[c].base {
            Some(b) => {
                self.class_repr(b)?;
                (self.core.classes[&b].instance, self.core.classes[&b].vtable_type)
            }
            None => (self.core.object, self.core.object_vtable),
        };
        let name = self.core.ann.defs.classes[c].name.clone();
        let instance = self.core.ann.types.new_struct(&name, true, Some(base));
        let vtable_type = self.core.ann.types.new_struct(&format!("{name}_vtable"), false, Some(vtable_base));
        let vtable = self.core.new_data(&format!("{name}_vtable"), vtable_type);
        self.mark_virtualizable(c, instance);
        let repr = ClassRepr { instance, vtable_type, vtable, fields: HashMap::default(), slots: HashMap::default() };
        self.core.classes.insert(c, repr);
        Ok(())
    }

    pub fn vtable_of(&mut self, c: ClassId) -> Result<DataId, Diag> {
        self.class_repr(c)?;
        Ok(self.core.classes[&c].vtable)
    }

    /// The vtable as a pointer to the root of vtables.
    pub fn vtable_operand(&mut self, c: ClassId) -> Result<Operand, Diag> {
        let d = self.vtable_of(c)?;
        let ty = Ty::Ptr(self.core.object_vtable);
        Ok(self.emit(Op::CastPointer, vec![Operand::Const(Const::Data(d))], ty))
    }

    fn attr(&self, c: ClassId, name: &str) -> Option<(ClassId, AttrDef)> {
        self.core.ann.defs.find_attr(c, name).map(|(o, a)| (o, a.clone()))
    }

    /// The field of an attribute that instances have.
    fn instance_field(&mut self, owner: ClassId, attr: &AttrDef) -> Result<Option<FieldRef>, Diag> {
        self.class_repr(owner)?;
        if let Some(&f) = self.core.classes[&owner].fields.get(&attr.name) {
            return Ok(Some(f));
        }
        let ann = self.attr_annotation(owner, attr)?;
        let ty = self.type_of(&ann)?;
        if ty == Ty::Void {
            return Ok(None);
        }
        let of = self.core.classes[&owner].instance;
        let f = self.core.ann.types.add_field_hint(of, &attr.name, ty, attr.immutable);
        self.mark_field(f, attr, matches!(ann.kind, Kind::List { .. }));
        if let Some(r) = self.core.classes.get_mut(&owner) {
            r.fields.insert(attr.name.clone(), f);
        }
        Ok(Some(f))
    }

    /// What the field of an attribute holds: what instances get, and defaults of class bodies.
    pub fn attr_annotation(&mut self, owner: ClassId, attr: &AttrDef) -> Result<SomeValue, Diag> {
        let mut all = attr.value.general();
        for (_, c) in self.core.ann.visible(owner, attr) {
            if self.is_function(&c) {
                continue;
            }
            let s = self.core.ann.immutablevalue(&c);
            all = self.core.ann.union(&all, &s).map_err(|e| self.error(&e.message, &e.help))?;
        }
        Ok(all.general())
    }

    fn is_function(&mut self, c: &Const) -> bool {
        match c {
            Const::Obj(o) => match &*self.core.ann.shape(*o) {
                Shape::Function { .. } => true,
                Shape::SpecialInstance { name, .. } => {
                    matches!(name.as_str(), "staticmethod" | "property" | "classmethod")
                }
                _ => false,
            },
            _ => false,
        }
    }

    pub fn getattr(&mut self, op: &Operation, hl: &HlOp) -> Result<Operand, Diag> {
        let name = name_at(&hl.args[1].op);
        let a = &hl.args[0];
        match &a.ann.kind {
            Kind::Instance { class, .. } => {
                if self.core.ann.property_getter(*class, &name).is_some() {
                    return self.recorded_call(op, Some(a.clone()), &[], &hl.result);
                }
                self.getattr_instance(a, *class, &name, &hl.result)
            }
            Kind::Low(_) | Kind::Interior { .. } => self.low_getattr(op, hl, &name),
            _ => match &hl.result.kind {
                Kind::BuiltinMethod { .. } => {
                    let to = hl.result.clone();
                    let Kind::BuiltinMethod { receiver, .. } = &to.kind else { return Ok(Operand::void()) };
                    self.convert(a.op.clone(), &a.ann, receiver)
                }
                _ => match &hl.result.konst {
                    Some(c) => Ok(Operand::Const(self.constant_of(&c.clone(), &hl.result)?)),
                    None if self.type_of(&hl.result)? == Ty::Void => Ok(Operand::void()),
                    None => self.constant_attribute(a, &name, &hl.result),
                },
            },
        }
    }

    fn getattr_instance(&mut self, a: &Value, class: ClassId, name: &str, result: &SomeValue) -> Result<Operand, Diag> {
        if name == "__class__" {
            return self.typeptr(a);
        }
        // A bound method is its receiver.
        if let Kind::Pbc { set, .. } = &result.kind
            && matches!(set.iter().next(), Some(Desc::Method { .. }))
        {
            let ty = self.type_of(result)?;
            return Ok(self.cast(a.op.clone(), ty));
        }
        let Some((owner, attr)) = self.attr(class, name) else {
            return Err(self.error(&format!("there is no attribute `{name}`"), ""));
        };
        if self.type_of(result)? == Ty::Void {
            return Ok(Operand::void());
        }
        if attr.assigned {
            let Some(f) = self.instance_field(owner, &attr)? else { return self.zero(result) };
            let of = Ty::Ptr(self.core.classes[&owner].instance);
            let p = self.cast(a.op.clone(), of);
            let ty = self.core.ann.types.field(f).ty;
            let v = self.emit(Op::GetField, vec![p, Operand::Const(Const::Field(f))], ty);
            let stored = self.attr_annotation(owner, &attr)?;
            return self.convert_attribute(v, &stored, result);
        }
        // Only class bodies have it: a slot of the vtable.
        let stored = self.attr_annotation(owner, &attr)?;
        let f = self.slot(owner, name, Slot::Value(stored.clone()))?;
        let Some(f) = f else { return self.zero(result) };
        let v = self.load_slot(a, owner, f)?;
        self.convert_attribute(v, &stored, result)
    }

    /// A field's value as what is known of it where it is read.
    fn convert_attribute(&mut self, v: Operand, stored: &SomeValue, result: &SomeValue) -> Result<Operand, Diag> {
        let (from, to) = (self.type_of(stored)?, self.type_of(result)?);
        if from == to { Ok(v) } else { self.convert_value(v, stored, result) }
    }

    /// The vtable slot of an attribute; None if its values are Void.
    pub fn slot(&mut self, owner: ClassId, name: &str, slot: Slot) -> Result<Option<FieldRef>, Diag> {
        self.class_repr(owner)?;
        if let Some((f, _)) = self.core.classes[&owner].slots.get(name) {
            return Ok(Some(*f));
        }
        let ty = match &slot {
            Slot::Value(s) => self.type_of(&s.clone())?,
            Slot::Method(family, row) => self.row_pointer(family, *row)?,
        };
        if ty == Ty::Void {
            return Ok(None);
        }
        let of = self.core.classes[&owner].vtable_type;
        let f = self.core.ann.types.add_field_hint(of, name, ty, true);
        if let Some(r) = self.core.classes.get_mut(&owner) {
            r.slots.insert(name.to_string(), (f, slot));
        }
        Ok(Some(f))
    }

    pub fn load_slot(&mut self, a: &Value, owner: ClassId, f: FieldRef) -> Result<Operand, Diag> {
        let typeptr = self.typeptr(a)?;
        let of = Ty::Ptr(self.core.classes[&owner].vtable_type);
        let p = self.cast(typeptr, of);
        let ty = self.core.ann.types.field(f).ty;
        Ok(self.emit(Op::GetField, vec![p, Operand::Const(Const::Field(f))], ty))
    }

    pub fn typeptr(&mut self, a: &Value) -> Result<Operand, Diag> {
        let object = Ty::Ptr(self.core.object);
        let p = self.cast(a.op.clone(), object);
        get_field(self, &p, "typeptr")
    }

    pub fn cast(&mut self, v: Operand, ty: Ty) -> Operand {
        if self.operand_ty(&v) == ty { v } else { self.emit(Op::CastPointer, vec![v], ty) }
    }

    pub fn setattr(&mut self, hl: &HlOp) -> Result<Operand, Diag> {
        let name = name_at(&hl.args[1].op);
        let (a, v) = (&hl.args[0], &hl.args[2]);
        match &a.ann.kind {
            Kind::Instance { class, .. } => self.set_attribute(&a.op, *class, &name, v)?,
            _ => self.low_setattr(hl, &name)?,
        }
        Ok(Operand::void())
    }

    pub fn set_attribute(&mut self, p: &Operand, class: ClassId, name: &str, v: &Value) -> Result<(), Diag> {
        let Some((owner, attr)) = self.attr(class, name) else {
            return Err(self.error(&format!("there is no attribute `{name}`"), ""));
        };
        let Some(f) = self.instance_field(owner, &attr)? else { return Ok(()) };
        let stored = self.attr_annotation(owner, &attr)?;
        let value = self.convert_value(v.op.clone(), &v.ann, &stored)?;
        let of = Ty::Ptr(self.core.classes[&owner].instance);
        let p = self.cast(p.clone(), of);
        self.before_write(&p, f);
        self.emit(Op::SetField, vec![p, Operand::Const(Const::Field(f)), value], Ty::Void);
        Ok(())
    }

    /// A new instance, with its vtable and the defaults of class bodies.
    pub fn new_instance(&mut self, c: ClassId) -> Result<Operand, Diag> {
        let t = self.class_struct(c)?;
        let p = malloc(self, t);
        let object = Ty::Ptr(self.core.object);
        let base = self.cast(p.clone(), object);
        let vtable = self.vtable_operand(c)?;
        set_field(self, &base, "typeptr", vtable)?;
        if let Some(&destructor) = self.core.ann.destructors.get(&c) {
            self.register_finalizer(base, destructor)?;
        }
        for owner in self.core.ann.defs.chain(c) {
            let attrs: Vec<AttrDef> =
                self.core.ann.defs.classes[owner].attrs.values().filter(|a| a.assigned).cloned().collect();
            for attr in attrs {
                let default = self.core.ann.defs.mro_lookup(c, &attr.name).map(|(_, k)| k.clone());
                if let Some(k) = default
                    && !self.is_function(&k)
                {
                    let ann = self.core.ann.immutablevalue(&k);
                    let op = Operand::Const(self.constant_of(&k, &ann)?);
                    self.set_attribute(&p, c, &attr.name, &Value { op, ann })?;
                }
            }
        }
        Ok(p)
    }

    /// `isinstance(a, classes)`.
    pub fn isinstance(&mut self, a: &Value, classes: &[ClassId]) -> Result<Operand, Diag> {
        let object = Ty::Ptr(self.core.object);
        let p = self.cast(a.op.clone(), object);
        let mut any: Option<Operand> = None;
        for &c in classes {
            let vtable = self.vtable_operand(c)?;
            let name = if a.ann.can_be_none() { "ll_isinstance_or_none" } else { "ll_isinstance" };
            let is = self.support("rclass", name, &[p.clone().into(), vtable.into()])?;
            any = Some(match any {
                None => is,
                Some(before) => self.emit(Op::IntOr, vec![before, is], Ty::Bool),
            });
        }
        Ok(any.unwrap_or(Operand::bool(false)))
    }

    /// Operators on instances: special methods of the class, which the annotator has called.
    pub fn instance_operation(
        &mut self,
        op: &Operation,
        hl: &HlOp,
        at: (BlockId, usize),
    ) -> Result<Option<Operand>, Diag> {
        let a = hl.args[0].clone();
        Ok(Some(match hl.op {
            Op::Eq | Op::Ne => {
                let b = &hl.args[1];
                if matches!(b.ann.kind, Kind::Instance { .. } | Kind::None) {
                    let eq = self.same_pointer(&a, b)?;
                    crate::rlist::negate_if(self, eq, hl.op == Op::Ne)
                } else {
                    return Ok(None);
                }
            }
            Op::GetItem | Op::Contains | Op::Iter | Op::Next => {
                self.recorded_call(op, Some(a), &hl.args[1..], &hl.result)?
            }
            Op::SetItem | Op::DelItem => {
                let (g, b) = self.source.map_or((rpy_ir::GraphId(0), at.0), |(g, _)| (g, at.0));
                let target = self.core.ann.void_calls.get(&(g, b, at.1)).cloned();
                match target {
                    Some(t) => self.call_target(&t, Some(&a), &hl.args[1..], &SomeValue::none())?,
                    None => return Ok(None),
                }
            }
            Op::NewList | Op::NewListHint | Op::NewDict | Op::BuildStr | Op::Format => return Ok(None),
            // `__add__` and the like.
            _ => self.recorded_call(op, Some(a), &hl.args[1..], &hl.result)?,
        }))
    }

    /// Identity of two pointers of classes, one of which may be None.
    pub fn same_pointer(&mut self, a: &Value, b: &Value) -> Result<Operand, Diag> {
        match (&a.ann.kind, &b.ann.kind) {
            (Kind::None, Kind::None) => Ok(Operand::bool(true)),
            (Kind::None, _) => Ok(self.emit(Op::PtrIszero, vec![b.op.clone()], Ty::Bool)),
            (_, Kind::None) => Ok(self.emit(Op::PtrIszero, vec![a.op.clone()], Ty::Bool)),
            _ => {
                let (x, y) = (self.operand_ty(&a.op), self.operand_ty(&b.op));
                let common = match (&a.ann.kind, &b.ann.kind) {
                    (Kind::Instance { .. }, Kind::Instance { .. }) => Ty::Ptr(self.core.object),
                    _ => x,
                };
                if x != y && !matches!(a.ann.kind, Kind::Instance { .. }) {
                    return Ok(Operand::bool(false));
                }
                let p = self.cast(a.op.clone(), common);
                let q = self.cast(b.op.clone(), common);
                Ok(self.emit(Op::PtrEq, vec![p, q], Ty::Bool))
            }
        }
    }

    pub fn prebuilt_instance(&mut self, o: ObjId, class: ClassId) -> Result<Const, Diag> {
        let known = self.core.prebuilt.get(&(o, Ty::Obj)).copied();
        let d = match known {
            Some(d) => d,
            None => {
                let t = self.class_struct(class)?;
                let name = self.core.ann.defs.classes[class].name.clone();
                let d = self.core.new_data(&name, t);
                self.core.prebuilt.insert((o, Ty::Obj), d);
                self.core.instances.push((d, o, class));
                d
            }
        };
        Ok(Const::Data(d))
    }

    /// `str(x)` of what is no container or number.
    pub fn text_of_object(&mut self, v: &Value) -> Result<Operand, Diag> {
        match &v.ann.kind {
            Kind::None => Ok(self.string(b"None")),
            Kind::Instance { class, .. } => {
                let class = *class;
                let root = self.core.ann.base_exception();
                if self.core.ann.defs.is_subclass(class, root) {
                    let Some((owner, attr)) = self.attr(class, "message") else { return Ok(self.string(b"")) };
                    let stored = self.attr_annotation(owner, &attr)?;
                    let text = self.getattr_instance(v, class, "message", &stored)?;
                    if self.operand_ty(&text) == Ty::Void {
                        return Ok(self.string(b""));
                    }
                    return self.support("rclass", "ll_text_or_empty", &[text.into()]);
                }
                let object = Ty::Ptr(self.core.object);
                let p = self.cast(v.op.clone(), object);
                self.support("rclass", "ll_name_of_instance", &[p.into()])
            }
            _ => {
                let what = self.core.ann.describe(&v.ann);
                Err(self.error(&format!("the text of {what} is not available"), "convert it yourself"))
            }
        }
    }
}

fn name_at(o: &Operand) -> String {
    match o {
        Operand::Const(Const::Name(n)) => n.clone(),
        _ => String::new(),
    }
}

/// Numbers the classes, and fills vtables and prebuilt instances, until nothing new turns up.
pub fn finish(core: &mut Core) {
    let mut filled = HashMap::default();
    loop {
        core.drain();
        if !(fill_instances(core, &mut filled) | fill_vtables(core, &mut filled)) {
            break;
        }
    }
    number_classes(core);
}

/// How many fields of an instance or slots of a vtable there were when its image was made.
type Filled = HashMap<DataId, usize>;

/// Whether there was anything to do.
fn fill_instances(core: &mut Core, filled: &mut Filled) -> bool {
    let mut any = false;
    for i in 0..core.instances.len() {
        let (d, o, class) = core.instances[i];
        let fields = |owner| core.classes.get(&owner).map_or(0, |r| r.fields.len());
        let count = core.ann.defs.chain(class).into_iter().map(fields).sum();
        if filled.insert(d, count) == Some(count) {
            continue;
        }
        any = true;
        let Shape::Instance { attrs, .. } = &*core.ann.shape(o) else { continue };
        let mut place = Place::new(core, rpy_ir::Graph::new("", Ty::Void), rpy_ir::Span::NONE);
        let mut fields = vec![];
        if let Ok(vtable) = place.vtable_of(class)
            && let Some(f) = place.core.ann.types.find_field(place.core.object, "typeptr")
        {
            fields.push((f, Const::Data(vtable)));
        }
        for owner in place.core.ann.defs.chain(class) {
            let Some(r) = place.core.classes.get(&owner) else { continue };
            let known: Vec<(String, FieldRef)> = r.fields.iter().map(|(n, f)| (n.clone(), *f)).collect();
            for (name, f) in known {
                let own = attrs.iter().find(|(n, _)| *n == name).map(|(_, c)| c.clone());
                let value = own.or_else(|| place.core.ann.defs.mro_lookup(class, &name).map(|(_, c)| c.clone()));
                let Some(value) = value else { continue };
                let Some((_, attr)) = place.attr(owner, &name) else { continue };
                let converted = place.attr_annotation(owner, &attr).and_then(|ann| place.constant_of(&value, &ann));
                match converted {
                    Ok(c) => fields.push((f, c)),
                    Err(e) => place.core.errors.push(e),
                }
            }
        }
        fields.sort_by_key(|(f, _)| *f);
        core.program.data[d].image = Image { fields, items: Default::default() };
    }
    any
}

fn fill_vtables(core: &mut Core, filled: &mut Filled) -> bool {
    let mut classes: Vec<ClassId> = core.classes.keys().copied().collect();
    classes.sort();
    let mut any = false;
    for c in classes {
        let vtable = core.classes[&c].vtable;
        let slots = |owner| core.classes.get(&owner).map_or(0, |r| r.slots.len());
        let count = core.ann.defs.chain(c).into_iter().map(slots).sum();
        if filled.insert(vtable, count) == Some(count) {
            continue;
        }
        any = true;
        let name = core.ann.defs.classes[c].name.clone();
        let text = core.string_data(name.as_bytes());
        let root = core.object_vtable;
        let mut fields = vec![];
        if let Some(f) = core.ann.types.find_field(root, "name") {
            fields.push((f, Const::Data(text)));
        }
        for owner in core.ann.defs.chain(c) {
            let Some(r) = core.classes.get(&owner) else { continue };
            let mut slots: Vec<(String, FieldRef, Slot)> =
                r.slots.iter().map(|(n, (f, s))| (n.clone(), *f, s.clone())).collect();
            slots.sort_by_key(|(_, f, _)| *f);
            for (name, f, slot) in slots {
                let attribute = match &slot {
                    Slot::Method(Family::Method(_, method), _) => method,
                    _ => &name,
                };
                let Some((found, value)) = core.ann.defs.mro_lookup(c, attribute).map(|(o, v)| (o, v.clone())) else {
                    continue;
                };
                let mut place = Place::new(core, rpy_ir::Graph::new("", Ty::Void), rpy_ir::Span::NONE);
                let converted = match &slot {
                    Slot::Value(ann) => place.constant_of(&value, ann).map(Some),
                    Slot::Method(family, row) => place.method_constant(family, *row, found, &value),
                };
                match converted {
                    Ok(Some(v)) => fields.push((f, v)),
                    Ok(None) => {}
                    Err(e) => place.core.errors.push(e),
                }
            }
        }
        fields.sort_by_key(|(f, _)| *f);
        core.program.data[vtable].image = Image { fields, items: Default::default() };
    }
    any
}

/// Preorder numbers: the subclasses of a class are a range.
fn number_classes(core: &mut Core) {
    let mut next = 1;
    let roots: Vec<ClassId> = core.ann.defs.classes.iter().filter(|(_, d)| d.base.is_none()).map(|(c, _)| c).collect();
    let mut ranges: HashMap<ClassId, (i64, i64)> = HashMap::default();
    let mut stack: Vec<(ClassId, bool)> = roots.into_iter().rev().map(|c| (c, false)).collect();
    while let Some((c, done)) = stack.pop() {
        if done {
            if let Some(r) = ranges.get_mut(&c) {
                r.1 = next;
            }
            continue;
        }
        ranges.insert(c, (next, 0));
        next += 1;
        stack.push((c, true));
        stack.extend(core.ann.defs.classes[c].subclasses.iter().map(|&s| (s, false)));
    }
    let root = core.object_vtable;
    let (min, max) =
        (core.ann.types.find_field(root, "subclassrange_min"), core.ann.types.find_field(root, "subclassrange_max"));
    for (c, r) in &core.classes {
        let data = &mut core.program.data[r.vtable];
        let (lo, hi) = ranges.get(c).copied().unwrap_or((0, 0));
        for (f, v) in [(min, lo), (max, hi)] {
            if let Some(f) = f {
                data.image.fields.push((f, Const::Int(v, IntKind::I64)));
            }
        }
        data.image.fields.sort_by_key(|(f, _)| *f);
        data.readonly = true;
    }
}
