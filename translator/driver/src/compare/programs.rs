//! What `translate compare` runs: the program interpreted, and built in all ways with each collector.

use super::{CompareArgs, Row};
use rpy_annotate::Annotator;
use rpy_frontend::with_python;
use rpy_gc::CollectorSpec;
use rpy_ir::source::SourceMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

pub fn rows(args: &CompareArgs, exe: &str, dir: &Path) -> Result<Vec<Row>, String> {
    let target = args.target.to_string_lossy().into_owned();
    let limit = Some(Duration::from_secs(args.limit));
    let mut rows = vec![row("embedded Python", [exe, "run", "--quiet", &target, "--"], args, limit)];
    if let Some(version) = python_version(&args.python) {
        let lib = dir.join("lib");
        rpy_frontend::write_library(&lib).map_err(|e| format!("cannot write {}: {e}", lib.display()))?;
        let file = if args.target.is_dir() { args.target.join("target.py") } else { args.target.clone() };
        let mut r = row(&version, [args.python.as_str(), &file.to_string_lossy()], args, limit);
        r.env.push(("PYTHONPATH", lib));
        rows.push(r);
    }
    rows.push(row("graph interpreter", [exe, "run", "--quiet", "--phase=gc", &target, "--"], args, limit));
    let jit = has_jit_driver(&args.target)?;
    let node = has_node();
    for (n, name) in args.gc.iter().enumerate() {
        let built = Built { args, exe, target: &target, dir, gc: name };
        // An unknown one is reported where it is used.
        let spec = rpy_gc::collector(name);
        let native_only = spec.is_some_and(CollectorSpec::is_native_only);
        let levels: &[&str] = if n == 0 { &["0", "1", "2", "3"] } else { &["2"] };
        for level in levels {
            rows.push(built.executable("native", level)?);
        }
        if jit && !native_only {
            rows.push(built.executable("native", "jit")?);
        }
        if !native_only {
            rows.push(built.executable("c", "2")?);
        }
        if node && spec.is_none_or(|c| c.library.is_none()) {
            rows.push(built.wasm()?);
        }
    }
    Ok(rows)
}

/// Builds the program with a collector.
struct Built<'a> {
    args: &'a CompareArgs,
    exe: &'a str,
    target: &'a str,
    dir: &'a Path,
    gc: &'a str,
}

impl Built<'_> {
    fn executable(&self, backend: &str, level: &str) -> Result<Row, String> {
        let out = self.out(&format!("{backend}-O{level}"));
        self.build(&["--backend", backend, "--opt", level], &out)?;
        let shown = if level == "jit" { " jit" } else { level };
        Ok(self.row(&format!("{backend} -O{shown}"), &[&out]))
    }

    /// A wasm module under Node.js. V8 optimises it at once: a loop that runs would stay as it is.
    fn wasm(&self) -> Result<Row, String> {
        let host = self.dir.join("host.mjs");
        std::fs::write(&host, crate::wasm::NODE_HOST).map_err(|e| format!("cannot write {}: {e}", host.display()))?;
        let out = self.out("program.wasm");
        self.build(&["--backend=wasm"], &out)?;
        Ok(self.row("wasm (Node.js)", &["node", "--no-warnings", "--no-liftoff", &host.to_string_lossy(), &out]))
    }

    fn out(&self, name: &str) -> String {
        self.dir.join(format!("{}-{name}", self.gc.replace(':', "-"))).to_string_lossy().into_owned()
    }

    fn build(&self, how: &[&str], out: &str) -> Result<(), String> {
        let status = Command::new(self.exe)
            .args([self.target, "--quiet", "--gc", self.gc, "-o", out])
            .args(how)
            .status()
            .map_err(|e| format!("cannot run {}: {e}", self.exe))?;
        let what = || format!("`translate {} --gc={} {}` failed", self.target, self.gc, how.join(" "));
        if status.success() { Ok(()) } else { Err(what()) }
    }

    fn row(&self, name: &str, command: &[&str]) -> Row {
        Row { gc: self.gc.to_string(), ..row(name, command.iter().copied(), self.args, None) }
    }
}

fn has_node() -> bool {
    let found = Command::new("node").args(["-e", "require('node:wasi')"]).stderr(Stdio::null()).status();
    found.is_ok_and(|s| s.success())
}

/// Whether the program can have a JIT: it reaches the merge point of a driver.
fn has_jit_driver(target: &Path) -> Result<bool, String> {
    with_python(|python| {
        let mut sources = SourceMap::default();
        // A program that is rejected is reported where it is built.
        let Ok(target) = python.load_target(target, &mut sources) else { return false };
        let mut annotator = Annotator::new(python, sources);
        annotator.jit = true;
        let argv = annotator.list_of_str();
        annotator.entry(target.entry_point, &[argv]);
        let _ = annotator.complete();
        !annotator.jit_drivers.is_empty()
    })
}

fn row<'a>(name: &str, command: impl IntoIterator<Item = &'a str>, args: &CompareArgs, limit: Option<Duration>) -> Row {
    let mut command: Vec<String> = command.into_iter().map(str::to_string).collect();
    command.extend(args.args.iter().cloned());
    Row { name: name.to_string(), gc: String::new(), command, env: vec![], limit }
}

/// `CPython 3.11.2`, if the executable is a Python 3.
fn python_version(exe: &str) -> Option<String> {
    let code = "import sys, platform\nassert sys.version_info[0] == 3\n\
                print(platform.python_implementation(), platform.python_version())";
    let out = Command::new(exe).args(["-c", code]).stderr(Stdio::null()).output().ok()?;
    out.status.success().then(|| String::from_utf8_lossy(&out.stdout).trim().to_string())
}
