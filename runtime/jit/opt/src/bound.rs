//! What is known of an integer: an interval, and the bits that are the same in all its values.

use rpy_trace::descr::MOST;

/// All `x` with `lower <= x <= upper` and `x & !unknown == bits`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct IntBound {
    pub lower: i64,
    pub upper: i64,
    /// The known bits; zero where unknown.
    bits: u64,
    unknown: u64,
}

/// Two facts that cannot both hold: the code is unreachable.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Contradiction;

/// Bounds beyond this come from repeated steps of a loop more likely than from a real limit.
const WIDE: i64 = 1 << 62;

impl IntBound {
    pub const UNBOUNDED: IntBound = IntBound { lower: i64::MIN, upper: i64::MAX, bits: 0, unknown: !0 };
    pub const BOOL: IntBound = IntBound { lower: 0, upper: 1, bits: 0, unknown: 1 };

    pub fn exact(v: i64) -> IntBound {
        IntBound { lower: v, upper: v, bits: v as u64, unknown: 0 }
    }
    /// `lower <= upper`.
    pub fn range(lower: i64, upper: i64) -> IntBound {
        let mut b = IntBound { lower, upper, ..IntBound::UNBOUNDED };
        b.settle().expect("an interval");
        b
    }
    pub fn nonnegative() -> IntBound {
        IntBound::range(0, i64::MAX)
    }
    /// How many of something in memory there can be.
    pub fn count() -> IntBound {
        IntBound::range(0, MOST)
    }
    /// The values of a field or result of so many bytes.
    pub fn of_size(bytes: u8, signed: bool) -> IntBound {
        match (bytes, signed) {
            (1..=7, true) => {
                let half = 1i64 << (8 * bytes - 1);
                IntBound::range(-half, half - 1)
            }
            (1..=7, false) => IntBound::range(0, (1i64 << (8 * bytes)) - 1),
            _ => IntBound::UNBOUNDED,
        }
    }
    fn from_bits(bits: u64, unknown: u64) -> IntBound {
        let mut b = IntBound { bits: bits & !unknown, unknown, ..IntBound::UNBOUNDED };
        b.settle().expect("any bits are possible");
        b
    }

    /// `ones` are one and `zeros` are zero.
    pub fn with_bits(ones: u64, zeros: u64) -> IntBound {
        IntBound::from_bits(ones, !(ones | zeros))
    }

    pub fn constant(&self) -> Option<i64> {
        (self.lower == self.upper).then_some(self.lower)
    }
    pub fn is_bool(&self) -> bool {
        self.lower >= 0 && self.upper <= 1
    }
    pub fn nonneg(&self) -> bool {
        self.lower >= 0
    }
    pub fn contains(&self, v: i64) -> bool {
        self.lower <= v && v <= self.upper && v as u64 & !self.unknown == self.bits
    }
    /// Every value of `other` is one of these.
    pub fn includes(&self, other: &IntBound) -> bool {
        self.lower <= other.lower
            && other.upper <= self.upper
            && other.unknown & !self.unknown == 0
            && other.bits & !self.unknown == self.bits
    }
    /// The bits that are zero in all values.
    pub fn zeros(&self) -> u64 {
        !self.bits & !self.unknown
    }
    /// The bits that are one in all values.
    pub fn ones(&self) -> u64 {
        self.bits
    }
    /// The known bits say more than the interval does.
    pub fn has_bits(&self) -> bool {
        let interval = IntBound::range(self.lower, self.upper);
        interval.unknown != self.unknown
    }

