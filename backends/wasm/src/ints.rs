//! Integer operations. What is narrower than 32 bits is computed in 32 and extended again.

use crate::func::Translate;
use crate::helpers::Helper;
use crate::values::{bits, is_wide, signed, val_type};
use rpy_ir::{Op, Operand, Ty};
use walrus::ValType;
use walrus::ir::{BinaryOp as B, InstrSeqType, UnaryOp as U};

impl Translate<'_, '_> {
    pub fn arithmetic(&mut self, op: Op, args: &[Operand], ty: Ty) -> Result<(), String> {
        let (wide, s) = (is_wide(ty), signed(ty));
        let (narrow_op, wide_op) = match op {
            Op::IntAdd => (B::I32Add, B::I64Add),
            Op::IntSub => (B::I32Sub, B::I64Sub),
            Op::IntMul => (B::I32Mul, B::I64Mul),
            Op::IntAnd => (B::I32And, B::I64And),
            Op::IntOr => (B::I32Or, B::I64Or),
            Op::IntXor => (B::I32Xor, B::I64Xor),
            Op::IntLshift => (B::I32Shl, B::I64Shl),
            Op::IntRshift if s => (B::I32ShrS, B::I64ShrS),
            Op::IntRshift => (B::I32ShrU, B::I64ShrU),
            Op::IntTruncdiv if s => (B::I32DivS, B::I64DivS),
            Op::IntTruncdiv => (B::I32DivU, B::I64DivU),
            Op::IntTruncmod if s => (B::I32RemS, B::I64RemS),
            _ => (B::I32RemU, B::I64RemU),
        };
        let how = if wide { wide_op } else { narrow_op };
        // The only quotient that does not fit: wasm traps where the IR wraps.
        let may_trap = op == Op::IntTruncdiv && s && bits(ty) >= 32 && self.known(&args[1]).is_none_or(|v| v == -1);
        if may_trap {
            return self.signed_division(args, ty, how);
        }
        self.push(&args[0])?;
        if matches!(op, Op::IntLshift | Op::IntRshift) {
            self.shift_count(&args[1], ty)?;
        } else {
            self.push(&args[1])?;
        }
        self.bin(how);
        if matches!(op, Op::IntAdd | Op::IntSub | Op::IntMul | Op::IntLshift | Op::IntTruncdiv) {
            self.extend(ty);
        }
        Ok(())
    }

    /// By -1 it is a negation.
    fn signed_division(&mut self, args: &[Operand], ty: Ty, how: B) -> Result<(), String> {
        let wide = is_wide(ty);
        self.push(&args[1])?;
        self.number(-1, wide);
        self.bin(if wide { B::I64Eq } else { B::I32Eq });
        self.choose(
            if wide { ValType::I64 } else { ValType::I32 },
            |t| {
                t.number(0, wide);
                t.push(&args[0])?;
                t.bin(if wide { B::I64Sub } else { B::I32Sub });
                Ok(())
            },
            |t| {
                t.push(&args[0])?;
                t.push(&args[1])?;
                t.bin(how);
                Ok(())
            },
        )
    }

    /// `if` with a result.
    fn choose(
        &mut self,
        ty: ValType,
        then: impl FnOnce(&mut Self) -> Result<(), String>,
        els: impl FnOnce(&mut Self) -> Result<(), String>,
    ) -> Result<(), String> {
        let new = |t: &mut Self| t.b.dangling_instr_seq(InstrSeqType::Simple(Some(ty))).id();
        let (consequent, alternative) = (new(self), new(self));
        self.ins(walrus::ir::IfElse { consequent, alternative });
        self.inside(consequent, then)?;
        self.inside(alternative, els)
    }

    fn number(&mut self, v: i64, wide: bool) {
        if wide {
            self.i64(v);
        } else {
            self.i32(v as i32);
        }
    }

