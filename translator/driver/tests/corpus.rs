//! The language corpus: every case gives the same result on the embedded Python (where the expected results come from), on
//! the graphs interpreted after each phase, natively and on wasm, also with a collection at every allocation.

mod common;
use common::*;
use std::path::PathBuf;
use std::process::Command;

const TARGET: &str = "tests/corpus_target.py";

fn files() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(root().join("tests/corpus"))
        .expect("tests/corpus")
        .map(|e| e.expect("an entry").path())
        .filter(|p| p.extension().is_some_and(|e| e == "py"))
        .collect();
    files.sort();
    files
}

/// `translate` with the corpus file that the target is about.
fn with_corpus(file: &PathBuf, args: &[&str]) -> std::process::Output {
    with_environment(file, args, &[])
}

fn with_environment(file: &PathBuf, args: &[&str], env: &[(&str, &str)]) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_translate"))
        .args(args)
        .current_dir(root())
        .env("CORPUS_FILE", file)
        .envs(env.iter().copied())
        .output()
        .expect("translate runs")
}

/// The number of cases, if the last line says that none differs.
fn agreeing(output: &std::process::Output) -> Result<usize, String> {
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    let count = out.lines().last().and_then(|l| l.strip_suffix(" agree, 0 differ")).and_then(|n| n.parse().ok());
    match count {
        Some(n) if output.status.success() => Ok(n),
        _ => Err(format!("status {:?}\n{out}{err}", output.status.code())),
    }
}

/// Runs `check` on each file and reports all failures together; the number of cases.
fn all(check: impl Fn(&PathBuf) -> Result<usize, String>) -> usize {
    let mut failures = vec![];
    let mut cases = 0;
    for file in files() {
        match check(&file) {
            Ok(n) => cases += n,
            Err(e) => failures.push(format!("{}: {e}", file.display())),
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
    cases
}

/// All files as executables, also with a collection at every allocation. `env`: of `translate`; `settings`: of the other run.
fn executables(dir: &str, options: &[&str], env: &[(&str, &str)], settings: &[(&str, &str)]) -> usize {
    let dir = folder(dir);
    let cases = all(|file| {
        let exe = dir.join(file.file_stem().expect("a name"));
        let out = exe.to_string_lossy();
        let args = [&[TARGET, "--quiet", "--verify-ir", "-o", &out], options].concat();
        let built = with_environment(file, &args, env);
        if !built.status.success() {
            return Err(text(&built.stderr));
        }
        let n = agreeing(&run(&exe, &[], b"", settings))?;
        let stressed = agreeing(&run(&exe, &[], b"", &[("RPY_GC_STRESS", "1")]))?;
        assert_eq!(n, stressed, "{}", file.display());
        Ok(n)
    });
    assert!(cases >= 250, "only {cases} cases");
    cases
}

#[test]
fn native() {
    executables("corpus_native", &[], &[], &[]);
}

#[test]
fn native_without_optimisation() {
    let dir = folder("corpus_O0");
    all(|file| {
        let exe = dir.join(file.file_stem().expect("a name"));
        let built = with_corpus(file, &[TARGET, "--quiet", "--opt=0", "--gc=none", "-o", &exe.to_string_lossy()]);
        if !built.status.success() {
            return Err(text(&built.stderr));
        }
        agreeing(&run(&exe, &[], b"", &[]))
    });
}

/// Through C, which must compile without a warning.
#[test]
fn c() {
    executables("corpus_c", &["--backend=c"], &[("CFLAGS", "-O1 -Werror -g0")], &[]);
}

/// All files as modules, also with a collection at every allocation.
fn modules(dir: &str, host: &WasmHost, options: &[&str]) -> usize {
    let dir = folder(dir);
    all(|file| {
        let module = dir.join(file.file_stem().expect("a name")).with_extension("wasm");
        let out = module.to_string_lossy();
        let args = [&[TARGET, "--quiet", "--verify-ir", "--backend=wasm", "-o", &out], options].concat();
        let built = with_corpus(file, &args);
        if !built.status.success() {
            return Err(text(&built.stderr));
        }
        let n = agreeing(&host.run(&module, &[], b"", &[]))?;
        let stressed = agreeing(&host.run(&module, &[], b"", &[("RPY_GC_STRESS", "1")]))?;
        assert_eq!(n, stressed, "{}", file.display());
        Ok(n)
    })
}

#[test]
fn wasm() {
    let Some(host) = wasm_host() else { return };
    for options in [&["--opt=2"][..], &["--opt=2", "--gc=semispace"], &["--opt=0", "--gc=none"]] {
        modules("corpus_wasm", &host, options);
    }
}

/// Every backend with every collector that it has. Prints the number of cases, each of which ran with a small heap (on wasm an
/// ordinary one), and with a collection at every allocation, and the seconds that they took. See docs/gc.md.
#[test]
#[ignore = "takes long"]
fn matrix() {
    let host = wasm_host();
    println!("{:<18} {:>14} {:>14} {:>14}", "", "native", "c", "wasm");
    for collector in rpy_gc::COLLECTORS {
        let gc = format!("--gc={}", collector.name);
        let mut line = format!("{:<18}", collector.name);
        for backend in ["native", "c", "wasm"] {
            let start = std::time::Instant::now();
            let (dir, chosen) = (format!("matrix_{backend}"), format!("--backend={backend}"));
            let cases = match (backend, &host) {
                ("native", _) => executables(&dir, &[&chosen, &gc], &[], &SMALL),
                _ if collector.is_native_only() => 0,
                ("c", _) => executables(&dir, &[&chosen, &gc], &[("CFLAGS", "-O1 -Werror -g0")], &SMALL),
                (_, Some(host)) if collector.library.is_none() => modules(&dir, host, &[&gc]),
                _ => 0,
            };
            let shown = format!("{cases} {:.0} s", start.elapsed().as_secs_f64());
            line += &format!(" {:>14}", if cases == 0 { "-" } else { &shown });
        }
        println!("{line}");
    }
}

#[test]
fn untyped_graphs() {
    for phase in ["flow", "annotate"] {
        all(|file| {
            agreeing(&with_corpus(file, &["run", TARGET, "--phase", phase])).map_err(|e| format!("after {phase}: {e}"))
        });
    }
}

#[test]
fn graph_interpreter() {
    for phase in ["rtype", "optimise", "exceptions", "gc"] {
        all(|file| {
            agreeing(&with_corpus(file, &["run", TARGET, "--phase", phase])).map_err(|e| format!("after {phase}: {e}"))
        });
    }
}
