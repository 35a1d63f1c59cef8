//! Operations whose result depends on their operands alone: done now if those are constants, and only once otherwise.

use crate::core::{Optimizer, R};
use rpy_trace::op::{Folded, Group, fold_float, fold_int};
use rpy_trace::{Arg, Const, Descr, DescrId, Kind, Op, OpCode};
use std::collections::HashMap;

pub(crate) type PureKey = (OpCode, Option<DescrId>, Vec<Arg>);

#[derive(Default)]
pub(crate) struct Pure {
    results: HashMap<PureKey, Arg>,
    /// What has been computed, in order: for the loop after this piece.
    pub computed: Vec<PureKey>,
}

impl Optimizer<'_> {
    pub fn pure(&mut self, op: Op) -> R<Option<Op>> {
        let enabled = self.options.pure;
        if let Some(plain) = pure_call(op.op) {
            return self.pure_call(op, plain);
        }
        if op.op == OpCode::RecordKnownResult {
            self.known_result(&op);
            return Ok(None);
        }
        let group = op.op.group();
        if group == Group::Ovf {
            self.cannot_overflow = false;
        }
        if !enabled || !(group == Group::Ovf || self.is_pure(&op)) {
            return Ok(Some(op));
        }
        let constants: Option<Vec<Const>> = op.args.iter().map(|a| a.konst()).collect();
        if let Some(c) = constants
            && let Some(value) = self.evaluate(&op, &c)
        {
            let value = self.canonical(value);
            self.give(&op, Arg::Const(value))?;
            self.cannot_overflow |= group == Group::Ovf;
            return Ok(None);
        }
        if let Some(known) = self.pure_result(op.op, op.descr, &op.args) {
            self.give(&op, known)?;
            self.cannot_overflow |= group == Group::Ovf;
            return Ok(None);
        }
        Ok(Some(op))
    }

    fn pure_call(&mut self, op: Op, plain: OpCode) -> R<Option<Op>> {
        if self.options.pure {
            let constants: Option<Vec<Const>> = op.args.iter().map(|a| a.konst()).collect();
            if let (Some(args), Some(descr)) = (constants, op.descr)
                && let Some(value) = self.env.call_pure(descr, &args)
            {
                let value = self.canonical(value);
                self.give(&op, Arg::Const(value))?;
                self.removed = true;
                return Ok(None);
            }
            if let Some(known) = self.pure_result(op.op, op.descr, &op.args) {
                self.give(&op, known)?;
                self.removed = true;
                return Ok(None);
            }
            if let Some(v) = op.result {
                let args: Vec<Arg> = op.args.iter().map(|&a| self.resolve(a)).collect();
                self.pure.insert(op.op, op.descr, args, v.into());
            }
        }
        Ok(Some(Op { op: plain, ..op }))
    }

    /// The program says what a call would give.
    fn known_result(&mut self, op: &Op) {
        let Some(Descr::Call(c)) = op.descr.map(|d| self.env.descrs().get(d)) else { return };
        let call = match c.result {
            Some(Kind::Int) => OpCode::CallPureI,
            Some(Kind::Ref) => OpCode::CallPureR,
            _ => return,
        };
        if self.options.pure && c.effect.elidable() {
            let args = op.args[1..].iter().map(|&a| self.resolve(a)).collect();
            self.pure.import(call, op.descr, args, op.args[0]);
        }
    }

    /// No effect, and the same result whenever it is done in this trace.
    fn is_pure(&self, op: &Op) -> bool {
        use OpCode::*;
        // An address does not outlive a collection.
        if op.op == CastPtrToInt {
            return false;
        }
        if op.op.is_pure() || matches!(op.op, ArraylenGc | ArraylenRaw) {
            return true;
        }
        let Some(descr) = op.descr else { return false };
        match op.op {
            GetfieldRawI | GetfieldRawR | GetfieldRawF => {
                matches!(self.env.descrs().get(descr), Descr::Field(f) if f.immutable)
            }
            GetarrayitemRawI | GetarrayitemRawR | GetarrayitemRawF => {
                matches!(self.env.descrs().get(descr), Descr::Array(a) if a.immutable)
            }
            _ => false,
        }
    }

    fn evaluate(&mut self, op: &Op, args: &[Const]) -> Option<Const> {
        use OpCode::*;
        let descr = op.descr;
        match (op.op, args) {
            (ArraylenGc, [Const::Ref(r)]) => self.env.arraylen(*r, descr?).map(Const::Int),
            (GetfieldRawI | GetfieldRawR | GetfieldRawF, [Const::Int(a)]) => self.env.getfield_raw(*a, descr?),
            (PtrEq, [a, b]) => Some(Const::Int((a == b) as i64)),
            (PtrNe, [a, b]) => Some(Const::Int((a != b) as i64)),
            _ => fold(op.op, args),
        }
    }

    /// The variable that already holds this.
    pub fn pure_result(&mut self, op: OpCode, descr: Option<DescrId>, args: &[Arg]) -> Option<Arg> {
        let mut args: Vec<Arg> = args.iter().map(|&a| self.resolve(a)).collect();
        order(op, &mut args);
        let known = *self.pure.results.get(&(op, descr, args))?;
        self.take(known)
    }
    /// Says what an operation would give, without doing it.
    pub fn know_pure(&mut self, op: OpCode, args: Vec<Arg>, result: Arg) {
        if self.options.pure {
            let mut args: Vec<Arg> = args.into_iter().map(|a| self.resolve(a)).collect();
            order(op, &mut args);
            self.pure.results.entry((op, None, args)).or_insert(result);
        }
    }
    pub fn learn_pure(&mut self, op: &Op) {
        if let Some(v) = op.result
            && self.options.pure
            && (op.op.group() == Group::Ovf || self.is_pure(op))
        {
            self.pure.insert(op.op, op.descr, op.args.clone(), v.into());
        }
    }
}

