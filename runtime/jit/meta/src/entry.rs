//! Where a loop with a virtualizable is entered: the fields of the object that the portal brings become variables.
//!
//! Bridges and other loops have them in variables already, and go to the label behind.

use crate::runtime::Runtime;
use crate::table::Layout;
use rpy_jit_opt::Piece;
use rpy_trace::{Arg, DescrId, Frame, Guard, Kind, Op, OpCode, Resume, ResumeFrame, Tagged, Trace, Var};
use std::rc::Rc;

/// Of a loop that begins at a merge point.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// The portal's frame there. The variables in it are reds.
    pub frame: Frame,
    pub layout: usize,
    /// The items of each array: the loop is for objects with as many.
    pub lengths: Vec<usize>,
}

impl Entry {
    /// Reads the fields and goes on at a label.
    pub fn piece(mut self, rt: &Runtime, driver: usize, reds: &[Var], to: u32) -> Piece {
        let layout = &rt.p.virtualizables[self.layout];
        let driver = &rt.p.drivers[driver];
        let mut t = Trace::default();
        let mut args: Vec<Arg> = driver.reds.iter().map(|red| t.add_input(red.0).into()).collect();
        for a in &mut self.frame.values {
            if let Arg::Var(v) = *a {
                let red = reds.iter().position(|r| *r == v);
                *a = red.and_then(|i| args.get(i)).copied().unwrap_or(*a);
            }
        }
        if let Some(object) = driver.virtualizable.map(|v| args[v.red as usize]) {
            self.guard(&mut t, OpCode::GuardNonnull, vec![object]);
            args.extend(layout.fields.iter().filter_map(|&d| read(rt, &mut t, vec![object], d)));
            self.items(rt, layout, object, &mut t, &mut args);
        }
        t.ops.push(Op { jump_target: Some(to), ..Op::new(OpCode::Jump, args, None) });
        let next = &mut rt.warm.borrow_mut().next_target;
        *next += 1;
        Piece { target: *next - 1, trace: t }
    }

    fn items(&self, rt: &Runtime, layout: &Layout, object: Arg, t: &mut Trace, args: &mut Vec<Arg>) {
        for (&(field, array), &length) in layout.arrays.iter().zip(&self.lengths) {
            let Some(pointer) = read(rt, t, vec![object], field) else { continue };
            self.guard(t, OpCode::GuardNonnull, vec![pointer]);
            if let Some(n) = t.push(OpCode::ArraylenGc, vec![pointer], Some(array)) {
                self.guard(t, OpCode::GuardValue, vec![n.into(), Arg::int(length as i64)]);
            }
            let items = (0..length as i64).filter_map(|i| read(rt, t, vec![pointer, Arg::int(i)], array));
            args.extend(items);
        }
    }

    /// Where it fails, the interpreter goes on at the merge point.
    fn guard(&self, t: &mut Trace, op: OpCode, args: Vec<Arg>) {
        let mut fail_args: Vec<Var> = vec![];
        let values = self.frame.values.iter().map(|a| match *a {
            Arg::Const(c) => Tagged::Const(c),
            Arg::Var(v) => {
                let at = fail_args.iter().position(|f| *f == v).unwrap_or_else(|| {
                    fail_args.push(v);
                    fail_args.len() - 1
                });
                Tagged::Stored(at as u32)
            }
        });
        let frame = ResumeFrame { jitcode: self.frame.jitcode, pc: self.frame.pc, values: values.collect() };
        let resume = Rc::new(Resume { frames: vec![Rc::new(frame)], ..Resume::default() });
        let guard = Guard { fail_args, resume, ..Guard::default() };
        t.ops.push(Op { guard: Some(Box::new(guard)), ..Op::new(op, args, None) });
    }
}

/// Reads a field (of an object) or an item (of an array, with its index).
fn read(rt: &Runtime, t: &mut Trace, from: Vec<Arg>, d: DescrId) -> Option<Arg> {
    let op = match (from.len(), rt.p.value_kind(Some(d))) {
        (1, Kind::Int) => OpCode::GetfieldGcI,
        (1, Kind::Ref) => OpCode::GetfieldGcR,
        (1, Kind::Float) => OpCode::GetfieldGcF,
        (_, Kind::Int) => OpCode::GetarrayitemGcI,
        (_, Kind::Ref) => OpCode::GetarrayitemGcR,
        (_, Kind::Float) => OpCode::GetarrayitemGcF,
    };
    t.push(op, from, Some(d)).map(Arg::Var)
}
