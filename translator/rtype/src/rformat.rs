//! Text of values: `str`, `repr`, `%`, f-strings and `print`; and `int` and `float` of text. A format string is constant: each
//! of its pieces becomes one conversion, and the pieces one concatenation.

use crate::containers::*;
use crate::formatspec::{Piece, Spec, parse_percent, parse_spec};
use crate::rlist::{self, index};
use crate::rstr::as_str;
use rpy_annotate::model::{Kind, SomeValue, StrKind};
use rpy_ir::{Const, Diag, IntKind, Op, Operand, Ty};

fn chr(c: u8) -> Arg {
    Arg::Value(Operand::Const(Const::Char(c)))
}

/// `str(v)`, or `repr(v)`.
pub fn text(cx: &mut dyn Lower, v: &Value, repr: bool) -> Result<Operand, Diag> {
    match &v.ann.kind {
        Kind::Char if repr => cx.support("rstr", "ll_repr_char", &[v.into()]),
        Kind::Str { kind: StrKind::Bytes, .. } => cx.support("rstr", "ll_repr_bytes", &[v.into()]),
        Kind::Str { .. } if repr => cx.support("rstr", "ll_repr", &[v.into()]),
        Kind::Str { can_be_none: true, .. } => {
            let none = cx.string(b"None");
            cx.support("rstr", "ll_str_or_none", &[v.into(), none.into()])
        }
        Kind::Str { .. } | Kind::Char => as_str(cx, v),
        Kind::None => Ok(cx.string(b"None")),
        // An item of what is always empty.
        Kind::Impossible => Ok(cx.string(b"")),
        Kind::Bool => {
            let (yes, no) = (cx.string(b"True"), cx.string(b"False"));
            let ty = cx.operand_ty(&yes);
            Ok(cx.emit(Op::Select, vec![v.op.clone(), yes, no], ty))
        }
        Kind::Int { kind: IntKind::U64, .. } => cx.support("rintstr", "ll_uint2dec", &[v.into()]),
        Kind::Int { .. } => {
            let i = index(cx, v)?;
            cx.support("rintstr", "ll_int2dec", &[i.into()])
        }
        Kind::Float => cx.support("rformat", "ll_float_repr", &[v.into()]),
        Kind::List { .. } => list_text(cx, v),
        Kind::Dict { .. } => dict_text(cx, v),
        Kind::Tuple(_) => tuple_text(cx, v),
        _ => cx.object_text(v),
    }
}

/// The texts as one string.
pub fn concat(cx: &mut dyn Lower, parts: Vec<Operand>) -> Result<Operand, Diag> {
    match &parts[..] {
        [] => Ok(cx.string(b"")),
        [one] => Ok(one.clone()),
        [a, b] => cx.support("rstr", "ll_strconcat", &[a.into(), b.into()]),
        _ => {
            let item = cx.operand_ty(&parts[0]);
            let array = cx.types().array(true, rpy_ir::Item::Value(item));
            let n = signed(parts.len() as i64);
            let args = vec![Operand::Const(Const::Type(array)), n];
            let a = cx.emit(Op::MallocVarsize, args, Ty::Ptr(array));
            for (i, part) in parts.into_iter().enumerate() {
                cx.emit(Op::SetArrayItem, vec![a.clone(), signed(i as i64), part], Ty::Void);
            }
            cx.support("rstr", "ll_build", &[a.into()])
        }
    }
}

fn tuple_text(cx: &mut dyn Lower, v: &Value) -> Result<Operand, Diag> {
    let Kind::Tuple(items) = v.ann.kind.clone() else {
        return Err(cx.error("this is not a tuple", ""));
    };
    let mut parts = vec![cx.string(b"(")];
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            parts.push(cx.string(b", "));
        }
        let op = if cx.ty(item)? == Ty::Void { Operand::void() } else { get_field(cx, &v.op, &format!("item{i}"))? };
        parts.push(text(cx, &Value { op, ann: item.clone() }, true)?);
    }
    parts.push(cx.string(if items.len() == 1 { b",)" } else { b")" }));
    concat(cx, parts)
}

