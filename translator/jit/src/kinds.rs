//! Of what kind the values of a type are in jitcode.

use rpy_ir::{Ty, Types};
use rpy_trace::Kind;

/// None for Void.
pub fn kind(types: &Types, ty: Ty) -> Option<Kind> {
    Some(match ty {
        Ty::Void | Ty::Obj => return None,
        Ty::Float => Kind::Float,
        Ty::Ptr(t) if types.is_gc(t) => Kind::Ref,
        _ => Kind::Int,
    })
}

/// Size in bytes and signedness of an integer-like type.
pub fn width(ty: Ty) -> (u8, bool) {
    match ty {
        Ty::Bool | Ty::Char => (1, false),
        Ty::UniChar | Ty::SingleFloat => (4, false),
        Ty::Int(k) => ((k.bits() / 8) as u8, k.signed()),
        Ty::Void => (0, false),
        _ => (8, true),
    }
}
