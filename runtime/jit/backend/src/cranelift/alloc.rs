//! Allocation: in place where the collector lets a pointer be moved, else by a call.
//!
//! Objects of known size with nothing that collects between them are one allocation. Their headers are all written at once, so
//! that the heap is whole at any exit.

use super::lower::{Def, Lower, trusted};
use super::roots::call_collects;
use crate::api::{Bump, Error};
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{InstBuilder, Value, types};
use rpy_trace::op::Group;
use rpy_trace::{Arg, ArrayDescr, Const, Op, OpCode};

/// Longer arrays are left to the collector.
const LONGEST: i64 = 1 << 14;
/// Bytes that are allocated together.
const LARGEST: i64 = 1 << 11;

/// An object whose size is known.
#[derive(Clone, Copy)]
struct Shape {
    type_number: i64,
    size: i64,
    /// Of an array, and where it is kept.
    length: Option<(i64, i32)>,
}

/// What has been allocated ahead: the operation, where its object is.
pub type Reserved = Vec<(usize, Value)>;

fn aligned(size: i64) -> i64 {
    (size + 7) & -8
}

type Way<'w, 'a, 'f> = &'w mut dyn FnMut(&mut Lower<'a, 'f>) -> Result<Option<Value>, Error>;

impl<'a, 'f> Lower<'a, 'f> {
    pub fn allocate(&mut self, op: &Op) -> Result<Def, Error> {
        let shape = self.shape(op)?;
        let object = match (self.env.support.bump, shape) {
            (Some(bump), Some(shape)) => self.together(bump, shape)?,
            (None, Some(shape)) => {
                let object = self.collect_in_line(&mut |this| this.call_malloc(shape.type_number, shape.size))?;
                self.set_length(object, shape);
                object
            }
            (bump, None) => self.array(bump, op)?,
        };
        if op.op == OpCode::NewWithVtable {
            let vtable = op.descr.and_then(|d| self.env.descrs.size(d)?.vtable);
            let vtable = self.int(vtable.ok_or(Error::Malformed("the type has no class", self.at))?);
            self.b.ins().store(trusted(), vtable, object, 0);
        }
        // A collector may want to be asked for a large array from the beginning.
        self.fresh.extend(op.result.filter(|_| shape.is_some()));
        Ok(Def::Value(object))
    }

    fn shape(&self, op: &Op) -> Result<Option<Shape>, Error> {
        if matches!(op.op, OpCode::New | OpCode::NewWithVtable) {
            let d = op.descr.and_then(|d| self.env.descrs.size(d));
            let d = d.ok_or(Error::Malformed("the descr is no size", self.at))?;
            let size = aligned(d.size as i64);
            return Ok(Some(Shape { type_number: d.type_number as i64, size, length: None }));
        }
        let d = self.array_descr(op)?;
        let size = |n: i64| aligned(d.fixed as i64 + n * d.item_size as i64);
        Ok(match self.arg(op, 0)? {
            Arg::Const(Const::Int(n)) if (0..=LARGEST).contains(&n) && size(n) <= LARGEST => {
                let length = Some((n, d.length_offset as i32));
                Some(Shape { type_number: d.type_number as i64, size: size(n), length })
            }
            _ => None,
        })
    }

