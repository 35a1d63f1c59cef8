//! One piece as a Cranelift function: its frame around it, and the operations in order. What single operations become is in
//! the modules beside this one, by group.

use super::alloc::Reserved;
use super::exits::Exits;
use super::roots::{Roots, collects_aside};
use super::uses::Uses;
use super::{RUNS_OFFSET, Targets};
use crate::api::{Error, Exit, Piece, RefPlace, RefSlots, Support};
use crate::frame::SLOTS_OFFSET;
pub use cranelift_codegen::ir::Function;
use cranelift_codegen::ir::immediates::Ieee64;
use cranelift_codegen::ir::{
    AbiParam, Block, BlockArg, InstBuilder, MemFlagsData, Signature, SourceLoc, StackSlot, StackSlotData,
    StackSlotKind, Type, Value, types,
};
use cranelift_codegen::isa::{CallConv, TargetIsa};
use cranelift_frontend::{FunctionBuilder, FunctionBuilderContext};
use rpy_trace::op::Group;
use rpy_trace::{Arg, ArrayDescr, CallDescr, Const, Descrs, Kind, Op, OpCode, Trace};
use std::collections::HashMap;

pub type Isa = dyn TargetIsa;

/// What a piece's code refers to. Addresses are numbers: they are only ever put into code.
pub struct Env<'a> {
    pub support: Support,
    pub count: bool,
    pub offsets: bool,
    pub frames_top: usize,
    pub frames_last: usize,
    pub descrs: &'a Descrs,
    pub refs: &'a dyn RefSlots,
    pub targets: &'a Targets,
    /// Cells by guard.
    pub cells: HashMap<u32, usize>,
    pub invalid: usize,
}

impl Env<'_> {
    /// The address of a target's cell.
    pub fn target(&self, id: u32) -> Result<usize, Error> {
        let cell = self.targets.get(id).ok_or(Error::UnknownTarget(id))?;
        Ok(&raw const *cell as usize)
    }
}

/// Traces say that pointers are not null and indices in range.
pub fn trusted() -> MemFlagsData {
    MemFlagsData::trusted()
}

/// Of pieces: frame, cell of the guard that one comes from; gives the exit.
pub fn cell_signature() -> Signature {
    let mut s = Signature::new(CallConv::Tail);
    s.params.extend([AbiParam::new(types::I64); 2]);
    s.returns.push(AbiParam::new(types::I64));
    s
}

pub fn machine_type(k: Kind) -> Type {
    match k {
        Kind::Int | Kind::Ref => types::I64,
        Kind::Float => types::F64,
    }
}

/// Whether a piece jumps to its own label.
pub fn is_loop(p: &Piece) -> bool {
    p.trace.ops.last().is_some_and(|op| op.op == OpCode::Jump && op.jump_target == Some(p.target))
}

/// How many slots of the frame a piece uses.
pub fn frame_slots(t: &Trace) -> usize {
    let op = |op: &Op| match op.op.group() {
        Group::Final | Group::Call => op.args.len(),
        _ => op.guard.as_ref().map_or(0, |g| g.fail_args.len()),
    };
    t.ops.iter().map(op).max().unwrap_or(0).max(t.inputs.len())
}

/// Where a variable is. It may be in several places at once.
#[derive(Clone, Copy, Default)]
pub struct Place {
    pub value: Option<Value>,
    /// A truth value that has not been widened to an integer.
    pub flag: Option<Value>,
    /// A slot above the base of the shadow stack.
    pub root: Option<u32>,
}

/// What an operation gives.
pub enum Def {
    Nothing,
    Value(Value),
    /// Of one byte: 0 or 1.
    Flag(Value),
}

pub struct Lower<'a, 'f> {
    pub b: FunctionBuilder<'f>,
    pub trace: &'a Trace,
    pub env: &'a Env<'a>,
    pub c_conv: CallConv,
    pub places: Vec<Place>,
    pub uses: Uses,
    /// The current operation.
    pub at: usize,
    /// The current block does not dominate what follows: what is computed in it must not be kept.
    pub aside: bool,
    pub roots: Roots,
    pub reserved: Reserved,
    /// Objects that were made here, with nothing that collects since: they need no write barrier.
    pub fresh: Vec<rpy_trace::Var>,
    pub exits: Exits<'a>,
    /// Whether the last operation of group `Ovf` overflowed.
    pub overflow: Option<Value>,
    /// What came out of the last overflow check: the operation that wraps, its operands, its result.
    pub wrapped: Option<(OpCode, Arg, Arg, Value)>,
    /// Keeps the address of the frame. A register would be taken from the loop, for exits alone.
    frame_home: StackSlot,
    /// Where values in cold blocks go on their way to be arguments.
    pub detour: Option<StackSlot>,
    target: u32,
    /// The label, if the piece jumps to itself.
    header: Option<Block>,
}

