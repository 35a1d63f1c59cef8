//! Warm state: what is known of each place in the interpreted program, and when it becomes hot.

use crate::params::Params;
use crate::refs::Refs;
use crate::watch::Watches;
use rpy_jit_opt::Target;
use rpy_trace::{Const, Kind, RefId, Resume};
use std::collections::HashMap;
use std::rc::Rc;

/// Index of a cell.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct CellId(pub usize);

/// One place: a driver and its greens.
pub struct Cell {
    pub driver: usize,
    /// Integers and floats as words, references in slots.
    greens: Vec<Green>,
    pub count: u32,
    /// The label to enter compiled code at.
    pub target: Option<u32>,
    /// All labels of the loop, for bridges.
    pub targets: Vec<Target>,
    /// A trace from here could not be made: how often.
    pub failures: u32,
    /// What traces call as this place's loop while there is none: a label whose code calls the compiled portal.
    pub callback: Option<u32>,
    /// Calls of this place are not traced into.
    pub not_inlined: bool,
    /// Of the arrays of the virtualizable that the loop has been compiled for.
    pub lengths: Vec<usize>,
}

enum Green {
    Word(u64),
    Object(*mut usize),
}

/// The way back from a guard.
pub struct GuardExit {
    pub resume: Rc<Resume>,
    /// Of the stored values.
    pub kinds: Box<[Kind]>,
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
    pub count: u32,
    pub driver: usize,
    pub has_bridge: bool,
    /// No bridge could be made.
    pub hopeless: bool,
}

pub struct Warm {
    pub params: Params,
    pub refs: Refs,
    /// Constants for static objects, by address.
    fixed: HashMap<usize, RefId>,
    pub cells: Vec<Cell>,
    by_hash: HashMap<u64, Vec<CellId>>,
    /// By driver: kinds of the greens, and which are strings.
    shapes: Vec<(Vec<Kind>, Vec<bool>)>,
    /// Offsets of a string's length and characters.
    pub string: Option<(usize, usize)>,
    pub guards: Vec<GuardState>,
    pub next_target: u32,
    pub watches: Watches,
}

impl Warm {
    pub fn new(
        params: Params,
        refs: Refs,
        shapes: Vec<(Vec<Kind>, Vec<bool>)>,
        string: Option<(usize, usize)>,
    ) -> Warm {
        Warm {
            params,
            refs,
            fixed: HashMap::new(),
            cells: vec![],
            by_hash: HashMap::new(),
            shapes,
            string,
            guards: vec![],
            next_target: 0,
            watches: Watches::default(),
        }
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

    /// Of what does not move.
    fn hash(&self, driver: usize, greens: &[u64]) -> u64 {
        let mut h = driver as u64;
        for (&v, k) in greens.iter().zip(&self.shapes[driver].0) {
            if *k != Kind::Ref {
                h = (h.rotate_left(5) ^ v).wrapping_mul(0x517c_c1b7_2722_0a95);
            }
        }
        h
    }

    pub fn find(&self, driver: usize, greens: &[u64]) -> Option<CellId> {
        let list = self.by_hash.get(&self.hash(driver, greens))?;
        list.iter().copied().find(|&c| self.same(c, driver, greens))
    }

    fn same(&self, c: CellId, driver: usize, greens: &[u64]) -> bool {
        let cell = &self.cells[c.0];
        cell.driver == driver
            && cell.greens.iter().zip(greens).enumerate().all(|(i, (g, &v))| match g {
                Green::Word(w) => *w == v,
                // SAFETY: slots live forever.
                Green::Object(slot) => unsafe {
                    **slot == v as usize || self.shapes[driver].1[i] && self.same_text(**slot, v as usize)
                },
            })
    }

    /// # Safety
    /// Both are strings or null.
    unsafe fn same_text(&self, a: usize, b: usize) -> bool {
        let (Some((length, chars)), true) = (self.string, a != 0 && b != 0) else { return false };
        // SAFETY: the caller's.
        unsafe {
            let text = |s: usize| std::slice::from_raw_parts((s + chars) as *const u8, *((s + length) as *const usize));
            text(a) == text(b)
        }
    }

    /// The cell of a place; a new one if there is none.
    pub fn cell(&mut self, driver: usize, greens: &[u64]) -> CellId {
        if let Some(c) = self.find(driver, greens) {
            return c;
        }
        let kinds = self.shapes[driver].0.clone();
        let slot = |refs: &mut Refs, v: u64| Green::Object(refs.slot(v as usize));
        let all = greens.iter().zip(&kinds);
        let greens: Vec<Green> =
            all.map(|(&v, k)| if *k == Kind::Ref { slot(&mut self.refs, v) } else { Green::Word(v) }).collect();
        let words: Vec<u64> = greens
            .iter()
            .map(|g| match g {
                Green::Word(w) => *w,
                Green::Object(_) => 0,
            })
            .collect();
        let id = CellId(self.cells.len());
        self.cells.push(Cell {
            driver,
            greens,
            count: 0,
            target: None,
            targets: vec![],
            failures: 0,
            callback: None,
            not_inlined: false,
            lengths: vec![],
        });
        let hash = self.hash(driver, &words);
        self.by_hash.entry(hash).or_default().push(id);
        id
    }

    /// A cell's greens as constants of traces.
    pub fn green_constants(&mut self, cell: CellId) -> Vec<Const> {
        let c = &self.cells[cell.0];
        let words = c.greens.iter().map(|g| match g {
            Green::Word(w) => *w,
            // SAFETY: slots live forever.
            Green::Object(slot) => unsafe { **slot as u64 },
        });
        let words: Vec<(u64, Kind)> = words.zip(self.shapes[c.driver].0.iter().copied()).collect();
        let constant = |(v, kind): (u64, Kind)| match kind {
            Kind::Int => Const::Int(v as i64),
            Kind::Float => Const::Float(v),
            Kind::Ref if v == 0 => Const::Null,
            Kind::Ref => Const::Ref(self.constant(v as usize, false)),
        };
        words.into_iter().map(constant).collect()
    }
}
