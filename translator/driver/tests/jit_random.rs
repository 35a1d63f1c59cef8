//! Random programs for the interpreters in `tests/jit`: with a JIT they print what they print untranslated.
//!
//! Loops count down from small numbers, and what adds up is added to itself never, so that no number leaves 64 bits: untranslated,
//! numbers do not wrap.

mod common;
#[path = "common/random.rs"]
mod random;

use common::*;
use random::Random;
use std::fmt::Write;

/// How cruel: traces at once, short traces, nothing optimised, loops of bridges, calls of compiled code.
const SETTINGS: [&str; 5] = [
    "threshold=2,trace_eagerness=2",
    "threshold=3,trace_eagerness=1,trace_limit=60",
    "threshold=2,trace_eagerness=2,enable_opts=",
    "threshold=2,trace_eagerness=1,retrace_limit=5,max_retrace_guards=100",
    "threshold=3,trace_eagerness=2,function_threshold=2",
];

/// An interpreter, and so many programs that `make` writes for it.
fn agree(name: &str, programs: u64, seed: u64, make: fn(&mut Random) -> String) {
    let target = format!("tests/jit/{name}");
    let exe = build(&target, &format!("jit_random_{name}"), &["--opt=jit"]);
    let file = folder(&format!("jit_random_{name}_program")).join("program.txt");
    let path = file.to_string_lossy().into_owned();
    for n in 0..programs {
        let program = make(&mut Random(seed + n * 0x9e37_79b9));
        std::fs::write(&file, &program).expect("the program is written");
        let wanted = translate(&["run", &target, "--", &path]);
        // An error of the interpreted program is a result too, one of the interpreter's is not.
        assert!(!text(&wanted.stderr).contains("Traceback"), "{}{program}", text(&wanted.stderr));
        for (i, setting) in SETTINGS.into_iter().enumerate() {
            let stress = if i as u64 == n % 5 { "1" } else { "0" };
            let got = run(&exe, &[&path], b"", &[("RPY_JIT", setting), ("RPY_GC_STRESS", stress)]);
            let shown = format!("program {n} with {setting}, stress {stress}:\n{program}\n{}", text(&got.stderr));
            assert_eq!(text(&got.stdout), text(&wanted.stdout), "{shown}");
            assert_eq!(text(&got.stderr), text(&wanted.stderr), "{shown}");
            assert_eq!(got.status.code(), wanted.status.code(), "{shown}");
        }
    }
}

#[test]
fn stack_machine() {
    agree("stack", 24, 11, stack::program);
}

#[test]
fn object_language() {
    agree("objects", 24, 22, objects::program);
}

#[test]
fn recursive_evaluator() {
    agree("recursive", 24, 33, recursive::program);
}

#[test]
fn one_instruction_for_each_hint() {
    agree("hints", 32, 44, |r| {
        const ALL: &[u8] = b"mbtgqscnipwkevxjyf";
        let code: String = (0..1 + r.below(8)).map(|_| ALL[r.below(ALL.len() as u64) as usize] as char).collect();
        format!("{code} {}\n", 20 + r.below(200))
    });
}

/// Frames in a chain of virtual references: others look at them, and keep references that are no longer good.
#[test]
fn chained_frames() {
    fn line(r: &mut Random, function: u64, functions: u64) -> String {
        let one = |r: &mut Random| match r.below(12) {
            0..4 if function + 1 < functions => format!("c{}", function + 1 + r.below(functions - function - 1)),
            4 => format!("{}{}", r.of(&["+", "*", "%"]), 1 + r.below(9)),
            5 if function == 0 => "p".to_string(),
            _ => r.of(&["w", "w", "t", "k", "u", "u", "v", "e"]).to_string(),
        };
        (0..1 + r.below(5)).map(|_| one(r)).collect()
    }
    agree("chain", 24, 55, |r| {
        let functions = 2 + r.below(2);
        let each = (0..functions).map(|f| {
            let before =
                if f == 0 || r.one_in(3) { format!("n{}[{}]", 3 - f, line(r, f, functions)) } else { String::new() };
            format!("{before}{}\n", line(r, f, functions))
        });
        each.collect()
    });
}

