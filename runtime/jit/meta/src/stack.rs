//! The machine's stack: whether there is enough of it to compile on.

/// Recording and compiling need about an eighth of this beside what the program's calls may use.
const LEAST: u64 = 512 << 10;

/// `RLIMIT_STACK` of Linux and macOS.
const STACK: i32 = 3;

#[repr(C)]
struct Limits {
    now: u64,
    most: u64,
}

unsafe extern "C" {
    fn getrlimit(resource: i32, limits: *mut Limits) -> i32;
}

/// With less, programs run without a JIT.
pub fn is_large_enough() -> bool {
    let mut limits = Limits { now: 0, most: 0 };
    // SAFETY: the function of POSIX, which fills the two words.
    unsafe { getrlimit(STACK, &mut limits) != 0 || limits.now >= LEAST }
}
