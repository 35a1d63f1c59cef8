//! Reading and writing memory: fields, items, lengths, whole arrays.

use super::lower::{Def, Lower, trusted};
use crate::api::Error;
use cranelift_codegen::ir::{AbiParam, InstBuilder, Signature, Value, types};
use rpy_trace::{Arg, ArrayDescr, Const, Descr, Kind, Op, OpCode};
use std::ffi::c_void;

/// A place in memory, and how values are kept there.
struct Cell {
    base: Value,
    offset: i32,
    kind: Kind,
    size: u8,
    signed: bool,
}

impl Lower<'_, '_> {
    pub fn read(&mut self, op: &Op) -> Result<Def, Error> {
        use OpCode::*;
        if matches!(op.op, ArraylenGc | ArraylenRaw) {
            let at = self.array_descr(op)?.length_offset as i32;
            let p = self.operand(op, 0)?;
            return Ok(Def::Value(self.b.ins().load(types::I64, trusted(), p, at)));
        }
        let cell = self.cell(op)?;
        let Cell { base, offset, .. } = cell;
        let (m, ins) = (trusted(), self.b.ins());
        Ok(Def::Value(match (cell.kind, cell.size, cell.signed) {
            (Kind::Float, ..) => ins.load(types::F64, m, base, offset),
            (Kind::Int, 1, true) => ins.sload8(types::I64, m, base, offset),
            (Kind::Int, 1, false) => ins.uload8(types::I64, m, base, offset),
            (Kind::Int, 2, true) => ins.sload16(types::I64, m, base, offset),
            (Kind::Int, 2, false) => ins.uload16(types::I64, m, base, offset),
            (Kind::Int, 4, true) => ins.sload32(m, base, offset),
            (Kind::Int, 4, false) => ins.uload32(m, base, offset),
            _ => ins.load(types::I64, m, base, offset),
        }))
    }

    pub fn write(&mut self, op: &Op) -> Result<Def, Error> {
        use OpCode::*;
        if matches!(op.op, ArrayCopy | ArrayClear) {
            return self.whole_array(op);
        }
        let value = *op.args.last().ok_or(Error::Malformed("an operand is missing", self.at))?;
        if self.stores_ref(op) {
            let object = self.arg(op, 0)?;
            match op.op {
                SetfieldGc => self.before_store(object, value)?,
                SetarrayitemGc | SetinteriorfieldGc => {
                    self.before_store_items(object, self.arg(op, 1)?, Arg::int(1), Some(value))?
                }
                _ => {}
            }
        }
        let v = self.value(value)?;
        let Cell { base, offset, kind, size, .. } = self.cell(op)?;
        let m = trusted();
        match (kind, size) {
            (Kind::Int, 1) => self.b.ins().istore8(m, v, base, offset),
            (Kind::Int, 2) => self.b.ins().istore16(m, v, base, offset),
            (Kind::Int, 4) => self.b.ins().istore32(m, v, base, offset),
            _ => self.b.ins().store(m, v, base, offset),
        };
        Ok(Def::Nothing)
    }

    fn stores_ref(&self, op: &Op) -> bool {
        let descrs = self.env.descrs;
        let kind = op.descr.and_then(|d| match descrs.get(d) {
            Descr::Field(f) => Some(f.kind),
            Descr::Interior(i) => Some(i.kind),
            Descr::Array(a) => a.item,
            _ => None,
        });
        kind == Some(Kind::Ref)
    }

