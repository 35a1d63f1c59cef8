//! The command line: help, exit statuses, and errors that are not about a program's types.

mod common;
use common::*;

#[test]
fn help_on_every_command() {
    for args in
        [&["--help"][..], &["run", "--help"], &["compare", "--help"], &["inspect", "--help"], &["test", "--help"]]
    {
        let done = translate(args);
        assert!(done.status.success(), "{args:?}");
        assert!(text(&done.stdout).contains("Usage:"), "{args:?}");
    }
}

#[test]
fn wrong_usage_is_status_2() {
    let sources = &["--source", "targets/tlr"][..];
    let object = &["--backend=c", "--emit=obj", "targets/tlr"];
    for args in [&["--opt=9", "targets/tlr"][..], &["--no-such-option"], &["run"], &[], sources, object] {
        assert_eq!(translate(args).status.code(), Some(2), "{args:?}");
    }
}

/// Runs that fail with status 1 and say these words, without a panic.
fn rejected(args: &[&str], words: &[&str]) {
    let done = translate(args);
    let error = text(&done.stderr);
    assert_eq!(done.status.code(), Some(1), "{args:?}:\n{error}");
    for word in words {
        assert!(error.contains(word), "{args:?}: no `{word}` in:\n{error}");
    }
    assert!(!error.contains("panicked"), "{error}");
}

#[test]
fn a_file_that_is_not_there() {
    rejected(&["no/such/target.py"], &["no/such/target.py"]);
    rejected(&["inspect", "no/such/file"], &["cannot read no/such/file"]);
    rejected(&["test", "no/such/folder"], &["no/such/folder"]);
}

#[test]
fn an_output_path_that_cannot_be_written() {
    rejected(&["targets/tlr", "-o", "/no/such/folder/tlr"], &["cannot write /no/such/folder/tlr"]);
    rejected(&["targets/tlr", "-o", "targets"], &["cannot write targets", "folder"]);
}

#[test]
fn an_unknown_collector_or_phase() {
    rejected(&["targets/tlr", "--gc=nosuch"], &["no collector `nosuch`", "semispace"]);
    rejected(&["targets/tlr", "--dump-ir=nosuch", "-o", "/dev/null/x"], &["cannot write"]);
    rejected(&["run", "targets/tlr", "--phase=nosuch"], &["`nosuch`", "rtype"]);
}

#[test]
fn a_missing_compiler() {
    for backend in ["native", "c"] {
        let out = folder("missing_linker").join("tlr");
        let done = std::process::Command::new(env!("CARGO_BIN_EXE_translate"))
            .args(["targets/tlr", "--backend", backend, "-o"])
            .arg(&out)
            .current_dir(root())
            .env("PATH", "/no/such/folder")
            .output()
            .expect("translate runs");
        let error = text(&done.stderr);
        assert_eq!(done.status.code(), Some(1), "{error}");
        assert!(error.contains("`cc`") && error.contains("help: install a C compiler"), "{error}");
        assert!(!out.exists());
    }
}

/// No order of a hash table, address or number of a process is in what is written.
#[test]
fn the_same_source_gives_the_same_bytes() {
    let jit = ["--opt=jit"];
    let wasm = ["--backend=wasm"];
    for options in [&[][..], &jit, &wasm, &["--gc=semispace"], &["--backend=c", "--source"]] {
        let written = |test: &str| {
            let out = build("targets/gb", test, options);
            let mut files = if out.is_dir() {
                std::fs::read_dir(&out).expect("a folder").map(|e| e.expect("an entry").path()).collect()
            } else {
                vec![out]
            };
            files.sort();
            let file =
                |f: &std::path::PathBuf| (f.file_name().map(|n| n.to_owned()), std::fs::read(f).expect("a file"));
            files.iter().map(file).collect::<Vec<_>>()
        };
        assert!(written("once") == written("twice"), "{options:?}");
    }
}
