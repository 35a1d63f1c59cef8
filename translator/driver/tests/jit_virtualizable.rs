//! Virtualizable frames: a loop does not touch them, and who looks at one from elsewhere finds what the interpreter has put there.

mod common;
use common::*;
use std::path::Path;

/// What a section of the log has, for one run.
fn log(exe: &Path, program: &str, settings: &str, sections: &str) -> String {
    let file = folder(&format!("virtualizable_log_{}", program.replace(['/', '.'], "_"))).join("log");
    let to = format!("{sections}:{}", file.display());
    let done = run(exe, &[program], b"", &[("RPY_JIT", settings), ("PYPYLOG", &to)]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let log = std::fs::read_to_string(&file).expect("a log");
    // Without the operations' places in the code.
    let bare = |l: &str| l.split_once(": ").filter(|(at, _)| at.starts_with('+')).map_or(l, |(_, op)| op).to_string();
    log.lines().map(|l| bare(l) + "\n").collect()
}

#[test]
fn a_loop_has_the_frame_in_variables() {
    let exe = build("tests/jit/stack", "virtualizable_loop", &["--opt=jit"]);
    let program = folder("virtualizable_count").join("count.txt");
    let counting = "func main 0 2\nloop:\nload 1\nload 0\nadd\nstore 1\nload 0\npush 1\nadd\nstore 0\nload 0\npush 5000\nless\n\
                    jump_if loop\nload 1\nprint\n";
    std::fs::write(&program, counting).expect("the program is written");
    let log = log(&exe, &program.to_string_lossy(), "default", "jit-log-opt-loop");
    let trace = log.split_once("--end of the loop--").expect("the loop's end").0;
    let body = trace.rsplit("\nlabel(").next().expect("a label");
    let operations: Vec<&str> = body.lines().skip(1).filter(|l| !l.starts_with("debug_merge_point")).collect();
    // Two additions, a test, its guard, and the jump.
    assert_eq!(operations.len(), 5, "{body}");
    assert!(operations[..3].iter().all(|o| o.contains("int_")), "{body}");
    // Where the loop is entered they are read, each once.
    assert_eq!(trace.matches("<Frame.depth>").count(), 1, "{trace}");
    assert_eq!(trace.matches("getarrayitem_gc_i(p3, ").count(), 18, "{trace}");
}

/// A loop with a long array uses it in memory.
#[test]
fn a_large_frame_stays_in_memory() {
    let exe = build("tests/jit/stack", "virtualizable_large", &["--opt=jit"]);
    let program = folder("virtualizable_large_program").join("large.txt");
    let counting = "func main 0 2000\nloop:\nload 1999\npush 2\nadd\nstore 1999\nload 1999\npush 5000\nless\njump_if loop\n\
                    load 1999\nprint\n";
    std::fs::write(&program, counting).expect("the program is written");
    let log = log(&exe, &program.to_string_lossy(), "default", "jit-log-opt-loop,jit-summary");
    assert!(log.contains("Total # of loops:\t1\n") && log.contains("setarrayitem_gc("), "{log}");
    assert!(log.lines().all(|l| l.len() < 500), "{log}");
    let done = run(&exe, &[&program.to_string_lossy()], b"", &[("RPY_JIT", "threshold=2"), ("RPY_GC_STRESS", "1")]);
    assert_eq!(text(&done.stdout), "5000\n");
}

/// Calls that look at the frame only at times are compiled, and the guard behind them fails at those times.
#[test]
fn others_force_a_frame() {
    let exe = build("tests/jit/frames", "virtualizable_forced", &["--opt=jit"]);
    let settings = "threshold=2,trace_eagerness=2";
    let log = log(&exe, "tests/jit/frames/programs/look.txt", settings, "jit-log-opt,jit-backend-counts");
    let waiting: Vec<&str> = log
        .lines()
        .filter(|l| l.starts_with("guard_not_forced("))
        .filter_map(|l| l.split("descr=<").nth(1)?.split('>').next())
        .collect();
    let failed = |guard: &str| log.lines().any(|l| l.strip_prefix(guard).is_some_and(|rest| rest.starts_with(':')));
    assert!(waiting.iter().any(|g| failed(g)), "{log}");
    // The token is set before each of these calls.
    let lines: Vec<&str> = log.lines().collect();
    for (i, _) in lines.iter().enumerate().filter(|(_, l)| l.contains("= call_may_force_")) {
        let since = lines[..i].iter().rev().take_while(|l| !l.contains("= call_may_force_"));
        assert!(since.take_while(|l| !l.starts_with("label(")).any(|l| l.contains("<Frame.vable_token>")), "{log}");
        assert!(lines[i + 1].starts_with("guard_not_forced("), "{log}");
    }
}

/// A trace in which somebody has looked at the frame while it was recorded is not used.
#[test]
fn a_trace_that_is_forced_is_given_up() {
    let exe = build("tests/jit/stack", "virtualizable_escape", &["--opt=jit"]);
    let program = folder("virtualizable_always").join("always.txt");
    let always = "func next 0 0\nouter 0\npush 1\nadd\nset_outer 0\npush 0\nreturn\nfunc main 0 1\npush 1\nstore 0\nloop:\n\
                  call next\npop\nload 0\npush 50\nless\njump_if loop\nload 0\nprint\n";
    std::fs::write(&program, always).expect("the program is written");
    let settings = "threshold=2,trace_eagerness=2";
    let log = log(&exe, &program.to_string_lossy(), settings, "jit-abort,jit-summary");
    assert!(log.contains("the virtualizable is used elsewhere"), "{log}");
    assert!(log.contains("Total # of loops:\t0\n"), "{log}");
    let done = run(&exe, &[&program.to_string_lossy()], b"", &[("RPY_JIT", settings)]);
    assert_eq!(text(&done.stdout), "50\n");
}
