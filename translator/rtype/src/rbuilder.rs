//! String builders.

use crate::containers::*;
use crate::rlist::index;
use crate::rstr::as_str;
use rpy_annotate::model::{Kind, SomeValue};
use rpy_ir::{Diag, Operand, Ty};

/// The type of builders, with the fields that the support code uses.
pub fn builder_ty(cx: &mut dyn Lower) -> Result<Ty, Diag> {
    if let Some(t) = cx.containers().builder {
        return Ok(Ty::Ptr(t));
    }
    let s = cx.ty(&SomeValue::str())?;
    let t = cx.types().new_struct("stringbuilder", true, None);
    cx.types().add_field(t, "length", Ty::SIGNED);
    cx.types().add_field(t, "buf", s);
    cx.containers().builder = Some(t);
    Ok(Ty::Ptr(t))
}

/// `StringBuilder(size)`
pub fn make(cx: &mut dyn Lower, args: &[Value]) -> Result<Operand, Diag> {
    let t = Arg::Type(builder_ty(cx)?);
    match args {
        [] => cx.support("rbuilder", "ll_newbuilder_default", &[t]),
        [size, ..] => {
            let size = index(cx, size)?;
            cx.support("rbuilder", "ll_newbuilder_of", &[t, size.into()])
        }
    }
}

pub fn method(cx: &mut dyn Lower, b: &Value, name: &str, args: &[Value]) -> Result<Option<Operand>, Diag> {
    let builder: Arg = b.into();
    Ok(Some(match (name, args) {
        ("append", [s]) if s.ann.kind == Kind::Char => {
            cx.support("rbuilder", "ll_append_char", &[builder, s.into()])?
        }
        ("append", [s]) => {
            let s = as_str(cx, s)?;
            cx.support("rbuilder", "ll_append", &[builder, s.into()])?
        }
        ("append_slice", [s, start, stop]) => {
            let (s, start, stop) = (as_str(cx, s)?, index(cx, start)?, index(cx, stop)?);
            cx.support("rbuilder", "ll_append_slice", &[builder, s.into(), start.into(), stop.into()])?
        }
        ("append_multiple_char", [c, n]) => {
            let c = cx.convert(c.op.clone(), &c.ann, &SomeValue::char())?;
            let n = index(cx, n)?;
            cx.support("rbuilder", "ll_append_multiple_char", &[builder, c.into(), n.into()])?
        }
        ("build", []) => cx.support("rbuilder", "ll_build", &[builder])?,
        ("getlength", []) => cx.support("rbuilder", "ll_getlength", &[builder])?,
        _ => return Ok(None),
    }))
}
