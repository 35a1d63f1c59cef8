//! Equality, order and hashes of values, by annotation: as operators, and as functions that lists and dicts are given.

use crate::containers::*;
use crate::{rdict, rlist};
use rpy_annotate::model::{Kind, SomeValue};
use rpy_ir::{Const, Diag, GraphId, Op, Operand, Ty, TypeId};

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Function {
    Eq,
    Less,
    LessEqual,
    Hash,
}

/// `a == b` of two values with one annotation.
pub fn emit_eq(cx: &mut dyn Lower, ann: &SomeValue, a: Operand, b: Operand) -> Result<Operand, Diag> {
    Ok(match (&ann.kind, cx.ty(ann)?) {
        (_, Ty::Void) => Operand::bool(true),
        (Kind::Str { .. }, _) => cx.support("rstr", "ll_streq", &[a.into(), b.into()])?,
        (Kind::Tuple(_) | Kind::List { .. } | Kind::Dict { .. }, Ty::Ptr(t)) => {
            let graph = function(cx, Function::Eq, ann, t)?;
            cx.emit(Op::DirectCall, vec![Operand::Const(Const::Graph(graph)), a, b], Ty::Bool)
        }
        (_, Ty::Float) => cx.emit(Op::FloatEq, vec![a, b], Ty::Bool),
        (_, Ty::Ptr(_) | Ty::Address) => cx.emit(Op::PtrEq, vec![a, b], Ty::Bool),
        _ => cx.emit(Op::IntEq, vec![a, b], Ty::Bool),
    })
}

/// The function that compares two stored values.
pub fn eq_function(cx: &mut dyn Lower, ann: &SomeValue) -> Result<Arg, Diag> {
    Ok(match (&ann.kind, cx.ty(ann)?) {
        (Kind::Str { .. }, _) => Arg::Support("rstr", "ll_streq"),
        (Kind::Tuple(_) | Kind::List { .. } | Kind::Dict { .. }, Ty::Ptr(t)) => {
            Arg::Graph(function(cx, Function::Eq, ann, t)?)
        }
        _ => Arg::Support("rlist", "ll_primitive_eq"),
    })
}

/// `a < b` or `a <= b` of two values with one annotation.
fn emit_less(cx: &mut dyn Lower, f: Function, ann: &SomeValue, a: Operand, b: Operand) -> Result<Operand, Diag> {
    let equal_too = f == Function::LessEqual;
    Ok(match (&ann.kind, cx.ty(ann)?) {
        (Kind::Str { .. }, _) => {
            let order = cx.support("rstr", "ll_strcmp", &[a.into(), b.into()])?;
            cx.emit(if equal_too { Op::IntLe } else { Op::IntLt }, vec![order, signed(0)], Ty::Bool)
        }
        (Kind::Tuple(_), Ty::Ptr(t)) => {
            let graph = function(cx, f, ann, t)?;
            cx.emit(Op::DirectCall, vec![Operand::Const(Const::Graph(graph)), a, b], Ty::Bool)
        }
        (_, Ty::Float) => cx.emit(if equal_too { Op::FloatLe } else { Op::FloatLt }, vec![a, b], Ty::Bool),
        (_, Ty::Int(_) | Ty::Bool | Ty::Char | Ty::UniChar) => {
            cx.emit(if equal_too { Op::IntLe } else { Op::IntLt }, vec![a, b], Ty::Bool)
        }
        _ => return Err(cx.error("these values have no order", "compare numbers, strs, or tuples of these")),
    })
}

/// `a < b`, `a <= b`, `a > b` or `a >= b` of two tuples with one annotation.
pub fn tuple_order(cx: &mut dyn Lower, op: Op, ann: &SomeValue, a: Operand, b: Operand) -> Result<Operand, Diag> {
    let f = if matches!(op, Op::Le | Op::Ge) { Function::LessEqual } else { Function::Less };
    let (a, b) = if matches!(op, Op::Gt | Op::Ge) { (b, a) } else { (a, b) };
    if cx.ty(ann)? == Ty::Void {
        return Ok(Operand::bool(f == Function::LessEqual));
    }
    emit_less(cx, f, ann, a, b)
}

