//! Which values are computed where they are used, on wasm's operand stack, and which are kept in locals.
//!
//! A value stays on the stack if it has one use, in its own block, and nothing that writes memory comes between its operation and the
//! place where it would then be computed.

use rpy_ir::{BlockId, Exit, Graph, Op, Operand, Operation, Var};

#[derive(Clone, Copy, PartialEq)]
pub enum Place {
    /// Not used, and computing it has no effect.
    Nowhere,
    /// Computed by its use: the operation of this block with this index.
    Stack(BlockId, usize),
    Local,
}

pub struct Schedule {
    places: Vec<Place>,
}

impl Schedule {
    pub fn new(g: &Graph) -> Schedule {
        let order = g.reverse_postorder();
        let mut uses = vec![0u32; g.vars.len()];
        for &b in &order {
            let block = &g.blocks[b];
            for op in &block.ops {
                op.args.iter().for_each(|a| count(&mut uses, a, weight(op)));
            }
            let on_switch = matches!(block.exit, Exit::Switch { .. });
            if let Some(o) = block.exit.operand() {
                count(&mut uses, o, if on_switch { 2 } else { 1 });
            }
            block.exit.links().iter().flat_map(|l| &l.args).for_each(|a| count(&mut uses, a, 1));
        }
        let mut schedule = Schedule { places: vec![Place::Local; g.vars.len()] };
        let mut consumer = vec![usize::MAX; g.vars.len()];
        for &b in &order {
            schedule.block(g, b, &mut uses, &mut consumer);
        }
        schedule
    }

    fn block(&mut self, g: &Graph, b: BlockId, uses: &mut [u32], consumer: &mut [usize]) {
        let block = &g.blocks[b];
        let end = block.ops.len();
        let mut writes = vec![0u32; end + 1];
        for (i, op) in block.ops.iter().enumerate() {
            writes[i + 1] = writes[i] + !stays(op) as u32;
        }
        let mut at = vec![end; end];
        block.exit.for_each_operand(|o| {
            if let Some(v) = o.var() {
                consumer[v.0 as usize] = end;
            }
        });
        for i in (0..end).rev() {
            let op = &block.ops[i];
            at[i] = i;
            if let Some(r) = op.result
                && stays(op)
            {
                let r = r.0 as usize;
                if uses[r] == 0 {
                    self.places[r] = Place::Nowhere;
                    // What only this operation uses is not needed either.
                    for v in op.args.iter().filter_map(Operand::var) {
                        uses[v.0 as usize] -= weight(op);
                    }
                    continue;
                }
                let user = consumer[r];
                if uses[r] == 1 && user != usize::MAX {
                    let there = if user == end { end } else { at[user] };
                    if op_is_pure(op) || writes[there] == writes[i] {
                        self.places[r] = Place::Stack(b, i);
                        at[i] = there;
                    }
                }
            }
            for v in op.args.iter().filter_map(Operand::var) {
                consumer[v.0 as usize] = i;
            }
        }
        // What is used once here but defined elsewhere has no consumer in its own block.
        block.exit.for_each_operand(|o| forget(consumer, o));
        block.ops.iter().flat_map(|op| &op.args).for_each(|a| forget(consumer, a));
    }

    pub fn place(&self, v: Var) -> Place {
        self.places[v.0 as usize]
    }
}

fn count(uses: &mut [u32], o: &Operand, weight: u32) {
    if let Some(v) = o.var() {
        uses[v.0 as usize] += weight;
    }
}

fn forget(consumer: &mut [usize], o: &Operand) {
    if let Some(v) = o.var() {
        consumer[v.0 as usize] = usize::MAX;
    }
}

/// How often the code for an operation reads an operand: what it reads twice must be in a local.
fn weight(op: &Operation) -> u32 {
    match op.op {
        Op::IntTruncdiv | Op::IntTruncmod | Op::IntAddOverflows | Op::IntSubOverflows | Op::IntMulOverflows => 2,
        _ => 1,
    }
}

fn op_is_pure(op: &Operation) -> bool {
    // The length of an array does not change, but the object may move.
    op.op.effects().pure && op.op != Op::GetArraySize
}

/// The operation may be computed later, or not at all.
fn stays(op: &Operation) -> bool {
    let e = op.op.effects();
    !e.writes && !e.raises && !e.collects
}
