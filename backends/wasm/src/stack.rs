//! How deep calls go. Wasm hides its stack, so functions that test it count it themselves, in a global.
//!
//! Each cycle of calls has a function with the test (see the exceptions phase). On its way in, it takes from the global what it needs
//! itself and what the functions without a test may need that are called between it and the next test, and gives it back on its way
//! out. A frame is taken for as large as a compiler makes it that keeps every local in memory.

use crate::locals::Locals;
use crate::reducible::reducible;
use crate::schedule::Schedule;
use rpy_ir::hash::HashMap;
use rpy_ir::indirect::Targets;
use rpy_ir::{Const, Graph, GraphId, Op, Operand, Program};
use std::collections::BTreeSet;

/// Of a frame, besides locals: the return address, saved registers, operands.
const FRAME: u32 = 96;

/// By graph that tests the stack: the bytes it takes.
pub fn frames(program: &Program, graphs: &[GraphId]) -> HashMap<GraphId, u32> {
    let tests = |g: &Graph| ops(g).any(|op| op.op == Op::StackPointer);
    let testing: Vec<GraphId> = graphs.iter().copied().filter(|&g| tests(&program.graphs[g])).collect();
    if testing.is_empty() {
        return HashMap::default();
    }
    let targets = Targets::new(program);
    let mut walk = Walk {
        callees: graphs.iter().map(|&g| (g, callees(program, &targets, &program.graphs[g]))).collect(),
        sizes: graphs.iter().map(|&g| (g, frame(&program.graphs[g]))).collect(),
        ways: testing.iter().map(|&g| (g, Some(0))).collect(),
    };
    testing.into_iter().map(|g| (g, walk.sizes[&g] + walk.below(g).unwrap_or(0))).collect()
}

fn frame(g: &Graph) -> u32 {
    let reduced = reducible(g);
    let g = reduced.as_ref().unwrap_or(g);
    FRAME + 8 * Locals::new(g, &Schedule::new(g)).types.len() as u32
}

struct Walk {
    callees: HashMap<GraphId, Vec<GraphId>>,
    sizes: HashMap<GraphId, u32>,
    /// What calls from here to the next test take; none if they come to no test.
    ways: HashMap<GraphId, Option<u32>>,
}

impl Walk {
    /// The most that calls below this one take, up to the next test.
    fn below(&mut self, g: GraphId) -> Option<u32> {
        let callees = self.callees.get(&g).cloned().unwrap_or_default();
        callees.into_iter().filter_map(|c| self.way(c)).max()
    }

    fn way(&mut self, g: GraphId) -> Option<u32> {
        if let Some(&known) = self.ways.get(&g) {
            return known;
        }
        // Every cycle has a test: nothing comes back here on the way.
        self.ways.insert(g, None);
        let way = self.below(g).map(|below| below + self.sizes.get(&g).copied().unwrap_or(FRAME));
        self.ways.insert(g, way);
        way
    }
}

fn ops(g: &Graph) -> impl Iterator<Item = &rpy_ir::Operation> {
    g.blocks.values().flat_map(|b| &b.ops)
}

fn callees(program: &Program, targets: &Targets, g: &Graph) -> Vec<GraphId> {
    let mut all = BTreeSet::new();
    for op in ops(g) {
        match (op.op, op.args.first()) {
            (Op::DirectCall, Some(Operand::Const(Const::Graph(callee)))) => {
                all.insert(*callee);
            }
            (Op::IndirectCall, _) => all.extend(targets.of(program, g, op)),
            _ => {}
        }
    }
    all.into_iter().collect()
}
