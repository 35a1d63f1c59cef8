//! What lets portals pass without a question. Each place has a word in the program's own data, which it shares with the places
//! of the same hash: how many more visits the portal need not report. The portal counts it down, and asks when there is none
//! left.

/// Of all places.
pub struct Gates {
    /// The program's.
    left: *mut i64,
    /// How many visits there were when the portal was let pass.
    granted: Vec<i64>,
    /// The most of them.
    most: i64,
}

/// A place is let pass for at most this part of any driver's threshold at a time: places with the same hash are told apart only when the
/// portal asks.
const PARTS: i64 = 8;

impl Gates {
    /// # Safety
    /// There are this many words.
    pub unsafe fn new(words: *mut i64, count: usize) -> Gates {
        Gates { left: words, granted: vec![0; count], most: 0 }
    }

    pub fn count(&self) -> usize {
        self.granted.len()
    }

    /// The portal asks: how often it has come here since it was let pass. From now on it asks each time.
    pub fn ask(&mut self, gate: usize) -> i64 {
        let visits = self.granted[gate] + 1;
        self.grant(gate, 0);
        visits
    }

    /// Lets this many visits pass.
    fn grant(&mut self, gate: usize, visits: i64) {
        self.granted[gate] = visits;
        // SAFETY: there is a word for each.
        unsafe { *self.left.add(gate) = visits }
    }

    /// All portals ask at their next visit, as the thresholds have changed, of which this is the least; None if all are off.
    /// Visits until then count.
    pub fn close(&mut self, threshold: Option<u32>) {
        self.most = threshold.map_or(i64::MAX, |t| t as i64 / PARTS);
        for (gate, granted) in self.granted.iter_mut().enumerate() {
            // SAFETY: there is a word for each.
            let left = unsafe { &mut *self.left.add(gate) };
            *granted -= (*left).clamp(0, *granted);
            *left = 0;
        }
    }

    /// Lets a place pass that becomes hot after `missing` more visits.
    pub fn pass(&mut self, gate: usize, missing: f32) {
        self.grant(gate, ((missing - 1.0).max(0.0) as i64).min(self.most));
    }
}