pub fn lower(
    p: &Piece,
    env: &Env,
    func: &mut Function,
    cx: &mut FunctionBuilderContext,
    isa: &Isa,
) -> Result<(), Error> {
    func.signature = cell_signature();
    let mut b = FunctionBuilder::new(func, cx);
    let entry = b.create_block();
    b.append_block_params_for_function_params(entry);
    b.switch_to_block(entry);
    let frame_home = b.create_sized_stack_slot(StackSlotData::new(StackSlotKind::ExplicitSlot, 8, 3));
    let uses = Uses::new(p, |op| collects_aside(op, env));
    let roots = Roots::new(p, &uses, env);
    let mut l = Lower {
        b,
        trace: p.trace,
        env,
        c_conv: isa.default_call_conv(),
        places: vec![Place::default(); p.trace.kinds.len()],
        uses,
        at: 0,
        aside: false,
        roots,
        reserved: vec![],
        fresh: vec![],
        exits: Exits::new(p.trace),
        overflow: None,
        wrapped: None,
        frame_home,
        detour: None,
        target: p.target,
        header: None,
    };
    l.enter(entry)?;
    for (at, op) in p.trace.ops.iter().enumerate() {
        l.at = at;
        if env.offsets {
            l.b.set_srcloc(SourceLoc::new(at as u32));
        }
        let def = l.operation(op)?;
        if let Some(r) = op.result {
            let place = &mut l.places[r.0 as usize];
            match def {
                Def::Nothing => return Err(Error::Malformed("a result that the operation does not have", at)),
                Def::Value(v) => place.value = Some(v),
                Def::Flag(f) => place.flag = Some(f),
            }
            l.roots.define(p.trace, op);
        }
        if op.op.group() == Group::Final {
            if at + 1 != p.trace.ops.len() {
                return Err(Error::Malformed("operations behind the end", at + 1));
            }
            l.b.seal_all_blocks();
            l.b.finalize(isa.frontend_config());
            return Ok(());
        }
    }
    Err(Error::Malformed("the trace has no end", p.trace.ops.len()))
}

