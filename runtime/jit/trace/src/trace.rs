//! Traces, and the state of the interpreter that guards go back to.

use crate::descr::DescrId;
use crate::op::OpCode;
use std::collections::HashSet;
use std::rc::Rc;

/// What a variable holds.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
#[repr(u8)]
pub enum Kind {
    Int,
    Ref,
    Float,
}

impl Kind {
    /// As in names of variables and operations.
    pub fn letter(self) -> char {
        match self {
            Kind::Int => 'i',
            Kind::Ref => 'r',
            Kind::Float => 'f',
        }
    }
}

/// A variable of a trace: an input or an operation's result.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Var(pub u32);

/// A reference that is a constant of traces. The collector may move the object: whoever runs the trace keeps a table of
/// them, and this is the index. Equal ids are equal objects; different ids may be.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct RefId(pub u32);

#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Const {
    Int(i64),
    /// The bits.
    Float(u64),
    Ref(RefId),
    Null,
}

impl Const {
    pub fn kind(self) -> Kind {
        match self {
            Const::Int(_) => Kind::Int,
            Const::Float(_) => Kind::Float,
            Const::Ref(_) | Const::Null => Kind::Ref,
        }
    }
}

/// An operand.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Arg {
    Var(Var),
    Const(Const),
}

impl Arg {
    pub fn int(v: i64) -> Arg {
        Arg::Const(Const::Int(v))
    }
    pub fn var(self) -> Option<Var> {
        match self {
            Arg::Var(v) => Some(v),
            Arg::Const(_) => None,
        }
    }
    pub fn konst(self) -> Option<Const> {
        match self {
            Arg::Const(c) => Some(c),
            Arg::Var(_) => None,
        }
    }
}

impl From<Var> for Arg {
    fn from(v: Var) -> Arg {
        Arg::Var(v)
    }
}

#[derive(Clone, PartialEq, Debug)]
pub struct Op {
    pub op: OpCode,
    pub args: Vec<Arg>,
    pub descr: Option<DescrId>,
    pub result: Option<Var>,
    /// Of a jump, after optimisation: the id of the label that it goes to. Until then a jump goes back to the trace's start,
    /// or to the loop that whoever runs the trace names. Of a `call_assembler`: the label of the loop that it calls.
    pub jump_target: Option<u32>,
    /// Guards, and `finish` and `jump` where they carry one, have it.
    pub guard: Option<Box<Guard>>,
}

impl Op {
    /// Without a result.
    pub fn new(op: OpCode, args: Vec<Arg>, descr: Option<DescrId>) -> Op {
        Op { op, args, descr, result: None, jump_target: None, guard: None }
    }
}

/// One frame of the interpreter at a guard: which live registers hold what, in the order that the jitcode's liveness at `pc`
/// gives (integers, references, floats).
#[derive(Clone, PartialEq, Debug)]
pub struct Frame {
    pub jitcode: u32,
    pub pc: u32,
    pub values: Vec<Arg>,
}

/// The state of the interpreter at a guard, as the tracing interpreter records it. Consecutive guards share outer frames.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Snapshot {
    /// Outermost first.
    pub frames: Vec<Rc<Frame>>,
    /// The virtualizable's fields and array items, last the virtualizable; empty if there is none.
    pub virtualizable: Vec<Arg>,
    /// Pairs of virtual and virtual reference.
    pub virtual_refs: Vec<Arg>,
}

/// What a guard knows of its exit.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Guard {
    /// The number of the guard, given by the backend's caller; 0 until then.
    pub number: u32,
    pub snapshot: Rc<Snapshot>,
    /// After optimisation: what the exit stores, in this order, and what is made of it.
    pub fail_args: Vec<Var>,
    pub resume: Rc<Resume>,
}

/// A value of the interpreter, in terms of the stored values of an exit.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Tagged {
    /// Index in `fail_args`.
    Stored(u32),
    Const(Const),
    /// Index in `virtuals`.
    Virtual(u32),
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct ResumeFrame {
    pub jitcode: u32,
    pub pc: u32,
    pub values: Vec<Tagged>,
}

/// An object that exists only in the compiled code's variables. It is made when the exit is taken.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Virtual {
    /// Descr: a size. Fields that are not named are zero.
    Struct { descr: DescrId, fields: Vec<(DescrId, Tagged)> },
    /// Descr: an array. An item that is None is zero.
    Array { descr: DescrId, items: Vec<Option<Tagged>> },
    /// Descr: an array of structs; by item, the fields ([`crate::InteriorDescr`]) that are not zero.
    ArrayStruct { descr: DescrId, items: Vec<Vec<(DescrId, Tagged)>> },
}

