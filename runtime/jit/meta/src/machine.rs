//! The interpreter of jitcode. Without a tracer it is the blackhole interpreter: it runs on from a guard's exit to the next merge
//! point. With one it records what it does.

mod calls;
mod guards;
mod hints;
mod merge;
mod recursion;

pub use merge::{Operands, each};

use crate::execute::execute;
use crate::frame::{Frame, release, reserve, top};
use crate::layout::{Layout, MOST};
use crate::memory::class_of;
use crate::table::{MOST_FRAMES, Program};
use crate::traceback::Way;
use crate::tracer::{Closing, Tracer};
use rpy_trace::jitcode::{CONSTANT, Control, Instruction};
use rpy_trace::op::Group;
use rpy_trace::{Arg, Const, DescrId, Kind, OpCode};

/// How interpretation ended.
pub enum Outcome {
    /// The portal has returned.
    Returned(Option<u64>),
    /// An exception, which is in flight, has left the portal.
    Raised,
    /// A merge point, whose greens and reds are in [`Machine::values`].
    MergePoint,
    /// The trace has come to its end.
    Closed(Closing),
}

pub struct Machine<'p> {
    pub p: &'p Program,
    /// Frames, of which the first `depth` are alive.
    stack: Vec<Frame>,
    depth: usize,
    pub tracer: Option<Tracer<'p>>,
    /// Of the merge point where interpretation has ended.
    pub values: Vec<u64>,
    /// The shadow stack as it was before the first frame.
    base: *mut usize,
    /// The slot there for the virtualizable of the trace.
    standard: *mut usize,
}

/// The operands of an instruction.
struct Reader<'c> {
    code: &'c [u16],
    at: usize,
}

impl<'c> Reader<'c> {
    fn word(&mut self) -> u16 {
        self.at += 1;
        self.code[self.at - 1]
    }
    fn label(&mut self) -> usize {
        let low = self.word() as usize;
        low | (self.word() as usize) << 16
    }
    fn list(&mut self) -> &'c [u16] {
        let n = self.word() as usize;
        self.at += n;
        &self.code[self.at - n..self.at]
    }
    fn operands(&mut self) -> Operands<'c> {
        [(Kind::Int, self.list()), (Kind::Ref, self.list()), (Kind::Float, self.list())]
    }
}

impl<'p> Machine<'p> {
    pub fn new(p: &'p Program) -> Machine<'p> {
        Machine {
            p,
            stack: vec![],
            depth: 0,
            tracer: None,
            values: vec![],
            base: top(p),
            standard: std::ptr::null_mut(),
        }
    }

    /// Begins interpretation, without a frame yet.
    pub fn start(&mut self) {
        self.depth = 0;
        self.base = top(self.p);
        self.standard = reserve(self.p, 1);
    }

    pub fn set_standard(&mut self, object: u64) {
        // SAFETY: the slot is there from the start on.
        unsafe { *self.standard = object as usize }
    }

    /// The virtualizable of the trace.
    pub fn standard_object(&self) -> usize {
        // SAFETY: as above.
        unsafe { *self.standard }
    }

    /// Ends interpretation: frames and what lies under them on the shadow stack are gone.
    pub fn leave(&mut self) {
        self.depth = 0;
        self.tracer = None;
        release(self.p, self.base);
    }

    /// From here on nothing is recorded.
    pub fn stop_tracing(&mut self) -> Option<Tracer<'p>> {
        self.stack.iter_mut().for_each(Frame::no_boxes);
        self.tracer.take()
    }

    pub fn push(&mut self, code: usize) {
        if self.depth == self.stack.len() {
            self.stack.push(Frame::new());
        }
        self.stack[self.depth].begin(self.p, code, self.tracer.is_some());
        self.depth += 1;
    }

    /// The innermost frame.
    pub fn frame(&mut self) -> &mut Frame {
        &mut self.stack[self.depth - 1]
    }

