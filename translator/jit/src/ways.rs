//! Ways from `can_enter_jit` to the merge point. The JIT is entered at the merge point, with greens and reds as they are there; so
//! what the interpreter does between (the condition of its main loop, as a rule) comes first, and the marker moves behind it.
//! Blocks that have other ways into them are copied. Must not know how a portal enters the JIT.

use rpy_ir::hash::HashMap;
use rpy_ir::jit::CAN_ENTER;
use rpy_ir::{BlockId, Exit, Graph, Link, Op, Operand, Operation, Var};

/// Has each `can_enter_jit` be the last operation before its block goes to the merge point, with what it takes there.
pub fn straighten(g: &mut Graph, merge: BlockId) {
    let markers = |g: &Graph| {
        let of = |(b, block): (BlockId, &rpy_ir::Block)| {
            block.ops.iter().position(can_enter).map(|i| (b, i)).filter(|_| b != merge)
        };
        g.blocks.iter().filter_map(of).collect::<Vec<_>>()
    };
    for (b, i) in markers(g) {
        if is_straight(g, b, i, merge) {
            continue;
        }
        let marker = g.blocks[b].ops.remove(i);
        // One question on the way is enough.
        g.blocks[b].ops.retain(|op| !can_enter(op));
        let mut way = Way { merge, marker, blocks: HashMap::default(), vars: HashMap::default() };
        way.copy_behind(g, b);
    }
}

fn can_enter(op: &Operation) -> bool {
    op.jit_marker().is_some_and(|(kind, _)| kind == CAN_ENTER)
}

fn is_straight(g: &Graph, b: BlockId, i: usize, merge: BlockId) -> bool {
    let block = &g.blocks[b];
    let same = |l: &Link| l.to == merge && l.args[..] == block.ops[i].args[2..];
    i + 1 == block.ops.len() && matches!(&block.exit, Exit::Goto(l) if same(l))
}

struct Way {
    merge: BlockId,
    marker: Operation,
    /// Copies.
    blocks: HashMap<BlockId, BlockId>,
    vars: HashMap<Var, Var>,
}

impl Way {
    /// Copies what can be reached from block `start` before the merge point.
    fn copy_behind(&mut self, g: &mut Graph, start: BlockId) {
        let mut reached = vec![];
        let mut todo = vec![start];
        while let Some(b) = todo.pop() {
            for to in g.blocks[b].exit.links().into_iter().map(|l| l.to) {
                if to != self.merge && !reached.contains(&to) {
                    reached.push(to);
                    todo.push(to);
                }
            }
        }
        for &b in &reached {
            let copy = g.new_block();
            self.blocks.insert(b, copy);
            let block = &g.blocks[b];
            let results = block.ops.iter().filter_map(|op| op.result);
            let exc = match block.exit {
                Exit::Try { exc, .. } => Some(exc),
                _ => None,
            };
            let defined: Vec<Var> = block.params.iter().copied().chain(results).chain(exc).collect();
            for v in defined {
                let new = g.new_var(g.ty(v));
                self.vars.insert(v, new);
            }
        }
        for &b in &reached {
            let mut block = g.blocks[b].clone();
            block.params.iter_mut().for_each(|v| *v = self.var(*v));
            block.ops.retain(|op| !can_enter(op));
            for op in &mut block.ops {
                op.result = op.result.map(|v| self.var(v));
                op.args.iter_mut().for_each(|a| self.operand(a));
            }
            block.exit.for_each_operand_mut(|a| self.operand(a));
            if let Exit::Try { exc, .. } = &mut block.exit {
                *exc = self.var(*exc);
            }
            let copy = self.blocks[&b];
            g.blocks[copy] = block;
        }
        let copies: Vec<BlockId> = reached.iter().map(|b| self.blocks[b]).collect();
        for b in std::iter::once(start).chain(copies) {
            self.lead_on(g, b);
        }
    }

    fn var(&self, v: Var) -> Var {
        self.vars.get(&v).copied().unwrap_or(v)
    }

    fn operand(&self, a: &mut Operand) {
        if let Operand::Var(v) = a {
            *v = self.var(*v);
        }
    }

    /// The links of a block go to copies, or through a marker to the merge point.
    fn lead_on(&self, g: &mut Graph, b: BlockId) {
        let count = g.blocks[b].exit.links().len();
        for n in 0..count {
            let to = g.blocks[b].exit.links()[n].to;
            let to = if to == self.merge { self.front(g, b) } else { self.blocks[&to] };
            g.blocks[b].exit.links_mut()[n].to = to;
        }
    }

    /// A block with the marker and nothing else.
    fn front(&self, g: &mut Graph, before: BlockId) -> BlockId {
        let front = g.new_block();
        g.blocks[front].span = g.blocks[before].span;
        let types: Vec<_> = g.blocks[self.merge].params.iter().map(|&v| g.ty(v)).collect();
        let args: Vec<Operand> = types.into_iter().map(|ty| g.add_param(front, ty).into()).collect();
        let names = self.marker.args[..2].iter().cloned();
        let marked = names.chain(args.iter().cloned()).collect();
        let marker = Operation { op: Op::JitMarker, args: marked, result: None, span: self.marker.span };
        g.blocks[front].ops.push(marker);
        g.blocks[front].exit = Exit::Goto(Link { to: self.merge, args });
        front
    }
}
