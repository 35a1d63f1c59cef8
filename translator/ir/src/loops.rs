//! Natural loops.

use crate::dominators::{Dominators, predecessors};
use crate::graph::{BlockId, Graph};

/// By block: how many loops it is in. A loop is its header and what reaches one of its back edges without passing the header;
/// a cycle with several entries is no loop.
pub fn loop_depths(g: &Graph) -> Vec<u32> {
    let dominators = Dominators::new(g);
    let preds = predecessors(g);
    let mut depths = vec![0; g.blocks.len()];
    let mut mark: Vec<Option<BlockId>> = vec![None; g.blocks.len()];
    for &header in &dominators.order {
        let back = preds[header.0 as usize].iter().copied().filter(|&p| dominators.dominates(header, p));
        let mut work: Vec<BlockId> = back.collect();
        if work.is_empty() {
            continue;
        }
        mark[header.0 as usize] = Some(header);
        depths[header.0 as usize] += 1;
        while let Some(b) = work.pop() {
            if mark[b.0 as usize] != Some(header) {
                mark[b.0 as usize] = Some(header);
                depths[b.0 as usize] += 1;
                work.extend(&preds[b.0 as usize]);
            }
        }
    }
    depths
}
