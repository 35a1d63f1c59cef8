//! The loop of an interpreter: a `for` whose body begins with what leads to a `switch`.
//!
//! A processor predicts a jump by where it is: one `switch` for all instructions is predicted badly, and C compilers do not
//! duplicate it. So each arm that goes on with the loop has a copy of the way from the loop's head to the `switch`, and of its jump.
//! The copy is a macro, which takes gcc's and clang's labels as values; for other compilers it is `continue`. Gcc merges
//! equal ends of blocks, after it has taken the copies for its own: `APART` in each copy keeps it from that.

use crate::copies::Copy;
use crate::func::Func;
use crate::text::Stmt;
use rpy_ir::hash::HashSet;
use rpy_ir::{BlockId, Exit, Graph, Link, Operand, Ty};

/// A way with more operations is not worth a copy.
const LONGEST: usize = 16;
/// A `switch` with fewer cases is no interpreter's.
const FEWEST: usize = 4;
/// A table with more entries is too large.
const LARGEST: i64 = 256;

/// The way from a loop's header to its switch.
pub struct Dispatch {
    pub header: BlockId,
    /// The blocks on the way; the last one ends in the switch.
    way: Vec<BlockId>,
    entries: i64,
}

/// The statement that goes on with the loop.
pub fn next(header: BlockId) -> String {
    format!("NEXT_{}", header.0)
}

/// The way from the header of a loop to a switch, if there is one. `single`: only one link leads to the block.
pub fn find(g: &Graph, header: BlockId, body: &HashSet<BlockId>, single: &[bool]) -> Option<Dispatch> {
    let mut way = vec![header];
    let mut at = header;
    loop {
        let block = &g.blocks[at];
        if way.iter().map(|&b| g.blocks[b].ops.len()).sum::<usize>() > LONGEST {
            return None;
        }
        let inside = |l: &Link| body.contains(&l.to) && l.to != header;
        let to = match &block.exit {
            Exit::Switch { on, cases, default } => {
                let links: HashSet<BlockId> = cases.iter().map(|(_, l)| l.to).collect();
                let repeated = links.len() < FEWEST || links.contains(&header) || default.to == header;
                let (first, last) = (cases.iter().map(|c| c.0).min()?, cases.iter().map(|c| c.0).max()?);
                if repeated || first < 0 || last >= LARGEST {
                    return None;
                }
                let entries = if narrow(g, on) { 256 } else { last + 1 };
                return Some(Dispatch { header, way, entries });
            }
            Exit::Goto(l) if inside(l) => l.to,
            Exit::Branch { then, els, .. } => match (inside(then), inside(els)) {
                (true, false) => then.to,
                (false, true) => els.to,
                _ => return None,
            },
            _ => return None,
        };
        if !single[to.0 as usize] {
            return None;
        }
        way.push(to);
        at = to;
    }
}

/// A value that needs no comparison with the table's length.
fn narrow(g: &Graph, on: &Operand) -> bool {
    on.var().is_some_and(|v| matches!(g.ty(v), Ty::Char))
}

impl Dispatch {
    /// Blocks that the way leads out to: copies jump there, so they stand apart, with a label.
    pub fn exits(&self, g: &Graph) -> Vec<BlockId> {
        let links = self.way.iter().filter(|&&b| !matches!(g.blocks[b].exit, Exit::Switch { .. }));
        links.flat_map(|&b| g.blocks[b].exit.links()).map(|l| l.to).filter(|to| !self.way.contains(to)).collect()
    }

    pub fn switch(&self) -> BlockId {
        self.way[self.way.len() - 1]
    }

    /// The label of an arm, by its first case; None: the default.
    pub fn label(&self, case: Option<i64>) -> String {
        match case {
            Some(n) => format!("case_{}_{n}", self.header.0),
            None => format!("default_{}", self.header.0),
        }
    }
}