/// Programs for the stack machine.
mod stack {
    use super::*;

    const DEEPEST: u64 = 2;

    /// A function: its locals are arguments, then a counter for each depth of loops, then two sums.
    struct Function<'r> {
        r: &'r mut Random,
        arguments: u64,
        /// Functions that may be called: `f0` and so on, each of two arguments.
        callable: u64,
        labels: u64,
        out: String,
    }

    pub fn program(r: &mut Random) -> String {
        let mut out = String::new();
        let functions = 1 + r.below(2);
        for n in 0..=functions {
            let main = n == functions;
            let arguments = if main { 0 } else { 2 };
            let name = if main { "main".to_string() } else { format!("f{n}") };
            let locals = arguments + DEEPEST + 2;
            let mut f = Function { r, arguments, callable: n, labels: 0, out: String::new() };
            if !main && f.r.one_in(3) {
                f.recursive(&name);
            }
            f.statements(0);
            if main {
                // Once more, and hotter.
                f.counted(12, 0);
                f.lines(&[format!("load {}", f.sum(0)), "print".to_string()]);
            }
            f.lines(&[format!("load {}", f.sum(1)), if main { "print" } else { "return" }.to_string()]);
            let _ = writeln!(out, "func {name} {arguments} {locals}\n{}", f.out);
        }
        out
    }

    impl Function<'_> {
        fn lines(&mut self, lines: &[String]) {
            for l in lines {
                let _ = writeln!(self.out, "    {l}");
            }
        }

        fn line(&mut self, line: &str) {
            self.lines(&[line.to_string()]);
        }

        fn label(&mut self) -> String {
            self.labels += 1;
            format!("l{}", self.labels)
        }

        fn counter(&self, depth: u64) -> u64 {
            self.arguments + depth
        }

        fn sum(&self, i: u64) -> u64 {
            self.arguments + DEEPEST + i
        }

        /// The function calls itself with a smaller first argument.
        fn recursive(&mut self, name: &str) {
            let done = self.label();
            let lines = ["load 0", "push 1", "less"].map(str::to_string);
            self.lines(&lines);
            self.line(&format!("jump_if {done}"));
            self.lines(&["load 0", "push 3", "sub"].map(str::to_string));
            self.small(0);
            self.line(&format!("call {name}"));
            let sum = self.sum(0);
            self.line(&format!("store {sum}"));
            let _ = writeln!(self.out, "{done}:");
        }

        /// A number that no sum goes into.
        fn small(&mut self, depth: u64) {
            match self.r.below(3) {
                0 => {
                    let n = self.r.below(9);
                    self.line(&format!("push {n}"));
                }
                1 if self.arguments > 0 => {
                    let a = self.r.below(self.arguments);
                    self.line(&format!("load {a}"));
                }
                _ => {
                    let loops = self.r.below(depth.max(1));
                    let c = self.counter(loops);
                    self.line(&format!("load {c}"));
                }
            }
        }

        /// What may be added to a sum: the sums before it are smaller.
        fn value(&mut self, sums: u64, depth: u64) {
            match self.r.below(6) {
                0 if sums > 0 => {
                    let s = self.sum(0);
                    self.line(&format!("load {s}"));
                }
                1 => {
                    self.small(depth);
                    self.small(depth);
                    let op = self.r.of(&["add", "sub", "mul"]);
                    self.line(op);
                }
                2 => {
                    self.condition(depth);
                    self.value(sums, depth);
                    self.line("mul");
                }
                3 if self.callable > 0 && depth < DEEPEST => {
                    let f = self.r.below(self.callable);
                    self.small(depth);
                    self.small(depth);
                    self.line(&format!("call f{f}"));
                }
                _ => self.small(depth),
            }
        }

        fn condition(&mut self, depth: u64) {
            self.small(depth);
            self.small(depth);
            let op = self.r.of(&["less", "equal"]);
            self.line(op);
        }

        fn statements(&mut self, depth: u64) {
            for _ in 0..1 + self.r.below(3) {
                self.statement(depth);
            }
        }

        fn statement(&mut self, depth: u64) {
            match self.r.below(if depth < DEEPEST { 7 } else { 4 }) {
                0 | 1 => {
                    let i = self.r.below(2);
                    let sum = self.sum(i);
                    self.line(&format!("load {sum}"));
                    self.value(i, depth);
                    let op = self.r.of(&["add", "sub"]);
                    self.line(op);
                    self.line(&format!("store {sum}"));
                }
                2 => {
                    let (then, end) = (self.label(), self.label());
                    self.condition(depth);
                    self.line(&format!("jump_if {then}"));
                    self.statement(depth);
                    self.line(&format!("jump {end}"));
                    let _ = writeln!(self.out, "{then}:");
                    self.statement(depth);
                    let _ = writeln!(self.out, "{end}:");
                }
                3 if self.r.one_in(4) => {
                    let sum = self.sum(0);
                    self.lines(&[format!("load {sum}"), "print".to_string()]);
                }
                3 => {
                    self.small(depth);
                    self.line("pop");
                }
                _ => {
                    let n = 2 + self.r.below(5);
                    self.counted(n, depth);
                }
            }
        }

        /// A loop, tested at its end or at its start.
        fn counted(&mut self, n: u64, depth: u64) {
            let counter = self.counter(depth);
            let again = self.label();
            self.lines(&[format!("push {n}"), format!("store {counter}")]);
            let _ = writeln!(self.out, "{again}:");
            let done = self.r.one_in(2).then(|| self.label());
            if let Some(done) = &done {
                let lines = [format!("load {counter}"), "push 0".into(), "equal".into(), format!("jump_if {done}")];
                self.lines(&lines);
            }
            self.statements(depth + 1);
            self.lines(&[format!("load {counter}"), "push 1".into(), "sub".into(), format!("store {counter}")]);
            match done {
                Some(done) => {
                    self.line(&format!("jump {again}"));
                    let _ = writeln!(self.out, "{done}:");
                }
                None => self.lines(&[format!("load {counter}"), format!("jump_if {again}")]),
            }
        }
    }
}

