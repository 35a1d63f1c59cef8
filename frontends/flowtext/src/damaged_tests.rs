//! Damaged texts: what reads can be printed and verified, and if it is well formed what is printed reads as the same; what does
//! not read has a place.

use crate::read;
use rpy_ir::print::program;
use rpy_ir::verify::verify;

/// Tests of passes: most of the operations.
const TESTS: [&str; 5] = [
    include_str!("../../../translator/opt/tests/inline.flow"),
    include_str!("../../../translator/opt/tests/mallocs.flow"),
    include_str!("../../../translator/opt/tests/switches.flow"),
    include_str!("../../../translator/opt/tests/simplify.flow"),
    include_str!("../../../translator/opt/tests/loads.flow"),
];

/// What the tests start from; what they expect is left out.
fn programs() -> impl Iterator<Item = &'static str> {
    TESTS.iter().filter_map(|t| t.split("; expect:").next())
}

struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }
}

/// A text cut into words, runs of spaces and single other characters.
fn pieces(text: &str) -> Vec<&str> {
    let sort = |c: char| match c {
        c if c.is_alphanumeric() || c == '_' => 0,
        ' ' => 1,
        _ => 2,
    };
    let mut found = vec![];
    let mut start = 0;
    let mut last = None;
    for (i, c) in text.char_indices() {
        if last.is_some_and(|l| l != sort(c) || l == 2) {
            found.push(&text[start..i]);
            start = i;
        }
        last = Some(sort(c));
    }
    found.push(&text[start..]);
    found
}

/// True if it reads.
fn check(text: &str) -> bool {
    match read(text) {
        Ok(p) => {
            let printed = program(&p);
            // Blocks that are never reached are not printed: only what is well formed stands without them.
            if !verify(&p).is_empty() {
                return true;
            }
            match read(&printed) {
                Ok(again) => assert_eq!(program(&again), printed, "printed of:\n{text}"),
                Err(e) => panic!("{}: what is printed does not read:\n{printed}\nprinted of:\n{text}", e[0].message),
            }
            true
        }
        Err(diags) => {
            assert!(!diags.is_empty() && !diags[0].labels.is_empty(), "{text}");
            false
        }
    }
}

#[test]
fn pieces_in_other_places() {
    let mut random = Random(0x9e3779b97f4a7c15);
    let all: Vec<Vec<&str>> = programs().map(pieces).collect();
    let mut accepted = 0;
    for n in 0..4000 {
        let mut text = all[n % all.len()].clone();
        for _ in 0..1 + random.below(3) {
            let at = random.below(text.len());
            let from = &all[random.below(all.len())];
            let other = from[random.below(from.len())];
            let same = |a: &str, b: &str| {
                a.chars().next().map(char::is_alphabetic) == b.chars().next().map(char::is_alphabetic)
            };
            match random.below(5) {
                0 => drop(text.remove(at)),
                1 => text.insert(at, other),
                2 => {
                    let end = (at + random.below(30)).min(text.len());
                    drop(text.drain(at..end));
                }
                _ if same(text[at], other) => text[at] = other,
                _ => {}
            }
        }
        accepted += check(&text.concat()) as usize;
    }
    assert!(accepted > 400, "only {accepted} read");
}

#[test]
fn lines_in_other_places() {
    let mut random = Random(0x2545f4914f6cdd1d);
    let all: Vec<Vec<&str>> = programs().map(|p| p.lines().collect()).collect();
    let mut accepted = 0;
    for n in 0..4000 {
        let mut text = all[n % all.len()].clone();
        for _ in 0..1 + random.below(4) {
            let (at, to) = (random.below(text.len()), random.below(text.len()));
            match random.below(4) {
                0 => drop(text.remove(at)),
                1 => text.swap(at, to),
                2 => text.insert(at, text[to]),
                _ => text.insert(at, all[(n + 1) % all.len()][random.below(all[(n + 1) % all.len()].len())]),
            }
        }
        accepted += check(&text.join("\n")) as usize;
    }
    assert!(accepted > 100, "only {accepted} read");
}

#[test]
fn nesting_is_bounded() {
    let n = 100_000;
    for (open, close) in [("*GcArray<", ">"), ("*Func(", ") -> Void"), ("*Func() -> ", "")] {
        let text = format!("extern f({}Signed{}) -> Void", open.repeat(n), close.repeat(n));
        let errors = read(&text).expect_err("too deep");
        assert!(errors[0].message.contains("nested"), "{}", errors[0].message);
        check(&format!("extern f({}Signed{}) -> Void", open.repeat(50), close.repeat(50)));
    }
}
