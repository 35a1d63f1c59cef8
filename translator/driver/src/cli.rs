//! The command line: options as data, nothing else.

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Turns an interpreter written in restricted Python (RPython) into a fast native program.
#[derive(Parser)]
#[command(
    name = "translate",
    version,
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    arg_required_else_help = true,
    after_help = "Examples:\n  translate targets/tlr              write ./tlr\n  translate targets/bf -O3 -o bf3    another level, another name\n  translate run targets/tlr -- 12    run the source untranslated\n\nExit status: 0 on success, 1 if the program is rejected or a test fails, 2 for wrong usage."
)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub build: BuildArgs,
}

#[derive(Subcommand)]
pub enum Command {
    /// Run a target untranslated, or its graphs interpreted after a phase
    Run(RunArgs),
    /// Run a target interpreted and native, check that the results agree, and print a table
    Compare(CompareArgs),
    /// Show what is in an IR dump, a translated binary, or a log that a program with a JIT has written
    Inspect(InspectArgs),
    /// Run text tests (.flow, .trace) and Python function tests (test_*.py)
    Test(TestArgs),
    /// Print what the JIT's optimiser makes of the traces in a .trace file
    OptTrace(OptTraceArgs),
}

#[derive(Args, Clone)]
pub struct BuildArgs {
    /// A folder with target.py, or a Python file that defines target()
    #[arg(required = true)]
    pub target: Option<PathBuf>,
    #[command(flatten)]
    pub how: HowArgs,
    /// What to write
    #[arg(long, value_enum, default_value = "exe")]
    pub emit: Emit,
    /// With --backend=wasm: where the module runs
    #[arg(long, value_enum, default_value = "wasi", value_name = "HOST")]
    pub wasm_host: WasmHost,
    /// Write the C sources as a folder and do not build them (--backend=c)
    #[arg(long)]
    pub source: bool,
    /// Make a library of the functions that are marked with rpython.rlib.entrypoint, and a header beside it (--backend=c)
    #[arg(long)]
    pub shared: bool,
    /// Where to write it [default: ./NAME of the target]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// How to translate: shared by every command that does.
#[derive(Args, Clone)]
pub struct HowArgs {
    /// Optimisation level
    #[arg(short = 'O', long = "opt", value_enum, default_value = "2", value_name = "LEVEL")]
    pub opt: Opt,
    /// Code generator
    #[arg(long, value_enum, default_value = "native")]
    pub backend: Backend,
    /// Garbage collector
    #[arg(long, value_name = "NAME", default_value = "generational")]
    pub gc: String,
    /// Print the IR after PHASE (flow, annotate, rtype, optimise, jitcode, exceptions, gc), of one graph or of all
    #[arg(long, value_name = "PHASE[:GRAPH]")]
    pub dump_ir: Vec<String>,
    /// Write dumps to files in this folder instead of standard output
    #[arg(long, value_name = "DIR")]
    pub dump_dir: Option<PathBuf>,
    /// Check the IR after every phase
    #[arg(long)]
    pub verify_ir: bool,
    /// Print time and counts by phase
    #[arg(long)]
    pub timings: bool,
    /// Print nothing but errors
    #[arg(short, long)]
    pub quiet: bool,
    /// Colour in messages
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    pub color: When,
}

/// Ends with a usage error where options exclude each other.
pub fn check(args: &BuildArgs) {
    for (given, name) in [(args.source, "--source"), (args.shared, "--shared")] {
        if given && args.how.backend != Backend::C {
            let what = format!("{name} needs --backend=c");
            Cli::command().error(clap::error::ErrorKind::ArgumentConflict, what).exit();
        }
    }
    if args.emit == Emit::Obj && args.how.backend == Backend::C {
        let what = "--emit=obj is for --backend=native; --backend=c has --source";
        Cli::command().error(clap::error::ErrorKind::ArgumentConflict, what).exit();
    }
}

#[derive(Args)]
pub struct RunArgs {
    /// A folder with target.py, or a Python file that defines target()
    pub target: PathBuf,
    /// Interpret the graphs after this phase: flow, annotate, rtype, optimise, exceptions, gc
    #[arg(long, value_name = "PHASE")]
    pub phase: Option<String>,
    #[command(flatten)]
    pub how: HowArgs,
    /// The program's arguments
    #[arg(last = true)]
    pub args: Vec<String>,
}

#[derive(Args)]
pub struct CompareArgs {
    /// A folder with target.py, or a Python file that defines target()
    pub target: PathBuf,
    /// How often to run each
    #[arg(long, default_value = "3", value_name = "N")]
    pub runs: u32,
    /// A Python 3 to compare with, if there is one
    #[arg(long, default_value = "python3", value_name = "EXE")]
    pub python: String,
    /// Print the table as JSON
    #[arg(long)]
    pub json: bool,
    /// Garbage collectors, separated by commas: the first in all ways to build, the others at -O2
    #[arg(long, value_name = "NAMES", default_value = "generational", value_delimiter = ',')]
    pub gc: Vec<String>,
    /// A run of an interpreted row that takes longer than this is stopped, and the row left empty (seconds)
    #[arg(long, default_value = "60", value_name = "SECONDS")]
    pub limit: u64,
    /// Colour in messages
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    pub color: When,
    /// The program's arguments
    #[arg(last = true)]
    pub args: Vec<String>,
}

#[derive(Args)]
pub struct InspectArgs {
    /// An IR dump (.flow), an object file, an executable, or a log (PYPYLOG=jit-log-opt,jit-backend-counts,jit-summary:FILE)
    pub file: PathBuf,
    /// Colour in messages
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    pub color: When,
}

#[derive(Args)]
pub struct TestArgs {
    /// Files or folders: test_*.py, *.flow and *.trace
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// Only tests whose name contains this
    #[arg(short = 'k', value_name = "TEXT")]
    pub only: Option<String>,
    /// Rewrite the expected output of .flow and .trace tests
    #[arg(long)]
    pub update: bool,
    /// Garbage collector of compiled tests
    #[arg(long, value_name = "NAME", default_value = "generational")]
    pub gc: String,
    /// Colour in messages
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    pub color: When,
}

#[derive(Args)]
pub struct OptTraceArgs {
    /// A text test of the optimiser
    pub file: PathBuf,
    /// Only traces whose name contains this
    #[arg(short = 'k', value_name = "TEXT")]
    pub only: Option<String>,
    /// Colour in messages
    #[arg(long, value_enum, value_name = "WHEN", default_value = "auto")]
    pub color: When,
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Opt {
    #[value(name = "0")]
    O0,
    #[value(name = "1")]
    O1,
    #[value(name = "2")]
    O2,
    #[value(name = "3")]
    O3,
    Size,
    Mem,
    /// As 2, and what the program's JitDriver marks is compiled while it runs
    Jit,
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Backend {
    /// Machine code by Cranelift
    Native,
    /// One wasm module for any WASI host
    Wasm,
    /// C11, compiled by the system's C compiler
    C,
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum WasmHost {
    Wasi,
    /// Writes NAME.js and NAME.html besides, which run it in a page
    Browser,
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Emit {
    Exe,
    Obj,
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum When {
    Auto,
    Always,
    Never,
}

impl HowArgs {
    /// Whether the program gets a JIT: there is none that makes wasm.
    pub fn jit(&self) -> bool {
        self.opt == Opt::Jit && self.backend != Backend::Wasm
    }
}
