//! `str`, `bytes` and `Char`: operators and methods, on support code. A Char is a `str` of length one without memory: where
//! a helper wants a string, the core's conversion makes one.

use crate::containers::*;
use crate::rlist::{ListRepr, bounds, index, negate_if, of_items, repr};
use rpy_annotate::model::{Kind, SomeValue, StrKind};
use rpy_ir::{Const, Diag, Op, Operand, Ty};

fn is_text(v: &Value) -> bool {
    matches!(v.ann.kind, Kind::Str { .. } | Kind::Char)
}

fn is_bytes(v: &Value) -> bool {
    matches!(v.ann.kind, Kind::Str { kind: StrKind::Bytes, .. })
}

/// A str or char as a string.
pub fn as_str(cx: &mut dyn Lower, v: &Value) -> Result<Operand, Diag> {
    match &v.ann.kind {
        Kind::Str { .. } => Ok(v.op.clone()),
        Kind::Char => cx.convert(v.op.clone(), &v.ann, &SomeValue::str()),
        _ => Err(cx.error("this must be a str", "convert it with `str(x)`")),
    }
}

/// The byte that an item of bytes gives, as an int.
fn byte_to_int(cx: &mut dyn Lower, c: Operand) -> Operand {
    cx.emit(Op::CastInt, vec![c], Ty::SIGNED)
}

/// An operation on a str, bytes or char.
pub fn lower(cx: &mut dyn Lower, op: &HlOp) -> Result<Option<Operand>, Diag> {
    let a = &op.args;
    let Some(first) = a.first().filter(|v| is_text(v)) else { return Ok(None) };
    if first.ann.kind == Kind::Char && a.get(1).is_some_and(|v| v.ann.kind == Kind::Char) {
        return chars(cx, op);
    }
    Ok(Some(match op.op {
        Op::GetItem => getitem(cx, first, &a[1], &op.result)?,
        Op::GetSlice => {
            let s = as_str(cx, first)?;
            let n = cx.emit(Op::GetArraySize, vec![s.clone()], Ty::SIGNED);
            let (start, stop) = bounds(cx, n, &a[1], &a[2])?;
            cx.support("rstr", "ll_strslice", &[s.into(), start.into(), stop.into()])?
        }
        Op::Add | Op::InplaceAdd if is_text(&a[1]) => {
            let (x, y) = (as_str(cx, first)?, as_str(cx, &a[1])?);
            cx.support("rstr", "ll_strconcat", &[x.into(), y.into()])?
        }
        Op::Mul | Op::InplaceMul => {
            let n = index(cx, &a[1])?;
            let name = if first.ann.kind == Kind::Char { "ll_charmul" } else { "ll_strmul" };
            cx.support("rstr", name, &[first.into(), n.into()])?
        }
        Op::Contains => contains(cx, first, &a[1])?,
        Op::Eq | Op::Ne if is_text(&a[1]) => {
            let equal = match (&first.ann.kind, &a[1].ann.kind) {
                (Kind::Char, _) => cx.support("rstr", "ll_streq_char", &[(&a[1]).into(), first.into()])?,
                (_, Kind::Char) => cx.support("rstr", "ll_streq_char", &[first.into(), (&a[1]).into()])?,
                _ => cx.support("rstr", "ll_streq", &[first.into(), (&a[1]).into()])?,
            };
            negate_if(cx, equal, op.op == Op::Ne)
        }
        Op::Lt | Op::Le | Op::Gt | Op::Ge if is_text(&a[1]) => {
            let (x, y) = (as_str(cx, first)?, as_str(cx, &a[1])?);
            let order = cx.support("rstr", "ll_strcmp", &[x.into(), y.into()])?;
            cx.emit(int_comparison(op.op), vec![order, signed(0)], Ty::Bool)
        }
        Op::Unpack => {
            let s = as_str(cx, first)?;
            let n = cx.emit(Op::GetArraySize, vec![s.clone()], Ty::SIGNED);
            crate::rlist::unpack(cx, s, n, &SomeValue::char(), &op.result)?
        }
        Op::Bool | Op::Not => {
            let b = truth(cx, first)?;
            negate_if(cx, b, op.op == Op::Not)
        }
        _ => return Ok(None),
    }))
}

fn int_comparison(op: Op) -> Op {
    match op {
        Op::Lt => Op::IntLt,
        Op::Le => Op::IntLe,
        Op::Gt => Op::IntGt,
        Op::Ge => Op::IntGe,
        Op::Ne => Op::IntNe,
        _ => Op::IntEq,
    }
}

/// Operators on two chars.
fn chars(cx: &mut dyn Lower, op: &HlOp) -> Result<Option<Operand>, Diag> {
    let (x, y) = (op.args[0].op.clone(), op.args[1].op.clone());
    Ok(Some(match op.op {
        Op::Eq | Op::Ne | Op::Lt | Op::Le | Op::Gt | Op::Ge => cx.emit(int_comparison(op.op), vec![x, y], Ty::Bool),
        Op::Contains => cx.emit(Op::IntEq, vec![x, y], Ty::Bool),
        Op::Add | Op::InplaceAdd => {
            let (x, y) = (as_str(cx, &op.args[0])?, as_str(cx, &op.args[1])?);
            cx.support("rstr", "ll_strconcat", &[x.into(), y.into()])?
        }
        _ => return Ok(None),
    }))
}

