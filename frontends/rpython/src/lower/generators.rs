//! Generators as classes: a call of the function makes an instance, `__next__` goes on behind the last `yield`.
//!
//! The body is lowered like any other, with a jump at each `yield`. Then the jumps become returns: what is live there is saved
//! in attributes of the instance, one for each variable of the graph, and loaded again where `__next__` resumes. Nothing of
//! Python's syntax is known here.

use rpy_ir::hash::{HashMap, HashSet};
use rpy_ir::{BlockId, Const, Exit, Graph, Link, Op, Operand, Operation, Span, Ty, Var};
use std::collections::{BTreeMap, BTreeSet};

/// Where to go on: 0 at the start, a yield's number, -1 while the body runs and when it has ended. To end at the yield with
/// number `n`, -1 - n: `rpython._generators` says when.
const RESUME: &str = "_resume";

/// A jump that is to become a return.
pub(super) struct Yield {
    pub(super) block: BlockId,
    pub(super) value: Operand,
    pub(super) resume: BlockId,
    /// Where the generator is closed, if something is to be done then.
    pub(super) closed: Option<BlockId>,
    pub(super) span: Span,
}

/// The graph of the function itself: makes the instance.
pub(super) fn creation(mut g: Graph, names: &[String], class: Const) -> Graph {
    let (entry, span) = (g.entry, g.span);
    let this = g.emit(entry, Op::SimpleCall, vec![Operand::Const(class)], Ty::Obj, span);
    for (name, v) in names.iter().zip(g.params().to_vec()) {
        store(&mut g, entry, &this, &argument(name), v.into(), span);
    }
    store(&mut g, entry, &this, RESUME, Operand::int(0), span);
    g.blocks[entry].exit = Exit::Return(this);
    g
}

/// The graph of `__iter__`.
pub(super) fn iteration(name: &str) -> Graph {
    let mut g = Graph::new(name, Ty::Obj);
    let this = g.add_param(g.entry, Ty::Obj);
    let entry = g.entry;
    g.blocks[entry].exit = Exit::Return(this.into());
    g
}

/// The graph of `__next__` of a base class: there are instances of its subclasses only.
pub(super) fn abstract_next(name: &str, stop: &Const) -> Graph {
    let mut g = Graph::new(name, Ty::Obj);
    let entry = g.entry;
    g.add_param(entry, Ty::Obj);
    stop_iteration(&mut g, entry, stop);
    g
}

/// The graph of `__next__`, from the body's.
pub(super) fn resumption(mut g: Graph, yields: &[Yield], names: &[String], stop: Const) -> Graph {
    let params = g.params().to_vec();
    let attribute = |v: Var| match params.iter().position(|p| *p == v) {
        Some(i) => argument(&names[i]),
        None => format!("_{v}"),
    };
    let live = live_variables(&g, yields);
    let definitions = definitions(&g);
    let ends: Vec<BlockId> =
        g.blocks.iter().filter(|(_, b)| matches!(b.exit, Exit::Return(_))).map(|(id, _)| id).collect();
    let body = g.entry;
    let entry = g.new_block();
    g.entry = entry;
    let this: Operand = g.add_param(entry, Ty::Obj).into();
    for b in ends {
        stop_iteration(&mut g, b, &stop);
    }
    let mut loaded: BTreeMap<Var, Vec<(BlockId, Var)>> = BTreeMap::new();
    for (i, y) in yields.iter().enumerate() {
        let mut saved = BTreeSet::new();
        for to in std::iter::once(y.resume).chain(y.closed) {
            let mut loads = vec![];
            for v in live.get(&to).into_iter().flatten().copied() {
                saved.insert(v);
                let again = g.new_var(Ty::Obj);
                let args = vec![this.clone(), Operand::name(attribute(v))];
                loads.push(Operation { op: Op::GetAttr, args, result: Some(again), span: y.span });
                loaded.entry(v).or_default().push((to, again));
            }
            g.blocks[to].ops.splice(0..0, loads);
        }
        for v in saved {
            store(&mut g, y.block, &this, &attribute(v), v.into(), y.span);
        }
        store(&mut g, y.block, &this, RESUME, Operand::int(i as i64 + 1), y.span);
        g.blocks[y.block].exit = Exit::Return(y.value.clone());
    }
    let start = g.new_block();
    let args = params.iter().map(|&p| load(&mut g, start, &this, &attribute(p))).collect();
    g.blocks[start].exit = Exit::Goto(Link { to: body, args });
    let numbered = || (1..).zip(yields);
    let targets = std::iter::once((0, start))
        .chain(numbered().map(|(n, y)| (n, y.resume)))
        .chain(numbered().filter_map(|(n, y)| Some((-1 - n, y.closed?))));
    dispatch(&mut g, &this, targets, &stop);
    let repair = Repair::new(&g, yields);
    for (v, loads) in loaded {
        if let Some(&definition) = definitions.get(&v) {
            repair.variable(&mut g, v, definition, &loads);
        }
    }
    g
}

