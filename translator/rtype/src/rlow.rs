//! Low-level values in support code: the vocabulary of `rpython.lltype`, one operation each.

use crate::containers::*;
use crate::place::{Place, zero_of};
use crate::rchoice::class_members;
use rpy_annotate::model::{Kind, SomeValue};
use rpy_ir::graph::LayoutConst;
use rpy_ir::{Const, Diag, FieldRef, Item, ObjId, Op, Operand, Operation, Shape, Ty, TypeId};

impl Place<'_, '_> {
    fn pointed(&mut self, v: &Value) -> Option<TypeId> {
        match v.ann.kind {
            Kind::Low(Ty::Ptr(t)) => Some(t),
            _ => None,
        }
    }

    /// The array and index of `p[i]`, where it is an inline struct.
    fn interior_of(&mut self, op: &Operation) -> Option<(Operand, Operand)> {
        let v = op.args.first()?.var()?;
        self.interior.get(&v).cloned()
    }

    fn inline_field(&mut self, v: &Value, name: &str) -> Option<FieldRef> {
        let Kind::Interior { array } = v.ann.kind else { return None };
        match self.core.ann.types.tail(array) {
            Some(Item::Inline(t)) => self.core.ann.types.find_field(t, name),
            _ => None,
        }
    }

    pub fn low_getattr(&mut self, op: &Operation, hl: &HlOp, name: &str) -> Result<Operand, Diag> {
        let a = &hl.args[0];
        if let Some(f) = self.inline_field(a, name) {
            let Some((array, index)) = self.interior_of(op) else {
                return Err(self.error("a struct in an array has no name", ""));
            };
            let ty = self.core.ann.types.field(f).ty;
            return Ok(self.emit(Op::GetInteriorField, vec![array, index, Operand::Const(Const::Field(f))], ty));
        }
        get_field(self, &a.op, name)
    }

    pub fn low_setattr(&mut self, hl: &HlOp, name: &str) -> Result<(), Diag> {
        let (a, v) = (&hl.args[0], &hl.args[2]);
        if let Some(f) = self.inline_field(a, name) {
            let Some((array, index)) = self.pending_interior.take() else {
                return Err(self.error("a struct in an array has no name", ""));
            };
            let ty = self.core.ann.types.field(f).ty;
            let value = self.low_value(v, ty)?;
            self.emit(Op::SetInteriorField, vec![array, index, Operand::Const(Const::Field(f)), value], Ty::Void);
            return Ok(());
        }
        let Some(f) = field_ref(self, &a.op, name) else { return Err(self.error("there is no such field", "")) };
        let ty = self.core.ann.types.field(f).ty;
        let value = self.low_value(v, ty)?;
        set_field(self, &a.op, name, value)
    }

    /// A value as one of a low-level type: null for None, casts of numbers and pointers.
    pub fn low_value(&mut self, v: &Value, ty: Ty) -> Result<Operand, Diag> {
        if ty == Ty::Void {
            return Ok(Operand::void());
        }
        if matches!(v.ann.kind, Kind::None) {
            return Ok(zero_of(ty));
        }
        let from = self.operand_ty(&v.op);
        Ok(match (from, ty) {
            _ if from == ty => v.op.clone(),
            (Ty::Ptr(_), Ty::Ptr(_)) => match v.op {
                Operand::Const(Const::Graph(_)) => v.op.clone(),
                _ => self.cast(v.op.clone(), ty),
            },
            (Ty::Int(_) | Ty::Bool, Ty::Float) => self.emit(Op::CastIntToFloat, vec![v.op.clone()], ty),
            (Ty::Address | Ty::Ptr(_), _) | (_, Ty::Address | Ty::Ptr(_)) => {
                return Err(self.error("this value is not of that low-level type", "cast it"));
            }
            _ => match (&v.op, ty) {
                (Operand::Const(Const::Int(n, _)), Ty::Int(k)) => Operand::Const(Const::Int(k.wrap(*n), k)),
                _ => self.emit(Op::CastInt, vec![v.op.clone()], ty),
            },
        })
    }

    fn index_of(&mut self, v: &Value) -> Result<Operand, Diag> {
        self.low_value(v, Ty::SIGNED)
    }

