//! What hints are good for: the loops of `tests/jit/hints` and what is left in their traces, and the same output everywhere.

mod common;
use common::*;
use std::path::{Path, PathBuf};

const TARGET: &str = "tests/jit/hints";
const CRUEL: &str = "threshold=2,trace_eagerness=2";
/// Each instruction alone and with others.
const PROGRAMS: [(&str, u32); 15] = [
    ("jyj", 200),
    ("ywjyp", 200),
    ("fmf", 200),
    ("ipwkevx", 200),
    ("w", 200),
    ("mvbvw", 200),
    ("m", 300),
    ("bm", 300),
    ("tg", 300),
    ("mtbg", 100),
    ("q", 300),
    ("qsc", 300),
    ("cqmsq", 300),
    ("n", 100),
    ("nqsmc", 300),
];

fn program(folder: &Path, (code, count): (&str, u32)) -> String {
    let path = folder.join(format!("{code}.txt"));
    std::fs::write(&path, format!("{code} {count}\n")).expect("a program");
    path.to_string_lossy().into_owned()
}

#[test]
fn agree() {
    let dir = folder("jit_heap_programs");
    let native = build(TARGET, "jit_heap_native", &[]);
    let jit = build(TARGET, "jit_heap_jit", &["--opt=jit"]);
    let mut settings: Vec<String> = ["off", "default", CRUEL].map(str::to_string).to_vec();
    for left_out in ["rewrite", "virtualize", "pure", "heap", "unroll"] {
        let all = ["intbounds", "rewrite", "virtualize", "string", "pure", "earlyforce", "heap", "unroll"];
        let rest: Vec<&str> = all.into_iter().filter(|n| *n != left_out).collect();
        settings.push(format!("{CRUEL},enable_opts={}", rest.join(":")));
    }
    for p in PROGRAMS {
        let path = program(&dir, p);
        let untranslated = translate(&["run", TARGET, "--", &path]);
        let wanted = text(&untranslated.stdout);
        assert!(untranslated.status.success() && !wanted.is_empty(), "{p:?}: {}", text(&untranslated.stderr));
        assert_eq!(text(&run(&native, &[&path], b"", &[]).stdout), wanted, "{p:?}");
        for s in &settings {
            for stress in ["", "1"] {
                let env = [("RPY_JIT", s.as_str()), ("RPY_GC_STRESS", stress)];
                let done = run(&jit, &[&path], b"", &env[..1 + stress.len()]);
                assert_eq!(text(&done.stdout), wanted, "{p:?} with {env:?}: {}", text(&done.stderr));
            }
        }
    }
}

/// What a program logs.
fn log(code: &str, count: u32, sections: &str) -> String {
    static BUILT: std::sync::OnceLock<PathBuf> = std::sync::OnceLock::new();
    let jit = BUILT.get_or_init(|| build(TARGET, "jit_heap_traced", &["--opt=jit"]));
    let dir = folder(&format!("jit_heap_log_{code}_{count}"));
    let path = program(&dir, (code, count));
    log_of(jit, &dir, &path, sections)
}

