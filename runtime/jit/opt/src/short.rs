//! Short preambles. What the piece before a loop has computed or read need not be done in the loop: it becomes an argument of
//! the loop's label. Who jumps there computes it first: these operations, with guards for what the loop relies on, are the
//! short preamble.

use crate::core::{Optimizer, R, invalid};
use crate::heap::Place;
use crate::state::{Fact, Mismatch, VirtualState, sent};
use rpy_trace::{Arg, Const, DescrId, ExtraEffect, Kind, Op, OpCode, Var};
use std::collections::{HashMap, HashSet};

/// An operand of a short preamble's operation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ShortArg {
    Const(Const),
    /// An argument of the label.
    Input(usize),
    /// The result of another one.
    Short(usize),
}

/// What a value must be known to be before memory is read through it.
#[derive(Clone, Copy, Debug)]
struct Typed {
    operand: usize,
    descr: DescrId,
    class: Option<i64>,
}

#[derive(Clone, Debug)]
enum Cache {
    Pure,
    Heap(Place),
    Invariant,
}

#[derive(Clone, Debug)]
pub(crate) struct ShortOp {
    op: OpCode,
    descr: Option<DescrId>,
    args: Vec<ShortArg>,
    typed: Vec<Typed>,
    cache: Cache,
    /// What the loop may rely on.
    fact: Fact,
    /// The value, in the piece before the loop.
    pub original: Arg,
    /// Only needed for others of these: not an argument of the label.
    unused: bool,
}

/// What a piece hands on to a loop behind it.
#[derive(Clone, Debug)]
pub(crate) struct Exported {
    pub state: VirtualState,
    /// What the label's arguments are at the end of the piece.
    pub args: Vec<Arg>,
    pub short: Vec<ShortOp>,
}

/// In the loop: which of it is used.
#[derive(Default)]
pub(crate) struct Imported {
    pub short: Vec<ShortOp>,
    /// The variable of each, and the reverse.
    vars: Vec<Var>,
    of_var: HashMap<Var, usize>,
    is_used: Vec<bool>,
    /// In the order of use: so nothing runs before what made it possible.
    pub used: Vec<usize>,
    inputs: Vec<Var>,
}

/// A finished short preamble.
#[derive(Clone, Debug, Default)]
pub(crate) struct Short {
    ops: Vec<ShortOp>,
}

impl ShortOp {
    /// Its result is an argument of the label, unless the loop takes it to be a constant.
    pub fn passed(&self) -> bool {
        self.original.konst().is_none() && !self.unused
    }
}

