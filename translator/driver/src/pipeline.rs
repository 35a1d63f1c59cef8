//! From a target to a program: the phases in order, each with its progress line, dump and verification.

use crate::cli::{Backend, HowArgs, Opt};
use crate::platform::platform;
use crate::progress::{Progress, counts};
use rpy_annotate::Annotator;
use rpy_frontend::{Embedded, Exported, Target};
use rpy_gc::Library;
use rpy_ir::source::SourceMap;
use rpy_ir::{Diag, GraphId, ObjId, Program};
use std::path::Path;

/// Why a program was not translated.
pub enum Failure {
    /// The program is rejected.
    Rejected(Vec<Diag>, SourceMap),
    /// Something else: a file that cannot be written, a missing tool.
    Message(String),
}

impl From<String> for Failure {
    fn from(message: String) -> Failure {
        Failure::Message(message)
    }
}

/// The phases, in order, as `--dump-ir` and `--phase` name them.
pub const PHASES: [&str; 7] = ["flow", "annotate", "rtype", "optimise", "jitcode", "exceptions", "gc"];

/// What the caller of the pipeline wants besides the program.
pub struct Options<'a> {
    pub how: &'a HowArgs,
    /// Stop after this phase (`rtype` or later).
    pub until: &'a str,
    /// With the functions that are marked for C.
    pub library: bool,
}

/// Which part of which dump is wanted.
struct Dumps {
    wanted: Vec<(String, Option<String>)>,
}

impl Dumps {
    fn new(how: &HowArgs) -> Result<Dumps, Failure> {
        let mut wanted = vec![];
        for w in &how.dump_ir {
            let (phase, graph) = match w.split_once(':') {
                Some((p, g)) => (p, Some(g.to_string())),
                None => (w.as_str(), None),
            };
            if !PHASES.contains(&phase) {
                return Err(Failure::Message(format!(
                    "--dump-ir: there is no phase `{phase}`; the phases are {}",
                    PHASES.join(", ")
                )));
            }
            wanted.push((phase.to_string(), graph));
        }
        Ok(Dumps { wanted })
    }

    /// The graphs before rtype, without and with annotations.
    fn write_untyped(&self, how: &HowArgs, annotator: &mut Annotator) -> Result<(), Failure> {
        self.write("flow", how, &mut |g| annotated_text(annotator, g, false))?;
        self.write("annotate", how, &mut |g| annotated_text(annotator, g, true))
    }

    fn write(&self, phase: &str, how: &HowArgs, text: &mut dyn FnMut(Option<&str>) -> String) -> Result<(), Failure> {
        for (_, graph) in self.wanted.iter().filter(|(p, _)| p == phase) {
            let text = text(graph.as_deref());
            if graph.is_some() && text.trim().is_empty() {
                let name = graph.as_deref().unwrap_or_default();
                return Err(Failure::Message(format!("--dump-ir: after {phase} there is no graph `{name}`")));
            }
            match &how.dump_dir {
                None => println!("{text}"),
                Some(dir) => {
                    std::fs::create_dir_all(dir).map_err(|e| format!("cannot create {}: {e}", dir.display()))?;
                    let name = match graph {
                        Some(g) => format!("{phase}.{}.flow", g.replace('/', "_")),
                        None => format!("{phase}.flow"),
                    };
                    crate::output::write_atomically(&dir.join(name), text.as_bytes())?;
                }
            }
        }
        Ok(())
    }
}

/// Runs all phases up to `options.until` on a target.
pub fn translate(
    python: &mut Embedded,
    path: &Path,
    options: &Options,
    progress: &mut Progress,
) -> Result<(Program, Target), Failure> {
    let how = options.how;
    let dumps = Dumps::new(how)?;
    let mut sources = SourceMap::default();
    progress.start("load");
    let target = match python.load_target(path, &mut sources) {
        Ok(t) => t,
        Err(diags) => return Err(Failure::Rejected(diags, sources)),
    };
    progress.finish(format!("{} source files", sources.files.len()));

    progress.start("annotate");
    let exports = if options.library { target.exports.as_slice() } else { &[] };
    let (mut annotator, entry) = annotate(python, target.entry_point, exports, sources, how.jit())?;
    let ops: usize = annotator.graphs.values().flat_map(|g| g.graph.blocks.values()).map(|b| b.ops.len()).sum();
    progress.operations = ops;
    progress.finish(format!("{} graphs, {ops} operations", annotator.graphs.len()));
    dumps.write_untyped(how, &mut annotator)?;

    progress.start("rtype");
    let mut program = rtype(annotator, entry, how)?;
    program.name = target.name.clone();
    after("rtype", &mut program, how, &dumps, progress)?;
    let program = finish(program, options, &dumps, progress)?;
    Ok((program, target))
}

