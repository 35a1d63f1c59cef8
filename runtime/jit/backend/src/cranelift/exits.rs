//! Guards, and the cold code that leaves a piece.
//!
//! An exit stores the guard's values in the frame and goes on through the guard's cell. Guards share the code that stores the same
//! values, which takes the cell as a parameter: most guards begin with the same ones, those of outer frames.

use super::lower::{Def, Lower, cell_signature, slot_offset, trusted};
use crate::api::Error;
use crate::frame::FORCED_OFFSET;
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{Block, BlockArg, InstBuilder, MemFlagsData, Value, types};
use rpy_trace::{Arg, Const, Guard, Kind, Op, OpCode, Trace, Var};
use std::collections::HashMap;

pub struct Exits<'a> {
    /// By slot of the frame: the variable whose value is there already.
    pub in_frame: Vec<Option<Var>>,
    /// How many guards store these variables.
    guards: HashMap<&'a [Var], u32>,
    shared: HashMap<Shared, Block>,
}

/// Slots whose stores are shared together.
const SLOTS_IN_A_PART: usize = 16;

/// Code of exits: what it stores, where it goes on (None: it leaves), and how far the shadow stack is raised there.
type Shared = (Stores, Option<Block>, u32);

/// Slots of the frame, and what goes there.
type Stores = Vec<(usize, Source)>;

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Source {
    Value(Value),
    Flag(Value),
    Root(u32),
    /// Known because the guard fails.
    Known(i64),
}

impl<'a> Exits<'a> {
    pub fn new(t: &'a Trace) -> Exits<'a> {
        let mut guards: HashMap<&[Var], u32> = HashMap::new();
        for g in t.ops.iter().filter(|op| op.op.is_guard()).filter_map(|op| op.guard.as_ref()) {
            *guards.entry(&g.fail_args).or_default() += 1;
        }
        Exits { in_frame: vec![], guards, shared: HashMap::new() }
    }

    pub fn is_in_frame(&self, slot: usize, v: Option<Var>) -> bool {
        v.is_some() && self.in_frame.get(slot).copied().flatten() == v
    }

    pub fn set_in_frame(&mut self, slot: usize, v: Option<Var>) {
        if self.in_frame.len() <= slot {
            self.in_frame.resize(slot + 1, None);
        }
        self.in_frame[slot] = v;
    }

    /// References in the frame are stale after a collection.
    pub fn collected(&mut self, t: &Trace) {
        for v in &mut self.in_frame {
            if v.is_some_and(|v| t.kind(v) == Kind::Ref) {
                *v = None;
            }
        }
    }
}

impl<'a> Lower<'a, '_> {
    pub fn guard(&mut self, op: &'a Op) -> Result<Def, Error> {
        use OpCode::*;
        match op.op {
            GuardTrue | GuardFalse => self.truth(op)?,
            GuardValue => {
                let equal = self.same(op)?;
                self.leave_unless(op, equal)?;
                // The constant is cheaper to keep.
                if let (Some(v), Some(Const::Int(c))) = (self.arg(op, 0)?.var(), self.arg(op, 1)?.konst()) {
                    let c = self.int(c);
                    let place = &mut self.places[v.0 as usize];
                    (place.value, place.flag) = (Some(c), None);
                }
            }
            GuardNonnull => {
                let p = self.operand(op, 0)?;
                self.leave_unless(op, p)?;
            }
            GuardIsnull => {
                let p = self.operand(op, 0)?;
                self.leave_if(op, p)?;
            }
            GuardClass => {
                let p = self.operand(op, 0)?;
                let equal = self.has_class(p, op, 1)?;
                self.leave_unless(op, equal)?;
            }
            GuardNonnullClass => {
                let p = self.operand(op, 0)?;
                let exit = self.exit(op, None)?;
                self.stay_if(p, exit);
                let equal = self.has_class(p, op, 1)?;
                self.stay_if(equal, exit);
            }
            GuardNoException => {
                let e = self.exception();
                self.leave_if(op, e)?;
            }
            GuardException => {
                let e = self.exception();
                let exit = self.exit(op, None)?;
                self.stay_if(e, exit);
                let equal = self.has_class(e, op, 0)?;
                self.stay_if(equal, exit);
                let at = self.address(self.env.support.exc_value as usize);
                let none = self.int(0);
                self.b.ins().store(trusted(), none, at, 0);
                return Ok(Def::Value(e));
            }
            GuardNoOverflow | GuardOverflow => {
                let over = self.overflow.ok_or(Error::Malformed("no operation that overflows before", self.at))?;
                if op.op == GuardOverflow { self.leave_unless(op, over)? } else { self.leave_if(op, over)? }
            }
            GuardNotInvalidated => {
                let at = self.address(self.env.invalid);
                let invalid = self.b.ins().load(types::I64, trusted(), at, 0);
                self.leave_if(op, invalid)?;
            }
            GuardNotForced => {
                let frame = self.frame();
                let waiting = self.b.ins().load(types::I64, trusted(), frame, FORCED_OFFSET);
                self.leave_unless(op, waiting)?;
            }
            GuardAlwaysFails => {
                let exit = self.exit(op, None)?;
                self.b.ins().jump(exit, &[]);
                let rest = self.cold_block();
                self.b.switch_to_block(rest);
            }
            _ => return Err(Error::Unsupported(op.op)),
        }
        Ok(Def::Nothing)
    }

