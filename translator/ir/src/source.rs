//! Source files and spans. A span survives every pass, so that diagnostics, tracebacks and debug lines can name the
//! source line of any operation.

use crate::entity::Arena;

crate::entity!(
    /// A source file.
    FileId,
    "file"
);

/// A range of bytes in a source file. `Span::NONE` for operations without a source line.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Span {
    pub file: FileId,
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub const NONE: Span = Span { file: FileId(u32::MAX), start: 0, end: 0 };
    pub fn is_none(self) -> bool {
        self.file.0 == u32::MAX
    }
}

/// The text of a source file. Dumps that are read back have files with lines but no text.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// As shown to the user: relative to the working directory where possible.
    pub path: String,
    pub text: String,
    /// Byte offset of the start of each line.
    pub lines: Vec<u32>,
}

#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    pub files: Arena<FileId, SourceFile>,
}

impl SourceMap {
    pub fn add(&mut self, path: &str, text: &str) -> FileId {
        let mut lines = vec![0];
        lines.extend(text.bytes().enumerate().filter(|&(_, b)| b == b'\n').map(|(i, _)| i as u32 + 1));
        self.files.push(SourceFile { path: path.to_string(), text: text.to_string(), lines })
    }
    pub fn find(&self, path: &str) -> Option<FileId> {
        self.files.iter().find(|(_, f)| f.path == path).map(|(id, _)| id)
    }
    /// 1-based line and column (in bytes) of the start of a span.
    pub fn line_col(&self, span: Span) -> Option<(u32, u32)> {
        let file = self.files.get(span.file)?;
        let line = file.lines.partition_point(|&l| l <= span.start);
        Some((line as u32, span.start - file.lines[line - 1] + 1))
    }
    pub fn line(&self, span: Span) -> Option<u32> {
        self.line_col(span).map(|(l, _)| l)
    }
    pub fn path(&self, span: Span) -> Option<&str> {
        self.files.get(span.file).map(|f| f.path.as_str())
    }
}
