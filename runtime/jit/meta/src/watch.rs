//! Which compiled code relies on quasi-immutable fields. An object with such a field has a number beside it that says who is to
//! be told of a change; 0 if nobody is.
//!
//! It is a number and no address, so the collector need not know of it: the object may move or die. No number is given twice.
//! What is kept for one goes with the code that relies on it, and what an object says after that means nothing any more.

use crate::memory::Place;
use crate::runtime::{Runtime, current};
use rpy_jit_backend::Backend;
use std::collections::{BTreeSet, HashMap};

#[derive(Default)]
pub struct Watches {
    /// The code that relies on the field with this number.
    units: HashMap<i64, Vec<u32>>,
    /// The labels of code that relies on any.
    labels: HashMap<u32, Vec<u32>>,
    last: i64,
    /// What the trace relies on that is being made.
    under_way: BTreeSet<i64>,
    /// One of these has changed.
    broken: bool,
}

impl Watches {
    /// A trace begins.
    pub fn begin(&mut self) {
        let units = &self.units;
        let unused: Vec<i64> =
            self.under_way.iter().copied().filter(|n| units.get(n).is_none_or(Vec::is_empty)).collect();
        unused.iter().for_each(|n| drop(self.units.remove(n)));
        self.under_way.clear();
        self.broken = false;
    }

    /// The trace relies on the field whose number is in this place.
    pub fn rely(&mut self, at: Place) {
        // SAFETY: the place is the number beside a field of a living object.
        let mut n = unsafe { at.get() } as i64;
        if !self.units.contains_key(&n) {
            self.last += 1;
            n = self.last;
            self.units.insert(n, vec![]);
            // SAFETY: as above.
            unsafe { at.set(n as u64) };
        }
        self.under_way.insert(n);
    }

    /// Whether what the trace relies on still holds.
    pub fn hold(&self) -> bool {
        !self.broken
    }

    /// The trace has become this code.
    pub fn compiled(&mut self, unit: u32, labels: Vec<u32>) {
        if self.under_way.is_empty() {
            return;
        }
        for n in &self.under_way {
            self.units.entry(*n).or_default().push(unit);
        }
        self.labels.insert(unit, labels);
    }

    /// The code is gone.
    pub fn forget(&mut self, unit: u32) {
        if self.labels.remove(&unit).is_some() {
            self.units.values_mut().for_each(|all| all.retain(|&u| u != unit));
            let under_way = &self.under_way;
            self.units.retain(|n, all| !all.is_empty() || under_way.contains(n));
        }
    }

    /// A field changes: gives the code that relied on it, with its labels.
    fn changed(&mut self, n: i64) -> Vec<(u32, Vec<u32>)> {
        self.broken |= self.under_way.contains(&n);
        let units = self.units.remove(&n).unwrap_or_default();
        let gone = units.into_iter().filter_map(|u| self.labels.remove(&u).map(|labels| (u, labels))).collect();
        for (unit, _) in &gone as &Vec<(u32, Vec<u32>)> {
            self.units.values_mut().for_each(|all| all.retain(|u| u != unit));
        }
        gone
    }
}

/// A field with this number is about to change: code that relied on its value is not entered any more, and leaves at its next
/// `guard_not_invalidated` where it is running.
pub fn invalidate(rt: &Runtime, n: i64) {
    let mut warm = rt.warm.borrow_mut();
    for (unit, labels) in warm.watches.changed(n) {
        // SAFETY: no borrow of the backend is alive: nothing of the program runs while it compiles.
        unsafe { (*rt.backend()).invalidate(unit) };
        for cell in &mut warm.cells {
            cell.target = cell.target.filter(|t| !labels.contains(t));
            cell.targets.retain(|t| !labels.contains(&t.id));
        }
    }
}

/// Native code is about to change a quasi-immutable field that is watched.
#[unsafe(no_mangle)]
pub extern "C" fn rpy_jit_invalidate(watchers: i64) {
    if let Some(rt) = current() {
        invalidate(rt, watchers);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rpy_trace::Kind;

    fn place(word: &mut i64) -> Place {
        Place { at: &raw mut *word as usize, size: 8, signed: true, kind: Kind::Int }
    }

    #[test]
    fn a_change_names_the_code_that_relied_on_it() {
        let (mut w, mut x, mut y) = (Watches::default(), 0, 0);
        w.begin();
        w.rely(place(&mut x));
        w.rely(place(&mut y));
        w.rely(place(&mut x));
        assert!(x != 0 && y != 0 && x != y);
        w.compiled(7, vec![70, 71]);
        w.begin();
        w.rely(place(&mut y));
        w.compiled(8, vec![80]);
        assert_eq!(w.changed(x), [(7, vec![70, 71])]);
        // Once is enough, for that code and for this number.
        assert_eq!(w.changed(y), [(8, vec![80])]);
        assert_eq!(w.changed(x), []);
    }

    #[test]
    fn a_change_under_way_breaks_the_trace() {
        let (mut w, mut x) = (Watches::default(), 0);
        w.begin();
        w.rely(place(&mut x));
        let old = x;
        assert!(w.hold());
        w.changed(x);
        assert!(!w.hold());
        w.begin();
        assert!(w.hold());
        w.rely(place(&mut x));
        assert_ne!(x, old);
    }

    #[test]
    fn what_nothing_relies_on_is_not_kept() {
        let mut w = Watches::default();
        for _ in 0..100 {
            let mut object = 0;
            w.begin();
            w.rely(place(&mut object));
        }
        assert_eq!(w.units.len(), 1);
    }
}
