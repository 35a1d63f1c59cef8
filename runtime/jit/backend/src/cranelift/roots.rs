//! References across operations that may collect.
//!
//! The base is the end of the shadow stack when the piece began. A reference that is alive across a collecting call has a slot
//! above the base, from the first such call on: it is stored once, since the collector keeps the slot up to date, and loaded
//! again where it is used. The end of the stack stays raised between calls; exits and jumps lower it.
//!
//! Calls in cold code (allocations that do not fit, conditional calls) use slots above all others, and what was in a register
//! comes out in a register, so that nothing is stored on the way past them. If there are many references that nothing but
//! exits needs soon, those are put into slots before: else each such call would have code for each of them.

use super::lower::{Env, Lower, trusted};
use super::uses::Uses;
use crate::api::{Error, Piece};
use cranelift_codegen::ir::{BlockArg, InstBuilder, Value, types};
use rpy_trace::op::Group;
use rpy_trace::{Kind, Op, OpCode, Trace, Var};

/// So many references are better stored once than saved in the cold code of each call.
const MANY_IDLE: usize = 8;

pub struct Roots {
    /// If something is pushed outside of cold code.
    pub base: Option<Value>,
    /// Whether `base` is needed.
    pub pushed_in_line: bool,
    /// By slot above the base.
    slots: Vec<Var>,
    /// How many slots the end of the stack is above the base.
    pub raised: u32,
    /// References that may be used again.
    pub live: Vec<Var>,
}

impl Roots {
    pub fn new(p: &Piece, uses: &Uses, env: &Env) -> Roots {
        let ops = &p.trace.ops;
        let in_line = |op: &Op| match op.op.group() {
            Group::Call => !is_conditional(op.op) && call_collects(op, env),
            Group::New => env.support.bump.is_none(),
            _ => false,
        };
        let pushed_in_line = ops.iter().any(in_line) || uses.many_idle(p, MANY_IDLE);
        Roots { base: None, pushed_in_line, slots: vec![], raised: 0, live: vec![] }
    }

    /// Takes note of an operation's result.
    pub fn define(&mut self, t: &Trace, op: &Op) {
        let Some(r) = op.result.filter(|&r| t.kind(r) == Kind::Ref) else { return };
        self.live.push(r);
    }
}

/// A call that may force finds references in slots of the shadow stack, even if it does not collect.
pub fn call_collects(op: &Op, env: &Env) -> bool {
    may_force(op.op) || op.descr.and_then(|d| env.descrs.call(d)).is_none_or(|d| d.effect.can_collect)
}

pub fn may_force(op: OpCode) -> bool {
    use OpCode::*;
    let calls = [CallMayForceI, CallMayForceR, CallMayForceF, CallMayForceN];
    let loops = [CallAssemblerI, CallAssemblerR, CallAssemblerF, CallAssemblerN];
    calls.contains(&op) || loops.contains(&op)
}

/// It may collect, in cold code.
pub fn collects_aside(op: &Op, env: &Env) -> bool {
    match op.op.group() {
        Group::Call => is_conditional(op.op) && call_collects(op, env),
        Group::New => env.support.bump.is_some(),
        _ => false,
    }
}

pub fn is_conditional(op: OpCode) -> bool {
    matches!(op, OpCode::CondCallN | OpCode::CondCallValueI | OpCode::CondCallValueR)
}

impl Lower<'_, '_> {
    /// The reference in a slot.
    pub fn root(&mut self, slot: u32) -> Value {
        match self.roots.base {
            Some(base) => self.b.ins().load(types::I64, trusted(), base, 8 * slot as i32),
            None => self.int(0),
        }
    }

    fn keep_live(&mut self) {
        let (uses, at) = (&self.uses, self.at);
        self.roots.live.retain(|&v| uses.is_live(v, at));
    }

    /// Puts everything that is alive behind this operation on the shadow stack.
    pub fn push_roots(&mut self) -> Result<(), Error> {
        self.keep_live();
        let Some(base) = self.roots.base else { return Err(Error::Malformed("no base of the shadow stack", self.at)) };
        let mut holes = vec![];
        for (i, v) in self.roots.slots.iter().enumerate() {
            if !self.uses.is_live(*v, self.at) {
                self.places[v.0 as usize].root = None;
                holes.push(i);
            }
        }
        holes.reverse();
        for v in self.roots.live.clone() {
            if self.places[v.0 as usize].root.is_none() {
                let slot = holes.pop().unwrap_or(self.roots.slots.len());
                self.put(v, slot, base)?;
            }
        }
        // Holes that are left get what is on top: each slot below the end is a live reference. The topmost holes come first.
        for hole in holes {
            let Some(top) = self.roots.slots.pop() else { break };
            if hole < self.roots.slots.len() {
                self.put(top, hole, base)?;
            }
        }
        self.raise(self.roots.slots.len() as u32);
        Ok(())
    }

