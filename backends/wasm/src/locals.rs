//! Which variables share a local: those that are not alive at the same time.
//!
//! Fewer locals make frames and code smaller. In SSA form, variables that are given locals in the order of the dominator tree, each one
//! that is free where it is defined, never clash (Hack, Grund and Goos, "Register allocation for programs in SSA form", 2006). A
//! parameter takes the local of an argument where it can, so that passing it is no move.

use crate::schedule::{Place, Schedule};
use crate::values::val_type;
use rpy_ir::entity::Entity;
use rpy_ir::{BlockId, Graph, Operand, Var};
use walrus::ValType;

pub struct Locals {
    /// By variable, if it is in a local: which one.
    of: Vec<Option<u32>>,
    /// The locals' types. The first ones are the graph's parameters.
    pub types: Vec<ValType>,
}

impl Locals {
    pub fn new(g: &Graph, schedule: &Schedule) -> Locals {
        let order = g.reverse_postorder();
        let mut reads = Reads { g, schedule, all: vec![vec![]; g.blocks.len()] };
        order.iter().for_each(|&b| reads.block(b));
        let alive = Alive::new(g, &order, &reads);
        let mut locals = Locals { of: vec![None; g.vars.len()], types: vec![] };
        let mut wishes = Wishes::new(g, &order);
        for &b in &order {
            locals.block(g, b, &reads, &alive, &mut wishes);
        }
        locals
    }

    pub fn of(&self, v: Var) -> Option<u32> {
        self.of[v.index()]
    }

    fn block(&mut self, g: &Graph, b: BlockId, reads: &Reads, alive: &Alive, wishes: &mut Wishes) {
        let mut taken = vec![false; self.types.len()];
        for v in alive.before(b) {
            if let Some(local) = self.of[v] {
                taken[local as usize] = true;
            }
        }
        let block = &g.blocks[b];
        let last = reads.last(b);
        let mut ends = vec![vec![]; block.ops.len() + 1];
        last.iter().filter(|(v, _)| !alive.is_after(b, *v)).for_each(|&(v, at)| ends[at].push(v));
        for &p in &block.params {
            self.choose(g, p, b == g.entry, &mut taken, wishes);
        }
        let dead = |v: Var| !alive.is_after(b, v) && last.binary_search_by_key(&v, |(w, _)| *w).is_err();
        for &p in &block.params {
            if dead(p) {
                self.free(p, &mut taken);
            }
        }
        for (i, op) in block.ops.iter().enumerate() {
            ends[i].iter().for_each(|&v| self.free(v, &mut taken));
            if let Some(r) = op.result.filter(|&r| reads.schedule.place(r) == Place::Local) {
                self.choose(g, r, false, &mut taken, wishes);
                if dead(r) {
                    self.free(r, &mut taken);
                }
            }
        }
    }

    fn free(&self, v: Var, taken: &mut [bool]) {
        if let Some(local) = self.of[v.index()] {
            taken[local as usize] = false;
        }
    }

    /// Gives a variable a local that is free here.
    fn choose(&mut self, g: &Graph, v: Var, new: bool, taken: &mut Vec<bool>, wishes: &mut Wishes) {
        let Some(ty) = val_type(g.ty(v)) else { return };
        let fits = |local: &u32| self.types[*local as usize] == ty && !taken[*local as usize];
        let wished = wishes.of(v).iter().filter_map(|w| self.of[w.index()]).find(fits);
        let free = || (0..self.types.len() as u32).find(fits);
        let local = match wished.or_else(free).filter(|_| !new) {
            Some(local) => local,
            None => {
                self.types.push(ty);
                taken.push(false);
                self.types.len() as u32 - 1
            }
        };
        taken[local as usize] = true;
        self.of[v.index()] = Some(local);
    }
}

/// By block, what is read from locals: the variable and the index of the operation; behind the last one it is the exit.
struct Reads<'g> {
    g: &'g Graph,
    schedule: &'g Schedule,
    all: Vec<Vec<(Var, usize)>>,
}

