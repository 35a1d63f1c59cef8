//! Makes a graph reducible: wasm can only enter a loop at its head.
//!
//! A cycle with several entries gets one: a block that takes the parameters of them all and a number that says which is meant. What
//! dominates what does not change: each way into the cycle could lead to each of its entries before, so an entry is dominated by
//! itself and by what is before the whole cycle.

use rpy_ir::dominators::{Dominators, predecessors};
use rpy_ir::entity::Entity;
use rpy_ir::hash::HashSet;
use rpy_ir::{BlockId, Const, Exit, Graph, Link, Operand, Ty, Var};

/// The graph with one entry for each cycle; None if it is so already.
pub fn reducible(g: &Graph) -> Option<Graph> {
    if is_reducible(g) {
        return None;
    }
    let mut g = g.clone();
    loop {
        let all: HashSet<BlockId> = g.reverse_postorder().into_iter().collect();
        let Some(entries) = several_entries(&g, &predecessors(&g), &all) else { return Some(g) };
        dispatch(&mut g, &entries);
    }
}

/// Whether each link that goes back leads to a block that dominates where it comes from.
fn is_reducible(g: &Graph) -> bool {
    let dominators = Dominators::new(g);
    let mut number = vec![0; g.blocks.len()];
    for (i, b) in dominators.order.iter().enumerate() {
        number[b.index()] = i;
    }
    dominators.order.iter().all(|&b| {
        let mut links = g.blocks[b].exit.links().into_iter();
        links.all(|l| number[l.to.index()] > number[b.index()] || dominators.dominates(l.to, b))
    })
}

/// The entries of a cycle in the region, if there is one with several.
fn several_entries(g: &Graph, preds: &[Vec<BlockId>], region: &HashSet<BlockId>) -> Option<Vec<BlockId>> {
    for mut cycle in cycles(g, preds, region) {
        let entered = |b: &BlockId| preds[b.index()].iter().any(|p| !cycle.contains(p));
        let mut entries: Vec<BlockId> = cycle.iter().copied().filter(entered).collect();
        if entries.len() > 1 {
            entries.sort();
            return Some(entries);
        }
        // What cycles without the head is a loop inside.
        entries.iter().for_each(|head| {
            cycle.remove(head);
        });
        if let Some(found) = several_entries(g, preds, &cycle) {
            return Some(found);
        }
    }
    None
}

/// The strongly connected parts of the region with more than one block, or one that leads to itself (Kosaraju's algorithm).
fn cycles(g: &Graph, preds: &[Vec<BlockId>], region: &HashSet<BlockId>) -> Vec<HashSet<BlockId>> {
    let mut starts: Vec<BlockId> = region.iter().copied().collect();
    starts.sort();
    let next = |b: BlockId| g.blocks[b].exit.links().iter().map(|l| l.to).collect::<Vec<_>>();
    let mut seen = HashSet::default();
    let mut order = vec![];
    for &b in &starts {
        order.extend(postorder(b, region, &mut seen, &next));
    }
    seen.clear();
    let mut found = vec![];
    for &b in order.iter().rev() {
        let part = postorder(b, region, &mut seen, &|b| preds[b.index()].clone());
        if part.len() > 1 || part.iter().any(|&b| next(b).contains(&b)) {
            found.push(part.into_iter().collect());
        }
    }
    found
}

/// What is reached from a block within a region and not seen before, in postorder.
fn postorder(
    from: BlockId,
    region: &HashSet<BlockId>,
    seen: &mut HashSet<BlockId>,
    next: &dyn Fn(BlockId) -> Vec<BlockId>,
) -> Vec<BlockId> {
    let mut order = vec![];
    if !seen.insert(from) {
        return order;
    }
    let mut path = vec![(from, next(from))];
    while let Some((b, todo)) = path.last_mut() {
        match todo.pop() {
            Some(n) if region.contains(&n) && seen.insert(n) => path.push((n, next(n))),
            Some(_) => {}
            None => {
                order.push(*b);
                path.pop();
            }
        }
    }
    order
}

/// Sends all links to the entries through one block.
fn dispatch(g: &mut Graph, entries: &[BlockId]) {
    let to_entries = |b: BlockId, g: &Graph| g.blocks[b].exit.links().iter().any(|l| entries.contains(&l.to));
    let from: Vec<BlockId> = g.reverse_postorder().into_iter().filter(|&b| to_entries(b, g)).collect();
    let block = g.new_block();
    g.blocks[block].span = g.blocks[entries[0]].span;
    let which = g.add_param(block, Ty::SIGNED);
    let params: Vec<Vec<Var>> = entries.iter().map(|&e| g.blocks[e].params.clone()).collect();
    let types: Vec<Vec<Ty>> = params.iter().map(|ps| ps.iter().map(|&p| g.ty(p)).collect()).collect();
    let carried: Vec<Vec<Operand>> =
        types.iter().map(|ts| ts.iter().map(|&ty| g.add_param(block, ty).into()).collect()).collect();
    for b in from {
        let mut exit = std::mem::replace(&mut g.blocks[b].exit, Exit::Unreachable);
        for l in exit.links_mut() {
            let Some(i) = entries.iter().position(|e| *e == l.to) else { continue };
            let own = std::mem::take(&mut l.args);
            l.args.push(Operand::int(i as i64));
            for (j, ts) in types.iter().enumerate() {
                if i == j {
                    l.args.extend(own.iter().cloned());
                } else {
                    l.args.extend(ts.iter().map(|&ty| Operand::Const(any(ty))));
                }
            }
            l.to = block;
        }
        g.blocks[b].exit = exit;
    }
    let mut links: Vec<Link> = entries.iter().zip(carried).map(|(&to, args)| Link { to, args }).collect();
    let default = links.remove(0);
    let cases = links.into_iter().enumerate().map(|(i, l)| (i as i64 + 1, l)).collect();
    g.blocks[block].exit = Exit::Switch { on: which.into(), cases, default };
}

/// A value for a parameter that is not used.
fn any(ty: Ty) -> Const {
    match ty {
        Ty::Void | Ty::Obj => Const::Void,
        Ty::Bool => Const::Bool(false),
        Ty::Char => Const::Char(0),
        Ty::UniChar => Const::UniChar(0),
        Ty::Int(k) => Const::Int(0, k),
        Ty::Float => Const::Float(0),
        Ty::SingleFloat => Const::SingleFloat(0),
        Ty::Address => Const::NullAddress,
        Ty::Ptr(t) => Const::Null(t),
    }
}