/// `hash(v)` as dicts use it.
pub fn emit_hash(cx: &mut dyn Lower, ann: &SomeValue, v: Operand) -> Result<Operand, Diag> {
    let ty = cx.ty(ann)?;
    if let (Kind::Tuple(_), Ty::Ptr(t)) = (&ann.kind, ty) {
        let graph = function(cx, Function::Hash, ann, t)?;
        return Ok(cx.emit(Op::DirectCall, vec![Operand::Const(Const::Graph(graph)), v], Ty::SIGNED));
    }
    match simple_hash(cx, ann, ty)? {
        Some((module, name)) => cx.support(module, name, &[v.into()]),
        None => Ok(signed(0)),
    }
}

/// The function that hashes stored values.
pub fn hash_function(cx: &mut dyn Lower, ann: &SomeValue) -> Result<Arg, Diag> {
    let ty = cx.ty(ann)?;
    if let (Kind::Tuple(_), Ty::Ptr(t)) = (&ann.kind, ty) {
        return Ok(Arg::Graph(function(cx, Function::Hash, ann, t)?));
    }
    let (module, name) = simple_hash(cx, ann, ty)?.unwrap_or(("rdict", "ll_hash_unsigned"));
    Ok(Arg::Support(module, name))
}

fn simple_hash(cx: &mut dyn Lower, ann: &SomeValue, ty: Ty) -> Result<Option<(&'static str, &'static str)>, Diag> {
    Ok(Some(match (&ann.kind, ty) {
        (_, Ty::Void) => return Ok(None),
        (Kind::List { .. } | Kind::Dict { .. }, _) => {
            return Err(cx.error("a list or a dict cannot be hashed", "use a tuple, or an instance as the key"));
        }
        (Kind::Str { .. }, _) => ("rstr", "ll_strhash"),
        (_, Ty::SIGNED) => ("rdict", "ll_hash_int"),
        (_, Ty::Float) => ("rdict", "ll_hash_float"),
        (_, Ty::Ptr(_)) => ("rdict", "ll_hash_instance"),
        _ => ("rdict", "ll_hash_unsigned"),
    }))
}

/// The graph that compares or hashes tuples, lists or dicts.
fn function(cx: &mut dyn Lower, f: Function, ann: &SomeValue, t: TypeId) -> Result<GraphId, Diag> {
    // Equal types can belong to different annotations (an address is compared by identity or as a str), but a struct of
    // strs is always one of strs: instances and strs have different types.
    match cx.containers().functions.get(&(f, t)) {
        Some(Some(g)) => return Ok(*g),
        Some(None) => return Err(cx.error("what contains itself cannot be compared", "write a function")),
        None => {}
    }
    // Not of dicts: two of one type may have functions of their own.
    let kept = !matches!(ann.kind, Kind::Dict { .. });
    if kept {
        cx.containers().functions.insert((f, t), None);
    }
    let made = match (&ann.kind, f) {
        (Kind::Tuple(items), Function::Eq) => tuple_eq(cx, items, t),
        (Kind::Tuple(items), Function::Less | Function::LessEqual) => tuple_less(cx, f, items, t),
        (Kind::Tuple(items), Function::Hash) => tuple_hash(cx, items, t),
        (Kind::List { .. }, Function::Eq) => {
            let ann = ann.clone();
            let mut body = |cx: &mut dyn Lower, p: &[Operand]| {
                let value = |op: &Operand| Value { op: op.clone(), ann: ann.clone() };
                rlist::eq(cx, &value(&p[0]), &value(&p[1]))
            };
            cx.helper("list_eq", &[Ty::Ptr(t), Ty::Ptr(t)], Ty::Bool, &mut body)
        }
        (Kind::Dict { .. }, Function::Eq) => {
            let ann = ann.clone();
            let mut body = |cx: &mut dyn Lower, p: &[Operand]| rdict::eq(cx, &ann, p[0].clone(), p[1].clone());
            cx.helper("dict_eq", &[Ty::Ptr(t), Ty::Ptr(t)], Ty::Bool, &mut body)
        }
        _ => Err(cx.error("these values cannot be compared", "")),
    };
    match made {
        Ok(g) if kept => {
            cx.containers().functions.insert((f, t), Some(g));
        }
        Err(_) => {
            cx.containers().functions.remove(&(f, t));
        }
        Ok(_) => {}
    }
    made
}

