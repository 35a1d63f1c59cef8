//! Calls of functions of the program, and of other loops.

use super::lower::{Def, Lower, cell_signature, machine_type, slot_offset, trusted};
use super::roots::{call_collects, may_force};
use crate::api::{Error, Exit};
use crate::frame::{DONE, FrameStack};
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{
    AbiParam, Block, InstBuilder, Signature, StackSlotData, StackSlotKind, Type, Value, types,
};
use rpy_trace::{Arg, CallDescr, Kind, Op, OpCode};

impl Lower<'_, '_> {
    pub fn call(&mut self, op: &Op) -> Result<Def, Error> {
        use OpCode::*;
        match op.op {
            CallAssemblerI | CallAssemblerR | CallAssemblerF | CallAssemblerN => self.call_assembler(op),
            CondCallN => self.conditional(op, None),
            CondCallValueI | CondCallValueR => {
                let v = self.operand(op, 0)?;
                self.conditional(op, Some(v))
            }
            _ => {
                let descr = self.call_descr(op)?;
                let collects = call_collects(op, self.env);
                // An argument that is used for the last time loses its place on the shadow stack.
                self.settle(&op.args)?;
                if collects {
                    self.push_roots()?;
                }
                if may_force(op.op) {
                    self.expose(op)?;
                }
                let result = self.call_function(op, 0, descr)?;
                self.leave_without_memory(result, self.roots.base);
                if collects {
                    self.after_collection();
                }
                Ok(result.map_or(Def::Nothing, Def::Value))
            }
        }
    }

    /// The call is in cold code. With `value`, it is done if that is 0, and gives what takes its place.
    fn conditional(&mut self, op: &Op, value: Option<Value>) -> Result<Def, Error> {
        let descr = self.call_descr(op)?;
        // What the call needs is computed before the branch: it is in the same place on both ways.
        self.settle(&op.args)?;
        let wanted = match value {
            Some(v) => self.b.ins().icmp_imm_s(IntCC::Equal, v, 0),
            None => self.condition(op.args[0])?,
        };
        let collects = call_collects(op, self.env);
        let result = self.branch_aside(
            wanted,
            collects,
            &mut |this| {
                let result = this.call_function(op, 1, descr)?;
                Ok(value.and(result))
            },
            &mut |_| Ok(value),
        )?;
        Ok(result.map_or(Def::Nothing, Def::Value))
    }

    fn settle(&mut self, args: &[Arg]) -> Result<(), Error> {
        for v in args.iter().filter_map(|a| a.var()) {
            self.value(v)?;
        }
        Ok(())
    }

    /// The function is operand `first`; its arguments follow.
    fn call_function(&mut self, op: &Op, first: usize, descr: &CallDescr) -> Result<Option<Value>, Error> {
        let function = self.operand(op, first)?;
        let given = &op.args[first + 1..];
        if given.len() != descr.args.len() {
            return Err(Error::Malformed("the descr has another number of arguments", self.at));
        }
        let (mut kinds, mut args) = (vec![], vec![]);
        for (&a, &k) in given.iter().zip(&descr.args) {
            // Integers are extended in traces, as the convention may ask; a callee that does not looks at the low part.
            kinds.push(machine_type(k));
            let v = self.value(a)?;
            args.push(if self.aside && a.var().is_some() { self.apart(v) } else { v });
        }
        let result = self.call_c(function, &kinds, &args, descr.result.map(machine_type));
        let narrow = match (descr.result, descr.result_size) {
            (Some(Kind::Int), 1) => types::I8,
            (Some(Kind::Int), 2) => types::I16,
            (Some(Kind::Int), 4) => types::I32,
            _ => return Ok(result),
        };
        // The upper part of the register is undefined.
        Ok(result.map(|r| {
            let low = self.b.ins().ireduce(narrow, r);
            if descr.result_signed {
                self.b.ins().sextend(types::I64, low)
            } else {
                self.b.ins().uextend(types::I64, low)
            }
        }))
    }

    /// A call in the machine's convention.
    pub fn call_c(&mut self, function: Value, kinds: &[Type], args: &[Value], result: Option<Type>) -> Option<Value> {
        let mut s = Signature::new(self.c_conv);
        s.params.extend(kinds.iter().map(|&k| AbiParam::new(k)));
        s.returns.extend(result.map(AbiParam::new));
        let s = self.b.import_signature(s);
        let call = self.b.ins().call_indirect(s, function, args);
        self.b.inst_results(call).first().copied()
    }

