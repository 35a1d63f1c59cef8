//! Diagnostics for people: `rpy_ir::Diag` rendered with source excerpts, in the manner of rustc.

use crate::cli::When;
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use rpy_ir::source::SourceMap;
use rpy_ir::{Diag, FileId};
use std::io::IsTerminal;

/// Whether to colour what goes to standard error.
pub fn colour(when: When) -> bool {
    match when {
        When::Always => true,
        When::Never => false,
        When::Auto => std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
    }
}

/// One diagnostic as text.
pub fn render(diag: &Diag, sources: &SourceMap, styled: bool) -> String {
    let mut group = Group::with_title(Level::ERROR.primary_title(diag.message.as_str()));
    for (file, labels) in by_file(diag, sources) {
        let source = &sources.files[file];
        let mut snippet = Snippet::source(source.text.as_str()).path(source.path.as_str());
        for (primary, range, text) in labels {
            let kind = if primary { AnnotationKind::Primary } else { AnnotationKind::Context };
            snippet = snippet.annotation(kind.span(range).label(text));
        }
        group = group.element(snippet);
    }
    for note in &diag.notes {
        group = group.element(Level::NOTE.message(note.as_str()));
    }
    if let Some(help) = &diag.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
    renderer.decor_style(DecorStyle::Ascii).render(&[group])
}

type Placed<'a> = (bool, std::ops::Range<usize>, &'a str);

/// The labels grouped by file, the primary label's file first.
fn by_file<'a>(diag: &'a Diag, sources: &SourceMap) -> Vec<(FileId, Vec<Placed<'a>>)> {
    let mut files: Vec<(FileId, Vec<Placed>)> = vec![];
    for (i, label) in diag.labels.iter().enumerate() {
        let Some(source) = sources.files.get(label.span.file) else { continue };
        let len = source.text.len();
        let start = floor_boundary(&source.text, (label.span.start as usize).min(len));
        let end = floor_boundary(&source.text, (label.span.end as usize).clamp(start, len));
        let placed = (i == 0, start..end, label.text.as_str());
        match files.iter_mut().find(|(f, _)| *f == label.span.file) {
            Some((_, list)) => list.push(placed),
            None => files.push((label.span.file, vec![placed])),
        }
    }
    files
}

fn floor_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Prints all diagnostics to standard error, then how many.
pub fn print(diags: &[Diag], sources: &SourceMap, when: When) {
    let styled = colour(when);
    for diag in diags {
        eprintln!("{}\n", render(diag, sources, styled));
    }
    if diags.len() > 1 {
        eprintln!("error: {} errors", diags.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rpy_ir::Span;

    #[test]
    fn excerpt_span_and_help() {
        let mut sources = SourceMap::default();
        let file = sources.add("a.py", "def f(x):\n    return x ** 2\n");
        let diag = Diag::at("`**` is not RPython", Span { file, start: 21, end: 27 }, "here").help("write x * x");
        let text = render(&diag, &sources, false);
        assert!(text.contains("a.py:2:12"), "{text}");
        assert!(text.contains("^^^^^^ here"), "{text}");
        assert!(text.contains("help: write x * x"), "{text}");
    }

    #[test]
    fn spans_outside_the_text_do_not_panic() {
        let mut sources = SourceMap::default();
        let file = sources.add("a.py", "é");
        let diag = Diag::at("bad", Span { file, start: 1, end: 900 }, "here");
        assert!(render(&diag, &sources, false).contains("bad"));
    }
}
