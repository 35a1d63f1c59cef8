//! Programs with a JIT give what they give without, whatever the JIT's parameters are.

mod common;
#[path = "common/random.rs"]
mod random;
#[path = "common/settings.rs"]
mod settings;

use common::*;
use random::Random;
use settings::settings;
use std::path::{Path, PathBuf};

/// A target with a JIT and without.
struct Pair {
    native: PathBuf,
    jit: PathBuf,
}

impl Pair {
    fn new(target: &str, test: &str, options: &[&str]) -> Pair {
        let with = [options, &["--opt=jit"]].concat();
        let native = build(target, &format!("{test}_native"), options);
        Pair { native, jit: build(target, &format!("{test}_jit"), &with) }
    }

    /// Both give the same output and status, with each of the settings.
    fn agree(&self, args: &[&str], stdin: &[u8], settings: &[String], env: &[(&str, &str)]) {
        let wanted = run(&self.native, args, stdin, &[]);
        for s in settings {
            let env = [&[("RPY_JIT", s.as_str())], env].concat();
            let got = run(&self.jit, args, stdin, &env);
            let shown = format!("{args:?} with {env:?}: {}", text(&got.stderr));
            assert_eq!(text(&got.stdout), text(&wanted.stdout), "{shown}");
            assert_eq!(text(&got.stderr), text(&wanted.stderr), "{shown}");
            assert_eq!(got.status.code(), wanted.status.code(), "{shown}");
        }
    }
}

fn programs(folder: &str, ending: &str) -> Vec<String> {
    let entries = std::fs::read_dir(root().join(folder)).expect("a folder of programs");
    let mut all: Vec<String> = entries
        .filter_map(|e| Some(e.ok()?.path().to_string_lossy().into_owned()))
        .filter(|p| p.ends_with(ending))
        .collect();
    all.sort();
    assert!(!all.is_empty());
    all
}

#[test]
fn tlr_agrees() {
    let pair = Pair::new("targets/tlr", "jit_tlr", &[]);
    for n in ["0", "1", "12", "300"] {
        pair.agree(&[n], b"", &settings(), &[]);
    }
    for p in programs("targets/tlr/programs", ".tlr") {
        pair.agree(&["--program", &p, "40"], b"", &settings(), &[]);
        pair.agree(&["--program", &p, "40"], b"", &settings()[2..3], &[("RPY_GC_STRESS", "1")]);
    }
}

#[test]
fn bf_agrees() {
    let pair = Pair::new("targets/bf", "jit_bf", &[]);
    for p in programs("targets/bf/programs", ".bf") {
        pair.agree(&[&p], b"25\n", &settings(), &[]);
        pair.agree(&[&p], b"6\n", &settings()[2..3], &[("RPY_GC_STRESS", "1")]);
    }
    // An exception through a trace, and out of the portal.
    for program in ["++++++++[<]", "+++++[>+++++<-]>[-<<]", "++++[>++++[>++++<-]<-]>>[<<<-]"] {
        pair.agree(&[], program.as_bytes(), &settings(), &[]);
    }
}

/// What the JIT must be good at: virtualizable frames, boxes that need not exist, portals that call themselves. A run that
/// kept dead objects alive in compiled code would not end within minutes when each allocation collects.
#[test]
fn small_interpreters_agree() {
    for name in ["stack", "objects", "recursive", "boxes", "frames"] {
        let target = format!("tests/jit/{name}");
        let pair = Pair::new(&target, &format!("jit_small_{name}"), &[]);
        for p in programs(&format!("{target}/programs"), ".txt") {
            pair.agree(&[&p], b"", &settings(), &[]);
            pair.agree(&[&p], b"", &settings()[1..3], &[("RPY_GC_STRESS", "1")]);
        }
    }
}

#[test]
fn a_bridge_gets_a_loop_of_its_own() {
    let out = build("tests/jit/boxes", "jit_retrace", &["--opt=jit"]);
    let log = folder("jit_retrace_log").join("log");
    let sections = format!("jit-log-opt-bridge:{}", log.display());
    let program = "tests/jit/boxes/programs/switch.txt";
    for (limit, labels) in [(0, 0), (5, 1)] {
        let setting = format!("threshold=2,trace_eagerness=2,max_retrace_guards=100,retrace_limit={limit}");
        let done = run(&out, &[program], b"", &[("RPY_JIT", setting.as_str()), ("PYPYLOG", sections.as_str())]);
        assert_eq!(text(&done.stdout), "14999.0\n", "{}", text(&done.stderr));
        let written = std::fs::read_to_string(&log).expect("a log");
        assert_eq!(written.matches(" label(").count(), labels, "{written}");
    }
}

