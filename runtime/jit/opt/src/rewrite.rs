//! Operations that are equal to one of their operands, to a constant, or to a cheaper operation.

use crate::bound::IntBound;
use crate::core::{Optimizer, R, invalid};
use crate::intbounds::int;
use rpy_trace::{Arg, Const, Op, OpCode};

impl Optimizer<'_> {
    pub fn rewrite(&mut self, op: Op) -> R<Option<Op>> {
        use OpCode::*;
        if op.op.is_guard() {
            return self.guard(op);
        }
        if self.inverse_known(&op)? {
            return Ok(None);
        }
        match op.op {
            IntAdd | IntSub | IntMul | IntAnd | IntOr | IntXor | IntLshift | IntRshift | UintRshift => self.integer(op),
            IntTruncdiv | IntTruncmod | UintTruncdiv | UintTruncmod => self.division(op),
            IntSubOverflows | IntSubOvf => match int(op.args[1].konst()).and_then(i64::checked_neg) {
                Some(c) if op.args[0].konst().is_none() => {
                    let sum = if op.op == IntSubOvf { IntAddOvf } else { IntAddOverflows };
                    self.again(Op { op: sum, args: vec![op.args[0], Arg::int(c)], ..op })
                }
                _ => Ok(Some(op)),
            },
            IntSignext => {
                let size = self.constant_int(op.args[1]).unwrap_or(8).clamp(1, 8) as u8;
                if IntBound::of_size(size, true).includes(&self.bound(op.args[0])) {
                    return self.equal_to(&op, op.args[0]);
                }
                Ok(Some(op))
            }
            IntForceGeZero if self.bound(op.args[0]).nonneg() => self.equal_to(&op, op.args[0]),
            IntNeg | IntInvert | FloatNeg => match self.def(op.args[0]) {
                Some((same, args)) if same == op.op => self.equal_to(&op, args[0]),
                _ => Ok(Some(op)),
            },
            FloatAbs => match self.def(op.args[0]) {
                Some((FloatAbs, _)) => self.equal_to(&op, op.args[0]),
                Some((FloatNeg, args)) => self.again(Op { args, ..op }),
                _ => Ok(Some(op)),
            },
            FloatMul | FloatTruediv => self.float(op),
            IntIsTrue if self.bound(op.args[0]).is_bool() => self.equal_to(&op, op.args[0]),
            IntIsTrue | IntIsZero => self.truth(op),
            IntEq | IntNe => self.flag_compared(op),
            PtrEq | PtrNe => self.pointers(op),
            ConvertFloatBytesToLonglong => self.undone_by(op, ConvertLonglongBytesToFloat),
            ConvertLonglongBytesToFloat => self.undone_by(op, ConvertFloatBytesToLonglong),
            SameAsI | SameAsR | SameAsF => self.equal_to(&op, op.args[0]),
            GetfieldGcI => self.typeptr(op),
            CondCallValueI | CondCallValueR => self.conditional_value(op),
            CondCallN => match self.bound(op.args[0]).constant() {
                Some(0) => {
                    self.removed = true;
                    Ok(None)
                }
                Some(_) => self.again(Op { op: CallN, args: op.args[1..].to_vec(), ..op }),
                None => Ok(Some(op)),
            },
            ArrayCopy if self.constant_int(op.args[4]) == Some(0) => Ok(None),
            ArrayClear if self.constant_int(op.args[2]) == Some(0) => Ok(None),
            _ => self.required(op),
        }
    }

    /// What is done even if nothing is rewritten.
    pub fn required(&mut self, op: Op) -> R<Option<Op>> {
        use OpCode::*;
        match op.op {
            GuardFutureCondition => {
                self.patch = op.guard.map(|g| g.snapshot);
                Ok(None)
            }
            GuardNoException | GuardNotForced if self.removed => Ok(None),
            // The call that is gone did not raise where its result was computed.
            GuardException if self.removed => invalid("guard_exception after a call that does not raise"),
            GuardNoOverflow if self.cannot_overflow => Ok(None),
            GuardOverflow if self.cannot_overflow => invalid("guard_overflow after what cannot overflow"),
            GuardTrue | GuardFalse | GuardValue if op.args[0].konst().is_some() => self.guard(op),
            GuardNonnull | GuardIsnull | GuardClass | GuardNonnullClass
                if op.args[0].konst().is_some() || self.is_virtual(op.args[0]) =>
            {
                self.guard(op)
            }
            RecordExactClass => {
                if let Some(class) = self.constant_int(op.args[1])
                    && let Some(info) = self.ptr_mut(op.args[0])
                {
                    info.nonnull = true;
                    info.class = Some(class);
                }
                Ok(None)
            }
            RecordExactValueI | RecordExactValueR => {
                if let (Arg::Var(v), Some(c)) = (op.args[0], self.constant(op.args[1])) {
                    self.make_constant(v, c)?;
                }
                Ok(None)
            }
            PtrEq | PtrNe if op.args.iter().any(|&a| self.is_virtual(a)) => self.pointers(op),
            CallLoopinvariantI | CallLoopinvariantR | CallLoopinvariantF => self.invariant_call(op),
            _ => Ok(Some(op)),
        }
    }

    pub fn def(&self, a: Arg) -> Option<(OpCode, Vec<Arg>)> {
        let v = self.resolve(a).var()?;
        let (op, args) = self.defs[v.0 as usize].as_ref()?;
        Some((*op, args.iter().map(|&a| self.resolve(a)).collect()))
    }
    fn equal_to(&mut self, op: &Op, value: Arg) -> R<Option<Op>> {
        self.give(op, value)?;
        Ok(None)
    }
    fn constant_result(&mut self, op: &Op, value: i64) -> R<Option<Op>> {
        self.equal_to(op, Arg::int(value))
    }
    /// The operation is another one.
    fn again(&mut self, op: Op) -> R<Option<Op>> {
        self.send(op)?;
        Ok(None)
    }

    /// A comparison whose opposite has been decided, or that was made with exchanged operands.
    fn inverse_known(&mut self, op: &Op) -> R<bool> {
        let [a, b] = op.args[..] else {
            let Some(inverse) = op.op.inverse() else { return Ok(false) };
            return self.opposite(op, inverse, &op.args);
        };
        if let Some(inverse) = op.op.inverse()
            && self.opposite(op, inverse, &[a, b])?
        {
            return Ok(true);
        }
        let Some(swapped) = op.op.swapped() else { return Ok(false) };
        if let Some(known) = self.pure_result(swapped, None, &[b, a]) {
            self.give(op, known)?;
            return Ok(true);
        }
        match swapped.inverse() {
            Some(inverse) => self.opposite(op, inverse, &[b, a]),
            None => Ok(false),
        }
    }
    fn opposite(&mut self, op: &Op, inverse: OpCode, args: &[Arg]) -> R<bool> {
        if let Some(known) = self.pure_result(inverse, None, args)
            && let Some(flag) = self.bound(known).constant()
        {
            self.give_int(op, 1 - flag)?;
            return Ok(true);
        }
        Ok(false)
    }

    fn integer(&mut self, op: Op) -> R<Option<Op>> {
        use OpCode::*;
        let (mut a, mut b) = (op.args[0], op.args[1]);
        // A constant comes last.
        if op.op.commutative() && a.konst().is_some() && b.konst().is_none() {
            (a, b) = (b, a);
        }
        let op = Op { args: vec![a, b], ..op };
        let (ka, kb) = (int(a.konst()), int(b.konst()));
        if ka.is_some() && kb.is_some() {
            return Ok(Some(op));
        }
        let (ba, bb) = (self.bound(a), self.bound(b));
        match (op.op, kb) {
            (IntAdd | IntSub | IntOr | IntXor | IntLshift | IntRshift | UintRshift, Some(0)) => {
                return self.equal_to(&op, a);
            }
            (IntSub, Some(c)) => return self.again(Op { op: IntAdd, args: vec![a, Arg::int(c.wrapping_neg())], ..op }),
            (IntMul | IntAnd, Some(0)) => return self.constant_result(&op, 0),
            (IntMul, Some(1)) | (IntAnd, Some(-1)) => return self.equal_to(&op, a),
            (IntMul, Some(-1)) => return self.again(Op { op: IntNeg, args: vec![a], ..op }),
            (IntMul, Some(c)) if c > 0 && c & (c - 1) == 0 => {
                let shift = Arg::int(c.trailing_zeros() as i64);
                return self.again(Op { op: IntLshift, args: vec![a, shift], ..op });
            }
            (IntOr, Some(-1)) => return self.constant_result(&op, -1),
            (IntXor, Some(-1)) => return self.again(Op { op: IntInvert, args: vec![a], ..op }),
            _ => {}
        }
        match op.op {
            IntAdd => {
                // Constants that are added one after the other.
                if let (Some(c), Some((IntAdd, args))) = (kb, self.def(a))
                    && let Some(d) = int(args[1].konst())
                {
                    return self.again(Op { args: vec![args[0], Arg::int(d.wrapping_add(c))], ..op });
                }
                // Without common bits a sum is an "or", whose bits are known better.
                if kb.is_none() && ba.zeros() | bb.zeros() == !0 {
                    return self.again(Op { op: IntOr, ..op });
                }
            }
            IntSub => {
                if a == b {
                    return self.constant_result(&op, 0);
                }
                if ka == Some(0) {
                    return self.again(Op { op: IntNeg, args: vec![b], ..op });
                }
            }
            IntAnd => {
                // Every bit that the mask could clear is zero already.
                if a == b || ba.zeros() | bb.ones() == !0 {
                    return self.equal_to(&op, a);
                }
                if bb.zeros() | ba.ones() == !0 {
                    return self.equal_to(&op, b);
                }
                if ba.zeros() | bb.zeros() == !0 {
                    return self.constant_result(&op, 0);
                }
                if let (Some(c), Some((IntAnd, args))) = (kb, self.def(a))
                    && let Some(d) = int(args[1].konst())
                {
                    return self.again(Op { args: vec![args[0], Arg::int(c & d)], ..op });
                }
                if let Some(sum) = self.low_bits(a, kb) {
                    let (op_sum, v) = self.make(IntAdd, sum, None);
                    self.send(op_sum)?;
                    let sum = v.map_or(a, Arg::Var);
                    return self.again(Op { args: vec![sum, b], ..op });
                }
            }
            IntOr => {
                if a == b || ba.ones() | bb.zeros() == !0 {
                    return self.equal_to(&op, a);
                }
                if bb.ones() | ba.zeros() == !0 {
                    return self.equal_to(&op, b);
                }
            }
            IntXor => {
                if a == b {
                    return self.constant_result(&op, 0);
                }
                if let (Some(c), Some((IntXor, args))) = (kb, self.def(a))
                    && let Some(d) = int(args[1].konst())
                {
                    return self.again(Op { args: vec![args[0], Arg::int(c ^ d)], ..op });
                }
            }
            IntLshift | IntRshift | UintRshift => {
                if ka == Some(0) {
                    return self.constant_result(&op, 0);
                }
                if op.op == IntRshift && ka == Some(-1) {
                    return self.constant_result(&op, -1);
                }
                if let Some(c) = kb {
                    if !(0..64).contains(&c) {
                        return self.again(Op { args: vec![a, Arg::int(c & 63)], ..op });
                    }
                    return self.shift(op, a, c);
                }
            }
            _ => {}
        }
        Ok(Some(op))
    }

    /// The low bits of a sum come from the low bits of what is added: a mask in between that leaves those is of no use.
    fn low_bits(&self, a: Arg, mask: Option<i64>) -> Option<Vec<Arg>> {
        let mask = mask.filter(|&m| m > 0 && m & (m + 1) == 0)?;
        let (OpCode::IntAdd, args) = self.def(a)? else { return None };
        let (OpCode::IntAnd, inner) = self.def(args[0])? else { return None };
        (int(inner[1].konst())? & mask == mask).then(|| vec![inner[0], args[1]])
    }

    /// Shifts by constants, one after the other.
    fn shift(&mut self, op: Op, a: Arg, c: i64) -> R<Option<Op>> {
        use OpCode::*;
        if op.op == IntRshift && self.bound(a).rshift(&IntBound::exact(c)).constant().is_some() {
            let all = self.bound(a).rshift(&IntBound::exact(c)).constant().unwrap_or(0);
            return self.constant_result(&op, all);
        }
        let Some((inner, args)) = self.def(a) else { return Ok(Some(op)) };
        let Some(d) = args.get(1).and_then(|d| int(d.konst())).filter(|d| (0..64).contains(d)) else {
            return Ok(Some(op));
        };
        match (inner, op.op) {
            (IntLshift, IntLshift) | (UintRshift, UintRshift) if c + d >= 64 => self.constant_result(&op, 0),
            (IntRshift, IntRshift) => self.again(Op { args: vec![args[0], Arg::int((c + d).min(63))], ..op }),
            (IntLshift, IntLshift) | (UintRshift, UintRshift) => {
                self.again(Op { args: vec![args[0], Arg::int(c + d)], ..op })
            }
            (IntLshift, UintRshift) if c == d => {
                let mask = (!0u64 >> c) as i64;
                self.again(Op { op: IntAnd, args: vec![args[0], Arg::int(mask)], ..op })
            }
            (IntRshift | UintRshift, IntLshift) if c == d => {
                let mask = (!0u64 << c) as i64;
                self.again(Op { op: IntAnd, args: vec![args[0], Arg::int(mask)], ..op })
            }
            _ => Ok(Some(op)),
        }
    }

    fn division(&mut self, op: Op) -> R<Option<Op>> {
        use OpCode::*;
        let Some(c) = int(op.args[1].konst()).filter(|&c| c != 0) else { return Ok(Some(op)) };
        let a = op.args[0];
        let ba = self.bound(a);
        let power = c > 0 && c & (c - 1) == 0;
        let shift = Arg::int(c.trailing_zeros() as i64);
        match op.op {
            _ if a.konst().is_some() => Ok(Some(op)),
            IntTruncdiv | UintTruncdiv if c == 1 => self.equal_to(&op, a),
            IntTruncmod | UintTruncmod if c == 1 => self.constant_result(&op, 0),
            IntTruncmod if c == -1 => self.constant_result(&op, 0),
            IntTruncdiv if c == -1 => self.again(Op { op: IntNeg, args: vec![a], ..op }),
            IntTruncdiv if power && ba.nonneg() => self.again(Op { op: IntRshift, args: vec![a, shift], ..op }),
            UintTruncdiv if power => self.again(Op { op: UintRshift, args: vec![a, shift], ..op }),
            IntTruncmod if power && ba.nonneg() => self.again(Op { op: IntAnd, args: vec![a, Arg::int(c - 1)], ..op }),
            UintTruncmod if power => self.again(Op { op: IntAnd, args: vec![a, Arg::int(c - 1)], ..op }),
            IntTruncmod | UintTruncmod if c > 0 && ba.nonneg() && ba.upper < c => self.equal_to(&op, a),
            IntTruncdiv | UintTruncdiv if c > 0 && ba.nonneg() && ba.upper < c => self.constant_result(&op, 0),
            _ => Ok(Some(op)),
        }
    }

    fn float(&mut self, op: Op) -> R<Option<Op>> {
        let value = |a: Arg| match a {
            Arg::Const(Const::Float(bits)) => Some(f64::from_bits(bits)),
            _ => None,
        };
        let (a, b) = (op.args[0], op.args[1]);
        if op.op == OpCode::FloatTruediv {
            // Times the reciprocal, if that is exact: of powers of two that are neither tiny nor huge.
            if let Some(d) = value(b) {
                let mantissa = d.to_bits() & ((1 << 52) - 1);
                let reciprocal = 1.0 / d;
                if mantissa == 0 && d.is_normal() && reciprocal.is_normal() {
                    let factor = Arg::Const(Const::Float(reciprocal.to_bits()));
                    return self.again(Op { op: OpCode::FloatMul, args: vec![a, factor], ..op });
                }
            }
            return Ok(Some(op));
        }
        for (x, y) in [(a, b), (b, a)] {
            if value(x) == Some(1.0) {
                return self.equal_to(&op, y);
            }
            if value(x) == Some(-1.0) {
                return self.again(Op { op: OpCode::FloatNeg, args: vec![y], ..op });
            }
        }
        Ok(Some(op))
    }

    fn truth(&mut self, op: Op) -> R<Option<Op>> {
        let want = op.op == OpCode::IntIsTrue;
        if let Some(nonnull) = self.nonnull(op.args[0]) {
            return self.constant_result(&op, (nonnull == want) as i64);
        }
        // Of a comparison it is the comparison's opposite.
        if !want && self.bound(op.args[0]).is_bool() {
            return self.negated(op);
        }
        Ok(Some(op))
    }
    fn negated(&mut self, op: Op) -> R<Option<Op>> {
        match self.def(op.args[0]) {
            Some((inner, args)) if inner.inverse().is_some() => {
                let inverse = inner.inverse().unwrap_or(inner);
                self.again(Op { op: inverse, args, descr: None, ..op })
            }
            _ => Ok(Some(op)),
        }
    }
    /// A flag that is compared with a constant.
    fn flag_compared(&mut self, op: Op) -> R<Option<Op>> {
        let (a, b) = match (op.args[0].konst(), op.args[1].konst()) {
            (Some(_), None) => (op.args[1], op.args[0]),
            _ => (op.args[0], op.args[1]),
        };
        let Some(c) = int(b.konst()).filter(|_| a.konst().is_none()) else { return Ok(Some(op)) };
        if c == 0 {
            let test = if op.op == OpCode::IntEq { OpCode::IntIsZero } else { OpCode::IntIsTrue };
            return self.again(Op { op: test, args: vec![a], ..op });
        }
        if c == 1 && self.bound(a).is_bool() {
            let test = if op.op == OpCode::IntEq { OpCode::IntIsTrue } else { OpCode::IntIsZero };
            return self.again(Op { op: test, args: vec![a], ..op });
        }
        Ok(Some(op))
    }

    fn pointers(&mut self, op: Op) -> R<Option<Op>> {
        let equal = op.op == OpCode::PtrEq;
        let (a, b) = (op.args[0], op.args[1]);
        if a == b {
            return self.constant_result(&op, equal as i64);
        }
        if self.is_virtual(a) || self.is_virtual(b) {
            return self.constant_result(&op, !equal as i64);
        }
        for (x, y) in [(a, b), (b, a)] {
            if x == Arg::Const(Const::Null)
                && let Some(nonnull) = self.nonnull(y)
            {
                return self.constant_result(&op, (nonnull != equal) as i64);
            }
        }
        // Two nulls are equal whatever they could be otherwise.
        let one_exists = self.nonnull(a) == Some(true) || self.nonnull(b) == Some(true);
        if one_exists && self.cannot_alias(a, b) {
            return self.constant_result(&op, !equal as i64);
        }
        Ok(Some(op))
    }

    fn undone_by(&mut self, op: Op, inverse: OpCode) -> R<Option<Op>> {
        match self.def(op.args[0]) {
            Some((o, args)) if o == inverse => self.equal_to(&op, args[0]),
            _ => Ok(Some(op)),
        }
    }

    /// The class of an object whose class is known.
    fn typeptr(&mut self, op: Op) -> R<Option<Op>> {
        let is_typeptr = op.descr.and_then(|d| self.env.descrs().field(d)).is_some_and(|f| f.is_typeptr);
        if is_typeptr && let Some(class) = self.class_of(op.args[0]) {
            return self.constant_result(&op, class);
        }
        Ok(Some(op))
    }

    fn conditional_value(&mut self, op: Op) -> R<Option<Op>> {
        match self.nonnull(op.args[0]) {
            Some(true) => {
                self.removed = true;
                self.equal_to(&op, op.args[0])
            }
            Some(false) => {
                let call = if op.op == OpCode::CondCallValueI { OpCode::CallPureI } else { OpCode::CallPureR };
                self.again(Op { op: call, args: op.args[1..].to_vec(), ..op })
            }
            None => Ok(Some(op)),
        }
    }

    fn invariant_call(&mut self, op: Op) -> R<Option<Op>> {
        use OpCode::*;
        let function = op.args[0];
        if let Some((known, _)) = self.invariant.get(&function).copied()
            && let Some(known) = self.take(known)
        {
            self.give(&op, known)?;
            self.removed = true;
            return Ok(None);
        }
        if let (Some(v), Some(d)) = (op.result, op.descr) {
            self.invariant.insert(function, (v.into(), d));
        }
        let plain = match op.op {
            CallLoopinvariantI => CallI,
            CallLoopinvariantR => CallR,
            _ => CallF,
        };
        Ok(Some(Op { op: plain, ..op }))
    }
}
