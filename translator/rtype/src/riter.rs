//! Iterators over lists, strings, tuples, ranges and dicts, and those that wrap others: `enumerate`, `reversed`, `zip`.
//! An iterator is a small gc struct that malloc removal takes apart in a loop.

use crate::containers::*;
use crate::rdict;
use crate::rlist::{self, index};
use rpy_annotate::model::{IterKind, Kind, SomeValue, StrKind};
use rpy_ir::{Const, Diag, Op, Operand, Ty, TypeId};

/// The type of an iterator of this kind over values with this annotation.
pub fn iterator_ty(cx: &mut dyn Lower, kind: IterKind, of: &SomeValue) -> Result<Ty, Diag> {
    use IterKind::*;
    let t = match (kind, &of.kind) {
        (Items, Kind::Range { step: Some(1) }) => {
            struct_of(cx, "rangeiter", &[("next", Ty::SIGNED), ("stop", Ty::SIGNED)])
        }
        (Items | Reversed, Kind::Range { .. }) => {
            let fields = [("next", Ty::SIGNED), ("step", Ty::SIGNED), ("left", Ty::SIGNED)];
            struct_of(cx, "rangestepiter", &fields)
        }
        (DictKeys | DictValues | DictItems, _) | (Items, Kind::Dict { .. }) => {
            let d = cx.ty(of)?;
            struct_of(cx, "dictiter", &[("dict", d), ("index", Ty::SIGNED), ("length", Ty::SIGNED)])
        }
        (Items | Reversed, Kind::Iterator { kind, of }) => return iterator_ty(cx, *kind, of),
        (Items | Reversed, Kind::Tuple(_)) => {
            let (array, _) = tuple_array(cx, of)?;
            struct_of(cx, "listiter", &[("list", Ty::Ptr(array)), ("index", Ty::SIGNED)])
        }
        (Items | Reversed, Kind::Char) => {
            let s = cx.ty(&SomeValue::str())?;
            struct_of(cx, "listiter", &[("list", s), ("index", Ty::SIGNED)])
        }
        (Items | Reversed, _) => {
            let l = cx.ty(of)?;
            struct_of(cx, "listiter", &[("list", l), ("index", Ty::SIGNED)])
        }
        (Enumerate, _) => {
            let inner = cx.ty(of)?;
            struct_of(cx, "enumerate", &[("count", Ty::SIGNED), ("iterator", inner)])
        }
        (Zip, Kind::Tuple(both)) => {
            let mut fields = vec![];
            for (i, ann) in both.iter().enumerate() {
                fields.push((["first", "second", "third", "fourth"].get(i), cx.ty(ann)?));
            }
            let fields: Option<Vec<(&str, Ty)>> = fields.into_iter().map(|(n, t)| n.map(|&n| (n, t))).collect();
            match fields {
                Some(fields) => struct_of(cx, "zip", &fields),
                None => return Err(cx.error("`zip` of more than four iterables is not RPython", "use indices")),
            }
        }
        (Zip, _) => return Err(cx.error("`zip` wants iterables", "")),
    };
    Ok(Ty::Ptr(t))
}

/// A homogeneous tuple is iterated over as an array of its items.
fn tuple_array(cx: &mut dyn Lower, tuple: &SomeValue) -> Result<(TypeId, SomeValue), Diag> {
    let Kind::Tuple(items) = &tuple.kind else {
        return Err(cx.error("this is not a tuple", ""));
    };
    let mut all = SomeValue::impossible();
    for item in items.iter() {
        all = match join(cx, &all, item) {
            Some(joined) => joined,
            None => {
                return Err(cx.error("the items of this tuple have different types", "unpack it, or use a list"));
            }
        };
    }
    let ty = stored(cx.ty(&all)?);
    Ok((cx.types().array(true, rpy_ir::Item::Value(ty)), all))
}

