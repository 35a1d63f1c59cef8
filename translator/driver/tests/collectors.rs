//! Every collector of the table: programs behave alike under all of them, also with a collection at every allocation.

mod common;
use common::*;
use rpy_gc::Library;
use std::process::Command;

/// Those that this machine has; `mmtk.rs` has MMTk's.
fn collectors() -> impl Iterator<Item = &'static str> {
    let here = |c: &&rpy_gc::CollectorSpec| {
        let found = match &c.library {
            None => true,
            Some(Library::System(l)) => rpy_native::has_library(l.name).expect("a linker"),
            Some(Library::Mmtk) => return false,
        };
        if !found {
            eprintln!("--gc={} is skipped: its library is not here", c.name);
        }
        found
    };
    rpy_gc::COLLECTORS.iter().filter(here).map(|c| c.name)
}

/// Those that are translated with the program.
fn own() -> impl Iterator<Item = &'static str> {
    rpy_gc::COLLECTORS.iter().filter(|c| c.library.is_none()).map(|c| c.name)
}

/// Runs the corpus file natively under a collector; the last lines, without and with stress.
fn corpus(file: &str, gc: &str, opt: &str) -> [String; 2] {
    let exe = folder("collectors").join(format!("{file}_{gc}_{opt}"));
    let corpus = root().join(format!("tests/corpus/{file}.py"));
    let built = Command::new(env!("CARGO_BIN_EXE_translate"))
        .args(["tests/corpus_target.py", "--quiet", "--verify-ir", "--gc", gc, "--opt", opt, "-o"])
        .arg(&exe)
        .current_dir(root())
        .env("CORPUS_FILE", corpus)
        .output()
        .expect("translate runs");
    assert!(built.status.success(), "{gc}: {}", text(&built.stderr));
    [&[] as &[_], &[("RPY_GC_STRESS", "1")]].map(|env| {
        let done = run(&exe, &[], b"", env);
        text(&done.stdout).lines().last().unwrap_or_default().to_string()
    })
}

#[test]
fn objects_survive() {
    for gc in collectors() {
        for opt in ["0", "2"] {
            for last in corpus("memory", gc, opt) {
                assert!(last.ends_with(" agree, 0 differ"), "{gc}, --opt={opt}: {last}");
            }
        }
    }
}

#[test]
fn graphs_with_a_collector_are_interpreted() {
    for gc in own() {
        let done = Command::new(env!("CARGO_BIN_EXE_translate"))
            .args(["run", "tests/corpus_target.py", "--phase=gc", "--gc", gc])
            .current_dir(root())
            .env("CORPUS_FILE", root().join("tests/corpus/memory.py"))
            .output()
            .expect("translate runs");
        let out = text(&done.stdout);
        assert!(out.trim_end().ends_with(" agree, 0 differ"), "{gc}: {out}{}", text(&done.stderr));
    }
}

/// What a program about the lives of objects prints, as in `tests/collectors/NAME.txt`, with a collector that frees.
fn lives(name: &str, options: &[&str], env: &[(&str, &str)]) {
    let expected = std::fs::read_to_string(root().join(format!("tests/collectors/{name}.txt"))).expect("a text");
    for gc in own().filter(|gc| *gc != "none") {
        let target = format!("tests/collectors/{name}.py");
        let suffix = options.concat();
        let all = [options, &["--gc", gc]].concat();
        let program = build(&target, &format!("lives_{name}_{gc}{suffix}"), &all);
        for stress in [&[] as &[_], &[("RPY_GC_STRESS", "1")]] {
            let done = run(&program, &[], b"", &[env, stress].concat());
            assert_eq!(text(&done.stdout), expected, "{gc} {options:?} {stress:?}: {}", text(&done.stderr));
        }
    }
}

/// A collector that does not clear them keeps what they are to.
#[test]
fn weak_references_keep_or_clear() {
    for gc in collectors() {
        for opt in ["0", "2"] {
            for last in corpus("weakrefs", gc, opt) {
                assert!(last.ends_with(" agree, 0 differ"), "{gc}, --opt={opt}: {last}");
            }
        }
        let program = build("tests/collectors/weakrefs.py", &format!("weakrefs_{gc}"), &["--gc", gc]);
        let out = text(&run(&program, &[], b"", &[]).stdout);
        let whole = "collected: 600 alive, sum 179700\nchurned: 600 alive, sum 179700\n";
        let part = "collected: 200 alive, sum 59700\nchurned: 200 alive, sum 59700\n";
        let keeps = matches!(gc, "none" | "boehm");
        assert!(out.starts_with(if keeps { whole } else { part }), "{gc}: {out}");
    }
}

#[test]
fn weak_references_are_cleared() {
    lives("weakrefs", &[], &[]);
    lives("weakrefs", &["--opt=0"], &[]);
}

