//! Random functions with a merge point: with a JIT they give what they give as Python.
//!
//! A loop over numbers, objects of three classes, a list that is read and written, one that grows, a string and a float; on the way there
//! are calls of all kinds, exceptions and overflows. Each runs without the JIT, unoptimised, optimised, and with a collection at
//! each allocation.

mod common;
#[path = "common/random.rs"]
mod random;

use common::*;
use random::Random;
use std::fmt::Write;

const START: &str = r#"
from rpython.rlib.jit import JitDriver, dont_look_inside, elidable, promote, promote_string, unroll_safe
from rpython.rlib.rarithmetic import ovfcheck
from rpython.testing import meta_interp


class Base(object):
    _immutable_fields_ = ["w"]

    def __init__(self, v, w):
        self.v = v
        self.w = w

    def add(self, n):
        return Base((self.v + n) & 1023, self.w)

    def get(self):
        return self.v


class Other(Base):
    def add(self, n):
        return Other((self.v * 3 + n) & 1023, self.w + 1 & 7)

    def get(self):
        return self.v ^ self.w


class Third(Base):
    def get(self):
        return 5


class Error(Exception):
    def __init__(self, n):
        self.n = n


@dont_look_inside
def opaque(n):
    if n % 7 == 3:
        raise Error(n)
    return n + 1


def inside(n):
    if n % 5 == 2:
        raise Error(n * 2)
    return n ^ 3


@elidable
def pure(n):
    return n * 5 & 255


@unroll_safe
def total(items):
    t = 0
    for i in items:
        t += i
    return t


@dont_look_inside
def touch(x, items):
    x.v = (x.v + 1) & 1023
    items[1] = x.v
"#;

/// What is kept small by `&`, so that Python's numbers and the machine's are the same.
const MASK: &str = " & 0xFFFF";
const DEEPEST: usize = 3;

struct Body<'r> {
    r: &'r mut Random,
    out: String,
}

impl Body<'_> {
    fn line(&mut self, depth: usize, text: &str) {
        let _ = writeln!(self.out, "{}{text}", "    ".repeat(depth + 3));
    }

    fn atom(&mut self) -> String {
        let constant = (self.r.below(23) as i64 - 3).to_string();
        let atoms = ["a", "b", "c", "n", "a", "b", "x.v", "x.w", "x.get()", "len(grown)", "items[a & 3]", "pure(b)"];
        if self.r.one_in(8) { constant } else { self.r.of(&atoms).to_string() }
    }

    fn value(&mut self, depth: u64) -> String {
        match self.r.below(8) {
            _ if depth == 0 => self.atom(),
            0 | 1 => self.atom(),
            6 => format!("({} // {})", self.value(depth - 1), self.r.of(&["2", "3", "8"])),
            7 => format!("({} % {})", self.value(depth - 1), self.r.of(&["2", "3", "5", "8", "100"])),
            _ => {
                let (left, right) = (self.value(depth - 1), self.value(depth - 1));
                format!("({left} {} {right})", self.r.of(&["+", "-", "*", "^", "|", "&"]))
            }
        }
    }

    fn condition(&mut self) -> String {
        match self.r.below(6) {
            0 => format!("n % {} == {}", self.r.of(&["2", "3", "4", "7"]), self.r.below(2)),
            1 => format!("isinstance(x, {})", self.r.of(&["Base", "Other", "Third"])),
            2 => format!("n == {}", self.r.below(60)),
            3 => "other is None".to_string(),
            4 if self.r.one_in(2) => format!("{} in s", self.r.of(&["\"a\"", "\"0\"", "s[:2]"])),
            4 => format!("u {} {}", self.r.of(&["<", ">"]), self.r.of(&["1.5", "float(a)", "2.0"])),
            _ => {
                let (left, right) = (self.value(1), self.value(1));
                format!("{left} {} {right}", self.r.of(&["<", "==", ">=", "!="]))
            }
        }
    }

    fn statements(&mut self, depth: usize, count: u64) {
        for _ in 0..count {
            self.statement(depth);
        }
    }

    fn statement(&mut self, depth: usize) {
        let (small, atom) = (self.value(1), self.atom());
        let nested = depth < DEEPEST;
        match self.r.below(20) {
            0..=3 => {
                let (to, v) = (self.r.of(&["a", "b", "c"]), self.value(2));
                self.line(depth, &format!("{to} = {v}{MASK}"));
            }
            4 => self.line(depth, &format!("x = x.add({small} & 255)")),
            5 => {
                let class = self.r.of(&["Base", "Other", "Third"]);
                self.line(depth, &format!("x = {class}({small} & 1023, {atom} & 7)"));
            }
            6 => {
                let index = self.r.of(&["0", "1", "2", "3", "a & 3", "n & 3"]);
                self.line(depth, &format!("items[{index}] = {small}{MASK}"));
            }
            7 => self.line(depth, &format!("x.v = {small} & 1023")),
            8 => self.line(depth, &format!("u = u * 0.5 + float({atom})")),
            9 => {
                let kept = self.r.of(&["x", "None", "x", "Base(a & 1023, 1)"]);
                self.line(depth, &format!("other = {kept}"));
            }
            10 => {
                self.line(depth, "if other is not None:");
                self.line(depth + 1, &format!("a = (a + other.v){MASK}"));
                if self.r.one_in(2) {
                    self.line(depth + 1, "other.v = (other.v + b) & 1023");
                }
            }
            11 if nested => {
                self.line(depth, "try:");
                self.statements(depth + 1, 1);
                let called = self.r.of(&["opaque", "inside"]);
                self.line(depth + 1, &format!("b = (b + {called}({small} & 63)){MASK}"));
                self.line(depth, "except Error as e:");
                self.line(depth + 1, &format!("c = (c + e.n){MASK}"));
            }
            12 => {
                self.line(depth, "try:");
                self.line(depth + 1, &format!("b = ovfcheck(b * ({atom} << 46)) & 0xFFF"));
                self.line(depth, "except OverflowError:");
                self.line(depth + 1, "b = b & 7");
            }
            13 => {
                let object = self.r.of(&["x", "x", "Base(a & 7, 0)"]);
                self.line(depth, &format!("touch({object}, items)"));
            }
            14 => self.line(depth, &format!("a = (a + total([{atom}, n])){MASK}")),
            15 => {
                let lines: &[&str] = match self.r.below(3) {
                    0 => &["grown.append(a & 0xFFFF)"],
                    1 => &["c = (c + promote(a & 1) * 3) & 0xFFFF"],
                    _ => &["if len(grown) > 3:", "    c = (c + grown.pop()) & 0xFFFF"],
                };
                lines.iter().for_each(|l| self.line(depth, l));
            }
            16 => {
                let lines: &[&str] = match self.r.below(4) {
                    0 => &["if s == \"hgfe\" or s[:2] == \"ab\":", "    a = (a + 9) & 0xFFFF"],
                    1 => &["c = (c + ord(s[a % len(s)])) & 0xFFFF"],
                    2 => &["s = s[1:] + str(b)"],
                    _ => &["if promote_string(s[:1]) == \"a\":", "    b = b ^ 1"],
                };
                lines.iter().for_each(|l| self.line(depth, l));
            }
            17 => self.line(depth, &format!("s = s + chr(97 + ({atom} & 7))")),
            _ if nested => {
                let condition = self.condition();
                self.line(depth, &format!("if {condition}:"));
                let count = 1 + self.r.below(3);
                self.statements(depth + 1, count);
                if self.r.one_in(2) {
                    self.line(depth, "else:");
                    let count = 1 + self.r.below(3);
                    self.statements(depth + 1, count);
                }
            }
            _ => self.line(depth, &format!("c = (c + 1){MASK}")),
        }
    }
}

