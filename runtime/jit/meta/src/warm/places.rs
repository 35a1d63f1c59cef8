//! Which cell a place has: found by the greens, whose objects may move.

use super::{Cell, CellId, Green, Warm};
use crate::counter::mix;
use rpy_trace::{Const, Kind};

const INDEX_BITS: u32 = 12;

/// For the first cells, by hash.
pub(super) fn index() -> Box<[Option<CellId>]> {
    vec![None; 1 << INDEX_BITS].into_boxed_slice()
}

fn index_of(hash: u64) -> usize {
    (hash >> (64 - INDEX_BITS)) as usize
}

impl Warm {
    /// Of what stays when objects move.
    pub(super) fn hash(&self, driver: usize, greens: &[u64]) -> u64 {
        let shape = &self.shapes[driver];
        let mut h = driver as u64;
        for (i, &v) in greens.iter().enumerate() {
            let word = match shape.kinds[i] {
                Kind::Ref if v == 0 => 0,
                // SAFETY: the green is a string.
                Kind::Ref if shape.strings[i] => unsafe { self.sample(v as usize) },
                Kind::Ref => self.objects.identity_hash.map_or(v, |f| f(v as usize) as u64),
                _ => v,
            };
            h = mix(h, word);
        }
        h
    }

    /// The length of a string and some of its characters.
    ///
    /// # Safety
    /// It is a string.
    unsafe fn sample(&self, string: usize) -> u64 {
        // SAFETY: the caller's.
        let text = unsafe { self.text(string) };
        let mut h = text.len() as u64;
        let mut part = |at: usize| {
            let mut word = [0; 8];
            let bytes = &text[at..text.len().min(at + 8)];
            word[..bytes.len()].copy_from_slice(bytes);
            h = mix(h, u64::from_le_bytes(word));
        };
        part(0);
        if text.len() > 8 {
            part(text.len() / 2);
            part(text.len() - 8);
        }
        h
    }

    /// # Safety
    /// It is a string, and nothing collects while the result is used.
    unsafe fn text<'a>(&self, string: usize) -> &'a [u8] {
        let Some((length, chars)) = self.objects.string else { return &[] };
        // SAFETY: the caller's.
        unsafe { std::slice::from_raw_parts((string + chars) as *const u8, *((string + length) as *const usize)) }
    }

    /// The cell of a place; a new one if there is none.
    pub fn cell(&mut self, driver: usize, greens: &[u64]) -> CellId {
        let hash = self.hash(driver, greens);
        self.find_hash(hash, driver, greens).unwrap_or_else(|| self.new_cell(hash, driver, greens))
    }

    pub(super) fn find_hash(&self, hash: u64, driver: usize, greens: &[u64]) -> Option<CellId> {
        let mut next = self.first[index_of(hash)];
        while let Some(c) = next {
            let cell = &self.cells[c.0];
            if cell.hash == hash && self.is_place(c, driver, greens) {
                break;
            }
            next = cell.next;
        }
        next
    }

    /// Whether the cell is that of a place.
    pub(super) fn is_place(&self, c: CellId, driver: usize, greens: &[u64]) -> bool {
        let cell = &self.cells[c.0];
        !cell.gone
            && cell.driver == driver
            && cell.greens.iter().zip(greens).enumerate().all(|(i, (g, &v))| match g {
                Green::Word(w) => *w == v,
                // SAFETY: slots live forever; both are strings if the driver says so.
                Green::Object(slot) => unsafe {
                    **slot == v as usize
                        || self.shapes[cell.driver].strings[i]
                            && **slot != 0
                            && v != 0
                            && self.text(**slot) == self.text(v as usize)
                },
            })
    }

