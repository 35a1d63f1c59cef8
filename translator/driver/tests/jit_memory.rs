//! What compiled code takes is bounded: old code is freed, and where there is no room the program goes on interpreted.

mod common;
use common::*;
use std::collections::HashMap;

/// A brainfuck program with ten thousand loops, each of which is hot once. It prints the byte 42.
fn loops() -> String {
    let mut text = "++++[->+<]>[-]<\n".repeat(5000);
    text.push_str(&"+".repeat(42));
    text + "."
}

/// Runs it; gives the numbers of `jit-summary`.
fn summary(exe: &std::path::Path, parameters: &str) -> HashMap<String, usize> {
    let program = exe.with_file_name("loops.bf");
    std::fs::write(&program, loops()).expect("a file");
    let log = exe.with_extension("log");
    let sections = format!("jit-summary:{}", log.display());
    let done = run(exe, &[&program.to_string_lossy()], b"", &[("PYPYLOG", &sections), ("RPY_JIT", parameters)]);
    assert_eq!((text(&done.stdout).as_str(), done.status.code()), ("*", Some(0)), "{}", text(&done.stderr));
    let log = std::fs::read_to_string(log).expect("a log");
    let lines = log.lines().filter_map(|l| l.rsplit_once(':'));
    lines.filter_map(|(name, n)| Some((name.to_string(), n.trim().parse().ok()?))).collect()
}

#[test]
fn code_that_is_not_used_is_freed() {
    let exe = build("targets/bf", "jit_memory", &["--opt=jit"]);
    let kept = summary(&exe, "threshold=2,loop_longevity=0");
    assert_eq!((kept["Total # of loops"], kept["Freed # of loops"]), (10000, 0));
    let freed = summary(&exe, "threshold=2,loop_longevity=200");
    assert_eq!(freed["Total # of loops"], 10000);
    assert!(freed["Freed # of loops"] > 9700, "{freed:?}");
    // Two chunks at most, where all code takes four megabytes.
    assert!(freed["code bytes mapped"] <= 1 << 19, "{freed:?}");
    assert!(kept["code bytes mapped"] > 1 << 21, "{kept:?}");
}

#[test]
fn without_room_for_code_the_program_is_interpreted() {
    let exe = build("targets/bf", "jit_no_memory", &["--opt=jit"]);
    let full = summary(&exe, "threshold=2,loop_longevity=0,code_memory=256");
    assert!(full["abort: compiling"] > 0 && full["Total # of loops"] < 2000, "{full:?}");
    assert_eq!(full["code bytes mapped"], 1 << 18);
    // Room comes back with time.
    let freed = summary(&exe, "threshold=2,loop_longevity=100,code_memory=256");
    assert_eq!((freed["abort: compiling"], freed["Total # of loops"]), (0, 10000));
}