    pub fn low_operation(&mut self, op: &Operation, hl: &HlOp) -> Result<Option<Operand>, Diag> {
        let a = hl.args[0].clone();
        let both_low = hl.args.get(1).is_some_and(|b| matches!(b.ann.kind, Kind::Low(_)));
        Ok(Some(match hl.op {
            Op::GetItem => {
                let index = self.index_of(&hl.args[1])?;
                if let Kind::Interior { .. } = hl.result.kind {
                    if let Some(r) = op.result {
                        self.interior.insert(r, (a.op.clone(), index));
                    }
                    return Ok(Some(Operand::void()));
                }
                let ty = self.type_of(&hl.result)?;
                self.emit(Op::GetArrayItem, vec![a.op, index], ty)
            }
            Op::SetItem => {
                let index = self.index_of(&hl.args[1])?;
                let item = self.pointed(&a).and_then(|t| self.core.ann.types.tail(t));
                let Some(Item::Value(ty)) = item else { return Err(self.error("this has no items", "")) };
                let v = self.low_value(&hl.args[2], ty)?;
                self.emit(Op::SetArrayItem, vec![a.op, index, v], Ty::Void)
            }
            Op::Eq | Op::Ne => {
                let b = &hl.args[1];
                let eq = if matches!(b.ann.kind, Kind::None) {
                    self.emit(Op::PtrIszero, vec![a.op], Ty::Bool)
                } else {
                    let ty = self.operand_ty(&a.op);
                    let v = self.low_value(b, ty)?;
                    self.emit(Op::PtrEq, vec![a.op, v], Ty::Bool)
                };
                crate::rlist::negate_if(self, eq, hl.op == Op::Ne)
            }
            Op::Add => {
                let n = self.index_of(&hl.args[1])?;
                self.emit(Op::AdrAdd, vec![a.op, n], Ty::Address)
            }
            Op::InplaceAdd => {
                let n = self.index_of(&hl.args[1])?;
                self.emit(Op::AdrAdd, vec![a.op, n], Ty::Address)
            }
            Op::Sub if both_low => self.emit(Op::AdrDelta, vec![a.op, hl.args[1].op.clone()], Ty::SIGNED),
            Op::Sub => {
                let n = self.index_of(&hl.args[1])?;
                let n = self.emit(Op::IntNeg, vec![n], Ty::SIGNED);
                self.emit(Op::AdrAdd, vec![a.op, n], Ty::Address)
            }
            Op::Lt => self.emit(Op::AdrLt, vec![a.op, hl.args[1].op.clone()], Ty::Bool),
            Op::Le => self.emit(Op::AdrLe, vec![a.op, hl.args[1].op.clone()], Ty::Bool),
            Op::Gt => self.emit(Op::AdrLt, vec![hl.args[1].op.clone(), a.op], Ty::Bool),
            Op::Ge => self.emit(Op::AdrLe, vec![hl.args[1].op.clone(), a.op], Ty::Bool),
            _ => return Ok(None),
        }))
    }

    /// The type that an argument names.
    fn type_arg(&mut self, v: &Value) -> Result<Ty, Diag> {
        match v.ann.konst.clone().and_then(|c| self.core.ann.low_type(&c)) {
            Some(t) => Ok(t),
            None => Err(self.error("this is not a low-level type", "")),
        }
    }

