//! Jitcode as text, for dumps and tests.

use rpy_trace::image::Image;
use rpy_trace::jitcode::{Address, CONSTANT, Control, Instruction, JitCode, NULL, Number};
use rpy_trace::{CallDescr, Descr, Kind};
use std::fmt::Write;

/// All jitcode of an image, or that of the functions with this name.
pub fn listing(image: &Image, name: Option<&str>) -> String {
    let mut out = String::new();
    let mut seen = Seen::default();
    for j in image.jitcodes.iter().filter(|j| name.is_none_or(|n| j.name == n)) {
        function(image, j, &mut seen, &mut out);
    }
    if name.is_none() {
        for d in &image.descrs {
            if let Descr::Call(c) = d {
                let _ = writeln!(out, "{}", call(image, c));
            }
        }
    }
    out
}

/// What is known of a function whose calls stay calls.
fn call(image: &Image, c: &CallDescr) -> String {
    let kind = |k: &Kind| match k {
        Kind::Int => "int",
        Kind::Ref => "ref",
        Kind::Float => "float",
    };
    let args: Vec<&str> = c.args.iter().map(kind).collect();
    let result = c.result.as_ref().map_or(String::new(), |k| format!(" -> {}", kind(k)));
    let mut out = format!("call {}({}){result}: {:?}", c.name, args.join(", "), c.effect.extra);
    for (what, all) in [("reads", &c.effect.reads), ("writes", &c.effect.writes)] {
        if !all.is_empty() {
            let names: Vec<&str> = all.iter().map(|d| descr_name(image, d.0 as u16)).collect();
            let _ = write!(out, ", {what} {}", names.join(" "));
        }
    }
    for (what, holds) in [("collects", c.effect.can_collect), ("invalidates", c.effect.can_invalidate)] {
        if holds {
            let _ = write!(out, ", {what}");
        }
    }
    out
}

/// The tables' entries that a listing has shown. They are numbered in this order: what else is in the tables is not its matter.
#[derive(Default)]
struct Seen(Vec<u32>);

impl Seen {
    fn number(&mut self, a: Address) -> usize {
        self.0.iter().position(|&n| n == a.0).unwrap_or_else(|| {
            self.0.push(a.0);
            self.0.len() - 1
        })
    }
}

fn function(image: &Image, j: &JitCode, seen: &mut Seen, out: &mut String) {
    let [i, r, f] = j.registers;
    let portal = if j.portal_of.is_some() { " portal" } else { "" };
    let _ = writeln!(out, "jitcode {}{portal}  ; registers: {i} int, {r} ref, {f} float", j.name);
    let mut at = 0;
    while at < j.code.len() {
        if let Some((_, n)) = j.live_at.iter().find(|(p, _)| *p as usize == at) {
            let l = &j.lives[*n as usize];
            let list = |k: char, v: &[u16]| v.iter().map(|r| format!("{k}{r}")).collect::<Vec<_>>();
            let all = [list('i', &l.ints), list('r', &l.refs), list('f', &l.floats)].concat();
            let _ = writeln!(out, "        -live- {}", all.join(" "));
        }
        let (text, next) = instruction(image, j, at, seen);
        let _ = writeln!(out, "{at:6}: {text}");
        at = next;
    }
    out.push('\n');
}

fn descr_name(image: &Image, d: u16) -> &str {
    image.descrs.get(d as usize).map_or("?", |d| d.name())
}

fn value_kind(image: &Image, code: &[u16], instruction: Instruction, at: usize) -> Option<Kind> {
    // The descr comes after the operands.
    let Instruction::Op(op) = instruction else { return None };
    let operands = op.signature().split('>').next().unwrap_or("").len();
    match image.descrs.get(*code.get(at + 1 + operands)? as usize)? {
        Descr::Field(f) => Some(f.kind),
        Descr::Interior(i) => Some(i.kind),
        Descr::Array(a) => a.item,
        _ => None,
    }
}

/// One instruction, and where the next one is.
fn instruction(image: &Image, j: &JitCode, at: usize, seen: &mut Seen) -> (String, usize) {
    let code = &j.code;
    let Some(instruction) = Instruction::from_number(code[at]) else { return ("?".to_string(), at + 1) };
    let layout = instruction.layout(value_kind(image, code, instruction, at));
    let mut parts = vec![];
    let mut result = String::new();
    let mut p = at + 1;
    let mut letters = layout.chars();
    let mut register = |k: char, w: u16| {
        if w & CONSTANT == 0 {
            return format!("{k}{w}");
        }
        let n = (w & !CONSTANT) as usize;
        match k {
            'i' => match j.ints[n] {
                Number::Value(v) => v.to_string(),
                Number::Layout(n) => format!("layout{n}"),
                Number::Address(a) => format!("address{}", seen.number(a)),
            },
            'r' if j.refs[n] == NULL => "null".to_string(),
            'r' => format!("ref{}", seen.number(j.refs[n])),
            _ => format!("{:?}", f64::from_bits(j.floats[n])),
        }
    };
    while let Some(c) = letters.next() {
        match c {
            'i' | 'r' | 'f' => {
                parts.push(register(c, code[p]));
                p += 1;
            }
            'I' | 'R' | 'F' => {
                let n = code[p] as usize;
                let k = c.to_ascii_lowercase();
                let all: Vec<String> = code[p + 1..p + 1 + n].iter().map(|&w| register(k, w)).collect();
                parts.push(format!("[{}]", all.join(" ")));
                p += 1 + n;
            }
            'L' => {
                parts.push(format!("L{}", code[p] as u32 | (code[p + 1] as u32) << 16));
                p += 2;
            }
            'd' => {
                parts.push(format!("<{}>", descr_name(image, code[p])));
                p += 1;
            }
            'w' if instruction == Instruction::Control(Control::Switch) => {
                let cases = j.switches[code[p] as usize].iter().map(|(v, to)| format!("{v}: L{to}"));
                parts.push(format!("[{}]", cases.collect::<Vec<_>>().join(", ")));
                p += 1;
            }
            'w' if instruction.name().starts_with("inline_call") => {
                parts.push(image.jitcodes.get(code[p] as usize).map_or("?", |c| &c.name).to_string());
                p += 1;
            }
            'w' => {
                parts.push(format!("{}", code[p]));
                p += 1;
            }
            '>' => {
                let k = letters.next().unwrap_or('i');
                result = format!("{k}{} = ", code[p]);
                p += 1;
            }
            _ => {}
        }
    }
    (format!("{result}{} {}", instruction.name(), parts.join(", ")), p)
}