impl Reads<'_> {
    fn block(&mut self, b: BlockId) {
        let block = &self.g.blocks[b];
        let mut all = vec![];
        for (i, op) in block.ops.iter().enumerate() {
            // What is computed by its use reads its operands there.
            let kept =
                op.result.is_none_or(|r| self.schedule.place(r) == Place::Local || val_type(self.g.ty(r)).is_none());
            if kept {
                op.args.iter().for_each(|a| self.operand(a, i, &mut all));
            }
        }
        block.exit.for_each_operand(|o| self.operand(o, block.ops.len(), &mut all));
        self.all[b.index()] = all;
    }

    fn operand(&self, o: &Operand, at: usize, all: &mut Vec<(Var, usize)>) {
        let Some(v) = o.var() else { return };
        match self.schedule.place(v) {
            Place::Stack(b, i) => self.g.blocks[b].ops[i].args.iter().for_each(|a| self.operand(a, at, all)),
            Place::Nowhere => {}
            Place::Local => all.push((v, at)),
        }
    }

    /// Each variable once, with its last read.
    fn last(&self, b: BlockId) -> Vec<(Var, usize)> {
        let mut all = self.all[b.index()].clone();
        all.sort_by(|x, y| (x.0, y.1).cmp(&(y.0, x.1)));
        all.dedup_by_key(|(v, _)| *v);
        all
    }
}

/// Which variables are alive where blocks begin and end, their own parameters left out.
struct Alive {
    before: Vec<Vec<u64>>,
    after: Vec<Vec<u64>>,
}

impl Alive {
    fn new(g: &Graph, order: &[BlockId], reads: &Reads) -> Alive {
        let words = g.vars.len().div_ceil(64);
        let none = vec![vec![0u64; words]; g.blocks.len()];
        let mut alive = Alive { before: none.clone(), after: none };
        let mut changed = true;
        while changed {
            changed = false;
            for &b in order.iter().rev() {
                let block = &g.blocks[b];
                let mut after = vec![0u64; words];
                for l in block.exit.links() {
                    after.iter_mut().zip(&alive.before[l.to.index()]).for_each(|(a, b)| *a |= b);
                }
                let mut before = after.clone();
                for (v, _) in &reads.all[b.index()] {
                    before[v.index() / 64] |= 1 << (v.index() % 64);
                }
                for v in block.params.iter().chain(block.ops.iter().filter_map(|op| op.result.as_ref())) {
                    before[v.index() / 64] &= !(1 << (v.index() % 64));
                }
                alive.after[b.index()] = after;
                if alive.before[b.index()] != before {
                    alive.before[b.index()] = before;
                    changed = true;
                }
            }
        }
        alive
    }

    fn before(&self, b: BlockId) -> impl Iterator<Item = usize> {
        let words = self.before[b.index()].iter().enumerate();
        words.flat_map(|(i, w)| (0..64).filter(move |bit| w >> bit & 1 == 1).map(move |bit| i * 64 + bit))
    }

    fn is_after(&self, b: BlockId, v: Var) -> bool {
        self.after[b.index()][v.index() / 64] >> (v.index() % 64) & 1 == 1
    }
}

/// By variable: those that would best be in the same local, as one is passed for the other.
struct Wishes {
    all: Vec<Vec<Var>>,
}

impl Wishes {
    fn new(g: &Graph, order: &[BlockId]) -> Wishes {
        let mut all = vec![vec![]; g.vars.len()];
        for &b in order {
            for l in g.blocks[b].exit.links() {
                for (p, a) in g.blocks[l.to].params.iter().zip(&l.args) {
                    if let Some(v) = a.var() {
                        all[p.index()].push(v);
                        all[v.index()].push(*p);
                    }
                }
            }
        }
        Wishes { all }
    }

    fn of(&self, v: Var) -> &[Var] {
        &self.all[v.index()]
    }
}
