//! Random control flow, most of it irreducible, becomes modules that a strict validator takes, and that give the same as the graph
//! interpreter under Node.js (where there is one).

use std::io::Write;
use std::process::{Command, Stdio};

struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }
}

/// Some blocks that jump anywhere, for as long as there is fuel. All pass `(sum, fuel)`, some of them a Float as well.
fn graph(random: &mut Random, name: &str) -> String {
    let blocks = 2 + random.below(12);
    let mut text = format!("graph {name}(v0: Signed) -> Signed {{\nb0:\n    v1: Signed = int_xor v0, 77\n");
    let floats: Vec<bool> = (0..blocks).map(|_| random.below(3) == 0).collect();
    let mut next_var = 2;
    let link = |random: &mut Random, sum: &str, fuel: &str| {
        let to = random.below(blocks);
        let float = if floats[to as usize] { ", f 1.5" } else { "" };
        format!("b{}({sum}, {fuel}{float})", to + 1)
    };
    text += &format!("    goto {}\n", link(random, "v1", "60"));
    for b in 0..blocks {
        let mut var = || {
            next_var += 1;
            format!("v{}", next_var - 1)
        };
        let (sum, fuel, float) = (var(), var(), floats[b as usize].then(&mut var));
        let of_float = float.as_ref().map_or(String::new(), |f| format!(", {f}: Float"));
        text += &format!("b{}({sum}: Signed, {fuel}: Signed{of_float}):\n", b + 1);
        let (scaled, added, left, end) = (var(), var(), var(), var());
        text +=
            &format!("    {scaled}: Signed = int_mul {sum}, 31\n    {added}: Signed = int_add {scaled}, {}\n", b + 3);
        text += &format!("    {left}: Signed = int_sub {fuel}, 1\n    {end}: Bool = int_lt {left}, 0\n");
        let more = format!("b{}", blocks + 1 + b);
        text += &format!("    if {end} then b{}({added}) else {more}\n", 2 * blocks + 1);
        text += &format!("{more}:\n");
        match random.below(4) {
            0 => text += &format!("    goto {}\n", link(random, &added, &left)),
            1 => {
                let (bit, odd) = (var(), var());
                text += &format!("    {bit}: Signed = int_and {added}, {}\n", 1 << random.below(3));
                text += &format!("    {odd}: Bool = int_ne {bit}, 0\n");
                // What is computed in one block is used in others.
                let (then, els) = (link(random, &added, &left), link(random, "v1", &left));
                text += &format!("    if {odd} then {then} else {els}\n");
            }
            _ => {
                let low = var();
                text += &format!("    {low}: Signed = int_and {added}, 15\n    switch {low} [");
                let mut value = 0;
                let mut cases = vec![];
                for _ in 0..1 + random.below(7) {
                    value += 1 + random.below(4);
                    cases.push(format!("{value}: {}", link(random, &added, &left)));
                }
                text += &format!("{}] else {}\n", cases.join(", "), link(random, &added, &left));
            }
        }
    }
    text += &format!("b{}(v{next_var}: Signed):\n    return v{next_var}\n}}\n\n", 2 * blocks + 1);
    text
}

fn program(seed: u64) -> String {
    let mut random = Random(seed);
    let mut text = "program test after gc\n\nextern wasi_snapshot_preview1.proc_exit(Int32) -> Void\n\n\
                    data @arguments: Array<Signed> {} zero 2\n\n\
                    role Main = $main\nrole PlatformArguments = $arguments\nrole PlatformExit = $exit\n\n"
        .to_string();
    let graphs = 40;
    let mut main = "graph main(v0: Signed, v1: Address) -> Signed {\nb0:\n    v2: Signed = int_and v0, 0\n".to_string();
    for i in 0..graphs {
        text += &graph(&mut random, &format!("g{i}"));
        let (at, a, b) = (2 + 3 * i, 3 + 3 * i, 4 + 3 * i);
        main += &format!("    v{a}: Signed = direct_call $g{i}, v{at}\n    v{b}: Signed = int_rshift v{a}, 3\n");
        main += &format!("    v{}: Signed = int_xor v{a}, v{b}\n", 5 + 3 * i);
    }
    main += &format!("    v1000: Signed = int_and v{}, 127\n    return v1000\n}}\n\n", 2 + 3 * graphs);
    text + &main
        + "graph arguments() -> Address {\nb0:\n    return address @arguments\n}\n\n\
           graph exit(v0: Signed) -> Void {\nb0:\n    v1: Int32 = cast_int v0\n\
           \x20   direct_call extern wasi_snapshot_preview1.proc_exit, v1\n    return\n}\n"
}

/// What every engine has: version 2 of the standard without vectors.
fn features() -> wasmparser::WasmFeatures {
    wasmparser::WasmFeatures::WASM2 & !wasmparser::WasmFeatures::SIMD
}

/// The status that the module ends with; None where there is no Node.js.
fn run(module: &[u8]) -> Option<i32> {
    let script = "const m = new WebAssembly.Module(require('fs').readFileSync(0)); \
                  const i = new WebAssembly.Instance(m, { wasi_snapshot_preview1: { proc_exit: (s) => process.exit(s) } }); \
                  i.exports._start();";
    let mut command = Command::new("node");
    let child = command.args(["-e", script]).stdin(Stdio::piped()).stderr(Stdio::null()).spawn();
    let Ok(mut child) = child else {
        eprintln!("skipped: Node.js is not installed (the package nodejs)");
        return None;
    };
    child.stdin.take().expect("a pipe").write_all(module).expect("the module is read");
    child.wait().expect("node ends").code()
}

#[test]
fn any_control_flow_is_valid_and_does_the_same() {
    for seed in 1..12 {
        let text = program(seed * 0x9e37_79b9_7f4a_7c15);
        let program = rpy_flowtext::read(&text).unwrap_or_else(|d| panic!("{d:?}\n{text}"));
        let problems = rpy_ir::verify::verify(&program);
        assert!(problems.is_empty(), "{:?}\n{text}", problems.iter().map(|p| p.to_string()).collect::<Vec<_>>());
        let module = rpy_wasm::compile(&program).expect("a module");
        let valid = wasmparser::Validator::new_with_features(features()).validate_all(&module);
        assert!(valid.is_ok(), "{:?}\n{text}", valid.err());
        let mut interp = rpy_interp::Interp::new(&program).unwrap_or_else(|s| panic!("{s}"));
        let expected = interp.run_main(&[]).unwrap_or_else(|s| panic!("{s}"));
        if let Some(status) = run(&module) {
            assert_eq!(status, expected, "{text}");
        }
    }
}
