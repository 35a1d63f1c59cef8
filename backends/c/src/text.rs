//! Statements of C as a tree, and their text with the lines of the source that they come from.

use rpy_ir::hash::{HashMap, HashSet};
use rpy_ir::source::{SourceMap, Span};
use rpy_ir::{BlockId, FileId};
use std::fmt::Write;

/// Statements of one line of the source are written on one line up to this length.
const WIDTH: usize = 110;

pub enum Stmt {
    /// A statement. `ends`: control does not come out of it.
    Code {
        text: String,
        span: Span,
        ends: bool,
    },
    If {
        cond: String,
        span: Span,
        then: Vec<Stmt>,
        els: Vec<Stmt>,
    },
    /// Without end; left by jumps.
    Loop(Vec<Stmt>),
    /// The arms' labels as written, and what they do; no arm falls into the next.
    Switch {
        on: String,
        span: Span,
        arms: Vec<(Vec<String>, Vec<Stmt>)>,
    },
    Label(BlockId),
    Goto(BlockId),
    Continue,
    Break,
    /// Goes on with the loop of this header, as [`crate::dispatch`] says.
    Next(BlockId),
    /// Lines for the preprocessor, and labels.
    Raw(Vec<String>),
}

/// Whether control may arrive behind the statements.
pub fn falls(stmts: &[Stmt]) -> bool {
    match stmts.last() {
        Some(Stmt::Code { ends, .. }) => !ends,
        Some(Stmt::Goto(_) | Stmt::Continue | Stmt::Break | Stmt::Next(_)) => false,
        Some(Stmt::If { then, els, .. }) => falls(then) || falls(els),
        _ => true,
    }
}

/// How many lines, about.
pub fn size(stmts: &[Stmt]) -> usize {
    let of = |s: &Stmt| match s {
        Stmt::If { then, els, .. } => 2 + size(then) + size(els),
        Stmt::Loop(body) => 2 + size(body),
        Stmt::Switch { arms, .. } => arms.iter().map(|(labels, body)| labels.len() + size(body)).sum(),
        _ => 1,
    };
    stmts.iter().map(of).sum()
}

/// An expression in front of `->`, `[` or `(`.
pub fn postfix(e: String) -> String {
    if e.starts_with('(') && bare(&e) == e { format!("({e})") } else { e }
}

/// `(a + b)` as `a + b`, where the parentheses belong together.
pub fn bare(e: &str) -> &str {
    let Some(inner) = e.strip_prefix('(').and_then(|e| e.strip_suffix(')')) else { return e };
    let mut depth = 0;
    let mut quoted = false;
    let mut escaped = false;
    for c in inner.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '\'' => quoted = !quoted,
            _ if quoted => {}
            '(' => depth += 1,
            ')' if depth == 0 => return e,
            ')' => depth -= 1,
            _ => {}
        }
    }
    inner
}

/// The lines of a C file. C takes each line for the one after the one before; where it is not, a directive says so.
pub struct Printer<'s> {
    pub out: String,
    sources: &'s SourceMap,
    paths: &'s HashMap<FileId, String>,
    /// What C takes the next line for.
    next: Option<(FileId, u32)>,
    /// Labels that something jumps to.
    pub labels: HashSet<BlockId>,
}

impl<'s> Printer<'s> {
    pub fn new(sources: &'s SourceMap, paths: &'s HashMap<FileId, String>) -> Printer<'s> {
        Printer { out: String::new(), sources, paths, next: None, labels: HashSet::default() }
    }

    pub fn line(&mut self, indent: usize, text: &str, span: Span) {
        if let Some(line) = self.sources.line(span)
            && self.next != Some((span.file, line))
        {
            let _ = writeln!(self.out, "#line {line} \"{}\"", self.paths[&span.file]);
            self.next = Some((span.file, line));
        }
        let _ = writeln!(self.out, "{:width$}{text}", "", width = 4 * indent);
        if let Some((_, line)) = &mut self.next {
            *line += 1 + text.matches('\n').count() as u32;
        }
    }

    fn plain(&mut self, indent: usize, text: &str) {
        self.line(indent, text, Span::NONE);
    }

    pub fn stmts(&mut self, indent: usize, stmts: &[Stmt]) {
        let mut rest = stmts;
        while let Some((first, behind)) = rest.split_first() {
            rest = behind;
            let Stmt::Code { text, span, .. } = first else {
                self.stmt(indent, first);
                continue;
            };
            // What comes from one line stands on one line as far as it fits: each further line takes a directive.
            let mut all = text.clone();
            while let Some((Stmt::Code { text, span: other, .. }, behind)) = rest.split_first()
                && all.len() + text.len() < WIDTH
                && other.file == span.file
                && self.sources.line(*other) == self.sources.line(*span)
            {
                all.push(' ');
                all.push_str(text);
                rest = behind;
            }
            self.line(indent, &all, *span);
        }
    }

    fn stmt(&mut self, indent: usize, s: &Stmt) {
        match s {
            Stmt::Code { text, span, .. } => self.line(indent, text, *span),
            Stmt::If { .. } => self.conditional(indent, "", s),
            Stmt::Loop(body) => {
                self.plain(indent, "for (;;) {");
                self.stmts(indent + 1, body);
                self.plain(indent, "}");
            }
            Stmt::Switch { on, span, arms } => {
                self.line(indent, &format!("switch ({}) {{", bare(on)), *span);
                for (labels, body) in arms {
                    self.plain(indent, &format!("{} {{", labels.join(" ")));
                    self.stmts(indent + 1, body);
                    self.plain(indent, "}");
                }
                self.plain(indent, "}");
            }
            Stmt::Label(b) => {
                if self.labels.contains(b) {
                    self.plain(indent.saturating_sub(1), &format!("{}:;", label(*b)));
                }
            }
            Stmt::Goto(b) => self.plain(indent, &format!("goto {};", label(*b))),
            Stmt::Continue => self.plain(indent, "continue;"),
            Stmt::Break => self.plain(indent, "break;"),
            Stmt::Next(b) => self.plain(indent, &crate::dispatch::next(*b)),
            Stmt::Raw(lines) => lines.iter().for_each(|l| self.plain(0, l)),
        }
    }

    /// `if`, or `else if` behind the brace of the one before.
    fn conditional(&mut self, indent: usize, before: &str, s: &Stmt) {
        let Stmt::If { cond, span, then, els } = s else { return };
        self.line(indent, &format!("{before}if ({}) {{", bare(cond)), *span);
        self.stmts(indent + 1, then);
        match els.as_slice() {
            [] => self.plain(indent, "}"),
            [other @ Stmt::If { .. }] => self.conditional(indent, "} else ", other),
            els => {
                self.plain(indent, "} else {");
                self.stmts(indent + 1, els);
                self.plain(indent, "}");
            }
        }
    }
}

pub fn label(b: BlockId) -> String {
    format!("L{}", b.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outer_parentheses_go() {
        for (e, want) in
            [("(a + b)", "a + b"), ("(a) + (b)", "(a) + (b)"), ("f(a)", "f(a)"), ("(c == ')')", "c == ')'")]
        {
            assert_eq!(bare(e), want);
        }
    }
}