impl<'a> Lower<'a, '_> {
    // ---- the frame

    /// Loads the inputs, up to the label.
    fn enter(&mut self, entry: Block) -> Result<(), Error> {
        let frame = self.b.block_params(entry)[0];
        let home = self.frame_home();
        self.b.ins().store(trusted(), frame, home, 0);
        if self.roots.pushed_in_line {
            let top = self.address(self.env.support.root_top as usize);
            self.roots.base = Some(self.b.ins().load(types::I64, trusted(), top, 0));
        }
        let inputs = &self.trace.inputs;
        let mut values = vec![];
        for (k, &v) in inputs.iter().enumerate() {
            let ty = machine_type(self.trace.kind(v));
            values.push(self.b.ins().load(ty, trusted(), frame, slot_offset(k)));
        }
        if is_loop(&Piece { target: self.target, trace: self.trace }) {
            let header = self.b.create_block();
            let args: Vec<BlockArg> = values.iter().map(|&v| BlockArg::Value(v)).collect();
            self.b.ins().jump(header, &args);
            for &v in inputs {
                self.b.append_block_param(header, machine_type(self.trace.kind(v)));
            }
            self.b.switch_to_block(header);
            values = self.b.block_params(header).to_vec();
            self.header = Some(header);
        } else {
            self.exits.in_frame = inputs.iter().map(|&v| Some(v)).collect();
        }
        if self.env.count {
            let cell = self.address(self.env.target(self.target)?);
            let runs = self.b.ins().load(types::I64, trusted(), cell, RUNS_OFFSET);
            let runs = self.b.ins().iadd_imm_s(runs, 1);
            self.b.ins().store(trusted(), runs, cell, RUNS_OFFSET);
        }
        for (&v, value) in inputs.iter().zip(values) {
            self.places[v.0 as usize].value = Some(value);
            if self.trace.kind(v) == Kind::Ref {
                self.roots.live.push(v);
            }
        }
        Ok(())
    }

    /// The address of the frame. The load is one that Cranelift does not see through.
    pub fn frame(&mut self) -> Value {
        let home = self.frame_home();
        self.b.ins().atomic_load(types::I64, trusted(), home)
    }

    /// Where the address of the frame is.
    pub fn frame_home(&mut self) -> Value {
        self.b.ins().stack_addr(types::I64, self.frame_home, 0)
    }

    // ---- values

    pub fn address(&mut self, a: usize) -> Value {
        self.b.ins().iconst(types::I64, a as i64)
    }

    pub fn int(&mut self, v: i64) -> Value {
        self.b.ins().iconst(types::I64, v)
    }

    pub fn constant(&mut self, c: Const) -> Value {
        match c {
            Const::Int(v) => self.int(v),
            Const::Float(bits) => self.b.ins().f64const(Ieee64::with_bits(bits)),
            Const::Null => self.int(0),
            Const::Ref(r) => match self.env.refs.place(r) {
                RefPlace::Fixed(a) => self.address(a),
                RefPlace::Slot(a) => {
                    let slot = self.address(a as usize);
                    self.b.ins().load(types::I64, trusted(), slot, 0)
                }
            },
        }
    }

    pub fn value(&mut self, a: impl Into<Arg>) -> Result<Value, Error> {
        let v = match a.into() {
            Arg::Const(c) => return Ok(self.constant(c)),
            Arg::Var(v) => v,
        };
        let place = self.places[v.0 as usize];
        let value = match place {
            Place { value: Some(value), .. } => return Ok(value),
            Place { flag: Some(flag), .. } => self.b.ins().uextend(types::I64, flag),
            Place { root: Some(slot), .. } => self.root(slot),
            _ => return Err(Error::Malformed("a variable without a value", self.at)),
        };
        if !self.aside {
            self.places[v.0 as usize].value = Some(value);
        }
        Ok(value)
    }

    /// For a branch: not 0 if it holds.
    pub fn condition(&mut self, a: Arg) -> Result<Value, Error> {
        match a.var().and_then(|v| self.places[v.0 as usize].flag) {
            Some(flag) => Ok(flag),
            None => self.value(a),
        }
    }

    pub fn arg(&self, op: &Op, i: usize) -> Result<Arg, Error> {
        op.args.get(i).copied().ok_or(Error::Malformed("an operand is missing", self.at))
    }

    pub fn operand(&mut self, op: &Op, i: usize) -> Result<Value, Error> {
        let a = self.arg(op, i)?;
        self.value(a)
    }

    pub fn call_descr(&self, op: &Op) -> Result<&'a CallDescr, Error> {
        let d = op.descr.and_then(|d| self.env.descrs.call(d));
        d.ok_or(Error::Malformed("the descr is no call", self.at))
    }

    pub fn array_descr(&self, op: &Op) -> Result<&'a ArrayDescr, Error> {
        let d = op.descr.and_then(|d| self.env.descrs.array(d));
        d.ok_or(Error::Malformed("the descr is no array", self.at))
    }

    /// A block that is rarely executed.
    pub fn cold_block(&mut self) -> Block {
        let block = self.b.create_block();
        self.b.set_cold_block(block);
        block
    }

    // ---- operations

    fn operation(&mut self, op: &'a Op) -> Result<Def, Error> {
        use OpCode::*;
        match op.op.group() {
            Group::Final => {
                match op.op {
                    Jump => self.jump(op)?,
                    Finish => self.finish(op)?,
                    _ => return Err(Error::Malformed("a label inside of a piece", self.at)),
                }
                Ok(Def::Nothing)
            }
            Group::Guard => self.guard(op),
            Group::Pure => self.pure(op),
            Group::Ovf => self.checked(op),
            Group::Read => self.read(op),
            Group::Write => self.write(op),
            Group::New => self.allocate(op),
            Group::Call => self.call(op),
            Group::Note if op.op == ForceToken => Ok(Def::Value(self.frame())),
            Group::Note => Ok(Def::Nothing),
        }
    }

    fn jump(&mut self, op: &'a Op) -> Result<(), Error> {
        let target = op.jump_target.ok_or(Error::Malformed("a jump without a target", self.at))?;
        if target == self.target
            && let Some(header) = self.header
        {
            let mut args = vec![];
            if op.args.len() != self.trace.inputs.len() {
                return Err(Error::Malformed("the label has another number of arguments", self.at));
            }
            for &a in &op.args {
                args.push(BlockArg::Value(self.value(a)?));
            }
            self.lower_root_top();
            self.b.ins().jump(header, &args);
            return Ok(());
        }
        let cell = self.env.target(target)?;
        self.store_in_frame(&op.args)?;
        self.lower_root_top();
        let frame = self.frame();
        let cell = self.address(cell);
        let code = self.b.ins().load(types::I64, trusted(), cell, 0);
        let s = self.b.import_signature(cell_signature());
        self.b.ins().return_call_indirect(s, code, &[frame, cell]);
        Ok(())
    }

    fn finish(&mut self, op: &'a Op) -> Result<(), Error> {
        self.store_in_frame(&op.args)?;
        self.lower_root_top();
        let number = op.guard.as_ref().map_or(crate::frame::DONE, |g| g.number);
        let exit = self.int(Exit::Finish(number).encode());
        self.b.ins().return_(&[exit]);
        Ok(())
    }

    /// Stores values to the frame's slots, but for those that are there.
    fn store_in_frame(&mut self, args: &[Arg]) -> Result<(), Error> {
        let mut stores = vec![];
        for (k, &a) in args.iter().enumerate() {
            if a.var().is_none() || !self.exits.is_in_frame(k, a.var()) {
                stores.push((k, self.value(a)?));
            }
        }
        if !stores.is_empty() {
            let frame = self.frame();
            for (k, v) in stores {
                self.b.ins().store(trusted(), v, frame, slot_offset(k));
            }
        }
        Ok(())
    }
}

pub fn slot_offset(k: usize) -> i32 {
    SLOTS_OFFSET + 8 * k as i32
}
