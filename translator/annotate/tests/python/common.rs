//! Annotates small targets written in Python, and shows the results as text.
//!
//! Knows the embedded Python only through `load_target`; what is checked is what the annotator says.

use rpy_annotate::Annotator;
use rpy_annotate::model::{Kind, SomeValue};
use rpy_frontend::with_python;
use rpy_ir::source::SourceMap;
use rpy_ir::{Const, Diag, GraphId};
use std::sync::atomic::{AtomicUsize, Ordering};

static TARGETS: AtomicUsize = AtomicUsize::new(0);

/// Annotates `main(argv)` of a module and gives the fixed point to `look`, or the errors with the sources.
pub fn annotate<T>(source: &str, look: impl FnOnce(&mut Annotator, GraphId) -> T) -> Result<T, (Vec<Diag>, SourceMap)> {
    let number = TARGETS.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("rpy-annotate-{}-{number}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    let text = format!("{source}\ndef target(driver, args):\n    return main\n");
    std::fs::write(folder.join("target.py"), text).expect("a file in it");
    let result = with_python(|python| {
        let mut sources = SourceMap::default();
        let target = match python.load_target(&folder, &mut sources) {
            Ok(t) => t,
            Err(diags) => return Err((diags, sources)),
        };
        let mut annotator = Annotator::new(python, sources);
        let argv = annotator.list_of_str();
        let entry = annotator.entry(target.entry_point, &[argv]);
        match annotator.complete() {
            Ok(()) => Ok(look(&mut annotator, entry)),
            Err(diags) => Err((diags, annotator.sources.clone())),
        }
    })
    .expect("the embedded Python starts");
    let _ = std::fs::remove_dir_all(&folder);
    result
}

/// What `f` returns (by its name without that of its class), as messages name it; all specialised graphs of `f`, in the order in which they were made.
#[track_caller]
pub fn results(source: &str, f: &str) -> Vec<String> {
    look(source, |a, _| {
        let graphs = graphs_of(a, f);
        graphs.into_iter().map(|g| shown(a, &a.graphs[g].ret.clone())).collect()
    })
}

/// What `f` returns; it has one graph.
#[track_caller]
pub fn result(source: &str, f: &str) -> String {
    let all = results(source, f);
    assert_eq!(all.len(), 1, "graphs of {f}: {all:?}");
    all.into_iter().next().unwrap_or_default()
}

#[track_caller]
pub fn look<T>(source: &str, look: impl FnOnce(&mut Annotator, GraphId) -> T) -> T {
    annotate(source, look).unwrap_or_else(|(diags, _)| panic!("rejected: {diags:#?}"))
}

pub fn graphs_of(a: &Annotator, f: &str) -> Vec<GraphId> {
    a.graphs.iter().filter(|(_, g)| a.defs.funcs[g.func].name.rsplit('.').next() == Some(f)).map(|(id, _)| id).collect()
}

/// An annotation with what messages leave out: constants and signs.
pub fn shown(a: &Annotator, s: &SomeValue) -> String {
    let text = match &s.kind {
        Kind::Int { nonneg: true, kind } if kind.signed() => "an int >= 0".to_string(),
        Kind::Tuple(items) => {
            let items: Vec<String> = items.iter().map(|i| shown(a, i)).collect();
            return format!("({})", items.join(", "));
        }
        _ => a.describe(s),
    };
    match &s.konst {
        Some(Const::Int(v, _)) => format!("{text} = {v}"),
        Some(Const::Bool(v)) => format!("{text} = {v}"),
        _ => text,
    }
}

/// The messages of a rejected program, each with the source text of its first label.
#[track_caller]
pub fn errors(source: &str) -> Vec<(String, String)> {
    let Err((diags, sources)) = annotate(source, |_, _| ()) else { panic!("not rejected") };
    diags
        .iter()
        .map(|d| (d.message.clone(), d.labels.first().map_or(String::new(), |l| text_at(&sources, l))))
        .collect()
}

/// The one error of a rejected program, with the source text of each label.
#[track_caller]
pub fn error(source: &str) -> (Diag, Vec<String>) {
    let Err((mut diags, sources)) = annotate(source, |_, _| ()) else { panic!("not rejected") };
    assert_eq!(diags.len(), 1, "{diags:#?}");
    let diag = diags.remove(0);
    let texts = diag.labels.iter().map(|l| text_at(&sources, l)).collect();
    (diag, texts)
}

fn text_at(sources: &SourceMap, l: &rpy_ir::diag::Label) -> String {
    if l.span.is_none() {
        return String::new();
    }
    sources.files[l.span.file].text[l.span.start as usize..l.span.end as usize].to_string()
}
