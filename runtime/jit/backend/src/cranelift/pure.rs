//! Operations whose result depends on their operands alone, and those that tell whether they overflowed.

use super::lower::{Def, Lower};
use crate::api::Error;
use cranelift_codegen::ir::condcodes::{FloatCC, IntCC};
use cranelift_codegen::ir::{InstBuilder, MemFlagsData, Value, types};
use rpy_trace::{Arg, Const, Op, OpCode};

impl Lower<'_, '_> {
    pub fn pure(&mut self, op: &Op) -> Result<Def, Error> {
        use OpCode::*;
        let a = self.operand(op, 0)?;
        if op.args.len() < 2 {
            return self.unary(op, a);
        }
        if op.op == IntSignext {
            return self.signext(op, a);
        }
        let b = self.operand(op, 1)?;
        if let Some(cc) = int_condition(op.op) {
            return Ok(Def::Flag(self.b.ins().icmp(cc, a, b)));
        }
        if let Some(cc) = float_condition(op.op) {
            return Ok(Def::Flag(self.b.ins().fcmp(cc, a, b)));
        }
        if let Some(r) = self.computed(op) {
            return Ok(Def::Value(r));
        }
        let ins = self.b.ins();
        Ok(Def::Value(match op.op {
            IntAdd => ins.iadd(a, b),
            IntSub => ins.isub(a, b),
            IntMul => ins.imul(a, b),
            IntTruncdiv | IntTruncmod => self.division(op, a, b)?,
            UintTruncdiv => ins.udiv(a, b),
            UintTruncmod => ins.urem(a, b),
            IntAnd => ins.band(a, b),
            IntOr => ins.bor(a, b),
            IntXor => ins.bxor(a, b),
            // Cranelift takes the count modulo 64 too.
            IntLshift => ins.ishl(a, b),
            IntRshift => ins.sshr(a, b),
            UintRshift => ins.ushr(a, b),
            UintMulHigh => ins.umulhi(a, b),
            IntMulHigh => ins.smulhi(a, b),
            IntAddOverflows | IntSubOverflows | IntMulOverflows => return Ok(Def::Flag(self.overflows(op)?.1)),
            FloatAdd => ins.fadd(a, b),
            FloatSub => ins.fsub(a, b),
            FloatMul => ins.fmul(a, b),
            FloatTruediv => ins.fdiv(a, b),
            _ => return Err(Error::Unsupported(op.op)),
        }))
    }

    fn unary(&mut self, op: &Op, a: Value) -> Result<Def, Error> {
        use OpCode::*;
        match op.op {
            IntIsZero | IntIsTrue => {
                let c = self.condition(op.args[0])?;
                let cc = if op.op == IntIsZero { IntCC::Equal } else { IntCC::NotEqual };
                return Ok(Def::Flag(self.b.ins().icmp_imm_s(cc, c, 0)));
            }
            SameAsI => {
                // So that a truth value stays one.
                let flag = op.args[0].var().and_then(|v| self.places[v.0 as usize].flag);
                return Ok(flag.map_or(Def::Value(a), Def::Flag));
            }
            _ => {}
        }
        let ins = self.b.ins();
        Ok(Def::Value(match op.op {
            SameAsR | SameAsF | CastPtrToInt => a,
            IntNeg => ins.ineg(a),
            IntInvert => ins.bnot(a),
            IntForceGeZero => {
                let zero = ins.iconst(types::I64, 0);
                let negative = self.b.ins().icmp(IntCC::SignedLessThan, a, zero);
                self.b.ins().select(negative, zero, a)
            }
            FloatNeg => ins.fneg(a),
            FloatAbs => ins.fabs(a),
            FloatSqrt => ins.sqrt(a),
            FloatFloor => ins.floor(a),
            FloatCeil => ins.ceil(a),
            FloatTrunc => ins.trunc(a),
            CastIntToFloat => ins.fcvt_from_sint(types::F64, a),
            CastUintToFloat => ins.fcvt_from_uint(types::F64, a),
            CastFloatToInt => ins.fcvt_to_sint_sat(types::I64, a),
            CastFloatToUint => ins.fcvt_to_uint_sat(types::I64, a),
            CastFloatToSinglefloat => {
                let single = ins.fdemote(types::F32, a);
                let bits = self.b.ins().bitcast(types::I32, MemFlagsData::new(), single);
                self.b.ins().uextend(types::I64, bits)
            }
            CastSinglefloatToFloat => {
                let bits = ins.ireduce(types::I32, a);
                let single = self.b.ins().bitcast(types::F32, MemFlagsData::new(), bits);
                self.b.ins().fpromote(types::F64, single)
            }
            ConvertFloatBytesToLonglong => ins.bitcast(types::I64, MemFlagsData::new(), a),
            ConvertLonglongBytesToFloat => ins.bitcast(types::F64, MemFlagsData::new(), a),
            _ => return Err(Error::Unsupported(op.op)),
        }))
    }

