//! Words and signs of one line, with their places.

use std::fmt;

/// Lines and columns count from 1.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Error {
    pub line: usize,
    pub column: usize,
    pub message: String,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)
    }
}

pub(crate) type R<T> = Result<T, Error>;

pub(crate) struct Cursor<'a> {
    pub line: usize,
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    pub fn new(line: usize, text: &'a str) -> Cursor<'a> {
        let text = text.split_once('#').map_or(text, |(before, _)| before).trim_end();
        let mut c = Cursor { line, text, at: 0 };
        c.spaces();
        c
    }
    fn spaces(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }
    pub fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }
    pub fn done(&self) -> bool {
        self.rest().is_empty()
    }
    pub fn error<T>(&self, message: impl Into<String>) -> R<T> {
        Err(self.error_at(self.at, message))
    }
    pub fn error_at(&self, at: usize, message: impl Into<String>) -> Error {
        Error { line: self.line, column: self.text[..at].chars().count() + 1, message: message.into() }
    }
    pub fn place(&self) -> usize {
        self.at
    }
    pub fn eat(&mut self, sign: &str) -> bool {
        let Some(after) = self.rest().strip_prefix(sign) else { return false };
        // A word is eaten whole.
        let word = |c: char| c.is_alphanumeric() || c == '_';
        if sign.ends_with(word) && after.starts_with(word) {
            return false;
        }
        self.at += sign.len();
        self.spaces();
        true
    }
    pub fn expect(&mut self, sign: &str) -> R<()> {
        if self.eat(sign) { Ok(()) } else { self.error(format!("expected `{sign}`")) }
    }
    pub fn end(&self) -> R<()> {
        if self.done() { Ok(()) } else { self.error("the line should end here") }
    }
    /// Letters, digits and underscores.
    pub fn word(&mut self) -> R<&'a str> {
        let rest = self.rest();
        let n = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
        if n == 0 {
            return self.error("expected a name");
        }
        self.at += n;
        self.spaces();
        Ok(&rest[..n])
    }
    /// The same with dots.
    pub fn path(&mut self) -> R<&'a str> {
        let rest = self.rest();
        let n = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')).unwrap_or(rest.len());
        if n == 0 {
            return self.error("expected a name");
        }
        self.at += n;
        self.spaces();
        Ok(&rest[..n])
    }
    /// The text of a number, if one is next.
    pub fn number(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        if !rest.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
            return None;
        }
        let mut last = ' ';
        let n = rest.find(|c: char| {
            let part = c.is_alphanumeric() || c == '.' || c == '_' || (c == '-' && matches!(last, ' ' | 'e'));
            last = c;
            !part
        });
        let n = n.unwrap_or(rest.len());
        self.at += n;
        self.spaces();
        Some(&rest[..n])
    }
}

pub(crate) fn integer(text: &str) -> Option<i64> {
    let text = text.replace('_', "");
    match text.strip_prefix("0x") {
        Some(hex) => u64::from_str_radix(hex, 16).ok().map(|v| v as i64),
        None => text.parse().ok(),
    }
}
