//! Roots on a shadow stack: gc pointers that live across an operation that may collect.
//!
//! A variable that lives across such an operation outside cold blocks has a slot in the graph's frame. It is stored there
//! where it is defined, and loaded again after each operation that may have moved the object, or only where the exception goes if
//! the operation raises then (`collecting.rs`). So a path without allocation
//! pays for the stores only. Variables that are not alive at the same time share slots (`slots.rs`). A slot whose variable is dead
//! keeps its object alive until the graph returns or the slot is used again, and is updated like any other; but calls out of the
//! program begin with dead slots cleared. So is a slot that something may collect before it is used.
//!
//! A variable that lives across collections in cold blocks only is pushed there, on top of the frame, around each of them:
//! the other paths pay nothing. A graph without other variables has no frame.

use crate::collecting::Collecting;
use crate::liveness::Liveness;
use crate::points::Points;
use crate::slots::{Clears, Slot, Slots};
use rpy_ir::dominators::predecessors;
use rpy_ir::hash::HashMap;
use rpy_ir::{BlockId, Const, DataId, Exit, FieldRef, Graph, Op, Operand, Operation, Program, Role, Span, Ty, Var};

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

/// Saves and reloads the roots of one graph.
pub fn run(g: &mut Graph, program: &Program, collecting: &Collecting, stack: &RootStack, cold: &[bool]) {
    let moves = collecting.moves(program, g);
    if moves.is_empty() {
        return;
    }
    let live = Liveness::new(g, |v| program.types.is_gc_ptr(g.ty(v)));
    let points = Points::new(g, &moves, collecting, cold, &live);
    let slots = crate::slots::slots(g, &points, cold, &live);
    if !slots.is_empty() {
        let clears = crate::slots::clears(g, &slots, &points, cold, &live);
        rewrite(g, &slots, &clears, &points, stack, &live.order);
    }
}

/// Saves what lives across collections, and makes SSA form again for the variables that are then loaded anew: each load
/// after a collecting operation is another definition of its variable (Braun et al. 2013). The parameters this makes where
/// paths meet are those that a later clean-up removes if all paths bring the same value.
fn rewrite(g: &mut Graph, slots: &Slots, clears: &Clears, points: &Points, stack: &RootStack, order: &[BlockId]) {
    let base = g.new_var(Ty::Address);
    let frame: i64 = slots.values().filter_map(|s| s.in_frame()).map(|at| at + 8).max().unwrap_or(0);
    // What each load after a collecting operation is a new definition of.
    let mut again: HashMap<Var, Var> = HashMap::default();
    let mut ssa =
        Ssa { preds: predecessors(g), at_end: HashMap::default(), at_start: HashMap::default(), unfilled: vec![] };
    let raised: HashMap<BlockId, &Vec<Var>> =
        points.all().filter_map(|(_, p)| Some((p.raises_to?, &p.alive))).collect();
    // First the definitions: stores into the slots, loads after collecting operations.
    for &b in order {
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
        for &v in raised.get(&b).copied().into_iter().flatten() {
            if let Slot::Frame(at) = slots[&v] {
                let fresh = load(g, base, at, v, block_span, &mut out);
                ssa.at_end.insert((b, v), fresh);
                again.insert(fresh, v);
            }
        }
        let mut here = points.of(b).iter().peekable();
        for (i, op) in ops.into_iter().enumerate() {
            let (result, span) = (op.result, op.span);
            match here.next_if(|p| p.at == i) {
                None => out.push(op),
                Some(point) => {
                    for &at in clears.before.get(&(b, i)).into_iter().flatten() {
                        out.push(store(base, at, Operand::Const(Const::NullAddress), span));
                    }
                    let moved = if point.raises_to.is_none() { &point.alive[..] } else { &[] };
                    let pushed: Vec<Var> = moved.iter().copied().filter(|v| slots[v] == Slot::Pushed).collect();
                    let top = (!pushed.is_empty()).then(|| push(g, &pushed, stack, span, &mut out));
                    out.push(op);
                    let mut count = 0;
                    for &v in moved {
                        let (from, at) = match (slots[&v], top) {
                            (Slot::Pushed, Some(top)) => {
                                count += 8;
                                (top, count - 8)
                            }
                            (Slot::Frame(at), _) => (base, at),
                            (Slot::Pushed, None) => continue,
                        };
                        let fresh = load(g, from, at, v, span, &mut out);
                        ssa.at_end.insert((b, v), fresh);
                        again.insert(fresh, v);
                    }
                    if let Some(top) = top {
                        out.push(stack.set(top, span));
                    }
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
    for &b in order {
        let mut now: HashMap<Var, Var> = HashMap::default();
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

/// A variable anew, from where it has been saved.
fn load(g: &mut Graph, from: Var, at: i64, v: Var, span: Span, out: &mut Vec<Operation>) -> Var {
    let fresh = g.new_var(g.ty(v));
    out.push(Operation { op: Op::RawLoad, args: vec![from.into(), Operand::int(at)], result: Some(fresh), span });
    fresh
}

fn store(base: Var, slot: i64, value: Operand, span: Span) -> Operation {
    Operation { op: Op::RawStore, args: vec![base.into(), Operand::int(slot), value], result: None, span }
}
