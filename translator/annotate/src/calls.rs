//! Calls: matching arguments to parameters, binding them, and noting what each call calls.

use crate::Annotator;
use crate::model::*;
use rpy_ir::{Const, Diag, GraphId, Op, Operation, Span};
use std::rc::Rc;

/// The arguments of a call, each with where it comes from.
pub(crate) struct Args {
    pub positional: Vec<(ArgSource, SomeValue)>,
    pub keywords: Vec<(String, ArgSource, SomeValue)>,
}

impl Args {
    /// As they are for all members of a family.
    fn given(&self) -> Given {
        let by_keyword = self.keywords.iter().map(|(_, source, s)| (source.clone(), s.general()));
        let by_position = self.positional.iter().map(|(source, s)| (source.clone(), s.general()));
        let keywords = self.keywords.iter().map(|(k, ..)| k.clone()).collect();
        Given { values: by_position.chain(by_keyword).collect(), keywords }
    }
}

/// Arguments by parameter.
struct Matched {
    values: Vec<SomeValue>,
    sources: Vec<ArgSource>,
}

/// An argument of support code as all of its later callers may have it: support code is lowered while calls of it still turn
/// up, so that what is known of one call must not become part of the graph. What it is specialised for stays.
fn settled(s: SomeValue) -> SomeValue {
    let kept = matches!(s.kind, Kind::Pbc { .. } | Kind::Special { .. } | Kind::Tuple(_))
        || matches!(s.konst, Some(Const::Bool(_) | Const::Void | Const::Name(_) | Const::Graph(_)));
    match s.kind {
        _ if kept => s,
        Kind::Int { kind, .. } => SomeValue::of_ty(rpy_ir::Ty::Int(kind)),
        _ => s.general(),
    }
}

