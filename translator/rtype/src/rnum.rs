//! Numbers: truth, identity, arithmetic and comparisons of bools, ints, floats, characters and constants.

use crate::containers::*;
use crate::place::Place;
use crate::rlist::negate_if;
use rpy_annotate::model::{Kind, SomeValue};
use rpy_ir::{Const, Diag, Op, Operand, Ty};

impl Place<'_, '_> {
    /// The truth value, as a Bool.
    pub fn truth(&mut self, hl: &HlOp) -> Result<Operand, Diag> {
        let v = &hl.args[0];
        Ok(match &v.ann.kind {
            Kind::None => Operand::bool(false),
            Kind::Bool => v.op.clone(),
            Kind::Int { kind, .. } => {
                self.emit(Op::IntNe, vec![v.op.clone(), Operand::Const(Const::Int(0, *kind))], Ty::Bool)
            }
            Kind::Float => self.emit(Op::FloatNe, vec![v.op.clone(), Operand::Const(Const::Float(0))], Ty::Bool),
            Kind::Char | Kind::UniChar => Operand::bool(true),
            Kind::Tuple(items) => Operand::bool(!items.is_empty()),
            Kind::Low(Ty::Address | Ty::Ptr(_)) | Kind::Builder { .. } | Kind::WeakRef { .. } => {
                self.emit(Op::PtrNonzero, vec![v.op.clone()], Ty::Bool)
            }
            Kind::Str { .. } | Kind::List { .. } | Kind::Dict { .. } => self.length_truth(v)?,
            Kind::Instance { .. } => self.emit(Op::PtrNonzero, vec![v.op.clone()], Ty::Bool),
            Kind::Pbc { .. } => match self.type_of(&v.ann)? {
                Ty::Void => Operand::bool(true),
                _ => self.emit(Op::PtrNonzero, vec![v.op.clone()], Ty::Bool),
            },
            _ => Operand::bool(true),
        })
    }

    /// Whether a container, which may be None, has items.
    fn length_truth(&mut self, v: &Value) -> Result<Operand, Diag> {
        let result = SomeValue::nonneg();
        if !v.ann.can_be_none() {
            let Some(n) = builtin(self, "len", std::slice::from_ref(v), &result)? else {
                return Ok(Operand::bool(true));
            };
            return Ok(self.emit(Op::IntNe, vec![n, signed(0)], Ty::Bool));
        }
        let set = self.emit(Op::PtrNonzero, vec![v.op.clone()], Ty::Bool);
        let join = self.new_block();
        let merged = self.g.add_param(join, Ty::Bool);
        let (yes, no) = self.branch(set);
        self.at = no;
        self.goto(join, vec![Operand::bool(false)]);
        self.at = yes;
        let Some(n) = builtin(self, "len", std::slice::from_ref(v), &result)? else { return Ok(Operand::bool(true)) };
        let is = self.emit(Op::IntNe, vec![n, signed(0)], Ty::Bool);
        self.goto(join, vec![is]);
        self.at = join;
        Ok(merged.into())
    }

    /// `a is b`.
    pub fn is(&mut self, hl: &HlOp) -> Result<Operand, Diag> {
        let (a, b) = (&hl.args[0], &hl.args[1]);
        let (x, y) = (self.type_of(&a.ann)?, self.type_of(&b.ann)?);
        match (x, y) {
            (Ty::Void, Ty::Void) => {
                let same = matches!((&a.ann.kind, &b.ann.kind), (Kind::None, Kind::None)) || a.ann.kind == b.ann.kind;
                Ok(Operand::bool(same))
            }
            (Ty::Ptr(_) | Ty::Address, Ty::Void) if matches!(b.ann.kind, Kind::None) => {
                Ok(self.emit(Op::PtrIszero, vec![a.op.clone()], Ty::Bool))
            }
            (Ty::Void, Ty::Ptr(_) | Ty::Address) if matches!(a.ann.kind, Kind::None) => {
                Ok(self.emit(Op::PtrIszero, vec![b.op.clone()], Ty::Bool))
            }
            (Ty::Ptr(_) | Ty::Address, Ty::Void) => {
                let v = self.convert_value(b.op.clone(), &b.ann, &a.ann)?;
                let v = if x.ptr().is_some() && !matches!(v, Operand::Const(Const::Graph(_))) {
                    self.cast(v, x)
                } else {
                    v
                };
                Ok(self.emit(Op::PtrEq, vec![a.op.clone(), v], Ty::Bool))
            }
            (Ty::Void, Ty::Ptr(_) | Ty::Address) => {
                let v = self.convert_value(a.op.clone(), &a.ann, &b.ann)?;
                let v = if y.ptr().is_some() && !matches!(v, Operand::Const(Const::Graph(_))) {
                    self.cast(v, y)
                } else {
                    v
                };
                Ok(self.emit(Op::PtrEq, vec![v, b.op.clone()], Ty::Bool))
            }
            (Ty::Ptr(_), Ty::Ptr(_)) => self.same_pointer(a, b),
            (Ty::Ptr(_), Ty::Address) | (Ty::Address, Ty::Ptr(_)) => {
                let (p, q) = (self.as_address(a)?, self.as_address(b)?);
                Ok(self.emit(Op::PtrEq, vec![p, q], Ty::Bool))
            }
            _ if x == y => Ok(self.emit(Op::IntEq, vec![a.op.clone(), b.op.clone()], Ty::Bool)),
            _ => Ok(Operand::bool(false)),
        }
    }

