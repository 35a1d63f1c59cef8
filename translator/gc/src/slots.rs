//! Which roots have slots on the shadow stack, and where: variables that are not alive at the same time share one, as a register
//! allocator's variables share registers (Chaitin 1982, with colours given in the order of definition).

use crate::liveness::Liveness;
use crate::points::Points;
use rpy_ir::dominators::predecessors;
use rpy_ir::hash::{HashMap, HashSet};
use rpy_ir::{BlockId, Graph, Operation, Var};
use std::collections::{BTreeMap, BTreeSet};

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
pub fn slots(g: &Graph, points: &Points, cold: &[bool], live: &Liveness) -> Slots {
    let mut slots = Slots::default();
    for (b, point) in points.all() {
        for &v in &point.alive {
            if cold[b.0 as usize] {
                slots.entry(v).or_insert(Slot::Pushed);
            } else {
                slots.insert(v, Slot::Frame(0));
            }
        }
    }
    share(g, live, &mut slots);
    slots
}

/// Gives the variables in the frame their places.
fn share(g: &Graph, live: &Liveness, slots: &mut Slots) {
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
    for &b in &live.order {
        let block = &g.blocks[b];
        for v in block.params.iter().copied().filter(in_frame) {
            define(v, &mut block.params.iter().copied().chain(live.at_entry(b)));
        }
        let defines = |op: &Operation| op.result.as_ref().is_some_and(in_frame);
        if !block.ops.iter().any(defines) {
            continue;
        }
        for (op, alive) in block.ops.iter().zip(live.after_ops(g, b, |i| defines(&block.ops[i]))) {
            if let Some(r) = op.result.filter(in_frame) {
                define(r, &mut alive.into_iter());
            }
        }
    }
    let mut places: HashMap<Var, i64> = HashMap::default();
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
pub fn clears(g: &Graph, slots: &Slots, points: &Points, cold: &[bool], live: &Liveness) -> Clears {
    let all: BTreeSet<i64> = slots.values().filter_map(|s| s.in_frame()).collect();
    let place = |v: &Var| slots.get(v).and_then(|s| s.in_frame());
    let preds = predecessors(g);
    // Slots that have been stored to on every way to the end of a block: from all of them down to those.
    let mut stored: HashMap<BlockId, BTreeSet<i64>> = live.order.iter().map(|&b| (b, all.clone())).collect();
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
        for &b in &live.order {
            let mut now = at_start(&stored, b);
            now.extend(g.blocks[b].ops.iter().filter_map(|op| op.result.as_ref().and_then(place)));
            changed |= stored.get(&b) != Some(&now);
            stored.insert(b, now);
        }
    }
    let mut at_entry = BTreeSet::new();
    let mut before: HashMap<(BlockId, usize), Vec<i64>> = HashMap::default();
    for &b in &live.order {
        let mut now = at_start(&stored, b);
        let mut from = 0;
        for point in points.of(b) {
            now.extend(g.blocks[b].ops[from..point.at].iter().filter_map(|op| op.result.as_ref().and_then(place)));
            from = point.at;
            if point.calls_out {
                let alive: BTreeSet<i64> = point.alive.iter().filter_map(place).collect();
                before.insert((b, point.at), all.difference(&alive).copied().collect());
                now = all.clone();
                continue;
            }
            let missing: Vec<i64> = all.difference(&now).copied().collect();
            if cold[b.0 as usize] {
                now.extend(&missing);
                before.insert((b, point.at), missing);
            } else {
                at_entry.extend(missing);
            }
        }
    }
    Clears { at_entry: at_entry.into_iter().collect(), before }
}
