//! Which graphs an exception may leave: the least fixed point over the call graph.

use rpy_ir::{Const, Exit, GraphId, Op, Operand, Operation, Program, Role};

pub struct CanRaise {
    by_graph: Vec<bool>,
}

impl CanRaise {
    pub fn new(program: &Program) -> CanRaise {
        let mut result = CanRaise { by_graph: vec![false; program.graphs.len()] };
        let reachable = program.reachable_graphs();
        let memory_ends = program.role_graph(Role::OutOfMemory).is_some();
        let mut callers: Vec<Vec<GraphId>> = vec![vec![]; program.graphs.len()];
        let mut work = vec![];
        for &id in &reachable {
            let g = &program.graphs[id];
            // An exception may be in flight while the collector runs: it raises none, and does not look.
            if g.flags.no_collect {
                continue;
            }
            for b in g.reverse_postorder() {
                let block = &g.blocks[b];
                let mut leaves = matches!(block.exit, Exit::Raise(..));
                let caught = matches!(block.exit, Exit::Try { .. });
                for (i, op) in block.ops.iter().enumerate() {
                    if caught && i + 1 == block.ops.len() {
                        // The handler has it; if it raises again, that is an exit of its own.
                        continue;
                    }
                    match called_graph(op) {
                        Some(callee) => callers[callee.0 as usize].push(id),
                        None => leaves |= op.op == Op::IndirectCall || memory_ends && allocates(op),
                    }
                }
                if leaves {
                    work.push(id);
                }
            }
        }
        while let Some(id) = work.pop() {
            if !std::mem::replace(&mut result.by_graph[id.0 as usize], true) {
                work.append(&mut callers[id.0 as usize]);
            }
        }
        result
    }

    pub fn graph(&self, g: GraphId) -> bool {
        self.by_graph[g.0 as usize]
    }

    /// Whether the operation may leave an exception in `exc_data`. An allocation gives null instead.
    pub fn operation(&self, op: &Operation) -> bool {
        match called_graph(op) {
            Some(callee) => self.graph(callee),
            None => op.op == Op::IndirectCall,
        }
    }
}

pub fn allocates(op: &Operation) -> bool {
    matches!(op.op, Op::Malloc | Op::MallocVarsize)
}

fn called_graph(op: &Operation) -> Option<GraphId> {
    match (op.op, op.args.first()) {
        (Op::DirectCall, Some(Operand::Const(Const::Graph(g)))) => Some(*g),
        _ => None,
    }
}
