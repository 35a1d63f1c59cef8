//! Lists: fixed ones are arrays, resizable ones structs `{length, items}`. Both are read through `(items, length)`.

use crate::containers::*;
use rpy_annotate::model::{Kind, ListId, SomeValue};
use rpy_ir::{Const, Diag, Item, Op, Operand, Ty, TypeId};

/// How a list is represented.
#[derive(Clone, Debug)]
pub struct ListRepr {
    pub item: SomeValue,
    pub array: TypeId,
    /// The struct, if the list is resizable.
    pub list: Option<TypeId>,
}

impl ListRepr {
    pub fn ty(&self) -> Ty {
        Ty::Ptr(self.list.unwrap_or(self.array))
    }
}

/// The type of a list. A list may contain itself, which only a resizable list can name.
pub fn list_ty(cx: &mut dyn Lower, def: ListId) -> Result<Ty, Diag> {
    let root = cx.defs().list_root(def);
    match cx.containers().lists.get(&root) {
        Some(Some(ty)) => return Ok(*ty),
        Some(None) => {
            // Met again inside its own items: the struct is needed before they are known.
            let list = new_list_struct(cx);
            cx.containers().lists.insert(root, Some(Ty::Ptr(list)));
            return Ok(Ty::Ptr(list));
        }
        None => {}
    }
    cx.containers().lists.insert(root, None);
    let (item, resized) = (cx.defs().list(root).item.clone(), cx.defs().list(root).resized);
    let item_ty = stored(cx.ty(&item)?);
    let array = cx.types().array(true, Item::Value(item_ty));
    let early = cx.containers().lists.get(&root).copied().flatten();
    let ty = match early {
        Some(Ty::Ptr(list)) => {
            fill_list_struct(cx, list, array);
            Ty::Ptr(list)
        }
        _ if resized => Ty::Ptr(list_of_array(cx, array)),
        _ => Ty::Ptr(array),
    };
    cx.containers().lists.insert(root, Some(ty));
    Ok(ty)
}

fn new_list_struct(cx: &mut dyn Lower) -> TypeId {
    let list = cx.types().new_struct("list", true, None);
    cx.types().add_field(list, "length", Ty::SIGNED);
    list
}

fn fill_list_struct(cx: &mut dyn Lower, list: TypeId, array: TypeId) {
    // Items without a size can be more than there is memory.
    let sized = !matches!(cx.types().tail(array), Some(Item::Value(Ty::Void)));
    if let Some(length) = cx.types().find_field(list, "length") {
        cx.types().field_mut(length).count = sized;
    }
    cx.types().add_field(list, "items", Ty::Ptr(array));
}

fn list_of_array(cx: &mut dyn Lower, array: TypeId) -> TypeId {
    if let Some(&list) = cx.containers().list_of_array.get(&array) {
        return list;
    }
    let list = new_list_struct(cx);
    fill_list_struct(cx, list, array);
    cx.containers().list_of_array.insert(array, list);
    list
}

/// The representation of a list annotation.
pub fn repr(cx: &mut dyn Lower, ann: &SomeValue) -> Result<ListRepr, Diag> {
    let Kind::List { def, .. } = ann.kind else {
        return Err(cx.error("this is not a list", ""));
    };
    let item = cx.defs().list(def).item.clone();
    let ty = cx.ty(ann)?;
    let array_of = |cx: &mut dyn Lower, list: TypeId| {
        let items = cx.types().find_field(list, "items")?;
        cx.types().field(items).ty.ptr()
    };
    match ty.ptr() {
        Some(t) if cx.types().name_of(t).is_empty() => Ok(ListRepr { item, array: t, list: None }),
        Some(t) => match array_of(cx, t) {
            Some(array) => Ok(ListRepr { item, array, list: Some(t) }),
            None => Err(cx.error("this list's items have no type", "")),
        },
        None => Err(cx.error("this list has no type", "")),
    }
}

/// The items and the length of a list.
pub fn parts(cx: &mut dyn Lower, r: &ListRepr, l: &Operand) -> Result<(Operand, Operand), Diag> {
    if r.list.is_some() {
        let items = get_field(cx, l, "items")?;
        Ok((items, get_field(cx, l, "length")?))
    } else {
        Ok((l.clone(), cx.emit(Op::GetArraySize, vec![l.clone()], Ty::SIGNED)))
    }
}