    fn as_address(&mut self, v: &Value) -> Result<Operand, Diag> {
        match self.type_of(&v.ann)? {
            Ty::Address => Ok(v.op.clone()),
            _ => Ok(self.emit(Op::CastPtrToAdr, vec![v.op.clone()], Ty::Address)),
        }
    }

    /// None if it is no operation on numbers.
    pub fn number_operation(&mut self, hl: &HlOp) -> Result<Option<Operand>, Diag> {
        if matches!(hl.op, Op::NewList | Op::NewTuple | Op::NewDict | Op::BuildStr | Op::Format | Op::Contains) {
            return Ok(None);
        }
        let numeric = |v: &Value| matches!(v.ann.kind, Kind::Bool | Kind::Int { .. } | Kind::Float);
        let Some(a) = hl.args.first() else { return Ok(None) };
        match &hl.args[..] {
            [v] if numeric(v) => self.unary(hl, v),
            [v, w] if numeric(v) && numeric(w) => match hl.op {
                Op::Lt | Op::Le | Op::Eq | Op::Ne | Op::Gt | Op::Ge => self.compare(hl, v, w).map(Some),
                _ => self.arithmetic(hl, v, w),
            },
            [_, b] if matches!(hl.op, Op::Eq | Op::Ne) => match (&a.ann.kind, &b.ann.kind) {
                (Kind::Pbc { .. } | Kind::None, _) | (_, Kind::Pbc { .. } | Kind::None) => {
                    let eq = self.is(hl)?;
                    Ok(Some(negate_if(self, eq, hl.op == Op::Ne)))
                }
                (Kind::UniChar, Kind::UniChar) | (Kind::SingleFloat, Kind::SingleFloat) => {
                    let eq = self.emit(Op::IntEq, vec![a.op.clone(), b.op.clone()], Ty::Bool);
                    Ok(Some(negate_if(self, eq, hl.op == Op::Ne)))
                }
                _ => Ok(None),
            },
            _ => Ok(None),
        }
    }

    fn unary(&mut self, hl: &HlOp, v: &Value) -> Result<Option<Operand>, Diag> {
        let ty = self.type_of(&hl.result)?;
        let x = self.convert_value(v.op.clone(), &v.ann, &hl.result)?;
        Ok(Some(match (hl.op, ty) {
            (Op::Pos, _) => x,
            (Op::Neg, Ty::Float) => self.emit(Op::FloatNeg, vec![x], ty),
            (Op::Neg, _) => self.emit(Op::IntNeg, vec![x], ty),
            (Op::Invert, _) => self.emit(Op::IntInvert, vec![x], ty),
            (Op::NegOvf, _) => self.support("rint", "ll_neg_ovf", &[x.into()])?,
            (Op::AbsOvf, _) => self.support("rint", "ll_abs_ovf", &[x.into()])?,
            _ => return Ok(None),
        }))
    }

    /// Both operands in the type of their join.
    fn joined(&mut self, a: &Value, b: &Value) -> Result<(Operand, Operand, Ty), Diag> {
        let both_bool = matches!((&a.ann.kind, &b.ann.kind), (Kind::Bool, Kind::Bool));
        let joined = if both_bool {
            SomeValue::int()
        } else {
            self.core.ann.union(&a.ann, &b.ann).map_err(|e| self.error(&e.message, &e.help))?.general()
        };
        let x = self.convert_value(a.op.clone(), &a.ann, &joined)?;
        let y = self.convert_value(b.op.clone(), &b.ann, &joined)?;
        let ty = self.type_of(&joined)?;
        Ok((x, y, ty))
    }

