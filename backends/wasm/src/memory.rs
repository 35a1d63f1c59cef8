//! Loads and stores. An address takes 8 bytes in memory, of which the upper four are zero.

use crate::func::Translate;
use crate::values::{bits, signed, val_type};
use rpy_ir::{Const, FieldRef, Op, Operand, Operation, Ty, TypeId};
use walrus::ValType;
use walrus::ir::{BinaryOp as B, ExtendedLoad, LoadKind, MemArg, StoreKind, UnaryOp};

impl Translate<'_, '_> {
    /// Loads from the address on the operand stack and the offset; nothing for Void.
    fn load(&mut self, ty: Ty, offset: u32) -> Result<(), String> {
        let extension = if signed(ty) { ExtendedLoad::SignExtend } else { ExtendedLoad::ZeroExtend };
        let kind = match ty {
            Ty::Address | Ty::Ptr(_) | Ty::UniChar => LoadKind::I32 { atomic: false },
            Ty::Bool | Ty::Char => LoadKind::I32_8 { kind: extension },
            Ty::Int(_) => match bits(ty) {
                8 => LoadKind::I32_8 { kind: extension },
                16 => LoadKind::I32_16 { kind: extension },
                32 => LoadKind::I32 { atomic: false },
                _ => LoadKind::I64 { atomic: false },
            },
            Ty::Float => LoadKind::F64,
            Ty::SingleFloat => LoadKind::F32,
            Ty::Void | Ty::Obj => return Err("nothing to load".to_string()),
        };
        // Of an address the lower half.
        let align = rpy_layout::size_of(ty).min(val_type(ty).map_or(1, width));
        let arg = MemArg { align, offset: offset as u64 };
        self.ins(walrus::ir::Load { memory: self.unit.memory, kind, arg });
        Ok(())
    }

    /// Stores the value that the operand stack has above the address.
    fn store(&mut self, ty: Ty, offset: u32) {
        let kind = match ty {
            Ty::Address | Ty::Ptr(_) => {
                self.un(UnaryOp::I64ExtendUI32);
                StoreKind::I64 { atomic: false }
            }
            Ty::UniChar => StoreKind::I32 { atomic: false },
            Ty::Bool | Ty::Char => StoreKind::I32_8 { atomic: false },
            Ty::Int(_) => match bits(ty) {
                8 => StoreKind::I32_8 { atomic: false },
                16 => StoreKind::I32_16 { atomic: false },
                32 => StoreKind::I32 { atomic: false },
                _ => StoreKind::I64 { atomic: false },
            },
            Ty::Float => StoreKind::F64,
            Ty::SingleFloat => StoreKind::F32,
            Ty::Void | Ty::Obj => return,
        };
        let arg = MemArg { align: rpy_layout::size_of(ty), offset: offset as u64 };
        self.ins(walrus::ir::Store { memory: self.unit.memory, kind, arg });
    }

    fn field_of(&self, o: &Operand) -> Result<FieldRef, String> {
        match o.konst() {
            Some(Const::Field(f)) => Ok(*f),
            _ => Err("not a field".to_string()),
        }
    }

    /// Puts an address on the operand stack, and gives the offset that is left.
    fn item(&mut self, p: &Operand, t: TypeId, index: &Operand) -> Result<u32, String> {
        let (size, offset) = {
            let l = self.unit.layouts.of(t);
            (l.item_size, l.items_offset)
        };
        if let Some(at) = self.known(index).and_then(|i| i.checked_mul(size as i64)?.checked_add(offset as i64))
            && let Ok(at) = u32::try_from(at)
        {
            self.push(p)?;
            return Ok(at);
        }
        self.push(p)?;
        self.push_i32(index)?;
        self.scale(size);
        self.bin(B::I32Add);
        Ok(offset)
    }

    fn scale(&mut self, size: u32) {
        match size {
            1 => {}
            n if n.is_power_of_two() => {
                self.i32(n.trailing_zeros() as i32);
                self.bin(B::I32Shl);
            }
            n => {
                self.i32(n as i32);
                self.bin(B::I32Mul);
            }
        }
    }