pub fn length(cx: &mut dyn Lower, r: &ListRepr, l: &Operand) -> Result<Operand, Diag> {
    if r.list.is_some() {
        get_field(cx, l, "length")
    } else {
        Ok(cx.emit(Op::GetArraySize, vec![l.clone()], Ty::SIGNED))
    }
}

/// A list that takes over a new array of its items.
pub fn of_items(cx: &mut dyn Lower, r: &ListRepr, items: Operand) -> Result<Operand, Diag> {
    match r.list {
        Some(list) => cx.support("rlist", "ll_list_of_items", &[Arg::Type(Ty::Ptr(list)), items.into()]),
        None => Ok(items),
    }
}

/// A list of these values: a literal.
pub fn literal(cx: &mut dyn Lower, ann: &SomeValue, values: &[Value]) -> Result<Operand, Diag> {
    let r = repr(cx, ann)?;
    let n = signed(values.len() as i64);
    let array = Operand::Const(Const::Type(r.array));
    let mut stored = vec![];
    for v in values {
        stored.push(store(cx, v, &r.item)?);
    }
    let items = cx.emit(Op::MallocVarsize, vec![array, n], Ty::Ptr(r.array));
    for (i, v) in stored.into_iter().enumerate() {
        cx.emit(Op::SetArrayItem, vec![items.clone(), signed(i as i64), v], Ty::Void);
    }
    of_items(cx, &r, items)
}

/// `a == b` of two lists, either of which may be None.
pub fn eq(cx: &mut dyn Lower, a: &Value, b: &Value) -> Result<Operand, Diag> {
    let (r, s) = (repr(cx, &a.ann)?, repr(cx, &b.ann)?);
    if r.array != s.array {
        return Err(cx.error("the two lists have items of different types", "make both lists of one type"));
    }
    let f = eq_function(cx, &r.item)?;
    let resizable = |r: &ListRepr| Arg::Const(Const::Bool(r.list.is_some()));
    cx.support("rlist", "ll_list_equal", &[a.into(), resizable(&r), b.into(), resizable(&s), f])
}

fn is_nonneg(v: &Value) -> bool {
    matches!(v.ann.kind, Kind::Int { nonneg: true, .. } | Kind::Bool)
        || matches!(v.ann.konst, Some(Const::Int(i, _)) if i >= 0)
}

/// An index as a Signed.
pub fn index(cx: &mut dyn Lower, v: &Value) -> Result<Operand, Diag> {
    let ty = cx.ty(&v.ann)?;
    match ty {
        Ty::SIGNED => Ok(v.op.clone()),
        Ty::Bool | Ty::Int(_) => Ok(cx.emit(Op::CastInt, vec![v.op.clone()], Ty::SIGNED)),
        _ => Err(cx.error("an index is an int", "convert it with `int(x)`")),
    }
}

/// Bounds of a slice, of which None means the end on its side.
pub fn bounds(cx: &mut dyn Lower, length: Operand, start: &Value, stop: &Value) -> Result<(Operand, Operand), Diag> {
    let start = if matches!(start.ann.kind, Kind::None) { signed(0) } else { index(cx, start)? };
    let stop = if matches!(stop.ann.kind, Kind::None) { length } else { index(cx, stop)? };
    Ok((start, stop))
}

/// The items of a list as an array of another list's kind of items, with their number: for `extend` and the like.
fn items_as(cx: &mut dyn Lower, v: &Value, to: &ListRepr) -> Result<(Operand, Operand), Diag> {
    let r = repr(cx, &v.ann)?;
    let (items, n) = parts(cx, &r, &v.op)?;
    Ok((widened(cx, &r, items, n.clone(), to)?, n))
}

/// Items of one list as those of a list of a base class: the same array where the types are the same, else a new one.
fn widened(cx: &mut dyn Lower, r: &ListRepr, items: Operand, n: Operand, to: &ListRepr) -> Result<Operand, Diag> {
    if r.array == to.array {
        return Ok(items);
    }
    let is_pointer = |cx: &mut dyn Lower, array| matches!(cx.types().tail(array), Some(Item::Value(Ty::Ptr(_))));
    if is_pointer(cx, r.array) && is_pointer(cx, to.array) {
        return cx.support("rlist", "ll_widened", &[Arg::Type(Ty::Ptr(to.array)), items.into(), n.into()]);
    }
    Err(cx.error(
        "the two lists have items of different types",
        "make both lists of one type, or append the items one by one",
    ))
}

