//! Function tests as users write them: those in `functions/passing` pass, those in `functions/failing` say what is wrong.

mod common;
use common::*;

const PASSING: &str = "translator/driver/tests/functions/passing";
const FAILING: &str = "translator/driver/tests/functions/failing";

/// The last line, if it is this count.
fn counts(output: &std::process::Output) -> String {
    text(&output.stdout).lines().last().unwrap_or_default().to_string()
}

#[test]
fn functions_give_python_values() {
    let done = translate(&["test", PASSING]);
    assert!(done.status.success(), "{}{}", text(&done.stdout), text(&done.stderr));
    let passed: usize = counts(&done).strip_suffix(" passed, 0 failed").and_then(|n| n.parse().ok()).unwrap_or(0);
    assert!(passed >= 75, "{}", text(&done.stdout));
}

#[test]
fn with_each_collector() {
    for gc in ["none", "semispace", "generational"] {
        let file = format!("{PASSING}/test_native.py");
        let done = translate(&["test", "--gc", gc, &file]);
        assert!(done.status.success(), "{gc}: {}{}", text(&done.stdout), text(&done.stderr));
    }
}

/// What a failing test prints.
fn failure(name: &str) -> String {
    let done = translate(&["test", FAILING, "-k", name]);
    assert_eq!(done.status.code(), Some(1), "{name}: {}{}", text(&done.stdout), text(&done.stderr));
    text(&done.stdout)
}

#[track_caller]
fn says(name: &str, words: &[&str]) {
    let out = failure(name);
    for word in words {
        assert!(out.contains(word), "{name}: no `{word}` in:\n{out}");
    }
    assert!(!out.contains("_testing_calls"), "{out}");
}

#[test]
fn failed_asserts_show_source_and_values() {
    says("test_values", &["line 11", "assert interpret(double, [3]) == 7", "AssertionError: 6 == 7"]);
    says("test_message", &["AssertionError: too small", "6 > 100"]);
    says("test_long_values", &["left:  [0, 1, 2", "right: [0, 1, 2", "at index 7: -1 and 7"]);
    says("test_other_operators", &["AssertionError: 3 not in {3: 'three'}"]);
    says("test_plain_assert", &["assert done", "AssertionError"]);
}

#[test]
fn failures_show_graphs() {
    says("test_values", &["graph double(v0: Signed) -> Signed", "int_mul"]);
    says("test_native_graph", &["AssertionError: 10 == 11", "graph double(v0: Signed) -> Signed"]);
    says("test_exception", &["IndexError", "graph test_exception.f("]);
}

#[test]
fn failures_say_why_a_function_is_rejected_or_stops() {
    let rejected = ["TranslationError", "an int and a str cannot be mixed", "test_asserts.py:", "return \"s\""];
    says("test_rejected", &rejected);
    says("test_endless", &["ExecutionError", "without a result"]);
}

#[test]
fn one_failure_does_not_stop_the_others() {
    let done = translate(&["test", FAILING]);
    assert_eq!(counts(&done), "1 passed, 9 failed");
}
