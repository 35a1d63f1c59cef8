//! `translate run`: the target untranslated, or on the graph interpreter after a phase.

use crate::cli::RunArgs;
use crate::pipeline::{self, Failure, Options, PHASES};
use crate::progress::Progress;
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
    if !PHASES[2..].contains(&phase.as_str()) {
        return Err(Failure::Message(format!("--phase: `{phase}` is not one of {}", PHASES[2..].join(", "))));
    }
    let mut progress = Progress::new(true);
    let options = Options { how: &args.how, until: phase };
    let (program, _) = with_python(|python| pipeline::translate(python, &args.target, &options, &mut progress))??;
    interpret(&program, &argv).map_err(Failure::Message)
}

/// Runs a program on the graph interpreter; its exit status.
pub fn interpret(program: &Program, argv: &[String]) -> Result<i32, String> {
    // Calls of the program are calls of the interpreter: it needs a large stack.
    std::thread::scope(|scope| {
        let run = || {
            let mut interp = Interp::new(program).map_err(|s| s.to_string())?;
            interp.run_main(argv).map_err(|s| s.to_string())
        };
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, run);
        let thread = thread.map_err(|e| format!("cannot start a thread: {e}"))?;
        thread.join().unwrap_or_else(|_| Err("the graph interpreter failed".to_string()))
    })
}
