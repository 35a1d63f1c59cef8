//! Warm state: what is known of each place in the interpreted program, and when it becomes hot.

mod places;

use crate::counter::{Counter, mix, step};
use crate::gate::Gates;
use crate::params::Params;
use crate::refs::Refs;
use crate::tokens::{Token, TokenId, Tokens};
use crate::watch::Watches;
use rpy_jit_opt::Target;
use rpy_trace::{Kind, RefId, Resume};
use std::collections::HashMap;
use std::rc::Rc;

/// Index of a cell.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct CellId(pub usize);

/// One place that has been hot: a driver and its greens.
pub struct Cell {
    pub driver: usize,
    hash: u64,
    /// It is no place's, until another takes it.
    gone: bool,
    /// The next cell whose hash has the same index.
    next: Option<CellId>,
    /// Integers and floats as words, references in slots.
    greens: Vec<Green>,
    /// The label to enter compiled code at.
    pub target: Option<u32>,
    /// All labels of the loop, for bridges.
    pub targets: Vec<Target>,
    /// A trace from here could not be made: how often.
    failures: u32,
    /// How often the place may become hot before it is traced again.
    skip: u32,
    /// What traces call as this place's loop while there is none: a label whose code calls the compiled portal.
    pub callback: Option<u32>,
    /// Calls of this place are not traced into.
    pub not_inlined: bool,
    /// Of the arrays of the virtualizable that the loop has been compiled for; None if it keeps none.
    pub lengths: Option<Vec<usize>>,
    /// A trace from here was too long: the next one ends on its way.
    pub segments: bool,
}

enum Green {
    Word(u64),
    Object(*mut usize),
}

/// The way back from a guard.
#[derive(Default)]
pub struct GuardExit {
    pub resume: Rc<Resume>,
    /// Of the stored values.
    pub kinds: Box<[Kind]>,
    /// Of a `guard_value`: the stored value that it looks at. Each value that makes it fail is counted by itself.
    pub value: Option<u32>,
    /// The layout of the virtualizable, if there is one.
    pub layout: Option<usize>,
    /// The guard is one behind a call that may force.
    pub not_forced: bool,
    /// The stored value that is the call's result.
    pub result: Option<usize>,
}

/// What is needed where a guard fails.
pub struct GuardState {
    pub exit: Rc<GuardExit>,
    /// How often it has failed.
    pub count: u32,
    pub driver: usize,
    pub token: TokenId,
    pub has_bridge: bool,
    /// There is nothing to trace from here, ever.
    pub hopeless: bool,
    /// A bridge from here could not be made: how often.
    failures: u32,
    skip: u32,
    /// A trace from here was too long: the next one ends on its way.
    pub segments: bool,
}

impl GuardState {
    pub fn new(exit: GuardExit, driver: usize, token: TokenId) -> GuardState {
        let hopeless = exit.not_forced;
        let exit = Rc::new(exit);
        GuardState { exit, count: 0, driver, token, has_bridge: false, hopeless, failures: 0, skip: 0, segments: false }
    }
}

/// Of a driver, what its places are told apart by.
pub struct Shape {
    /// Of the greens.
    pub kinds: Vec<Kind>,
    /// Which are strings, which are compared by contents.
    pub strings: Vec<bool>,
}

/// The program's objects, as far as places are told apart by them.
#[derive(Clone, Copy)]
pub struct Objects {
    /// Offsets of a string's length and characters.
    pub string: Option<(usize, usize)>,
    /// The collector's function: a number for an object that stays the same where the object moves.
    pub identity_hash: Option<extern "C" fn(usize) -> i64>,
    /// The collector's count of collections.
    pub collections: Option<*const i64>,
}

/// What a portal is to do at a place.
pub enum Answer {
    Pass,
    Run(u32),
    Trace(CellId),
}

/// Collections between two decays of all counters.
const COLLECTIONS: i64 = 32;
/// The most that a failed place is skipped: as a power of two.
const MOST_FAILURES: u32 = 16;