    /// The count of a shift, modulo the width. Wasm itself takes it modulo 32 or 64.
    fn shift_count(&mut self, count: &Operand, ty: Ty) -> Result<(), String> {
        let width = bits(ty) as i64;
        if let Some(v) = self.known(count) {
            self.number(v & (width - 1), is_wide(ty));
            return Ok(());
        }
        self.push(count)?;
        match (is_wide(self.ty(count)), is_wide(ty)) {
            (true, false) => self.un(U::I32WrapI64),
            (false, true) => self.un(U::I64ExtendUI32),
            _ => {}
        }
        if width < 32 {
            self.i32(width as i32 - 1);
            self.bin(B::I32And);
        }
        Ok(())
    }

    /// Makes 32 bits a value of the type again.
    fn extend(&mut self, ty: Ty) {
        match (bits(ty), signed(ty)) {
            (8, true) => self.un(U::I32Extend8S),
            (16, true) => self.un(U::I32Extend16S),
            (width, false) if width < 32 => {
                self.i32((1 << width) - 1);
                self.bin(B::I32And);
            }
            _ => {}
        }
    }

    pub fn negate(&mut self, a: &Operand, ty: Ty) -> Result<(), String> {
        let wide = is_wide(ty);
        self.number(0, wide);
        self.push(a)?;
        self.bin(if wide { B::I64Sub } else { B::I32Sub });
        self.extend(ty);
        Ok(())
    }

    pub fn invert(&mut self, a: &Operand, ty: Ty) -> Result<(), String> {
        let wide = is_wide(ty);
        self.push(a)?;
        self.number(-1, wide);
        self.bin(if wide { B::I64Xor } else { B::I32Xor });
        self.extend(ty);
        Ok(())
    }

    pub fn comparison(&mut self, op: Op, args: &[Operand], ty: Ty) -> Result<(), String> {
        if let (Op::IntEq, Some(0)) = (op, self.known(&args[1])) {
            self.push(&args[0])?;
            self.un(if is_wide(ty) { U::I64Eqz } else { U::I32Eqz });
            return Ok(());
        }
        self.push(&args[0])?;
        self.push(&args[1])?;
        let (narrow, wide) = match (op, signed(ty)) {
            (Op::IntEq, _) => (B::I32Eq, B::I64Eq),
            (Op::IntNe, _) => (B::I32Ne, B::I64Ne),
            (Op::IntLt, true) => (B::I32LtS, B::I64LtS),
            (Op::IntLt, false) => (B::I32LtU, B::I64LtU),
            (Op::IntLe, true) => (B::I32LeS, B::I64LeS),
            (Op::IntLe, false) => (B::I32LeU, B::I64LeU),
            (Op::IntGt, true) => (B::I32GtS, B::I64GtS),
            (Op::IntGt, false) => (B::I32GtU, B::I64GtU),
            (_, true) => (B::I32GeS, B::I64GeS),
            (_, false) => (B::I32GeU, B::I64GeU),
        };
        self.bin(if is_wide(ty) { wide } else { narrow });
        Ok(())
    }

    /// Whether a sum, difference or product does not fit. The operands are in locals or constant.
    pub fn overflows(&mut self, op: Op, args: &[Operand], ty: Ty) -> Result<(), String> {
        if !is_wide(ty) {
            return self.narrow_overflows(op, args, ty);
        }
        let [a, b] = args else { return Err("two operands".to_string()) };
        match (op, signed(ty)) {
            (Op::IntMulOverflows, s) => self.mul_overflows(a, b, s),
            (Op::IntAddOverflows, true) => {
                // The sum's sign differs from both.
                self.sum_with(a, b, a, B::I64Add)?;
                self.sum_with(a, b, b, B::I64Add)?;
                self.negative_and();
                Ok(())
            }
            (_, true) => {
                // The signs differ, and the difference's is not the first one's.
                self.push(a)?;
                self.push(b)?;
                self.bin(B::I64Xor);
                self.sum_with(a, b, a, B::I64Sub)?;
                self.negative_and();
                Ok(())
            }
            (Op::IntAddOverflows, false) => {
                self.push(a)?;
                self.push(b)?;
                self.bin(B::I64Add);
                self.push(a)?;
                self.bin(B::I64LtU);
                Ok(())
            }
            (_, false) => {
                self.push(a)?;
                self.push(b)?;
                self.bin(B::I64LtU);
                Ok(())
            }
        }
    }

