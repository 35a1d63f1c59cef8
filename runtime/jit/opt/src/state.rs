//! Virtual states: what a loop assumes of its variables when it begins. Which of them are objects that do not exist yet, which
//! are constants, and what is known of the others. A jump may go to a label if its own state is at least as special.

use crate::bound::IntBound;
use crate::core::{Optimizer, R};
use crate::info::{Body, Value};
use rpy_trace::{Arg, Const, DescrId, Kind, Op, OpCode, Var};
use std::collections::{BTreeMap, HashMap};

#[derive(Clone, Debug)]
pub(crate) enum Fact {
    Any,
    Int(IntBound),
    Ref { nonnull: bool, class: Option<i64>, length: Option<IntBound> },
}

#[derive(Clone, Debug)]
pub(crate) enum Node {
    /// An argument of the label.
    Plain {
        kind: Kind,
        input: usize,
        fact: Fact,
    },
    Const(Const),
    /// With all fields.
    Struct {
        descr: DescrId,
        fields: Vec<(DescrId, usize)>,
    },
    Array {
        descr: DescrId,
        items: Vec<usize>,
    },
    ArrayStruct {
        descr: DescrId,
        items: Vec<Vec<(DescrId, usize)>>,
    },
}

#[derive(Clone, Debug, Default)]
pub(crate) struct VirtualState {
    /// By variable of the interpreter.
    pub roots: Vec<usize>,
    pub nodes: Vec<Node>,
    /// The kinds of the label's arguments.
    pub inputs: Vec<Kind>,
}

/// The states do not fit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mismatch;

/// A check that makes a jump possible.
#[derive(Clone, Debug)]
enum Check {
    Guard(OpCode, Arg, Option<Const>),
    /// A comparison that holds.
    Compare(OpCode, Arg, i64),
}

impl Fact {
    /// Without what a guard cannot check.
    pub fn checkable(self) -> Fact {
        match self {
            Fact::Ref { nonnull, class, .. } => Fact::Ref { nonnull, class, length: None },
            other => other,
        }
    }
    fn join(&self, other: &Fact) -> Fact {
        match (self, other) {
            (Fact::Int(a), Fact::Int(b)) => Fact::Int(a.union(b).widen()),
            (Fact::Ref { nonnull, class, length }, Fact::Ref { nonnull: n, class: c, length: l }) => Fact::Ref {
                nonnull: *nonnull && *n,
                class: class.filter(|_| class == c),
                length: length.zip(*l).map(|(a, b)| a.union(&b)),
            },
            _ => Fact::Any,
        }
    }
}

/// Walks a state and the values that are to fit it.
struct Fit {
    force: bool,
    seen: HashMap<usize, Arg>,
    /// The node of each object: two of the state's objects are never one.
    objects: HashMap<Var, usize>,
    checks: Vec<Check>,
}