    pub fn memory(&mut self, op: &Operation, ty: Ty, result: Ty) -> Result<(), String> {
        let Ty::Ptr(t) = ty else { return Err("not a pointer".to_string()) };
        let a = &op.args;
        let (offset, value) = match op.op {
            Op::GetField | Op::SetField => {
                let offset = self.unit.layouts.offset(self.field_of(&a[1])?);
                self.push(&a[0])?;
                (offset, a.get(2))
            }
            Op::GetArraySize => {
                let offset = self.unit.layouts.of(t).length_offset;
                self.push(&a[0])?;
                (offset, None)
            }
            Op::GetArrayItem | Op::SetArrayItem => (self.item(&a[0], t, &a[1])?, a.get(2)),
            _ => {
                let field = self.unit.layouts.offset(self.field_of(&a[2])?);
                (self.item(&a[0], t, &a[1])? + field, a.get(3))
            }
        };
        match value {
            Some(v) => {
                self.push(v)?;
                self.store(self.ty(v), offset);
                Ok(())
            }
            None => self.load(result, offset),
        }
    }

    /// Puts `a + offset` on the operand stack but for what it gives: a constant part.
    fn raw_address(&mut self, a: &Operand, offset: &Operand) -> Result<u32, String> {
        self.push(a)?;
        if let Some(at) = self.known(offset).and_then(|v| u32::try_from(v).ok()) {
            return Ok(at);
        }
        self.push_i32(offset)?;
        self.bin(B::I32Add);
        Ok(0)
    }

    pub fn raw(&mut self, op: &Operation, result: Ty) -> Result<(), String> {
        let a = &op.args;
        let memory = self.unit.memory;
        match op.op {
            Op::RawLoad => {
                let at = self.raw_address(&a[0], &a[1])?;
                self.load(result, at)?;
            }
            Op::RawStore => {
                let at = self.raw_address(&a[0], &a[1])?;
                self.push(&a[2])?;
                self.store(self.ty(&a[2]), at);
            }
            // Wasm's own copy is right for areas that overlap.
            Op::RawMemcopy | Op::RawMemmove => {
                self.push(&a[1])?;
                self.push(&a[0])?;
                self.push_i32(&a[2])?;
                self.ins(walrus::ir::MemoryCopy { src: memory, dst: memory });
            }
            _ => {
                self.push(&a[0])?;
                self.i32(0);
                self.push_i32(&a[1])?;
                self.ins(walrus::ir::MemoryFill { memory });
            }
        }
        Ok(())
    }

    pub fn whole_array(&mut self, op: &Operation, ty: Ty) -> Result<(), String> {
        let Ty::Ptr(t) = ty else { return Err("not a pointer".to_string()) };
        let a = &op.args;
        let size = self.unit.layouts.of(t).item_size;
        let memory = self.unit.memory;
        let address = |this: &mut Self, p: &Operand, i: &Operand| -> Result<(), String> {
            let offset = this.item(p, t, i)?;
            this.i32(offset as i32);
            this.bin(B::I32Add);
            Ok(())
        };
        if op.op == Op::ArrayClear {
            address(self, &a[0], &a[1])?;
            self.i32(0);
            self.push_i32(&a[2])?;
            self.scale(size);
            self.ins(walrus::ir::MemoryFill { memory });
            return Ok(());
        }
        address(self, &a[1], &a[3])?;
        address(self, &a[0], &a[2])?;
        self.push_i32(&a[4])?;
        self.scale(size);
        self.ins(walrus::ir::MemoryCopy { src: memory, dst: memory });
        Ok(())
    }
}

/// In bytes. All accesses are aligned but what raw addresses are made of: there the alignment is a hint only.
fn width(ty: ValType) -> u32 {
    if matches!(ty, ValType::I64 | ValType::F64) { 8 } else { 4 }
}
