//! One graph as a wasm function: its values on the operand stack and in locals.

use crate::blocks::Structure;
use crate::locals::Locals;
use crate::module::{Unit, signature};
use crate::reducible::reducible;
use crate::schedule::{Place, Schedule};
use crate::values::val_type;
use rpy_ir::{Const, Graph, Op, Operand, Operation, Ty, Var};
use walrus::ir::{BinaryOp, Instr, InstrSeqId, UnaryOp, Value};
use walrus::{FunctionBuilder, LocalFunction, LocalId, ValType};

/// Makes the body of a graph's function. `frame`: what the function takes of the stack, if it tests it.
pub fn translate(unit: &mut Unit, g: &Graph, frame: Option<u32>) -> Result<LocalFunction, String> {
    let reduced = reducible(g);
    let g = reduced.as_ref().unwrap_or(g);
    let (params, results) = signature(g);
    let mut b = FunctionBuilder::new(&mut unit.module.types, &params, &results);
    b.name(g.name.clone());
    let seq = b.func_body_id();
    let schedule = Schedule::new(g);
    let shared = Locals::new(g, &schedule);
    let locals = shared.types.iter().map(|&ty| unit.module.locals.add(ty)).collect();
    let mut t = Translate { unit, g, b, seq, shared, locals, schedule, structure: Structure::new(g), frame };
    let args = g.params().iter().filter_map(|&v| t.local(v)).collect();
    if let Some(bytes) = frame {
        t.move_stack(bytes, BinaryOp::I32Sub);
    }
    t.tree(g.entry, None)?;
    // Control does not come here; the validator cannot know.
    t.ins(walrus::ir::Unreachable {});
    Ok(t.b.local_func(args))
}

pub struct Translate<'u, 'p> {
    pub unit: &'u mut Unit<'p>,
    pub g: &'u Graph,
    pub b: FunctionBuilder,
    /// Where instructions go.
    pub seq: InstrSeqId,
    shared: Locals,
    locals: Vec<LocalId>,
    pub schedule: Schedule,
    pub structure: Structure,
    pub frame: Option<u32>,
}

impl Translate<'_, '_> {
    pub fn ins(&mut self, i: impl Into<Instr>) {
        self.b.instr_seq(self.seq).instr(i);
    }
    pub fn bin(&mut self, op: BinaryOp) {
        self.ins(walrus::ir::Binop { op });
    }
    pub fn un(&mut self, op: UnaryOp) {
        self.ins(walrus::ir::Unop { op });
    }
    pub fn i32(&mut self, v: i32) {
        self.ins(walrus::ir::Const { value: Value::I32(v) });
    }
    pub fn i64(&mut self, v: i64) {
        self.ins(walrus::ir::Const { value: Value::I64(v) });
    }
    pub fn get(&mut self, local: LocalId) {
        self.ins(walrus::ir::LocalGet { local });
    }
    pub fn set(&mut self, local: LocalId) {
        self.ins(walrus::ir::LocalSet { local });
    }

    pub fn ty(&self, o: &Operand) -> Ty {
        self.unit.program.operand_ty(self.g, o)
    }

    /// The local of a variable; none if it is Void.
    pub fn local(&self, v: Var) -> Option<LocalId> {
        Some(self.locals[self.shared.of(v)? as usize])
    }

    pub fn new_local(&mut self, ty: ValType) -> LocalId {
        self.unit.module.locals.add(ty)
    }

    /// Adds to the number that stands for the stack's end, or subtracts.
    pub fn move_stack(&mut self, bytes: u32, how: BinaryOp) {
        let global = self.unit.stack;
        self.ins(walrus::ir::GlobalGet { global });
        self.i32(bytes as i32);
        self.bin(how);
        self.ins(walrus::ir::GlobalSet { global });
    }

    /// Puts a value on the operand stack; nothing for Void.
    pub fn push(&mut self, o: &Operand) -> Result<(), String> {
        match o {
            Operand::Const(c) => self.constant(c),
            Operand::Var(v) => {
                if let Place::Stack(b, i) = self.schedule.place(*v) {
                    let g = self.g;
                    return self.operation(&g.blocks[b].ops[i]);
                }
                if let Some(local) = self.local(*v) {
                    self.get(local);
                }
                Ok(())
            }
        }
    }

    /// Puts a number on the operand stack as an i32: an index or a size in bytes.
    pub fn push_i32(&mut self, o: &Operand) -> Result<(), String> {
        if let Some(v) = self.known(o) {
            self.i32(v as i32);
            return Ok(());
        }
        self.push(o)?;
        if val_type(self.ty(o)) == Some(ValType::I64) {
            self.un(UnaryOp::I32WrapI64);
        }
        Ok(())
    }

    /// The value of an operand that is a number, if it is constant.
    pub fn known(&self, o: &Operand) -> Option<i64> {
        match o.konst()? {
            Const::Int(v, _) => Some(*v),
            Const::Layout(l) => Some(self.unit.layouts.eval(self.unit.program, *l)),
            _ => None,
        }
    }

    fn constant(&mut self, c: &Const) -> Result<(), String> {
        match c {
            Const::Bool(b) => self.i32(*b as i32),
            Const::Char(c) => self.i32(*c as i32),
            Const::UniChar(c) => self.i32(*c as i32),
            Const::Int(v, k) if k.bits() == 64 => self.i64(*v),
            Const::Int(v, _) => self.i32(*v as i32),
            Const::Float(bits) => self.ins(walrus::ir::Const { value: Value::F64(f64::from_bits(*bits)) }),
            Const::SingleFloat(bits) => self.ins(walrus::ir::Const { value: Value::F32(f32::from_bits(*bits)) }),
            Const::Null(_) | Const::NullAddress => self.i32(0),
            Const::Data(d) | Const::DataAddress(d) => {
                let at = self.unit.address(*d);
                self.i32(at as i32);
            }
            Const::Graph(g) => {
                let index = self.unit.table_index(self.unit.graphs[g]);
                self.i32(index as i32);
            }
            Const::Extern(e) => {
                let f = self.unit.extern_func(*e)?;
                let index = self.unit.table_index(f);
                self.i32(index as i32);
            }
            Const::Layout(l) => {
                let v = self.unit.layouts.eval(self.unit.program, *l);
                self.i64(v);
            }
            Const::Void => {}
            other => return Err(format!("{other:?} is no value")),
        }
        Ok(())
    }

    /// An operation in its place in a block.
    pub fn root(&mut self, op: &Operation) -> Result<(), String> {
        let result = op.result.filter(|r| val_type(self.g.ty(*r)).is_some());
        let effect_only = matches!(op.op, Op::Keepalive | Op::JitMarker);
        match result.map(|r| (r, self.schedule.place(r))) {
            Some((_, Place::Stack(..) | Place::Nowhere)) => return Ok(()),
            _ if effect_only => return Ok(()),
            _ => {}
        }
        self.operation(op).map_err(|e| format!("{}: {e}", op.op.name()))?;
        if let Some(local) = result.and_then(|r| self.local(r)) {
            self.set(local);
        }
        Ok(())
    }
}
