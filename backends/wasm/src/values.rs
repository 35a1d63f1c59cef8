//! How values of the IR are values of wasm: integers of 32 bits and less, addresses and pointers are i32.
//!
//! What is narrower than 32 bits is kept extended: by its sign, or by zeros if the type is unsigned. An address takes 8 bytes in
//! memory all the same: the data model is the native one, so that `int` has 64 bits and the layout is shared.

use rpy_ir::{IntKind, Ty};
use walrus::ValType;

/// None for Void.
pub fn val_type(ty: Ty) -> Option<ValType> {
    Some(match ty {
        Ty::Void | Ty::Obj => return None,
        Ty::Int(k) if k.bits() == 64 => ValType::I64,
        Ty::Bool | Ty::Char | Ty::UniChar | Ty::Int(_) | Ty::Address | Ty::Ptr(_) => ValType::I32,
        Ty::Float => ValType::F64,
        Ty::SingleFloat => ValType::F32,
    })
}

pub fn signed(ty: Ty) -> bool {
    matches!(ty, Ty::Int(k) if k.signed())
}

/// The width of an integer type.
pub fn bits(ty: Ty) -> u32 {
    match ty {
        Ty::Bool => 1,
        Ty::Char => 8,
        Ty::Int(k) => k.bits(),
        _ => 32,
    }
}

pub fn is_wide(ty: Ty) -> bool {
    matches!(ty, Ty::Int(IntKind::I64 | IntKind::U64))
}
