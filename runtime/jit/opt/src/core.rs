//! The machinery under the passes: variables with what is known of them, operations on their way through the passes, and
//! the output. It knows the order of the passes but not what they do.

use crate::bound::{Contradiction, IntBound};
use crate::env::Env;
use crate::heap::Heap;
use crate::info::{Origin, PtrInfo, Value};
use crate::options::Options;
use crate::pure::Pure;
use crate::shared::Shared;
use crate::short::Imported;
use crate::strengthen::Strengthened;
use crate::strings::Strings;
use rpy_trace::op::Group;
use rpy_trace::{Arg, Const, DescrId, Guard, Kind, Op, OpCode, RefId, Snapshot, Trace, Var};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// The trace contradicts itself: it cannot be compiled in this form (RPython's InvalidLoop).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Invalid(pub String);

impl From<Contradiction> for Invalid {
    fn from(_: Contradiction) -> Invalid {
        Invalid("a guard always fails: an integer is out of its bounds".into())
    }
}

pub(crate) type R<T> = Result<T, Invalid>;

pub(crate) fn invalid<T>(why: impl Into<String>) -> R<T> {
    Err(Invalid(why.into()))
}

/// Rewrites one piece.
pub(crate) struct Optimizer<'e> {
    pub env: &'e mut dyn Env,
    pub options: &'e Options,
    pub kinds: Vec<Kind>,
    pub values: Vec<Value>,
    /// The operation that gave a variable: opcode and operands.
    pub defs: Vec<Option<(OpCode, Vec<Arg>)>>,
    /// What the recorded trace's variables are here.
    pub map: Vec<Option<Arg>>,
    pub out: Vec<Op>,
    /// Kept back so that the guard on it comes right behind it.
    pub postponed: Option<Op>,
    /// The last call is gone, so what checks it goes too.
    pub removed: bool,
    /// The same for an operation that cannot overflow.
    pub cannot_overflow: bool,
    pub pure: Pure,
    pub heap: Heap,
    pub strings: Strings,
    /// Results of calls that need not be done for anything else.
    pub quiet: HashSet<Var>,
    /// Results of loop-invariant calls, and the calls, by function.
    pub invariant: HashMap<Arg, (Arg, DescrId)>,
    /// What the piece before can hand on if it is asked for.
    pub imported: Imported,
    /// The state to go back to for guards that the optimiser adds at the end.
    pub patch: Option<Rc<Snapshot>>,
    /// Earlier guards may be made stricter.
    pub may_replace: bool,
    /// Stores that the guard on its way does on exit.
    pub pending: Vec<Op>,
    pub strengthened: Strengthened,
    pub shared: Shared,
    constants: Vec<RefId>,
    canonical: HashMap<RefId, RefId>,
}