    /// A call of `lltype.NAME`.
    pub fn low_call(&mut self, name: &str, obj: ObjId, args: &[Value], result: &SomeValue) -> Result<Operand, Diag> {
        let ty = self.type_of(result)?;
        let arg = |i: usize| args.get(i).map_or(Operand::void(), |v| v.op.clone());
        Ok(match name {
            "malloc" => {
                let Some(t) = self.type_arg(&args[0])?.ptr() else { return Err(self.error("not a pointer type", "")) };
                match args.get(1) {
                    None => malloc(self, t),
                    Some(n) => {
                        let n = self.index_of(n)?;
                        self.emit(Op::MallocVarsize, vec![Operand::Const(Const::Type(t)), n], Ty::Ptr(t))
                    }
                }
            }
            "nullptr" | "zero" => zero_of(ty),
            // Constants.
            "typeOf" | "fieldtype" | "itemtype" => Operand::void(),
            "cast_pointer" => self.cast(arg(1), ty),
            "cast_adr_to_ptr" => self.emit(Op::CastAdrToPtr, vec![arg(1)], ty),
            "cast_ptr_to_adr" => self.emit(Op::CastPtrToAdr, vec![arg(0)], ty),
            "cast_adr_to_int" => self.emit(Op::CastAdrToInt, vec![arg(0)], ty),
            "cast_int_to_adr" => self.emit(Op::CastIntToAdr, vec![arg(0)], ty),
            "cast_primitive" => match (self.operand_ty(&arg(1)), ty) {
                (a, b) if a == b => arg(1),
                (Ty::Float, Ty::Int(_)) => self.emit(Op::CastFloatToInt, vec![arg(1)], ty),
                (Ty::Float, Ty::SingleFloat) => self.emit(Op::CastFloatToSinglefloat, vec![arg(1)], ty),
                (Ty::SingleFloat, Ty::Float) => self.emit(Op::CastSinglefloatToFloat, vec![arg(1)], ty),
                (_, Ty::Float) => self.emit(Op::CastIntToFloat, vec![arg(1)], ty),
                _ => self.emit(Op::CastInt, vec![arg(1)], ty),
            },
            "raw_load" => {
                let offset = self.index_of(&args[2])?;
                self.emit(Op::RawLoad, vec![arg(1), offset], ty)
            }
            "raw_store" => {
                let offset = self.index_of(&args[1])?;
                self.emit(Op::RawStore, vec![arg(0), offset, arg(2)], Ty::Void)
            }
            "raw_memcopy" | "raw_memmove" => {
                let n = self.index_of(&args[2])?;
                let op = if name == "raw_memcopy" { Op::RawMemcopy } else { Op::RawMemmove };
                self.emit(op, vec![arg(0), arg(1), n], Ty::Void)
            }
            "raw_memclear" => {
                let n = self.index_of(&args[1])?;
                self.emit(Op::RawMemclear, vec![arg(0), n], Ty::Void)
            }
            "raw_malloc" => {
                let n = self.index_of(&args[0])?;
                match self.platform_call("malloc", std::slice::from_ref(&n), Ty::Address)? {
                    Some(v) => v,
                    None => self.emit(Op::RawMalloc, vec![n], Ty::Address),
                }
            }
            "raw_free" => match self.platform_call("free", &[arg(0)], Ty::Void)? {
                Some(v) => v,
                None => self.emit(Op::RawFree, vec![arg(0)], Ty::Void),
            },
            "itemaddress" => {
                let Ty::Ptr(t) = self.operand_ty(&arg(0)) else { return Err(self.error("not a pointer", "")) };
                let i = self.index_of(&args[1])?;
                let base = self.emit(Op::CastPtrToAdr, vec![arg(0)], Ty::Address);
                let size = Operand::Const(Const::Layout(LayoutConst::ItemSize(t)));
                let first = Operand::Const(Const::Layout(LayoutConst::ItemsOffset(t)));
                let scaled = self.emit(Op::IntMul, vec![i, size], Ty::SIGNED);
                let offset = self.emit(Op::IntAdd, vec![scaled, first], Ty::SIGNED);
                self.emit(Op::AdrAdd, vec![base, offset], Ty::Address)
            }
            "arraycopy" => {
                let (i, j, n) = (self.index_of(&args[2])?, self.index_of(&args[3])?, self.index_of(&args[4])?);
                self.emit(Op::ArrayCopy, vec![arg(0), arg(1), i, j, n], Ty::Void)
            }
            "arrayclear" => {
                let (i, n) = (self.index_of(&args[1])?, self.index_of(&args[2])?);
                self.emit(Op::ArrayClear, vec![arg(0), i, n], Ty::Void)
            }
            "int_truncdiv" => self.emit(Op::IntTruncdiv, vec![arg(0), arg(1)], ty),
            "int_truncmod" => self.emit(Op::IntTruncmod, vec![arg(0), arg(1)], ty),
            "int_mul_high" => self.emit(Op::IntMulHigh, vec![arg(0), arg(1)], ty),
            "float_bits" => self.emit(Op::FloatBits, vec![arg(0)], ty),
            "bits_float" => self.emit(Op::BitsFloat, vec![arg(0)], ty),
            "float_sqrt" => self.emit(Op::FloatSqrt, vec![arg(0)], ty),
            "float_floor" => self.emit(Op::FloatFloor, vec![arg(0)], ty),
            "float_ceil" => self.emit(Op::FloatCeil, vec![arg(0)], ty),
            "float_trunc" => self.emit(Op::FloatTrunc, vec![arg(0)], ty),
            "float_abs" => self.emit(Op::FloatAbs, vec![arg(0)], ty),
            "likely" => self.emit(Op::Likely, vec![arg(0)], Ty::Bool),
            "unlikely" => self.emit(Op::Unlikely, vec![arg(0)], Ty::Bool),
            "hlstr" => arg(0),
            "llstr" => crate::rstr::as_str(self, &args[0])?,
            "llinstance" => {
                let object = Ty::Ptr(self.core.object);
                self.cast(arg(0), object)
            }
            "exc_data" => Operand::Const(Const::Data(self.core.exc_data())),
            "stack_pointer" => self.emit(Op::StackPointer, vec![], Ty::Address),
            "gc_collect" => self.emit(Op::GcCollect, vec![], Ty::Void),
            "gc_identityhash" => self.emit(Op::GcIdentityHash, vec![arg(0)], Ty::SIGNED),
            "gc_register_finalizer" => self.emit(Op::GcRegisterFinalizer, vec![arg(0), arg(1)], Ty::Void),
            "keepalive" => self.emit(Op::Keepalive, vec![arg(0)], Ty::Void),
            "extern" => self.extern_call(obj, args, ty)?,
            _ => return Err(self.error(&format!("lltype.{name} cannot be translated here"), "")),
        })
    }

