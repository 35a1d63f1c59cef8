//! Constant folding and algebraic identities.

use crate::Context;
use crate::rewrite::Subst;
use crate::simplify::int_value;
use crate::statics::Statics;
use rpy_ir::{Const, Graph, IntKind, Op, Operand, Operation, Ty};

pub fn run(g: &mut Graph, cx: &Context) -> bool {
    let mut subst = Subst::new(g);
    let mut statics = Statics::new(cx);
    let mut changed = false;
    for id in g.reverse_postorder() {
        // Definitions come before uses in this order except around loops, where the next round catches up.
        let mut block = std::mem::replace(
            &mut g.blocks[id],
            rpy_ir::Block { params: vec![], ops: vec![], exit: rpy_ir::Exit::Unreachable, span: rpy_ir::Span::NONE },
        );
        subst.apply_block(&mut block);
        block.ops.retain_mut(|op| {
            let Some(result) = op.result else { return true };
            let ty = g.ty(result);
            changed |= statics.cast_of_loaded(op, ty);
            let value = statics.load(op).or_else(|| fold(op, ty)).or_else(|| identity(op, g, cx));
            match value {
                Some(v) => {
                    subst.set(result, v);
                    changed = true;
                    false
                }
                None => true,
            }
        });
        subst.apply_block(&mut block);
        g.blocks[id] = block;
    }
    subst.apply(g);
    changed | compare_of_bool(g)
}

/// `branch (bool_not x)` becomes a branch on `x` with the links exchanged.
fn compare_of_bool(g: &mut Graph) -> bool {
    let mut negated = vec![None; g.vars.len()];
    for op in g.blocks.values().flat_map(|b| &b.ops) {
        if let (Op::BoolNot, Some(r)) = (op.op, op.result) {
            negated[r.0 as usize] = Some(op.args[0].clone());
        }
    }
    let mut changed = false;
    for b in g.blocks.values_mut() {
        if let rpy_ir::Exit::Branch { cond, then, els } = &mut b.exit
            && let Operand::Var(v) = cond
            && let Some(inner) = &negated[v.0 as usize]
        {
            *cond = inner.clone();
            std::mem::swap(then, els);
            changed = true;
        }
    }
    changed
}

/// An integer constant of a type, wrapped into its range.
pub fn int_const(v: i64, ty: Ty) -> Option<Const> {
    Some(match ty {
        Ty::Bool => Const::Bool(v != 0),
        Ty::Char => Const::Char(v as u8),
        Ty::UniChar => Const::UniChar(v as u32),
        Ty::Int(k) => Const::Int(k.wrap(v), k),
        _ => return None,
    })
}

/// The width in bits and the signedness of an integer-like constant.
fn shape(c: &Const) -> (u32, bool) {
    match c {
        Const::Bool(_) => (1, false),
        Const::Char(_) => (8, false),
        Const::UniChar(_) => (32, false),
        Const::Int(_, k) => (k.bits(), k.signed()),
        _ => (64, true),
    }
}

fn fold(op: &Operation, ty: Ty) -> Option<Operand> {
    let c = |i: usize| op.args.get(i).and_then(Operand::konst);
    match op.op {
        Op::SameAs => return Some(op.args[0].clone()),
        Op::Select => {
            if let Some(b) = c(0).and_then(int_value) {
                return Some(op.args[if b != 0 { 1 } else { 2 }].clone());
            }
            return (op.args[1] == op.args[2]).then(|| op.args[1].clone());
        }
        Op::PtrEq | Op::PtrNe => {
            let same = same_address(c(0)?, c(1)?)?;
            return Some(Operand::bool(same == (op.op == Op::PtrEq)));
        }
        Op::PtrNonzero | Op::PtrIszero => {
            let null = is_null(c(0)?)?;
            return Some(Operand::bool(null == (op.op == Op::PtrIszero)));
        }
        Op::Likely | Op::Unlikely => return c(0).map(|k| Operand::Const(k.clone())),
        Op::CastPointer => {
            return match (c(0)?, ty) {
                (Const::Null(_), Ty::Ptr(t)) => Some(Operand::Const(Const::Null(t))),
                _ => None,
            };
        }
        _ => {}
    }
    if !op.op.effects().pure || op.args.is_empty() {
        return None;
    }
    if let Some(f) = fold_float(op, ty) {
        return Some(Operand::Const(f));
    }
    let a = c(0).and_then(int_value)?;
    let (bits, signed) = shape(c(0)?);
    if op.args.len() == 1 {
        let v = match op.op {
            Op::IntNeg => a.wrapping_neg(),
            Op::IntInvert => !a,
            Op::BoolNot => (a == 0) as i64,
            Op::CastInt => return int_const(if ty == Ty::Bool { (a != 0) as i64 } else { a }, ty).map(Operand::Const),
            Op::CastIntToFloat => {
                let f = if signed { a as f64 } else { a as u64 as f64 };
                return Some(Operand::Const(Const::Float(f.to_bits())));
            }
            Op::BitsFloat => return Some(Operand::Const(Const::Float(a as u64))),
            _ => return None,
        };
        return int_const(v, ty).map(Operand::Const);
    }
    let b = c(1).and_then(int_value)?;
    int_const(binary(op.op, a, b, bits, signed)?, ty).map(Operand::Const)
}