fn list_text(cx: &mut dyn Lower, v: &Value) -> Result<Operand, Diag> {
    let r = rlist::repr(cx, &v.ann)?;
    let convert = item_text(cx, &r.item)?;
    let name = if r.list.is_some() { "ll_list_repr" } else { "ll_fixed_list_repr" };
    cx.support("rcontainers", name, &[v.into(), convert])
}

fn dict_text(cx: &mut dyn Lower, v: &Value) -> Result<Operand, Diag> {
    let r = crate::rdict::repr(cx, &v.ann)?;
    let (key, value) = (item_text(cx, &r.key)?, item_text(cx, &r.value)?);
    cx.support("rcontainers", "ll_dict_repr", &[v.into(), key, value])
}

/// A function that makes text of what a container stores.
fn item_text(cx: &mut dyn Lower, ann: &SomeValue) -> Result<Arg, Diag> {
    let item_ty = stored(cx.ty(ann)?);
    let s = cx.ty(&SomeValue::str())?;
    let mut body = |cx: &mut dyn Lower, p: &[Operand]| {
        let op = load(cx, p[0].clone(), ann, ann)?;
        text(cx, &Value { op, ann: ann.clone() }, true)
    };
    Ok(Arg::Graph(cx.helper("item_repr", &[item_ty], s, &mut body)?))
}

/// `format(v, spec)` after `!conversion`: a field of an f-string.
pub fn field(cx: &mut dyn Lower, v: &Value, conversion: &str, spec: &str) -> Result<Operand, Diag> {
    let spec = parse_spec(spec).map_err(|e| cx.error(&e, ""))?;
    if conversion.is_empty() {
        return formatted(cx, v, &spec);
    }
    let s = text(cx, v, conversion == "r")?;
    formatted(cx, &Value { op: s, ann: SomeValue::str() }, &spec)
}

/// `format % args`, with a constant format.
pub fn percent(cx: &mut dyn Lower, format: &[u8], args: &[Value]) -> Result<Operand, Diag> {
    let pieces = parse_percent(format).map_err(|e| cx.error(&e, ""))?;
    let wanted = pieces.iter().filter(|p| matches!(p, Piece::Value(_))).count();
    if wanted != args.len() {
        let message = format!("the format string wants {wanted} values and gets {}", args.len());
        return Err(cx.error(&message, "give one value for each conversion, in a tuple"));
    }
    let mut args = args.iter();
    let mut parts = vec![];
    for piece in &pieces {
        parts.push(match (piece, piece_arg(piece, &mut args)) {
            (Piece::Value(spec), Some(v)) => converted(cx, v, spec)?,
            (Piece::Literal(text), _) => cx.string(text),
            (Piece::Value(_), None) => continue,
        });
    }
    concat(cx, parts)
}

fn piece_arg<'a>(piece: &Piece, args: &mut std::slice::Iter<'a, Value>) -> Option<&'a Value> {
    match piece {
        Piece::Value(_) => args.next(),
        Piece::Literal(_) => None,
    }
}

/// One `%` conversion: `%s` and `%r` take anything.
fn converted(cx: &mut dyn Lower, v: &Value, spec: &Spec) -> Result<Operand, Diag> {
    match spec.ty {
        Some(t @ (b's' | b'r')) => {
            let op = text(cx, v, t == b'r')?;
            let spec = Spec { ty: None, ..spec.clone() };
            formatted(cx, &Value { op, ann: SomeValue::str() }, &spec)
        }
        Some(b'd') if matches!(v.ann.kind, Kind::Float) => {
            let i = cx.support("rfloat", "ll_to_int", &[v.into()])?;
            formatted(cx, &Value { op: i, ann: SomeValue::int() }, spec)
        }
        // `%.3d` is a minimum of digits; in an f-string it is an error.
        Some(b'd' | b'x' | b'X' | b'o') if spec.precision.is_some() => {
            let digits = spec.precision.unwrap_or(0);
            let plain = Spec { width: 0, precision: None, ..spec.clone() };
            let s = formatted(cx, v, &plain)?;
            let s = cx.support("rformat", "ll_min_digits", &[s.into(), signed(digits).into()])?;
            pad(cx, s, spec, b'>')
        }
        _ => formatted(cx, v, spec),
    }
}

