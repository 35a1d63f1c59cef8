//! Traces as text, in the language of RPython's logs: `i2 = int_add(i0, 1)`.

use crate::{Arg, Const, DescrId, Descrs, Guard, Kind, Known, Op, OpCode, RefId, Tagged, Trace, Var, Virtual};
use std::fmt::Write;

/// What constants are called.
pub trait Names {
    /// An integer that is the address of a class or a function.
    fn address(&self, _value: i64) -> Option<String> {
        None
    }
    fn object(&self, r: RefId) -> String {
        format!("ptr{}", r.0)
    }
    /// Where in the interpreted program a `debug_merge_point` is.
    fn place(&self, _op: &Op) -> Option<String> {
        None
    }
}

/// Constants by their numbers.
pub struct NoNames;
impl Names for NoNames {}

/// Whom the text is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Style {
    /// Of logs: a guard with its number and what its exit stores. Tools for RPython's logs read it.
    Log,
    /// Of logs, of a trace that is not optimised: its guards have no numbers yet.
    Recorded,
    /// Of text tests: a guard with the interpreter's state that its exit goes back to, without its number.
    Test,
}

pub struct Printer<'a> {
    pub descrs: &'a Descrs,
    pub names: &'a dyn Names,
    pub style: Style,
    /// Is added to the numbers of variables, so that traces printed one after another have no names in common.
    pub first: u32,
}

impl Printer<'_> {
    /// A label or the inputs, then one line for each operation.
    pub fn trace(&self, t: &Trace, label: Option<u32>) -> String {
        let mut out = label.map_or_else(|| self.inputs(t), |id| self.label(t, id)) + "\n";
        for op in &t.ops {
            out += &self.op(t, op);
            out.push('\n');
        }
        out
    }

    pub fn label(&self, t: &Trace, id: u32) -> String {
        let mut operands: Vec<String> = t.inputs.iter().map(|&v| self.var(t, v)).collect();
        operands.push(self.target(id));
        format!("label({})", operands.join(", "))
    }

    pub fn inputs(&self, t: &Trace) -> String {
        self.stored(t, &t.inputs)
    }

    fn stored(&self, t: &Trace, variables: &[Var]) -> String {
        format!("[{}]", variables.iter().map(|&v| self.var(t, v)).collect::<Vec<_>>().join(", "))
    }

    fn target(&self, id: u32) -> String {
        match self.style {
            Style::Log | Style::Recorded => format!("descr=TargetToken({id})"),
            Style::Test => format!("descr=target{id}"),
        }
    }

    pub fn op(&self, t: &Trace, op: &Op) -> String {
        let mut out = String::new();
        if op.op == OpCode::DebugMergePoint
            && let (Some(place), Some([driver, depth])) = (self.names.place(op), op.args.get(..2))
        {
            return format!("debug_merge_point({}, {}, '{place}')", self.arg(t, *driver), self.arg(t, *depth));
        }
        if let Some(v) = op.result {
            let _ = write!(out, "{} = ", self.var(t, v));
        }
        let mut operands: Vec<String> = op.args.iter().map(|&a| self.arg(t, a)).collect();
        if let Some(id) = op.jump_target {
            operands.push(self.target(id));
        } else if let Some(d) = op.descr {
            let name = self.descrs.name(d);
            operands.push(if self.style == Style::Test { format!("descr={name}") } else { format!("descr=<{name}>") });
        }
        let guard = op.guard.as_deref();
        if let (Some(guard), Style::Log, true) = (guard, self.style, op.op.is_guard()) {
            operands.push(format!("descr=<Guard0x{:x}>", guard.number));
        }
        let _ = write!(out, "{}({})", op.op.name(), operands.join(", "));
        match (guard, self.style) {
            (Some(guard), Style::Test) => self.state(t, guard, &mut out),
            (Some(guard), Style::Log) if op.op.is_guard() => {
                let _ = write!(out, " {}", self.stored(t, &guard.fail_args));
            }
            _ => {}
        }
        out
    }

    fn state(&self, t: &Trace, guard: &Guard, out: &mut String) {
        let resume = &guard.resume;
        let list = |values: &[Tagged]| -> String {
            values.iter().map(|&v| self.tagged(t, guard, v)).collect::<Vec<_>>().join(", ")
        };
        let frames: Vec<String> = resume.frames.iter().map(|f| list(&f.values)).collect();
        let _ = write!(out, " [{}]", frames.join(" | "));
        for (what, values) in [("virtualizable", &resume.virtualizable), ("virtual_refs", &resume.virtual_refs)] {
            if !values.is_empty() {
                let _ = write!(out, " {what}=[{}]", list(values));
            }
        }
        for (i, v) in resume.virtuals.iter().enumerate() {
            let _ = write!(out, " v{i}={}", self.virtual_object(t, guard, v));
        }
        for p in &resume.pending {
            let object = self.tagged(t, guard, p.object);
            let value = self.tagged(t, guard, p.value);
            let _ = match p.index {
                Some(i) => write!(out, " {object}[{}]={value}", self.tagged(t, guard, i)),
                None => write!(out, " {object}.{}={value}", self.short_name(p.descr)),
            };
        }
    }

    fn virtual_object(&self, t: &Trace, guard: &Guard, v: &Virtual) -> String {
        let fields = |fields: &[(DescrId, Tagged)]| -> String {
            let each = fields.iter().map(|&(d, v)| format!("{}={}", self.short_name(d), self.tagged(t, guard, v)));
            each.collect::<Vec<_>>().join(", ")
        };
        match v {
            Virtual::Struct { descr, fields: f } => format!("{}({})", self.descrs.name(*descr), fields(f)),
            Virtual::Array { descr, items } => {
                let items: Vec<String> =
                    items.iter().map(|i| i.map_or("0".into(), |v| self.tagged(t, guard, v))).collect();
                format!("{}[{}]", self.descrs.name(*descr), items.join(", "))
            }
            Virtual::ArrayStruct { descr, items } => {
                let items: Vec<String> = items.iter().map(|f| format!("({})", fields(f))).collect();
                format!("{}[{}]", self.descrs.name(*descr), items.join(", "))
            }
        }
    }

    /// What a bridge would know, in a form for people.
    pub fn known(&self, t: &Trace, guard: &Guard) -> Vec<String> {
        let show = |v: Tagged| self.tagged(t, guard, v);
        let class = |c: i64| self.arg(t, Arg::int(c));
        let each = guard.resume.known().map(|k| match *k {
            Known::NonNull(v) => format!("{} is not null", show(v)),
            Known::Class(v, c) => format!("{} is a {}", show(v), class(c)),
            Known::Type(v, d) => format!("{} is used as {}", show(v), self.descrs.name(d)),
            Known::Field { object, descr, value } => {
                format!("{}.{} = {}", show(object), self.short_name(descr), show(value))
            }
            Known::Item { array, index, value, .. } => format!("{}[{index}] = {}", show(array), show(value)),
        });
        each.collect()
    }

    /// Without the struct's name.
    fn short_name(&self, d: DescrId) -> &str {
        let name = self.descrs.name(d);
        name.rsplit('.').next().unwrap_or(name)
    }

    fn tagged(&self, t: &Trace, guard: &Guard, v: Tagged) -> String {
        match v {
            Tagged::Stored(i) => match guard.fail_args.get(i as usize) {
                Some(&v) => self.var(t, v),
                None => format!("stored{i}"),
            },
            Tagged::Const(c) => self.arg(t, Arg::Const(c)),
            Tagged::Virtual(i) => format!("v{i}"),
        }
    }

    pub fn arg(&self, t: &Trace, a: Arg) -> String {
        match a {
            Arg::Var(v) => self.var(t, v),
            Arg::Const(Const::Int(v)) => match self.names.address(v) {
                Some(name) => format!("ConstClass({name})"),
                None => v.to_string(),
            },
            Arg::Const(Const::Float(bits)) => {
                let value = f64::from_bits(bits);
                if value.is_finite() { format!("{value:?}") } else { format!("ConstFloat({bits:#x})") }
            }
            Arg::Const(Const::Null) => "ConstPtr(null)".into(),
            Arg::Const(Const::Ref(r)) => format!("ConstPtr({})", self.names.object(r)),
        }
    }

    pub fn var(&self, t: &Trace, v: Var) -> String {
        let letter = match t.kinds.get(v.0 as usize) {
            Some(Kind::Ref) => 'p',
            Some(Kind::Float) => 'f',
            _ => 'i',
        };
        format!("{letter}{}", v.0 + self.first)
    }
}

