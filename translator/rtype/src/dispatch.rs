//! Which module lowers an operation.

use crate::containers::{self, HlOp, Lower, Value};
use crate::place::Place;
use rpy_annotate::model::{Desc, Kind, SomeValue};
use rpy_ir::{BlockId, Diag, Op, Operand, Operation, Ty};

pub fn operation(p: &mut Place, op: &Operation, hl: &HlOp, at: (BlockId, usize)) -> Result<Operand, Diag> {
    match hl.op {
        Op::SimpleCall | Op::CallArgs => return p.call_operation(op, hl),
        Op::GetAttr => return p.getattr(op, hl),
        Op::SetAttr => return p.setattr(hl),
        Op::Is => return p.is(hl),
        Op::SameAs | Op::CheckType => {
            let a = &hl.args[0];
            return p.convert(a.op.clone(), &a.ann, &hl.result);
        }
        Op::Bool | Op::Not => {
            let v = &hl.args[0];
            let b = if p.calls_method(op, v) { p.instance_truth(op, v)? } else { p.truth(hl)? };
            if hl.op == Op::Bool {
                return Ok(b);
            }
            return Ok(p.emit(Op::BoolNot, vec![b], Ty::Bool));
        }
        Op::InplaceAdd if matches!(hl.args[0].ann.kind, Kind::List { .. }) && p.is_recorded(op) => {
            return p.recorded_call(op, None, &hl.args, &hl.result);
        }
        Op::Format if p.calls_method(op, &hl.args[0]) => {
            let v = &hl.args[0];
            let text = p.recorded_call(op, Some(v.clone()), &[], &SomeValue::str())?;
            let mut args = hl.args.clone();
            args[0] = Value { op: text, ann: SomeValue::str() };
            // The method has made the text that was asked for.
            args[1].op = Operand::name("s");
            let shown = HlOp { op: hl.op, args, result: hl.result.clone(), span: hl.span };
            return containers::lower(p, &shown)?.ok_or_else(|| p.error("this cannot be formatted", ""));
        }
        Op::NewTuple => return p.new_tuple(&hl.args, &hl.result),
        _ => {}
    }
    // `3 * "ab"` is `"ab" * 3`.
    let number = |v: &containers::Value| matches!(v.ann.kind, Kind::Int { .. } | Kind::Bool);
    if let (Op::Mul, [a, b]) = (hl.op, &hl.args[..])
        && number(a)
        && matches!(b.ann.kind, Kind::Str { .. } | Kind::Char | Kind::List { .. })
    {
        let swapped = HlOp { op: hl.op, args: vec![b.clone(), a.clone()], result: hl.result.clone(), span: hl.span };
        return operation(p, op, &swapped, at);
    }
    if let Some(a) = hl.args.first() {
        match &a.ann.kind {
            Kind::Instance { .. } => {
                if let Some(v) = p.instance_operation(op, hl, at)? {
                    return Ok(v);
                }
            }
            Kind::Low(_) | Kind::Interior { .. } => {
                if let Some(v) = p.low_operation(op, hl)? {
                    return Ok(v);
                }
            }
            Kind::Tuple(_) => {
                if let Some(v) = p.tuple_operation(hl)? {
                    return Ok(v);
                }
            }
            Kind::Bool
            | Kind::Int { .. }
            | Kind::Float
            | Kind::SingleFloat
            | Kind::Char
            | Kind::UniChar
            | Kind::None
            | Kind::Pbc { .. } => {
                if let Some(v) = p.number_operation(hl)? {
                    return Ok(v);
                }
            }
            _ => {}
        }
    }
    if let Some(v) = containers::lower(p, hl)? {
        return Ok(v);
    }
    if let Some(v) = p.number_operation(hl)? {
        return Ok(v);
    }
    let types: Vec<String> = hl.args.iter().map(|a| p.core.ann.describe(&a.ann)).collect();
    Err(p.error(
        &format!("`{}` on {} cannot be translated yet", hl.op.name(), types.join(" and ")),
        "write it another way",
    ))
}

/// The single special callee of a call.
pub fn special_name(s: &rpy_annotate::model::SomeValue) -> Option<(std::rc::Rc<str>, rpy_ir::ObjId)> {
    match s.single_desc() {
        Some(Desc::Special(name, obj)) => Some((name.clone(), *obj)),
        _ => None,
    }
}