    fn signext(&mut self, op: &Op, a: Value) -> Result<Def, Error> {
        let Some(Const::Int(bytes)) = op.args[1].konst() else {
            return Err(Error::Malformed("the width is no constant", self.at));
        };
        let narrow = match bytes {
            1 => types::I8,
            2 => types::I16,
            4 => types::I32,
            _ => {
                let shift = 64 - 8 * bytes.clamp(1, 8);
                let up = self.b.ins().ishl_imm_u(a, shift);
                return Ok(Def::Value(self.b.ins().sshr_imm_s(up, shift)));
            }
        };
        let low = self.b.ins().ireduce(narrow, a);
        Ok(Def::Value(self.b.ins().sextend(types::I64, low)))
    }

    /// The machine's division traps where the result does not fit: a divisor of -1 is replaced by 1, and the quotient negated.
    fn division(&mut self, op: &Op, a: Value, b: Value) -> Result<Value, Error> {
        let div = op.op == OpCode::IntTruncdiv;
        let plain = matches!(op.args[1].konst(), Some(Const::Int(n)) if n != -1);
        if plain {
            return Ok(if div { self.b.ins().sdiv(a, b) } else { self.b.ins().srem(a, b) });
        }
        let minus = self.b.ins().icmp_imm_s(IntCC::Equal, b, -1);
        let one = self.int(1);
        let safe = self.b.ins().select(minus, one, b);
        if !div {
            return Ok(self.b.ins().srem(a, safe));
        }
        let q = self.b.ins().sdiv(a, safe);
        let negated = self.b.ins().ineg(a);
        Ok(self.b.ins().select(minus, negated, q))
    }

    pub fn checked(&mut self, op: &Op) -> Result<Def, Error> {
        let (value, over) = self.overflows(op)?;
        self.overflow = Some(over);
        Ok(Def::Value(value))
    }

    /// The wrapped result, and whether it is not exact.
    fn overflows(&mut self, op: &Op) -> Result<(Value, Value), Error> {
        use OpCode::*;
        let (mut x, mut y) = (self.arg(op, 0)?, self.arg(op, 1)?);
        let add = matches!(op.op, IntAddOvf | IntAddOverflows);
        if add && matches!(x, Arg::Const(_)) {
            std::mem::swap(&mut x, &mut y);
        }
        let (a, b) = (self.value(x)?, self.value(y)?);
        if let Arg::Const(Const::Int(n)) = y
            && !matches!(op.op, IntMulOvf | IntMulOverflows)
        {
            // It grows or it shrinks; if it does the other, it has wrapped. A branch can be fused with this comparison; with the
            // machine's overflow flag it cannot, in Cranelift.
            let r = if add { self.b.ins().iadd(a, b) } else { self.b.ins().isub(a, b) };
            let cc = if (n >= 0) == add { IntCC::SignedLessThan } else { IntCC::SignedGreaterThan };
            return Ok((r, self.b.ins().icmp(cc, r, a)));
        }
        let ins = self.b.ins();
        let (plain, (r, over)) = match op.op {
            IntAddOvf | IntAddOverflows => (IntAdd, ins.sadd_overflow(a, b)),
            IntSubOvf | IntSubOverflows => (IntSub, ins.ssub_overflow(a, b)),
            _ => (IntMul, ins.smul_overflow(a, b)),
        };
        self.wrapped = Some((plain, x, y, r));
        Ok((r, over))
    }

    /// What an overflow check has computed already.
    fn computed(&self, op: &Op) -> Option<Value> {
        let (wrapped, x, y, r) = self.wrapped?;
        let same = op.args == [x, y] || op.op.commutative() && op.args == [y, x];
        (wrapped == op.op && same).then_some(r)
    }
}

fn int_condition(op: OpCode) -> Option<IntCC> {
    use OpCode::*;
    Some(match op {
        IntLt => IntCC::SignedLessThan,
        IntLe => IntCC::SignedLessThanOrEqual,
        IntEq | PtrEq => IntCC::Equal,
        IntNe | PtrNe => IntCC::NotEqual,
        IntGt => IntCC::SignedGreaterThan,
        IntGe => IntCC::SignedGreaterThanOrEqual,
        UintLt => IntCC::UnsignedLessThan,
        UintLe => IntCC::UnsignedLessThanOrEqual,
        UintGt => IntCC::UnsignedGreaterThan,
        UintGe => IntCC::UnsignedGreaterThanOrEqual,
        _ => return None,
    })
}

fn float_condition(op: OpCode) -> Option<FloatCC> {
    use OpCode::*;
    Some(match op {
        FloatLt => FloatCC::LessThan,
        FloatLe => FloatCC::LessThanOrEqual,
        FloatEq => FloatCC::Equal,
        FloatNe => FloatCC::NotEqual,
        FloatGt => FloatCC::GreaterThan,
        FloatGe => FloatCC::GreaterThanOrEqual,
        _ => return None,
    })
}
