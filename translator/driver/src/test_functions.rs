//! Functions under test: the phases on live functions of test files, as `rpython.testing` asks for them.

use crate::cli::{Backend, HowArgs, Opt, When};
use crate::pipeline::{self, Failure};
use crate::{build, report, run};
use rpy_annotate::Annotator;
use rpy_annotate::model::{Desc, Kind, SomeValue, StrKind};
use rpy_frontend::{Embedded, Inferred, Phases, Run, ToCompile, ValueType};
use rpy_ir::source::SourceMap;
use rpy_ir::{GraphId, IntKind, ObjId, Program};

/// Types nested deeper are taken for endless: a list may contain itself.
const DEPTH: usize = 20;

pub struct TestFunctions {
    how: HowArgs,
}

impl TestFunctions {
    /// With a collector of this name for native code.
    pub fn new(gc: &str) -> TestFunctions {
        let how = HowArgs {
            opt: Opt::O2,
            backend: Backend::Native,
            gc: gc.to_string(),
            dump_ir: vec![],
            dump_dir: None,
            verify_ir: true,
            timings: false,
            quiet: true,
            color: When::Never,
        };
        TestFunctions { how }
    }

    /// The typed program of an entry point, and the graphs of a function in it.
    fn typed(
        &self,
        python: &mut Embedded,
        entry: ObjId,
        function: ObjId,
        jit: bool,
    ) -> Result<(Program, String), String> {
        let (annotator, entry) = pipeline::annotate(python, entry, &[], SourceMap::default(), jit).map_err(shown)?;
        let of = annotator.defs.funcs.values().filter(|f| f.obj == function);
        let graphs: Vec<GraphId> = of.flat_map(|f| f.graphs.values().copied()).collect();
        let names: Vec<String> = graphs.iter().map(|&g| annotator.graphs[g].graph.name.clone()).collect();
        let mut program = pipeline::rtype(annotator, entry, &self.how).map_err(shown)?;
        program.name = "test".to_string();
        program.phase = "rtype".to_string();
        pipeline::verify(&program).map_err(shown)?;
        let reachable = program.reachable_graphs().into_iter();
        let texts = reachable.filter(|&g| names.contains(&program.graphs[g].name));
        let text = texts.map(|g| rpy_ir::print::graph(&program, g)).collect::<Vec<_>>().join("\n");
        Ok((program, text))
    }
}

impl Phases for TestFunctions {
    fn infer(&self, python: &mut Embedded, entry: ObjId) -> Result<Inferred, String> {
        let (mut annotator, entry) =
            pipeline::annotate(python, entry, &[], SourceMap::default(), false).map_err(shown)?;
        let result = value_type(&annotator, &annotator.graphs[entry].ret, DEPTH);
        Ok(Inferred { result, exceptions: exceptions(&mut annotator) })
    }

    fn interpret(&self, python: &mut Embedded, entry: ObjId, argv: &[String], function: ObjId) -> Result<Run, String> {
        let (program, graphs) = self.typed(python, entry, function, false)?;
        let status = match run::interpret(&program, argv) {
            Ok(status) => format!("exit status {status}"),
            Err(message) => message,
        };
        Ok(Run { status, graphs })
    }

    fn compile(&self, python: &mut Embedded, what: &ToCompile) -> Result<String, String> {
        let (program, graphs) = self.typed(python, what.entry, what.function, what.jit)?;
        let how = HowArgs { opt: if what.jit { Opt::Jit } else { self.how.opt }, ..self.how.clone() };
        let program = pipeline::lower(program, &how).map_err(shown)?;
        let object = rpy_native::compile(&program, true)?;
        let collector = pipeline::usable_collector(&how).map_err(shown)?;
        let library = build::library(how.opt, collector);
        rpy_native::link(&object, library, &pipeline::libraries(collector), what.path)?;
        Ok(graphs)
    }

    fn trace_operations(&self) -> Vec<&'static str> {
        rpy_tracetext::operations()
    }
}

/// A failure as the message of an exception.
fn shown(failure: Failure) -> String {
    match failure {
        Failure::Message(message) => message,
        Failure::Rejected(diags, sources) => {
            diags.iter().map(|d| report::render(d, &sources, false)).collect::<Vec<_>>().join("\n\n")
        }
    }
}

/// The classes of exceptions in a program, with the attributes of their instances.
fn exceptions(annotator: &mut Annotator) -> Vec<(ObjId, Vec<(String, ValueType)>)> {
    let base = annotator.base_exception();
    let defs = &annotator.defs;
    let mut found = vec![];
    for c in defs.subtree(base).into_iter().filter(|&c| c != base) {
        let mut attributes = vec![];
        for owner in defs.chain(c) {
            for a in defs.classes[owner].attrs.values().filter(|a| a.assigned) {
                let t = value_type(annotator, &a.value, DEPTH);
                if !matches!(t, ValueType::Opaque(_) | ValueType::Object(_)) {
                    attributes.push((a.name.clone(), t));
                }
            }
        }
        found.push((defs.classes[c].obj, attributes));
    }
    found
}

/// What text values of an annotation have.
fn value_type(annotator: &Annotator, s: &SomeValue, depth: usize) -> ValueType {
    let made = |word, parts| ValueType::Made(word, parts);
    let Some(depth) = depth.checked_sub(1) else {
        return ValueType::Opaque(annotator.describe(s));
    };
    let of = |part: &SomeValue| value_type(annotator, part, depth);
    if s.can_be_none() && !matches!(s.kind, Kind::None) {
        return match of(&s.with_none(false)) {
            // A test sees only that it is such a value.
            ValueType::Opaque(_) => ValueType::Opaque(annotator.describe(s)),
            t => made("optional", vec![t]),
        };
    }
    match &s.kind {
        Kind::Impossible => made("never", vec![]),
        Kind::None => made("none", vec![]),
        Kind::Bool => made("bool", vec![]),
        Kind::Int { kind: IntKind::U64, .. } => made("Unsigned", vec![]),
        Kind::Int { kind: IntKind::I32, .. } => made("Int32", vec![]),
        Kind::Int { kind: IntKind::U32, .. } => made("UInt32", vec![]),
        Kind::Int { .. } => made("int", vec![]),
        Kind::Float => made("float", vec![]),
        Kind::SingleFloat => made("singlefloat", vec![]),
        Kind::Char | Kind::Str { kind: StrKind::Str, .. } => made("str", vec![]),
        Kind::Str { kind: StrKind::Bytes, .. } => made("bytes", vec![]),
        Kind::UniChar => made("unichar", vec![]),
        Kind::Tuple(items) => made("tuple", items.iter().map(of).collect()),
        Kind::List { def, .. } => made("list", vec![of(&annotator.defs.list(*def).item)]),
        Kind::Dict { def, .. } => {
            let dict = annotator.defs.dict(*def);
            made("dict", vec![of(&dict.key), of(&dict.value)])
        }
        Kind::Instance { class, .. } => ValueType::Opaque(annotator.defs.classes[*class].name.clone()),
        Kind::Pbc { .. } => match s.single_desc() {
            Some(Desc::Func(f)) => ValueType::Object(annotator.defs.funcs[*f].obj),
            Some(Desc::Class(c)) => ValueType::Object(annotator.defs.classes[*c].obj),
            Some(Desc::Frozen(o) | Desc::Special(_, o)) => ValueType::Object(*o),
            _ => ValueType::Opaque(annotator.describe(s)),
        },
        _ => ValueType::Opaque(annotator.describe(s)),
    }
}
