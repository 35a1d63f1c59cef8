//! One guard for several: a check of an index that is made later may imply earlier ones, if it is made in their place.
//!
//! `x + 1 != n`, `x + 2 != n`, `x + 3 < n` are all true if the last one is, where sums do not wrap. So the first guard checks
//! the last condition, and the others are gone. If that fails, the interpreter goes on at the first guard: perhaps earlier than
//! it had to, which is never wrong. (The vectorizer of RPython does this to index guards of loops.)

use crate::bound::IntBound;
use crate::core::Optimizer;
use rpy_trace::{Arg, Op, OpCode, Tagged, Var};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

/// More guards than this on one variable are not looked at.
const MOST_CHECKS: usize = 64;
/// With fewer that it implies, a guard stays where it is, unless the one comes just before: to leave early is not worth it.
const FEWEST_IMPLIED: usize = 2;

/// What a guard checks of a sum.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Check {
    /// It is not 0.
    Nonzero,
    /// It is not this.
    Differs(Arg),
    /// As unsigned numbers it is less than this.
    Below(Arg),
}

/// A guard on the sum of a variable and a constant.
struct Checked {
    /// Index of the guard in the output.
    at: usize,
    check: Check,
    /// What is added to the variable.
    offset: i64,
    /// Of the variable, before the guard.
    bound: IntBound,
}

impl Checked {
    /// Whether it is true of all values of the variable from `low` to `high` for which `variable + offset < limit` is.
    fn implied(&self, (low, high): (i64, i64), limit: Arg, offset: i64) -> bool {
        let (Some(low), Some(high)) = (low.checked_add(self.offset), high.checked_add(self.offset)) else {
            return false;
        };
        match self.check {
            Check::Nonzero => low > 0 || high < 0,
            Check::Differs(other) => other == limit && self.offset <= offset,
            Check::Below(other) => other == limit && self.offset <= offset && low >= 0,
        }
    }
}

/// What is to be changed in the output when it is complete.
#[derive(Default)]
pub(crate) struct Strengthened {
    /// By variable, in the order of the output.
    groups: HashMap<Var, Vec<Checked>>,
    /// Operations before the one with this index.
    inserted: BTreeMap<usize, Vec<Op>>,
    dropped: BTreeSet<usize>,
    /// By guard: the values of its frames that are its flag, which is known where it fails.
    decided: HashMap<usize, Vec<(usize, usize)>>,
}

impl Strengthened {
    /// Says which values of the frames of a guard, which will be at this index, are its flag.
    pub fn decide(&mut self, at: usize, values: Vec<(usize, usize)>) {
        if !values.is_empty() {
            self.decided.insert(at, values);
        }
    }

    /// The output with its changes.
    pub fn apply(&self, ops: Vec<Op>) -> Vec<Op> {
        if self.dropped.is_empty() && self.inserted.is_empty() {
            return ops;
        }
        let mut all = Vec::with_capacity(ops.len());
        for (i, op) in ops.into_iter().enumerate() {
            all.extend(self.inserted.get(&i).into_iter().flatten().cloned());
            if !self.dropped.contains(&i) {
                all.push(op);
            }
        }
        all
    }
}

