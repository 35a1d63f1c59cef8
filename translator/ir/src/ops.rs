//! The opcode table: every operation of the IR, with its operand kinds and effects, in one place.
//!
//! High-level operations are what the frontend emits; their operands are Python values ([`crate::Ty::Obj`]). The rtyper
//! replaces them by low-level operations on concrete types.
//!
//! A signature is `operands -> result` in letters, checked by [`crate::verify`]:
//!
//! | letter | kind |
//! | --- | --- |
//! | `o` | a Python value (untyped graphs) |
//! | `i` | any of Bool, Char, UniChar and the integers; all `i` of one operation are of one type |
//! | `j` | like `i`, independent of the `i` |
//! | `b`, `s`, `d`, `g` | Bool, Signed, Float, SingleFloat |
//! | `c`, `u` | Char, UniChar |
//! | `p` | a pointer; `a` an Address; `x` a pointer or an Address, all `x` of one operation the same type |
//! | `v` | any value |
//! | `N`, `T`, `F` | a constant name, type, field |
//! | `K` | a callee: a constant graph or extern |
//! | `*` | any number of further operands of any kind |
//! | `-` | (result) nothing: Void |

/// What an operation does besides computing its result.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Effects {
    /// The result depends on the operands alone, and the operation may be removed, duplicated, moved and folded.
    pub pure: bool,
    /// Reads memory that other operations write.
    pub reads: bool,
    /// Has an effect: must not be removed, even where its result is not used.
    pub writes: bool,
    /// May raise an exception.
    pub raises: bool,
    /// May allocate, and so collect: pointers to gc objects may change.
    pub collects: bool,
}

const PURE: Effects = Effects { pure: true, reads: false, writes: false, raises: false, collects: false };
const READ: Effects = Effects { pure: false, reads: true, writes: false, raises: false, collects: false };
const WRITE: Effects = Effects { pure: false, reads: true, writes: true, raises: false, collects: false };
const NEW: Effects = Effects { pure: false, reads: false, writes: false, raises: true, collects: true };
const COLLECT: Effects = Effects { pure: false, reads: true, writes: true, raises: false, collects: true };
const ANY: Effects = Effects { pure: false, reads: true, writes: true, raises: true, collects: true };

