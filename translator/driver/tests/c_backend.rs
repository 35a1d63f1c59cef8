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

/// At the default level, where gcc sees most: what it infers of values leads to warnings too.
#[test]
fn targets_compile_without_warnings() {
    for cc in ["gcc", "clang"] {
        if !installed("make") || !installed(cc) {
            continue;
        }
        for name in ["tlr", "bf", "gb"] {
            let dir = sources(&format!("targets/{name}"), &format!("c_warnings_{name}"), &[]);
            let said = make(&dir, &[&format!("CC={cc}"), "CFLAGS=-O2 -Werror -g0"]);
            assert!(!said.contains("warning"), "{name}, {cc}:\n{said}");
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

/// Interpreters with a JIT link the same runtime as native ones.
#[test]
fn a_jit_works_in_c() {
    for name in ["stack", "frames", "objects", "recursive"] {
        let exe = build(&format!("tests/jit/{name}"), &format!("c_jit_{name}"), &["--backend=c", "--opt=jit"]);
        let programs = std::fs::read_dir(root().join("tests/jit").join(name).join("programs")).expect("programs");
        let mut run_programs = 0;
        for program in
            programs.map(|e| e.expect("an entry").path()).filter(|p| p.extension().is_some_and(|e| e == "txt"))
        {
            let expected = std::fs::read_to_string(program.with_extension("out")).expect("what it prints");
            let shown = program.to_string_lossy().into_owned();
            for env in [
                &[("RPY_JIT", "default")][..],
                &[("RPY_JIT", "threshold=2,trace_eagerness=2")],
                &[("RPY_JIT", "threshold=2,trace_eagerness=2"), ("RPY_GC_STRESS", "1")],
            ] {
                let done = run(&exe, &[&shown], b"", env);
                assert_eq!(text(&done.stdout), expected, "{shown}, {env:?}: {}", text(&done.stderr));
            }
            run_programs += 1;
        }
        assert!(run_programs >= 2, "{name}");
    }
}

/// A debugger shows lines of the source.
#[test]
fn gdb_stops_at_a_line_of_the_source() {
    if !installed("gdb") {
        return;
    }
    let tlr = build("targets/tlr", "c_gdb", &["--backend=c", "--opt=0"]);
    let source = std::fs::read_to_string(root().join("targets/tlr/machine.py")).expect("the source");
    let (index, wanted) = source.lines().enumerate().find(|(_, l)| l.contains("opcode == RETURN_A")).expect("the line");
    let place = format!("break machine.py:{}", index + 2);
    let done = Command::new("gdb")
        .args(["-batch", "-nx", "-ex", &place, "-ex", "run 3", "-ex", "backtrace"])
        .arg(&tlr)
        .env_remove("DEBUGINFOD_URLS")
        .output()
        .expect("gdb runs");
    let said = text(&done.stdout) + &text(&done.stderr);
    if said.contains("ptrace")
        || said.contains("warning: Error disabling address space") && !said.contains("Breakpoint 1,")
    {
        eprintln!("skipped: gdb may not trace programs here");
        return;
    }
    assert!(wanted.contains("RETURN_A") && said.contains("return a"), "{said}");
    assert!(said.contains("Breakpoint 1, f_") && said.contains("machine.py:"), "{said}");
}

/// Nothing that C leaves undefined happens, and nothing outside of objects is touched.
#[test]
fn sanitizers_find_nothing() {
    let flags = "-O1 -g0 -fsanitize=address,undefined -fno-sanitize-recover=undefined";
    let probe = folder("c_sanitizers").join("probe.c");
    std::fs::write(&probe, "int main(void) { return 0; }\n").expect("a file");
    let out = probe.with_extension("out");
    let mut cc = Command::new("cc");
    cc.args(flags.split(' ')).arg(&probe).arg("-o").arg(&out);
    if !cc.output().is_ok_and(|done| done.status.success()) {
        eprintln!("skipped: the compiler has no sanitizers");
        return;
    }
    for name in ["arithmetic", "dicts", "exceptions", "floats", "memory", "prebuilt", "unsigned"] {
        let exe = folder(&format!("c_sanitizers_{name}")).join("program");
        let done = Command::new(env!("CARGO_BIN_EXE_translate"))
            .args(["tests/corpus_target.py", "--quiet", "--backend=c", "-o"])
            .arg(&exe)
            .current_dir(root())
            .env("CORPUS_FILE", root().join("tests/corpus").join(format!("{name}.py")))
            .env("CFLAGS", flags)
            .output()
            .expect("translate runs");
        assert!(done.status.success(), "{name}: {}", text(&done.stderr));
        let done = run(&exe, &[], b"", &[("RPY_GC_STRESS", "1"), ("ASAN_OPTIONS", "detect_leaks=0")]);
        let (printed, said) = (text(&done.stdout), text(&done.stderr));
        assert!(printed.trim_end().ends_with(", 0 differ"), "{name}: {printed}{said}");
        assert!(!said.contains("runtime error") && !said.contains("Sanitizer"), "{name}: {said}");
    }
}

/// A C program calls what a library exports.
#[test]
fn c_code_calls_a_library() {
    let dir = folder("c_embed");
    let library = dir.join("libbank.so");
    let shown = library.to_string_lossy().into_owned();
    let done =
        translate(&["tests/embed/library.py", "--quiet", "--verify-ir", "--backend=c", "--shared", "-o", &shown]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let exe = dir.join("main");
    let done = Command::new("cc")
        .args(["-std=c11", "-Wall", "-Werror", "-I"])
        .arg(&dir)
        .arg(root().join("tests/embed/main.c"))
        .arg(&library)
        .arg("-o")
        .arg(&exe)
        .output()
        .expect("a C compiler");
    assert!(done.status.success(), "{}", text(&done.stderr));
    let expected = "123\n2000\nann, 7\n0.75 0.50\n";
    for env in [&[][..], &[("RPY_GC_STRESS", "1")]] {
        let done = run(&exe, &[], b"", env);
        assert_eq!(text(&done.stdout), expected, "{}", text(&done.stderr));
        assert_eq!(done.status.code(), Some(0));
    }
    let done = run(&exe, &["overdraw"], b"", &[]);
    let said = text(&done.stderr);
    assert_eq!(text(&done.stdout), expected);
    assert_eq!(done.status.code(), Some(1), "{said}");
    assert!(said.contains("Overdrawn") && said.contains("withdraw"), "{said}");
}

#[test]
fn a_library_needs_functions_for_c() {
    let out = folder("c_embed_nothing").join("libtlr.so").to_string_lossy().into_owned();
    let done = translate(&["targets/tlr", "--quiet", "--backend=c", "--shared", "-o", &out]);
    assert_eq!(done.status.code(), Some(1));
    assert!(text(&done.stderr).contains("entrypoint_highlevel"), "{}", text(&done.stderr));
    let bad = "
from rpython.lltype import Signed
from rpython.rlib.entrypoint import entrypoint_highlevel
@entrypoint_highlevel('main', TYPES)
def f(x):
    return RESULT
def target(driver, args):
    return lambda argv: 0
";
    for (types, result, words) in
        [("[]", "1", "names 0 types"), ("['x']", "1", "cannot pass"), ("[Signed]", "str(x)", "C code can take")]
    {
        let file = folder("c_embed_bad").join("bad.py");
        std::fs::write(&file, bad.replace("TYPES", types).replace("RESULT", result)).expect("a file");
        let shown = file.to_string_lossy().into_owned();
        let done = translate(&[&shown, "--quiet", "--backend=c", "--shared", "-o", &out]);
        assert_eq!(done.status.code(), Some(1), "{types}");
        assert!(text(&done.stderr).contains(words), "{types}: {}", text(&done.stderr));
    }
}
