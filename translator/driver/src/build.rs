//! `translate TARGET`: writes an executable or an object file.

use crate::cli::{Backend, BuildArgs, Emit, Opt, WasmHost};
use crate::pipeline::{self, Failure, Options};
use crate::progress::Progress;
use crate::{c, output, wasm};
use rpy_frontend::with_python;
use rpy_gc::{CollectorSpec, Library};
use rpy_ir::Program;
use std::path::{Path, PathBuf};

/// What programs with a JIT are linked with.
static JIT_RUNTIME: &[u8] = include_bytes!(env!("JIT_RUNTIME"));

/// What programs with a collector of MMTk are linked with.
static MMTK_RUNTIME: &[u8] = include_bytes!(env!("MMTK_RUNTIME"));

pub fn build(args: &BuildArgs) -> Result<(), Failure> {
    // clap requires it where there is no command.
    let target = args.target.clone().unwrap_or_default();
    if !target.exists() {
        return Err(Failure::Message(format!("{}: there is no such file or folder", target.display())));
    }
    let output = output_path(args, &target);
    if args.source {
        output::check_folder(&output)?;
    } else {
        output::check_writable(&output)?;
    }
    let collector = pipeline::usable_collector(&args.how)?;
    match args.how.backend {
        Backend::Wasm => wasm::check(args)?,
        _ if args.wasm_host == WasmHost::Browser => {
            return Err(Failure::Message("--wasm-host=browser goes with --backend=wasm".to_string()));
        }
        _ => {}
    }
    let mut progress = Progress::new(args.how.quiet);
    let options = Options { how: &args.how, until: "gc", library: args.shared };
    let done = with_python(|python| pipeline::translate(python, &target, &options, &mut progress))
        .map_err(Failure::Message)
        .and_then(|done| done);
    let done = done.and_then(|(program, _)| {
        match args.how.backend {
            Backend::Native => native(&program, args, collector, &output, &mut progress)?,
            Backend::Wasm => wasm::build(&program, args, &output, &mut progress)?,
            Backend::C => c::build(&program, args, collector, &output, &mut progress)?,
        }
        Ok(())
    });
    progress.clear();
    done?;
    if args.how.timings {
        eprint!("{}", progress.table());
    }
    if !args.how.quiet {
        eprintln!("wrote {}", output.display());
    }
    Ok(())
}

fn native(
    program: &Program,
    args: &BuildArgs,
    collector: &CollectorSpec,
    output: &Path,
    progress: &mut Progress,
) -> Result<(), Failure> {
    progress.start("native");
    let object = rpy_native::compile(program, args.how.opt != Opt::O0)?;
    progress.finish(format!("{} bytes", object.len()));
    match args.emit {
        Emit::Obj => output::write_atomically(output, &object)?,
        Emit::Exe => {
            progress.start("link");
            let system = pipeline::libraries(collector);
            rpy_native::link(&object, library(args.how.opt, collector), &system, output)?;
            progress.finish(String::new());
        }
    }
    Ok(())
}

/// What a program is linked with besides the libraries of the system. A program has one at most: each has Rust's standard library.
pub fn library(opt: Opt, collector: &CollectorSpec) -> Option<&'static [u8]> {
    match collector.library {
        Some(Library::Mmtk) => Some(MMTK_RUNTIME),
        _ => (opt == Opt::Jit).then_some(JIT_RUNTIME),
    }
}

/// `./NAME`, by the name of the target's folder or file.
fn output_path(args: &BuildArgs, target: &Path) -> PathBuf {
    if let Some(path) = &args.output {
        return path.clone();
    }
    let mut name = target_name(target);
    if args.how.backend == Backend::Wasm {
        return Path::new(".").join(format!("{name}.wasm"));
    }
    if args.how.opt == Opt::Jit {
        name += "-jit";
    }
    match args.emit {
        _ if args.source => Path::new(".").join(format!("{name}-c")),
        _ if args.shared => Path::new(".").join(format!("lib{name}.so")),
        Emit::Exe => Path::new(".").join(name),
        Emit::Obj => Path::new(".").join(format!("{name}.o")),
    }
}

pub fn target_name(target: &Path) -> String {
    let full = target.canonicalize().unwrap_or_else(|_| target.to_path_buf());
    full.file_stem().map_or("a.out".to_string(), |s| s.to_string_lossy().into_owned())
}
