//! The lattice of annotations: what the annotator knows of a value, and the definitions that annotations refer to.
//!
//! Lists, dicts and classes are cells shared by all values that flow together: an annotation holds an id, and
//! [`Defs`] resolves it (list and dict ids through union-find, so always go through `Defs::list`/`Defs::dict`).
//! Nothing here knows low-level types beyond [`Ty`], nor how the fixed point is computed.

use rpy_ir::{Const, GraphId, IntKind, ObjId, Span, Ty};
use std::collections::BTreeSet;
use std::rc::Rc;

rpy_ir::entity!(
    /// A list definition (before union-find).
    ListId,
    "list"
);
rpy_ir::entity!(
    /// A dict definition (before union-find).
    DictId,
    "dict"
);
rpy_ir::entity!(
    /// A class that has or may have instances in the program.
    ClassId,
    "class"
);
rpy_ir::entity!(
    /// A function of the host that the program may call.
    FuncId,
    "func"
);

/// Which of the two byte string types: they share memory layout, but `bytes` indexes to int.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum StrKind {
    Str,
    Bytes,
}

/// What a value can be.
#[derive(Clone, PartialEq, Debug)]
pub enum Kind {
    /// No value yet: the place is not reached.
    Impossible,
    /// Only None.
    None,
    Bool,
    /// `nonneg`: proven not negative. Unsigned kinds are always nonneg.
    Int {
        kind: IntKind,
        nonneg: bool,
    },
    Float,
    SingleFloat,
    /// A str of length one.
    Char,
    UniChar,
    Str {
        kind: StrKind,
        can_be_none: bool,
    },
    Tuple(Rc<[SomeValue]>),
    List {
        def: ListId,
        can_be_none: bool,
    },
    Dict {
        def: DictId,
        can_be_none: bool,
    },
    Instance {
        class: ClassId,
        can_be_none: bool,
    },
    /// Prebuilt constants: functions, classes, bound methods, frozen instances.
    Pbc {
        set: Rc<BTreeSet<Desc>>,
        can_be_none: bool,
    },
    /// A bound method of a builtin type: `lst.append`. Never stored in anything that outlives the call.
    BuiltinMethod {
        receiver: Rc<SomeValue>,
        name: &'static str,
    },
    /// The result of `iter(x)` or of `range`, `enumerate`, `d.items()` ...: see [`IterKind`].
    Iterator {
        kind: IterKind,
        of: Rc<SomeValue>,
    },
    /// `range(...)` not consumed by `iter` yet; `step` is constant and not zero, or None if variable.
    Range {
        step: Option<i64>,
    },
    /// `slice` is never a value; string builders are.
    Builder {
        can_be_none: bool,
    },
    /// A weak reference to an instance; of no class if that was no more when the program was translated.
    WeakRef {
        class: Option<ClassId>,
        can_be_none: bool,
    },
    /// An object of a special class (JitDriver, ...), always a constant.
    Special {
        name: Rc<str>,
    },
    /// A struct in place, as `p[i]` of an array of inline structs: only its fields can be read and written.
    Interior {
        array: rpy_ir::TypeId,
    },
    /// A low-level value, of a type that has no high-level kind of its own: pointers and addresses.
    Low(Ty),
}

/// What an iterator runs over, and what `next` gives.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum IterKind {
    /// Items of a list, tuple (homogeneous), str, range; keys of a dict.
    Items,
    Reversed,
    /// `(index, item)`; `of` is the iterator it wraps.
    Enumerate,
    DictKeys,
    DictValues,
    DictItems,
    /// Pairs; `of` is a tuple of the two iterators.
    Zip,
}

/// A prebuilt constant in a [`Kind::Pbc`]: all members of a set are of one variant.
#[derive(Clone, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Desc {
    Func(FuncId),
    Class(ClassId),
    /// A method of instances of `class` (where the function was found: `origin`'s dict), bound to a receiver that is an
    /// instance of `receiver` or a subclass.
    Method {
        func: FuncId,
        receiver: ClassId,
        origin: ClassId,
    },
    /// An instance whose class has `_freeze_`, or another constant object without a run-time type of its own.
    Frozen(ObjId),
    /// A method of a frozen object.
    FrozenMethod {
        receiver: ObjId,
        func: FuncId,
    },
    /// A function or class that the translator implements: `len`, `int`, ...
    Special(Rc<str>, ObjId),
}

/// An annotation.
#[derive(Clone, PartialEq, Debug)]
pub struct SomeValue {
    pub kind: Kind,
    /// The value, where it is one constant (for untyped constants as the frontend gives them).
    pub konst: Option<Const>,
    /// What the value, a Bool or a class, tells of other variables of the graph.
    pub known: Option<Rc<Known>>,
}

