//! Dicts: the types of entries, and operations by support code.

use crate::containers::*;
use crate::rlist;
use rpy_annotate::model::{DictDef, DictId, Kind, SomeValue};
use rpy_ir::{Const, Diag, IntKind, Item, Op, Operand, Ty, TypeId};

/// How a dict is represented.
pub struct DictRepr {
    pub key: SomeValue,
    pub value: SomeValue,
    pub dict: TypeId,
    /// `hashfn, eqfn, custom`: the last arguments of the support functions.
    functions: [Arg; 3],
}

/// The type of a dict.
pub fn dict_ty(cx: &mut dyn Lower, def: DictId) -> Result<Ty, Diag> {
    let (key, value) = (cx.defs().dict(def).key.clone(), cx.defs().dict(def).value.clone());
    let key = stored(cx.ty(&key)?);
    let value = stored(cx.ty(&value)?);
    if let Some(&t) = cx.containers().dict_of.get(&(key, value)) {
        return Ok(Ty::Ptr(t));
    }
    let types = cx.types();
    let entry = types.new_struct("dictentry", false, None);
    types.add_field(entry, "key", key);
    types.add_field(entry, "value", value);
    types.add_field(entry, "hash", Ty::SIGNED);
    types.add_field(entry, "valid", Ty::Bool);
    let entries = types.array(true, Item::Inline(entry));
    let indexes = types.array(true, Item::Value(Ty::Int(IntKind::I32)));
    let dict = types.new_struct("dict", true, None);
    types.add_field(dict, "num_live", Ty::SIGNED);
    types.add_field(dict, "num_used", Ty::SIGNED);
    types.add_field(dict, "free_slots", Ty::SIGNED);
    types.add_field(dict, "indexes", Ty::Ptr(indexes));
    types.add_field(dict, "entries", Ty::Ptr(entries));
    cx.containers().dict_of.insert((key, value), dict);
    Ok(Ty::Ptr(dict))
}

pub fn repr(cx: &mut dyn Lower, ann: &SomeValue) -> Result<DictRepr, Diag> {
    let Kind::Dict { def, .. } = ann.kind else {
        return Err(cx.error("this is not a dict", ""));
    };
    let def: DictDef = cx.defs().dict(def).clone();
    let Some(dict) = cx.ty(ann)?.ptr() else {
        return Err(cx.error("this dict has no type", ""));
    };
    let functions = match &def.custom {
        Some(custom) => {
            let key = def.key.clone();
            let eq = cx.function(&custom.0, &[key.clone(), key.clone()])?;
            let hash = cx.function(&custom.1, &[key])?;
            [Arg::Graph(hash), Arg::Graph(eq), Arg::Const(Const::Bool(true))]
        }
        None => {
            let (hash, eq) = (hash_function(cx, &def.key)?, eq_function(cx, &def.key)?);
            [hash, eq, Arg::Const(Const::Bool(false))]
        }
    };
    Ok(DictRepr { key: def.key, value: def.value, dict, functions })
}

/// A call of a support function with the dict's functions as its last arguments.
fn call(cx: &mut dyn Lower, r: &DictRepr, name: &str, args: &[Operand]) -> Result<Operand, Diag> {
    let mut all: Vec<Arg> = args.iter().cloned().map(Arg::Value).collect();
    all.extend(r.functions.iter().cloned());
    cx.support("rdict", name, &all)
}

/// A key as the dict stores it, of a value that may be of another type.
fn key(cx: &mut dyn Lower, r: &DictRepr, v: &Value) -> Result<Operand, Diag> {
    store(cx, v, &r.key)
}

pub fn literal(cx: &mut dyn Lower, ann: &SomeValue, pairs: &[Value]) -> Result<Operand, Diag> {
    let r = repr(cx, ann)?;
    let d = malloc(cx, r.dict);
    for pair in pairs.chunks(2) {
        let (k, v) = (key(cx, &r, &pair[0])?, store(cx, &pair[1], &r.value)?);
        call(cx, &r, "ll_setitem", &[d.clone(), k, v])?;
    }
    Ok(d)
}