impl Func<'_, '_> {
    /// Variables of the way are assigned in more places than one.
    pub fn share(&mut self, d: &Dispatch) {
        for &b in &d.way {
            for r in self.g.blocks[b].ops.iter().filter_map(|op| op.result) {
                self.plan.local[r.0 as usize] = false;
            }
        }
    }

    /// The macro, and the table that it jumps through.
    pub fn dispatch_macro(&mut self, d: &Dispatch) -> Result<Stmt, String> {
        let g = self.g;
        let mut lines = vec![];
        for (i, &b) in d.way.iter().enumerate() {
            for op in &g.blocks[b].ops {
                if let Some(Stmt::Code { text, .. }) = self.statement(op)? {
                    lines.push(text);
                }
            }
            match &g.blocks[b].exit {
                Exit::Goto(l) => lines.extend(self.assignments(l)?),
                Exit::Branch { cond, then, els } => {
                    let cond = self.value(cond)?;
                    let (cond, on, out) = match then.to == d.way[i + 1] {
                        true => (crate::flow::not(&cond), then, els),
                        false => (cond, els, then),
                    };
                    let leave = self.assignments(out)?.join(" ");
                    self.labels.insert(out.to);
                    let target = crate::text::label(out.to);
                    lines.push(format!("if ({}) {{ {leave} goto {target}; }}", crate::text::bare(&cond)));
                    lines.extend(self.assignments(on)?);
                }
                Exit::Switch { on, .. } => {
                    let v = self.value(on)?;
                    if !narrow(g, on) {
                        let v = crate::text::bare(&v);
                        lines.push(format!("if ((uint64_t)({v}) >= {}) goto {};", d.entries, d.label(None)));
                    }
                    lines.push(format!("APART(); goto *table_{}[{}];", d.header.0, crate::text::bare(&v)));
                }
                _ => return Err("no way to a switch".to_string()),
            }
        }
        let mut out = vec!["#if defined(__GNUC__)".to_string()];
        out.push(format!("    static const void *const table_{}[{}] = {{", d.header.0, d.entries));
        out.extend(self.table(d));
        out.push("    };".to_string());
        out.push(format!("#define {} {{ \\", next(d.header)));
        out.extend(lines.into_iter().map(|l| format!("    {l} \\")));
        out.extend(["}".to_string(), "#else".to_string(), format!("#define {} continue;", next(d.header))]);
        out.push("#endif".to_string());
        Ok(Stmt::Raw(out))
    }

    fn table(&self, d: &Dispatch) -> Vec<String> {
        let Exit::Switch { cases, default, .. } = &self.g.blocks[d.switch()].exit else { return vec![] };
        let label = |n: i64| match cases.iter().find(|(v, l)| *v == n && l != default) {
            // Cases that do the same share an arm, which has the label of the first.
            Some((_, l)) => d.label(cases.iter().find(|(_, other)| other == l).map(|(v, _)| *v)),
            None => d.label(None),
        };
        let all: Vec<String> = (0..d.entries).map(|n| format!("&&{},", label(n))).collect();
        all.chunks(6).map(|line| format!("        {}", line.join(" "))).collect()
    }

    /// The arguments of a link as assignments.
    pub fn assignments(&mut self, l: &Link) -> Result<Vec<String>, String> {
        let g = self.g;
        let mut copies = vec![];
        for (a, &p) in l.args.iter().zip(&g.blocks[l.to].params) {
            if !self.plan.needed[p.0 as usize] || self.unit.value_type(g.ty(p)).is_none() {
                continue;
            }
            let mut reads = HashSet::default();
            self.reads(a, &mut reads);
            copies.push(Copy { to: p, name: self.parameter(p), value: self.value_as(a, g.ty(p))?, reads });
        }
        Ok(crate::copies::order(copies, |c, out| {
            let name = self.spare();
            out.push(format!("{} = {};", self.unit.declaration(g.ty(c.to), &name), crate::text::bare(&c.value)));
            name
        }))
    }
}
