//! Where the code of labels is, by the labels' ids. This module knows nothing of what the code does.

use std::cell::Cell;
use std::mem;

/// Where jumps to a label go through.
#[repr(C)]
pub struct TargetCell {
    pub code: Cell<usize>,
    /// How often the label was reached, with [`Options::count`](super::Options).
    pub runs: Cell<u64>,
}

pub const RUNS_OFFSET: i32 = mem::offset_of!(TargetCell, runs) as i32;

/// Cells of freed targets stay: their addresses may be in code. Ids are small numbers: each entry into compiled code looks one up.
#[derive(Default)]
pub struct Targets {
    cells: Vec<Option<Box<TargetCell>>>,
}

impl Targets {
    pub fn get(&self, id: u32) -> Option<&TargetCell> {
        self.cells.get(id as usize)?.as_deref()
    }

    /// A new one, whose code is there for now. False if the id is in use.
    pub fn add(&mut self, id: u32, code: usize) -> bool {
        let at = id as usize;
        if self.cells.len() <= at {
            self.cells.resize_with(at + 1, || None);
        }
        let free = self.cells[at].is_none();
        if free {
            self.cells[at] = Some(Box::new(TargetCell { code: Cell::new(code), runs: Cell::new(0) }));
        }
        free
    }

    pub fn set(&self, id: u32, code: usize) {
        if let Some(t) = self.get(id) {
            t.code.set(code);
        }
    }

    /// No code has its address.
    pub fn remove(&mut self, id: u32) {
        self.cells[id as usize] = None;
    }
}
