//! Random RPython programs print the same natively and on wasm, with a collection at every allocation as well.

mod common;
#[path = "common/random.rs"]
mod random;

use common::*;
use random::Random;
use std::fmt::Write;

/// Functions of ints, floats, strs, lists and dicts. Loops count down from small numbers; a function calls those before it.
struct Program {
    r: Random,
    text: String,
    functions: u64,
}

impl Program {
    fn line(&mut self, depth: usize, text: &str) {
        let _ = writeln!(self.text, "{}{text}", "    ".repeat(depth));
    }

    fn int(&mut self, depth: u64) -> String {
        if depth == 0 || self.r.below(5) == 0 {
            return match self.r.below(6) {
                0 => "a".to_string(),
                1 => "b".to_string(),
                2 => "c".to_string(),
                3 => "n".to_string(),
                4 => format!("{}", self.r.below(200) as i64 - 100),
                _ => ["9223372036854775807", "(-9223372036854775807 - 1)", "4294967296", "-2147483648"]
                    [self.r.below(4) as usize]
                    .to_string(),
            };
        }
        let (x, y) = (self.int(depth - 1), self.int(depth - 1));
        match self.r.below(17) {
            0..3 => format!("({x} + {y})"),
            3..5 => format!("({x} - {y})"),
            5..7 => format!("({x} * {y})"),
            7 => format!("({x} & {y})"),
            8 => format!("({x} ^ {y})"),
            9 => format!("({x} << ({y} & 63))"),
            10 => format!("({x} >> ({y} & 63))"),
            11 => format!("({x} // {y})"),
            12 => format!("({x} % {y})"),
            13 => format!("ovfcheck({x} * {y})"),
            14 => format!("intmask(r_uint({x}) // (r_uint({y}) | r_uint(1)))"),
            15 => format!("l[({x}) % 7]"),
            _ => match self.functions {
                0 => format!("len(s + str({x}))"),
                n => format!("f{}({x}, {y})", self.r.below(n)),
            },
        }
    }

    fn statement(&mut self, depth: usize) {
        let target = ["a", "b", "c"][self.r.below(3) as usize];
        match self.r.below(12) {
            0..4 => {
                let value = self.int(3);
                self.line(depth, &format!("{target} = {value}"));
            }
            4 => {
                let (at, value) = (self.int(1), self.int(2));
                self.line(depth, &format!("l[({at}) % 9] = {value}"));
            }
            5 => {
                let (key, value) = (self.int(1), self.int(2));
                self.line(depth, &format!("d[({key}) & 15] = {value}"));
                let other = self.r.below(16);
                self.line(depth, &format!("{target} += d.get({other}, n)"));
            }
            6 => {
                let value = self.int(2);
                self.line(depth, &format!("s = (s + str({value}))[-40:]"));
                self.line(depth, &format!("{target} ^= hash_of(s)"));
            }
            7 => {
                let value = self.int(1);
                let (of, factor) = (["x", "y"][self.r.below(2) as usize], self.r.below(9));
                self.line(depth, &format!("{of} = x * 0.5 + float({value}) / (y * y + {factor}.25)"));
                self.line(depth, "if not (x > -1e9 and x < 1e9 and y > -1e9 and y < 1e9):");
                self.line(depth + 1, "x = y = 1.5");
            }
            8 => {
                let value = self.int(1);
                self.line(depth, &format!("{target} += int(math.floor(math.sin(x) * 1000.0)) + int({value} > int(x))"));
            }
            9 if depth < 4 => {
                let (x, y) = (self.int(2), self.int(2));
                self.line(depth, &format!("if {x} < {y}:"));
                self.block(depth + 1);
                self.line(depth, "else:");
                self.block(depth + 1);
            }
            10 if depth < 4 => {
                let count = 1 + self.r.below(5);
                self.line(depth, &format!("for i{depth} in range({count}):"));
                self.block(depth + 1);
                self.line(depth + 1, &format!("{target} += i{depth}"));
            }
            _ if depth < 4 => {
                self.line(depth, "try:");
                self.block(depth + 1);
                self.line(depth, "except (ZeroDivisionError, IndexError, OverflowError):");
                self.line(depth + 1, &format!("{target} -= 1"));
            }
            _ => self.line(depth, &format!("{target} += 1")),
        }
    }

    fn block(&mut self, depth: usize) {
        for _ in 0..1 + self.r.below(3) {
            self.statement(depth);
        }
    }

    fn function(&mut self) {
        self.line(0, &format!("def f{}(n, a):", self.functions));
        for first in
            ["b = n ^ 5", "c = 3", "x = 1.5", "y = 0.25", "s = 'abc'", "l = [n, a, 1, 2, 3, 4, 5, 6]", "d = {1: a}"]
        {
            self.line(1, first);
        }
        for _ in 0..5 {
            self.line(1, "try:");
            self.block(2);
            self.line(1, "except (ZeroDivisionError, IndexError, OverflowError):");
            self.line(2, "b += 1");
        }
        self.line(1, "show(a, b, c, x, s)");
        self.line(1, "return a ^ b ^ (c + l[3] + len(d))\n\n");
        self.functions += 1;
    }
}

const HEAD: &str = "
import math

from rpython.rlib.rarithmetic import intmask, ovfcheck, r_uint


class Shown(object):
    def __init__(self):
        self.count = 0


shown = Shown()


def hash_of(s):
    h = 7
    for c in s:
        h = h * 31 + ord(c)
    return h


def show(a, b, c, x, s):
    shown.count += 1
    if shown.count < 300:
        print(a, b, c, x, s)


";

const TAIL: &str = "
def main(argv):
    for i in range(3):
        for f in [CALLS]:
            try:
                print(f(i, 100 - i))
            except (ZeroDivisionError, IndexError, OverflowError):
                print('error')
    return 0


def target(driver, args):
    return main
";

#[test]
fn random_programs_agree() {
    let Some(host) = wasm_host() else { return };
    let dir = folder("wasm_random");
    for n in 0..12 {
        let mut program = Program { r: Random(0x51ed_2701 + n * 0x9e37_79b9), text: HEAD.to_string(), functions: 0 };
        (0..5).for_each(|_| program.function());
        program.text += &TAIL.replace("CALLS", &(0..5).map(|i| format!("f{i}")).collect::<Vec<_>>().join(", "));
        let file = dir.join(format!("program{n}.py"));
        std::fs::write(&file, &program.text).expect("a file");
        let target = file.to_string_lossy();
        let native = build(&target, &format!("wasm_random_native_{n}"), &[]);
        let wanted = run(&native, &[], b"", &[]);
        assert_eq!(wanted.status.code(), Some(0), "{}{}", text(&wanted.stderr), program.text);
        for level in ["0", "2"] {
            let module = build(&target, &format!("wasm_random_{n}_O{level}"), &["--backend=wasm", "--opt", level]);
            for stress in [&[][..], &[("RPY_GC_STRESS", "1")]] {
                let done = host.run(&module, &[], b"", stress);
                assert_eq!(
                    text(&done.stdout),
                    text(&wanted.stdout),
                    "-O{level} {stress:?} {}{}",
                    text(&done.stderr),
                    program.text
                );
            }
        }
    }
}