/// The annotation that covers two items of a tuple, as the annotator joined them. None if there is none.
pub fn join(cx: &mut dyn Lower, a: &SomeValue, b: &SomeValue) -> Option<SomeValue> {
    let none = a.can_be_none() || b.can_be_none();
    Some(match (&a.kind, &b.kind) {
        (Kind::None, Kind::None) => SomeValue::none(),
        (Kind::Impossible, _) => b.general(),
        (Kind::None, _) => b.general().with_none(true),
        (_, Kind::None) => a.general().with_none(true),
        (Kind::Instance { class: x, .. }, Kind::Instance { class: y, .. }) => {
            let class = cx.defs().common_base(*x, *y)?;
            SomeValue::new(Kind::Instance { class, can_be_none: none })
        }
        (Kind::Char, Kind::Str { .. }) => b.general(),
        (Kind::Str { .. }, Kind::Char) => a.general(),
        (Kind::Str { kind: x, .. }, Kind::Str { kind: y, .. }) if x == y => a.general().with_none(none),
        (Kind::Float, Kind::Int { .. } | Kind::Bool) | (Kind::Int { .. } | Kind::Bool, Kind::Float) => {
            SomeValue::float()
        }
        (Kind::Tuple(x), Kind::Tuple(y)) => {
            if x.len() != y.len() {
                return None;
            }
            let mut items = vec![];
            for (p, q) in x.iter().zip(y.iter()) {
                items.push(join(cx, p, q)?);
            }
            SomeValue::tuple(items)
        }
        (Kind::Int { .. }, Kind::Bool) => a.general(),
        (Kind::Bool, Kind::Int { .. }) => b.general(),
        (Kind::Pbc { set: x, .. }, Kind::Pbc { set: y, .. }) => {
            let set = x.union(y).cloned().collect();
            SomeValue::new(Kind::Pbc { set: std::rc::Rc::new(set), can_be_none: none })
        }
        _ if cx.ty(a).ok() == cx.ty(b).ok() => a.general(),
        _ => return None,
    })
}

fn type_id(cx: &mut dyn Lower, ann: &SomeValue) -> Result<TypeId, Diag> {
    cx.ty(ann)?.ptr().ok_or_else(|| cx.error("this iterator has no type", ""))
}

/// The three bounds of a range value: a struct `{start, stop, step}`.
pub fn range_ty(cx: &mut dyn Lower) -> Ty {
    let fields = [("start", Ty::SIGNED), ("stop", Ty::SIGNED), ("step", Ty::SIGNED)];
    Ty::Ptr(struct_of(cx, "range", &fields))
}

/// `range(...)`
pub fn make_range(cx: &mut dyn Lower, args: &[Value]) -> Result<Operand, Diag> {
    let (start, stop, step) = match args {
        [stop] => (signed(0), index(cx, stop)?, signed(1)),
        [start, stop] => (index(cx, start)?, index(cx, stop)?, signed(1)),
        [start, stop, step] => (index(cx, start)?, index(cx, stop)?, index(cx, step)?),
        _ => return Err(cx.error("`range` takes one to three ints", "")),
    };
    let Ty::Ptr(t) = range_ty(cx) else { unreachable!("a range is a struct") };
    let r = malloc(cx, t);
    set_field(cx, &r, "start", start)?;
    set_field(cx, &r, "stop", stop)?;
    set_field(cx, &r, "step", step)?;
    Ok(r)
}

fn range_parts(cx: &mut dyn Lower, r: &Operand) -> Result<[Operand; 3], Diag> {
    Ok([get_field(cx, r, "start")?, get_field(cx, r, "stop")?, get_field(cx, r, "step")?])
}

/// `len(range(...))`
pub fn range_length(cx: &mut dyn Lower, r: &Operand) -> Result<Operand, Diag> {
    let parts = range_parts(cx, r)?;
    cx.support("rlist", "ll_range_length", &parts.map(Arg::Value))
}

