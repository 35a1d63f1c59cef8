//! Where variables in the frame are loaded again: after an operation that has moved their objects, in front of what first uses them,
//! and only on the ways that do. Their slots have them all the time.

use crate::liveness::Liveness;
use crate::points::Points;
use crate::slots::{Slot, Slots};
use rpy_ir::hash::HashMap;
use rpy_ir::{BlockId, Graph, Operand, Var};

/// By block and the operation that they are loaded in front of; behind the last one is the exit.
pub type Reloads = HashMap<(BlockId, usize), Vec<Var>>;

pub fn reloads(g: &Graph, slots: &Slots, points: &Points, live: &Liveness, preds: &[Vec<BlockId>]) -> Reloads {
    let mut search = Search { g, points, live, preds, found: HashMap::default() };
    for (b, point) in points.all() {
        let start = point.handler.map_or((b, point.at + 1), |handler| (handler, 0));
        for &v in point.alive.iter().filter(|v| matches!(slots[*v], Slot::Frame(_))) {
            search.from(start, v, 0);
        }
    }
    search.found
}

/// So many blocks are looked through for a use.
const FAR: usize = 8;

struct Search<'a> {
    g: &'a Graph,
    points: &'a Points,
    live: &'a Liveness,
    preds: &'a [Vec<BlockId>],
    found: Reloads,
}

impl Search<'_> {
    fn from(&mut self, (b, start): (BlockId, usize), v: Var, passed: usize) {
        let block = &self.g.blocks[b];
        let mut later = self.points.of(b).iter().filter(|p| p.at >= start && p.alive.contains(&v));
        let point = later.next();
        let end = point.map_or(block.ops.len(), |p| p.at + 1);
        let uses = |o: &Operand| o.var() == Some(v);
        let mut place = (start..end).find(|&i| block.ops[i].args.iter().any(uses));
        match point {
            // It is loaded again there.
            Some(p) if p.handler.is_none() => {}
            Some(p) => place = place.or(Some(p.at)),
            None if place.is_none() => {
                let mut used = false;
                block.exit.for_each_operand(|o| used |= uses(o));
                let mut to: Vec<BlockId> = block.exit.links().iter().map(|l| l.to).collect();
                to.retain(|&t| self.live.is_alive_at_entry(t, v));
                if used || passed == FAR || to.iter().any(|t| self.preds[t.0 as usize].len() > 1) {
                    place = Some(block.ops.len());
                } else {
                    to.into_iter().for_each(|t| self.from((t, 0), v, passed + 1));
                }
            }
            None => {}
        }
        if let Some(i) = place {
            self.found.entry((b, i)).or_default().push(v);
        }
    }
}
