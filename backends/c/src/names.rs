//! Names in C for what the program names: unique, readable, and no word of C.

use rpy_ir::hash::HashMap;

/// Words of C, and names that headers define as macros without arguments.
const WORDS: &[&str] = &[
    "auto", "bool", "break", "case", "char", "const", "continue", "default", "do", "double", "else", "enum", "errno",
    "extern", "false", "float", "for", "goto", "if", "inline", "int", "linux", "long", "noreturn", "offsetof",
    "register", "restrict", "return", "short", "signed", "sizeof", "static", "stderr", "stdin", "stdout", "struct",
    "switch", "true", "typedef", "union", "unix", "unsigned", "void", "volatile", "while",
];

/// An identifier as like `name` as C allows. Macros of headers are in capitals, and words of C and of compilers begin with an
/// underscore.
pub fn identifier(name: &str) -> String {
    let mut s: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    if s.is_empty() || s.starts_with(|c: char| c.is_ascii_digit() || c == '_') {
        s.insert(0, 'x');
    }
    if WORDS.contains(&s.as_str()) || !s.contains(|c: char| c.is_ascii_lowercase()) {
        s.push('_');
    }
    s
}

/// Names that are taken, each with how often it was asked for.
#[derive(Default)]
pub struct Names {
    taken: HashMap<String, u32>,
}

impl Names {
    /// The name, or with a number behind it.
    pub fn unique(&mut self, name: String) -> String {
        if !self.taken.contains_key(&name) {
            self.taken.insert(name.clone(), 1);
            return name;
        }
        let mut n = self.taken[&name];
        loop {
            n += 1;
            let numbered = format!("{name}_{n}");
            if !self.taken.contains_key(&numbered) {
                self.taken.insert(name, n);
                self.taken.insert(numbered.clone(), 1);
                return numbered;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_identifiers() {
        assert_eq!(identifier("Tape.advance"), "Tape_advance");
        assert_eq!(identifier("<lambda>"), "x_lambda_");
        assert_eq!(identifier("errno"), "errno_");
        assert_eq!(identifier("EOF"), "EOF_");
        assert_eq!(identifier("größe"), "gr__e");
        assert_eq!(identifier("2"), "x2");
    }

    #[test]
    fn names_are_unique() {
        let mut names = Names::default();
        let all: Vec<String> = ["a", "a_2", "a", "a"].iter().map(|n| names.unique(n.to_string())).collect();
        assert_eq!(all, ["a", "a_2", "a_3", "a_4"]);
    }
}
