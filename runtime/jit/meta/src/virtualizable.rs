//! The virtualizable of a trace: the fields of the portal's own frame object as variables of the trace.
//!
//! While the machine interprets, the object in memory is always up to date; only the trace does without it. Objects of the same
//! type that are not the portal's are used in memory, once it is certain that no compiled code has their fields. Where an exit
//! goes, and how an object is written back, is not known here (see `resume` and `force`).

use crate::force::{TRACING, force, rpy_jit_force};
use crate::machine::{Machine, Operands, each};
use crate::memory::{Place, array_length, place};
use crate::table::{Layout, Program};
use rpy_trace::image::StandardVirtualizable;
use rpy_trace::{Arg, Const, DescrId, EffectInfo, Frame, Kind, OpCode, Trace};
use std::rc::Rc;

/// The portal's virtualizable, as the trace knows it.
pub struct Standard {
    /// Index of the layout.
    pub layout: usize,
    pub object: Arg,
    pub fields: Vec<Arg>,
    pub arrays: Vec<Items>,
}

pub struct Items {
    /// The array itself.
    pub pointer: Arg,
    pub items: Vec<Arg>,
}

impl Standard {
    /// What a loop's label takes beside the reds.
    fn boxes_mut(&mut self) -> impl Iterator<Item = &mut Arg> {
        self.fields.iter_mut().chain(self.arrays.iter_mut().flat_map(|a| &mut a.items))
    }

    pub fn lengths(&self) -> Vec<usize> {
        self.arrays.iter().map(|a| a.items.len()).collect()
    }

    /// What a guard keeps: the fields, each array and its items, the object. An array that no frame holds is read again
    /// where a bridge needs it.
    pub fn snapshot(&self, frames: &[Rc<Frame>]) -> Vec<Arg> {
        let mut all = self.fields.clone();
        for a in &self.arrays {
            let held = frames.iter().any(|f| f.values.contains(&a.pointer));
            all.push(if held { a.pointer } else { Arg::Const(Const::Null) });
            all.extend(&a.items);
        }
        all.push(self.object);
        all
    }

    pub fn replace(&mut self, old: Arg, new: Arg) {
        let items = self.arrays.iter_mut().flat_map(|a| a.items.iter_mut().chain([&mut a.pointer]));
        let all = self.fields.iter_mut().chain(items).chain([&mut self.object]);
        all.filter(|b| **b == old).for_each(|b| *b = new);
    }

    /// From here on the arrays themselves are variables that are read here.
    pub fn read_arrays(&mut self, layout: &Layout, trace: &mut Trace) {
        for (&(f, _), a) in layout.arrays.iter().zip(&mut self.arrays) {
            let read = trace.push(OpCode::GetfieldGcR, vec![self.object], Some(f));
            a.pointer = read.map_or(a.pointer, Arg::Var);
        }
    }

    /// Whether it is one of the arrays.
    pub fn is_array(&self, b: Arg) -> bool {
        self.arrays.iter().any(|a| a.pointer == b)
    }

    /// The object gets its fields: at the end of the portal, or where a hint asks for it.
    pub fn write_back(&self, layout: &Layout, trace: &mut Trace) {
        for (&d, &b) in layout.fields.iter().zip(&self.fields) {
            trace.push(OpCode::SetfieldGc, vec![self.object, b], Some(d));
        }
        for (&(_, d), a) in layout.arrays.iter().zip(&self.arrays) {
            for (i, &b) in a.items.iter().enumerate() {
                trace.push(OpCode::SetarrayitemGc, vec![a.pointer, Arg::int(i as i64), b], Some(d));
            }
        }
        trace.push(OpCode::SetfieldGc, vec![self.object, Arg::int(0)], Some(layout.token));
    }
}

/// A trace keeps at most this many items. With more, each guard would store more than all that the trace uses.
const MOST_ITEMS: usize = 400;

/// The lengths of an object's arrays; None if a trace cannot keep it: there are no arrays yet, or they are long. Then its fields
/// are used in memory.
///
/// # Safety
/// The object is null or has this layout.
pub unsafe fn array_lengths(p: &Program, layout: usize, object: usize) -> Option<Vec<usize>> {
    if object == 0 {
        return None;
    }
    let each = |&(f, a): &(DescrId, DescrId)| {
        // SAFETY: the caller's.
        let array = unsafe { place(&p.descrs, f, object, 0)?.get() } as usize;
        // SAFETY: an array, as the field says.
        (array != 0).then(|| unsafe { array_length(&p.descrs, a, array) } as usize)
    };
    let lengths: Vec<usize> = p.virtualizables[layout].arrays.iter().map(each).collect::<Option<_>>()?;
    (lengths.iter().sum::<usize>() <= MOST_ITEMS).then_some(lengths)
}

