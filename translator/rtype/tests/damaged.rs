//! Damaged programs: each is rejected with a message, or lowered to a program that the verifier accepts. Nothing panics.

use rpy_annotate::Annotator;
use rpy_frontend::{Embedded, with_python};
use rpy_ir::source::SourceMap;
use rpy_ir::verify::verify;
use rpy_ir::{Diag, Program};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

const PROGRAM: &str = r#"
from rpython.rlib.objectmodel import specialize, we_are_translated
from rpython.rlib.rarithmetic import intmask, ovfcheck, r_uint


class Shape(object):
    _immutable_fields_ = ["name"]
    count = 0

    def __init__(self, name, size=1):
        self.name = name
        self.size = size

    def area(self):
        raise NotImplementedError


class Square(Shape):
    def area(self):
        return self.size * self.size


class Ring(Shape):
    def area(self):
        try:
            return ovfcheck(self.size * 3)
        except OverflowError as e:
            return -1
        finally:
            self.size += 1


TABLE = {"square": 2, "ring": 3}
NAMES = ["a", "b"]
SHARED = Square("shared")


def squares(n):
    for i in range(n):
        if i % 2 == 0:
            continue
        yield i * i


@specialize.argtype(0)
def show(x, *rest):
    return f"{x}:{len(rest)}"


def text(parts, sep=", "):
    out = []
    for i, p in enumerate(parts):
        out.append(p.upper() if i else p[1:])
    return sep.join(out)


def total(shapes, limit):
    result = 0
    while len(shapes) > 0 and result < limit:
        s = shapes.pop()
        if isinstance(s, Ring) or s.name in TABLE:
            result += s.area()
        else:
            result = intmask(r_uint(result) << 2)
    return result


def main(argv):
    shapes = [SHARED, Ring("ring", size=len(argv))]
    pairs = [(k, v) for k, v in TABLE.items() if v > 1]
    name, value = pairs[0]
    print(show(value), show(name, 1, 2), text(NAMES))
    last = None
    for x in squares(total(shapes, 100)):
        last = argv[0] if x > 3 else None
    assert last is None or last != "", "a name"
    return not last and -1 or 0


def target(driver, args):
    return main
"#;

const WORDS: [&str; 48] = [
    "None",
    "0",
    "1",
    "-1",
    "''",
    "'a'",
    "2.5",
    "b'x'",
    "[]",
    "{}",
    "()",
    "(1, 'a')",
    "[1]",
    "x",
    "i",
    "self",
    "argv",
    "len",
    "str",
    "not ",
    "return",
    "raise",
    "yield ",
    "break",
    "pass",
    "lambda: 0",
    "*",
    "**",
    "//",
    "%",
    "<<",
    " is ",
    " in ",
    ".",
    ",",
    ":",
    "=",
    "+=",
    "(",
    ")",
    "[",
    "]",
    "class C: pass",
    "del ",
    "global x",
    "super()",
    "print",
    "\u{e9}\u{4e2d}",
];

struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }
}

/// The program cut into names, numbers and single other characters.
fn pieces() -> Vec<String> {
    let mut found: Vec<String> = vec![];
    let word = |c: char| c.is_alphanumeric() || c == '_';
    for c in PROGRAM.chars() {
        match found.last_mut() {
            Some(last) if word(c) && last.chars().all(word) => last.push(c),
            _ => found.push(c.to_string()),
        }
    }
    found
}

fn damaged(random: &mut Random, pieces: &[String]) -> String {
    let mut text = pieces.to_vec();
    for _ in 0..1 + random.below(3) {
        let at = random.below(text.len());
        let other = text[random.below(text.len())].clone();
        match random.below(6) {
            0 => drop(text.remove(at)),
            1 => text[at] = WORDS[random.below(WORDS.len())].to_string(),
            2 => text.insert(at, WORDS[random.below(WORDS.len())].to_string()),
            // Names for names: what is well formed and wrong.
            _ if other.starts_with(char::is_alphabetic) => {
                let names: Vec<usize> = (0..text.len()).filter(|&i| text[i].starts_with(char::is_alphabetic)).collect();
                text[names[random.below(names.len())]] = other;
            }
            _ => text[at] = other,
        }
    }
    text.concat()
}

fn lower(python: &mut Embedded, file: &Path) -> Result<Program, Vec<Diag>> {
    let mut sources = SourceMap::default();
    let target = python.load_target(file, &mut sources)?;
    let mut annotator = Annotator::new(python, sources);
    let argv = annotator.list_of_str();
    let entry = annotator.entry(target.entry_point, &[argv]);
    annotator.complete()?;
    rpy_rtype::rtype(annotator, entry, &[]).map_err(|(diags, _)| diags)
}

#[test]
fn damaged_programs_never_panic() {
    let folder = std::env::temp_dir().join(format!("rpy-damaged-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    let pieces = pieces();
    let mut random = Random(0x9e3779b97f4a7c15);
    let (mut accepted, mut rejected) = (0, 0);
    with_python(|python| {
        for n in 0..400 {
            let text = if n == 0 { PROGRAM.to_string() } else { damaged(&mut random, &pieces) };
            let file = folder.join(format!("program{n}.py"));
            std::fs::write(&file, &text).expect("a file");
            match catch_unwind(AssertUnwindSafe(|| lower(python, &file))) {
                Ok(Ok(program)) => {
                    let problems: Vec<String> = verify(&program).iter().map(|p| p.to_string()).collect();
                    assert!(problems.is_empty(), "{}\n{text}", problems.join("\n"));
                    accepted += 1;
                }
                Ok(Err(diags)) => {
                    assert!(!diags.is_empty() && n > 0, "{diags:?}\n{text}");
                    rejected += 1;
                }
                Err(_) => panic!("program {n} panics:\n{text}"),
            }
        }
    })
    .expect("the embedded Python starts");
    let _ = std::fs::remove_dir_all(&folder);
    assert!(accepted > 20 && rejected > 100, "{accepted} accepted, {rejected} rejected");
}
