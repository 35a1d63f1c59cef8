//! The targets, from source to executable, at every level and under every collector.

mod common;
use common::*;

#[test]
fn tlr_squares_its_argument() {
    for level in ["0", "1", "2", "3", "size", "mem"] {
        let tlr = build("targets/tlr", &format!("tlr_O{level}"), &["--opt", level]);
        let done = run(&tlr, &["12"], b"", &[]);
        assert_eq!(text(&done.stdout), "144\n", "-O{level}");
        assert_eq!(done.status.code(), Some(0));
    }
}

#[test]
fn tlr_runs_everywhere_alike() {
    let untranslated = translate(&["run", "targets/tlr", "--", "15"]);
    assert_eq!(text(&untranslated.stdout), "225\n", "{}", text(&untranslated.stderr));
    for phase in ["flow", "annotate", "rtype", "optimise", "exceptions", "gc"] {
        let done = translate(&["run", "targets/tlr", "--phase", phase, "--", "15"]);
        assert_eq!(text(&done.stdout), "225\n", "after {phase}: {}", text(&done.stderr));
    }
}

#[test]
fn tlr_explains_bad_arguments() {
    let tlr = build("targets/tlr", "tlr_bad", &[]);
    for args in [&["twelve"][..], &["--program", "no/such/file", "1"]] {
        let done = run(&tlr, args, b"", &[]);
        assert_eq!(done.status.code(), Some(1), "{args:?}");
        assert_eq!(text(&done.stderr).lines().count(), 1, "{args:?}: {}", text(&done.stderr));
    }
}

#[test]
fn bf_runs_programs() {
    let bf = build("targets/bf", "bf", &[]);
    let hello = root().join("targets/bf/programs/hello.bf");
    let done = run(&bf, &[&hello.to_string_lossy()], b"", &[]);
    assert_eq!(text(&done.stdout), "Hello, World!\n", "{}", text(&done.stderr));
    let from_stdin = run(&bf, &[], &std::fs::read(&hello).expect("hello.bf"), &[]);
    assert_eq!(from_stdin.stdout, done.stdout);
    let untranslated = translate(&["run", "targets/bf", "--", "targets/bf/programs/hello.bf"]);
    assert_eq!(untranslated.stdout, done.stdout);
}

#[test]
fn bf_explains_bad_programs() {
    let bf = build("targets/bf", "bf_bad", &[]);
    for program in ["[", "]", "+[>]]", "<"] {
        let done = run(&bf, &[], program.as_bytes(), &[]);
        assert_eq!(done.status.code(), Some(1), "{program}");
        assert_eq!(text(&done.stderr).lines().count(), 1, "{program}: {}", text(&done.stderr));
    }
    let done = run(&bf, &["no/such/file"], b"", &[]);
    assert_eq!(done.status.code(), Some(1));
    assert_eq!(text(&done.stderr).lines().count(), 1, "{}", text(&done.stderr));
}

#[test]
fn bf_under_every_collector() {
    let hello = root().join("targets/bf/programs/hello.bf");
    for gc in ["none", "semispace", "generational"] {
        let bf = build("targets/bf", &format!("bf_{gc}"), &["--gc", gc]);
        let done = run(&bf, &[&hello.to_string_lossy()], b"", &[("RPY_GC_STRESS", "1")]);
        assert_eq!(text(&done.stdout), "Hello, World!\n", "--gc={gc}: {}", text(&done.stderr));
    }
}

