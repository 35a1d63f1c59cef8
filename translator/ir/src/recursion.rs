//! Where calls may go on without end.

use crate::indirect::Targets;
use crate::{Const, Graph, GraphId, Op, Operand, Program};

/// The graphs that a walk of the calls, depth first, comes to again while it is below them. Every cycle of calls has one.
pub fn entered_again(program: &Program, targets: &Targets) -> Vec<GraphId> {
    let callees: Vec<Vec<GraphId>> = program.graphs.values().map(|g| callees(program, targets, g)).collect();
    #[derive(Clone, Copy, PartialEq)]
    enum Seen {
        Never,
        Above,
        Done,
    }
    let mut seen = vec![Seen::Never; callees.len()];
    let mut found = vec![false; callees.len()];
    for root in program.reachable_graphs() {
        if seen[root.0 as usize] != Seen::Never {
            continue;
        }
        // What is being walked, and how many of its callees are done.
        let mut path = vec![(root, 0)];
        seen[root.0 as usize] = Seen::Above;
        while let Some((id, next)) = path.last_mut() {
            let Some(&callee) = callees[id.0 as usize].get(*next) else {
                seen[id.0 as usize] = Seen::Done;
                path.pop();
                continue;
            };
            *next += 1;
            match seen[callee.0 as usize] {
                Seen::Never => {
                    seen[callee.0 as usize] = Seen::Above;
                    path.push((callee, 0));
                }
                Seen::Above => found[callee.0 as usize] = true,
                Seen::Done => {}
            }
        }
    }
    program.graphs.keys().filter(|id| found[id.0 as usize] && !program.graphs[*id].flags.no_collect).collect()
}

fn callees(program: &Program, targets: &Targets, g: &Graph) -> Vec<GraphId> {
    let mut all = vec![];
    for op in g.blocks.values().flat_map(|b| &b.ops) {
        match (op.op, op.args.first()) {
            (Op::DirectCall, Some(Operand::Const(Const::Graph(callee)))) => all.push(*callee),
            (Op::IndirectCall, _) => all.extend(targets.of(program, g, op)),
            _ => {}
        }
    }
    all
}
