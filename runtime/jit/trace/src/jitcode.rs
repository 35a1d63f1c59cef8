//! Jitcode: the interpreter's functions as the tracing interpreter runs them.
//!
//! Code is a list of 16-bit words. An instruction is its number, then its operands. A register is one word: an index into the
//! bank of its kind, or, with the top bit set, an index into the function's constants of that kind. A label is two words,
//! low half first: an index into the code.

use crate::op::OpCode;

/// Set in a register word that names a constant.
pub const CONSTANT: u16 = 0x8000;
/// A call that stays a call has at most this many floats among its arguments, and this many others.
pub const MOST_FLOAT_ARGS: usize = 8;
pub const MOST_INT_ARGS: usize = 32;
/// Instructions from here on are not operations of traces.
pub const FIRST_CONTROL: u16 = 512;

macro_rules! instructions {
    ($($(#[$doc:meta])* $variant:ident $name:literal $layout:literal;)*) => {
        /// An instruction that is not a plain operation. The letters of its layout: `i`, `r`, `f` a register; `L` a label;
        /// `w` a word (an index or a count); `I`, `R`, `F` a list of registers, its length first; `d` a descr; `>i`, `>r`, `>f` the
        /// register of the result.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u16)]
        pub enum Control { $($(#[$doc])* $variant,)* }

        impl Control {
            pub const ALL: &[Control] = &[$(Control::$variant),*];
            pub fn name(self) -> &'static str {
                match self { $(Control::$variant => $name,)* }
            }
            pub fn layout(self) -> &'static str {
                match self { $(Control::$variant => $layout,)* }
            }
        }
    };
}

instructions! {
    IntCopy "int_copy" "i>i";
    RefCopy "ref_copy" "r>r";
    FloatCopy "float_copy" "f>f";
    Goto "goto" "L";
    GotoIfNot "goto_if_not" "iL";
    /// Index of the switch.
    Switch "switch" "iw";
    IntReturn "int_return" "i";
    RefReturn "ref_return" "r";
    FloatReturn "float_return" "f";
    VoidReturn "void_return" "";
    Raise "raise" "r";
    /// Directly behind an instruction that may raise: where to go if it has. Otherwise it does nothing.
    CatchException "catch_exception" "L";
    /// The exception that was caught, which is no longer in flight.
    LastException "last_exception" ">r";
    Unreachable "unreachable" "";
    IntGuardValue "int_guard_value" "i>i";
    RefGuardValue "ref_guard_value" "r>r";
    FloatGuardValue "float_guard_value" "f>f";
    /// The object's class.
    GuardClass "guard_class" "r>i";
    PtrNonzero "ptr_nonzero" "r>i";
    PtrIszero "ptr_iszero" "r>i";
    /// Index of the function's jitcode.
    InlineCallI "inline_call_i" "wIRF>i";
    InlineCallR "inline_call_r" "wIRF>r";
    InlineCallF "inline_call_f" "wIRF>f";
    InlineCallN "inline_call_n" "wIRF";
    /// The address of a function, the call's descr, arguments by kind.
    ResidualCallI "residual_call_i" "idIRF>i";
    ResidualCallR "residual_call_r" "idIRF>r";
    ResidualCallF "residual_call_f" "idIRF>f";
    ResidualCallN "residual_call_n" "idIRF";
    /// The same for a function that is found at run time, which may have jitcode.
    IndirectCallI "indirect_call_i" "idIRF>i";
    IndirectCallR "indirect_call_r" "idIRF>r";
    IndirectCallF "indirect_call_f" "idIRF>f";
    IndirectCallN "indirect_call_n" "idIRF";
    /// A condition, then a residual call that is done if it is not 0.
    CondCallN "cond_call_n" "iidIRF";
    /// A value, then a residual call that gives the result if the value is 0 or null.
    CondCallValueI "cond_call_value_i" "iidIRF>i";
    CondCallValueR "cond_call_value_r" "ridIRF>r";
    /// A portal is called: index of the driver, greens, reds.
    RecursiveCallI "recursive_call_i" "wIRFIRF>i";
    RecursiveCallR "recursive_call_r" "wIRFIRF>r";
    RecursiveCallF "recursive_call_f" "wIRFIRF>f";
    RecursiveCallN "recursive_call_n" "wIRFIRF";
    /// Index of the driver, greens, reds.
    JitMergePoint "jit_merge_point" "wIRFIRF";
    LoopHeader "loop_header" "w";
    RecordExactClass "record_exact_class" "ri";
    /// A string, which becomes constant by its contents; the function that compares strings, its descr.
    StrGuardValue "str_guard_value" "rid>r";
    /// A result, then the call that gives it.
    RecordKnownResultI "record_known_result_i" "iidIRF";
    RecordKnownResultR "record_known_result_r" "ridIRF";
    /// An object, a quasi-immutable field that is read next.
    QuasiImmutableField "quasi_immutable_field" "rd";
    /// An object, the field that says who watches the one that is written next.
    ForceQuasiImmutable "force_quasi_immutable" "rd";
    IsConstantI "int_isconstant" "i>i";
    IsConstantR "ref_isconstant" "r>i";
    IsVirtual "ref_isvirtual" "r>i";
    /// An object, the index of its layout: whatever a trace keeps of it is written back.
    ForceVirtualizable "force_virtualizable" "rw";
    /// A new virtual reference, and its object.
    VirtualRef "virtual_ref" "rr";
    /// A virtual reference, whose object is used next, or which ends.
    VirtualRefSettle "virtual_ref_settle" "r";
}

impl Control {
    pub fn is_call(self) -> bool {
        ["inline_call", "residual_call", "indirect_call", "cond_call", "recursive_call"]
            .iter()
            .any(|n| self.name().starts_with(n))
    }
}

/// What an instruction's number means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Instruction {
    /// Operands by its signature (`*` does not occur), then the descr if [`takes_descr`], then the result's register.
    Op(OpCode),
    Control(Control),
}

impl Instruction {
    pub fn number(self) -> u16 {
        match self {
            Instruction::Op(o) => o as u16,
            Instruction::Control(c) => FIRST_CONTROL + c as u16,
        }
    }
    #[inline]
    pub fn from_number(n: u16) -> Option<Instruction> {
        if n < FIRST_CONTROL {
            OpCode::ALL.get(n as usize).map(|&o| Instruction::Op(o))
        } else {
            Control::ALL.get((n - FIRST_CONTROL) as usize).map(|&c| Instruction::Control(c))
        }
    }
    pub fn name(self) -> &'static str {
        match self {
            Instruction::Op(o) => o.name(),
            Instruction::Control(c) => c.name(),
        }
    }
    /// The layout in the letters of [`Control`]. A `v` operand of an operation has the kind that its descr says: it is given here.
    pub fn layout(self, value: Option<crate::Kind>) -> String {
        match self {
            Instruction::Control(c) => c.layout().to_string(),
            Instruction::Op(o) => {
                let (args, result) = o.signature().split_once('>').unwrap_or((o.signature(), "n"));
                let letter = value.map_or('i', crate::Kind::letter);
                let mut text: String = args.chars().map(|c| if c == 'v' { letter } else { c }).collect();
                if takes_descr(o) {
                    text.push('d');
                }
                if result != "n" {
                    text.push('>');
                    text.push_str(result);
                }
                text
            }
        }
    }
}

/// Whether an operation of jitcode is followed by a descr.
pub const fn takes_descr(op: OpCode) -> bool {
    use crate::op::Group;
    match op.group() {
        Group::Read | Group::New | Group::Write => true,
        _ => matches!(op, OpCode::QuasiimmutField),
    }
}

/// A function.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct JitCode {
    pub name: String,
    pub code: Vec<u16>,
    /// Registers by kind.
    pub registers: [u16; 3],
    pub ints: Vec<Number>,
    /// Static objects.
    pub refs: Vec<Address>,
    /// The bits.
    pub floats: Vec<u64>,
    /// Cases and labels; the default follows the instruction.
    pub switches: Vec<Vec<(i64, u32)>>,
    /// Which registers are alive before each instruction that needs it: position in the code, index in `lives`.
    pub live_at: Vec<(u32, u32)>,
    pub lives: Vec<Live>,
    /// For tracebacks: where exceptions begin, or leave the function from within calls. Sorted by position.
    pub places: Vec<Place>,
    /// It may raise again what it has caught, with the places that the exception has passed.
    pub raises_again: bool,
    /// The kinds and order of the arguments: the registers of each kind are filled from 0.
    pub arguments: [u16; 3],
    /// The compiled function.
    pub function: Option<Address>,
    /// Index of the driver whose portal this is.
    pub portal_of: Option<u32>,
}

/// Registers that are alive, by kind, each ascending.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Live {
    pub ints: Vec<u16>,
    pub refs: Vec<u16>,
    pub floats: Vec<u16>,
}

/// A place in the source that a traceback names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The position behind the instruction.
    pub behind: u32,
    /// A traceback begins here; otherwise an exception passes.
    pub begins: bool,
    /// Of a `debug_location`; null for what is no place of the user's.
    pub location: Address,
}

/// An index into the table of addresses that the linker fills.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Address(pub u32);

/// No address: the null reference.
pub const NULL: Address = Address(u32::MAX);

/// An integer that may not be known before layout and linking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Number {
    Value(i64),
    /// An index into the table of numbers that layout fills.
    Layout(u32),
    Address(Address),
}
