//! The graphs before rtype, interpreted on the embedded Python: `translate run --phase=flow` and `--phase=annotate`.

mod common;
use common::*;
use std::process::Output;

/// Runs the entry point of a module after each of the two phases.
fn run_phases(name: &str, source: &str, args: &[&str]) -> [Output; 2] {
    let file = folder(name).join("program.py");
    std::fs::write(&file, format!("{source}\ndef target(driver, args):\n    return entry_point\n")).expect("a file");
    let file = file.to_string_lossy().into_owned();
    ["flow", "annotate"].map(|phase| {
        let mut all = vec!["run", file.as_str(), "--phase", phase, "--"];
        all.extend(args);
        translate(&all)
    })
}

#[test]
fn output_and_status() {
    let source = "
class Counter(object):
    def __init__(self, start=40):
        self.value = start
    def add(self, *many):
        for m in many:
            self.value += m
        return self
def entry_point(argv):
    print('%d arguments' % (len(argv) - 1))
    return Counter().add(1, len(argv) - 2).value
";
    for done in run_phases("untyped_status", source, &["a", "b"]) {
        assert_eq!(text(&done.stdout), "2 arguments\n", "{}", text(&done.stderr));
        assert_eq!(done.status.code(), Some(42));
    }
}

#[test]
fn an_uncaught_exception_shows_where_it_passed() {
    let source = "
class Broken(Exception):
    pass
def inner(n):
    if n:
        raise Broken('no way')
    return n
def entry_point(argv):
    try:
        inner(len(argv))
    except KeyError:
        return 2
    return 0
";
    for done in run_phases("untyped_uncaught", source, &[]) {
        let error = text(&done.stderr);
        assert_eq!(done.status.code(), Some(1), "{error}");
        let outer = error.find("line 10, in entry_point").expect("the caller's line");
        let inner = error.find("line 6, in inner").expect("the raising line");
        assert!(outer < inner && error.ends_with("Broken: no way\n"), "{error}");
    }
}

#[test]
fn a_recursion_without_end_is_an_exception() {
    let source = "
def deeper(n):
    return deeper(n + 1) + 1
def entry_point(argv):
    return deeper(0)
";
    let [flow, _] = run_phases("untyped_recursion", source, &[]);
    let error = text(&flow.stderr);
    assert_eq!(flow.status.code(), Some(1), "{error}");
    assert!(error.contains("RecursionError") && error.lines().count() < 10, "{error}");
}

#[test]
fn the_host_iterates_over_generators() {
    let source = "
def up_to(n, *more):
    i = 0
    while i < n:
        yield i
        i += 1
    for m in more:
        yield m
def entry_point(argv):
    print(list(up_to(2, 7)))
    g = up_to(4)
    for i, x in enumerate(g):
        if i:
            break
    print(list(g), sum(up_to(4)))
    return 0
";
    let [flow, _] = run_phases("untyped_generators", source, &[]);
    assert_eq!(text(&flow.stdout), "[0, 1, 7]\n[2, 3] 6\n", "{}", text(&flow.stderr));
}

/// The annotator calls the function once, and takes its result for a constant.
#[test]
fn a_value_that_its_annotation_does_not_admit_ends_the_program() {
    let source = "
from rpython.rlib.objectmodel import specialize
calls = []
@specialize.memo()
def number(x):
    calls.append(x)
    return len(calls)
def entry_point(argv):
    return number(None)
";
    let [flow, annotate] = run_phases("untyped_violation", source, &[]);
    assert_eq!(flow.status.code(), Some(1), "{}", text(&flow.stderr));
    let error = text(&annotate.stderr);
    assert_eq!(annotate.status.code(), Some(1), "{error}");
    let words = "of `entry_point` is annotated as an int, the constant 1, but its value is 2";
    assert!(error.contains(words) && error.contains("return number(None)"), "{error}");
}

#[test]
fn what_is_not_rpython_is_rejected_where_it_is_called() {
    let source = "
def power(x):
    return x ** 2
def entry_point(argv):
    return power(len(argv))
";
    for done in run_phases("untyped_rejected", source, &[]) {
        let error = text(&done.stderr);
        assert_eq!(done.status.code(), Some(1), "{error}");
        assert!(error.contains("`a ** b` is not RPython"), "{error}");
    }
}

#[test]
fn annotated_graphs_are_dumped() {
    let run = |phase: &str| translate(&["run", "targets/tlr", "--phase", phase, "--dump-ir=annotate:run", "--", "5"]);
    let done = run("annotate");
    let out = text(&done.stdout);
    assert!(out.contains("graph run(") && out.ends_with("25\n"), "{out}{}", text(&done.stderr));
    assert!(text(&run("flow").stderr).contains("take --phase=annotate"));
}
