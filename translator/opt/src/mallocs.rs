//! Malloc removal: an object that never leaves its graph becomes one SSA variable for each field.
//!
//! An object qualifies if its pointer (and casts of it) is only read from, written to, and compared. Each of its fields is
//! then an ordinary variable with several assignments, for which SSA form is made as in Braun et al., "Simple and Efficient
//! Construction of Static Single Assignment Form" (2013). Every use is dominated by the allocation, so the value at the
//! start of a block is found through its predecessors without leaving what the allocation dominates.

use crate::Context;
use crate::fold::zero;
use crate::rewrite::{Subst, predecessors};
use rpy_ir::hash::{HashMap, HashSet};
use rpy_ir::{BlockId, Const, FieldRef, Graph, Op, Operand, Ty, Var};

/// A field of one removed object.
type Key = (Var, FieldRef);

pub fn run(g: &mut Graph, cx: &Context) -> bool {
    let roots = roots(g);
    if roots.objects.is_empty() {
        return false;
    }
    Removal::new(g, cx, roots).run();
    true
}

/// The objects that can go, and which variables point to them.
struct Roots {
    /// The allocation of each object: its block.
    objects: HashMap<Var, BlockId>,
    /// By variable: the object that it points to.
    of: Vec<Option<Var>>,
}

fn roots(g: &Graph) -> Roots {
    let mut of: Vec<Option<Var>> = vec![None; g.vars.len()];
    let mut objects = HashMap::default();
    let order = g.reverse_postorder();
    for &b in &order {
        for op in &g.blocks[b].ops {
            let Some(result) = op.result else { continue };
            match op.op {
                Op::Malloc => {
                    of[result.0 as usize] = Some(result);
                    objects.insert(result, b);
                }
                Op::CastPointer | Op::SameAs => {
                    of[result.0 as usize] = op.args[0].var().and_then(|v| of[v.0 as usize]);
                }
                _ => {}
            }
        }
    }
    let root = |o: &Operand| o.var().and_then(|v| of[v.0 as usize]);
    let mut escaped = HashSet::default();
    for &b in &order {
        let block = &g.blocks[b];
        for op in &block.ops {
            let harmless = match op.op {
                Op::GetField
                | Op::SetField
                | Op::PtrNonzero
                | Op::PtrIszero
                | Op::CastPointer
                | Op::SameAs
                | Op::Keepalive => 1,
                Op::PtrEq | Op::PtrNe => 2,
                _ => 0,
            };
            escaped.extend(op.args.iter().skip(harmless).filter_map(root));
        }
        block.exit.for_each_operand(|o| escaped.extend(root(o)));
    }
    objects.retain(|v, _| !escaped.contains(v));
    for slot in &mut of {
        if slot.is_some_and(|v| !objects.contains_key(&v)) {
            *slot = None;
        }
    }
    Roots { objects, of }
}

struct Removal<'a> {
    g: &'a mut Graph,
    cx: &'a Context<'a>,
    roots: Roots,
    preds: Vec<Vec<BlockId>>,
    /// The value that a block leaves in a field that it writes.
    written: HashMap<(BlockId, Key), Operand>,
    /// The value of a field at the start of a block.
    at_start: HashMap<(BlockId, Key), Operand>,
    /// Parameters made for fields, whose arguments are still to be found.
    unfilled: Vec<(BlockId, Key)>,
    subst: Subst,
}

impl<'a> Removal<'a> {
    fn new(g: &'a mut Graph, cx: &'a Context<'a>, roots: Roots) -> Self {
        let preds = predecessors(g);
        let subst = Subst::new(g);
        let (written, at_start) = (HashMap::default(), HashMap::default());
        Removal { g, cx, roots, preds, written, at_start, unfilled: vec![], subst }
    }

    fn root(&self, o: &Operand) -> Option<Var> {
        o.var().and_then(|v| self.roots.of.get(v.0 as usize).copied().flatten())
    }

    fn key(&self, args: &[Operand]) -> Option<Key> {
        match args.get(1) {
            Some(Operand::Const(Const::Field(f))) => Some((self.root(&args[0])?, *f)),
            _ => None,
        }
    }