    /// A copy of a value, for an argument of a call in a cold block. An argument must be in one certain register, and the
    /// register allocator would give that register to the value in the loop too. Through memory that Cranelift does not see
    /// through is the only copy that it keeps.
    pub fn apart(&mut self, v: Value) -> Value {
        if self.b.func.dfg.value_type(v) != types::I64 {
            return v;
        }
        let slot = *self.detour.get_or_insert_with(|| {
            self.b.create_sized_stack_slot(StackSlotData::new(StackSlotKind::ExplicitSlot, 8, 3))
        });
        let at = self.b.ins().stack_addr(types::I64, slot, 0);
        self.b.ins().store(trusted(), v, at, 0);
        self.b.ins().atomic_load(types::I64, trusted(), at)
    }

    /// Before a loop is called with this frame: where calls have gone too deep there is an exception instead, and a result of 0.
    fn unless_too_deep(&mut self, frame: Value, behind: Block) {
        let Some(stack) = self.env.support.stack else { return };
        let here = self.b.ins().get_stack_pointer(types::I64);
        let limit = self.address(stack.limit as usize);
        let limit = self.b.ins().load(types::I64, trusted(), limit, 0);
        let deep = self.b.ins().icmp(IntCC::UnsignedLessThan, here, limit);
        let last = self.address(self.env.frames_last);
        let full = self.b.ins().icmp(IntCC::UnsignedGreaterThan, frame, last);
        let either = self.b.ins().bor(deep, full);
        let (too_deep, call) = (self.cold_block(), self.b.create_block());
        self.b.ins().brif(either, too_deep, &[], call, &[]);
        self.b.switch_to_block(too_deep);
        let nothing = self.int(0);
        self.b.ins().store(trusted(), nothing, frame, slot_offset(0));
        let overflow = self.address(stack.overflow);
        self.call_c(overflow, &[], &[], None);
        self.b.ins().jump(behind, &[]);
        self.b.switch_to_block(call);
    }

    /// Another loop runs with a frame of its own. Where it ends as usual the result is in that frame; else the interpreter
    /// goes on, and puts it there.
    fn call_assembler(&mut self, op: &Op) -> Result<Def, Error> {
        let target = op.jump_target.ok_or(Error::Malformed("no loop to call", self.at))?;
        let cell = self.env.target(target)?;
        let helper = self.env.support.assembler_helper;
        if helper == 0 {
            return Err(Error::Unsupported(op.op));
        }
        let args: Vec<Value> = op.args.iter().map(|&a| self.value(a)).collect::<Result<_, _>>()?;
        self.push_roots()?;
        self.expose(op)?;

        let top = self.address(self.env.frames_top);
        let frame = self.b.ins().load(types::I64, trusted(), top, 0);
        let next = self.b.create_block();
        self.unless_too_deep(frame, next);
        for (k, v) in args.into_iter().enumerate() {
            self.b.ins().store(trusted(), v, frame, slot_offset(k));
        }
        let above = self.b.ins().iadd_imm_s(frame, FrameStack::STEP);
        self.b.ins().store(trusted(), above, top, 0);
        let cell = self.address(cell);
        let code = self.b.ins().load(types::I64, trusted(), cell, 0);
        let s = self.b.import_signature(cell_signature());
        let call = self.b.ins().call_indirect(s, code, &[frame, cell]);
        let exit = self.b.inst_results(call)[0];

        let unusual = self.cold_block();
        let done = self.b.ins().icmp_imm_s(IntCC::Equal, exit, Exit::Finish(DONE).encode());
        self.b.ins().brif(done, next, &[], unusual, &[]);
        self.b.switch_to_block(unusual);
        let helper = self.address(helper);
        self.call_c(helper, &[types::I64; 2], &[exit, frame], None);
        self.b.ins().jump(next, &[]);

        self.b.switch_to_block(next);
        let top = self.address(self.env.frames_top);
        self.b.ins().store(trusted(), frame, top, 0);
        self.after_collection();
        Ok(match op.op.result() {
            Some(k) => Def::Value(self.b.ins().load(machine_type(k), trusted(), frame, slot_offset(0))),
            None => Def::Nothing,
        })
    }
}