/// `list(range(...))`
pub fn range_to_list(cx: &mut dyn Lower, r: &Operand, result: &SomeValue) -> Result<Operand, Diag> {
    let list = rlist::repr(cx, result)?;
    let [start, stop, step] = range_parts(cx, r)?;
    let args = [Arg::Type(Ty::Ptr(list.array)), start.into(), stop.into(), step.into()];
    let items = cx.support("rlist", "ll_range_items", &args)?;
    rlist::of_items(cx, &list, items)
}

/// `iter(x)`, where the result annotation says what kind of iterator it is; also `reversed(x)` and a dict's views.
pub fn make(cx: &mut dyn Lower, x: &Value, result: &SomeValue) -> Result<Operand, Diag> {
    if let Kind::Instance { .. } = x.ann.kind {
        return cx.inner_call(x, result);
    }
    let Kind::Iterator { kind, .. } = result.kind else {
        return Err(cx.error("this is not an iterator", ""));
    };
    if matches!(x.ann.kind, Kind::Iterator { .. }) {
        return Ok(x.op.clone());
    }
    let t = type_id(cx, result)?;
    if let Kind::Range { step } = x.ann.kind {
        return range_iter(cx, &x.op, t, step, kind == IterKind::Reversed);
    }
    if matches!(x.ann.kind, Kind::Dict { .. }) {
        return cx.support("rdict", "ll_iter", &[Arg::Type(Ty::Ptr(t)), x.into()]);
    }
    let sequence = match &x.ann.kind {
        Kind::Tuple(items) => {
            let items = items.clone();
            tuple_items(cx, x, &items)?
        }
        Kind::Char => cx.convert(x.op.clone(), &x.ann, &SomeValue::str())?,
        Kind::List { .. } | Kind::Str { .. } => x.op.clone(),
        _ => return Err(cx.error("this cannot be iterated over", "")),
    };
    let start = match kind {
        IterKind::Reversed if is_resizable(cx, &sequence) => get_field(cx, &sequence, "length")?,
        IterKind::Reversed => cx.emit(Op::GetArraySize, vec![sequence.clone()], Ty::SIGNED),
        _ => signed(0),
    };
    let it = malloc(cx, t);
    set_field(cx, &it, "list", sequence)?;
    set_field(cx, &it, "index", start)?;
    Ok(it)
}

fn is_resizable(cx: &mut dyn Lower, list: &Operand) -> bool {
    field_ref(cx, list, "items").is_some()
}

fn tuple_items(cx: &mut dyn Lower, x: &Value, items: &[SomeValue]) -> Result<Operand, Diag> {
    let (array, item) = tuple_array(cx, &x.ann)?;
    let n = signed(items.len() as i64);
    let a = cx.emit(Op::MallocVarsize, vec![Operand::Const(Const::Type(array)), n], Ty::Ptr(array));
    for (i, ann) in items.iter().enumerate() {
        let v = if cx.ty(ann)? == Ty::Void { Operand::void() } else { get_field(cx, &x.op, &format!("item{i}"))? };
        let v = store(cx, &Value { op: v, ann: ann.clone() }, &item)?;
        cx.emit(Op::SetArrayItem, vec![a.clone(), signed(i as i64), v], Ty::Void);
    }
    Ok(a)
}

fn range_iter(
    cx: &mut dyn Lower,
    range: &Operand,
    t: TypeId,
    step: Option<i64>,
    reversed: bool,
) -> Result<Operand, Diag> {
    if step == Some(1) && !reversed {
        let (start, stop) = (get_field(cx, range, "start")?, get_field(cx, range, "stop")?);
        let it = malloc(cx, t);
        set_field(cx, &it, "next", start)?;
        set_field(cx, &it, "stop", stop)?;
        return Ok(it);
    }
    let [start, stop, step] = range_parts(cx, range)?;
    let name = if reversed { "ll_range_reversed" } else { "ll_range_iter" };
    cx.support("riter", name, &[Arg::Type(Ty::Ptr(t)), start.into(), stop.into(), step.into()])
}

