//! Where a program asks whether there is something to be done for objects that are no more: at the ends of loops, and in each cycle
//! of calls. There anything may happen, which is not so where objects are made: support code may be in the middle of something.
//!
//! A loop around a merge point asks where the JIT's loops are closed, if it says where that is: the other ways around it are those of
//! each instruction.

use rpy_ir::dominators::{Dominators, predecessors};
use rpy_ir::hash::HashSet;
use rpy_ir::indirect::Targets;
use rpy_ir::jit::CAN_ENTER;
use rpy_ir::recursion::entered_again;
use rpy_ir::{BlockId, Const, Exit, Graph, GraphId, Link, Op, Operand, Operation, Program, Role, Span, Ty};

/// Puts the questions in. Does nothing in a program that never has anything to do.
pub fn insert(program: &mut Program) {
    let Some(run) = program.role_graph(Role::RunFinalizers) else { return };
    let again: HashSet<GraphId> = entered_again(program, &Targets::new(program)).into_iter().collect();
    for id in program.reachable_graphs() {
        let g = &mut program.graphs[id];
        let flags = &g.flags;
        // Those that a JIT calls once for many calls, or that are parts of a trace, do not run for long.
        if flags.support || flags.no_collect || flags.elidable || flags.loop_invariant || flags.unroll_safe {
            continue;
        }
        in_loops(g, run);
        if again.contains(&id) {
            let entry = g.entry;
            let poll = poll(run, g.span);
            g.blocks[entry].ops.insert(0, poll);
        }
    }
}

fn poll(run: GraphId, span: Span) -> Operation {
    Operation { op: Op::DirectCall, args: vec![Operand::Const(Const::Graph(run))], result: None, span }
}

fn in_loops(g: &mut Graph, run: GraphId) {
    let dominators = Dominators::new(g);
    let preds = predecessors(g);
    let enters = mark_entries(g, run);
    for &header in &dominators.order {
        let back: HashSet<BlockId> =
            preds[header.0 as usize].iter().copied().filter(|&p| dominators.dominates(header, p)).collect();
        if back.is_empty() || enters && has_merge_point(g, &preds, header, &back) {
            continue;
        }
        for from in back {
            on_links(g, run, from, header);
        }
    }
}

/// Asks before each place where the JIT may be entered; whether there is one.
fn mark_entries(g: &mut Graph, run: GraphId) -> bool {
    let mut found = false;
    for block in g.blocks.values_mut() {
        let enters = |op: &Operation| op.jit_marker().is_some_and(|m| m.0 == CAN_ENTER);
        let at: Vec<usize> = (0..block.ops.len()).filter(|&i| enters(&block.ops[i])).collect();
        for i in at.into_iter().rev() {
            let span = block.ops[i].span;
            block.ops.insert(i, poll(run, span));
            found = true;
        }
    }
    found
}

/// Whether the loop with these ways back has a merge point in it.
fn has_merge_point(g: &Graph, preds: &[Vec<BlockId>], header: BlockId, back: &HashSet<BlockId>) -> bool {
    let mut body = HashSet::from_iter([header]);
    let mut work: Vec<BlockId> = back.iter().copied().collect();
    while let Some(b) = work.pop() {
        if body.insert(b) {
            work.extend(&preds[b.0 as usize]);
        }
    }
    body.iter().any(|&b| g.blocks[b].ops.iter().any(Operation::is_merge_point))
}

/// Asks on the links from one block to another.
fn on_links(g: &mut Graph, run: GraphId, from: BlockId, to: BlockId) {
    let span = g.blocks[from].span;
    if matches!(g.blocks[from].exit, Exit::Goto(_)) {
        g.blocks[from].ops.push(poll(run, span));
        return;
    }
    let between = g.new_block();
    g.blocks[between].span = span;
    let types: Vec<Ty> = g.blocks[to].params.iter().map(|&v| g.ty(v)).collect();
    let args: Vec<Operand> = types.into_iter().map(|ty| g.add_param(between, ty).into()).collect();
    g.blocks[between].ops.push(poll(run, span));
    g.blocks[between].exit = Exit::Goto(Link { to, args });
    for link in g.blocks[from].exit.links_mut() {
        if link.to == to {
            link.to = between;
        }
    }
}
