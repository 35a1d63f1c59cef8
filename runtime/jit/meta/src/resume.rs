//! From a guard's exit back to the interpreter: frames are built again, virtual objects are made, put-off stores are done.

use crate::execute::allocate;
use crate::frame::reserve;
use crate::layout::behind_call;
use crate::machine::Machine;
use crate::memory::place;
use crate::table::Program;
use crate::warm::{GuardExit, Warm};
use rpy_trace::jitcode::Instruction;
use rpy_trace::{Arg, Const, DescrId, Kind, OpCode, Tagged, Var, Virtual};
use std::cell::RefCell;

/// The values of an exit.
struct Values<'r> {
    exit: &'r GuardExit,
    /// Stored values; references are read from the slots if there are any.
    words: &'r [u64],
    /// References where the collector sees them, and the virtual objects. Null if nothing is allocated.
    slots: *mut usize,
    virtuals: *mut usize,
    warm: &'r RefCell<Warm>,
    /// While tracing: what the virtual objects are in the trace.
    made: Vec<Option<Arg>>,
}

impl Values<'_> {
    fn get(&self, t: Tagged) -> u64 {
        match t {
            Tagged::Stored(i) if !self.slots.is_null() && self.exit.kinds[i as usize] == Kind::Ref => {
                // SAFETY: there is a slot for each stored value.
                unsafe { *self.slots.add(i as usize) as u64 }
            }
            Tagged::Stored(i) => self.words[i as usize],
            Tagged::Const(Const::Int(v)) => v as u64,
            Tagged::Const(Const::Float(bits)) => bits,
            Tagged::Const(Const::Null) => 0,
            Tagged::Const(Const::Ref(r)) => self.warm.borrow().refs.get(r) as u64,
            // SAFETY: there is a slot for each virtual object.
            Tagged::Virtual(i) => unsafe { *self.virtuals.add(i as usize) as u64 },
        }
    }

    /// In the trace, whose inputs the stored values are.
    fn arg(&self, t: Tagged) -> Arg {
        match t {
            Tagged::Stored(i) => Arg::Var(Var(i)),
            Tagged::Const(c) => Arg::Const(c),
            Tagged::Virtual(i) => self.made[i as usize].unwrap_or(Arg::Const(Const::Null)),
        }
    }
}

impl Machine<'_> {
    /// Builds the frames that a guard's exit describes. With a tracer, the stored values become the trace's inputs and virtual
    /// objects are made in the trace.
    pub fn resume(&mut self, exit: &GuardExit, words: &[u64], warm: &RefCell<Warm>) {
        if let Some(t) = &mut self.tracer {
            exit.kinds.iter().for_each(|&k| {
                t.trace.add_input(k);
            });
        }
        let none = std::ptr::null_mut();
        let mut v = Values { exit, words, slots: none, virtuals: none, warm, made: vec![] };
        let count = exit.resume.virtuals.len();
        if count > 0 {
            v.slots = reserve(self.p, exit.kinds.len());
            for (i, &w) in words.iter().enumerate().filter(|(i, _)| exit.kinds[*i] == Kind::Ref) {
                // SAFETY: just reserved.
                unsafe { *v.slots.add(i) = w as usize };
            }
            v.virtuals = reserve(self.p, count);
            v.made.resize(count, None);
            self.make_virtuals(&mut v);
            self.fill_virtuals(&v);
        }
        for s in &exit.resume.pending {
            let op = if s.index.is_some() { OpCode::SetarrayitemGc } else { OpCode::SetfieldGc };
            self.fill(op, &v, s.object, s.index, s.value, s.descr);
        }
        let tracing = self.tracer.is_some();
        let last = exit.resume.frames.len() - 1;
        for (i, f) in exit.resume.frames.iter().enumerate() {
            let (code, pc) = (f.jitcode as usize, f.pc as usize);
            self.push(code);
            let (next, result) = if i == last { (pc, None) } else { after(self.p, code, pc) };
            let registers = self.p.codes[code].live(next);
            let frame = self.frame();
            frame.pc = next;
            frame.call_pc = pc;
            frame.result = result;
            let kept = registers.iter().filter(|&&r| Some(r) != result);
            for (&(kind, r), &t) in kept.zip(&f.values) {
                frame.set(kind, r, v.get(t));
                if tracing {
                    frame.set_box(kind, r, v.arg(t));
                }
            }
        }
        // What the frames do not need is not kept alive.
        if count > 0 {
            for i in 0..exit.kinds.len() + count {
                // SAFETY: the slots of the objects that were made are behind those of the stored values.
                unsafe { *v.slots.add(i) = 0 };
            }
        }
    }

    fn make_virtuals(&mut self, v: &mut Values) {
        for (i, object) in v.exit.resume.virtuals.iter().enumerate() {
            let (op, descr, length) = match object {
                Virtual::Struct { descr, .. } => (OpCode::New, *descr, None),
                Virtual::Array { descr, items } => (OpCode::NewArrayClear, *descr, Some(items.len())),
                Virtual::ArrayStruct { descr, items } => (OpCode::NewArrayClear, *descr, Some(items.len())),
            };
            // SAFETY: the descr is of a type of the program.
            let made = unsafe { allocate(self.p, op, length.unwrap_or(0) as i64, Some(descr)) };
            // SAFETY: there is a slot for each.
            unsafe { *v.virtuals.add(i) = made as usize };
            if let Some(t) = &mut self.tracer {
                let args = length.map(|n| Arg::int(n as i64)).into_iter().collect();
                v.made[i] = t.record(op, args, Some(descr));
            }
        }
    }

    fn fill_virtuals(&mut self, v: &Values) {
        for (i, object) in v.exit.resume.virtuals.iter().enumerate() {
            let me = Tagged::Virtual(i as u32);
            let at = |n: usize| Some(Tagged::Const(Const::Int(n as i64)));
            match object {
                Virtual::Struct { fields, .. } => {
                    for &(d, t) in fields {
                        self.fill(OpCode::SetfieldGc, v, me, None, t, d);
                    }
                }
                Virtual::Array { descr, items } => {
                    for (n, t) in items.iter().enumerate() {
                        if let Some(t) = t {
                            self.fill(OpCode::SetarrayitemGc, v, me, at(n), *t, *descr);
                        }
                    }
                }
                Virtual::ArrayStruct { items, .. } => {
                    for (n, fields) in items.iter().enumerate() {
                        for &(d, t) in fields {
                            self.fill(OpCode::SetinteriorfieldGc, v, me, at(n), t, d);
                        }
                    }
                }
            }
        }
    }

    /// Does a store, and records it.
    fn fill(&mut self, op: OpCode, v: &Values, object: Tagged, index: Option<Tagged>, value: Tagged, descr: DescrId) {
        let n = index.map_or(0, |i| v.get(i) as i64);
        if let Some(at) = place(&self.p.descrs, descr, v.get(object) as usize, n) {
            // SAFETY: the object has just been made with this type, or the optimiser has put off a store that the program does.
            unsafe { at.set(v.get(value)) };
        }
        if let Some(t) = &mut self.tracer {
            let mut args = vec![v.arg(object)];
            args.extend(index.map(|i| v.arg(i)));
            args.push(v.arg(value));
            t.record(op, args, Some(descr));
        }
    }
}

/// Behind a call: the next instruction, and where the call's result goes.
fn after(p: &Program, code: usize, pc: usize) -> (usize, Option<(Kind, u16)>) {
    let words = &p.codes[code].jit.code;
    match Instruction::from_number(words[pc]) {
        Some(Instruction::Control(call)) => behind_call(words, pc, call),
        _ => unreachable!("only calls have frames within"),
    }
}