fn truth(cx: &mut dyn Lower, s: &Value) -> Result<Operand, Diag> {
    match s.ann.kind {
        Kind::Char => Ok(Operand::bool(true)),
        Kind::Str { can_be_none: true, .. } => cx.support("rstr", "ll_strbool", &[s.into()]),
        _ => {
            let n = cx.emit(Op::GetArraySize, vec![s.op.clone()], Ty::SIGNED);
            Ok(cx.emit(Op::IntNe, vec![n, signed(0)], Ty::Bool))
        }
    }
}

fn getitem(cx: &mut dyn Lower, s: &Value, i: &Value, result: &SomeValue) -> Result<Operand, Diag> {
    let nonneg = matches!(i.ann.kind, Kind::Int { nonneg: true, .. } | Kind::Bool);
    let name = if nonneg { "ll_strgetitem_nonneg" } else { "ll_strgetitem" };
    let (text, i) = (as_str(cx, s)?, index(cx, i)?);
    let c = cx.support("rstr", name, &[text.into(), i.into()])?;
    if is_bytes(s) {
        return Ok(byte_to_int(cx, c));
    }
    cx.convert(c, &SomeValue::char(), result)
}

fn contains(cx: &mut dyn Lower, s: &Value, what: &Value) -> Result<Operand, Diag> {
    let text = as_str(cx, s)?;
    match &what.ann.kind {
        Kind::Char => cx.support("rstrsearch", "ll_contains_char", &[text.into(), what.into()]),
        Kind::Int { .. } => {
            let i = index(cx, what)?;
            let c = cx.support("rstr", "ll_byte", &[i.into()])?;
            cx.support("rstrsearch", "ll_contains_char", &[text.into(), c.into()])
        }
        _ => {
            let sub = as_str(cx, what)?;
            cx.support("rstrsearch", "ll_contains", &[text.into(), sub.into()])
        }
    }
}

/// A method call on a str, bytes or char.
pub fn method(
    cx: &mut dyn Lower,
    s: &Value,
    name: &str,
    args: &[Value],
    result: &SomeValue,
) -> Result<Option<Operand>, Diag> {
    if s.ann.kind == Kind::Char
        && let Some(v) = char_method(cx, s, name, args, result)?
    {
        return Ok(Some(v));
    }
    let text = as_str(cx, s)?;
    Ok(Some(match (name, args) {
        ("isspace" | "isdigit" | "isalpha" | "isalnum" | "isupper" | "islower" | "upper" | "lower", []) => {
            cx.support("rstr", &format!("ll_{name}"), &[text.into()])?
        }
        ("startswith" | "endswith", [x]) => {
            let x = as_str(cx, x)?;
            cx.support("rstrsearch", &format!("ll_{name}"), &[text.into(), x.into()])?
        }
        ("startswith" | "endswith" | "find" | "rfind" | "index" | "rindex" | "count", [x, rest @ ..])
            if rest.len() <= 2 =>
        {
            let x = as_str(cx, x)?;
            let n = cx.emit(Op::GetArraySize, vec![text.clone()], Ty::SIGNED);
            let none = Value { op: Operand::void(), ann: SomeValue::none() };
            let (start, stop) = (rest.first().unwrap_or(&none), rest.get(1).unwrap_or(&none));
            let (start, stop) = bounds(cx, n, start, stop)?;
            let args = [text.into(), x.into(), start.into(), stop.into()];
            let within = if name.ends_with("with") { "_in" } else { "" };
            cx.support("rstrsearch", &format!("ll_{name}{within}"), &args)?
        }
        ("strip" | "lstrip" | "rstrip", rest) if rest.len() <= 1 => strip(cx, text, name, rest)?,
        ("split" | "rsplit", rest) if rest.len() <= 2 => split(cx, text, name, rest, result)?,
        ("splitlines", rest) if rest.len() <= 1 => {
            let keep = match rest.first() {
                Some(v) => v.op.clone(),
                None => Operand::bool(false),
            };
            let items = cx.support("rstrsearch", "ll_splitlines", &[text.into(), keep.into()])?;
            let r = repr(cx, result)?;
            of_items(cx, &r, items)?
        }
        ("join", [list]) => join(cx, text, list)?,
        ("replace", [old, new, rest @ ..]) if rest.len() <= 1 => {
            let (old, new) = (as_str(cx, old)?, as_str(cx, new)?);
            let limit = limit(cx, rest.first())?;
            cx.support("rstrsearch", "ll_replace", &[text.into(), old.into(), new.into(), limit.into()])?
        }
        ("ljust" | "rjust" | "center" | "zfill", [width, rest @ ..]) if rest.len() <= 1 => {
            let width = index(cx, width)?;
            let fill = match rest.first() {
                Some(v) => cx.convert(v.op.clone(), &v.ann, &SomeValue::char())?,
                None => Operand::Const(Const::Char(if name == "zfill" { b'0' } else { b' ' })),
            };
            let align = match name {
                "ljust" => b'<',
                "rjust" => b'>',
                "center" => b'^',
                _ => b'=',
            };
            let align = Operand::Const(Const::Char(align));
            cx.support("rformat", "ll_pad", &[text.into(), width.into(), fill.into(), align.into()])?
        }
        // Both types share their memory: one byte for each character.
        ("encode" | "decode", _) => text,
        _ => return Ok(None),
    }))
}

