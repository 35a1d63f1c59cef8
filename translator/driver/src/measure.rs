//! Time and peak memory of a command, by a small native program that runs it: see `measure.py`.

use std::fs::File;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// Between looks at whether a run has ended: what counts is measured in the run.
const PAUSE: Duration = Duration::from_millis(2);

/// What one run gave.
pub struct Run {
    pub time: Duration,
    /// In bytes.
    pub max_rss: u64,
    pub output: Vec<u8>,
    pub status: ExitStatus,
}

/// What to run.
pub struct Row {
    pub name: String,
    /// The collector; empty where the row has none of ours.
    pub gc: String,
    pub command: Vec<String>,
    pub env: Vec<(&'static str, PathBuf)>,
    /// Stop a run that takes longer.
    pub limit: Option<Duration>,
}

pub struct Measure<'a> {
    /// For files of its own.
    dir: &'a Path,
    program: PathBuf,
    /// A file that every run has as its standard input.
    stdin: &'a Path,
}

impl<'a> Measure<'a> {
    /// Translates the program that measures.
    pub fn new(translate: &Path, dir: &'a Path, stdin: &'a Path) -> Result<Measure<'a>, String> {
        let source = dir.join("measure.py");
        let program = dir.join("measure");
        std::fs::write(&source, include_str!("measure.py"))
            .map_err(|e| format!("cannot write {}: {e}", source.display()))?;
        let built = Command::new(translate)
            .arg(&source)
            .args(["--quiet", "--gc", "none", "-o"])
            .arg(&program)
            .status()
            .map_err(|e| format!("cannot run {}: {e}", translate.display()))?;
        if !built.success() {
            return Err("the program that measures cannot be translated".to_string());
        }
        Ok(Measure { dir, program, stdin })
    }

    /// None if the run was stopped at the limit.
    pub fn run(&self, row: &Row) -> Result<Option<Run>, String> {
        let (out, report) = (self.dir.join("stdout"), self.dir.join("report"));
        let io = |e: std::io::Error| format!("cannot run {}: {e}", row.command[0]);
        let mut command = Command::new(&self.program);
        command.arg(&report).args(&row.command).envs(row.env.iter().map(|(k, v)| (k, v)));
        command.stdin(File::open(self.stdin).map_err(io)?).stdout(File::create(&out).map_err(io)?);
        // A group of its own, so that the limit stops the command as well.
        let mut child = command.stderr(Stdio::null()).process_group(0).spawn().map_err(io)?;
        let started = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().map_err(io)? {
                break status;
            }
            if row.limit.is_some_and(|l| started.elapsed() > l) {
                // The group's leader is not reaped yet, so the number is still the group's.
                let _ = Command::new("kill").args(["-9", "--", &format!("-{}", child.id())]).status();
                child.wait().map_err(io)?;
                return Ok(None);
            }
            std::thread::sleep(PAUSE);
        };
        if !status.success() {
            return Err(format!("{} cannot be measured: {status}", row.command[0]));
        }
        let text = std::fs::read_to_string(&report).map_err(io)?;
        let (time, max_rss, status) =
            parse(&text).ok_or_else(|| format!("{}: unexpected report `{text}`", row.command[0]))?;
        Ok(Some(Run { time, max_rss, output: std::fs::read(&out).map_err(io)?, status }))
    }
}

/// Seconds, kilobytes and wait status.
fn parse(report: &str) -> Option<(Duration, u64, ExitStatus)> {
    let mut parts = report.split(' ');
    let seconds: f64 = parts.next()?.parse().ok()?;
    let kilobytes: u64 = parts.next()?.parse().ok()?;
    let status: i32 = parts.next()?.parse().ok()?;
    Some((Duration::try_from_secs_f64(seconds).ok()?, kilobytes * 1024, ExitStatus::from_raw(status)))
}
