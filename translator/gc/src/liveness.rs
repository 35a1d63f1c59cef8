//! Which gc pointers are alive where: a data-flow analysis on bit sets.

use rpy_ir::{BlockId, Graph, Operand, Operation, Var};

pub struct Liveness {
    /// The graph's blocks that are reached, predecessors first where there is no loop.
    pub order: Vec<BlockId>,
    /// The gc pointers, and by variable its place among them.
    vars: Vec<Var>,
    index: Vec<Option<usize>>,
    /// Of one set.
    words: usize,
    /// By block: what is alive at its start.
    at_entry: Vec<u64>,
}

type Set = Vec<u64>;

impl Liveness {
    pub fn new(g: &Graph, is_gc: impl Fn(Var) -> bool) -> Liveness {
        let order = g.reverse_postorder();
        let vars: Vec<Var> = g.vars.keys().filter(|&v| is_gc(v)).collect();
        let mut index = vec![None; g.vars.len()];
        vars.iter().enumerate().for_each(|(i, v)| index[v.0 as usize] = Some(i));
        let words = vars.len().div_ceil(64);
        let mut live = Liveness { order, vars, index, words, at_entry: vec![0; words * g.blocks.len()] };
        let mut changed = words > 0;
        while changed {
            changed = false;
            for i in (0..live.order.len()).rev() {
                let b = live.order[i];
                let mut set = live.at_exit(g, b);
                let block = &g.blocks[b];
                block.ops.iter().rev().for_each(|op| live.before(op, &mut set));
                block.params.iter().for_each(|&p| live.remove(p, &mut set));
                let known = &mut live.at_entry[b.0 as usize * words..][..words];
                changed |= known != &set[..];
                known.copy_from_slice(&set);
            }
        }
        live
    }

    /// In the order of variables.
    pub fn at_entry(&self, b: BlockId) -> impl Iterator<Item = Var> {
        self.members(&self.at_entry[b.0 as usize * self.words..][..self.words])
    }

    pub fn is_gc(&self, v: Var) -> bool {
        self.place(v).is_some()
    }

    /// What is alive after those operations of a block that are wanted, in the order of variables.
    pub fn after_ops(&self, g: &Graph, b: BlockId, wanted: impl Fn(usize) -> bool) -> Vec<Vec<Var>> {
        let ops = &g.blocks[b].ops;
        let mut result = vec![vec![]; ops.len()];
        let mut set = self.at_exit(g, b);
        for (i, op) in ops.iter().enumerate().rev() {
            if wanted(i) {
                result[i].extend(self.members(&set));
            }
            self.before(op, &mut set);
        }
        result
    }

    fn members(&self, set: &[u64]) -> impl Iterator<Item = Var> {
        let bits = |(i, &word): (usize, &u64)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros() as usize)?;
                rest &= rest - 1;
                Some(i * 64 + bit)
            })
        };
        set.iter().enumerate().flat_map(bits).map(|i| self.vars[i])
    }

    fn at_exit(&self, g: &Graph, b: BlockId) -> Set {
        let mut set = vec![0; self.words];
        let exit = &g.blocks[b].exit;
        for link in exit.links() {
            let there = &self.at_entry[link.to.0 as usize * self.words..][..self.words];
            set.iter_mut().zip(there).for_each(|(word, more)| *word |= more);
        }
        exit.for_each_operand(|o| self.add(o, &mut set));
        set
    }

    /// From what is alive after an operation to what is before it.
    fn before(&self, op: &Operation, set: &mut Set) {
        op.result.into_iter().for_each(|r| self.remove(r, set));
        op.args.iter().for_each(|a| self.add(a, set));
    }

    fn place(&self, v: Var) -> Option<usize> {
        self.index.get(v.0 as usize).copied().flatten()
    }

    fn add(&self, o: &Operand, set: &mut Set) {
        if let Some(i) = o.var().and_then(|v| self.place(v)) {
            set[i / 64] |= 1 << (i % 64);
        }
    }

    fn remove(&self, v: Var, set: &mut Set) {
        if let Some(i) = self.place(v) {
            set[i / 64] &= !(1 << (i % 64));
        }
    }
}
