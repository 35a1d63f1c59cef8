//! Functions with a JIT as users test them: those in `functions/jit` pass, those in `functions/jit_failing` say what is wrong.

mod common;
use common::*;

/// The tests of one file, of which there are at least so many.
#[track_caller]
fn pass(name: &str, least: usize) {
    let done = translate(&["test", &format!("translator/driver/tests/functions/jit/test_{name}.py")]);
    let out = text(&done.stdout);
    assert!(done.status.success(), "{out}{}", text(&done.stderr));
    let counts = out.lines().last().and_then(|l| l.strip_suffix(" passed, 0 failed"));
    assert!(counts.and_then(|n| n.parse().ok()).unwrap_or(0) >= least, "{out}");
}

#[test]
fn loops() {
    pass("loops", 14);
}

#[test]
fn bridges() {
    pass("bridges", 11);
}

#[test]
fn virtuals() {
    pass("virtuals", 9);
}

#[test]
fn virtual_refs() {
    pass("virtual_refs", 19);
}

#[test]
fn calls() {
    pass("calls", 17);
}

#[test]
fn exceptions() {
    pass("exceptions", 14);
}

#[test]
fn operations() {
    pass("operations", 18);
}

#[test]
fn strings() {
    pass("strings", 6);
}

#[test]
fn hints() {
    pass("hints", 20);
}

#[test]
fn versions() {
    pass("versions", 14);
}

#[test]
fn failures_say_what_was_compiled() {
    let done = translate(&["test", "translator/driver/tests/functions/jit_failing"]);
    let out = text(&done.stdout);
    assert_eq!(out.lines().last(), Some("0 passed, 11 failed"), "{out}");
    let failures: Vec<&str> = out.split("FAILED ").collect();
    let says = |name: &str, words: &[&str]| {
        let failure = failures.iter().find(|f| f.contains(&format!("::{name}\n"))).expect(name);
        for word in words {
            assert!(failure.contains(word), "{name}: no `{word}` in:\n{failure}");
        }
        assert!(!failure.contains("_testing_"), "{failure}");
    };
    says("test_before_any_run", &["no function has run"]);
    says("test_some_operations", &["int_mul: 0, expected 3", "# Loop 1 (", "graph loop("]);
    says("test_all_operations", &["int_gt: 1, expected 0", "int_sub: 0, expected 1", "int_add("]);
    says("test_number_of_traces", &["loops and bridges: 1, expected 2", "# Loop 1 ("]);
    says("test_nothing_was_aborted", &["given up: 0, expected at least 1"]);
    says("test_no_such_operation", &["there is no operation int_plus in traces"]);
    says("test_no_such_parameter", &["the JIT has no parameter treshold"]);
    says("test_not_hot", &["there are 0 loops, not one", "nothing was compiled"]);
    says("test_recorded", &["int_mul: 0, expected 1", "# Traced loop or bridge", "finish("]);
    says("test_arguments", &["interp_operations takes up to 4 arguments"]);
    says("test_rejected", &["TranslationError", "`jit_merge_point` lacks `total`", "test_checks.py:"]);
}
