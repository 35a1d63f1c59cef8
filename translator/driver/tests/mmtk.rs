//! The plans of MMTk: programs behave alike under all of them, also with a collection at every allocation.

mod common;
use common::*;
use std::path::PathBuf;
use std::process::Command;

fn plans() -> impl Iterator<Item = &'static str> {
    rpy_gc::COLLECTORS.iter().filter(|c| c.is_native_only()).map(|c| c.name)
}

/// The program that runs a file of the corpus.
fn corpus(file: &str, gc: &str, opt: &str) -> PathBuf {
    let exe = folder(&format!("mmtk_{file}_{gc}_{opt}")).join("program");
    let built = Command::new(env!("CARGO_BIN_EXE_translate"))
        .args(["tests/corpus_target.py", "--quiet", "--verify-ir", "--gc", gc, "--opt", opt, "-o"])
        .arg(&exe)
        .current_dir(root())
        .env("CORPUS_FILE", root().join(format!("tests/corpus/{file}.py")))
        .output()
        .expect("translate runs");
    assert!(built.status.success(), "{gc}, {file}: {}", text(&built.stderr));
    exe
}

fn agrees(file: &str, gc: &str, opt: &str, env: &[(&str, &str)]) {
    let done = run(&corpus(file, gc, opt), &[], b"", env);
    let out = text(&done.stdout);
    assert!(out.trim_end().ends_with(" agree, 0 differ"), "{gc}, {file}, {env:?}: {out}{}", text(&done.stderr));
}

#[test]
fn objects_survive() {
    for gc in plans() {
        agrees("memory", gc, "0", &SMALL);
        agrees("memory", gc, "2", &[("RPY_GC_STRESS", "1")]);
        agrees("weakrefs", gc, "2", &[("RPY_GC_STRESS", "1")]);
    }
}

/// Of the corpus what makes most objects. All of it is in the matrix of tests/corpus.rs.
#[test]
fn the_corpus() {
    for file in ["dicts", "programs"] {
        for gc in plans() {
            agrees(file, gc, "2", &SMALL);
        }
    }
}

#[test]
fn weak_references_are_cleared() {
    let expected = std::fs::read_to_string(root().join("tests/collectors/weakrefs.txt")).expect("a text");
    for gc in plans() {
        let program = build("tests/collectors/weakrefs.py", &format!("mmtk_lives_{gc}"), &["--gc", gc]);
        for env in [&[] as &[_], &SMALL, &[("RPY_GC_STRESS", "1")]] {
            let done = run(&program, &[], b"", env);
            assert_eq!(text(&done.stdout), expected, "{gc} {env:?}: {}", text(&done.stderr));
        }
    }
}

/// The barrier notes items of long arrays by themselves, and the whole array if they are many.
#[test]
fn stores_into_long_arrays_are_noted() {
    for gc in plans() {
        let program = build("tests/collectors/arrays.py", &format!("mmtk_arrays_{gc}"), &["--gc", gc]);
        let all = [
            ("1000", "5000", &[("RPY_GC_STRESS", "1")] as &[_], "0 1929924\n"),
            ("5000", "200000", &SMALL, "0 511595423\n"),
            ("100000", "1000000", &SMALL, "0 42658536965\n"),
        ];
        for (items, stores, env, expected) in all {
            let done = run(&program, &[items, stores], b"", env);
            assert_eq!(text(&done.stdout), expected, "{gc} {items} {env:?}: {}", text(&done.stderr));
        }
    }
}

/// Makes as many objects as the first argument says, and keeps them; then an array.
const GROW: &str = "\
class Node(object):
    def __init__(self, next):
        self.next = next
def main(argv):
    node = None
    for i in range(int(argv[1])):
        node = Node(node)
    print(len([node] * int(argv[2])))
    return 0
def target(*args):
    return main
";

#[test]
fn the_heap_has_a_limit() {
    let source = folder("mmtk_limit").join("grow.py");
    std::fs::write(&source, GROW).expect("a file");
    for gc in plans() {
        let program = build(&source.to_string_lossy(), &format!("mmtk_limit_{gc}"), &["--gc", gc]);
        let limited = |objects: &str, items: &str| run(&program, &[objects, items], b"", &[("PYPY_GC_MAX", "64M")]);
        for (objects, items) in [("200000", "10"), ("1000", "3000000")] {
            assert_eq!(text(&limited(objects, items).stdout), format!("{items}\n"), "{gc}");
        }
        for (objects, items) in [("20000000", "10"), ("1000", "1000000000"), ("1000", "1000000000000000")] {
            let done = limited(objects, items);
            let message = text(&done.stderr).to_lowercase();
            assert!(done.status.code() == Some(1) && message.contains("memory"), "{gc} {objects} {items}: {message}");
        }
    }
}

/// MMTk wants addresses for a large heap from the beginning.
#[test]
fn where_there_are_few_addresses_the_program_says_so() {
    let program = build("targets/bf", "mmtk_addresses", &["--gc=mmtk:Immix"]);
    let command = format!("ulimit -v 4000000; exec {}", program.display());
    let done = run("sh".as_ref(), &["-c", &command], b"", &[]);
    let message = text(&done.stderr);
    assert!(!done.status.success() && message.starts_with("Fatal RPython error: the collector stopped: "), "{message}");
}

#[test]
fn what_does_not_go_with_it_is_said() {
    let path = folder("mmtk_rejected").join("program");
    let rejected = |options: &[&str], wanted: &[&str]| {
        let done = translate(&[&["targets/bf", "-o", &path.to_string_lossy()], options].concat());
        assert_eq!(done.status.code(), Some(1), "{options:?}");
        let message = text(&done.stderr);
        assert!(wanted.iter().all(|w| message.contains(w)), "{options:?}: {message}");
    };
    rejected(&["--gc=mmtk"], &["no collector `mmtk`", "mmtk:Immix, mmtk:GenImmix, mmtk:StickyImmix"]);
    rejected(&["--gc=mmtk:Immix", "--backend=c"], &["native programs", "leave --backend out"]);
    rejected(&["--gc=mmtk:Immix", "--backend=wasm"], &["native programs", "leave --backend out"]);
    rejected(&["--gc=mmtk:GenImmix", "--opt=jit"], &["does not go with --opt=jit", "generational"]);
}
