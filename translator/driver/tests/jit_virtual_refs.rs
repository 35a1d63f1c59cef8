//! Frames that a chain of virtual references keeps: loops do not make them, and who looks at the chain finds them.

mod common;
use common::*;

/// What a section of the log has, for one run.
fn log(program: &str, sections: &str) -> String {
    let exe = build("tests/jit/chain", &format!("chain_{program}"), &["--opt=jit"]);
    let file = folder(&format!("chain_log_{program}")).join("log");
    let to = format!("{sections}:{}", file.display());
    let settings = [("RPY_JIT", "threshold=2,trace_eagerness=2"), ("PYPYLOG", &to)];
    let done = run(&exe, &[&format!("tests/jit/chain/programs/{program}.txt")], b"", &settings);
    assert!(done.status.success(), "{}", text(&done.stderr));
    std::fs::read_to_string(&file).expect("a log")
}

#[test]
fn a_loop_makes_neither_frames_nor_references() {
    let log = log("leaves", "jit-log-opt");
    let stored = log.lines().any(|l| l.contains("setfield_gc(") && l.contains("<Context.top>"));
    assert!(log.contains("# Loop") && !log.contains(" = new") && !stored, "{log}");
}

/// Compiled code that keeps frames is waiting for a call when somebody looks at them.
#[test]
fn others_find_frames_in_compiled_code() {
    let log = log("walk", "jit-log-opt,jit-backend-counts");
    let waiting = log.lines().filter(|l| l.contains("guard_not_forced("));
    let mut guards = waiting.filter_map(|l| l.split("descr=<").nth(1)?.split('>').next());
    let failed = |guard: &str| log.lines().any(|l| l.strip_prefix(guard).is_some_and(|rest| rest.starts_with(':')));
    assert!(guards.any(failed), "{log}");
    // What is there is the reference, which says where the frame is.
    let lines: Vec<&str> = log.lines().collect();
    let token = lines.iter().position(|l| l.contains("force_token()")).expect("a token");
    let call = token + lines[token..].iter().position(|l| l.contains("call_may_force")).expect("a call");
    let before = lines[token..call].join("\n");
    assert!(before.contains("<JitVirtualRef.virtual_token>") && !before.contains("new(descr=<Frame>)"), "{log}");
}
