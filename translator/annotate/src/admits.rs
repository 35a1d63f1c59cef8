//! Whether an annotation holds for a value of the running program: a test of inference, by those who run the graphs.
//!
//! Cells are not looked into: an item of a list is tested where it is read.

use crate::Annotator;
use crate::model::*;
use rpy_ir::{BlockId, Const, GraphId, IntKind, ObjId, Seen, Shape, Var};

impl Annotator<'_> {
    pub fn admits(&mut self, s: &SomeValue, value: &Seen) -> bool {
        if *value == Seen::Const(Const::Void) {
            return s.can_be_none() || matches!(&s.kind, Kind::Low(_) | Kind::Special { .. });
        }
        self.admits_kind(&s.kind, value) && s.konst.as_ref().is_none_or(|c| is_constant(c, value))
    }

    fn admits_kind(&mut self, kind: &Kind, value: &Seen) -> bool {
        use Seen::Const as Value;
        match (kind, value) {
            (Kind::Impossible | Kind::None, _) => false,
            (Kind::Bool, _) => matches!(value, Value(Const::Bool(_))),
            // Where a bool is used as an int the embedded Python keeps the bool.
            (Kind::Int { kind, .. }, Value(Const::Bool(_))) => *kind == IntKind::I64,
            // Sums that count as not negative may have wrapped.
            (Kind::Int { kind, .. }, Value(Const::Int(_, k))) => kind == k,
            // In the same way an int that becomes a float later.
            (Kind::Float, Value(Const::Float(_) | Const::Bool(_) | Const::Int(_, IntKind::I64))) => true,
            (Kind::SingleFloat, Value(Const::SingleFloat(_))) => true,
            (Kind::Char, Value(Const::Str(s))) => s.len() == 1,
            (Kind::UniChar, Value(Const::Str(_)) | Seen::Other(_)) => true,
            (Kind::Str { kind: StrKind::Str, .. }, Value(Const::Str(_))) => true,
            (Kind::Str { kind: StrKind::Bytes, .. }, Value(Const::Bytes(_))) => true,
            (Kind::Tuple(items), Seen::Tuple(values)) => {
                items.len() == values.len() && items.iter().zip(values).all(|(s, v)| self.admits(s, v))
            }
            (Kind::List { .. }, Seen::List) => true,
            (Kind::Dict { .. }, Seen::Dict) => true,
            (Kind::Dict { .. }, Seen::Special(name)) => name == "r_dict",
            (Kind::Instance { class, .. }, Seen::Instance { class: of, .. }) => {
                let wanted = self.defs.classes[*class].obj;
                matches!(&*self.shape(*of), Shape::Class { mro, .. } if mro.contains(&wanted))
            }
            (Kind::Pbc { set, .. }, _) => set.iter().any(|d| self.admits_desc(d, value)),
            (Kind::WeakRef { .. }, Seen::Special(name)) => name == "weakref.ref",
            (Kind::Builder { .. }, _) => matches!(value, Seen::Special(_)),
            (Kind::Special { name }, Seen::Special(seen)) => **name == **seen,
            // What these are made of is the host's own.
            (Kind::BuiltinMethod { .. } | Kind::Iterator { .. } | Kind::Range { .. }, _) => {
                matches!(value, Seen::Other(_) | Seen::Special(_) | Seen::Method { .. })
            }
            // The low-level types of the embedded Python are a model of their own.
            (Kind::Low(_) | Kind::Interior { .. } | Kind::Special { .. }, _) => true,
            _ => false,
        }
    }

    fn admits_desc(&mut self, desc: &Desc, value: &Seen) -> bool {
        let is = |o: ObjId| {
            matches!(value, Seen::Object(v) if *v == o)
                || matches!(value, Seen::Instance { object: Some(v), .. } if *v == o)
        };
        match desc {
            Desc::Func(f) => is(self.defs.funcs[*f].obj),
            Desc::Class(c) => is(self.defs.classes[*c].obj),
            Desc::Method { func, receiver, .. } => match value {
                Seen::Method { receiver: this, func: f } => {
                    let wanted = Kind::Instance { class: *receiver, can_be_none: false };
                    *f == self.defs.funcs[*func].obj && self.admits_kind(&wanted, this)
                }
                _ => false,
            },
            Desc::FrozenMethod { receiver, func } => match value {
                Seen::Method { receiver: this, func: f } => {
                    *f == self.defs.funcs[*func].obj
                        && matches!(&**this, Seen::Instance { object: Some(o), .. } if o == receiver)
                }
                _ => is(self.defs.funcs[*func].obj),
            },
            // Constants without a type at run time are not only instances.
            Desc::Frozen(o) => is(*o) || !matches!(value, Seen::Const(_) | Seen::Object(_) | Seen::Instance { .. }),
            Desc::Special(name, _) => matches!(value, Seen::Special(seen) if **name == *seen),
        }
    }

    /// What is known of variables in a block because of the branch that leads there.
    pub fn refinements(&self, g: GraphId, b: BlockId) -> Vec<(Var, SomeValue)> {
        self.refinements_of(g, b).to_vec()
    }
}

fn is_constant(c: &Const, value: &Seen) -> bool {
    match (c, value) {
        (Const::Int(v, _), Seen::Const(Const::Bool(b))) | (Const::Bool(b), Seen::Const(Const::Int(v, _))) => {
            *v == *b as i64
        }
        (Const::Float(bits), Seen::Const(Const::Int(v, _))) => f64::from_bits(*bits) == *v as f64,
        // The objects that constants are have been compared by kind.
        (Const::Obj(_), Seen::Const(_)) => false,
        (Const::Obj(_), _) => true,
        (c, Seen::Const(v)) => c == v,
        _ => true,
    }
}

/// A value in a message.
pub fn show(value: &Seen) -> String {
    match value {
        Seen::Const(Const::Void) => "None".to_string(),
        Seen::Const(Const::Bool(b)) => if *b { "True" } else { "False" }.to_string(),
        Seen::Const(Const::Int(v, IntKind::I64)) => v.to_string(),
        Seen::Const(Const::Int(v, kind)) if kind.signed() => format!("{v} ({})", kind.name()),
        Seen::Const(Const::Int(v, kind)) => format!("{} ({})", *v as u64, kind.name()),
        Seen::Const(Const::Float(bits)) => format!("{:?}", f64::from_bits(*bits)),
        Seen::Const(Const::Str(s)) => format!("{:?}", s.iter().map(|&b| b as char).collect::<String>()),
        Seen::Const(Const::Bytes(s)) => format!("b{:?}", s.iter().map(|&b| b as char).collect::<String>()),
        Seen::Const(c) => format!("{c:?}"),
        Seen::Tuple(items) => format!("({})", items.iter().map(show).collect::<Vec<_>>().join(", ")),
        Seen::List => "a list".to_string(),
        Seen::Dict => "a dict".to_string(),
        Seen::Instance { .. } => "an instance".to_string(),
        Seen::Method { .. } => "a bound method".to_string(),
        Seen::Object(_) => "a function, class or module".to_string(),
        Seen::Special(name) => format!("`{name}`"),
        Seen::Other(name) => format!("an object of type {name}"),
    }
}