    fn sum_with(&mut self, a: &Operand, b: &Operand, with: &Operand, how: B) -> Result<(), String> {
        self.push(a)?;
        self.push(b)?;
        self.bin(how);
        self.push(with)?;
        self.bin(B::I64Xor);
        Ok(())
    }

    fn negative_and(&mut self) {
        self.bin(B::I64And);
        self.i64(0);
        self.bin(B::I64LtS);
    }

    /// Factors of 32 bits are looked at here, others in a function.
    fn mul_overflows(&mut self, a: &Operand, b: &Operand, s: bool) -> Result<(), String> {
        for x in [a, b] {
            self.push(x)?;
            if s {
                // Then the numbers of 32 bits are those without an upper half.
                self.i64(1 << 31);
                self.bin(B::I64Add);
            }
        }
        self.bin(B::I64Or);
        self.i64(32);
        self.bin(B::I64ShrU);
        self.un(U::I64Eqz);
        let slow = if s { Helper::SignedMulOverflows } else { Helper::UnsignedMulOverflows };
        self.choose(
            ValType::I32,
            |t| {
                t.i32(0);
                Ok(())
            },
            |t| {
                t.push(a)?;
                t.push(b)?;
                t.call_helper(slow);
                Ok(())
            },
        )
    }

    pub fn call_helper(&mut self, h: Helper) {
        let func = self.unit.helper(h);
        self.ins(walrus::ir::Call { func });
    }

    /// Computes in 64 bits, and compares with what is left of it in the type.
    fn narrow_overflows(&mut self, op: Op, args: &[Operand], ty: Ty) -> Result<(), String> {
        let s = signed(ty);
        let result = self.new_local(ValType::I64);
        for a in args {
            self.push(a)?;
            self.un(if s { U::I64ExtendSI32 } else { U::I64ExtendUI32 });
        }
        self.bin(match op {
            Op::IntAddOverflows => B::I64Add,
            Op::IntSubOverflows => B::I64Sub,
            _ => B::I64Mul,
        });
        self.set(result);
        self.get(result);
        self.get(result);
        match (bits(ty), s) {
            (8, true) => self.un(U::I64Extend8S),
            (16, true) => self.un(U::I64Extend16S),
            (_, true) => self.un(U::I64Extend32S),
            (width, false) => {
                self.i64((1 << width) - 1);
                self.bin(B::I64And);
            }
        }
        self.bin(B::I64Ne);
        Ok(())
    }

    /// Converts what is on the operand stack.
    pub fn cast_int(&mut self, from: Ty, to: Ty) -> Result<(), String> {
        if val_type(from).is_none() || val_type(to).is_none() {
            return Err("not an integer".to_string());
        }
        if to == Ty::Bool {
            if from != Ty::Bool {
                self.number(0, is_wide(from));
                self.bin(if is_wide(from) { B::I64Ne } else { B::I32Ne });
            }
            return Ok(());
        }
        match (is_wide(from), is_wide(to)) {
            (true, false) => {
                self.un(U::I32WrapI64);
                self.extend(to);
            }
            (false, true) => self.un(if signed(from) { U::I64ExtendSI32 } else { U::I64ExtendUI32 }),
            (false, false) => {
                let fits = bits(from) < bits(to) && (!signed(from) || signed(to))
                    || (bits(from), signed(from)) == (bits(to), signed(to));
                if !fits {
                    self.extend(to);
                }
            }
            (true, true) => {}
        }
        Ok(())
    }
}
