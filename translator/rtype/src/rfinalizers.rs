//! Objects that something is to be done for when they are no more: they are registered with a number, the place of a graph among the
//! program's finalizers. One graph calls each of them by its number.

use crate::containers::*;
use crate::core::Core;
use crate::place::Place;
use rpy_annotate::model::{ArgSource, CallTarget, SomeValue};
use rpy_ir::{BlockId, Const, Diag, GraphId, InlineHint, Op, Operand, Operation, Role, Ty};

/// Nothing is to be done any more.
const NOTHING: i64 = -1;

impl Place<'_, '_> {
    /// `graph` will be called with the object, an `*object`.
    pub fn register_finalizer(&mut self, object: Operand, graph: GraphId) -> Result<Operand, Diag> {
        let number = self.core.ann.finalizers.iter().position(|&g| g == graph);
        let Some(number) = number else { return Err(self.error("this finalizer was not analysed", "")) };
        self.support("rfinalizer", "ll_register", &[object.into(), signed(number as i64).into()])
    }

    /// `register_finalizer(x, function)`
    pub fn register_given_finalizer(&mut self, op: &Operation, x: &Value) -> Result<Operand, Diag> {
        let (g, _) = self.source.unwrap_or((GraphId(0), BlockId(0)));
        let target = op.result.and_then(|r| self.core.ann.calls.get(&(g, r)).cloned());
        let Some(CallTarget::Direct { graph, .. }) = target else {
            return Err(self.error("this finalizer was not analysed", ""));
        };
        let object = Ty::Ptr(self.core.object);
        let p = self.cast(x.op.clone(), object);
        self.register_finalizer(p, graph)
    }

    /// `may_ignore_finalizer(x)`
    pub fn ignore_finalizer(&mut self, x: &Value) -> Result<Operand, Diag> {
        let object = Ty::Ptr(self.core.object);
        let p = self.cast(x.op.clone(), object);
        self.support("rfinalizer", "ll_register", &[p.into(), signed(NOTHING).into()])
    }

    /// Does what is to be done, if there is anything.
    pub fn run_finalizers(&mut self) {
        if let Some(run) = self.core.program.role_graph(Role::RunFinalizers) {
            self.emit(Op::DirectCall, vec![Operand::Const(Const::Graph(run))], Ty::Void);
        }
    }

    /// Calls a finalizer by its number.
    fn finalize(&mut self, number: &Operand, object: &Operand) -> Result<Operand, Diag> {
        let end = self.new_block();
        for (i, g) in self.core.ann.finalizers.clone().into_iter().enumerate() {
            let is = self.emit(Op::IntEq, vec![number.clone(), signed(i as i64)], Ty::Bool);
            let (yes, no) = self.branch(is);
            self.at = yes;
            let def = &self.core.ann.graphs[g];
            let param = def.graph.params().first().map(|p| def.vars[p.0 as usize].clone());
            let ann = SomeValue { known: None, ..param.unwrap_or_else(SomeValue::impossible) };
            let ty = self.type_of(&ann)?;
            let op = self.cast(object.clone(), ty);
            self.call_graph(g, &[ArgSource::Arg(0)], None, &[Value { op, ann }], &SomeValue::none())?;
            self.goto(end, vec![]);
            self.at = no;
        }
        self.goto(end, vec![]);
        self.at = end;
        Ok(Operand::void())
    }
}

/// The graph that does what is to be done for objects that are no more, in a program that has anything to do.
pub fn add_runner(core: &mut Core) -> Result<(), Diag> {
    if core.ann.finalizers.is_empty() {
        return Ok(());
    }
    for g in core.ann.finalizers.clone() {
        // Tracebacks name it.
        core.ann.graphs[g].graph.flags.inline = InlineHint::Never;
    }
    let object = Ty::Ptr(core.object);
    let by_number = |place: &mut Place, args: &[Operand]| place.finalize(&args[0], &args[1]);
    let finalize = core.build("finalize", &[Ty::SIGNED, object], Ty::Void, &mut { by_number })?;
    let body = |place: &mut Place, _: &[Operand]| {
        place.support("rfinalizer", "ll_poll", &[Arg::Type(object), Arg::Graph(finalize)])
    };
    let run = core.build("run_finalizers", &[], Ty::Void, &mut { body })?;
    core.program.graphs[run].flags.inline = InlineHint::Always;
    core.program.roles.insert(Role::RunFinalizers, Const::Graph(run));
    Ok(())
}