    fn extern_call(&mut self, obj: ObjId, args: &[Value], ret: Ty) -> Result<Operand, Diag> {
        let shape = self.core.ann.shape(obj);
        let Shape::SpecialInstance { parts, .. } = &*shape else { return Err(self.error("not an extern", "")) };
        let part = |n: &str| parts.iter().find(|(p, _)| p == n).map(|(_, c)| c.clone());
        let name = match part("name") {
            Some(Const::Str(s)) => String::from_utf8_lossy(&s).into_owned(),
            _ => String::new(),
        };
        let mut types = vec![];
        if let Some(Const::Obj(t)) = part("args")
            && let Shape::Tuple(items) | Shape::List(items) = &*self.core.ann.shape(t)
        {
            for c in items {
                types.push(self.core.ann.low_type(c).unwrap_or(Ty::SIGNED));
            }
        }
        let mut values = vec![];
        for (v, t) in args.iter().zip(&types) {
            values.push(self.low_value(v, *t)?);
        }
        if let Some(v) = self.platform_call(&name, &values, ret)? {
            return Ok(v);
        }
        let e = self.core.program.extern_func(&name, &types, ret);
        let mut call = vec![Operand::Const(Const::Extern(e))];
        call.extend(values);
        Ok(self.emit(Op::DirectCall, call, ret))
    }

    /// A call of a C function, if the platform has a graph for it.
    fn platform_call(&mut self, name: &str, args: &[Operand], ret: Ty) -> Result<Option<Operand>, Diag> {
        let Some(module) = self.core.ann.platform else { return Ok(None) };
        if self.core.ann.host.support(module, name).is_none() {
            return Ok(None);
        }
        let args: Vec<Arg> = args.iter().cloned().map(Arg::Value).collect();
        let result = self.support(module, name, &args)?;
        if self.operand_ty(&result) != ret {
            return Err(self.error(&format!("{module}.{name} gives another type than the extern `{name}`"), ""));
        }
        Ok(Some(result))
    }

