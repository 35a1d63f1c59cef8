//! Words of the text form, each with its place. Never fails on any input: what is not a word is a [`Token::Bad`].

use rpy_ir::{FileId, Span};

#[derive(Clone, PartialEq, Debug)]
pub enum Token {
    /// A plain word, or one in double quotes (`quoted`): its bytes.
    Word {
        text: Vec<u8>,
        quoted: bool,
    },
    /// A number as written: `12`, `-5`, `0xff`, `1.5e-3`.
    Number(String),
    /// A punctuation mark; `->` is one.
    Punct(&'static str),
    /// `; file:line` at the end of a line.
    Place(String, u32),
    Bad(char),
    End,
}

pub struct Lexed {
    pub token: Token,
    pub span: Span,
    /// The token is the first of its line.
    pub first: bool,
}

const PUNCTUATION: &[&str] = &["->", "(", ")", "{", "}", "[", "]", "<", ">", ",", ":", "=", "*", "@", "$", "#", "'"];

pub fn lex(file: FileId, text: &str) -> Vec<Lexed> {
    let bytes = text.as_bytes();
    let mut out: Vec<Lexed> = vec![];
    let mut at = 0;
    let mut first = true;
    while at < bytes.len() {
        let start = at;
        let c = bytes[at];
        let token = match c {
            b'\n' => {
                first = true;
                at += 1;
                continue;
            }
            b' ' | b'\t' | b'\r' => {
                at += 1;
                continue;
            }
            b';' => {
                let end = text[at..].find('\n').map_or(bytes.len(), |n| at + n);
                let comment = text[at + 1..end].trim();
                at = end;
                match comment.rsplit_once(':').and_then(|(f, l)| Some((f, l.parse().ok()?))) {
                    Some((file, line)) if !first => Token::Place(file.to_string(), line),
                    _ => continue,
                }
            }
            b'"' => {
                let (text, end) = string(bytes, at + 1);
                at = end;
                Token::Word { text, quoted: true }
            }
            b'0'..=b'9' => {
                at = number_end(bytes, at);
                Token::Number(text[start..at].to_string())
            }
            b'-' if bytes.get(at + 1).is_some_and(|d| d.is_ascii_digit()) => {
                at = number_end(bytes, at + 1);
                Token::Number(text[start..at].to_string())
            }
            b'-' if bytes[at..].starts_with(b"-inf") => {
                at += 4;
                Token::Number("-inf".to_string())
            }
            _ if c.is_ascii_alphabetic() || c == b'_' => {
                while at < bytes.len() && (bytes[at].is_ascii_alphanumeric() || bytes[at] == b'_' || bytes[at] == b'.')
                {
                    at += 1;
                }
                Token::Word { text: bytes[start..at].to_vec(), quoted: false }
            }
            _ => match PUNCTUATION.iter().find(|p| bytes[at..].starts_with(p.as_bytes())) {
                Some(p) => {
                    at += p.len();
                    Token::Punct(p)
                }
                None => {
                    let c = text[at..].chars().next().unwrap_or('?');
                    at += c.len_utf8();
                    Token::Bad(c)
                }
            },
        };
        out.push(Lexed { token, span: Span { file, start: start as u32, end: at as u32 }, first });
        first = false;
    }
    let end = bytes.len() as u32;
    out.push(Lexed { token: Token::End, span: Span { file, start: end, end }, first: true });
    out
}

/// The contents of a literal that begins at `at`, and where it ends. One that is not closed ends with its line.
fn string(bytes: &[u8], mut at: usize) -> (Vec<u8>, usize) {
    let mut out = vec![];
    while at < bytes.len() && bytes[at] != b'\n' {
        match bytes[at] {
            b'"' => return (out, at + 1),
            b'\\' => {
                let hex = |i: usize| bytes.get(i).and_then(|b| (*b as char).to_digit(16));
                match (bytes.get(at + 1), hex(at + 2), hex(at + 3)) {
                    (Some(b'x'), Some(h), Some(l)) => {
                        out.push((h * 16 + l) as u8);
                        at += 4;
                    }
                    (Some(b'n'), ..) => {
                        out.push(b'\n');
                        at += 2;
                    }
                    (Some(b'\n') | None, ..) => at += 1,
                    (Some(&c), ..) => {
                        out.push(c);
                        at += 2;
                    }
                }
            }
            c => {
                out.push(c);
                at += 1;
            }
        }
    }
    (out, at)
}

fn number_end(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() {
        let c = bytes[at];
        let exponent_sign = (c == b'-' || c == b'+') && matches!(bytes[at - 1], b'e');
        // A hexadecimal number has an `e` too, but no sign follows it in this form.
        if c.is_ascii_alphanumeric() || c == b'.' || (exponent_sign && !bytes[..at].ends_with(b"0xe")) {
            at += 1;
        } else {
            break;
        }
    }
    at
}
