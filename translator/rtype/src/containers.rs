//! What the lowering of lists, dicts, strings, iterators, builders and formatting asks of the rtyper's core, and what these
//! modules share: values with annotations.
//!
//! These modules know support code by name, and low-level types. How graphs are walked, how values of instances, functions
//! and classes are represented and how a support function is specialised is the core's.

pub use crate::rcompare::{Function, emit_eq, emit_hash, eq_function, hash_function};
use rpy_annotate::defs::Defs;
use rpy_annotate::model::{Kind, ListId, SomeValue};
use rpy_ir::hash::HashMap;
use rpy_ir::{Const, DataId, Diag, FieldRef, GraphId, Image, IntKind, Op, Operand, Span, Ty, TypeId, Types};

/// A lowered operand with the annotation that its representation follows.
#[derive(Clone, Debug)]
pub struct Value {
    pub op: Operand,
    pub ann: SomeValue,
}

/// A high-level operation with its operands lowered.
pub struct HlOp {
    pub op: Op,
    pub args: Vec<Value>,
    pub result: SomeValue,
    pub span: Span,
}

/// An argument of a support function.
#[derive(Clone, Debug)]
pub enum Arg {
    Value(Operand),
    /// A type as a constant.
    Type(Ty),
    /// A function of support code as a constant.
    Support(&'static str, &'static str),
    /// A graph as a constant.
    Graph(GraphId),
    /// A constant Bool or integer that the function is specialised for.
    Const(Const),
}

impl From<&Value> for Arg {
    fn from(v: &Value) -> Arg {
        Arg::Value(v.op.clone())
    }
}
impl From<Operand> for Arg {
    fn from(o: Operand) -> Arg {
        Arg::Value(o)
    }
}

impl From<&Operand> for Arg {
    fn from(o: &Operand) -> Arg {
        Arg::Value(o.clone())
    }
}

/// Builds the body of a helper graph from its parameters.
pub type HelperBody<'a> = &'a mut dyn FnMut(&mut dyn Lower, &[Operand]) -> Result<Operand, Diag>;

