//! Annotations to types, conversions between representations, and constants.

use crate::containers::*;
use crate::place::{Place, zero_of};
use crate::{prebuilt_containers, rbuilder, rdict, riter, rlist};
use rpy_annotate::model::{Desc, Kind, SomeValue};
use rpy_ir::{Const, Diag, Image, IntKind, ObjId, Op, Operand, Shape, Ty};

impl Place<'_, '_> {
    /// The type of values with this annotation. Void where there is only one value.
    pub fn type_of(&mut self, s: &SomeValue) -> Result<Ty, Diag> {
        Ok(match &s.kind {
            Kind::Impossible | Kind::None | Kind::Special { .. } => Ty::Void,
            Kind::Bool => Ty::Bool,
            Kind::Int { kind, .. } => Ty::Int(*kind),
            Kind::Float => Ty::Float,
            Kind::SingleFloat => Ty::SingleFloat,
            Kind::Char => Ty::Char,
            Kind::UniChar => Ty::UniChar,
            Kind::Str { .. } => Ty::Ptr(self.core.string),
            Kind::Tuple(items) => {
                let mut types = vec![];
                for i in items.iter() {
                    types.push(self.type_of(i)?);
                }
                self.tuple_type(&types)
            }
            Kind::List { def, .. } => rlist::list_ty(self, *def)?,
            Kind::Dict { def, .. } => rdict::dict_ty(self, *def)?,
            Kind::Instance { class, .. } => Ty::Ptr(self.class_struct(*class)?),
            Kind::Pbc { .. } => self.pbc_type(s)?,
            Kind::BuiltinMethod { receiver, .. } => self.type_of(&receiver.clone())?,
            Kind::Iterator { kind, of } => riter::iterator_ty(self, *kind, &of.clone())?,
            Kind::Range { .. } => riter::range_ty(self),
            Kind::Builder { .. } => rbuilder::builder_ty(self)?,
            Kind::WeakRef { .. } => self.weakref_ty(),
            Kind::Low(t) => *t,
            // Known by its parts: see `Place::interior`.
            Kind::Interior { .. } => Ty::Void,
        })
    }

    pub fn tuple_type(&mut self, types: &[Ty]) -> Ty {
        if types.is_empty() {
            return Ty::Void;
        }
        let names: Vec<String> = (0..types.len()).map(|i| format!("item{i}")).collect();
        let fields: Vec<(&str, Ty)> = names.iter().map(String::as_str).zip(types.iter().copied()).collect();
        Ty::Ptr(struct_of(self, "tuple", &fields))
    }

    pub fn convert_value(&mut self, v: Operand, from: &SomeValue, to: &SomeValue) -> Result<Operand, Diag> {
        let (source, target) = (self.type_of(from)?, self.type_of(to)?);
        if target == Ty::Void {
            return Ok(Operand::void());
        }
        if from.is_impossible() {
            return Ok(zero_of(target));
        }
        if let Some(c) = &from.konst
            && !matches!(c, Const::Name(_))
            && (source == Ty::Void || source != target)
        {
            return Ok(Operand::Const(self.constant_of(&c.clone(), to)?));
        }
        if source == target && !matches!(from.kind, Kind::Tuple(_)) {
            return Ok(v);
        }
        Ok(match (&from.kind, &to.kind) {
            (Kind::None, _) => zero_of(target),
            (Kind::Bool, Kind::Int { .. }) | (Kind::Int { .. }, Kind::Int { .. } | Kind::Bool) => {
                self.emit(Op::CastInt, vec![v], target)
            }
            (Kind::Int { .. }, Kind::Float) => self.emit(Op::CastIntToFloat, vec![v], target),
            (Kind::Bool, Kind::Float) => {
                let i = self.emit(Op::CastInt, vec![v], Ty::SIGNED);
                self.emit(Op::CastIntToFloat, vec![i], target)
            }
            (Kind::Char, Kind::Str { .. }) => self.support("rstr", "ll_chr2str", &[v.into()])?,
            (Kind::Tuple(a), Kind::Tuple(b)) if source == target && a == b => v,
            (Kind::Tuple(a), Kind::Tuple(b)) => {
                let same = source == target
                    && a.iter().zip(b.iter()).all(|(x, y)| x.kind == y.kind || !matches!(x.kind, Kind::Tuple(_)));
                if same {
                    return Ok(v);
                }
                let (a, b) = (a.clone(), b.clone());
                let mut items = vec![];
                for (i, (x, y)) in a.iter().zip(b.iter()).enumerate() {
                    let item = self.tuple_item(&v, i, x)?;
                    items.push(self.convert_value(item, x, y)?);
                }
                self.make_tuple(target, items)
            }
            (Kind::Pbc { .. }, Kind::Pbc { .. }) => self.convert_pbc(v, from, target)?,
            (_, _) if source.ptr().is_some() && target.ptr().is_some() => {
                let (s, t) = (source.ptr().unwrap_or(self.core.object), target.ptr().unwrap_or(self.core.object));
                let types = &self.core.ann.types;
                if types.is_subtype(s, t) || types.is_subtype(t, s) {
                    self.emit(Op::CastPointer, vec![v], target)
                } else {
                    return Err(self.no_conversion(from, to));
                }
            }
            _ => return Err(self.no_conversion(from, to)),
        })
    }

