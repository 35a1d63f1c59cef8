//! Calls: where each parameter's value comes from, and direct calls, calls of families, and instances of classes.

use crate::containers::*;
use crate::families::Family;
use crate::place::{Place, zero_of};
use crate::rclass::Slot;
use rpy_annotate::model::*;
use rpy_ir::{Const, Diag, GraphId, Op, Operand, Ty};

impl Place<'_, '_> {
    /// The call that the annotator recorded for an operation that calls behind the scenes.
    pub fn recorded_call(
        &mut self,
        op: &rpy_ir::Operation,
        receiver: Option<Value>,
        args: &[Value],
        result: &SomeValue,
    ) -> Result<Operand, Diag> {
        let (g, _) = self.source.unwrap_or((GraphId(0), rpy_ir::BlockId(0)));
        let target = op.result.and_then(|r| self.core.ann.calls.get(&(g, r)).cloned());
        match target {
            Some(t) => self.call_target(&t, receiver.as_ref(), args, result),
            None => Err(self.error("this call was not analysed", "")),
        }
    }

    pub fn call_operation(&mut self, op: &rpy_ir::Operation, hl: &HlOp) -> Result<Operand, Diag> {
        let (g, _) = self.source.unwrap_or((GraphId(0), rpy_ir::BlockId(0)));
        let target = op.result.and_then(|r| self.core.ann.calls.get(&(g, r)).cloned()).unwrap_or(CallTarget::Builtin);
        let callee = hl.args[0].clone();
        let skip = if hl.op == Op::CallArgs { 2 } else { 1 };
        let args: Vec<Value> = hl.args[skip..].to_vec();
        let special = crate::dispatch::special_name(&callee.ann).is_some()
            || matches!(callee.ann.kind, Kind::BuiltinMethod { .. });
        if special || target == CallTarget::Builtin {
            return self.builtin_call(op, hl, &callee, &args);
        }
        let callee = self.called_method(callee)?;
        self.call_target(&target, Some(&callee), &args, &hl.result)
    }

    pub fn call_target(
        &mut self,
        target: &CallTarget,
        callee: Option<&Value>,
        args: &[Value],
        result: &SomeValue,
    ) -> Result<Operand, Diag> {
        match target {
            CallTarget::Constant(c) => Ok(Operand::Const(self.constant_of(c, result)?)),
            CallTarget::Direct { graph, args: sources } => {
                let receiver = callee.map(|c| self.receiver(c));
                self.call_graph(*graph, sources, receiver.as_ref(), args, result)
            }
            CallTarget::Family { members, given } => self.call_family(members, given, callee, args, result),
            CallTarget::Classes { members } => self.call_classes(members, callee, args, result),
            CallTarget::Memo { arg, table } => {
                let ty = self.type_of(result)?;
                let Some(v) = args.get(*arg).cloned() else { return Ok(Operand::void()) };
                let mut chosen = self.zero(result)?;
                for (desc, c) in table {
                    let is = self.is_member(&v, desc)?;
                    let r = Operand::Const(self.constant_of(c, result)?);
                    chosen = self.emit(Op::Select, vec![is, r, chosen], ty);
                }
                Ok(chosen)
            }
            CallTarget::Builtin => Err(self.error("this call was not analysed", "")),
        }
    }

    /// One of several frozen instances is called by its `__call__`.
    fn called_method(&mut self, callee: Value) -> Result<Value, Diag> {
        let several = matches!(&callee.ann.kind, Kind::Pbc { set, .. } if matches!(set.first(), Some(Desc::Frozen(_))));
        if !several {
            return Ok(callee);
        }
        let ann = self.core.ann.attribute(&callee.ann, "__call__")?;
        let void = self.type_of(&ann)? == Ty::Void;
        let op = if void { Operand::void() } else { self.constant_attribute(&callee, "__call__", &ann)? };
        Ok(Value { op, ann })
    }

