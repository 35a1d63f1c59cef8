//! The text form of programs, which `frontends/flowtext` reads back.
//!
//! ```text
//! program tlr after rtype
//! struct Tape(object) gc { items: *GcArray<Signed>, pos: Signed immutable }
//! struct rpy_string gc { hash: Signed } tail Char immutable
//! extern write(Signed, Address, Signed) -> Signed
//! data prompt: rpy_string readonly { } "> "
//! role Main = ll_main
//! export add = $add
//! jitdriver tlr greens(pc: Signed) reds(a: Signed) virtualizables(frame) get_printable_location=$where recursive
//! graph interpret(v0: *GcArray<Signed>, v1: Signed) -> Signed inline=never at tlr.py:20 {
//! b0:
//!     v2: Signed = getarrayitem v0, 0            ; tlr.py:23
//!     switch v2 [1: b1(v0), 2: b2(v0)] else b9
//! b1(v5: *GcArray<Signed>):
//!     ...
//! }
//! ```
//!
//! Names of graphs and data need not be unique in the IR: the second `f` prints as `f#2`. Names that are not of letters,
//! digits, `_` and `.` print in quotes.

use crate::data::{Data, DataId, Items};
use crate::graph::{Block, BlockId, Const, Exit, Graph, GraphId, InlineHint, LayoutConst, Link, Operand, Var};
use crate::hash::HashMap;
use crate::jit::JitDriver;
use crate::program::Program;
use crate::source::Span;
use crate::types::{Field, FieldRef, Item, Ty, TypeDef, TypeId};
use std::fmt::Write;

/// A whole program, in a form that can be read back.
pub fn program(p: &Program) -> String {
    let mut printer = Printer::new(p);
    let mut out = format!("program {} after {}\n\n", quoted(&p.name), quoted(&p.phase));
    for id in p.types.defs.keys() {
        printer.type_def(&mut out, id);
    }
    for e in p.externs.values() {
        let args: Vec<String> = e.args.iter().map(|&t| printer.ty(t)).collect();
        let collects = if e.collects { " collects" } else { "" };
        let _ = writeln!(out, "extern {}({}) -> {}{collects}", quoted(&e.name), args.join(", "), printer.ty(e.ret));
    }
    for (id, d) in p.data.iter() {
        printer.data(&mut out, id, d);
    }
    for (role, c) in &p.roles {
        let c = printer.constant(c);
        let _ = writeln!(out, "role {role:?} = {c}");
    }
    for e in &p.exports {
        let graph = printer.constant(&Const::Graph(e.graph));
        let _ = writeln!(out, "export {} = {graph}", quoted(&e.name));
    }
    for d in &p.jit_drivers {
        printer.jit_driver(&mut out, d);
    }
    for id in p.graphs.keys() {
        out.push('\n');
        printer.graph(&mut out, id);
    }
    out
}

/// One graph of a program.
pub fn graph(p: &Program, id: GraphId) -> String {
    let mut out = String::new();
    Printer::new(p).graph(&mut out, id);
    out
}

/// A graph outside a program (before rtype): `obj` says how to print host objects, `note` what to add to a variable's
/// definition.
pub fn untyped_graph(
    p: &Program,
    g: &Graph,
    obj: &mut dyn FnMut(crate::host::ObjId) -> String,
    note: &dyn Fn(Var) -> Option<String>,
) -> String {
    let mut printer = Printer::new(p);
    printer.obj = Some(obj);
    printer.note = Some(note);
    let mut out = String::new();
    printer.body(&mut out, g, &quoted(&g.name));
    out
}

/// A name as it prints: in quotes if it is not a plain word.
pub fn quoted(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    if !name.is_empty() && name.chars().all(plain) && !name.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        name.to_string()
    } else {
        escaped(name.as_bytes())
    }
}

/// Bytes as a literal in double quotes.
pub fn escaped(bytes: &[u8]) -> String {
    let mut out = String::from("\"");
    for &b in bytes {
        match b {
            b'"' => out += "\\\"",
            b'\\' => out += "\\\\",
            b'\n' => out += "\\n",
            b' '..=b'~' => out.push(b as char),
            _ => {
                let _ = write!(out, "\\x{b:02x}");
            }
        }
    }
    out + "\""
}

/// A float: the shortest text that reads back to the same bits; NaNs by their bits.
pub fn float(bits: u64) -> String {
    let f = f64::from_bits(bits);
    if f.is_nan() { format!("nan:{bits:#x}") } else { format!("{f:?}") }
}

