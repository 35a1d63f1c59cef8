//! `--backend=c`: the folder of sources, what builds it, and the executables.

mod common;
use common::*;
use std::path::Path;
use std::process::Command;

/// Writes a target's sources and gives the folder.
fn sources(target: &str, test: &str, options: &[&str]) -> std::path::PathBuf {
    let out = folder(test).join("sources");
    let shown = out.to_string_lossy().into_owned();
    let mut args = vec![target, "--quiet", "--verify-ir", "--backend=c", "--source", "-o", &shown];
    args.extend(options);
    let done = translate(&args);
    assert!(done.status.success(), "translate {target} {options:?}:\n{}", text(&done.stderr));
    out
}

/// Whether a compiler is installed; says so if it is not.
fn installed(tool: &str) -> bool {
    let there = Command::new(tool).arg("--version").output().is_ok_and(|done| done.status.success());
    if !there {
        eprintln!("skipped: there is no {tool}");
    }
    there
}

fn make(folder: &Path, args: &[&str]) -> String {
    let done = Command::new("make").arg("-C").arg(folder).args(args).output().expect("make runs");
    assert!(done.status.success(), "make {args:?}:\n{}", text(&done.stderr));
    text(&done.stderr)
}

#[test]
fn the_makefile_builds_the_program() {
    if !installed("make") {
        return;
    }
    let dir = sources("targets/tlr", "c_makefile", &[]);
    for cc in ["gcc", "clang"] {
        if installed(cc) {
            make(&dir, &["clean"]);
            let said = make(&dir, &[&format!("CC={cc}"), "CFLAGS=-O1"]);
            assert!(!said.contains("warning"), "{cc}:\n{said}");
            assert_eq!(text(&run(&dir.join("tlr"), &["12"], b"", &[]).stdout), "144\n", "{cc}");
        }
    }
}

#[test]
fn sources_name_modules_and_lines() {
    let dir = sources("targets/tlr", "c_sources", &[]);
    let machine = std::fs::read_to_string(dir.join("machine.c")).expect("a file for machine.py");
    assert!(machine.contains("f_interpret(") && machine.contains("targets/tlr/machine.py\""), "{machine}");
    // Control flow is C's own.
    assert!(machine.contains("switch (") && machine.contains("for (;;) {"), "{machine}");
    let header = std::fs::read_to_string(dir.join("program.h")).expect("the header");
    assert!(header.contains("struct s_MachineError {"), "{header}");
}

#[test]
fn a_folder_is_replaced_only_if_it_was_written_here() {
    let dir = sources("targets/tlr", "c_replaced", &[]);
    std::fs::write(dir.join("leftover.c"), "").expect("a file");
    let shown = dir.to_string_lossy().into_owned();
    let args = ["targets/tlr", "--quiet", "--backend=c", "--source", "-o", &shown];
    assert!(translate(&args).status.success());
    assert!(!dir.join("leftover.c").exists() && dir.join("program.h").exists());
    std::fs::remove_file(dir.join("prelude.h")).expect("the file");
    let done = translate(&args);
    assert_eq!(done.status.code(), Some(1));
    assert!(text(&done.stderr).contains("a folder with other files"), "{}", text(&done.stderr));
    assert!(dir.join("program.h").exists());
}

#[test]
fn targets_run_alike() {
    let hello = root().join("targets/bf/programs/hello.bf").to_string_lossy().into_owned();
    for level in ["0", "2", "size"] {
        let options = ["--backend=c", "--opt", level];
        let tlr = build("targets/tlr", &format!("c_tlr_O{level}"), &options);
        assert_eq!(text(&run(&tlr, &["12"], b"", &[("RPY_GC_STRESS", "1")]).stdout), "144\n", "-O{level}");
        let bf = build("targets/bf", &format!("c_bf_O{level}"), &options);
        assert_eq!(text(&run(&bf, &[&hello], b"", &[("RPY_GC_STRESS", "1")]).stdout), "Hello, World!\n", "-O{level}");
        let bad = run(&bf, &[], b"[", &[]);
        assert_eq!(bad.status.code(), Some(1));
    }
}