impl SomeValue {
    pub fn new(kind: Kind) -> SomeValue {
        SomeValue { kind, konst: None, known: None }
    }
    pub fn with_const(kind: Kind, konst: Const) -> SomeValue {
        SomeValue { kind, konst: Some(konst), known: None }
    }
    pub fn impossible() -> SomeValue {
        SomeValue::new(Kind::Impossible)
    }
    pub fn none() -> SomeValue {
        SomeValue::with_const(Kind::None, Const::Void)
    }
    pub fn bool() -> SomeValue {
        SomeValue::new(Kind::Bool)
    }
    pub fn int() -> SomeValue {
        SomeValue::new(Kind::Int { kind: IntKind::I64, nonneg: false })
    }
    pub fn nonneg() -> SomeValue {
        SomeValue::new(Kind::Int { kind: IntKind::I64, nonneg: true })
    }
    pub fn float() -> SomeValue {
        SomeValue::new(Kind::Float)
    }
    pub fn char() -> SomeValue {
        SomeValue::new(Kind::Char)
    }
    pub fn str() -> SomeValue {
        SomeValue::new(Kind::Str { kind: StrKind::Str, can_be_none: false })
    }
    pub fn tuple(items: Vec<SomeValue>) -> SomeValue {
        SomeValue::new(Kind::Tuple(items.into()))
    }
    pub fn is_impossible(&self) -> bool {
        matches!(self.kind, Kind::Impossible)
    }
    /// Without the constant and what it knows of other variables.
    pub fn general(&self) -> SomeValue {
        SomeValue::new(self.kind.clone())
    }
    pub fn can_be_none(&self) -> bool {
        match &self.kind {
            Kind::None => true,
            Kind::Str { can_be_none, .. }
            | Kind::List { can_be_none, .. }
            | Kind::Dict { can_be_none, .. }
            | Kind::Instance { can_be_none, .. }
            | Kind::Pbc { can_be_none, .. }
            | Kind::WeakRef { can_be_none, .. }
            | Kind::Builder { can_be_none } => *can_be_none,
            _ => false,
        }
    }
    /// The same, with or without None. Kinds that cannot be None stay as they are.
    pub fn with_none(&self, none: bool) -> SomeValue {
        let mut s = self.clone();
        match &mut s.kind {
            Kind::Str { can_be_none, .. }
            | Kind::List { can_be_none, .. }
            | Kind::Dict { can_be_none, .. }
            | Kind::Instance { can_be_none, .. }
            | Kind::Pbc { can_be_none, .. }
            | Kind::WeakRef { can_be_none, .. }
            | Kind::Builder { can_be_none } => *can_be_none = none,
            _ => {}
        }
        s
    }
    /// Of a low-level type.
    pub fn of_ty(ty: Ty) -> SomeValue {
        SomeValue::new(match ty {
            Ty::Void => return SomeValue::none(),
            Ty::Bool => Kind::Bool,
            Ty::Char => Kind::Char,
            Ty::UniChar => Kind::UniChar,
            Ty::Int(kind) => Kind::Int { kind, nonneg: !kind.signed() },
            Ty::Float => Kind::Float,
            Ty::SingleFloat => Kind::SingleFloat,
            Ty::Address | Ty::Ptr(_) | Ty::Obj => Kind::Low(ty),
        })
    }
    /// The member of a set of one that cannot be None.
    pub fn single_desc(&self) -> Option<&Desc> {
        match &self.kind {
            Kind::Pbc { set, can_be_none: false } if set.len() == 1 => set.iter().next(),
            _ => None,
        }
    }
}

/// Refinements by a truth value: `isinstance(x, C)`, `x is None`, `x`, `i >= 0`, `type(x) is C`.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Known {
    pub if_true: Vec<(rpy_ir::Var, SomeValue)>,
    pub if_false: Vec<(rpy_ir::Var, SomeValue)>,
    /// For a class: the variable whose instance's class it is, by `type(x)` or `x.__class__`.
    pub class_of: Option<rpy_ir::Var>,
}

impl Known {
    /// What the contrary of a truth value tells.
    pub fn negated(&self) -> Known {
        Known { if_true: self.if_false.clone(), if_false: self.if_true.clone(), class_of: None }
    }
}

/// A list definition.
#[derive(Clone, Debug)]
pub struct ListDef {
    pub item: SomeValue,
    /// Some use changes the length: it needs over-allocation.
    pub resized: bool,
    /// Some use writes an item.
    pub mutated: bool,
    /// Where the list came from, for messages.
    pub origin: Span,
    /// Where its items came from, for messages: place and annotation then.
    pub sources: Vec<(Span, SomeValue)>,
}

/// A dict definition.
#[derive(Clone, Debug)]
pub struct DictDef {
    pub key: SomeValue,
    pub value: SomeValue,
    /// `r_dict(eq, hash)`: annotations of the two functions.
    pub custom: Option<Rc<(SomeValue, SomeValue)>>,
    pub origin: Span,
    pub sources: Vec<(Span, SomeValue)>,
}

