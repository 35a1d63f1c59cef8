//! Roots on a shadow stack: gc pointers that live across an operation that may collect.
//!
//! A variable that lives across such an operation outside cold blocks has a slot in the graph's frame. It is stored there
//! where it is defined, and loaded again after each operation that may have moved the object. So a path without allocation
//! pays for the stores only. Variables that are not alive at the same time share slots (`slots.rs`). A slot whose variable is dead
//! keeps its object alive until the graph returns or the slot is used again, and is updated like any other; but calls out of the
//! program begin with dead slots cleared. So is a slot that something may collect before it is used.
//!
//! A variable that lives across collections in cold blocks only is pushed there, on top of the frame, around each of them:
//! the other paths pay nothing. A graph without other variables has no frame.

use crate::liveness::Liveness;
use crate::slots::{Clears, Slot, Slots};
use rpy_ir::dominators::predecessors;
use rpy_ir::{
    BlockId, Const, DataId, Exit, ExternId, FieldRef, Graph, GraphId, Op, Operand, Operation, Program, Role, Span, Ty,
    Var,
};
use std::collections::{HashMap, HashSet};

/// Which functions may collect.
pub struct Collecting {
    graphs: HashSet<GraphId>,
    externs: HashSet<ExternId>,
}

/// The least fixed point over the call graph. The functions that `allocate` collect, though they are the collector's.
pub fn collecting(program: &Program, allocate: [GraphId; 2]) -> Collecting {
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
                (Op::DirectCall, Some(Operand::Const(Const::Extern(e)))) if program.externs[*e].collects => {
                    work.push(id)
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
    result.extend(allocate);
    let externs = program.externs.iter().filter(|(_, e)| e.collects).map(|(id, _)| id).collect();
    Collecting { graphs: result, externs }
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
    fn get(&self, result: Var, span: Span) -> Operation {
        Operation { op: Op::GetField, args: self.args(), result: Some(result), span }
    }
    fn set(&self, top: Var, span: Span) -> Operation {
        let mut args = self.args();
        args.push(top.into());
        Operation { op: Op::SetField, args, result: None, span }
    }
}

pub fn may_collect(op: &Operation, collecting: &Collecting) -> bool {
    match (op.op, op.args.first()) {
        (Op::DirectCall, Some(Operand::Const(Const::Graph(callee)))) => collecting.graphs.contains(callee),
        (Op::DirectCall, Some(Operand::Const(Const::Extern(e)))) => collecting.externs.contains(e),
        (Op::DirectCall, _) => false,
        (o, _) => o.effects().collects,
    }
}

/// A call of something outside of the program that may collect: it may run the program for as long as it likes.
pub fn calls_out(op: &Operation) -> bool {
    op.op == Op::DirectCall && matches!(op.args.first(), Some(Operand::Const(Const::Extern(_))))
}

/// Saves and reloads the roots of one graph.
pub fn run(g: &mut Graph, program: &Program, collecting: &Collecting, stack: &RootStack, cold: &[bool]) {
    if !g.blocks.values().flat_map(|b| &b.ops).any(|op| may_collect(op, collecting)) {
        return;
    }
    let live = Liveness::new(g, |v| program.types.is_gc_ptr(g.ty(v)));
    let slots = crate::slots::slots(g, collecting, cold, &live);
    if !slots.is_empty() {
        let clears = crate::slots::clears(g, &slots, collecting, cold, &live);
        rewrite(g, &slots, &clears, collecting, stack, &live);
    }
}

/// Saves what lives across collections, and makes SSA form again for the variables that are then loaded anew: each load
/// after a collecting operation is another definition of its variable (Braun et al. 2013). The parameters this makes where
/// paths meet are those that a later clean-up removes if all paths bring the same value.
fn rewrite(g: &mut Graph, slots: &Slots, clears: &Clears, collecting: &Collecting, stack: &RootStack, live: &Liveness) {
    let base = g.new_var(Ty::Address);
    let frame: i64 = slots.values().filter_map(|s| s.in_frame()).map(|at| at + 8).max().unwrap_or(0);
    // What each load after a collecting operation is a new definition of.
    let mut again: HashMap<Var, Var> = HashMap::new();
    let mut ssa = Ssa { preds: predecessors(g), at_end: HashMap::new(), at_start: HashMap::new(), unfilled: vec![] };
    // First the definitions: stores into the slots, loads after collecting operations.
    for &b in &live.order {
        let ops = std::mem::take(&mut g.blocks[b].ops);
        let mut out = vec![];
        if b == g.entry && frame > 0 {
            push_frame(g, base, frame, &clears.at_entry, stack, &mut out);
        }
        let block_span = g.blocks[b].span;
        for &p in &g.blocks[b].params {
            if let Some(&slot) = slots.get(&p) {
                if let Slot::Frame(at) = slot {
                    out.push(store(base, at, p.into(), block_span));
                }
                ssa.at_end.insert((b, p), p);
            }
        }
        let live_after = live.after_ops(g, b, &ops, |op| may_collect(op, collecting));
        for (i, (op, alive)) in ops.into_iter().zip(live_after).enumerate() {
            let collects = may_collect(&op, collecting);
            let (result, span) = (op.result, op.span);
            if !collects {
                out.push(op);
            } else {
                let has_slot = |v: &Var| Some(*v) != result && slots.contains_key(v);
                let alive: Vec<Var> = alive.into_iter().filter(has_slot).collect();
                let pushed: Vec<Var> = alive.iter().copied().filter(|v| slots[v] == Slot::Pushed).collect();
                for &at in clears.before.get(&(b, i)).into_iter().flatten() {
                    out.push(store(base, at, Operand::Const(Const::NullAddress), span));
                }
                let top = (!pushed.is_empty()).then(|| push(g, &pushed, stack, span, &mut out));
                out.push(op);
                let mut count = 0;
                for v in alive {
                    let (from, at) = match (slots[&v], top) {
                        (Slot::Pushed, Some(top)) => {
                            count += 8;
                            (top, count - 8)
                        }
                        (Slot::Frame(at), _) => (base, at),
                        (Slot::Pushed, None) => continue,
                    };
                    let fresh = g.new_var(g.ty(v));
                    let args = vec![from.into(), Operand::int(at)];
                    out.push(Operation { op: Op::RawLoad, args, result: Some(fresh), span });
                    ssa.at_end.insert((b, v), fresh);
                    again.insert(fresh, v);
                }
                if let Some(top) = top {
                    out.push(stack.set(top, span));
                }
            }
            if let Some(r) = result
                && let Some(&slot) = slots.get(&r)
            {
                if let Slot::Frame(at) = slot {
                    out.push(store(base, at, r.into(), span));
                }
                ssa.at_end.insert((b, r), r);
            }
        }
        if let Exit::Return(_) = g.blocks[b].exit
            && frame > 0
        {
            out.push(stack.set(base, block_span));
        }
        g.blocks[b].ops = out;
    }
    // Then the uses.
    for &b in &live.order {
        let mut now: HashMap<Var, Var> = HashMap::new();
        for p in g.blocks[b].params.clone() {
            now.insert(p, p);
        }
        let mut ops = std::mem::take(&mut g.blocks[b].ops);
        for op in &mut ops {
            for a in &mut op.args {
                ssa.use_of(g, b, a, slots, &mut now);
            }
            if let Some(r) = op.result {
                now.insert(*again.get(&r).unwrap_or(&r), r);
            }
        }
        g.blocks[b].ops = ops;
        let mut exit = std::mem::replace(&mut g.blocks[b].exit, Exit::Unreachable);
        // Arguments appended for new parameters are final already: they are renamed variables, which have no slots.
        exit.for_each_operand_mut(|o| ssa.use_of(g, b, o, slots, &mut now));
        g.blocks[b].exit = exit;
    }
    let mut next = 0;
    while let Some(&(b, v)) = ssa.unfilled.get(next) {
        next += 1;
        let mut from = ssa.preds[b.0 as usize].clone();
        from.sort();
        from.dedup();
        for p in from {
            let value = ssa.end(g, p, v);
            for link in g.blocks[p].exit.links_mut() {
                if link.to == b {
                    link.args.push(value.into());
                }
            }
        }
    }
}

/// What each variable with a slot is called where.
struct Ssa {
    preds: Vec<Vec<BlockId>>,
    at_end: HashMap<(BlockId, Var), Var>,
    at_start: HashMap<(BlockId, Var), Var>,
    unfilled: Vec<(BlockId, Var)>,
}

impl Ssa {
    fn use_of(&mut self, g: &mut Graph, b: BlockId, o: &mut Operand, slots: &Slots, now: &mut HashMap<Var, Var>) {
        let Operand::Var(v) = *o else { return };
        if !slots.contains_key(&v) {
            return;
        }
        let current = match now.get(&v) {
            Some(c) => *c,
            None => {
                let c = self.start(g, b, v);
                now.insert(v, c);
                c
            }
        };
        *o = Operand::Var(current);
    }

    fn end(&mut self, g: &mut Graph, b: BlockId, v: Var) -> Var {
        match self.at_end.get(&(b, v)) {
            Some(c) => *c,
            None => self.start(g, b, v),
        }
    }

    fn start(&mut self, g: &mut Graph, mut b: BlockId, v: Var) -> Var {
        let mut passed = vec![];
        let value = loop {
            if let Some(c) = self.at_start.get(&(b, v)) {
                break *c;
            }
            passed.push(b);
            match self.preds[b.0 as usize][..] {
                [p] => match self.at_end.get(&(p, v)) {
                    Some(c) => break *c,
                    None => b = p,
                },
                _ => {
                    let param = g.add_param(b, g.ty(v));
                    self.unfilled.push((b, v));
                    break param;
                }
            }
        };
        for p in passed {
            self.at_start.insert((p, v), value);
        }
        value
    }
}

/// Pushes variables; gives the address of the first. They are popped by setting the top of the stack to it.
fn push(g: &mut Graph, vars: &[Var], stack: &RootStack, span: Span, out: &mut Vec<Operation>) -> Var {
    let top = g.new_var(Ty::Address);
    out.push(stack.get(top, span));
    for (i, &v) in vars.iter().enumerate() {
        out.push(store(top, i as i64 * 8, v.into(), span));
    }
    let above = g.new_var(Ty::Address);
    let size = Operand::int(vars.len() as i64 * 8);
    out.push(Operation { op: Op::AdrAdd, args: vec![top.into(), size], result: Some(above), span });
    out.push(stack.set(above, span));
    top
}

fn push_frame(g: &mut Graph, base: Var, size: i64, clear: &[i64], stack: &RootStack, out: &mut Vec<Operation>) {
    let span = g.span;
    out.push(stack.get(base, span));
    for &at in clear {
        out.push(store(base, at, Operand::Const(Const::NullAddress), span));
    }
    let size = Operand::int(size);
    let top = g.new_var(Ty::Address);
    out.push(Operation { op: Op::AdrAdd, args: vec![base.into(), size], result: Some(top), span });
    out.push(stack.set(top, span));
}

fn store(base: Var, slot: i64, value: Operand, span: Span) -> Operation {
    Operation { op: Op::RawStore, args: vec![base.into(), Operand::int(slot), value], result: None, span }
}
