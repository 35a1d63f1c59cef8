//! Operations: each leaves its result on the operand stack.

use crate::externs::{External, external};
use crate::func::Translate;
use crate::helpers::Helper;
use crate::module::val_types;
use crate::values::{is_wide, signed, val_type};
use rpy_ir::{Const, Op, Operation, Ty, TypeDef};
use walrus::ir::{BinaryOp as B, UnaryOp as U};

impl Translate<'_, '_> {
    pub fn operation(&mut self, op: &Operation) -> Result<(), String> {
        use Op::*;
        let result = op.result.map_or(Ty::Void, |r| self.g.ty(r));
        let ty = op.args.first().map_or(Ty::Void, |a| self.ty(a));
        let a = &op.args;
        match op.op {
            DirectCall => self.direct_call(op, result),
            IndirectCall => self.indirect_call(op, result),
            GetField | SetField | GetArrayItem | SetArrayItem | GetArraySize | GetInteriorField | SetInteriorField => {
                self.memory(op, ty, result)
            }
            ArrayCopy | ArrayClear => self.whole_array(op, ty),
            RawLoad | RawStore | RawMemcopy | RawMemmove | RawMemclear => self.raw(op, result),
            StackPointer => {
                self.ins(walrus::ir::GlobalGet { global: self.unit.stack });
                Ok(())
            }
            IntAdd | IntSub | IntMul | IntAnd | IntOr | IntXor | IntLshift | IntRshift | IntTruncdiv | IntTruncmod => {
                self.arithmetic(op.op, a, ty)
            }
            IntNeg => self.negate(&a[0], ty),
            IntInvert => self.invert(&a[0], ty),
            IntAddOverflows | IntSubOverflows | IntMulOverflows => self.overflows(op.op, a, ty),
            IntEq | IntNe | IntLt | IntLe | IntGt | IntGe => self.comparison(op.op, a, ty),
            AdrAdd => {
                self.push(&a[0])?;
                self.push_i32(&a[1])?;
                self.bin(B::I32Add);
                Ok(())
            }
            AdrDelta => {
                // Addresses are not negative: the difference has a sign only in 64 bits.
                for x in a {
                    self.push(x)?;
                    self.un(U::I64ExtendUI32);
                }
                self.bin(B::I64Sub);
                Ok(())
            }
            Select => {
                self.push(&a[1])?;
                self.push(&a[2])?;
                self.push(&a[0])?;
                if val_type(result).is_none() {
                    return Err("a choice of nothing".to_string());
                }
                self.ins(walrus::ir::Select { ty: None });
                Ok(())
            }
            IntMulHigh => {
                if !is_wide(ty) {
                    return Err("not of 64 bits".to_string());
                }
                self.push(&a[0])?;
                self.push(&a[1])?;
                self.call_helper(if signed(ty) { Helper::SignedMulHigh } else { Helper::UnsignedMulHigh });
                Ok(())
            }
            _ => {
                for x in a {
                    self.push(x)?;
                }
                self.simple(op.op, ty, result)
            }
        }
    }