/// Programs for the object language.
mod objects {
    use super::*;

    /// Locals of a method: the receiver, its argument, a counter, a sum, then two objects.
    const COUNTER: u64 = 2;
    const SUM: u64 = 3;
    const OBJECTS: u64 = 4;
    const CLASSES: [&str; 3] = ["A", "B", "C"];

    struct Method<'r> {
        r: &'r mut Random,
        /// How many of the methods `m0`, `m1` it may call.
        callable: u64,
        is_main: bool,
        labels: u64,
        out: String,
    }

    pub fn program(r: &mut Random) -> String {
        let mut out = String::new();
        for (n, class) in CLASSES.into_iter().enumerate() {
            let base = if n == 0 { String::new() } else { format!(" {}", CLASSES[r.below(n as u64) as usize]) };
            let _ = writeln!(out, "class {class}{base}");
            if n == 0 {
                // All have two attributes.
                let _ = writeln!(
                    out,
                    "method start 1 1\n    local 0\n    int 0\n    set x\n    local 0\n    int 5\n    set y"
                );
            }
            for m in 0..2 {
                // A class may leave a method to its base.
                if n == 0 || r.one_in(2) {
                    let mut method = Method { r, callable: m, is_main: false, labels: 0, out: String::new() };
                    method.body();
                    let _ = writeln!(out, "method m{m} 2 6\n{}", method.out);
                }
            }
        }
        let mut main = Method { r, callable: 2, is_main: true, labels: 0, out: String::new() };
        main.main();
        let _ = writeln!(out, "class Main\nmethod main 1 6\n{}", main.out);
        out
    }

    impl Method<'_> {
        fn line(&mut self, line: &str) {
            let _ = writeln!(self.out, "    {line}");
        }

        fn lines(&mut self, lines: &[&str]) {
            lines.iter().for_each(|l| self.line(l));
        }

        fn label(&mut self) -> String {
            self.labels += 1;
            format!("l{}", self.labels)
        }

        fn here(&mut self, label: &str) {
            let _ = writeln!(self.out, "{label}:");
        }

        fn main(&mut self) {
            for i in 0..2 {
                let class = self.r.of(&CLASSES);
                self.line(&format!("new {class}"));
                self.line("send start 0");
                self.line(&format!("set_local {}", OBJECTS + i));
            }
            self.lines(&["int 2", "set_global g", "int 0"]);
            self.line(&format!("set_local {SUM}"));
            let n = 10 + self.r.below(30);
            self.counted(n);
            self.line(&format!("local {SUM}"));
            self.line("print");
            for i in 0..2 {
                self.line(&format!("local {}", OBJECTS + i));
                self.lines(&["get x", "print"]);
            }
        }

        fn body(&mut self) {
            self.line("int 0");
            self.line(&format!("set_local {SUM}"));
            for _ in 0..1 + self.r.below(2) {
                self.statement();
            }
            if self.r.one_in(3) {
                let n = 2 + self.r.below(4);
                self.counted(n);
            }
            self.line(&format!("local {SUM}"));
            self.line("return");
        }

        fn counted(&mut self, n: u64) {
            let (again, done) = (self.label(), self.label());
            self.line(&format!("int {n}"));
            self.line(&format!("set_local {COUNTER}"));
            self.here(&again);
            self.lines(&["int 0", &format!("local {COUNTER}"), "send < 1", &format!("jump_unless {done}")]);
            for _ in 0..1 + self.r.below(3) {
                self.statement();
            }
            self.lines(&[&format!("local {COUNTER}"), "int 1", "send - 1", &format!("set_local {COUNTER}")]);
            self.line(&format!("jump {again}"));
            self.here(&done);
        }

        fn object(&mut self) {
            let o = if self.is_main { OBJECTS + self.r.below(2) } else { 0 };
            self.line(&format!("local {o}"));
        }

        /// A number that no sum goes into.
        fn small(&mut self) {
            match self.r.below(4) {
                0 => {
                    let n = self.r.below(9);
                    self.line(&format!("int {n}"));
                }
                1 if !self.is_main => self.line("local 1"),
                2 => self.line("global g"),
                // In a method that is not in its loop there is nothing yet.
                _ if self.is_main => self.line(&format!("local {COUNTER}")),
                _ => {
                    self.line("local 0");
                    self.line("get y");
                }
            }
        }

        fn condition(&mut self) {
            self.small();
            self.small();
            let op = self.r.of(&["send < 1", "send = 1"]);
            self.line(op);
        }

        fn value(&mut self) {
            match self.r.below(5) {
                0 if self.callable > 0 => {
                    let m = self.r.below(self.callable);
                    self.object();
                    self.small();
                    self.line(&format!("send m{m} 1"));
                }
                1 => {
                    self.small();
                    self.small();
                    let op = self.r.of(&["send + 1", "send - 1", "send * 1"]);
                    self.line(op);
                }
                2 => {
                    self.condition();
                    self.value();
                    self.line("send * 1");
                }
                _ => self.small(),
            }
        }

        fn statement(&mut self) {
            match self.r.below(8) {
                0..=2 => {
                    self.line(&format!("local {SUM}"));
                    self.value();
                    let op = self.r.of(&["send + 1", "send - 1"]);
                    self.line(op);
                    self.line(&format!("set_local {SUM}"));
                }
                3 | 4 => {
                    self.object();
                    self.object();
                    self.line("get x");
                    self.value();
                    self.line("send + 1");
                    self.line("set x");
                }
                5 => {
                    let (els, end) = (self.label(), self.label());
                    self.condition();
                    self.line(&format!("jump_unless {els}"));
                    self.statement();
                    self.line(&format!("jump {end}"));
                    self.here(&els);
                    self.statement();
                    self.here(&end);
                }
                6 if self.is_main => self.rarely(),
                _ => {
                    self.object();
                    self.small();
                    self.line("set y");
                }
            }
        }

        /// In one iteration: a global changes, an object gets another class, or the program ends with an error.
        fn rarely(&mut self) {
            let not_now = self.label();
            let n = self.r.below(40);
            self.lines(&[
                &format!("local {COUNTER}"),
                &format!("int {n}"),
                "send = 1",
                &format!("jump_unless {not_now}"),
            ]);
            match self.r.below(5) {
                0 => self.lines(&["local 0", "send nonsense 0", "pop"]),
                1 | 2 => {
                    let n = self.r.below(7);
                    self.line(&format!("int {n}"));
                    self.line("set_global g");
                }
                _ => {
                    let (class, o) = (self.r.of(&CLASSES), OBJECTS + self.r.below(2));
                    self.lines(&[&format!("new {class}"), "send start 0", &format!("set_local {o}")]);
                }
            }
            self.here(&not_now);
        }
    }
}