pub struct Warm {
    /// By driver.
    params: Vec<Params>,
    pub refs: Refs,
    /// Constants for static objects, by address.
    fixed: HashMap<usize, RefId>,
    pub cells: Vec<Cell>,
    /// By the upper bits of the hash: the first cell.
    first: Box<[Option<CellId>]>,
    /// By gate: the cell that was found last where a portal asked, which is most often the next one too.
    recent: Vec<Option<CellId>>,
    counter: Counter,
    pub gates: Gates,
    shapes: Vec<Shape>,
    pub objects: Objects,
    /// What the count of collections was when the counters last decayed.
    decayed_at: i64,
    pub guards: Vec<GuardState>,
    pub next_target: u32,
    pub watches: Watches,
    pub tokens: Tokens,
    /// Numbers of guards that are gone.
    unused_guards: Vec<u32>,
    unused_cells: Vec<CellId>,
}

impl Warm {
    pub fn new(params: Params, refs: Refs, gates: Gates, shapes: Vec<Shape>, objects: Objects) -> Warm {
        let mut warm = Warm {
            counter: Counter::new(params.decay),
            params: vec![params; shapes.len()],
            refs,
            fixed: HashMap::new(),
            cells: vec![],
            first: places::index(),
            recent: vec![None; gates.count()],
            gates,
            shapes,
            objects,
            decayed_at: 0,
            guards: vec![],
            next_target: 0,
            watches: Watches::default(),
            tokens: Tokens::default(),
            unused_guards: vec![],
            unused_cells: vec![],
        };
        warm.gates.close(warm.least_threshold());
        warm
    }

    /// Of the drivers that are on.
    fn least_threshold(&self) -> Option<u32> {
        self.params.iter().filter(|p| p.enabled && p.threshold > 0).map(|p| p.threshold).min()
    }

    pub fn params(&self, driver: usize) -> &Params {
        &self.params[driver]
    }

    /// Sets a parameter of a driver, or of all.
    pub fn set_param(&mut self, driver: Option<usize>, name: &str, value: i64) {
        for (i, p) in self.params.iter_mut().enumerate() {
            if driver.is_none_or(|d| d == i) {
                p.set_value(name, value);
                // The counters are common to all.
                self.counter.set_decay(p.decay);
            }
        }
        self.gates.close(self.least_threshold());
    }

    pub fn constant(&mut self, object: usize, fixed: bool) -> RefId {
        if !fixed {
            return self.refs.add(object);
        }
        match self.fixed.get(&object) {
            Some(&r) => r,
            None => {
                let r = self.refs.add_fixed(object);
                self.fixed.insert(object, r);
                r
            }
        }
    }

    // ---- places

    /// A portal asks at a place, whose gate this is. `busy`: something is being traced.
    pub fn ask(&mut self, driver: usize, greens: &[u64], gate: usize, called: bool, busy: bool) -> Answer {
        let visits = self.gates.ask(gate);
        let Params { enabled, threshold, function_threshold, .. } = self.params[driver];
        let recent = self.recent[gate].filter(|&c| enabled && self.is_place(c, driver, greens));
        if let Some(t) = recent.and_then(|c| self.cells[c.0].target) {
            return Answer::Run(t);
        }
        let threshold = if called { function_threshold } else { threshold };
        if !enabled {
            self.gates.pass(gate, f32::INFINITY);
            return Answer::Pass;
        }
        let hash = self.hash(driver, greens);
        let found = self.find_hash(hash, driver, greens);
        self.recent[gate] = found;
        if let Some(t) = found.and_then(|c| self.cells[c.0].target) {
            return Answer::Run(t);
        }
        self.decay_if_collected();
        let step = step(threshold);
        if threshold == 0 {
            self.gates.pass(gate, f32::INFINITY);
            return Answer::Pass;
        }
        // What has been called too often to be traced into need not be hot to have code of its own.
        let wanted = found.is_some_and(|c| self.cells[c.0].not_inlined && self.cells[c.0].failures == 0);
        if busy || !wanted && !self.counter.tick(hash, step * visits as f32) {
            let missing = ((1.0 - self.counter.get(hash)) / step).ceil();
            self.gates.pass(gate, missing);
            return Answer::Pass;
        }
        self.counter.decay();
        let id = found.unwrap_or_else(|| self.new_cell(hash, driver, greens));
        let cell = &mut self.cells[id.0];
        if cell.skip > 0 {
            cell.skip -= 1;
            return Answer::Pass;
        }
        Answer::Trace(id)
    }

