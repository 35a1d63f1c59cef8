//! From a guard's exit back to the interpreter: frames are built again, virtual objects are made, put-off stores are done.

use crate::execute::allocate;
use crate::frame::reserve;
use crate::machine::Machine;
use crate::memory::place;
use crate::tracer::{behind_call, live_registers};
use rpy_trace::{Arg, Const, DescrId, Kind, OpCode, RefId, Resume, Tagged, Virtual};

/// The values of an exit, where the collector sees them.
struct Values<'r> {
    resume: &'r Resume,
    /// Stored values; references are in the slots.
    words: Vec<u64>,
    kinds: Vec<Kind>,
    slots: *mut usize,
    virtuals: *mut usize,
    /// While tracing: what the stored values and the virtual objects are in the trace.
    inputs: Vec<Arg>,
    made: Vec<Option<Arg>>,
}

impl Values<'_> {
    fn get(&self, t: Tagged, refs: &dyn Fn(RefId) -> usize) -> u64 {
        match t {
            Tagged::Stored(i) if self.kinds[i as usize] == Kind::Ref => {
                // SAFETY: there is a slot for each stored value.
                unsafe { *self.slots.add(i as usize) as u64 }
            }
            Tagged::Stored(i) => self.words[i as usize],
            Tagged::Const(Const::Int(v)) => v as u64,
            Tagged::Const(Const::Float(bits)) => bits,
            Tagged::Const(Const::Null) => 0,
            Tagged::Const(Const::Ref(r)) => refs(r) as u64,
            // SAFETY: there is a slot for each virtual object.
            Tagged::Virtual(i) => unsafe { *self.virtuals.add(i as usize) as u64 },
        }
    }

    fn arg(&self, t: Tagged) -> Arg {
        match t {
            Tagged::Stored(i) => self.inputs.get(i as usize).copied().unwrap_or(Arg::Const(Const::Null)),
            Tagged::Const(c) => Arg::Const(c),
            Tagged::Virtual(i) => self.made[i as usize].unwrap_or(Arg::Const(Const::Null)),
        }
    }
}

impl Machine<'_> {
    /// Builds the frames that a guard's exit describes. With a tracer, the stored values become the trace's inputs and virtual
    /// objects are made in the trace.
    pub fn resume(&mut self, resume: &Resume, stored: &[u64], kinds: &[Kind], refs: &dyn Fn(RefId) -> usize) {
        let slots = reserve(self.p, stored.len());
        for (i, &v) in stored.iter().enumerate().filter(|(i, _)| kinds[*i] == Kind::Ref) {
            // SAFETY: just reserved.
            unsafe { *slots.add(i) = v as usize };
        }
        let virtuals = reserve(self.p, resume.virtuals.len());
        let inputs = match &mut self.tracer {
            Some(t) => kinds.iter().map(|&k| t.trace.add_input(k).into()).collect(),
            None => vec![],
        };
        let mut v = Values {
            resume,
            words: stored.to_vec(),
            kinds: kinds.to_vec(),
            slots,
            virtuals,
            inputs,
            made: vec![None; resume.virtuals.len()],
        };
        self.make_virtuals(&mut v);
        self.fill_virtuals(&v, refs);
        for s in &resume.pending {
            let (object, value) = (v.get(s.object, refs) as usize, v.get(s.value, refs));
            if let Some(at) = place(&self.p.descrs, s.descr, object, s.index.unwrap_or(0)) {
                // SAFETY: the optimiser has put off a store that the program does.
                unsafe { at.set(value) };
            }
            let op = if s.index.is_some() { OpCode::SetarrayitemGc } else { OpCode::SetfieldGc };
            self.record_set(op, &v, s.object, s.index, s.value, s.descr);
        }
        let last = resume.frames.len() - 1;
        for (i, f) in resume.frames.iter().enumerate() {
            let code = f.jitcode as usize;
            self.push(code);
            let pc = f.pc as usize;
            let (next, result) = if i == last { (pc, None) } else { behind_call(self.p, code, pc) };
            let registers = live_registers(self.p, code, next, result);
            let Some(frame) = self.frames.last_mut() else { return };
            frame.pc = next;
            frame.call_pc = pc;
            frame.result = result;
            for ((kind, r), &t) in registers.into_iter().zip(&f.values) {
                frame.set(kind, r, v.get(t, refs));
                frame.set_box(kind, r, v.arg(t));
            }
        }
    }

    fn make_virtuals(&mut self, v: &mut Values) {
        for (i, object) in v.resume.virtuals.iter().enumerate() {
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

    fn fill_virtuals(&mut self, v: &Values, refs: &dyn Fn(RefId) -> usize) {
        for (i, object) in v.resume.virtuals.iter().enumerate() {
            let me = Tagged::Virtual(i as u32);
            match object {
                Virtual::Struct { fields, .. } => {
                    for &(d, t) in fields {
                        self.fill(OpCode::SetfieldGc, v, me, None, t, d, refs);
                    }
                }
                Virtual::Array { descr, items } => {
                    for (n, t) in items.iter().enumerate() {
                        if let Some(t) = t {
                            self.fill(OpCode::SetarrayitemGc, v, me, Some(n as i64), *t, *descr, refs);
                        }
                    }
                }
                Virtual::ArrayStruct { items, .. } => {
                    for (n, fields) in items.iter().enumerate() {
                        for &(d, t) in fields {
                            self.fill(OpCode::SetinteriorfieldGc, v, me, Some(n as i64), t, d, refs);
                        }
                    }
                }
            }
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn fill(
        &mut self,
        op: OpCode,
        v: &Values,
        object: Tagged,
        index: Option<i64>,
        value: Tagged,
        descr: DescrId,
        refs: &dyn Fn(RefId) -> usize,
    ) {
        if let Some(at) = place(&self.p.descrs, descr, v.get(object, refs) as usize, index.unwrap_or(0)) {
            // SAFETY: the object has just been made with this type.
            unsafe { at.set(v.get(value, refs)) };
        }
        self.record_set(op, v, object, index, value, descr);
    }

    fn record_set(
        &mut self,
        op: OpCode,
        v: &Values,
        object: Tagged,
        index: Option<i64>,
        value: Tagged,
        descr: DescrId,
    ) {
        if let Some(t) = &mut self.tracer {
            let mut args = vec![v.arg(object)];
            args.extend(index.map(Arg::int));
            args.push(v.arg(value));
            t.record(op, args, Some(descr));
        }
    }
}