fn char_method(
    cx: &mut dyn Lower,
    c: &Value,
    name: &str,
    args: &[Value],
    result: &SomeValue,
) -> Result<Option<Operand>, Diag> {
    if !args.is_empty() {
        return Ok(None);
    }
    Ok(match name {
        "isspace" | "isdigit" | "isalpha" | "isalnum" | "isupper" | "islower" => {
            Some(cx.support("rstr", &format!("ll_char_{name}"), &[c.into()])?)
        }
        "upper" | "lower" => {
            let v = cx.support("rstr", &format!("ll_char_{name}"), &[c.into()])?;
            Some(cx.convert(v, &SomeValue::char(), result)?)
        }
        _ => None,
    })
}

/// A count of splits or replacements; -1 is no limit.
fn limit(cx: &mut dyn Lower, v: Option<&Value>) -> Result<Operand, Diag> {
    match v {
        Some(v) => index(cx, v),
        None => Ok(signed(-1)),
    }
}

fn null_str(cx: &mut dyn Lower) -> Result<Operand, Diag> {
    cx.ty(&SomeValue::str())?
        .ptr()
        .map(|t| Operand::Const(Const::Null(t)))
        .ok_or_else(|| cx.error("str has no type", ""))
}

fn strip(cx: &mut dyn Lower, s: Operand, name: &str, args: &[Value]) -> Result<Operand, Diag> {
    let chars = match args.first() {
        Some(v) if !matches!(v.ann.kind, Kind::None) => as_str(cx, v)?,
        _ => null_str(cx)?,
    };
    let flag = |b| Arg::Const(Const::Bool(b));
    cx.support("rstrsearch", "ll_strip", &[s.into(), chars.into(), flag(name != "rstrip"), flag(name != "lstrip")])
}

fn split(cx: &mut dyn Lower, s: Operand, name: &str, args: &[Value], result: &SomeValue) -> Result<Operand, Diag> {
    let limit = limit(cx, args.get(1))?;
    let items = match args.first() {
        Some(v) if !matches!(v.ann.kind, Kind::None) => {
            let sep = as_str(cx, v)?;
            cx.support("rstrsearch", &format!("ll_{name}"), &[s.into(), sep.into(), limit.into()])?
        }
        _ => cx.support("rstrsearch", &format!("ll_{name}_space"), &[s.into(), limit.into()])?,
    };
    let r = repr(cx, result)?;
    of_items(cx, &r, items)
}

fn join(cx: &mut dyn Lower, sep: Operand, list: &Value) -> Result<Operand, Diag> {
    let r = repr(cx, &list.ann)?;
    let (items, n) = crate::rlist::parts(cx, &r, &list.op)?;
    let name = match &r.item.kind {
        Kind::Char => "ll_join_chars",
        Kind::Str { .. } => "ll_join",
        _ => return Err(cx.error("`join` wants a list of strs", "convert the items with `str(x)`")),
    };
    cx.support("rstr", name, &[sep.into(), items.into(), n.into()])
}

/// `list(s)`: its chars, or the ints of bytes.
pub fn to_list(cx: &mut dyn Lower, s: &Value, result: &SomeValue) -> Result<Operand, Diag> {
    let r = repr(cx, result)?;
    let items = to_items(cx, s, &r)?;
    of_items(cx, &r, items)
}

/// The array of the items that a list of this kind has for a str.
pub fn to_items(cx: &mut dyn Lower, s: &Value, r: &ListRepr) -> Result<Operand, Diag> {
    let text = as_str(cx, s)?;
    let chars = cx.support("rstr", "ll_str_chars", &[text.into()])?;
    let n = cx.emit(Op::GetArraySize, vec![chars.clone()], Ty::SIGNED);
    let array = Arg::Type(Ty::Ptr(r.array));
    match &r.item.kind {
        Kind::Char => Ok(chars),
        Kind::Str { .. } => {
            let f = Arg::Support("rstr", "ll_chr2str");
            cx.support("rlist", "ll_convert_items", &[array, chars.into(), n.into(), f])
        }
        _ => {
            let f = Arg::Support("rstr", "ll_char_to_int");
            cx.support("rlist", "ll_convert_items", &[array, chars.into(), n.into(), f])
        }
    }
}
