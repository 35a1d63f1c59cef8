//! Operations with an effect, as statements.

use crate::func::Func;
use crate::text::{Stmt, bare};
use crate::unit::scalar;
use rpy_ir::{Const, Extern, Op, Operand, Operation, Ty, TypeDef};

impl Func<'_, '_> {
    /// The statement of an operation; None if it is part of another or does nothing.
    pub fn statement(&mut self, op: &Operation) -> Result<Option<Stmt>, String> {
        if !self.plan.kept(op) {
            return Ok(None);
        }
        let text = match op.result {
            Some(r) if self.plan.folded[r.0 as usize] => return Ok(None),
            Some(r) => {
                let effect = op.op.effects().writes;
                let value = if effect { self.effect(op)?.unwrap_or_default() } else { self.expression(op)? };
                let used = self.plan.needed[r.0 as usize] && self.unit.value_type(self.g.ty(r)).is_some();
                match used {
                    true => Some(format!("{} = {};", self.assigned(r), bare(&value))),
                    false => Some(format!("{value};")),
                }
            }
            None => self.effect(op)?.map(|e| format!("{e};")),
        };
        Ok(text.map(|text| Stmt::Code { text, span: op.span, ends: false }))
    }

    fn effect(&self, op: &Operation) -> Result<Option<String>, String> {
        self.effect_of(op).map_err(|e| format!("{}: {e}", op.op.name()))
    }

    fn effect_of(&self, op: &Operation) -> Result<Option<String>, String> {
        use Op::*;
        let arg = |i: usize| self.value(&op.args[i]).map(|e| bare(&e).to_string());
        Ok(Some(match op.op {
            DirectCall => self.direct_call(op)?,
            IndirectCall => self.indirect_call(op)?,
            SetField | SetArrayItem | SetInteriorField => {
                let value = &op.args[op.args.len() - 1];
                let ty = self.stored_type(op)?;
                if self.unit.value_type(ty).is_none() {
                    return Ok(None);
                }
                format!("{} = {}", self.place(op)?, bare(&self.value_as(value, ty)?))
            }
            ArrayCopy => self.array_copy(op)?,
            ArrayClear => {
                let Ty::Ptr(t) = self.operand_ty(&op.args[0]) else { return Err("not a pointer".to_string()) };
                let at = self.item_address(&op.args[0], t, &op.args[1])?;
                format!("clear_memory({at}, {})", self.bytes(t, &op.args[2])?)
            }
            JitMarker | Keepalive => return Ok(None),
            RawStore => {
                let ty = self.operand_ty(&op.args[2]);
                let name = match ty {
                    Ty::Address | Ty::Ptr(_) => "ptr",
                    Ty::Bool => "uint8",
                    _ => scalar(ty).trim_end_matches("_t"),
                };
                format!("raw_store_{name}({}, {}, {})", arg(0)?, arg(1)?, arg(2)?)
            }
            RawMemcopy => format!("copy_memory({}, {}, (size_t)({}))", arg(1)?, arg(0)?, arg(2)?),
            RawMemmove => format!("move_memory({}, {}, (size_t)({}))", arg(1)?, arg(0)?, arg(2)?),
            RawMemclear => format!("clear_memory({}, (size_t)({}))", arg(0)?, arg(1)?),
            RawMalloc => format!("raw_malloc({})", arg(0)?),
            RawFree => format!("free({})", arg(0)?),
            _ => return Err("the operation is not for backends".to_string()),
        }))
    }

    /// The type of the place that a store writes.
    fn stored_type(&self, op: &Operation) -> Result<Ty, String> {
        let types = &self.unit.program.types;
        let field = op.args.iter().find_map(|a| match a.konst() {
            Some(Const::Field(f)) => Some(types.field(*f).ty),
            _ => None,
        });
        match (field, self.operand_ty(&op.args[0])) {
            (Some(ty), _) => Ok(ty),
            (None, Ty::Ptr(t)) => match types.tail(t) {
                Some(rpy_ir::Item::Value(ty)) => Ok(ty),
                _ => Err("no such items".to_string()),
            },
            _ => Err("not a pointer".to_string()),
        }
    }

