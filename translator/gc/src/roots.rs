//! Roots on a shadow stack: gc pointers that live across an operation that may collect.
//!
//! Such a variable has a slot in the graph's frame. It is stored there where it is defined, and what uses it after a
//! collection may have moved the object loads it from there; before, the variable itself is used. So a path without
//! allocation pays for the stores only. Slots are cleared on entry and shared by nothing: a slot whose variable is dead keeps
//! its object alive until the graph returns, and is updated like any other.

use rpy_ir::dominators::predecessors;
use rpy_ir::{
    BlockId, Const, DataId, Exit, FieldRef, Graph, GraphId, Op, Operand, Operation, Program, Role, Span, Ty, Var,
};
use std::collections::{HashMap, HashSet};

/// Which graphs may collect: the least fixed point over the call graph.
pub fn collecting_graphs(program: &Program) -> HashSet<GraphId> {
    let mut callers: HashMap<GraphId, Vec<GraphId>> = HashMap::new();
    let mut work = vec![];
    for id in program.reachable_graphs() {
        let g = &program.graphs[id];
        if g.flags.no_collect {
            continue;
        }
        for op in g.blocks.values().flat_map(|b| &b.ops) {
            match (op.op, op.args.first()) {
                (Op::DirectCall, Some(Operand::Const(Const::Graph(callee)))) => {
                    callers.entry(*callee).or_default().push(id)
                }
                (Op::DirectCall, _) => {}
                (o, _) if o.effects().collects => work.push(id),
                _ => {}
            }
        }
    }
    let mut result = HashSet::new();
    while let Some(id) = work.pop() {
        if result.insert(id) {
            work.extend(callers.remove(&id).unwrap_or_default());
        }
    }
    result
}

/// Where the top of the shadow stack is kept.
pub struct RootStack {
    state: DataId,
    top: FieldRef,
}

impl RootStack {
    pub fn new(program: &Program) -> Option<RootStack> {
        let state = program.role_data(Role::GcState)?;
        let top = program.types.find_field(program.data[state].ty, "root_top")?;
        Some(RootStack { state, top })
    }
    fn args(&self) -> Vec<Operand> {
        vec![Operand::Const(Const::Data(self.state)), Operand::Const(Const::Field(self.top))]
    }
}

fn may_collect(op: &Operation, collecting: &HashSet<GraphId>) -> bool {
    match (op.op, op.args.first()) {
        (Op::DirectCall, Some(Operand::Const(Const::Graph(callee)))) => collecting.contains(callee),
        (Op::DirectCall, _) => false,
        (o, _) => o.effects().collects,
    }
}

/// Saves and reloads the roots of one graph.
pub fn run(program: &mut Program, id: GraphId, collecting: &HashSet<GraphId>, stack: &RootStack) {
    let mut g = std::mem::replace(&mut program.graphs[id], Graph::new("", Ty::Void));
    let is_gc = |g: &Graph, v: Var| program.types.is_gc_ptr(g.ty(v));
    let slots = slots(&g, collecting, is_gc);
    if !slots.is_empty() {
        rewrite(&mut g, &slots, collecting, stack);
    }
    program.graphs[id] = g;
}

/// The variables that need a slot, numbered.
fn slots(g: &Graph, collecting: &HashSet<GraphId>, is_gc: impl Fn(&Graph, Var) -> bool) -> HashMap<Var, i64> {
    let order = g.reverse_postorder();
    let mut live_in: HashMap<BlockId, HashSet<Var>> = HashMap::new();
    let mut needed: HashSet<Var> = HashSet::new();
    let mut changed = true;
    while changed {
        changed = false;
        for &b in order.iter().rev() {
            let block = &g.blocks[b];
            let mut live: HashSet<Var> = HashSet::new();
            for l in block.exit.links() {
                live.extend(live_in.get(&l.to).into_iter().flatten());
            }
            let add = |live: &mut HashSet<Var>, o: &Operand| {
                if let Operand::Var(v) = o
                    && is_gc(g, *v)
                {
                    live.insert(*v);
                }
            };
            block.exit.for_each_operand(|o| add(&mut live, o));
            for op in block.ops.iter().rev() {
                if let Some(r) = op.result {
                    live.remove(&r);
                }
                if may_collect(op, collecting) {
                    needed.extend(&live);
                }
                op.args.iter().for_each(|a| add(&mut live, a));
            }
            for p in &block.params {
                live.remove(p);
            }
            if live_in.get(&b) != Some(&live) {
                live_in.insert(b, live);
                changed = true;
            }
        }
    }
    let mut vars: Vec<Var> = needed.into_iter().collect();
    vars.sort();
    vars.into_iter().enumerate().map(|(i, v)| (v, i as i64 * 8)).collect()
}