    fn top(&self) -> &Frame {
        &self.stack[self.depth - 1]
    }

    // ---- registers and constants

    #[inline]
    pub fn get(&self, kind: Kind, w: u16) -> u64 {
        self.get_in(self.depth - 1, kind, w)
    }

    #[inline]
    fn get_in(&self, frame: usize, kind: Kind, w: u16) -> u64 {
        let f = &self.stack[frame];
        if w & CONSTANT == 0 {
            return f.get(kind, w);
        }
        let (c, n) = (f.code(self.p), (w & !CONSTANT) as usize);
        match kind {
            Kind::Int => c.ints[n] as u64,
            Kind::Ref => c.refs[n] as u64,
            Kind::Float => c.jit.floats[n],
        }
    }

    /// What an operand is in the trace.
    pub fn get_box(&mut self, kind: Kind, w: u16) -> Arg {
        self.get_box_in(self.depth - 1, kind, w)
    }

    fn get_box_in(&mut self, frame: usize, kind: Kind, w: u16) -> Arg {
        if w & CONSTANT == 0 {
            return self.stack[frame].get_box(kind, w).unwrap_or(Arg::Const(Const::Int(0)));
        }
        let v = self.get_in(frame, kind, w);
        match &mut self.tracer {
            Some(t) => Arg::Const(t.constant(kind, v, true)),
            None => Arg::Const(Const::Int(0)),
        }
    }

    #[inline]
    pub fn set(&mut self, kind: Kind, register: u16, value: u64, b: Option<Arg>) {
        let f = self.frame();
        f.set(kind, register, value);
        if let Some(b) = b {
            f.set_box(kind, register, b);
        }
    }

    // ---- the loop

    /// Runs until something ends it.
    pub fn run(&mut self) -> Outcome {
        loop {
            let f = self.top();
            let (code, at) = (&f.code(self.p).jit.code, f.pc);
            let instruction = Instruction::from_number(code[at]);
            let mut r = Reader { code, at: at + 1 };
            let end = match instruction {
                Some(Instruction::Op(op)) => match self.operation(op, at, &mut r) {
                    true => {
                        self.frame().pc = r.at;
                        None
                    }
                    false => self.without_memory(r.at),
                },
                Some(Instruction::Control(c)) => self.control(c, at, r),
                None => unreachable!("jitcode has instructions only"),
            };
            if let Some(end) = end {
                return end;
            }
            if let Some(t) = &self.tracer
                && let Some(why) = t.over()
            {
                return Outcome::Closed(why);
            }
        }
    }

    /// False if it is an allocation and there is no memory.
    fn operation(&mut self, op: OpCode, at: usize, r: &mut Reader) -> bool {
        let layout = Layout::of(op);
        let n = layout.count as usize;
        let words = &r.code[r.at..r.at + n];
        r.at += n;
        let descr = layout.descr.then(|| DescrId(r.word() as u32));
        let kinds = layout.kinds(|| self.p.value_kind(descr));
        if let Some(d) = descr
            && self.p.is_special(d)
        {
            let to = layout.result.map(|_| r.code[r.at]);
            if self.special(op, at, words, &kinds[..n], d, to) {
                r.at += to.is_some() as usize;
                return true;
            }
        }
        let value = self.execute(op, words, &kinds, descr);
        let kind = layout.result;
        if value == 0 && op.group() == Group::New {
            r.at += kind.is_some() as usize;
            return false;
        }
        let mut b = None;
        if self.tracer.is_some() {
            let args: Vec<Arg> = (0..n).map(|i| self.get_box(kinds[i], words[i])).collect();
            let constant = args.iter().all(|a| a.konst().is_some()) && n > 0 && self.folds(op, descr);
            if let Some(t) = &mut self.tracer {
                t.look_for_escape(&args);
                b = match kind {
                    Some(k) if constant => Some(Arg::Const(t.constant(k, value, false))),
                    _ => t.record(op, args, descr),
                };
                if let (OpCode::New, Some(new)) = (op, b)
                    && t.standard.is_some()
                {
                    t.others.insert(new);
                }
            }
        }
        if let Some(k) = kind {
            let to = r.word();
            self.set(k, to, value, b);
        }
        true
    }

