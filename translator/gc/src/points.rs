//! The operations of a graph that may collect, each with the gc pointers that are alive across it.

use crate::collecting::{Collecting, Moves};
use crate::liveness::Liveness;
use rpy_ir::dominators::predecessors;
use rpy_ir::hash::HashMap;
use rpy_ir::{BlockId, Const, Graph, Op, Operand, Operation, Var};

pub struct Point {
    /// Which operation of its block.
    pub at: usize,
    /// In the order of variables.
    pub alive: Vec<Var>,
    /// What is alive is alive there only, where an exception goes that is in flight if anything has collected.
    pub raises_to: Option<BlockId>,
    /// A call of something outside of the program: it may run the program for as long as it likes.
    pub calls_out: bool,
}

/// By block, in order.
pub struct Points(Vec<Vec<Point>>);

impl Points {
    /// Of the operations that move objects.
    pub fn new(
        g: &Graph,
        moves: &HashMap<(BlockId, usize), Moves>,
        collecting: &Collecting,
        cold: &[bool],
        live: &Liveness,
    ) -> Points {
        let preds = predecessors(g);
        let mut result: Vec<Vec<Point>> = g.blocks.keys().map(|_| vec![]).collect();
        for &b in &live.order {
            let ops = &g.blocks[b].ops;
            let Some(last) = (0..ops.len()).rfind(|&i| moves.contains_key(&(b, i))) else { continue };
            let after = live.after_ops(g, b, |i| moves.contains_key(&(b, i)));
            for (at, (op, mut alive)) in ops.iter().zip(after).enumerate() {
                let Some(when) = moves.get(&(b, at)) else { continue };
                alive.retain(|&v| Some(v) != op.result);
                let mut point = Point { at, alive, raises_to: None, calls_out: calls_out(op) };
                if *when == Moves::IfItRaises && at == last {
                    let can_reload = |to: BlockId| preds[to.0 as usize].len() == 1 && !cold[b.0 as usize];
                    raises(&mut point, g, b, collecting, live, can_reload);
                }
                result[b.0 as usize].push(point);
            }
        }
        Points(result)
    }

    pub fn of(&self, b: BlockId) -> &[Point] {
        &self.0[b.0 as usize]
    }
    pub fn all(&self) -> impl Iterator<Item = (BlockId, &Point)> {
        self.0.iter().enumerate().flat_map(|(b, points)| points.iter().map(move |p| (BlockId(b as u32), p)))
    }
}

/// Nothing moves unless the operation raises: if the block ends with the test of that, what is alive where the exception goes is all
/// that counts. It is loaded again there, if that can be done in the block.
fn raises(
    point: &mut Point,
    g: &Graph,
    b: BlockId,
    collecting: &Collecting,
    live: &Liveness,
    can_reload: impl Fn(BlockId) -> bool,
) {
    let block = &g.blocks[b];
    let Some((_, link)) = collecting.test_of_exception(block).filter(|(read, _)| *read > point.at) else { return };
    let later: Vec<Var> = block.ops[point.at..].iter().filter_map(|op| op.result).collect();
    let before = |v: &Var| !later.contains(v);
    let passed = link.args.iter().filter_map(Operand::var).filter(|&v| live.is_gc(v)).any(|v| before(&v));
    let alive: Vec<Var> = live.at_entry(link.to).filter(before).collect();
    if passed || !alive.is_empty() && !can_reload(link.to) {
        return;
    }
    point.raises_to = (!alive.is_empty()).then_some(link.to);
    point.alive = alive;
}

fn calls_out(op: &Operation) -> bool {
    op.op == Op::DirectCall && matches!(op.args.first(), Some(Operand::Const(Const::Extern(_))))
}
