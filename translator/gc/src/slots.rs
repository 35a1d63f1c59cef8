//! Which roots have slots on the shadow stack, and where: variables that are not alive at the same time share one, as a register
//! allocator's variables share registers (Chaitin 1982, with colours given in the order of definition).

use crate::roots::{Collecting, calls_out, may_collect};
use rpy_ir::dominators::predecessors;
use rpy_ir::{BlockId, Graph, Operand, Operation, Var};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Where a root is kept while an operation collects.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// In the frame, at this offset.
    Frame(i64),
    /// On top of the frame, pushed for each operation.
    Pushed,
}

impl Slot {
    pub fn in_frame(self) -> Option<i64> {
        match self {
            Slot::Frame(at) => Some(at),
            Slot::Pushed => None,
        }
    }
}

pub type Slots = HashMap<Var, Slot>;

/// The variables that need a slot.
pub fn slots(g: &Graph, collecting: &Collecting, cold: &[bool], is_gc: impl Fn(&Graph, Var) -> bool) -> Slots {
    let order = g.reverse_postorder();
    let mut live_in: HashMap<BlockId, HashSet<Var>> = HashMap::new();
    let mut needed: HashSet<Var> = HashSet::new();
    let mut pushed: HashSet<Var> = HashSet::new();
    let mut changed = true;
    while changed {
        changed = false;
        for &b in order.iter().rev() {
            let block = &g.blocks[b];
            let mut live: HashSet<Var> = HashSet::new();
            for l in block.exit.links() {
                live.extend(live_in.get(&l.to).into_iter().flatten());
            }
            let add = |live: &mut HashSet<Var>, o: &Operand| {
                if let Operand::Var(v) = o
                    && is_gc(g, *v)
                {
                    live.insert(*v);
                }
            };
            block.exit.for_each_operand(|o| add(&mut live, o));
            for op in block.ops.iter().rev() {
                if let Some(r) = op.result {
                    live.remove(&r);
                }
                if may_collect(op, collecting) {
                    if cold[b.0 as usize] { &mut pushed } else { &mut needed }.extend(&live);
                }
                op.args.iter().for_each(|a| add(&mut live, a));
            }
            for p in &block.params {
                live.remove(p);
            }
            if live_in.get(&b) != Some(&live) {
                live_in.insert(b, live);
                changed = true;
            }
        }
    }
    let mut slots: Slots = pushed.into_iter().map(|v| (v, Slot::Pushed)).collect();
    slots.extend(needed.into_iter().map(|v| (v, Slot::Frame(0))));
    share(g, &order, &mut slots);
    slots
}

/// Gives the variables in the frame their places.
fn share(g: &Graph, order: &[BlockId], slots: &mut Slots) {
    let live = live_at_entry(g, order, slots);
    let in_frame = |v: &Var| slots.get(v).is_some_and(|s| s.in_frame().is_some());
    // Variables that are alive where another one is defined.
    let mut apart: BTreeMap<Var, BTreeSet<Var>> = BTreeMap::new();
    let mut define = |v: Var, alive: &mut dyn Iterator<Item = Var>| {
        apart.entry(v).or_default();
        for w in alive.filter(|w| *w != v && in_frame(w)) {
            apart.entry(v).or_default().insert(w);
            apart.entry(w).or_default().insert(v);
        }
    };
    for &b in order {
        let block = &g.blocks[b];
        for v in block.params.iter().copied().filter(in_frame) {
            let others = block.params.iter().chain(&live[&b]).copied();
            define(v, &mut others.into_iter());
        }
        for (op, alive) in block.ops.iter().zip(live_after_ops(g, b, &block.ops, slots, &live)) {
            if let Some(r) = op.result.filter(in_frame) {
                define(r, &mut alive.into_iter());
            }
        }
    }
    let mut places: HashMap<Var, i64> = HashMap::new();
    for (v, others) in &apart {
        let taken: HashSet<i64> = others.iter().filter_map(|w| places.get(w)).copied().collect();
        let place = (0..).map(|i| i * 8).find(|at| !taken.contains(at)).unwrap_or(0);
        places.insert(*v, place);
    }
    slots.extend(places.into_iter().map(|(v, at)| (v, Slot::Frame(at))));
}

/// Slots that are cleared, so that each has an object or null whenever something collects.
pub struct Clears {
    pub at_entry: Vec<i64>,
    /// Before these operations.
    pub before: HashMap<(BlockId, usize), Vec<i64>>,
}

