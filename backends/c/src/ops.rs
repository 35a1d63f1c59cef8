//! Operations without an effect, as expressions.

use crate::func::Func;
use crate::unit::scalar;
use rpy_ir::{Const, FieldRef, Op, Operand, Operation, Ty};

fn signed(ty: Ty) -> bool {
    matches!(ty, Ty::Int(k) if k.signed())
}

fn bits(ty: Ty) -> u32 {
    rpy_layout::size_of(ty) * 8
}

/// A name for a type of numbers in names of functions: `int64`.
fn short(ty: Ty) -> &'static str {
    match ty {
        Ty::Address | Ty::Ptr(_) => "ptr",
        Ty::Bool => "uint8",
        _ => scalar(ty).trim_end_matches("_t"),
    }
}

impl Func<'_, '_> {
    /// The value of an operation.
    pub fn expression(&self, op: &Operation) -> Result<String, String> {
        self.written(op).map_err(|e| format!("{}: {e}", op.op.name()))
    }

    fn written(&self, op: &Operation) -> Result<String, String> {
        use Op::*;
        let result = op.result.map_or(Ty::Void, |r| self.g.ty(r));
        let ty = op.args.first().map_or(Ty::Void, |a| self.operand_ty(a));
        let t = scalar(ty);
        let arg = |i: usize| self.value(&op.args[i]);
        let bare = |i: usize| arg(i).map(|e| crate::text::bare(&e).to_string());
        let infix = |sign: &str| Ok(format!("({} {sign} {})", arg(0)?, arg(1)?));
        let function = |name: &str| Ok(format!("{name}({})", bare(0)?));
        let function2 = |name: &str| Ok(format!("{name}({}, {})", bare(0)?, bare(1)?));
        let typed = |name: &str| Ok(format!("{name}({t}, {}, {})", bare(0)?, bare(1)?));
        match op.op {
            IntAdd if t == "uint64_t" => infix("+"),
            IntSub if t == "uint64_t" => infix("-"),
            IntMul if t == "uint64_t" => infix("*"),
            IntAdd => typed("ADD"),
            IntSub => typed("SUB"),
            IntMul => typed("MUL"),
            IntAnd => infix("&"),
            IntOr => infix("|"),
            IntXor => infix("^"),
            IntLshift => typed("SHL"),
            IntRshift => typed("SHR"),
            IntNeg => Ok(format!("NEG({t}, {})", bare(0)?)),
            IntInvert if ty == Ty::Bool => Ok(format!("(!{})", arg(0)?)),
            IntInvert => Ok(format!("({t})~{}", arg(0)?)),
            IntTruncdiv => self.division(op, ty, "/", "int_div"),
            IntTruncmod => self.division(op, ty, "%", "int_mod"),
            IntAddOverflows => self.overflows(op, ty, "add", "+"),
            IntSubOverflows => self.overflows(op, ty, "sub", "-"),
            IntMulOverflows => self.overflows(op, ty, "mul", "*"),
            IntMulHigh if signed(ty) => function2("int_mul_high"),
            IntMulHigh => function2("uint_mul_high"),
            IntEq | PtrEq | FloatEq => infix("=="),
            IntNe | PtrNe | FloatNe => infix("!="),
            IntLt | FloatLt => infix("<"),
            IntLe | FloatLe => infix("<="),
            IntGt | FloatGt => infix(">"),
            IntGe | FloatGe => infix(">="),
            Select => Ok(format!(
                "({} ? {} : {})",
                arg(0)?,
                self.value_as(&op.args[1], result)?,
                self.value_as(&op.args[2], result)?
            )),
            BoolNot => Ok(format!("(!{})", arg(0)?)),
            CastInt if result == Ty::Bool && ty != Ty::Bool => Ok(format!("({} != 0)", arg(0)?)),
            CastInt if scalar(result) == t => arg(0),
            CastInt => Ok(format!("({}){}", scalar(result), arg(0)?)),
            FloatAdd => infix("+"),
            FloatSub => infix("-"),
            FloatMul => infix("*"),
            FloatTruediv => infix("/"),
            FloatNeg => Ok(format!("(-({}))", bare(0)?)),
            FloatAbs => function("fabs"),
            FloatSqrt => function("sqrt"),
            FloatFloor => function("floor"),
            FloatCeil => function("ceil"),
            FloatTrunc => function("trunc"),
            CastIntToFloat => Ok(format!("(double){}", arg(0)?)),
            CastFloatToInt => {
                let call = format!("{}({})", if signed(result) { "float_to_int" } else { "float_to_uint" }, bare(0)?);
                Ok(if bits(result) == 64 { call } else { format!("({}){call}", scalar(result)) })
            }
            CastFloatToSinglefloat => Ok(format!("(float){}", arg(0)?)),
            CastSinglefloatToFloat => Ok(format!("(double){}", arg(0)?)),
            FloatBits => function("float_bits"),
            BitsFloat => function("bits_float"),
            PtrNonzero => Ok(format!("({} != NULL)", arg(0)?)),
            PtrIszero => Ok(format!("({} == NULL)", arg(0)?)),
            CastPointer | CastPtrToAdr | CastAdrToPtr | SameAs => self.cast(&op.args[0], ty, result),
            CastAdrToInt => Ok(format!("(int64_t)(uintptr_t){}", arg(0)?)),
            CastIntToAdr => Ok(format!("(void *)(uintptr_t){}", arg(0)?)),
            AdrAdd => function2("ADR_ADD"),
            AdrDelta => function2("ADR_DELTA"),
            AdrLt => function2("ADR_LT"),
            AdrLe => function2("ADR_LE"),
            RawLoad => {
                let load = format!("raw_load_{}({}, {})", short(result), bare(0)?, bare(1)?);
                Ok(match result {
                    Ty::Bool => format!("({load} != 0)"),
                    Ty::Ptr(_) => format!("({}){load}", self.unit.value_type(result).unwrap_or_default()),
                    _ => load,
                })
            }
            GetField | GetArrayItem | GetInteriorField => self.place(op),
            GetArraySize => match ty {
                Ty::Ptr(t) => self.member(&op.args[0], t, self.unit.length_field(t)),
                _ => Err("not a pointer".to_string()),
            },
            StackPointer => Ok("STACK_POINTER()".to_string()),
            Likely => function("LIKELY"),
            Unlikely => function("UNLIKELY"),
            _ => Err("the operation is not for backends".to_string()),
        }
    }