    fn truth(&mut self, op: &'a Op) -> Result<(), Error> {
        let a = self.arg(op, 0)?;
        let c = self.condition(a)?;
        let wanted = op.op == OpCode::GuardTrue;
        // A truth value is known on both sides.
        let flag = a.var().filter(|v| self.places[v.0 as usize].flag.is_some());
        let exit = self.exit(op, flag.map(|v| (v, !wanted as i64)))?;
        if wanted {
            self.stay_if(c, exit)
        } else {
            self.stay_unless(c, exit)
        }
        if let Some(v) = flag {
            let known = self.int(wanted as i64);
            let place = &mut self.places[v.0 as usize];
            (place.value, place.flag) = (Some(known), None);
        }
        Ok(())
    }

    fn same(&mut self, op: &Op) -> Result<Value, Error> {
        let (mut x, mut y) = (self.operand(op, 0)?, self.operand(op, 1)?);
        if self.b.func.dfg.value_type(x) == types::F64 {
            // Bit by bit: the numbers 0.0 and -0.0 are equal, but not the same constant.
            x = self.b.ins().bitcast(types::I64, MemFlagsData::new(), x);
            y = self.b.ins().bitcast(types::I64, MemFlagsData::new(), y);
        }
        Ok(self.b.ins().icmp(IntCC::Equal, x, y))
    }

    /// An object's first field is its class.
    fn has_class(&mut self, p: Value, op: &Op, class: usize) -> Result<Value, Error> {
        let wanted = self.operand(op, class)?;
        let class = self.b.ins().load(types::I64, trusted(), p, 0);
        Ok(self.b.ins().icmp(IntCC::Equal, class, wanted))
    }

    pub fn exception(&mut self) -> Value {
        let at = self.address(self.env.support.exc_value as usize);
        self.b.ins().load(types::I64, trusted(), at, 0)
    }

    fn leave_unless(&mut self, op: &'a Op, condition: Value) -> Result<(), Error> {
        let exit = self.exit(op, None)?;
        self.stay_if(condition, exit);
        Ok(())
    }

    fn leave_if(&mut self, op: &'a Op, condition: Value) -> Result<(), Error> {
        let exit = self.exit(op, None)?;
        self.stay_unless(condition, exit);
        Ok(())
    }

    fn stay_if(&mut self, condition: Value, exit: Block) {
        let next = self.b.create_block();
        self.b.ins().brif(condition, next, &[], exit, &[]);
        self.b.switch_to_block(next);
    }

    fn stay_unless(&mut self, condition: Value, exit: Block) {
        let next = self.b.create_block();
        self.b.ins().brif(condition, exit, &[], next, &[]);
        self.b.switch_to_block(next);
    }

    /// The block that leaves through a guard. `known` is what a variable is there, if not its value here.
    fn exit(&mut self, op: &'a Op, known: Option<(Var, i64)>) -> Result<Block, Error> {
        let guard: &'a Guard = op.guard.as_deref().ok_or(Error::Malformed("a guard without its exit", self.at))?;
        let cell = self.env.cells[&guard.number];
        let here = self.b.current_block();
        let block = self.cold_block();
        let rare = self.exits.guards[&guard.fail_args[..]] < 2;
        let mut parts = guard.fail_args.chunks(SLOTS_IN_A_PART).enumerate();
        // The last part is this guard's own, if nobody else stores the same.
        let own = parts.next_back().map(|part| self.stores(part, known)).transpose()?.unwrap_or_default();
        let mut next = None;
        for part in parts {
            let stores = self.stores(part, known)?;
            next = self.shared_exit(stores, next);
        }
        let own = if rare {
            own
        } else {
            next = self.shared_exit(own, next);
            vec![]
        };
        self.b.switch_to_block(block);
        let cell = self.address(cell);
        self.leave(&own, next, cell);
        if let Some(here) = here {
            self.b.switch_to_block(here);
        }
        Ok(block)
    }

