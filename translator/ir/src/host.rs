//! What the phases ask of the frontend about live objects: a language-neutral view of the functions, classes and
//! prebuilt objects that a program's graphs refer to.
//!
//! Objects are interned by identity: one live object has one [`ObjId`]. Small immutable values (ints, floats, bools,
//! strs, bytes, None) are never objects here but [`Const`]s.

use crate::diag::Diag;
use crate::graph::{Const, Graph};
use crate::source::{SourceMap, Span};
use crate::types::Ty;

crate::entity!(
    /// A live object of the host.
    ObjId,
    "obj"
);

/// The parameters of a function.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Signature {
    /// Positional parameters, `self` included.
    pub names: Vec<String>,
    /// Defaults of the last parameters.
    pub defaults: Vec<Const>,
    /// Name of the `*args` parameter.
    pub vararg: Option<String>,
    /// Keyword-only parameters with their defaults.
    pub kwonly: Vec<(String, Option<Const>)>,
    /// There is a `**kwargs`: not RPython.
    pub kwargs: bool,
}

/// A live object, as the phases see it.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A Python function. `attrs` are its attributes (`_annspecialcase_`, `_elidable_function_`, ...) as constants.
    Function {
        name: String,
        module: String,
        signature: Signature,
        attrs: Vec<(String, Const)>,
        span: Span,
    },
    /// A function or class that the phases implement themselves: `len`, `isinstance`, `intmask`, `os.write`, ...
    /// Types of the language are here too: `int`, `str`, `list`, `r_uint`.
    Special {
        name: String,
    },
    Method {
        receiver: Const,
        func: ObjId,
    },
    /// A user class or exception class. `bases` are direct bases without `object`; `dict` is the class's own
    /// attributes, in order of definition, functions as `Const::Obj` of a Function, without Python's own dunder
    /// entries that are not functions (except `__slots__`). `mixin` if `_mixin_` is true in its own dict.
    /// `builtin` for classes of Python itself (Exception, IndexError, ...), whose functions are not to be read.
    Class {
        name: String,
        module: String,
        bases: Vec<ObjId>,
        mro: Vec<ObjId>,
        dict: Vec<(String, Const)>,
        mixin: bool,
        builtin: bool,
        span: Span,
    },
    /// A prebuilt instance. `frozen` if `_freeze_()` is true.
    Instance {
        class: ObjId,
        attrs: Vec<(String, Const)>,
        frozen: bool,
    },
    /// An instance of a class that the phases know: an `r_dict`, a `JitDriver`, an `unrolling_iterable`, an `r_uint`
    /// prebuilt ... with its special name and what the frontend extracted of it.
    SpecialInstance {
        name: String,
        parts: Vec<(String, Const)>,
    },
    List(Vec<Const>),
    Tuple(Vec<Const>),
    /// In order of insertion.
    Dict(Vec<(Const, Const)>),
    /// An RPython prebuilt integer of another kind than Signed (`r_uint(5)`).
    Int(i64, crate::types::IntKind),
    SingleFloat(f32),
    Module {
        name: String,
    },
    /// A low-level type made by [`Host::low_type`]: an aggregate is always named by the type of pointers to it. Types that
    /// support code declares itself (`lltype.GcStruct(...)`) are `SpecialInstance`s.
    LowType(Ty),
    /// Anything else, with its type's name and repr: an error if the program really uses it.
    Other {
        type_name: String,
        repr: String,
    },
}

/// A value of a program that runs on the host, as far as annotations say anything of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Seen {
    /// None, a bool, a number of any kind, a str or bytes.
    Const(Const),
    Tuple(Vec<Seen>),
    List,
    Dict,
    /// `object` if it is one of the live objects that were asked for before: a prebuilt instance.
    Instance {
        class: ObjId,
        object: Option<ObjId>,
    },
    /// A bound method.
    Method {
        receiver: Box<Seen>,
        func: ObjId,
    },
    /// A function, class or module.
    Object(ObjId),
    /// What the phases implement themselves, or an instance of it, by its name as in [`Shape::Special`].
    Special(String),
    /// Anything else, by its type's name.
    Other(String),
}

/// The frontend's side: created once per translation, asked lazily.
pub trait Host {
    /// The shape of an object as it is now; the caller caches it.
    fn shape(&mut self, obj: ObjId) -> Shape;
    /// A fresh untyped graph of a function: parameters in the order of [`Signature`] (positional, `*args` as a tuple,
    /// keyword-only). Errors are the function's rejected constructs, all of them.
    fn graph(&mut self, func: ObjId, sources: &mut SourceMap) -> Result<Graph, Vec<Diag>>;
    /// `getattr(obj, name)` for modules, classes, frozen instances and low types; None if there is none.
    fn getattr(&mut self, obj: &Const, name: &str) -> Option<Const>;
    /// Calls a function at translation time (`specialize:memo`, constant folding of calls on constants). An error is
    /// the Python exception as text.
    fn call(&mut self, func: ObjId, args: &[Const]) -> Result<Const, String>;
    /// A global of a module of the toolchain's own support code: `("rlist", "ll_append")`. Imports it at need.
    fn support(&mut self, module: &str, name: &str) -> Option<Const>;
    /// A builtin class: `Exception`, `IndexError`, ...
    fn builtin_class(&mut self, name: &str) -> ObjId;
    /// An object standing for a low-level type, so that it can be a constant argument of support code.
    fn low_type(&mut self, ty: Ty) -> ObjId;
    /// A tuple object of these constants (for `*args` specialisation and folding).
    fn tuple(&mut self, items: &[Const]) -> ObjId;
    /// Python's `repr`, for messages.
    fn repr(&mut self, c: &Const) -> String;
    /// Whether `a == b` for Python, on constants (dict keys, memo arguments).
    fn equal(&mut self, a: &Const, b: &Const) -> bool;
}
