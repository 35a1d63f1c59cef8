//! Traces written by hand, and a backend to run them.

#![allow(dead_code)]

pub mod heap;

use rpy_jit_backend::{
    Backend, Compiled, CraneliftBackend, Error, Exit, Frame, Options, Piece, RefPlace, RefSlots, Support,
};
use rpy_trace::{Arg, Const, DescrId, Descrs, Guard, Kind, Op, OpCode, RefId, Trace, Var};

pub fn int(v: i64) -> Arg {
    Arg::int(v)
}

pub fn float(v: f64) -> Arg {
    Arg::Const(Const::Float(v.to_bits()))
}

pub fn reference(r: u32) -> Arg {
    Arg::Const(Const::Ref(RefId(r)))
}

/// A trace that grows.
#[derive(Default)]
pub struct Builder {
    pub trace: Trace,
}

impl Builder {
    pub fn new(inputs: &[Kind]) -> (Builder, Vec<Arg>) {
        let mut b = Builder::default();
        let inputs = inputs.iter().map(|&k| Arg::Var(b.trace.add_input(k))).collect();
        (b, inputs)
    }

    pub fn ints(n: usize) -> (Builder, Vec<Arg>) {
        Builder::new(&vec![Kind::Int; n])
    }

    pub fn op(&mut self, op: OpCode, args: &[Arg]) -> Arg {
        self.trace.push(op, args.to_vec(), None).map_or(int(0), Arg::Var)
    }

    pub fn with(&mut self, op: OpCode, args: &[Arg], descr: DescrId) -> Arg {
        self.trace.push(op, args.to_vec(), Some(descr)).map_or(int(0), Arg::Var)
    }

    pub fn guard(&mut self, op: OpCode, args: &[Arg], number: u32, stores: &[Arg]) -> Arg {
        let result = self.op(op, args);
        let fail_args: Vec<Var> = stores.iter().map(|a| a.var().expect("a variable")).collect();
        let guard = Guard { number, fail_args, ..Guard::default() };
        self.last().guard = Some(Box::new(guard));
        result
    }

    pub fn last(&mut self) -> &mut Op {
        self.trace.ops.last_mut().expect("an operation")
    }

    pub fn jump(mut self, target: u32, args: &[Arg]) -> Trace {
        self.op(OpCode::Jump, args);
        self.last().jump_target = Some(target);
        self.trace
    }

    pub fn finish(mut self, number: u32, args: &[Arg]) -> Trace {
        self.op(OpCode::Finish, args);
        self.last().guard = Some(Box::new(Guard { number, ..Guard::default() }));
        self.trace
    }
}

/// Constant references: slots that tests fill.
pub struct Slots(pub Vec<RefPlace>);

impl RefSlots for Slots {
    fn place(&self, r: RefId) -> RefPlace {
        self.0[r.0 as usize]
    }
}

/// A program's variables. They stay where they are: their addresses are in code.
pub struct World {
    pub descrs: Descrs,
    pub refs: Slots,
    pub exc_value: Box<usize>,
    pub root_top: Box<usize>,
    pub root_stack: Vec<usize>,
    pub support: Support,
    pub backend: CraneliftBackend,
}

impl World {
    pub fn new() -> World {
        World::with(|_| {})
    }

    pub fn with(change: impl FnOnce(&mut Support)) -> World {
        let root_stack = vec![0usize; 1000];
        let mut root_top = Box::new(root_stack.as_ptr() as usize);
        let mut exc_value = Box::new(0usize);
        let mut support = Support {
            root_top: &raw mut *root_top,
            exc_value: &raw mut *exc_value,
            malloc: 0,
            malloc_varsize: 0,
            no_memory: 0,
            bump: None,
            barrier: None,
            header: 8,
            assembler_helper: 0,
            stack: None,
        };
        change(&mut support);
        let backend =
            CraneliftBackend::new(support, Options { verify: true, ..Options::default() }).expect("a backend");
        World { descrs: Descrs::default(), refs: Slots(vec![]), exc_value, root_top, root_stack, support, backend }
    }

    pub fn try_compile(&mut self, pieces: &[(u32, &Trace)]) -> Result<Compiled, Error> {
        let pieces: Vec<Piece> = pieces.iter().map(|&(target, trace)| Piece { target, trace }).collect();
        self.backend.compile(&pieces, &self.descrs, &self.refs)
    }

    pub fn compile(&mut self, target: u32, trace: &Trace) -> Compiled {
        self.try_compile(&[(target, trace)]).expect("code")
    }

    pub fn run(&self, target: u32, inputs: &[i64]) -> (Exit, Box<Frame>) {
        let mut frame = Frame::new();
        for (slot, &v) in frame.slots.iter_mut().zip(inputs) {
            *slot = v as u64;
        }
        // SAFETY: tests give what their traces want.
        let exit = unsafe { self.backend.run(target, &raw mut *frame) };
        (exit, frame)
    }

    /// The exit, and the first values.
    pub fn ints<const N: usize>(&self, target: u32, inputs: &[i64]) -> (Exit, [i64; N]) {
        let (exit, frame) = self.run(target, inputs);
        let mut values = [0; N];
        for (v, &slot) in values.iter_mut().zip(&frame.slots) {
            *v = slot as i64;
        }
        (exit, values)
    }

    pub fn roots_are_empty(&self) -> bool {
        *self.root_top == self.root_stack.as_ptr() as usize
    }
}