impl Optimizer<'_> {
    pub fn fact(&mut self, a: Arg) -> Fact {
        match self.kind(a) {
            Kind::Int => Fact::Int(self.bound(a).widen()),
            Kind::Float => Fact::Any,
            Kind::Ref => Fact::Ref {
                nonnull: self.nonnull(a) == Some(true),
                class: self.ptr(a).and_then(|i| i.class),
                length: self.ptr(a).and_then(|i| i.length).map(|b| b.widen()),
            },
        }
    }
    pub fn believe_fact(&mut self, v: Var, fact: &Fact) {
        match fact {
            Fact::Any => {}
            Fact::Int(b) => self.values[v.0 as usize] = Value::Int(*b),
            Fact::Ref { nonnull, class, length } => {
                if let Some(info) = self.ptr_mut(v.into()) {
                    (info.nonnull, info.class, info.length) = (*nonnull, *class, *length);
                }
            }
        }
    }

    /// The state of these values, and the values that are the label's arguments.
    pub fn state_of(&mut self, args: &[Arg]) -> (VirtualState, Vec<Arg>) {
        let mut state = VirtualState::default();
        let mut plain = Vec::new();
        let mut seen = HashMap::new();
        for &a in args {
            let node = self.state_node(a, &mut state, &mut plain, &mut seen);
            state.roots.push(node);
        }
        (state, plain)
    }
    fn state_node(
        &mut self,
        a: Arg,
        state: &mut VirtualState,
        plain: &mut Vec<Arg>,
        seen: &mut HashMap<Arg, usize>,
    ) -> usize {
        let a = self.resolve(a);
        if let Some(&node) = seen.get(&a) {
            return node;
        }
        let at = state.nodes.len();
        // Two constants that are equal here need not be so elsewhere.
        if let Arg::Const(c) = a {
            state.nodes.push(Node::Const(c));
            return at;
        }
        seen.insert(a, at);
        let Some(body) = self.ptr(a).and_then(|i| i.body.clone()) else {
            let (kind, fact) = (self.kind(a), self.fact(a));
            state.nodes.push(Node::Plain { kind, input: plain.len(), fact });
            state.inputs.push(kind);
            plain.push(a);
            return at;
        };
        // Its place is taken first: an object may be reached from itself.
        state.nodes.push(Node::Const(Const::Null));
        let mut node = |o: &mut Self, a: Arg| o.state_node(a, state, plain, seen);
        let made = match &body {
            Body::Struct { descr, .. } => {
                let fields = self.all_fields(&body, 0);
                Node::Struct { descr: *descr, fields: fields.into_iter().map(|(d, a)| (d, node(self, a))).collect() }
            }
            Body::Array { descr, items } => {
                let zero = self.item_zero(*descr);
                let items = items.iter().map(|i| node(self, i.unwrap_or(zero))).collect();
                Node::Array { descr: *descr, items }
            }
            Body::ArrayStruct { descr, items } => {
                let items = (0..items.len())
                    .map(|i| self.all_fields(&body, i).into_iter().map(|(d, a)| (d, node(self, a))).collect())
                    .collect();
                Node::ArrayStruct { descr: *descr, items }
            }
        };
        state.nodes[at] = made;
        at
    }
    /// Of an object, or of an item: those that have not been set are zero.
    fn all_fields(&self, body: &Body, item: usize) -> Vec<(DescrId, Arg)> {
        let descrs = self.env.descrs();
        // What allocating the object sets is no field of the state.
        let implied = match body {
            Body::Struct { descr, .. } => descrs.size(*descr).is_some_and(|s| s.vtable.is_some()),
            _ => false,
        };
        let (names, set) = match body {
            Body::Struct { descr, fields } => (descrs.size(*descr).map(|s| &s.fields), fields),
            Body::ArrayStruct { descr, items } => (descrs.array(*descr).map(|a| &a.fields), &items[item]),
            Body::Array { .. } => return Vec::new(),
        };
        let mut all: BTreeMap<DescrId, Arg> = BTreeMap::new();
        for &d in names.into_iter().flatten() {
            let (kind, typeptr) = match (descrs.field(d), descrs.interior(d)) {
                (Some(f), _) => (f.kind, f.is_typeptr),
                (_, Some(f)) => (f.kind, false),
                _ => continue,
            };
            if !(typeptr && implied) {
                all.insert(d, Self::zero(kind));
            }
        }
        for (&d, &a) in set {
            if !(implied && descrs.field(d).is_some_and(|f| f.is_typeptr)) {
                all.insert(d, a);
            }
        }
        all.into_iter().collect()
    }
    fn item_zero(&self, array: DescrId) -> Arg {
        Self::zero(self.env.descrs().array(array).and_then(|a| a.item).unwrap_or(Kind::Int))
    }

    /// The same values again, at the start of another piece: what the label's arguments are, and the interpreter's variables.
    pub fn enter_state(&mut self, state: &VirtualState) -> (Vec<Var>, Vec<Arg>) {
        let inputs: Vec<Var> = state.inputs.iter().map(|&k| self.new_input(k)).collect();
        let values: Vec<Arg> = state
            .nodes
            .iter()
            .map(|node| match node {
                Node::Plain { input, fact, .. } => {
                    self.believe_fact(inputs[*input], fact);
                    inputs[*input].into()
                }
                Node::Const(c) => Arg::Const(self.canonical(*c)),
                _ => self.new_var(Kind::Ref).into(),
            })
            .collect();
        for (node, value) in state.nodes.iter().zip(&values) {
            let Arg::Var(v) = *value else { continue };
            let of = |fields: &[(DescrId, usize)]| fields.iter().map(|&(d, n)| (d, values[n])).collect();
            let body = match node {
                Node::Struct { descr, fields } => Body::Struct { descr: *descr, fields: of(fields) },
                Node::Array { descr, items } => {
                    Body::Array { descr: *descr, items: items.iter().map(|&n| Some(values[n])).collect() }
                }
                Node::ArrayStruct { descr, items } => {
                    Body::ArrayStruct { descr: *descr, items: items.iter().map(|f| of(f)).collect() }
                }
                _ => continue,
            };
            self.make_virtual(v, body);
        }
        (inputs, state.roots.iter().map(|&n| values[n]).collect())
    }

    /// Makes the values fit a label's state: adds guards where the recorded values say that they will hold, and with `force`
    /// makes objects that the label wants to exist. Gives the label's arguments.
    pub fn fit(&mut self, state: &VirtualState, args: &[Arg], force: bool) -> R<Result<Vec<Arg>, Mismatch>> {
        let mut fit = Fit { force, seen: HashMap::new(), objects: HashMap::new(), checks: Vec::new() };
        for (i, (&root, &a)) in state.roots.iter().zip(args).enumerate() {
            let runtime = self.env.runtime(i);
            if self.fit_node(state, root, a, runtime, &mut fit).is_err() {
                return Ok(Err(Mismatch));
            }
        }
        if !fit.checks.is_empty() && self.patch.is_none() {
            return Ok(Err(Mismatch));
        }
        for check in fit.checks {
            self.add_check(check)?;
        }
        let mut plain = vec![None; state.inputs.len()];
        for (&node, &a) in &fit.seen {
            if let Node::Plain { input, .. } = &state.nodes[node] {
                plain[*input] = Some(a);
            }
        }
        let Some(plain) = plain.into_iter().collect::<Option<Vec<Arg>>>() else { return Ok(Err(Mismatch)) };
        for &a in &plain {
            if self.is_virtual(a) {
                self.force(a)?;
            }
        }
        // What was made may have been part of an object that was to stay virtual.
        if force && !self.still_fits(state, &fit.seen) {
            return Ok(Err(Mismatch));
        }
        Ok(Ok(plain))
    }
    fn still_fits(&self, state: &VirtualState, seen: &HashMap<usize, Arg>) -> bool {
        seen.iter().all(|(&n, &a)| match state.nodes[n] {
            Node::Plain { .. } | Node::Const(_) => true,
            _ => self.is_virtual(a),
        })
    }

    fn fit_node(
        &mut self,
        state: &VirtualState,
        n: usize,
        a: Arg,
        runtime: Option<Const>,
        fit: &mut Fit,
    ) -> Result<(), Mismatch> {
        let a = self.resolve(a);
        let node = &state.nodes[n];
        if let Some(&before) = fit.seen.get(&n) {
            return if before == a { Ok(()) } else { Err(Mismatch) };
        }
        fit.seen.insert(n, a);
        match node {
            Node::Const(c) => match a {
                Arg::Const(d) if d == self.canonical(*c) => Ok(()),
                Arg::Var(_)
                    if !self.is_virtual(a) && runtime.map(|r| self.canonical(r)) == Some(self.canonical(*c)) =>
                {
                    fit.checks.push(Check::Guard(OpCode::GuardValue, a, Some(*c)));
                    Ok(())
                }
                _ => Err(Mismatch),
            },
            Node::Plain { kind, fact, .. } => {
                if self.kind(a) != *kind || self.is_virtual(a) && !fit.force {
                    return Err(Mismatch);
                }
                match fact {
                    Fact::Any => Ok(()),
                    Fact::Int(b) => self.fit_int(b, a, runtime, fit),
                    Fact::Ref { .. } => self.fit_ref(fact, a, runtime, fit),
                }
            }
            Node::Struct { descr, fields } => {
                let body = self.fit_object(a, n, fit)?;
                if !matches!(&body, Body::Struct { descr: d, .. } if d == descr) {
                    return Err(Mismatch);
                }
                let actual = self.all_fields(&body, 0);
                self.fit_fields(state, fields, &actual, fit)
            }
            Node::Array { descr, items } => match self.fit_object(a, n, fit)? {
                Body::Array { descr: d, items: actual } if d == *descr && actual.len() == items.len() => {
                    let zero = self.item_zero(d);
                    for (&n, a) in items.iter().zip(actual) {
                        self.fit_node(state, n, a.unwrap_or(zero), None, fit)?;
                    }
                    Ok(())
                }
                _ => Err(Mismatch),
            },
            Node::ArrayStruct { descr, items } => {
                let body = self.fit_object(a, n, fit)?;
                match &body {
                    Body::ArrayStruct { descr: d, items: actual } if d == descr && actual.len() == items.len() => {
                        for (i, fields) in items.iter().enumerate() {
                            let actual = self.all_fields(&body, i);
                            self.fit_fields(state, fields, &actual, fit)?;
                        }
                        Ok(())
                    }
                    _ => Err(Mismatch),
                }
            }
        }
    }
    fn fit_object(&self, a: Arg, n: usize, fit: &mut Fit) -> Result<Body, Mismatch> {
        let v = a.var().ok_or(Mismatch)?;
        if *fit.objects.entry(v).or_insert(n) != n {
            return Err(Mismatch);
        }
        self.ptr(a).and_then(|i| i.body.clone()).ok_or(Mismatch)
    }
    fn fit_fields(
        &mut self,
        state: &VirtualState,
        fields: &[(DescrId, usize)],
        actual: &[(DescrId, Arg)],
        fit: &mut Fit,
    ) -> Result<(), Mismatch> {
        if fields.len() != actual.len() {
            return Err(Mismatch);
        }
        for (&(d, n), &(e, a)) in fields.iter().zip(actual) {
            if d != e {
                return Err(Mismatch);
            }
            self.fit_node(state, n, a, None, fit)?;
        }
        Ok(())
    }
    fn fit_int(&self, b: &IntBound, a: Arg, runtime: Option<Const>, fit: &mut Fit) -> Result<(), Mismatch> {
        let actual = self.bound(a);
        if b.includes(&actual) {
            return Ok(());
        }
        match runtime {
            Some(Const::Int(v)) if b.contains(v) && !b.has_bits() => {
                if actual.lower < b.lower {
                    fit.checks.push(Check::Compare(OpCode::IntGe, a, b.lower));
                }
                if actual.upper > b.upper {
                    fit.checks.push(Check::Compare(OpCode::IntLe, a, b.upper));
                }
                Ok(())
            }
            _ => Err(Mismatch),
        }
    }
    fn fit_ref(&mut self, fact: &Fact, a: Arg, runtime: Option<Const>, fit: &mut Fit) -> Result<(), Mismatch> {
        let Fact::Ref { nonnull, class, length } = fact else { return Ok(()) };
        if let Some(b) = length
            && *b != IntBound::nonnegative()
            && !b.includes(&self.length_of(a))
        {
            return Err(Mismatch);
        }
        let exists = self.nonnull(a);
        if !nonnull && class.is_none() || exists == Some(true) && class.is_none() {
            return Ok(());
        }
        if exists == Some(false) {
            return Err(Mismatch);
        }
        let actual = self.class_of(a);
        match (class, actual) {
            (Some(c), Some(d)) => return if *c == d { Ok(()) } else { Err(Mismatch) },
            (Some(_), None) if self.is_virtual(a) => return Err(Mismatch),
            _ => {}
        }
        let Some(Const::Ref(r)) = runtime else { return Err(Mismatch) };
        match class {
            Some(c) if self.env.class_of(r) == Some(*c) => {
                fit.checks.push(Check::Guard(OpCode::GuardNonnullClass, a, Some(Const::Int(*c))));
                Ok(())
            }
            Some(_) => Err(Mismatch),
            None => {
                fit.checks.push(Check::Guard(OpCode::GuardNonnull, a, None));
                Ok(())
            }
        }
    }
    fn length_of(&mut self, a: Arg) -> IntBound {
        self.length_bound(a)
    }

    fn add_check(&mut self, check: Check) -> R<()> {
        match check {
            Check::Guard(guard, a, c) => {
                let args = [Some(a), c.map(Arg::Const)].into_iter().flatten().collect();
                let op = self.make_guard(guard, args)?;
                self.send(op)
            }
            Check::Compare(compare, a, limit) => {
                let (op, v) = self.make(compare, vec![a, Arg::int(limit)], None);
                self.send(op)?;
                let args = v.into_iter().map(Arg::Var).collect();
                let guard = self.make_guard(OpCode::GuardTrue, args)?;
                self.send(guard)
            }
        }
    }
    /// Guards for what a loop relies on, of a value that was computed for it.
    pub fn check_fact(&mut self, a: Arg, fact: &Fact) -> R<()> {
        let mut checks = Vec::new();
        match fact {
            Fact::Any => {}
            Fact::Int(b) => {
                let actual = self.bound(a);
                if actual.lower < b.lower {
                    checks.push(Check::Compare(OpCode::IntGe, a, b.lower));
                }
                if actual.upper > b.upper {
                    checks.push(Check::Compare(OpCode::IntLe, a, b.upper));
                }
            }
            Fact::Ref { class: Some(c), .. } if self.class_of(a) != Some(*c) => {
                checks.push(Check::Guard(OpCode::GuardNonnullClass, a, Some(Const::Int(*c))));
            }
            Fact::Ref { nonnull: true, class: None, .. } if self.nonnull(a) != Some(true) => {
                checks.push(Check::Guard(OpCode::GuardNonnull, a, None));
            }
            Fact::Ref { .. } => {}
        }
        for check in checks {
            self.add_check(check)?;
        }
        Ok(())
    }
    pub fn check_constant(&mut self, a: Arg, c: Const) -> R<()> {
        if self.resolve(a) == Arg::Const(self.canonical(c)) {
            return Ok(());
        }
        self.add_check(Check::Guard(OpCode::GuardValue, a, Some(c)))
    }

    /// The state without what these values do not have; None if they differ in their objects, or not at all.
    pub fn weaken(&mut self, state: &VirtualState, args: &[Arg]) -> Option<VirtualState> {
        let mut weaker = state.clone();
        let mut seen = HashMap::new();
        let mut changed = false;
        let mut work: Vec<(usize, Arg)> = state.roots.iter().copied().zip(args.iter().copied()).collect();
        while let Some((n, a)) = work.pop() {
            let a = self.resolve(a);
            if let Some(&before) = seen.get(&n) {
                if before != a {
                    return None;
                }
                continue;
            }
            seen.insert(n, a);
            match &state.nodes[n] {
                Node::Const(c) if a != Arg::Const(self.canonical(*c)) => {
                    if self.is_virtual(a) {
                        return None;
                    }
                    let (kind, fact) = (c.kind(), self.constant_fact(*c).join(&self.fact(a)));
                    weaker.nodes[n] = Node::Plain { kind, input: weaker.inputs.len(), fact };
                    weaker.inputs.push(kind);
                    changed = true;
                }
                Node::Const(_) => {}
                Node::Plain { kind, input, fact } => {
                    let mut ignored =
                        Fit { force: true, seen: HashMap::new(), objects: HashMap::new(), checks: Vec::new() };
                    if self.fit_node(state, n, a, None, &mut ignored).is_err() {
                        let fact = fact.join(&self.fact(a));
                        weaker.nodes[n] = Node::Plain { kind: *kind, input: *input, fact };
                        changed = true;
                    }
                }
                node => {
                    let body = self.ptr(a)?.body.clone()?;
                    match (node, &body) {
                        (Node::Struct { descr, fields }, Body::Struct { descr: d, .. }) if descr == d => {
                            let actual = self.all_fields(&body, 0);
                            work.extend(fields.iter().zip(actual).map(|(f, a)| (f.1, a.1)));
                        }
                        (Node::Array { descr, items }, Body::Array { descr: d, items: actual })
                            if descr == d && items.len() == actual.len() =>
                        {
                            let zero = self.item_zero(*d);
                            work.extend(items.iter().zip(actual).map(|(&n, a)| (n, a.unwrap_or(zero))));
                        }
                        (Node::ArrayStruct { descr, items }, Body::ArrayStruct { descr: d, items: actual })
                            if descr == d && items.len() == actual.len() =>
                        {
                            for (i, fields) in items.iter().enumerate() {
                                let actual = self.all_fields(&body, i);
                                work.extend(fields.iter().zip(actual).map(|(f, a)| (f.1, a.1)));
                            }
                        }
                        _ => return None,
                    }
                }
            }
        }
        changed.then_some(weaker)
    }
    fn constant_fact(&mut self, c: Const) -> Fact {
        self.fact(Arg::Const(c))
    }
}

impl VirtualState {
    /// The values of a label's arguments that were constants when the state was taken.
    pub fn added_inputs(&self, old: &VirtualState) -> Vec<Const> {
        let mut added: Vec<(usize, Const)> = Vec::new();
        for (new, old) in self.nodes.iter().zip(&old.nodes) {
            if let (Node::Plain { input, .. }, Node::Const(c)) = (new, old) {
                added.push((*input, *c));
            }
        }
        added.sort_by_key(|a| a.0);
        added.into_iter().map(|a| a.1).collect()
    }
}

/// The value of an operation that the optimiser has sent: it may be gone, but its result is known.
pub(crate) fn sent(o: &mut Optimizer, op: Op) -> R<Option<Arg>> {
    let v = op.result;
    o.send(op)?;
    Ok(v.map(|v| o.resolve(v.into())))
}
