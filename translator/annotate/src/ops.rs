//! Annotation of high-level operations.

use crate::Annotator;
use crate::model::*;
use rpy_ir::{Const, Diag, IntKind, Op, Operand, Operation, Span, Ty, Var};
use std::rc::Rc;

impl Annotator<'_> {
    /// The annotation of an operation's result; Impossible if control does not go on.
    pub(crate) fn consider(&mut self, op: &Operation, args: &[SomeValue]) -> Result<SomeValue, Diag> {
        match op.op {
            Op::SimpleCall | Op::CallArgs => self.call(op, args),
            Op::GetAttr => self.getattr(op, args),
            Op::SetAttr => {
                let name = name_of(op, 1);
                self.setattr(&args[0], &name, &args[2])
            }
            Op::Is => Ok(self.is(op, args)),
            Op::Bool | Op::Not => self.truth(op, &args[0]),
            Op::Neg | Op::Pos | Op::Invert | Op::NegOvf | Op::AbsOvf => self.unary(op, &args[0]),
            Op::Lt | Op::Le | Op::Eq | Op::Ne | Op::Gt | Op::Ge => self.compare(op, args),
            Op::GetItem => self.getitem(op, &args[0], &args[1]),
            Op::SetItem => self.setitem(op, args),
            Op::DelItem => self.delitem(op, args),
            Op::GetSlice => self.getslice(args),
            Op::SetSlice => self.setslice(args),
            Op::DelSlice => match &args[0].kind {
                Kind::List { def, .. } => {
                    self.resize(*def);
                    Ok(SomeValue::none())
                }
                _ => Err(self.unsupported("del x[a:b]", args)),
            },
            Op::Contains => self.contains(op, args),
            Op::NewTuple => {
                let items: Vec<SomeValue> = args.iter().map(|a| SomeValue { known: None, ..a.clone() }).collect();
                Ok(SomeValue::tuple(items))
            }
            Op::NewList => {
                let mut s = self.made(|t| t.made_list(SomeValue::impossible(), false))?;
                for a in args {
                    s = self.made(|t| t.made_list(a.clone(), false))?;
                }
                Ok(s)
            }
            Op::NewListHint => self.made(|t| t.made_list(SomeValue::impossible(), true)),
            Op::NewDict => {
                let def = self.made_dict();
                for pair in args.chunks(2) {
                    if let [k, v] = pair {
                        self.made(|t| t.generalize_dict(def, Some(k), Some(v)))?;
                    }
                }
                Ok(SomeValue::new(Kind::Dict { def, can_be_none: false }))
            }
            Op::Iter => self.iter(op, &args[0]),
            Op::Next => self.next_of(op, &args[0]),
            Op::Unpack => self.unpack(args),
            Op::Format => match args[0].kind {
                Kind::Pbc { .. } => Err(self.unsupported("formatting", &args[..1])),
                Kind::Instance { .. } | Kind::List { .. } | Kind::Dict { .. } | Kind::Tuple(_)
                    if name_of(op, 1).is_empty() && !name_of(op, 2).is_empty() =>
                {
                    let what = self.describe(&args[0]);
                    Err(self.error(format!("{what} has no format of its own"), "write `{x!s:...}`"))
                }
                Kind::List { .. } | Kind::Dict { .. } | Kind::Tuple(_) => {
                    self.check_shown(&args[0])?;
                    Ok(SomeValue::str())
                }
                Kind::Instance { .. } => self.text_of_instance(op, &args[0], name_of(op, 1) == "r"),
                _ => Ok(SomeValue::str()),
            },
            Op::BuildStr => Ok(SomeValue::str()),
            Op::CheckType => self.check_type(args),
            Op::SameAs => Ok(args[0].clone()),
            _ => self.binary(op, args),
        }
    }

    /// A join that fails becomes an error here.
    pub(crate) fn made<T>(&mut self, f: impl FnOnce(&mut Self) -> Result<T, crate::UnionError>) -> Result<T, Diag> {
        f(self).map_err(|e| {
            let diag = Diag::at(e.message.clone(), self.place_span, "here");
            e.explain(diag)
        })
    }

    pub(crate) fn unsupported(&self, what: &str, args: &[SomeValue]) -> Diag {
        let types: Vec<String> = args.iter().map(|a| self.describe(a)).collect();
        self.error(
            format!("`{what}` does not work on {}", types.join(" and ")),
            "convert a value, or use another operation",
        )
    }

    fn getattr(&mut self, op: &Operation, args: &[SomeValue]) -> Result<SomeValue, Diag> {
        let name = name_of(op, 1);
        if let Kind::Instance { class, .. } = args[0].kind
            && let Some(getter) = self.property_getter(class, &name)
        {
            let set = std::collections::BTreeSet::from([Desc::Method { func: getter, receiver: class, origin: class }]);
            let callee = SomeValue::new(Kind::Pbc { set: Rc::new(set), can_be_none: false });
            return self.call_internally(op, &callee, &[]);
        }
        let value = self.getattr_value(&args[0], &name)?;
        Ok(if name == "__class__" { crate::identity::class_of(value, &op.args[0]) } else { value })
    }

    fn unary(&mut self, op: &Operation, s: &SomeValue) -> Result<SomeValue, Diag> {
        Ok(match (&s.kind, op.op) {
            (Kind::Float, Op::Neg | Op::Pos) => SomeValue::float(),
            (Kind::Bool, _) => SomeValue::int(),
            (Kind::Int { kind, nonneg }, o) => {
                let nonneg = !kind.signed() || o == Op::AbsOvf || (o == Op::Pos && *nonneg);
                if let (Op::Neg, Some(Const::Int(v, k))) = (o, &s.konst) {
                    return Ok(self.immutablevalue(&Const::Int(k.wrap(v.wrapping_neg()), *k)));
                }
                SomeValue::new(Kind::Int { kind: *kind, nonneg })
            }
            _ => return Err(self.unsupported(op.op.name(), std::slice::from_ref(s))),
        })
    }

    fn compare(&mut self, op: &Operation, args: &[SomeValue]) -> Result<SomeValue, Diag> {
        use Kind::*;
        let (a, b) = (&args[0], &args[1]);
        let equality = matches!(op.op, Op::Eq | Op::Ne);
        let numeric = |s: &SomeValue| matches!(s.kind, Bool | Int { .. } | Float);
        let text = |s: &SomeValue| matches!(s.kind, Str { kind: StrKind::Str, .. } | Char);
        let fine = numeric(a) && numeric(b)
            || text(a) && text(b)
            || matches!((&a.kind, &b.kind), (UniChar, UniChar) | (SingleFloat, SingleFloat))
            || matches!((&a.kind, &b.kind), (Str { kind: k, .. }, Str { kind: l, .. }) if k == l)
            || matches!((&a.kind, &b.kind), (Low(_), Low(_)))
            || matches!((&a.kind, &b.kind), (Tuple(x), Tuple(y)) if x.len() == y.len())
            || equality
                && (matches!(
                    (&a.kind, &b.kind),
                    (Instance { .. }, Instance { .. })
                        | (Pbc { .. }, Pbc { .. })
                        | (List { .. }, List { .. })
                        | (Dict { .. }, Dict { .. })
                ) || matches!(a.kind, None)
                    || matches!(b.kind, None));
        if !fine {
            if equality {
                let what = format!("{} and {} are compared: they are never equal", self.describe(a), self.describe(b));
                return Err(self.error(what, "compare values of one type"));
            }
            return Err(self.unsupported(symbol(op.op), args));
        }
        self.check_comparison(op.op, a, b)?;
        if let (List { def: x, .. }, List { def: y, .. }) = (&a.kind, &b.kind) {
            let (x, y) = (*x, *y);
            self.agree(x, y)?;
        }
        if let (Dict { def: x, .. }, Dict { def: y, .. }) = (&a.kind, &b.kind) {
            let (x, y) = (*x, *y);
            if self.defs.dict(x).custom.is_some() || self.defs.dict(y).custom.is_some() {
                return Err(self.error("r_dicts are not compared", "compare their items"));
            }
            self.agree_dicts(x, y)?;
        }
        if equality && (matches!(a.kind, None | Pbc { .. }) || matches!(b.kind, None)) {
            let mut s = self.is(op, args);
            if op.op == Op::Ne {
                s.konst = s.konst.map(|c| if c == Const::Bool(true) { Const::Bool(false) } else { Const::Bool(true) });
                s.known = s.known.map(|k| Rc::new(k.negated()));
            }
            return Ok(s);
        }
        // What a comparison tells of the sign.
        let mut if_true: Vec<(Var, SomeValue)> = vec![];
        let mut if_false: Vec<(Var, SomeValue)> = vec![];
        for (x, y, o) in [(0, 1, op.op), (1, 0, mirrored(op.op))] {
            if let (Operand::Var(v), Int { kind: IntKind::I64, .. }, Int { nonneg: true, .. }) =
                (&op.args[x], &args[x].kind, &args[y].kind)
            {
                let positive = SomeValue { konst: args[x].konst.clone(), ..SomeValue::nonneg() };
                match o {
                    Op::Ge | Op::Gt | Op::Eq => if_true.push((*v, positive)),
                    Op::Lt => if_false.push((*v, positive)),
                    _ => {}
                }
            }
        }
        let mut result = self.knowing(if_true, if_false);
        if let (Some(x), Some(y)) = (&a.konst, &b.konst) {
            result.konst = if equality && self.one_low_type(x, y) {
                Some(Const::Bool(op.op == Op::Eq))
            } else {
                constant_compare(op.op, x, y).map(Const::Bool)
            };
        }
        Ok(result)
    }

    pub(crate) fn getitem(&mut self, op: &Operation, s: &SomeValue, index: &SomeValue) -> Result<SomeValue, Diag> {
        match &s.kind {
            Kind::List { def, .. } => {
                self.check_index(index)?;
                Ok(self.list_item(*def))
            }
            Kind::Str { kind, .. } => {
                self.check_index(index)?;
                Ok(if *kind == StrKind::Str { SomeValue::char() } else { SomeValue::nonneg() })
            }
            Kind::Char => Ok(SomeValue::char()),
            Kind::Tuple(items) => match index.konst {
                Some(Const::Int(i, _)) => {
                    let at = if i < 0 { i + items.len() as i64 } else { i };
                    match items.get(at as usize) {
                        Some(item) => Ok(item.clone()),
                        None => Err(self.error(
                            format!("index {i} is out of range for a tuple of {} items", items.len()),
                            "use an index that the tuple has",
                        )),
                    }
                }
                _ => {
                    let mut all = SomeValue::impossible();
                    for item in items.iter() {
                        all = self.made(|t| t.union(&all, item))?;
                    }
                    Ok(all.general())
                }
            },
            Kind::Dict { def, .. } => {
                self.check_key(*def, index)?;
                self.made(|t| t.generalize_dict(*def, Some(index), None))?;
                Ok(self.dict_parts(*def).1)
            }
            Kind::Instance { .. } => {
                let method = self.getattr_value(s, "__getitem__")?;
                self.call_internally(op, &method, std::slice::from_ref(index))
            }
            Kind::Low(_) => self.low_getitem(s),
            _ => Err(self.error(format!("{} has no items", self.describe(s)), "index a list, str, tuple or dict")),
        }
    }

    fn check_index(&mut self, index: &SomeValue) -> Result<(), Diag> {
        match index.kind {
            Kind::Int { .. } | Kind::Bool => Ok(()),
            _ => Err(self.error(format!("an index is an int, not {}", self.describe(index)), "use an int")),
        }
    }

    fn setitem(&mut self, op: &Operation, args: &[SomeValue]) -> Result<SomeValue, Diag> {
        match &args[0].kind {
            Kind::List { def, .. } => {
                self.check_index(&args[1])?;
                self.defs.list_mut(*def).mutated = true;
                self.made(|t| t.generalize_item(*def, &args[2]))?;
                Ok(SomeValue::none())
            }
            Kind::Dict { def, .. } => {
                self.check_key(*def, &args[1])?;
                self.made(|t| t.generalize_dict(*def, Some(&args[1]), Some(&args[2])))?;
                Ok(SomeValue::none())
            }
            Kind::Instance { .. } => {
                let method = self.getattr_value(&args[0], "__setitem__")?;
                self.call_internally(op, &method, &args[1..])
            }
            Kind::Low(_) => self.low_setitem(&args[0], &args[2]),
            _ => Err(self.error(
                format!("items of {} cannot be assigned", self.describe(&args[0])),
                "only lists and dicts can be changed",
            )),
        }
    }

    fn delitem(&mut self, op: &Operation, args: &[SomeValue]) -> Result<SomeValue, Diag> {
        match &args[0].kind {
            Kind::List { def, .. } => {
                self.resize(*def);
                Ok(SomeValue::none())
            }
            Kind::Dict { def, .. } => {
                self.made(|t| t.generalize_dict(*def, Some(&args[1]), None))?;
                Ok(SomeValue::none())
            }
            Kind::Instance { .. } => {
                let method = self.getattr_value(&args[0], "__delitem__")?;
                self.call_internally(op, &method, &args[1..])
            }
            _ => Err(self.unsupported("del x[i]", &args[..1])),
        }
    }

    fn getslice(&mut self, args: &[SomeValue]) -> Result<SomeValue, Diag> {
        for bound in &args[1..] {
            if !matches!(bound.kind, Kind::Int { .. } | Kind::Bool | Kind::None) {
                return Err(self.error(format!("a slice bound is an int, not {}", self.describe(bound)), "use an int"));
            }
        }
        match &args[0].kind {
            Kind::List { def, .. } => {
                let item = self.list_item(*def);
                self.made(|t| t.made_list(item, false))
            }
            Kind::Str { kind, .. } => Ok(SomeValue::new(Kind::Str { kind: *kind, can_be_none: false })),
            Kind::Char => Ok(SomeValue::str()),
            Kind::Tuple(items) => {
                let bound = |s: &SomeValue, default: usize| match s.konst {
                    Some(Const::Int(i, _)) if i < 0 => Some((i + items.len() as i64).max(0) as usize),
                    Some(Const::Int(i, _)) => Some((i as usize).min(items.len())),
                    Some(Const::Void) => Some(default),
                    _ => None,
                };
                match (bound(&args[1], 0), bound(&args[2], items.len())) {
                    (Some(a), Some(b)) => Ok(SomeValue::tuple(items[a..b.max(a)].to_vec())),
                    _ => Err(self.error("a slice of a tuple has constant bounds", "use a list")),
                }
            }
            _ => Err(self.unsupported("x[a:b]", &args[..1])),
        }
    }

    fn setslice(&mut self, args: &[SomeValue]) -> Result<SomeValue, Diag> {
        let (Kind::List { def, .. }, Kind::List { def: from, .. }) = (&args[0].kind, &args[3].kind) else {
            return Err(self.unsupported("x[a:b] = y", &[args[0].clone(), args[3].clone()]));
        };
        let (def, from) = (*def, *from);
        self.resize(def);
        self.agree(def, from)?;
        Ok(SomeValue::none())
    }

    fn contains(&mut self, op: &Operation, args: &[SomeValue]) -> Result<SomeValue, Diag> {
        match &args[0].kind {
            Kind::Dict { def, .. } => self.made(|t| t.generalize_dict(*def, Some(&args[1]), None))?,
            Kind::List { def, .. } => {
                let item = self.list_item(*def);
                if !item.is_impossible() {
                    self.made(|t| t.union(&item, &args[1]))?;
                    self.check_comparison(Op::Eq, &item, &args[1])?;
                }
            }
            Kind::Str { .. } | Kind::Char if matches!(args[1].kind, Kind::Str { .. } | Kind::Char) => {}
            Kind::Tuple(items) => {
                for item in items.iter() {
                    self.check_comparison(Op::Eq, item, &args[1])?;
                }
            }
            Kind::Instance { .. } => {
                let method = self.getattr_value(&args[0], "__contains__")?;
                return self.call_internally(op, &method, &args[1..]);
            }
            _ => return Err(self.unsupported("in", args)),
        }
        Ok(SomeValue::bool())
    }

    fn unpack(&mut self, args: &[SomeValue]) -> Result<SomeValue, Diag> {
        let count = match args[1].konst {
            Some(Const::Int(n, _)) => n as usize,
            _ => 0,
        };
        match &args[0].kind {
            Kind::Tuple(items) if items.len() == count => Ok(args[0].clone()),
            Kind::Tuple(items) => Err(self.error(
                format!("a tuple of {} items is unpacked into {count} variables", items.len()),
                "use as many variables as there are items",
            )),
            Kind::List { def, .. } => {
                let item = self.list_item(*def);
                if item.is_impossible() {
                    return Ok(item);
                }
                Ok(SomeValue::tuple(vec![item; count]))
            }
            Kind::Str { .. } => Ok(SomeValue::tuple(vec![SomeValue::char(); count])),
            _ => Err(self.unsupported("unpacking", &args[..1])),
        }
    }

    fn check_type(&mut self, args: &[SomeValue]) -> Result<SomeValue, Diag> {
        let Some(Desc::Special(name, _)) = args[1].single_desc() else { return Ok(args[0].clone()) };
        let fits = match (&**name, &args[0].kind) {
            ("int", Kind::Int { .. } | Kind::Bool)
            | ("bool", Kind::Bool)
            | ("float", Kind::Float | Kind::Int { .. } | Kind::Bool)
            | ("str", Kind::Str { kind: StrKind::Str, .. } | Kind::Char)
            | ("bytes", Kind::Str { kind: StrKind::Bytes, .. }) => true,
            ("int" | "bool" | "float" | "str" | "bytes", _) => false,
            _ => true,
        };
        if !fits {
            let what = format!("declared as {name}, but {} is given", self.describe(&args[0]));
            return Err(self.error(what, "correct the annotation or the value"));
        }
        if &**name == "float" && !matches!(args[0].kind, Kind::Float) {
            return Ok(SomeValue::float());
        }
        Ok(args[0].clone())
    }

    fn binary(&mut self, op: &Operation, args: &[SomeValue]) -> Result<SomeValue, Diag> {
        use Kind::*;
        let (a, b) = (&args[0], &args[1]);
        let o = op.op;
        if let Kind::Instance { class, .. } = a.kind {
            // An augmented assignment is the plain operator.
            let name = match o {
                Op::InplaceAdd => "add",
                Op::InplaceMul => "mul",
                other => other.name().trim_end_matches('_'),
            };
            let name = format!("__{name}__");
            if self.defs.mro_lookup(class, &name).is_some() {
                let method = self.getattr_value(a, &name)?;
                return self.call_internally(op, &method, std::slice::from_ref(b));
            }
        }
        if let (Str { .. } | Char, Op::Mod) = (&a.kind, o) {
            return self.percent(a, b);
        }
        match (&a.kind, &b.kind) {
            (Bool, Bool) if matches!(o, Op::And | Op::Or | Op::Xor) => Ok(SomeValue::bool()),
            (Int { .. } | Bool, Int { .. } | Bool) => self.int_binary(op, a, b),
            (Float | Int { .. } | Bool, Float | Int { .. } | Bool) => match o {
                Op::Add
                | Op::Sub
                | Op::Mul
                | Op::Truediv
                | Op::Floordiv
                | Op::Mod
                | Op::InplaceAdd
                | Op::InplaceMul => Ok(SomeValue::float()),
                _ => Err(self.unsupported(symbol(o), args)),
            },
            (Str { kind: StrKind::Str, .. } | Char, Str { kind: StrKind::Str, .. } | Char)
                if matches!(o, Op::Add | Op::InplaceAdd) =>
            {
                Ok(SomeValue::str())
            }
            (Str { kind: k, .. }, Str { kind: l, .. }) if k == l && matches!(o, Op::Add | Op::InplaceAdd) => {
                Ok(SomeValue::new(Str { kind: *k, can_be_none: false }))
            }
            (Str { .. } | Char, Int { .. } | Bool) | (Int { .. } | Bool, Str { .. } | Char)
                if matches!(o, Op::Mul | Op::InplaceMul) =>
            {
                let kind = match (&a.kind, &b.kind) {
                    (Str { kind, .. }, _) | (_, Str { kind, .. }) => *kind,
                    _ => StrKind::Str,
                };
                Ok(SomeValue::new(Str { kind, can_be_none: false }))
            }
            (List { def, .. }, List { def: other, .. }) if o == Op::InplaceAdd => {
                let (def, other) = (*def, *other);
                self.resize(def);
                self.agree(def, other)?;
                Ok(a.clone())
            }
            (List { def, .. }, List { def: other, .. }) if o == Op::Add => {
                let item = self.agree(*def, *other)?;
                self.made(|t| t.made_list(item, false))
            }
            // `[None] * n`: what the result will hold decides what the literal is made of.
            (List { def, .. }, Int { .. } | Bool) | (Int { .. } | Bool, List { def, .. }) if o == Op::Mul => {
                Ok(SomeValue::new(List { def: *def, can_be_none: false }))
            }
            (List { def, .. }, Int { .. }) if o == Op::InplaceMul => {
                self.resize(*def);
                Ok(a.clone())
            }
            (List { .. }, Iterator { .. } | Range { .. } | Instance { .. } | Tuple(_) | Dict { .. })
                if o == Op::InplaceAdd =>
            {
                self.with_iterable(op, "extended", args)
            }
            (List { def, .. }, Str { .. } | Char) if o == Op::InplaceAdd => {
                self.resize(*def);
                self.made(|t| t.generalize_item(*def, &SomeValue::char()))?;
                Ok(a.clone())
            }
            (Tuple(x), Tuple(y)) if o == Op::Add => Ok(SomeValue::tuple(x.iter().chain(y.iter()).cloned().collect())),
            (Low(Ty::Address), Int { .. }) if matches!(o, Op::Add | Op::Sub) => Ok(SomeValue::of_ty(Ty::Address)),
            (Low(Ty::Address), Low(Ty::Address)) if o == Op::Sub => Ok(SomeValue::int()),
            _ => {
                let mut d = self.unsupported(symbol(o), args);
                if matches!(
                    (&a.kind, &b.kind),
                    (Str { .. } | Char, Int { .. } | Float | Bool) | (Int { .. } | Float | Bool, Str { .. } | Char)
                ) {
                    d.help = Some("convert the number with `str(x)`, or the str with `int(s)`".to_string());
                }
                Err(d)
            }
        }
    }

    fn int_binary(&mut self, op: &Operation, a: &SomeValue, b: &SomeValue) -> Result<SomeValue, Diag> {
        let o = op.op;
        if o == Op::Truediv {
            return Err(self.error(
                "`/` on two ints is not RPython",
                "write `//` for the rounded quotient, or make one of them a float: `float(a) / b`",
            ));
        }
        let shift = matches!(o, Op::Lshift | Op::Rshift | Op::LshiftOvf);
        let as_int = |s: &SomeValue| match s.kind {
            Kind::Bool => SomeValue::nonneg(),
            _ => s.general(),
        };
        // A Bool operand counts as an int.
        let (x, y) = (as_int(a), as_int(b));
        let keep_const = |s: &SomeValue, of: &SomeValue| SomeValue { konst: of.konst.clone(), ..s.clone() };
        let joined = if shift {
            x.clone()
        } else {
            let (p, q) = (keep_const(&x, a), keep_const(&y, b));
            self.union(&p, &q).map_err(|e| self.join_error(e, a, Span::NONE, b, self.place_span))?
        };
        let Kind::Int { kind, .. } = joined.kind else {
            return Err(self.unsupported(symbol(o), &[a.clone(), b.clone()]));
        };
        let nonneg_of = |s: &SomeValue| matches!(s.kind, Kind::Int { nonneg: true, .. });
        let (m, n) = (nonneg_of(&x), nonneg_of(&y));
        let nonneg = !kind.signed()
            || match o {
                // As RPython: sums and products of numbers that are not negative count as not negative, though they may
                // wrap. Whoever indexes memory with such a number checks it as an unsigned one.
                Op::Add | Op::InplaceAdd | Op::AddOvf | Op::Mul | Op::InplaceMul | Op::MulOvf => m && n,
                Op::Floordiv | Op::FloordivOvf => m && n,
                Op::Mod | Op::ModOvf => n,
                Op::And => m || n,
                Op::Or | Op::Xor => m && n,
                Op::Rshift => m,
                Op::Lshift | Op::LshiftOvf | Op::Sub | Op::SubOvf => false,
                _ => false,
            };
        Ok(SomeValue::new(Kind::Int { kind, nonneg }))
    }

    /// `"..." % x`.
    fn percent(&mut self, a: &SomeValue, b: &SomeValue) -> Result<SomeValue, Diag> {
        let format = match &a.konst {
            Some(Const::Str(s)) => s.clone(),
            _ => {
                return Err(self.error(
                    "the format on the left of `%` is not a constant",
                    "write the format as a literal, or concatenate",
                ));
            }
        };
        let mut wanted = 0;
        let mut chars = format.iter();
        while let Some(c) = chars.next() {
            if *c == b'%' {
                let kind = chars.by_ref().find(|c| c.is_ascii_alphabetic() || **c == b'%');
                match kind {
                    Some(b'%') => {}
                    Some(
                        b's' | b'd' | b'i' | b'x' | b'X' | b'o' | b'f' | b'F' | b'e' | b'g' | b'G' | b'c' | b'r' | b'u',
                    ) => wanted += 1,
                    Some(k) => {
                        let what = format!("`%{}` is not a format that RPython has", *k as char);
                        return Err(self.error(what, "use %s %d %x %o %f %e %g %c or %r"));
                    }
                    None => return Err(self.error("the format ends with `%`", "write `%%` for a percent sign")),
                }
            }
        }
        let given = match &b.kind {
            Kind::Tuple(items) => items.len(),
            _ => 1,
        };
        if given != wanted {
            let what = format!("the format takes {wanted} values but {given} are given");
            return Err(self.error(what, "give one value for each `%`"));
        }
        match &b.kind {
            Kind::Tuple(items) => items.iter().try_for_each(|s| self.check_shown(s))?,
            _ => self.check_shown(b)?,
        }
        Ok(SomeValue::str())
    }
}