    /// A bound method's receiver as an instance; any other callee as it is.
    fn receiver(&mut self, callee: &Value) -> Value {
        let class = match &callee.ann.kind {
            Kind::Pbc { set, .. } => match set.iter().next() {
                Some(Desc::Method { receiver, .. }) => {
                    let mut common = *receiver;
                    for d in set.iter() {
                        if let Desc::Method { receiver, .. } = d {
                            common = self.core.ann.defs.common_base(common, *receiver).unwrap_or(common);
                        }
                    }
                    common
                }
                Some(Desc::FrozenMethod { receiver, .. }) => {
                    let ann = self.core.ann.immutablevalue(&Const::Obj(*receiver));
                    return Value { op: Operand::void(), ann };
                }
                _ => return callee.clone(),
            },
            _ => return callee.clone(),
        };
        Value { op: callee.op.clone(), ann: SomeValue::new(Kind::Instance { class, can_be_none: false }) }
    }

    fn source_value(&mut self, s: &ArgSource, receiver: Option<&Value>, args: &[Value]) -> Result<Value, Diag> {
        Ok(match s {
            ArgSource::Arg(i) => match args.get(*i) {
                Some(v) => v.clone(),
                None => return Err(self.error("an argument is missing", "")),
            },
            ArgSource::Receiver => match receiver {
                Some(v) => v.clone(),
                None => return Err(self.error("the receiver is missing", "")),
            },
            ArgSource::Const(c) => {
                let ann = self.core.ann.immutablevalue(c);
                Value { op: Operand::Const(self.constant_of(c, &ann)?), ann }
            }
            ArgSource::Tuple(sources) => {
                let mut values = vec![];
                for s in sources {
                    values.push(self.source_value(s, receiver, args)?);
                }
                let ann = SomeValue::tuple(values.iter().map(|v| SomeValue { known: None, ..v.ann.clone() }).collect());
                Value { op: self.new_tuple(&values, &ann)?, ann }
            }
            ArgSource::StarItem(n, i) => {
                let Some(tuple) = args.get(*n) else { return Err(self.error("an argument is missing", "")) };
                let Kind::Tuple(items) = tuple.ann.kind.clone() else { return Err(self.error("not a tuple", "")) };
                Value { op: self.tuple_item(&tuple.op, *i, &items[*i])?, ann: items[*i].clone() }
            }
        })
    }

    /// The operands of a direct call: the graph and its arguments.
    pub fn call_operands(
        &mut self,
        g: GraphId,
        sources: &[ArgSource],
        receiver: Option<&Value>,
        args: &[Value],
    ) -> Result<Vec<Operand>, Diag> {
        let low = self.core.low_graph(g);
        let params: Vec<SomeValue> = {
            let def = &self.core.ann.graphs[g];
            def.graph.params().iter().map(|p| def.vars[p.0 as usize].clone()).collect()
        };
        let mut call = vec![Operand::Const(Const::Graph(low))];
        for (s, param) in sources.iter().zip(&params) {
            if self.type_of(param)? == Ty::Void {
                continue;
            }
            let v = self.source_value(s, receiver, args)?;
            call.push(self.convert_value(v.op, &v.ann, param)?);
        }
        Ok(call)
    }

    pub fn call_graph(
        &mut self,
        g: GraphId,
        sources: &[ArgSource],
        receiver: Option<&Value>,
        args: &[Value],
        result: &SomeValue,
    ) -> Result<Operand, Diag> {
        let call = self.call_operands(g, sources, receiver, args)?;
        let ret = self.core.ann.graphs[g].ret.clone();
        let ty = self.type_of(&ret)?;
        let v = self.emit(Op::DirectCall, call, ty);
        if result.is_impossible() || matches!(result.kind, Kind::None) {
            return Ok(Operand::void());
        }
        self.convert_value(v, &ret, result)
    }

