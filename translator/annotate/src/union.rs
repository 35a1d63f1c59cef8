//! The join of two annotations: the least annotation that covers both, or why there is none.

use crate::Annotator;
use crate::model::*;
use rpy_ir::{Const, Diag, IntKind, Span};
use std::collections::BTreeSet;
use std::rc::Rc;

/// Why two values cannot be of one variable.
#[derive(Clone, Debug)]
pub struct UnionError {
    pub message: String,
    pub notes: Vec<String>,
    /// Where values of the container that the join is about came from, each with what the place shows.
    pub places: Vec<(Span, String)>,
    pub help: String,
}

impl UnionError {
    fn new(message: impl Into<String>, help: impl Into<String>) -> UnionError {
        UnionError { message: message.into(), notes: vec![], places: vec![], help: help.into() }
    }

    /// The error with what it knows of its causes added to a message about it.
    pub(crate) fn explain(self, mut diag: Diag) -> Diag {
        for (span, text) in self.places {
            if diag.labels.iter().all(|l| l.span != span) {
                diag = diag.label(span, text);
            }
        }
        diag.notes.extend(self.notes);
        diag.help(self.help)
    }
}

/// How many places a container remembers that its items came from: enough for messages.
pub(crate) const SOURCES: usize = 4;

/// The constant that both have.
fn same_const(a: &SomeValue, b: &SomeValue) -> Option<Const> {
    match (&a.konst, &b.konst) {
        (Some(x), Some(y)) if x == y => Some(x.clone()),
        _ => None,
    }
}