/// A value by a specification.
fn formatted(cx: &mut dyn Lower, v: &Value, spec: &Spec) -> Result<Operand, Diag> {
    if *spec == Spec::PLAIN {
        return text(cx, v, false);
    }
    match (&v.ann.kind, spec.ty) {
        (Kind::Int { .. } | Kind::Bool, Some(t)) if b"eEfFgG%".contains(&t) => {
            let ty = Ty::Float;
            let f = cx.emit(Op::CastIntToFloat, vec![v.op.clone()], ty);
            float(cx, &f, spec)
        }
        (Kind::Int { .. } | Kind::Char, Some(b'c')) => {
            let s = if v.ann.kind == Kind::Char {
                as_str(cx, v)?
            } else {
                let i = index(cx, v)?;
                let c = cx.support("rstr", "ll_chr", &[i.into()])?;
                cx.support("rstr", "ll_chr2str", &[c.into()])?
            };
            pad(cx, s, spec, b'<')
        }
        (Kind::Int { .. } | Kind::Bool, Some(b'd' | b'x' | b'X' | b'o' | b'b')) => int(cx, v, spec),
        (Kind::Int { .. }, None) => int(cx, v, spec),
        (Kind::Float, t) if t.is_none_or(|t| b"eEfFgG%".contains(&t)) => float(cx, &v.op, spec),
        (_, None | Some(b's')) => {
            let mut s = text(cx, v, false)?;
            if let Some(n) = spec.precision {
                s = cx.support("rformat", "ll_truncate", &[s.into(), signed(n).into()])?;
            }
            pad(cx, s, spec, b'<')
        }
        (_, Some(t)) => {
            let message = format!("the format `{}` does not fit this value", t as char);
            Err(cx.error(&message, "use `%s` or no format code to get its text"))
        }
    }
}

fn int(cx: &mut dyn Lower, v: &Value, spec: &Spec) -> Result<Operand, Diag> {
    if spec.precision.is_some() {
        return Err(cx.error("an int has no precision", "leave out the `.` and its number"));
    }
    let prefix = Arg::Const(Const::Bool(spec.alternate));
    let unsigned = matches!(v.ann.kind, Kind::Int { kind: IntKind::U64, .. });
    let i: Arg = if unsigned { v.into() } else { index(cx, v)?.into() };
    let digits = |shift: i64, letter: u8| vec![signed(shift).into(), prefix.clone(), chr(letter)];
    let rest: Vec<Arg> = match spec.ty {
        Some(b'x' | b'X') => digits(4, b'x'),
        Some(b'o') => digits(3, b'o'),
        Some(b'b') => digits(1, b'b'),
        _ => vec![],
    };
    let name = match (rest.is_empty(), unsigned) {
        (true, false) => "ll_int2dec",
        (true, true) => "ll_uint2dec",
        (false, false) => "ll_int_in_base",
        (false, true) => "ll_uint_in_base",
    };
    let mut args = vec![i];
    args.extend(rest);
    let mut s = cx.support("rintstr", name, &args)?;
    if spec.ty == Some(b'X') {
        s = cx.support("rstr", "ll_upper", &[s.into()])?;
    }
    if spec.sign != b'-' {
        s = cx.support("rformat", "ll_sign", &[s.into(), chr(spec.sign)])?;
    }
    let every = if matches!(spec.ty, None | Some(b'd')) { 3 } else { 4 };
    s = group(cx, s, spec, every)?;
    pad(cx, s, spec, b'>')
}

fn group(cx: &mut dyn Lower, s: Operand, spec: &Spec, every: i64) -> Result<Operand, Diag> {
    match spec.group {
        Some(c) => cx.support("rformat", "ll_group", &[s.into(), chr(c), signed(every).into()]),
        None => Ok(s),
    }
}