    /// There is no memory for what the operation before `behind` makes: an exception, in no trace.
    fn without_memory(&mut self, behind: usize) -> Option<Outcome> {
        if let Some(t) = &mut self.tracer {
            t.no_memory = true;
        }
        self.frame().pc = behind;
        self.p.raise_no_memory();
        self.unwind()
    }

    /// Does an operation, without recording it.
    pub fn execute(&self, op: OpCode, words: &[u16], kinds: &[Kind], descr: Option<DescrId>) -> u64 {
        let mut values = [0u64; MOST];
        for (i, &w) in words.iter().enumerate() {
            values[i] = self.get(kinds[i], w);
        }
        // Allocation may move the operands' objects, but no allocation has any.
        // SAFETY: the jitcode is of a graph whose types say so.
        unsafe { execute(self.p, op, &values[..words.len()], descr) }
    }

    /// Whether the operation on constants gives a constant.
    fn folds(&self, op: OpCode, descr: Option<DescrId>) -> bool {
        match op.group() {
            Group::Pure => op != OpCode::CastPtrToInt,
            Group::Read => {
                matches!(op, OpCode::ArraylenGc | OpCode::ArraylenRaw)
                    || op.impure_read().is_some()
                    || descr.is_some_and(|d| {
                        self.p.descrs.field(d).is_some_and(|f| f.immutable || f.quasi_immutable.is_some())
                            || self.p.descrs.array(d).is_some_and(|a| a.immutable)
                    })
            }
            _ => false,
        }
    }