/// An operation whose first operand is a list, or that makes one. None if it is not this module's.
pub fn lower(cx: &mut dyn Lower, op: &HlOp) -> Result<Option<Operand>, Diag> {
    let a = &op.args;
    if matches!(op.op, Op::NewList) {
        return literal(cx, &op.result, a).map(Some);
    }
    if matches!(op.op, Op::NewListHint) {
        return literal(cx, &op.result, &[]).map(Some);
    }
    let Some(first) = a.first() else { return Ok(None) };
    if !matches!(first.ann.kind, Kind::List { .. }) {
        return Ok(None);
    }
    let r = repr(cx, &first.ann)?;
    let l = first.op.clone();
    let array = Arg::Type(Ty::Ptr(r.array));
    Ok(Some(match op.op {
        Op::GetItem => {
            let (items, n) = parts(cx, &r, &l)?;
            let name = if is_nonneg(&a[1]) { "ll_getitem_nonneg" } else { "ll_getitem" };
            let i = index(cx, &a[1])?;
            let v = cx.support("rlist", name, &[items.into(), n.into(), i.into()])?;
            load(cx, v, &r.item, &op.result)?
        }
        Op::SetItem => {
            let (items, n) = parts(cx, &r, &l)?;
            let name = if is_nonneg(&a[1]) { "ll_setitem_nonneg" } else { "ll_setitem" };
            let i = index(cx, &a[1])?;
            let v = store(cx, &a[2], &r.item)?;
            cx.support("rlist", name, &[items.into(), n.into(), i.into(), v.into()])?
        }
        Op::DelItem => {
            let i = index(cx, &a[1])?;
            cx.support("rlist", "ll_delitem", &[l.into(), i.into()])?
        }
        Op::GetSlice => {
            let (items, n) = parts(cx, &r, &l)?;
            let (start, stop) = bounds(cx, n.clone(), &a[1], &a[2])?;
            let args = [array, items.into(), n.into(), start.into(), stop.into()];
            let new = cx.support("rlist", "ll_slice", &args)?;
            wrap(cx, &r, new, &op.result)?
        }
        Op::SetSlice => {
            let (items, n) = parts(cx, &r, &l)?;
            let (start, stop) = bounds(cx, n.clone(), &a[1], &a[2])?;
            let (new, count) = items_as(cx, &a[3], &r)?;
            if r.list.is_some() {
                let args = [l.into(), start.into(), stop.into(), new.into(), count.into()];
                cx.support("rlist", "ll_setslice", &args)?
            } else {
                let args = [items.into(), n.into(), start.into(), stop.into(), new.into(), count.into()];
                cx.support("rlist", "ll_setslice_fixed", &args)?
            }
        }
        Op::DelSlice => {
            let n = length(cx, &r, &l)?;
            let (start, stop) = bounds(cx, n, &a[1], &a[2])?;
            cx.support("rlist", "ll_delslice", &[l.into(), start.into(), stop.into()])?
        }
        Op::Add => {
            let to = repr(cx, &op.result)?;
            let (items1, n1) = items_as(cx, first, &to)?;
            let (items2, n2) = items_as(cx, &a[1], &to)?;
            let array = Arg::Type(Ty::Ptr(to.array));
            let args = [array, items1.into(), n1.into(), items2.into(), n2.into()];
            let new = cx.support("rlist", "ll_concat", &args)?;
            of_items(cx, &to, new)?
        }
        Op::InplaceAdd => {
            extend(cx, &r, first, &a[1])?;
            l
        }
        Op::Mul => {
            let (items, n) = parts(cx, &r, &l)?;
            let count = index(cx, &a[1])?;
            let new = cx.support("rlist", "ll_mul", &[array, items.into(), n.into(), count.into()])?;
            wrap(cx, &r, new, &op.result)?
        }
        Op::InplaceMul => {
            let count = index(cx, &a[1])?;
            cx.support("rlist", "ll_inplace_mul", &[l.clone().into(), count.into()])?;
            l
        }
        Op::Contains => search(cx, &r, &l, &a[1], "ll_contains")?,
        Op::Bool | Op::Not => truth(cx, &r, first, op.op)?,
        Op::Eq | Op::Ne => {
            if !matches!(a[1].ann.kind, Kind::List { .. }) {
                return Ok(None);
            }
            let equal = eq(cx, first, &a[1])?;
            negate_if(cx, equal, op.op == Op::Ne)
        }
        Op::Unpack => {
            let (items, n) = parts(cx, &r, &l)?;
            unpack(cx, items, n, &r.item, &op.result)?
        }
        _ => return Ok(None),
    }))
}