    fn compare(&mut self, hl: &HlOp, a: &Value, b: &Value) -> Result<Operand, Diag> {
        let (x, y, ty) = self.joined(a, b)?;
        let float = ty == Ty::Float;
        let op = match hl.op {
            Op::Lt => {
                if float {
                    Op::FloatLt
                } else {
                    Op::IntLt
                }
            }
            Op::Le => {
                if float {
                    Op::FloatLe
                } else {
                    Op::IntLe
                }
            }
            Op::Eq => {
                if float {
                    Op::FloatEq
                } else {
                    Op::IntEq
                }
            }
            Op::Ne => {
                if float {
                    Op::FloatNe
                } else {
                    Op::IntNe
                }
            }
            Op::Gt => {
                if float {
                    Op::FloatGt
                } else {
                    Op::IntGt
                }
            }
            _ => {
                if float {
                    Op::FloatGe
                } else {
                    Op::IntGe
                }
            }
        };
        Ok(self.emit(op, vec![x, y], Ty::Bool))
    }

    fn arithmetic(&mut self, hl: &HlOp, a: &Value, b: &Value) -> Result<Option<Operand>, Diag> {
        let ty = self.type_of(&hl.result)?;
        let shift = matches!(hl.op, Op::Lshift | Op::Rshift | Op::LshiftOvf);
        let x = self.convert_value(a.op.clone(), &a.ann, &hl.result)?;
        let y = if shift { self.as_signed(b)? } else { self.convert_value(b.op.clone(), &b.ann, &hl.result)? };
        let plain = |op| Some(op);
        let op = match (hl.op, ty) {
            (Op::Add | Op::InplaceAdd, Ty::Float) => plain(Op::FloatAdd),
            (Op::Sub, Ty::Float) => plain(Op::FloatSub),
            (Op::Mul | Op::InplaceMul, Ty::Float) => plain(Op::FloatMul),
            (Op::Add | Op::InplaceAdd, _) => plain(Op::IntAdd),
            (Op::Sub, _) => plain(Op::IntSub),
            (Op::Mul | Op::InplaceMul, _) => plain(Op::IntMul),
            (Op::And, _) => plain(Op::IntAnd),
            (Op::Or, _) => plain(Op::IntOr),
            (Op::Xor, _) => plain(Op::IntXor),
            _ => None,
        };
        if let Some(op) = op {
            return Ok(Some(self.emit(op, vec![x, y], ty)));
        }
        let signed_int = matches!(ty, Ty::Int(k) if k.signed());
        let nonneg = |v: &Value| matches!(v.ann.kind, Kind::Int { nonneg: true, .. } | Kind::Bool);
        let both = nonneg(a) && nonneg(b) || !signed_int;
        let (module, name) = match (hl.op, ty) {
            // Support code has checked the divisor.
            (Op::Truediv, Ty::Float) if self.g.flags.support => {
                return Ok(Some(self.emit(Op::FloatTruediv, vec![x, y], ty)));
            }
            (Op::Truediv, Ty::Float) => ("rfloat", "ll_truediv"),
            (Op::Floordiv, Ty::Float) => ("rfloat", "ll_floordiv"),
            (Op::Mod, Ty::Float) => ("rfloat", "ll_mod"),
            (Op::Floordiv, _) if both => ("rint", "ll_floordiv_nonneg"),
            (Op::Floordiv, _) => ("rint", "ll_floordiv"),
            (Op::Mod, _) if both => ("rint", "ll_mod_nonneg"),
            (Op::Mod, _) => ("rint", "ll_mod"),
            (Op::FloordivOvf, _) => ("rint", "ll_floordiv_ovf"),
            (Op::ModOvf, _) => ("rint", "ll_mod"),
            (Op::Lshift, _) => return Ok(Some(self.emit(Op::IntLshift, vec![x, y], ty))),
            (Op::Rshift, _) => return Ok(Some(self.emit(Op::IntRshift, vec![x, y], ty))),
            (Op::LshiftOvf, _) => ("rint", "ll_lshift_ovf"),
            (Op::AddOvf, _) => return self.overflowing(Op::IntAddOverflows, Op::IntAdd, x, y, ty).map(Some),
            (Op::SubOvf, _) => return self.overflowing(Op::IntSubOverflows, Op::IntSub, x, y, ty).map(Some),
            (Op::MulOvf, _) => return self.overflowing(Op::IntMulOverflows, Op::IntMul, x, y, ty).map(Some),
            _ => return Ok(None),
        };
        self.support(module, name, &[x.into(), y.into()]).map(Some)
    }

    fn overflowing(&mut self, test: Op, op: Op, x: Operand, y: Operand, ty: Ty) -> Result<Operand, Diag> {
        let over = self.emit(test, vec![x.clone(), y.clone()], Ty::Bool);
        let over = self.emit(Op::Unlikely, vec![over], Ty::Bool);
        let (bad, good) = self.branch(over);
        self.at = bad;
        self.support("rint", "ll_overflow", &[])?;
        let at = self.at;
        self.g.blocks[at].exit = rpy_ir::Exit::Unreachable;
        self.at = good;
        Ok(self.emit(op, vec![x, y], ty))
    }