    /// Lets interval and bits narrow each other.
    fn settle(&mut self) -> Result<bool, Contradiction> {
        let before = *self;
        // The bits above the highest one in which the limits differ are common to all values between.
        let common = match (self.lower ^ self.upper).leading_zeros() {
            0 => 0,
            n if n >= 64 => !0,
            n => !(!0u64 >> n),
        };
        let value = self.lower as u64;
        if (value ^ self.bits) & common & !self.unknown != 0 {
            return Err(Contradiction);
        }
        self.bits |= value & common & self.unknown;
        self.unknown &= !common;
        let sign = 1u64 << 63;
        let least = (self.bits | self.unknown & sign) as i64;
        let most = (self.bits | self.unknown & !sign) as i64;
        self.lower = self.lower.max(least);
        self.upper = self.upper.min(most);
        if self.lower > self.upper {
            return Err(Contradiction);
        }
        if self.lower == self.upper {
            if !self.contains(self.lower) {
                return Err(Contradiction);
            }
            *self = IntBound::exact(self.lower);
        }
        Ok(*self != before)
    }
    /// Whether it became narrower.
    pub fn intersect(&mut self, other: &IntBound) -> Result<bool, Contradiction> {
        let before = *self;
        self.lower = self.lower.max(other.lower);
        self.upper = self.upper.min(other.upper);
        if self.lower > self.upper || (self.bits ^ other.bits) & !self.unknown & !other.unknown != 0 {
            return Err(Contradiction);
        }
        self.bits |= other.bits;
        self.unknown &= other.unknown;
        while self.settle()? {}
        Ok(*self != before)
    }
    pub fn at_most(&mut self, v: i64) -> Result<bool, Contradiction> {
        if v >= self.upper { Ok(false) } else { self.intersect(&IntBound { upper: v, ..IntBound::UNBOUNDED }) }
    }
    pub fn at_least(&mut self, v: i64) -> Result<bool, Contradiction> {
        if v <= self.lower { Ok(false) } else { self.intersect(&IntBound { lower: v, ..IntBound::UNBOUNDED }) }
    }
    /// Without a value at one of the ends.
    pub fn differs(&mut self, v: i64) -> Result<bool, Contradiction> {
        if self.constant() == Some(v) {
            return Err(Contradiction);
        }
        if self.lower == v {
            self.at_least(v + 1)
        } else if self.upper == v {
            self.at_most(v - 1)
        } else {
            Ok(false)
        }
    }
    /// Without limits that an iteration of a loop would pass, and without bits, which a counter changes.
    pub fn widen(&self) -> IntBound {
        let lower = if self.lower < -WIDE { i64::MIN } else { self.lower };
        let upper = if self.upper > WIDE { i64::MAX } else { self.upper };
        IntBound::range(lower, upper)
    }
    /// The values of either.
    pub fn union(&self, other: &IntBound) -> IntBound {
        let unknown = self.unknown | other.unknown | (self.bits ^ other.bits);
        let mut b = IntBound {
            lower: self.lower.min(other.lower),
            upper: self.upper.max(other.upper),
            bits: self.bits & !unknown,
            unknown,
        };
        b.settle().expect("holds the values of both");
        b
    }

    pub fn lt(&self, o: &IntBound) -> Option<bool> {
        if self.upper < o.lower {
            Some(true)
        } else if self.lower >= o.upper {
            Some(false)
        } else {
            None
        }
    }
    pub fn le(&self, o: &IntBound) -> Option<bool> {
        o.lt(self).map(|b| !b)
    }
    pub fn eq(&self, o: &IntBound) -> Option<bool> {
        if let (Some(a), Some(b)) = (self.constant(), o.constant()) {
            return Some(a == b);
        }
        let apart = self.upper < o.lower || o.upper < self.lower;
        let bits = (self.bits ^ o.bits) & !self.unknown & !o.unknown != 0;
        (apart || bits).then_some(false)
    }
    fn unsigned(&self) -> (u64, u64) {
        if self.lower >= 0 || self.upper < 0 {
            (self.lower as u64, self.upper as u64)
        } else {
            (self.bits, self.bits | self.unknown)
        }
    }
    pub fn ult(&self, o: &IntBound) -> Option<bool> {
        let (a, b) = (self.unsigned(), o.unsigned());
        if a.1 < b.0 {
            Some(true)
        } else if a.0 >= b.1 {
            Some(false)
        } else {
            None
        }
    }
    pub fn ule(&self, o: &IntBound) -> Option<bool> {
        o.ult(self).map(|b| !b)
    }

