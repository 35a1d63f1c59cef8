//! Inlining by cost: callees first, so that a graph is inlined in its final form; never within a cycle of calls.
//!
//! A call under a `Try` passes its handler on: an exception that would leave the inlined body goes to the handler. Elsewhere
//! it leaves the caller as it left the callee.

use crate::Level;
use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use rpy_ir::hash::{HashMap, HashSet};
use rpy_ir::{BlockId, Const, Exit, Graph, GraphId, InlineHint, Link, Op, Operand, Operation, Program, Span, Var};

/// How much to inline. Costs count operations, roughly.
#[derive(Clone, Copy)]
pub struct Limits {
    /// The most that a callee may cost.
    callee: usize,
    /// The most that a callee with a single call in the program may cost.
    only_call: usize,
    /// A caller does not grow beyond this.
    caller: usize,
}

impl Limits {
    pub fn for_level(level: Level) -> Limits {
        match level {
            Level::O0 | Level::O1 | Level::Size | Level::Mem => Limits { callee: 12, only_call: 24, caller: 2000 },
            Level::O2 => Limits { callee: 40, only_call: 120, caller: 6000 },
            Level::O3 => Limits { callee: 60, only_call: 200, caller: 8000 },
        }
    }
}

/// With `for_jit` calls that a JIT looks at stay.
pub fn run(program: &mut Program, limits: Limits, for_jit: bool) {
    let reachable = program.reachable_graphs();
    let mut graph = DiGraph::<GraphId, ()>::new();
    let nodes: HashMap<GraphId, NodeIndex> = reachable.iter().map(|&g| (g, graph.add_node(g))).collect();
    let mut calls: HashMap<GraphId, usize> = HashMap::default();
    for &g in &reachable {
        for callee in callees(&program.graphs[g]) {
            *calls.entry(callee).or_default() += 1;
            if let Some(&to) = nodes.get(&callee) {
                graph.update_edge(nodes[&g], to, ());
            }
        }
    }
    // Graphs whose address is taken, or that a role names, have callers that are not seen here.
    let address_taken = program.address_taken();
    let components = tarjan_scc(&graph);
    let mut component: HashMap<GraphId, usize> = HashMap::default();
    for (i, c) in components.iter().enumerate() {
        component.extend(c.iter().map(|&n| (graph[n], i)));
    }
    let calls_stay: HashSet<GraphId> = match for_jit {
        true => reachable.iter().copied().filter(|&g| seen_by_jit(&program.graphs[g])).collect(),
        false => HashSet::default(),
    };
    let mut costs: HashMap<GraphId, usize> = HashMap::default();
    for members in &components {
        for &node in members {
            let id = graph[node];
            let mut g = std::mem::replace(&mut program.graphs[id], Graph::new("", rpy_ir::Ty::Void));
            let wanted = |callee: GraphId, cold: bool| {
                let target = &program.graphs[callee];
                if component.get(&callee) == component.get(&id) || target.flags.cold || calls_stay.contains(&callee) {
                    return false;
                }
                let cost = costs.get(&callee).copied().unwrap_or(usize::MAX);
                match target.flags.inline {
                    InlineHint::Always => true,
                    InlineHint::Never => false,
                    InlineHint::ByCost if cold => cost <= 4,
                    InlineHint::ByCost => {
                        let only = calls.get(&callee) == Some(&1) && !address_taken.contains(&callee);
                        cost <= if only { limits.only_call } else { limits.callee }
                    }
                }
            };
            let mut size = cost(&g);
            let sites: Vec<BlockId> = g.reverse_postorder();
            let mut changed = false;
            for b in sites {
                changed |= inline_in_block(&mut g, b, program, &wanted, &mut size, limits.caller);
            }
            if changed {
                let context = crate::Context { types: &program.types, data: &program.data };
                crate::clean(&mut g, &context);
            }
            costs.insert(id, cost(&g));
            program.graphs[id] = g;
        }
    }
}

/// Whether a JIT decides itself what becomes of a call: it traces into loops only where it is told to.
fn seen_by_jit(g: &Graph) -> bool {
    g.flags.opaque() || rpy_ir::loops::loop_depths(g).iter().any(|&d| d > 0)
}

fn callees(g: &Graph) -> impl Iterator<Item = GraphId> + '_ {
    g.blocks.values().flat_map(|b| &b.ops).filter_map(callee)
}

fn callee(op: &Operation) -> Option<GraphId> {
    match (op.op, op.args.first()) {
        (Op::DirectCall, Some(Operand::Const(Const::Graph(g)))) => Some(*g),
        _ => None,
    }
}

/// Operations, with calls and allocations counted for what they become. Blocks that raise are off the path: half.
fn cost(g: &Graph) -> usize {
    let mut total = 0;
    for b in g.reverse_postorder() {
        let block = &g.blocks[b];
        let cost: usize = block
            .ops
            .iter()
            .map(|op| match op.op {
                Op::CastPointer
                | Op::SameAs
                | Op::Likely
                | Op::Unlikely
                | Op::CastPtrToAdr
                | Op::CastAdrToPtr
                | Op::Keepalive
                | Op::JitPromote
                | Op::JitHint
                | Op::JitForceQuasiImmutable
                | Op::WeAreJitted => 0,
                Op::DirectCall | Op::IndirectCall | Op::JitConditionalCall => 4,
                Op::Malloc | Op::MallocVarsize => 6,
                _ => 1,
            })
            .sum();
        total += if off_path(&block.exit) { cost / 2 } else { cost + 1 };
    }
    total
}

