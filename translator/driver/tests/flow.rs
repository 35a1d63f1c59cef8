//! The text tests of the passes, as `translate test` runs them.

mod common;
use common::*;

#[test]
fn passes() {
    let done = translate(&["test", "translator/opt/tests"]);
    let out = text(&done.stdout);
    assert!(done.status.success(), "{out}{}", text(&done.stderr));
    assert!(out.trim_end().ends_with("passed, 0 failed"), "{out}");
}

/// Those of the gc phase.
#[test]
fn roots() {
    let done = translate(&["test", "translator/gc/tests"]);
    let out = text(&done.stdout);
    assert!(done.status.success(), "{out}{}", text(&done.stderr));
}

/// Those of the codewriter.
#[test]
fn jitcode() {
    let done = translate(&["test", "translator/jit/tests"]);
    let out = text(&done.stdout);
    assert!(done.status.success(), "{out}{}", text(&done.stderr));
}

/// Those of the JIT's optimiser.
#[test]
fn traces() {
    let done = translate(&["test", "runtime/jit/opt/tests"]);
    let out = text(&done.stdout);
    assert!(done.status.success(), "{out}{}", text(&done.stderr));
}