pub fn negate_if(cx: &mut dyn Lower, b: Operand, negate: bool) -> Operand {
    if negate { cx.emit(Op::BoolNot, vec![b], Ty::Bool) } else { b }
}

/// A new array of items of the list `from` as the list that the result annotation wants.
fn wrap(cx: &mut dyn Lower, from: &ListRepr, items: Operand, result: &SomeValue) -> Result<Operand, Diag> {
    let to = repr(cx, result)?;
    if from.array == to.array {
        return of_items(cx, &to, items);
    }
    let n = cx.emit(Op::GetArraySize, vec![items.clone()], Ty::SIGNED);
    let items = widened(cx, from, items, n, &to)?;
    of_items(cx, &to, items)
}

fn truth(cx: &mut dyn Lower, r: &ListRepr, l: &Value, op: Op) -> Result<Operand, Diag> {
    let b = if l.ann.can_be_none() {
        let list = Arg::Const(Const::Bool(r.list.is_some()));
        cx.support("rlist", "ll_bool_or_none", &[l.into(), list])?
    } else {
        let n = length(cx, r, &l.op)?;
        cx.emit(Op::IntNe, vec![n, signed(0)], Ty::Bool)
    };
    Ok(negate_if(cx, b, op == Op::Not))
}

fn search(cx: &mut dyn Lower, r: &ListRepr, l: &Operand, v: &Value, name: &str) -> Result<Operand, Diag> {
    let (items, n) = parts(cx, r, l)?;
    let v = store(cx, v, &r.item)?;
    let f = eq_function(cx, &r.item)?;
    cx.support("rlist", name, &[items.into(), n.into(), v.into(), f])
}

fn extend(cx: &mut dyn Lower, r: &ListRepr, l: &Value, other: &Value) -> Result<(), Diag> {
    match &other.ann.kind {
        Kind::Str { .. } if matches!(r.item.kind, Kind::Char) => {
            let n = cx.emit(Op::GetArraySize, vec![other.op.clone()], Ty::SIGNED);
            cx.support("rlist", "ll_extend_str", &[l.into(), other.into(), signed(0).into(), n.into()])?;
        }
        Kind::Char => {
            let v = store(cx, other, &r.item)?;
            cx.support("rlist", "ll_append", &[l.into(), v.into()])?;
        }
        Kind::Tuple(items) => {
            for (i, ann) in items.iter().enumerate() {
                let void = cx.ty(ann)? == Ty::Void;
                let op = if void { Operand::void() } else { get_field(cx, &other.op, &format!("item{i}"))? };
                let v = store(cx, &Value { op, ann: ann.clone() }, &r.item)?;
                cx.support("rlist", "ll_append", &[l.into(), v.into()])?;
            }
        }
        Kind::Str { .. } => {
            let chars = crate::rstr::to_items(cx, other, r)?;
            let n = cx.emit(Op::GetArraySize, vec![chars.clone()], Ty::SIGNED);
            cx.support("rlist", "ll_extend", &[l.into(), chars.into(), n.into()])?;
        }
        _ => {
            let (items, n) = items_as(cx, other, r)?;
            cx.support("rlist", "ll_extend", &[l.into(), items.into(), n.into()])?;
        }
    }
    Ok(())
}

/// A method call on a list.
pub fn method(
    cx: &mut dyn Lower,
    l: &Value,
    name: &str,
    args: &[Value],
    result: &SomeValue,
) -> Result<Option<Operand>, Diag> {
    let r = repr(cx, &l.ann)?;
    let list: Arg = l.into();
    Ok(Some(match (name, args) {
        ("append", [v]) => {
            let v = store(cx, v, &r.item)?;
            cx.support("rlist", "ll_append", &[list, v.into()])?
        }
        ("extend", [other]) => {
            extend(cx, &r, l, other)?;
            Operand::void()
        }
        ("insert", [i, v]) => {
            let (i, v) = (index(cx, i)?, store(cx, v, &r.item)?);
            cx.support("rlist", "ll_insert", &[list, i.into(), v.into()])?
        }
        ("pop", []) => {
            let v = cx.support("rlist", "ll_pop_last", &[list])?;
            load(cx, v, &r.item, result)?
        }
        ("pop", [i]) => {
            let i = index(cx, i)?;
            let v = cx.support("rlist", "ll_pop", &[list, i.into()])?;
            load(cx, v, &r.item, result)?
        }
        ("remove", [v]) => {
            let v = store(cx, v, &r.item)?;
            let f = eq_function(cx, &r.item)?;
            cx.support("rlist", "ll_remove", &[list, v.into(), f])?
        }
        ("index", [v]) => search(cx, &r, &l.op, v, "ll_indexof")?,
        ("count", [v]) => search(cx, &r, &l.op, v, "ll_count_equal")?,
        ("reverse", []) => {
            let (items, n) = parts(cx, &r, &l.op)?;
            cx.support("rlist", "ll_reverse", &[items.into(), n.into()])?
        }
        ("clear", []) => cx.support("rlist", "ll_clear", &[list])?,
        ("copy", []) => copy(cx, l, result)?,
        _ => return Ok(None),
    }))
}

