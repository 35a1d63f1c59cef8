//! The translated targets on random programs: each ends with status 0, or with status 1 and one line that says why.

mod common;
use common::*;
use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A random program may run for ever.
const LIMIT: Duration = Duration::from_millis(40);

struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }
    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

/// Runs with a file of these bytes as standard input; whether it ended.
fn ends_well(program: &Path, args: &[&str], input: &[u8], dir: &Path, env: &[(&str, &str)], what: &str) -> bool {
    let (stdin, stderr) = (dir.join("stdin"), dir.join("stderr"));
    std::fs::write(&stdin, input).expect("a file");
    let mut command = Command::new(program);
    command.args(args).envs(env.iter().copied()).stdin(File::open(stdin).expect("the file")).stdout(Stdio::null());
    command.stderr(File::create(&stderr).expect("a file"));
    let mut child = command.spawn().expect("the program starts");
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("the program is there") {
            let error = String::from_utf8_lossy(&std::fs::read(&stderr).expect("the file")).into_owned();
            let lines = match status.code() {
                Some(0) => 0,
                Some(1) => 1,
                _ => panic!("{status}: {what}\n{error}"),
            };
            assert_eq!(error.lines().count(), lines, "{what}\n{error}");
            return true;
        }
        if started.elapsed() > LIMIT {
            child.kill().and_then(|()| child.wait()).expect("the program is there");
            return false;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn bf_runs_any_bytes() {
    bf_runs("native", 200);
}

#[test]
fn bf_runs_any_bytes_through_c() {
    bf_runs("c", 100);
}

fn bf_runs(backend: &str, programs: usize) {
    let bf = build("targets/bf", &format!("random_bf_{backend}"), &["--backend", backend]);
    let dir = folder(&format!("random_bf_{backend}_files"));
    let file = dir.join("program.bf");
    let shown = file.to_string_lossy().into_owned();
    let mut random = Random(0x9e3779b97f4a7c15);
    let mut ended = 0;
    for i in 0..programs {
        let mut program = vec![];
        let mut open = 0;
        for _ in 0..random.below(400) {
            let c = match random.below(40) {
                0 => random.below(256) as u8,
                // Brackets that match, mostly.
                1..4 => b'[',
                4..7 if open > 0 => b']',
                _ => b"+-><.,>>"[random.below(8)],
            };
            open += (c == b'[') as i32 - (c == b']') as i32;
            program.push(c);
        }
        if i % 5 != 0 {
            program.extend(vec![b']'; open.max(0) as usize]);
        }
        std::fs::write(&file, &program).expect("a file");
        let stress: &[(&str, &str)] = if i % 4 == 0 { &[("RPY_GC_STRESS", "1")] } else { &[] };
        let input: Vec<u8> = (0..random.below(20)).map(|_| random.below(256) as u8).collect();
        let what = format!("program {i}: {}", String::from_utf8_lossy(&program));
        ended += ends_well(&bf, &[&shown], &input, &dir, stress, &what) as usize;
    }
    assert!(ended > programs / 2, "only {ended} ended");
}

#[test]
fn tlr_runs_any_text() {
    tlr_runs("native", 200);
}

#[test]
fn tlr_runs_any_text_through_c() {
    tlr_runs("c", 100);
}

fn tlr_runs(backend: &str, programs: usize) {
    let tlr = build("targets/tlr", &format!("random_tlr_{backend}"), &["--backend", backend]);
    let dir = folder(&format!("random_tlr_{backend}_files"));
    let file = dir.join("program.tlr");
    let shown = file.to_string_lossy().into_owned();
    let plain = ["MOV_A_R r1", "MOV_R_A r1", "ADD_R_TO_A r1", "MOV_A_R r255", "ADD_R_TO_A r0", "DECR_A", "RETURN_A"];
    let jumps = ["JUMP_IF_A a", "JUMP_IF_A b", "JUMP_IF_A c"];
    let odd = [
        "MOV_A_R r256",
        "MOV_R_A r-1",
        "JUMP",
        "DECR_A r1",
        "a:",
        ":",
        "r1",
        "ADD_R_TO_A",
        ";",
        "MOV_A_R r99999999999999999999",
        "\0",
    ];
    let numbers =
        ["0", "7", "-1", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "x", "", " 3 "];
    let mut random = Random(0x2545f4914f6cdd1d);
    let mut ended = 0;
    for i in 0..programs {
        let mut program = String::new();
        // The longest program has 256 bytes.
        let length = if i % 3 == 0 { 120 + random.below(20) } else { random.below(20) };
        let labels = [random.below(length), random.below(length + 1), length];
        for at in 0..=length {
            for (label, name) in labels.iter().zip(["a", "b", "c"]) {
                if *label == at {
                    program += &format!("{name}: ");
                }
            }
            if at < length {
                program += match random.below(60) {
                    0 => random.pick(&odd),
                    1..12 => random.pick(&jumps),
                    _ => random.pick(&plain),
                };
                program.push('\n');
            }
        }
        let mut bytes = program.into_bytes();
        if i % 7 == 0 && !bytes.is_empty() {
            let at = random.below(bytes.len());
            bytes[at] = random.below(256) as u8;
        }
        std::fs::write(&file, &bytes).expect("a file");
        let number = random.pick(&numbers);
        let stress: &[(&str, &str)] = if i % 4 == 0 { &[("RPY_GC_STRESS", "1")] } else { &[] };
        let what = format!("program {i} on {number}:\n{}", String::from_utf8_lossy(&bytes));
        ended += ends_well(&tlr, &["--program", &shown, number], b"", &dir, stress, &what) as usize;
    }
    assert!(ended > programs / 2, "only {ended} ended");
}
