//! The functions of a `JitDriver` that decide: whether a loop is entered, a call traced into, a called loop's first iteration too.

mod common;
use common::*;
use std::path::{Path, PathBuf};

/// A counting loop that calls itself with a loop of its own inside; `hooks` are functions and arguments of the driver.
fn program(test: &str, functions: &str, arguments: &str) -> PathBuf {
    let source = format!(
        r#"from rpython.rlib.jit import JitDriver


class Total(object):
    def __init__(self):
        self.n = 0


{functions}

driver = JitDriver(greens=["depth"], reds=["i", "n", "total"], is_recursive=True, name="sums", {arguments})


def run(depth, n, total):
    i = 0
    while True:
        driver.jit_merge_point(depth=depth, i=i, n=n, total=total)
        if depth > 0:
            run(depth - 1, 3, total)
        total.n += i
        i += 1
        if i >= n:
            return
        driver.can_enter_jit(depth=depth, i=i, n=n, total=total)


def entry_point(argv):
    total = Total()
    run(int(argv[1]), int(argv[2]), total)
    print(total.n)
    return 0


def target(driver, args):
    return entry_point
"#
    );
    let file = folder(&format!("{test}_source")).join("target.py");
    std::fs::write(&file, source).expect("the source is written");
    build(&file.to_string_lossy(), test, &["--opt=jit"])
}

/// What it prints, and its log.
fn log(program: &Path, args: &[&str], collect: bool) -> (String, String) {
    let file = program.with_extension("log");
    let to = format!("jit-log-noopt,jit-summary:{}", file.display());
    let mut env = vec![("RPY_JIT", "threshold=20"), ("PYPYLOG", to.as_str())];
    env.extend(collect.then_some(("RPY_GC_STRESS", "1")));
    let done = run(program, args, b"", &env);
    assert!(done.status.success(), "{}", text(&done.stderr));
    (text(&done.stdout), std::fs::read_to_string(&file).expect("a log"))
}

#[test]
fn confirm_enter_jit() {
    // The answer depends on a red, and making it allocates.
    let function = "def confirm(depth, i, n, total):\n    return len([str(n), str(i)]) == 2 and n > 100\n";
    let exe = program("hooks_confirm", function, "confirm_enter_jit=confirm");
    for collect in [false, true] {
        let (out, few) = log(&exe, &["0", "90"], collect);
        assert_eq!(out, "4005\n");
        assert!(few.contains("Total # of loops:\t0\n"), "{few}");
        let (out, many) = log(&exe, &["0", "200"], collect);
        assert_eq!(out, "19900\n");
        assert!(many.contains("Total # of loops:\t1\n"), "{many}");
    }
}

#[test]
fn can_never_inline() {
    let asked = "def never(depth):\n    return depth == 0\n";
    for (function, arguments, inlined) in [("", "", true), (asked, "can_never_inline=never", false)] {
        let exe = program(&format!("hooks_never_{inlined}"), function, arguments);
        let (out, log) = log(&exe, &["1", "100"], false);
        assert_eq!(out, "5250\n");
        assert_eq!(log.contains("debug_merge_point(0, 1,"), inlined, "{log}");
        assert!(log.contains("call_assembler_n("), "{log}");
    }
}

#[test]
fn should_unroll_one_iteration() {
    let asked = "def unroll(depth):\n    return depth == 0\n";
    let mut merge_points = vec![];
    for (function, arguments) in [("", ""), (asked, "should_unroll_one_iteration=unroll")] {
        let exe = program(&format!("hooks_unroll_{}", arguments.len()), function, arguments);
        let (out, log) = log(&exe, &["1", "100"], false);
        assert_eq!(out, "5250\n");
        // Of the trace of the outer loop.
        let trace = log.split("# Traced loop").find(|t| t.contains("debug_merge_point(0, 1,")).expect("inner frames");
        merge_points.push(trace.matches("debug_merge_point(0, 1,").count());
    }
    assert_eq!(merge_points[1], merge_points[0] + 1);
}