/// The variables in a text, numbered in the order in which they appear: equal for texts that differ in names only.
pub fn renumbered(text: &str) -> String {
    // The number of a virtual object is its guard's own, so these start anew in each line.
    let (mut seen, mut objects): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    let mut finish = |word: &mut String, out: &mut String, line_ends: bool| {
        let variable =
            word.len() > 1 && word.starts_with(['i', 'p', 'f', 'v']) && word[1..].bytes().all(|b| b.is_ascii_digit());
        if variable {
            let seen = if word.starts_with('v') { &mut objects } else { &mut seen };
            let at = seen.iter().position(|s| s == word).unwrap_or_else(|| {
                seen.push(word.clone());
                seen.len() - 1
            });
            let _ = write!(out, "{}{at}", &word[..1]);
        } else {
            out.push_str(word);
        }
        word.clear();
        if line_ends {
            objects.clear();
        }
    };
    for c in text.chars() {
        if c.is_alphanumeric() || c == '_' {
            word.push(c);
            continue;
        }
        finish(&mut word, &mut out, c == '\n');
        out.push(c);
    }
    finish(&mut word, &mut out, true);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_those_of_logs() {
        let mut t = Trace::default();
        let i = t.add_input(Kind::Int);
        let p = t.add_input(Kind::Ref);
        let sum = t.push(OpCode::IntAdd, vec![i.into(), Arg::int(1)], None);
        t.push(OpCode::GuardNonnull, vec![p.into()], None);
        t.ops[1].guard = Some(Box::new(Guard { number: 26, fail_args: vec![i, p], ..Guard::default() }));
        t.push(OpCode::Jump, vec![Arg::Var(sum.expect("a result")), Arg::Const(Const::Null)], None);
        t.ops[2].jump_target = Some(1);
        let descrs = Descrs::default();
        let mut printer = Printer { descrs: &descrs, names: &NoNames, style: Style::Log, first: 0 };
        let lines = [
            "label(i0, p1, descr=TargetToken(1))",
            "i2 = int_add(i0, 1)",
            "guard_nonnull(p1, descr=<Guard0x1a>) [i0, p1]",
            "jump(i2, ConstPtr(null), descr=TargetToken(1))\n",
        ];
        assert_eq!(printer.trace(&t, Some(1)), lines.join("\n"));
        printer.first = 3;
        assert_eq!(printer.inputs(&t), "[i3, p4]");
    }

    #[test]
    fn names_do_not_matter() {
        assert_eq!(
            renumbered("[i7, p3]\nguard(i7) [v5] v5=n(p3.x=i7)"),
            renumbered("[i1, p2]\nguard(i1) [v0] v0=n(p2.x=i1)")
        );
        assert_ne!(renumbered("int_add(i1, i2)"), renumbered("int_add(i1, i1)"));
    }
}
