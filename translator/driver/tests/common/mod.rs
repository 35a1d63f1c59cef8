//! Runs the `translate` command as a user would.

#![allow(dead_code)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the repository")
}

pub fn translate(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_translate")).args(args).current_dir(root()).output().expect("translate runs")
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A folder for one test's files, emptied first.
pub fn folder(test: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = std::fs::remove_dir_all(&dir);
    std::fs::create_dir_all(&dir).expect("a folder for the test");
    dir
}

/// Translates a target with more options and gives the path of the executable.
pub fn build(target: &str, test: &str, options: &[&str]) -> PathBuf {
    let out = folder(test).join("program");
    let out_text = out.to_string_lossy().into_owned();
    let mut args = vec![target, "--quiet", "--verify-ir", "-o", &out_text];
    args.extend(options);
    let done = translate(&args);
    assert!(done.status.success(), "translate {target} {options:?}:\n{}", text(&done.stderr));
    out
}

/// Runs a program on this standard input.
pub fn run(program: &Path, args: &[&str], stdin: &[u8], env: &[(&str, &str)]) -> Output {
    run_in(&root(), program, args, stdin, env)
}

pub fn run_in(folder: &Path, program: &Path, args: &[&str], stdin: &[u8], env: &[(&str, &str)]) -> Output {
    use std::io::Write;
    let mut command = Command::new(program);
    command.args(args).envs(env.iter().copied()).current_dir(folder);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    // A program that ends without reading all of its input closes the pipe: no error of the test.
    let _ = child.stdin.take().expect("a pipe").write_all(stdin);
    child.wait_with_output().expect("the program ends")
}

/// Runs wasm modules.
pub struct WasmHost;

/// None, and a message, where there is no Node.js.
pub fn wasm_host() -> Option<WasmHost> {
    let found = Command::new("node").args(["-e", "require('node:wasi')"]).stderr(Stdio::null()).status();
    if found.is_ok_and(|s| s.success()) {
        return Some(WasmHost);
    }
    eprintln!("skipped: Node.js is not installed (the package nodejs)");
    None
}

impl WasmHost {
    pub fn run(&self, module: &Path, args: &[&str], stdin: &[u8], env: &[(&str, &str)]) -> Output {
        self.run_with(&[], module, args, stdin, env)
    }

    /// With options of the engine.
    pub fn run_with(
        &self,
        options: &[&str],
        module: &Path,
        args: &[&str],
        stdin: &[u8],
        env: &[(&str, &str)],
    ) -> Output {
        let script = root().join("translator/driver/src/wasm/host.mjs").to_string_lossy().into_owned();
        let module = module.to_string_lossy();
        let all = [options, &["--no-warnings", &script, &module], args].concat();
        run(Path::new("node"), &all, stdin, env)
    }
}

/// A small heap, so that collections are frequent; by two threads, wherever this runs.
pub const SMALL: [(&str, &str); 3] = [("PYPY_GC_MIN", "4M"), ("PYPY_GC_NURSERY", "1M"), ("PYPY_GC_THREADS", "2")];