/// By block: the variables that a collection may have moved since they were defined.
fn stale_at_entry(
    g: &Graph,
    slots: &HashMap<Var, i64>,
    collecting: &HashSet<GraphId>,
) -> HashMap<BlockId, HashSet<Var>> {
    let preds = predecessors(g);
    let order = g.reverse_postorder();
    let mut stale_in: HashMap<BlockId, HashSet<Var>> = HashMap::new();
    let mut stale_out: HashMap<BlockId, HashSet<Var>> = HashMap::new();
    let mut changed = true;
    while changed {
        changed = false;
        for &b in &order {
            let mut stale: HashSet<Var> = HashSet::new();
            for p in &preds[b.0 as usize] {
                stale.extend(stale_out.get(p).into_iter().flatten());
            }
            stale_in.insert(b, stale.clone());
            let block = &g.blocks[b];
            block.params.iter().for_each(|p| {
                stale.remove(p);
            });
            for op in &block.ops {
                if may_collect(op, collecting) {
                    stale.extend(slots.keys());
                }
                if let Some(r) = op.result {
                    stale.remove(&r);
                }
            }
            if stale_out.get(&b) != Some(&stale) {
                stale_out.insert(b, stale);
                changed = true;
            }
        }
    }
    stale_in
}

fn rewrite(g: &mut Graph, slots: &HashMap<Var, i64>, collecting: &HashSet<GraphId>, stack: &RootStack) {
    let stale_in = stale_at_entry(g, slots, collecting);
    let base = g.new_var(Ty::Address);
    for b in g.reverse_postorder() {
        let mut stale = stale_in.get(&b).cloned().unwrap_or_default();
        // What has been loaded again since the last collection.
        let mut loaded: HashMap<Var, Var> = HashMap::new();
        let ops = std::mem::take(&mut g.blocks[b].ops);
        let mut out = vec![];
        if b == g.entry {
            let span = g.span;
            out.push(Operation { op: Op::GetField, args: stack.args(), result: Some(base), span });
            let null = Operand::Const(Const::NullAddress);
            for i in 0..slots.len() {
                out.push(store(base, i as i64 * 8, null.clone(), span));
            }
            let size = Operand::int(slots.len() as i64 * 8);
            let top = g.new_var(Ty::Address);
            out.push(Operation { op: Op::AdrAdd, args: vec![base.into(), size], result: Some(top), span });
            let mut args = stack.args();
            args.push(top.into());
            out.push(Operation { op: Op::SetField, args, result: None, span });
        }
        let params = g.blocks[b].params.clone();
        let block_span = g.blocks[b].span;
        for p in params {
            stale.remove(&p);
            if let Some(&slot) = slots.get(&p) {
                out.push(store(base, slot, p.into(), block_span));
            }
        }
        for mut op in ops {
            for a in &mut op.args {
                reload(g, a, &stale, slots, &mut loaded, base, &mut out, op.span);
            }
            if may_collect(&op, collecting) {
                stale.extend(slots.keys());
                loaded.clear();
            }
            let (result, span) = (op.result, op.span);
            out.push(op);
            if let Some(r) = result {
                stale.remove(&r);
                if let Some(&slot) = slots.get(&r) {
                    out.push(store(base, slot, r.into(), span));
                }
            }
        }
        let mut exit = std::mem::replace(&mut g.blocks[b].exit, Exit::Unreachable);
        exit.for_each_operand_mut(|o| reload(g, o, &stale, slots, &mut loaded, base, &mut out, block_span));
        if let Exit::Return(_) = exit {
            let mut args = stack.args();
            args.push(base.into());
            out.push(Operation { op: Op::SetField, args, result: None, span: block_span });
        }
        let block = &mut g.blocks[b];
        block.ops = out;
        block.exit = exit;
    }
}

fn store(base: Var, slot: i64, value: Operand, span: Span) -> Operation {
    Operation { op: Op::RawStore, args: vec![base.into(), Operand::int(slot), value], result: None, span }
}

/// Replaces a use of a variable that may have moved by its slot's contents.
#[allow(clippy::too_many_arguments)]
fn reload(
    g: &mut Graph,
    o: &mut Operand,
    stale: &HashSet<Var>,
    slots: &HashMap<Var, i64>,
    loaded: &mut HashMap<Var, Var>,
    base: Var,
    out: &mut Vec<Operation>,
    span: Span,
) {
    let Operand::Var(v) = *o else { return };
    let (true, Some(&slot)) = (stale.contains(&v), slots.get(&v)) else { return };
    let fresh = *loaded.entry(v).or_insert_with(|| {
        let fresh = g.new_var(g.ty(v));
        out.push(Operation { op: Op::RawLoad, args: vec![base.into(), Operand::int(slot)], result: Some(fresh), span });
        fresh
    });
    *o = Operand::Var(fresh);
}