    /// A trace from here could not be made. Each time it takes longer until the next try.
    pub fn failed(&mut self, c: CellId) {
        let cell = &mut self.cells[c.0];
        cell.skip = (1 << cell.failures.min(MOST_FAILURES)) - 1;
        cell.failures += 1;
    }

    fn decay_if_collected(&mut self) {
        let Some(count) = self.objects.collections else { return };
        // SAFETY: the collector's variable.
        let now = unsafe { *count };
        while now - self.decayed_at >= COLLECTIONS {
            self.decayed_at += COLLECTIONS;
            self.counter.decay();
        }
    }

    // ---- guards

    /// A guard has failed, and has stored these values. Gives whether it is to get a bridge now.
    pub fn guard_failed(&mut self, guard: usize, words: &[u64], busy: bool) -> (Rc<GuardExit>, bool) {
        let g = &mut self.guards[guard];
        g.count = g.count.saturating_add(1);
        let exit = g.exit.clone();
        self.tokens.used(g.token);
        if busy || g.has_bridge || g.hopeless {
            return (exit, false);
        }
        let driver = g.driver;
        let hash = mix(GUARDS, guard as u64);
        let hash = exit.value.map_or(hash, |v| mix(hash, words[v as usize]));
        if !self.counter.tick(hash, step(self.params[driver].trace_eagerness)) {
            return (exit, false);
        }
        let g = &mut self.guards[guard];
        let now = g.skip == 0;
        g.skip = g.skip.saturating_sub(1);
        (exit, now)
    }

    /// Keeps the state of a new guard; gives its number. With `anew` it is one that no guard has had.
    pub fn add_guard(&mut self, state: GuardState, anew: bool) -> u32 {
        match self.unused_guards.pop().filter(|_| !anew) {
            Some(n) => {
                self.guards[n as usize] = state;
                n
            }
            None => {
                self.guards.push(state);
                self.guards.len() as u32 - 1
            }
        }
    }

    /// Takes back numbers of guards.
    pub fn remove_guards(&mut self, numbers: impl Iterator<Item = u32>) {
        let nothing = Rc::new(GuardExit::default());
        for n in numbers {
            let g = &mut self.guards[n as usize];
            (g.exit, g.hopeless) = (nothing.clone(), true);
            self.unused_guards.push(n);
        }
    }

    /// What a token had, whose code is gone. The cell is left where it is if it is this one.
    pub fn forget(&mut self, token: Token, but: Option<CellId>) {
        self.remove_guards(token.guards.iter().copied());
        self.refs.remove(token.refs);
        let Some(id) = token.cell else { return };
        let cell = &mut self.cells[id.0];
        let gone = |l: &u32| token.labels.contains(l);
        cell.target = cell.target.filter(|l| !gone(l));
        cell.callback = cell.callback.filter(|l| !gone(l));
        cell.targets.retain(|t| !gone(&t.id));
        if cell.target.is_none() && cell.callback.is_none() && !cell.gone && but != Some(id) {
            self.remove_cell(id);
        }
    }

    /// A bridge from here could not be made.
    pub fn bridge_failed(&mut self, guard: usize) {
        let g = &mut self.guards[guard];
        g.skip = (1 << g.failures.min(MOST_FAILURES)) - 1;
        g.failures += 1;
    }
}

/// Hashes of guards begin with it.
const GUARDS: u64 = u64::MAX;
