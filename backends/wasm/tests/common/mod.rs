//! What the tests share: the program around graphs, a strict validator, Node.js.

use std::io::Write;
use std::process::{Command, Stdio};

/// A program around graphs, of which `$main` gives the result.
pub fn program(graphs: &str) -> String {
    "program test after gc\n\nextern wasi_snapshot_preview1.proc_exit(Int32) -> Void\n\n\
     data @arguments: Array<Signed> {} zero 2\n\n\
     role Main = $main\nrole PlatformArguments = $arguments\nrole PlatformExit = $exit\n\n"
        .to_string()
        + graphs
        + "graph arguments() -> Address {\nb0:\n    return address @arguments\n}\n\n\
           graph exit(v0: Signed) -> Void {\nb0:\n    v1: Int32 = cast_int v0\n\
           \x20   direct_call extern wasi_snapshot_preview1.proc_exit, v1\n    return\n}\n"
}

/// `main`, which calls graphs with Signed arguments and mixes all results into one of 32 bits.
pub fn main_of(calls: &[String]) -> String {
    let mut text = "graph main(v0: Signed, v1: Address) -> Signed {\nb0:\n    v2: Signed = int_and v0, 0\n".to_string();
    for (i, call) in calls.iter().enumerate() {
        let [at, called, mixed, turned, next] = [2 + 4 * i, 3 + 4 * i, 4 + 4 * i, 5 + 4 * i, 6 + 4 * i];
        text +=
            &format!("    v{called}: Signed = direct_call {call}\n    v{mixed}: Signed = int_xor v{at}, v{called}\n");
        text += &format!("    v{turned}: Signed = int_mul v{mixed}, 6364136223846793005\n");
        text += &format!("    v{next}: Signed = int_add v{turned}, 1442695040888963407\n");
    }
    let last = 2 + 4 * calls.len();
    text + &format!("    v{}: Signed = int_rshift v{last}, 32\n    return v{}\n}}\n\n", last + 1, last + 1)
}

/// Compiles the program, and compares what it does with the graph interpreter.
pub fn agrees(text: &str) {
    let program = rpy_flowtext::read(text).unwrap_or_else(|d| panic!("{d:?}\n{text}"));
    let problems = rpy_ir::verify::verify(&program);
    assert!(problems.is_empty(), "{:?}\n{text}", problems.iter().map(|p| p.to_string()).collect::<Vec<_>>());
    let module = rpy_wasm::compile(&program).expect("a module");
    let valid = wasmparser::Validator::new_with_features(features()).validate_all(&module);
    assert!(valid.is_ok(), "{:?}\n{text}", valid.err());
    assert!(names(&module).contains(&"main".to_string()), "functions have names");
    let mut interp = rpy_interp::Interp::new(&program).unwrap_or_else(|s| panic!("{s}"));
    let expected = interp.run_main(&[]).unwrap_or_else(|s| panic!("{s}"));
    if let Some(status) = run(&module) {
        assert_eq!(status, expected, "{text}");
    }
}

/// Of functions, in the module's name section.
fn names(module: &[u8]) -> Vec<String> {
    let mut all = vec![];
    for payload in wasmparser::Parser::new(0).parse_all(module) {
        let Ok(wasmparser::Payload::CustomSection(section)) = payload else { continue };
        let wasmparser::KnownCustom::Name(parts) = section.as_known() else { continue };
        for part in parts.into_iter().flatten() {
            if let wasmparser::Name::Function(names) = part {
                all.extend(names.into_iter().flatten().map(|n| n.name.to_string()));
            }
        }
    }
    all
}

/// What every engine has: version 2 of the standard without vectors.
fn features() -> wasmparser::WasmFeatures {
    wasmparser::WasmFeatures::WASM2 & !wasmparser::WasmFeatures::SIMD
}

/// What `main` gives; None where there is no Node.js.
fn run(module: &[u8]) -> Option<i32> {
    let script = "const m = new WebAssembly.Module(require('fs').readFileSync(0)); \
                  const i = new WebAssembly.Instance(m, { wasi_snapshot_preview1: { proc_exit: console.log } }); \
                  i.exports._start();";
    let mut command = Command::new("node");
    let child = command.args(["-e", script]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let Ok(mut child) = child else {
        eprintln!("skipped: Node.js is not installed (the package nodejs)");
        return None;
    };
    child.stdin.take().expect("a pipe").write_all(module).expect("the module is read");
    let done = child.wait_with_output().expect("node ends");
    Some(String::from_utf8_lossy(&done.stdout).trim().parse().expect("a number"))
}
