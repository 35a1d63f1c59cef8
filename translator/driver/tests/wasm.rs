//! Programs on wasm, under Node.js as the host, against their native selves.

mod common;
use common::*;

#[test]
fn the_targets_give_the_same_as_native() {
    let Some(host) = wasm_host() else { return };
    let tlr = build("targets/tlr", "wasm_tlr", &["--backend=wasm"]);
    for (args, output, status) in
        [(&["12"][..], "144\n", 0), (&["twelve"], "", 1), (&["--program", "no/such", "1"], "", 1)]
    {
        let done = host.run(&tlr, args, b"", &[]);
        assert_eq!(text(&done.stdout), output, "{}", text(&done.stderr));
        assert_eq!(done.status.code(), Some(status), "{args:?}");
        assert_eq!(text(&done.stderr).lines().count() as i32, status, "{args:?}: {}", text(&done.stderr));
    }
    let hello = "targets/bf/programs/hello.bf";
    for gc in ["none", "semispace", "generational"] {
        let bf = build("targets/bf", &format!("wasm_bf_{gc}"), &["--backend=wasm", "--gc", gc]);
        for stress in [&[][..], &[("RPY_GC_STRESS", "1")]] {
            let done = host.run(&bf, &[hello], b"", stress);
            assert_eq!(text(&done.stdout), "Hello, World!\n", "{}", text(&done.stderr));
            let program = std::fs::read(root().join(hello)).expect("hello.bf");
            assert_eq!(host.run(&bf, &[], &program, stress).stdout, done.stdout);
        }
    }
}

/// Writes a target with this source; its path.
fn target(test: &str, source: &str) -> String {
    let file = folder(&format!("{test}_source")).join("program.py");
    std::fs::write(&file, format!("{source}\n\ndef target(driver, args):\n    return main\n")).expect("a file");
    file.to_string_lossy().into_owned()
}

#[test]
fn calls_without_end_can_be_caught() {
    let Some(host) = wasm_host() else { return };
    let wanted = text(&translate(&["run", "tests/recursion"]).stdout);
    for level in ["0", "2"] {
        let module = build("tests/recursion", &format!("wasm_recursion_O{level}"), &["--backend=wasm", "--opt", level]);
        // Also with as little stack as a host may give (in KiB), and with code that is optimised at once.
        for engine in [&[][..], &["--stack-size=520"], &["--no-liftoff"]] {
            let done = host.run_with(engine, &module, &[], b"", &[]);
            assert_eq!(text(&done.stdout), wanted, "-O{level} {engine:?}: {}", text(&done.stderr));
        }
        let done = host.run(&module, &[], b"", &[("RPY_GC_STRESS", "1")]);
        assert_eq!(text(&done.stdout), wanted, "-O{level}: {}", text(&done.stderr));
        let done = host.run(&module, &["uncaught"], b"", &[]);
        assert_eq!(done.status.code(), Some(1));
        assert!(text(&done.stderr).ends_with("Fatal RPython error: RuntimeError\n"), "{}", text(&done.stderr));
    }
}

#[test]
fn memory_grows_and_ends() {
    let Some(host) = wasm_host() else { return };
    let source = "
class Node(object):
    def __init__(self, next):
        self.next = next
        self.data = [0] * 10


def main(argv):
    n = int(argv[1])
    if n < 0:
        return len([0] * (-n << 20)) & 1
    if n == 0:
        l = [1]
        while True:
            l = l + l
    head = None
    for i in range(n):
        head = Node(head)
    count = 0
    while head is not None:
        count += len(head.data)
        head = head.next
    print(count)
    return 0
";
    for gc in ["none", "semispace", "generational"] {
        let module =
            build(&target("wasm_memory", source), &format!("wasm_memory_{gc}"), &["--backend=wasm", "--gc", gc]);
        let done = host.run(&module, &["500000"], b"", &[]);
        assert_eq!(text(&done.stdout), "5000000\n", "--gc={gc}: {}", text(&done.stderr));
        // More than there are addresses, far more, and more and more.
        for too_much in ["-1000", "-1000000", "0"] {
            let done = host.run(&module, &[too_much], b"", &[]);
            assert_eq!(done.status.code(), Some(1), "--gc={gc} {too_much}: {}", text(&done.stderr));
            assert!(!text(&done.stderr).contains("RuntimeError"), "--gc={gc} {too_much}: {}", text(&done.stderr));
        }
    }
}

#[test]
fn files_the_environment_and_time() {
    let Some(host) = wasm_host() else { return };
    let source = "
import os
import time

from rpython.rlib import rtermios


def status(path):
    try:
        os.close(os.open(path, os.O_RDONLY, 0))
    except OSError as e:
        return 'errno %d' % e.errno
    return 'there'


def main(argv):
    path = argv[1]
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    os.write(fd, 'one\\ntwo\\n')
    os.close(fd)
    fd = os.open(path, os.O_RDONLY, 0)
    print(os.lseek(fd, 4, 0))
    print(os.read(fd, 100))
    os.close(fd)
    print(os.path.exists(path))
    os.unlink(path)
    print(os.path.exists(path))
    print(status(path))
    print(status('target/.././Cargo.toml'))
    print(status('../no'))
    print(status('//'))
    print(os.getenv('WASM_TEST'))
    print(os.getenv('WASM_TEST_2') is None)
    print(os.getcwd())
    print(os.isatty(1))
    print(rtermios.can_read(0, 1000))
    try:
        rtermios.tcgetattr(0)
    except OSError as e:
        print(e.errno)
    started = time.time()
    time.sleep(0.01)
    passed = time.time() - started
    print(passed >= 0.009 and passed < 5.0)
    return int(os.read(0, 10))
";
    let program = target("wasm_files", source);
    let dir = folder("wasm_files_here");
    let file = dir.join("file.txt");
    let args = [&*file.to_string_lossy()];
    let module = build(&program, "wasm_files", &["--backend=wasm"]);
    let native = build(&program, "wasm_files_native", &[]);
    let env = [("WASM_TEST", "a=b")];
    let wanted = run(&native, &args, b"42", &env);
    let done = host.run(&module, &args, b"42", &env);
    assert_eq!(text(&done.stdout), text(&wanted.stdout), "{}", text(&done.stderr));
    assert_eq!(done.status.code(), Some(42), "{}", text(&done.stderr));
}

#[test]
fn what_makes_no_sense_is_an_error() {
    let source = "
from rpython.lltype import Int32, extern

c_rand = extern('rand', [], Int32)


def main(argv):
    c_rand()
    return 0
";
    let program = target("wasm_errors", source);
    let out = folder("wasm_errors").join("out.wasm").to_string_lossy().into_owned();
    for (args, message) in [
        (vec![&*program, "--backend=wasm"], "the C function `rand` does not exist on wasm\n --> "),
        (vec!["targets/tlr", "--wasm-host=browser"], "goes with --backend=wasm"),
        (vec!["targets/tlr", "--backend=wasm", "--emit=obj"], "there are only modules"),
    ] {
        let done = translate(&[&args[..], &["--quiet", "-o", &out]].concat());
        assert_eq!(done.status.code(), Some(1), "{args:?}");
        assert!(text(&done.stderr).contains(message), "{args:?}: {}", text(&done.stderr));
        assert!(!std::path::Path::new(&out).exists());
    }
    let done = translate(&["targets/tlr", "--backend=wasm", "--opt=jit", "--quiet", "-o", &out]);
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    assert_eq!(text(&done.stderr).lines().count(), 1, "{}", text(&done.stderr));
}
