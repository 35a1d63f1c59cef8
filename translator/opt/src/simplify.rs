//! Control flow: constant branches, chains of empty blocks, blocks with one predecessor, parameters that are always the
//! same value or never used, unreachable blocks.
//!
//! Correctness rests on one property of the graphs: a variable may be used wherever its definition dominates, so
//! replacing a parameter by the one value that enters it keeps every use dominated.

use crate::Context;
use crate::rewrite::{Subst, compact, use_counts};
use rpy_ir::{BlockId, Const, Exit, Graph, Link, Operand, Var};

pub fn run(g: &mut Graph, _cx: &Context) -> bool {
    // Many graphs are one block.
    if g.blocks.len() == 1 && g.blocks[g.entry].exit.links().is_empty() {
        return false;
    }
    let mut changed = false;
    for _ in 0..8 {
        let mut again = constant_exits(g);
        again |= thread_jumps(g);
        again |= merge_blocks(g);
        again |= same_params(g);
        again |= unused_params(g);
        changed |= again;
        if !again {
            break;
        }
    }
    if changed || g.reverse_postorder().len() < g.blocks.len() {
        compact(g);
    }
    changed
}

/// The integer value of a constant that a Branch or Switch may be on.
pub fn int_value(c: &Const) -> Option<i64> {
    match c {
        Const::Bool(b) => Some(*b as i64),
        Const::Int(v, _) => Some(*v),
        Const::Char(c) => Some(*c as i64),
        Const::UniChar(c) => Some(*c as i64),
        _ => None,
    }
}

/// Where the exit goes if its operand is this constant.
fn taken(exit: &Exit, value: i64) -> Option<&Link> {
    match exit {
        Exit::Branch { then, els, .. } => Some(if value != 0 { then } else { els }),
        Exit::Switch { cases, default, .. } => {
            Some(cases.iter().find(|(c, _)| *c == value).map_or(default, |(_, l)| l))
        }
        _ => None,
    }
}

fn constant_exits(g: &mut Graph) -> bool {
    let mut changed = false;
    for b in g.blocks.values_mut() {
        let known = match &b.exit {
            Exit::Branch { cond: Operand::Const(c), .. } | Exit::Switch { on: Operand::Const(c), .. } => int_value(c),
            _ => None,
        };
        let goto = match (&b.exit, known) {
            (exit, Some(v)) => taken(exit, v).cloned(),
            (Exit::Branch { then, els, .. }, None) if then == els => Some(then.clone()),
            (Exit::Switch { cases, default, .. }, None) if cases.iter().all(|(_, l)| l == default) => {
                Some(default.clone())
            }
            _ => None,
        };
        if let Some(link) = goto {
            b.exit = Exit::Goto(link);
            changed = true;
        } else if let Exit::Switch { cases, default, .. } = &mut b.exit {
            let before = cases.len();
            cases.retain(|(_, l)| l != default);
            changed |= cases.len() != before;
        }
    }
    changed
}

/// A link to a block without operations goes straight to where that block goes: if it only jumps on, or if the value
/// that it branches on is known from this link. The block's parameters must not be used beyond it.
fn thread_jumps(g: &mut Graph) -> bool {
    let counts = use_counts(g);
    // Uses of each empty block's parameters in its own exit.
    let eligible = |b: BlockId| {
        let block = &g.blocks[b];
        if !block.ops.is_empty() || b == g.entry || matches!(block.exit, Exit::Try { .. }) {
            return false;
        }
        if !matches!(block.exit, Exit::Goto(_) | Exit::Branch { .. } | Exit::Switch { .. }) {
            return false;
        }
        let mut own = 0;
        block.exit.for_each_operand(|o| own += o.var().is_some_and(|v| block.params.contains(&v)) as u32);
        own == block.params.iter().map(|v| counts[v.0 as usize]).sum::<u32>()
    };
    let empty: Vec<bool> = g.blocks.keys().map(eligible).collect();
    if !empty.contains(&true) {
        return false;
    }
    let mut changed = false;
    for b in g.reverse_postorder() {
        let mut exit = g.blocks[b].exit.clone();
        for link in exit.links_mut() {
            // Bounded, because empty blocks may form a cycle.
            for _ in 0..16 {
                if !empty[link.to.0 as usize] || link.to == b {
                    break;
                }
                match thread(g, link) {
                    Some(next) if next != *link => *link = next,
                    _ => break,
                }
                changed = true;
            }
        }
        g.blocks[b].exit = exit;
    }
    changed
}

fn thread(g: &Graph, link: &Link) -> Option<Link> {
    let through = &g.blocks[link.to];
    let value = |o: &Operand| match o {
        Operand::Var(v) => match through.params.iter().position(|p| p == v) {
            Some(i) => link.args[i].clone(),
            None => o.clone(),
        },
        Operand::Const(_) => o.clone(),
    };
    let next = match &through.exit {
        Exit::Goto(l) => l,
        exit => match value(exit.operand()?) {
            Operand::Const(c) => taken(exit, int_value(&c)?)?,
            Operand::Var(_) => return None,
        },
    };
    Some(Link { to: next.to, args: next.args.iter().map(value).collect() })
}

