//! `translate compare`: the same arguments interpreted, on the graph interpreter, native, with a JIT and through C; a table of ratios.
//!
//! Each row is a process of its own, so that time and peak memory are measured alike. The median of the runs counts.

use crate::cli::CompareArgs;
use crate::measure::{Measure, Row};
use crate::output::TempDir;
use rpy_annotate::Annotator;
use rpy_frontend::with_python;
use rpy_ir::source::SourceMap;
use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::Duration;

/// A row measured.
struct Measured {
    name: String,
    /// None: over the limit, or it could not be run.
    median: Option<Duration>,
    max_rss: u64,
    agrees: bool,
}

pub fn compare(args: &CompareArgs) -> Result<bool, String> {
    let dir = TempDir::new()?;
    let stdin = save_stdin(dir.path())?;
    let mut rows = vec![];
    let exe = std::env::current_exe().map_err(|e| format!("cannot find the translate executable: {e}"))?;
    let exe = exe.to_string_lossy().into_owned();
    let target = args.target.to_string_lossy().into_owned();
    let limit = Some(Duration::from_secs(args.limit));

    rows.push(row("embedded Python", [&exe, "run", "--quiet", &target, "--"], args, limit));
    if let Some(version) = python_version(&args.python) {
        let lib = dir.path().join("lib");
        rpy_frontend::write_library(&lib).map_err(|e| format!("cannot write {}: {e}", lib.display()))?;
        let file = if args.target.is_dir() { args.target.join("target.py") } else { args.target.clone() };
        let mut r = row(&version, [args.python.as_str(), &file.to_string_lossy()], args, limit);
        r.env.push(("PYTHONPATH", lib));
        rows.push(r);
    }
    rows.push(row("graph interpreter", [&exe, "run", "--quiet", "--phase=gc", &target, "--"], args, limit));
    let jit = has_jit_driver(&args.target)?.then_some(("jit", " jit"));
    let levels = [("0", "0"), ("1", "1"), ("2", "2"), ("3", "3")].into_iter().chain(jit);
    let native_only = rpy_gc::collector(&args.gc).is_some_and(|c| c.is_native_only());
    let all = levels.map(|(level, shown)| ("native", level, shown)).chain([("c", "2", "2")]);
    for (backend, level, shown) in all.filter(|(b, l, _)| !native_only || *b == "native" && *l != "jit") {
        let out = dir.path().join(format!("{backend}-O{level}"));
        let out = out.to_string_lossy().into_owned();
        let built = Command::new(&exe)
            .args([&target, "--quiet", "--gc", &args.gc, "--backend", backend, "--opt", level, "-o", &out])
            .status()
            .map_err(|e| format!("cannot run {exe}: {e}"))?;
        if !built.success() {
            return Err(format!("`translate {target} --backend={backend} --opt={level}` failed"));
        }
        rows.push(row(&format!("{backend} -O{shown}"), [out.as_str()], args, None));
    }

    rows.extend(wasm_row(args, &exe, &target, dir.path())?);

    let runner = Measure::new(Path::new(&exe), dir.path(), &stdin)?;
    let mut reference: Option<(Vec<u8>, ExitStatus)> = None;
    let mut table = vec![];
    for r in &rows {
        table.push(measure(r, args.runs.max(1), &runner, &mut reference)?);
    }
    print_table(args, &table);
    Ok(table.iter().all(|m| m.agrees))
}

/// The program as a wasm module under Node.js, if there is one and the collector is no library of the system. V8 optimises it at
/// once: a loop that runs would stay as it is.
fn wasm_row(args: &CompareArgs, exe: &str, target: &str, dir: &Path) -> Result<Option<Row>, String> {
    if rpy_gc::collector(&args.gc).is_some_and(|c| c.library.is_some()) {
        return Ok(None);
    }
    let found = Command::new("node").args(["-e", "require('node:wasi')"]).stderr(Stdio::null()).status();
    if !found.is_ok_and(|s| s.success()) {
        return Ok(None);
    }
    let (module, host) = (dir.join("program.wasm"), dir.join("host.mjs"));
    std::fs::write(&host, crate::wasm::NODE_HOST).map_err(|e| format!("cannot write {}: {e}", host.display()))?;
    let (module, host) = (module.to_string_lossy().into_owned(), host.to_string_lossy().into_owned());
    let built = Command::new(exe)
        .args([target, "--quiet", "--backend=wasm", "--gc", &args.gc, "-o", &module])
        .status()
        .map_err(|e| format!("cannot run {exe}: {e}"))?;
    if !built.success() {
        return Err(format!("`translate {target} --backend=wasm` failed"));
    }
    let command = ["node", "--no-warnings", "--no-liftoff", &host, &module];
    Ok(Some(row("wasm (Node.js)", command, args, None)))
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
    Row { name: name.to_string(), command, env: vec![], limit }
}

