//! Control flow with the words of C.
//!
//! Blocks are written along the dominator tree: what one link alone leads to stands where the link is; where ways meet, behind
//! the block that dominates it, so that the ways fall into it or jump there. A loop is a `for` around what leads back to its
//! header. Any graph can be written so: what does not fit is a `goto`.

use crate::dispatch::{self, Dispatch};
use crate::func::Func;
use crate::text::{Stmt, falls, size};
use rpy_ir::dominators::{Dominators, predecessors};
use rpy_ir::hash::HashSet;
use rpy_ir::{BlockId, Const, Exit, Graph, Link, Span, Ty};

/// Statements nested deeper are written apart. Compilers have limits too.
const NESTING: u32 = 40;

/// The dominator tree and the loops of a graph.
pub struct Shape {
    children: Vec<Vec<BlockId>>,
    /// By block: the only link to it comes from the parent in the tree.
    single: Vec<bool>,
    /// By block: the loop that it is the header of.
    loops: Vec<Option<HashSet<BlockId>>>,
    /// What surrounds the current statement, and where it goes on behind it.
    around: Vec<Around>,
    /// Blocks that have been put where they are, not at a link.
    apart: HashSet<BlockId>,
    /// The interpreters' loops around the current block.
    dispatches: Vec<Dispatch>,
    /// How many links the current block is inside of.
    depth: u32,
}

struct Around {
    /// None: a switch.
    header: Option<BlockId>,
    behind: Option<BlockId>,
}

impl Shape {
    pub fn new(g: &Graph) -> Shape {
        let dominators = Dominators::new(g);
        let preds = predecessors(g);
        let mut loops = vec![None; g.blocks.len()];
        for &header in &dominators.order {
            let back = preds[header.0 as usize].iter().copied().filter(|&p| dominators.dominates(header, p));
            let mut work: Vec<BlockId> = back.collect();
            if work.is_empty() {
                continue;
            }
            let mut body = HashSet::from_iter([header]);
            while let Some(b) = work.pop() {
                if body.insert(b) {
                    work.extend(&preds[b.0 as usize]);
                }
            }
            loops[header.0 as usize] = Some(body);
        }
        let single = preds.iter().map(|p| p.len() == 1).collect();
        Shape {
            children: dominators.children(),
            single,
            loops,
            around: vec![],
            apart: HashSet::default(),
            dispatches: vec![],
            depth: 0,
        }
    }
}

impl Func<'_, '_> {
    /// A block and all that it dominates. `next` is what stands behind.
    pub fn tree(&mut self, b: BlockId, next: Option<BlockId>) -> Result<Vec<Stmt>, String> {
        let children = self.shape.children[b.0 as usize].clone();
        let Some(body) = self.shape.loops[b.0 as usize].take() else {
            let behind: Vec<BlockId> = children.into_iter().filter(|&c| !self.inline(c)).collect();
            return self.sequence(b, &behind, next);
        };
        let (inside, outside): (Vec<BlockId>, Vec<BlockId>) = children.into_iter().partition(|c| body.contains(c));
        self.shape.apart.extend(&outside);
        let found = dispatch::find(self.g, b, &body, &self.shape.single);
        let mut head = vec![];
        if let Some(d) = &found {
            self.shape.apart.extend(d.exits(self.g));
            self.share(d);
            head.push(self.dispatch_macro(d)?);
        }
        let inside: Vec<BlockId> = inside.into_iter().filter(|&c| !self.inline(c)).collect();
        let behind = outside.first().copied().or(next);
        self.shape.around.push(Around { header: Some(b), behind });
        let dispatched = found.is_some();
        self.shape.dispatches.extend(found);
        let stmts = self.sequence(b, &inside, Some(b))?;
        self.shape.around.pop();
        let mut out = head;
        out.push(Stmt::Loop(stmts));
        if dispatched {
            self.shape.dispatches.pop();
            out.push(Stmt::Raw(vec![format!("#undef {}", dispatch::next(b))]));
        }
        self.rest(&outside, next, &mut out)?;
        Ok(out)
    }

    /// Whether a block is written where the link to it is.
    fn inline(&mut self, b: BlockId) -> bool {
        let inline = self.shape.single[b.0 as usize]
            && !self.shape.apart.contains(&b)
            && self.shape.loops[b.0 as usize].is_none()
            && self.shape.depth < NESTING;
        if !inline {
            self.shape.apart.insert(b);
        }
        inline
    }

    /// A block without its loop, then blocks that it dominates.
    fn sequence(&mut self, b: BlockId, behind: &[BlockId], next: Option<BlockId>) -> Result<Vec<Stmt>, String> {
        let mut out = vec![];
        let g = self.g;
        for op in &g.blocks[b].ops {
            out.extend(self.statement(op)?);
        }
        self.exit(b, behind.first().copied().or(next), &mut out)?;
        self.rest(behind, next, &mut out)?;
        Ok(out)
    }

    fn rest(&mut self, blocks: &[BlockId], next: Option<BlockId>, out: &mut Vec<Stmt>) -> Result<(), String> {
        for (i, &b) in blocks.iter().enumerate() {
            out.push(Stmt::Label(b));
            out.extend(self.tree(b, blocks.get(i + 1).copied().or(next))?);
        }
        Ok(())
    }