/// The item of both tuples that has this number; none if it has no memory.
fn items_at(cx: &mut dyn Lower, p: &[Operand], i: usize, item: &SomeValue) -> Result<Option<(Operand, Operand)>, Diag> {
    if cx.ty(item)? == Ty::Void {
        return Ok(None);
    }
    let name = format!("item{i}");
    Ok(Some((get_field(cx, &p[0], &name)?, get_field(cx, &p[1], &name)?)))
}

fn tuple_eq(cx: &mut dyn Lower, items: &[SomeValue], t: TypeId) -> Result<GraphId, Diag> {
    let mut body = |cx: &mut dyn Lower, p: &[Operand]| {
        let mut all = Operand::bool(true);
        for (i, item) in items.iter().enumerate() {
            if let Some((a, b)) = items_at(cx, p, i, item)? {
                let eq = emit_eq(cx, item, a, b)?;
                all = cx.emit(Op::IntAnd, vec![all, eq], Ty::Bool);
            }
        }
        Ok(all)
    };
    cx.helper("tuple_eq", &[Ty::Ptr(t), Ty::Ptr(t)], Ty::Bool, &mut body)
}

/// The first items that differ decide; if none do, the tuples are equal.
fn tuple_less(cx: &mut dyn Lower, f: Function, items: &[SomeValue], t: TypeId) -> Result<GraphId, Diag> {
    let mut body = |cx: &mut dyn Lower, p: &[Operand]| {
        let mut result = Operand::bool(f == Function::LessEqual);
        for (i, item) in items.iter().enumerate().rev() {
            if let Some((a, b)) = items_at(cx, p, i, item)? {
                let eq = emit_eq(cx, item, a.clone(), b.clone())?;
                let less = emit_less(cx, f, item, a, b)?;
                result = cx.emit(Op::Select, vec![eq, result, less], Ty::Bool);
            }
        }
        Ok(result)
    };
    cx.helper("tuple_less", &[Ty::Ptr(t), Ty::Ptr(t)], Ty::Bool, &mut body)
}

fn tuple_hash(cx: &mut dyn Lower, items: &[SomeValue], t: TypeId) -> Result<GraphId, Diag> {
    let mut body = |cx: &mut dyn Lower, p: &[Operand]| {
        let mut hash = signed(0x345678);
        for (i, item) in items.iter().enumerate() {
            if cx.ty(item)? == Ty::Void {
                continue;
            }
            let v = get_field(cx, &p[0], &format!("item{i}"))?;
            let h = emit_hash(cx, item, v)?;
            hash = cx.support("rdict", "ll_hash_combine", &[hash.into(), h.into()])?;
        }
        Ok(hash)
    };
    cx.helper("tuple_hash", &[Ty::Ptr(t)], Ty::SIGNED, &mut body)
}

/// `x in (a, b, c)`
pub fn tuple_contains(cx: &mut dyn Lower, op: &HlOp) -> Result<Operand, Diag> {
    let (tuple, x) = (&op.args[0], &op.args[1]);
    let Kind::Tuple(items) = &tuple.ann.kind else {
        return Err(cx.error("this is not a tuple", ""));
    };
    let mut any = Operand::bool(false);
    for (i, ann) in items.iter().enumerate() {
        let void = cx.ty(ann)? == Ty::Void;
        let item = if void { Operand::void() } else { get_field(cx, &tuple.op, &format!("item{i}"))? };
        // Values of different types are never equal, nor is None equal to what cannot be None.
        let Some(joined) = crate::riter::join(cx, &x.ann.general(), &ann.general()) else { continue };
        let none = |s: &SomeValue| matches!(s.kind, Kind::None);
        if (none(&x.ann) || none(ann)) && !joined.can_be_none() {
            continue;
        }
        let item = cx.convert(item, ann, &joined)?;
        let wanted = cx.convert(x.op.clone(), &x.ann, &joined)?;
        let eq = emit_eq(cx, &joined, item, wanted)?;
        any = cx.emit(Op::IntOr, vec![any, eq], Ty::Bool);
    }
    Ok(any)
}