impl Optimizer<'_> {
    // The end of the piece before.

    /// All stores are done.
    pub fn export(&mut self, args: &[Arg]) -> Exported {
        let (state, plain) = self.state_of(args);
        let mut available: HashMap<Arg, ShortArg> = HashMap::new();
        for (i, &a) in plain.iter().enumerate() {
            available.entry(a).or_insert(ShortArg::Input(i));
        }
        let mut candidates = self.candidates();
        let mut short: Vec<ShortOp> = Vec::new();
        // Each round finds what depends on the one before.
        loop {
            let before = short.len();
            candidates.retain(|(op, cache, result)| match self.short_op(op, cache, *result, &available) {
                Some(made) => {
                    available.entry(*result).or_insert(ShortArg::Short(short.len()));
                    short.push(made);
                    false
                }
                None => true,
            });
            if short.len() == before {
                break;
            }
        }
        Exported { state, args: plain, short }
    }

    fn candidates(&mut self) -> Vec<(Op, Cache, Arg)> {
        let mut all = Vec::new();
        for key in std::mem::take(&mut self.pure.computed) {
            let Some(result) = self.pure.get(&key) else { continue };
            let result = self.resolve(result);
            let (op, descr, args) = key;
            let args: Vec<Arg> = args.into_iter().map(|a| self.resolve(a)).collect();
            if self.may_run_early(op, descr, &args) {
                all.push((Op::new(op, args, descr), Cache::Pure, result));
            }
        }
        for (place, object, value) in self.heap_contents() {
            let (object, value) = (self.resolve(object), self.resolve(value));
            let descrs = self.env.descrs();
            let (kind, args) = match place {
                Place::Field(d) => (descrs.field(d).map(|f| f.kind), vec![object]),
                Place::Item(d, i) => (descrs.array(d).and_then(|a| a.item), vec![object, Arg::int(i)]),
                Place::Somewhere(_) => continue,
            };
            use OpCode::*;
            let op = match (place, kind) {
                (Place::Field(_), Some(Kind::Int)) => GetfieldGcI,
                (Place::Field(_), Some(Kind::Ref)) => GetfieldGcR,
                (Place::Field(_), Some(Kind::Float)) => GetfieldGcF,
                (Place::Item(..), Some(Kind::Int)) => GetarrayitemGcI,
                (Place::Item(..), Some(Kind::Ref)) => GetarrayitemGcR,
                (Place::Item(..), Some(Kind::Float)) => GetarrayitemGcF,
                _ => continue,
            };
            all.push((Op::new(op, args, Some(place.descr())), Cache::Heap(place), value));
        }
        let mut invariant: Vec<(Arg, Arg, DescrId)> = self.invariant.iter().map(|(&f, &(v, d))| (f, v, d)).collect();
        invariant.sort();
        for (function, value, descr) in invariant {
            use OpCode::*;
            let value = self.resolve(value);
            let op = match self.kind(value) {
                Kind::Int => CallLoopinvariantI,
                Kind::Ref => CallLoopinvariantR,
                Kind::Float => CallLoopinvariantF,
            };
            all.push((Op::new(op, vec![function], Some(descr)), Cache::Invariant, value));
        }
        all
    }

    /// It does no harm where the recorded trace would not have done it.
    fn may_run_early(&self, op: OpCode, descr: Option<DescrId>, args: &[Arg]) -> bool {
        use OpCode::*;
        match op {
            IntTruncdiv | IntTruncmod | UintTruncdiv | UintTruncmod => {
                matches!(args.get(1), Some(Arg::Const(Const::Int(c))) if *c != 0)
            }
            ArraylenGc => true,
            CallPureI | CallPureR | CallPureF => descr
                .and_then(|d| self.env.descrs().call(d))
                .is_some_and(|c| c.effect.extra != ExtraEffect::ElidableCanRaise),
            _ => op.is_pure(),
        }
    }

    fn short_op(&mut self, op: &Op, cache: &Cache, result: Arg, available: &HashMap<Arg, ShortArg>) -> Option<ShortOp> {
        let args: Vec<ShortArg> = op
            .args
            .iter()
            .map(|&a| match a {
                Arg::Const(c) => Some(ShortArg::Const(c)),
                Arg::Var(_) => available.get(&a).copied(),
            })
            .collect::<Option<_>>()?;
        if self.is_virtual(result) {
            return None;
        }
        let mut typed = Vec::new();
        if !op.op.is_pure() {
            for (operand, &a) in op.args.iter().enumerate() {
                if self.kind(a) != Kind::Ref || a.konst().is_some() {
                    continue;
                }
                let descr = match cache {
                    Cache::Heap(Place::Field(d)) => self.env.descrs().field(*d)?.parent,
                    Cache::Heap(Place::Item(d, _) | Place::Somewhere(d)) => *d,
                    _ if op.op == OpCode::ArraylenGc => op.descr?,
                    _ => self.ptr(a)?.typed?,
                };
                typed.push(Typed { operand, descr, class: self.class_of(a) });
            }
        }
        let fact = self.fact(result).checkable();
        Some(ShortOp {
            op: op.op,
            descr: op.descr,
            args,
            typed,
            cache: cache.clone(),
            fact,
            original: result,
            unused: false,
        })
    }

    // The loop.

    /// Gives the label's arguments so far, and the interpreter's variables.
    pub fn import_state(&mut self, exported: &Exported) -> (Vec<Var>, Vec<Arg>) {
        let (inputs, roots) = self.enter_state(&exported.state);
        self.imported.inputs = inputs.clone();
        for (j, s) in exported.short.iter().enumerate() {
            let v = self.new_input(s.op.result().unwrap_or(Kind::Int));
            self.believe_fact(v, &s.fact);
            self.imported.vars.push(v);
            self.imported.of_var.insert(v, j);
            let args: Vec<Arg> = s
                .args
                .iter()
                .map(|&a| match a {
                    ShortArg::Const(c) => Arg::Const(self.canonical(c)),
                    ShortArg::Input(i) => inputs[i].into(),
                    ShortArg::Short(k) => self.imported.vars[k].into(),
                })
                .collect();
            match &s.cache {
                Cache::Pure => {
                    if let Some(d) = s.descr {
                        self.know_made(v, d, &args);
                    }
                    self.pure.import(s.op, s.descr, args.clone(), v.into());
                    if self.options.intbounds {
                        self.inverse_operations(&Op { result: Some(v), ..Op::new(s.op, args, s.descr) });
                    }
                }
                Cache::Heap(place) => self.remember(*place, args[0], v.into()),
                Cache::Invariant => {
                    if let Some(d) = s.descr {
                        self.invariant.insert(args[0], (v.into(), d));
                    }
                }
            }
        }
        self.imported.is_used = vec![false; exported.short.len()];
        self.imported.short = exported.short.clone();
        (inputs, roots)
    }

    /// A value from a cache is used: if it comes from the piece before, it becomes an argument of the label.
    pub fn take(&mut self, a: Arg) -> Option<Arg> {
        if let Arg::Var(v) = a
            && let Some(&j) = self.imported.of_var.get(&v)
        {
            self.use_short(j);
            if let Arg::Const(c) = self.imported.short[j].original {
                self.make_constant(v, c).ok()?;
            }
        }
        Some(self.resolve(a))
    }
    fn use_short(&mut self, j: usize) {
        if std::mem::replace(&mut self.imported.is_used[j], true) {
            return;
        }
        let s = self.imported.short[j].clone();
        for a in &s.args {
            if let ShortArg::Short(k) = *a {
                self.use_short(k);
            }
        }
        self.imported.used.push(j);
        // Whoever jumps to the label knows this first.
        for t in &s.typed {
            let v = match s.args[t.operand] {
                ShortArg::Input(i) => self.imported.inputs[i],
                ShortArg::Short(k) => self.imported.vars[k],
                ShortArg::Const(_) => continue,
            };
            self.see_type(v.into(), Some(t.descr));
        }
    }
    /// The label's arguments that come from the piece before: their variables here, and what they are there.
    pub fn used_inputs(&self) -> (Vec<Var>, Vec<Arg>) {
        let passed = self.imported.used.iter().filter(|&&j| self.imported.short[j].passed());
        passed.map(|&j| (self.imported.vars[j], self.imported.short[j].original)).unzip()
    }
    /// Drops arguments of the label that the loop only passes on to itself. The first ones are the interpreter's.
    pub fn drop_unused(&mut self, id: u32, first: usize) {
        let Some((jump, ops)) = self.out.split_last_mut() else { return };
        if jump.jump_target != Some(id) {
            return;
        }
        let mut used: HashSet<Var> = HashSet::new();
        for op in ops.iter() {
            used.extend(op.args.iter().filter_map(|a| a.var()));
            used.extend(op.guard.iter().flat_map(|g| &g.fail_args));
        }
        used.extend(jump.args[..first].iter().filter_map(|a| a.var()));
        let mut passed: Vec<usize> = Vec::new();
        for &j in &self.imported.used {
            if self.imported.short[j].passed() {
                passed.push(j);
            }
        }
        // What is passed in a used place is used.
        loop {
            let before = used.len();
            for (&j, a) in passed.iter().zip(&jump.args[first..]) {
                if used.contains(&self.imported.vars[j]) {
                    used.extend(a.var());
                }
            }
            if used.len() == before {
                break;
            }
        }
        let mut kept: Vec<Arg> = jump.args[..first].to_vec();
        for (&j, &a) in passed.iter().zip(&jump.args[first..]) {
            if used.contains(&self.imported.vars[j]) {
                kept.push(a);
            } else {
                self.imported.short[j].unused = true;
            }
        }
        jump.args = kept;
    }
    /// The short preamble of the loop that has been made.
    pub fn finished_short(&self) -> Short {
        let mut new_index = HashMap::new();
        let mut ops = Vec::new();
        for (at, &j) in self.imported.used.iter().enumerate() {
            new_index.insert(j, at);
            let mut s = self.imported.short[j].clone();
            for a in &mut s.args {
                if let ShortArg::Short(k) = a {
                    *k = new_index[k];
                }
            }
            ops.push(s);
        }
        Short { ops }
    }

    // Jumps.

    /// Computes a loop's further arguments.
    pub fn inline_short(&mut self, short: &Short, args: &[Arg]) -> R<Result<Vec<Arg>, Mismatch>> {
        let mut results: Vec<Arg> = Vec::new();
        for s in &short.ops {
            match self.inline_short_op(s, args, |k| results[k])? {
                Ok(r) => results.push(r),
                Err(m) => return Ok(Err(m)),
            }
        }
        let passed = short.ops.iter().zip(results).filter(|(s, _)| s.passed()).map(|(_, r)| r);
        Ok(Ok(passed.collect()))
    }
    /// The same for the loop that is being made: this may itself use more of the piece before.
    pub fn inline_own_short(&mut self, args: &[Arg]) -> R<Result<Vec<Arg>, Mismatch>> {
        let mut results: HashMap<usize, Arg> = HashMap::new();
        loop {
            let mut at = 0;
            while at < self.imported.used.len() {
                let j = self.imported.used[at];
                at += 1;
                if results.contains_key(&j) {
                    continue;
                }
                let s = self.imported.short[j].clone();
                match self.inline_short_op(&s, args, |k| results[&k])? {
                    Ok(r) => results.insert(j, r),
                    Err(m) => return Ok(Err(m)),
                };
            }
            for &a in args.iter().chain(results.values()) {
                self.force(a)?;
            }
            self.flush()?;
            if self.imported.used.iter().all(|j| results.contains_key(j)) {
                break;
            }
        }
        let used = self.imported.used.iter().filter(|&&j| self.imported.short[j].passed());
        Ok(Ok(used.map(|j| results[j]).collect()))
    }

    fn inline_short_op(
        &mut self,
        s: &ShortOp,
        inputs: &[Arg],
        result: impl Fn(usize) -> Arg,
    ) -> R<Result<Arg, Mismatch>> {
        let args: Vec<Arg> = s
            .args
            .iter()
            .map(|&a| match a {
                ShortArg::Const(c) => Arg::Const(self.canonical(c)),
                ShortArg::Input(i) => self.resolve(inputs[i]),
                ShortArg::Short(k) => self.resolve(result(k)),
            })
            .collect();
        for t in &s.typed {
            if !self.has_type(args[t.operand], t) {
                return Ok(Err(Mismatch));
            }
        }
        let (op, _) = self.make(s.op, args, s.descr);
        let Some(r) = sent(self, op)? else { return invalid("an operation of a short preamble has no result") };
        let needs_guard = self.patch.is_none();
        match s.original {
            Arg::Const(c) => {
                if needs_guard && r != Arg::Const(self.canonical(c)) {
                    return Ok(Err(Mismatch));
                }
                self.check_constant(r, c)?;
            }
            Arg::Var(_) => {
                if needs_guard && !self.satisfies(r, &s.fact) {
                    return Ok(Err(Mismatch));
                }
                self.check_fact(r, &s.fact)?;
            }
        }
        Ok(Ok(self.resolve(r)))
    }
    fn satisfies(&mut self, a: Arg, fact: &Fact) -> bool {
        match fact {
            Fact::Any => true,
            Fact::Int(b) => {
                let actual = self.bound(a);
                b.lower <= actual.lower && actual.upper <= b.upper
            }
            Fact::Ref { class: Some(c), .. } => self.class_of(a) == Some(*c),
            Fact::Ref { nonnull, .. } => !nonnull || self.nonnull(a) == Some(true),
        }
    }
    /// Memory may be read through it as the loop does.
    fn has_type(&mut self, a: Arg, t: &Typed) -> bool {
        let a = self.resolve(a);
        if matches!(a, Arg::Const(Const::Ref(_))) || t.class.is_some() && self.class_of(a) == t.class {
            return true;
        }
        if self.nonnull(a) != Some(true) {
            return false;
        }
        let Some(known) = self.ptr(a).and_then(|i| i.typed) else { return false };
        if known == t.descr {
            return true;
        }
        let descrs = self.env.descrs();
        match (descrs.size(known), descrs.size(t.descr)) {
            (Some(is), Some(wanted)) => {
                !wanted.fields.is_empty() && wanted.fields.iter().all(|f| is.fields.contains(f))
            }
            _ => false,
        }
    }
}