    /// Builtin functions of numbers.
    pub fn number_builtin(&mut self, name: &str, args: &[Value], result: &SomeValue) -> Result<Option<Operand>, Diag> {
        let ty = self.type_of(result)?;
        Ok(Some(match (name, args) {
            ("bool", []) => Operand::bool(false),
            ("int", []) => signed(0),
            ("float", []) => Operand::Const(Const::Float(0)),
            ("bool", [v]) => {
                let hl = HlOp { op: Op::Bool, args: vec![v.clone()], result: SomeValue::bool(), span: self.span };
                self.truth(&hl)?
            }
            ("int", [v]) if matches!(v.ann.kind, Kind::Int { .. } | Kind::Bool) => self.as_signed(v)?,
            ("int", [v]) if matches!(v.ann.kind, Kind::Float) => self.support("rfloat", "ll_to_int", &[v.into()])?,
            ("float", [v]) if matches!(v.ann.kind, Kind::Int { .. } | Kind::Bool | Kind::Float) => {
                self.convert_value(v.op.clone(), &v.ann, &SomeValue::float())?
            }
            ("float", [v]) if matches!(v.ann.kind, Kind::SingleFloat) => {
                self.emit(Op::CastSinglefloatToFloat, vec![v.op.clone()], Ty::Float)
            }
            ("intmask" | "r_uint" | "r_ulonglong" | "r_longlong" | "r_int" | "r_int32" | "r_uint32", [v]) => {
                match v.ann.kind {
                    Kind::Float => self.emit(Op::CastFloatToInt, vec![v.op.clone()], ty),
                    _ if self.type_of(&v.ann)? == ty => v.op.clone(),
                    _ => self.emit(Op::CastInt, vec![v.op.clone()], ty),
                }
            }
            ("r_singlefloat", [v]) => {
                let f = self.convert_value(v.op.clone(), &v.ann, &SomeValue::float())?;
                self.emit(Op::CastFloatToSinglefloat, vec![f], Ty::SingleFloat)
            }
            ("abs", [v]) => match ty {
                Ty::Float => self.emit(Op::FloatAbs, vec![v.op.clone()], ty),
                _ => {
                    let x = self.convert_value(v.op.clone(), &v.ann, result)?;
                    self.support("rint", "ll_abs", &[x.into()])?
                }
            },
            ("min" | "max", [_, _, ..]) => {
                let mut best = self.convert_value(args[0].op.clone(), &args[0].ann, result)?;
                for v in &args[1..] {
                    let x = self.convert_value(v.op.clone(), &v.ann, result)?;
                    let op = if name == "min" { Op::Lt } else { Op::Gt };
                    let hl = HlOp {
                        op,
                        args: vec![
                            Value { op: x.clone(), ann: result.clone() },
                            Value { op: best.clone(), ann: result.clone() },
                        ],
                        result: SomeValue::bool(),
                        span: self.span,
                    };
                    let better = match self.number_operation(&hl)? {
                        Some(b) => b,
                        None => match lower(self, &hl)? {
                            Some(b) => b,
                            None => return Ok(None),
                        },
                    };
                    best = self.emit(Op::Select, vec![better, x, best], ty);
                }
                best
            }
            ("divmod", [a, b]) => {
                let Kind::Tuple(items) = result.kind.clone() else { return Ok(None) };
                let mut values = vec![];
                for (op, item) in [(Op::Floordiv, &items[0]), (Op::Mod, &items[1])] {
                    let hl = HlOp { op, args: vec![a.clone(), b.clone()], result: item.clone(), span: self.span };
                    let Some(v) = self.arithmetic(&hl, a, b)? else { return Ok(None) };
                    values.push(v);
                }
                self.make_tuple(ty, values)
            }
            ("float_as_int" | "float2longlong", [v]) => self.emit(Op::FloatBits, vec![v.op.clone()], Ty::SIGNED),
            ("longlong2float", [v]) => self.emit(Op::BitsFloat, vec![v.op.clone()], Ty::Float),
            ("formatd", [f, code, precision, ..]) => {
                let f = self.convert_value(f.op.clone(), &f.ann, &SomeValue::float())?;
                let code = match code.ann.kind {
                    Kind::Char => code.op.clone(),
                    _ => self.emit(Op::GetArrayItem, vec![code.op.clone(), signed(0)], Ty::Char),
                };
                let precision = self.as_signed(precision)?;
                let flags = match args.get(3) {
                    Some(v) => self.as_signed(v)?,
                    None => signed(0),
                };
                self.support("rformat", "ll_formatd", &[f.into(), code.into(), precision.into(), flags.into()])?
            }
            ("likely", [v]) => self.emit(Op::Likely, vec![v.op.clone()], Ty::Bool),
            ("unlikely", [v]) => self.emit(Op::Unlikely, vec![v.op.clone()], Ty::Bool),
            _ => return Ok(None),
        }))
    }
}
