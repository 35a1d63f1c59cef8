//! `translate compare`: the same arguments interpreted, on the graph interpreter, native, with a JIT and through C; a table of ratios.
//!
//! Each row is a process of its own, so that time and peak memory are measured alike. The median of the runs counts.

mod programs;

use crate::cli::CompareArgs;
use crate::measure::{Measure, Row};
use crate::output::TempDir;
use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::time::Duration;

/// A row measured.
struct Measured {
    name: String,
    gc: String,
    /// None: over the limit, or it could not be run.
    median: Option<Duration>,
    max_rss: u64,
    agrees: bool,
}

pub fn compare(args: &CompareArgs) -> Result<bool, String> {
    let dir = TempDir::new()?;
    let stdin = save_stdin(dir.path())?;
    let exe = std::env::current_exe().map_err(|e| format!("cannot find the translate executable: {e}"))?;
    let rows = programs::rows(args, &exe.to_string_lossy(), dir.path())?;
    let runner = Measure::new(&exe, dir.path(), &stdin)?;
    let mut reference: Option<(Vec<u8>, ExitStatus)> = None;
    let mut table = vec![];
    for r in &rows {
        table.push(measure(r, args.runs.max(1), &runner, &mut reference)?);
    }
    print_table(args, &table);
    Ok(table.iter().all(|m| m.agrees))
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
            return Ok(Measured { name: row.name.clone(), gc: row.gc.clone(), median: None, max_rss, agrees });
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
    let median = Some(times[times.len() / 2]);
    Ok(Measured { name: row.name.clone(), gc: row.gc.clone(), median, max_rss, agrees })
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
                    "  {{\"name\": \"{}\", \"gc\": \"{}\", \"seconds\": {}, \"ratio\": {}, \"max_rss_kb\": {}, \"agrees\": {}}}",
                    m.name,
                    m.gc,
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
    let collectors = args.gc.iter().map(String::len).max().unwrap_or(0).max(2);
    println!("{:<20} {:<collectors$} {:>12} {:>10} {:>12}  output", "", "gc", "median", "ratio", "peak memory");
    for m in table {
        let time = m.median.map_or("over limit".to_string(), |t| format!("{:.1} ms", t.as_secs_f64() * 1000.0));
        let ratio = ratio(m).map_or(String::new(), |r| format!("{r:.2}"));
        let memory = format!("{:.1} MB", m.max_rss as f64 / 1048576.0);
        let agrees = match (m.median, m.agrees) {
            (None, _) => "",
            (_, true) => "same",
            (_, false) => "DIFFERS",
        };
        println!("{:<20} {:<collectors$} {time:>12} {ratio:>10} {memory:>12}  {agrees}", m.name, m.gc);
    }
}
