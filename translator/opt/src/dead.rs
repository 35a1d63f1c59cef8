//! Removes operations whose results nobody uses.
//!
//! Allocations count as removable: that memory may run out is no effect a program may rely on. Where the last operation
//! of a `Try` block goes, or cannot raise, the block simply goes on.

use crate::Context;
use crate::rewrite::use_counts;
use rpy_ir::{Exit, Graph, Op, Operation};

pub fn run(g: &mut Graph, _cx: &Context) -> bool {
    let mut counts = use_counts(g);
    let mut changed = false;
    // Backwards through reverse postorder: a use is seen before its definition, loops aside.
    let order = g.reverse_postorder();
    for &id in order.iter().rev() {
        let block = &mut g.blocks[id];
        let before = block.ops.len();
        let last_alive = block.ops.last().is_some_and(|op| !removable(op, &counts));
        for i in (0..block.ops.len()).rev() {
            if removable(&block.ops[i], &counts) {
                for v in block.ops[i].args.iter().filter_map(|a| a.var()) {
                    counts[v.0 as usize] -= 1;
                }
                block.ops.remove(i);
            }
        }
        changed |= block.ops.len() != before;
        if let Exit::Try { normal, .. } = &block.exit
            && !(last_alive && block.ops.last().is_some_and(|op| op.op.effects().raises))
        {
            block.exit = Exit::Goto(normal.clone());
            changed = true;
        }
    }
    changed
}

fn removable(op: &Operation, counts: &[u32]) -> bool {
    let effects = op.op.effects();
    let effect_free = !effects.writes || matches!(op.op, Op::RawMalloc);
    let allocation = matches!(op.op, Op::Malloc | Op::MallocVarsize);
    (effect_free && !effects.raises || allocation)
        && op.result.is_none_or(|r| counts[r.0 as usize] == 0)
        && op.op != Op::Keepalive
}