    fn call_family(
        &mut self,
        members: &[Callee],
        given: &Given,
        callee: Option<&Value>,
        args: &[Value],
        result: &SomeValue,
    ) -> Result<Operand, Diag> {
        let Some(callee) = callee else { return Err(self.error("this call was not analysed", "")) };
        if matches!(members.first().map(|m| &m.desc), Some(Desc::FrozenMethod { .. })) {
            return self.call_frozen_methods(members, callee, args, result);
        }
        let family = self.core.families.family_of(&self.core.ann, members);
        let Some(family) = family else {
            return Err(self.error("these constants cannot be called together", "use functions or methods"));
        };
        let Some((row, sources)) = self.core.families.row_of(&family, members, given) else {
            return Err(self.error("this call was not analysed", ""));
        };
        let (pointer, receiver) = match &family {
            Family::Functions(_) => (self.row_of_function(&callee.op, row)?, None),
            Family::Method(owner, name) => {
                let receiver = self.receiver(callee);
                let slot_name = if row == 0 { name.clone() } else { format!("{name}.{row}") };
                let Some(slot) = self.slot(*owner, &slot_name, Slot::Method(family.clone(), row))? else {
                    return Err(self.error("this method has no slot", ""));
                };
                let pointer = self.load_slot(&receiver, *owner, slot)?;
                let ty = Ty::Ptr(self.class_struct(*owner)?);
                (pointer, Some(self.cast(receiver.op, ty)))
            }
        };
        let mut values = vec![];
        for s in &sources {
            values.push(self.source_value(s, None, args)?);
        }
        let signature = self.row_signature(&family, row)?;
        self.call_row(pointer, &signature, receiver, values, result)
    }

    /// Makes an instance of the class that is called.
    pub fn call_classes(
        &mut self,
        members: &[Maker],
        callee: Option<&Value>,
        args: &[Value],
        result: &SomeValue,
    ) -> Result<Operand, Diag> {
        if let [only] = members {
            let v = self.make_instance(only, args)?;
            if result.is_impossible() {
                return Ok(Operand::void());
            }
            return self.convert_value(v.op, &v.ann, result);
        }
        let Some(callee) = callee.cloned() else { return Err(self.error("this call was not analysed", "")) };
        let ty = self.type_of(result)?;
        let join = self.new_block();
        let merged = if ty == Ty::Void { Operand::void() } else { self.g.add_param(join, ty).into() };
        for (i, m) in members.iter().enumerate() {
            // No other class is in the set.
            let mut next = join;
            if i + 1 < members.len() {
                let is = self.is_member(&callee, &Desc::Class(m.class))?;
                let (yes, no) = self.branch(is);
                self.at = yes;
                next = no;
            }
            let v = self.make_instance(m, args)?;
            // An `__init__` that never returns gives nothing.
            let instance_fits = ty != Ty::Void && !self.never_returns(m.init);
            let v = if instance_fits { self.convert_value(v.op, &v.ann, result)? } else { zero_of(ty) };
            self.goto(join, if ty == Ty::Void { vec![] } else { vec![v] });
            self.at = next;
        }
        Ok(merged)
    }

    fn never_returns(&self, g: Option<GraphId>) -> bool {
        g.is_some_and(|g| self.core.ann.graphs[g].ret.is_impossible())
    }

    fn make_instance(&mut self, m: &Maker, args: &[Value]) -> Result<Value, Diag> {
        let op = self.new_instance(m.class)?;
        let this = Value { op, ann: SomeValue::new(Kind::Instance { class: m.class, can_be_none: false }) };
        match m.init {
            Some(g) => {
                self.call_graph(g, &m.args, Some(&this), args, &SomeValue::none())?;
            }
            None => {
                let mut given = vec![];
                for s in &m.args {
                    given.push(self.source_value(s, None, args)?);
                }
                self.keep_message(&this, m.class, &given)?;
            }
        }
        Ok(this)
    }

    /// An exception without an `__init__` keeps its message, an OSError its number and what it means: as the annotator has it.
    pub fn keep_message(&mut self, this: &Value, c: ClassId, args: &[Value]) -> Result<(), Diag> {
        let root = self.core.ann.base_exception();
        if !self.core.ann.defs.is_subclass(c, root) {
            return Ok(());
        }
        let has = |p: &Self, name: &str| p.core.ann.defs.find_attr(c, name).is_some();
        if let [m, ..] = args
            && matches!(m.ann.kind, Kind::Str { kind: StrKind::Str, .. } | Kind::Char)
            && has(self, "message")
        {
            self.set_attribute(&this.op, c, "message", m)?;
        }
        if let [n, _, ..] = args
            && matches!(n.ann.kind, Kind::Int { .. })
            && has(self, "errno")
        {
            self.set_attribute(&this.op, c, "errno", n)?;
        }
        if let [_, text, ..] = args
            && matches!(text.ann.kind, Kind::Str { kind: StrKind::Str, .. } | Kind::Char)
            && has(self, "strerror")
        {
            self.set_attribute(&this.op, c, "strerror", text)?;
        }
        Ok(())
    }
}
