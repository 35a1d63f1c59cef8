//! Bounds of integers: comparisons, overflow checks and guards that they decide go away.

use crate::bound::IntBound;
use crate::core::{Optimizer, R, gives_truth, invalid};
use rpy_trace::{Arg, Const, Descr, Kind, Op, OpCode, Var};

impl Optimizer<'_> {
    pub fn intbounds(&mut self, op: Op) -> R<Option<Op>> {
        use OpCode::*;
        let args = &op.args;
        let two = |o: &Self| (o.bound(args[0]), o.bound(args[1]));
        let same = args.len() == 2 && args[0] == args[1];
        let known = match op.op {
            IntLt | IntGt | UintLt | UintGt | IntNe if same => Some(false),
            IntLe | IntGe | UintLe | UintGe | IntEq if same => Some(true),
            IntLt | IntLe | IntGt | IntGe | IntEq | IntNe | UintLt | UintLe | UintGt | UintGe => {
                let (a, b) = two(self);
                compare(op.op, &a, &b)
            }
            IntIsZero => self.bound(args[0]).eq(&IntBound::exact(0)),
            IntIsTrue => self.bound(args[0]).eq(&IntBound::exact(0)).map(|b| !b),
            IntAddOverflows | IntSubOverflows | IntMulOverflows => {
                let (a, b) = two(self);
                overflows(op.op, same, &a, &b)
            }
            IntAddOvf | IntSubOvf | IntMulOvf => return self.checked(op),
            _ => return Ok(Some(op)),
        };
        match known {
            Some(b) => {
                self.give_int(&op, b as i64)?;
                Ok(None)
            }
            None => Ok(Some(op)),
        }
    }

    fn checked(&mut self, op: Op) -> R<Option<Op>> {
        use OpCode::*;
        let (check, plain) = match op.op {
            IntAddOvf => (IntAddOverflows, IntAdd),
            IntSubOvf => (IntSubOverflows, IntSub),
            _ => (IntMulOverflows, IntMul),
        };
        let (a, b) = (self.bound(op.args[0]), self.bound(op.args[1]));
        self.cannot_overflow = overflows(check, op.args[0] == op.args[1], &a, &b) == Some(false)
            || self.known_not_to_overflow(check, &op.args);
        if !self.cannot_overflow {
            return Ok(Some(op));
        }
        self.send(Op { op: plain, ..op })?;
        self.cannot_overflow = true;
        Ok(None)
    }

    fn known_not_to_overflow(&mut self, check: OpCode, args: &[Arg]) -> bool {
        match self.pure_result(check, None, args) {
            Some(flag) => self.constant_int(flag) == Some(0),
            None => false,
        }
    }

    /// The bounds of a result, and what an operation in the output says of other ones.
    pub fn learn_bounds(&mut self, op: &Op) -> R<()> {
        if op.op.is_guard() {
            if let Some(&a) = op.args.first()
                && self.kind(a) == Kind::Int
                && matches!(op.op, OpCode::GuardTrue | OpCode::GuardFalse | OpCode::GuardValue)
                && let Arg::Var(v) = a
            {
                return self.narrow_operands(v);
            }
            return Ok(());
        }
        let Some(v) = op.result else { return Ok(()) };
        if self.kinds[v.0 as usize] != Kind::Int {
            return Ok(());
        }
        if let Some(b) = self.result_bound(op) {
            self.narrow(v.into(), &b)?;
        }
        self.inverse_operations(op);
        Ok(())
    }

    fn result_bound(&mut self, op: &Op) -> Option<IntBound> {
        use OpCode::*;
        let a = op.args.first().map_or(IntBound::UNBOUNDED, |&a| self.bound(a));
        let b = op.args.get(1).map_or(IntBound::UNBOUNDED, |&a| self.bound(a));
        let same = op.args.len() == 2 && op.args[0] == op.args[1];
        Some(match op.op {
            IntAdd if self.known_not_to_overflow(IntAddOverflows, &op.args) => a.add(&b).meet(&a.add_exact(&b)),
            IntSub if self.known_not_to_overflow(IntSubOverflows, &op.args) => a.sub(&b).meet(&a.sub_exact(&b)),
            IntMul if self.known_not_to_overflow(IntMulOverflows, &op.args) => a.mul(&b).meet(&a.mul_exact(&b)),
            IntAdd if same => a.add(&b).meet(&a.mul(&IntBound::exact(2))),
            IntAdd => a.add(&b),
            IntSub => a.sub(&b),
            IntMul => a.mul(&b),
            // If it overflows its result is not used.
            IntAddOvf => a.add_exact(&b),
            IntSubOvf => a.sub_exact(&b),
            IntMulOvf => a.mul_exact(&b),
            IntAnd => a.and(&b),
            IntOr => a.or(&b),
            IntXor => a.xor(&b),
            IntLshift => a.lshift(&b),
            IntRshift => a.rshift(&b),
            UintRshift => a.urshift(&b),
            IntTruncdiv => a.truncdiv(&b),
            IntTruncmod => a.truncmod(&b),
            UintTruncdiv | UintTruncmod if a.nonneg() && b.nonneg() && !b.contains(0) => match op.op {
                UintTruncdiv => a.truncdiv(&b),
                _ => a.truncmod(&b),
            },
            IntSignext => IntBound::of_size(b.constant()?.clamp(1, 8) as u8, true),
            IntNeg => a.neg(),
            IntInvert => a.invert(),
            IntForceGeZero => IntBound::range(a.lower.max(0), a.upper.max(0)),
            ArraylenGc => {
                let sized = op.descr.and_then(|d| self.env.descrs().array(d)).is_some_and(|a| a.item_size > 0);
                let b = self.length_bound(op.args[0]);
                if sized { b.meet(&IntBound::count()) } else { b }
            }
            ArraylenRaw => IntBound::nonnegative(),
            // An address: nothing is in the first page.
            ForceToken => IntBound::range(1 << 12, i64::MAX),
            CastFloatToSinglefloat => IntBound::range(0, u32::MAX as i64),
            GetfieldGcI | GetfieldRawI | GetarrayitemGcI | GetarrayitemRawI | GetinteriorfieldGcI | RawLoadI => {
                match self.env.descrs().get(op.descr?) {
                    Descr::Field(f) if f.count => IntBound::count(),
                    Descr::Field(f) => IntBound::of_size(f.size, f.signed),
                    Descr::Array(a) if a.item == Some(Kind::Int) => {
                        IntBound::of_size(a.item_size.min(8) as u8, a.signed)
                    }
                    Descr::Interior(f) => IntBound::of_size(f.size, f.signed),
                    _ => return None,
                }
            }
            _ if op.op.is_call() => match self.env.descrs().get(op.descr?) {
                Descr::Call(c) => IntBound::of_size(c.result_size, c.result_signed),
                _ => return None,
            },
            _ if gives_truth(op.op) => IntBound::BOOL,
            _ => return None,
        })
    }

    /// `c = a + b` makes `c - b` known, and so on.
    pub fn inverse_operations(&mut self, op: &Op) {
        use OpCode::*;
        let (Some(v), true) = (op.result, op.args.len() == 2) else { return };
        let (r, a, b) = (Arg::Var(v), op.args[0], op.args[1]);
        match op.op {
            IntAdd | IntAddOvf => {
                self.know_pure(IntSub, vec![r, b], a);
                self.know_pure(IntSub, vec![r, a], b);
                if let Some(c) = self.constant_int(b) {
                    self.know_pure(IntAdd, vec![r, Arg::int(c.wrapping_neg())], a);
                    self.know_pure(IntSub, vec![a, Arg::int(c.wrapping_neg())], r);
                }
            }
            IntSub | IntSubOvf => {
                self.know_pure(IntAdd, vec![r, b], a);
                self.know_pure(IntSub, vec![a, r], b);
            }
            IntXor => {
                self.know_pure(IntXor, vec![r, b], a);
                self.know_pure(IntXor, vec![r, a], b);
            }
            // Shifting back tests for overflow.
            IntLshift if !self.bound(a).lshift_overflows(&self.bound(b)) => {
                self.know_pure(IntRshift, vec![r, b], a);
            }
            _ => {}
        }
        if matches!(op.op, IntAddOvf | IntSubOvf | IntMulOvf) {
            let plain = match op.op {
                IntAddOvf => IntAdd,
                IntSubOvf => IntSub,
                _ => IntMul,
            };
            self.know_pure(plain, vec![a, b], r);
        }
    }

    /// A variable has become narrower: so have the operands that it was computed from.
    pub fn narrow_operands(&mut self, v: Var) -> R<()> {
        use OpCode::*;
        let Some((op, args)) = self.defs[v.0 as usize].clone() else { return Ok(()) };
        let r = self.bound(v.into());
        let flag = r.constant();
        let (a, b) = match args[..] {
            [a] => (a, Arg::int(0)),
            [a, b] => (a, b),
            _ => return Ok(()),
        };
        if self.kind(a) != Kind::Int || self.kind(b) != Kind::Int {
            return Ok(());
        }
        let (ba, bb) = (self.bound(a), self.bound(b));
        self.implied(op, flag, a, b);
        match (op, flag) {
            (IntLt, Some(1)) | (IntGe, Some(0)) => self.less(a, b),
            (IntGt, Some(1)) | (IntLe, Some(0)) => self.less(b, a),
            (IntLe, Some(1)) | (IntGt, Some(0)) => self.less_or_equal(a, b),
            (IntGe, Some(1)) | (IntLt, Some(0)) => self.less_or_equal(b, a),
            (UintLt, Some(1)) | (UintGe, Some(0)) => self.unsigned_less(a, b, 1),
            (UintGt, Some(1)) | (UintLe, Some(0)) => self.unsigned_less(b, a, 1),
            (UintLe, Some(1)) | (UintGt, Some(0)) => self.unsigned_less(a, b, 0),
            (UintGe, Some(1)) | (UintLt, Some(0)) => self.unsigned_less(b, a, 0),
            (IntEq, Some(1)) | (IntNe, Some(0)) => {
                self.narrow_further(a, &bb)?;
                self.narrow_further(b, &ba)
            }
            (IntEq, Some(0)) | (IntNe, Some(1)) => {
                if let Some(c) = bb.constant() {
                    self.differs(a, c)?;
                }
                if let Some(c) = ba.constant() {
                    self.differs(b, c)?;
                }
                Ok(())
            }
            (IntIsZero, Some(1)) | (IntIsTrue, Some(0)) => self.narrow_further(a, &IntBound::exact(0)),
            (IntIsZero, Some(0)) | (IntIsTrue, Some(1)) => self.differs(a, 0),
            (IntAddOverflows, Some(0)) => self.exact_result(IntAdd, &args, ba.add_exact(&bb)),
            (IntSubOverflows, Some(0)) => self.exact_result(IntSub, &args, ba.sub_exact(&bb)),
            (IntMulOverflows, Some(0)) => self.exact_result(IntMul, &args, ba.mul_exact(&bb)),
            (IntAdd | IntAddOvf, _) => {
                self.narrow_further(a, &r.sub(&bb))?;
                let ba = self.bound(a);
                self.narrow_further(b, &r.sub(&ba))
            }
            (IntSub | IntSubOvf, _) => {
                self.narrow_further(a, &r.add(&bb))?;
                let ba = self.bound(a);
                self.narrow_further(b, &ba.sub(&r))
            }
            (IntNeg, _) => self.narrow_further(a, &r.neg()),
            (IntInvert, _) => self.narrow_further(a, &r.invert()),
            (IntXor, _) => {
                self.narrow_further(a, &r.xor(&bb))?;
                self.narrow_further(b, &r.xor(&ba))
            }
            (IntAnd, _) => {
                // A one in the result is one in both; a zero against a known one is a zero.
                self.narrow_further(a, &IntBound::with_bits(r.ones(), r.zeros() & bb.ones()))?;
                self.narrow_further(b, &IntBound::with_bits(r.ones(), r.zeros() & ba.ones()))
            }
            (IntOr, _) => {
                self.narrow_further(a, &IntBound::with_bits(r.ones() & bb.zeros(), r.zeros()))?;
                self.narrow_further(b, &IntBound::with_bits(r.ones() & ba.zeros(), r.zeros()))
            }
            (IntLshift, _) if !ba.lshift_overflows(&bb) => self.narrow_further(a, &r.rshift(&bb)),
            (IntRshift, _) if (0..64).contains(&bb.lower) && bb.constant().is_some() => {
                let c = bb.lower as u32;
                // The bits that are shifted out may be anything.
                let low = r.lower.checked_mul(1i64.checked_shl(c).unwrap_or(0));
                let fits = |v: i64| v << c >> c == v;
                if low.is_some() && fits(r.lower) && fits(r.upper) {
                    let upper = (r.upper << c) | ((1i64 << c) - 1);
                    return self.narrow_further(a, &IntBound::range(r.lower << c, upper));
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Comparisons of the same two that are decided as well, whatever the bounds.
    fn implied(&mut self, op: OpCode, flag: Option<i64>, a: Arg, b: Arg) {
        use OpCode::*;
        let (a, b, less) = match (op, flag) {
            (IntLt, Some(1)) | (IntGe, Some(0)) => (a, b, IntLt),
            (IntGt, Some(1)) | (IntLe, Some(0)) => (b, a, IntLt),
            (UintLt, Some(1)) | (UintGe, Some(0)) => (a, b, UintLt),
            (UintGt, Some(1)) | (UintLe, Some(0)) => (b, a, UintLt),
            _ => return,
        };
        // An index that is below a length.
        let signed = less == IntLt || self.bound(b).nonneg();
        if signed {
            self.know_pure(IntLt, vec![a, b], Arg::int(1));
            self.know_pure(IntLe, vec![a, b], Arg::int(1));
        }
        if less == UintLt {
            self.know_pure(UintLe, vec![a, b], Arg::int(1));
        }
        self.know_pure(IntEq, vec![a, b], Arg::int(0));
        self.know_pure(IntNe, vec![a, b], Arg::int(1));
    }

    fn exact_result(&mut self, op: OpCode, args: &[Arg], b: IntBound) -> R<()> {
        match self.pure_result(op, None, args) {
            Some(r) => self.narrow_further(r, &b),
            None => Ok(()),
        }
    }
    fn narrow_further(&mut self, a: Arg, by: &IntBound) -> R<()> {
        let a = self.resolve(a);
        if self.narrowed(a, by)?
            && let Arg::Var(v) = a
        {
            self.narrow_operands(v)?;
        }
        Ok(())
    }
    fn differs(&mut self, a: Arg, c: i64) -> R<()> {
        let mut b = self.bound(a);
        if b.differs(c)? { self.narrow_further(a, &b) } else { Ok(()) }
    }
    fn less(&mut self, a: Arg, b: Arg) -> R<()> {
        let (mut x, mut y) = (self.bound(a), self.bound(b));
        if y.upper == i64::MIN || x.lower == i64::MAX {
            return invalid("nothing is less than the least number");
        }
        x.at_most(y.upper - 1)?;
        y.at_least(x.lower + 1)?;
        self.narrow_further(a, &x)?;
        self.narrow_further(b, &y)
    }
    fn less_or_equal(&mut self, a: Arg, b: Arg) -> R<()> {
        let (mut x, mut y) = (self.bound(a), self.bound(b));
        x.at_most(y.upper)?;
        y.at_least(x.lower)?;
        self.narrow_further(a, &x)?;
        self.narrow_further(b, &y)
    }
    /// `a + less <= b`, unsigned.
    fn unsigned_less(&mut self, a: Arg, b: Arg, less: i64) -> R<()> {
        let (x, y) = (self.bound(a), self.bound(b));
        if y.nonneg() {
            if y.upper < less {
                return invalid("nothing unsigned is less than zero");
            }
            self.narrow_further(a, &IntBound::range(0, y.upper - less))?;
            let x = self.bound(a);
            if x.lower > i64::MAX - less {
                return invalid("nothing is greater than the greatest number");
            }
            let mut y = y;
            y.at_least(x.lower + less)?;
            self.narrow_further(b, &y)?;
        } else if x.upper < 0 {
            // Only greater unsigned numbers are above.
            let mut y = y;
            y.at_most(-1)?;
            y.at_least(x.lower + less)?;
            self.narrow_further(b, &y)?;
        }
        Ok(())
    }
}

impl IntBound {
    /// Two facts that are both true.
    fn meet(mut self, other: &IntBound) -> IntBound {
        // They can only disagree where no value is possible; then either may be kept.
        let before = self;
        if self.intersect(other).is_err() { before } else { self }
    }
}

fn compare(op: OpCode, a: &IntBound, b: &IntBound) -> Option<bool> {
    use OpCode::*;
    match op {
        IntLt => a.lt(b),
        IntLe => a.le(b),
        IntGt => b.lt(a),
        IntGe => b.le(a),
        IntEq => a.eq(b),
        IntNe => a.eq(b).map(|e| !e),
        UintLt => a.ult(b),
        UintLe => a.ule(b),
        UintGt => b.ult(a),
        UintGe => b.ule(a),
        _ => None,
    }
}

fn overflows(op: OpCode, same: bool, a: &IntBound, b: &IntBound) -> Option<bool> {
    match op {
        OpCode::IntAddOverflows => a.add_overflows(b),
        OpCode::IntSubOverflows if same => Some(false),
        OpCode::IntSubOverflows => a.sub_overflows(b),
        _ => a.mul_overflows(b),
    }
}

/// The constant operand, if it is an integer.
pub(crate) fn int(c: Option<Const>) -> Option<i64> {
    match c {
        Some(Const::Int(v)) => Some(v),
        _ => None,
    }
}
