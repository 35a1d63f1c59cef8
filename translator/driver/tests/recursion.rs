//! Calls without end raise an exception that the program may catch, as in Python.

mod common;
use common::*;
use std::process::Command;

const TARGET: &str = "tests/recursion";

#[test]
fn calls_without_end_can_be_caught() {
    let wanted = translate(&["run", TARGET]);
    assert_eq!(text(&wanted.stdout).matches(" caught\n").count(), 10, "{}", text(&wanted.stderr));
    for level in ["0", "1", "2", "3"] {
        let exe = build(TARGET, &format!("recursion_O{level}"), &["--opt", level]);
        let done = run(&exe, &[], b"", &[]);
        assert_eq!(text(&done.stdout), text(&wanted.stdout), "-O{level}: {}", text(&done.stderr));
        let done = run(&exe, &["fraction"], b"", &[]);
        assert_eq!(text(&done.stdout), text(&wanted.stdout) + "True\nTrue\n", "-O{level}");
        let done = run(&exe, &["uncaught"], b"", &[]);
        let error = text(&done.stderr);
        assert_eq!(done.status.code(), Some(1), "{error}");
        assert!(error.ends_with("Fatal RPython error: RuntimeError\n"), "-O{level}: {error}");
        assert!(error.contains("target.py\", line 10, in plain\n"), "-O{level}: {error}");
    }
}

#[test]
fn the_limit_is_that_of_the_process() {
    let wanted = text(&translate(&["run", TARGET]).stdout);
    let exe = build(TARGET, "recursion_limits", &[]);
    // In KiB; 64 MiB is more than is used, and no limit is one too.
    for limit in ["256", "1024", "65536", "unlimited"] {
        let script = format!("ulimit -S -s {limit} && exec {}", exe.display());
        let done = Command::new("sh").args(["-c", &script]).output().expect("a shell");
        assert_eq!(text(&done.stdout), wanted, "{limit}: {}", text(&done.stderr));
    }
}

#[test]
fn a_collection_at_every_allocation() {
    let exe = build(TARGET, "recursion_stress", &[]);
    let script = format!("ulimit -S -s 128 && exec {}", exe.display());
    let done = Command::new("sh").args(["-c", &script]).env("RPY_GC_STRESS", "1").output().expect("a shell");
    assert_eq!(text(&done.stdout).matches(" caught\n").count(), 10, "{}", text(&done.stderr));
}