/// `[<+>-]` moves a cell: each of the two is loaded, changed and stored, and one is tested. The tutorial's loop has 15
/// operations with the marks of its 5 merge points; here cells are bytes, which are masked.
#[test]
fn a_loop_that_moves_a_cell_does_only_that() {
    let out = build("targets/bf", "jit_moves", &["--opt=jit"]);
    let log = folder("jit_moves_log").join("log");
    let sections = format!("jit-log-opt-loop:{}", log.display());
    let program = b">>++++++++[<++++++++++++++++[<+>-]>-]";
    let done = run(&out, &[], program, &[("RPY_JIT", "threshold=20"), ("PYPYLOG", &sections)]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let written = std::fs::read_to_string(&log).expect("a log");
    let (traces, _) = written.split_once("--end of the loop--").expect("a loop");
    let body = traces.rsplit("label(").next().expect("a label");
    let operation = |l: &str| !l.starts_with("debug_merge_point(") && l.contains('(');
    let names: Vec<&str> = body.lines().skip(1).filter(|l| operation(l)).collect();
    let count = |name: &str| names.iter().filter(|l| l.contains(name)).count();
    let found = ["getarrayitem_gc_i(", "setarrayitem_gc(", "int_add(", "int_and(", "guard_true("].map(count);
    assert_eq!((found, names.len()), ([2, 2, 2, 2, 1], 11), "{body}");
}

/// A loop with more operations than a trace may have is compiled in several pieces, each but the first a bridge.
#[test]
fn a_long_loop_is_traced_in_segments() {
    let pair = Pair::new("targets/bf", "jit_segments", &[]);
    let body: String = (0..1200).map(|i| format!(">{}", "+".repeat(1 + i % 3))).collect();
    let program = format!("{}[-{body}{}]>>>>>>>.", "+".repeat(60), "<".repeat(1200));
    let setting = "threshold=5,trace_eagerness=3".to_string();
    let log = folder("jit_segments_log").join("log");
    let sections = format!("jit-summary:{}", log.display());
    pair.agree(&[], program.as_bytes(), &[setting], &[("PYPYLOG", &sections)]);
    let written = std::fs::read_to_string(&log).expect("a log");
    let number = |name: &str| -> u32 {
        let line = written.lines().find(|l| l.starts_with(name)).unwrap_or_else(|| panic!("{name} in {written}"));
        line.split('\t').next_back().and_then(|n| n.parse().ok()).expect("a number")
    };
    assert!(number("abort: trace too long") > 0, "{written}");
    assert!(number("Total # of bridges") >= 3, "{written}");
    let small: Vec<String> =
        ["300", "60", "20", "2"].map(|n| format!("threshold=3,trace_eagerness=2,trace_limit={n}")).into();
    pair.agree(&[], program.as_bytes(), &small, &[]);
}

#[test]
fn without_a_collector() {
    let pair = Pair::new("targets/bf", "jit_nogc", &["--gc=none"]);
    for p in programs("targets/bf/programs", "primes.bf") {
        pair.agree(&[&p], b"25\n", &settings()[1..4], &[]);
    }
}

/// A program that ends: each loop counts its own cell down, and its body leaves that cell alone and comes back to it.
fn random_bf(r: &mut Random, depth: u32, out: &mut String) {
    for _ in 0..1 + r.below(5) {
        match r.below(if depth < 4 { 8 } else { 6 }) {
            0 => out.push('+'),
            1 => out.push('-'),
            2 => out.push('.'),
            3 => out.push_str(">+"),
            4 => out.push(','),
            5 => out.push_str("[-]"),
            _ => {
                let moves = 1 + r.below(3) as usize;
                out.push_str(&"+".repeat(1 + r.below(6) as usize));
                out.push('[');
                out.push_str(&">".repeat(moves));
                let mut body = String::new();
                random_bf(r, depth + 1, &mut body);
                out.push_str(&body);
                // Back by as many cells as the body has gone to the right on this level.
                let gone = net_moves(&body);
                out.push_str(&"<".repeat(moves + gone));
                out.push_str("-]");
            }
        }
    }
}

fn net_moves(body: &str) -> usize {
    body.chars().filter(|&c| c == '>').count() - body.chars().filter(|&c| c == '<').count()
}

#[test]
fn random_programs_agree() {
    let pair = Pair::new("targets/bf", "jit_random", &[]);
    let mut r = Random(0x9e37_79b9_7f4a_7c15);
    let cruel = settings();
    for _ in 0..60 {
        let mut program = String::new();
        random_bf(&mut r, 0, &mut program);
        let file = folder("jit_random_program").join("p.bf");
        std::fs::write(&file, &program).expect("the program is written");
        pair.agree(&[&file.to_string_lossy()], b"some input", &cruel[2..4], &[]);
    }
}

/// What is between two texts.
fn after<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let (_, rest) = text.split_once(start).expect(start);
    rest.split_once(end).expect(end).0
}

