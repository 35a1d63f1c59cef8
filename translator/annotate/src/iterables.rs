//! Iteration: `iter`, `next`, and builtins and methods that take an iterable of any kind. Where there is no faster way these
//! are calls of functions of `rpython._iterables`, with a graph for each call.

use crate::Annotator;
use crate::calls::Args;
use crate::model::*;
use rpy_ir::{Diag, IntKind, Operation};
use std::rc::Rc;

/// The module of functions that do what builtins do with an iterable.
pub(crate) const MODULE: &str = "rpython._iterables";

impl Annotator<'_> {
    pub(crate) fn iter(&mut self, op: &Operation, s: &SomeValue) -> Result<SomeValue, Diag> {
        let of = Rc::new(SomeValue { known: None, ..s.clone() });
        let kind = match &s.kind {
            Kind::List { .. } | Kind::Str { .. } | Kind::Char | Kind::Range { .. } => IterKind::Items,
            Kind::Tuple(_) => IterKind::Items,
            Kind::Dict { .. } => IterKind::DictKeys,
            Kind::Iterator { .. } => return Ok(s.clone()),
            Kind::Instance { .. } => {
                let method = self.getattr_value(s, "__iter__")?;
                return self.call_internally(op, &method, &[]);
            }
            _ => {
                return Err(self.error(
                    format!("{} cannot be iterated over", self.describe(s)),
                    "iterate over a list, str, dict, range, or an instance with `__iter__`",
                ));
            }
        };
        Ok(SomeValue::new(Kind::Iterator { kind, of }))
    }

    pub(crate) fn next_of(&mut self, op: &Operation, s: &SomeValue) -> Result<SomeValue, Diag> {
        match &s.kind {
            Kind::Iterator { kind, of } => {
                self.forget_inner_calls(op);
                self.iterated(op, *kind, &of.clone())
            }
            Kind::Instance { .. } => {
                let method = self.getattr_value(s, "__next__")?;
                self.call_internally(op, &method, &[])
            }
            _ => Err(self.unsupported("next", std::slice::from_ref(s))),
        }
    }

    /// What an iterator gives.
    pub(crate) fn iterated(&mut self, op: &Operation, kind: IterKind, of: &SomeValue) -> Result<SomeValue, Diag> {
        Ok(match (kind, &of.kind) {
            (IterKind::Items | IterKind::Reversed, Kind::List { def, .. }) => self.list_item(*def),
            (IterKind::Items | IterKind::Reversed, Kind::Str { kind: StrKind::Bytes, .. }) => SomeValue::nonneg(),
            (IterKind::Items | IterKind::Reversed, Kind::Str { .. } | Kind::Char) => SomeValue::char(),
            (IterKind::Items, Kind::Tuple(items)) => {
                let mut all = SomeValue::impossible();
                for item in items.iter() {
                    all = self.made(|t| t.union(&all, item))?;
                }
                all.general()
            }
            (IterKind::Items | IterKind::Reversed, Kind::Range { .. }) => {
                SomeValue::new(Kind::Int { kind: IntKind::I64, nonneg: of.konst.is_some() })
            }
            (IterKind::Enumerate, _) => {
                let item = self.inner_next(op, of)?;
                if item.is_impossible() {
                    return Ok(item);
                }
                SomeValue::tuple(vec![SomeValue::nonneg(), item])
            }
            (IterKind::Zip, Kind::Tuple(iterators)) => {
                let mut items = vec![];
                for it in iterators.iter() {
                    items.push(self.inner_next(op, it)?);
                }
                if items.iter().any(SomeValue::is_impossible) {
                    return Ok(SomeValue::impossible());
                }
                SomeValue::tuple(items)
            }
            (IterKind::DictKeys, Kind::Dict { def, .. }) => self.dict_parts(*def).0,
            (IterKind::DictValues, Kind::Dict { def, .. }) => self.dict_parts(*def).1,
            (IterKind::DictItems, Kind::Dict { def, .. }) => {
                let (k, v) = self.dict_parts(*def);
                if k.is_impossible() || v.is_impossible() {
                    return Ok(SomeValue::impossible());
                }
                SomeValue::tuple(vec![k, v])
            }
            _ => return Err(self.unsupported("next", std::slice::from_ref(of))),
        })
    }

    /// `iter(x)` as part of an operation: of an instance a call of its own.
    pub(crate) fn inner_iter(&mut self, op: &Operation, s: &SomeValue) -> Result<SomeValue, Diag> {
        match s.kind {
            Kind::Instance { .. } => self.inner_call(op, s, "__iter__"),
            _ => self.iter(op, s),
        }
    }

    fn inner_next(&mut self, op: &Operation, s: &SomeValue) -> Result<SomeValue, Diag> {
        match &s.kind {
            Kind::Instance { .. } => self.inner_call(op, s, "__next__"),
            Kind::Iterator { kind, of } => self.iterated(op, *kind, &of.clone()),
            _ => Err(self.unsupported("next", std::slice::from_ref(s))),
        }
    }

    fn inner_call(&mut self, op: &Operation, s: &SomeValue, method: &str) -> Result<SomeValue, Diag> {
        let method = self.getattr_value(s, method)?;
        let (result, target) = self.call_value(op, &method, Args { positional: vec![], keywords: vec![] })?;
        if let Some(r) = op.result {
            self.inner_calls.entry((self.place.0, r)).or_default().push(target);
        }
        Ok(result)
    }

    /// An operation that is looked at again notes its calls again.
    pub(crate) fn forget_inner_calls(&mut self, op: &Operation) {
        if let Some(r) = op.result {
            self.inner_calls.remove(&(self.place.0, r));
        }
    }

    /// Calls a function of `rpython._iterables` with the operation's arguments.
    pub(crate) fn with_iterable(
        &mut self,
        op: &Operation,
        function: &str,
        args: &[SomeValue],
    ) -> Result<SomeValue, Diag> {
        let given = args.iter().enumerate().map(|(i, s)| (ArgSource::Arg(i), s.clone())).collect();
        self.call_helper(op, function, given)
    }

    pub(crate) fn call_helper(
        &mut self,
        op: &Operation,
        function: &str,
        given: Vec<(ArgSource, SomeValue)>,
    ) -> Result<SomeValue, Diag> {
        for (_, s) in &given {
            if !iterable(s) {
                let what = self.describe(s);
                return Err(self.error(
                    format!("{what} cannot be iterated over"),
                    "iterate over a list, str, dict, range, or an instance with `__iter__`",
                ));
            }
        }
        let Some(f) = self.host.support(MODULE, function) else {
            return Err(self.error(format!("`{function}` is missing"), "the installation is incomplete"));
        };
        let f = self.immutablevalue(&f);
        let (s, target) = self.call_value(op, &f, Args { positional: given, keywords: vec![] })?;
        self.note_call(op, target);
        Ok(s)
    }

    /// The items of a list of numbers.
    pub(crate) fn number_items(&mut self, s: &SomeValue) -> Option<SomeValue> {
        let Kind::List { def, .. } = s.kind else { return None };
        let item = self.list_item(def);
        matches!(item.kind, Kind::Int { .. } | Kind::Float | Kind::Bool | Kind::Impossible).then(|| item.general())
    }

    /// `list.extend(x)` and `str.join(x)` of what is no list.
    pub(crate) fn method_of_iterable(
        &mut self,
        op: &Operation,
        receiver: &SomeValue,
        name: &str,
        args: &[SomeValue],
    ) -> Result<Option<SomeValue>, Diag> {
        let [arg] = args else { return Ok(None) };
        let function = match (name, &receiver.kind, &arg.kind) {
            ("extend", Kind::List { .. }, Kind::Iterator { .. } | Kind::Range { .. } | Kind::Instance { .. })
            | ("extend", Kind::List { .. }, Kind::Dict { .. }) => "extended",
            (
                "join",
                Kind::Str { .. } | Kind::Char,
                Kind::Iterator { .. } | Kind::Instance { .. } | Kind::Tuple(_) | Kind::Dict { .. } | Kind::Str { .. },
            ) => "joined",
            _ => return Ok(None),
        };
        let given = vec![(ArgSource::Receiver, receiver.clone()), (ArgSource::Arg(0), arg.clone())];
        let result = self.call_helper(op, function, given)?;
        Ok(Some(if name == "extend" && !result.is_impossible() { SomeValue::none() } else { result }))
    }
}

/// What may be passed on: the rest is an error here, not in the function.
fn iterable(s: &SomeValue) -> bool {
    !matches!(
        s.kind,
        Kind::None
            | Kind::Pbc { .. }
            | Kind::Low(_)
            | Kind::Builder { .. }
            | Kind::WeakRef { .. }
            | Kind::BuiltinMethod { .. }
    )
}
