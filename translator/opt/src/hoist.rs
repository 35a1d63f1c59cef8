//! Loop-invariant loads move in front of the loop: lengths, and immutable fields, of objects that do not change in it.
//!
//! The backend moves pure arithmetic itself; that these loads give the same value each time only the IR knows. A load
//! moves if it is done whenever the loop is entered (it is in the header), so that it is never done where it was not.

use crate::Context;
use crate::cse::invariant_load;
use crate::rewrite::{Dominators, predecessors};
use rpy_ir::hash::HashMap;
use rpy_ir::{BlockId, Exit, Graph, Link, Operand, Operation};

pub fn run(g: &mut Graph, cx: &Context) -> bool {
    let dominators = Dominators::new(g);
    let preds = predecessors(g);
    // Where each variable is defined when the pass begins: what has moved moves on in the next round.
    let mut defined_in = HashMap::default();
    for &b in &dominators.order {
        let block = &g.blocks[b];
        let exc = match &block.exit {
            Exit::Try { exc, .. } => Some(*exc),
            _ => None,
        };
        for v in block.params.iter().copied().chain(block.ops.iter().filter_map(|op| op.result)).chain(exc) {
            defined_in.insert(v, b);
        }
    }
    let mut changed = false;
    for &header in dominators.order.iter().rev() {
        let (back, entering): (Vec<BlockId>, Vec<BlockId>) =
            preds[header.0 as usize].iter().partition(|&&p| dominators.dominates(header, p));
        // Nothing is carried into a portal but its parameters.
        if back.is_empty() || header == g.entry || g.begins_with_merge_point(header) {
            continue;
        }
        // Defined in a block that dominates the loop.
        let before = |o: &Operand| match o {
            Operand::Var(v) => defined_in.get(v).is_some_and(|&b| b != header && dominators.dominates(b, header)),
            Operand::Const(_) => true,
        };
        let moves = |op: &Operation| invariant_load(op, cx) && op.args.iter().all(before);
        if !g.blocks[header].ops.iter().any(moves) {
            continue;
        }
        let (moved, stay) = std::mem::take(&mut g.blocks[header].ops).into_iter().partition(|op| moves(op));
        g.blocks[header].ops = stay;
        let front = preheader(g, header, &entering);
        let last = g.blocks[front].ops.len();
        g.blocks[front].ops.splice(last..last, moved);
        changed = true;
    }
    changed
}

/// A block that ends with a jump to the header and through which each entry into the loop goes.
pub fn preheader(g: &mut Graph, header: BlockId, entering: &[BlockId]) -> BlockId {
    if let [p] = entering
        && matches!(g.blocks[*p].exit, Exit::Goto(_))
    {
        return *p;
    }
    let front = g.new_block();
    let types: Vec<_> = g.blocks[header].params.iter().map(|&v| g.ty(v)).collect();
    let args = types.into_iter().map(|ty| Operand::Var(g.add_param(front, ty))).collect();
    g.blocks[front].span = g.blocks[header].span;
    g.blocks[front].exit = Exit::Goto(Link { to: header, args });
    for p in entering {
        for l in g.blocks[*p].exit.links_mut() {
            if l.to == header {
                l.to = front;
            }
        }
    }
    front
}
