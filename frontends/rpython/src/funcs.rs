//! From function objects to syntax nodes: by file, first line and name; lambdas also by the place of their body.

use rpy_ir::hash::HashMap;
use rpy_ir::source::SourceMap;
use rpy_ir::{FileId, Span};
use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{Expr, ExprLambda, Stmt, StmtFunctionDef};
use ruff_text_size::{Ranged, TextRange};
use std::rc::Rc;

/// A function's syntax.
#[derive(Clone)]
pub(crate) enum Node {
    Def(Rc<StmtFunctionDef>),
    Lambda(Rc<ExprLambda>),
}

impl Node {
    pub(crate) fn range(&self) -> TextRange {
        match self {
            Node::Def(d) => d.name.range,
            Node::Lambda(l) => l.range,
        }
    }
}

struct File {
    shown: String,
    text: Rc<str>,
    lines: Vec<u32>,
    functions: Vec<Function>,
    classes: Vec<(String, TextRange)>,
    id: Option<FileId>,
}

struct Function {
    /// Of the first decorator or of the `def`.
    line: u32,
    name: String,
    node: Node,
    /// How many lambdas it is in.
    depth: usize,
}

/// Where the body of a code object begins: lambdas on one line differ in nothing else.
#[derive(Clone, Copy)]
pub(crate) struct BodyPlace {
    /// 0 if it is not known.
    pub(crate) line: u32,
    /// In bytes, from 0.
    pub(crate) column: u32,
    /// How many lambdas the code object is in.
    pub(crate) depth: usize,
}

pub(crate) struct Functions {
    files: HashMap<String, Option<File>>,
    embedded: HashMap<&'static str, &'static str>,
}