    /// An operation on what is on the operand stack.
    fn simple(&mut self, op: Op, ty: Ty, result: Ty) -> Result<(), String> {
        use Op::*;
        match op {
            PtrEq => self.bin(B::I32Eq),
            PtrNe => self.bin(B::I32Ne),
            AdrLt => self.bin(B::I32LtU),
            AdrLe => self.bin(B::I32LeU),
            BoolNot | PtrIszero => self.un(U::I32Eqz),
            PtrNonzero => {
                self.i32(0);
                self.bin(B::I32Ne);
            }
            CastInt => self.cast_int(ty, result)?,
            FloatAdd => self.bin(B::F64Add),
            FloatSub => self.bin(B::F64Sub),
            FloatMul => self.bin(B::F64Mul),
            FloatTruediv => self.bin(B::F64Div),
            FloatNeg => self.un(U::F64Neg),
            FloatAbs => self.un(U::F64Abs),
            FloatSqrt => self.un(U::F64Sqrt),
            FloatFloor => self.un(U::F64Floor),
            FloatCeil => self.un(U::F64Ceil),
            FloatTrunc => self.un(U::F64Trunc),
            FloatEq => self.bin(B::F64Eq),
            FloatNe => self.bin(B::F64Ne),
            FloatLt => self.bin(B::F64Lt),
            FloatLe => self.bin(B::F64Le),
            FloatGt => self.bin(B::F64Gt),
            FloatGe => self.bin(B::F64Ge),
            CastIntToFloat => self.un(match (is_wide(ty), signed(ty)) {
                (true, true) => U::F64ConvertSI64,
                (true, false) => U::F64ConvertUI64,
                (false, true) => U::F64ConvertSI32,
                (false, false) => U::F64ConvertUI32,
            }),
            CastFloatToInt => {
                self.un(if signed(result) { U::I64TruncSSatF64 } else { U::I64TruncUSatF64 });
                self.cast_int(Ty::SIGNED, result)?;
            }
            CastFloatToSinglefloat => self.un(U::F32DemoteF64),
            CastSinglefloatToFloat => self.un(U::F64PromoteF32),
            FloatBits => self.un(U::I64ReinterpretF64),
            BitsFloat => self.un(U::F64ReinterpretI64),
            CastAdrToInt => self.un(U::I64ExtendUI32),
            CastIntToAdr => self.un(U::I32WrapI64),
            CastPointer | CastPtrToAdr | CastAdrToPtr | SameAs | Likely | Unlikely => {}
            _ => return Err("the operation is not for backends".to_string()),
        }
        Ok(())
    }

    fn direct_call(&mut self, op: &Operation, result: Ty) -> Result<(), String> {
        let args = &op.args[1..];
        let (func, returns) = match op.args[0].konst() {
            Some(Const::Graph(g)) => (self.unit.graphs[g], self.unit.program.graphs[*g].ret),
            Some(Const::Extern(e)) => {
                let x = &self.unit.program.externs[*e];
                match external(x) {
                    Some(External::HeapBase) => {
                        let end = self.unit.data_end;
                        self.i32(end as i32);
                        return Ok(());
                    }
                    Some(External::MemoryGrow) => {
                        self.push_i32(&args[0])?;
                        self.ins(walrus::ir::MemoryGrow { memory: self.unit.memory });
                        // -1 if there is no more.
                        self.un(U::I64ExtendSI32);
                        return Ok(());
                    }
                    _ => (self.unit.extern_func(*e)?, x.ret),
                }
            }
            _ => return Err("the callee is no graph".to_string()),
        };
        for a in args {
            self.push(a)?;
        }
        self.ins(walrus::ir::Call { func });
        self.drop_unused(returns, result);
        Ok(())
    }

    fn indirect_call(&mut self, op: &Operation, result: Ty) -> Result<(), String> {
        let args = &op.args[1..];
        let (params, ret) = match self.ty(&op.args[0]) {
            Ty::Ptr(t) => match &self.unit.program.types.defs[t] {
                TypeDef::Func { args, ret } => (args.clone(), *ret),
                TypeDef::Struct { .. } => return Err("the callee is no function".to_string()),
            },
            _ => (args.iter().map(|a| self.ty(a)).collect(), result),
        };
        for a in args {
            self.push(a)?;
        }
        self.push(&op.args[0])?;
        let ty = self.unit.module.types.add(&val_types(params), &val_types([ret]));
        self.ins(walrus::ir::CallIndirect { ty, table: self.unit.table });
        self.drop_unused(ret, result);
        Ok(())
    }

    fn drop_unused(&mut self, returned: Ty, result: Ty) {
        if val_type(returned).is_some() && val_type(result).is_none() {
            self.ins(walrus::ir::Drop {});
        }
    }
}
