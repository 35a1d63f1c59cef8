//! What the operations of traces do, done at once.

use crate::memory::{array_length, place};
use crate::table::Program;
use rpy_trace::op::{Folded, Group, fold_float, fold_int};
use rpy_trace::{DescrId, Kind, OpCode};

/// Does an operation that is neither a call nor a guard; gives its result as a word (0 if it has none).
///
/// # Safety
/// The operands are of the operation's kinds, and objects are as the descr says.
pub unsafe fn execute(p: &Program, op: OpCode, args: &[u64], descr: Option<DescrId>) -> u64 {
    let arg = |i: usize| args.get(i).copied().unwrap_or(0);
    // SAFETY: the caller's, for all memory.
    unsafe {
        match op.group() {
            Group::Pure | Group::Ovf => pure(op, arg(0), arg(1)),
            Group::Read => read(p, op, args, descr),
            Group::New => allocate(p, op, arg(0) as i64, descr),
            Group::Write => {
                write(p, op, args, descr);
                0
            }
            _ => 0,
        }
    }
}

fn pure(op: OpCode, a: u64, b: u64) -> u64 {
    match op {
        OpCode::PtrEq => (a == b) as u64,
        OpCode::PtrNe => (a != b) as u64,
        OpCode::CastPtrToInt | OpCode::SameAsR => a,
        // The interpreter's own functions test before they compute: None is division by zero, and cannot be.
        _ => match fold_int(op, a as i64, b as i64) {
            Some(v) => v as u64,
            None => match fold_float(op, a, b) {
                Some(Folded::Int(v)) => v as u64,
                Some(Folded::Float(f)) => f.to_bits(),
                None => 0,
            },
        },
    }
}

unsafe fn read(p: &Program, op: OpCode, args: &[u64], descr: Option<DescrId>) -> u64 {
    let (Some(d), object) = (descr, args[0] as usize) else { return 0 };
    let index = args.get(1).copied().unwrap_or(0) as i64;
    // SAFETY: the caller's.
    unsafe {
        if matches!(op, OpCode::ArraylenGc | OpCode::ArraylenRaw) {
            return array_length(&p.descrs, d, object) as u64;
        }
        place(&p.descrs, d, object, index).map_or(0, |at| at.get())
    }
}

unsafe fn write(p: &Program, op: OpCode, args: &[u64], descr: Option<DescrId>) {
    let Some(d) = descr else { return };
    let object = args[0] as usize;
    // SAFETY: the caller's.
    unsafe {
        match op {
            OpCode::ArrayCopy => {
                let Some(a) = p.descrs.array(d) else { return };
                let item =
                    |array: u64, i: u64| array as usize + a.items_offset as usize + i as usize * a.item_size as usize;
                if a.item.is_none_or(|k| k == Kind::Ref) {
                    p.before_store_items(args[1] as usize, args[3] as i64, args[4] as i64);
                }
                let (from, to) = (item(args[0], args[2]), item(args[1], args[3]));
                std::ptr::copy(from as *const u8, to as *mut u8, args[4] as usize * a.item_size as usize);
            }
            OpCode::ArrayClear => {
                let Some(a) = p.descrs.array(d) else { return };
                let start = object + a.items_offset as usize + args[1] as usize * a.item_size as usize;
                std::ptr::write_bytes(start as *mut u8, 0, args[2] as usize * a.item_size as usize);
            }
            OpCode::SetfieldGc => {
                if let Some(at) = place(&p.descrs, d, object, 0) {
                    p.store(object, None, at, args[1]);
                }
            }
            OpCode::SetfieldRaw => {
                if let Some(at) = place(&p.descrs, d, object, 0) {
                    at.set(args[1]);
                }
            }
            OpCode::SetarrayitemGc | OpCode::SetinteriorfieldGc => {
                let index = args[1] as i64;
                if let Some(at) = place(&p.descrs, d, object, index) {
                    p.store(object, Some(index), at, args[2]);
                }
            }
            _ => {
                if let Some(at) = place(&p.descrs, d, object, args[1] as i64) {
                    at.set(args[2]);
                }
            }
        }
    }
}

/// A new object, or null if there is no memory; may collect.
///
/// # Safety
/// See [`execute`].
pub unsafe fn allocate(p: &Program, op: OpCode, length: i64, descr: Option<DescrId>) -> u64 {
    type Fixed = extern "C" fn(i64, i64) -> u64;
    type Var = extern "C" fn(i64, i64, i64, i64, i64) -> u64;
    let Some(d) = descr else { return 0 };
    // SAFETY: the collector's functions, which the translator has named.
    let (fixed, var) = unsafe {
        (std::mem::transmute::<usize, Fixed>(p.gc.malloc), std::mem::transmute::<usize, Var>(p.gc.malloc_varsize))
    };
    match op {
        OpCode::New | OpCode::NewWithVtable => {
            p.descrs.size(d).map_or(0, |s| fixed(s.type_number as i64, s.size as i64))
        }
        _ => p.descrs.array(d).map_or(0, |a| {
            var(a.type_number as i64, length, a.fixed as i64, a.item_size as i64, a.length_offset as i64)
        }),
    }
}