/// `enumerate(x, start)`
pub fn enumerate(cx: &mut dyn Lower, x: &Value, start: Option<&Value>, result: &SomeValue) -> Result<Operand, Diag> {
    let Kind::Iterator { of, .. } = &result.kind else {
        return Err(cx.error("this is not an iterator", ""));
    };
    let start = match start {
        Some(v) => index(cx, v)?,
        None => signed(0),
    };
    let inner = make(cx, x, of)?;
    let t = type_id(cx, result)?;
    let it = malloc(cx, t);
    set_field(cx, &it, "count", start)?;
    set_field(cx, &it, "iterator", inner)?;
    Ok(it)
}

/// `zip(x, y)`
pub fn zip(cx: &mut dyn Lower, args: &[Value], result: &SomeValue) -> Result<Operand, Diag> {
    let Kind::Iterator { of, .. } = &result.kind else {
        return Err(cx.error("this is not an iterator", ""));
    };
    let Kind::Tuple(anns) = &of.kind else {
        return Err(cx.error("`zip` wants iterables", ""));
    };
    let mut inner = vec![];
    for (x, ann) in args.iter().zip(anns.iter()) {
        inner.push(make(cx, x, ann)?);
    }
    let t = type_id(cx, result)?;
    let it = malloc(cx, t);
    for (v, name) in inner.into_iter().zip(["first", "second", "third", "fourth"]) {
        set_field(cx, &it, name, v)?;
    }
    Ok(it)
}

/// `next(it)`, in the representation of `to`. Raises StopIteration.
pub fn next(cx: &mut dyn Lower, it: &Value, to: &SomeValue) -> Result<Operand, Diag> {
    use IterKind::*;
    if let Kind::Instance { .. } = it.ann.kind {
        return cx.inner_call(it, to);
    }
    let Kind::Iterator { kind, of } = &it.ann.kind else {
        return Err(cx.error("this is not an iterator", "use `iter(x)`"));
    };
    match (kind, &of.kind) {
        (Items | Reversed, Kind::Iterator { .. }) => {
            let inner = Value { op: it.op.clone(), ann: (**of).clone() };
            next(cx, &inner, to)
        }
        (Items | Reversed, Kind::Range { step }) => {
            let up = *step == Some(1) && *kind == Items;
            let name = if up { "ll_range_next_up" } else { "ll_range_next" };
            let v = cx.support("riter", name, &[it.into()])?;
            cx.convert(v, &SomeValue::int(), to)
        }
        (Items, Kind::Dict { .. }) | (DictKeys | DictValues | DictItems, _) => dict_next(cx, it, *kind, of, to),
        (Items | Reversed, _) => {
            let list = get_field(cx, &it.op, "list")?;
            let kind = match (is_resizable(cx, &list), *kind == Reversed) {
                (true, false) => "ll_list_next",
                (false, false) => "ll_array_next",
                (true, true) => "ll_reversed_list_next",
                (false, true) => "ll_reversed_array_next",
            };
            let v = cx.support("riter", kind, &[it.into()])?;
            item(cx, v, of, to)
        }
        (Enumerate, _) => {
            // The item first: at the end there is no number.
            let inner = Value { op: get_field(cx, &it.op, "iterator")?, ann: (**of).clone() };
            if to.is_impossible() {
                return next(cx, &inner, to);
            }
            let [count_ann, item_ann] = pair(cx, to)?;
            let v = next(cx, &inner, &item_ann)?;
            let n = cx.support("riter", "ll_count_next", &[it.into()])?;
            let n = cx.convert(n, &SomeValue::int(), &count_ann)?;
            tuple(cx, to, &[n, v])
        }
        (Zip, Kind::Tuple(anns)) => {
            let wanted = match &to.kind {
                Kind::Tuple(wanted) => wanted.to_vec(),
                _ => vec![SomeValue::impossible(); anns.len()],
            };
            let mut values = vec![];
            for (i, name) in ["first", "second", "third", "fourth"].iter().enumerate().take(anns.len()) {
                let inner = Value { op: get_field(cx, &it.op, name)?, ann: anns[i].clone() };
                values.push(next(cx, &inner, &wanted[i])?);
            }
            if to.is_impossible() {
                return Ok(Operand::void());
            }
            tuple(cx, to, &values)
        }
        (Zip, _) => Err(cx.error("`zip` wants iterables", "")),
    }
}

