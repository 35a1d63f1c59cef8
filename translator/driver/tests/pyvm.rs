//! targets/pyvm, judged by its scripts: each must print what CPython 3.11 printed when it was recorded (tests/judge.py does the
//! same for any VM, and shows the differences).

mod common;
use common::*;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

struct Script {
    title: String,
    path: PathBuf,
}

impl Script {
    fn beside(&self, ending: &str) -> Vec<u8> {
        std::fs::read(self.path.with_extension(ending)).unwrap_or_default()
    }

    /// Status, standard output and standard error output, as recorded.
    fn recorded(&self) -> (i32, String, String) {
        let err = text(&self.beside("err"));
        let (status, err) = err.split_once('\n').unwrap_or(("0", ""));
        (status.parse().expect("a status"), text(&self.beside("out")), err.to_string())
    }

    fn run(&self, vm: &Path, env: &[(&str, &str)]) -> (i32, String, String) {
        let folder = self.path.parent().expect("a folder");
        let file = self.path.file_name().expect("a name").to_string_lossy();
        let done = run_in(folder, vm, &[&file], &self.beside("in"), env);
        let shown = format!("{}/", folder.display());
        (done.status.code().unwrap_or(-1), text(&done.stdout), text(&done.stderr).replace(&shown, ""))
    }
}

fn tests() -> PathBuf {
    root().join("targets/pyvm/tests")
}

fn sorted_entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

fn scripts() -> Vec<Script> {
    let mut found = Vec::new();
    for area in sorted_entries(&tests().join("scripts")).into_iter().filter(|path| path.is_dir()) {
        for path in sorted_entries(&area) {
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            let is_script = path.extension().is_some_and(|e| e == "py" || e == "invalid");
            if is_script && !name.starts_with('_') {
                let area_name = area.file_name().expect("a name").to_string_lossy();
                found.push(Script { title: format!("{area_name}/{name}"), path });
            }
        }
    }
    assert!(found.len() >= 100, "only {} scripts are found", found.len());
    found
}

/// The titles of the scripts with another result than the recorded one.
fn failing<'a>(vm: &Path, scripts: impl Iterator<Item = &'a Script> + Send, env: &[(&str, &str)]) -> BTreeSet<String> {
    let todo = Mutex::new(scripts);
    let failed = Mutex::new(BTreeSet::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let next = todo.lock().expect("no panic").next();
                    let Some(script) = next else { break };
                    if script.run(vm, env) != script.recorded() {
                        failed.lock().expect("no panic").insert(script.title.clone());
                    }
                }
            });
        }
    });
    failed.into_inner().expect("no panic")
}

/// What tests/known_failures.txt lists. It may only shrink: a script that is listed and passes fails the test.
fn known_failures() -> BTreeSet<String> {
    let text = std::fs::read_to_string(tests().join("known_failures.txt")).unwrap_or_default();
    let titles = text.lines().map(|line| line.split('#').next().unwrap_or_default().trim().to_string());
    titles.filter(|title| !title.is_empty()).collect()
}

fn build_vm(options: &[&str]) -> PathBuf {
    build("targets/pyvm", &format!("pyvm{}", options.concat()), options)
}

#[test]
fn pyvm_says_what_cpython_says() {
    let all = scripts();
    let known = known_failures();
    let native = build_vm(&[]);
    let failed = failing(&native, all.iter(), &[]);
    let new: Vec<_> = failed.difference(&known).collect();
    assert!(new.is_empty(), "fail: {new:?}\nsee targets/pyvm/tests/judge.py VM --only AREA/NAME");
    let gone: Vec<_> = known.difference(&failed).collect();
    assert!(gone.is_empty(), "pass, or are gone: strike them from known_failures.txt: {gone:?}");
    let jit = build_vm(&["--opt=jit"]);
    let sample = all.iter().step_by(6).filter(|s| !known.contains(&s.title));
    let failed = failing(&jit, sample, &[("RPY_JIT", "threshold=2,trace_eagerness=2")]);
    assert!(failed.is_empty(), "fail with a JIT: {failed:?}");
    benchmarks_agree(&native, &jit);
}

/// The twelve programs at their small sizes: each prints its one line, natively and with a JIT the same.
fn benchmarks_agree(native: &Path, jit: &Path) {
    let sizes = [
        ("richards", "1"),
        ("deltablue", "40"),
        ("nbody", "500"),
        ("fannkuch", "6"),
        ("float", "500"),
        ("nqueens", "5"),
        ("spectral_norm", "12"),
        ("chaos", "300"),
        ("raytrace", "10"),
        ("go", "1"),
        ("generators", "6"),
        ("scimark_sor", "1"),
    ];
    for (program, size) in sizes {
        let path = root().join(format!("targets/pyvm/bench/{program}.py"));
        let args = [&*path.to_string_lossy(), size];
        let wanted = run(native, &args, b"", &[]);
        assert!(wanted.status.success(), "{program}: {}", text(&wanted.stderr));
        assert_eq!(text(&wanted.stdout).lines().count(), 1, "{program}");
        let got = run(jit, &args, b"", &[("RPY_JIT", "threshold=20")]);
        assert_eq!(text(&got.stdout), text(&wanted.stdout), "{program} with a JIT: {}", text(&got.stderr));
    }
}

/// A collection at every allocation makes long scripts slow: the sample is of small ones.
const LONG: [&str; 9] = [
    "algorithms",
    "collectionsmod",
    "functoolsmod",
    "itertools",
    "modules",
    "programs",
    "randommod",
    "structures",
    "int",
];

#[test]
fn pyvm_under_a_moving_collector() {
    let all = scripts();
    let known = known_failures();
    let small = all.iter().filter(|s| !LONG.contains(&s.title.split('/').next().unwrap_or_default()));
    let sample = small.step_by(12).filter(|s| !known.contains(&s.title));
    let failed = failing(&build_vm(&["--gc=semispace"]), sample, &[("RPY_GC_STRESS", "1")]);
    assert!(failed.is_empty(), "fail: {failed:?}");
}