impl Machine<'_> {
    /// Where an object's token is.
    fn token(&self, layout: usize, object: usize) -> Option<Place> {
        place(&self.p.descrs, self.p.virtualizables[layout].token, object, 0)
    }

    /// The trace of a loop begins: the fields of this object are inputs of it.
    pub fn begin_virtualizable(&mut self, layout: usize, object: u64, b: Arg, lengths: &[usize]) {
        self.set_standard(object);
        let p = self.p;
        let l = &p.virtualizables[layout];
        let Some(t) = &mut self.tracer else { return };
        let mut input = |d: DescrId| t.add_red(p.value_kind(Some(d)));
        let fields = l.fields.iter().map(|&d| input(d)).collect();
        let items: Vec<Vec<Arg>> =
            l.arrays.iter().zip(lengths).map(|(&(_, a), &n)| (0..n).map(|_| input(a)).collect()).collect();
        let pointer = Arg::Const(Const::Null);
        let arrays = items.into_iter().map(|items| Items { pointer, items }).collect();
        let mut s = Standard { layout, object: b, fields, arrays };
        s.read_arrays(l, &mut t.trace);
        t.standard = Some(s);
    }

    /// An access with one of the descrs that virtualizables have; tells whether all has been done.
    pub fn special(
        &mut self,
        op: OpCode,
        at: usize,
        words: &[u16],
        kinds: &[Kind],
        d: DescrId,
        to: Option<u16>,
    ) -> bool {
        match self.p.virtualizable_fields.get(&d) {
            Some(&layout) => self.special_field(op, at, words, kinds, d, layout, to),
            None => self.special_array(op, at, words, kinds, d, to),
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn special_field(
        &mut self,
        op: OpCode,
        at: usize,
        words: &[u16],
        kinds: &[Kind],
        d: DescrId,
        layout: usize,
        to: Option<u16>,
    ) -> bool {
        if !self.is_standard(layout, words[0], at) {
            self.find_in_object(layout, words[0]);
            return false;
        }
        let p = self.p;
        let l = &p.virtualizables[layout];
        let field = l.fields.iter().position(|f| *f == d);
        let array = l.arrays.iter().position(|(f, _)| *f == d);
        if op == OpCode::SetfieldGc {
            let b = self.get_box(kinds[1], words[1]);
            self.execute(op, words, kinds, Some(d));
            let Some(t) = &mut self.tracer else { return true };
            match (&mut t.standard, field) {
                (Some(s), Some(i)) => s.fields[i] = b,
                // Another array, of which the trace knows nothing.
                _ => t.escaped = true,
            }
            return true;
        }
        let b = self.tracer.as_ref().and_then(|t| t.standard.as_ref()).and_then(|s| match (field, array) {
            (Some(i), _) => Some(s.fields[i]),
            (_, Some(i)) => Some(s.arrays[i].pointer),
            _ => None,
        });
        let value = self.execute(op, words, kinds, Some(d));
        if let (Some(k), Some(to)) = (op.result(), to) {
            self.set(k, to, value, b);
        }
        true
    }

    fn special_array(
        &mut self,
        op: OpCode,
        at: usize,
        words: &[u16],
        kinds: &[Kind],
        d: DescrId,
        to: Option<u16>,
    ) -> bool {
        use OpCode::{ArraylenGc, GetarrayitemGcF, GetarrayitemGcI, GetarrayitemGcR, SetarrayitemGc};
        if !matches!(op, ArraylenGc | GetarrayitemGcI | GetarrayitemGcR | GetarrayitemGcF | SetarrayitemGc) {
            return false;
        }
        let pointer = self.get_box(Kind::Ref, words[0]);
        let standard = self.tracer.as_ref().and_then(|t| t.standard.as_ref());
        let array = standard.and_then(|s| s.arrays.iter().position(|a| a.pointer == pointer));
        let Some(array) = array else { return false };
        let mut index = 0;
        if op != ArraylenGc {
            // Items are variables of the trace: which one it is must be known there.
            self.promoted(Kind::Int, words[1], at);
            index = self.get(Kind::Int, words[1]) as usize;
        }
        let b = (op == OpCode::SetarrayitemGc).then(|| self.get_box(kinds[2], words[2]));
        let value = self.execute(op, words, kinds, Some(d));
        let Some(t) = &mut self.tracer else { return true };
        let Some(items) = t.standard.as_mut().map(|s| &mut s.arrays[array].items) else { return true };
        let result = match op {
            OpCode::ArraylenGc => Some(Arg::int(items.len() as i64)),
            _ => match (items.get_mut(index), b) {
                (Some(item), Some(b)) => {
                    *item = b;
                    None
                }
                (Some(item), None) => Some(*item),
                (None, _) => {
                    t.escaped = true;
                    None
                }
            },
        };
        if let (Some(k), Some(to)) = (op.result(), to) {
            self.set(k, to, value, result);
        }
        true
    }

    /// At a merge point where a loop may begin or end: its virtualizable is the trace's.
    pub fn same_virtualizable(&mut self, v: StandardVirtualizable, reds: &Operands, at: usize) {
        let red = each(reds).nth(v.red as usize);
        let same = red.is_some_and(|(_, w)| self.is_standard(v.layout as usize, w, at));
        if let Some(t) = &mut self.tracer {
            t.escaped |= !same;
        }
    }

    /// What a loop's label takes beside the reds; each a variable of its own, as they are.
    pub fn distinct_virtualizable(&mut self, v: StandardVirtualizable, boxes: &mut Vec<Arg>) {
        let Some(t) = &mut self.tracer else { return };
        t.look_for_escape(boxes);
        let Some(mut s) = t.standard.take() else { return };
        s.object = boxes.get(v.red as usize).copied().unwrap_or(s.object);
        for b in s.boxes_mut() {
            if let Some(own) = t.own_variable(*b, boxes) {
                *b = own;
            }
            boxes.push(*b);
        }
        t.standard = Some(s);
    }

    /// Whether an operand is the portal's virtualizable. If that cannot be seen, a guard says so.
    pub fn is_standard(&mut self, layout: usize, w: u16, at: usize) -> bool {
        let b = self.get_box(Kind::Ref, w);
        let value = self.get(Kind::Ref, w) as usize;
        let same = value == self.standard_object();
        let Some(t) = &mut self.tracer else { return false };
        let Some(s) = t.standard.as_ref().filter(|s| s.layout == layout) else { return false };
        let object = s.object;
        if b == object || t.others.contains(&b) {
            return b == object;
        }
        if let Some(equal) = t.record(OpCode::PtrEq, vec![b, object], None) {
            self.guard(if same { OpCode::GuardTrue } else { OpCode::GuardFalse }, vec![equal], at);
        }
        if same {
            self.now(Kind::Ref, b, object);
        }
        same
    }

    /// Before an object's fields are used in memory: no compiled code may have them.
    fn find_in_object(&mut self, layout: usize, w: u16) {
        let p = self.p;
        let l = &p.virtualizables[layout];
        if self.tracer.is_some() {
            let b = self.get_box(Kind::Ref, w);
            if let Some(t) = &mut self.tracer
                && t.others.insert(b)
                && let Some(token) = t.record(OpCode::GetfieldGcI, vec![b], Some(l.token))
            {
                let function = Arg::int(rpy_jit_force as *const () as i64);
                t.record(OpCode::CondCallN, vec![token, function, Arg::int(layout as i64), b], Some(l.force));
            }
        }
        force(layout, self.get(Kind::Ref, w) as usize);
    }

    /// A hint: an object gets its fields. The portal's own keeps them in variables as well.
    pub fn force_virtualizable(&mut self, layout: usize, w: u16, at: usize) {
        if !self.is_standard(layout, w, at) {
            return self.find_in_object(layout, w);
        }
        let p = self.p;
        if let Some(t) = &mut self.tracer
            && let Some(s) = &t.standard
        {
            s.write_back(&p.virtualizables[layout], &mut t.trace);
        }
    }

    // ---- calls

    /// Before a call: if it may force, compiled code says where the fields are. Tells whether there is anything to force.
    pub fn before_call(&mut self, effect: &EffectInfo) -> bool {
        let p = self.p;
        let object = self.standard_object();
        let Some(t) = self.tracer.as_mut().filter(|_| effect.forces()) else { return false };
        let Some((object_box, layout)) = t.standard.as_ref().map(|s| (s.object, s.layout)) else {
            return !t.virtual_refs.is_empty();
        };
        let l = &p.virtualizables[layout];
        if let Some(token) = t.record(OpCode::ForceToken, vec![], None) {
            t.record(OpCode::SetfieldGc, vec![object_box, token], Some(l.token));
        }
        if let Some(token) = self.token(layout, object) {
            // SAFETY: the object has this layout.
            unsafe { token.set(TRACING) };
        }
        true
    }

    /// Behind it, before it is recorded: the objects of virtual references that it has looked for are there before it.
    pub fn may_still_force(&mut self) -> bool {
        let p = self.p;
        let Some(t) = &mut self.tracer else { return false };
        t.settle_forced(p);
        t.standard.is_some() || !t.virtual_refs.is_empty()
    }

    /// If somebody has used the fields, what the trace knows of them is out of date.
    pub fn after_forcing_call(&mut self, next: usize) {
        let object = self.standard_object();
        let layout = self.tracer.as_ref().and_then(|t| t.standard.as_ref()).map(|s| s.layout);
        // SAFETY: the object has this layout.
        let forced = layout.and_then(|l| self.token(l, object)).is_some_and(|token| unsafe {
            let forced = token.get() != TRACING;
            token.set(0);
            forced
        });
        self.guard(OpCode::GuardNotForced, vec![], next);
        if let Some(t) = &mut self.tracer {
            t.escaped |= forced;
        }
    }
}