    fn no_conversion(&self, from: &SomeValue, to: &SomeValue) -> Diag {
        let (a, b) = (self.core.ann.describe(from), self.core.ann.describe(to));
        self.error(&format!("{a} cannot be converted to {b}"), "keep them in different variables")
    }

    pub fn tuple_item(&mut self, tuple: &Operand, i: usize, item: &SomeValue) -> Result<Operand, Diag> {
        if self.type_of(item)? == Ty::Void {
            return Ok(Operand::void());
        }
        get_field(self, tuple, &format!("item{i}"))
    }

    pub fn make_tuple(&mut self, ty: Ty, items: Vec<Operand>) -> Operand {
        let Some(t) = ty.ptr() else { return Operand::void() };
        let p = malloc(self, t);
        for (i, v) in items.into_iter().enumerate() {
            let f = rpy_ir::FieldRef { of: t, index: i as u32 };
            if self.core.ann.types.field(f).ty != Ty::Void {
                self.emit(Op::SetField, vec![p.clone(), Operand::Const(Const::Field(f)), v], Ty::Void);
            }
        }
        p
    }

    /// `a, b, c`.
    pub fn new_tuple(&mut self, args: &[Value], result: &SomeValue) -> Result<Operand, Diag> {
        let Kind::Tuple(items) = result.kind.clone() else { return Ok(Operand::void()) };
        let ty = self.type_of(result)?;
        let mut values = vec![];
        for (a, item) in args.iter().zip(items.iter()) {
            values.push(self.convert_value(a.op.clone(), &a.ann, item)?);
        }
        Ok(self.make_tuple(ty, values))
    }

    /// Indexing, slicing, unpacking, comparing and joining tuples.
    pub fn tuple_operation(&mut self, hl: &HlOp) -> Result<Option<Operand>, Diag> {
        let a = &hl.args[0];
        let Kind::Tuple(items) = a.ann.kind.clone() else { return Ok(None) };
        Ok(Some(match hl.op {
            Op::GetItem => {
                let Some(Const::Int(i, _)) = hl.args[1].ann.konst else { return self.variable_item(hl, &items) };
                let i = if i < 0 { i + items.len() as i64 } else { i } as usize;
                let Some(item) = items.get(i) else { return Err(self.error("the index is out of range", "")) };
                let v = self.tuple_item(&a.op, i, item)?;
                self.convert_value(v, item, &hl.result)?
            }
            Op::Unpack => a.op.clone(),
            Op::GetSlice => {
                let Kind::Tuple(wanted) = hl.result.kind.clone() else { return Ok(None) };
                let start = match hl.args[1].ann.konst {
                    Some(Const::Int(i, _)) if i < 0 => (i + items.len() as i64).max(0) as usize,
                    Some(Const::Int(i, _)) => (i as usize).min(items.len()),
                    _ => 0,
                };
                let mut values = vec![];
                for (i, item) in items.iter().enumerate().skip(start).take(wanted.len()) {
                    values.push(self.tuple_item(&a.op, i, item)?);
                }
                let ty = self.type_of(&hl.result)?;
                self.make_tuple(ty, values)
            }
            Op::Add => {
                let b = &hl.args[1];
                let Kind::Tuple(others) = b.ann.kind.clone() else { return Ok(None) };
                let mut values = vec![];
                for (tuple, items) in [(&a.op, &items), (&b.op, &others)] {
                    for (i, item) in items.iter().enumerate() {
                        values.push(self.tuple_item(tuple, i, item)?);
                    }
                }
                let ty = self.type_of(&hl.result)?;
                self.make_tuple(ty, values)
            }
            Op::Eq | Op::Ne | Op::Lt | Op::Le | Op::Gt | Op::Ge => {
                let b = &hl.args[1];
                let joined =
                    self.core.ann.union(&a.ann, &b.ann).map_err(|e| self.error(&e.message, &e.help))?.general();
                let x = self.convert_value(a.op.clone(), &a.ann, &joined)?;
                let y = self.convert_value(b.op.clone(), &b.ann, &joined)?;
                if !matches!(hl.op, Op::Eq | Op::Ne) {
                    return crate::rcompare::tuple_order(self, hl.op, &joined, x, y).map(Some);
                }
                let eq = emit_eq(self, &joined, x, y)?;
                rlist::negate_if(self, eq, hl.op == Op::Ne)
            }
            _ => return Ok(None),
        }))
    }

