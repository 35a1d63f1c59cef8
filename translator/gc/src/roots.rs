//! Roots on a shadow stack: gc pointers that live across an operation that may collect.
//!
//! A variable that lives across such operations has a slot in the graph's frame, or is pushed on top of the frame around each of them:
//! always where it is cold, so that the other paths pay nothing, and everywhere in a graph that is cheaper without a frame. A slot is
//! stored to where its variable is defined, and loaded again behind an operation that may have moved the object, where it is used
//! (`reloads.rs`), or only where the exception goes if the operation raises then (`collecting.rs`). Variables that are not alive at the
//! same time share slots. When something collects a slot without a variable that is alive is null (`slots.rs`).

use crate::collecting::Collecting;
use crate::liveness::Liveness;
use crate::points::Points;
use crate::reloads::Reloads;
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
pub fn run(g: &mut Graph, program: &Program, collecting: &Collecting, stack: &RootStack) {
    let moves = collecting.moves(program, g);
    if moves.is_empty() {
        return;
    }
    let live = Liveness::new(g, |v| program.types.is_gc_ptr(g.ty(v)));
    let cold = rpy_ir::cold::cold_blocks(program, g);
    let points = Points::new(g, &moves, collecting, &live);
    let slots = crate::slots::slots(g, &points, &cold, &live);
    if !slots.is_empty() {
        let clears = crate::slots::clears(g, &slots, &points, &live.order);
        let preds = predecessors(g);
        let reloads = crate::reloads::reloads(g, &slots, &points, &live, &preds);
        let frame = Frame { slots: &slots, clears: &clears, reloads: &reloads, base: g.new_var(Ty::Address) };
        rewrite(g, &frame, &points, stack, &live.order, preds);
    }
}

/// Saves what lives across collections, and makes SSA form again for the variables that are then loaded anew: each load
/// after a collecting operation is another definition of its variable (Braun et al. 2013). The parameters this makes where
/// paths meet are those that a later clean-up removes if all paths bring the same value.
fn rewrite(
    g: &mut Graph,
    frame: &Frame,
    points: &Points,
    stack: &RootStack,
    order: &[BlockId],
    preds: Vec<Vec<BlockId>>,
) {
    let (slots, base) = (frame.slots, frame.base);
    let size: i64 = slots.values().filter_map(|s| s.in_frame()).map(|at| at + 8).max().unwrap_or(0);
    let mut ssa = Ssa {
        preds,
        at_end: HashMap::default(),
        at_start: HashMap::default(),
        again: HashMap::default(),
        unfilled: vec![],
    };
    // First the definitions: stores into the slots, loads after collecting operations.
    for &b in order {
        let ops = std::mem::take(&mut g.blocks[b].ops);
        let mut out = vec![];
        if b == g.entry && size > 0 {
            push_frame(g, base, size, stack, &mut out);
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
        let count = ops.len();
        let mut here = points.of(b).iter().peekable();
        for (i, op) in ops.into_iter().enumerate() {
            let (result, span) = (op.result, op.span);
            frame.reload(g, (b, i), span, &mut ssa, &mut out);
            match here.next_if(|p| p.at == i) {
                None => out.push(op),
                Some(point) => {
                    for &at in frame.clears.get(&(b, i)).into_iter().flatten() {
                        out.push(store(base, at, Operand::Const(Const::NullAddress), span));
                    }
                    let pushed: Vec<Var> = point.alive.iter().copied().filter(|v| slots[v] == Slot::Pushed).collect();
                    let top = (!pushed.is_empty()).then(|| push(g, &pushed, stack, span, &mut out));
                    out.push(op);
                    if let Some(top) = top {
                        for (n, &v) in pushed.iter().enumerate() {
                            let fresh = load(g, top, n as i64 * 8, v, span, &mut out);
                            ssa.define(b, v, fresh);
                        }
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
        frame.reload(g, (b, count), block_span, &mut ssa, &mut out);
        if let Exit::Return(_) = g.blocks[b].exit
            && size > 0
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
                now.insert(*ssa.again.get(&r).unwrap_or(&r), r);
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

/// A graph's frame.
struct Frame<'a> {
    slots: &'a Slots,
    clears: &'a Clears,
    reloads: &'a Reloads,
    base: Var,
}

impl Frame<'_> {
    fn reload(&self, g: &mut Graph, at: (BlockId, usize), span: Span, ssa: &mut Ssa, out: &mut Vec<Operation>) {
        for &v in self.reloads.get(&at).into_iter().flatten() {
            if let Slot::Frame(offset) = self.slots[&v] {
                let fresh = load(g, self.base, offset, v, span, out);
                ssa.define(at.0, v, fresh);
            }
        }
    }
}

/// What each variable with a slot is called where.
struct Ssa {
    preds: Vec<Vec<BlockId>>,
    at_end: HashMap<(BlockId, Var), Var>,
    at_start: HashMap<(BlockId, Var), Var>,
    /// What each load is a new definition of.
    again: HashMap<Var, Var>,
    unfilled: Vec<(BlockId, Var)>,
}

impl Ssa {
    /// Loaded anew: the last definition of a block counts.
    fn define(&mut self, b: BlockId, v: Var, fresh: Var) {
        self.at_end.insert((b, v), fresh);
        self.again.insert(fresh, v);
    }

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

fn push_frame(g: &mut Graph, base: Var, size: i64, stack: &RootStack, out: &mut Vec<Operation>) {
    let span = g.span;
    out.push(stack.get(base, span));
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
