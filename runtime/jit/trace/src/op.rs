//! The opcodes of traces, in one table.
//!
//! Signature letters: `i`, `r`, `f` an integer, reference, float; `v` any; `*` any number of any kind; result after `>`
//! (`n` nothing). Integers are 64 bits wide; values of narrower types are kept sign- or zero-extended.

use crate::trace::Kind;

/// What kind of operation an opcode is, for passes that treat whole groups alike.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Group {
    /// The last operation of a trace, or a label.
    Final,
    /// Leaves the trace if its condition does not hold.
    Guard,
    /// The result depends on the operands alone; no effect, cannot fail.
    Pure,
    /// As pure, and tells the guard that follows whether it overflowed.
    Ovf,
    /// Reads memory, no effect.
    Read,
    /// Allocates: no other effect, may collect.
    New,
    /// Writes memory, calls nothing.
    Write,
    /// Calls a function: what it does is in its descr.
    Call,
    /// For the trace's readers and the optimiser; no code.
    Note,
}

macro_rules! opcodes {
    ($($(#[$doc:meta])* $variant:ident $name:literal $sig:literal $group:ident;)*) => {
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum OpCode { $($(#[$doc])* $variant,)* }

        impl OpCode {
            pub const ALL: &[OpCode] = &[$(OpCode::$variant),*];
            /// As in logs.
            pub fn name(self) -> &'static str {
                match self { $(OpCode::$variant => $name,)* }
            }
            pub const fn signature(self) -> &'static str {
                match self { $(OpCode::$variant => $sig,)* }
            }
            pub const fn group(self) -> Group {
                match self { $(OpCode::$variant => Group::$group,)* }
            }
            pub fn from_name(name: &str) -> Option<OpCode> {
                match name { $($name => Some(OpCode::$variant),)* _ => None }
            }
        }
    };
}

opcodes! {
    Label "label" "*>n" Final;
    /// To a label: its descr.
    Jump "jump" "*>n" Final;
    /// Leaves the portal with a result, or none.
    Finish "finish" "*>n" Final;

    GuardTrue "guard_true" "i>n" Guard;
    GuardFalse "guard_false" "i>n" Guard;
    /// The second operand is a constant.
    GuardValue "guard_value" "vv>n" Guard;
    /// Of an object that is not null: its class is the constant.
    GuardClass "guard_class" "ri>n" Guard;
    GuardNonnull "guard_nonnull" "r>n" Guard;
    GuardIsnull "guard_isnull" "r>n" Guard;
    GuardNonnullClass "guard_nonnull_class" "ri>n" Guard;
    /// After a call: it has not raised.
    GuardNoException "guard_no_exception" ">n" Guard;
    /// After a call: it has raised an exception of this class, which is the result, and is cleared.
    GuardException "guard_exception" "i>r" Guard;
    GuardNoOverflow "guard_no_overflow" ">n" Guard;
    GuardOverflow "guard_overflow" ">n" Guard;
    /// No quasi-immutable field that the trace depends on has changed.
    GuardNotInvalidated "guard_not_invalidated" ">n" Guard;
    /// After a call that may force virtualizables or virtual references: it has not.
    GuardNotForced "guard_not_forced" ">n" Guard;
    GuardNotForced2 "guard_not_forced_2" ">n" Guard;
    /// Stands before a loop's jump until the optimiser knows what state its guards go back to; never executed.
    GuardFutureCondition "guard_future_condition" ">n" Guard;
    GuardAlwaysFails "guard_always_fails" ">n" Guard;

    IntAdd "int_add" "ii>i" Pure;
    IntSub "int_sub" "ii>i" Pure;
    IntMul "int_mul" "ii>i" Pure;
    /// Rounds towards zero; the divisor is not zero; the most negative number by -1 wraps.
    IntTruncdiv "int_truncdiv" "ii>i" Pure;
    IntTruncmod "int_truncmod" "ii>i" Pure;
    UintTruncdiv "uint_truncdiv" "ii>i" Pure;
    UintTruncmod "uint_truncmod" "ii>i" Pure;
    IntAnd "int_and" "ii>i" Pure;
    IntOr "int_or" "ii>i" Pure;
    IntXor "int_xor" "ii>i" Pure;
    /// Shift counts are taken modulo 64.
    IntLshift "int_lshift" "ii>i" Pure;
    IntRshift "int_rshift" "ii>i" Pure;
    UintRshift "uint_rshift" "ii>i" Pure;
    /// Sign-extends the lowest bytes, as many as the second operand (a constant) says.
    IntSignext "int_signext" "ii>i" Pure;
    /// Whether the exact result does not fit 64 bits.
    IntAddOverflows "int_add_overflows" "ii>i" Pure;
    IntSubOverflows "int_sub_overflows" "ii>i" Pure;
    IntMulOverflows "int_mul_overflows" "ii>i" Pure;
    UintMulHigh "uint_mul_high" "ii>i" Pure;
    IntMulHigh "int_mul_high" "ii>i" Pure;
    IntLt "int_lt" "ii>i" Pure;
    IntLe "int_le" "ii>i" Pure;
    IntEq "int_eq" "ii>i" Pure;
    IntNe "int_ne" "ii>i" Pure;
    IntGt "int_gt" "ii>i" Pure;
    IntGe "int_ge" "ii>i" Pure;
    UintLt "uint_lt" "ii>i" Pure;
    UintLe "uint_le" "ii>i" Pure;
    UintGt "uint_gt" "ii>i" Pure;
    UintGe "uint_ge" "ii>i" Pure;
    IntIsZero "int_is_zero" "i>i" Pure;
    IntIsTrue "int_is_true" "i>i" Pure;
    IntNeg "int_neg" "i>i" Pure;
    IntInvert "int_invert" "i>i" Pure;
    IntForceGeZero "int_force_ge_zero" "i>i" Pure;
    FloatAdd "float_add" "ff>f" Pure;
    FloatSub "float_sub" "ff>f" Pure;
    FloatMul "float_mul" "ff>f" Pure;
    FloatTruediv "float_truediv" "ff>f" Pure;
    FloatNeg "float_neg" "f>f" Pure;
    FloatAbs "float_abs" "f>f" Pure;
    FloatSqrt "float_sqrt" "f>f" Pure;
    FloatFloor "float_floor" "f>f" Pure;
    FloatCeil "float_ceil" "f>f" Pure;
    FloatTrunc "float_trunc" "f>f" Pure;
    FloatLt "float_lt" "ff>i" Pure;
    FloatLe "float_le" "ff>i" Pure;
    FloatEq "float_eq" "ff>i" Pure;
    FloatNe "float_ne" "ff>i" Pure;
    FloatGt "float_gt" "ff>i" Pure;
    FloatGe "float_ge" "ff>i" Pure;
    CastIntToFloat "cast_int_to_float" "i>f" Pure;
    CastUintToFloat "cast_uint_to_float" "i>f" Pure;
    /// Towards zero, saturating; NaN gives 0.
    CastFloatToInt "cast_float_to_int" "f>i" Pure;
    CastFloatToUint "cast_float_to_uint" "f>i" Pure;
    /// To the bits of a single float, in the low half, and back.
    CastFloatToSinglefloat "cast_float_to_singlefloat" "f>i" Pure;
    CastSinglefloatToFloat "cast_singlefloat_to_float" "i>f" Pure;
    ConvertFloatBytesToLonglong "convert_float_bytes_to_longlong" "f>i" Pure;
    ConvertLonglongBytesToFloat "convert_longlong_bytes_to_float" "i>f" Pure;
    PtrEq "ptr_eq" "rr>i" Pure;
    PtrNe "ptr_ne" "rr>i" Pure;
    /// The address, good until the next collection.
    CastPtrToInt "cast_ptr_to_int" "r>i" Pure;
    SameAsI "same_as_i" "i>i" Pure;
    SameAsR "same_as_r" "r>r" Pure;
    SameAsF "same_as_f" "f>f" Pure;

    IntAddOvf "int_add_ovf" "ii>i" Ovf;
    IntSubOvf "int_sub_ovf" "ii>i" Ovf;
    IntMulOvf "int_mul_ovf" "ii>i" Ovf;

    /// Descr: a field. Immutable fields of constants are folded.
    GetfieldGcI "getfield_gc_i" "r>i" Read;
    GetfieldGcR "getfield_gc_r" "r>r" Read;
    GetfieldGcF "getfield_gc_f" "r>f" Read;
    /// The same of what never changes in this object, though it may in others: the fields and items of an immutable list.
    GetfieldGcPureI "getfield_gc_pure_i" "r>i" Read;
    GetfieldGcPureR "getfield_gc_pure_r" "r>r" Read;
    GetfieldGcPureF "getfield_gc_pure_f" "r>f" Read;
    GetfieldRawI "getfield_raw_i" "i>i" Read;
    GetfieldRawR "getfield_raw_r" "i>r" Read;
    GetfieldRawF "getfield_raw_f" "i>f" Read;
    /// Descr: an array.
    GetarrayitemGcI "getarrayitem_gc_i" "ri>i" Read;
    GetarrayitemGcR "getarrayitem_gc_r" "ri>r" Read;
    GetarrayitemGcF "getarrayitem_gc_f" "ri>f" Read;
    GetarrayitemGcPureI "getarrayitem_gc_pure_i" "ri>i" Read;
    GetarrayitemGcPureR "getarrayitem_gc_pure_r" "ri>r" Read;
    GetarrayitemGcPureF "getarrayitem_gc_pure_f" "ri>f" Read;
    GetarrayitemRawI "getarrayitem_raw_i" "ii>i" Read;
    GetarrayitemRawR "getarrayitem_raw_r" "ii>r" Read;
    GetarrayitemRawF "getarrayitem_raw_f" "ii>f" Read;
    /// Never changes.
    ArraylenGc "arraylen_gc" "r>i" Read;
    ArraylenRaw "arraylen_raw" "i>i" Read;
    /// Descr: a field of the structs in an array.
    GetinteriorfieldGcI "getinteriorfield_gc_i" "ri>i" Read;
    GetinteriorfieldGcR "getinteriorfield_gc_r" "ri>r" Read;
    GetinteriorfieldGcF "getinteriorfield_gc_f" "ri>f" Read;
    /// Address, offset in bytes; descr: an array, for the item's size and sign.
    RawLoadI "raw_load_i" "ii>i" Read;
    RawLoadF "raw_load_f" "ii>f" Read;

    /// Descr: a size. All fields are zero.
    New "new" ">r" New;
    /// The same for an object; its class is set.
    NewWithVtable "new_with_vtable" ">r" New;
    /// Descr: an array. The items are zero.
    NewArray "new_array" "i>r" New;
    NewArrayClear "new_array_clear" "i>r" New;

    SetfieldGc "setfield_gc" "rv>n" Write;
    SetfieldRaw "setfield_raw" "iv>n" Write;
    SetarrayitemGc "setarrayitem_gc" "riv>n" Write;
    SetarrayitemRaw "setarrayitem_raw" "iiv>n" Write;
    SetinteriorfieldGc "setinteriorfield_gc" "riv>n" Write;
    RawStore "raw_store" "iiv>n" Write;
    /// Source, destination, their starts, count.
    ArrayCopy "arraycopy" "rriii>n" Write;
    /// Array, start, count.
    ArrayClear "arrayclear" "rii>n" Write;

    /// Function, arguments; descr: a call. `call_pure` as long as its result may stand for later calls; the backend sees `call`.
    CallI "call_i" "i*>i" Call;
    CallR "call_r" "i*>r" Call;
    CallF "call_f" "i*>f" Call;
    CallN "call_n" "i*>n" Call;
    CallPureI "call_pure_i" "i*>i" Call;
    CallPureR "call_pure_r" "i*>r" Call;
    CallPureF "call_pure_f" "i*>f" Call;
    CallLoopinvariantI "call_loopinvariant_i" "i*>i" Call;
    CallLoopinvariantR "call_loopinvariant_r" "i*>r" Call;
    CallLoopinvariantF "call_loopinvariant_f" "i*>f" Call;
    CallMayForceI "call_may_force_i" "i*>i" Call;
    CallMayForceR "call_may_force_r" "i*>r" Call;
    CallMayForceF "call_may_force_f" "i*>f" Call;
    CallMayForceN "call_may_force_n" "i*>n" Call;
    /// Arguments of a portal; descr: its loop.
    CallAssemblerI "call_assembler_i" "*>i" Call;
    CallAssemblerR "call_assembler_r" "*>r" Call;
    CallAssemblerF "call_assembler_f" "*>f" Call;
    CallAssemblerN "call_assembler_n" "*>n" Call;
    /// Condition, function, arguments: the call is done if the condition holds.
    CondCallN "cond_call_n" "ii*>n" Call;
    /// Value, function, arguments: the value unless it is zero or null, else the call's result.
    CondCallValueI "cond_call_value_i" "ii*>i" Call;
    CondCallValueR "cond_call_value_r" "ri*>r" Call;

    /// The driver's index, the depth of inlined portals, then the greens.
    DebugMergePoint "debug_merge_point" "*>n" Note;
    /// What follows reads a quasi-immutable field; descr: the field.
    QuasiimmutField "quasiimmut_field" "r>n" Note;
    RecordExactClass "record_exact_class" "ri>n" Note;
    RecordExactValueI "record_exact_value_i" "ii>n" Note;
    RecordExactValueR "record_exact_value_r" "rr>n" Note;
    /// A result, then function and arguments of a call; descr: the call.
    RecordKnownResult "record_known_result" "*>n" Note;
    Keepalive "keepalive" "r>n" Note;
    EnterPortalFrame "enter_portal_frame" "ii>n" Note;
    LeavePortalFrame "leave_portal_frame" "i>n" Note;
    /// The address of what forcing needs (no object): while a call that may force runs, a virtualizable's fields are found with it.
    ForceToken "force_token" ">i" Note;
}

impl OpCode {
    pub const fn result(self) -> Option<Kind> {
        let letters = self.signature().as_bytes();
        match letters[letters.len() - 1] {
            b'i' => Some(Kind::Int),
            b'r' => Some(Kind::Ref),
            b'f' => Some(Kind::Float),
            _ => None,
        }
    }
    pub fn is_guard(self) -> bool {
        self.group() == Group::Guard
    }
    pub fn is_call(self) -> bool {
        self.group() == Group::Call
    }
    /// For a read of what never changes: the read that does the same.
    pub fn impure_read(self) -> Option<OpCode> {
        use OpCode::*;
        Some(match self {
            GetfieldGcPureI => GetfieldGcI,
            GetfieldGcPureR => GetfieldGcR,
            GetfieldGcPureF => GetfieldGcF,
            GetarrayitemGcPureI => GetarrayitemGcI,
            GetarrayitemGcPureR => GetarrayitemGcR,
            GetarrayitemGcPureF => GetarrayitemGcF,
            _ => return None,
        })
    }
    /// No effect, and the result depends on the operands alone.
    pub fn is_pure(self) -> bool {
        self.group() == Group::Pure
    }
    /// `a op b == b op a`.
    pub fn commutative(self) -> bool {
        use OpCode::*;
        matches!(
            self,
            IntAdd
                | IntMul
                | IntAnd
                | IntOr
                | IntXor
                | IntEq
                | IntNe
                | IntAddOvf
                | IntMulOvf
                | IntAddOverflows
                | IntMulOverflows
                | UintMulHigh
                | IntMulHigh
                | FloatAdd
                | FloatMul
                | FloatEq
                | FloatNe
                | PtrEq
                | PtrNe
        )
    }
    /// The comparison that is true where this one is false.
    pub fn inverse(self) -> Option<OpCode> {
        use OpCode::*;
        Some(match self {
            IntLt => IntGe,
            IntGe => IntLt,
            IntLe => IntGt,
            IntGt => IntLe,
            IntEq => IntNe,
            IntNe => IntEq,
            UintLt => UintGe,
            UintGe => UintLt,
            UintLe => UintGt,
            UintGt => UintLe,
            IntIsZero => IntIsTrue,
            IntIsTrue => IntIsZero,
            PtrEq => PtrNe,
            PtrNe => PtrEq,
            _ => return None,
        })
    }
    /// The comparison with its operands exchanged.
    pub fn swapped(self) -> Option<OpCode> {
        use OpCode::*;
        Some(match self {
            IntLt => IntGt,
            IntGt => IntLt,
            IntLe => IntGe,
            IntGe => IntLe,
            UintLt => UintGt,
            UintGt => UintLt,
            UintLe => UintGe,
            UintGe => UintLe,
            IntEq | IntNe | PtrEq | PtrNe | FloatEq | FloatNe => self,
            FloatLt => FloatGt,
            FloatGt => FloatLt,
            FloatLe => FloatGe,
            FloatGe => FloatLe,
            _ => return None,
        })
    }
}

/// The result of a pure operation on integers; None if it is not one, or has no result for these (division by zero).
pub fn fold_int(op: OpCode, a: i64, b: i64) -> Option<i64> {
    use OpCode::*;
    let (ua, ub) = (a as u64, b as u64);
    Some(match op {
        IntAdd => a.wrapping_add(b),
        IntSub => a.wrapping_sub(b),
        IntMul => a.wrapping_mul(b),
        IntAddOvf => a.checked_add(b)?,
        IntSubOvf => a.checked_sub(b)?,
        IntMulOvf => a.checked_mul(b)?,
        IntTruncdiv | IntTruncmod | UintTruncdiv | UintTruncmod if b == 0 => return None,
        IntTruncdiv => a.wrapping_div(b),
        IntTruncmod => a.wrapping_rem(b),
        UintTruncdiv => (ua / ub) as i64,
        UintTruncmod => (ua % ub) as i64,
        IntAnd => a & b,
        IntOr => a | b,
        IntXor => a ^ b,
        IntLshift => a.wrapping_shl(b as u32),
        IntRshift => a.wrapping_shr(b as u32),
        UintRshift => ua.wrapping_shr(b as u32) as i64,
        IntSignext => {
            let shift = 64 - 8 * b.clamp(1, 8) as u32;
            a << shift >> shift
        }
        IntAddOverflows => a.checked_add(b).is_none() as i64,
        IntSubOverflows => a.checked_sub(b).is_none() as i64,
        IntMulOverflows => a.checked_mul(b).is_none() as i64,
        UintMulHigh => ((ua as u128 * ub as u128) >> 64) as i64,
        IntMulHigh => ((a as i128 * b as i128) >> 64) as i64,
        IntLt => (a < b) as i64,
        IntLe => (a <= b) as i64,
        IntEq => (a == b) as i64,
        IntNe => (a != b) as i64,
        IntGt => (a > b) as i64,
        IntGe => (a >= b) as i64,
        UintLt => (ua < ub) as i64,
        UintLe => (ua <= ub) as i64,
        UintGt => (ua > ub) as i64,
        UintGe => (ua >= ub) as i64,
        IntIsZero => (a == 0) as i64,
        IntIsTrue => (a != 0) as i64,
        IntNeg => a.wrapping_neg(),
        IntInvert => !a,
        IntForceGeZero => a.max(0),
        SameAsI => a,
        _ => return None,
    })
}

/// What a pure operation on floats gives.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Folded {
    Int(i64),
    Float(f64),
}

/// The result of a pure operation with float operands or a float result. `a` and `b` are bits of floats, or integers.
pub fn fold_float(op: OpCode, a: u64, b: u64) -> Option<Folded> {
    use OpCode::*;
    let (x, y) = (f64::from_bits(a), f64::from_bits(b));
    let flag = |v: bool| Some(Folded::Int(v as i64));
    Some(match op {
        FloatAdd => Folded::Float(x + y),
        FloatSub => Folded::Float(x - y),
        FloatMul => Folded::Float(x * y),
        FloatTruediv => Folded::Float(x / y),
        FloatNeg => Folded::Float(-x),
        FloatAbs => Folded::Float(x.abs()),
        FloatSqrt => Folded::Float(x.sqrt()),
        FloatFloor => Folded::Float(x.floor()),
        FloatCeil => Folded::Float(x.ceil()),
        FloatTrunc => Folded::Float(x.trunc()),
        SameAsF => Folded::Float(x),
        FloatLt => return flag(x < y),
        FloatLe => return flag(x <= y),
        FloatEq => return flag(x == y),
        FloatNe => return flag(x != y),
        FloatGt => return flag(x > y),
        FloatGe => return flag(x >= y),
        CastIntToFloat => Folded::Float(a as i64 as f64),
        CastUintToFloat => Folded::Float(a as f64),
        CastFloatToInt => Folded::Int(x as i64),
        CastFloatToUint => Folded::Int(x as u64 as i64),
        CastFloatToSinglefloat => Folded::Int((x as f32).to_bits() as i64),
        CastSinglefloatToFloat => Folded::Float(f32::from_bits(a as u32) as f64),
        ConvertFloatBytesToLonglong => Folded::Int(a as i64),
        ConvertLonglongBytesToFloat => Folded::Float(f64::from_bits(a)),
        _ => return None,
    })
}