    /// References that nothing but exits needs soon are in their slots alone. If there are many that have none yet, they get some.
    fn push_idle(&mut self) -> Result<(), Error> {
        let mut unplaced = vec![];
        for &v in self.roots.live.iter().filter(|&&v| self.uses.is_idle(v, self.at)) {
            let place = &mut self.places[v.0 as usize];
            match place.root {
                Some(_) => place.value = None,
                None => unplaced.push(v),
            }
        }
        let Some(base) = self.roots.base.filter(|_| unplaced.len() >= MANY_IDLE) else { return Ok(()) };
        for v in unplaced {
            self.put(v, self.roots.slots.len(), base)?;
            self.places[v.0 as usize].value = None;
        }
        self.raise(self.roots.slots.len() as u32);
        Ok(())
    }

    fn put(&mut self, v: Var, slot: usize, base: Value) -> Result<(), Error> {
        let value = self.value(v)?;
        self.b.ins().store(trusted(), value, base, 8 * slot as i32);
        self.places[v.0 as usize].root = Some(slot as u32);
        if slot == self.roots.slots.len() {
            self.roots.slots.push(v);
        } else {
            self.roots.slots[slot] = v;
        }
        Ok(())
    }

    /// The collector may have run: references are in their slots only.
    pub fn after_collection(&mut self) {
        for i in 0..self.roots.live.len() {
            let v = self.roots.live[i];
            self.places[v.0 as usize].value = None;
        }
        self.exits.collected(self.trace);
        self.fresh.clear();
    }

    fn raise(&mut self, slots: u32) {
        if self.roots.raised != slots {
            self.set_root_top(slots);
            self.roots.raised = slots;
        }
    }

    fn set_root_top(&mut self, slots: u32) {
        if let Some(base) = self.roots.base {
            let end = if slots == 0 { base } else { self.b.ins().iadd_imm_s(base, 8 * slots as i64) };
            let top = self.address(self.env.support.root_top as usize);
            self.b.ins().store(trusted(), end, top, 0);
        }
    }

    /// Before the piece is left. What is recorded stays: exits are beside the way.
    pub fn lower_root_top(&mut self) {
        if self.roots.raised != 0 {
            self.set_root_top(0);
        }
    }

    /// `rare`, in cold code, if the condition holds, else `usual`. If `rare` collects, references that are alive behind the
    /// operation survive it. Both give a value, or none.
    pub fn branch_aside(
        &mut self,
        condition: Value,
        collects: bool,
        rare: &mut dyn FnMut(&mut Self) -> Result<Option<Value>, Error>,
        usual: &mut dyn FnMut(&mut Self) -> Result<Option<Value>, Error>,
    ) -> Result<Option<Value>, Error> {
        self.keep_live();
        // What is in a slot alone stays there.
        let mut moved = vec![];
        if collects {
            self.push_idle()?;
            for &v in &self.roots.live {
                if let Some(value) = self.places[v.0 as usize].value {
                    moved.push((v, value));
                }
            }
        }
        let (slow, fast, next) = (self.cold_block(), self.b.create_block(), self.b.create_block());
        self.b.ins().brif(condition, slow, &[], fast, &[]);
        self.aside = true;

        self.b.switch_to_block(fast);
        let result = usual(self)?;
        let values = result.into_iter().chain(moved.iter().map(|m| m.1));
        let args: Vec<BlockArg> = values.map(BlockArg::Value).collect();
        self.b.ins().jump(next, &args);

        self.b.switch_to_block(slow);
        let args = if collects { self.collect_aside(&moved, rare)? } else { rare(self)?.into_iter().collect() };
        let args: Vec<BlockArg> = args.into_iter().map(BlockArg::Value).collect();
        self.b.ins().jump(next, &args);

        self.aside = false;
        let result = result.map(|v| {
            let ty = self.b.func.dfg.value_type(v);
            self.b.append_block_param(next, ty)
        });
        for (v, _) in moved {
            let param = self.b.append_block_param(next, types::I64);
            self.places[v.0 as usize].value = Some(param);
        }
        self.b.switch_to_block(next);
        if collects {
            self.exits.collected(self.trace);
            self.fresh.clear();
        }
        Ok(result)
    }

    fn collect_aside(
        &mut self,
        moved: &[(Var, Value)],
        rare: &mut dyn FnMut(&mut Self) -> Result<Option<Value>, Error>,
    ) -> Result<Vec<Value>, Error> {
        let top = self.address(self.env.support.root_top as usize);
        let base = match self.roots.base {
            Some(base) => base,
            None => self.b.ins().load(types::I64, trusted(), top, 0),
        };
        let mut end = self.roots.slots.len() as i32;
        let mut slots = vec![];
        for &(v, value) in moved {
            slots.push(match self.places[v.0 as usize].root {
                Some(slot) => slot as i32,
                None => {
                    self.b.ins().store(trusted(), value, base, 8 * end);
                    end += 1;
                    end - 1
                }
            });
        }
        if end as u32 != self.roots.raised {
            let to = self.b.ins().iadd_imm_s(base, 8 * end as i64);
            self.b.ins().store(trusted(), to, top, 0);
        }
        let result = rare(self)?;
        self.leave_without_memory(result, Some(base));
        if end as u32 != self.roots.raised {
            let back = self.b.ins().iadd_imm_s(base, 8 * self.roots.raised as i64);
            self.b.ins().store(trusted(), back, top, 0);
        }
        let loads = slots.iter().map(|&slot| self.b.ins().load(types::I64, trusted(), base, 8 * slot));
        Ok(result.into_iter().chain(loads).collect())
    }
}