impl Optimizer<'_> {
    /// A guard on its way to the output. True if an earlier one does its work now.
    pub fn strengthens(&mut self, guard: &Op) -> bool {
        if !self.may_replace || !self.options.intbounds {
            return false;
        }
        let Some((x, check, offset)) = self.check_of(guard) else { return false };
        if let Check::Below(limit) = check
            && self.moved(x, limit, offset)
        {
            return true;
        }
        let (at, bound) = (self.out.len(), self.bound(x.into()));
        let checks = self.strengthened.groups.entry(x).or_default();
        if checks.len() < MOST_CHECKS {
            checks.push(Checked { at, check, offset, bound });
        }
        false
    }

    /// From now on guards in the output stay as they are.
    pub fn settle_guards(&mut self) {
        self.may_replace = false;
        let out = std::mem::take(&mut self.out);
        self.out = std::mem::take(&mut self.strengthened).apply(out);
    }

    /// What a guard checks: of which variable, and what is added to that.
    fn check_of(&self, guard: &Op) -> Option<(Var, Check, i64)> {
        use OpCode::*;
        let holds = match guard.op {
            GuardTrue => true,
            GuardFalse => false,
            _ => return None,
        };
        let (op, args) = self.def(*guard.args.first()?)?;
        let (sum, check) = match (op, holds) {
            (IntIsZero, false) | (IntIsTrue, true) => (args[0], Check::Nonzero),
            (IntEq, false) | (IntNe, true) if self.constant_int(args[1]) == Some(0) => (args[0], Check::Nonzero),
            (IntEq, false) | (IntNe, true) => (args[0], Check::Differs(args[1])),
            (UintGe, false) | (UintLt, true) => (args[0], Check::Below(args[1])),
            (UintLe, false) | (UintGt, true) => (args[1], Check::Below(args[0])),
            _ => return None,
        };
        let (x, offset) = self.offset(sum);
        Some((x.var()?, check, offset))
    }

    /// Makes the check `x + offset < limit` at the first of the guards that it implies.
    fn moved(&mut self, x: Var, limit: Arg, offset: i64) -> bool {
        let Some((first, others)) = self.implied_by(x, limit, offset) else { return false };
        let mut inserted = vec![];
        let args = vec![x.into(), Arg::int(offset)];
        let sum = match self.out[..first].iter().find(|op| op.op == OpCode::IntAdd && op.args == args) {
            _ if offset == 0 => Some(x),
            Some(op) => op.result,
            None => {
                let (sum, s) = self.make(OpCode::IntAdd, args, None);
                inserted.push(sum);
                s
            }
        };
        let (compare, flag) = self.make(OpCode::UintLt, vec![sum.unwrap_or(x).into(), limit], None);
        inserted.push(compare);
        let Some(flag) = flag else { return false };
        self.keep_flag(first);
        (self.out[first].op, self.out[first].args) = (OpCode::GuardTrue, vec![flag.into()]);
        self.strengthened.inserted.insert(first, inserted);
        self.strengthened.dropped.extend(&others);
        if let Some(checks) = self.strengthened.groups.get_mut(&x) {
            checks.retain(|c| !others.contains(&c.at));
            for c in checks.iter_mut().filter(|c| c.at == first) {
                (c.check, c.offset) = (Check::Below(limit), offset);
            }
        }
        true
    }

    /// A guard that will fail for another reason too: its own flag may be either then, and the exit stores it.
    fn keep_flag(&mut self, at: usize) {
        let (Some(values), Some(flag)) =
            (self.strengthened.decided.remove(&at), self.out[at].args.first().and_then(|a| a.var()))
        else {
            return;
        };
        let Some(guard) = self.out[at].guard.as_mut() else { return };
        let stored = guard.fail_args.iter().position(|&v| v == flag).unwrap_or_else(|| {
            guard.fail_args.push(flag);
            guard.fail_args.len() - 1
        });
        let mut resume = (*guard.resume).clone();
        for (frame, i) in values {
            Rc::make_mut(&mut resume.frames[frame]).values[i] = Tagged::Stored(stored as u32);
        }
        guard.resume = Rc::new(resume);
    }

    /// The guards in the output that the check implies if it is made at the first of them.
    fn implied_by(&self, x: Var, limit: Arg, offset: i64) -> Option<(usize, Vec<usize>)> {
        let checks = self.strengthened.groups.get(&x)?;
        let most = Some(self.bound(limit)).filter(|b| b.nonneg())?.upper.saturating_sub(1);
        (0..checks.len()).find_map(|i| {
            let (bound, at) = (checks[i].bound, checks[i].at);
            // Where the check is true, as the sum does not wrap.
            let (from, to) = (bound.lower.checked_add(offset)?, bound.upper.checked_add(offset)?);
            let values = (from.max(0) - offset, to.min(most) - offset);
            let implied = checks[i..].iter().filter(|c| c.implied(values, limit, offset));
            let mut all: Vec<usize> = implied.map(|c| c.at).collect();
            let worth = all.len() >= FEWEST_IMPLIED || !self.out[at + 1..].iter().any(|op| op.op.is_guard());
            (all.first() == Some(&at) && worth && self.defined_before(limit, at)).then(|| (all.remove(0), all))
        })
    }

    fn defined_before(&self, a: Arg, at: usize) -> bool {
        a.var().is_none_or(|v| self.out[at..].iter().all(|op| op.result != Some(v)))
    }
}