    /// What an exit stores of this part of its values.
    fn stores(&self, (n, part): (usize, &[Var]), known: Option<(Var, i64)>) -> Result<Stores, Error> {
        let slots = part.iter().enumerate().map(|(i, &v)| (n * SLOTS_IN_A_PART + i, v));
        let missing = slots.filter(|&(slot, v)| !self.exits.is_in_frame(slot, Some(v)));
        missing.map(|(slot, v)| Ok((slot, self.source(v, known)?))).collect()
    }

    /// The block that does these stores and goes on.
    fn shared_exit(&mut self, stores: Stores, next: Option<Block>) -> Option<Block> {
        if stores.is_empty() && next.is_some() {
            return next;
        }
        let key = (stores, next, self.roots.raised);
        if let Some(&block) = self.exits.shared.get(&key) {
            return Some(block);
        }
        let block = self.cold_block();
        let cell = self.b.append_block_param(block, types::I64);
        self.b.switch_to_block(block);
        self.leave(&key.0, next, cell);
        self.exits.shared.insert(key, block);
        Some(block)
    }

    fn source(&self, v: Var, known: Option<(Var, i64)>) -> Result<Source, Error> {
        let place = self.places[v.0 as usize];
        Ok(match known {
            Some((k, n)) if k == v => Source::Known(n),
            // It stays there, whatever register it is in meanwhile: more exits share it.
            _ if let Some(root) = place.root => Source::Root(root),
            _ if let Some(value) = place.value => Source::Value(value),
            _ if let Some(flag) = place.flag => Source::Flag(flag),
            _ => return Err(Error::Malformed("an exit stores a variable without a value", self.at)),
        })
    }

    /// Does the stores, and goes on to other code of exits or through the guard's cell.
    fn leave(&mut self, stores: &[(usize, Source)], next: Option<Block>, cell: Value) {
        if let (Some(next), []) = (next, stores) {
            self.b.ins().jump(next, &[BlockArg::Value(cell)]);
            return;
        }
        let frame = self.frame();
        for &(k, source) in stores {
            let v = match source {
                Source::Value(v) => v,
                Source::Flag(f) => self.b.ins().uextend(types::I64, f),
                Source::Root(slot) => self.root(slot),
                Source::Known(n) => self.int(n),
            };
            self.b.ins().store(trusted(), v, frame, slot_offset(k));
        }
        if let Some(next) = next {
            self.b.ins().jump(next, &[BlockArg::Value(cell)]);
            return;
        }
        self.lower_root_top();
        let code = self.b.ins().load(types::I64, trusted(), cell, 0);
        let s = self.b.import_signature(cell_signature());
        self.b.ins().return_call_indirect(s, code, &[frame, cell]);
    }

    /// Before a call that may force: what the `guard_not_forced` behind it stores goes to the frame, where whoever forces
    /// finds it.
    pub fn expose(&mut self, call: &Op) -> Result<(), Error> {
        let next = self.trace.ops.get(self.at + 1).filter(|op| op.op == OpCode::GuardNotForced);
        let Some(guard) = next.and_then(|op| op.guard.as_deref()) else { return Ok(()) };
        let frame = self.frame();
        for (k, &v) in guard.fail_args.iter().enumerate() {
            if call.result == Some(v) {
                self.exits.set_in_frame(k, None);
                continue;
            }
            let place = self.places[v.0 as usize];
            match (self.roots.base, place.root) {
                (Some(base), Some(slot)) => {
                    let at = self.b.ins().iadd_imm_s(base, 8 * slot as i64);
                    self.b.ins().store(trusted(), at, frame, slot_offset(k));
                    self.exits.set_in_frame(k, None);
                }
                _ if !self.exits.is_in_frame(k, Some(v)) => {
                    let value = self.value(Arg::Var(v))?;
                    self.b.ins().store(trusted(), value, frame, slot_offset(k));
                    self.exits.set_in_frame(k, Some(v));
                }
                _ => {}
            }
        }
        let waiting = self.int(guard.number as i64 + 1);
        self.b.ins().store(trusted(), waiting, frame, FORCED_OFFSET);
        Ok(())
    }
}
