//! The two targets, from source to executable, at every level and under every collector.

mod common;
use common::*;

#[test]
fn tlr_squares_its_argument() {
    for level in ["0", "1", "2", "3", "size", "mem"] {
        let tlr = build("targets/tlr", &format!("tlr_O{level}"), &["--opt", level]);
        let done = run(&tlr, &["12"], b"", &[]);
        assert_eq!(text(&done.stdout), "144\n", "-O{level}");
        assert_eq!(done.status.code(), Some(0));
    }
}

#[test]
fn tlr_runs_everywhere_alike() {
    let untranslated = translate(&["run", "targets/tlr", "--", "15"]);
    assert_eq!(text(&untranslated.stdout), "225\n", "{}", text(&untranslated.stderr));
    for phase in ["flow", "annotate", "rtype", "optimise", "exceptions", "gc"] {
        let done = translate(&["run", "targets/tlr", "--phase", phase, "--", "15"]);
        assert_eq!(text(&done.stdout), "225\n", "after {phase}: {}", text(&done.stderr));
    }
}

#[test]
fn tlr_explains_bad_arguments() {
    let tlr = build("targets/tlr", "tlr_bad", &[]);
    for args in [&["twelve"][..], &["--program", "no/such/file", "1"]] {
        let done = run(&tlr, args, b"", &[]);
        assert_eq!(done.status.code(), Some(1), "{args:?}");
        assert_eq!(text(&done.stderr).lines().count(), 1, "{args:?}: {}", text(&done.stderr));
    }
}

#[test]
fn bf_runs_programs() {
    let bf = build("targets/bf", "bf", &[]);
    let hello = root().join("targets/bf/programs/hello.bf");
    let done = run(&bf, &[&hello.to_string_lossy()], b"", &[]);
    assert_eq!(text(&done.stdout), "Hello, World!\n", "{}", text(&done.stderr));
    let from_stdin = run(&bf, &[], &std::fs::read(&hello).expect("hello.bf"), &[]);
    assert_eq!(from_stdin.stdout, done.stdout);
    let untranslated = translate(&["run", "targets/bf", "--", "targets/bf/programs/hello.bf"]);
    assert_eq!(untranslated.stdout, done.stdout);
}

#[test]
fn bf_explains_bad_programs() {
    let bf = build("targets/bf", "bf_bad", &[]);
    for program in ["[", "]", "+[>]]", "<"] {
        let done = run(&bf, &[], program.as_bytes(), &[]);
        assert_eq!(done.status.code(), Some(1), "{program}");
        assert_eq!(text(&done.stderr).lines().count(), 1, "{program}: {}", text(&done.stderr));
    }
    let done = run(&bf, &["no/such/file"], b"", &[]);
    assert_eq!(done.status.code(), Some(1));
    assert_eq!(text(&done.stderr).lines().count(), 1, "{}", text(&done.stderr));
}

#[test]
fn bf_under_every_collector() {
    let hello = root().join("targets/bf/programs/hello.bf");
    for gc in ["none", "semispace", "generational"] {
        let bf = build("targets/bf", &format!("bf_{gc}"), &["--gc", gc]);
        let done = run(&bf, &[&hello.to_string_lossy()], b"", &[("RPY_GC_STRESS", "1")]);
        assert_eq!(text(&done.stdout), "Hello, World!\n", "--gc={gc}: {}", text(&done.stderr));
    }
}

#[test]
fn the_targets_own_tests() {
    for path in ["targets/tlr/tests", "targets/bf/tests", "frontends/rpython/lib/rpython/tests"] {
        let done = translate(&["test", path]);
        assert!(done.status.success(), "{path}:\n{}{}", text(&done.stdout), text(&done.stderr));
    }
}