fn log_of(jit: &Path, dir: &Path, path: &str, sections: &str) -> String {
    let log = dir.join("log");
    let log_env = format!("{sections}:{}", log.display());
    let done = run(jit, &[path], b"", &[("RPY_JIT", "threshold=20"), ("PYPYLOG", &log_env)]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    std::fs::read_to_string(log).expect("a log")
}

/// The last loop that a program is compiled to, from its label.
fn hot_loop(code: &str) -> String {
    last_loop(&log(code, 300, "jit-log-opt"))
}

fn last_loop(log: &str) -> String {
    let (_, last) = log.rsplit_once("label(").expect("a loop");
    let (last, _) = last.split_once("--end of the loop--").expect("its end");
    last.to_string()
}

#[test]
fn methods_are_traced_into() {
    let found = hot_loop("m");
    for gone in ["call", "new", "getfield", "guard_class", "guard_value"] {
        assert!(!found.contains(gone), "{gone} in {found}");
    }
}

#[test]
fn immutable_lists_fold() {
    let found = hot_loop("tg");
    for gone in ["call", "getfield", "getarrayitem", "arraylen"] {
        assert!(!found.contains(gone), "{gone} in {found}");
    }
}

#[test]
fn quasi_immutable_fields_are_constants() {
    let found = hot_loop("qs");
    assert_eq!(found.matches("guard_not_invalidated").count(), 1, "{found}");
    for gone in ["call", "getfield", "getarrayitem", "arraylen"] {
        assert!(!found.contains(gone), "{gone} in {found}");
    }
}

#[test]
fn objects_with_quasi_immutable_fields_stay_virtual() {
    let found = hot_loop("n");
    for gone in ["call", "new", "getfield", "setfield", "guard_not_invalidated"] {
        assert!(!found.contains(gone), "{gone} in {found}");
    }
}

/// A number in `jit-summary`.
fn counted(summary: &str, name: &str) -> u32 {
    let (_, rest) = summary.split_once(name).unwrap_or_else(|| panic!("{name} in {summary}"));
    rest.split_whitespace().next().and_then(|n| n.parse().ok()).unwrap_or_else(|| panic!("{name} in {summary}"))
}

#[test]
fn a_change_drops_the_loop() {
    // Every 40 iterations: there is a new loop for each value.
    let summary = log("qs", 3000, "jit-summary");
    assert_eq!(counted(&summary, "Total # of loops:"), 75, "{summary}");
    // One of these is traced through a change of what the trace has read.
    let aborted = (281..321).any(|n| counted(&log("q", n, "jit-summary"), "abort: force quasi-immut:") > 0);
    assert!(aborted, "no trace was given up for a change");
}

#[test]
fn a_loop_invariant_call_is_done_before_the_loop() {
    let found = hot_loop("i");
    assert!(!found.contains("call"), "{found}");
}

#[test]
fn arguments_are_promoted_for_an_elidable_call() {
    let found = hot_loop("p");
    // The first of the two depends on what changes; its count does not.
    assert_eq!(found.matches("descr=<power>").count(), 1, "{found}");
    assert!(found.contains(", 4, "), "{found}");
}

#[test]
fn a_string_is_promoted_by_its_contents() {
    let found = hot_loop("w");
    assert!(found.contains("descr=<ll_streq>") && !found.contains("price"), "{found}");
}

#[test]
fn results_that_the_program_knows_need_no_call() {
    let found = hot_loop("ke");
    assert!(!found.contains("call"), "{found}");
}

#[test]
fn a_trace_can_be_asked_what_it_knows() {
    let found = hot_loop("v");
    assert!(!found.contains("call") && !found.contains("new"), "{found}");
}

#[test]
fn some_calls_are_not_in_traces() {
    let found = hot_loop("x");
    assert!(!found.contains("call") && !found.contains("seen"), "{found}");
}

#[test]
fn short_lists_are_filled_without_a_loop() {
    let found = hot_loop("f");
    assert!(!found.contains("call") && !found.contains("new") && !found.contains("array"), "{found}");
}

#[test]
fn boxes_classes_and_globals_of_an_object_language() {
    let jit = build("tests/jit/objects", "jit_heap_objects", &["--opt=jit"]);
    let dir = folder("jit_heap_objects_log");
    let hot = |program: &str| {
        let path = format!("tests/jit/objects/programs/{program}.txt");
        last_loop(&log_of(&jit, &dir, &path, "jit-log-opt-loop"))
    };
    let found = hot("integers");
    for gone in ["call", "new", "guard_class", "guard_value", "getfield", "getarrayitem"] {
        assert!(!found.contains(gone), "{gone} in {found}");
    }
    assert_eq!(found.matches("int_add").count(), 2, "{found}");
    // Methods of two classes, and a global: neither is looked up, and frames are not made.
    let found = hot("counters");
    for gone in ["call", "Frame>)", "find", "cell", "indirect"] {
        assert!(!found.contains(gone), "{gone} in {found}");
    }
    assert_eq!(found.matches("guard_not_invalidated").count(), 1, "{found}");
}

#[test]
fn strings_in_between_are_not_made() {
    let found = hot_loop("j");
    assert!(!found.contains("call") && !found.contains("new"), "{found}");
}