    /// Both are true of the values.
    fn both(mut self, other: IntBound) -> IntBound {
        self.intersect(&other).expect("two true facts");
        self
    }
    pub fn add_overflows(&self, o: &IntBound) -> Option<bool> {
        overflow(self.lower as i128 + o.lower as i128, self.upper as i128 + o.upper as i128)
    }
    pub fn sub_overflows(&self, o: &IntBound) -> Option<bool> {
        overflow(self.lower as i128 - o.upper as i128, self.upper as i128 - o.lower as i128)
    }
    fn products(&self, o: &IntBound) -> (i128, i128) {
        let p = |a: i64, b: i64| a as i128 * b as i128;
        let all = [p(self.lower, o.lower), p(self.lower, o.upper), p(self.upper, o.lower), p(self.upper, o.upper)];
        (all.into_iter().min().unwrap_or(0), all.into_iter().max().unwrap_or(0))
    }
    pub fn mul_overflows(&self, o: &IntBound) -> Option<bool> {
        let (low, high) = self.products(o);
        overflow(low, high)
    }
    pub fn add(&self, o: &IntBound) -> IntBound {
        let bits = self.bits.wrapping_add(o.bits);
        let carried = self.unknown.wrapping_add(o.unknown).wrapping_add(bits) ^ bits;
        let known = IntBound::from_bits(bits, carried | self.unknown | o.unknown);
        match (self.lower.checked_add(o.lower), self.upper.checked_add(o.upper)) {
            (Some(l), Some(u)) => known.both(IntBound::range(l, u)),
            _ => known,
        }
    }
    /// The sum, where it is known not to overflow.
    pub fn add_exact(&self, o: &IntBound) -> IntBound {
        IntBound::range(self.lower.saturating_add(o.lower), self.upper.saturating_add(o.upper))
    }
    pub fn sub_exact(&self, o: &IntBound) -> IntBound {
        IntBound::range(self.lower.saturating_sub(o.upper), self.upper.saturating_sub(o.lower))
    }
    pub fn mul_exact(&self, o: &IntBound) -> IntBound {
        let (low, high) = self.products(o);
        let clamp = |v: i128| v.clamp(i64::MIN as i128, i64::MAX as i128) as i64;
        IntBound::range(clamp(low), clamp(high))
    }
    pub fn sub(&self, o: &IntBound) -> IntBound {
        let bits = self.bits.wrapping_sub(o.bits);
        let borrowed = bits.wrapping_add(self.unknown) ^ bits.wrapping_sub(o.unknown);
        let known = IntBound::from_bits(bits, borrowed | self.unknown | o.unknown);
        match (self.lower.checked_sub(o.upper), self.upper.checked_sub(o.lower)) {
            (Some(l), Some(u)) => known.both(IntBound::range(l, u)),
            _ => known,
        }
    }
    pub fn mul(&self, o: &IntBound) -> IntBound {
        // Zeros at the low end add up.
        let zeros = (self.zeros().trailing_ones() + o.zeros().trailing_ones()).min(64);
        let known = if zeros == 64 { IntBound::exact(0) } else { IntBound::from_bits(0, !0 << zeros) };
        let (low, high) = self.products(o);
        match (i64::try_from(low), i64::try_from(high)) {
            (Ok(l), Ok(u)) => known.both(IntBound::range(l, u)),
            _ => known,
        }
    }
    pub fn neg(&self) -> IntBound {
        IntBound::exact(0).sub(self)
    }
    pub fn invert(&self) -> IntBound {
        IntBound::from_bits(!self.bits, self.unknown).both(IntBound::range(!self.upper, !self.lower))
    }
    pub fn and(&self, o: &IntBound) -> IntBound {
        let ones = self.bits & o.bits;
        let zeros = self.zeros() | o.zeros();
        let known = IntBound::from_bits(ones, !(ones | zeros));
        match (self.nonneg(), o.nonneg()) {
            (true, true) => known.both(IntBound::range(0, self.upper.min(o.upper))),
            (true, false) => known.both(IntBound::range(0, self.upper)),
            (false, true) => known.both(IntBound::range(0, o.upper)),
            _ => known,
        }
    }
    pub fn or(&self, o: &IntBound) -> IntBound {
        let ones = self.bits | o.bits;
        let zeros = self.zeros() & o.zeros();
        let known = IntBound::from_bits(ones, !(ones | zeros));
        if self.nonneg() && o.nonneg() {
            known.both(IntBound { lower: self.lower.max(o.lower), ..IntBound::UNBOUNDED })
        } else {
            known
        }
    }
    pub fn xor(&self, o: &IntBound) -> IntBound {
        IntBound::from_bits(self.bits ^ o.bits, self.unknown | o.unknown)
    }
    pub fn lshift_overflows(&self, count: &IntBound) -> bool {
        let fits = (0..64).contains(&count.lower)
            && (0..64).contains(&count.upper)
            && [self.lower, self.upper].iter().all(|&v| v << count.upper >> count.upper == v);
        !fits
    }
    pub fn lshift(&self, count: &IntBound) -> IntBound {
        let known = match count.constant() {
            Some(c) => {
                let c = c as u32 & 63;
                IntBound::from_bits(self.bits << c, self.unknown << c)
            }
            None => IntBound::UNBOUNDED,
        };
        if self.lshift_overflows(count) {
            return known;
        }
        let all = [
            self.lower << count.lower,
            self.lower << count.upper,
            self.upper << count.lower,
            self.upper << count.upper,
        ];
        known.both(IntBound::range(all.into_iter().min().unwrap_or(0), all.into_iter().max().unwrap_or(0)))
    }
    pub fn rshift(&self, count: &IntBound) -> IntBound {
        let known = match count.constant() {
            Some(c) => {
                let c = c as u32 & 63;
                IntBound::from_bits((self.bits as i64 >> c) as u64, (self.unknown as i64 >> c) as u64)
            }
            None => IntBound::UNBOUNDED,
        };
        let (a, b) = if count.lower >= 0 && count.upper < 64 { (count.lower, count.upper) } else { (0, 63) };
        let all = [self.lower >> a, self.lower >> b, self.upper >> a, self.upper >> b];
        known.both(IntBound::range(all.into_iter().min().unwrap_or(0), all.into_iter().max().unwrap_or(0)))
    }
    pub fn urshift(&self, count: &IntBound) -> IntBound {
        let known = match count.constant() {
            Some(c) => {
                let c = c as u32 & 63;
                IntBound::from_bits(self.bits >> c, self.unknown >> c)
            }
            None => IntBound::UNBOUNDED,
        };
        if self.nonneg() { known.both(self.rshift(count)) } else { known }
    }
    /// Rounding towards zero.
    pub fn truncdiv(&self, o: &IntBound) -> IntBound {
        let wraps = self.lower == i64::MIN && (o.lower..=o.upper).contains(&-1);
        if o.contains(0) || wraps {
            return IntBound::UNBOUNDED;
        }
        // The divisors next to zero are the ends of two ranges.
        let mut divisors = vec![o.lower, o.upper];
        if o.lower < 0 && o.upper >= 0 {
            divisors.push(-1);
        }
        if o.lower <= 0 && o.upper > 0 {
            divisors.push(1);
        }
        divisors.retain(|&d| d != 0);
        let all = divisors.iter().flat_map(|&d| [self.lower.wrapping_div(d), self.upper.wrapping_div(d)]);
        let (mut low, mut high) = (i64::MAX, i64::MIN);
        for v in all {
            low = low.min(v);
            high = high.max(v);
        }
        IntBound::range(low, high)
    }
    /// The remainder has the sign of the dividend.
    pub fn truncmod(&self, o: &IntBound) -> IntBound {
        if o.contains(0) || o.lower == i64::MIN {
            return IntBound::UNBOUNDED;
        }
        let most = o.lower.abs().max(o.upper.abs()) - 1;
        let lower = if self.nonneg() { 0 } else { (-most).max(self.lower) };
        let upper = if self.upper <= 0 { 0 } else { most.min(self.upper) };
        IntBound::range(lower, upper)
    }
}