/// `list(lst)`, `lst.copy()`: the items in a new list of the result's kind.
pub fn copy(cx: &mut dyn Lower, l: &Value, result: &SomeValue) -> Result<Operand, Diag> {
    let r = repr(cx, &l.ann)?;
    let (items, n) = parts(cx, &r, &l.op)?;
    let new = cx.support("rlist", "ll_copy_items", &[Arg::Type(Ty::Ptr(r.array)), items.into(), n.into()])?;
    wrap(cx, &r, new, result)
}

/// `newlist_hint(n)`
pub fn with_room(cx: &mut dyn Lower, n: &Value, result: &SomeValue) -> Result<Operand, Diag> {
    let r = repr(cx, result)?;
    match r.list {
        Some(list) => {
            let n = index(cx, n)?;
            cx.support("rlist", "ll_newlist_hint", &[Arg::Type(Ty::Ptr(list)), n.into()])
        }
        None => literal(cx, result, &[]),
    }
}

/// `sum(lst)`, `any(lst)`, `all(lst)`, `min(lst)`, `max(lst)` of a list of numbers, chars or strs.
pub fn reduce(cx: &mut dyn Lower, name: &str, l: &Value, result: &SomeValue) -> Result<Operand, Diag> {
    let r = repr(cx, &l.ann)?;
    let numbers = matches!(r.item.kind, Kind::Int { .. } | Kind::Float | Kind::Bool);
    let strs = matches!(r.item.kind, Kind::Str { .. });
    let ordered = numbers || strs || matches!(r.item.kind, Kind::Char);
    let helper = match name {
        "min" | "max" if strs => format!("ll_{name}_str"),
        "min" | "max" if ordered => format!("ll_{name}"),
        "sum" | "any" | "all" if numbers => format!("ll_{name}"),
        _ => {
            let message = format!("`{name}` of a list of these items is not RPython");
            return Err(cx.error(&message, "write a loop"));
        }
    };
    let (items, n) = parts(cx, &r, &l.op)?;
    let v = cx.support("rlist", &helper, &[items.into(), n.into()])?;
    if matches!(name, "any" | "all") { Ok(v) } else { load(cx, v, &r.item, result) }
}

/// `bytes(lst)` of ints.
pub fn to_bytes(cx: &mut dyn Lower, l: &Value) -> Result<Operand, Diag> {
    let r = repr(cx, &l.ann)?;
    if !matches!(r.item.kind, Kind::Int { .. }) {
        return Err(cx.error("`bytes` takes a list of ints", "use `s.encode('latin-1')` for a str"));
    }
    let (items, n) = parts(cx, &r, &l.op)?;
    cx.support("rstr", "ll_bytes_of_ints", &[items.into(), n.into()])
}

/// `a, b = sequence`: a tuple of the items, after a check of their number.
pub fn unpack(
    cx: &mut dyn Lower,
    items: Operand,
    n: Operand,
    item: &SomeValue,
    result: &SomeValue,
) -> Result<Operand, Diag> {
    let Kind::Tuple(wanted) = &result.kind else {
        return Ok(Operand::void());
    };
    cx.support("rlist", "ll_unpack_check", &[n.into(), signed(wanted.len() as i64).into()])?;
    let ty = stored(cx.ty(item)?);
    let mut values = vec![];
    for (i, ann) in wanted.iter().enumerate() {
        let v = cx.emit(Op::GetArrayItem, vec![items.clone(), signed(i as i64)], ty);
        values.push(load(cx, v, item, ann)?);
    }
    crate::riter::tuple(cx, result, &values)
}