/// An attribute of the instances of a class, at the class where it lives after generalisation.
#[derive(Clone, Debug)]
pub struct AttrDef {
    pub name: String,
    pub value: SomeValue,
    /// Some code assigns it on an instance: it is a field of the instance. Otherwise it is read from the class: a
    /// vtable entry (or a constant).
    pub assigned: bool,
    /// Classes at or below the owner whose own dict has the name, with that value (methods and class attributes).
    pub in_class: Vec<(ClassId, Const)>,
    /// Classes through which it is assigned.
    pub assigned_at: BTreeSet<ClassId>,
    /// Declared with `_immutable_fields_` (or the class with `_immutable_`).
    pub immutable: bool,
    /// `x?`.
    pub quasi_immutable: bool,
    /// `x[*]`, `x?[*]`: the items of the list never change.
    pub immutable_items: bool,
    pub sources: Vec<(Span, SomeValue)>,
}

/// A class.
#[derive(Clone, Debug)]
pub struct ClassDef {
    pub obj: ObjId,
    pub name: String,
    pub module: String,
    pub base: Option<ClassId>,
    pub subclasses: Vec<ClassId>,
    /// Attributes that live at this class, in order of discovery.
    pub attrs: rpy_ir::hash::IndexMap<String, AttrDef>,
    /// The class's own dict with those of its mixins (in MRO order), first definition wins.
    pub dict: rpy_ir::hash::IndexMap<String, Const>,
    /// Instances may exist (it was instantiated, or has prebuilt instances).
    pub instantiated: bool,
    pub span: Span,
}

/// A function, with one graph for each specialisation.
#[derive(Clone, Debug)]
pub struct FuncDef {
    pub obj: ObjId,
    pub name: String,
    pub module: String,
    pub signature: Rc<rpy_ir::Signature>,
    pub attrs: Vec<(String, Const)>,
    pub span: Span,
    pub graphs: rpy_ir::hash::IndexMap<SpecKey, GraphId>,
}

/// What distinguishes specialised graphs of one function.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct SpecKey(pub Vec<KeyPart>);

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum KeyPart {
    Const(Const),
    Type(String),
    Low(Ty),
    Class(ClassId),
    /// Length of a `*args`.
    Len(usize),
    /// `specialize:call_location`.
    Site(GraphId, u32),
}

/// An untyped graph with an annotation for each variable.
#[derive(Clone, Debug)]
pub struct AnnGraph {
    /// High-level operations; specialised copies are separate graphs. Parameters are the flattened arguments: those of the
    /// signature in order, `*args` as one tuple.
    pub graph: rpy_ir::Graph,
    /// By variable. `Impossible` for what is not reached.
    pub vars: Vec<SomeValue>,
    pub ret: SomeValue,
    pub func: FuncId,
    /// Blocks that were reached.
    pub reached: Vec<bool>,
    /// Low-level support code.
    pub support: bool,
}

/// What a call operation calls: by `(graph, result variable of the operation)`.
#[derive(Clone, Debug, PartialEq)]
pub enum CallTarget {
    /// One graph for all that can be called here (direct function, bound method with one implementation, `__init__`):
    /// where each parameter of the graph comes from.
    Direct { graph: GraphId, args: Vec<ArgSource> },
    /// Several functions or methods: each has parameters and defaults of its own.
    Family { members: Vec<Callee>, given: Given },
    /// Instances of one of several classes are made.
    Classes { members: Vec<Maker> },
    /// The result is a constant (memo call, folded call).
    Constant(Const),
    /// A `specialize:memo` call with a variable PBC argument: result by member of the argument's set.
    Memo { arg: usize, table: Vec<(Desc, Const)> },
    /// The rtyper knows what to do from the callee's name or kind.
    Builtin,
}

/// A function or method that a call may reach.
#[derive(Clone, Debug, PartialEq)]
pub struct Callee {
    pub desc: Desc,
    pub graph: GraphId,
    pub args: Vec<ArgSource>,
}

/// A class that a call may make an instance of, with its `__init__`, if any.
#[derive(Clone, Debug, PartialEq)]
pub struct Maker {
    pub class: ClassId,
    pub init: Option<GraphId>,
    pub args: Vec<ArgSource>,
}

/// What a call passes, before it is matched to parameters: the last ones by these keywords.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Given {
    pub values: Vec<(ArgSource, SomeValue)>,
    pub keywords: Vec<String>,
}

/// Where a parameter of a called graph comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum ArgSource {
    /// Operand `i` of the operation after the callee (and the shape).
    Arg(usize),
    /// The receiver of a bound method, or the new instance.
    Receiver,
    /// A default value.
    Const(Const),
    /// `*args`: a tuple of these.
    Tuple(Vec<ArgSource>),
    /// Item `i` of the star argument, which is operand `n`.
    StarItem(usize, usize),
}
