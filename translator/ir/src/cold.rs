//! Which blocks are rarely executed: error paths, and what the program says is unlikely.
//!
//! Backends place such blocks out of line, so that the way through the rest is straight and what lives only there does not
//! take its registers.

use crate::dominators::predecessors;
use crate::graph::{Const, Exit, Graph, Operand};
use crate::ops::Op;
use crate::program::Program;

/// By block. A block is cold if it ends in a trap or calls a graph that is cold, if it is entered only by unlikely
/// branches and from cold blocks, or if it leads only to cold blocks. The entry is never cold.
pub fn cold_blocks(program: &Program, g: &Graph) -> Vec<bool> {
    let mut likely = vec![None; g.vars.len()];
    for op in g.blocks.values().flat_map(|b| &b.ops) {
        if let (Op::Likely | Op::Unlikely, Some(r)) = (op.op, op.result) {
            likely[r.0 as usize] = Some(op.op == Op::Likely);
        }
    }
    let calls_cold = |op: &crate::Operation| {
        matches!((op.op, op.args.first()), (Op::DirectCall, Some(Operand::Const(Const::Graph(c))))
            if program.graphs[*c].flags.cold)
    };
    let order = g.reverse_postorder();
    let preds = predecessors(g);
    let mut cold = vec![false; g.blocks.len()];
    for &b in &order {
        let block = &g.blocks[b];
        cold[b.0 as usize] =
            b != g.entry && (matches!(block.exit, Exit::Unreachable) || block.ops.iter().any(calls_cold));
    }
    // Whether every link from `p` to `b` is the unlikely side of its branch.
    let unlikely = |p: crate::BlockId, b: crate::BlockId| match &g.blocks[p].exit {
        Exit::Branch { cond: Operand::Var(v), then, els } => match likely[v.0 as usize] {
            Some(true) => then.to != b,
            Some(false) => els.to != b,
            None => false,
        },
        _ => false,
    };
    let mut changed = true;
    while changed {
        changed = false;
        for &b in order.iter().rev().chain(&order) {
            if cold[b.0 as usize] || b == g.entry {
                continue;
            }
            let entered = preds[b.0 as usize].iter().all(|&p| cold[p.0 as usize] || unlikely(p, b));
            let links = g.blocks[b].exit.links();
            let left = !links.is_empty() && links.iter().all(|l| cold[l.to.0 as usize]);
            if entered || left {
                cold[b.0 as usize] = true;
                changed = true;
            }
        }
    }
    cold
}