    /// A call of something that the translator implements.
    pub fn builtin_call(&mut self, op: &Operation, hl: &HlOp, callee: &Value, args: &[Value]) -> Result<Operand, Diag> {
        let result = &hl.result;
        if let Kind::BuiltinMethod { receiver, name } = &callee.ann.kind {
            if let Kind::Special { .. } = receiver.kind {
                return self.jit_marker(hl, receiver, name, args);
            }
            let this = Value { op: callee.op.clone(), ann: (**receiver).clone() };
            if self.is_recorded(op) {
                return self.recorded_call(op, Some(this), args, result);
            }
            return match method(self, &this, name, args, result)? {
                Some(v) => Ok(v),
                None => Err(self.error(&format!("the method `{name}` cannot be translated yet"), "write a loop")),
            };
        }
        if let Kind::Low(_) = callee.ann.kind {
            let ty = self.type_of(result)?;
            let direct = matches!(callee.op, Operand::Const(Const::Graph(_)));
            let mut call = vec![callee.op.clone()];
            let wanted: Vec<Ty> = match self.operand_ty(&callee.op) {
                Ty::Ptr(t) => match &self.core.ann.types.defs[t] {
                    rpy_ir::TypeDef::Func { args, .. } => args.clone(),
                    _ => vec![],
                },
                _ => vec![],
            };
            for (v, t) in args.iter().zip(wanted) {
                call.push(self.low_value(v, t)?);
            }
            return Ok(self.emit(if direct { Op::DirectCall } else { Op::IndirectCall }, call, ty));
        }
        if let Kind::WeakRef { .. } = callee.ann.kind {
            return self.deref_weakref(callee, result);
        }
        let Some((name, obj)) = crate::dispatch::special_name(&callee.ann) else {
            return Err(self.error("this cannot be called", "call a function"));
        };
        if let Some(low) = name.strip_prefix("lltype.") {
            return self.low_call(low, obj, args, result);
        }
        if hl.op == Op::CallArgs {
            return self.keyword_builtin(hl, &name, args);
        }
        self.named_builtin(op, &name, args, result)
    }

    /// `print(..., sep=, end=)`, `int(s, base=)`.
    fn keyword_builtin(&mut self, hl: &HlOp, name: &str, args: &[Value]) -> Result<Operand, Diag> {
        let shape = match &hl.args[1].op {
            Operand::Const(Const::Name(n)) => n.clone(),
            _ => String::new(),
        };
        let mut parts = shape.split(',');
        let count: usize = parts.next().and_then(|n| n.parse().ok()).unwrap_or(0);
        let keywords: Vec<(&str, &Value)> = parts.zip(&args[count..]).collect();
        let text =
            |k: &str, default: &[u8]| match keywords.iter().find(|(n, _)| *n == k).map(|(_, v)| v.ann.konst.clone()) {
                None => Some(default.to_vec()),
                Some(Some(Const::Str(s))) => Some(s),
                Some(_) => None,
            };
        match name {
            "print" => match (text("sep", b" "), text("end", b"\n")) {
                (Some(sep), Some(end)) => crate::rformat::print(self, &args[..count], &sep, &end),
                _ => Err(self.error("`sep` and `end` of print are constants", "write them as literals")),
            },
            "hint" => {
                let set = |v: &Value| v.ann.konst == Some(Const::Bool(true));
                let flags: Vec<&str> = keywords.iter().filter(|(_, v)| set(v)).map(|(n, _)| *n).collect();
                self.jit_hint_flags(&args[0], &flags, &hl.result)
            }
            "int" => crate::rformat::to_int(self, &args[0], keywords.first().map(|(_, v)| *v)),
            _ => Err(self.error(&format!("`{name}` takes no keyword arguments"), "pass them by position")),
        }
    }