/// All phases up to `gc` on a typed program.
pub fn lower(program: Program, how: &HowArgs) -> Result<Program, Failure> {
    finish(program, &Options { how, until: "gc", library: false }, &Dumps { wanted: vec![] }, &mut Progress::new(true))
}

/// Annotates what is reachable from an entry point: a live function of the list of arguments. With `jit` the hints to a JIT
/// stay in the program.
pub fn annotate<'h>(
    python: &'h mut Embedded,
    entry_point: ObjId,
    exports: &[Exported],
    sources: SourceMap,
    jit: bool,
) -> Result<(Annotator<'h>, GraphId), Failure> {
    let mut annotator = Annotator::new(python, sources);
    annotator.jit = jit;
    let argv = annotator.list_of_str();
    let entry = annotator.entry(entry_point, &[argv]);
    for e in exports {
        annotator.export(&e.name, e.function, &e.args);
    }
    match annotator.complete() {
        Ok(()) => Ok((annotator, entry)),
        Err(diags) => Err(Failure::Rejected(diags, annotator.sources)),
    }
}

/// The dumps that are wanted of annotated graphs.
pub fn dump_annotated(annotator: &mut Annotator, how: &HowArgs) -> Result<(), Failure> {
    Dumps::new(how)?.write_untyped(how, annotator)
}

/// From annotated graphs to typed ones.
pub fn rtype(mut annotator: Annotator, entry: GraphId, how: &HowArgs) -> Result<Program, Failure> {
    let mut requests = requests(collector(&how.gc)?);
    if let Some(platform) = platform(how.backend) {
        annotator.platform = Some(platform.library);
        requests.extend(platform.requests());
    }
    rpy_rtype::rtype(annotator, entry, &requests).map_err(|(diags, sources)| Failure::Rejected(diags, sources))
}

/// What the collector wants of support code.
fn requests(c: &rpy_gc::CollectorSpec) -> Vec<rpy_rtype::Request> {
    let request = |(role, module, name, args)| rpy_rtype::Request { role, module, name, args };
    rpy_gc::wanted(c).into_iter().map(request).collect()
}

/// The phases after rtype.
fn finish(mut program: Program, options: &Options, dumps: &Dumps, progress: &mut Progress) -> Result<Program, Failure> {
    let how = options.how;
    let collector = collector(&how.gc)?;
    if options.until == "rtype" {
        return Ok(program);
    }
    progress.start("optimise");
    rpy_opt::optimise(&mut program, level(how.opt));
    after("optimise", &mut program, how, dumps, progress)?;
    if options.until == "optimise" {
        return Ok(program);
    }
    if how.jit() {
        progress.start("jitcode");
        let image =
            rpy_codewriter::run(&mut program).map_err(|diags| Failure::Rejected(diags, program.sources.clone()))?;
        // From here on the program is the native one: hints are for jitcode.
        rpy_opt::remove_jit_hints(&mut program, level(how.opt));
        program.phase = "jitcode".to_string();
        progress.finish(counts(&program));
        if let Some(image) = image {
            dumps.write("jitcode", how, &mut |g| rpy_codewriter::listing(&image, g))?;
        }
    }
    progress.start("exceptions");
    rpy_exceptions::run(&mut program);
    after("exceptions", &mut program, how, dumps, progress)?;
    if options.until == "exceptions" {
        return Ok(program);
    }
    progress.start("gc");
    if let Err(diags) = rpy_gc::weave(&mut program, collector) {
        return Err(Failure::Rejected(diags, program.sources));
    }
    if how.opt != Opt::O0 {
        rpy_opt::clean_up(&mut program);
    }
    after("gc", &mut program, how, dumps, progress)?;
    Ok(program)
}