impl Annotator<'_> {
    pub fn union(&mut self, a: &SomeValue, b: &SomeValue) -> Result<SomeValue, UnionError> {
        if a == b || b.is_impossible() {
            return Ok(a.clone());
        }
        if a.is_impossible() {
            return Ok(b.clone());
        }
        let kind = self.union_kind(a, b)?;
        let known = match (&a.known, &b.known) {
            (Some(x), Some(y)) if x == y => Some(x.clone()),
            _ => None,
        };
        Ok(SomeValue { kind, konst: same_const(a, b), known })
    }

    fn union_kind(&mut self, a: &SomeValue, b: &SomeValue) -> Result<Kind, UnionError> {
        use Kind::*;
        let none = a.can_be_none() || b.can_be_none();
        Ok(match (&a.kind, &b.kind) {
            (None, None) => None,
            (None, _) if Self::may_be_none(&b.kind) => b.with_none(true).kind,
            (_, None) if Self::may_be_none(&a.kind) => a.with_none(true).kind,
            (None, Char) | (Char, None) => Str { kind: StrKind::Str, can_be_none: true },
            (Bool, Bool) => Bool,
            (Bool, Int { kind, nonneg }) | (Int { kind, nonneg }, Bool) => Int { kind: *kind, nonneg: *nonneg },
            (Int { kind: k, nonneg: m }, Int { kind: l, nonneg: n }) => union_int(a, b, *k, *m, *l, *n)?,
            (Float, Float) => Float,
            (Float, Int { .. } | Bool) | (Int { .. } | Bool, Float) => Float,
            (SingleFloat, SingleFloat) => SingleFloat,
            (Char, Char) => Char,
            (UniChar, UniChar) => UniChar,
            (Char, Str { kind: StrKind::Str, can_be_none }) | (Str { kind: StrKind::Str, can_be_none }, Char) => {
                Str { kind: StrKind::Str, can_be_none: *can_be_none }
            }
            (Str { kind: x, .. }, Str { kind: y, .. }) if x == y => Str { kind: *x, can_be_none: none },
            (Str { .. }, Str { .. }) => {
                return Err(UnionError::new(
                    "str and bytes cannot be mixed",
                    "convert one of them: `s.encode('latin-1')` or `b.decode('latin-1')`",
                ));
            }
            (Tuple(x), Tuple(y)) if x.len() == y.len() => {
                let mut items = vec![];
                for (p, q) in x.iter().zip(y.iter()) {
                    items.push(self.union(p, q)?);
                }
                Tuple(items.into())
            }
            (Tuple(x), Tuple(y)) => {
                return Err(UnionError::new(
                    format!("tuples of different length cannot be mixed: {} and {} items", x.len(), y.len()),
                    "use a list if the length varies, or an instance with named fields",
                ));
            }
            (List { def: x, .. }, List { def: y, .. }) => {
                let (x, y) = (*x, *y);
                self.unify_lists(x, y)?;
                List { def: x, can_be_none: none }
            }
            (Dict { def: x, .. }, Dict { def: y, .. }) => {
                let (x, y) = (*x, *y);
                self.unify_dicts(x, y)?;
                Dict { def: x, can_be_none: none }
            }
            (Instance { class: x, .. }, Instance { class: y, .. }) => match self.defs.common_base(*x, *y) {
                Some(class) => Instance { class, can_be_none: none },
                Option::None => {
                    let (x, y) = (&self.defs.classes[*x].name, &self.defs.classes[*y].name);
                    return Err(UnionError::new(
                        format!("instances of `{x}` and `{y}` have no common base class"),
                        format!("give `{x}` and `{y}` a common base class, or keep them in different variables"),
                    ));
                }
            },
            (Pbc { set: x, .. }, Pbc { set: y, .. }) => {
                if let (Some(p), Some(q)) = (x.iter().next(), y.iter().next())
                    && std::mem::discriminant(p) != std::mem::discriminant(q)
                {
                    return Err(UnionError::new(
                        format!("{} and {} cannot be mixed", self.describe(a), self.describe(b)),
                        "keep functions, bound methods and classes in different variables",
                    ));
                }
                let set = if Rc::ptr_eq(x, y) || y.is_subset(x) {
                    x.clone()
                } else if x.is_subset(y) {
                    y.clone()
                } else {
                    let both = x.union(y).cloned().collect();
                    Rc::new(self.without_covered(both))
                };
                Pbc { set, can_be_none: none }
            }
            (BuiltinMethod { receiver: x, name: m }, BuiltinMethod { receiver: y, name: n }) if m == n => {
                let receiver = self.union(&x.clone(), &y.clone())?;
                BuiltinMethod { receiver: Rc::new(receiver), name: m }
            }
            (Iterator { kind: k, of: x }, Iterator { kind: l, of: y }) if k == l => {
                let of = self.union(&x.clone(), &y.clone())?;
                Iterator { kind: *k, of: Rc::new(of) }
            }
            (Range { step: s }, Range { step: t }) => Range { step: if s == t { *s } else { Option::None } },
            (WeakRef { class: x, .. }, WeakRef { class: y, .. }) => {
                let instance = |class: ClassId| SomeValue::new(Instance { class, can_be_none: false });
                let (Some(c), Some(d)) = (*x, *y) else {
                    return Ok(WeakRef { class: x.or(*y), can_be_none: none });
                };
                match self.union_kind(&instance(c), &instance(d))? {
                    Instance { class, .. } => WeakRef { class: Some(class), can_be_none: none },
                    _ => return Err(self.cannot_mix(a, b)),
                }
            }
            (Builder { .. }, Builder { .. }) => Builder { can_be_none: none },
            (Special { name: x }, Special { name: y }) if x == y => Special { name: x.clone() },
            (Low(x), Low(y)) => self.union_low(*x, *y, a, b)?,
            (Interior { array: x }, Interior { array: y }) if x == y => Interior { array: *x },
            _ => return Err(self.cannot_mix(a, b)),
        })
    }

    fn union_low(&mut self, x: rpy_ir::Ty, y: rpy_ir::Ty, a: &SomeValue, b: &SomeValue) -> Result<Kind, UnionError> {
        if x == y {
            return Ok(Kind::Low(x));
        }
        Err(self.cannot_mix(a, b))
    }

    /// A set of methods without those that another one covers: the same one, of a class above. A method that was read of some
    /// subclass at first is still one method.
    fn without_covered(&self, set: BTreeSet<Desc>) -> BTreeSet<Desc> {
        let covered = |m: &Desc| {
            let Desc::Method { func, receiver, origin } = m else { return false };
            let of_class = |c: u32| Desc::Method { func: *func, receiver: ClassId(c), origin: ClassId(c) };
            set.range(of_class(0)..=of_class(u32::MAX)).any(|n| match n {
                Desc::Method { receiver: r, origin: o, .. } => {
                    o == origin && r != receiver && self.defs.is_subclass(*receiver, *r)
                }
                _ => false,
            })
        };
        set.iter().filter(|m| !covered(m)).cloned().collect()
    }

    fn cannot_mix(&self, a: &SomeValue, b: &SomeValue) -> UnionError {
        let help = if matches!(a.kind, Kind::None) || matches!(b.kind, Kind::None) {
            "a number, a bool, a float and a tuple cannot be None: use a value that stands for nothing, such as -1"
        } else {
            "a variable, attribute or item has one type in the whole program: use two variables, or convert one value"
        };
        UnionError::new(format!("{} and {} cannot be mixed", self.describe(a), self.describe(b)), help)
    }

    pub(crate) fn may_be_none(kind: &Kind) -> bool {
        matches!(
            kind,
            Kind::Str { .. }
                | Kind::List { .. }
                | Kind::Dict { .. }
                | Kind::Instance { .. }
                | Kind::Pbc { .. }
                | Kind::Builder { .. }
                | Kind::WeakRef { .. }
        )
    }

    /// Makes two lists one: their items join.
    fn unify_lists(&mut self, a: ListId, b: ListId) -> Result<(), UnionError> {
        let (a, b) = (self.defs.list_root(a), self.defs.list_root(b));
        if a == b {
            return Ok(());
        }
        // Merged before the items are joined: an item may contain the list itself.
        let (a, b) = self.defs.merge_lists(a, b);
        let mut other = self.defs.merged_list(b).clone();
        let (old_item, old_resized) = (self.defs.list(a).item.clone(), self.defs.list(a).resized);
        let item = match self.union(&old_item, &other.item) {
            Ok(item) => item.general(),
            Err(mut e) => {
                // Apart again, so that another look at the place finds the contradiction again.
                self.defs.split_lists(a, b);
                e.notes.push("these are items of two lists that flow together".to_string());
                e = self.with_source(e, &self.defs.list(a).sources);
                return Err(self.with_source(e, &other.sources));
            }
        };
        let def = self.defs.list_mut(a);
        let changed_b = item != other.item || old_resized != other.resized;
        let changed_a = item != old_item || old_resized != other.resized;
        def.item = item;
        def.resized |= other.resized;
        def.mutated |= other.mutated;
        let room = SOURCES.saturating_sub(def.sources.len());
        def.sources.extend(other.sources.drain(..).take(room));
        if changed_a {
            self.reflow_list(a);
        }
        if changed_b {
            self.reflow_list(b);
        }
        self.move_list_readers(b, a);
        Ok(())
    }

    /// Names the first place where a container's values came from.
    pub(crate) fn with_source(&self, mut e: UnionError, sources: &[(Span, SomeValue)]) -> UnionError {
        let first = sources.iter().find(|(span, _)| !span.is_none());
        e.places.extend(first.map(|(span, s)| (*span, format!("here {} goes in", self.describe(s)))));
        e
    }

    fn unify_dicts(&mut self, a: DictId, b: DictId) -> Result<(), UnionError> {
        let (a, b) = (self.defs.dict_root(a), self.defs.dict_root(b));
        if a == b {
            return Ok(());
        }
        let (a, b) = self.defs.merge_dicts(a, b);
        let mut other = self.defs.merged_dict(b).clone();
        let (old_key, old_value) = (self.defs.dict(a).key.clone(), self.defs.dict(a).value.clone());
        let joined = self.union(&old_key, &other.key).and_then(|k| Ok((k, self.union(&old_value, &other.value)?)));
        let (key, value) = match joined {
            Ok((k, v)) => (k.general(), v.general()),
            Err(mut e) => {
                self.defs.split_dicts(a, b);
                e.notes.push("these are keys or values of two dicts that flow together".to_string());
                e = self.with_source(e, &self.defs.dict(a).sources);
                return Err(self.with_source(e, &other.sources));
            }
        };
        let def = self.defs.dict_mut(a);
        let changed_a = (&key, &value) != (&old_key, &old_value);
        let changed_b = (&key, &value) != (&other.key, &other.value);
        def.key = key;
        def.value = value;
        let room = SOURCES.saturating_sub(def.sources.len());
        def.sources.extend(other.sources.drain(..).take(room));
        let custom = def.custom.is_none() && other.custom.is_some();
        if custom {
            def.custom = other.custom;
        }
        if changed_a || custom {
            self.reflow_dict(a);
        }
        if changed_b || custom {
            self.reflow_dict(b);
        }
        self.move_dict_readers(b, a);
        Ok(())
    }

    /// A type as messages name it.
    pub fn describe(&self, s: &SomeValue) -> String {
        let none = if s.can_be_none() { " or None" } else { "" };
        match &s.kind {
            Kind::Impossible => "nothing".to_string(),
            Kind::None => "None".to_string(),
            Kind::Bool => "a bool".to_string(),
            Kind::Int { kind: IntKind::I64, .. } => "an int".to_string(),
            Kind::Int { kind: IntKind::U64, .. } => "an r_uint".to_string(),
            Kind::Int { kind, .. } => format!("an {}", kind.name()),
            Kind::Float => "a float".to_string(),
            Kind::SingleFloat => "an r_singlefloat".to_string(),
            Kind::Char => "a str".to_string(),
            Kind::UniChar => "a unicode character".to_string(),
            Kind::Str { kind: StrKind::Str, .. } => format!("a str{none}"),
            Kind::Str { kind: StrKind::Bytes, .. } => format!("a bytes{none}"),
            Kind::Tuple(items) => format!("a tuple of {} items", items.len()),
            Kind::List { def, .. } => match &self.defs.list(*def).item.kind {
                Kind::Impossible => format!("a list{none}"),
                // One level: lists may contain themselves.
                Kind::List { .. } | Kind::Dict { .. } | Kind::Tuple(_) => format!("a list of containers{none}"),
                _ => format!("a list of {}{none}", self.describe(&self.defs.list(*def).item)),
            },
            Kind::Dict { .. } => format!("a dict{none}"),
            Kind::Instance { class, .. } => format!("an instance of `{}`{none}", self.defs.classes[*class].name),
            Kind::Pbc { set, .. } => match (set.len(), set.iter().next()) {
                (1, Some(Desc::Func(f))) => format!("the function `{}`{none}", self.defs.funcs[*f].name),
                (1, Some(Desc::Class(c))) => format!("the class `{}`{none}", self.defs.classes[*c].name),
                (1, Some(Desc::Special(name, _))) => format!("`{name}`{none}"),
                (_, Some(Desc::Func(_))) => format!("a function{none}"),
                (_, Some(Desc::Class(_))) => format!("a class{none}"),
                (_, Some(Desc::Method { .. } | Desc::FrozenMethod { .. })) => format!("a bound method{none}"),
                _ => format!("a constant object{none}"),
            },
            Kind::BuiltinMethod { name, .. } => format!("the method `{name}`"),
            Kind::Iterator { .. } => "an iterator".to_string(),
            Kind::Range { .. } => "a range".to_string(),
            Kind::Builder { .. } => format!("a string builder{none}"),
            Kind::WeakRef { class: Some(class), .. } => {
                format!("a weak reference to `{}`{none}", self.defs.classes[*class].name)
            }
            Kind::WeakRef { class: None, .. } => format!("a weak reference to nothing{none}"),
            Kind::Special { name } => format!("a {name}"),
            Kind::Low(t) => format!("the low-level value {t:?}"),
            Kind::Interior { .. } => "a struct in an array".to_string(),
        }
    }
}

fn union_int(a: &SomeValue, b: &SomeValue, k: IntKind, m: bool, l: IntKind, n: bool) -> Result<Kind, UnionError> {
    if k == l {
        return Ok(Kind::Int { kind: k, nonneg: m && n });
    }
    // An int that is known not to be negative may stand for an unsigned number; narrower kinds widen.
    if k.signed() == l.signed() {
        let kind = if k.bits() >= l.bits() { k } else { l };
        return Ok(Kind::Int { kind, nonneg: m && n });
    }
    let (unsigned, signed_nonneg) = if k.signed() { (l, m) } else { (k, n) };
    let constant = |s: &SomeValue| matches!(s.konst, Some(Const::Int(v, _)) if v >= 0);
    if signed_nonneg || constant(a) || constant(b) {
        return Ok(Kind::Int { kind: unsigned, nonneg: true });
    }
    Err(UnionError::new(
        "a signed and an unsigned integer cannot be mixed: the signed one may be negative",
        "convert one of them with `r_uint(x)` or `intmask(x)`",
    ))
}