    /// A tuple of items of one type, indexed by a variable: a chain of comparisons.
    fn variable_item(&mut self, hl: &HlOp, items: &[SomeValue]) -> Result<Option<Operand>, Diag> {
        let index = rlist::index(self, &hl.args[1])?;
        let index = self.support("rindex", "ll_index", &[signed(items.len() as i64).into(), index.into()])?;
        let mut result = self.zero(&hl.result)?;
        let ty = self.type_of(&hl.result)?;
        for (i, item) in items.iter().enumerate() {
            let v = self.tuple_item(&hl.args[0].op, i, item)?;
            let v = self.convert_value(v, item, &hl.result)?;
            let is = self.emit(Op::IntEq, vec![index.clone(), signed(i as i64)], Ty::Bool);
            result = self.emit(Op::Select, vec![is, v, result], ty);
        }
        Ok(Some(result))
    }

    // ---- constants

    pub fn constant_of(&mut self, c: &Const, ann: &SomeValue) -> Result<Const, Diag> {
        let ty = self.type_of(ann)?;
        let zero = match zero_of(ty) {
            Operand::Const(z) => z,
            Operand::Var(_) => Const::Void,
        };
        if ty == Ty::Void {
            return Ok(Const::Void);
        }
        Ok(match (c, &ann.kind) {
            (Const::Void, _) => zero,
            (Const::Int(v, _), Kind::Int { kind, .. }) => Const::Int(kind.wrap(*v), *kind),
            (Const::Bool(b), Kind::Int { kind, .. }) => Const::Int(*b as i64, *kind),
            (Const::Int(v, k), Kind::Float) => {
                Const::Float(if k.signed() { *v as f64 } else { *v as u64 as f64 }.to_bits())
            }
            (Const::Bool(b), Kind::Float) => Const::Float((*b as i64 as f64).to_bits()),
            (Const::Str(s) | Const::Bytes(s), Kind::Char) if s.len() == 1 => Const::Char(s[0]),
            (Const::Str(s) | Const::Bytes(s), Kind::Str { .. }) => Const::Data(self.core.string_data(s)),
            (Const::Char(s), Kind::Str { .. }) => Const::Data(self.core.string_data(&[*s])),
            (Const::Obj(o), _) => return self.object_constant(*o, ann, ty),
            _ => c.clone(),
        })
    }