impl Functions {
    pub(crate) fn new(sources: &[(&'static str, &'static str, &'static str, bool)]) -> Functions {
        Functions {
            files: HashMap::default(),
            embedded: sources.iter().map(|(_, path, text, _)| (*path, *text)).collect(),
        }
    }

    fn file(&mut self, path: &str) -> Option<&mut File> {
        if !self.files.contains_key(path) {
            let text = match self.embedded.get(path) {
                Some(t) => Some(t.to_string()),
                None => std::fs::read_to_string(path).ok(),
            };
            let file = text.map(|text| parse(path, text));
            self.files.insert(path.to_string(), file);
        }
        self.files.get_mut(path)?.as_mut()
    }

    /// The node of a function, with its file and that file's text.
    pub(crate) fn find(
        &mut self,
        path: &str,
        line: u32,
        name: &str,
        body: BodyPlace,
        sources: &mut SourceMap,
    ) -> Option<(Node, FileId, Rc<str>)> {
        let file = self.file(path)?;
        let id = file.id(sources);
        let candidates: Vec<&Function> = file.functions.iter().filter(|f| f.line == line && f.name == name).collect();
        let offset = file.lines.get((body.line as usize).wrapping_sub(1)).map(|l| l + body.column);
        let fits = |f: &Function| match &f.node {
            Node::Def(_) => true,
            Node::Lambda(l) => f.depth == body.depth && offset.is_some_and(|o| l.body.range().contains(o.into())),
        };
        let found = match &candidates[..] {
            [one] => one,
            many => many.iter().find(|f| fits(f))?,
        };
        Some((found.node.clone(), id, file.text.clone()))
    }

    /// The 1-based line of a byte.
    pub(crate) fn line_of(&self, id: FileId, offset: u32) -> u32 {
        let file = self.files.values().flatten().find(|f| f.id == Some(id));
        file.map_or(0, |f| f.lines.partition_point(|&l| l <= offset) as u32)
    }

    /// The 0-based column of a byte, in bytes.
    pub(crate) fn column_of(&self, id: FileId, offset: u32) -> u32 {
        let file = self.files.values().flatten().find(|f| f.id == Some(id));
        file.map_or(0, |f| offset - f.lines[f.lines.partition_point(|&l| l <= offset) - 1])
    }

    /// The place of a function, if its file has been added to the sources.
    pub(crate) fn known_span(&mut self, path: &str, line: i64, name: &str) -> Span {
        let Some(file) = self.file(path) else { return Span::NONE };
        let Some(id) = file.id else { return Span::NONE };
        let found = file.functions.iter().find(|f| f.line as i64 == line && f.name == name);
        found.map_or(Span::NONE, |f| span(id, f.node.range()))
    }

    pub(crate) fn known_class(&mut self, path: &str, name: &str) -> Option<Span> {
        let file = self.file(path)?;
        let id = file.id?;
        file.classes.iter().find(|(n, _)| n == name).map(|(_, r)| span(id, *r))
    }

    /// A line of a file, from a column on.
    pub(crate) fn line_span(&mut self, path: &str, line: i64, column: i64, sources: &mut SourceMap) -> Span {
        let Some(file) = self.file(path) else { return Span::NONE };
        let id = file.id(sources);
        let line = (line.max(1) as usize - 1).min(file.lines.len() - 1);
        let end = file.lines.get(line + 1).map_or(file.text.len() as u32, |e| e.saturating_sub(1));
        let start = (file.lines[line] + column.max(1) as u32 - 1).min(end);
        Span { file: id, start, end: end.max(start) }
    }
}

pub(crate) fn span(file: FileId, range: TextRange) -> Span {
    Span { file, start: range.start().into(), end: range.end().into() }
}

impl File {
    fn id(&mut self, sources: &mut SourceMap) -> FileId {
        match self.id {
            Some(id) => id,
            None => {
                let id = sources.add(&self.shown, &self.text);
                self.id = Some(id);
                id
            }
        }
    }
}

fn parse(path: &str, text: String) -> File {
    let mut lines = vec![0];
    lines.extend(text.bytes().enumerate().filter(|&(_, b)| b == b'\n').map(|(i, _)| i as u32 + 1));
    let mut finder = Finder { lines: &lines, functions: vec![], classes: vec![], depth: 0 };
    // A file that is too deep for the embedded Python has no functions to find.
    if crate::nesting::too_deep(&text).is_none()
        && let Ok(parsed) = ruff_python_parser::parse_module(&text)
    {
        for stmt in &parsed.syntax().body {
            finder.visit_stmt(stmt);
        }
    }
    let (functions, classes) = (finder.functions, finder.classes);
    let shown = std::env::current_dir()
        .ok()
        .and_then(|d| Some(std::path::Path::new(path).strip_prefix(d).ok()?.display().to_string()))
        .unwrap_or_else(|| path.to_string());
    File { shown, text: text.into(), lines, functions, classes, id: None }
}

struct Finder<'a> {
    lines: &'a [u32],
    functions: Vec<Function>,
    classes: Vec<(String, TextRange)>,
    depth: usize,
}

impl Finder<'_> {
    fn add(&mut self, range: TextRange, name: &str, node: Node) {
        let line = self.line(range);
        self.functions.push(Function { line, name: name.to_string(), node, depth: self.depth });
    }

    fn line(&self, range: TextRange) -> u32 {
        let start: u32 = range.start().into();
        self.lines.partition_point(|&l| l <= start) as u32
    }
}

impl<'a> Visitor<'a> for Finder<'_> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(d) => {
                let first = d.decorator_list.first().map_or(d.range(), |x| x.range());
                let node = Node::Def(Rc::new(d.clone()));
                self.add(first, &d.name, node.clone());
                // With annotations, the embedded Python counts from the `def` instead.
                if self.line(first) != self.line(d.name.range) {
                    self.add(d.name.range, &d.name, node);
                }
            }
            Stmt::ClassDef(c) => self.classes.push((c.name.to_string(), c.name.range)),
            _ => {}
        }
        walk_stmt(self, stmt);
    }
    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Lambda(l) = expr {
            self.add(l.range, "<lambda>", Node::Lambda(Rc::new(l.clone())));
            self.depth += 1;
            walk_expr(self, expr);
            self.depth -= 1;
            return;
        }
        walk_expr(self, expr);
    }
}
