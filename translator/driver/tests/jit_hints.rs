//! Programs with the hints of a JIT: they do the same with and without, on every way to run them.

mod common;
#[path = "common/settings.rs"]
mod settings;

use common::*;
use settings::settings;
use std::process::Command;

/// `translate` on the corpus of hints.
fn corpus(args: &[&str]) -> std::process::Output {
    corpus_file("tests/corpus/jit_hints.py", args)
}

fn corpus_file(file: &str, args: &[&str]) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_translate"))
        .args(args)
        .current_dir(root())
        .env("CORPUS_FILE", file)
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

/// Every file of the corpus that has a merge point gives what it gives without a JIT, whatever that is told.
#[test]
fn merge_points_of_the_corpus() {
    let entries = std::fs::read_dir(root().join("tests/corpus")).expect("the corpus");
    let paths = entries.map(|e| e.expect("an entry").path());
    let has_one = |p: &std::path::PathBuf| std::fs::read_to_string(p).is_ok_and(|t| t.contains(".jit_merge_point("));
    let files: Vec<String> = paths.filter(has_one).map(|p| p.to_string_lossy().into_owned()).collect();
    assert!(files.len() >= 3, "{files:?}");
    let dir = folder("jit_corpus");
    let log = dir.join("log");
    let mut loops = 0;
    for file in &files {
        let exe = dir.join("program");
        let out = exe.to_string_lossy();
        let options = ["tests/corpus_target.py", "--opt=jit", "--quiet", "--verify-ir", "-o", &out];
        let built = corpus_file(file, &options);
        assert!(built.status.success(), "{file}: {}", text(&built.stderr));
        for setting in settings() {
            for stress in ["0", "1"] {
                let done = run(&exe, &[], b"", &[("RPY_JIT", setting.as_str()), ("RPY_GC_STRESS", stress)]);
                let shown = format!("{file} with {setting}, stress {stress}: {}", text(&done.stderr));
                assert!(text(&done.stdout).trim_end().ends_with(" agree, 0 differ"), "{shown}{}", text(&done.stdout));
            }
        }
        let sections = format!("jit-log-opt-loop:{}", log.display());
        run(&exe, &[], b"", &[("RPY_JIT", "threshold=2,trace_eagerness=2"), ("PYPYLOG", &sections)]);
        loops += std::fs::read_to_string(&log).map_or(0, |t| t.matches("# Loop").count());
    }
    assert!(loops >= 15, "only {loops} loops");
}