/// A store that the optimiser has put off beyond the guard: it is done when the exit is taken.
#[derive(Clone, PartialEq, Debug)]
pub struct PendingSet {
    /// A field or an array.
    pub descr: DescrId,
    pub object: Tagged,
    /// For arrays.
    pub index: Option<Tagged>,
    pub value: Tagged,
}

/// What the optimiser knows at an exit and interpreter state does not say: a bridge from there starts with it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Known {
    NonNull(Tagged),
    /// The object's class is this one.
    Class(Tagged, i64),
    /// The trace has used it as this struct or array, or as a struct with this one as its beginning.
    Type(Tagged, DescrId),
    /// A field of an object that exists, and its value.
    Field {
        object: Tagged,
        descr: DescrId,
        value: Tagged,
    },
    /// The same of an array's item.
    Item {
        array: Tagged,
        descr: DescrId,
        index: i64,
        value: Tagged,
    },
}

/// How the interpreter's state comes from an exit's stored values. Exits of a trace differ in little: they share what they have in
/// common.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Resume {
    pub frames: Vec<Rc<ResumeFrame>>,
    pub virtualizable: Vec<Tagged>,
    pub virtual_refs: Vec<Tagged>,
    pub virtuals: Vec<Rc<Virtual>>,
    pub pending: Vec<PendingSet>,
    /// None of it names a virtual. In parts, as it is shared.
    pub known: Vec<Rc<[Known]>>,
}

impl Resume {
    /// All that is known.
    pub fn known(&self) -> impl Iterator<Item = &Known> {
        self.known.iter().flat_map(|part| &**part)
    }

    /// How much memory it takes beside what is counted already, by address.
    pub fn bytes(&self, counted: &mut HashSet<usize>) -> usize {
        fn each<T: ?Sized>(parts: &[Rc<T>], counted: &mut HashSet<usize>, size: impl Fn(&T) -> usize) -> usize {
            let new = parts.iter().filter(|&part| counted.insert(Rc::as_ptr(part).cast::<u8>() as usize));
            size_of_val(parts) + new.map(|part| 2 * size_of::<usize>() + size(part)).sum::<usize>()
        }
        let of_frame = |f: &ResumeFrame| size_of_val(f) + size_of_val(&f.values[..]);
        let of_virtual = |v: &Virtual| {
            size_of_val(v)
                + match v {
                    Virtual::Struct { fields, .. } => size_of_val(&fields[..]),
                    Virtual::Array { items, .. } => size_of_val(&items[..]),
                    Virtual::ArrayStruct { items, .. } => {
                        size_of_val(&items[..]) + items.iter().map(|i| size_of_val(&i[..])).sum::<usize>()
                    }
                }
        };
        size_of::<Resume>()
            + each(&self.frames, counted, of_frame)
            + size_of_val(&self.virtualizable[..])
            + size_of_val(&self.virtual_refs[..])
            + each(&self.virtuals, counted, of_virtual)
            + size_of_val(&self.pending[..])
            + each(&self.known, counted, size_of_val)
    }
}

/// A straight line of operations.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Trace {
    pub inputs: Vec<Var>,
    pub ops: Vec<Op>,
    /// By variable.
    pub kinds: Vec<Kind>,
}

impl Trace {
    pub fn new_var(&mut self, kind: Kind) -> Var {
        self.kinds.push(kind);
        Var(self.kinds.len() as u32 - 1)
    }
    pub fn add_input(&mut self, kind: Kind) -> Var {
        let v = self.new_var(kind);
        self.inputs.push(v);
        v
    }
    pub fn kind(&self, v: Var) -> Kind {
        self.kinds[v.0 as usize]
    }
    pub fn kind_of(&self, a: Arg) -> Kind {
        match a {
            Arg::Var(v) => self.kind(v),
            Arg::Const(c) => c.kind(),
        }
    }
    /// The trace from an operation on. It uses nothing from before but these variables, which become its inputs.
    pub fn from(mut self, at: usize, inputs: Vec<Var>) -> Trace {
        self.ops.drain(..at);
        Trace { inputs, ..self }
    }
    /// Appends an operation; gives its result.
    pub fn push(&mut self, op: OpCode, args: Vec<Arg>, descr: Option<DescrId>) -> Option<Var> {
        let result = op.result().map(|k| self.new_var(k));
        self.ops.push(Op { result, ..Op::new(op, args, descr) });
        result
    }
}
