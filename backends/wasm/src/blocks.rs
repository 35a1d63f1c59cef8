//! Control flow: nested blocks and loops from a reducible graph.
//!
//! The method is Ramsey's ("Beyond Relooper: recursive translation of unstructured control flow to structured control flow", ICFP
//! 2022): code is nested as the dominator tree is. A block that several forward links enter is placed behind a wasm block that
//! contains all that may jump to it; a block that is entered by a link back is a loop.

use crate::func::Translate;
use crate::schedule::Place;
use rpy_ir::dominators::{Dominators, predecessors};
use rpy_ir::entity::Entity;
use rpy_ir::hash::HashMap;
use rpy_ir::{BlockId, Exit, Graph, Link, Operand, Var};
use walrus::ir::{BinaryOp, InstrSeqId, InstrSeqType, UnaryOp};

/// What is known of a graph's blocks, and the labels that are in scope.
pub struct Structure {
    /// By block: its number in reverse postorder.
    number: Vec<usize>,
    /// By block: several forward links lead to it.
    merges: Vec<bool>,
    heads: Vec<bool>,
    /// By block: what it dominates at once and is a merge, in reverse postorder.
    behind: Vec<Vec<BlockId>>,
    /// What to jump to for a link forward.
    ends: HashMap<BlockId, InstrSeqId>,
    /// For a link back.
    loops: HashMap<BlockId, InstrSeqId>,
}

impl Structure {
    pub fn new(g: &Graph) -> Structure {
        let dominators = Dominators::new(g);
        let mut number = vec![usize::MAX; g.blocks.len()];
        for (i, b) in dominators.order.iter().enumerate() {
            number[b.index()] = i;
        }
        let preds = predecessors(g);
        let mut merges = vec![false; g.blocks.len()];
        let mut heads = vec![false; g.blocks.len()];
        for &b in &dominators.order {
            let forward = preds[b.index()].iter().filter(|p| number[p.index()] < number[b.index()]).count();
            merges[b.index()] = forward > 1;
            heads[b.index()] = forward < preds[b.index()].len();
        }
        let mut behind = dominators.children();
        for children in &mut behind {
            children.retain(|c| merges[c.index()]);
            children.sort_by_key(|c| number[c.index()]);
        }
        Structure { number, merges, heads, behind, ends: HashMap::default(), loops: HashMap::default() }
    }
}

impl Translate<'_, '_> {
    /// A block and all that it dominates. `next` is what control falls into at the end of the current sequence.
    pub fn tree(&mut self, b: BlockId, next: Option<BlockId>) -> Result<(), String> {
        let behind = self.structure.behind[b.index()].clone();
        if !self.structure.heads[b.index()] {
            return self.node(b, &behind, next);
        }
        let body = self.new_seq();
        self.ins(walrus::ir::Loop { seq: body });
        self.structure.loops.insert(b, body);
        self.inside(body, |t| t.node(b, &behind, next))
    }

    fn node(&mut self, b: BlockId, behind: &[BlockId], next: Option<BlockId>) -> Result<(), String> {
        if let Some((&last, others)) = behind.split_last() {
            let body = self.new_seq();
            self.ins(walrus::ir::Block { seq: body });
            self.structure.ends.insert(last, body);
            self.inside(body, |t| t.node(b, others, Some(last)))?;
            return self.tree(last, next);
        }
        let g = self.g;
        for op in &g.blocks[b].ops {
            self.root(op)?;
        }
        self.exit(b, &g.blocks[b].exit, next)
    }

    pub fn new_seq(&mut self) -> InstrSeqId {
        self.b.dangling_instr_seq(InstrSeqType::Simple(None)).id()
    }

    pub fn inside(&mut self, seq: InstrSeqId, f: impl FnOnce(&mut Self) -> Result<(), String>) -> Result<(), String> {
        let outer = std::mem::replace(&mut self.seq, seq);
        let result = f(self);
        self.seq = outer;
        result
    }

    fn exit(&mut self, b: BlockId, exit: &Exit, next: Option<BlockId>) -> Result<(), String> {
        match exit {
            Exit::Goto(l) => self.link(b, l, next),
            Exit::Branch { cond, then, els } => {
                self.push(cond)?;
                if let Some(label) = self.plain(b, then) {
                    self.ins(walrus::ir::BrIf { block: label });
                    return self.link(b, els, next);
                }
                if let Some(label) = self.plain(b, els) {
                    self.un(UnaryOp::I32Eqz);
                    self.ins(walrus::ir::BrIf { block: label });
                    return self.link(b, then, next);
                }
                let (consequent, alternative) = (self.new_seq(), self.new_seq());
                self.ins(walrus::ir::IfElse { consequent, alternative });
                self.inside(consequent, |t| t.link(b, then, next))?;
                self.inside(alternative, |t| t.link(b, els, next))
            }
            Exit::Switch { on, cases, default } => self.switch(b, on, cases, default),
            Exit::Return(v) => {
                self.push(v)?;
                if let Some(bytes) = self.frame {
                    self.move_stack(bytes, BinaryOp::I32Add);
                }
                self.ins(walrus::ir::Return {});
                Ok(())
            }
            Exit::Unreachable => {
                self.ins(walrus::ir::Unreachable {});
                Ok(())
            }
            Exit::Try { .. } | Exit::Raise(..) => Err("the exceptions phase has not run".to_string()),
        }
    }

    /// The label that a link is a mere jump to.
    pub fn plain(&self, from: BlockId, l: &Link) -> Option<InstrSeqId> {
        let params = &self.g.blocks[l.to].params;
        let moves = params.iter().zip(&l.args).any(|(p, a)| self.local(*p).is_some() && !self.is_there(*p, a));
        if moves { None } else { self.label(from, l.to) }
    }

    fn label(&self, from: BlockId, to: BlockId) -> Option<InstrSeqId> {
        let s = &self.structure;
        if s.number[to.index()] <= s.number[from.index()] {
            s.loops.get(&to).copied()
        } else if s.merges[to.index()] {
            s.ends.get(&to).copied()
        } else {
            None
        }
    }

    /// Goes along a link, at the end of a sequence.
    pub fn link(&mut self, from: BlockId, l: &Link, next: Option<BlockId>) -> Result<(), String> {
        self.pass(l)?;
        let back = self.structure.number[l.to.index()] <= self.structure.number[from.index()];
        match self.label(from, l.to) {
            None => self.tree(l.to, next),
            Some(_) if !back && next == Some(l.to) => Ok(()),
            Some(block) => {
                self.ins(walrus::ir::Br { block });
                Ok(())
            }
        }
    }

    /// Whether an argument is in the local of its parameter.
    fn is_there(&self, p: Var, a: &Operand) -> bool {
        let local = a.var().filter(|v| self.schedule.place(*v) == Place::Local).and_then(|v| self.local(v));
        local.is_some() && local == self.local(p)
    }

    /// Arguments become parameters, all at once.
    fn pass(&mut self, l: &Link) -> Result<(), String> {
        let g = self.g;
        let mut moved = vec![];
        for (p, a) in g.blocks[l.to].params.iter().zip(&l.args) {
            if self.is_there(*p, a) {
                continue;
            }
            if let Some(local) = self.local(*p) {
                self.push(a)?;
                moved.push(local);
            }
        }
        for local in moved.into_iter().rev() {
            self.set(local);
        }
        Ok(())
    }
}