impl Annotator<'_> {
    pub(crate) fn error(&self, message: impl Into<String>, help: impl Into<String>) -> Diag {
        Diag::at(message, self.place_span, "here").help(help)
    }

    /// Argument annotations grow a graph's parameters.
    pub(crate) fn bind(&mut self, g: GraphId, args: &[SomeValue]) {
        let params = self.graphs[g].graph.params().to_vec();
        let entry = self.graphs[g].graph.entry;
        let mut changed = !std::mem::replace(&mut self.graphs[g].reached[entry.0 as usize], true);
        if changed {
            self.enqueue((g, entry));
        }
        for (i, (&p, s)) in params.iter().zip(args).enumerate() {
            let s = SomeValue { known: None, ..s.clone() };
            let s = if self.graphs[g].support { settled(s) } else { s };
            let old = self.graphs[g].vars[p.0 as usize].clone();
            // Errors by the caller's place, so that each bad call is reported where it is.
            let key = (self.place.0, self.place.1, 10_000_000 + self.place.2 * 1000 + i);
            match self.union(&old, &s) {
                Ok(new) => {
                    if new != old {
                        self.graphs[g].vars[p.0 as usize] = new;
                        self.enqueue_users(g, p);
                        changed = true;
                    }
                }
                Err(e) => {
                    let def = &self.graphs[g];
                    let func = &self.defs.funcs[def.func];
                    let name = func.signature.names.get(i).cloned().unwrap_or_default();
                    let note =
                        format!("parameter `{name}` of `{}` is {} in other calls", func.name, self.describe(&old));
                    let diag = self.join_error(e, &old, def.graph.span, &s, self.place_span).note(note);
                    self.errors.insert(key, diag);
                }
            }
        }
        if changed && self.jit {
            self.call_predicate(g);
        }
    }

    /// `simple_call` and `call_args`.
    pub(crate) fn call(&mut self, op: &Operation, args: &[SomeValue]) -> Result<SomeValue, Diag> {
        let parsed = self.parse_args(op, args)?;
        let (result, target) = self.call_value(op, &args[0], parsed)?;
        if let Some(r) = op.result {
            let key = (self.place.0, r);
            // What a builtin calls itself (`str(x)` a `__str__`) has been noted already.
            if target == CallTarget::Builtin {
                self.calls.entry(key).or_insert(target);
            } else {
                self.calls.insert(key, target);
            }
        }
        Ok(result)
    }

    fn parse_args(&mut self, op: &Operation, args: &[SomeValue]) -> Result<Args, Diag> {
        if op.op == Op::SimpleCall {
            let positional = args[1..].iter().enumerate().map(|(i, s)| (ArgSource::Arg(i), s.clone())).collect();
            return Ok(Args { positional, keywords: vec![] });
        }
        let shape = match op.args.get(1).and_then(|o| o.konst()) {
            Some(Const::Name(n)) => n.clone(),
            _ => String::new(),
        };
        let mut parts = shape.split(',');
        let count: usize = parts.next().and_then(|n| n.parse().ok()).unwrap_or(0);
        let given = &args[2..];
        let mut positional: Vec<(ArgSource, SomeValue)> =
            given.iter().take(count).enumerate().map(|(i, s)| (ArgSource::Arg(i), s.clone())).collect();
        let mut keywords = vec![];
        for (next, part) in (count..).zip(parts) {
            let s = given[next].clone();
            if part == "*" {
                let Kind::Tuple(items) = &s.kind else {
                    let what = self.describe(&s);
                    return Err(self.error(
                        format!("only a tuple can be passed with `*`, not {what}"),
                        "pass the items one by one, or build a tuple of known length",
                    ));
                };
                let items = items.iter().enumerate();
                positional.extend(items.map(|(i, item)| (ArgSource::StarItem(next, i), item.clone())));
            } else {
                keywords.push((part.to_string(), ArgSource::Arg(next), s));
            }
        }
        Ok(Args { positional, keywords })
    }

    /// Calls a value; the result and what was called.
    pub(crate) fn call_value(
        &mut self,
        op: &Operation,
        callee: &SomeValue,
        args: Args,
    ) -> Result<(SomeValue, CallTarget), Diag> {
        match &callee.kind {
            Kind::Pbc { set, .. } => self.call_pbc(op, &set.clone(), args),
            Kind::BuiltinMethod { receiver, name } => {
                // The hints of a JIT driver name their variables.
                if let Kind::Special { .. } = receiver.kind {
                    if self.jit {
                        self.jit_marker(op, &receiver.clone(), name, &args)?;
                    }
                    return Ok((SomeValue::none(), CallTarget::Builtin));
                }
                let values = self.plain(args, name)?;
                if let Some(result) = self.method_of_iterable(op, &receiver.clone(), name, &values)? {
                    return Ok((result, CallTarget::Builtin));
                }
                let result = self.call_method(&receiver.clone(), name, &values)?;
                Ok((result, CallTarget::Builtin))
            }
            Kind::Instance { .. } => {
                let method = self.getattr_value(callee, "__call__")?;
                self.call_value(op, &method, args)
            }
            Kind::WeakRef { class, .. } => {
                if !args.positional.is_empty() || !args.keywords.is_empty() {
                    return Err(self.error("a weak reference takes no arguments", "call it without"));
                }
                let target = match class {
                    Some(class) => SomeValue::new(Kind::Instance { class: *class, can_be_none: true }),
                    None => SomeValue::none(),
                };
                Ok((target, CallTarget::Builtin))
            }
            Kind::Low(rpy_ir::Ty::Ptr(t)) => {
                let rpy_ir::TypeDef::Func { ret, .. } = &self.types.defs[*t] else {
                    return Err(self.error("this pointer is not to a function", "call a function"));
                };
                Ok((SomeValue::of_ty(*ret), CallTarget::Builtin))
            }
            _ => {
                let what = self.describe(callee);
                Err(self.error(format!("{what} cannot be called"), "call a function, a method or a class"))
            }
        }
    }

    /// Positional arguments only, for builtins.
    fn plain(&self, args: Args, name: &str) -> Result<Vec<SomeValue>, Diag> {
        match args.keywords.first() {
            Some((k, ..)) => Err(self.error(
                format!("`{name}` does not take the keyword argument `{k}` in RPython"),
                "pass it by position, or leave it out",
            )),
            None => Ok(args.positional.into_iter().map(|(_, s)| s).collect()),
        }
    }

    fn call_pbc(
        &mut self,
        op: &Operation,
        set: &Rc<std::collections::BTreeSet<Desc>>,
        args: Args,
    ) -> Result<(SomeValue, CallTarget), Diag> {
        if let Some(Desc::Special(name, obj)) = set.iter().next() {
            if set.len() > 1 {
                return Err(self.error(
                    "builtin functions and types cannot be chosen at run time",
                    "write functions of your own that call them",
                ));
            }
            let keywords: Vec<(String, SomeValue)> =
                args.keywords.iter().map(|(n, _, s)| (n.clone(), s.clone())).collect();
            let values: Vec<SomeValue> = args.positional.into_iter().map(|(_, s)| s).collect();
            return self.call_special(op, &name.clone(), *obj, &values, &keywords);
        }
        if let Some(Desc::Class(_)) = set.iter().next() {
            return self.call_classes(set, &args);
        }
        if let Some(Desc::Frozen(_)) = set.iter().next() {
            let frozen = SomeValue::new(Kind::Pbc { set: set.clone(), can_be_none: false });
            let method = self.getattr_value(&frozen, "__call__")?;
            return self.call_value(op, &method, args);
        }
        let mut result = SomeValue::impossible();
        let mut members = vec![];
        for desc in set.iter() {
            let (func, receiver) = match desc {
                Desc::Func(f) => (*f, None),
                Desc::Method { func, receiver, .. } => {
                    let this = SomeValue::new(Kind::Instance { class: *receiver, can_be_none: false });
                    (*func, Some(this))
                }
                Desc::FrozenMethod { receiver, func } => (*func, Some(self.immutablevalue(&Const::Obj(*receiver)))),
                Desc::Class(_) | Desc::Special(..) | Desc::Frozen(_) => continue,
            };
            let mut matched = self.match_signature(func, receiver.as_ref(), &args, set.len() > 1)?;
            if self.is_memo(func) {
                return self.call_memo(func, &matched);
            }
            let key = self.spec_key(func, &matched.values)?;
            self.enforce_args(func, &mut matched.values)?;
            let g = self.graph_of(func, key)?;
            self.poison |= self.failed.contains(&func) || self.poisoned_returns.contains(&g);
            self.bind(g, &matched.values);
            let reader = self.reader();
            self.callers.entry(g).or_default().insert(reader);
            let ret = self.graphs[g].ret.clone();
            result = self
                .union(&result, &ret)
                .map_err(|e| self.join_error(e, &result, Span::NONE, &ret, self.place_span))?;
            members.push(Callee { desc: desc.clone(), graph: g, args: matched.sources });
        }
        result.known = None;
        let target = match &members[..] {
            [only] => CallTarget::Direct { graph: only.graph, args: only.args.clone() },
            _ => CallTarget::Family { members, given: args.given() },
        };
        Ok((result, target))
    }

    /// The graph of a function that is called with these arguments, from somewhere else than the operation that is looked at.
    pub(crate) fn graph_of_call(&mut self, func: FuncId, args: &[SomeValue]) -> Result<GraphId, Diag> {
        let args = Args {
            positional: args.iter().enumerate().map(|(i, s)| (ArgSource::Arg(i), s.clone())).collect(),
            keywords: vec![],
        };
        let mut matched = self.match_signature(func, None, &args, false)?;
        let key = self.spec_key(func, &matched.values)?;
        self.enforce_args(func, &mut matched.values)?;
        let g = self.graph_of(func, key)?;
        self.bind(g, &matched.values);
        Ok(g)
    }

    /// The graph of a function for a key. A function that cannot be lowered is reported once.
    fn graph_of(&mut self, f: FuncId, key: SpecKey) -> Result<GraphId, Diag> {
        match self.graph_for(f, key.clone()) {
            Ok(g) => Ok(g),
            Err(diags) => {
                self.other_errors.extend(diags);
                self.failed.insert(f);
                let g = self.empty_graph(f);
                self.defs.funcs[f].graphs.insert(key, g);
                Ok(g)
            }
        }
    }

    fn match_signature(
        &mut self,
        f: FuncId,
        receiver: Option<&SomeValue>,
        args: &Args,
        family: bool,
    ) -> Result<Matched, Diag> {
        let sig = self.defs.funcs[f].signature.clone();
        let name = self.defs.funcs[f].name.clone();
        let wrong = |this: &Self, what: String, help: &str| {
            let def = this.defs.funcs[f].span;
            let mut d = Diag::at(what, this.place_span, "called here").help(help);
            if !def.is_none() {
                d = d.label(def, format!("`{name}` is defined here"));
            }
            d
        };
        if sig.kwargs {
            return Err(wrong(self, format!("`{name}` takes `**kwargs`"), "name the keyword arguments"));
        }
        let mut given: Vec<(ArgSource, SomeValue)> = vec![];
        given.extend(receiver.map(|r| (ArgSource::Receiver, r.clone())));
        given.extend(args.positional.iter().cloned());
        let count = sig.names.len();
        let mut slots: Vec<Option<(ArgSource, SomeValue)>> = vec![None; count];
        let rest = if given.len() > count { given.split_off(count) } else { vec![] };
        for (slot, g) in slots.iter_mut().zip(given) {
            *slot = Some(g);
        }
        if !rest.is_empty() && sig.vararg.is_none() {
            let what = format!(
                "`{name}` takes {count} argument{} but {} {} given",
                if count == 1 { "" } else { "s" },
                count + rest.len(),
                if count + rest.len() == 1 { "is" } else { "are" }
            );
            return Err(wrong(self, what, "leave out the arguments that are too many"));
        }
        let mut kwonly: Vec<Option<(ArgSource, SomeValue)>> = vec![None; sig.kwonly.len()];
        for (k, source, s) in &args.keywords {
            let slot = match sig.names.iter().position(|n| n == k) {
                Some(i) => &mut slots[i],
                None => match sig.kwonly.iter().position(|(n, _)| n == k) {
                    Some(i) => &mut kwonly[i],
                    None => {
                        return Err(wrong(
                            self,
                            format!("`{name}` has no parameter `{k}`"),
                            "use the name of a parameter",
                        ));
                    }
                },
            };
            if slot.is_some() {
                let what = format!("`{name}` gets the argument `{k}` twice");
                return Err(wrong(self, what, "pass it once"));
            }
            *slot = Some((source.clone(), s.clone()));
        }
        let first_default = count - sig.defaults.len().min(count);
        let mut missing = vec![];
        let mut result = Matched { values: vec![], sources: vec![] };
        for (i, slot) in slots.into_iter().enumerate() {
            match slot {
                Some((source, s)) => {
                    result.sources.push(source);
                    // Members of a family are chosen at run time: what one of them is called with is no constant.
                    result.values.push(if family && !matches!(s.kind, Kind::None) {
                        SomeValue { konst: s.konst.clone().filter(|_| matches!(s.kind, Kind::Pbc { .. })), ..s }
                    } else {
                        s
                    });
                }
                None if i >= first_default => {
                    let c = sig.defaults[i - first_default].clone();
                    result.values.push(self.immutablevalue(&c));
                    result.sources.push(ArgSource::Const(c));
                }
                None => missing.push(sig.names[i].clone()),
            }
        }
        if sig.vararg.is_some() {
            let (sources, values): (Vec<_>, Vec<_>) = rest.into_iter().unzip();
            result.values.push(SomeValue::tuple(values));
            result.sources.push(ArgSource::Tuple(sources));
        }
        for (slot, (k, default)) in kwonly.into_iter().zip(&sig.kwonly) {
            match (slot, default) {
                (Some((source, s)), _) => {
                    result.sources.push(source);
                    result.values.push(s);
                }
                (None, Some(c)) => {
                    result.values.push(self.immutablevalue(c));
                    result.sources.push(ArgSource::Const(c.clone()));
                }
                (None, None) => missing.push(k.clone()),
            }
        }
        if !missing.is_empty() {
            let list = missing.iter().map(|m| format!("`{m}`")).collect::<Vec<_>>().join(", ");
            let s = if missing.len() == 1 { "" } else { "s" };
            return Err(wrong(
                self,
                format!("too few arguments for `{name}`: {list} missing"),
                &format!("pass the missing argument{s}, or give the parameter{s} a default"),
            ));
        }
        Ok(result)
    }

    /// Instances of one of several classes.
    fn call_classes(
        &mut self,
        set: &std::collections::BTreeSet<Desc>,
        args: &Args,
    ) -> Result<(SomeValue, CallTarget), Diag> {
        let mut result = SomeValue::impossible();
        let mut members = vec![];
        for desc in set {
            let Desc::Class(c) = desc else { continue };
            self.instantiate(*c);
            self.note_destructor(*c)?;
            let instance = SomeValue::new(Kind::Instance { class: *c, can_be_none: false });
            let init = self.defs.mro_lookup(*c, "__init__").map(|(owner, k)| (owner, k.clone()));
            let (init, args) = match init {
                Some((owner, Const::Obj(f))) => {
                    let func = self.func_in_class(owner, f);
                    let mut matched = self.match_signature(func, Some(&instance), args, set.len() > 1)?;
                    let key = self.spec_key(func, &matched.values)?;
                    self.enforce_args(func, &mut matched.values)?;
                    let g = self.graph_of(func, key)?;
                    self.poison |= self.failed.contains(&func) || self.poisoned_returns.contains(&g);
                    self.bind(g, &matched.values);
                    let reader = self.reader();
                    self.callers.entry(g).or_default().insert(reader);
                    // An `__init__` that never returns makes no instance.
                    if self.graphs[g].ret.is_impossible() {
                        members.push(Maker { class: *c, init: Some(g), args: matched.sources });
                        continue;
                    }
                    (Some(g), matched.sources)
                }
                _ => {
                    self.check_plain_init(*c, args)?;
                    (None, args.positional.iter().map(|(s, _)| s.clone()).collect())
                }
            };
            result = self
                .union(&result, &instance)
                .map_err(|e| self.join_error(e, &result, Span::NONE, &instance, self.place_span))?;
            members.push(Maker { class: *c, init, args });
        }
        Ok((result, CallTarget::Classes { members }))
    }

    /// A class without `__init__`: an exception keeps a message, any other class takes no arguments.
    fn check_plain_init(&mut self, c: ClassId, args: &Args) -> Result<(), Diag> {
        let root = self.base_exception();
        if self.defs.is_subclass(c, root) {
            if let [(_, s), ..] = &args.positional[..]
                && matches!(s.kind, Kind::Str { kind: StrKind::Str, .. } | Kind::Char)
            {
                self.setattr_class(root, "message", &SomeValue::str().with_none(true))?;
            }
            if let [(_, errno), (_, text), ..] = &args.positional[..]
                && matches!(errno.kind, Kind::Int { .. })
                && self.defs.classes[c].name == "OSError"
            {
                self.setattr_class(c, "errno", &SomeValue::int())?;
                if matches!(text.kind, Kind::Str { kind: StrKind::Str, .. } | Kind::Char) {
                    self.setattr_class(c, "strerror", &SomeValue::str().with_none(true))?;
                }
            }
            return Ok(());
        }
        match args.positional.len() + args.keywords.len() {
            0 => Ok(()),
            n => {
                let name = self.defs.classes[c].name.clone();
                let span = self.defs.classes[c].span;
                let what = format!("`{name}` has no `__init__` but gets {n} argument{}", if n == 1 { "" } else { "s" });
                Err(self.error(what, "define `__init__`, or call the class without arguments").label(span, "the class"))
            }
        }
    }

    /// A function found in a class: one of a mixin is copied for the class.
    pub fn func_in_class(&mut self, owner: ClassId, f: rpy_ir::ObjId) -> FuncId {
        let mixed = self.mixed_in(owner, f);
        self.func_of(f, mixed.then_some(owner))
    }

    /// A call at translation time.
    fn call_memo(&mut self, f: FuncId, matched: &Matched) -> Result<(SomeValue, CallTarget), Diag> {
        let obj = self.defs.funcs[f].obj;
        let mut constants = vec![];
        let mut variable = None;
        for (i, s) in matched.values.iter().enumerate() {
            match (&s.konst, &s.kind) {
                (Some(c), _) => constants.push(c.clone()),
                (None, Kind::Pbc { set, .. }) if variable.is_none() => {
                    variable = Some((i, set.clone()));
                    constants.push(Const::Void);
                }
                _ => {
                    return Err(self.error(
                        "an argument of a `specialize.memo` function is not a constant",
                        "call it with functions, classes or frozen instances",
                    ));
                }
            }
        }
        let run = |this: &mut Self, args: &[Const]| {
            this.host.call(obj, args).map_err(|e| {
                this.error(format!("a call at translation time raised {e}"), "the function must not raise here")
            })
        };
        let Some((i, set)) = variable else {
            let c = run(self, &constants)?;
            return Ok((self.immutablevalue(&c), CallTarget::Constant(c)));
        };
        let mut result = SomeValue::impossible();
        let mut table = vec![];
        for desc in set.iter() {
            constants[i] = self.desc_const(desc);
            let c = run(self, &constants)?;
            let s = self.immutablevalue(&c);
            result =
                self.union(&result, &s).map_err(|e| self.join_error(e, &result, Span::NONE, &s, self.place_span))?;
            table.push((desc.clone(), c));
        }
        let arg = match matched.sources[i] {
            ArgSource::Arg(n) => n,
            _ => i,
        };
        Ok((result, CallTarget::Memo { arg, table }))
    }

    pub(crate) fn desc_const(&self, desc: &Desc) -> Const {
        Const::Obj(match desc {
            Desc::Func(f) | Desc::Method { func: f, .. } | Desc::FrozenMethod { func: f, .. } => {
                self.defs.funcs[*f].obj
            }
            Desc::Class(c) => self.defs.classes[*c].obj,
            Desc::Frozen(o) | Desc::Special(_, o) => *o,
        })
    }

    /// Calls a value with positional arguments on behalf of an operation; not recorded.
    pub(crate) fn call_internally(
        &mut self,
        op: &Operation,
        callee: &SomeValue,
        args: &[SomeValue],
    ) -> Result<SomeValue, Diag> {
        let positional = args.iter().enumerate().map(|(i, s)| (ArgSource::Arg(i), s.clone())).collect();
        let (s, target) = self.call_value(op, callee, Args { positional, keywords: vec![] })?;
        self.note_call(op, target);
        Ok(s)
    }

    /// What an operation calls behind the scenes.
    pub(crate) fn note_call(&mut self, op: &Operation, target: CallTarget) {
        if let Some(r) = op.result {
            self.calls.insert((self.place.0, r), target);
        } else {
            self.void_calls.insert(self.place, target);
        }
    }
}
