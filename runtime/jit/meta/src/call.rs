//! Calls of compiled functions.

use rpy_trace::{CallDescr, Kind};

/// More integer arguments than this go on the stack.
const REGISTERS: usize = 6;
/// At most this many integers and floats.
const MOST_INTS: usize = 14;
const MOST_FLOATS: usize = 8;

/// At most this many arguments.
pub const MOST_ARGS: usize = MOST_INTS + MOST_FLOATS;

/// Whether [`call`] can pass these arguments.
pub fn callable(d: &CallDescr) -> bool {
    if d.args.len() <= REGISTERS {
        return true;
    }
    let floats = d.args.iter().filter(|k| **k == Kind::Float).count();
    floats <= MOST_FLOATS && d.args.len() - floats <= MOST_INTS
}

type Few = extern "C" fn(u64, u64, u64, u64, u64, u64) -> u64;
type Ints = extern "C" fn(
    u64,
    u64,
    u64,
    u64,
    u64,
    u64,
    f64,
    f64,
    f64,
    f64,
    f64,
    f64,
    f64,
    f64,
    u64,
    u64,
    u64,
    u64,
    u64,
    u64,
    u64,
    u64,
) -> u64;
type Floats = extern "C" fn(
    u64,
    u64,
    u64,
    u64,
    u64,
    u64,
    f64,
    f64,
    f64,
    f64,
    f64,
    f64,
    f64,
    f64,
    u64,
    u64,
    u64,
    u64,
    u64,
    u64,
    u64,
    u64,
) -> f64;

/// Calls a function; the arguments are in the order of the descr. Gives the result as a word: an integer extended to 64 bits by
/// its type, an address, the bits of a float.
///
/// The System V convention passes integers and floats in registers of their own and the rest of the integers in order on
/// the stack, so one signature with all of them serves every function: what a function does not take it does not look at.
///
/// # Safety
/// The address is of a function with these arguments and this result.
pub unsafe fn call(function: i64, d: &CallDescr, args: &[u64]) -> u64 {
    if args.len() <= REGISTERS && d.result != Some(Kind::Float) && !d.args.contains(&Kind::Float) {
        let mut i = [0u64; REGISTERS];
        i[..args.len()].copy_from_slice(args);
        // SAFETY: the caller's; what the function does not take it does not look at.
        let callee: Few = unsafe { std::mem::transmute::<usize, Few>(function as usize) };
        let v = callee(i[0], i[1], i[2], i[3], i[4], i[5]);
        return if d.result == Some(Kind::Int) { extended(v, d.result_size, d.result_signed) } else { v };
    }
    let mut i = [0u64; MOST_INTS];
    let mut f = [0f64; MOST_FLOATS];
    let (mut ni, mut nf) = (0, 0);
    for (k, &v) in d.args.iter().zip(args) {
        if *k == Kind::Float {
            f[nf] = f64::from_bits(v);
            nf += 1;
        } else {
            i[ni] = v;
            ni += 1;
        }
    }
    const { assert!(REGISTERS + 8 == MOST_INTS) };
    macro_rules! go {
        ($t:ty) => {{
            // SAFETY: the caller's.
            let callee: $t = unsafe { std::mem::transmute::<usize, $t>(function as usize) };
            callee(
                i[0], i[1], i[2], i[3], i[4], i[5], f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7], i[6], i[7], i[8],
                i[9], i[10], i[11], i[12], i[13],
            )
        }};
    }
    match d.result {
        Some(Kind::Float) => go!(Floats).to_bits(),
        Some(Kind::Ref) => go!(Ints),
        Some(Kind::Int) => extended(go!(Ints), d.result_size, d.result_signed),
        None => {
            go!(Ints);
            0
        }
    }
}

/// A narrow integer in a register: its upper bits mean nothing.
fn extended(v: u64, size: u8, signed: bool) -> u64 {
    match (size, signed) {
        (1, true) => v as i8 as i64 as u64,
        (1, false) => v as u8 as u64,
        (2, true) => v as i16 as i64 as u64,
        (2, false) => v as u16 as u64,
        (4, true) => v as i32 as i64 as u64,
        (4, false) => v as u32 as u64,
        _ => v,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rpy_trace::image::ImageDescr;

    fn descr(args: &[Kind], result: Option<Kind>, size: u8, signed: bool) -> CallDescr {
        let ImageDescr::Call(c) = ImageDescr::default() else { panic!("the default is a call") };
        CallDescr { args: args.to_vec(), result, result_size: size, result_signed: signed, ..c }
    }

    extern "C" fn mixed(a: i64, x: f64, b: u8, y: f64) -> f64 {
        a as f64 + 10.0 * x + 100.0 * b as f64 + 1000.0 * y
    }
    extern "C" fn many(a: i64, b: i64, c: i64, d: i64, e: i64, f: i64, g: i64, h: i64) -> i64 {
        a - b + 2 * c - d + 3 * e - f + 5 * g - 7 * h
    }
    extern "C" fn narrow(a: i64) -> i8 {
        a as i8
    }

    #[test]
    fn arguments_arrive() {
        let d = descr(&[Kind::Int, Kind::Float, Kind::Int, Kind::Float], Some(Kind::Float), 8, true);
        let args = [1, 2f64.to_bits(), 3, 4f64.to_bits()];
        // SAFETY: the function is as the descr says.
        let r = unsafe { call(mixed as *const () as i64, &d, &args) };
        assert_eq!(f64::from_bits(r), 4321.0);
        let d = descr(&[Kind::Int; 8], Some(Kind::Int), 8, true);
        // SAFETY: as above.
        let r = unsafe { call(many as *const () as i64, &d, &[1, 2, 3, 4, 5, 6, 7, 8]) };
        assert_eq!(r as i64, many(1, 2, 3, 4, 5, 6, 7, 8));
    }

    #[test]
    fn narrow_results_are_extended() {
        let d = descr(&[Kind::Int], Some(Kind::Int), 1, true);
        // SAFETY: as above.
        assert_eq!(unsafe { call(narrow as *const () as i64, &d, &[0x1ff]) } as i64, -1);
    }
}
