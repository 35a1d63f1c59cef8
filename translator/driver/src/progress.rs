//! Progress and timings by phase: a bar on a terminal, plain lines elsewhere, nothing with `--quiet`.

use indicatif::{ProgressBar, ProgressStyle};
use rpy_ir::Program;
use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// One line of the timing table.
pub struct Timing {
    pub phase: &'static str,
    pub time: Duration,
    pub counts: String,
}

pub struct Progress {
    bar: Option<ProgressBar>,
    plain: bool,
    started: Instant,
    current: Option<(&'static str, Instant)>,
    pub timings: Vec<Timing>,
    /// Of the untyped graphs: what memory is put in relation to.
    pub operations: usize,
}

/// Phases of a build, for the bar's length.
const PHASES: u64 = 8;

impl Progress {
    pub fn new(quiet: bool) -> Progress {
        let terminal = std::io::stderr().is_terminal();
        let bar = (!quiet && terminal).then(|| {
            let bar = ProgressBar::new(PHASES);
            let style = ProgressStyle::with_template("{bar:20} {pos}/{len} {msg}");
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar
        });
        Progress {
            bar,
            plain: !quiet && !terminal,
            started: Instant::now(),
            current: None,
            timings: vec![],
            operations: 0,
        }
    }

    /// Starts a phase; the one before must be finished.
    pub fn start(&mut self, phase: &'static str) {
        self.current = Some((phase, Instant::now()));
        if let Some(bar) = &self.bar {
            bar.set_message(phase);
        }
        if self.plain {
            eprintln!("[{phase}]");
        }
    }

    /// Ends the current phase.
    pub fn finish(&mut self, counts: String) {
        if let Some((phase, since)) = self.current.take() {
            self.timings.push(Timing { phase, time: since.elapsed(), counts });
        }
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
    }

    /// Removes the bar.
    pub fn clear(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }

    /// The table of `--timings`.
    pub fn table(&self) -> String {
        let mut out = String::new();
        for t in &self.timings {
            out += &format!("{:<12} {:>9.1} ms  {}\n", t.phase, t.time.as_secs_f64() * 1000.0, t.counts);
        }
        out += &format!("{:<12} {:>9.1} ms\n", "total", self.started.elapsed().as_secs_f64() * 1000.0);
        if let (Some(bytes), true) = (peak_memory(), self.operations > 0) {
            let each = bytes / self.operations as u64;
            out += &format!("{:<12} {:>9.1} MB  {each} bytes an operation\n", "memory", bytes as f64 / 1048576.0);
        }
        out
    }
}

/// The most memory that this process had, in bytes, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? * 1024)
}

/// Graphs, operations and static objects of a program, for the timing table.
pub fn counts(p: &Program) -> String {
    let ops: usize = p.graphs.values().flat_map(|g| g.blocks.values()).map(|b| b.ops.len()).sum();
    format!("{} graphs, {ops} operations, {} static objects", p.graphs.len(), p.data.len())
}