/// An operation whose first operand is a dict, or that makes one.
pub fn lower(cx: &mut dyn Lower, op: &HlOp) -> Result<Option<Operand>, Diag> {
    let a = &op.args;
    if matches!(op.op, Op::NewDict) {
        return literal(cx, &op.result, a).map(Some);
    }
    let Some(first) = a.first() else { return Ok(None) };
    if !matches!(first.ann.kind, Kind::Dict { .. }) {
        return Ok(None);
    }
    let r = repr(cx, &first.ann)?;
    let d = first.op.clone();
    Ok(Some(match op.op {
        Op::GetItem => {
            let k = key(cx, &r, &a[1])?;
            let v = call(cx, &r, "ll_getitem", &[d, k])?;
            load(cx, v, &r.value, &op.result)?
        }
        Op::SetItem => {
            let (k, v) = (key(cx, &r, &a[1])?, store(cx, &a[2], &r.value)?);
            call(cx, &r, "ll_setitem", &[d, k, v])?
        }
        Op::DelItem => {
            let k = key(cx, &r, &a[1])?;
            call(cx, &r, "ll_delitem", &[d, k])?
        }
        Op::Contains => {
            let k = key(cx, &r, &a[1])?;
            call(cx, &r, "ll_contains", &[d, k])?
        }
        Op::Bool | Op::Not => {
            let b = cx.support("rdict", "ll_dict_bool", &[d.into()])?;
            rlist::negate_if(cx, b, op.op == Op::Not)
        }
        Op::Eq | Op::Ne if matches!(a[1].ann.kind, Kind::Dict { .. }) => {
            if cx.ty(&a[1].ann)? != Ty::Ptr(r.dict) {
                return Err(cx.error("the two dicts have different types", "make both dicts of one type"));
            }
            let equal = eq(cx, &first.ann, d, a[1].op.clone())?;
            rlist::negate_if(cx, equal, op.op == Op::Ne)
        }
        _ => return Ok(None),
    }))
}

/// `a == b` of two dicts of one annotation.
pub fn eq(cx: &mut dyn Lower, ann: &SomeValue, a: Operand, b: Operand) -> Result<Operand, Diag> {
    let r = repr(cx, ann)?;
    let mut args = vec![a.into(), b.into(), eq_function(cx, &r.value)?];
    args.extend(r.functions);
    cx.support("rdict", "ll_dict_equal", &args)
}

pub fn length(cx: &mut dyn Lower, d: &Operand) -> Result<Operand, Diag> {
    get_field(cx, d, "num_live")
}

/// A method call on a dict. `keys`, `values` and `items` make lists where the annotation says so.
pub fn method(
    cx: &mut dyn Lower,
    d: &Value,
    name: &str,
    args: &[Value],
    result: &SomeValue,
) -> Result<Option<Operand>, Diag> {
    let r = repr(cx, &d.ann)?;
    let dict = d.op.clone();
    Ok(Some(match (name, args) {
        ("get", [k]) => {
            let k = key(cx, &r, k)?;
            let none = Value { op: Operand::void(), ann: SomeValue::none() };
            let default = cx.convert(none.op, &none.ann, result)?;
            get_or(cx, &r, "ll_get", dict, k, default, result)?
        }
        ("get", [k, default]) => {
            let k = key(cx, &r, k)?;
            let default = cx.convert(default.op.clone(), &default.ann, result)?;
            get_or(cx, &r, "ll_get", dict, k, default, result)?
        }
        ("setdefault", [k, default]) => {
            let (k, v) = (key(cx, &r, k)?, store(cx, default, &r.value)?);
            let v = call(cx, &r, "ll_setdefault", &[dict, k, v])?;
            load(cx, v, &r.value, result)?
        }
        ("pop", [k]) => {
            let k = key(cx, &r, k)?;
            let v = call(cx, &r, "ll_pop", &[dict, k])?;
            load(cx, v, &r.value, result)?
        }
        ("pop", [k, default]) => {
            let k = key(cx, &r, k)?;
            let default = cx.convert(default.op.clone(), &default.ann, result)?;
            get_or(cx, &r, "ll_pop_default", dict, k, default, result)?
        }
        ("popitem", []) => {
            let tuple = cx.ty(result)?;
            let hash = r.functions[0].clone();
            cx.support("rdict", "ll_popitem", &[dict.into(), Arg::Type(tuple), hash])?
        }
        ("clear", []) => cx.support("rdict", "ll_clear", &[dict.into()])?,
        ("copy", []) => cx.support("rdict", "ll_copy", &[dict.into()])?,
        ("update", [other]) => {
            let from = repr(cx, &other.ann)?;
            if from.dict != r.dict {
                return Err(cx.error("the two dicts have different types", "make both dicts of one type"));
            }
            call(cx, &r, "ll_update", &[dict, other.op.clone()])?
        }
        ("keys" | "values" | "items", []) if matches!(result.kind, Kind::List { .. }) => {
            let list = rlist::repr(cx, result)?;
            let args = [dict.into(), Arg::Type(Ty::Ptr(list.array))];
            let items = cx.support("rdict", &format!("ll_{name}"), &args)?;
            rlist::of_items(cx, &list, items)?
        }
        _ => return Ok(None),
    }))
}

/// `d.get(k, default)` or `d.pop(k, default)`, with the value found in the representation that the result has.
fn get_or(
    cx: &mut dyn Lower,
    r: &DictRepr,
    name: &str,
    d: Operand,
    k: Operand,
    default: Operand,
    result: &SomeValue,
) -> Result<Operand, Diag> {
    let default = if cx.ty(result)? == Ty::Void { Operand::bool(false) } else { default };
    if cx.ty(&r.value)? != cx.ty(result)? {
        return Err(cx.error(
            "the default has another type than the dict's values",
            "test with `in` first, or give a default of the values' type",
        ));
    }
    let v = call(cx, r, name, &[d, k, default])?;
    load(cx, v, result, result)
}
