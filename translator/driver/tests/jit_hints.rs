//! Programs with the hints of a JIT: they do the same with and without, on every way to run them.

mod common;
use common::*;
use std::process::Command;

/// `translate` on the corpus of hints.
fn corpus(args: &[&str]) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_translate"))
        .args(args)
        .current_dir(root())
        .env("CORPUS_FILE", "tests/corpus/jit_hints.py")
        .output()
        .expect("translate runs")
}

fn agrees(output: &std::process::Output) {
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success() && out.trim_end().ends_with(" agree, 0 differ"), "{out}{err}");
}

#[test]
fn hints_on_the_graph_interpreter() {
    for phase in ["rtype", "optimise", "exceptions", "gc"] {
        agrees(&corpus(&["run", "tests/corpus_target.py", "--opt=jit", "--verify-ir", "--phase", phase]));
    }
}

#[test]
fn hints_in_native_code() {
    let exe = folder("jit_hints").join("program");
    let out = exe.to_string_lossy();
    let built = corpus(&["tests/corpus_target.py", "--opt=jit", "--quiet", "--verify-ir", "-o", &out]);
    assert!(built.status.success(), "{}", text(&built.stderr));
    agrees(&run(&exe, &[], b"", &[]));
    agrees(&run(&exe, &[], b"", &[("RPY_GC_STRESS", "1")]));
    // Everything that can be traced is.
    agrees(&run(&exe, &[], b"", &[("RPY_JIT", "threshold=2,trace_eagerness=2")]));
}
