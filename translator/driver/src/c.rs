//! `--backend=c`: a folder of sources, or what the C compiler makes of them.

use crate::build::library;
use crate::cli::{BuildArgs, Opt};
use crate::output::{self, TempDir};
use crate::pipeline;
use crate::progress::Progress;
use rpy_gc::CollectorSpec;
use rpy_ir::Program;
use std::path::Path;

pub fn build(
    program: &Program,
    args: &BuildArgs,
    collector: &CollectorSpec,
    output: &Path,
    progress: &mut Progress,
) -> Result<(), String> {
    if args.shared && program.exports.is_empty() {
        let what = "no function is marked for C";
        return Err(format!(
            "--shared: {what}\nhelp: mark functions with `rpython.rlib.entrypoint.entrypoint_highlevel`"
        ));
    }
    progress.start("c");
    let files = rpy_c::sources(program)?;
    let lines: usize = files.iter().map(|f| f.text.lines().count()).sum();
    progress.finish(format!("{} files, {lines} lines", files.len()));
    let shared = args.shared;
    let system = pipeline::libraries(collector);
    let how =
        rpy_c::Build { level: level(args.how.opt), library: library(args.how.opt, collector), system: &system, shared };
    if args.source {
        return output::write_folder(output, |folder| how.write(&program.name, &files, folder));
    }
    progress.start("cc");
    let folder = TempDir::new()?;
    how.write(&program.name, &files, folder.path())?;
    let built = folder.path().join("program");
    how.compile(&files, folder.path(), &built)?;
    output::move_file(&built, output)?;
    if args.shared {
        output::move_file(&folder.path().join(rpy_c::EXPORTS), &output.with_extension("h"))?;
    }
    progress.finish(String::new());
    Ok(())
}

/// The C compiler's level.
fn level(opt: Opt) -> &'static str {
    match opt {
        Opt::O0 => "-O0",
        Opt::O1 => "-O1",
        Opt::O2 | Opt::Mem | Opt::Jit => "-O2",
        Opt::O3 => "-O3",
        Opt::Size => "-Os",
    }
}