/// A slot that has not been stored to where something collects is cleared on entry, or there if that is in a cold block. Where the
/// program is left for what may run for long, what is dead must not live on in the frame.
pub fn clears(g: &Graph, slots: &Slots, collecting: &Collecting, cold: &[bool]) -> Clears {
    let all: BTreeSet<i64> = slots.values().filter_map(|s| s.in_frame()).collect();
    let place = |v: &Var| slots.get(v).and_then(|s| s.in_frame());
    let order = g.reverse_postorder();
    let preds = predecessors(g);
    let live = live_at_entry(g, &order, slots);
    // Slots that have been stored to on every way to the end of a block: from all of them down to those.
    let mut stored: HashMap<BlockId, BTreeSet<i64>> = order.iter().map(|&b| (b, all.clone())).collect();
    let at_start = |stored: &HashMap<BlockId, BTreeSet<i64>>, b: BlockId| -> BTreeSet<i64> {
        let mut from = preds[b.0 as usize].iter().filter_map(|p| stored.get(p));
        let mut result = match from.next() {
            Some(first) if b != g.entry => from.fold(first.clone(), |a, s| a.intersection(s).copied().collect()),
            _ => BTreeSet::new(),
        };
        result.extend(g.blocks[b].params.iter().filter_map(place));
        result
    };
    let mut changed = true;
    while changed {
        changed = false;
        for &b in &order {
            let mut now = at_start(&stored, b);
            now.extend(g.blocks[b].ops.iter().filter_map(|op| op.result.as_ref().and_then(place)));
            changed |= stored.get(&b) != Some(&now);
            stored.insert(b, now);
        }
    }
    let mut at_entry = BTreeSet::new();
    let mut before: HashMap<(BlockId, usize), Vec<i64>> = HashMap::new();
    for &b in &order {
        let mut now = at_start(&stored, b);
        let ops = &g.blocks[b].ops;
        for (i, (op, alive)) in ops.iter().zip(live_after_ops(g, b, ops, slots, &live)).enumerate() {
            if calls_out(op) && may_collect(op, collecting) {
                let alive: BTreeSet<i64> = alive.iter().filter(|v| Some(**v) != op.result).filter_map(place).collect();
                before.insert((b, i), all.difference(&alive).copied().collect());
                now = all.clone();
            } else if may_collect(op, collecting) {
                let missing: Vec<i64> = all.difference(&now).copied().collect();
                if cold[b.0 as usize] {
                    now.extend(&missing);
                    before.insert((b, i), missing);
                } else {
                    at_entry.extend(missing);
                }
            }
            now.extend(op.result.as_ref().and_then(place));
        }
    }
    Clears { at_entry: at_entry.into_iter().collect(), before }
}

/// The variables with slots that are alive at the start of each block.
pub fn live_at_entry(g: &Graph, order: &[BlockId], slots: &Slots) -> HashMap<BlockId, HashSet<Var>> {
    let mut live_in: HashMap<BlockId, HashSet<Var>> = HashMap::new();
    let mut changed = true;
    while changed {
        changed = false;
        for &b in order.iter().rev() {
            let mut live = live_at_exit(g, b, slots, &live_in);
            for op in g.blocks[b].ops.iter().rev() {
                before(op, slots, &mut live);
            }
            for p in &g.blocks[b].params {
                live.remove(p);
            }
            if live_in.get(&b) != Some(&live) {
                live_in.insert(b, live);
                changed = true;
            }
        }
    }
    live_in
}

fn live_at_exit(g: &Graph, b: BlockId, slots: &Slots, live_in: &HashMap<BlockId, HashSet<Var>>) -> HashSet<Var> {
    let exit = &g.blocks[b].exit;
    let mut live: HashSet<Var> = HashSet::new();
    for l in exit.links() {
        live.extend(live_in.get(&l.to).into_iter().flatten());
    }
    exit.for_each_operand(|o| live.extend(o.var().filter(|v| slots.contains_key(v))));
    live
}

/// From what is alive after an operation to what is before it.
fn before(op: &Operation, slots: &Slots, live: &mut HashSet<Var>) {
    if let Some(r) = op.result {
        live.remove(&r);
    }
    live.extend(op.args.iter().filter_map(Operand::var).filter(|v| slots.contains_key(v)));
}

/// What is alive after each operation of a block, in a fixed order.
pub fn live_after_ops(
    g: &Graph,
    b: BlockId,
    ops: &[Operation],
    slots: &Slots,
    live_in: &HashMap<BlockId, HashSet<Var>>,
) -> Vec<Vec<Var>> {
    let mut live = live_at_exit(g, b, slots, live_in);
    let mut result = vec![];
    for op in ops.iter().rev() {
        let mut sorted: Vec<Var> = live.iter().copied().collect();
        sorted.sort();
        result.push(sorted);
        before(op, slots, &mut live);
    }
    result.reverse();
    result
}
