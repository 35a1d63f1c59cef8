//! Portals: what a graph does from its merge point on becomes a graph of its own, whose parameters are the driver's greens and
//! reds. The graph calls it where the merge point was.
//!
//! So nothing that is computed before a merge point can be used behind it, but through greens and reds; a program that needs
//! more is rejected. The portal contains every block that the merge point leads to, so that the loop around the merge point is in it.

use rpy_annotate::jit::DriverDef;
use rpy_ir::dominators::predecessors;
use rpy_ir::hash::{HashMap, HashSet};
use rpy_ir::{
    Block, BlockId, Const, Diag, Exit, Graph, GraphId, InlineHint, Link, Op, Operand, Operation, Program, Span, Ty, Var,
};

/// Splits each graph with a merge point.
pub fn split<'d>(program: &mut Program, drivers: impl Iterator<Item = &'d DriverDef> + Clone) -> Result<(), Vec<Diag>> {
    let mut errors = vec![];
    let reachable = program.reachable_graphs();
    for def in drivers.clone() {
        let Some(point) = &def.merge_point else { continue };
        let marks = |g: &GraphId| {
            let blocks = program.graphs[*g].blocks.values();
            blocks
                .flat_map(|b| &b.ops)
                .any(|op| op.is_merge_point() && op.jit_marker().is_some_and(|m| m.1 == def.name))
        };
        if !reachable.iter().any(marks) {
            let what = format!("the merge point of driver `{}` cannot be reached", def.name);
            let help = "call its function, or take the driver out";
            errors.push(Diag::at(what, point.span, "control never comes here").help(help));
        }
    }
    for id in reachable {
        let points = program.graphs[id].merge_points();
        match points[..] {
            [] => {}
            [at] => {
                let name = program.graphs[id].blocks[at.0].ops[at.1].jit_marker().map_or("", |m| m.1);
                let def = drivers.clone().find(|d| d.name == name);
                if let Err(e) = split_graph(program, id, at, def) {
                    errors.push(e);
                }
            }
            [first, second, ..] => {
                let span = |at: (BlockId, usize)| program.graphs[id].blocks[at.0].ops[at.1].span;
                let what = format!("`{}` has two merge points", program.graphs[id].name);
                let help = "put each main loop into a function of its own";
                errors.push(Diag::at(what, span(second), "here").label(span(first), "the other one").help(help));
            }
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

fn split_graph(
    program: &mut Program,
    id: GraphId,
    (b, i): (BlockId, usize),
    def: Option<&DriverDef>,
) -> Result<(), Diag> {
    let mut g = program.graphs[id].clone();
    let live = live_at(&g, b, i);
    if def.is_some_and(|d| d.auto_reds) {
        add_reds(program, &mut g, (b, i), &live);
    }
    let marker = g.blocks[b].ops[i].clone();
    let operands = marker.args[2..].to_vec();
    let portal = portal(program, &g, (b, i), &marker, &live, def)?;
    let portal = program.graphs.push(portal);

    let ret = g.ret;
    g.blocks[b].ops.truncate(i);
    let mut call = vec![Operand::Const(Const::Graph(portal))];
    call.extend(operands);
    // No place of its own: tracebacks show one frame for the function.
    let result = g.emit(b, Op::DirectCall, call, ret, Span::NONE);
    g.blocks[b].exit = Exit::Return(result);
    clear_unreachable(&mut g);
    program.graphs[id] = g;
    Ok(())
}

/// Reds that the driver leaves to us: all that lives across the merge point and is not green.
fn add_reds(program: &mut Program, g: &mut Graph, (b, i): (BlockId, usize), live: &HashSet<Var>) {
    let marker = &mut g.blocks[b].ops[i];
    let mut reds: Vec<Var> = live.iter().copied().filter(|v| !marker.args.contains(&Operand::Var(*v))).collect();
    reds.sort_by_key(|&v| (crate::rjit::order_of(g.vars[v].ty), v));
    marker.args.extend(reds.iter().map(|&v| Operand::Var(v)));
    let name = marker.jit_marker().map_or(String::new(), |m| m.1.to_string());
    if let Some(d) = program.jit_drivers.iter_mut().find(|d| d.name == name) {
        d.reds = reds.iter().enumerate().map(|(n, &v)| (format!("red{n}"), g.vars[v].ty)).collect();
    }
}

/// The graph that begins with the merge point.
fn portal(
    program: &Program,
    source: &Graph,
    (b, i): (BlockId, usize),
    marker: &Operation,
    live: &HashSet<Var>,
    def: Option<&DriverDef>,
) -> Result<Graph, Diag> {
    let mut g = source.clone();
    g.flags.inline = InlineHint::Never;
    let operands = &marker.args[2..];
    let types: Vec<Ty> = operands.iter().map(|o| program.operand_ty(source, o)).collect();
    let (head, entry) = (g.new_block(), g.new_block());
    let params: Vec<Var> = types.iter().map(|&t| g.add_param(head, t)).collect();
    let given: Vec<Operand> = types.iter().map(|&t| g.add_param(entry, t).into()).collect();
    g.blocks[entry].exit = Exit::Goto(Link { to: head, args: given });
    g.blocks[entry].span = g.blocks[b].span;
    g.entry = entry;

    // Behind the marker greens and reds are the block's parameters.
    let mut renewed: HashMap<Var, Var> = HashMap::default();
    for (o, &p) in operands.iter().zip(&params) {
        if let Operand::Var(v) = o {
            renewed.entry(*v).or_insert(p);
        }
    }
    let mut ops = vec![marker.clone()];
    ops[0].args.truncate(2);
    ops[0].args.extend(params.iter().map(|&p| Operand::Var(p)));
    let mut lost: Vec<Var> = live.iter().copied().filter(|v| !renewed.contains_key(v)).collect();
    lost.sort();
    for v in lost {
        let Some(from) = cast_of(source, v, &renewed) else { return Err(not_listed(source, marker, v, def)) };
        let again = g.new_var(source.ty(v));
        ops.push(Operation { op: Op::CastPointer, args: vec![from.into()], result: Some(again), span: marker.span });
        renewed.insert(v, again);
    }
    ops.extend(g.blocks[b].ops.split_off(i).into_iter().skip(1));
    let exit = std::mem::replace(&mut g.blocks[b].exit, Exit::Goto(Link { to: head, args: operands.to_vec() }));
    let span = g.blocks[b].span;
    let begin = &mut g.blocks[head];
    (begin.ops, begin.exit, begin.span) = (ops, exit, span);
    clear_unreachable(&mut g);
    let mut renewed: Vec<(Var, Var)> = renewed.into_iter().filter(|(v, _)| live.contains(v)).collect();
    renewed.sort();
    for (old, new) in renewed {
        Repair::new(&mut g, old, new, head).run();
    }
    Ok(g)
}

/// What a live variable can be cast from: it, or what it is cast to, is a green or red.
fn cast_of(g: &Graph, v: Var, renewed: &HashMap<Var, Var>) -> Option<Var> {
    let casts: HashMap<Var, Var> = g
        .blocks
        .values()
        .flat_map(|b| &b.ops)
        .filter(|op| matches!(op.op, Op::CastPointer | Op::SameAs))
        .filter_map(|op| Some((op.result?, op.args[0].var()?)))
        .collect();
    let chain = |v: Var| std::iter::successors(Some(v), |v| casts.get(v).copied());
    if let Some(from) = chain(v).find_map(|x| renewed.get(&x)) {
        return Some(*from);
    }
    let mut narrowed: Vec<(&Var, &Var)> = renewed.iter().collect();
    narrowed.sort();
    narrowed.into_iter().find(|(old, _)| chain(**old).any(|x| x == v)).map(|(_, new)| *new)
}

fn not_listed(g: &Graph, marker: &Operation, v: Var, def: Option<&DriverDef>) -> Diag {
    let made = origin(g, v);
    let driver = def.map_or("", |d| d.name.as_str());
    let what = format!("a variable that is neither green nor red in driver `{driver}` is used behind its merge point");
    let diag = Diag::at(what, marker.span, "the merge point").help("add it to the driver's greens or reds");
    if made.is_none() { diag } else { diag.label(made, "the variable gets its value before") }
}

/// The place of the first operation that gives a variable its value, directly or through parameters.
fn origin(g: &Graph, v: Var) -> Span {
    let mut seen = HashSet::default();
    let mut todo = vec![v];
    let mut found = vec![];
    while let Some(v) = todo.pop() {
        if !seen.insert(v) {
            continue;
        }
        for block in g.blocks.values() {
            found.extend(block.ops.iter().find(|op| op.result == Some(v)).map(|op| op.span));
            for link in block.exit.links() {
                let params = g.blocks[link.to].params.iter().zip(&link.args);
                todo.extend(params.filter(|(p, _)| **p == v).filter_map(|(_, a)| a.var()));
            }
        }
    }
    found.into_iter().filter(|s| !s.is_none()).min_by_key(|s| s.start).unwrap_or(Span::NONE)
}

/// The variables that are needed behind an operation and are defined before.
fn live_at(g: &Graph, b: BlockId, i: usize) -> HashSet<Var> {
    let order = g.reverse_postorder();
    let mut live_in: Vec<HashSet<Var>> = vec![HashSet::default(); g.blocks.len()];
    let before = |live_in: &[HashSet<Var>], at: BlockId, from: usize| {
        let block = &g.blocks[at];
        let mut live = HashSet::default();
        for l in block.exit.links() {
            live.extend(&live_in[l.to.0 as usize]);
        }
        block.exit.for_each_operand(|o| live.extend(o.var()));
        if let Exit::Try { exc, .. } = &block.exit {
            live.remove(exc);
        }
        for op in block.ops[from..].iter().rev() {
            if let Some(r) = op.result {
                live.remove(&r);
            }
            live.extend(op.args.iter().filter_map(Operand::var));
        }
        live
    };
    let mut changed = true;
    while changed {
        changed = false;
        for &x in order.iter().rev() {
            let mut live = before(&live_in, x, 0);
            g.blocks[x].params.iter().for_each(|p| {
                live.remove(p);
            });
            if live.len() > live_in[x.0 as usize].len() {
                live_in[x.0 as usize] = live;
                changed = true;
            }
        }
    }
    before(&live_in, b, i + 1)
}

fn clear_unreachable(g: &mut Graph) {
    let reachable: HashSet<BlockId> = g.reverse_postorder().into_iter().collect();
    for (b, block) in g.blocks.iter_mut() {
        if !reachable.contains(&b) {
            *block = Block { params: vec![], ops: vec![], exit: Exit::Unreachable, span: Span::NONE };
        }
    }
}

/// A variable that has got a second definition: SSA form is made again for it.
struct Repair<'g> {
    g: &'g mut Graph,
    old: Var,
    new: Var,
    /// The block that defines the new variable: it dominates all but the entry.
    head: BlockId,
    /// The block that defines the old one, where that is in the graph still.
    home: Option<BlockId>,
    preds: Vec<Vec<BlockId>>,
    at_start: HashMap<BlockId, Var>,
    unfilled: Vec<BlockId>,
}

impl<'g> Repair<'g> {
    fn new(g: &'g mut Graph, old: Var, new: Var, head: BlockId) -> Repair<'g> {
        let defines = |b: &Block| {
            let exc = matches!(&b.exit, Exit::Try { exc, .. } if *exc == old);
            exc || b.params.contains(&old) || b.ops.iter().any(|op| op.result == Some(old))
        };
        let home = g.blocks.iter().find(|(_, b)| defines(b)).map(|(id, _)| id);
        let preds = predecessors(g);
        Repair { g, old, new, head, home, preds, at_start: HashMap::default(), unfilled: vec![] }
    }

    fn run(mut self) {
        for b in self.g.reverse_postorder() {
            if Some(b) == self.home {
                continue;
            }
            let mut used = false;
            let block = &self.g.blocks[b];
            block.ops.iter().flat_map(|op| &op.args).for_each(|o| used |= *o == Operand::Var(self.old));
            block.exit.for_each_operand(|o| used |= *o == Operand::Var(self.old));
            if !used {
                continue;
            }
            let value = if b == self.head { self.new } else { self.at_start(b) };
            let old = self.old;
            let replace = |o: &mut Operand| {
                if *o == Operand::Var(old) {
                    *o = Operand::Var(value);
                }
            };
            let block = &mut self.g.blocks[b];
            block.ops.iter_mut().flat_map(|op| &mut op.args).for_each(replace);
            block.exit.for_each_operand_mut(replace);
        }
        let mut next = 0;
        while let Some(&b) = self.unfilled.get(next) {
            next += 1;
            let mut from = self.preds[b.0 as usize].clone();
            from.sort();
            from.dedup();
            for p in from {
                let value = self.at_end(p);
                let links = self.g.blocks[p].exit.links_mut();
                links.into_iter().filter(|l| l.to == b).for_each(|l| l.args.push(Operand::Var(value)));
            }
        }
    }

    fn at_end(&mut self, b: BlockId) -> Var {
        if b == self.head {
            self.new
        } else if Some(b) == self.home {
            self.old
        } else {
            self.at_start(b)
        }
    }

    fn at_start(&mut self, mut b: BlockId) -> Var {
        if self.home.is_none() {
            return self.new;
        }
        let mut passed = vec![];
        let value = loop {
            if let Some(&v) = self.at_start.get(&b) {
                break v;
            }
            passed.push(b);
            match self.preds[b.0 as usize][..] {
                [p] if p == self.head => break self.new,
                [p] if Some(p) == self.home => break self.old,
                [p] => b = p,
                _ => {
                    let v = self.g.add_param(b, self.g.ty(self.old));
                    self.unfilled.push(b);
                    break v;
                }
            }
        };
        for p in passed {
            self.at_start.insert(p, value);
        }
        value
    }
}