/// An item read from a list, tuple or string.
fn item(cx: &mut dyn Lower, v: Operand, of: &SomeValue, to: &SomeValue) -> Result<Operand, Diag> {
    if to.is_impossible() {
        return Ok(Operand::void());
    }
    match &of.kind {
        Kind::List { def, .. } => {
            let item = cx.defs().list(*def).item.clone();
            load(cx, v, &item, to)
        }
        Kind::Tuple(_) => {
            let (_, item) = tuple_array(cx, of)?;
            load(cx, v, &item, to)
        }
        Kind::Str { kind: StrKind::Bytes, .. } => Ok(cx.emit(Op::CastInt, vec![v], Ty::SIGNED)),
        _ => cx.convert(v, &SomeValue::char(), to),
    }
}

fn pair(cx: &mut dyn Lower, tuple: &SomeValue) -> Result<[SomeValue; 2], Diag> {
    match &tuple.kind {
        Kind::Tuple(items) if items.len() == 2 => Ok([items[0].clone(), items[1].clone()]),
        _ => Err(cx.error("this iterator gives pairs", "")),
    }
}

/// A tuple of these values, each in its place's representation.
pub fn tuple(cx: &mut dyn Lower, ann: &SomeValue, values: &[Operand]) -> Result<Operand, Diag> {
    let t = type_id(cx, ann)?;
    let p = malloc(cx, t);
    for (i, v) in values.iter().enumerate() {
        let name = format!("item{i}");
        if field_ref(cx, &p, &name).is_some() {
            set_field(cx, &p, &name, v.clone())?;
        }
    }
    Ok(p)
}

fn dict_next(cx: &mut dyn Lower, it: &Value, kind: IterKind, of: &SomeValue, to: &SomeValue) -> Result<Operand, Diag> {
    let r = rdict::repr(cx, of)?;
    // Read before the step, which forgets the dict at the end.
    let d = get_field(cx, &it.op, "dict")?;
    let n = cx.support("riter", "ll_dict_next", &[it.into()])?;
    if to.is_impossible() {
        return Ok(Operand::void());
    }
    let entries = get_field(cx, &d, "entries")?;
    match kind {
        IterKind::DictValues => entry(cx, &entries, &n, "value", &r.value, to),
        IterKind::DictItems => {
            let [key_ann, value_ann] = pair(cx, to)?;
            let k = entry(cx, &entries, &n, "key", &r.key, &key_ann)?;
            let v = entry(cx, &entries, &n, "value", &r.value, &value_ann)?;
            tuple(cx, to, &[k, v])
        }
        _ => entry(cx, &entries, &n, "key", &r.key, to),
    }
}

fn entry(
    cx: &mut dyn Lower,
    entries: &Operand,
    n: &Operand,
    field: &str,
    ann: &SomeValue,
    to: &SomeValue,
) -> Result<Operand, Diag> {
    let array = cx.operand_ty(entries).ptr();
    let inline = array.and_then(|t| match cx.types().tail(t) {
        Some(rpy_ir::Item::Inline(e)) => cx.types().find_field(e, field),
        _ => None,
    });
    let Some(f) = inline else {
        return Err(cx.error("this dict has no entries", ""));
    };
    let ty = cx.types().field(f).ty;
    let v = cx.emit(Op::GetInteriorField, vec![entries.clone(), n.clone(), Operand::Const(Const::Field(f))], ty);
    load(cx, v, ann, to)
}