macro_rules! ops {
    ($($(#[$doc:meta])* $variant:ident $name:literal $sig:literal $effects:ident $level:ident;)*) => {
        /// An opcode.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
        pub enum Op { $($(#[$doc])* $variant,)* }

        impl Op {
            pub const ALL: &[Op] = &[$(Op::$variant),*];
            /// As in dumps.
            pub fn name(self) -> &'static str {
                match self { $(Op::$variant => $name,)* }
            }
            /// Operand kinds and result kind, in the letters of the module comment.
            pub fn signature(self) -> &'static str {
                match self { $(Op::$variant => $sig,)* }
            }
            pub fn effects(self) -> Effects {
                match self { $(Op::$variant => $effects,)* }
            }
            /// Whether the operation is of untyped graphs.
            pub fn high_level(self) -> bool {
                match self { $(Op::$variant => level::$level,)* }
            }
            pub fn from_name(name: &str) -> Option<Op> {
                match name { $($name => Some(Op::$variant),)* _ => None }
            }
        }
    };
}

mod level {
    pub const HIGH: bool = true;
    pub const LOW: bool = false;
}

ops! {
    // High level: Python's operators. `inplace_add` differs from `add` for lists only; other augmented assignments are
    // the plain operator.
    Add "add" "oo->o" ANY HIGH;
    Sub "sub" "oo->o" ANY HIGH;
    Mul "mul" "oo->o" ANY HIGH;
    Truediv "truediv" "oo->o" ANY HIGH;
    Floordiv "floordiv" "oo->o" ANY HIGH;
    Mod "mod" "oo->o" ANY HIGH;
    Lshift "lshift" "oo->o" ANY HIGH;
    Rshift "rshift" "oo->o" ANY HIGH;
    And "and_" "oo->o" ANY HIGH;
    Or "or_" "oo->o" ANY HIGH;
    Xor "xor" "oo->o" ANY HIGH;
    InplaceAdd "inplace_add" "oo->o" ANY HIGH;
    InplaceMul "inplace_mul" "oo->o" ANY HIGH;
    /// `ovfcheck(a + b)`: raises OverflowError.
    AddOvf "add_ovf" "oo->o" ANY HIGH;
    SubOvf "sub_ovf" "oo->o" ANY HIGH;
    MulOvf "mul_ovf" "oo->o" ANY HIGH;
    FloordivOvf "floordiv_ovf" "oo->o" ANY HIGH;
    ModOvf "mod_ovf" "oo->o" ANY HIGH;
    LshiftOvf "lshift_ovf" "oo->o" ANY HIGH;
    NegOvf "neg_ovf" "o->o" ANY HIGH;
    AbsOvf "abs_ovf" "o->o" ANY HIGH;
    Neg "neg" "o->o" ANY HIGH;
    Pos "pos" "o->o" ANY HIGH;
    Invert "invert" "o->o" ANY HIGH;
    /// Truth value.
    Bool "bool" "o->o" ANY HIGH;
    /// `not x`.
    Not "not_" "o->o" ANY HIGH;
    Lt "lt" "oo->o" ANY HIGH;
    Le "le" "oo->o" ANY HIGH;
    Eq "eq" "oo->o" ANY HIGH;
    Ne "ne" "oo->o" ANY HIGH;
    Gt "gt" "oo->o" ANY HIGH;
    Ge "ge" "oo->o" ANY HIGH;
    Is "is_" "oo->o" PURE HIGH;
    /// `b in a`: container first.
    Contains "contains" "oo->o" ANY HIGH;
    GetItem "getitem" "oo->o" ANY HIGH;
    SetItem "setitem" "ooo->-" ANY HIGH;
    DelItem "delitem" "oo->-" ANY HIGH;
    /// `x[start:stop]`; None where left out.
    GetSlice "getslice" "ooo->o" ANY HIGH;
    SetSlice "setslice" "oooo->-" ANY HIGH;
    DelSlice "delslice" "ooo->-" ANY HIGH;
    GetAttr "getattr" "oN->o" ANY HIGH;
    SetAttr "setattr" "oNo->-" ANY HIGH;
    /// Callee, then positional arguments.
    SimpleCall "simple_call" "o*->o" ANY HIGH;
    /// Callee, shape, arguments. The shape is `N` positional arguments, then `,name` for each keyword argument, then
    /// `,*` if the last argument is a star argument: `2,base,*`.
    CallArgs "call_args" "oN*->o" ANY HIGH;
    NewTuple "newtuple" "*->o" ANY HIGH;
    NewList "newlist" "*->o" ANY HIGH;
    /// Key, value, key, value ...
    NewDict "newdict" "*->o" ANY HIGH;
    /// An empty list that a comprehension fills; the operand is what it iterates over (a hint for the size).
    NewListHint "newlist_hint" "o->o" ANY HIGH;
    Iter "iter" "o->o" ANY HIGH;
    /// Raises StopIteration at the end.
    Next "next" "o->o" ANY HIGH;
    /// Checks that a sequence has as many items as the integer constant says (ValueError), and gives it as a tuple.
    Unpack "unpack" "oo->o" ANY HIGH;
    /// `{value!conversion:spec}` of an f-string: value, conversion (`s`, `r` or empty), spec.
    Format "format" "oNN->o" ANY HIGH;
    /// Concatenates strs: an f-string.
    BuildStr "build_str" "*->o" ANY HIGH;
    /// A check by annotation: `x: int = ...`; value, then the annotation as a host constant.
    CheckType "check_type" "oo->o" PURE HIGH;

    // Integers. Arithmetic wraps in the operands' type.
    IntAdd "int_add" "ii->i" PURE LOW;
    IntSub "int_sub" "ii->i" PURE LOW;
    IntMul "int_mul" "ii->i" PURE LOW;
    /// Rounds towards zero, as C; the divisor is not zero; the most negative number by -1 wraps.
    IntTruncdiv "int_truncdiv" "ii->i" PURE LOW;
    /// The remainder of `int_truncdiv`; the divisor is not zero; by -1 gives 0.
    IntTruncmod "int_truncmod" "ii->i" PURE LOW;
    IntAnd "int_and" "ii->i" PURE LOW;
    IntOr "int_or" "ii->i" PURE LOW;
    IntXor "int_xor" "ii->i" PURE LOW;
    /// The shift count is taken modulo the width.
    IntLshift "int_lshift" "ij->i" PURE LOW;
    /// Arithmetic for signed, logical for unsigned types.
    IntRshift "int_rshift" "ij->i" PURE LOW;
    IntNeg "int_neg" "i->i" PURE LOW;
    IntInvert "int_invert" "i->i" PURE LOW;
    /// Whether the sum does not fit the type.
    IntAddOverflows "int_add_overflows" "ii->b" PURE LOW;
    IntSubOverflows "int_sub_overflows" "ii->b" PURE LOW;
    IntMulOverflows "int_mul_overflows" "ii->b" PURE LOW;
    /// The upper half of the double-width product of two U64 or I64.
    IntMulHigh "int_mul_high" "ii->i" PURE LOW;
    IntEq "int_eq" "ii->b" PURE LOW;
    IntNe "int_ne" "ii->b" PURE LOW;
    IntLt "int_lt" "ii->b" PURE LOW;
    IntLe "int_le" "ii->b" PURE LOW;
    IntGt "int_gt" "ii->b" PURE LOW;
    IntGe "int_ge" "ii->b" PURE LOW;
    /// `a` if the Bool is true, else `b`; both are evaluated.
    Select "select" "bvv->v" PURE LOW;
    BoolNot "bool_not" "b->b" PURE LOW;
    /// Between any two of Bool, Char, UniChar and the integers: sign- or zero-extends by the operand's type, or truncates;
    /// to Bool: nonzero.
    CastInt "cast_int" "i->j" PURE LOW;

    // Floats.
    FloatAdd "float_add" "dd->d" PURE LOW;
    FloatSub "float_sub" "dd->d" PURE LOW;
    FloatMul "float_mul" "dd->d" PURE LOW;
    /// IEEE division: by zero gives an infinity or a NaN.
    FloatTruediv "float_truediv" "dd->d" PURE LOW;
    FloatNeg "float_neg" "d->d" PURE LOW;
    FloatAbs "float_abs" "d->d" PURE LOW;
    FloatSqrt "float_sqrt" "d->d" PURE LOW;
    FloatFloor "float_floor" "d->d" PURE LOW;
    FloatCeil "float_ceil" "d->d" PURE LOW;
    FloatTrunc "float_trunc" "d->d" PURE LOW;
    FloatEq "float_eq" "dd->b" PURE LOW;
    FloatNe "float_ne" "dd->b" PURE LOW;
    FloatLt "float_lt" "dd->b" PURE LOW;
    FloatLe "float_le" "dd->b" PURE LOW;
    FloatGt "float_gt" "dd->b" PURE LOW;
    FloatGe "float_ge" "dd->b" PURE LOW;
    /// From any integer type.
    CastIntToFloat "cast_int_to_float" "i->d" PURE LOW;
    /// Towards zero, saturating; NaN gives 0.
    CastFloatToInt "cast_float_to_int" "d->i" PURE LOW;
    CastFloatToSinglefloat "cast_float_to_singlefloat" "d->g" PURE LOW;
    CastSinglefloatToFloat "cast_singlefloat_to_float" "g->d" PURE LOW;
    /// The bits of a float as a Signed, and back.
    FloatBits "float_bits" "d->s" PURE LOW;
    BitsFloat "bits_float" "s->d" PURE LOW;

    // Pointers and addresses.
    PtrEq "ptr_eq" "xx->b" PURE LOW;
    PtrNe "ptr_ne" "xx->b" PURE LOW;
    PtrNonzero "ptr_nonzero" "x->b" PURE LOW;
    PtrIszero "ptr_iszero" "x->b" PURE LOW;
    /// To a parent type, or (known to be right) to a subtype.
    CastPointer "cast_pointer" "p->p" PURE LOW;
    CastPtrToAdr "cast_ptr_to_adr" "p->a" PURE LOW;
    CastAdrToPtr "cast_adr_to_ptr" "a->p" PURE LOW;
    CastAdrToInt "cast_adr_to_int" "a->s" PURE LOW;
    CastIntToAdr "cast_int_to_adr" "s->a" PURE LOW;
    AdrAdd "adr_add" "as->a" PURE LOW;
    /// `a - b` in bytes.
    AdrDelta "adr_delta" "aa->s" PURE LOW;
    AdrLt "adr_lt" "aa->b" PURE LOW;
    AdrLe "adr_le" "aa->b" PURE LOW;

    // Memory. Pointers are not null and indices in range.
    GetField "getfield" "pF->v" READ LOW;
    SetField "setfield" "pFv->-" WRITE LOW;
    GetArrayItem "getarrayitem" "ps->v" READ LOW;
    SetArrayItem "setarrayitem" "psv->-" WRITE LOW;
    /// The length of the tail; it never changes.
    GetArraySize "getarraysize" "p->s" PURE LOW;
    /// A field of an inline struct of the tail.
    GetInteriorField "getinteriorfield" "psF->v" READ LOW;
    SetInteriorField "setinteriorfield" "psFv->-" WRITE LOW;
    /// Source, destination, source start, destination start, count, of one array type, which do not overlap unless they
    /// are the same array (then as if through a copy).
    ArrayCopy "arraycopy" "ppsss->-" WRITE LOW;
    /// Sets items `start..start+n` to zero or null.
    ArrayClear "arrayclear" "pss->-" WRITE LOW;
    /// Loads a value of the result's type from address + offset.
    RawLoad "raw_load" "as->v" READ LOW;
    RawStore "raw_store" "asv->-" WRITE LOW;
    /// Source, destination, bytes; they do not overlap.
    RawMemcopy "raw_memcopy" "aas->-" WRITE LOW;
    RawMemmove "raw_memmove" "aas->-" WRITE LOW;
    RawMemclear "raw_memclear" "as->-" WRITE LOW;
    /// Null if there is no memory. The memory is not cleared.
    RawMalloc "raw_malloc" "s->a" WRITE LOW;
    RawFree "raw_free" "a->-" WRITE LOW;

    // Allocation of gc objects, cleared. Raises MemoryError.
    Malloc "malloc" "T->p" NEW LOW;
    /// A type with a tail, and the tail's length (not negative).
    MallocVarsize "malloc_varsize" "Ts->p" NEW LOW;
    GcCollect "gc_collect" "->-" COLLECT LOW;
    /// A hash of the object's identity, which does not change when the object moves.
    GcIdentityHash "gc_identityhash" "p->s" READ LOW;
    /// What is asked, and a number: what `runtime/gc/requests.py` says; 0 if the collector does not know it.
    GcRequest "gc_request" "ss->s" COLLECT LOW;
    /// What this number stands for is to be done when the object is no more; -1: nothing any more.
    GcRegisterFinalizer "gc_register_finalizer" "ps->-" WRITE LOW;
    /// The pointer is alive until here.
    Keepalive "keepalive" "p->-" WRITE LOW;
    /// The gc phase's: where a root lives, as an Address (stack slot). See the gc crate.
    GcRootStackTop "gc_root_stack_top" "->a" READ LOW;
    GcSetRootStackTop "gc_set_root_stack_top" "a->-" WRITE LOW;

    /// The end of the machine's stack in this call, about: the stack grows to lower addresses.
    StackPointer "stack_pointer" "->a" READ LOW;

    // Calls.
    DirectCall "direct_call" "K*->v" ANY LOW;
    /// A pointer to a function, then arguments.
    IndirectCall "indirect_call" "p*->v" ANY LOW;

    // Others.
    SameAs "same_as" "v->v" PURE LOW;
    /// A marker of a driver of the JIT: its kind (see [`crate::jit`]), the driver's name, its variables.
    JitMarker "jit_marker" "NN*->-" WRITE LOW;
    /// The value, which becomes a constant in a trace.
    JitPromote "jit_promote" "v->v" WRITE LOW;
    /// Whether this is a trace.
    WeAreJitted "we_are_jitted" "->b" PURE LOW;
    /// A hint by its name: `promote_string` (and the graph that compares strings), `access_directly`,
    /// `fresh_virtualizable`, `force_virtualizable` and `force_virtual` give their operand; `isconstant` and
    /// `isvirtual` a Bool; `current_trace_length` a Signed; `record_exact_class` (a pointer, a vtable),
    /// `record_exact_value`, `record_known_result` (a value, a graph, arguments), `assert_green`, `jit_debug`,
    /// `virtual_ref` (the reference, its object), `virtual_ref_settle`, `virtual_ref_force`, `enter_portal_frame`,
    /// `leave_portal_frame` and `set_param` (names of the driver, empty for all, and of the parameter; a value or
    /// nothing for the default) nothing.
    JitHint "jit_hint" "N*->v" WRITE LOW;
    /// A quasi-immutable field is about to change: an object, the field with its watchers.
    JitForceQuasiImmutable "jit_force_quasi_immutable" "pF->-" WRITE LOW;
    /// A call without a branch in the trace. `conditional_call`: a Bool, a callee, arguments: calls if it is true;
    /// `conditional_call_elidable`: a value, a callee, arguments: the value, or the call's result if it is 0 or null.
    JitConditionalCall "jit_conditional_call" "NvK*->v" ANY LOW;
    /// The likely value of a Bool.
    Likely "likely" "b->b" PURE LOW;
    Unlikely "unlikely" "b->b" PURE LOW;
}

impl Op {
    /// The same comparison with swapped operands, if the operation is an integer comparison.
    pub fn swapped_comparison(self) -> Option<Op> {
        Some(match self {
            Op::IntEq => Op::IntEq,
            Op::IntNe => Op::IntNe,
            Op::IntLt => Op::IntGt,
            Op::IntLe => Op::IntGe,
            Op::IntGt => Op::IntLt,
            Op::IntGe => Op::IntLe,
            _ => return None,
        })
    }
    /// The negated comparison, if the operation is one of integers or pointers (not of floats: NaN).
    pub fn negated_comparison(self) -> Option<Op> {
        Some(match self {
            Op::IntEq => Op::IntNe,
            Op::IntNe => Op::IntEq,
            Op::IntLt => Op::IntGe,
            Op::IntLe => Op::IntGt,
            Op::IntGt => Op::IntLe,
            Op::IntGe => Op::IntLt,
            Op::PtrEq => Op::PtrNe,
            Op::PtrNe => Op::PtrEq,
            Op::PtrNonzero => Op::PtrIszero,
            Op::PtrIszero => Op::PtrNonzero,
            _ => return None,
        })
    }
    /// `a op b == b op a`.
    pub fn commutative(self) -> bool {
        matches!(
            self,
            Op::IntAdd
                | Op::IntMul
                | Op::IntAnd
                | Op::IntOr
                | Op::IntXor
                | Op::IntEq
                | Op::IntNe
                | Op::PtrEq
                | Op::PtrNe
                | Op::FloatAdd
                | Op::FloatMul
                | Op::FloatEq
                | Op::FloatNe
        )
    }
}
