//! Traces in logs: what the shared printer needs to know of the running program, and which lines there are.

use crate::runtime::Runtime;
use rpy_jit_backend::Offsets;
use rpy_jit_opt::Piece;
use rpy_trace::print::{Names, Printer, Style};
use rpy_trace::{Arg, Const, Op, OpCode, Trace};
use std::fmt::Write;

struct Program<'a>(&'a Runtime);

impl Names for Program<'_> {
    fn address(&self, value: i64) -> Option<String> {
        let code = *self.0.p.by_function.get(&value)?;
        Some(self.0.p.codes[code].jit.name.clone())
    }
    fn place(&self, op: &Op) -> Option<String> {
        place(self.0, op)
    }
}

/// A recorded trace: how many operations, and their lines.
pub fn recorded(rt: &Runtime, t: &Trace) -> (usize, String) {
    let names = Program(rt);
    let printer = Printer { descrs: &rt.p.descrs, names: &names, style: Style::Recorded, first: 0 };
    let mut text = printer.inputs(t) + "\n";
    let count = operations(&printer, t, None, &mut text);
    (count, text)
}

/// Optimised pieces one after another: how many operations, labels included, and their lines. Nobody jumps to a bridge's start:
/// it has no label. Where it is known, the place of their code comes before them.
pub fn optimised(rt: &Runtime, pieces: &[Piece], is_bridge: bool, offsets: &[Offsets]) -> (usize, String) {
    let names = Program(rt);
    let (mut count, mut text) = (0, String::new());
    let mut first = 0;
    for (i, p) in pieces.iter().enumerate() {
        let printer = Printer { descrs: &rt.p.descrs, names: &names, style: Style::Log, first };
        if i == 0 {
            let _ = writeln!(text, "{}", printer.inputs(&p.trace));
        }
        let o = offsets.get(i);
        if i > 0 || !is_bridge {
            text += &offset(o.map(|o| o.label));
            text += &printer.label(&p.trace, p.target);
            text.push('\n');
            count += 1;
        }
        count += operations(&printer, &p.trace, o, &mut text);
        first += p.trace.kinds.len() as u32;
    }
    text += &offset(offsets.last().map(|o| o.end));
    text += "--end of the loop--\n";
    (count, text)
}

fn offset(bytes: Option<usize>) -> String {
    bytes.map_or(String::new(), |n| format!("+{n}: "))
}

fn operations(printer: &Printer, t: &Trace, offsets: Option<&Offsets>, out: &mut String) -> usize {
    let shown = without_last_place(&t.ops);
    for (i, op) in shown.clone() {
        *out += &offset(offsets.and_then(|o| *o.ops.get(i)?));
        *out += &printer.op(t, op);
        out.push('\n');
    }
    shown.count()
}

/// A trace that ends with a jump is recorded up to the merge point that it closes at; the label that it jumps to says that
/// place already.
fn without_last_place(ops: &[Op]) -> impl Iterator<Item = (usize, &Op)> + Clone {
    let end = ops.iter().rposition(|op| !matches!(op.op, OpCode::Jump | OpCode::GuardFutureCondition));
    let closes = ops.last().is_some_and(|op| op.op == OpCode::Jump);
    let skipped = end.filter(|&i| closes && ops[i].op == OpCode::DebugMergePoint);
    ops.iter().enumerate().filter(move |(i, _)| Some(*i) != skipped)
}

/// Where in the interpreted program pieces begin.
pub fn start(rt: &Runtime, pieces: &[Piece]) -> String {
    let mut ops = pieces.iter().flat_map(|p| &p.trace.ops);
    ops.find(|op| op.op == OpCode::DebugMergePoint).and_then(|op| place(rt, op)).unwrap_or_default()
}

/// What the driver's `get_printable_location` says of a merge point's greens, or the greens.
fn place(rt: &Runtime, op: &Op) -> Option<String> {
    let (Some(Arg::Const(Const::Int(driver))), greens) = (op.args.first(), op.args.get(2..)?) else { return None };
    let d = rt.p.drivers.get(*driver as usize)?;
    let plain = |a: &Arg| match a {
        Arg::Const(Const::Int(v)) => v.to_string(),
        Arg::Const(Const::Float(bits)) => format!("{:?}", f64::from_bits(*bits)),
        Arg::Const(Const::Ref(r)) => format!("ptr{}", r.0),
        _ => "?".to_string(),
    };
    let text = d.get_printable_location.and_then(|f| rt.location(rt.p.address(f), greens));
    Some(text.unwrap_or_else(|| format!("{} {}", d.name, greens.iter().map(plain).collect::<Vec<_>>().join(" "))))
}
