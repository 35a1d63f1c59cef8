//! A program sets the JIT's parameters itself.

mod common;
use common::*;

/// What the program prints, its status, and how many loops and bridges it has compiled.
fn loops(exe: &std::path::Path, args: &[&str], env: &str) -> (String, Option<i32>, usize) {
    let log = exe.with_extension("log");
    let done = run(exe, args, b"", &[("PYPYLOG", &format!("jit-summary:{}", log.display())), ("RPY_JIT", env)]);
    let log = std::fs::read_to_string(log).unwrap_or_default();
    let line = log.lines().find_map(|l| l.strip_prefix("Total # of loops:"));
    (text(&done.stdout), done.status.code(), line.map_or(0, |n| n.trim().parse().expect("a number")))
}

#[test]
fn a_program_sets_parameters() {
    let exe = build("tests/jit/parameters", "jit_parameters", &["--opt=jit"]);
    let sums = "4501500 4501500\n2550\n1717\n".to_string();
    let made = |args: &[&str], env: &str| {
        let (out, status, loops) = loops(&exe, args, env);
        assert_eq!((out, status), (sums.clone(), Some(0)), "{args:?} {env}");
        loops
    };
    // Both loops are hot, then one more with a threshold of 10, and none with the default.
    assert_eq!(made(&["default"], "default"), 3);
    assert_eq!(made(&["threshold=4000"], "default"), 1);
    // For one driver.
    assert_eq!(made(&["default", "threshold=4000"], "default"), 2);
    assert_eq!(made(&["default", "off"], "default"), 2);
    assert_eq!(made(&["off", "threshold=2"], "default"), 2);
    // The program has the last word, and what it sets back is as in a program that sets nothing.
    assert_eq!(made(&["off"], "threshold=2"), 1);
    assert_eq!(made(&["default"], "threshold=2"), 3);
    assert_eq!(made(&["enable_opts=,decay=1000,loop_longevity=1,inlining=0"], "default"), 3);
}

#[test]
fn wrong_parameters_are_errors() {
    let exe = build("tests/jit/parameters", "jit_parameters_wrong", &["--opt=jit"]);
    for (given, why) in [
        ("tresholds=1", "no JIT parameter tresholds"),
        ("threshold=x", "the value of the JIT parameter threshold is not a number: x"),
        ("enable_opts=heap:speed", "the JIT has no optimisation speed"),
    ] {
        assert_eq!(loops(&exe, &[given], "default"), (format!("{why}\n"), Some(1), 0));
    }
}
