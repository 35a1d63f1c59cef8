//! Calls of compiled functions.

use rpy_trace::jitcode::{MOST_FLOAT_ARGS, MOST_INT_ARGS};
use rpy_trace::{CallDescr, Kind};

/// More integer arguments than this go on the stack.
const REGISTERS: usize = 6;

/// At most this many arguments.
pub const MOST_ARGS: usize = MOST_INT_ARGS + MOST_FLOAT_ARGS;

/// Signatures that take whatever fits: six integers, eight floats, and the integers on the stack.
macro_rules! signatures {
    ($($stack:literal)*) => {
        type Few = extern "C" fn(u64, u64, u64, u64, u64, u64) -> u64;
        type Mixed<R> =
            extern "C" fn(u64, u64, u64, u64, u64, u64, f64, f64, f64, f64, f64, f64, f64, f64 $(, word!($stack))*) -> R;

        /// # Safety
        /// See [`call`].
        unsafe fn mixed<R>(function: i64, i: &[u64; MOST_INT_ARGS], f: &[f64; MOST_FLOAT_ARGS]) -> R {
            // SAFETY: the caller's.
            let callee: Mixed<R> = unsafe { std::mem::transmute::<usize, Mixed<R>>(function as usize) };
            callee(i[0], i[1], i[2], i[3], i[4], i[5], f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7] $(, i[$stack])*)
        }
    };
}
macro_rules! word {
    ($n:literal) => {
        u64
    };
}
signatures!(6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31);
const _: () = assert!(MOST_INT_ARGS == 32 && MOST_FLOAT_ARGS == 8);

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
    let mut i = [0u64; MOST_INT_ARGS];
    let mut f = [0f64; MOST_FLOAT_ARGS];
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
    // SAFETY: the caller's.
    unsafe {
        match d.result {
            Some(Kind::Float) => mixed::<f64>(function, &i, &f).to_bits(),
            Some(Kind::Int) => extended(mixed(function, &i, &f), d.result_size, d.result_signed),
            Some(Kind::Ref) | None => mixed(function, &i, &f),
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

    fn descr(args: &[Kind], result: Option<Kind>, size: u8, signed: bool) -> CallDescr {
        CallDescr { args: args.to_vec(), result, result_size: size, result_signed: signed, ..CallDescr::default() }
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

    /// Ten integers of which four are on the stack, between floats.
    #[rustfmt::skip]
    extern "C" fn stacked(
        a: i64, x: f64, b: i64, c: i64, d: i64, y: f64, e: i64, f: i64, g: i64, h: i64, i: i64, j: i64,
    ) -> f64 {
        let ints = [a, b, c, d, e, f, g, h, i, j].iter().fold(0, |n, v| 3 * n + v);
        ints as f64 + x / y
    }

    #[test]
    fn arguments_arrive_on_the_stack() {
        use Kind::{Float as F, Int as I};
        let d = descr(&[I, F, I, I, I, F, I, I, I, I, I, I], Some(F), 8, true);
        let args = [1, 3f64.to_bits(), 2, 3, 4, 4f64.to_bits(), 5, 6, 7, 8, 9, 10];
        // SAFETY: the function is as the descr says.
        let r = unsafe { call(stacked as *const () as i64, &d, &args) };
        assert_eq!(f64::from_bits(r), stacked(1, 3.0, 2, 3, 4, 4.0, 5, 6, 7, 8, 9, 10));
    }

    #[test]
    fn narrow_results_are_extended() {
        let d = descr(&[Kind::Int], Some(Kind::Int), 1, true);
        // SAFETY: as above.
        assert_eq!(unsafe { call(narrow as *const () as i64, &d, &[0x1ff]) } as i64, -1);
    }
}