    fn cell(&mut self, op: &Op) -> Result<Cell, Error> {
        use OpCode::*;
        let malformed = Error::Malformed("the descr is of another sort", self.at);
        let descr = op.descr.ok_or(malformed.clone())?;
        let descrs = self.env.descrs;
        let p = self.operand(op, 0)?;
        Ok(match op.op {
            GetfieldGcI | GetfieldGcR | GetfieldGcF | GetfieldRawI | GetfieldRawR | GetfieldRawF | SetfieldGc
            | SetfieldRaw => {
                let f = descrs.field(descr).ok_or(malformed)?;
                Cell { base: p, offset: f.offset as i32, kind: f.kind, size: f.size, signed: f.signed }
            }
            GetinteriorfieldGcI | GetinteriorfieldGcR | GetinteriorfieldGcF | SetinteriorfieldGc => {
                let f = descrs.interior(descr).ok_or(malformed.clone())?;
                let a = descrs.array(f.array).ok_or(malformed)?;
                let (base, offset) = self.item(p, a, self.arg(op, 1)?)?;
                Cell { base, offset: offset + f.offset as i32, kind: f.kind, size: f.size, signed: f.signed }
            }
            RawLoadI | RawLoadF | RawStore => {
                let a = descrs.array(descr).ok_or(malformed)?;
                let (base, offset) = self.displaced(p, self.arg(op, 1)?)?;
                let kind = a.item.unwrap_or(Kind::Int);
                Cell { base, offset, kind, size: a.item_size as u8, signed: a.signed }
            }
            _ => {
                let a = descrs.array(descr).ok_or(malformed)?;
                let (base, offset) = self.item(p, a, self.arg(op, 1)?)?;
                let kind = a.item.unwrap_or(Kind::Int);
                Cell { base, offset, kind, size: a.item_size as u8, signed: a.signed }
            }
        })
    }

    fn displaced(&mut self, p: Value, offset: Arg) -> Result<(Value, i32), Error> {
        if let Arg::Const(Const::Int(n)) = offset
            && let Ok(n) = i32::try_from(n)
        {
            return Ok((p, n));
        }
        let offset = self.value(offset)?;
        Ok((self.b.ins().iadd(p, offset), 0))
    }

    /// The address of an item without a fixed offset, and that offset.
    fn item(&mut self, p: Value, a: &ArrayDescr, index: Arg) -> Result<(Value, i32), Error> {
        let (size, fixed) = (a.item_size as i64, a.items_offset as i64);
        if let Arg::Const(Const::Int(i)) = index
            && let Some(at) = i.checked_mul(size).and_then(|n| n.checked_add(fixed))
            // A field's offset comes on top.
            && let Ok(at) = i32::try_from(at)
            && at < 1 << 30
        {
            return Ok((p, at));
        }
        let i = self.value(index)?;
        let scaled = match size {
            1 => i,
            n if n.count_ones() == 1 => self.b.ins().ishl_imm_u(i, n.trailing_zeros() as i64),
            n => self.b.ins().imul_imm_s(i, n),
        };
        Ok((self.b.ins().iadd(p, scaled), a.items_offset as i32))
    }

    fn whole_array(&mut self, op: &Op) -> Result<Def, Error> {
        let a = self.array_descr(op)?;
        let address = |this: &mut Self, p: usize, index: usize| -> Result<Value, Error> {
            let p = this.operand(op, p)?;
            let (base, at) = this.item(p, a, this.arg(op, index)?)?;
            Ok(this.b.ins().iadd_imm_s(base, at as i64))
        };
        let copy = op.op == OpCode::ArrayCopy;
        // Of the fields of items that are structs the descr says nothing.
        if copy && a.item.is_none_or(|k| k == Kind::Ref) {
            self.before_store_items(self.arg(op, 1)?, self.arg(op, 3)?, self.arg(op, 4)?, None)?;
        }
        let (function, args) = if copy {
            let function = libc::memmove as unsafe extern "C" fn(*mut c_void, *const c_void, usize) -> *mut c_void;
            (function as usize, [address(self, 1, 3)?, address(self, 0, 2)?])
        } else {
            let function = libc::memset as unsafe extern "C" fn(*mut c_void, i32, usize) -> *mut c_void;
            (function as usize, [address(self, 0, 1)?, self.int(0)])
        };
        let count = self.operand(op, if copy { 4 } else { 2 })?;
        let bytes = self.b.ins().imul_imm_s(count, a.item_size as i64);
        let mut s = Signature::new(self.c_conv);
        s.params.extend([AbiParam::new(types::I64); 3]);
        s.returns.push(AbiParam::new(types::I64));
        let s = self.b.import_signature(s);
        let function = self.address(function);
        self.b.ins().call_indirect(s, function, &[args[0], args[1], bytes]);
        Ok(Def::Nothing)
    }
}