fn float(cx: &mut dyn Lower, f: &Operand, spec: &Spec) -> Result<Operand, Diag> {
    let name = match (spec.ty, spec.precision) {
        (None, None) => "ll_float_repr",
        (None, Some(_)) => "ll_float_default",
        (Some(b'f' | b'F'), _) => "ll_float_fixed",
        (Some(b'e' | b'E'), _) => "ll_float_exp",
        (Some(b'%'), _) => "ll_float_percent",
        _ => "ll_float_general",
    };
    let mut args: Vec<Arg> = vec![f.into()];
    if name != "ll_float_repr" {
        args.push(signed(spec.precision.unwrap_or(6)).into());
        args.push(chr(spec.sign));
        if name != "ll_float_default" {
            args.push(Arg::Value(Operand::bool(spec.alternate)));
        }
    }
    let mut s = cx.support("rformat", name, &args)?;
    if name == "ll_float_repr" && spec.sign != b'-' {
        s = cx.support("rformat", "ll_sign", &[s.into(), chr(spec.sign)])?;
    }
    if matches!(spec.ty, Some(b'F' | b'E' | b'G')) {
        s = cx.support("rstr", "ll_upper", &[s.into()])?;
    }
    s = group(cx, s, spec, 3)?;
    pad(cx, s, spec, b'>')
}

fn pad(cx: &mut dyn Lower, s: Operand, spec: &Spec, default: u8) -> Result<Operand, Diag> {
    if spec.width == 0 {
        return Ok(s);
    }
    let args = [s.into(), signed(spec.width).into(), chr(spec.fill), chr(spec.align.unwrap_or(default))];
    cx.support("rformat", "ll_pad", &args)
}

/// `print(...)`: one write of the whole line.
pub fn print(cx: &mut dyn Lower, args: &[Value], sep: &[u8], end: &[u8]) -> Result<Operand, Diag> {
    let mut parts = vec![];
    for (i, v) in args.iter().enumerate() {
        if i > 0 && !sep.is_empty() {
            parts.push(cx.string(sep));
        }
        parts.push(text(cx, v, false)?);
    }
    if !end.is_empty() {
        parts.push(cx.string(end));
    }
    let line = concat(cx, parts)?;
    cx.support("rprint", "ll_write_all", &[signed(1).into(), line.into()])
}

/// `int(v)`, `int(v, base)`
pub fn to_int(cx: &mut dyn Lower, v: &Value, base: Option<&Value>) -> Result<Operand, Diag> {
    match &v.ann.kind {
        Kind::Str { .. } | Kind::Char => {
            let s = as_str(cx, v)?;
            let base = match base {
                Some(b) => index(cx, b)?,
                None => signed(10),
            };
            cx.support("rintstr", "ll_str2int", &[s.into(), base.into()])
        }
        Kind::Float => cx.support("rfloat", "ll_to_int", &[v.into()]),
        Kind::Int { .. } | Kind::Bool => index(cx, v),
        _ => Err(cx.error("`int` of this is not RPython", "`int` takes a number or a str")),
    }
}

/// `float(v)`
pub fn to_float(cx: &mut dyn Lower, v: &Value) -> Result<Operand, Diag> {
    match &v.ann.kind {
        Kind::Str { .. } | Kind::Char => {
            let s = as_str(cx, v)?;
            cx.support("rdtoa", "ll_str2float", &[s.into()])
        }
        Kind::Float => Ok(v.op.clone()),
        Kind::Int { .. } | Kind::Bool => Ok(cx.emit(Op::CastIntToFloat, vec![v.op.clone()], Ty::Float)),
        _ => Err(cx.error("`float` of this is not RPython", "`float` takes a number or a str")),
    }
}

/// `hex(i)`, `oct(i)`, `bin(i)`
pub fn in_base(cx: &mut dyn Lower, v: &Value, name: &str) -> Result<Operand, Diag> {
    let i = index(cx, v)?;
    cx.support("rintstr", &format!("ll_int2{name}"), &[i.into()])
}
