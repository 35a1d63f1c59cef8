//! How deep a text nests, from its tokens alone: the parser and the compiler call themselves for each level, and a text must
//! not decide how much stack that takes.
//!
//! The count may be higher than the depth of the syntax tree, never lower. What the text means is not known here.

use ruff_python_ast::token::TokenKind as T;
use ruff_python_parser::{Mode, lexer};

/// Of one expression: brackets, operators, attributes, calls.
const DEEPEST: usize = 1000;

/// Of one `if` statement.
const MOST_ELIFS: usize = 3000;

/// The 1-based line where a text becomes too deep.
pub(crate) fn too_deep(text: &str) -> Option<usize> {
    if !exceeds(text) {
        return None;
    }
    // A longer beginning is never less deep.
    let ends: Vec<usize> = text.match_indices('\n').map(|(i, _)| i).collect();
    Some(ends.partition_point(|&end| !exceeds(&text[..end])) + 1)
}

/// A pair of brackets, or the statement that is around all of them.
#[derive(Clone, Copy, Default)]
struct Level {
    /// The depth at its start, to which a comma leads back.
    base: usize,
    /// Lambdas whose parameters have not ended: their commas are no way back.
    lambdas: usize,
}

fn exceeds(text: &str) -> bool {
    let mut lexer = lexer::lex(text, Mode::Module);
    let mut depth = 0;
    let mut levels = vec![Level::default()];
    let mut blocks = 0usize;
    // By depth of blocks: how many `elif` follow each other.
    let mut elifs: Vec<usize> = vec![0];
    let mut first = true;
    loop {
        let token = lexer.next_token();
        let at_start = std::mem::replace(&mut first, false);
        match token {
            T::EndOfFile => return false,
            T::Name
            | T::Int
            | T::Float
            | T::Complex
            | T::String
            | T::FStringMiddle
            | T::TStringMiddle
            | T::True
            | T::False
            | T::None
            | T::Ellipsis
            | T::Comment
            | T::NonLogicalNewline => {}
            T::Newline | T::Semi => {
                depth = 0;
                levels = vec![Level::default()];
                first = true;
            }
            T::Indent => {
                blocks += 1;
                elifs.resize(blocks + 1, 0);
                first = true;
            }
            T::Dedent => {
                blocks = blocks.saturating_sub(1);
                elifs.truncate(blocks + 1);
                first = true;
            }
            T::Lpar | T::Lsqb | T::Lbrace | T::FStringStart | T::TStringStart => {
                depth += 1;
                levels.push(Level { base: depth, lambdas: 0 });
            }
            T::Rpar | T::Rsqb | T::Rbrace | T::FStringEnd | T::TStringEnd => {
                if levels.len() > 1
                    && let Some(level) = levels.pop()
                {
                    depth = level.base;
                }
            }
            T::Comma => {
                if let Some(Level { base, lambdas: 0 }) = levels.last() {
                    depth = *base;
                }
            }
            T::Colon => {
                if let Some(level) = levels.last_mut() {
                    level.lambdas = level.lambdas.saturating_sub(1);
                }
            }
            T::Lambda => {
                depth += 1;
                if let Some(level) = levels.last_mut() {
                    level.lambdas += 1;
                }
            }
            T::Elif => {
                depth += 1;
                elifs[blocks] += 1;
                if elifs[blocks] > MOST_ELIFS {
                    return true;
                }
            }
            other => {
                depth += 1;
                if other == T::If && at_start {
                    elifs[blocks] = 0;
                }
            }
        }
        if depth.max(blocks) > DEEPEST {
            return true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{DEEPEST, too_deep};

    #[test]
    fn chains_are_deep() {
        let n = DEEPEST + 1;
        let repeated = |s: &str| format!("y = 1\nx = {}1", s.repeat(n));
        for s in
            ["(", "[", "{1: ", "-", "not ", "1 + ", "1 if 1 else ", "lambda: ", "lambda a, b: ", "f'{", "a.", "await "]
        {
            assert_eq!(too_deep(&repeated(s)), Some(2), "{s}");
        }
        for s in [".a", "()", "[0]", "(1, 2)", "(a, *b)"] {
            assert_eq!(too_deep(&format!("x = a{}", s.repeat(n))), Some(1), "{s}");
        }
        let blocks: String = (0..n).map(|i| format!("{}if 1:\n", " ".repeat(i))).collect();
        assert!(too_deep(&(blocks + &" ".repeat(n) + "pass")).is_some());
        assert!(too_deep(&format!("if 0:\n    pass\n{}", "elif 0:\n    pass\n".repeat(5000))).is_some());
    }

    #[test]
    fn tables_are_not() {
        let n = 20 * DEEPEST;
        for item in ["1, ", "(1, -2), ", "f(x, a.b), ", "lambda a, b: a + b, ", "'text' ", "f'{x}', ", "x[1:2], "] {
            assert_eq!(too_deep(&format!("x = [{}]", item.repeat(n))), None, "{item}");
        }
        assert_eq!(too_deep(&"x = 1; y = -x\n".repeat(n)), None);
        assert_eq!(too_deep(&"if a:\n    x = 1\nelif b:\n    x = 2\n".repeat(n)), None);
        let opcodes: String = (0..2000).map(|i| format!("    elif op == {i}:\n        f({i})\n")).collect();
        assert_eq!(too_deep(&format!("def run(op):\n    if op < 0:\n        pass\n{opcodes}")), None);
    }
}