    fn cast(&self, o: &Operand, from: Ty, to: Ty) -> Result<String, String> {
        if let Some(c) = o.konst()
            && matches!(c, Const::Data(_) | Const::DataAddress(_) | Const::Graph(_) | Const::Extern(_) | Const::Null(_))
        {
            return crate::expr::constant(self.unit, c, to);
        }
        let v = self.value(o)?;
        if from == to {
            return Ok(v);
        }
        Ok(format!("({}){v}", self.unit.value_type(to).unwrap_or_default()))
    }

    fn division(&self, op: &Operation, ty: Ty, sign: &str, function: &str) -> Result<String, String> {
        let (a, b) = (self.value(&op.args[0])?, self.value(&op.args[1])?);
        let plain = match op.args[1].konst() {
            Some(Const::Int(n, _)) => *n != 0 && *n != -1,
            _ => !signed(ty),
        };
        let result = if plain { format!("({a} {sign} {b})") } else { format!("{function}({a}, {b})") };
        Ok(if bits(ty) == 64 { result } else { format!("({}){result}", scalar(ty)) })
    }

    fn overflows(&self, op: &Operation, ty: Ty, name: &str, sign: &str) -> Result<String, String> {
        let (a, b) = (self.value(&op.args[0])?, self.value(&op.args[1])?);
        if bits(ty) == 64 {
            let bare = crate::text::bare;
            return Ok(format!("{name}_overflows_{}({}, {})", short(ty), bare(&a), bare(&b)));
        }
        // A difference of unsigned numbers may be negative; a product needs all bits.
        let wide = if signed(ty) || sign != "*" { "int64_t" } else { "uint64_t" };
        Ok(format!("OVERFLOWS({}, ({wide}){a} {sign} ({wide}){b})", scalar(ty)))
    }

    // ---- places in memory

    fn field_of(&self, o: &Operand) -> Result<FieldRef, String> {
        match o.konst() {
            Some(Const::Field(f)) => Ok(*f),
            _ => Err("not a field".to_string()),
        }
    }

    /// A member of what an operand points to, as a member of the type `of`.
    fn member(&self, o: &Operand, of: rpy_ir::TypeId, name: &str) -> Result<String, String> {
        if let Some(Const::Data(d)) = o.konst() {
            let data = &self.unit.program.data[*d];
            let plain = self.unit.layouts.header_of(of) == 0 && self.unit.program.types.tail(of).is_none();
            if data.ty == of && plain {
                return Ok(format!("{}.{name}", self.unit.data_name(*d)));
            }
        }
        if let Some(Const::Null(_)) = o.konst() {
            // Where the program does not come, as a rule: a branch for what is never None.
            let ty = self.unit.value_type(Ty::Ptr(of)).unwrap_or_default();
            return Ok(format!("(({ty})NULL)->{name}"));
        }
        Ok(format!("{}->{name}", crate::text::postfix(self.value_as(o, Ty::Ptr(of))?)))
    }

    /// The place that an operation on memory reads or writes.
    pub fn place(&self, op: &Operation) -> Result<String, String> {
        let Ty::Ptr(t) = self.operand_ty(&op.args[0]) else { return Err("not a pointer".to_string()) };
        if matches!(op.op, Op::GetField | Op::SetField) {
            let f = self.field_of(&op.args[1])?;
            return self.member(&op.args[0], f.of, self.unit.field(f));
        }
        let items = self.item(&op.args[0], t, &op.args[1])?;
        if matches!(op.op, Op::GetInteriorField | Op::SetInteriorField) {
            let f = self.field_of(&op.args[2])?;
            return Ok(format!("{items}.{}", self.unit.field(f)));
        }
        Ok(items)
    }

    pub fn item(&self, p: &Operand, t: rpy_ir::TypeId, index: &Operand) -> Result<String, String> {
        let items = self.member(p, t, self.unit.items_field(t))?;
        let index = self.value(index)?;
        Ok(format!("{items}[{}]", crate::text::bare(&index)))
    }
}
