//! The interpreters in `tests/jit`: their programs print the same untranslated and natively, with and without a JIT.

mod common;
use common::*;

/// The programs of an interpreter in `tests/jit`, and what they print.
fn programs(interpreter: &str) -> Vec<(String, String)> {
    let dir = root().join("tests/jit").join(interpreter).join("programs");
    let mut all = vec![];
    for entry in std::fs::read_dir(dir).expect("programs") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|e| e == "txt") {
            let expected = std::fs::read_to_string(path.with_extension("out")).expect("what it prints");
            all.push((path.to_string_lossy().into_owned(), expected));
        }
    }
    assert!(all.len() >= 2, "{interpreter} has {} programs", all.len());
    all.sort();
    all
}

fn interpreter(name: &str) {
    let target = format!("tests/jit/{name}");
    let programs = programs(name);
    for (program, expected) in &programs {
        let done = translate(&["run", &target, "--", program]);
        assert_eq!(&text(&done.stdout), expected, "{program}, untranslated: {}", text(&done.stderr));
    }
    for level in ["2", "jit"] {
        let exe = build(&target, &format!("jit_{name}_O{level}"), &["--opt", level]);
        for (program, expected) in &programs {
            for settings in ["default", "threshold=2,trace_eagerness=2"] {
                let done = run(&exe, &[program], b"", &[("RPY_JIT", settings)]);
                assert_eq!(&text(&done.stdout), expected, "{program}, -O{level}: {}", text(&done.stderr));
            }
        }
        let bad = folder(&format!("jit_{name}_bad")).join("bad.txt");
        std::fs::write(&bad, "nonsense").expect("a file");
        let done = run(&exe, &[&bad.to_string_lossy()], b"", &[]);
        assert_eq!(done.status.code(), Some(1), "{name}");
        assert_eq!(text(&done.stderr).lines().count(), 1, "{name}: {}", text(&done.stderr));
    }
}

#[test]
fn stack_machine() {
    interpreter("stack");
}

#[test]
fn boxed_frames() {
    interpreter("frames");
}

#[test]
fn chained_frames() {
    interpreter("chain");
}

#[test]
fn object_language() {
    interpreter("objects");
}

#[test]
fn recursive_evaluator() {
    interpreter("recursive");
}
