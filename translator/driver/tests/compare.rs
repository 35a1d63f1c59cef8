//! `translate compare`: the table, by its JSON form.

mod common;
use common::*;

/// The value of a key in the row of this name.
fn field(json: &str, row: &str, key: &str) -> String {
    let line = json.lines().find(|l| l.contains(&format!("\"name\": \"{row}\""))).expect("the row");
    let value = line.split(&format!("\"{key}\": ")).nth(1).expect("the key");
    value.split([',', '}']).next().unwrap_or_default().to_string()
}

fn compare(name: &str, source: &str, options: &[&str]) -> (Option<i32>, String) {
    let file = folder(name).join("program.py");
    std::fs::write(&file, format!("{source}\ndef target(driver, args):\n    return entry_point\n")).expect("a file");
    let file = file.to_string_lossy().into_owned();
    let mut args = vec!["compare", file.as_str(), "--runs=1", "--python=/no/such/python", "--json"];
    args.extend(options);
    let done = translate(&args);
    (done.status.code(), text(&done.stdout))
}

#[test]
fn memory_is_the_commands_own() {
    let source = "
def entry_point(argv):
    parts = []
    if len(argv) > 1:
        for i in range(20):
            parts.append('x' * 1000000 + argv[1])
    print(len(parts))
    return 3
";
    let (status, small) = compare("compare_small", source, &[]);
    assert_eq!(status, Some(0), "{small}");
    let (_, large) = compare("compare_large", source, &["--", "y"]);
    let kilobytes = |json: &str, row| field(json, row, "max_rss_kb").parse::<u64>().expect("a number");
    // A native program is little more than the C library: the memory of `translate` itself must not count.
    assert!((200..2500).contains(&kilobytes(&small, "native -O2")), "{small}");
    assert!(kilobytes(&small, "graph interpreter") > 10_000, "{small}");
    assert!((20_000..200_000).contains(&kilobytes(&large, "native -O2")), "{large}");
    assert_eq!(field(&small, "native -O2", "agrees"), "true");
    assert_eq!(field(&small, "c -O2", "agrees"), "true");
    assert!(!small.contains("jit"), "a program without a JitDriver has no such row: {small}");
}

#[test]
fn collectors_are_rows() {
    let source = "
def entry_point(argv):
    total = 0
    for i in range(100):
        total += len([i] * i)
    print(total)
    return 0
";
    let (status, json) = compare("compare_collectors", source, &["--gc=semispace,none"]);
    assert_eq!(status, Some(0), "{json}");
    let rows = |gc: &str| json.lines().filter(|l| l.contains(&format!("\"gc\": \"{gc}\""))).count();
    let wasm = json.matches("wasm").count();
    // Four levels of native code, then one; and C.
    assert_eq!((rows("semispace"), rows("none"), rows("")), (5 + wasm / 2, 2 + wasm / 2, 2), "{json}");
}

#[test]
fn results_that_differ_are_told() {
    let source = "
from rpython.rlib.objectmodel import we_are_translated
def entry_point(argv):
    if we_are_translated():
        return 1
    return 2
";
    let (status, json) = compare("compare_differs", source, &[]);
    assert_eq!(status, Some(1), "{json}");
    assert_eq!(field(&json, "embedded Python", "agrees"), "true");
    assert_eq!(field(&json, "native -O2", "agrees"), "false");
}

#[test]
fn a_run_over_the_limit_is_stopped() {
    let source = "
from rpython.rlib.objectmodel import we_are_translated
def entry_point(argv):
    while not we_are_translated():
        pass
    return 0
";
    let (_, json) = compare("compare_limit", source, &["--limit=1"]);
    assert_eq!(field(&json, "embedded Python", "seconds"), "null");
    assert_ne!(field(&json, "native -O2", "seconds"), "null");
}

#[test]
fn a_jit_is_a_row() {
    let done = translate(&["compare", "targets/tlr", "--runs=1", "--python=/no/such/python", "--json", "--", "3000"]);
    let json = text(&done.stdout);
    assert_eq!(done.status.code(), Some(0), "{json}");
    assert_eq!(field(&json, "native -O jit", "agrees"), "true");
    assert_ne!(field(&json, "native -O jit", "ratio"), "null");
}