/// Programs for the evaluator of expressions.
mod recursive {
    use super::*;

    pub fn program(r: &mut Random) -> String {
        let mut out = String::new();
        let functions = 2 + r.below(3);
        for f in 0..functions {
            function(r, f, &mut out);
            let (n, a) = (5 + r.below(15), r.below(9));
            let _ = writeln!(out, "(print (f{f} {n} {a} {}))", r.below(9));
        }
        out
    }

    /// `(fN n a b)`, which ends as n gets smaller.
    fn function(r: &mut Random, number: u64, out: &mut String) {
        let _ = write!(out, "(def (f{number} n a b) (if (< n 1) ");
        value(r, 2, None, out);
        match r.below(3) {
            // A loop.
            0 => {
                let _ = write!(out, " (f{number} (- n 1) ");
                value(r, 1, number.checked_sub(1), out);
                out.push_str(" b)");
            }
            // A loop with two ways to go on.
            1 => {
                out.push_str(" (if ");
                condition(r, out);
                let _ = write!(out, " (f{number} (- n 1) ");
                value(r, 1, None, out);
                let _ = write!(out, " b) (f{number} (- n 2) a ");
                value(r, 1, number.checked_sub(1), out);
                out.push_str("))");
            }
            // Recursion inside of an expression.
            _ => {
                let _ = write!(out, " (+ (f{number} (- n {}) a b) ", 1 + r.below(2));
                if r.one_in(2) {
                    let _ = write!(out, "(f{number} (- n {}) b a)", 3 + r.below(3));
                } else {
                    value(r, 2, number.checked_sub(1), out);
                }
                out.push(')');
            }
        }
        out.push_str("))\n");
    }

