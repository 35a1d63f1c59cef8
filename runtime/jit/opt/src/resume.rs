//! What a guard's exit stores, and how the interpreter's state is made of it: frames, objects that do not exist yet, and
//! stores that have been put off. Must not know why a guard is there.

use crate::core::Optimizer;
use crate::info::{Body, Value};
use rpy_trace::{
    Arg, Const, Guard, Kind, Known, Op, OpCode, PendingSet, Resume, ResumeFrame, Snapshot, Tagged, Var, Virtual,
};
use std::collections::HashMap;
use std::rc::Rc;

/// Of what is known of stored values, this many values' is shared together.
const STORED_IN_A_PART: usize = 16;

struct Numbering {
    stored: Vec<Var>,
    stored_at: HashMap<Var, u32>,
    virtuals: Vec<Option<Virtual>>,
    virtual_at: HashMap<Var, u32>,
}

impl Optimizer<'_> {
    pub fn finish_guard(&mut self, op: &mut Op) {
        let pending = std::mem::take(&mut self.pending);
        let Some(guard) = op.guard.as_mut() else { return };
        let snapshot = guard.snapshot.clone();
        // Where the guard fails its flag is the other one: it need not be kept.
        let failing = match op.op {
            OpCode::GuardTrue => Some((op.args[0], Const::Int(0))),
            OpCode::GuardFalse if self.bound(op.args[0]).is_bool() => Some((op.args[0], Const::Int(1))),
            _ => None,
        };
        let (fail_args, resume) = self.number(&snapshot, &pending, failing);
        let resume = match self.out.iter().rev().find_map(|o| o.guard.as_ref()) {
            Some(last) if *last.resume == resume => last.resume.clone(),
            _ => Rc::new(resume),
        };
        **guard = Guard { number: guard.number, snapshot, fail_args, resume };
    }

    fn number(&mut self, snapshot: &Snapshot, pending: &[Op], failing: Option<(Arg, Const)>) -> (Vec<Var>, Resume) {
        let mut n = Numbering {
            stored: Vec::new(),
            stored_at: HashMap::new(),
            virtuals: Vec::new(),
            virtual_at: HashMap::new(),
        };
        let mut resume = Resume::default();
        let mut decided = vec![];
        for (f, frame) in snapshot.frames.iter().enumerate() {
            let mut values = Vec::with_capacity(frame.values.len());
            for (i, &a) in frame.values.iter().enumerate() {
                let a = self.import(a);
                values.push(match failing {
                    Some((flag, value)) if flag == a => {
                        decided.push((f, i));
                        Tagged::Const(value)
                    }
                    _ => self.tag(&mut n, a),
                });
            }
            let frame = ResumeFrame { jitcode: frame.jitcode, pc: frame.pc, values };
            resume.frames.push(self.shared.frame(frame));
        }
        self.strengthened.decide(self.out.len(), decided);
        for (values, all) in
            [(&snapshot.virtualizable, &mut resume.virtualizable), (&snapshot.virtual_refs, &mut resume.virtual_refs)]
        {
            for &a in values {
                let a = self.import(a);
                all.push(self.tag(&mut n, a));
            }
        }
        for op in pending {
            let Some(descr) = op.descr else { continue };
            let index = if op.args.len() == 3 { Some(self.tag(&mut n, op.args[1])) } else { None };
            let object = self.tag(&mut n, op.args[0]);
            let value = self.tag(&mut n, op.args[op.args.len() - 1]);
            resume.pending.push(PendingSet { descr, object, index, value });
        }
        let virtuals = n.virtuals.drain(..).map(|v| v.expect("filled in when it was numbered"));
        resume.virtuals = virtuals.map(|v| self.shared.object(v)).collect();
        resume.known = self.knowledge(&n);
        (n.stored, resume)
    }

    fn tag(&self, n: &mut Numbering, a: Arg) -> Tagged {
        let v = match self.resolve(a) {
            Arg::Const(c) => return Tagged::Const(c),
            Arg::Var(v) => v,
        };
        let Some(body) = self.ptr(v.into()).and_then(|i| i.body.as_ref()) else {
            return Tagged::Stored(n.store(v));
        };
        if let Some(&i) = n.virtual_at.get(&v) {
            return Tagged::Virtual(i);
        }
        let at = n.virtuals.len();
        n.virtuals.push(None);
        n.virtual_at.insert(v, at as u32);
        let is_zero =
            |t: &Tagged| matches!(t, Tagged::Const(Const::Int(0) | Const::Null) | Tagged::Const(Const::Float(0)));
        let filled = match body {
            Body::Struct { descr, fields } => Virtual::Struct {
                descr: *descr,
                fields: fields.iter().map(|(&f, &a)| (f, self.tag(n, a))).filter(|(_, t)| !is_zero(t)).collect(),
            },
            Body::Array { descr, items } => Virtual::Array {
                descr: *descr,
                items: items.iter().map(|i| i.map(|a| self.tag(n, a)).filter(|t| !is_zero(t))).collect(),
            },
            Body::ArrayStruct { descr, items } => Virtual::ArrayStruct {
                descr: *descr,
                items: items
                    .iter()
                    .map(|fields| {
                        fields.iter().map(|(&f, &a)| (f, self.tag(n, a))).filter(|(_, t)| !is_zero(t)).collect()
                    })
                    .collect(),
            },
        };
        n.virtuals[at] = Some(filled);
        Tagged::Virtual(at as u32)
    }

    /// For a bridge: classes of what is stored, and fields that are in stored variables or constants.
    fn knowledge(&mut self, n: &Numbering) -> Vec<Rc<[Known]>> {
        let mut parts = Vec::new();
        let mut shared = std::mem::take(&mut self.shared);
        let mut add = |known: &mut Vec<Known>| {
            if !known.is_empty() {
                parts.push(shared.known(known));
                known.clear();
            }
        };
        let mut known = Vec::new();
        for (i, &v) in n.stored.iter().enumerate() {
            if i % STORED_IN_A_PART == 0 {
                add(&mut known);
            }
            if self.kinds[v.0 as usize] != Kind::Ref {
                continue;
            }
            if let Value::Ref(info) = &self.values[v.0 as usize] {
                match info.class {
                    Some(c) => known.push(Known::Class(Tagged::Stored(i as u32), c)),
                    None if info.nonnull => known.push(Known::NonNull(Tagged::Stored(i as u32))),
                    None => {}
                }
                known.extend(info.typed.map(|d| Known::Type(Tagged::Stored(i as u32), d)));
            }
        }
        let available = |a: Arg| match self.resolve(a) {
            Arg::Const(c) => Some(Tagged::Const(c)),
            Arg::Var(v) => n.stored_at.get(&v).map(|&i| Tagged::Stored(i)),
        };
        add(&mut known);
        self.heap.known(&available, &mut add);
        self.shared = shared;
        parts
    }
}

impl Numbering {
    fn store(&mut self, v: Var) -> u32 {
        *self.stored_at.entry(v).or_insert_with(|| {
            self.stored.push(v);
            self.stored.len() as u32 - 1
        })
    }
}