#[test]
fn the_log_shows_the_loop() {
    let dir = folder("jit_log");
    let out = dir.join("tlr");
    let done = translate(&["targets/tlr", "--opt=jit", "--quiet", "-o", &out.to_string_lossy()]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let log = dir.join("log");
    let log_to = |sections: &str| format!("{sections}:{}", log.display());
    let read = |p: &Path| std::fs::read_to_string(p).expect("a log");
    let done = run(&out, &["5000"], b"", &[("PYPYLOG", &log_to("jit-log-opt,jit-summary"))]);
    assert_eq!(text(&done.stdout), "25000000\n");
    let written = read(&log);
    // The loop itself, behind its label: two additions, two stores, a test.
    let (traces, rest) = written.split_once("--end of the loop--\n").expect("the loop's end");
    let end: usize = traces.rsplit('+').next().and_then(|t| t.strip_suffix(": ")).expect("where").parse().expect("it");
    assert!((40..2000).contains(&end), "{traces}");
    let body = traces.rsplit("label(").next().expect("a label");
    let lines: Vec<&str> = body.lines().filter(|l| !l.starts_with("debug_merge_point")).collect();
    let count = |name: &str| lines.iter().filter(|l| l.contains(name)).count();
    assert_eq!((count("int_add("), count("setarrayitem_gc("), count("guard_true(")), (2, 2, 1), "{body}");
    assert_eq!(count("getarrayitem") + count("arraylen") + count("call"), 0, "{body}");
    assert!(rest.contains("Total # of loops:\t1\n"), "{written}");
    let count: usize = after(traces, " : loop with ", " ops\n").parse().expect("the number of operations");
    let lines = traces.lines().skip_while(|l| !l.starts_with('['));
    // Code has its place before it, what has none has not.
    let offset = |l: &str| l.strip_prefix('+').and_then(|l| l.split_once(": ")?.0.parse::<usize>().ok());
    assert!(traces.lines().filter_map(offset).count() >= count / 3, "{traces}");
    assert!(traces.lines().any(|l| l.starts_with("debug_merge_point(")), "{traces}");
    // Without the section's mark, the title, the inputs and the end.
    assert_eq!(lines.count() - 4, count, "{traces}");
    assert!(traces.contains("# Loop 1 (7: MOV_R_A) : loop"), "{traces}");
    let done = run(&out, &["5000"], b"", &[("PYPYLOG", &log_to("jit-log-opt,jit-backend-counts,jit-summary"))]);
    assert!(done.status.success());
    let counts = "{jit-backend-counts\nentry 1:1\nTargetToken(0):1\nTargetToken(1):";
    assert!(read(&log).contains(counts), "{}", read(&log));
    let done = translate(&["inspect", &log.to_string_lossy()]);
    let shown = text(&done.stdout);
    assert!(shown.contains("  Loop 1 (7: MOV_R_A): "), "{shown}{}", text(&done.stderr));
    assert!(shown.contains(" guard_true at 18: JUMP_IF_A: failed once\n"), "{shown}");
    std::fs::write(&log, &read(&log)[..200]).expect("a cut log");
    let done = translate(&["inspect", &log.to_string_lossy()]);
    assert_eq!(done.status.code(), Some(1));
    assert!(text(&done.stderr).contains("does not end"), "{}", text(&done.stderr));
    let done = run(&out, &["5000"], b"", &[("PYPYLOG", &log_to("jit-log-noopt"))]);
    assert!(done.status.success());
    // What is recorded has no guards of machine code yet.
    assert!(read(&log).contains("\nguard_true(i17)\n") && !read(&log).contains("descr=<Guard"), "{}", read(&log));
    let done = run(&out, &["5000"], b"", &[("RPY_JIT", "treshold=5")]);
    assert_eq!(text(&done.stderr), "RPY_JIT: there is no parameter `treshold`\n");
    assert_eq!(done.status.code(), Some(2));
}

/// What `perf` looks for: the code of each loop and bridge, by address. gdb is told while the program runs.
#[test]
fn perf_and_gdb_find_the_code() {
    let out = build("targets/tlr", "jit_perf", &["--opt=jit"]);
    let mut command = std::process::Command::new(&out);
    let child = command.arg("3000").env("RPY_PERF_MAP", "1").stdout(std::process::Stdio::null()).spawn();
    let mut child = child.expect("the program starts");
    let path = format!("/tmp/perf-{}.map", child.id());
    assert!(child.wait().expect("it ends").success());
    let map = std::fs::read_to_string(&path).expect("a map");
    std::fs::remove_file(&path).expect("the map is ours");
    for (line, wanted) in map.lines().zip(["jit: enter", "jit: Loop 1 (7: MOV_R_A)"]) {
        let [start, bytes, name] = line.splitn(3, ' ').collect::<Vec<_>>()[..] else { panic!("{map}") };
        assert!(u64::from_str_radix(start, 16).is_ok_and(|a| a > 4096), "{map}");
        assert!(u64::from_str_radix(bytes, 16).is_ok_and(|n| n > 10), "{map}");
        assert_eq!(name, wanted);
    }
    assert_eq!(map.lines().count(), 2, "{map}");
    let done = run(&out, &["3000"], b"", &[]);
    assert!(done.status.success() && !Path::new(&path).exists());
    // What gdb looks for by name.
    let executable = std::fs::read(&out).expect("the program");
    for name in ["__jit_debug_register_code", "__jit_debug_descriptor"] {
        assert!(executable.windows(name.len()).any(|w| w == name.as_bytes()), "no {name}");
    }
    let done = run(&out, &["3000"], b"", &[("RPY_GDB_JIT", "1")]);
    assert_eq!(text(&done.stdout), "9000000\n", "{}", text(&done.stderr));
}