/// The rtyper's core, at one place of one graph.
pub trait Lower {
    fn defs(&self) -> &Defs;
    fn types(&mut self) -> &mut Types;
    fn containers(&mut self) -> &mut ContainerTypes;
    /// The type of values with this annotation.
    fn ty(&mut self, s: &SomeValue) -> Result<Ty, Diag>;
    fn operand_ty(&mut self, o: &Operand) -> Ty;
    /// Appends an operation; gives its result.
    fn emit(&mut self, op: Op, args: Vec<Operand>, ty: Ty) -> Operand;
    /// Appends a call to a function of support code, specialised for these arguments.
    fn support(&mut self, module: &str, name: &str, args: &[Arg]) -> Result<Operand, Diag>;
    /// Another representation of a value.
    fn convert(&mut self, v: Operand, from: &SomeValue, to: &SomeValue) -> Result<Operand, Diag>;
    /// A prebuilt string.
    fn string(&mut self, text: &[u8]) -> Operand;
    /// A constant of the program as a low-level constant of the annotation's representation.
    fn constant(&mut self, c: &Const, ann: &SomeValue) -> Result<Const, Diag>;
    /// New static data, zero until it gets its image.
    fn new_data(&mut self, name: &str, ty: TypeId) -> DataId;
    fn set_image(&mut self, data: DataId, image: Image);
    /// The graph of a constant function of the program that takes values with these annotations: of an `r_dict`.
    fn function(&mut self, f: &SomeValue, args: &[SomeValue]) -> Result<GraphId, Diag>;
    /// A new graph, whose body is built here and now in its own context.
    fn helper(&mut self, name: &str, params: &[Ty], ret: Ty, body: HelperBody<'_>) -> Result<GraphId, Diag>;
    /// `str(x)` of an instance, None, function, class: what only the core knows how to name.
    fn object_text(&mut self, v: &Value) -> Result<Operand, Diag>;
    /// The next of the calls of methods that are part of the operation that is lowered.
    fn inner_call(&mut self, receiver: &Value, result: &SomeValue) -> Result<Operand, Diag>;
    /// A diagnostic at the operation that is lowered.
    fn error(&self, message: &str, help: &str) -> Diag;
}

/// Types and graphs made for containers, once for each representation.
#[derive(Default)]
pub struct ContainerTypes {
    /// By annotation's definition; an entry without items is being made.
    pub lists: HashMap<ListId, Option<Ty>>,
    /// The struct of resizable lists, by array.
    pub list_of_array: HashMap<TypeId, TypeId>,
    pub dict_of: HashMap<(Ty, Ty), TypeId>,
    /// Iterators and other structs of a few fields, by name and fields.
    pub structs: HashMap<(&'static str, Vec<Ty>), TypeId>,
    /// Functions that compare and hash tuples and lists; one without a graph is being made.
    pub functions: HashMap<(Function, TypeId), Option<GraphId>>,
    pub builder: Option<TypeId>,
    pub weakref: Option<TypeId>,
}

/// A gc struct with these fields, the same for equal arguments.
pub fn struct_of(cx: &mut dyn Lower, name: &'static str, fields: &[(&str, Ty)]) -> TypeId {
    let key = (name, fields.iter().map(|f| f.1).collect::<Vec<_>>());
    if let Some(&t) = cx.containers().structs.get(&key) {
        return t;
    }
    let t = cx.types().new_struct(name, true, None);
    for (field, ty) in fields {
        cx.types().add_field(t, field, *ty);
    }
    cx.containers().structs.insert(key, t);
    t
}

/// The type in which a container stores values of type `ty`: Void has no memory, a Bool stands for it.
pub fn stored(ty: Ty) -> Ty {
    if ty == Ty::Void { Ty::Bool } else { ty }
}

/// A value as a container stores it.
pub fn store(cx: &mut dyn Lower, v: &Value, to: &SomeValue) -> Result<Operand, Diag> {
    let ty = cx.ty(to)?;
    if ty == Ty::Void {
        return Ok(Operand::bool(false));
    }
    cx.convert(v.op.clone(), &v.ann, to)
}

/// A value read from a container of items `item`, as the annotation `to` wants it.
pub fn load(cx: &mut dyn Lower, v: Operand, item: &SomeValue, to: &SomeValue) -> Result<Operand, Diag> {
    if to.is_impossible() {
        // The container stays empty: control does not get past here.
        return Ok(Operand::void());
    }
    if cx.ty(item)? == Ty::Void {
        let void = Operand::void();
        return cx.convert(void, item, to);
    }
    cx.convert(v, item, to)
}

pub fn field_ref(cx: &mut dyn Lower, p: &Operand, name: &str) -> Option<FieldRef> {
    let of = cx.operand_ty(p).ptr()?;
    cx.types().find_field(of, name)
}

pub fn get_field(cx: &mut dyn Lower, p: &Operand, name: &str) -> Result<Operand, Diag> {
    let f = field_ref(cx, p, name).ok_or_else(|| cx.error(&format!("this has no field `{name}`"), ""))?;
    let ty = cx.types().field(f).ty;
    if ty == Ty::Void {
        return Ok(Operand::void());
    }
    Ok(cx.emit(Op::GetField, vec![p.clone(), Operand::Const(Const::Field(f))], ty))
}

pub fn set_field(cx: &mut dyn Lower, p: &Operand, name: &str, v: Operand) -> Result<(), Diag> {
    let f = field_ref(cx, p, name).ok_or_else(|| cx.error(&format!("this has no field `{name}`"), ""))?;
    if cx.types().field(f).ty != Ty::Void {
        cx.emit(Op::SetField, vec![p.clone(), Operand::Const(Const::Field(f)), v], Ty::Void);
    }
    Ok(())
}

pub fn malloc(cx: &mut dyn Lower, t: TypeId) -> Operand {
    cx.emit(Op::Malloc, vec![Operand::Const(Const::Type(t))], Ty::Ptr(t))
}

pub fn signed(v: i64) -> Operand {
    Operand::Const(Const::Int(v, IntKind::I64))
}

/// An operation on a container, string or iterator. None if no module here knows it.
pub fn lower(cx: &mut dyn Lower, op: &HlOp) -> Result<Option<Operand>, Diag> {
    match op.op {
        Op::Iter => return crate::riter::make(cx, &op.args[0], &op.result).map(Some),
        Op::Next => return crate::riter::next(cx, &op.args[0], &op.result).map(Some),
        Op::BuildStr => {
            let mut parts = vec![];
            for v in &op.args {
                parts.push(crate::rformat::text(cx, v, false)?);
            }
            return crate::rformat::concat(cx, parts).map(Some);
        }
        Op::Format => {
            let name = |i: usize| match op.args.get(i).map(|v| &v.op) {
                Some(Operand::Const(Const::Name(n))) => n.clone(),
                _ => String::new(),
            };
            return crate::rformat::field(cx, &op.args[0], &name(1), &name(2)).map(Some);
        }
        Op::Mod => return percent(cx, op),
        Op::Contains if matches!(op.args[0].ann.kind, Kind::Tuple(_)) => {
            return crate::rcompare::tuple_contains(cx, op).map(Some);
        }
        _ => {}
    }
    for module in [crate::rlist::lower, crate::rdict::lower, crate::rstr::lower] {
        if let Some(v) = module(cx, op)? {
            return Ok(Some(v));
        }
    }
    Ok(None)
}

/// `"..." % args`
fn percent(cx: &mut dyn Lower, op: &HlOp) -> Result<Option<Operand>, Diag> {
    let format = match (&op.args[0].ann.kind, &op.args[0].ann.konst) {
        (Kind::Str { .. } | Kind::Char, Some(Const::Str(s) | Const::Bytes(s))) => s.clone(),
        (Kind::Char, Some(Const::Char(c))) => vec![*c],
        (Kind::Str { .. } | Kind::Char, _) => {
            return Err(cx.error("a format string is a constant", "write the format where it is used"));
        }
        _ => return Ok(None),
    };
    let arg = &op.args[1];
    let mut values = vec![];
    if let Kind::Tuple(items) = &arg.ann.kind {
        for (i, ann) in items.iter().enumerate() {
            let void = cx.ty(ann)? == Ty::Void;
            let v = if void { Operand::void() } else { get_field(cx, &arg.op, &format!("item{i}"))? };
            values.push(Value { op: v, ann: ann.clone() });
        }
    } else {
        values.push(arg.clone());
    }
    crate::rformat::percent(cx, &format, &values).map(Some)
}

/// A method call on a container, string or builder.
pub fn method(
    cx: &mut dyn Lower,
    receiver: &Value,
    name: &str,
    args: &[Value],
    result: &SomeValue,
) -> Result<Option<Operand>, Diag> {
    match &receiver.ann.kind {
        Kind::List { .. } => crate::rlist::method(cx, receiver, name, args, result),
        Kind::Dict { .. } if matches!(result.kind, Kind::Iterator { .. }) => {
            crate::riter::make(cx, receiver, result).map(Some)
        }
        Kind::Dict { .. } => crate::rdict::method(cx, receiver, name, args, result),
        Kind::Str { .. } | Kind::Char => crate::rstr::method(cx, receiver, name, args, result),
        Kind::Builder { .. } => crate::rbuilder::method(cx, receiver, name, args),
        _ => Ok(None),
    }
}

/// A call of a builtin function on containers, text and the system, by special name.
pub fn builtin(cx: &mut dyn Lower, name: &str, args: &[Value], result: &SomeValue) -> Result<Option<Operand>, Diag> {
    Ok(Some(match (name, args) {
        ("len", [x]) => match length(cx, x)? {
            Some(n) => n,
            None => return Ok(None),
        },
        ("str", []) => cx.string(b""),
        ("str", [x]) => crate::rformat::text(cx, x, false)?,
        ("repr", [x]) => crate::rformat::text(cx, x, true)?,
        ("int", [x]) => crate::rformat::to_int(cx, x, None)?,
        ("int", [x, base]) => crate::rformat::to_int(cx, x, Some(base))?,
        ("float", [x]) => crate::rformat::to_float(cx, x)?,
        ("hex" | "oct" | "bin", [x]) => crate::rformat::in_base(cx, x, name)?,
        ("chr", [x]) => {
            let i = crate::rlist::index(cx, x)?;
            let c = cx.support("rstr", "ll_chr", &[i.into()])?;
            cx.convert(c, &SomeValue::char(), result)?
        }
        ("ord", [x]) => match x.ann.kind {
            Kind::Char => cx.emit(Op::CastInt, vec![x.op.clone()], Ty::SIGNED),
            Kind::Str { .. } => cx.support("rstr", "ll_ord", &[x.into()])?,
            _ => return Ok(None),
        },
        ("print", _) => crate::rformat::print(cx, args, b" ", b"\n")?,
        ("range", _) => crate::riter::make_range(cx, args)?,
        ("iter" | "reversed", [x]) => crate::riter::make(cx, x, result)?,
        ("next", [x]) => crate::riter::next(cx, x, result)?,
        ("enumerate", [x]) => crate::riter::enumerate(cx, x, None, result)?,
        ("enumerate", [x, start]) => crate::riter::enumerate(cx, x, Some(start), result)?,
        ("zip", _) => crate::riter::zip(cx, args, result)?,
        ("list", []) => crate::rlist::literal(cx, result, &[])?,
        ("list", [x]) => match &x.ann.kind {
            Kind::List { .. } => crate::rlist::copy(cx, x, result)?,
            Kind::Str { .. } | Kind::Char => crate::rstr::to_list(cx, x, result)?,
            Kind::Range { .. } => crate::riter::range_to_list(cx, &x.op, result)?,
            Kind::Dict { .. } => return crate::rdict::method(cx, x, "keys", &[], result),
            // A fresh iterator over a dict stands for the dict.
            Kind::Iterator { kind, of } => {
                use rpy_annotate::model::IterKind;
                let method = match kind {
                    IterKind::DictKeys => "keys",
                    IterKind::DictValues => "values",
                    IterKind::DictItems => "items",
                    _ => return Ok(None),
                };
                let dict = Value { op: get_field(cx, &x.op, "dict")?, ann: (**of).clone() };
                return crate::rdict::method(cx, &dict, method, &[], result);
            }
            _ => return Ok(None),
        },
        ("dict", []) => crate::rdict::literal(cx, result, &[])?,
        ("dict", [x]) => return crate::rdict::method(cx, x, "copy", &[], result),
        ("newlist_hint", [n]) => crate::rlist::with_room(cx, n, result)?,
        // How much room a list has is its own matter.
        ("resizelist_hint", _) => Operand::void(),
        ("sum" | "any" | "all" | "min" | "max", [x]) if matches!(x.ann.kind, Kind::List { .. }) => {
            crate::rlist::reduce(cx, name, x, result)?
        }
        ("bytes", [x]) if matches!(x.ann.kind, Kind::List { .. }) => crate::rlist::to_bytes(cx, x)?,
        ("compute_hash", [x]) => emit_hash(cx, &x.ann, x.op.clone())?,
        ("sys.stdout.write", [x]) => {
            let s = crate::rstr::as_str(cx, x)?;
            cx.support("rprint", "ll_write_all", &[signed(1).into(), s.into()])?
        }
        // Nothing is buffered.
        ("sys.stdout.flush", []) => Operand::void(),
        ("StringBuilder", _) => crate::rbuilder::make(cx, args)?,
        ("round", [x]) if x.ann.kind == Kind::Float => cx.support("rfloat", "ll_round", &[x.into()])?,
        _ => return crate::ros::call(cx, name, args, result),
    }))
}

/// `len(x)`
fn length(cx: &mut dyn Lower, x: &Value) -> Result<Option<Operand>, Diag> {
    Ok(Some(match &x.ann.kind {
        Kind::List { .. } => {
            let r = crate::rlist::repr(cx, &x.ann)?;
            crate::rlist::length(cx, &r, &x.op)?
        }
        Kind::Dict { .. } => crate::rdict::length(cx, &x.op)?,
        Kind::Str { .. } => cx.emit(Op::GetArraySize, vec![x.op.clone()], Ty::SIGNED),
        Kind::Char => signed(1),
        Kind::Tuple(items) => signed(items.len() as i64),
        Kind::Range { .. } => crate::riter::range_length(cx, &x.op)?,
        Kind::Builder { .. } => cx.support("rbuilder", "ll_getlength", &[x.into()])?,
        _ => return Ok(None),
    }))
}
