//! What each operation computes.

use crate::{Interp, Stop};
use rpy_ir::{Const, FieldRef, IntKind, Op, Operand, Operation, Role, Ty, TypeId};
use rpy_layout::size_of;

/// Width in bits and signedness of an integer-like type.
fn shape(ty: Ty) -> (u32, bool) {
    match ty {
        Ty::Bool => (1, false),
        Ty::Char => (8, false),
        Ty::UniChar => (32, false),
        Ty::Int(k) => (k.bits(), k.signed()),
        _ => (64, true),
    }
}

/// A word as a value of a type: sign- or zero-extended.
pub fn extend(v: u64, ty: Ty) -> u64 {
    match ty {
        Ty::Bool => v & 1,
        Ty::Char => v as u8 as u64,
        Ty::UniChar => v as u32 as u64,
        Ty::Int(k) => k.wrap(v as i64) as u64,
        Ty::SingleFloat => v as u32 as u64,
        _ => v,
    }
}

/// The result of an operation that needs no memory; None if it does.
pub fn pure(op: Op, a: &[u64], from: Ty, to: Ty) -> Option<u64> {
    use Op::*;
    let f = |i: usize| f64::from_bits(a[i]);
    let float = |v: f64| Some(v.to_bits());
    let (bits, signed) = shape(from);
    let int = |v: u64| Some(extend(v, to));
    let compare = |s: fn(&i64, &i64) -> bool, u: fn(&u64, &u64) -> bool| {
        Some(if signed { s(&(a[0] as i64), &(a[1] as i64)) } else { u(&a[0], &a[1]) } as u64)
    };
    let overflows = |f: fn(i128, i128) -> i128| {
        let wide = |v: u64| if signed { v as i64 as i128 } else { v as i128 };
        let r = f(wide(a[0]), wide(a[1]));
        let (lo, hi) =
            if signed { (-(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1) } else { (0, (1i128 << bits) - 1) };
        Some((r < lo || r > hi) as u64)
    };
    match op {
        IntAdd => int(a[0].wrapping_add(a[1])),
        IntSub => int(a[0].wrapping_sub(a[1])),
        IntMul => int(a[0].wrapping_mul(a[1])),
        IntTruncdiv | IntTruncmod if a[1] == 0 => None,
        IntTruncdiv if signed => int((a[0] as i64).wrapping_div(a[1] as i64) as u64),
        IntTruncdiv => int(a[0] / a[1]),
        IntTruncmod if signed => int((a[0] as i64).wrapping_rem(a[1] as i64) as u64),
        IntTruncmod => int(a[0] % a[1]),
        IntAnd => int(a[0] & a[1]),
        IntOr => int(a[0] | a[1]),
        IntXor => int(a[0] ^ a[1]),
        IntLshift => int(a[0] << (a[1] % bits as u64)),
        IntRshift if signed => int(((a[0] as i64) >> (a[1] % bits as u64)) as u64),
        IntRshift => int(a[0] >> (a[1] % bits as u64)),
        IntNeg => int(a[0].wrapping_neg()),
        IntInvert => int(!a[0]),
        IntAddOverflows => overflows(|x, y| x + y),
        IntSubOverflows => overflows(|x, y| x - y),
        IntMulOverflows => overflows(|x, y| x.saturating_mul(y)),
        IntMulHigh if signed => int(((a[0] as i64 as i128 * a[1] as i64 as i128) >> 64) as u64),
        IntMulHigh => int(((a[0] as u128 * a[1] as u128) >> 64) as u64),
        IntEq | PtrEq => Some((a[0] == a[1]) as u64),
        IntNe | PtrNe => Some((a[0] != a[1]) as u64),
        IntLt => compare(i64::lt, u64::lt),
        IntLe => compare(i64::le, u64::le),
        IntGt => compare(i64::gt, u64::gt),
        IntGe => compare(i64::ge, u64::ge),
        Select => Some(if a[0] & 1 != 0 { a[1] } else { a[2] }),
        BoolNot => Some(a[0] & 1 ^ 1),
        CastInt if to == Ty::Bool => Some((a[0] != 0) as u64),
        CastInt => int(a[0]),
        FloatAdd => float(f(0) + f(1)),
        FloatSub => float(f(0) - f(1)),
        FloatMul => float(f(0) * f(1)),
        FloatTruediv => float(f(0) / f(1)),
        FloatNeg => float(-f(0)),
        FloatAbs => float(f(0).abs()),
        FloatSqrt => float(f(0).sqrt()),
        FloatFloor => float(f(0).floor()),
        FloatCeil => float(f(0).ceil()),
        FloatTrunc => float(f(0).trunc()),
        FloatEq => Some((f(0) == f(1)) as u64),
        FloatNe => Some((f(0) != f(1)) as u64),
        FloatLt => Some((f(0) < f(1)) as u64),
        FloatLe => Some((f(0) <= f(1)) as u64),
        FloatGt => Some((f(0) > f(1)) as u64),
        FloatGe => Some((f(0) >= f(1)) as u64),
        CastIntToFloat if signed => float(a[0] as i64 as f64),
        CastIntToFloat => float(a[0] as f64),
        CastFloatToInt if shape(to).1 => int(f(0) as i64 as u64),
        CastFloatToInt => int(f(0) as u64),
        CastFloatToSinglefloat => Some((f(0) as f32).to_bits() as u64),
        CastSinglefloatToFloat => float(f32::from_bits(a[0] as u32) as f64),
        PtrNonzero => Some((a[0] != 0) as u64),
        PtrIszero => Some((a[0] == 0) as u64),
        AdrAdd => Some(a[0].wrapping_add(a[1])),
        AdrDelta => Some(a[0].wrapping_sub(a[1])),
        AdrLt => Some((a[0] < a[1]) as u64),
        AdrLe => Some((a[0] <= a[1]) as u64),
        FloatBits | BitsFloat | CastPointer | CastPtrToAdr | CastAdrToPtr | CastAdrToInt | CastIntToAdr | SameAs
        | Likely | Unlikely => Some(a[0]),
        JitMarker | JitForceQuasiImmutable | Keepalive | GcCollect | GcRequest | GcRegisterFinalizer | WeAreJitted => {
            Some(0)
        }
        JitPromote => Some(a[0]),
        // This interpreter has a limit of its own.
        StackPointer => Some(u64::MAX),
        _ => None,
    }
}

impl Interp<'_> {
    /// Operations on memory.
    pub(crate) fn effect(
        &mut self,
        op: &Operation,
        a: &[u64],
        from: Ty,
        to: Ty,
        ty: &dyn Fn(usize) -> Ty,
    ) -> Result<u64, Stop> {
        let field = |i: usize| match op.args.get(i) {
            Some(Operand::Const(Const::Field(f))) => Some(*f),
            _ => None,
        };
        let of = from.ptr().unwrap_or(TypeId(0));
        match op.op {
            Op::GetField | Op::SetField => {
                let f = field(1).ok_or_else(|| "not a field".to_string())?;
                let at = a[0] + self.layouts.offset(f) as u64;
                self.access(op, at, self.program.types.field(f).ty, to, a.get(2))
            }
            Op::GetArraySize => {
                let at = a[0] + self.layouts.of(of).length_offset as u64;
                self.access(op, at, Ty::SIGNED, to, None)
            }
            Op::GetArrayItem => {
                let at = self.item(of, a[0], a[1]);
                self.access(op, at, to, to, None)
            }
            Op::SetArrayItem => {
                let at = self.item(of, a[0], a[1]);
                self.access(op, at, ty(2), to, a.get(2))
            }
            Op::GetInteriorField | Op::SetInteriorField => {
                let f: FieldRef = field(2).ok_or_else(|| "not a field".to_string())?;
                let at = self.item(of, a[0], a[1]) + self.layouts.offset(f) as u64;
                self.access(op, at, self.program.types.field(f).ty, to, a.get(3))
            }
            Op::ArrayCopy => {
                let size = self.layouts.of(of).item_size as u64;
                let (x, y) = (self.item(of, a[0], a[2]), self.item(of, a[1], a[3]));
                self.copy(x, y, a[4] * size)
            }
            Op::ArrayClear => {
                let size = self.layouts.of(of).item_size as u64;
                let at = self.item(of, a[0], a[1]);
                self.memory.bytes_mut(at, (a[2] * size) as usize)?.fill(0);
                Ok(0)
            }
            Op::RawLoad => self.access(op, a[0].wrapping_add(a[1]), to, to, None),
            Op::RawStore => self.access(op, a[0].wrapping_add(a[1]), ty(2), to, a.get(2)),
            Op::RawMemcopy | Op::RawMemmove => self.copy(a[0], a[1], a[2]),
            Op::RawMemclear => {
                self.memory.bytes_mut(a[0], a[1] as usize)?.fill(0);
                Ok(0)
            }
            Op::RawMalloc => Ok(self.memory.try_allocate(a[0])),
            Op::RawFree => {
                self.memory.free(a[0])?;
                Ok(0)
            }
            Op::Malloc | Op::MallocVarsize => {
                let Some(Operand::Const(Const::Type(t))) = op.args.first() else {
                    return Err(Stop::Wrong("not a type".to_string()));
                };
                let n = a.get(1).copied().unwrap_or(0);
                let l = self.layouts.of(*t).clone();
                let size = n.saturating_mul(l.item_size as u64).saturating_add(l.fixed as u64).max(1);
                let at = self.memory.try_allocate(size);
                if at == 0 {
                    return self.no_memory();
                }
                if self.program.types.tail(*t).is_some() {
                    self.memory.store(at + l.length_offset as u64, 8, n)?;
                }
                Ok(at)
            }
            Op::IntTruncdiv | Op::IntTruncmod => Err(Stop::Wrong("a division by zero".to_string())),
            other => Err(Stop::Wrong(format!("`{}` has no meaning here", other.name()))),
        }
    }

    /// What an allocation gives for which there is no memory: an exception, or after the exceptions phase, when that is tested,
    /// null.
    fn no_memory(&mut self) -> Result<u64, Stop> {
        match self.program.role_graph(Role::OutOfMemory) {
            Some(raise) if !self.program.exceptions_are_explicit() => self.call(raise, &[]),
            _ => Ok(0),
        }
    }

    fn item(&self, t: TypeId, p: u64, i: u64) -> u64 {
        let l = self.layouts.of(t);
        p.wrapping_add(l.items_offset as u64).wrapping_add(i.wrapping_mul(l.item_size as u64))
    }

    /// Loads, or stores if there is a value.
    fn access(&mut self, _op: &Operation, at: u64, ty: Ty, to: Ty, value: Option<&u64>) -> Result<u64, Stop> {
        let size = size_of(ty) as usize;
        match value {
            Some(v) => {
                self.memory.store(at, size, *v)?;
                Ok(0)
            }
            None => {
                let v = self.memory.load(at, size)?;
                Ok(extend(v, if to == Ty::Void { Ty::Int(IntKind::I64) } else { ty }))
            }
        }
    }

    fn copy(&mut self, from: u64, to: u64, n: u64) -> Result<u64, Stop> {
        let bytes = self.memory.bytes(from, n as usize)?.to_vec();
        self.memory.bytes_mut(to, n as usize)?.copy_from_slice(&bytes);
        Ok(0)
    }
}
