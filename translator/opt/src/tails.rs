//! Short blocks where paths meet are repeated on each path: `goto b; b: x = x + 1; goto loop` at the end of each arm of an
//! interpreter's dispatch costs a jump each time otherwise.
//!
//! A block that is repeated has few operations, ends with a jump, and nothing outside it uses what it defines.

use crate::Context;
use crate::rewrite::predecessors;
use rpy_ir::hash::HashMap;
use rpy_ir::{BlockId, Exit, Graph, Link, Operand, Var};

/// More operations than this are worth the jump.
const LONGEST: usize = 2;

pub fn run(g: &mut Graph, _cx: &Context) -> bool {
    let local = local_blocks(g);
    let preds = predecessors(g);
    let mut changed = false;
    for b in g.reverse_postorder() {
        let Exit::Goto(link) = &g.blocks[b].exit else { continue };
        let to = link.to;
        if to == b || preds[to.0 as usize].len() < 2 || !local[to.0 as usize] {
            continue;
        }
        let args = link.args.clone();
        repeat(g, b, to, args);
        changed = true;
    }
    changed
}

/// By block: whether it may be repeated.
fn local_blocks(g: &Graph) -> Vec<bool> {
    let mut home: Vec<Option<BlockId>> = vec![None; g.vars.len()];
    for (b, block) in g.blocks.iter() {
        for v in block.params.iter().copied().chain(block.ops.iter().filter_map(|op| op.result)) {
            home[v.0 as usize] = Some(b);
        }
    }
    let fits = |b: BlockId| {
        let block = &g.blocks[b];
        b != g.entry
            && !g.begins_with_merge_point(b)
            && block.ops.len() <= LONGEST
            && block.ops.iter().all(|op| !op.op.effects().raises)
            && matches!(&block.exit, Exit::Goto(l) if l.to != b)
    };
    let mut local: Vec<bool> = g.blocks.keys().map(fits).collect();
    for (b, block) in g.blocks.iter() {
        let mut used = |o: &Operand| {
            if let Some(h) = o.var().and_then(|v| home[v.0 as usize])
                && h != b
            {
                local[h.0 as usize] = false;
            }
        };
        block.ops.iter().flat_map(|op| &op.args).for_each(&mut used);
        block.exit.for_each_operand(&mut used);
    }
    local
}

/// Appends a copy of block `to`, whose parameters are `args`, to block `b`, which jumps there.
fn repeat(g: &mut Graph, b: BlockId, to: BlockId, args: Vec<Operand>) {
    let block = g.blocks[to].clone();
    let mut now: HashMap<Var, Operand> = block.params.iter().copied().zip(args).collect();
    let renamed = |o: &mut Operand, now: &HashMap<Var, Operand>| {
        if let Some(new) = o.var().and_then(|v| now.get(&v)) {
            *o = new.clone();
        }
    };
    for mut op in block.ops {
        op.args.iter_mut().for_each(|a| renamed(a, &now));
        if let Some(r) = &mut op.result {
            let fresh = g.new_var(g.ty(*r));
            now.insert(*r, fresh.into());
            *r = fresh;
        }
        g.blocks[b].ops.push(op);
    }
    if let Exit::Goto(Link { to, mut args }) = block.exit {
        args.iter_mut().for_each(|a| renamed(a, &now));
        g.blocks[b].exit = Exit::Goto(Link { to, args });
    }
}