/// The attribute that keeps an argument.
fn argument(name: &str) -> String {
    format!("arg_{name}")
}

fn store(g: &mut Graph, b: BlockId, this: &Operand, name: &str, value: Operand, span: Span) {
    g.emit(b, Op::SetAttr, vec![this.clone(), Operand::name(name), value], Ty::Void, span);
}

fn load(g: &mut Graph, b: BlockId, this: &Operand, name: &str) -> Operand {
    let span = g.span;
    g.emit(b, Op::GetAttr, vec![this.clone(), Operand::name(name)], Ty::Obj, span)
}

fn stop_iteration(g: &mut Graph, b: BlockId, stop: &Const) {
    let span = g.blocks[b].span;
    let exc = g.emit(b, Op::SimpleCall, vec![Operand::Const(stop.clone())], Ty::Obj, span);
    g.blocks[b].exit = Exit::Raise(exc, span);
}

/// From the entry to the block whose number the instance has; the end if it has none.
fn dispatch(g: &mut Graph, this: &Operand, targets: impl Iterator<Item = (i64, BlockId)>, stop: &Const) {
    let (mut at, span) = (g.entry, g.span);
    let state = load(g, at, this, RESUME);
    store(g, at, this, RESUME, Operand::int(-1), span);
    for (number, to) in targets {
        let test = g.emit(at, Op::Eq, vec![state.clone(), Operand::int(number)], Ty::Obj, span);
        let cond = g.emit(at, Op::Bool, vec![test], Ty::Obj, span);
        let next = g.new_block();
        let link = |to| Link { to, args: vec![] };
        g.blocks[at].exit = Exit::Branch { cond, then: link(to), els: link(next) };
        g.blocks[at].span = span;
        at = next;
    }
    g.blocks[at].span = span;
    stop_iteration(g, at, stop);
}

/// The block that defines each variable.
fn definitions(g: &Graph) -> HashMap<Var, BlockId> {
    let mut found = HashMap::default();
    for (id, b) in g.blocks.iter() {
        found.extend(defined(b).map(|v| (v, id)));
    }
    found
}

fn defined(b: &rpy_ir::Block) -> impl Iterator<Item = Var> + '_ {
    let exc = match &b.exit {
        Exit::Try { exc, .. } => Some(*exc),
        _ => None,
    };
    b.params.iter().copied().chain(b.ops.iter().filter_map(|o| o.result)).chain(exc)
}