impl Pure {
    pub fn insert(&mut self, op: OpCode, descr: Option<DescrId>, mut args: Vec<Arg>, result: Arg) {
        order(op, &mut args);
        let key = (op, descr, args);
        self.computed.push(key.clone());
        self.results.insert(key, result);
    }
    /// Without noting it for the next piece.
    pub fn import(&mut self, op: OpCode, descr: Option<DescrId>, mut args: Vec<Arg>, result: Arg) {
        order(op, &mut args);
        self.results.entry((op, descr, args)).or_insert(result);
    }
    pub fn get(&self, key: &PureKey) -> Option<Arg> {
        self.results.get(key).copied()
    }
}

/// `a + b` and `b + a` are found alike.
fn order(op: OpCode, args: &mut [Arg]) {
    if op.commutative()
        && let [a, b] = args
        && *a > *b
    {
        std::mem::swap(a, b);
    }
}

/// A pure operation on constants.
pub(crate) fn fold(op: OpCode, args: &[Const]) -> Option<Const> {
    let bits = |c: &Const| match c {
        Const::Int(v) => Some(*v as u64),
        Const::Float(b) => Some(*b),
        _ => None,
    };
    let a = bits(args.first()?)?;
    let b = match args.get(1) {
        Some(c) => bits(c)?,
        None => 0,
    };
    let floats = op.result() == Some(rpy_trace::Kind::Float) || args.iter().any(|c| matches!(c, Const::Float(_)));
    if floats {
        fold_float(op, a, b).map(|f| match f {
            Folded::Int(v) => Const::Int(v),
            Folded::Float(f) => Const::Float(f.to_bits()),
        })
    } else {
        fold_int(op, a as i64, b as i64).map(Const::Int)
    }
}

/// A call whose result may stand for later calls is an ordinary one for the backend.
pub(crate) fn pure_call(op: OpCode) -> Option<OpCode> {
    Some(match op {
        OpCode::CallPureI => OpCode::CallI,
        OpCode::CallPureR => OpCode::CallR,
        OpCode::CallPureF => OpCode::CallF,
        _ => return None,
    })
}