    fn named_builtin(
        &mut self,
        op: &Operation,
        name: &str,
        args: &[Value],
        result: &SomeValue,
    ) -> Result<Operand, Diag> {
        let decided = [
            "hasattr",
            "isinstance",
            "len",
            "ord",
            "we_are_jitted",
            "we_are_translated",
            "isconstant",
            "isvirtual",
            "current_trace_length",
        ];
        if decided.contains(&name)
            && let Some(c @ (Const::Bool(_) | Const::Int(..))) = &result.konst
        {
            return Ok(Operand::Const(self.constant_of(&c.clone(), result)?));
        }
        if let Some(v) = self.jit_builtin(op, name, args, result)? {
            return Ok(v);
        }
        match (name, args) {
            ("weakref.ref", [x]) => return self.make_weakref(x),
            ("isinstance", [v, c]) => {
                let Kind::Instance { .. } = v.ann.kind else {
                    // The annotator has decided all but None.
                    return Ok(self.emit(Op::PtrNonzero, vec![v.op.clone()], Ty::Bool));
                };
                let mut sets = vec![];
                match &c.ann.kind {
                    Kind::Tuple(items) => sets.extend(items.iter().cloned()),
                    _ => sets.push(c.ann.clone()),
                }
                let mut classes = vec![];
                for s in &sets {
                    if let Kind::Pbc { set, .. } = &s.kind {
                        for d in set.iter() {
                            if let rpy_annotate::model::Desc::Class(c) = d {
                                classes.push(*c);
                            }
                        }
                    }
                }
                return self.isinstance(v, &classes);
            }
            ("type", [v]) => return self.typeptr(v),
            ("builtin.__init__", [this, message, ..]) => {
                if let Kind::Instance { class, .. } = this.ann.kind {
                    self.keep_message(this, class, std::slice::from_ref(message))?;
                }
                return Ok(Operand::void());
            }
            ("builtin.__init__", _) => return Ok(Operand::void()),
            ("bool", [v]) if self.calls_method(op, v) => return self.instance_truth(op, v),
            ("enumerate" | "zip", _) => {}
            ("gc.register_finalizer", [x, _]) => return self.register_given_finalizer(op, x),
            // A method of the first argument, or a function that does the work.
            (_, [v, ..]) if self.is_recorded(op) => return self.recorded_call(op, Some(v.clone()), args, result),
            ("len", [v]) if matches!(v.ann.kind, Kind::Low(_)) => {
                return Ok(self.emit(Op::GetArraySize, vec![v.op.clone()], Ty::SIGNED));
            }
            ("NonConstant", [v, ..]) => {
                return self.convert_value(v.op.clone(), &v.ann, result);
            }
            ("keepalive_until_here" | "debug_print", _) => return Ok(Operand::void()),
            ("gc.collect", _) => {
                self.emit(Op::GcCollect, vec![], Ty::Void);
                self.run_finalizers();
                return Ok(Operand::void());
            }
            ("gc.request", [what, argument]) => {
                return Ok(self.emit(Op::GcRequest, vec![what.op.clone(), argument.op.clone()], Ty::SIGNED));
            }
            ("gc.run_finalizers", _) => {
                self.run_finalizers();
                return Ok(Operand::void());
            }
            ("gc.may_ignore_finalizer", [x]) => return self.ignore_finalizer(x),
            ("compute_identity_hash" | "compute_unique_id" | "current_object_addr_as_int", [v]) => {
                return Ok(self.emit(Op::GcIdentityHash, vec![v.op.clone()], Ty::SIGNED));
            }
            ("getattr", [v, ..]) => {
                let Some(Const::Str(n)) = args[1].ann.konst.clone() else { return Err(self.error("not a name", "")) };
                let name = Operand::name(String::from_utf8_lossy(&n).into_owned());
                let hl = HlOp {
                    op: Op::GetAttr,
                    args: vec![v.clone(), Value { op: name, ann: SomeValue::none() }],
                    result: result.clone(),
                    span: self.span,
                };
                return self.getattr(op, &hl);
            }
            ("instantiate", [v]) => {
                let members = class_members(&v.ann);
                return self.call_classes(&members, Some(&v.clone()), &[], result);
            }
            ("r_dict", _) => return crate::rdict::literal(self, result, &[]),
            ("tuple", [v]) => return self.convert_value(v.op.clone(), &v.ann, result),
            ("range", _) if args.is_empty() => {}
            _ => {}
        }
        if let Some(v) = self.number_builtin(name, args, result)? {
            return Ok(v);
        }
        match builtin(self, name, args, result)? {
            Some(v) => {
                let from = self.operand_ty(&v);
                let to = self.type_of(result)?;
                if from == to || to == Ty::Void || result.is_impossible() {
                    Ok(v)
                } else {
                    self.low_value(&Value { op: v, ann: SomeValue::of_ty(from) }, to)
                }
            }
            None => {
                let types: Vec<String> = args.iter().map(|a| self.core.ann.describe(&a.ann)).collect();
                Err(self.error(
                    &format!("`{name}` of {} cannot be translated yet", types.join(" and ")),
                    "write it another way",
                ))
            }
        }
    }

    /// Whether the operation calls a method of an instance behind the scenes.
    pub fn calls_method(&self, op: &Operation, v: &Value) -> bool {
        matches!(v.ann.kind, Kind::Instance { .. }) && self.is_recorded(op)
    }

    /// Whether the annotator has noted a call for an operation that is none of its own.
    pub fn is_recorded(&self, op: &Operation) -> bool {
        let Some(r) = op.result else { return false };
        let (g, _) = self.source.unwrap_or((rpy_ir::GraphId(0), rpy_ir::BlockId(0)));
        self.core.ann.calls.get(&(g, r)).is_some_and(|t| *t != rpy_annotate::model::CallTarget::Builtin)
    }
}