    fn run(mut self) {
        let order = self.g.reverse_postorder();
        for &b in &order {
            for i in 0..self.g.blocks[b].ops.len() {
                let op = &self.g.blocks[b].ops[i];
                if op.op == Op::SetField
                    && let Some(key) = self.key(&op.args)
                {
                    let value = op.args[2].clone();
                    self.written.insert((b, key), value);
                }
            }
        }
        for &b in &order {
            self.rewrite(b);
        }
        // In the order in which they were made: arguments are appended as the parameters were. Filling may make more.
        let mut next = 0;
        while let Some(&(b, key)) = self.unfilled.get(next) {
            next += 1;
            let mut from = self.preds[b.0 as usize].clone();
            from.sort();
            from.dedup();
            for p in from {
                let value = self.at_end(p, key);
                for link in self.g.blocks[p].exit.links_mut() {
                    if link.to == b {
                        link.args.push(value.clone());
                    }
                }
            }
        }
        self.subst.apply(self.g);
    }

    fn zero(&self, key: Key) -> Operand {
        zero(self.cx.types.field(key.1).ty).map_or(Operand::void(), Operand::Const)
    }

    fn rewrite(&mut self, b: BlockId) {
        let ops = std::mem::take(&mut self.g.blocks[b].ops);
        let mut now: HashMap<Key, Operand> = HashMap::default();
        let mut kept = Vec::with_capacity(ops.len());
        for op in ops {
            let Some(root) = op.args.first().and_then(|o| self.root(o)).or_else(|| match op.op {
                Op::Malloc => op.result.filter(|r| self.roots.objects.contains_key(r)),
                Op::PtrEq | Op::PtrNe => op.args.get(1).and_then(|o| self.root(o)),
                _ => None,
            }) else {
                kept.push(op);
                continue;
            };
            match op.op {
                Op::SetField => {
                    if let Some(key) = self.key(&op.args) {
                        now.insert(key, op.args[2].clone());
                    }
                }
                Op::GetField => {
                    if let (Some(key), Some(result)) = (self.key(&op.args), op.result) {
                        let value = match now.get(&key) {
                            Some(v) => v.clone(),
                            None if self.roots.objects[&root] == b => self.zero(key),
                            None => self.at_start(b, key),
                        };
                        self.subst.set(result, value);
                    }
                }
                Op::PtrNonzero | Op::PtrIszero => {
                    if let Some(result) = op.result {
                        self.subst.set(result, Operand::bool(op.op == Op::PtrNonzero));
                    }
                }
                Op::PtrEq | Op::PtrNe => {
                    if let Some(result) = op.result {
                        let same = self.root(&op.args[0]) == self.root(&op.args[1]);
                        self.subst.set(result, Operand::bool(same == (op.op == Op::PtrEq)));
                    }
                }
                // The allocation itself, casts of the pointer, keepalive.
                _ => {}
            }
        }
        let block = &mut self.g.blocks[b];
        // An allocation under a Try was its last operation.
        if let rpy_ir::Exit::Try { normal, .. } = &block.exit
            && !kept.last().is_some_and(|op| op.op.effects().raises)
        {
            block.exit = rpy_ir::Exit::Goto(normal.clone());
        }
        block.ops = kept;
    }

    fn at_end(&mut self, b: BlockId, key: Key) -> Operand {
        match self.written.get(&(b, key)) {
            Some(v) => v.clone(),
            None if self.roots.objects[&key.0] == b => self.zero(key),
            None => self.at_start(b, key),
        }
    }

    fn at_start(&mut self, mut b: BlockId, key: Key) -> Operand {
        let mut passed = vec![];
        let value = loop {
            if let Some(v) = self.at_start.get(&(b, key)) {
                break v.clone();
            }
            passed.push(b);
            match self.preds[b.0 as usize][..] {
                [p] => match self.written.get(&(p, key)) {
                    Some(v) => break v.clone(),
                    None if self.roots.objects[&key.0] == p => break self.zero(key),
                    None => b = p,
                },
                _ => {
                    let ty: Ty = self.cx.types.field(key.1).ty;
                    let param = self.g.add_param(b, ty);
                    self.unfilled.push((b, key));
                    break Operand::Var(param);
                }
            }
        };
        for p in passed {
            self.at_start.insert((p, key), value.clone());
        }
        value
    }
}
