//! Which instructions an operation becomes.
//!
//! Integers in registers are 64 bits wide, sign- or zero-extended by their type: arithmetic on narrower types is followed by
//! an extension.

use crate::descrs::Callee;
use crate::flatten::{Flatten, Line, Part, Reg, Value};
use crate::kinds::{kind, width};
use rpy_ir::{Const, Op, Operand, Operation, Ty, TypeId};
use rpy_trace::jitcode::{Control, Instruction, Number};
use rpy_trace::{DescrId, Kind, OpCode};
use std::rc::Rc;

pub fn operation(f: &mut Flatten, op: &Operation) {
    let s = Select { op, ty: op.args.first().map_or(Ty::Void, |a| f.program.operand_ty(f.g, a)), f };
    s.run();
}

struct Select<'s, 'w, 'p> {
    f: &'s mut Flatten<'w, 'p>,
    op: &'s Operation,
    /// Of the first operand.
    ty: Ty,
}

impl Select<'_, '_, '_> {
    fn value(&mut self, i: usize) -> Value {
        match self.op.args.get(i) {
            Some(o) => self.f.value(o).unwrap_or(Value::int(0)),
            None => Value::int(0),
        }
    }

    fn result(&self) -> Option<Reg> {
        self.op.result.and_then(|v| self.f.reg(v))
    }

    fn result_ty(&self) -> Ty {
        self.op.result.map_or(Ty::Void, |v| self.f.g.ty(v))
    }

    fn emit_to(&mut self, op: OpCode, args: &[Value], descr: Option<DescrId>, to: Option<Reg>) {
        let mut operands: Vec<Part> = args.iter().map(|&v| Part::Value(v)).collect();
        operands.extend(descr.map(Part::Descr));
        self.f.push(Instruction::Op(op), operands, to);
    }

    fn emit(&mut self, op: OpCode, args: &[Value], descr: Option<DescrId>) {
        let to = self.result();
        self.emit_to(op, args, descr, to);
    }

    /// To a new register.
    fn temporary(&mut self, op: OpCode, args: &[Value]) -> Value {
        let r = self.f.fresh(op.result().unwrap_or(Kind::Int));
        self.emit_to(op, args, None, Some(r));
        Value::Reg(r)
    }

    /// The result is this value: no instruction.
    fn is(&mut self, v: Value) {
        if let Some(r) = self.op.result {
            self.f.same.insert(r, v);
        }
    }

    /// The result is this value, brought into the range of a type.
    fn wrapped(&mut self, v: Value, ty: Ty) {
        let (size, signed) = width(ty);
        match (ty, size, signed) {
            (Ty::Bool, ..) => self.emit(OpCode::IntIsTrue, &[v], None),
            (_, 8, _) => self.is(v),
            (_, size, true) => self.emit(OpCode::IntSignext, &[v, Value::int(size as i64)], None),
            (_, size, false) => self.emit(OpCode::IntAnd, &[v, Value::int((1i64 << (8 * size)) - 1)], None),
        }
    }

    fn arithmetic(&mut self, op: OpCode) {
        let args = [self.value(0), self.value(1)];
        self.arithmetic_on(op, &args);
    }

    fn arithmetic_on(&mut self, op: OpCode, args: &[Value]) {
        let ty = self.result_ty();
        if width(ty).0 == 8 {
            return self.emit(op, args, None);
        }
        let v = self.temporary(op, args);
        self.wrapped(v, ty);
    }

    /// A shift count modulo the width of a narrow type.
    fn count(&mut self) -> Value {
        let n = self.value(1);
        match width(self.ty).0 {
            8 => n,
            size => self.temporary(OpCode::IntAnd, &[n, Value::int(8 * size as i64 - 1)]),
        }
    }

    fn compare(&mut self, signed: OpCode, unsigned: OpCode) {
        let op = if self.ty == Ty::UNSIGNED || self.ty == Ty::Address { unsigned } else { signed };
        let args = [self.value(0), self.value(1)];
        self.emit(op, &args, None);
    }

    fn overflows(&mut self) {
        use OpCode::*;
        let (a, b) = (self.value(0), self.value(1));
        let (exact, wide) = match self.op.op {
            Op::IntAddOverflows => (IntAdd, IntAddOverflows),
            Op::IntSubOverflows => (IntSub, IntSubOverflows),
            _ => (IntMul, IntMulOverflows),
        };
        match (width(self.ty), self.op.op) {
            ((8, true), _) => self.emit(wide, &[a, b], None),
            ((8, false), Op::IntAddOverflows) => {
                let sum = self.temporary(IntAdd, &[a, b]);
                self.emit(UintLt, &[sum, a], None);
            }
            ((8, false), Op::IntSubOverflows) => self.emit(UintLt, &[a, b], None),
            ((8, false), _) => {
                let high = self.temporary(UintMulHigh, &[a, b]);
                self.emit(IntIsTrue, &[high], None);
            }
            ((size, signed), _) => {
                let v = self.temporary(exact, &[a, b]);
                let kept = if signed {
                    self.temporary(IntSignext, &[v, Value::int(size as i64)])
                } else {
                    self.temporary(IntAnd, &[v, Value::int((1i64 << (8 * size)) - 1)])
                };
                self.emit(IntNe, &[v, kept], None);
            }
        }
    }

    fn run(mut self) {
        use OpCode as O;
        let signed = width(self.ty).1;
        let gc = self.f.program.types.is_gc_ptr(self.ty);
        let args: Vec<Value> = (0..self.op.args.len()).map(|i| self.value(i)).collect();
        match self.op.op {
            Op::IntAdd => self.arithmetic(O::IntAdd),
            Op::IntSub => self.arithmetic(O::IntSub),
            Op::IntMul => self.arithmetic(O::IntMul),
            Op::IntTruncdiv => self.arithmetic(if signed { O::IntTruncdiv } else { O::UintTruncdiv }),
            Op::IntTruncmod => self.arithmetic(if signed { O::IntTruncmod } else { O::UintTruncmod }),
            Op::IntAnd => self.emit(O::IntAnd, &args, None),
            Op::IntOr => self.emit(O::IntOr, &args, None),
            Op::IntXor => self.emit(O::IntXor, &args, None),
            Op::IntLshift => {
                let n = self.count();
                self.arithmetic_on(O::IntLshift, &[args[0], n]);
            }
            Op::IntRshift => {
                let n = self.count();
                self.emit(if signed { O::IntRshift } else { O::UintRshift }, &[args[0], n], None);
            }
            Op::IntNeg => self.arithmetic_on(O::IntNeg, &args),
            Op::IntInvert if self.ty == Ty::Bool => self.emit(O::IntIsZero, &args, None),
            Op::IntInvert => self.arithmetic_on(O::IntInvert, &args),
            Op::IntAddOverflows | Op::IntSubOverflows | Op::IntMulOverflows => self.overflows(),
            Op::IntMulHigh => self.emit(if signed { O::IntMulHigh } else { O::UintMulHigh }, &args, None),
            Op::IntEq => self.emit(O::IntEq, &args, None),
            Op::IntNe => self.emit(O::IntNe, &args, None),
            Op::IntLt => self.compare(O::IntLt, O::UintLt),
            Op::IntLe => self.compare(O::IntLe, O::UintLe),
            Op::IntGt => self.compare(O::IntGt, O::UintGt),
            Op::IntGe => self.compare(O::IntGe, O::UintGe),
            Op::AdrLt => self.emit(O::UintLt, &args, None),
            Op::AdrLe => self.emit(O::UintLe, &args, None),
            Op::Select => self.select(&args),
            Op::BoolNot => self.emit(O::IntIsZero, &args, None),
            Op::CastInt => self.cast_int(args[0]),
            Op::FloatAdd => self.emit(O::FloatAdd, &args, None),
            Op::FloatSub => self.emit(O::FloatSub, &args, None),
            Op::FloatMul => self.emit(O::FloatMul, &args, None),
            Op::FloatTruediv => self.emit(O::FloatTruediv, &args, None),
            Op::FloatNeg => self.emit(O::FloatNeg, &args, None),
            Op::FloatAbs => self.emit(O::FloatAbs, &args, None),
            Op::FloatSqrt => self.emit(O::FloatSqrt, &args, None),
            Op::FloatFloor => self.emit(O::FloatFloor, &args, None),
            Op::FloatCeil => self.emit(O::FloatCeil, &args, None),
            Op::FloatTrunc => self.emit(O::FloatTrunc, &args, None),
            Op::FloatEq => self.emit(O::FloatEq, &args, None),
            Op::FloatNe => self.emit(O::FloatNe, &args, None),
            Op::FloatLt => self.emit(O::FloatLt, &args, None),
            Op::FloatLe => self.emit(O::FloatLe, &args, None),
            Op::FloatGt => self.emit(O::FloatGt, &args, None),
            Op::FloatGe => self.emit(O::FloatGe, &args, None),
            Op::CastIntToFloat => {
                let op = if self.ty == Ty::UNSIGNED { O::CastUintToFloat } else { O::CastIntToFloat };
                self.emit(op, &args, None);
            }
            Op::CastFloatToInt => match self.result_ty() {
                Ty::UNSIGNED => self.emit(O::CastFloatToUint, &args, None),
                ty => {
                    let op = if width(ty).1 { O::CastFloatToInt } else { O::CastFloatToUint };
                    let v = self.temporary(op, &args);
                    self.wrapped(v, ty);
                }
            },
            Op::CastFloatToSinglefloat => self.emit(O::CastFloatToSinglefloat, &args, None),
            Op::CastSinglefloatToFloat => self.emit(O::CastSinglefloatToFloat, &args, None),
            Op::FloatBits => self.emit(O::ConvertFloatBytesToLonglong, &args, None),
            Op::BitsFloat => self.emit(O::ConvertLonglongBytesToFloat, &args, None),
            Op::PtrEq => self.emit(if gc { O::PtrEq } else { O::IntEq }, &args, None),
            Op::PtrNe => self.emit(if gc { O::PtrNe } else { O::IntNe }, &args, None),
            Op::PtrNonzero if gc => self.control(Control::PtrNonzero, args[0]),
            Op::PtrIszero if gc => self.control(Control::PtrIszero, args[0]),
            Op::PtrNonzero => self.emit(O::IntIsTrue, &args, None),
            Op::PtrIszero => self.emit(O::IntIsZero, &args, None),
            Op::CastPtrToAdr if gc => self.emit(O::CastPtrToInt, &args, None),
            Op::CastPointer | Op::CastPtrToAdr | Op::CastAdrToPtr | Op::CastAdrToInt | Op::CastIntToAdr => {
                self.is(args[0])
            }
            Op::SameAs | Op::Likely | Op::Unlikely => self.is(args[0]),
            Op::AdrAdd => self.emit(O::IntAdd, &args, None),
            Op::AdrDelta => self.emit(O::IntSub, &args, None),
            Op::GetField | Op::SetField => self.field(gc, &args),
            Op::GetArrayItem | Op::SetArrayItem | Op::GetArraySize => self.array(gc, &args),
            Op::GetInteriorField | Op::SetInteriorField => self.interior(&args),
            Op::ArrayCopy => {
                let d = self.array_descr();
                self.emit(O::ArrayCopy, &args, d);
            }
            Op::ArrayClear => {
                let d = self.array_descr();
                self.emit(O::ArrayClear, &args, d);
            }
            Op::Malloc | Op::MallocVarsize => self.malloc(),
            Op::Keepalive => {}
            Op::DirectCall => {
                let op = self.op;
                self.call(&op.args[0], &op.args[1..]);
            }
            Op::IndirectCall => self.indirect_call(),
            Op::JitMarker => self.marker(),
            other => self.other(other, &args),
        }
    }

    /// Operations that are hints.
    fn other(&mut self, op: Op, args: &[Value]) {
        match op.name() {
            "jit_promote" => {
                let c = match args[0].kind() {
                    Kind::Int => Control::IntGuardValue,
                    Kind::Ref => Control::RefGuardValue,
                    Kind::Float => Control::FloatGuardValue,
                };
                self.control(c, args[0]);
            }
            "we_are_jitted" => self.is(Value::int(1)),
            "jit_hint" => self.hint(args),
            "jit_force_quasi_immutable" => {
                let Some(Operand::Const(Const::Field(watchers))) = self.op.args.get(1) else { return };
                let d = self.f.writer.descrs.field(self.f.program, &mut self.f.writer.tables, *watchers);
                self.f.control(Control::ForceQuasiImmutable, vec![Part::Value(args[0]), Part::Descr(d)], None);
            }
            "jit_conditional_call" => self.conditional_call(args),
            // The policy has kept graphs with other operations that matter out.
            _ => {}
        }
    }

    /// Hints have a name, then operands.
    fn hint(&mut self, args: &[Value]) {
        let Some(Operand::Const(Const::Name(name))) = self.op.args.first() else { return };
        let value = args.get(1).copied().unwrap_or(Value::int(0));
        match (name.as_str(), value.kind()) {
            ("promote_string", _) => self.promote_string(value),
            ("record_known_result", _) => self.record_known_result(value),
            ("record_exact_value", Kind::Int) => self.emit(OpCode::RecordExactValueI, &args[1..3], None),
            ("record_exact_value", Kind::Ref) => self.emit(OpCode::RecordExactValueR, &args[1..3], None),
            ("isconstant", Kind::Ref) => self.control(Control::IsConstantR, value),
            ("isconstant", Kind::Int) => self.control(Control::IsConstantI, value),
            ("isconstant", Kind::Float) => self.is(Value::int(matches!(value, Value::Float(_)) as i64)),
            ("isvirtual", _) => self.control(Control::IsVirtual, value),
            ("force_virtualizable", Kind::Ref) => self.force_virtualizable(value),
            ("virtual_ref" | "virtual_ref_settle", _) => self.virtual_ref(name == "virtual_ref", args),
            ("current_trace_length", _) => self.is(Value::int(-1)),
            ("record_exact_class", _) => {
                let class = args.get(2).copied().unwrap_or(Value::int(0));
                self.f.control(Control::RecordExactClass, vec![Part::Value(value), Part::Value(class)], None);
            }
            _ => self.is(value),
        }
    }

    fn force_virtualizable(&mut self, value: Value) {
        let ty = self.op.args.get(1).map_or(Ty::Void, |a| self.f.program.operand_ty(self.f.g, a));
        if let Some(layout) = self.f.writer.virtualizables.layout_of(self.f.program, ty) {
            self.f.control(Control::ForceVirtualizable, vec![Part::Value(value), Part::Word(layout as u16)], None);
        }
        self.is(value);
    }

    fn virtual_ref(&mut self, new: bool, args: &[Value]) {
        let ty = self.op.args.get(1).map_or(Ty::Void, |a| self.f.program.operand_ty(self.f.g, a));
        if !self.f.writer.sees_virtual_ref(self.f.program, ty) {
            return;
        }
        let operands = args[1..].iter().map(|&v| Part::Value(v)).collect();
        let c = if new { Control::VirtualRef } else { Control::VirtualRefSettle };
        self.f.control(c, operands, None);
    }

    /// One operation, also in a trace: the callee is not looked into. Where it may need what a trace keeps of a frame it is a
    /// branch, and in a trace a guard, and the call where it is done.
    fn conditional_call(&mut self, args: &[Value]) {
        let (condition, op) = (args[1], self.op);
        let (callee, rest) = (&op.args[2], &op.args[3..]);
        if let Operand::Const(function @ Const::Graph(id)) = callee
            && !self.f.writer.effects.of(*id).forces
            && let Some((address, d)) = self.residual(function.clone(), rest, self.result_ty())
        {
            if !self.f.writer.effects.raises(*id) {
                self.f.place = None;
            }
            let result = self.result();
            let c = match result {
                None => Control::CondCallN,
                Some(Reg(Kind::Ref, _)) => Control::CondCallValueR,
                Some(_) => Control::CondCallValueI,
            };
            let mut operands = vec![Part::Value(condition), Part::Value(address), Part::Descr(d)];
            operands.extend(self.lists(rest));
            return self.f.control(c, operands, result);
        }
        let end = self.f.new_label();
        match self.result() {
            None => {
                self.f.control(Control::GotoIfNot, vec![Part::Value(condition), Part::Label(end)], None);
            }
            Some(to) => {
                let call = self.f.new_label();
                self.f.lines.push(Line::Moves(vec![(condition, to)]));
                let there = self.f.fresh(Kind::Int);
                if condition.kind() == Kind::Ref {
                    self.f.control(Control::PtrNonzero, vec![Part::Value(condition)], Some(there));
                } else {
                    self.emit_to(OpCode::IntIsTrue, &[condition], None, Some(there));
                }
                let operands = vec![Part::Value(Value::Reg(there)), Part::Label(call)];
                self.f.control(Control::GotoIfNot, operands, None);
                self.f.control(Control::Goto, vec![Part::Label(end)], None);
                self.f.lines.push(Line::Label(call));
            }
        }
        self.call(callee, rest);
        self.f.lines.push(Line::Label(end));
    }

    fn control(&mut self, c: Control, v: Value) {
        let to = self.result();
        self.f.control(c, vec![Part::Value(v)], to);
    }

    fn select(&mut self, args: &[Value]) {
        let to = self.result();
        if args[1].kind() == Kind::Int {
            // Without a branch, which would be a guard: b ^ ((a ^ b) & -condition).
            let mask = self.temporary(OpCode::IntNeg, &args[..1]);
            let both = self.temporary(OpCode::IntXor, &[args[1], args[2]]);
            let chosen = self.temporary(OpCode::IntAnd, &[both, mask]);
            return self.emit(OpCode::IntXor, &[args[2], chosen], None);
        }
        let Some(to) = to else { return };
        let (other, end) = (self.f.new_label(), self.f.new_label());
        self.f.control(Control::GotoIfNot, vec![Part::Value(args[0]), Part::Label(other)], None);
        self.f.lines.push(Line::Moves(vec![(args[1], to)]));
        self.f.control(Control::Goto, vec![Part::Label(end)], None);
        self.f.lines.push(Line::Label(other));
        self.f.lines.push(Line::Moves(vec![(args[2], to)]));
        self.f.lines.push(Line::Label(end));
    }

    fn cast_int(&mut self, v: Value) {
        let to = self.result_ty();
        let ((from_size, from_signed), (size, signed)) = (width(self.ty), width(to));
        if to == Ty::Bool && self.ty != Ty::Bool {
            return self.emit(OpCode::IntIsTrue, &[v], None);
        }
        let kept =
            size == 8 || from_size < size && (signed || !from_signed) || from_size == size && from_signed == signed;
        if kept { self.is(v) } else { self.wrapped(v, to) }
    }

    fn struct_type(&self) -> Option<TypeId> {
        self.ty.ptr()
    }

    fn field(&mut self, gc: bool, args: &[Value]) {
        use OpCode::*;
        let Some(Operand::Const(Const::Field(field))) = self.op.args.get(1) else { return };
        let ty = self.f.program.types.field(*field).ty;
        let Some(k) = kind(&self.f.program.types, ty) else { return };
        let d = self.f.writer.descrs.field(self.f.program, &mut self.f.writer.tables, *field);
        if self.op.op == Op::SetField {
            return self.emit(if gc { SetfieldGc } else { SetfieldRaw }, &[args[0], args[2]], Some(d));
        }
        if self.f.program.types.field(*field).quasi_immutable {
            self.f.control(Control::QuasiImmutableField, vec![Part::Value(args[0]), Part::Descr(d)], None);
        }
        let list = self.f.immutable_list(&self.op.args[0]);
        let is_class = self.f.program.types.by_name("object") == Some(field.of)
            && self.f.program.types.field(*field).name == "typeptr";
        if is_class {
            return self.control(Control::GuardClass, args[0]);
        }
        let op = match (gc, k) {
            (true, Kind::Int) if list => GetfieldGcPureI,
            (true, Kind::Ref) if list => GetfieldGcPureR,
            (true, Kind::Float) if list => GetfieldGcPureF,
            (true, Kind::Int) => GetfieldGcI,
            (true, Kind::Ref) => GetfieldGcR,
            (true, Kind::Float) => GetfieldGcF,
            (false, Kind::Int) => GetfieldRawI,
            (false, Kind::Ref) => GetfieldRawR,
            (false, Kind::Float) => GetfieldRawF,
        };
        self.emit(op, &args[..1], Some(d));
    }

    fn array_descr(&mut self) -> Option<DescrId> {
        let t = self.struct_type()?;
        Some(self.f.writer.descrs.array(self.f.program, &mut self.f.writer.tables, t))
    }

    fn array(&mut self, gc: bool, args: &[Value]) {
        use OpCode::*;
        let d = self.array_descr();
        match self.op.op {
            Op::GetArraySize => self.emit(if gc { ArraylenGc } else { ArraylenRaw }, args, d),
            Op::SetArrayItem => self.emit(if gc { SetarrayitemGc } else { SetarrayitemRaw }, args, d),
            _ => {
                let Some(k) = self.result().map(|r| r.0) else { return };
                let list = self.f.immutable_list(&self.op.args[0]);
                let op = match (gc, k) {
                    (true, Kind::Int) if list => GetarrayitemGcPureI,
                    (true, Kind::Ref) if list => GetarrayitemGcPureR,
                    (true, Kind::Float) if list => GetarrayitemGcPureF,
                    (true, Kind::Int) => GetarrayitemGcI,
                    (true, Kind::Ref) => GetarrayitemGcR,
                    (true, Kind::Float) => GetarrayitemGcF,
                    (false, Kind::Int) => GetarrayitemRawI,
                    (false, Kind::Ref) => GetarrayitemRawR,
                    (false, Kind::Float) => GetarrayitemRawF,
                };
                self.emit(op, args, d);
            }
        }
    }

    fn interior(&mut self, args: &[Value]) {
        use OpCode::*;
        let (Some(t), Some(Operand::Const(Const::Field(field)))) = (self.struct_type(), self.op.args.get(2)) else {
            return;
        };
        let ty = self.f.program.types.field(*field).ty;
        let Some(k) = kind(&self.f.program.types, ty) else { return };
        let d = self.f.writer.descrs.interior(self.f.program, &mut self.f.writer.tables, t, *field);
        if self.op.op == Op::SetInteriorField {
            return self.emit(SetinteriorfieldGc, &[args[0], args[1], args[3]], Some(d));
        }
        let op = match k {
            Kind::Int => GetinteriorfieldGcI,
            Kind::Ref => GetinteriorfieldGcR,
            Kind::Float => GetinteriorfieldGcF,
        };
        self.emit(op, &args[..2], Some(d));
    }

    fn malloc(&mut self) {
        let Some(Operand::Const(Const::Type(t))) = self.op.args.first() else { return };
        let (program, tables) = (self.f.program, &mut self.f.writer.tables);
        if self.op.op == Op::Malloc {
            let d = self.f.writer.descrs.size(program, tables, *t);
            return self.emit(OpCode::New, &[], Some(d));
        }
        let d = self.f.writer.descrs.array(program, tables, *t);
        let n = self.value(1);
        self.emit(OpCode::NewArrayClear, &[n], Some(d));
    }

    /// The arguments of a call by kind.
    fn lists(&mut self, args: &[Operand]) -> Vec<Part> {
        let values: Vec<Value> = args.iter().filter_map(|a| self.f.value(a)).collect();
        let of = |k: Kind| Part::List(values.iter().copied().filter(|v| v.kind() == k).collect());
        vec![of(Kind::Int), of(Kind::Ref), of(Kind::Float)]
    }

    fn call(&mut self, callee: &Operand, args: &[Operand]) {
        let ret = self.result_ty();
        let result = self.result();
        let lists = self.lists(args);
        let program = self.f.program;
        let function = match callee {
            Operand::Const(c @ (Const::Graph(_) | Const::Extern(_))) => c.clone(),
            _ => return,
        };
        if !matches!(function, Const::Graph(id) if self.f.writer.effects.raises(id)) {
            self.f.place = None;
        }
        if let Const::Graph(id) = function
            && let Some(&driver) = self.f.writer.portals.get(&id)
        {
            let c = by_kind(
                result,
                [Control::RecursiveCallI, Control::RecursiveCallR, Control::RecursiveCallF, Control::RecursiveCallN],
            );
            let (greens, reds) = args.split_at(program.jit_drivers[driver as usize].greens.len());
            let mut operands = vec![Part::Word(driver as u16)];
            operands.extend(self.lists(greens));
            operands.extend(self.lists(reds));
            return self.f.control(c, operands, result);
        }
        if let Const::Graph(id) = function
            && let Some(n) = self.f.writer.number(program, id)
        {
            let c = by_kind(
                result,
                [Control::InlineCallI, Control::InlineCallR, Control::InlineCallF, Control::InlineCallN],
            );
            let mut operands = vec![Part::Word(n as u16)];
            operands.extend(lists);
            return self.f.control(c, operands, result);
        }
        let Some((address, d)) = self.residual(function, args, ret) else { return };
        let c = by_kind(
            result,
            [Control::ResidualCallI, Control::ResidualCallR, Control::ResidualCallF, Control::ResidualCallN],
        );
        let mut operands = vec![Part::Value(address), Part::Descr(d)];
        operands.extend(lists);
        self.f.control(c, operands, result);
    }

    /// The address of a function whose calls stay calls, and their descr.
    fn residual(&mut self, function: Const, args: &[Operand], ret: Ty) -> Option<(Value, DescrId)> {
        let program = self.f.program;
        let types: Vec<Ty> = args.iter().map(|a| program.operand_ty(self.f.g, a)).collect();
        let w = &mut *self.f.writer;
        let (name, effect, flags) = match &function {
            Const::Graph(id) => {
                let g = &program.graphs[*id];
                (&g.name, w.effects.of(*id), Some(&g.flags))
            }
            Const::Extern(e) => (&program.externs[*e].name, Rc::default(), None),
            _ => return None,
        };
        let callee = Callee { name, args: &types, ret, effect: &effect, flags };
        let d = w.descrs.call(program, &callee);
        Some((Value::Int(Number::Address(w.tables.address(function))), d))
    }

    /// A string becomes constant by its contents.
    fn promote_string(&mut self, value: Value) {
        let Some(Operand::Const(equal)) = self.op.args.get(2).cloned() else { return self.is(value) };
        let pair = [self.op.args[1].clone(), self.op.args[1].clone()];
        let Some((address, d)) = self.residual(equal, &pair, Ty::Bool) else { return self.is(value) };
        let to = self.result();
        self.f.control(Control::StrGuardValue, vec![Part::Value(value), Part::Value(address), Part::Descr(d)], to);
    }

    /// A call need not be done: its result is known.
    fn record_known_result(&mut self, known: Value) {
        let op = self.op;
        let (Some(Operand::Const(function)), Some(first)) = (op.args.get(2).cloned(), op.args.get(1)) else { return };
        let ret = self.f.program.operand_ty(self.f.g, first);
        let Some((address, d)) = self.residual(function, &op.args[3..], ret) else { return };
        let c = match known.kind() {
            Kind::Int => Control::RecordKnownResultI,
            Kind::Ref => Control::RecordKnownResultR,
            Kind::Float => return,
        };
        let mut operands = vec![Part::Value(known), Part::Value(address), Part::Descr(d)];
        operands.extend(self.lists(&op.args[3..]));
        self.f.control(c, operands, None);
    }

    fn indirect_call(&mut self) {
        let args = &self.op.args[1..];
        let ret = self.result_ty();
        let result = self.result();
        let function = self.value(0);
        let lists = self.lists(args);
        let program = self.f.program;
        let types: Vec<Ty> = args.iter().map(|a| program.operand_ty(self.f.g, a)).collect();
        let w = &mut *self.f.writer;
        let targets = w.targets.of(program, self.f.g, self.op);
        // In a trace the function is known: then these are looked into as any other.
        for &t in &targets {
            w.number(program, t);
        }
        let effect = Rc::new(w.effects.of_any(&targets));
        let callee = Callee { name: "indirect", args: &types, ret, effect: &effect, flags: None };
        let d = w.descrs.call(program, &callee);
        let c = by_kind(
            result,
            [Control::IndirectCallI, Control::IndirectCallR, Control::IndirectCallF, Control::IndirectCallN],
        );
        let mut operands = vec![Part::Value(function), Part::Descr(d)];
        operands.extend(lists);
        self.f.control(c, operands, result);
    }

    fn marker(&mut self) {
        let driver = self.f.driver.unwrap_or(0) as u16;
        if crate::marker(self.op, "jit_merge_point") {
            let greens = crate::portal::greens(self.f.program, self.op);
            let args = &self.op.args[2..];
            let mut operands = vec![Part::Word(driver)];
            operands.extend(self.lists(&args[..greens]));
            operands.extend(self.lists(&args[greens..]));
            self.f.control(Control::JitMergePoint, operands, None);
        } else {
            self.f.control(Control::LoopHeader, vec![Part::Word(driver)], None);
        }
    }
}

/// The variant for the kind of a result: integer, reference, float, none.
fn by_kind(result: Option<Reg>, all: [Control; 4]) -> Control {
    match result {
        Some(Reg(Kind::Int, _)) => all[0],
        Some(Reg(Kind::Ref, _)) => all[1],
        Some(Reg(Kind::Float, _)) => all[2],
        None => all[3],
    }
}
