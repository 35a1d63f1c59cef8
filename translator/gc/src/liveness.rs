//! Which gc pointers are alive where: a data-flow analysis on bit sets.

use crate::bits::Bits;
use rpy_ir::{BlockId, Graph, Operand, Operation, Var};

pub struct Liveness {
    /// The graph's blocks that are reached, predecessors first where there is no loop.
    pub order: Vec<BlockId>,
    /// The gc pointers, and by variable its place among them.
    vars: Vec<Var>,
    index: Vec<Option<usize>>,
    /// By block.
    at_entry: Vec<Bits>,
}

impl Liveness {
    pub fn new(g: &Graph, is_gc: impl Fn(Var) -> bool) -> Liveness {
        let order = g.reverse_postorder();
        let vars: Vec<Var> = g.vars.keys().filter(|&v| is_gc(v)).collect();
        let mut index = vec![None; g.vars.len()];
        vars.iter().enumerate().for_each(|(i, v)| index[v.0 as usize] = Some(i));
        let at_entry = vec![Bits::none(vars.len()); g.blocks.len()];
        let mut live = Liveness { order, vars, index, at_entry };
        let mut changed = true;
        while changed {
            changed = false;
            for i in (0..live.order.len()).rev() {
                let b = live.order[i];
                let mut set = live.at_exit(g, b);
                let block = &g.blocks[b];
                block.ops.iter().rev().for_each(|op| live.before(op, &mut set));
                block.params.iter().for_each(|&p| live.remove(p, &mut set));
                changed |= live.at_entry[b.0 as usize] != set;
                live.at_entry[b.0 as usize] = set;
            }
        }
        live
    }

    /// In the order of variables.
    pub fn at_entry(&self, b: BlockId) -> impl Iterator<Item = Var> {
        self.members(&self.at_entry[b.0 as usize])
    }

    pub fn is_alive_at_entry(&self, b: BlockId, v: Var) -> bool {
        self.place(v).is_some_and(|i| self.at_entry[b.0 as usize].contains(i))
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

    fn members(&self, set: &Bits) -> impl Iterator<Item = Var> {
        set.iter().map(|i| self.vars[i])
    }

    fn at_exit(&self, g: &Graph, b: BlockId) -> Bits {
        let mut set = Bits::none(self.vars.len());
        let exit = &g.blocks[b].exit;
        exit.links().iter().for_each(|link| set.add(&self.at_entry[link.to.0 as usize]));
        exit.for_each_operand(|o| self.add(o, &mut set));
        set
    }

    /// From what is alive after an operation to what is before it.
    fn before(&self, op: &Operation, set: &mut Bits) {
        op.result.into_iter().for_each(|r| self.remove(r, set));
        op.args.iter().for_each(|a| self.add(a, set));
    }

    fn place(&self, v: Var) -> Option<usize> {
        self.index.get(v.0 as usize).copied().flatten()
    }

    fn add(&self, o: &Operand, set: &mut Bits) {
        if let Some(i) = o.var().and_then(|v| self.place(v)) {
            set.insert(i);
        }
    }

    fn remove(&self, v: Var, set: &mut Bits) {
        if let Some(i) = self.place(v) {
            set.remove(i);
        }
    }
}
