//! Predecessors and dominators of a graph's blocks.

use crate::graph::{BlockId, Graph};

/// Which links enter each block: the blocks that they leave, once for each link.
pub fn predecessors(g: &Graph) -> Vec<Vec<BlockId>> {
    let mut preds = vec![vec![]; g.blocks.len()];
    for b in g.reverse_postorder() {
        for l in g.blocks[b].exit.links() {
            preds[l.to.0 as usize].push(b);
        }
    }
    preds
}

/// Immediate dominators (Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm", 2001).
pub struct Dominators {
    /// Reachable blocks in reverse postorder.
    pub order: Vec<BlockId>,
    idom: Vec<Option<BlockId>>,
    /// By block: its index in `order`.
    number: Vec<usize>,
}

impl Dominators {
    pub fn new(g: &Graph) -> Dominators {
        let order = g.reverse_postorder();
        let mut number = vec![usize::MAX; g.blocks.len()];
        for (i, b) in order.iter().enumerate() {
            number[b.0 as usize] = i;
        }
        let preds = predecessors(g);
        let mut idom: Vec<Option<BlockId>> = vec![None; g.blocks.len()];
        idom[g.entry.0 as usize] = Some(g.entry);
        let mut changed = true;
        while changed {
            changed = false;
            for &b in &order[1..] {
                let mut new: Option<BlockId> = None;
                for &p in preds[b.0 as usize].iter().filter(|p| idom[p.0 as usize].is_some()) {
                    new = Some(match new {
                        None => p,
                        Some(q) => intersect(p, q, &idom, &number),
                    });
                }
                if new.is_some() && idom[b.0 as usize] != new {
                    idom[b.0 as usize] = new;
                    changed = true;
                }
            }
        }
        Dominators { order, idom, number }
    }
    /// Whether each path to `b` passes `a`. Both are reachable.
    pub fn dominates(&self, a: BlockId, mut b: BlockId) -> bool {
        while self.number[b.0 as usize] > self.number[a.0 as usize] {
            match self.parent(b) {
                Some(p) => b = p,
                None => return false,
            }
        }
        a == b
    }
    /// The immediate dominator; None for the entry and for unreachable blocks.
    pub fn parent(&self, b: BlockId) -> Option<BlockId> {
        self.idom[b.0 as usize].filter(|&d| d != b)
    }
    /// Children in the dominator tree, by block.
    pub fn children(&self) -> Vec<Vec<BlockId>> {
        let mut children = vec![vec![]; self.idom.len()];
        for &b in &self.order {
            if let Some(p) = self.parent(b) {
                children[p.0 as usize].push(b);
            }
        }
        children
    }
}

fn intersect(mut a: BlockId, mut b: BlockId, idom: &[Option<BlockId>], number: &[usize]) -> BlockId {
    let up = |x: BlockId| idom[x.0 as usize].unwrap_or(x);
    while a != b {
        while number[a.0 as usize] > number[b.0 as usize] {
            a = up(a);
        }
        while number[b.0 as usize] > number[a.0 as usize] {
            b = up(b);
        }
    }
    a
}
