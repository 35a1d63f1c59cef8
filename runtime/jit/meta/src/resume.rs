//! From a guard's exit back to the interpreter: frames are built again, virtual objects are made, put-off stores are done, the
//! virtualizable gets its fields.

use crate::execute::allocate;
use crate::force::Forced;
use crate::frame::reserve;
use crate::layout::behind_call;
use crate::machine::Machine;
use crate::memory::{array_length, place};
use crate::table::Program;
use crate::virtual_ref;
use crate::virtualizable::{Items, Standard};
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
    /// objects are made in the trace. If somebody has forced what the exit has, its virtual objects exist already, and the
    /// virtualizable has its fields.
    pub fn resume(&mut self, exit: &GuardExit, words: &[u64], warm: &RefCell<Warm>, forced: Option<Forced>) {
        if let Some(t) = &mut self.tracer {
            exit.kinds.iter().for_each(|&k| {
                t.trace.add_input(k);
            });
        }
        let v = match forced {
            None => {
                let v = self.objects(exit, words, warm);
                self.virtualizable(&v);
                self.virtual_refs(&v);
                v
            }
            Some(f) => {
                let v = self.values(exit, words, warm);
                for (i, slot) in f.objects.into_iter().enumerate() {
                    // SAFETY: the slot has been filled where the object was made; there is one for each virtual.
                    unsafe { *v.virtuals.add(i) = *slot };
                    warm.borrow_mut().refs.release(slot);
                }
                v
            }
        };
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
        let count = exit.resume.virtuals.len();
        if count > 0 {
            for i in 0..exit.kinds.len() + count {
                // SAFETY: the slots of the objects that were made are behind those of the stored values.
                unsafe { *v.slots.add(i) = 0 };
            }
        }
    }

    /// What an exit has, written to where it belongs while the call that it stands behind is still under way. Gives the
    /// virtual objects that had to be made for that.
    pub fn force(&mut self, exit: &GuardExit, words: &[u64], warm: &RefCell<Warm>) -> Vec<*mut usize> {
        let v = self.objects(exit, words, warm);
        self.virtualizable(&v);
        self.virtual_refs(&v);
        let refs = &mut warm.borrow_mut().refs;
        // SAFETY: there is a slot for each virtual.
        (0..exit.resume.virtuals.len()).map(|i| refs.slot(unsafe { *v.virtuals.add(i) })).collect()
    }

    /// The values of an exit, with slots for virtual objects.
    fn values<'r>(&self, exit: &'r GuardExit, words: &'r [u64], warm: &'r RefCell<Warm>) -> Values<'r> {
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
        }
        v
    }

    /// The same, with all objects made and all stores done.
    fn objects<'r>(&mut self, exit: &'r GuardExit, words: &'r [u64], warm: &'r RefCell<Warm>) -> Values<'r> {
        let mut v = self.values(exit, words, warm);
        if !exit.resume.virtuals.is_empty() {
            self.make_virtuals(&mut v);
            self.fill_virtuals(&v);
        }
        for s in &exit.resume.pending {
            let op = if s.index.is_some() { OpCode::SetarrayitemGc } else { OpCode::SetfieldGc };
            self.fill(op, &v, s.object, s.index, s.value, s.descr);
        }
        v
    }

    /// The virtualizable gets its fields. A bridge keeps them in its variables.
    fn virtualizable(&mut self, v: &Values) {
        let (Some(layout), Some((&object, values))) = (v.exit.layout, v.exit.resume.virtualizable.split_last()) else {
            return;
        };
        let p = self.p;
        let l = &p.virtualizables[layout];
        let at = v.get(object) as usize;
        // SAFETY: the exit's last value is an object with this layout; its arrays have been there, with as many items, since
        // the trace began.
        let put = |d: DescrId, owner: usize, index: Option<i64>, t: Tagged| {
            let at = place(&p.descrs, d, owner, index.unwrap_or(0));
            at.map(|at| unsafe { p.store(owner, index, at, v.get(t)) })
        };
        let mut values = values.iter().copied();
        let mut fields = vec![];
        for (&d, t) in l.fields.iter().zip(&mut values) {
            put(d, at, None, t);
            fields.push(v.arg(t));
        }
        let mut arrays = vec![];
        for &(f, d) in &l.arrays {
            let Some(pointer) = values.next() else { break };
            // SAFETY: as above.
            let array = place(&p.descrs, f, at, 0).map_or(0, |field| unsafe { field.get() } as usize);
            // SAFETY: as above.
            let length = unsafe { array_length(&p.descrs, d, array) };
            let mut items = vec![];
            for (i, t) in (0..length).zip(&mut values) {
                put(d, array, Some(i), t);
                items.push(v.arg(t));
            }
            arrays.push((f, v.arg(pointer), items));
        }
        if let Some(token) = place(&p.descrs, l.token, at, 0) {
            // SAFETY: as above.
            unsafe { token.set(0) };
        }
        self.set_standard(at as u64);
        let Some(t) = &mut self.tracer else { return };
        let object = v.arg(object);
        let arrays = arrays.into_iter().map(|(f, pointer, items)| {
            let read = pointer == Arg::Const(Const::Null);
            let again = read.then(|| t.record(OpCode::GetfieldGcR, vec![object], Some(f))).flatten();
            Items { pointer: again.unwrap_or(pointer), items }
        });
        let arrays = arrays.collect();
        t.standard = Some(Standard { layout, object, fields, arrays });
    }

    /// Virtual references get their objects. A bridge keeps them in its variables.
    fn virtual_refs(&mut self, v: &Values) {
        for pair in v.exit.resume.virtual_refs.chunks_exact(2) {
            let (object, reference) = (pair[0], pair[1]);
            let address = v.get(reference) as usize;
            virtual_ref::give(self.p, address, v.get(object));
            if let Some(t) = &mut self.tracer {
                t.virtual_refs.keep(v.arg(reference), v.arg(object), address);
            }
        }
    }

    fn make_virtuals(&mut self, v: &mut Values) {
        for (i, object) in v.exit.resume.virtuals.iter().enumerate() {
            let (op, descr, length) = match &**object {
                Virtual::Struct { descr, .. } => (OpCode::New, *descr, None),
                Virtual::Array { descr, items } => (OpCode::NewArrayClear, *descr, Some(items.len())),
                Virtual::ArrayStruct { descr, items } => (OpCode::NewArrayClear, *descr, Some(items.len())),
            };
            // SAFETY: the descr is of a type of the program.
            let made = unsafe { allocate(self.p, op, length.unwrap_or(0) as i64, Some(descr)) };
            if made == 0 {
                // The state of the interpreter is in these objects: without them it cannot go on to any handler.
                eprintln!("Fatal RPython error: out of memory");
                std::process::exit(1);
            }
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
            match &**object {
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
        let (owner, n) = (v.get(object) as usize, index.map(|i| v.get(i) as i64));
        if let Some(at) = place(&self.p.descrs, descr, owner, n.unwrap_or(0)) {
            // SAFETY: the object has been made with this type, or the optimiser has put off a store that the program does.
            unsafe { self.p.store(owner, n, at, v.get(value)) };
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
