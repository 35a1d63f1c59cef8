//! What the command reads from files that anyone may have written: targets and files to inspect. Any outcome but a crash.

mod common;
use common::*;
use std::path::Path;

struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }
    fn bytes(&mut self, n: usize) -> Vec<u8> {
        (0..n).map(|_| self.below(256) as u8).collect()
    }
}

/// Status 0 or 1, and no panic; the messages.
fn survives(args: &[&str], what: &str) -> String {
    let done = translate(args);
    let error = text(&done.stderr);
    assert!(matches!(done.status.code(), Some(0 | 1)), "{what}: {:?}\n{error}", done.status);
    assert!(!error.contains("panicked"), "{what}:\n{error}");
    error
}

/// The messages for a file of these bytes as a target. It is loaded, not translated.
fn as_target(dir: &Path, name: &str, bytes: &[u8]) -> String {
    let file = dir.join(format!("{name}.py"));
    std::fs::write(&file, bytes).expect("a file");
    survives(&["run", "--quiet", &file.to_string_lossy()], name)
}

#[test]
fn nesting_is_bounded() {
    let dir = folder("readers_nesting");
    let n = 100_000;
    let in_function =
        |e: &str| format!("def entry_point(argv):\n    return {e}\ndef target(d, a):\n    return entry_point\n");
    let deep = [
        ("brackets", format!("x = {}{}", "(".repeat(n), ")".repeat(n))),
        ("open", "[".repeat(n)),
        ("operators", format!("x = {}1", "1 + ".repeat(n))),
        ("signs", format!("x = {}1", "-".repeat(n))),
        ("attributes", in_function(&format!("argv{}", ".x".repeat(n)))),
        ("conditions", in_function(&format!("{}2", "1 if argv else ".repeat(n)))),
        ("cases", format!("if 0:\n    pass\n{}", "elif 0:\n    pass\n".repeat(n))),
    ];
    for (name, source) in deep {
        let error = as_target(&dir, name, source.as_bytes());
        assert!(error.contains("too deeply nested"), "{name}:\n{error}");
    }
    // A module that a target imports.
    std::fs::write(dir.join("deep_module.py"), format!("x = {}1", "not ".repeat(n))).expect("a file");
    let error = as_target(&dir, "importing", b"import deep_module\n");
    assert!(error.contains("too deeply nested"), "{error}");
    // What is deep for a person still is nothing.
    let terms = in_function(&format!("len(argv){}", " + 1".repeat(400)));
    let file = dir.join("terms.py");
    std::fs::write(&file, terms).expect("a file");
    for phase in ["flow", "gc"] {
        let done = translate(&["run", "--quiet", "--phase", phase, &file.to_string_lossy()]);
        assert_eq!(done.status.code(), Some(401 % 256), "{phase}: {}", text(&done.stderr));
    }
}

#[test]
fn targets_of_any_bytes() {
    let dir = folder("readers_targets");
    let source = std::fs::read(root().join("targets/tlr/target.py")).expect("a target");
    let fixed: [&[u8]; 7] = [
        b"",
        b"\0",
        b"x = '\xff\xfe'\n",
        b"\xef\xbb\xbfx = 1\r\ry = 2\r\n",
        b"\xff\xfe\x00",
        b"'''",
        b"def target(d, a):\n\treturn 1\n        x",
    ];
    for (i, bytes) in fixed.iter().enumerate() {
        assert!(as_target(&dir, &format!("fixed{i}"), bytes).contains("error"), "{i}");
    }
    let mut random = Random(0x2545f4914f6cdd1d);
    for i in 0..10 {
        let size = random.below(400);
        let bytes = random.bytes(size);
        as_target(&dir, &format!("random{i}"), &bytes);
        let mut damaged = source.clone();
        for _ in 0..3 {
            let at = random.below(damaged.len());
            damaged[at] = random.below(256) as u8;
        }
        damaged.truncate(random.below(2 * damaged.len()).max(1));
        as_target(&dir, &format!("damaged{i}"), &damaged);
    }
}

#[test]
fn inspected_files_of_any_bytes() {
    let dir = folder("readers_inspect");
    let executable = build("targets/tlr", "readers_tlr", &[]);
    let object = dir.join("tlr.o");
    survives(&["targets/tlr", "--quiet", "--emit=obj", "-o", &object.to_string_lossy()], "object file");
    let dump = translate(&["targets/tlr", "--quiet", "--dump-ir=gc", "-o", &dir.join("tlr").to_string_lossy()]).stdout;
    let whole = [std::fs::read(executable).expect("it is built"), std::fs::read(object).expect("it is built"), dump];
    let file = dir.join("file");
    let shown = file.to_string_lossy().into_owned();
    let mut random = Random(0x9e3779b97f4a7c15);
    for i in 0..240 {
        let mut bytes = match i % 4 {
            3 => {
                let size = random.below(300);
                random.bytes(size)
            }
            n => whole[n].clone(),
        };
        if i >= 4 && !bytes.is_empty() {
            // Headers come first, tables last.
            for _ in 0..1 + random.below(8) {
                let size = bytes.len();
                let at = match random.below(3) {
                    0 => random.below(size.min(64)),
                    1 => size - 1 - random.below(size.min(2000)),
                    _ => random.below(size),
                };
                bytes[at] = [0, 1, 0x7f, 0x80, 0xff, random.below(256) as u8][random.below(6)];
            }
            if random.below(4) == 0 {
                bytes.truncate(random.below(bytes.len()));
            }
        }
        std::fs::write(&file, &bytes).expect("a file");
        let error = survives(&["inspect", &shown], &format!("file {i}"));
        assert!(i > 2 || error.is_empty(), "{error}");
    }
}
