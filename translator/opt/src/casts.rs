//! Chains of casts: a cast of a cast is one cast, a cast back to the original type is none.

use crate::Context;
use crate::rewrite::Subst;
use rpy_ir::{Graph, Op, Operand, Ty, Var};

pub fn run(g: &mut Graph, cx: &Context) -> bool {
    // What each variable is a cast of: the operation, its operand.
    let mut source: Vec<Option<(Op, Var)>> = vec![None; g.vars.len()];
    for op in g.blocks.values().flat_map(|b| &b.ops) {
        if let (
            Op::CastPointer | Op::CastInt | Op::CastPtrToAdr | Op::CastAdrToPtr | Op::CastAdrToInt | Op::CastIntToAdr,
            Some(r),
            Some(Operand::Var(v)),
        ) = (op.op, op.result, op.args.first())
        {
            source[r.0 as usize] = Some((op.op, *v));
        }
    }
    let mut subst = Subst::new(g);
    let mut changed = false;
    let vars = &g.vars;
    for block in g.blocks.values_mut() {
        for op in &mut block.ops {
            let (Some(result), Some(Operand::Var(v))) = (op.result, op.args.first()) else { continue };
            let Some((inner, origin)) = source[v.0 as usize] else { continue };
            let (from, middle, to) = (vars[origin].ty, vars[*v].ty, vars[result].ty);
            let back = match (inner, op.op) {
                (Op::CastPointer, Op::CastPointer) => {
                    op.args[0] = Operand::Var(origin);
                    changed = true;
                    from == to
                }
                (Op::CastInt, Op::CastInt) if widens(from, middle) => {
                    // The middle type holds every value of the first: the second cast sees the same number.
                    op.args[0] = Operand::Var(origin);
                    changed = true;
                    from == to
                }
                (Op::CastPtrToAdr, Op::CastAdrToPtr) => from == to,
                (Op::CastAdrToInt, Op::CastIntToAdr) => true,
                // A collection between the two updates the pointer to a gc object, not the address.
                (Op::CastAdrToPtr, Op::CastPtrToAdr) => !cx.types.is_gc_ptr(middle),
                _ => false,
            };
            if back {
                subst.set(result, Operand::Var(origin));
                op.op = Op::SameAs;
                op.args[0] = Operand::Var(origin);
                changed = true;
            }
        }
    }
    subst.apply(g);
    changed
}

/// Whether every value of one integer-like type is one of the other.
fn widens(from: Ty, to: Ty) -> bool {
    let shape = |t| match t {
        Ty::Bool => Some((1, false)),
        Ty::Char => Some((8, false)),
        Ty::UniChar => Some((32, false)),
        Ty::Int(k) => Some((k.bits(), k.signed())),
        _ => None,
    };
    match (shape(from), shape(to)) {
        // A cast to Bool tests for nonzero: only a Bool keeps its value.
        (Some((1, _)), Some(_)) => true,
        (Some((a, false)), Some((b, true))) => a < b,
        (Some((a, s)), Some((b, t))) if s == t => a <= b && b > 1,
        _ => false,
    }
}
