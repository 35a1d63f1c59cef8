//! `translate run`: the target untranslated, or its graphs interpreted after a phase.

use crate::annotated::Annotated;
use crate::cli::{Opt, RunArgs};
use crate::pipeline::{self, Failure, Options, PHASES};
use crate::progress::Progress;
use rpy_frontend::untyped::FunctionGraphs;
use rpy_frontend::with_python;
use rpy_interp::Interp;
use rpy_ir::Program;
use rpy_ir::source::SourceMap;

/// Of the thread that the graph interpreter runs in, in bytes.
const STACK: usize = 1 << 29;

/// The program's exit status.
pub fn run(args: &RunArgs) -> Result<i32, Failure> {
    let mut argv = vec![args.target.display().to_string()];
    argv.extend(args.args.iter().cloned());
    let Some(phase) = &args.phase else {
        return with_python(|python| {
            let mut sources = SourceMap::default();
            match python.load_target(&args.target, &mut sources) {
                Ok(target) => Ok(python.run_untranslated(&target, &argv)),
                Err(diags) => Err(Failure::Rejected(diags, sources)),
            }
        })
        .map_err(Failure::Message)?;
    };
    if !PHASES.contains(&phase.as_str()) {
        return Err(Failure::Message(format!("--phase: `{phase}` is not one of {}", PHASES.join(", "))));
    }
    if PHASES[..2].contains(&phase.as_str()) {
        return in_thread(rpy_frontend::untyped::STACK, || run_untyped(args, phase, &argv));
    }
    let mut progress = Progress::new(true);
    let options = Options { how: &args.how, until: phase, library: false };
    let (program, _) = with_python(|python| pipeline::translate(python, &args.target, &options, &mut progress))??;
    interpret(&program, &argv).map_err(Failure::Message)
}

/// Runs a program on the graph interpreter; its exit status.
pub fn interpret(program: &Program, argv: &[String]) -> Result<i32, String> {
    let failed = |s: rpy_interp::Stop| s.to_string();
    in_thread(STACK, || {
        let mut interp = Interp::new(program).map_err(failed)?;
        // Without a collector nothing else asks for the limit.
        if program.gc_header.size == 0
            && let Some(limit) = heap_limit()
        {
            interp.memory.limit = limit;
        }
        interp.run_main(argv).map_err(failed)
    })
}

/// What collectors would take for theirs: bytes, with `K`, `M` or `G` behind.
fn heap_limit() -> Option<u64> {
    let text = std::env::var("PYPY_GC_MAX").ok()?;
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let unit = match text[digits.len()..].chars().next().map(|c| c.to_ascii_uppercase()) {
        Some('K') => 1 << 10,
        Some('M') => 1 << 20,
        Some('G') => 1 << 30,
        _ => 1,
    };
    digits.parse::<u64>().ok()?.checked_mul(unit)
}

/// Runs an interpreter. Calls of the program are calls of the interpreter: it needs a large stack.
fn in_thread<E: From<String> + Send>(stack: usize, run: impl FnOnce() -> Result<i32, E> + Send) -> Result<i32, E> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(stack).spawn_scoped(scope, run);
        let thread = thread.map_err(|e| E::from(format!("cannot start a thread: {e}")))?;
        thread.join().unwrap_or_else(|_| Err(E::from("the graph interpreter failed".to_string())))
    })
}

/// Runs the untyped graphs: as the front end gives them, or as the annotator resolved them.
fn run_untyped(args: &RunArgs, phase: &str, argv: &[String]) -> Result<i32, Failure> {
    if phase == "flow" && !args.how.dump_ir.is_empty() {
        let what = "--dump-ir: with --phase=flow a graph is made when it is first called; take --phase=annotate";
        return Err(Failure::Message(what.to_string()));
    }
    with_python(|python| {
        let mut sources = SourceMap::default();
        let target = match python.load_target(&args.target, &mut sources) {
            Ok(t) => t,
            Err(diags) => return Err(Failure::Rejected(diags, sources)),
        };
        let interp = python.untyped()?;
        if phase == "flow" {
            let mut graphs = FunctionGraphs::new(python, sources);
            let status = interp.run(&mut graphs, target.entry_point, argv);
            return status.map_err(|diags| Failure::Rejected(diags, graphs.sources));
        }
        let (mut annotator, _) =
            pipeline::annotate(python, target.entry_point, &[], sources, args.how.opt == Opt::Jit)?;
        pipeline::dump_annotated(&mut annotator, &args.how)?;
        let status = interp.run(&mut Annotated::new(&mut annotator), target.entry_point, argv);
        status.map_err(|diags| Failure::Rejected(diags, annotator.sources))
    })?
}
