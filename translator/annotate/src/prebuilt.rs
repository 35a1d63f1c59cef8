//! Annotations of constants and prebuilt objects.

use crate::Annotator;
use crate::model::*;
use rpy_ir::{Const, Diag, ObjId, Shape, Span, Ty};
use std::collections::BTreeSet;
use std::rc::Rc;

impl Annotator<'_> {
    /// The annotation of a constant. Prebuilt objects are read once; lists, dicts and classes that they share are shared.
    pub fn immutablevalue(&mut self, c: &Const) -> SomeValue {
        let kind = match c {
            Const::Void => Kind::None,
            Const::Bool(_) => Kind::Bool,
            Const::Int(v, kind) => Kind::Int { kind: *kind, nonneg: *v >= 0 || !kind.signed() },
            Const::Char(_) => Kind::Char,
            Const::UniChar(_) => Kind::UniChar,
            Const::Float(_) => Kind::Float,
            Const::SingleFloat(_) => Kind::SingleFloat,
            Const::Str(s) if s.len() == 1 => Kind::Char,
            Const::Str(_) => Kind::Str { kind: StrKind::Str, can_be_none: false },
            Const::Bytes(_) => Kind::Str { kind: StrKind::Bytes, can_be_none: false },
            Const::NullAddress | Const::DataAddress(_) => Kind::Low(Ty::Address),
            Const::Null(t) => Kind::Low(Ty::Ptr(*t)),
            Const::Obj(o) => return self.object(*o),
            // A variable that is not assigned on this path: what reads it comes from the other paths.
            Const::Name(n) if n == "?undefined" => return SomeValue::impossible(),
            Const::Name(_) | Const::Field(_) | Const::Type(_) | Const::Layout(_) => Kind::None,
            Const::Data(_) | Const::Graph(_) | Const::Extern(_) => Kind::Low(Ty::Address),
        };
        SomeValue::with_const(kind, c.clone())
    }

    fn object(&mut self, o: ObjId) -> SomeValue {
        if let Some(s) = self.prebuilt.get(&o) {
            return s.clone();
        }
        let konst = Const::Obj(o);
        let pbc = |d: Desc| {
            SomeValue::with_const(Kind::Pbc { set: Rc::new(BTreeSet::from([d])), can_be_none: false }, Const::Obj(o))
        };
        let shape = self.shape(o);
        let s = match &*shape {
            Shape::Function { .. } => pbc(Desc::Func(self.func_of(o, None))),
            Shape::Special { name } => match name.as_str() {
                "lltype.NULL" => SomeValue::with_const(Kind::Low(Ty::Address), Const::NullAddress),
                _ => pbc(Desc::Special(name.as_str().into(), o)),
            },
            Shape::Class { .. } => pbc(Desc::Class(self.class_of(o))),
            Shape::Method { receiver, func } => self.prebuilt_method(receiver, *func, o),
            Shape::Instance { frozen: true, .. } | Shape::Module { .. } | Shape::LowType(_) | Shape::Other { .. } => {
                pbc(Desc::Frozen(o))
            }
            Shape::Int(v, kind) => SomeValue::with_const(
                Kind::Int { kind: *kind, nonneg: !kind.signed() || *v >= 0 },
                Const::Int(*v, *kind),
            ),
            Shape::SingleFloat(f) => SomeValue::with_const(Kind::SingleFloat, Const::SingleFloat(f.to_bits())),
            Shape::SpecialInstance { name, parts } => self.special_instance(o, name, parts),
            Shape::Tuple(items) => {
                let items = items.iter().map(|c| self.immutablevalue(c)).collect::<Vec<_>>();
                SomeValue::with_const(Kind::Tuple(items.into()), konst)
            }
            Shape::List(items) => {
                let fresh = ListDef {
                    item: SomeValue::impossible(),
                    resized: false,
                    mutated: false,
                    origin: Span::NONE,
                    sources: vec![],
                };
                let def = self.defs.new_list(fresh);
                let s = SomeValue::with_const(Kind::List { def, can_be_none: false }, konst);
                // Known before its items are read: they may refer to it.
                self.prebuilt.insert(o, s.clone());
                for c in items {
                    let item = self.immutablevalue(c);
                    if let Err(e) = self.generalize_item(def, &item) {
                        self.prebuilt_error(o, "list", e);
                        break;
                    }
                }
                s
            }
            Shape::Dict(items) => {
                let def = self.fresh_dict(None);
                let s = SomeValue::with_const(Kind::Dict { def, can_be_none: false }, konst);
                self.prebuilt.insert(o, s.clone());
                self.fill_dict(o, def, items);
                s
            }
            Shape::Instance { class, attrs, .. } => {
                let class = self.class_of(*class);
                self.instantiate(class);
                let s = SomeValue::with_const(Kind::Instance { class, can_be_none: false }, konst);
                self.prebuilt.insert(o, s.clone());
                for (name, c) in attrs {
                    let value = self.immutablevalue(c);
                    if let Err(d) = self.setattr_class(class, name, &value) {
                        self.other_errors.push(d);
                    }
                }
                s
            }
        };
        self.prebuilt.insert(o, s.clone());
        s
    }

    fn prebuilt_method(&mut self, receiver: &Const, func: ObjId, o: ObjId) -> SomeValue {
        let r = self.immutablevalue(receiver);
        let desc = match (&r.kind, receiver) {
            (Kind::Instance { class, .. }, _) => {
                let name = match &*self.shape(func) {
                    Shape::Function { name, .. } => name.clone(),
                    _ => String::new(),
                };
                let origin = self.defs.mro_lookup(*class, &name).map_or(*class, |(c, _)| c);
                let func = self.func_in_class(origin, func);
                Desc::Method { func, receiver: *class, origin }
            }
            (_, Const::Obj(frozen)) => Desc::FrozenMethod { receiver: *frozen, func: self.func_of(func, None) },
            _ => Desc::Func(self.func_of(func, None)),
        };
        SomeValue::with_const(Kind::Pbc { set: Rc::new(BTreeSet::from([desc])), can_be_none: false }, Const::Obj(o))
    }

    fn special_instance(&mut self, o: ObjId, name: &str, parts: &[(String, Const)]) -> SomeValue {
        let konst = Const::Obj(o);
        match name {
            "r_dict" => {
                let part = |n: &str| parts.iter().find(|(p, _)| p == n).map(|(_, c)| c.clone()).unwrap_or(Const::Void);
                let (eq, hash) = (self.immutablevalue(&part("key_eq")), self.immutablevalue(&part("key_hash")));
                let def = self.fresh_dict(Some(Rc::new((eq, hash))));
                let s = SomeValue::with_const(Kind::Dict { def, can_be_none: false }, konst);
                self.prebuilt.insert(o, s.clone());
                if let Const::Obj(items) = part("items")
                    && let Shape::Dict(items) = &*self.shape(items)
                {
                    self.fill_dict(o, def, items);
                }
                s
            }
            "weakref.ref" => {
                let target = parts.first().map_or(Const::Void, |(_, c)| c.clone());
                let class = match self.immutablevalue(&target).kind {
                    Kind::Instance { class, .. } => Some(Some(class)),
                    Kind::None => Some(None),
                    _ => None,
                };
                match class {
                    Some(class) => SomeValue::with_const(Kind::WeakRef { class, can_be_none: false }, konst),
                    None => SomeValue::with_const(Kind::Special { name: name.into() }, konst),
                }
            }
            "lltype.static" => {
                let ty = parts.iter().find(|(p, _)| p == "type").and_then(|(_, c)| self.low_type(c));
                SomeValue::with_const(Kind::Low(ty.unwrap_or(Ty::Address)), konst)
            }
            "lltype.NULL" => SomeValue::with_const(Kind::Low(Ty::Address), Const::NullAddress),
            "lltype.extern" => {
                let special = Desc::Special("lltype.extern".into(), o);
                SomeValue::with_const(Kind::Pbc { set: Rc::new(BTreeSet::from([special])), can_be_none: false }, konst)
            }
            n if n.starts_with("lltype.") => {
                let set = BTreeSet::from([Desc::Frozen(o)]);
                SomeValue::with_const(Kind::Pbc { set: Rc::new(set), can_be_none: false }, konst)
            }
            _ => SomeValue::with_const(Kind::Special { name: name.into() }, konst),
        }
    }

    fn fresh_dict(&mut self, custom: Option<Rc<(SomeValue, SomeValue)>>) -> DictId {
        let (key, value) = (SomeValue::impossible(), SomeValue::impossible());
        self.defs.new_dict(DictDef { key, value, custom, origin: Span::NONE, sources: vec![] })
    }

    fn fill_dict(&mut self, o: ObjId, def: DictId, items: &[(Const, Const)]) {
        for (k, v) in items {
            let (k, v) = (self.immutablevalue(k), self.immutablevalue(v));
            if let Err(e) = self.generalize_dict(def, Some(&k), Some(&v)) {
                self.prebuilt_error(o, "dict", e);
                break;
            }
        }
    }

    fn prebuilt_error(&mut self, o: ObjId, what: &str, e: crate::UnionError) {
        let repr = self.host.repr(&Const::Obj(o));
        let shown: String = repr.chars().take(60).collect();
        let message = format!("prebuilt {what} `{shown}`: {}", e.message);
        let diag = e.explain(Diag::at(message, self.place_span, "here"));
        self.other_errors.push(diag);
    }
}
