//! Recorded traces.

use crate::cursor::{Cursor, R};
use crate::env::Program;
use crate::header::value;
use rpy_trace::{Arg, DescrId, Frame, Guard, Kind, Op, OpCode, Snapshot, Trace, Var};
use std::collections::HashMap;
use std::rc::Rc;

pub(crate) struct Reader<'a> {
    pub program: &'a Program,
    pub trace: Trace,
    pub names: HashMap<String, Var>,
}

/// The lines of a trace, with their numbers: the inputs, then operations.
pub fn read_trace(program: &Program, lines: &[(usize, &str)]) -> R<Trace> {
    let mut r = Reader { program, trace: Trace::default(), names: HashMap::new() };
    for (i, &(number, text)) in lines.iter().enumerate() {
        let mut c = Cursor::new(number, text);
        if i == 0 {
            r.inputs(&mut c)?;
        } else {
            r.op(&mut c)?;
        }
    }
    let (line, _) = lines.last().copied().unwrap_or((1, ""));
    match r.trace.ops.last().map(|o| o.op) {
        Some(OpCode::Jump | OpCode::Finish) => Ok(r.trace),
        _ => Cursor::new(line, "").error("a trace ends with `jump` or `finish`"),
    }
}

impl Reader<'_> {
    fn kind(name: &str) -> Option<Kind> {
        let digits = name.len() > 1 && name[1..].bytes().all(|b| b.is_ascii_digit());
        match name.as_bytes().first() {
            Some(b'i') if digits => Some(Kind::Int),
            Some(b'p' | b'r') if digits => Some(Kind::Ref),
            Some(b'f') if digits => Some(Kind::Float),
            _ => None,
        }
    }
    fn new_name(&mut self, c: &Cursor, at: usize, name: &str, v: Var) -> R<()> {
        match self.names.insert(name.to_string(), v) {
            None => Ok(()),
            Some(_) => Err(c.error_at(at, format!("`{name}` is defined twice"))),
        }
    }
    pub fn inputs(&mut self, c: &mut Cursor) -> R<()> {
        c.expect("[")?;
        while !c.eat("]") {
            let at = c.place();
            let name = c.word()?;
            let kind = Self::kind(name).ok_or_else(|| {
                c.error_at(at, "a variable is `i`, `p` or `f` (an integer, reference, float) and a number")
            })?;
            let v = self.trace.add_input(kind);
            self.new_name(c, at, name, v)?;
            if !c.eat(",") {
                c.expect("]")?;
                break;
            }
        }
        c.end()
    }

    fn arg(&self, c: &mut Cursor) -> R<Arg> {
        let rest = c.rest();
        let n = rest.find(|ch: char| !(ch.is_alphanumeric() || ch == '_')).unwrap_or(rest.len());
        if let Some(&v) = self.names.get(&rest[..n]) {
            c.word()?;
            return Ok(v.into());
        }
        if Self::kind(&rest[..n]).is_some() {
            return c.error(format!("`{}` is not defined before it is used", &rest[..n]));
        }
        value(self.program, c).map(Arg::Const)
    }

    fn op(&mut self, c: &mut Cursor) -> R<()> {
        let start = c.place();
        let mut word = c.word()?;
        let mut result = None;
        if c.eat("=") {
            result = Some((start, word));
            word = "";
        }
        let at = if word.is_empty() { c.place() } else { start };
        let name = if word.is_empty() { c.word()? } else { word };
        let op = OpCode::from_name(name).ok_or_else(|| c.error_at(at, format!("there is no operation `{name}`")))?;
        let args_at = c.place();
        let (mut args, mut descr) = (Vec::new(), None);
        c.expect("(")?;
        while !c.eat(")") {
            if c.eat("descr=") {
                descr = Some(self.descr(c)?);
            } else {
                args.push(self.arg(c)?);
            }
            if !c.eat(",") {
                c.expect(")")?;
                break;
            }
        }
        self.check(c, args_at, op, &args)?;
        let guard = if c.rest().starts_with('[') {
            Some(Box::new(Guard { snapshot: Rc::new(self.snapshot(c)?), ..Guard::default() }))
        } else if op.is_guard() {
            return c.error("a guard has the state to go back to: `[i0, p1]`");
        } else {
            None
        };
        c.end()?;
        let v = op.result().map(|k| self.trace.new_var(k));
        match (result, v) {
            (Some((at, name)), Some(v)) => {
                if Self::kind(name) != op.result() {
                    return Err(
                        c.error_at(at, format!("`{name}` is of another kind than the result of `{}`", op.name()))
                    );
                }
                self.new_name(c, at, name, v)?;
            }
            (Some((at, _)), None) => return Err(c.error_at(at, format!("`{}` has no result", op.name()))),
            (None, Some(_)) => return Err(c.error_at(start, format!("the result of `{}` has no name", op.name()))),
            (None, None) => {}
        }
        self.trace.ops.push(Op { result: v, guard, ..Op::new(op, args, descr) });
        Ok(())
    }

    fn check(&self, c: &Cursor, at: usize, op: OpCode, args: &[Arg]) -> R<()> {
        let signature = op.signature();
        let operands = signature.split('>').next().unwrap_or("");
        let fixed = operands.trim_end_matches('*');
        let any_number = operands.len() != fixed.len();
        if args.len() < fixed.len() || args.len() > fixed.len() && !any_number {
            return Err(c.error_at(at, format!("`{}` has {} operands, not {}", op.name(), fixed.len(), args.len())));
        }
        for (want, &a) in fixed.chars().zip(args) {
            let is = self.trace.kind_of(a).letter();
            if want != 'v' && want != is {
                return Err(c.error_at(at, format!("an operand of `{}` is of the wrong kind", op.name())));
            }
        }
        Ok(())
    }

    fn descr(&self, c: &mut Cursor) -> R<DescrId> {
        let at = c.place();
        let name = c.path()?;
        let p = self.program;
        let all = [&p.fields, &p.structs, &p.arrays, &p.calls];
        let found = all.iter().find_map(|m| m.get(name)).copied();
        found.ok_or_else(|| c.error_at(at, format!("`{name}` is not declared")))
    }

    fn snapshot(&self, c: &mut Cursor) -> R<Snapshot> {
        let mut frames = Vec::new();
        let mut values = Vec::new();
        c.expect("[")?;
        let pc = self.trace.ops.len() as u32;
        loop {
            let ends = c.eat("]");
            if ends || c.eat("|") {
                let frame = Frame { jitcode: frames.len() as u32, pc, values: std::mem::take(&mut values) };
                frames.push(Rc::new(frame));
                if ends {
                    return Ok(Snapshot { frames, ..Snapshot::default() });
                }
                continue;
            }
            values.push(self.arg(c)?);
            if !c.eat(",") && !c.rest().starts_with(['|', ']']) {
                return c.error("expected `,`, `|` or `]`");
            }
        }
    }
}