#[test]
fn finalizers_run() {
    lives("finalizers", &[], &[]);
    lives("finalizers", &["--opt=0"], &[]);
}

#[test]
fn finalizers_run_in_traces() {
    lives("finalizers_jit", &["--opt=jit"], &[("RPY_JIT", "threshold=2,trace_eagerness=2")]);
    lives("finalizers_jit", &["--opt=jit"], &[("RPY_JIT", "off")]);
}

/// It takes what looks like a pointer for one: nearly all are found dead.
#[test]
fn finalizers_run_with_a_library() {
    for gc in collectors().filter(|gc| *gc == "boehm") {
        let program = build("tests/collectors/finalizers_random.py", "finalizers_boehm", &["--gc", gc]);
        for env in [&[] as &[_], &[("RPY_GC_STRESS", "1")]] {
            let out = text(&run(&program, &["1", "300"], b"", env).stdout);
            assert!(out.contains("triggered: True, errors: 0\n"), "{env:?}: {out}");
        }
    }
}

/// Graphs of objects whose finalizers may bring them back, against a model in the program.
#[test]
fn finalizers_agree_with_a_model() {
    for gc in own().filter(|gc| *gc != "none") {
        let program = build("tests/collectors/finalizers_random.py", &format!("finalizers_random_{gc}"), &["--gc", gc]);
        for seed in 1..=6 {
            let seed = seed.to_string();
            let fine = |args: &[&str], env: &[(&str, &str)]| {
                let out = text(&run(&program, args, b"", env).stdout);
                assert!(out.contains(", 0 left\ntriggered: True, errors: 0\n"), "{gc}, {args:?}, {env:?}: {out}");
                out
            };
            fine(&[&seed, "500"], &[]);
            fine(&[&seed, "300"], &[("RPY_GC_STRESS", "1")]);
            // The others do not say how many collections there were.
            if matches!(gc, "generational" | "semispace") {
                let small = [("PYPY_GC_NURSERY", "64K"), ("PYPY_GC_MIN", "1")];
                fine(&[&seed, "500", "exact"], &small);
                let out = fine(&[&seed, "500", "exact"], &[]);
                assert!(!out.contains("\n0 collections checked"), "{gc}: {out}");
            }
        }
    }
}

#[test]
fn collectors_answer_requests() {
    for gc in ["generational", "semispace"] {
        let program = build("tests/collectors/requests.py", &format!("requests_{gc}"), &["--gc", gc]);
        let expected = std::fs::read_to_string(root().join("tests/collectors/requests.txt")).expect("a text");
        for env in [&[] as &[_], &[("RPY_GC_STRESS", "1")]] {
            assert_eq!(text(&run(&program, &[], b"", env).stdout), expected, "{gc} {env:?}");
        }
    }
}

/// Backends other than the native one.
#[test]
fn finalizers_run_on_all_backends() {
    let expected = std::fs::read_to_string(root().join("tests/collectors/finalizers.txt")).expect("a text");
    let program = build("tests/collectors/finalizers.py", "finalizers_c", &["--backend=c"]);
    assert_eq!(text(&run(&program, &[], b"", &[]).stdout), expected, "C");
    if let Some(host) = wasm_host() {
        let module = build("tests/collectors/finalizers.py", "finalizers_wasm", &["--backend=wasm"]);
        assert_eq!(text(&host.run(&module, &[], b"", &[]).stdout), expected, "wasm");
    }
    let done = translate(&["run", "tests/collectors/finalizers_random.py", "--phase=gc", "--", "3", "150", "exact"]);
    let out = text(&done.stdout);
    assert!(out.contains(", 0 left\ntriggered: True, errors: 0\n"), "{out}{}", text(&done.stderr));
}

/// The page on collectors shows the toy as it is.
#[test]
fn the_page_shows_the_toy() {
    let page = std::fs::read_to_string(root().join("docs/add-a-collector.md")).expect("the page");
    let code = |language: &str| page.split(&format!("```{language}\n")).nth(1).and_then(|t| t.split("```").next());
    let toy = std::fs::read_to_string(root().join("runtime/gc/marksweep.py")).expect("the toy");
    assert_eq!(code("python"), Some(toy.as_str()));
    let table = std::fs::read_to_string(root().join("translator/gc/src/lib.rs")).expect("the table");
    assert!(code("rust").is_some_and(|line| table.contains(line)));
}

