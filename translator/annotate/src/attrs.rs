//! Classes and the attributes of their instances.
//!
//! An attribute lives at the highest class through which it is used. Values that instances are given are joined there; values
//! from class bodies (methods, defaults) are kept by class, so that a read through a class sees its own and its subclasses'.

use crate::Annotator;
use crate::model::*;
use rpy_ir::{Const, Diag, ObjId, Shape, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

#[derive(Default)]
struct Mutability {
    immutable: bool,
    quasi_immutable: bool,
    immutable_items: bool,
}

impl Annotator<'_> {
    /// The class of a host object.
    pub fn class_of(&mut self, obj: ObjId) -> ClassId {
        if let Some(&c) = self.defs.class_by_obj.get(&obj) {
            return c;
        }
        let shape = self.shape(obj);
        let Shape::Class { name, module, bases, dict, span, .. } = &*shape else {
            let placeholder = self.new_class(obj, "?", "", None, Span::NONE);
            return placeholder;
        };
        let mut base = None;
        let mut merged: rpy_ir::hash::IndexMap<String, Const> = dict.iter().cloned().collect();
        for &b in bases {
            let is_mixin = matches!(&*self.shape(b), Shape::Class { mixin: true, .. });
            if is_mixin {
                for (k, v) in self.mixin_dict(b) {
                    merged.entry(k).or_insert(v);
                }
            } else if base.is_none() {
                base = Some(self.class_of(b));
            }
        }
        merged.shift_remove("_mixin_");
        let id = self.new_class(obj, name, module, base, *span);
        self.defs.classes[id].dict = merged;
        if let Some(b) = base {
            self.defs.classes[b].subclasses.push(id);
        }
        self.join_known_attributes(id);
        for above in self.defs.chain(id) {
            let readers = self.attr_readers.get(&(above, "__class__".to_string())).cloned();
            self.enqueue_all(readers.as_ref());
        }
        id
    }

    fn new_class(&mut self, obj: ObjId, name: &str, module: &str, base: Option<ClassId>, span: Span) -> ClassId {
        let id = self.defs.classes.push(ClassDef {
            obj,
            name: name.to_string(),
            module: module.to_string(),
            base,
            subclasses: vec![],
            attrs: Default::default(),
            dict: Default::default(),
            instantiated: false,
            span,
        });
        self.defs.class_by_obj.insert(obj, id);
        id
    }

    /// What a mixin brings, with the mixins that it inherits from.
    fn mixin_dict(&mut self, mixin: ObjId) -> Vec<(String, Const)> {
        let mut all: Vec<(String, Const)> = vec![];
        if let Shape::Class { mro, .. } = &*self.shape(mixin) {
            for &c in mro {
                if let Shape::Class { dict, builtin: false, .. } = &*self.shape(c) {
                    for (k, v) in dict {
                        if !all.iter().any(|(n, _)| n == k) {
                            all.push((k.clone(), v.clone()));
                        }
                    }
                }
            }
        }
        all
    }

    /// Whether a function in a class's dict comes from a mixin.
    pub(crate) fn mixed_in(&mut self, owner: ClassId, f: ObjId) -> bool {
        let obj = self.defs.classes[owner].obj;
        match &*self.shape(obj) {
            Shape::Class { dict, .. } => !dict.iter().any(|(_, c)| *c == Const::Obj(f)),
            _ => false,
        }
    }

    /// A class that turns up late adds its values to attributes that its bases have already.
    fn join_known_attributes(&mut self, c: ClassId) {
        let names: Vec<String> = self.defs.classes[c].dict.keys().cloned().collect();
        for name in names {
            let Some((owner, _)) = self.defs.find_attr(c, &name) else { continue };
            let value = self.defs.classes[c].dict[&name].clone();
            if let Some(attr) = self.defs.classes[owner].attrs.get_mut(&name) {
                attr.in_class.push((c, value));
            }
            self.reflow_attr(owner, &name);
        }
    }

    pub(crate) fn instantiate(&mut self, c: ClassId) {
        self.defs.classes[c].instantiated = true;
    }

    fn reflow_attr(&mut self, owner: ClassId, name: &str) {
        for c in self.defs.subtree(owner) {
            let readers = self.attr_readers.get(&(c, name.to_string())).cloned();
            self.enqueue_all(readers.as_ref());
        }
    }

    /// The class where an attribute lives, after it has been made to live at `c` or above.
    fn home(&mut self, c: ClassId, name: &str) -> ClassId {
        if let Some((owner, _)) = self.defs.find_attr(c, name) {
            return owner;
        }
        let declared = self.mutability(c, name);
        let mut attr = AttrDef {
            name: name.to_string(),
            value: SomeValue::impossible(),
            assigned: false,
            in_class: vec![],
            assigned_at: BTreeSet::new(),
            immutable: declared.immutable,
            quasi_immutable: declared.quasi_immutable,
            immutable_items: declared.immutable_items,
            sources: vec![],
        };
        if let Some((owner, v)) = self.defs.mro_lookup(c, name).map(|(o, v)| (o, v.clone()))
            && owner != c
        {
            attr.in_class.push((owner, v));
        }
        let mut conflict = None;
        for sub in self.defs.subtree(c) {
            if let Some(v) = self.defs.classes[sub].dict.get(name) {
                attr.in_class.push((sub, v.clone()));
            }
            if let Some(old) = self.defs.classes[sub].attrs.shift_remove(name) {
                match self.union(&attr.value, &old.value) {
                    Ok(v) => attr.value = v,
                    Err(e) => conflict = Some((e, attr.sources.clone(), old.sources.clone())),
                }
                attr.assigned |= old.assigned;
                attr.assigned_at.extend(old.assigned_at);
                attr.sources.extend(old.sources);
                attr.immutable |= old.immutable;
                attr.quasi_immutable |= old.quasi_immutable;
                attr.immutable_items |= old.immutable_items;
            }
        }
        if let Some((e, first, second)) = conflict {
            let diag = self.attribute_conflict(e, name, &first, &second);
            let key = (self.place.0, self.place.1, 20_000_000 + self.place.2);
            self.errors.insert(key, diag);
        }
        self.defs.classes[c].attrs.insert(name.to_string(), attr);
        self.reflow_attr(c, name);
        c
    }

    /// What `_immutable_` and `_immutable_fields_` of a class and its bases say of an attribute.
    fn mutability(&mut self, c: ClassId, name: &str) -> Mutability {
        let mut declared = Mutability::default();
        for k in self.defs.chain(c) {
            declared.immutable |= self.defs.classes[k].dict.get("_immutable_") == Some(&Const::Bool(true));
            for n in self.names_in_class(k, "_immutable_fields_") {
                let (plain, items) = n.strip_suffix("[*]").map_or((n.as_str(), false), |p| (p, true));
                let (plain, quasi) = plain.strip_suffix('?').map_or((plain, false), |p| (p, true));
                if plain == name {
                    declared.immutable |= !quasi;
                    declared.quasi_immutable |= quasi;
                    declared.immutable_items |= items;
                }
            }
        }
        declared
    }

    /// The strs in a list or tuple that a class's own dict has.
    pub fn names_in_class(&mut self, c: ClassId, attribute: &str) -> Vec<String> {
        match self.defs.classes[c].dict.get(attribute).cloned() {
            Some(list) => self.names_in(&list),
            None => vec![],
        }
    }

    fn attribute_conflict(
        &self,
        e: crate::UnionError,
        name: &str,
        first: &[(Span, SomeValue)],
        second: &[(Span, SomeValue)],
    ) -> Diag {
        let mut diag = Diag::new(format!("attribute `{name}`: {}", e.message));
        for (span, s) in second.iter().take(1).chain(first.iter().take(1)) {
            diag = diag.label(*span, format!("here it is {}", self.describe(s)));
        }
        if diag.labels.is_empty() {
            diag = diag.label(self.place_span, "here");
        }
        e.explain(diag)
    }

    /// Assigns to an attribute of instances of a class.
    pub(crate) fn setattr_class(&mut self, c: ClassId, name: &str, value: &SomeValue) -> Result<(), Diag> {
        let owner = self.home(c, name);
        let attr = &self.defs.classes[owner].attrs[name];
        let old = attr.value.clone();
        let sources = attr.sources.clone();
        let first_assignment = !attr.assigned;
        let value = value.general();
        let span = self.place_span;
        let new = match self.union(&old, &value) {
            Ok(v) => v.general(),
            Err(e) => return Err(self.attribute_conflict(e, name, &sources, &[(span, value)])),
        };
        let changed = new != old || first_assignment;
        if let Some(attr) = self.defs.classes[owner].attrs.get_mut(name) {
            if new != old {
                attr.sources.push((span, value));
            }
            attr.value = new;
            attr.assigned = true;
            attr.assigned_at.insert(c);
        }
        if changed {
            self.reflow_attr(owner, name);
        }
        Ok(())
    }

    pub(crate) fn setattr(&mut self, s: &SomeValue, name: &str, value: &SomeValue) -> Result<SomeValue, Diag> {
        match &s.kind {
            Kind::Instance { class, .. } => {
                self.setattr_class(*class, name, value)?;
                Ok(SomeValue::none())
            }
            Kind::Low(_) | Kind::Interior { .. } => self.low_setattr(s, name, value),
            Kind::None => Err(self.error(format!("None has no attribute `{name}`"), "check for None before")),
            Kind::Pbc { .. } => Err(self.error(
                format!("attribute `{name}` of {} cannot be changed: it is a constant", self.describe(s)),
                "keep the state on a prebuilt instance of a class without `_freeze_`",
            )),
            _ => {
                Err(self.error(format!("{} has no attribute `{name}`", self.describe(s)), "use an instance of a class"))
            }
        }
    }

    /// What an attribute of a value gives, to those who come after the annotator.
    pub fn attribute(&mut self, s: &SomeValue, name: &str) -> Result<SomeValue, Diag> {
        self.getattr_value(s, name)
    }

    /// `s.name`.
    pub(crate) fn getattr_value(&mut self, s: &SomeValue, name: &str) -> Result<SomeValue, Diag> {
        match &s.kind {
            Kind::Instance { class, .. } => self.getattr_instance(*class, name),
            Kind::Low(_) | Kind::Interior { .. } => self.low_getattr(s, name),
            Kind::Pbc { set, .. } => self.getattr_pbc(s, &set.clone(), name),
            Kind::Special { .. }
            | Kind::Str { .. }
            | Kind::Char
            | Kind::List { .. }
            | Kind::Dict { .. }
            | Kind::Builder { .. }
            | Kind::UniChar
            | Kind::Iterator { .. } => match crate::methods::method_name(s, name) {
                Some(name) => {
                    let receiver = SomeValue { known: None, ..s.clone() };
                    Ok(SomeValue::new(Kind::BuiltinMethod { receiver: Rc::new(receiver), name }))
                }
                None => Err(self.no_attribute(s, name)),
            },
            _ => Err(self.no_attribute(s, name)),
        }
    }

    fn no_attribute(&self, s: &SomeValue, name: &str) -> Diag {
        let what = self.describe(s);
        let help = match s.kind {
            Kind::None => "check for None before",
            Kind::Str { .. } | Kind::List { .. } | Kind::Dict { .. } => {
                "docs/language.md lists the methods that RPython has"
            }
            _ => "only instances, modules and classes have attributes",
        };
        self.error(format!("{what} has no attribute `{name}`"), help)
    }

    /// The classes that an instance of `c` may have: more may turn up, and then the place is looked at again.
    pub(crate) fn classes_below(&mut self, c: ClassId) -> SomeValue {
        let reader = self.reader();
        self.attr_readers.entry((c, "__class__".to_string())).or_default().insert(reader);
        let set = self.defs.subtree(c).into_iter().map(Desc::Class).collect();
        SomeValue::new(Kind::Pbc { set: Rc::new(set), can_be_none: false })
    }

    fn getattr_instance(&mut self, c: ClassId, name: &str) -> Result<SomeValue, Diag> {
        if name == "__class__" {
            return Ok(self.classes_below(c));
        }
        let owner = self.home(c, name);
        let reader = self.reader();
        self.attr_readers.entry((c, name.to_string())).or_default().insert(reader);
        let span = self.place_span;
        self.attr_reads.insert((self.place, name.to_string()), (c, span));
        let attr = self.defs.classes[owner].attrs[name].clone();
        let mut result = attr.value.clone();
        // At once: a method may be overridden in a hundred classes.
        let mut methods = BTreeSet::new();
        let mut values = vec![];
        for (d, v) in self.visible(c, &attr) {
            match self.method_of(d, c, &v) {
                Some(method) => _ = methods.insert(method),
                None => values.push(self.class_value(d, c, &v)?),
            }
        }
        if !methods.is_empty() {
            values.push(SomeValue::new(Kind::Pbc { set: Rc::new(methods), can_be_none: false }));
        }
        for s in values {
            result = match self.union(&result, &s) {
                Ok(r) => r,
                Err(e) => return Err(self.join_error(e, &result, Span::NONE, &s, span)),
            };
        }
        if attr.assigned && result.konst.is_some() {
            result = result.general();
        }
        Ok(result)
    }

    /// The class-body values that an instance of `c` or a subclass may have, each with the class that has it.
    pub fn visible(&self, c: ClassId, attr: &AttrDef) -> Vec<(ClassId, Const)> {
        let nearest = self.defs.mro_lookup(c, &attr.name).map(|(o, _)| o);
        attr.in_class.iter().filter(|(d, _)| self.defs.is_subclass(*d, c) || nearest == Some(*d)).cloned().collect()
    }

    /// The bound method that a class-body value becomes, seen on an instance, if it is a function.
    fn method_of(&mut self, origin: ClassId, read_at: ClassId, v: &Const) -> Option<Desc> {
        let Const::Obj(o) = v else { return None };
        if !matches!(&*self.shape(*o), Shape::Function { .. }) {
            return None;
        }
        let func = self.func_in_class(origin, *o);
        let receiver = if self.defs.is_subclass(origin, read_at) { origin } else { read_at };
        Some(Desc::Method { func, receiver, origin })
    }

    /// A class-body value seen on an instance: functions become bound methods.
    fn class_value(&mut self, origin: ClassId, read_at: ClassId, v: &Const) -> Result<SomeValue, Diag> {
        let Const::Obj(o) = v else { return Ok(self.immutablevalue(v)) };
        if let Some(method) = self.method_of(origin, read_at, v) {
            let set = Rc::new(BTreeSet::from([method]));
            return Ok(SomeValue::new(Kind::Pbc { set, can_be_none: false }));
        }
        match &*self.shape(*o) {
            Shape::SpecialInstance { name, parts } if name == "staticmethod" => {
                let f = parts.first().map_or(Const::Void, |(_, c)| c.clone());
                Ok(self.immutablevalue(&f))
            }
            Shape::SpecialInstance { name, .. } if name == "classmethod" => {
                Err(self.error("classmethods are not RPython", "use a function, or a staticmethod"))
            }
            _ => Ok(self.immutablevalue(v)),
        }
    }

    /// The getter of a property, if the attribute is one.
    pub fn property_getter(&mut self, c: ClassId, name: &str) -> Option<FuncId> {
        let (owner, v) = self.defs.mro_lookup(c, name).map(|(o, v)| (o, v.clone()))?;
        let Const::Obj(o) = v else { return None };
        match &*self.shape(o) {
            Shape::SpecialInstance { name, parts } if name == "property" => {
                let getter = parts.iter().find(|(n, _)| n == "fget").map(|(_, c)| c.clone());
                match getter {
                    Some(Const::Obj(f)) => Some(self.func_in_class(owner, f)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn getattr_pbc(&mut self, s: &SomeValue, set: &BTreeSet<Desc>, name: &str) -> Result<SomeValue, Diag> {
        let mut result = SomeValue::impossible();
        for desc in set {
            let obj = self.desc_const(desc);
            let found = match desc {
                Desc::Class(c) if name != "__name__" => match self
                    .defs
                    .mro_lookup(*c, name)
                    .map(|(o, v)| (o, v.clone()))
                {
                    Some((owner, Const::Obj(f))) if matches!(&*self.shape(f), Shape::Function { .. }) => {
                        let func = self.func_in_class(owner, f);
                        let set = BTreeSet::from([Desc::Func(func)]);
                        Some(SomeValue::with_const(Kind::Pbc { set: Rc::new(set), can_be_none: false }, Const::Obj(f)))
                    }
                    Some((_, v)) => Some(self.class_value(*c, *c, &v)?),
                    None if name == "__init__" => {
                        let set = BTreeSet::from([Desc::Special("builtin.__init__".into(), self.defs.classes[*c].obj)]);
                        Some(SomeValue::new(Kind::Pbc { set: Rc::new(set), can_be_none: false }))
                    }
                    None => None,
                },
                Desc::Frozen(o) => self.frozen_attr(*o, name),
                _ => self.host.getattr(&obj, name).map(|c| self.immutablevalue(&c)),
            };
            let Some(value) = found else { return Err(self.no_attribute(s, name)) };
            result = match self.union(&result, &value) {
                Ok(r) => r,
                Err(e) => return Err(self.join_error(e, &result, Span::NONE, &value, self.place_span)),
            };
        }
        Ok(result)
    }

    /// An attribute of a frozen instance; its class's functions become methods of it.
    fn frozen_attr(&mut self, o: ObjId, name: &str) -> Option<SomeValue> {
        if let Shape::Instance { class, attrs, .. } = &*self.shape(o) {
            if let Some((_, c)) = attrs.iter().find(|(n, _)| n == name) {
                return Some(self.immutablevalue(c));
            }
            let class = self.class_of(*class);
            if let Some((owner, Const::Obj(f))) = self.defs.mro_lookup(class, name).map(|(o, v)| (o, v.clone()))
                && matches!(&*self.shape(f), Shape::Function { .. })
            {
                let func = self.func_in_class(owner, f);
                let set = BTreeSet::from([Desc::FrozenMethod { receiver: o, func }]);
                return Some(SomeValue::new(Kind::Pbc { set: Rc::new(set), can_be_none: false }));
            }
        }
        let c = self.host.getattr(&Const::Obj(o), name)?;
        Some(self.immutablevalue(&c))
    }

    /// Every attribute that is read must be one that all instances have.
    pub(crate) fn check_attribute_reads(&mut self) {
        // The class is that of the last look at the place: earlier ones may have seen only some of the values.
        let mut reads: BTreeMap<(ClassId, String), Span> = BTreeMap::new();
        for ((_, name), &(c, span)) in &self.attr_reads {
            reads.entry((c, name.clone())).or_insert(span);
        }
        for ((c, name), span) in reads {
            let Some((_, attr)) = self.defs.find_attr(c, &name).map(|(o, a)| (o, a.clone())) else { continue };
            let has = |this: &Self, d: ClassId| {
                let assigned = attr.assigned_at.iter().any(|&a| this.defs.is_subclass(d, a));
                assigned || this.defs.mro_lookup(d, &name).is_some()
            };
            if has(self, c) {
                continue;
            }
            let subtree = self.defs.subtree(c);
            let instances = subtree.iter().copied().filter(|&d| self.defs.classes[d].instantiated);
            let Some(lacking) = instances.into_iter().find(|&d| !has(self, d)) else { continue };
            let class = self.defs.classes[c].name.clone();
            let mut diag = if subtree.iter().any(|&d| has(self, d)) {
                let d = &self.defs.classes[lacking].name;
                Diag::at(
                    format!("only some subclasses of `{class}` have the attribute `{name}`: `{d}` has not"),
                    span,
                    "read here",
                )
                .help(format!(
                    "assign `{name}` in `{class}.__init__`, give `{class}` a class attribute `{name}`, or check with isinstance first"
                ))
            } else {
                Diag::at(format!("instances of `{class}` have no attribute `{name}`"), span, "read here")
                    .help("assign it in `__init__`, or correct the name")
            };
            for (at, _) in attr.sources.iter().take(2) {
                diag = diag.label(*at, "assigned here");
            }
            self.other_errors.push(diag);
        }
    }
}