    pub(super) fn new_cell(&mut self, hash: u64, driver: usize, greens: &[u64]) -> CellId {
        let id = self.unused_cells.pop().unwrap_or(CellId(self.cells.len()));
        let refs = &mut self.refs;
        let green = |(&v, k): (&u64, &Kind)| match k {
            Kind::Ref => Green::Object(refs.slot(v as usize)),
            _ => Green::Word(v),
        };
        let greens = greens.iter().zip(&self.shapes[driver].kinds).map(green).collect();
        let next = self.first[index_of(hash)].replace(id);
        let cell = Cell {
            driver,
            hash,
            gone: false,
            next,
            greens,
            target: None,
            targets: vec![],
            failures: 0,
            skip: 0,
            callback: None,
            not_inlined: false,
            lengths: None,
            segments: false,
        };
        match self.cells.get_mut(id.0) {
            Some(place) => *place = cell,
            None => self.cells.push(cell),
        }
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
        let words: Vec<(u64, Kind)> = words.zip(self.shapes[c.driver].kinds.iter().copied()).collect();
        let constant = |(v, kind): (u64, Kind)| match kind {
            Kind::Int => Const::Int(v as i64),
            Kind::Float => Const::Float(v),
            Kind::Ref if v == 0 => Const::Null,
            Kind::Ref => Const::Ref(self.constant(v as usize, false)),
        };
        words.into_iter().map(constant).collect()
    }

    pub(super) fn remove_cell(&mut self, id: CellId) {
        let (hash, next) = (self.cells[id.0].hash, self.cells[id.0].next);
        let mut at = self.first[index_of(hash)];
        if at == Some(id) {
            self.first[index_of(hash)] = next;
        } else {
            while let Some(c) = at {
                at = self.cells[c.0].next;
                if at == Some(id) {
                    self.cells[c.0].next = next;
                    break;
                }
            }
        }
        for g in std::mem::take(&mut self.cells[id.0].greens) {
            if let Green::Object(slot) = g {
                self.refs.release(slot);
            }
        }
        self.cells[id.0].gone = true;
        self.unused_cells.push(id);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Answer, Objects, Shape};
    use super::*;
    use crate::gate::Gates;
    use crate::params::Params;
    use crate::refs::Refs;

    /// With one gate for all places of one driver, which are told apart by a number and an object.
    fn warm() -> Warm {
        let words = Box::leak(Box::new([0i64; 1]));
        // SAFETY: one word, which lives forever.
        let gates = unsafe { Gates::new(words.as_mut_ptr(), 1) };
        let shape = Shape { kinds: vec![Kind::Int, Kind::Ref], strings: vec![false, false] };
        let objects = Objects { string: None, identity_hash: None, collections: None };
        Warm::new(Params::default(), Refs::default(), gates, vec![shape], objects)
    }

    fn place(w: &mut Warm, greens: [u64; 2], target: u32) -> CellId {
        let id = w.cell(0, &greens);
        w.cells[id.0].target = Some(target);
        id
    }

    fn runs(w: &mut Warm, greens: [u64; 2]) -> Option<u32> {
        match w.ask(0, &greens, 0, false, false) {
            Answer::Run(target) => Some(target),
            _ => None,
        }
    }

    #[test]
    fn places_with_one_gate() {
        let mut w = warm();
        place(&mut w, [1, 0x100], 7);
        place(&mut w, [2, 0x100], 8);
        for (greens, target) in [([1, 0x100], Some(7)), ([2, 0x100], Some(8)), ([1, 0x200], None)] {
            assert_eq!((runs(&mut w, greens), runs(&mut w, greens)), (target, target));
        }
    }

    #[test]
    fn what_was_found_last_is_found_without_its_hash() {
        let mut w = warm();
        let id = place(&mut w, [1, 0x100], 7);
        assert_eq!(runs(&mut w, [1, 0x100]), Some(7));
        // The collector moves the object, whose address the hash is made of here.
        let Green::Object(slot) = w.cells[id.0].greens[1] else { panic!("an object") };
        // SAFETY: slots live forever.
        unsafe { *slot = 0x200 };
        assert_eq!(runs(&mut w, [1, 0x200]), Some(7));
        assert_eq!(runs(&mut w, [1, 0x100]), None);
    }

    #[test]
    fn a_cell_that_is_gone_is_not_found() {
        let mut w = warm();
        let id = place(&mut w, [1, 0x100], 7);
        assert_eq!(runs(&mut w, [1, 0x100]), Some(7));
        w.remove_cell(id);
        assert_eq!(runs(&mut w, [1, 0x100]), None);
        let again = place(&mut w, [1, 0x100], 7);
        assert_eq!((again, runs(&mut w, [1, 0x100])), (id, Some(7)));
        w.remove_cell(id);
        place(&mut w, [2, 0x100], 8);
        assert_eq!(runs(&mut w, [1, 0x100]), None);
    }
}