impl<'e> Optimizer<'e> {
    pub fn new(env: &'e mut dyn Env, options: &'e Options) -> Optimizer<'e> {
        Optimizer {
            env,
            options,
            kinds: Vec::new(),
            values: Vec::new(),
            defs: Vec::new(),
            map: Vec::new(),
            out: Vec::new(),
            postponed: None,
            removed: false,
            cannot_overflow: false,
            pure: Pure::default(),
            heap: Heap::default(),
            strings: Strings::default(),
            quiet: HashSet::new(),
            invariant: HashMap::new(),
            imported: Imported::default(),
            patch: None,
            may_replace: true,
            pending: Vec::new(),
            strengthened: Strengthened::default(),
            shared: Shared::default(),
            constants: Vec::new(),
            canonical: HashMap::new(),
        }
    }

    // Variables.

    pub fn new_var(&mut self, kind: Kind) -> Var {
        self.kinds.push(kind);
        self.values.push(Value::Any);
        self.defs.push(None);
        Var(self.kinds.len() as u32 - 1)
    }
    pub fn new_input(&mut self, kind: Kind) -> Var {
        let v = self.new_var(kind);
        if kind == Kind::Ref {
            self.values[v.0 as usize] = Value::Ref(Box::new(PtrInfo { origin: Origin::Input, ..PtrInfo::default() }));
        }
        v
    }
    pub fn kind(&self, a: Arg) -> Kind {
        match a {
            Arg::Var(v) => self.kinds[v.0 as usize],
            Arg::Const(c) => c.kind(),
        }
    }
    /// What stands for this operand now.
    pub fn resolve(&self, mut a: Arg) -> Arg {
        while let Arg::Var(v) = a
            && let Value::Same(b) = self.values[v.0 as usize]
        {
            a = b;
        }
        a
    }
    pub fn constant(&self, a: Arg) -> Option<Const> {
        self.resolve(a).konst()
    }
    pub fn constant_int(&self, a: Arg) -> Option<i64> {
        match self.constant(a) {
            Some(Const::Int(v)) => Some(v),
            _ => None,
        }
    }
    /// One id for each object, so that equal operands are equal.
    pub fn canonical(&mut self, c: Const) -> Const {
        let Const::Ref(id) = c else { return c };
        if let Some(&known) = self.canonical.get(&id) {
            return Const::Ref(known);
        }
        let known = self.constants.iter().copied().find(|&k| self.env.same(k, id));
        if known.is_none() {
            self.constants.push(id);
        }
        self.canonical.insert(id, known.unwrap_or(id));
        Const::Ref(known.unwrap_or(id))
    }
    pub fn zero(kind: Kind) -> Arg {
        Arg::Const(match kind {
            Kind::Int => Const::Int(0),
            Kind::Float => Const::Float(0),
            Kind::Ref => Const::Null,
        })
    }

    /// From now on `v` is `to`.
    pub fn make_equal(&mut self, v: Var, to: Arg) -> R<()> {
        let (from, to) = (self.resolve(v.into()), self.resolve(to));
        if from == to {
            return Ok(());
        }
        let Arg::Var(from) = from else {
            // A constant equals this variable: the variable is the constant.
            return match to {
                Arg::Var(to) => self.make_equal(to, from),
                Arg::Const(_) => invalid("two constants that differ are found to be equal"),
            };
        };
        match &self.values[from.0 as usize] {
            Value::Int(b) => {
                let b = *b;
                match to {
                    Arg::Const(Const::Int(c)) if !b.contains(c) => {
                        return invalid("an integer is out of its bounds");
                    }
                    Arg::Const(_) => {}
                    Arg::Var(_) => self.narrow(to, &b)?,
                }
            }
            Value::Ref(info) if info.is_virtual() => return invalid("a virtual object is found to be another one"),
            _ => {}
        }
        let input = matches!(&self.values[from.0 as usize], Value::Ref(i) if i.origin == Origin::Input);
        self.values[from.0 as usize] = Value::Same(to);
        // Something may be known of an object only if it has been used.
        if self.kinds[from.0 as usize] == Kind::Ref && (input || self.defs[from.0 as usize].is_some()) {
            self.heap.renamed(from.into(), to);
        }
        Ok(())
    }
    pub fn make_constant(&mut self, v: Var, c: Const) -> R<()> {
        let c = self.canonical(c);
        self.make_equal(v, Arg::Const(c))
    }
    /// For an operation whose result is known.
    pub fn give(&mut self, op: &Op, value: Arg) -> R<()> {
        match op.result {
            Some(v) => self.make_equal(v, value),
            None => Ok(()),
        }
    }
    pub fn give_int(&mut self, op: &Op, value: i64) -> R<()> {
        self.give(op, Arg::int(value))
    }

    // Integers.

    pub fn bound(&self, a: Arg) -> IntBound {
        match self.resolve(a) {
            Arg::Const(Const::Int(c)) => IntBound::exact(c),
            Arg::Var(v) => match &self.values[v.0 as usize] {
                Value::Int(b) => *b,
                _ => IntBound::UNBOUNDED,
            },
            _ => IntBound::UNBOUNDED,
        }
    }
    pub fn narrow(&mut self, a: Arg, by: &IntBound) -> R<()> {
        self.narrowed(a, by).map(|_| ())
    }
    /// Whether that said something new.
    pub fn narrowed(&mut self, a: Arg, by: &IntBound) -> R<bool> {
        let a = self.resolve(a);
        let mut b = self.bound(a);
        let new = b.intersect(by)?;
        if let (true, Arg::Var(v)) = (new, a) {
            self.values[v.0 as usize] = match b.constant() {
                Some(c) => Value::Same(Arg::int(c)),
                None => Value::Int(b),
            };
        }
        Ok(new)
    }

    // References.

    pub fn ptr(&self, a: Arg) -> Option<&PtrInfo> {
        match self.resolve(a) {
            Arg::Var(v) => match &self.values[v.0 as usize] {
                Value::Ref(info) => Some(info),
                _ => None,
            },
            Arg::Const(_) => None,
        }
    }
    /// None for constants.
    pub fn ptr_mut(&mut self, a: Arg) -> Option<&mut PtrInfo> {
        let Arg::Var(v) = self.resolve(a) else { return None };
        if self.kinds[v.0 as usize] != Kind::Ref {
            return None;
        }
        let value = &mut self.values[v.0 as usize];
        if !matches!(value, Value::Ref(_)) {
            *value = Value::Ref(Box::default());
        }
        match value {
            Value::Ref(info) => Some(info),
            _ => None,
        }
    }
    pub fn is_virtual(&self, a: Arg) -> bool {
        self.ptr(a).is_some_and(PtrInfo::is_virtual)
    }
    /// Whether it is not null; None if unknown.
    pub fn nonnull(&self, a: Arg) -> Option<bool> {
        match self.resolve(a) {
            Arg::Const(Const::Null) => Some(false),
            Arg::Const(Const::Int(v)) => Some(v != 0),
            Arg::Const(_) => Some(true),
            Arg::Var(v) => match &self.values[v.0 as usize] {
                Value::Ref(info) if info.nonnull => Some(true),
                Value::Int(b) if !b.contains(0) => Some(true),
                _ => None,
            },
        }
    }
    pub fn make_nonnull(&mut self, a: Arg) {
        if let Some(info) = self.ptr_mut(a) {
            info.nonnull = true;
        }
    }
    pub fn class_of(&mut self, a: Arg) -> Option<i64> {
        match self.resolve(a) {
            Arg::Const(Const::Ref(r)) => self.env.class_of(r),
            a => self.ptr(a).and_then(|info| info.class),
        }
    }
    pub fn length_bound(&self, array: Arg) -> IntBound {
        self.ptr(array).and_then(|i| i.length).unwrap_or_else(IntBound::nonnegative)
    }
    pub fn narrow_length(&mut self, array: Arg, by: &IntBound) -> R<()> {
        let mut b = self.length_bound(array);
        if b.intersect(by)?
            && let Some(info) = self.ptr_mut(array)
        {
            info.length = Some(b);
        }
        Ok(())
    }
    /// The two are not the same object.
    pub fn cannot_alias(&mut self, a: Arg, b: Arg) -> bool {
        let (a, b) = (self.resolve(a), self.resolve(b));
        if a == b {
            return false;
        }
        let (oa, ob) = (self.origin(a), self.origin(b));
        let older = |o| matches!(o, Some(Origin::Fresh | Origin::Input));
        if oa == Some(Origin::Fresh) && older(ob) || ob == Some(Origin::Fresh) && older(oa) {
            return true;
        }
        if let (Arg::Const(_), Arg::Const(_)) = (a, b) {
            return true;
        }
        if let (Some(x), Some(y)) = (self.class_of(a), self.class_of(b))
            && x != y
        {
            return true;
        }
        let length = |o: &Self, x| o.ptr(x).and_then(|i| i.length);
        match (length(self, a), length(self, b)) {
            (Some(x), Some(y)) => x.eq(&y) == Some(false),
            _ => false,
        }
    }
    fn origin(&self, a: Arg) -> Option<Origin> {
        match a {
            Arg::Const(_) => Some(Origin::Input),
            Arg::Var(_) => self.ptr(a).map(|i| i.origin),
        }
    }

    // Operations on their way.

    /// An operation that the optimiser makes; gives its result.
    pub fn make(&mut self, op: OpCode, args: Vec<Arg>, descr: Option<DescrId>) -> (Op, Option<Var>) {
        let result = op.result().map(|k| self.new_var(k));
        (Op { result, ..Op::new(op, args, descr) }, result)
    }
    /// A guard that goes back to the end of the trace, as those of the loop that it joins do.
    pub fn make_guard(&mut self, op: OpCode, args: Vec<Arg>) -> R<Op> {
        let Some(snapshot) = self.patch.clone() else { return invalid("no state to go back to at the trace's end") };
        let mut op = Op::new(op, args, None);
        op.guard = Some(Box::new(Guard { snapshot, ..Guard::default() }));
        Ok(op)
    }
    /// An operand of the recorded trace.
    pub fn import(&mut self, a: Arg) -> Arg {
        match a {
            Arg::Var(v) => {
                let here = self.map.get(v.0 as usize).copied().flatten();
                self.resolve(here.expect("variables are defined before they are used"))
            }
            Arg::Const(c) => Arg::Const(self.canonical(c)),
        }
    }
    /// Sends all operations of a recorded trace through the passes but the last, which it returns.
    pub fn replay(&mut self, trace: &Trace) -> R<Op> {
        self.map.resize(trace.kinds.len(), None);
        for op in &trace.ops {
            let mut new = Op {
                op: op.op,
                args: op.args.iter().map(|&a| self.import(a)).collect(),
                descr: op.descr,
                result: None,
                jump_target: op.jump_target,
                guard: op.guard.clone(),
            };
            if let Some(v) = op.result {
                let here = self.new_var(trace.kind(v));
                self.map[v.0 as usize] = Some(here.into());
                new.result = Some(here);
            }
            match op.op {
                OpCode::Jump | OpCode::Finish => return Ok(new),
                _ => self.send(new)?,
            }
        }
        invalid("the trace has no end")
    }
    /// Through all passes.
    pub fn send(&mut self, mut op: Op) -> R<()> {
        for a in &mut op.args {
            *a = self.resolve(*a);
        }
        if !op.op.is_guard() {
            self.removed = false;
        }
        let Some(op) = self.pure_read(op)? else { return Ok(()) };
        let o = self.options;
        let Some(op) = (if o.intbounds { self.intbounds(op)? } else { Some(op) }) else { return Ok(()) };
        let Some(op) = (if o.rewrite { self.rewrite(op)? } else { self.required(op)? }) else { return Ok(()) };
        let Some(op) = (if o.virtualize { self.virtualize(op)? } else { Some(op) }) else { return Ok(()) };
        let Some(op) = (if o.string { self.strings(op)? } else { Some(op) }) else { return Ok(()) };
        let Some(op) = self.pure(op)? else { return Ok(()) };
        if o.earlyforce {
            self.earlyforce(&op)?;
        }
        self.send_to_heap(op)
    }
    /// Through the last passes: for what forcing an object makes.
    pub fn send_to_heap(&mut self, mut op: Op) -> R<()> {
        for a in &mut op.args {
            *a = self.resolve(*a);
        }
        match if self.options.heap { self.heap(op)? } else { Some(op) } {
            Some(op) => self.emit(op),
            None => Ok(()),
        }
    }
    /// To the output.
    pub fn emit(&mut self, mut op: Op) -> R<()> {
        if !op.op.is_guard() {
            let mut forced = false;
            for i in 0..op.args.len() {
                forced |= self.force(op.args[i])?;
            }
            // Without early forcing the new object's stores would come after what uses it, and be known behind it.
            if forced && self.options.heap {
                self.force_lazy_sets()?;
                self.effects(&op)?;
            }
        }
        for a in &mut op.args {
            *a = self.resolve(*a);
        }
        let condition = op.op.is_pure() && op.op.result() == Some(Kind::Int) && gives_truth(op.op);
        if condition || op.op.group() == Group::Ovf || is_may_force(op.op) {
            self.emit_postponed();
            self.learn(&op)?;
            self.postponed = Some(op);
            return Ok(());
        }
        self.emit_postponed();
        if op.op.is_guard() {
            if self.strengthens(&op) {
                self.pending.clear();
                return self.learn(&op);
            }
            self.finish_guard(&mut op);
        }
        self.learn(&op)?;
        self.out.push(op);
        Ok(())
    }
    /// A store that has waited: it comes before a condition that waits for its guard.
    pub fn emit_store(&mut self, mut op: Op) -> R<()> {
        for i in 0..op.args.len() {
            self.force(op.args[i])?;
        }
        for a in &mut op.args {
            *a = self.resolve(*a);
        }
        if let Some(v) = self.postponed.as_ref().and_then(|p| p.result)
            && op.args.contains(&Arg::Var(v))
        {
            self.emit_postponed();
        }
        self.out.push(op);
        Ok(())
    }
    pub fn emit_postponed(&mut self) {
        if let Some(op) = self.postponed.take() {
            self.out.push(op);
        }
    }
    /// What an operation in the output says of its operands and its result.
    fn learn(&mut self, op: &Op) -> R<()> {
        if let Some(v) = op.result {
            self.defs[v.0 as usize] = Some((op.op, op.args.clone()));
        }
        if self.options.heap {
            self.learn_heap(op);
        }
        self.learn_pure(op);
        self.learn_guard(op)?;
        if self.options.intbounds {
            self.learn_bounds(op)?;
        }
        Ok(())
    }
    /// All stores that have been put off.
    pub fn flush(&mut self) -> R<()> {
        self.force_lazy_sets()?;
        self.emit_postponed();
        Ok(())
    }
}

/// Comparisons and the like: they give 0 or 1, and are mostly followed by a guard.
pub(crate) fn gives_truth(op: OpCode) -> bool {
    use OpCode::*;
    op.inverse().is_some()
        || matches!(
            op,
            IntAddOverflows
                | IntSubOverflows
                | IntMulOverflows
                | FloatLt
                | FloatLe
                | FloatEq
                | FloatNe
                | FloatGt
                | FloatGe
        )
}

pub(crate) fn is_may_force(op: OpCode) -> bool {
    use OpCode::*;
    matches!(op, CallMayForceI | CallMayForceR | CallMayForceF | CallMayForceN)
}