    fn control(&mut self, c: Control, at: usize, mut r: Reader<'p>) -> Option<Outcome> {
        use Control::*;
        match c {
            IntCopy => self.copy(Kind::Int, &mut r),
            RefCopy => self.copy(Kind::Ref, &mut r),
            FloatCopy => self.copy(Kind::Float, &mut r),
            Goto => {
                let to = r.label();
                self.frame().pc = to;
                return None;
            }
            GotoIfNot => {
                let w = r.word();
                let truth = self.get(Kind::Int, w) != 0;
                let b = self.tracer.is_some().then(|| self.get_box(Kind::Int, w));
                if let Some(Arg::Var(v)) = b {
                    let op = if truth { OpCode::GuardTrue } else { OpCode::GuardFalse };
                    self.guard(op, vec![v.into()], at);
                    self.now_constant(Kind::Int, w, truth as u64);
                }
                let other = r.label();
                self.frame().pc = if truth { r.at } else { other };
                return None;
            }
            Switch => {
                let w = r.word();
                let value = self.get(Kind::Int, w) as i64;
                let n = r.word() as usize;
                let code = self.top().code(self.p);
                let cases = &code.jit.switches[n];
                let found = cases.iter().find(|(v, _)| *v == value).map(|(_, l)| *l as usize);
                if self.tracer.is_some()
                    && let Arg::Var(v) = self.get_box(Kind::Int, w)
                {
                    if found.is_some() {
                        self.guard(OpCode::GuardValue, vec![v.into(), Arg::int(value)], at);
                        self.now_constant(Kind::Int, w, value as u64);
                    } else {
                        for (case, _) in cases {
                            let t = self.tracer.as_mut()?;
                            let equal = t.record(OpCode::IntEq, vec![v.into(), Arg::int(*case)], None)?;
                            self.guard(OpCode::GuardFalse, vec![equal], at);
                        }
                    }
                }
                self.frame().pc = found.unwrap_or(r.at);
                return None;
            }
            IntReturn | RefReturn | FloatReturn => {
                let kind = match c {
                    IntReturn => Kind::Int,
                    RefReturn => Kind::Ref,
                    _ => Kind::Float,
                };
                let w = r.word();
                let value = self.get(kind, w);
                let b = self.tracer.is_some().then(|| self.get_box(kind, w));
                return self.returned(Some((kind, value, b)));
            }
            VoidReturn => return self.returned(None),
            Raise => {
                let w = r.word();
                let exception = self.get(Kind::Ref, w) as usize;
                let b = self.tracer.is_some().then(|| self.get_box(Kind::Ref, w));
                if let (Some(t), Some(b)) = (&mut self.tracer, b) {
                    t.exception = Some(b);
                }
                self.p.set_exception(exception);
                let mut way = Way::default();
                self.frame().pc = r.at;
                self.pass(&mut way);
                self.pop();
                return self.unwind_on(way);
            }
            CatchException => {
                r.label();
            }
            LastException => {
                let to = r.word();
                let exception = self.p.exception();
                self.p.set_exception(0);
                let b = self.tracer.as_mut().and_then(|t| t.exception.take());
                self.set(Kind::Ref, to, exception as u64, b);
            }
            Unreachable => unreachable!("the interpreter's own code does not come here"),
            IntGuardValue => self.promote(Kind::Int, at, &mut r),
            RefGuardValue => self.promote(Kind::Ref, at, &mut r),
            FloatGuardValue => self.promote(Kind::Float, at, &mut r),
            GuardClass => {
                let w = r.word();
                // SAFETY: an instance.
                let class = unsafe { class_of(self.get(Kind::Ref, w) as usize) };
                if self.tracer.is_some()
                    && let Arg::Var(v) = self.get_box(Kind::Ref, w)
                    && self.tracer.as_mut().is_some_and(|t| t.classes.insert(v, class) != Some(class))
                {
                    self.guard(OpCode::GuardClass, vec![v.into(), Arg::int(class)], at);
                }
                let to = r.word();
                self.set(Kind::Int, to, class as u64, Some(Arg::int(class)));
            }
            PtrNonzero | PtrIszero => {
                let w = r.word();
                let value = (self.get(Kind::Ref, w) != 0) == (c == PtrNonzero);
                let mut b = None;
                if self.tracer.is_some() {
                    let op = if c == PtrNonzero { OpCode::PtrNe } else { OpCode::PtrEq };
                    b = match self.get_box(Kind::Ref, w) {
                        Arg::Const(_) => Some(Arg::int(value as i64)),
                        v => self.tracer.as_mut().and_then(|t| t.record(op, vec![v, Arg::Const(Const::Null)], None)),
                    };
                }
                let to = r.word();
                self.set(Kind::Int, to, value as u64, b);
            }
            InlineCallI | InlineCallR | InlineCallF | InlineCallN => {
                let code = r.word() as usize;
                return self.inline(code, at, &mut r, by_number(c as u16 - InlineCallI as u16));
            }
            ResidualCallI | ResidualCallR | ResidualCallF | ResidualCallN => {
                return self.residual(at, r, by_number(c as u16 - ResidualCallI as u16));
            }
            IndirectCallI | IndirectCallR | IndirectCallF | IndirectCallN => {
                let w = r.word();
                let function = self.get(Kind::Int, w) as i64;
                if self.tracer.is_some()
                    && let Arg::Var(v) = self.get_box(Kind::Int, w)
                {
                    self.guard(OpCode::GuardValue, vec![v.into(), Arg::int(function)], at);
                    self.now_constant(Kind::Int, w, function as u64);
                }
                let result = by_number(c as u16 - IndirectCallI as u16);
                if let Some(&code) = self.p.by_function.get(&function) {
                    r.word();
                    return self.inline(code, at, &mut r, result);
                }
                r.at -= 1;
                return self.residual(at, r, result);
            }
            CondCallN => return self.conditional(at, r, None),
            CondCallValueI => return self.conditional(at, r, Some(Kind::Int)),
            CondCallValueR => return self.conditional(at, r, Some(Kind::Ref)),
            RecursiveCallI | RecursiveCallR | RecursiveCallF | RecursiveCallN => {
                return self.recursive(at, r, by_number(c as u16 - RecursiveCallI as u16));
            }
            JitMergePoint => {
                return self.merge_point(at, r);
            }
            LoopHeader => {
                r.word();
                if let Some(t) = &mut self.tracer {
                    t.seen_loop_header = true;
                }
            }
            RecordExactClass => {
                let (w, class) = (r.word(), r.word());
                let class = self.get(Kind::Int, class) as i64;
                if self.tracer.is_some()
                    && let Arg::Var(v) = self.get_box(Kind::Ref, w)
                    && let Some(t) = &mut self.tracer
                {
                    t.classes.insert(v, class);
                    t.record(OpCode::RecordExactClass, vec![v.into(), Arg::int(class)], None);
                }
            }
            StrGuardValue => self.promote_string(at, &mut r),
            RecordKnownResultI => self.record_known_result(Kind::Int, &mut r),
            RecordKnownResultR => self.record_known_result(Kind::Ref, &mut r),
            QuasiImmutableField => {
                let (w, d) = (r.word(), DescrId(r.word() as u32));
                if self.tracer.is_some() {
                    self.watch(w, d, at);
                }
            }
            ForceQuasiImmutable => {
                let (w, d) = (r.word(), DescrId(r.word() as u32));
                let end = self.force_quasi_immutable(w, d, at);
                if end.is_some() {
                    return end;
                }
            }
            IsConstantI | IsConstantR => {
                let kind = if c == IsConstantI { Kind::Int } else { Kind::Ref };
                let w = r.word();
                let constant = self.tracer.is_some() && self.get_box(kind, w).konst().is_some();
                let to = r.word();
                self.set(Kind::Int, to, constant as u64, Some(Arg::int(constant as i64)));
            }
            ForceVirtualizable => {
                let (w, layout) = (r.word(), r.word() as usize);
                self.force_virtualizable(layout, w, at);
            }
            VirtualRef => {
                let (reference, object) = (r.word(), r.word());
                self.virtual_ref(reference, object);
            }
            VirtualRefSettle => self.settle_virtual_ref(r.word(), at),
            IsVirtual => {
                let is = self.is_virtual(r.word()) as i64;
                let to = r.word();
                self.set(Kind::Int, to, is as u64, Some(Arg::int(is)));
            }
        }
        self.frame().pc = r.at;
        None
    }