/// The constant name at an operand.
pub(crate) fn name_of(op: &Operation, i: usize) -> String {
    match op.args.get(i).and_then(Operand::konst) {
        Some(Const::Name(n)) => n.clone(),
        _ => String::new(),
    }
}

fn mirrored(op: Op) -> Op {
    match op {
        Op::Lt => Op::Gt,
        Op::Le => Op::Ge,
        Op::Gt => Op::Lt,
        Op::Ge => Op::Le,
        other => other,
    }
}

fn constant_compare(op: Op, a: &Const, b: &Const) -> Option<bool> {
    use std::cmp::Ordering::*;
    let order = match (a, b) {
        (Const::Int(x, k), Const::Int(y, l)) if k == l && k.signed() => x.cmp(y),
        (Const::Bool(x), Const::Bool(y)) => x.cmp(y),
        (Const::Str(x), Const::Str(y)) => x.cmp(y),
        (Const::Obj(x), Const::Obj(y)) if matches!(op, Op::Eq | Op::Ne) => x.cmp(y),
        _ => return None,
    };
    Some(match op {
        Op::Lt => order == Less,
        Op::Le => order != Greater,
        Op::Eq => order == Equal,
        Op::Ne => order != Equal,
        Op::Gt => order == Greater,
        _ => order != Less,
    })
}

/// As Python writes it.
fn symbol(op: Op) -> &'static str {
    match op {
        Op::Add | Op::AddOvf => "+",
        Op::InplaceAdd => "+=",
        Op::Sub | Op::SubOvf => "-",
        Op::Mul | Op::MulOvf => "*",
        Op::InplaceMul => "*=",
        Op::Truediv => "/",
        Op::Floordiv | Op::FloordivOvf => "//",
        Op::Mod | Op::ModOvf => "%",
        Op::Lshift | Op::LshiftOvf => "<<",
        Op::Rshift => ">>",
        Op::And => "&",
        Op::Or => "|",
        Op::Xor => "^",
        Op::Lt => "<",
        Op::Le => "<=",
        Op::Eq => "==",
        Op::Ne => "!=",
        Op::Gt => ">",
        Op::Ge => ">=",
        other => other.name(),
    }
}
