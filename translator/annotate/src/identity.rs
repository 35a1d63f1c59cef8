//! Identity: `x is None`, `type(x) is C`, `type(x) == C`, and what they tell of x.

use crate::Annotator;
use crate::model::*;
use rpy_ir::{Const, Operand, Operation};
use std::rc::Rc;

impl Annotator<'_> {
    pub(crate) fn is(&mut self, op: &Operation, args: &[SomeValue]) -> SomeValue {
        let none = |s: &SomeValue| matches!(s.kind, Kind::None);
        for (i, j) in [(0, 1), (1, 0)] {
            if none(&args[j]) {
                // What a branch says is told even where it is no news yet: the variable may grow later, and the blocks behind
                // the branch may be looked at before it.
                let mut result = match &op.args[i] {
                    Operand::Var(v) => {
                        self.knowing(vec![(*v, SomeValue::none())], vec![(*v, args[i].with_none(false))])
                    }
                    Operand::Const(_) => SomeValue::bool(),
                };
                if none(&args[i]) {
                    result.konst = Some(Const::Bool(true));
                } else if !args[i].can_be_none() && !matches!(args[i].kind, Kind::Low(_)) {
                    result.konst = Some(Const::Bool(false));
                }
                return result;
            }
        }
        if let Some(result) = self.is_class(args) {
            return result;
        }
        if let (Some(a), Some(b)) = (&args[0].konst, &args[1].konst)
            && matches!((&args[0].kind, &args[1].kind), (Kind::Pbc { .. }, Kind::Pbc { .. }) | (Kind::Bool, Kind::Bool))
        {
            let same = a == b || self.one_low_type(a, b);
            return SomeValue::with_const(Kind::Bool, Const::Bool(same));
        }
        SomeValue::bool()
    }

    /// `type(x) is C`: behind it x is an instance of C.
    fn is_class(&mut self, args: &[SomeValue]) -> Option<SomeValue> {
        let of = |s: &SomeValue| s.known.as_ref().and_then(|k| k.class_of);
        let mut told = vec![];
        for (s, other) in [(&args[0], &args[1]), (&args[1], &args[0])] {
            let (Some(v), Kind::Pbc { set, .. }) = (of(s), &other.kind) else { continue };
            let (g, b, _) = self.place;
            let x = self.refined(g, b, v);
            let Kind::Instance { class, .. } = x.kind else { continue };
            let classes = set.iter().filter_map(|d| match d {
                Desc::Class(c) if self.defs.is_subclass(*c, class) => Some(*c),
                _ => None,
            });
            let common =
                classes.collect::<Vec<_>>().into_iter().reduce(|a, c| self.defs.common_base(a, c).unwrap_or(class));
            let Some(common) = common else {
                // None of them is x's class, or below it.
                return Some(SomeValue::with_const(Kind::Bool, Const::Bool(false)));
            };
            let kind = Kind::Instance { class: common, can_be_none: false };
            told.push((v, SomeValue { konst: x.konst, ..SomeValue::new(kind) }));
        }
        (!told.is_empty()).then(|| self.knowing(told, vec![]))
    }
}

/// The class of what an operand is.
pub(crate) fn class_of(class: SomeValue, of: &Operand) -> SomeValue {
    match of {
        Operand::Var(v) => {
            let known = Known { class_of: Some(*v), ..Known::default() };
            SomeValue { known: Some(Rc::new(known)), ..class }
        }
        Operand::Const(_) => class,
    }
}