    fn item_address(&self, p: &Operand, t: rpy_ir::TypeId, index: &Operand) -> Result<String, String> {
        // Not C's `&p->items[i]`: an array without items may be a null pointer where nothing is copied.
        let offset = self.unit.layouts.of(t).items_offset;
        let size = self.unit.layouts.of(t).item_size;
        let (p, index) = (self.value(p)?, self.value(index)?);
        let at = match (index.as_str(), size) {
            ("0", _) => offset.to_string(),
            (i, 1) => format!("{offset} + {i}"),
            (i, _) => format!("{offset} + {i} * {size}"),
        };
        Ok(format!("ADR_ADD({}, {at})", bare(&p)))
    }

    fn bytes(&self, t: rpy_ir::TypeId, count: &Operand) -> Result<String, String> {
        let size = self.unit.layouts.of(t).item_size;
        let n = self.value(count)?;
        Ok(if size == 1 { format!("(size_t){n}") } else { format!("(size_t){n} * {size}") })
    }

    fn array_copy(&self, op: &Operation) -> Result<String, String> {
        let Ty::Ptr(t) = self.operand_ty(&op.args[0]) else { return Err("not a pointer".to_string()) };
        let from = self.item_address(&op.args[0], t, &op.args[2])?;
        let to = self.item_address(&op.args[1], t, &op.args[3])?;
        Ok(format!("move_memory({to}, {from}, {})", self.bytes(t, &op.args[4])?))
    }

    // ---- calls

    /// Arguments for parameters of these types.
    fn arguments(&self, args: &[Operand], types: &[Ty]) -> Result<String, String> {
        let mut out = vec![];
        for (i, a) in args.iter().enumerate() {
            let ty = types.get(i).copied().unwrap_or(self.operand_ty(a));
            if self.unit.value_type(ty).is_some() {
                out.push(bare(&self.value_as(a, ty)?).to_string());
            }
        }
        Ok(out.join(", "))
    }

    fn direct_call(&self, op: &Operation) -> Result<String, String> {
        match op.args[0].konst() {
            Some(Const::Graph(g)) => {
                let callee = &self.unit.program.graphs[*g];
                let types: Vec<Ty> = callee.params().iter().map(|&p| callee.ty(p)).collect();
                Ok(format!("{}({})", self.unit.graph(*g), self.arguments(&op.args[1..], &types)?))
            }
            Some(Const::Extern(e)) => {
                let Extern { name, args, ret, .. } = &self.unit.program.externs[*e];
                let call = format!("{name}({})", self.arguments(&op.args[1..], args)?);
                let used = op.result.is_some_and(|r| self.plan.needed[r.0 as usize]);
                Ok(match self.unit.value_type(*ret) {
                    // The header's type may be another.
                    Some(t) if used && crate::libc::header(name).is_some() => format!("({t}){call}"),
                    _ => call,
                })
            }
            _ => Err("the callee is no graph".to_string()),
        }
    }

    fn indirect_call(&self, op: &Operation) -> Result<String, String> {
        let callee = crate::text::postfix(self.value(&op.args[0])?);
        if let Ty::Ptr(t) = self.operand_ty(&op.args[0])
            && let TypeDef::Func { args, .. } = &self.unit.program.types.defs[t]
        {
            return Ok(format!("{callee}({})", self.arguments(&op.args[1..], args)?));
        }
        let types: Vec<Ty> = op.args[1..].iter().map(|a| self.operand_ty(a)).collect();
        let ret = op.result.and_then(|r| self.unit.value_type(self.g.ty(r))).unwrap_or("void".to_string());
        let parameters = crate::types::parameters(self.unit, &types);
        Ok(format!("(({ret} (*)({parameters})){callee})({})", self.arguments(&op.args[1..], &types)?))
    }
}