/// Compiled code allocates, stores and keeps roots as the collector wants.
#[test]
fn programs_with_a_jit_agree() {
    for gc in collectors() {
        for name in ["objects", "boxes", "frames"] {
            let target = format!("tests/jit/{name}");
            let program = build(&target, &format!("collectors_{name}_{gc}"), &["--opt=jit", "--gc", gc]);
            let mut files: Vec<_> = std::fs::read_dir(root().join(format!("{target}/programs")))
                .expect("a folder of programs")
                .filter_map(|e| Some(e.ok()?.path().to_string_lossy().into_owned()))
                .filter(|p| p.ends_with(".txt"))
                .collect();
            files.sort();
            for p in files {
                let off = run(&program, &[&p], b"", &[("RPY_JIT", "off")]);
                let cruel = ("RPY_JIT", "threshold=2,trace_eagerness=2");
                for env in [&[cruel] as &[_], &[cruel, ("RPY_GC_STRESS", "1")]] {
                    let got = run(&program, &[&p], b"", env);
                    assert_eq!(text(&got.stdout), text(&off.stdout), "{gc}, {p}, {env:?}: {}", text(&got.stderr));
                }
            }
        }
    }
}

#[test]
fn a_library_that_is_missing_is_named() {
    // This linker finds nothing.
    let done = Command::new(env!("CARGO_BIN_EXE_translate"))
        .args(["targets/bf", "--gc=boehm", "-o"])
        .arg(folder("collectors").join("without"))
        .current_dir(root())
        .env("CC", "false")
        .output()
        .expect("translate runs");
    assert_eq!(done.status.code(), Some(1));
    let message = text(&done.stderr);
    assert!(message.contains("needs the library gc") && message.contains("libgc-dev"), "{message}");

    let done = translate(&["targets/bf", "--gc=boehm", "--backend=wasm"]);
    assert_eq!(done.status.code(), Some(1));
    assert!(text(&done.stderr).contains("not for wasm"), "{}", text(&done.stderr));
}

/// Major collections run all the time between minor ones, in the smallest steps.
#[test]
fn small_steps() {
    let exe = folder("collectors_steps").join("program");
    let built = Command::new(env!("CARGO_BIN_EXE_translate"))
        .args(["tests/corpus_target.py", "--quiet", "--gc=generational", "-o"])
        .arg(&exe)
        .current_dir(root())
        .env("CORPUS_FILE", root().join("tests/corpus/memory.py"))
        .output()
        .expect("translate runs");
    assert!(built.status.success(), "{}", text(&built.stderr));
    let log = folder("collectors_steps_log").join("log");
    let sections = format!("gc:{}", log.display());
    let env = [
        ("PYPY_GC_NURSERY", "64K"),
        ("PYPY_GC_MIN", "1"),
        ("PYPY_GC_MAJOR_COLLECT", "1.1"),
        ("PYPY_GC_INCREMENT_STEP", "1"),
        ("PYPYLOG", &sections),
    ];
    let done = run(&exe, &[], b"", &env);
    assert!(text(&done.stdout).trim_end().ends_with(" agree, 0 differ"), "{}", text(&done.stdout));
    let log = std::fs::read_to_string(log).expect("a log");
    for wanted in ["{gc-minor\n", "gc-minor}\n", "minor collect, total memory used: ", "gc-collect-step}\n"] {
        assert!(log.contains(wanted), "no `{wanted}` in the log");
    }
    for state in ["IDLE", "MARKING", "SWEEPING"] {
        assert!(log.contains(&format!("stopping, now in gc state: {state}\n")), "never {state}");
    }
    let limited = run(&exe, &[], b"", &[("PYPY_GC_NURSERY", "64K"), ("PYPY_GC_MAX", "100K")]);
    assert!(!limited.status.success());
    assert!(text(&limited.stderr).ends_with("Fatal RPython error: MemoryError\n"), "{}", text(&limited.stderr));
}

/// Roots that are not alive at the same time share a slot.
#[test]
fn frames_are_small() {
    let dir = folder("collectors_frames");
    let source = dir.join("frames.py");
    let program = "\
class Node(object):
    def __init__(self, value):
        self.value = value
def consume(node):
    return [Node(node.value + i) for i in range(3)]
consume._dont_inline_ = True
def steps(n):
    a = Node(n)
    x = len(consume(a)) + a.value
    b = Node(x)
    y = len(consume(b)) + b.value
    c, d = Node(x), Node(y)
    return len(consume(c)) + len(consume(d)) + c.value + d.value
steps._dont_inline_ = True
def main(argv):
    print(steps(len(argv)))
    return 0
def target(*args):
    return main
";
    std::fs::write(&source, program).expect("a file");
    let (out, source) = (dir.join("frames"), source.to_string_lossy().into_owned());
    let args = [&source, "--quiet", "--dump-ir=gc:steps", "-o", &out.to_string_lossy()];
    let done = translate(&args);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let dump = text(&done.stdout);
    let first = dump.lines().find(|l| l.contains("adr_add v")).and_then(|l| l.split(';').next());
    assert!(first.is_some_and(|l| l.trim_end().ends_with(", 16")), "c and d are alive together, no others: {dump}");
    assert_eq!(text(&run(&out, &[], b"", &[("RPY_GC_STRESS", "1")]).stdout), "17\n");
}
