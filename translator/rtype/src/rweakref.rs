//! Weak references: a gc struct whose one pointer does not keep its target alive.
//!
//! The gc phase knows the struct by its name. Making one and reading it are calls of support code that traces do not enter and
//! passes do not take apart: what an explicit collection does must be seen.

use crate::containers::*;
use crate::place::Place;
use rpy_annotate::model::SomeValue;
use rpy_ir::types::WEAKREF;
use rpy_ir::{Diag, Op, Operand, Ty};

impl Place<'_, '_> {
    pub fn weakref_ty(&mut self) -> Ty {
        if let Some(t) = self.core.containers.weakref {
            return Ty::Ptr(t);
        }
        let object = Ty::Ptr(self.core.object);
        let types = &mut self.core.ann.types;
        let t = types.new_struct(WEAKREF, true, None);
        types.add_field(t, "target", object);
        // The collector's, while it runs.
        types.add_field(t, "link", Ty::Address);
        self.core.containers.weakref = Some(t);
        Ty::Ptr(t)
    }

    /// `weakref.ref(x)`
    pub fn make_weakref(&mut self, x: &Value) -> Result<Operand, Diag> {
        let t = Arg::Type(self.weakref_ty());
        let object = Ty::Ptr(self.core.object);
        let target = self.emit(Op::CastPointer, vec![x.op.clone()], object);
        self.support("rweakref", "ll_make", &[t, target.into()])
    }

    /// `r()`
    pub fn deref_weakref(&mut self, r: &Value, result: &SomeValue) -> Result<Operand, Diag> {
        let target = self.support("rweakref", "ll_target", &[r.into()])?;
        let ty = self.type_of(result)?;
        if ty == Ty::Void {
            return Ok(Operand::void());
        }
        Ok(self.emit(Op::CastPointer, vec![target], ty))
    }
}