    fn object_constant(&mut self, o: ObjId, ann: &SomeValue, ty: Ty) -> Result<Const, Diag> {
        let shape = self.core.ann.shape(o);
        match &*shape {
            Shape::Int(v, k) => return self.constant_of(&Const::Int(*v, *k), ann),
            Shape::SingleFloat(f) => return Ok(Const::SingleFloat(f.to_bits())),
            Shape::SpecialInstance { name, .. } if name == "lltype.static" => {
                let d = self
                    .core
                    .static_data(o)
                    .map_err(|d| d.into_iter().next().unwrap_or_else(|| Diag::new("static")))?;
                return Ok(Const::Data(d));
            }
            Shape::Special { name } if name == "lltype.NULL" => return Ok(Const::NullAddress),
            _ => {}
        }
        if let Kind::Pbc { .. } = &ann.kind {
            return self.pbc_constant(o, ty);
        }
        if let Some(&d) = self.core.prebuilt.get(&(o, ty)) {
            return Ok(Const::Data(d));
        }
        let own = self.core.ann.immutablevalue(&Const::Obj(o));
        match (&*shape, &ann.kind) {
            (Shape::List(items), Kind::List { .. }) => {
                let d = prebuilt_containers::reserve(self, ann)?;
                self.core.prebuilt.insert((o, ty), d);
                prebuilt_containers::fill_list(self, d, ann, items)?;
                Ok(Const::Data(d))
            }
            (Shape::Dict(items), Kind::Dict { .. }) => {
                let d = prebuilt_containers::reserve(self, ann)?;
                self.core.prebuilt.insert((o, ty), d);
                prebuilt_containers::fill_dict(self, d, ann, items)?;
                Ok(Const::Data(d))
            }
            (Shape::SpecialInstance { name, parts }, Kind::Dict { .. }) if name == "r_dict" => {
                let d = prebuilt_containers::reserve(self, ann)?;
                self.core.prebuilt.insert((o, ty), d);
                if let Some((_, Const::Obj(items))) = parts.iter().find(|(n, _)| n == "items")
                    && let Shape::Dict(items) = &*self.core.ann.shape(*items)
                {
                    prebuilt_containers::fill_dict(self, d, ann, items)?;
                }
                Ok(Const::Data(d))
            }
            (Shape::Tuple(values), Kind::Tuple(items)) => {
                let items = items.clone();
                let Some(t) = ty.ptr() else { return Ok(Const::Void) };
                let d = self.core.new_data("tuple", t);
                self.core.prebuilt.insert((o, ty), d);
                let mut fields = vec![];
                for (i, (c, item)) in values.iter().zip(items.iter()).enumerate() {
                    if self.type_of(item)? != Ty::Void {
                        let f = rpy_ir::FieldRef { of: t, index: i as u32 };
                        fields.push((f, self.constant_of(c, item)?));
                    }
                }
                self.core.program.data[d].image = Image { fields, items: Default::default() };
                Ok(Const::Data(d))
            }
            (Shape::Instance { .. }, Kind::Instance { .. }) => {
                let Kind::Instance { class, .. } = own.kind else {
                    return Err(self.error("this prebuilt instance has no class", ""));
                };
                self.prebuilt_instance(o, class)
            }
            (Shape::SpecialInstance { parts, .. }, Kind::WeakRef { .. }) => {
                let Some(t) = ty.ptr() else { return Ok(Const::Void) };
                let d = self.core.new_data("weakref", t);
                self.core.prebuilt.insert((o, ty), d);
                let target = parts.first().map_or(Const::Void, |(_, c)| c.clone());
                let ann = self.core.ann.immutablevalue(&target);
                // Null if it is no more.
                if !matches!(ann.kind, Kind::None) {
                    let target = self.constant_of(&target, &ann)?;
                    let field = rpy_ir::FieldRef { of: t, index: 0 };
                    self.core.program.data[d].image =
                        Image { fields: vec![(field, target)], items: Default::default() };
                }
                Ok(Const::Data(d))
            }
            _ => {
                let shown: String = self.core.ann.host.repr(&Const::Obj(o)).chars().take(60).collect();
                Err(self.error(
                    &format!("the prebuilt object `{shown}` cannot be a constant of the program here"),
                    "use ints, strs, lists, dicts, tuples and instances",
                ))
            }
        }
    }

    /// An int operand as a Signed.
    pub fn as_signed(&mut self, v: &Value) -> Result<Operand, Diag> {
        let to = SomeValue::new(Kind::Int { kind: IntKind::I64, nonneg: false });
        self.convert_value(v.op.clone(), &v.ann, &to)
    }

    /// The one member of a constant set.
    pub fn only(&self, s: &SomeValue) -> Option<Desc> {
        s.single_desc().cloned()
    }
}