/// Appends a block to its only predecessor, where that does nothing but jump to it.
fn merge_blocks(g: &mut Graph) -> bool {
    if !g.blocks.values().any(|b| matches!(b.exit, Exit::Goto(_))) {
        return false;
    }
    let preds = crate::rewrite::predecessors(g);
    let mut subst = Subst::new(g);
    let mut changed = false;
    for b in g.reverse_postorder() {
        while let Exit::Goto(link) = &g.blocks[b].exit {
            let to = link.to;
            if preds[to.0 as usize].len() != 1 || to == b || to == g.entry {
                break;
            }
            let args = link.args.clone();
            let next = std::mem::replace(
                &mut g.blocks[to],
                rpy_ir::Block { params: vec![], ops: vec![], exit: Exit::Unreachable, span: rpy_ir::Span::NONE },
            );
            for (param, arg) in next.params.into_iter().zip(args) {
                subst.set(param, arg);
            }
            let block = &mut g.blocks[b];
            block.ops.extend(next.ops);
            block.exit = next.exit;
            block.span = next.span;
            changed = true;
        }
    }
    subst.apply(g);
    changed
}

/// Whether links may have arguments.
fn has_params(g: &Graph) -> bool {
    g.blocks.iter().any(|(id, b)| id != g.entry && !b.params.is_empty())
}

/// A parameter that every link gives the same value, or itself, is that value.
fn same_params(g: &mut Graph) -> bool {
    #[derive(Clone, PartialEq)]
    enum Seen {
        Nothing,
        One(Operand),
        Many,
    }
    if !has_params(g) {
        return false;
    }
    let mut any = false;
    for _ in 0..8 {
        let mut seen: Vec<Seen> = vec![Seen::Nothing; g.vars.len()];
        for b in g.reverse_postorder() {
            for link in g.blocks[b].exit.links() {
                for (param, arg) in g.blocks[link.to].params.iter().zip(&link.args) {
                    let s = &mut seen[param.0 as usize];
                    if arg == &Operand::Var(*param) || *s == Seen::Many {
                        continue;
                    }
                    match s {
                        Seen::Nothing => *s = Seen::One(arg.clone()),
                        Seen::One(known) if known == arg => {}
                        _ => *s = Seen::Many,
                    }
                }
            }
        }
        let mut subst = Subst::new(g);
        let mut drop = vec![false; g.vars.len()];
        for (id, block) in g.blocks.iter() {
            // The JIT comes to a merge point with other values.
            if id == g.entry || g.begins_with_merge_point(id) {
                continue;
            }
            for p in &block.params {
                if let Seen::One(value) = &seen[p.0 as usize] {
                    // A cycle of parameters that all stand for each other would make resolution circular: in one
                    // round a value that is itself replaced waits for the next.
                    let waits = value.var().is_some_and(|v| drop[v.0 as usize]);
                    if !waits {
                        subst.set(*p, value.clone());
                        drop[p.0 as usize] = true;
                    }
                }
            }
        }
        if subst.is_empty() {
            break;
        }
        drop_params(g, |v| drop[v.0 as usize]);
        subst.apply(g);
        any = true;
    }
    any
}

/// Removes parameters that nothing needs, cycles of them included.
fn unused_params(g: &mut Graph) -> bool {
    if !has_params(g) {
        return false;
    }
    let mut needed = vec![false; g.vars.len()];
    let mut work: Vec<Var> = vec![];
    // For each parameter, the arguments that enter it.
    let mut feeds: Vec<Vec<Var>> = vec![vec![]; g.vars.len()];
    for b in g.reverse_postorder() {
        let block = &g.blocks[b];
        work.extend(block.ops.iter().flat_map(|op| &op.args).filter_map(Operand::var));
        work.extend(block.exit.operand().and_then(Operand::var));
        for link in block.exit.links() {
            for (param, arg) in g.blocks[link.to].params.iter().zip(&link.args) {
                feeds[param.0 as usize].extend(arg.var());
            }
        }
    }
    while let Some(v) = work.pop() {
        if !std::mem::replace(&mut needed[v.0 as usize], true) {
            work.append(&mut feeds[v.0 as usize]);
        }
    }
    let entry = g.entry;
    let unused = |id: BlockId, v: &Var| id != entry && !needed[v.0 as usize];
    if !g.blocks.iter().any(|(id, b)| b.params.iter().any(|v| unused(id, v))) {
        return false;
    }
    drop_params(g, |v| !needed[v.0 as usize]);
    true
}

/// Removes parameters (not of the entry block) and the arguments that enter them.
fn drop_params(g: &mut Graph, drop: impl Fn(Var) -> bool) {
    let entry = g.entry;
    let keep: Vec<Vec<bool>> =
        g.blocks.iter().map(|(id, b)| b.params.iter().map(|&v| id == entry || !drop(v)).collect()).collect();
    for (id, b) in g.blocks.iter_mut() {
        let mut flags = keep[id.0 as usize].iter();
        b.params.retain(|_| *flags.next().unwrap_or(&true));
        for link in b.exit.links_mut() {
            let mut flags = keep[link.to.0 as usize].iter();
            link.args.retain(|_| *flags.next().unwrap_or(&true));
        }
    }
}
