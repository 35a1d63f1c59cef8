//! Allocation: in place where the collector lets a pointer be moved, else by a call.

use super::lower::{Def, Lower, trusted};
use crate::api::{Bump, Error};
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{InstBuilder, Value, types};
use rpy_trace::{Arg, Const, Op, OpCode};

/// Longer arrays are left to the collector.
const LONGEST: i64 = 1 << 14;

impl Lower<'_, '_> {
    pub fn allocate(&mut self, op: &Op) -> Result<Def, Error> {
        match op.op {
            OpCode::NewArray | OpCode::NewArrayClear => self.array(op),
            _ => self.object(op),
        }
    }

    fn object(&mut self, op: &Op) -> Result<Def, Error> {
        let d = op.descr.and_then(|d| self.env.descrs.size(d));
        let d = d.ok_or(Error::Malformed("the descr is no size", self.at))?;
        let (number, size) = (d.type_number as i64, (d.size as i64 + 7) & !7);
        let slow = &mut |this: &mut Self| {
            let args = [this.int(number), this.int(size)];
            this.call_collector(this.env.support.malloc, &args)
        };
        let object = match self.env.support.bump {
            Some(bump) => {
                let size = self.int(size);
                self.bump(bump, number, size, None, slow)?
            }
            None => self.collect_in_line(slow)?,
        };
        if op.op == OpCode::NewWithVtable {
            let vtable = d.vtable.ok_or(Error::Malformed("the type has no class", self.at))?;
            let vtable = self.int(vtable);
            self.b.ins().store(trusted(), vtable, object, 0);
        }
        Ok(Def::Value(object))
    }

    fn array(&mut self, op: &Op) -> Result<Def, Error> {
        let d = self.array_descr(op)?;
        let length = self.arg(op, 0)?;
        let fixed = Arg::int(d.fixed as i64);
        let args = [Arg::int(d.type_number as i64), length, fixed, Arg::int(d.item_size as i64)];
        let slow = &mut |this: &mut Self| {
            let mut values = vec![];
            for a in args {
                let v = this.value(a)?;
                values.push(if a.var().is_some() && this.aside { this.apart(v) } else { v });
            }
            values.push(this.int(d.length_offset as i64));
            this.call_collector(this.env.support.malloc_varsize, &values)
        };
        let known = match length {
            Arg::Const(Const::Int(n)) => Some(n),
            _ => None,
        };
        let bump = self.env.support.bump.filter(|_| known.is_none_or(|n| (0..=LONGEST).contains(&n)));
        let Some(bump) = bump else {
            if self.env.support.bump.is_none() {
                return self.collect_in_line(slow).map(Def::Value);
            }
            let always = self.int(1);
            let none = &mut |this: &mut Self| Ok(Some(this.int(0)));
            return self.branch_aside(always, true, slow, none)?.map(Def::Value).ok_or(self.no_result());
        };
        let length = self.value(length)?;
        let items = self.b.ins().imul_imm_s(length, d.item_size as i64);
        let total = self.b.ins().iadd_imm_s(items, d.fixed as i64 + 7);
        let total = self.b.ins().band_imm_s(total, -8);
        let long = match known {
            Some(_) => None,
            None => Some(self.b.ins().icmp_imm_u(IntCC::UnsignedGreaterThan, length, LONGEST)),
        };
        let array = self.bump_array(bump, d.type_number as i64, total, long, (length, d.length_offset as i32), slow)?;
        Ok(Def::Value(array))
    }

    fn bump_array(
        &mut self,
        bump: Bump,
        number: i64,
        size: Value,
        not_here: Option<Value>,
        length: (Value, i32),
        slow: &mut dyn FnMut(&mut Self) -> Result<Option<Value>, Error>,
    ) -> Result<Value, Error> {
        let array = self.bump(bump, number, size, not_here, slow)?;
        // The collector has stored it too if it was asked.
        self.b.ins().store(trusted(), length.0, array, length.1);
        Ok(array)
    }

    /// Moves the pointer to free memory, unless there is not enough or `not_here` holds.
    fn bump(
        &mut self,
        bump: Bump,
        number: i64,
        size: Value,
        not_here: Option<Value>,
        slow: &mut dyn FnMut(&mut Self) -> Result<Option<Value>, Error>,
    ) -> Result<Value, Error> {
        let free = self.address(bump.free as usize);
        let start = self.b.ins().load(types::I64, trusted(), free, 0);
        let end = self.b.ins().iadd(start, size);
        let limit = self.address(bump.limit as usize);
        let limit = self.b.ins().load(types::I64, trusted(), limit, 0);
        let mut full = self.b.ins().icmp(IntCC::UnsignedGreaterThan, end, limit);
        if let Some(not_here) = not_here {
            full = self.b.ins().bor(full, not_here);
        }
        let header = self.env.support.header as i64;
        let usual = &mut |this: &mut Self| {
            let free = this.address(bump.free as usize);
            this.b.ins().store(trusted(), end, free, 0);
            let number = this.int(number);
            this.b.ins().store(trusted(), number, start, 0);
            Ok(Some(this.b.ins().iadd_imm_s(start, header)))
        };
        self.branch_aside(full, true, slow, usual)?.ok_or(self.no_result())
    }

    fn collect_in_line(
        &mut self,
        call: &mut dyn FnMut(&mut Self) -> Result<Option<Value>, Error>,
    ) -> Result<Value, Error> {
        self.push_roots()?;
        let result = call(self)?;
        self.after_collection();
        result.ok_or(self.no_result())
    }

    fn no_result(&self) -> Error {
        Error::Malformed("no result", self.at)
    }

    /// A function of the collector: integers in, an object out.
    fn call_collector(&mut self, function: usize, args: &[Value]) -> Result<Option<Value>, Error> {
        let kinds = vec![types::I64; args.len()];
        let function = self.address(function);
        Ok(self.call_c(function, &kinds, args, Some(types::I64)))
    }
}
