//! The truth of instances whose class has `__bool__` or `__len__`: what the method gives, after a check for None.

use crate::containers::*;
use crate::place::Place;
use rpy_annotate::model::*;
use rpy_ir::{Diag, Op, Operand, Operation, Ty};

impl Place<'_, '_> {
    /// The truth of an instance by the method that the annotator has called for it.
    pub fn instance_truth(&mut self, op: &Operation, v: &Value) -> Result<Operand, Diag> {
        if !v.ann.can_be_none() {
            return self.ask_truth(op, v);
        }
        let set = self.emit(Op::PtrNonzero, vec![v.op.clone()], Ty::Bool);
        let join = self.new_block();
        let merged = self.g.add_param(join, Ty::Bool);
        let (yes, no) = self.branch(set);
        self.at = no;
        self.goto(join, vec![Operand::bool(false)]);
        self.at = yes;
        let answer = self.ask_truth(op, &Value { op: v.op.clone(), ann: v.ann.with_none(false) })?;
        self.goto(join, vec![answer]);
        self.at = join;
        Ok(merged.into())
    }

    fn ask_truth(&mut self, op: &Operation, v: &Value) -> Result<Operand, Diag> {
        let ann = SomeValue::int();
        let answer = self.recorded_call(op, Some(v.clone()), &[], &ann)?;
        Ok(self.emit(Op::IntNe, vec![answer, signed(0)], Ty::Bool))
    }
}
