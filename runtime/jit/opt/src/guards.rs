//! Guards: what they say, which of them other facts imply, and which earlier guard may check more in place of two.

use crate::core::{Optimizer, R, invalid};
use rpy_trace::{Arg, Const, Descr, DescrId, Kind, Op, OpCode};

impl Optimizer<'_> {
    pub fn guard(&mut self, op: Op) -> R<Option<Op>> {
        use OpCode::*;
        match op.op {
            GuardTrue => self.expect(op, Const::Int(1)),
            GuardFalse => self.expect(op, Const::Int(0)),
            GuardValue => match op.args[1] {
                Arg::Const(c) => {
                    if self.is_virtual(op.args[0]) {
                        return invalid("guard_value of a virtual object");
                    }
                    self.value(op, c)
                }
                Arg::Var(_) => invalid("guard_value with a variable"),
            },
            GuardNonnull => match self.nonnull(op.args[0]) {
                Some(true) => Ok(None),
                Some(false) => invalid("guard_nonnull of null"),
                None => Ok(Some(op)),
            },
            GuardIsnull => match self.nonnull(op.args[0]) {
                Some(false) => Ok(None),
                Some(true) => invalid("guard_isnull of an object"),
                None => Ok(Some(op)),
            },
            GuardClass | GuardNonnullClass => self.class(op),
            _ => self.required(op),
        }
    }

    fn expect(&mut self, op: Op, c: Const) -> R<Option<Op>> {
        match self.bound(op.args[0]).constant() {
            Some(v) if Const::Int(v) == c => Ok(None),
            Some(_) => invalid(format!("{} always fails", op.op.name())),
            None => Ok(Some(op)),
        }
    }

    fn value(&mut self, op: Op, c: Const) -> R<Option<Op>> {
        if let Some(known) = op.args[0].konst() {
            return if known == c { Ok(None) } else { invalid("guard_value always fails") };
        }
        match c {
            Const::Int(v) => {
                if !self.bound(op.args[0]).contains(v) {
                    return invalid("guard_value of an integer out of its bounds");
                }
                // Of a flag it is the simpler guard.
                if self.bound(op.args[0]).is_bool() {
                    let test = if v == 1 { OpCode::GuardTrue } else { OpCode::GuardFalse };
                    return Ok(Some(Op { op: test, args: vec![op.args[0]], ..op }));
                }
                Ok(Some(op))
            }
            Const::Null if self.nonnull(op.args[0]) == Some(true) => invalid("guard_value of null for an object"),
            Const::Ref(r) => {
                let class = self.class_of(op.args[0]);
                if class.is_some() && self.env.class_of(r) != class {
                    return invalid("guard_value of an object of another class");
                }
                if self.stricter(op.args[0], OpCode::GuardValue, Some(Arg::Const(c))) {
                    if let Arg::Var(v) = op.args[0] {
                        self.make_constant(v, c)?;
                    }
                    return Ok(None);
                }
                Ok(Some(op))
            }
            _ => Ok(Some(op)),
        }
    }

    fn class(&mut self, op: Op) -> R<Option<Op>> {
        let object = op.args[0];
        let Some(class) = self.constant_int(op.args[1]) else { return Ok(Some(op)) };
        if self.nonnull(object) == Some(false) {
            return invalid("guard_class of null");
        }
        match self.class_of(object) {
            Some(known) if known == class => return Ok(None),
            Some(_) => return invalid("guard_class always fails"),
            None => {}
        }
        if self.is_virtual(object) {
            return invalid("guard_class of a virtual struct without a class");
        }
        if self.stricter(object, OpCode::GuardNonnullClass, Some(op.args[1])) {
            if let Some(info) = self.ptr_mut(object) {
                info.class = Some(class);
            }
            return Ok(None);
        }
        let nonnull = self.nonnull(object) == Some(true);
        let op = match op.op {
            OpCode::GuardNonnullClass if nonnull => Op { op: OpCode::GuardClass, ..op },
            _ => op,
        };
        Ok(Some(op))
    }

    /// An earlier guard on the object checks this in its place. What it checked before follows from it.
    fn stricter(&mut self, object: Arg, guard: OpCode, with: Option<Arg>) -> bool {
        use OpCode::*;
        let Some(at) = self.ptr(object).and_then(|i| i.guard).filter(|_| self.may_replace) else { return false };
        let old = &mut self.out[at];
        let possible = match guard {
            GuardValue => matches!(old.op, GuardNonnull | GuardClass | GuardNonnullClass),
            _ => old.op == GuardNonnull,
        };
        if possible {
            old.op = guard;
            old.args.truncate(1);
            old.args.extend(with);
        }
        possible
    }

    /// After a guard in the output.
    pub fn learn_guard(&mut self, op: &Op) -> R<()> {
        use OpCode::*;
        match op.op {
            New | NewWithVtable | NewArray | NewArrayClear => self.learn_new(op),
            GuardTrue => self.becomes(op.args[0], Const::Int(1))?,
            GuardFalse => self.becomes(op.args[0], Const::Int(0))?,
            GuardValue => {
                if let (Arg::Var(v), Arg::Const(c)) = (op.args[0], op.args[1]) {
                    self.class_read(op.args[0], c);
                    self.make_constant(v, c)?;
                }
            }
            GuardIsnull => self.becomes(op.args[0], Const::Null)?,
            GuardNonnull => self.learn_nonnull(op.args[0], None),
            GuardClass | GuardNonnullClass => {
                let class = self.constant_int(op.args[1]);
                self.learn_nonnull(op.args[0], class);
            }
            GuardException => {
                let class = self.constant_int(op.args[0]);
                if let Some(v) = op.result
                    && let Some(info) = self.ptr_mut(v.into())
                {
                    info.nonnull = true;
                    info.class = class;
                }
            }
            // These fault if the object is null.
            GetfieldGcI | GetfieldGcR | GetfieldGcF | SetfieldGc | GetarrayitemGcI | GetarrayitemGcR
            | GetarrayitemGcF | SetarrayitemGc | ArraylenGc | GetinteriorfieldGcI | GetinteriorfieldGcR
            | GetinteriorfieldGcF | SetinteriorfieldGc => {
                self.make_nonnull(op.args[0]);
                self.see_type(op.args[0], op.descr);
            }
            _ => {}
        }
        Ok(())
    }

    fn becomes(&mut self, a: Arg, c: Const) -> R<()> {
        let Arg::Var(v) = a else { return Ok(()) };
        if let Some((op, args)) = self.def(a) {
            let holds = c == Const::Int(1);
            match op {
                // Tests for null are guards as well.
                OpCode::PtrEq | OpCode::PtrNe if args.contains(&Arg::Const(Const::Null)) => {
                    let object = if args[0].konst().is_some() { args[1] } else { args[0] };
                    if (op == OpCode::PtrEq) == holds {
                        if let Arg::Var(o) = object {
                            self.make_constant(o, Const::Null)?;
                        }
                    } else {
                        self.make_nonnull(object);
                    }
                }
                OpCode::PtrEq | OpCode::PtrNe
                    if (op == OpCode::PtrEq) == holds && !self.is_virtual(args[0]) && !self.is_virtual(args[1]) =>
                {
                    self.make_same(args[0], args[1])?;
                }
                // Equal to a class: the object is of it.
                OpCode::IntEq | OpCode::IntNe if (op == OpCode::IntEq) == holds => {
                    for (a, b) in [(args[0], args[1]), (args[1], args[0])] {
                        if let Arg::Const(c) = b {
                            self.class_read(a, c);
                        }
                    }
                }
                // "Anything but zero" is no interval, so the bounds do not say it.
                OpCode::IntIsTrue if holds => self.know_pure(OpCode::IntIsZero, args, Arg::int(0)),
                OpCode::IntIsZero if !holds => self.know_pure(OpCode::IntIsTrue, args, Arg::int(1)),
                _ => {}
            }
        }
        // The operands of a comparison become narrower before the flag is a constant.
        if self.options.intbounds && c.kind() == Kind::Int {
            let value = match c {
                Const::Int(i) => i,
                _ => return Ok(()),
            };
            self.narrow(a, &crate::bound::IntBound::exact(value))?;
            return self.narrow_operands(v);
        }
        self.make_constant(v, c)
    }

    /// Two references that a guard found to be equal: the younger is the older.
    fn make_same(&mut self, a: Arg, b: Arg) -> R<()> {
        match (a, b) {
            (Arg::Var(v), Arg::Const(c)) | (Arg::Const(c), Arg::Var(v)) => self.make_constant(v, c),
            (Arg::Var(x), Arg::Var(y)) => {
                let (old, young) = if x < y { (x, y) } else { (y, x) };
                let info = self.ptr(young.into()).cloned();
                if let (Some(from), Some(to)) = (info, self.ptr_mut(old.into())) {
                    to.nonnull |= from.nonnull;
                    to.class = to.class.or(from.class);
                }
                self.make_equal(young, old.into())
            }
            _ => Ok(()),
        }
    }

    /// `a` was read from an object's class field and is now known.
    fn class_read(&mut self, a: Arg, c: Const) {
        let (Some(v), Const::Int(class)) = (a.var(), c) else { return };
        if let Some(object) = self.heap.class_of_object(v)
            && let Some(info) = self.ptr_mut(object)
        {
            info.nonnull = true;
            info.class = Some(class);
        }
    }

    /// Memory is used through a reference as this descr says.
    pub fn see_type(&mut self, a: Arg, descr: Option<DescrId>) {
        let descrs = self.env.descrs();
        let of = match descr.map(|d| (d, descrs.get(d))) {
            Some((_, Descr::Field(f))) => f.parent,
            Some((_, Descr::Interior(i))) => i.array,
            Some((d, _)) => d,
            None => return,
        };
        let fields = |d: DescrId| descrs.size(d).map_or(0, |s| s.fields.len());
        let known = self.ptr(a).and_then(|i| i.typed);
        // A struct with more fields says more.
        if known.is_none_or(|k| fields(k) < fields(of))
            && let Some(info) = self.ptr_mut(a)
        {
            info.typed = Some(of);
        }
    }

    fn learn_nonnull(&mut self, a: Arg, class: Option<i64>) {
        let at = self.out.len();
        let may_replace = self.may_replace;
        if let Some(info) = self.ptr_mut(a) {
            info.nonnull = true;
            info.class = class.or(info.class);
            if info.guard.is_none() && may_replace {
                info.guard = Some(at);
            }
        }
    }
}