    fn copy(&mut self, kind: Kind, r: &mut Reader) {
        let (from, to) = (r.word(), r.word());
        let value = self.get(kind, from);
        let b = self.tracer.is_some().then(|| self.get_box(kind, from));
        self.set(kind, to, value, b);
    }

    fn promote(&mut self, kind: Kind, at: usize, r: &mut Reader) {
        let w = r.word();
        let value = self.get(kind, w);
        let mut b = None;
        if self.tracer.is_some() {
            b = Some(self.promoted(kind, w, at));
        }
        let to = r.word();
        self.set(kind, to, value, b);
    }

    // ---- calls

    fn inline(&mut self, code: usize, at: usize, r: &mut Reader, result: Option<Kind>) -> Option<Outcome> {
        let lists = [(Kind::Int, r.list()), (Kind::Ref, r.list()), (Kind::Float, r.list())];
        let to = result.map(|k| (k, r.word()));
        let caller = self.depth - 1;
        let f = self.frame();
        f.call_pc = at;
        f.pc = r.at;
        f.result = to;
        if self.depth >= MOST_FRAMES {
            if self.tracer.is_some() {
                self.frame().pc = at;
                return Some(Outcome::Closed(Closing::TooLong(self.tracer.as_ref().and_then(Tracer::longest_call))));
            }
            if self.p.overflow() {
                return self.unwind();
            }
        }
        self.push(code);
        for (kind, list) in lists {
            for (n, &w) in list.iter().enumerate() {
                let value = self.get_in(caller, kind, w);
                let b = self.tracer.is_some().then(|| self.get_box_in(caller, kind, w));
                self.set(kind, n as u16, value, b);
            }
        }
        None
    }

