//! How hot something is, by its hash: places in the interpreted program, and guards.
//!
//! The table forgets: what is colder than five others with the same index is lost. Nothing is kept alive by being counted.

/// Of each entry: this many hashes.
const WAYS: usize = 5;
const BITS: u32 = 11;

#[derive(Clone, Copy)]
struct Entry {
    /// 0 is nothing, 1 is hot.
    heat: [f32; WAYS],
    tags: [u16; WAYS],
}

pub struct Counter {
    entries: Box<[Entry]>,
    /// What decay leaves.
    kept: f32,
}

/// What one visit adds if this many make hot; 0 if nothing ever becomes hot. A little more than its part, so that sums that are
/// rounded down are enough too.
pub fn step(threshold: u32) -> f32 {
    if threshold == 0 { 0.0 } else { (1.0 / (threshold as f64 - 0.02)) as f32 }
}

/// Adds a word to a hash. The upper bits are the good ones.
pub fn mix(hash: u64, word: u64) -> u64 {
    (hash.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

fn index(hash: u64) -> usize {
    (hash >> (64 - BITS)) as usize
}

fn tag(hash: u64) -> u16 {
    (hash >> (48 - BITS)) as u16
}

fn kept(decay: u32) -> f32 {
    1.0 - decay.min(1000) as f32 / 1000.0
}

impl Counter {
    /// With the parameter `decay`, from 0 to 1000.
    pub fn new(decay: u32) -> Counter {
        let empty = Entry { heat: [0.0; WAYS], tags: [0; WAYS] };
        Counter { entries: vec![empty; 1 << BITS].into_boxed_slice(), kept: kept(decay) }
    }

    pub fn set_decay(&mut self, decay: u32) {
        self.kept = kept(decay);
    }

    /// Adds to what a hash has. True if it is hot now: then it begins anew.
    pub fn tick(&mut self, hash: u64, amount: f32) -> bool {
        let e = &mut self.entries[index(hash)];
        let n = e.find(tag(hash));
        e.heat[n] += amount;
        let hot = e.heat[n] >= 1.0;
        if hot {
            e.heat[n] = 0.0;
        }
        hot
    }

    pub fn get(&self, hash: u64) -> f32 {
        let e = &self.entries[index(hash)];
        (0..WAYS).find(|&n| e.tags[n] == tag(hash)).map_or(0.0, |n| e.heat[n])
    }

    /// What does not become hot soon cools down: places that are passed now and then never become hot, and not all that has
    /// become warm together becomes hot together.
    pub fn decay(&mut self) {
        for e in &mut self.entries {
            e.heat.iter_mut().for_each(|h| *h *= self.kept);
        }
    }
}

impl Entry {
    /// The way of a tag, which moves one to the front if it has become warmer than the one before it. A new tag takes the last
    /// place, or the first that is cold.
    fn find(&mut self, tag: u16) -> usize {
        let Some(n) = self.tags.iter().position(|&t| t == tag) else {
            let cold = self.heat.iter().position(|&h| h == 0.0).unwrap_or(WAYS - 1);
            self.tags[cold] = tag;
            self.heat[cold] = 0.0;
            return cold;
        };
        if n == 0 || self.heat[n - 1] > self.heat[n] {
            return n;
        }
        self.heat.swap(n, n - 1);
        self.tags.swap(n, n - 1);
        n - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hot_at_the_threshold_and_not_before() {
        let mut c = Counter::new(40);
        for threshold in [1, 2, 3, 200, 1039] {
            for _ in 0..2 {
                let hash = mix(7, threshold as u64);
                let visits = (1..).find(|_| c.tick(hash, step(threshold)));
                assert_eq!(visits, Some(threshold));
            }
        }
        assert!(!c.tick(1, step(0)));
    }

    #[test]
    fn decay_makes_hot_later() {
        let mut c = Counter::new(500);
        let hash = mix(0, 1);
        assert!(!c.tick(hash, 0.9));
        c.decay();
        assert!(!c.tick(hash, 0.5));
        assert!((c.get(hash) - 0.95).abs() < 1e-6);
        assert!(c.tick(hash, 0.1));
    }

    #[test]
    fn the_warm_ones_stay() {
        let mut c = Counter::new(0);
        // All with one index.
        let hashes: Vec<u64> = (0..6).map(|n| n << (48 - BITS)).collect();
        for (i, &h) in hashes.iter().enumerate() {
            assert!(!c.tick(h, 0.9 - i as f32 / 10.0));
        }
        assert_eq!(c.get(hashes[4]), 0.0);
        assert!(hashes.iter().filter(|&&h| c.get(h) > 0.0).count() == 5);
        assert!(c.tick(hashes[0], 0.2));
    }
}