fn test(r: &mut Random, number: u64, out: &mut String) {
    let green = r.one_in(3);
    let (greens, named) = if green { ("\"g\"", "g=g, ") } else { ("", "") };
    let mut body = Body { r, out: String::new() };
    let count = 2 + body.r.below(5);
    body.statements(0, count);
    if green {
        let next = body.r.of(&["n & 1", "1 - g", "int(n < 30)"]);
        body.line(0, &format!("g = {next}"));
    }
    let a = 3 * body.r.below(5);
    let eagerness = 1 + body.r.below(2);
    let limit = body.r.of(&["0", "5"]);
    let _ = write!(
        out,
        "

def test_{number}():
    driver = JitDriver(greens=[{greens}], reds=[\"a\", \"b\", \"c\", \"n\", \"x\", \"other\", \"items\", \"grown\", \"s\", \"u\"])

    def f(n, a):
        b, c, g, u = 3, 7, 0, 1.0
        x = Base(1, 2)
        other = None
        items = [1, 2, 3, 4]
        grown = []
        s = \"abc\"
        while n > 0:
            driver.jit_merge_point({named}a=a, b=b, c=c, n=n, x=x, other=other, items=items, grown=grown, s=s, u=u)
            if len(s) > 9:
                s = s[5:]
{}            n -= 1
        kept = items[0] + items[1] * 3 + items[2] * 5 + items[3] * 7
        return a, b, c, x.v, x.w, x.get(), kept, int(u * 16.0), len(grown), s, other.v if other is not None else -1

    wanted = f(70, {a})
    assert meta_interp(f, [70, {a}], trace_eagerness={eagerness}, retrace_limit={limit}) == wanted
",
        body.out
    );
}

#[test]
fn random_functions_agree() {
    let mut r = Random(0x5851_f42d_4c95_7f2d);
    let mut source = START.to_string();
    const TESTS: u64 = 24;
    for number in 0..TESTS {
        test(&mut r, number, &mut source);
    }
    let file = folder("jit_random_functions").join("test_random.py");
    std::fs::write(&file, &source).expect("the tests are written");
    let done = translate(&["test", &file.to_string_lossy()]);
    let out = text(&done.stdout);
    assert_eq!(out.lines().last(), Some(format!("{TESTS} passed, 0 failed").as_str()), "{out}");
}
