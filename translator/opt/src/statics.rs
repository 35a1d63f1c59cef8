//! Loads from static data that never changes, for constant folding: also through a cast, as the class of an object that is static, and
//! the numbers of a class.

use crate::Context;
use crate::fold::zero;
use crate::simplify::int_value;
use rpy_ir::data::Items;
use rpy_ir::hash::HashMap;
use rpy_ir::{Const, Data, DataId, Op, Operand, Operation, Ty, Var};

pub struct Statics<'a, 'c> {
    cx: &'a Context<'c>,
    /// Variables that are casts of the address of static data.
    casts: HashMap<Var, DataId>,
}

impl<'a, 'c> Statics<'a, 'c> {
    pub fn new(cx: &'a Context<'c>) -> Statics<'a, 'c> {
        Statics { cx, casts: HashMap::default() }
    }

    /// Makes a load of an address that is known a cast of it, if it is the address of data of another type than `ty`. Casts are
    /// remembered.
    pub fn cast_of_loaded(&mut self, op: &mut Operation, ty: Ty) -> bool {
        let mut changed = false;
        if let Some(loaded @ Const::Data(d)) = self.value(op)
            && ty != Ty::Ptr(self.cx.data[d].ty)
        {
            (op.op, op.args) = (Op::CastPointer, vec![Operand::Const(loaded)]);
            changed = true;
        }
        if let (Op::CastPointer, Some(Const::Data(d)), Some(r)) =
            (op.op, op.args.first().and_then(Operand::konst), op.result)
        {
            self.casts.insert(r, *d);
        }
        changed
    }

    pub fn load(&self, op: &Operation) -> Option<Operand> {
        self.value(op).map(Operand::Const)
    }

    fn value(&self, op: &Operation) -> Option<Const> {
        if !matches!(op.op, Op::GetField | Op::GetArrayItem | Op::GetArraySize) {
            return None;
        }
        let data: &Data = match &op.args[0] {
            Operand::Const(Const::Data(d)) => &self.cx.data[*d],
            Operand::Var(v) => &self.cx.data[*self.casts.get(v)?],
            _ => return None,
        };
        match op.op {
            Op::GetArraySize => Some(Const::Int(data.image.items.len() as i64, rpy_ir::IntKind::I64)),
            Op::GetField => {
                let Some(Const::Field(field)) = op.args[1].konst() else { return None };
                let declared = self.cx.types.field(*field);
                if !declared.immutable && !data.readonly {
                    return None;
                }
                let set = data.image.fields.iter().find(|(f, _)| f == field).map(|(_, c)| c.clone());
                set.or_else(|| zero(declared.ty))
            }
            _ => {
                if !data.readonly {
                    return None;
                }
                let index = usize::try_from(op.args[1].konst().and_then(int_value)?).ok()?;
                match &data.image.items {
                    Items::Bytes(b) => b.get(index).map(|&c| Const::Char(c)),
                    Items::Values(v) => v.get(index).cloned(),
                    _ => None,
                }
            }
        }
    }
}