/// `CPython 3.11.2`, if the executable is a Python 3.
fn python_version(exe: &str) -> Option<String> {
    let code = "import sys, platform\nassert sys.version_info[0] == 3\n\
                print(platform.python_implementation(), platform.python_version())";
    let out = Command::new(exe).args(["-c", code]).stderr(Stdio::null()).output().ok()?;
    out.status.success().then(|| String::from_utf8_lossy(&out.stdout).trim().to_string())
}

/// Every run reads the same standard input: saved in a file unless it is a terminal.
fn save_stdin(dir: &Path) -> Result<PathBuf, String> {
    let path = dir.join("stdin");
    let mut bytes = vec![];
    if !std::io::stdin().is_terminal() {
        std::io::stdin().read_to_end(&mut bytes).map_err(|e| format!("cannot read standard input: {e}"))?;
    }
    std::fs::write(&path, bytes).map_err(|e| format!("cannot write {}: {e}", path.display()))?;
    Ok(path)
}

fn measure(
    row: &Row,
    runs: u32,
    runner: &Measure,
    reference: &mut Option<(Vec<u8>, ExitStatus)>,
) -> Result<Measured, String> {
    let mut times = vec![];
    let mut max_rss = 0;
    let mut agrees = true;
    for _ in 0..runs {
        let Some(run) = runner.run(row)? else {
            return Ok(Measured { name: row.name.clone(), median: None, max_rss, agrees });
        };
        times.push(run.time);
        max_rss = max_rss.max(run.max_rss);
        let result = (run.output, run.status);
        match reference {
            None => *reference = Some(result),
            Some(first) => agrees &= *first == result,
        }
    }
    times.sort();
    Ok(Measured { name: row.name.clone(), median: Some(times[times.len() / 2]), max_rss, agrees })
}

fn print_table(args: &CompareArgs, table: &[Measured]) {
    let base = table.iter().find(|m| m.name == "native -O2").and_then(|m| m.median);
    let ratio = |m: &Measured| Some(m.median?.as_secs_f64() / base?.as_secs_f64());
    if args.json {
        let rows: Vec<String> = table
            .iter()
            .map(|m| {
                let number = |v: Option<f64>| v.map_or("null".to_string(), |v| format!("{v:.6}"));
                format!(
                    "  {{\"name\": \"{}\", \"seconds\": {}, \"ratio\": {}, \"max_rss_kb\": {}, \"agrees\": {}}}",
                    m.name,
                    number(m.median.map(|t| t.as_secs_f64())),
                    number(ratio(m)),
                    m.max_rss / 1024,
                    m.agrees
                )
            })
            .collect();
        println!("[\n{}\n]", rows.join(",\n"));
        return;
    }
    println!("{:<20} {:>12} {:>10} {:>12}  output", "", "median", "ratio", "peak memory");
    for m in table {
        let time = m.median.map_or("over limit".to_string(), |t| format!("{:.1} ms", t.as_secs_f64() * 1000.0));
        let ratio = ratio(m).map_or(String::new(), |r| format!("{r:.2}"));
        let memory = format!("{:.1} MB", m.max_rss as f64 / 1048576.0);
        let agrees = match (m.median, m.agrees) {
            (None, _) => "",
            (_, true) => "same",
            (_, false) => "DIFFERS",
        };
        println!("{:<20} {time:>12} {ratio:>10} {memory:>12}  {agrees}", m.name);
    }
}