fn binary(op: Op, a: i64, b: i64, bits: u32, signed: bool) -> Option<i64> {
    let (ua, ub) = (a as u64, b as u64);
    let wide = |f: fn(i128, i128) -> i128| {
        let (x, y) = if signed { (a as i128, b as i128) } else { (ua as i128, ub as i128) };
        let r = f(x, y);
        let (lo, hi) =
            if signed { (-(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1) } else { (0, (1i128 << bits) - 1) };
        (r < lo || r > hi) as i64
    };
    Some(match op {
        Op::IntAdd => a.wrapping_add(b),
        Op::IntSub => a.wrapping_sub(b),
        Op::IntMul => a.wrapping_mul(b),
        Op::IntTruncdiv if b == 0 => return None,
        Op::IntTruncmod if b == 0 => return None,
        Op::IntTruncdiv => {
            if signed {
                a.wrapping_div(b)
            } else {
                (ua / ub) as i64
            }
        }
        Op::IntTruncmod => {
            if signed {
                a.wrapping_rem(b)
            } else {
                (ua % ub) as i64
            }
        }
        Op::IntAnd => a & b,
        Op::IntOr => a | b,
        Op::IntXor => a ^ b,
        Op::IntLshift => a.wrapping_shl((ub % bits as u64) as u32),
        Op::IntRshift => {
            let n = (ub % bits as u64) as u32;
            if signed { a >> n } else { (ua >> n) as i64 }
        }
        Op::IntAddOverflows => wide(|x, y| x + y),
        Op::IntSubOverflows => wide(|x, y| x - y),
        Op::IntMulOverflows => wide(|x, y| x.saturating_mul(y)),
        Op::IntEq => (a == b) as i64,
        Op::IntNe => (a != b) as i64,
        Op::IntLt => (if signed { a < b } else { ua < ub }) as i64,
        Op::IntLe => (if signed { a <= b } else { ua <= ub }) as i64,
        Op::IntGt => (if signed { a > b } else { ua > ub }) as i64,
        Op::IntGe => (if signed { a >= b } else { ua >= ub }) as i64,
        _ => return None,
    })
}

fn fold_float(op: &Operation, ty: Ty) -> Option<Const> {
    let f = |i: usize| match op.args.get(i).and_then(Operand::konst) {
        Some(Const::Float(bits)) => Some(f64::from_bits(*bits)),
        _ => None,
    };
    let a = f(0)?;
    let float = |v: f64| Some(Const::Float(v.to_bits()));
    match op.op {
        Op::FloatNeg => return float(-a),
        Op::FloatAbs => return float(a.abs()),
        Op::FloatFloor => return float(a.floor()),
        Op::FloatCeil => return float(a.ceil()),
        Op::FloatTrunc => return float(a.trunc()),
        Op::FloatBits => return Some(Const::Int(a.to_bits() as i64, IntKind::I64)),
        // Saturating, as the operation: Rust's conversion is the same.
        Op::CastFloatToInt => {
            return match ty {
                Ty::Int(IntKind::I64) => Some(Const::Int(a as i64, IntKind::I64)),
                Ty::Int(IntKind::U64) => Some(Const::Int(a as u64 as i64, IntKind::U64)),
                _ => None,
            };
        }
        _ => {}
    }
    let b = f(1)?;
    Some(match op.op {
        Op::FloatAdd => return float(a + b),
        Op::FloatSub => return float(a - b),
        Op::FloatMul => return float(a * b),
        Op::FloatTruediv => return float(a / b),
        Op::FloatEq => Const::Bool(a == b),
        Op::FloatNe => Const::Bool(a != b),
        Op::FloatLt => Const::Bool(a < b),
        Op::FloatLe => Const::Bool(a <= b),
        Op::FloatGt => Const::Bool(a > b),
        Op::FloatGe => Const::Bool(a >= b),
        _ => return None,
    })
}

fn is_null(c: &Const) -> Option<bool> {
    match c {
        Const::Null(_) | Const::NullAddress => Some(true),
        Const::Data(_) | Const::DataAddress(_) | Const::Graph(_) | Const::Extern(_) => Some(false),
        _ => None,
    }
}

fn same_address(a: &Const, b: &Const) -> Option<bool> {
    match (a, b) {
        (Const::Data(x) | Const::DataAddress(x), Const::Data(y) | Const::DataAddress(y)) => Some(x == y),
        _ if is_null(a)? || is_null(b)? => Some(is_null(a)? == is_null(b)?),
        _ => None,
    }
}

/// The zero of a type.
pub fn zero(ty: Ty) -> Option<Const> {
    Some(match ty {
        Ty::Bool => Const::Bool(false),
        Ty::Char => Const::Char(0),
        Ty::UniChar => Const::UniChar(0),
        Ty::Int(k) => Const::Int(0, k),
        Ty::Float => Const::Float(0),
        Ty::SingleFloat => Const::SingleFloat(0),
        Ty::Address => Const::NullAddress,
        Ty::Ptr(t) => Const::Null(t),
        Ty::Void | Ty::Obj => return None,
    })
}

/// `x + 0`, `x * 1`, `x ^ x`, `x == x` and the like.
fn identity(op: &mut Operation, g: &Graph, cx: &Context) -> Option<Operand> {
    // A constant goes to the right, so that the rules need to look there only.
    if op.op.commutative() && op.args[0].konst().is_some() && op.args[1].konst().is_none() {
        op.args.swap(0, 1);
    } else if let Some(swapped) = op.op.swapped_comparison()
        && op.args[0].konst().is_some()
        && op.args[1].konst().is_none()
    {
        op.op = swapped;
        op.args.swap(0, 1);
    }
    let ty = op.result.map(|r| g.ty(r))?;
    let left = op.args.first()?.clone();
    let zero_of = |ty| int_const(0, ty).map(Operand::Const);
    if let Some(right) = op.args.get(1) {
        match (op.op, right.konst().and_then(int_value)) {
            (Op::IntAdd | Op::IntSub | Op::IntOr | Op::IntXor | Op::IntLshift | Op::IntRshift, Some(0)) => {
                return Some(left);
            }
            (Op::IntMul | Op::IntTruncdiv, Some(1)) => return Some(left),
            (Op::IntMul | Op::IntAnd, Some(0)) => return zero_of(ty),
            (Op::IntAddOverflows | Op::IntSubOverflows | Op::IntMulOverflows, Some(0)) => {
                return Some(Operand::bool(false));
            }
            _ => {}
        }
        if left == *right && left.var().is_some() {
            match op.op {
                Op::IntSub | Op::IntXor => return zero_of(ty),
                Op::IntAnd | Op::IntOr => return Some(left),
                Op::IntEq | Op::IntLe | Op::IntGe | Op::PtrEq => return Some(Operand::bool(true)),
                Op::IntNe | Op::IntLt | Op::IntGt | Op::PtrNe => return Some(Operand::bool(false)),
                _ => {}
            }
        }
        // A comparison with null is a test.
        if matches!(op.op, Op::PtrEq | Op::PtrNe) && right.konst().and_then(is_null) == Some(true) {
            op.op = if op.op == Op::PtrEq { Op::PtrIszero } else { Op::PtrNonzero };
            op.args.pop();
        }
        // A Bool compared with a constant is the Bool or its negation.
        if let (Some(v), Operand::Var(x)) = (op.args.get(1).and_then(|o| o.konst()).and_then(int_value), &left)
            && g.ty(*x) == Ty::Bool
            && matches!(op.op, Op::IntEq | Op::IntNe)
        {
            if (v != 0) == (op.op == Op::IntEq) {
                return Some(left);
            }
            op.op = Op::BoolNot;
            op.args.truncate(1);
        }
        return None;
    }
    let same_type = left.var().is_some_and(|v| g.ty(v) == ty)
        || matches!((&left, ty), (Operand::Const(Const::Data(d)), Ty::Ptr(t)) if cx.data[*d].ty == t);
    (same_type && matches!(op.op, Op::CastInt | Op::CastPointer)).then_some(left)
}