/// The variables that each block needs from before it.
fn live_variables(g: &Graph, yields: &[Yield]) -> HashMap<BlockId, BTreeSet<Var>> {
    let yielded: HashMap<BlockId, Var> = yields.iter().filter_map(|y| Some((y.block, y.value.var()?))).collect();
    let mut live: HashMap<BlockId, BTreeSet<Var>> = HashMap::default();
    let mut order = g.reverse_postorder();
    order.reverse();
    loop {
        let mut changed = false;
        for &id in &order {
            let b = &g.blocks[id];
            let mut needed: BTreeSet<Var> =
                b.exit.links().iter().filter_map(|l| live.get(&l.to)).flatten().copied().collect();
            b.exit.for_each_operand(|o| needed.extend(o.var()));
            needed.extend(yielded.get(&id));
            needed.extend(b.ops.iter().flat_map(|o| &o.args).filter_map(|a| a.var()));
            for v in defined(b) {
                needed.remove(&v);
            }
            if live.get(&id) != Some(&needed) {
                live.insert(id, needed);
                changed = true;
            }
        }
        if !changed {
            return live;
        }
    }
}

/// Puts the graph back into SSA form: a variable that is loaded again has several definitions.
struct Repair {
    preds: HashMap<BlockId, Vec<(BlockId, usize)>>,
    /// Blocks that run after some `yield` in the same call; elsewhere a variable is what it was.
    behind: Vec<BlockId>,
    is_behind: HashSet<BlockId>,
}

impl Repair {
    fn new(g: &Graph, yields: &[Yield]) -> Repair {
        let mut preds: HashMap<BlockId, Vec<(BlockId, usize)>> = HashMap::default();
        for id in g.reverse_postorder() {
            for (i, l) in g.blocks[id].exit.links().iter().enumerate() {
                preds.entry(l.to).or_default().push((id, i));
            }
        }
        let mut behind: Vec<BlockId> = vec![];
        let mut is_behind = HashSet::default();
        let mut queue: Vec<BlockId> = yields.iter().flat_map(|y| std::iter::once(y.resume).chain(y.closed)).collect();
        while let Some(b) = queue.pop() {
            if is_behind.insert(b) {
                behind.push(b);
                queue.extend(g.blocks[b].exit.links().iter().map(|l| l.to));
            }
        }
        Repair { preds, behind, is_behind }
    }

    fn variable(&self, g: &mut Graph, v: Var, definition: BlockId, loads: &[(BlockId, Var)]) {
        let mut at_entry: HashMap<BlockId, Var> = loads.iter().copied().collect();
        for &b in &self.behind {
            let block = &g.blocks[b];
            let mut used = block.ops.iter().flat_map(|o| &o.args).any(|a| a.var() == Some(v));
            block.exit.for_each_operand(|o| used |= o.var() == Some(v));
            if !used || b == definition {
                continue;
            }
            let now = self.at_entry(g, v, definition, b, &mut at_entry);
            let rename = |o: &mut Operand| {
                if o.var() == Some(v) {
                    *o = now.into();
                }
            };
            let block = &mut g.blocks[b];
            block.ops.iter_mut().flat_map(|o| &mut o.args).for_each(rename);
            block.exit.for_each_operand_mut(rename);
        }
    }

    /// What the variable is at the entry of a block that it is live in.
    fn at_entry(
        &self,
        g: &mut Graph,
        v: Var,
        definition: BlockId,
        b: BlockId,
        known: &mut HashMap<BlockId, Var>,
    ) -> Var {
        let mut at = b;
        let mut passed = vec![];
        let value = loop {
            if let Some(&value) = known.get(&at) {
                break value;
            }
            if !self.is_behind.contains(&at) {
                break v;
            }
            let preds = self.preds.get(&at).map_or(&[][..], |p| &p[..]);
            match preds {
                [] => break v,
                [(p, _)] if *p == definition => break v,
                [(p, _)] => {
                    passed.push(at);
                    at = *p;
                }
                _ => {
                    let param = g.add_param(at, Ty::Obj);
                    // Known before the predecessors are asked: there may be a cycle.
                    known.insert(at, param);
                    for &(from, link) in preds {
                        let arg = if from == definition { v } else { self.at_entry(g, v, definition, from, known) };
                        if let Some(l) = g.blocks[from].exit.links_mut().into_iter().nth(link) {
                            l.args.push(arg.into());
                        }
                    }
                    break param;
                }
            }
        };
        known.extend(passed.into_iter().map(|b| (b, value)));
        value
    }
}