/// The ROM of a program in targets/gb/tests/programs.
fn rom(name: &str, test: &str) -> String {
    let out = folder(test).join(format!("{name}.gb")).to_string_lossy().into_owned();
    let source = format!("targets/gb/tests/programs/{name}.asm");
    let done = translate(&["run", "targets/gb/assembler", "--", &source, &out]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    out
}

#[test]
fn gb_runs_everywhere_alike() {
    let hello = rom("hello", "gb_alike_rom");
    let args = ["--until-ldbb", "--frames", "20", "--serial", "--hash", &hello];
    let untranslated = translate(&[&["run", "targets/gb", "--"], &args[..]].concat());
    let wanted = "Hello, World!\n13B6EAFC6D4F9EF5\nA=91 F=C0 B=00 C=00 D=00 E=00 H=9C L=00 SP=FFFE PC=019F\n";
    assert_eq!(text(&untranslated.stdout), wanted, "{}", text(&untranslated.stderr));
    let native = build("targets/gb", "gb", &[]);
    assert_eq!(text(&run(&native, &args, b"", &[]).stdout), wanted);
    let with_jit = build("targets/gb", "gb_jit", &["--opt=jit"]);
    let stress = [("RPY_JIT", "threshold=2,trace_eagerness=2"), ("RPY_GC_STRESS", "1")];
    for env in [&stress[..1], &stress[1..], &stress[..]] {
        assert_eq!(text(&run(&with_jit, &args, b"", env).stdout), wanted, "{env:?}");
    }
}

#[test]
fn gb_explains_bad_input() {
    let gb = build("targets/gb", "gb_bad", &[]);
    let hello = rom("hello", "gb_bad_rom");
    let dir = folder("gb_bad_files");
    let file = |name: &str, contents: &[u8]| {
        let path = dir.join(name);
        std::fs::write(&path, contents).expect("the folder can be written");
        path.to_string_lossy().into_owned()
    };
    let bytes = std::fs::read(&hello).expect("the ROM was assembled");
    let short = file("short.gb", &bytes[..1000]);
    let mut damaged = bytes.clone();
    damaged[0x140] ^= 1;
    let damaged = file("damaged.gb", &damaged);
    let script = file("script", b"1 push a\n");
    let mut lost = bytes.clone();
    lost[0x101..0x104].copy_from_slice(&[0xdd, 0, 0]);
    let lost = file("lost.gb", &lost);
    for (args, wanted) in [
        (&["--frames", "1", "no/such/file"][..], "gb: cannot read no/such/file\n"),
        (&["--frames", "1", &short], "truncated"),
        (&["--frames", "1", &damaged], "the header has the wrong checksum\n"),
        (&["--frames", "x", &hello], "gb: --frames: not a number: x\n"),
        (&["--frames", "1", "--input", &script, &hello], ":1: expected: PICTURE press|release BUTTON\n"),
        (&["--frames", "2", &lost], "gb: the machine stopped at opcode DD: A=01 F=B0 "),
        (
            &["--frames", "1", "--screenshot", "no/such/folder/x.png", &hello],
            "gb: cannot write: No such file or directory\n",
        ),
        (&[&hello], "gb: this is not a terminal"),
    ] {
        let done = run(&gb, args, b"", &[]);
        assert_eq!(done.status.code(), Some(1), "{args:?}");
        let message = text(&done.stderr);
        assert!(message.lines().count() == 1 && message.contains(wanted), "{args:?}: {message}");
    }
}

#[test]
fn gb_keeps_what_a_battery_keeps() {
    let gb = build("targets/gb", "gb_battery", &[]);
    let count = rom("count", "gb_battery_rom");
    let save = folder("gb_saves").join("count.sav");
    let _ = std::fs::remove_file(&save);
    let args = ["--until-ldbb", "--frames", "20", "--save", &save.to_string_lossy(), &count];
    for wanted in ["A=00", "A=01", "A=02"] {
        let done = run(&gb, &args, b"", &[]);
        assert!(text(&done.stdout).starts_with(wanted), "{}{}", text(&done.stdout), text(&done.stderr));
    }
    std::fs::write(&save, b"short").expect("the folder can be written");
    let done = run(&gb, &args, b"", &[]);
    assert_eq!(done.status.code(), Some(1));
    assert!(text(&done.stderr).contains("count.sav: it should have 8192 bytes, it has 5"), "{}", text(&done.stderr));
}

#[test]
fn the_targets_own_tests() {
    for path in ["targets/tlr/tests", "targets/bf/tests", "targets/gb/tests", "frontends/rpython/lib/rpython/tests"] {
        let done = translate(&["test", path]);
        assert!(done.status.success(), "{path}:\n{}{}", text(&done.stdout), text(&done.stderr));
    }
}
