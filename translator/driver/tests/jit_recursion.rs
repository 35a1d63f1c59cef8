//! Interpreters that call themselves: calls of compiled loops, exceptions through them, and calls without end.

mod common;
use common::*;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const RECURSIVE: &str = "tests/jit/recursive";

/// Functions are compiled as soon as loops are.
const EAGER: [&str; 4] = [
    "threshold=2,function_threshold=2,trace_eagerness=2",
    "threshold=2,function_threshold=2,trace_eagerness=2,max_unroll_recursion=1",
    "threshold=2,function_threshold=2,trace_eagerness=2,inlining=0",
    "threshold=3,function_threshold=3,trace_eagerness=1,trace_limit=60",
];

fn program(test: &str, name: &str, source: &str) -> String {
    let file = std::env::temp_dir().join(format!("{test}_{}_{name}.txt", std::process::id()));
    std::fs::write(&file, source).expect("a file");
    file.to_string_lossy().into_owned()
}

/// With this stack, in KiB.
fn limited(exe: &Path, file: &str, stack: u32, env: &[(&str, &str)]) -> Output {
    let script = format!("ulimit -S -s {stack} && exec {} {file}", exe.display());
    Command::new("sh").args(["-c", &script]).current_dir(root()).envs(env.iter().copied()).output().expect("a shell")
}

/// What the log of a run says.
fn log(exe: &Path, test: &str, sections: &str, settings: &str, file: &str) -> (Output, String) {
    let log = folder(test).join("log");
    let to = format!("{sections}:{}", log.display());
    let done = run(exe, &[file], b"", &[("RPY_JIT", settings), ("PYPYLOG", &to)]);
    (done, std::fs::read_to_string(&log).expect("a log"))
}

fn interpreter(test: &str) -> PathBuf {
    build(RECURSIVE, test, &["--opt=jit"])
}

#[test]
fn calls_agree() {
    for name in ["recursive", "stack"] {
        let exe = build(&format!("tests/jit/{name}"), &format!("jit_recursion_{name}"), &["--opt=jit"]);
        let dir = root().join(format!("tests/jit/{name}/programs"));
        let mut count = 0;
        for entry in std::fs::read_dir(dir).expect("programs") {
            let path = entry.expect("an entry").path();
            if path.extension().is_none_or(|e| e != "txt") {
                continue;
            }
            count += 1;
            let wanted = std::fs::read_to_string(path.with_extension("out")).expect("what it prints");
            for settings in EAGER {
                for stress in ["0", "1"] {
                    let env = [("RPY_JIT", settings), ("RPY_GC_STRESS", stress)];
                    let env = if stress == "1" { &env[..] } else { &env[..1] };
                    let done = run(&exe, &[&path.to_string_lossy()], b"", env);
                    let shown = format!("{} {env:?}: {}", path.display(), text(&done.stderr));
                    assert_eq!(text(&done.stdout), wanted, "{shown}");
                }
            }
        }
        assert!(count >= 2);
    }
}

#[test]
fn a_function_that_calls_itself_becomes_code_that_calls_itself() {
    let exe = interpreter("jit_recursion_calls");
    let fib = "(def (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))\n(print (fib 24))\n";
    let file = program("jit_recursion_calls", "fib", fib);
    let (done, written) = log(&exe, "jit_recursion_calls_log", "jit-log-opt,jit-summary", "default", &file);
    assert_eq!(text(&done.stdout), "46368\n", "{}", text(&done.stderr));
    assert!(written.contains("(fib) : loop"), "{written}");
    assert!(written.contains(" = call_assembler_r("), "{written}");
    let portal = written.lines().filter(|l| l.contains(" = call_") && l.contains("<run>")).count();
    assert_eq!(portal, 0, "{written}");
}

#[test]
fn nobody_catches() {
    let exe = interpreter("jit_recursion_uncaught");
    let down = "(def (down n) (if (= n 0) (throw 5) (+ 1 (down (- n 1)))))\n";
    let file =
        program("jit_recursion_uncaught", "down", &format!("{down}(print (try (down 50) 3))\n(print (down 60))\n"));
    for settings in EAGER {
        let done = run(&exe, &[&file], b"", &[("RPY_JIT", settings)]);
        assert_eq!(text(&done.stdout), "3\n", "{settings}");
        assert_eq!(text(&done.stderr), "recursive: nobody catches 5\n", "{settings}");
        assert_eq!(done.status.code(), Some(2), "{settings}");
    }
}

/// In compiled code, too, they are an exception that the program may catch, and go on.
#[test]
fn calls_without_end() {
    let exe = interpreter("jit_recursion_endless");
    let source = "
        (def (up n) (+ 1 (up (+ n 1))))
        (def (left n) (+ 1 (right (+ n 1))))
        (def (right n) (- (left (+ n 1)) 1))
        (def (often n s) (if (= n 0) s (often (- n 1) (+ s (+ (try (up n) n) (try (left n) 1))))))
        (print (often 10 0))
        (def (down n) (if (= n 0) 0 (+ 1 (down (- n 1)))))
        (print (down 100))
        (print (up 0))
    ";
    let file = program("jit_recursion_endless", "up", source);
    for settings in ["off", "default"].into_iter().chain(EAGER) {
        let done = limited(&exe, &file, 8192, &[("RPY_JIT", settings)]);
        assert_eq!(text(&done.stdout), "65\n100\n", "{settings}: {}", text(&done.stderr));
        assert_eq!(text(&done.stderr), "recursive: calls without end\n", "{settings}");
        assert_eq!(done.status.code(), Some(3), "{settings}");
    }
    // Each allocation copies what all levels have: few levels, few times.
    let source = source.replace("often 10", "often 2").replace("down 100", "down 20");
    let file = program("jit_recursion_endless", "stress", &source);
    let done = limited(&exe, &file, 512, &[("RPY_JIT", EAGER[0]), ("RPY_GC_STRESS", "1")]);
    assert_eq!(text(&done.stdout), "5\n20\n", "{}", text(&done.stderr));
    // On a stack that compilation does not fit on, the program runs without.
    for settings in ["off", EAGER[0]] {
        let done = limited(&exe, &file, 128, &[("RPY_JIT", settings)]);
        assert_eq!(text(&done.stdout), "5\n20\n", "{settings}: {}", text(&done.stderr));
        assert_eq!(done.status.code(), Some(3), "{settings}");
    }
}
