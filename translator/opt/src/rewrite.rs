//! What the passes share: substitution of variables, uses, and compaction.

pub use rpy_ir::dominators::{Dominators, predecessors};
use rpy_ir::{Arena, Block, BlockId, Exit, Graph, Operand, Var};

/// Variables that are to be replaced by other operands everywhere.
pub struct Subst {
    map: Vec<Option<Operand>>,
    any: bool,
}

impl Subst {
    pub fn new(g: &Graph) -> Subst {
        Subst { map: vec![None; g.vars.len()], any: false }
    }
    /// Replaces `from` by `to` (which may itself be replaced: chains are followed).
    pub fn set(&mut self, from: Var, to: Operand) {
        if from.0 as usize >= self.map.len() {
            self.map.resize(from.0 as usize + 1, None);
        }
        self.map[from.0 as usize] = Some(to);
        self.any = true;
    }
    pub fn is_empty(&self) -> bool {
        !self.any
    }
    pub fn replaces(&self, v: Var) -> bool {
        matches!(self.map.get(v.0 as usize), Some(Some(_)))
    }
    pub fn resolve(&self, o: &Operand) -> Operand {
        let mut o = o.clone();
        while let Operand::Var(v) = o {
            match self.map.get(v.0 as usize) {
                Some(Some(next)) => o = next.clone(),
                _ => break,
            }
        }
        o
    }
    fn apply_to(&self, o: &mut Operand) {
        if let Operand::Var(v) = o
            && matches!(self.map.get(v.0 as usize), Some(Some(_)))
        {
            *o = self.resolve(o);
        }
    }
    pub fn apply_block(&self, b: &mut Block) {
        for op in &mut b.ops {
            op.args.iter_mut().for_each(|a| self.apply_to(a));
        }
        b.exit.for_each_operand_mut(|o| self.apply_to(o));
    }
    pub fn apply(&self, g: &mut Graph) {
        if self.any {
            g.blocks.values_mut().for_each(|b| self.apply_block(b));
        }
    }
}

/// How often each variable is used, in reachable and unreachable blocks alike.
pub fn use_counts(g: &Graph) -> Vec<u32> {
    let mut counts = vec![0; g.vars.len()];
    let mut count = |o: &Operand| {
        if let Operand::Var(v) = o {
            counts[v.0 as usize] += 1;
        }
    };
    for b in g.blocks.values() {
        b.ops.iter().flat_map(|op| &op.args).for_each(&mut count);
        b.exit.for_each_operand(&mut count);
    }
    counts
}

/// Drops unreachable blocks and unused variables, and numbers the rest in reverse postorder.
pub fn compact(g: &mut Graph) {
    let order = g.reverse_postorder();
    let mut block_map = vec![BlockId(u32::MAX); g.blocks.len()];
    for (i, b) in order.iter().enumerate() {
        block_map[b.0 as usize] = BlockId(i as u32);
    }
    let mut old: Vec<Option<Block>> = std::mem::take(&mut g.blocks).into_values().map(Some).collect();
    let mut vars = Arena::new();
    let mut var_map = vec![None; g.vars.len()];
    for &b in &order {
        let block = old[b.0 as usize].as_ref().expect("each block once");
        let defined = block.params.iter().copied().chain(block.ops.iter().filter_map(|op| op.result));
        let exc = match &block.exit {
            Exit::Try { exc, .. } => Some(*exc),
            _ => None,
        };
        for v in defined.chain(exc) {
            var_map[v.0 as usize] = Some(vars.push(g.vars[v]));
        }
    }
    let rename = |v: Var| var_map[v.0 as usize].expect("a variable is defined before it is used");
    let operand = |o: &mut Operand| {
        if let Operand::Var(v) = o {
            *v = rename(*v);
        }
    };
    for &b in &order {
        let mut block = old[b.0 as usize].take().expect("each block once");
        block.params.iter_mut().for_each(|v| *v = rename(*v));
        for op in &mut block.ops {
            op.args.iter_mut().for_each(operand);
            op.result = op.result.map(rename);
        }
        block.exit.for_each_operand_mut(operand);
        if let Exit::Try { exc, .. } = &mut block.exit {
            *exc = rename(*exc);
        }
        for l in block.exit.links_mut() {
            l.to = block_map[l.to.0 as usize];
        }
        g.blocks.push(block);
    }
    g.vars = vars;
    g.entry = BlockId(0);
}
