//! Where compiled code is, for `perf`: `RPY_PERF_MAP=1` in the environment has the program write `/tmp/perf-PID.map`, which
//! `perf report` looks for. The code has frame pointers, so that `perf record --call-graph fp` and gdb see through it.

use std::fs::File;
use std::io::Write;

pub struct Map(File);

impl Map {
    pub fn from_environment() -> Option<Map> {
        // Where and under which name is for perf to say.
        let file =
            super::wanted("RPY_PERF_MAP").then(|| File::create(format!("/tmp/perf-{}.map", std::process::id())))?;
        file.ok().map(Map)
    }

    pub fn add(&mut self, address: usize, bytes: usize, name: &str) {
        // A map that cannot be written is lost; the program goes on.
        let _ = writeln!(self.0, "{address:x} {bytes:x} {name}");
    }
}