    fn pop(&mut self) {
        self.depth -= 1;
        if self.stack[self.depth].place.is_some()
            && let Some(t) = &mut self.tracer
        {
            t.portal_left();
        }
        self.stack[self.depth].end(self.p);
        if self.depth > 0 {
            self.frame().snapshot = None;
        }
    }

    fn returned(&mut self, value: Option<(Kind, u64, Option<Arg>)>) -> Option<Outcome> {
        if self.depth == 1 {
            if let Some(t) = &mut self.tracer {
                let args: Vec<Arg> = value.and_then(|v| v.2).into_iter().collect();
                t.look_for_escape(&args);
                t.finish(self.p, args, crate::tracer::DONE);
                return Some(Outcome::Closed(Closing::Finish));
            }
            return Some(Outcome::Returned(value.map(|v| v.1)));
        }
        self.pop();
        let result = self.frame().result.take();
        if let (Some((kind, to)), Some((_, v, b))) = (result, value) {
            self.set(kind, to, v, b);
        }
        None
    }

    /// An exception is in flight: it goes to the handler behind the call that is under way in the top frame, or to one further out.
    pub fn unwind(&mut self) -> Option<Outcome> {
        self.unwind_on(Way::default())
    }

    /// For the traceback: the place in the top frame where the exception is.
    fn pass(&self, way: &mut Way) {
        let f = self.top();
        let places = &f.code(self.p).jit.places;
        if let Ok(n) = places.binary_search_by_key(&(f.pc as u32), |place| place.behind) {
            way.pass(self.p, &places[n]);
        }
    }

    fn unwind_on(&mut self, mut way: Way) -> Option<Outcome> {
        loop {
            if self.depth == 0 {
                if let Some(t) = &mut self.tracer {
                    way.record(self.p, t);
                    let exception = t.exception.take().into_iter().collect();
                    t.finish(self.p, exception, crate::tracer::RAISED);
                    return Some(Outcome::Closed(Closing::Raise));
                }
                return Some(Outcome::Raised);
            }
            let f = self.top();
            let (code, raises_again) = (&f.code(self.p).jit.code, f.code(self.p).jit.raises_again);
            let catch = Instruction::Control(Control::CatchException).number();
            if code.get(f.pc) == Some(&catch) {
                let to = Reader { code, at: f.pc + 1 }.label();
                self.frame().pc = to;
                // Otherwise the traceback is of no use any more.
                if let Some(t) = self.tracer.as_mut().filter(|_| raises_again) {
                    way.record(self.p, t);
                }
                return None;
            }
            self.pass(&mut way);
            self.pop();
        }
    }
}

/// The kind of a result, from the order of the variants of a call.
fn by_number(n: u16) -> Option<Kind> {
    match n {
        0 => Some(Kind::Int),
        1 => Some(Kind::Ref),
        2 => Some(Kind::Float),
        _ => None,
    }
}

impl Machine<'_> {
    /// What the portal's frame, which stands at a return, gives.
    pub fn return_value(&self) -> Option<u64> {
        let f = self.stack[..self.depth].first()?;
        let words = &f.code(self.p).jit.code;
        let kind = match Instruction::from_number(words[f.pc])? {
            Instruction::Control(Control::IntReturn) => Kind::Int,
            Instruction::Control(Control::RefReturn) => Kind::Ref,
            Instruction::Control(Control::FloatReturn) => Kind::Float,
            _ => return None,
        };
        Some(self.get(kind, words[f.pc + 1]))
    }
}