    fn exit(&mut self, b: BlockId, next: Option<BlockId>, out: &mut Vec<Stmt>) -> Result<(), String> {
        let g = self.g;
        let span = g.blocks[b].span;
        match &g.blocks[b].exit {
            Exit::Goto(l) => out.extend(self.link(l, next, span)?),
            Exit::Branch { cond, then, els } => {
                let cond = self.value(cond)?;
                let (t, e) = (self.link(then, next, span)?, self.link(els, next, span)?);
                let cold = |l: &Link| self.cold[l.to.0 as usize];
                branch(cond, span, t, e, (cold(then), cold(els)), out);
            }
            Exit::Switch { .. } => self.switch(b, next, out)?,
            Exit::Return(v) => {
                let text = match self.unit.value_type(g.ret) {
                    Some(_) => format!("return {};", crate::text::bare(&self.value_as(v, g.ret)?)),
                    None => "return;".to_string(),
                };
                out.push(self.code(text, span, true));
            }
            Exit::Unreachable => out.push(self.code("TRAP();".to_string(), span, true)),
            Exit::Try { .. } | Exit::Raise(..) => return Err("the exceptions phase has not run".to_string()),
        }
        Ok(())
    }

    /// Assigns the arguments and goes there.
    fn link(&mut self, l: &Link, next: Option<BlockId>, span: Span) -> Result<Vec<Stmt>, String> {
        let mut out = vec![];
        let assigned = self.assignments(l)?;
        if !assigned.is_empty() {
            out.push(self.code(assigned.join(" "), span, false));
        }
        let here = self.shape.single[l.to.0 as usize] && !self.shape.apart.contains(&l.to);
        if here {
            self.shape.depth += 1;
            out.extend(self.tree(l.to, next)?);
            self.shape.depth -= 1;
        } else {
            out.extend(self.jump(l.to, next));
        }
        Ok(out)
    }

    fn jump(&mut self, to: BlockId, next: Option<BlockId>) -> Option<Stmt> {
        if next == Some(to) {
            return None;
        }
        let around = &self.shape.around;
        if around.iter().rev().find_map(|a| a.header) == Some(to) {
            let dispatched = self.shape.dispatches.iter().any(|d| d.header == to);
            return Some(if dispatched { Stmt::Next(to) } else { Stmt::Continue });
        }
        if around.last().is_some_and(|a| a.behind == Some(to)) {
            return Some(Stmt::Break);
        }
        self.labels.insert(to);
        Some(Stmt::Goto(to))
    }

    fn switch(&mut self, b: BlockId, next: Option<BlockId>, out: &mut Vec<Stmt>) -> Result<(), String> {
        let block = &self.g.blocks[b];
        let Exit::Switch { on, cases, default } = &block.exit else { return Ok(()) };
        let span = block.span;
        let ty = self.operand_ty(on);
        let mut groups: Vec<(Vec<String>, &Link, Option<i64>)> = vec![];
        for (value, l) in cases.iter().filter(|(_, l)| l != default) {
            let shown = format!("case {}:", self.case(*value, ty)?);
            match groups.iter_mut().find(|(_, other, _)| *other == l) {
                Some((labels, ..)) => labels.push(shown),
                None => groups.push((vec![shown], l, Some(*value))),
            }
        }
        groups.push((vec!["default:".to_string()], default, None));
        self.shape.around.push(Around { header: None, behind: next });
        let mut arms = vec![];
        let dispatch = self.shape.dispatches.iter().rposition(|d| d.switch() == b);
        for (labels, l, first) in groups {
            let mut arm: Vec<Stmt> = vec![];
            arm.extend(dispatch.map(|d| Stmt::Raw(vec![format!("{}:;", self.shape.dispatches[d].label(first))])));
            // An arm must leave the switch by a jump.
            arm.extend(self.link(l, None, span)?);
            arms.push((labels, arm));
        }
        self.shape.around.pop();
        out.push(Stmt::Switch { on: self.value(on)?, span, arms });
        Ok(())
    }

    fn case(&self, value: i64, ty: Ty) -> Result<String, String> {
        let c = match ty {
            Ty::Char => Const::Char(value as u8),
            Ty::UniChar => Const::UniChar(value as u32),
            Ty::Bool => Const::Int(value, rpy_ir::IntKind::I64),
            Ty::Int(k) => Const::Int(value, k),
            other => return Err(format!("a switch on {other:?}")),
        };
        crate::expr::constant(self.unit, &c, ty)
    }
}

/// The two sides of a branch. Of sides that do not come back, the cold one, or else the shorter one, stands inside and the other
/// one behind.
fn branch(cond: String, span: Span, then: Vec<Stmt>, els: Vec<Stmt>, cold: (bool, bool), out: &mut Vec<Stmt>) {
    let (then_ends, else_ends) = (!falls(&then), !falls(&els));
    let shorter = match cold {
        (true, false) => false,
        (false, true) => true,
        _ => size(&els) < size(&then),
    };
    if then.is_empty() && els.is_empty() {
    } else if then.is_empty() || (else_ends && (!then_ends || shorter)) {
        out.push(Stmt::If { cond: not(&cond), span, then: els, els: vec![] });
        out.extend(then);
    } else if then_ends {
        out.push(Stmt::If { cond, span, then, els: vec![] });
        out.extend(els);
    } else {
        out.push(Stmt::If { cond, span, then, els });
    }
}

/// The negation of a condition.
pub fn not(cond: &str) -> String {
    let inner = crate::text::bare(cond);
    match inner.strip_prefix('!') {
        // `!x` or `!(x)` as a whole, not `!x && y`.
        Some(rest) if inner != cond && (crate::text::bare(rest) != rest || !rest.contains(' ')) => rest.to_string(),
        _ => format!("!{cond}"),
    }
}