    fn condition(r: &mut Random, out: &mut String) {
        let _ = write!(out, "({} ", r.of(&["<", "="]));
        value(r, 0, None, out);
        out.push(' ');
        value(r, 0, None, out);
        out.push(')');
    }

    /// At most twice as large as the largest parameter, or what a call of a function before this one gives.
    fn value(r: &mut Random, depth: u64, called: Option<u64>, out: &mut String) {
        if depth == 0 || r.one_in(4) {
            match r.below(3) {
                0 => {
                    let _ = write!(out, "{}", r.below(9));
                }
                _ => out.push_str(r.of(&["n", "a", "b"])),
            }
            return;
        }
        match (called, r.below(4)) {
            (Some(f), 0) => {
                let _ = write!(out, "(f{} {} {} n)", r.below(f + 1), r.below(9), r.below(9));
            }
            (_, 1) => {
                out.push_str("(if ");
                condition(r, out);
                out.push(' ');
                value(r, depth - 1, called, out);
                out.push(' ');
                value(r, depth - 1, None, out);
                out.push(')');
            }
            (_, 2) => {
                out.push_str("(* ");
                condition(r, out);
                out.push(' ');
                value(r, depth - 1, called, out);
                out.push(')');
            }
            _ => {
                let _ = write!(out, "({} ", r.of(&["+", "-"]));
                value(r, 0, None, out);
                out.push(' ');
                value(r, 0, None, out);
                out.push(')');
            }
        }
    }
}
