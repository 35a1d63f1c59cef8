//! Low-level values in support code: the vocabulary of `rpython.lltype`.

use crate::Annotator;
use crate::model::*;
use rpy_ir::{Const, Diag, IntKind, Item, ObjId, Shape, Ty, TypeId};

impl Annotator<'_> {
    /// The type that an `lltype` object stands for.
    pub fn low_type(&mut self, c: &Const) -> Option<Ty> {
        let Const::Obj(o) = c else { return None };
        if let Some(t) = self.low_types.get(o) {
            return Some(*t);
        }
        let ty = match &*self.shape(*o) {
            Shape::LowType(t) => *t,
            Shape::SpecialInstance { name, parts } => self.declared_type(*o, name, parts)?,
            Shape::Special { name } if name == "int" => Ty::SIGNED,
            _ => return None,
        };
        self.low_types.insert(*o, ty);
        Some(ty)
    }

    /// Whether two objects stand for one type: that which a module names, and that which `typeOf` gave.
    pub(crate) fn one_low_type(&mut self, a: &Const, b: &Const) -> bool {
        self.low_type(a).is_some_and(|t| self.low_type(b) == Some(t))
    }

    fn declared_type(&mut self, o: ObjId, name: &str, parts: &[(String, Const)]) -> Option<Ty> {
        let part = |n: &str| parts.iter().find(|(p, _)| p == n).map(|(_, c)| c.clone());
        let text = |c: Option<Const>| match c {
            Some(Const::Str(s)) => Some(String::from_utf8_lossy(&s).into_owned()),
            _ => None,
        };
        match name {
            "lltype.Primitive" => {
                let name = text(part("name"))?;
                Some(match name.as_str() {
                    "Void" => Ty::Void,
                    "Bool" => Ty::Bool,
                    "Char" => Ty::Char,
                    "UniChar" => Ty::UniChar,
                    "Float" => Ty::Float,
                    "SingleFloat" => Ty::SingleFloat,
                    "Address" => Ty::Address,
                    n => Ty::Int(IntKind::ALL.iter().copied().find(|k| k.name() == n)?),
                })
            }
            "lltype.Array" => {
                let gc = part("gc") == Some(Const::Bool(true));
                let item = self.low_item(&part("item")?)?;
                Some(Ty::Ptr(self.types.array(gc, item)))
            }
            "lltype.Func" => {
                let args = self.sequence(&part("args")?);
                let args = args.iter().map(|c| self.low_type(c)).collect::<Option<Vec<_>>>()?;
                let ret = self.low_type(&part("ret")?)?;
                Some(Ty::Ptr(self.types.func(args, ret)))
            }
            "lltype.Struct" => {
                let name = text(part("name"))?;
                let root = part("root") == Some(Const::Bool(true));
                if root && let Some(t) = self.types.by_name(&name) {
                    return Some(Ty::Ptr(t));
                }
                let gc = part("gc") == Some(Const::Bool(true));
                let t = self.types.new_struct(&name, gc, None);
                // Known before its fields are read: they may point to it.
                self.low_types.insert(o, Ty::Ptr(t));
                let immutable: Vec<String> =
                    self.sequence(&part("immutable")?).into_iter().filter_map(|c| text(Some(c))).collect();
                for field in self.sequence(&part("fields")?) {
                    let pair = self.sequence(&field);
                    let name = text(pair.first().cloned())?;
                    let ty = self.low_type(pair.get(1)?)?;
                    let never_written = immutable.contains(&name);
                    self.types.add_field_hint(t, &name, ty, never_written);
                }
                if let Some(tail @ Const::Obj(_)) = part("tail") {
                    let item = self.low_item(&tail)?;
                    self.types.set_tail(t, item, false);
                }
                Some(Ty::Ptr(t))
            }
            _ => None,
        }
    }

    fn sequence(&mut self, c: &Const) -> Vec<Const> {
        match c {
            Const::Obj(o) => match &*self.shape(*o) {
                Shape::Tuple(items) | Shape::List(items) => items.clone(),
                _ => vec![],
            },
            _ => vec![],
        }
    }

    fn low_item(&mut self, c: &Const) -> Option<Item> {
        if let Const::Obj(o) = c
            && let Shape::SpecialInstance { name, parts } = &*self.shape(*o)
            && name == "lltype.Inline"
        {
            let of = parts.iter().find(|(n, _)| n == "struct").map(|(_, c)| c.clone())?;
            return self.low_type(&of)?.ptr().map(Item::Inline);
        }
        self.low_type(c).map(Item::Value)
    }

    /// The aggregate that a low-level pointer type points to; strs count as their low-level struct.
    fn target(&self, s: &SomeValue) -> Option<TypeId> {
        match s.kind {
            Kind::Low(Ty::Ptr(t)) => Some(t),
            Kind::Interior { array } => match self.types.tail(array) {
                Some(Item::Inline(t)) => Some(t),
                _ => None,
            },
            _ => None,
        }
    }

    pub(crate) fn low_getattr(&mut self, s: &SomeValue, name: &str) -> Result<SomeValue, Diag> {
        match self.target(s).and_then(|t| self.types.find_field(t, name)) {
            Some(f) => Ok(SomeValue::of_ty(self.types.field(f).ty)),
            None => Err(self.error(format!("the low-level struct has no field `{name}`"), "see its declaration")),
        }
    }

    pub(crate) fn low_setattr(&mut self, s: &SomeValue, name: &str, value: &SomeValue) -> Result<SomeValue, Diag> {
        let field = self.low_getattr(s, name)?;
        self.check_low_value(&field, value)?;
        Ok(SomeValue::none())
    }

    fn check_low_value(&mut self, place: &SomeValue, value: &SomeValue) -> Result<(), Diag> {
        let fits = match (&place.kind, &value.kind) {
            (Kind::Low(_), Kind::None) => true,
            // Pointers up the hierarchy.
            (Kind::Low(Ty::Ptr(a)), Kind::Low(Ty::Ptr(b))) => self.types.is_subtype(*b, *a) || self.types.is_func(*a),
            (Kind::Low(a), Kind::Low(b)) => a == b,
            (Kind::Int { kind, .. }, Kind::Int { kind: k, .. }) => {
                kind == k || matches!(value.konst, Some(Const::Int(..)))
            }
            (Kind::Int { .. }, Kind::Bool) | (Kind::Float, Kind::Int { .. }) => true,
            (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
        };
        if fits {
            return Ok(());
        }
        let what = format!("{} cannot be stored where {} is", self.describe(value), self.describe(place));
        Err(self.error(what, "cast it"))
    }

    pub(crate) fn low_getitem(&mut self, s: &SomeValue) -> Result<SomeValue, Diag> {
        let Kind::Low(Ty::Ptr(t)) = s.kind else { return Err(self.error("an address has no items", "use raw_load")) };
        match self.types.tail(t) {
            Some(Item::Value(ty)) => Ok(SomeValue::of_ty(ty)),
            Some(Item::Inline(_)) => Ok(SomeValue::new(Kind::Interior { array: t })),
            None => Err(self.error("the low-level struct has no items", "see its declaration")),
        }
    }

    pub(crate) fn low_setitem(&mut self, s: &SomeValue, value: &SomeValue) -> Result<SomeValue, Diag> {
        let item = self.low_getitem(s)?;
        self.check_low_value(&item, value)?;
        Ok(SomeValue::none())
    }

    /// A value of low-level type as a constant of its type, so that it can be an argument.
    pub fn type_value(&mut self, ty: Ty) -> SomeValue {
        let obj = self.host.low_type(ty);
        self.low_types.insert(obj, ty);
        self.immutablevalue(&Const::Obj(obj))
    }

    /// The low-level type of a value that support code may see.
    pub fn low_type_of(&self, s: &SomeValue) -> Option<Ty> {
        Some(match &s.kind {
            Kind::Bool => Ty::Bool,
            Kind::Int { kind, .. } => Ty::Int(*kind),
            Kind::Float => Ty::Float,
            Kind::SingleFloat => Ty::SingleFloat,
            Kind::Char => Ty::Char,
            Kind::UniChar => Ty::UniChar,
            Kind::None => Ty::Void,
            Kind::Low(t) => *t,
            Kind::Str { .. } => Ty::Ptr(self.types.by_name("rpy_string")?),
            _ => return None,
        })
    }

    /// A call of `lltype.NAME`.
    pub(crate) fn call_lltype(&mut self, name: &str, obj: ObjId, args: &[SomeValue]) -> Result<SomeValue, Diag> {
        let ty = |this: &mut Self, i: usize| -> Result<Ty, Diag> {
            let c = args.get(i).and_then(|a| a.konst.clone());
            match c.and_then(|c| this.low_type(&c)) {
                Some(t) => Ok(t),
                None => Err(this.error(format!("{name}: argument {} is not a low-level type", i + 1), "pass a type")),
            }
        };
        let first = args.first().cloned().unwrap_or_else(SomeValue::none);
        Ok(match name {
            "malloc" | "nullptr" | "zero" | "cast_pointer" | "cast_adr_to_ptr" | "cast_primitive" | "raw_load" => {
                let t = ty(self, 0)?;
                SomeValue::of_ty(t)
            }
            "typeOf" => match self.low_type_of(&first) {
                Some(t) => self.type_value(t),
                None => return Err(self.error("typeOf: not a low-level value", "pass a low-level value")),
            },
            "fieldtype" => {
                let t = ty(self, 0)?;
                let name = match args.get(1).and_then(|a| a.konst.clone()) {
                    Some(Const::Str(s)) => String::from_utf8_lossy(&s).into_owned(),
                    _ => String::new(),
                };
                let field = self.low_getattr(&SomeValue::of_ty(t), &name)?;
                let t = self.low_type_of(&field).unwrap_or(Ty::Void);
                self.type_value(t)
            }
            "itemtype" => {
                let t = ty(self, 0)?;
                match t.ptr().and_then(|t| self.types.tail(t)) {
                    Some(Item::Value(t)) => self.type_value(t),
                    Some(Item::Inline(t)) => self.type_value(Ty::Ptr(t)),
                    None => return Err(self.error("itemtype: no items", "pass an array type")),
                }
            }
            "cast_ptr_to_adr" | "cast_int_to_adr" | "raw_malloc" | "itemaddress" | "stack_pointer" => {
                SomeValue::of_ty(Ty::Address)
            }
            "cast_adr_to_int" | "float_bits" | "gc_identityhash" => SomeValue::int(),
            "int_truncdiv" | "int_truncmod" | "int_mul_high" => first.general(),
            "bits_float" | "float_sqrt" | "float_floor" | "float_ceil" | "float_trunc" | "float_abs" => {
                SomeValue::float()
            }
            "likely" | "unlikely" => SomeValue { konst: None, ..first },
            "hlstr" => SomeValue::str(),
            "llstr" => match self.types.by_name("rpy_string") {
                Some(t) => SomeValue::of_ty(Ty::Ptr(t)),
                None => return Err(self.error("llstr: there is no string type yet", "import STR from lltype")),
            },
            "llinstance" => match self.types.by_name("object") {
                Some(t) => SomeValue::of_ty(Ty::Ptr(t)),
                None => return Err(self.error("llinstance: there is no object type yet", "import OBJECT from lltype")),
            },
            "exc_data" => match self.types.by_name("exc_data") {
                Some(t) => SomeValue::of_ty(Ty::Ptr(t)),
                None => return Err(self.error("exc_data: there is no such type yet", "import EXC_DATA from lltype")),
            },
            "raw_store"
            | "raw_memcopy"
            | "raw_memmove"
            | "raw_memclear"
            | "raw_free"
            | "arraycopy"
            | "arrayclear"
            | "gc_collect"
            | "gc_register_finalizer"
            | "keepalive" => SomeValue::none(),
            "extern" => {
                let ret = match &*self.shape(obj) {
                    Shape::SpecialInstance { parts, .. } => {
                        parts.iter().find(|(n, _)| n == "ret").map(|(_, c)| c.clone())
                    }
                    _ => None,
                };
                let t = ret.and_then(|c| self.low_type(&c)).unwrap_or(Ty::Void);
                SomeValue::of_ty(t)
            }
            _ => return Err(self.error(format!("there is no lltype.{name}"), "see rpython/lltype.py")),
        })
    }
}
