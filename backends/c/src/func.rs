//! One graph as a C function.

use crate::flow::Shape;
use crate::fold::{self, Plan};
use crate::text::{Printer, Stmt};
use crate::unit::Unit;
use rpy_ir::hash::HashSet;
use rpy_ir::{Graph, GraphId, InlineHint, Span, Ty, Var};
use std::collections::BTreeMap;

/// A function that is being written.
pub struct Func<'u, 'p> {
    pub unit: &'u Unit<'p>,
    pub g: &'p Graph,
    pub plan: Plan,
    pub shape: Shape,
    /// By block: rarely executed.
    pub cold: Vec<bool>,
    /// Variables that are declared at the top.
    declared: HashSet<Var>,
    /// Labels that something jumps to.
    pub labels: HashSet<rpy_ir::BlockId>,
    spare: u32,
}

/// The function's head: what it gives, its name and parameters.
pub fn signature(unit: &Unit, id: GraphId, inner: bool) -> String {
    let g = &unit.program.graphs[id];
    let params: Vec<String> = g
        .params()
        .iter()
        .filter(|&&p| unit.value_type(g.ty(p)).is_some())
        .map(|&p| unit.declaration(g.ty(p), &variable(g, p)))
        .collect();
    let params = if params.is_empty() { "void".to_string() } else { params.join(", ") };
    let head = format!("{}({params})", unit.graph(id));
    let head = match unit.value_type(g.ret) {
        Some(_) => unit.declaration(g.ret, &head),
        None => format!("void {head}"),
    };
    let attributes = match (g.flags.cold, g.flags.inline) {
        (true, _) => "COLD ",
        (false, InlineHint::Never) => "NOINLINE ",
        _ => "",
    };
    format!("{}{attributes}{head}", if inner { "static " } else { "" })
}

/// A variable's name: a letter for its type, and its number.
fn variable(g: &Graph, v: Var) -> String {
    let letter = match g.ty(v) {
        Ty::Bool => 'b',
        Ty::Char => 'c',
        Ty::UniChar => 'u',
        Ty::Float | Ty::SingleFloat => 'd',
        Ty::Ptr(_) => 'p',
        Ty::Address => 'a',
        _ => 'i',
    };
    format!("{letter}{}", v.0)
}

/// Writes the definition of a function.
pub fn define(unit: &Unit, id: GraphId, inner: bool, printer: &mut Printer) -> Result<(), String> {
    let g = &unit.program.graphs[id];
    let mut f = Func {
        unit,
        g,
        plan: fold::plan(g),
        shape: Shape::new(g),
        cold: rpy_ir::cold::cold_blocks(unit.program, g),
        declared: HashSet::default(),
        labels: HashSet::default(),
        spare: 0,
    };
    let body = f.tree(g.entry, None).map_err(|e| format!("{}: {e}", g.name))?;
    printer.labels = std::mem::take(&mut f.labels);
    let place = match (unit.program.sources.path(g.span), unit.program.sources.line(g.span)) {
        (Some(path), Some(line)) => format!(", {path}:{line}"),
        _ => String::new(),
    };
    printer.line(0, &format!("/* {}{place} */", g.name.replace("*/", "* /")), Span::NONE);
    printer.line(0, &signature(unit, id, inner), g.span);
    printer.line(0, "{", Span::NONE);
    for line in f.declarations() {
        printer.line(1, &line, Span::NONE);
    }
    printer.stmts(1, &body);
    printer.line(0, "}\n", Span::NONE);
    Ok(())
}

impl Func<'_, '_> {
    pub fn var(&self, v: Var) -> String {
        variable(self.g, v)
    }

    /// The left side of an assignment to a variable: with its declaration where that may stand here.
    pub fn assigned(&mut self, v: Var) -> String {
        if self.plan.local[v.0 as usize] {
            return self.unit.declaration(self.g.ty(v), &self.var(v));
        }
        self.declared.insert(v);
        self.var(v)
    }

    /// A block's parameter is assigned from elsewhere.
    pub fn parameter(&mut self, v: Var) -> String {
        self.declared.insert(v);
        self.var(v)
    }

    /// The name of one more variable.
    pub fn spare(&mut self) -> String {
        self.spare += 1;
        format!("t{}", self.spare)
    }

    /// The declarations at the top, one line for each type.
    fn declarations(&self) -> Vec<String> {
        let mut by_type: BTreeMap<String, Vec<Var>> = BTreeMap::new();
        for &v in &self.declared {
            if let Some(t) = self.unit.value_type(self.g.ty(v)) {
                by_type.entry(t).or_default().push(v);
            }
        }
        let mut lines = vec![];
        for (t, mut vars) in by_type {
            vars.sort();
            let star = if t.ends_with('*') { "*" } else { "" };
            let names: Vec<String> = vars.into_iter().map(|v| format!("{star}{}", self.var(v))).collect();
            lines.push(format!("{} {};", t.trim_end_matches(" *"), names.join(", ")));
        }
        lines
    }

    pub fn code(&self, text: String, span: Span, ends: bool) -> Stmt {
        Stmt::Code { text, span, ends }
    }
}