/// Verification, dump and counts after a phase.
fn after(
    phase: &'static str,
    program: &mut Program,
    how: &HowArgs,
    dumps: &Dumps,
    progress: &mut Progress,
) -> Result<(), Failure> {
    program.phase = phase.to_string();
    progress.finish(counts(program));
    dumps.write(phase, how, &mut |g| program_text(program, g))?;
    if how.verify_ir {
        verify(program)?;
    }
    Ok(())
}

/// Checks the program after its phase.
pub fn verify(program: &Program) -> Result<(), Failure> {
    let problems = rpy_ir::verify::verify(program);
    if problems.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = problems.iter().map(|p| p.to_string()).collect();
    Err(Failure::Message(format!("--verify-ir: after {}:\n  {}", program.phase, lines.join("\n  "))))
}

/// A program's text, or that of the graphs with this name.
fn program_text(program: &Program, graph: Option<&str>) -> String {
    match graph {
        None => rpy_ir::print::program(program),
        Some(name) => {
            let named = program.reachable_graphs().into_iter().filter(|&id| program.graphs[id].name == name);
            named.map(|id| rpy_ir::print::graph(program, id)).collect::<Vec<_>>().join("\n")
        }
    }
}

fn annotated_text(annotator: &mut Annotator, graph: Option<&str>, annotations: bool) -> String {
    let wanted: Vec<GraphId> =
        annotator.graphs.iter().filter(|(_, g)| graph.is_none_or(|n| g.graph.name == n)).map(|(id, _)| id).collect();
    wanted.into_iter().map(|id| annotator.text(id, annotations)).collect::<Vec<_>>().join("\n")
}

/// The collector of this name.
pub fn collector(name: &str) -> Result<&'static rpy_gc::CollectorSpec, Failure> {
    rpy_gc::collector(name).ok_or_else(|| {
        let names: Vec<&str> = rpy_gc::COLLECTORS.iter().map(|c| c.name).collect();
        Failure::Message(format!("--gc: there is no collector `{name}`; there are {}", names.join(", ")))
    })
}

/// The collector of this name, which a backend can have, on this machine.
pub fn usable_collector(how: &HowArgs) -> Result<&'static rpy_gc::CollectorSpec, Failure> {
    let spec = collector(&how.gc)?;
    let fails = |text: String| Err(Failure::Message(format!("--gc={} {text}", spec.name)));
    match &spec.library {
        None => Ok(spec),
        Some(Library::System(_)) if how.backend == Backend::Wasm => {
            fails("is not for wasm: it is a library of the system\nhelp: leave --gc out".to_string())
        }
        Some(Library::System(library)) => match rpy_native::has_library(library.name)? {
            true => Ok(spec),
            false => fails(format!(
                "needs the library {}, which the linker does not find\nhelp: install it: {}; or leave --gc out",
                library.name, library.packages
            )),
        },
        Some(Library::Mmtk) if how.backend != Backend::Native => {
            fails("is for native programs\nhelp: leave --backend out, or --gc".to_string())
        }
        Some(Library::Mmtk) if how.opt == Opt::Jit => {
            let others = rpy_gc::COLLECTORS.iter().filter(|c| !c.is_native_only());
            let names: Vec<&str> = others.map(|c| c.name).collect();
            fails(format!("does not go with --opt=jit\nhelp: leave --gc out, or choose one of {}", names.join(", ")))
        }
        Some(Library::Mmtk) => Ok(spec),
    }
}

/// The system's libraries that a program with this collector is linked with.
pub fn libraries(spec: &rpy_gc::CollectorSpec) -> Vec<&'static str> {
    match &spec.library {
        Some(Library::System(library)) => vec![library.name],
        _ => vec![],
    }
}

pub fn level(opt: Opt) -> rpy_opt::Level {
    match opt {
        Opt::O0 => rpy_opt::Level::O0,
        Opt::O1 => rpy_opt::Level::O1,
        Opt::O2 | Opt::Jit => rpy_opt::Level::O2,
        Opt::O3 => rpy_opt::Level::O3,
        Opt::Size => rpy_opt::Level::Size,
        Opt::Mem => rpy_opt::Level::Mem,
    }
}