fn off_path(exit: &Exit) -> bool {
    matches!(exit, Exit::Raise(..) | Exit::Unreachable)
}

/// Inlines what is wanted in one block. The rest of the block moves on with each call, and is looked at too.
fn inline_in_block(
    g: &mut Graph,
    mut b: BlockId,
    program: &Program,
    wanted: &impl Fn(GraphId, bool) -> bool,
    size: &mut usize,
    limit: usize,
) -> bool {
    let mut changed = false;
    let mut from = 0;
    while from < g.blocks[b].ops.len() {
        let cold = off_path(&g.blocks[b].exit);
        let target = callee(&g.blocks[b].ops[from]).filter(|&c| *size < limit && wanted(c, cold));
        match target {
            None => from += 1,
            Some(c) => {
                let body = &program.graphs[c];
                *size += body.blocks.values().map(|b| b.ops.len()).sum::<usize>();
                b = inline_call(g, b, from, body, program);
                from = 0;
                changed = true;
            }
        }
    }
    changed
}

/// Replaces the call at `at` in block `b` by the body; gives the block with what came after the call.
fn inline_call(g: &mut Graph, b: BlockId, at: usize, body: &Graph, program: &Program) -> BlockId {
    let caller_is_support = g.flags.support;
    let span = g.blocks[b].span;
    let rest = g.blocks[b].ops.split_off(at + 1);
    let call = g.blocks[b].ops.pop().expect("the call is at this index");
    let exit = std::mem::replace(&mut g.blocks[b].exit, Exit::Unreachable);
    // The block that goes on with the call's result, and the one that takes its exception.
    let after = g.new_block();
    g.blocks[after].params.extend(call.result);
    g.blocks[after].ops = rest;
    g.blocks[after].span = span;
    let mut handler = None;
    match exit {
        Exit::Try { normal, exc, handler: link } if g.blocks[after].ops.is_empty() => {
            g.blocks[after].exit = Exit::Goto(normal);
            let h = g.new_block();
            g.blocks[h].params.push(exc);
            g.blocks[h].exit = Exit::Goto(link);
            g.blocks[h].span = span;
            handler = Some((h, g.ty(exc)));
        }
        other => g.blocks[after].exit = other,
    }

    let blocks: Vec<BlockId> = body.reverse_postorder();
    let block_map: HashMap<BlockId, BlockId> = blocks.iter().map(|&x| (x, g.new_block())).collect();
    let mut vars: Vec<Option<Var>> = vec![None; body.vars.len()];
    // Support code has no lines of its own in the user's tracebacks; what has no place is done where the call stands.
    let place = |own: Span| match own == Span::NONE || body.flags.support && !caller_is_support {
        true => call.span,
        false => own,
    };
    let mut rename = |g: &mut Graph, v: Var| *vars[v.0 as usize].get_or_insert_with(|| g.new_var(body.ty(v)));
    for &x in &blocks {
        let source = &body.blocks[x];
        let mut to = block_map[&x];
        g.blocks[to].params = source.params.iter().map(|&v| rename(g, v)).collect();
        g.blocks[to].span = source.span;
        let count = source.ops.len();
        for (i, op) in source.ops.iter().enumerate() {
            let mut op = op.clone();
            op.span = place(op.span);
            op.result = op.result.map(|v| rename(g, v));
            op.args.iter_mut().for_each(|a| rename_operand(g, a, &mut rename));
            let raises = op.op.effects().raises;
            g.blocks[to].ops.push(op);
            let own_try = i + 1 == count && matches!(source.exit, Exit::Try { .. });
            if raises
                && !own_try
                && let Some((h, ty)) = handler
            {
                let next = g.new_block();
                let exc = g.new_var(ty);
                g.blocks[next].span = source.span;
                g.blocks[to].exit = Exit::Try {
                    normal: Link { to: next, args: vec![] },
                    exc,
                    handler: Link { to: h, args: vec![Operand::Var(exc)] },
                };
                to = next;
            }
        }
        let mut exit = source.exit.clone();
        exit.for_each_operand_mut(|o| rename_operand(g, o, &mut rename));
        if let Exit::Try { exc, .. } = &mut exit {
            *exc = rename(g, *exc);
        }
        for link in exit.links_mut() {
            link.to = block_map[&link.to];
        }
        g.blocks[to].exit = match exit {
            Exit::Return(v) => {
                let args = if call.result.is_some() { vec![v] } else { vec![] };
                Exit::Goto(Link { to: after, args })
            }
            Exit::Raise(v, at) => match handler {
                // The handler's parameter is of the root type, what is raised may be of a subtype.
                Some((h, ty)) => {
                    let v = if program.operand_ty(g, &v) == ty {
                        v
                    } else {
                        g.emit(to, Op::CastPointer, vec![v], ty, place(at))
                    };
                    Exit::Goto(Link { to: h, args: vec![v] })
                }
                None => Exit::Raise(v, place(at)),
            },
            other => other,
        };
    }
    g.blocks[b].exit = Exit::Goto(Link { to: block_map[&body.entry], args: call.args[1..].to_vec() });
    after
}

fn rename_operand(g: &mut Graph, o: &mut Operand, rename: &mut impl FnMut(&mut Graph, Var) -> Var) {
    if let Operand::Var(v) = o {
        *v = rename(g, *v);
    }
}