fn overflow(low: i128, high: i128) -> Option<bool> {
    let (min, max) = (i64::MIN as i128, i64::MAX as i128);
    if low >= min && high <= max {
        Some(false)
    } else if high < min || low > max {
        Some(true)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rpy_trace::OpCode;
    use rpy_trace::op::fold_int;

    struct Rng(u64);
    impl Rng {
        fn next(&mut self) -> u64 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            self.0
        }
        fn value(&mut self) -> i64 {
            let v = self.next() as i64;
            match self.next() % 5 {
                0 => v % 10,
                1 => v % 300,
                2 => i64::MAX - (v & 7),
                3 => i64::MIN + (v & 7),
                _ => v,
            }
        }
        /// A bound and some values in it.
        fn bound(&mut self) -> (IntBound, Vec<i64>) {
            let values: Vec<i64> = match self.next() % 3 {
                0 => vec![self.value()],
                1 => {
                    let base = self.value();
                    (0..4).map(|_| base.saturating_add((self.next() % 20) as i64)).collect()
                }
                _ => (0..3).map(|_| self.value() & self.value()).collect(),
            };
            let mut b = IntBound::exact(values[0]);
            for &v in &values {
                b = b.union(&IntBound::exact(v));
            }
            (b, values)
        }
    }

    #[test]
    fn every_result_is_inside() {
        let mut rng = Rng(0x9e3779b97f4a7c15);
        type Two = fn(&IntBound, &IntBound) -> IntBound;
        let ops: [(OpCode, Two); 11] = [
            (OpCode::IntAdd, IntBound::add),
            (OpCode::IntSub, IntBound::sub),
            (OpCode::IntMul, IntBound::mul),
            (OpCode::IntAnd, IntBound::and),
            (OpCode::IntOr, IntBound::or),
            (OpCode::IntXor, IntBound::xor),
            (OpCode::IntLshift, IntBound::lshift),
            (OpCode::IntRshift, IntBound::rshift),
            (OpCode::UintRshift, IntBound::urshift),
            (OpCode::IntTruncdiv, IntBound::truncdiv),
            (OpCode::IntTruncmod, IntBound::truncmod),
        ];
        type Flag = fn(&IntBound, &IntBound) -> Option<bool>;
        let flags: [(OpCode, Flag); 8] = [
            (OpCode::IntLt, IntBound::lt),
            (OpCode::IntLe, IntBound::le),
            (OpCode::IntEq, IntBound::eq),
            (OpCode::UintLt, IntBound::ult),
            (OpCode::UintLe, IntBound::ule),
            (OpCode::IntAddOverflows, IntBound::add_overflows),
            (OpCode::IntSubOverflows, IntBound::sub_overflows),
            (OpCode::IntMulOverflows, IntBound::mul_overflows),
        ];
        for _ in 0..20_000 {
            let (a, xs) = rng.bound();
            let (b, ys) = rng.bound();
            for &x in &xs {
                assert!(a.contains(x));
                assert!(a.neg().contains(x.wrapping_neg()), "-{x} of {a:?}");
                assert!(a.invert().contains(!x));
                for &y in &ys {
                    for (op, f) in ops {
                        if let Some(r) = fold_int(op, x, y) {
                            let bound = f(&a, &b);
                            assert!(bound.contains(r), "{op:?} {x} {y} = {r} not in {bound:?} ({a:?}, {b:?})");
                        }
                    }
                    for (op, f) in flags {
                        if let Some(known) = f(&a, &b) {
                            assert_eq!(Some(known as i64), fold_int(op, x, y), "{op:?} {x} {y} ({a:?}, {b:?})");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn interval_and_bits_narrow_each_other() {
        let b = IntBound::range(16, 23);
        assert_eq!(b.ones(), 16);
        assert!(b.zeros() & 8 != 0);
        let mut even = IntBound::from_bits(0, !1);
        assert_eq!(even.intersect(&IntBound::range(4, 5)), Ok(true));
        assert!(!even.contains(5));
        assert_eq!(IntBound::exact(3).intersect(&IntBound::range(4, 9)), Err(Contradiction));
    }
}
