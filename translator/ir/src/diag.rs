//! Diagnostics as data: what, where, why, and what to write instead. Rendering is the driver's.

use crate::source::Span;

/// A rejected program's message. `labels[0]` is the primary place.
#[derive(Clone, Debug, PartialEq)]
pub struct Diag {
    /// What is not allowed, in one sentence without a final full stop.
    pub message: String,
    pub labels: Vec<Label>,
    /// How the types came about, one sentence each.
    pub notes: Vec<String>,
    /// What to write instead.
    pub help: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    pub span: Span,
    pub text: String,
}

impl Diag {
    pub fn new(message: impl Into<String>) -> Diag {
        Diag { message: message.into(), labels: vec![], notes: vec![], help: None }
    }
    pub fn at(message: impl Into<String>, span: Span, text: impl Into<String>) -> Diag {
        Diag::new(message).label(span, text)
    }
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Diag {
        self.labels.push(Label { span, text: text.into() });
        self
    }
    pub fn note(mut self, note: impl Into<String>) -> Diag {
        self.notes.push(note.into());
        self
    }
    pub fn help(mut self, help: impl Into<String>) -> Diag {
        self.help = Some(help.into());
        self
    }
}