type ObjName<'a> = &'a mut dyn FnMut(crate::host::ObjId) -> String;

struct Printer<'a> {
    p: &'a Program,
    graph_names: Vec<String>,
    data_names: Vec<String>,
    obj: Option<ObjName<'a>>,
    note: Option<&'a dyn Fn(Var) -> Option<String>>,
}

fn unique<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen: HashMap<&str, usize> = HashMap::default();
    names
        .map(|n| {
            let count = seen.entry(n).or_insert(0);
            *count += 1;
            if *count == 1 { quoted(n) } else { format!("{}#{count}", quoted(n)) }
        })
        .collect()
}

impl<'a> Printer<'a> {
    fn new(p: &'a Program) -> Printer<'a> {
        Printer {
            p,
            graph_names: unique(p.graphs.values().map(|g| g.name.as_str())),
            data_names: unique(p.data.values().map(|d| d.name.as_str())),
            obj: None,
            note: None,
        }
    }

    fn ty(&self, t: Ty) -> String {
        match t {
            Ty::Void => "Void".to_string(),
            Ty::Bool => "Bool".to_string(),
            Ty::Char => "Char".to_string(),
            Ty::UniChar => "UniChar".to_string(),
            Ty::Int(k) => k.name().to_string(),
            Ty::Float => "Float".to_string(),
            Ty::SingleFloat => "SingleFloat".to_string(),
            Ty::Address => "Address".to_string(),
            Ty::Obj => "Obj".to_string(),
            Ty::Ptr(id) => format!("*{}", self.aggregate(id)),
        }
    }

    fn aggregate(&self, id: TypeId) -> String {
        match &self.p.types.defs[id] {
            TypeDef::Struct { name, gc, tail, .. } if name.is_empty() => {
                let item = tail.map_or(String::new(), |i| self.item(i));
                format!("{}Array<{item}>", if *gc { "Gc" } else { "" })
            }
            TypeDef::Struct { name, .. } => quoted(name),
            TypeDef::Func { args, ret } => {
                let args: Vec<String> = args.iter().map(|&t| self.ty(t)).collect();
                format!("Func({}) -> {}", args.join(", "), self.ty(*ret))
            }
        }
    }

    fn item(&self, item: Item) -> String {
        match item {
            Item::Value(t) => self.ty(t),
            Item::Inline(t) => format!("inline {}", self.aggregate(t)),
        }
    }

    fn type_def(&self, out: &mut String, id: TypeId) {
        let TypeDef::Struct { name, gc, parent, fields, tail, immutable_tail } = &self.p.types.defs[id] else { return };
        if name.is_empty() {
            return;
        }
        let parent = parent.map_or(String::new(), |p| format!("({})", self.aggregate(p)));
        let mark = |b: bool| if b { " immutable" } else { "" };
        let known = |f: &Field| {
            let marks = [
                ("immutable", f.immutable),
                ("quasi_immutable", f.quasi_immutable),
                ("immutable_items", f.immutable_items),
                ("count", f.count),
            ];
            marks.iter().filter(|(_, set)| *set).map(|(m, _)| format!(" {m}")).collect::<String>()
        };
        let fields: Vec<String> =
            fields.iter().map(|f| format!("{}: {}{}", quoted(&f.name), self.ty(f.ty), known(f))).collect();
        let gc = if *gc { " gc" } else { "" };
        let _ = write!(out, "struct {}{parent}{gc} {{ {} }}", quoted(name), fields.join(", "));
        if let Some(item) = tail {
            let _ = write!(out, " tail {}{}", self.item(*item), mark(*immutable_tail));
        }
        if let Some(names) = self.p.types.virtualizables.get(&id) {
            let names: Vec<String> = names.iter().map(|n| quoted(n)).collect();
            let _ = write!(out, " virtualizable({})", names.join(", "));
        }
        out.push('\n');
    }

    fn data(&mut self, out: &mut String, id: DataId, d: &Data) {
        let name = self.data_names[id.0 as usize].clone();
        let readonly = if d.readonly { " readonly" } else { "" };
        let _ = write!(out, "data @{name}: {}{readonly} {}", self.aggregate(d.ty), self.fields(&d.image.fields));
        match &d.image.items {
            Items::None => {}
            Items::Bytes(b) => {
                let _ = write!(out, " {}", escaped(b));
            }
            Items::Values(v) => {
                let items: Vec<String> = v.iter().map(|c| self.constant(c)).collect();
                let _ = write!(out, " [{}]", items.join(", "));
            }
            Items::Structs(v) => {
                let items: Vec<String> = v.iter().map(|f| self.fields(f)).collect();
                let _ = write!(out, " [{}]", items.join(", "));
            }
            Items::Zero(n) => {
                let _ = write!(out, " zero {n}");
            }
        }
        out.push('\n');
    }

    fn jit_driver(&mut self, out: &mut String, d: &JitDriver) {
        let typed = |printer: &Self, vars: &[(String, Ty)]| {
            vars.iter().map(|(n, t)| format!("{}: {}", quoted(n), printer.ty(*t))).collect::<Vec<_>>().join(", ")
        };
        let (greens, reds) = (typed(self, &d.greens), typed(self, &d.reds));
        let _ = write!(out, "jitdriver {} greens({greens}) reds({reds})", quoted(&d.name));
        if !d.virtualizables.is_empty() {
            let names: Vec<String> = d.virtualizables.iter().map(|n| quoted(n)).collect();
            let _ = write!(out, " virtualizables({})", names.join(", "));
        }
        for (name, graph) in JitDriver::HELPERS.iter().zip(d.helpers()) {
            if let Some(g) = graph {
                let _ = write!(out, " {name}={}", self.constant(&Const::Graph(g)));
            }
        }
        if d.is_recursive {
            *out += " recursive";
        }
        out.push('\n');
    }

    fn fields(&mut self, fields: &[(FieldRef, Const)]) -> String {
        if fields.is_empty() {
            return "{}".to_string();
        }
        let fields: Vec<String> =
            fields.iter().map(|(f, c)| format!("{}: {}", self.field(*f), self.constant(c))).collect();
        format!("{{ {} }}", fields.join(", "))
    }

    fn field(&self, f: FieldRef) -> String {
        format!("{}.{}", self.aggregate(f.of), quoted(&self.p.types.field(f).name))
    }

    fn constant(&mut self, c: &Const) -> String {
        match c {
            Const::Void => "void".to_string(),
            Const::Bool(b) => b.to_string(),
            Const::Int(v, crate::IntKind::I64) => v.to_string(),
            Const::Int(v, k) if k.signed() => format!("{v}:{}", k.name()),
            Const::Int(v, k) => format!("{}:{}", *v as u64, k.name()),
            Const::Char(c) => format!("c{}", escaped(&[*c])),
            Const::UniChar(c) => format!("u{c:#x}"),
            Const::Float(bits) => format!("f {}", float(*bits)),
            Const::SingleFloat(bits) => format!("g {bits:#x}"),
            Const::Null(t) => format!("null *{}", self.aggregate(*t)),
            Const::NullAddress => "NULL".to_string(),
            Const::Data(d) => format!("@{}", self.data_names[d.0 as usize]),
            Const::DataAddress(d) => format!("address @{}", self.data_names[d.0 as usize]),
            Const::Graph(g) => match self.graph_names.get(g.0 as usize) {
                Some(name) => format!("${name}"),
                None => format!("$graph{}", g.0),
            },
            Const::Extern(e) => format!("extern {}", quoted(&self.p.externs[*e].name)),
            Const::Type(t) => format!("type {}", self.aggregate(*t)),
            Const::Field(f) => format!("field {}", self.field(*f)),
            Const::Name(n) => format!("'{}", quoted(n)),
            Const::Layout(l) => match l {
                LayoutConst::SizeOf(t) => format!("sizeof {}", self.aggregate(*t)),
                LayoutConst::ItemSize(t) => format!("itemsize {}", self.aggregate(*t)),
                LayoutConst::ItemsOffset(t) => format!("itemsoffset {}", self.aggregate(*t)),
                LayoutConst::LengthOffset(t) => format!("lengthoffset {}", self.aggregate(*t)),
                LayoutConst::TypeNumber(t) => format!("typenumber {}", self.aggregate(*t)),
                LayoutConst::OffsetOf(f) => format!("offsetof {}", self.field(*f)),
            },
            Const::Str(s) => format!("str {}", escaped(s)),
            Const::Bytes(s) => format!("bytes {}", escaped(s)),
            Const::Obj(o) => match &mut self.obj {
                Some(f) => format!("<{}>", f(*o)),
                None => format!("<{o}>"),
            },
        }
    }

    fn operand(&mut self, o: &Operand) -> String {
        match o {
            Operand::Var(v) => v.to_string(),
            Operand::Const(c) => self.constant(c),
        }
    }

    fn operands(&mut self, o: &[Operand]) -> String {
        o.iter().map(|o| self.operand(o)).collect::<Vec<_>>().join(", ")
    }

    fn link(&mut self, l: &Link) -> String {
        if l.args.is_empty() { l.to.to_string() } else { format!("{}({})", l.to, self.operands(&l.args)) }
    }

    fn define(&self, g: &Graph, v: Var) -> String {
        let note = self.note.and_then(|f| f(v)).map_or(String::new(), |n| format!(" /* {n} */"));
        format!("{v}: {}{note}", self.ty(g.ty(v)))
    }

    fn params(&self, g: &Graph, vars: &[Var]) -> String {
        vars.iter().map(|&v| self.define(g, v)).collect::<Vec<_>>().join(", ")
    }

    fn place(&self, span: Span) -> Option<String> {
        Some(format!("{}:{}", self.p.sources.path(span)?, self.p.sources.line(span)?))
    }

    fn graph(&mut self, out: &mut String, id: GraphId) {
        let name = self.graph_names[id.0 as usize].clone();
        self.body(out, &self.p.graphs[id], &name);
    }

    fn body(&mut self, out: &mut String, g: &Graph, name: &str) {
        let _ = write!(out, "graph {name}({}) -> {}", self.params(g, g.params()), self.ty(g.ret));
        match g.flags.inline {
            InlineHint::ByCost => {}
            InlineHint::Always => *out += " inline=always",
            InlineHint::Never => *out += " inline=never",
        }
        let flags = [
            ("no_collect", g.flags.no_collect),
            ("support", g.flags.support),
            ("elidable", g.flags.elidable),
            ("cold", g.flags.cold),
            ("unroll_safe", g.flags.unroll_safe),
            ("loop_invariant", g.flags.loop_invariant),
            ("not_in_trace", g.flags.not_in_trace),
        ];
        for (flag, _) in flags.iter().filter(|(_, set)| *set) {
            let _ = write!(out, " {flag}");
        }
        if let Some(look) = g.flags.look_inside {
            *out += if look { " look_inside" } else { " dont_look_inside" };
        }
        if let Some(spec) = &g.flags.oopspec {
            let _ = write!(out, " oopspec={}", escaped(spec.as_bytes()));
        }
        *out += " {";
        self.comment(out, g.span, 0);
        for b in g.reverse_postorder() {
            self.block(out, g, b);
        }
        *out += "}\n";
    }

    /// Ends a line, with the place where there is one, in a column of its own if the line is short.
    fn comment(&self, out: &mut String, span: Span, width: usize) {
        if let Some(place) = self.place(span) {
            let _ = write!(out, "{:pad$}  ; {place}", "", pad = 56usize.saturating_sub(width));
        }
        out.push('\n');
    }

    fn block(&mut self, out: &mut String, g: &Graph, id: BlockId) {
        let block: &Block = &g.blocks[id];
        if id == g.entry || block.params.is_empty() {
            let _ = writeln!(out, "{id}:");
        } else {
            let _ = writeln!(out, "{id}({}):", self.params(g, &block.params));
        }
        for op in &block.ops {
            let mut line = "    ".to_string();
            if let Some(r) = op.result {
                let _ = write!(line, "{} = ", self.define(g, r));
            }
            line += op.op.name();
            if !op.args.is_empty() {
                line.push(' ');
                line += &self.operands(&op.args);
            }
            *out += &line;
            self.comment(out, op.span, line.len());
        }
        let (line, span) = self.exit(g, &block.exit, block.span);
        *out += &line;
        self.comment(out, span, line.len());
    }

    fn exit(&mut self, g: &Graph, exit: &Exit, span: Span) -> (String, Span) {
        let mut at = span;
        let line = match exit {
            Exit::Goto(l) => format!("goto {}", self.link(l)),
            Exit::Branch { cond, then, els } => {
                format!("if {} then {} else {}", self.operand(cond), self.link(then), self.link(els))
            }
            Exit::Switch { on, cases, default } => {
                let cases: Vec<String> = cases.iter().map(|(v, l)| format!("{v}: {}", self.link(l))).collect();
                format!("switch {} [{}] else {}", self.operand(on), cases.join(", "), self.link(default))
            }
            Exit::Return(Operand::Const(Const::Void)) => "return".to_string(),
            Exit::Return(v) => format!("return {}", self.operand(v)),
            Exit::Raise(v, place) => {
                at = *place;
                format!("raise {}", self.operand(v))
            }
            Exit::Try { normal, exc, handler } => {
                format!("try {} except {} in {}", self.link(normal), self.define(g, *exc), self.link(handler))
            }
            Exit::Unreachable => "unreachable".to_string(),
        };
        (format!("    {line}"), at)
    }
}
