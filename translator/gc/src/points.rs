//! The operations of a graph that may collect, each with the gc pointers that are alive across it.

use crate::collecting::{Collecting, Moves};
use crate::liveness::Liveness;
use rpy_ir::dominators::predecessors;
use rpy_ir::hash::HashMap;
use rpy_ir::{BlockId, Graph, Operand, Var};
use std::collections::BTreeSet;

pub struct Point {
    /// Which operation of its block.
    pub at: usize,
    /// In the order of variables.
    pub alive: Vec<Var>,
    /// If something has collected the operation raises. What is alive is alive where the exception goes; other variables may be
    /// alive where it returns.
    pub if_it_raises: bool,
    /// The block where the exception goes, if what is alive can be loaded again there.
    pub handler: Option<BlockId>,
}

/// By block, in order.
pub struct Points(Vec<Vec<Point>>);

impl Points {
    /// Of the operations that move objects.
    pub fn new(
        g: &Graph,
        moves: &HashMap<(BlockId, usize), Moves>,
        collecting: &Collecting,
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
                let mut point = Point { at, alive, if_it_raises: false, handler: None };
                if *when == Moves::IfItRaises && at == last {
                    raises(&mut point, g, b, collecting, live, &preds);
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
/// that counts.
fn raises(point: &mut Point, g: &Graph, b: BlockId, collecting: &Collecting, live: &Liveness, preds: &[Vec<BlockId>]) {
    let block = &g.blocks[b];
    let Some((_, link)) = collecting.test_of_exception(block).filter(|(read, _)| *read > point.at) else { return };
    let passed = link.args.iter().filter_map(Operand::var).filter(|&v| live.is_gc(v));
    let later: Vec<Var> = block.ops[point.at..].iter().filter_map(|op| op.result).collect();
    let (passed, there) = [passed.collect(), live.at_entry(link.to).collect()]
        .map(|vars: Vec<Var>| vars.into_iter().filter(|v| !later.contains(v)).collect::<BTreeSet<Var>>())
        .into();
    point.if_it_raises = true;
    point.handler = (passed.is_empty() && preds[link.to.0 as usize].len() == 1).then_some(link.to);
    point.alive = passed.union(&there).copied().collect();
}
