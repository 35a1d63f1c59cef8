//! Which roots have slots on the shadow stack, and where: variables that are not alive at the same time share one, as a register
//! allocator's variables share registers (Chaitin 1982, with colours given in the order of definition).

use crate::bits::Bits;
use crate::frequency::frequencies;
use crate::liveness::Liveness;
use crate::points::{Point, Points};
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

/// The variables that need a slot. Where it is cold, and everywhere if that is cheaper, they are pushed.
pub fn slots(g: &Graph, points: &Points, cold: &[bool], live: &Liveness) -> Slots {
    let no_frame = is_cheaper_without_frame(g, points, cold, live);
    let mut slots = Slots::default();
    for (b, point) in points.all() {
        for &v in &point.alive {
            if no_frame || cold[b.0 as usize] {
                slots.entry(v).or_insert(Slot::Pushed);
            } else {
                slots.insert(v, Slot::Frame(0));
            }
        }
    }
    share(g, live, &mut slots);
    slots
}

/// A frame is pushed on entry and popped at the end, and a variable is stored into it once. Without a frame all of that is done around
/// each operation.
fn is_cheaper_without_frame(g: &Graph, points: &Points, cold: &[bool], live: &Liveness) -> bool {
    /// What moves the top of the stack, there and back.
    const MOVES: f32 = 4.0;
    let often = frequencies(g, &live.order, cold);
    let (mut pushes, mut stored) = (0.0, HashSet::default());
    for (b, point) in points.all().filter(|(b, p)| !cold[b.0 as usize] && !p.alive.is_empty()) {
        pushes += often[b.0 as usize] * (MOVES + point.alive.len() as f32);
        stored.extend(point.alive.iter().copied());
    }
    let mut frame = MOVES;
    for &b in &live.order {
        let block = &g.blocks[b];
        let defined = block.params.iter().copied().chain(block.ops.iter().filter_map(|op| op.result));
        frame += often[b.0 as usize] * defined.filter(|v| stored.contains(v)).count() as f32;
    }
    pushes <= frame
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

/// By block and operation.
pub type Clears = HashMap<(BlockId, usize), Vec<i64>>;

/// The slots that are cleared before an operation that may collect, so that each has null or an object that is alive. Before one that
/// raises then it is enough that each has null or an object.
pub fn clears(g: &Graph, slots: &Slots, points: &Points, order: &[BlockId]) -> Clears {
    let count = slots.values().filter_map(|s| s.in_frame()).max().map_or(0, |at| at as usize / 8 + 1);
    let mut clears = HashMap::default();
    if count == 0 {
        return clears;
    }
    let place = |v: &Var| slots.get(v).and_then(|s| s.in_frame()).map(|at| at as usize / 8);
    let preds = predecessors(g);
    // At the end of each block.
    let mut ends: Vec<Frame> = vec![Frame { unset: Bits::none(count), used: Bits::none(count) }; g.blocks.len()];
    let mut changed = true;
    while changed {
        changed = false;
        clears.clear();
        for &b in order {
            let mut frame = Frame { unset: Bits::none(count), used: Bits::none(count) };
            if b == g.entry {
                frame.unset = Bits::all(count);
            }
            for p in &preds[b.0 as usize] {
                frame.unset.add(&ends[p.0 as usize].unset);
                frame.used.add(&ends[p.0 as usize].used);
            }
            let block = &g.blocks[b];
            block.params.iter().filter_map(place).for_each(|i| frame.store(i));
            let mut from = 0;
            for point in points.of(b) {
                block.ops[from..point.at]
                    .iter()
                    .filter_map(|op| place(op.result.as_ref()?))
                    .for_each(|i| frame.store(i));
                from = point.at;
                let cleared = frame.clear(point, place);
                clears.insert((b, point.at), cleared.into_iter().map(|i| i as i64 * 8).collect());
            }
            block.ops[from..].iter().filter_map(|op| place(op.result.as_ref()?)).for_each(|i| frame.store(i));
            changed |= ends[b.0 as usize] != frame;
            ends[b.0 as usize] = frame;
        }
    }
    clears
}

/// What may be in the slots.
#[derive(Clone, PartialEq, Eq)]
struct Frame {
    /// What was there before the frame.
    unset: Bits,
    /// A variable, alive or not.
    used: Bits,
}

impl Frame {
    fn store(&mut self, slot: usize) {
        self.unset.remove(slot);
        self.used.insert(slot);
    }

    /// Which slots are cleared before an operation.
    fn clear(&mut self, point: &Point, place: impl Fn(&Var) -> Option<usize>) -> Vec<usize> {
        let mut cleared = self.unset.clone();
        if !point.if_it_raises {
            cleared.add(&self.used);
            point.alive.iter().filter_map(place).for_each(|i| cleared.remove(i));
        }
        for i in cleared.iter() {
            self.unset.remove(i);
            self.used.remove(i);
        }
        cleared.iter().collect()
    }
}