    /// The object of the current operation, and those that are allocated with it.
    fn together(&mut self, bump: Bump, shape: Shape) -> Result<Value, Error> {
        if let Some(i) = self.reserved.iter().position(|r| r.0 == self.at) {
            return Ok(self.reserved.swap_remove(i).1);
        }
        let mut others = vec![];
        let mut total = shape.size;
        for (at, op) in self.trace.ops.iter().enumerate().skip(self.at + 1) {
            match op.op.group() {
                Group::New => match self.shape(op)? {
                    Some(other) if total + other.size <= LARGEST => {
                        others.push((at, total, other));
                        total += other.size;
                    }
                    _ => break,
                },
                Group::Call if call_collects(op, self.env) => break,
                _ => {}
            }
        }
        let size = self.int(total);
        let slow: Way<'_, 'a, 'f> = &mut |this| this.call_malloc(shape.type_number, total);
        let first = self.bump(bump, shape.type_number, size, None, slow)?;
        self.set_length(first, shape);
        let header = self.env.support.header as i32;
        for (at, offset, other) in others {
            let object = self.b.ins().iadd_imm_s(first, offset);
            let number = self.int(other.type_number);
            self.b.ins().store(trusted(), number, object, -header);
            self.set_length(object, other);
            self.reserved.push((at, object));
        }
        Ok(first)
    }

    fn set_length(&mut self, object: Value, shape: Shape) {
        if let Some((n, offset)) = shape.length {
            let n = self.int(n);
            self.b.ins().store(trusted(), n, object, offset);
        }
    }

    /// An array of a length that is not known, or great.
    fn array(&mut self, bump: Option<Bump>, op: &Op) -> Result<Value, Error> {
        let d = self.array_descr(op)?;
        let length = self.operand(op, 0)?;
        let slow: Way<'_, 'a, 'f> = &mut |this| this.call_malloc_varsize(d, length);
        let Some(bump) = bump else { return self.collect_in_line(slow) };
        let items = self.b.ins().imul_imm_s(length, d.item_size as i64);
        let size = self.b.ins().iadd_imm_s(items, d.fixed as i64 + 7);
        let size = self.b.ins().band_imm_s(size, -8);
        let long = self.b.ins().icmp_imm_u(IntCC::UnsignedGreaterThan, length, LONGEST);
        let array = self.bump(bump, d.type_number as i64, size, Some(long), slow)?;
        // The collector has stored it too if it was asked.
        self.b.ins().store(trusted(), length, array, d.length_offset as i32);
        Ok(array)
    }

    /// Moves the pointer to free memory, unless there is not enough or `not_here` holds.
    fn bump(
        &mut self,
        bump: Bump,
        type_number: i64,
        size: Value,
        not_here: Option<Value>,
        slow: Way<'_, 'a, 'f>,
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
        let usual: Way<'_, 'a, 'f> = &mut |this| {
            let free = this.address(bump.free as usize);
            this.b.ins().store(trusted(), end, free, 0);
            let number = this.int(type_number);
            this.b.ins().store(trusted(), number, start, 0);
            Ok(Some(this.b.ins().iadd_imm_s(start, header)))
        };
        self.branch_aside(full, true, slow, usual)?.ok_or(self.no_result())
    }

    fn collect_in_line(&mut self, call: Way<'_, 'a, 'f>) -> Result<Value, Error> {
        self.push_roots()?;
        let result = call(self)?;
        self.leave_without_memory(result, self.roots.base);
        self.after_collection();
        result.ok_or(self.no_result())
    }

    fn no_result(&self) -> Error {
        Error::Malformed("no result", self.at)
    }

    fn call_malloc(&mut self, type_number: i64, size: i64) -> Result<Option<Value>, Error> {
        let args = [self.int(type_number), self.int(size)];
        let function = self.address(self.env.support.malloc);
        Ok(self.call_c(function, &[types::I64; 2], &args, Some(types::I64)))
    }

    fn call_malloc_varsize(&mut self, d: &ArrayDescr, length: Value) -> Result<Option<Value>, Error> {
        let length = if self.aside { self.apart(length) } else { length };
        let [number, fixed, item, offset] = [d.type_number, d.fixed, d.item_size, d.length_offset];
        let [number, fixed, item, offset] = [number, fixed, item, offset].map(|n| self.int(n as i64));
        let function = self.address(self.env.support.malloc_varsize);
        let args = [number, length, fixed, item, offset];
        Ok(self.call_c(function, &[types::I64; 5], &args, Some(types::I64)))
    }
}
