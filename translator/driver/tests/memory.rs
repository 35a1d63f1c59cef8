//! Memory runs out: an exception that the program may catch, under every collector and on every backend.

mod common;
use common::*;
use std::process::Command;

const TARGET: &str = "tests/memory";

/// What the program prints, which does everything twice.
fn expected() -> String {
    std::fs::read_to_string(root().join(TARGET).join("expected.txt")).expect("a text").repeat(2)
}

const COLLECTORS: [&str; 3] = ["generational", "semispace", "marksweep"];

#[test]
fn the_program_goes_on() {
    for gc in COLLECTORS {
        for opt in ["0", "2"] {
            let exe = build(TARGET, &format!("memory_{gc}_{opt}"), &["--gc", gc, "--opt", opt]);
            for limit in ["3M", "21.5M"] {
                let done = run(&exe, &[], b"", &[("PYPY_GC_MAX", limit)]);
                assert_eq!(text(&done.stdout), expected(), "{gc} -O{opt} {limit}: {}", text(&done.stderr));
            }
            let stress = [("PYPY_GC_MAX", "200K"), ("PYPY_GC_NURSERY", "64K"), ("RPY_GC_STRESS", "1")];
            let done = run(&exe, &[], b"", &stress);
            assert_eq!(text(&done.stdout), expected(), "{gc} -O{opt}: {}", text(&done.stderr));
            let done = run(&exe, &["uncaught"], b"", &[("PYPY_GC_MAX", "3M")]);
            let error = text(&done.stderr);
            assert_eq!(done.status.code(), Some(1), "{error}");
            assert!(error.ends_with("in chain\nFatal RPython error: MemoryError\n"), "{error}");
        }
    }
}

/// These keep what is dropped: one for ever, the other if something looks like a pointer to it.
#[test]
fn collectors_that_keep_what_is_dropped() {
    let asked = ["doubled", "huge", "grown"];
    let wanted = "doubled caught\n3820\nhuge 72\ngrown caught\n3820\n";
    let boehm = rpy_native::has_library("gc").expect("a linker");
    for gc in ["none", "boehm"].into_iter().filter(|&gc| gc == "none" || boehm) {
        let exe = build(TARGET, &format!("memory_{gc}"), &["--gc", gc]);
        for stress in [&[] as &[_], &[("RPY_GC_STRESS", "1")]] {
            let done = run(&exe, &asked, b"", &[&[("PYPY_GC_MAX", "20M")], stress].concat());
            assert_eq!(text(&done.stdout), wanted, "{gc} {stress:?}: {}", text(&done.stderr));
        }
    }
}

#[test]
fn other_backends() {
    let exe = build(TARGET, "memory_c", &["--backend=c"]);
    assert_eq!(text(&run(&exe, &[], b"", &[("PYPY_GC_MAX", "3M")]).stdout), expected());
    let Some(host) = wasm_host() else { return };
    for gc in COLLECTORS {
        let module = build(TARGET, &format!("memory_wasm_{gc}"), &["--backend=wasm", "--gc", gc]);
        let done = host.run(&module, &[], b"", &[("PYPY_GC_MAX", "3M")]);
        assert_eq!(text(&done.stdout), expected(), "{gc}: {}", text(&done.stderr));
    }
}

/// The machine has no more, in KiB, for any use.
#[test]
fn the_limit_of_the_process() {
    for gc in COLLECTORS {
        let exe = build(TARGET, &format!("memory_process_{gc}"), &["--gc", gc]);
        for limit in ["150000", "250000"] {
            let script = format!("ulimit -S -v {limit} && exec {}", exe.display());
            let done = Command::new("sh").args(["-c", &script]).output().expect("a shell");
            assert_eq!(text(&done.stdout), expected(), "{gc} {limit}: {}", text(&done.stderr));
        }
    }
}

#[test]
fn on_the_graph_interpreter() {
    // Before the gc phase nothing is given back.
    for (phase, asked, wanted) in [
        ("rtype", &["huge", "doubled", "work"][..], "huge 72\ndoubled caught\n3820\n3820\n"),
        ("exceptions", &["huge", "doubled", "work"], "huge 72\ndoubled caught\n3820\n3820\n"),
        ("gc", &["nested", "huge", "table"], "nested caught\n3820\nhuge 72\ntable caught\n3820\n"),
    ] {
        let phase = format!("--phase={phase}");
        let done = Command::new(env!("CARGO_BIN_EXE_translate"))
            .args([&["run", TARGET, &phase, "--"], asked].concat())
            .current_dir(root())
            .env("PYPY_GC_MAX", "2M")
            .output()
            .expect("translate runs");
        assert_eq!(text(&done.stdout), wanted, "{phase}: {}", text(&done.stderr));
    }
}

/// Traces allocate too: what the interpreter's handlers catch outside of the JIT, and in calls, does not depend on it.
#[test]
fn with_a_jit() {
    for gc in COLLECTORS {
        let exe = build("tests/jit/memory", &format!("memory_jit_{gc}"), &["--opt=jit", "--gc", gc]);
        let run = |jit: &str, more: &[(&str, &str)]| {
            let done = run(&exe, &[], b"", &[&[("RPY_JIT", jit)], more].concat());
            (text(&done.stdout), text(&done.stderr))
        };
        for more in [
            &[("PYPY_GC_MAX", "20M")][..],
            &[("PYPY_GC_MAX", "150K"), ("PYPY_GC_NURSERY", "64K"), ("RPY_GC_STRESS", "1")],
        ] {
            let (wanted, _) = run("off", more);
            assert_eq!(wanted.matches(" caught\n").count(), 30, "{gc}: {wanted}");
            for jit in ["threshold=2,trace_eagerness=2", "threshold=50"] {
                let (found, error) = run(jit, more);
                assert_eq!(found, wanted, "{gc} {jit}: {error}");
            }
        }
    }
}
