//! The exceptions phase: `Try` and `Raise` exits become explicit code.
//!
//! The exception in flight is kept in the static `exc_data` ([`Role::ExcData`]). A graph that raises stores it there and
//! returns a zero of its type; each call that may raise is followed by a test of `exc_data`, whose unlikely side goes to the
//! handler, or records the place for the traceback and returns too. Which graphs may raise is found by a fixed point over
//! the call graph, so that calls to all others cost nothing.
//!
//! An allocation that gives null has found no memory: [`Role::OutOfMemory`] raises then. The test is for the gc phase, which puts it
//! where the collector has been asked, and not where a pointer was moved.
//!
//! The phase knows neither Python nor collectors. It finds the traceback functions by their roles, and does without
//! tracebacks in a program that has none.

mod allocation;
mod canraise;
mod leaving;
mod stack;

use allocation::NoMemory;
use canraise::{CanRaise, allocates};
use leaving::Leaving;
use rpy_ir::traceback::{Locations, caught_exceptions};
use rpy_ir::{
    Block, BlockId, Const, Data, Exit, Export, FieldRef, Graph, GraphId, Image, Link, Op, Operand, Operation, Program,
    Role, Span, Ty, TypeId, Var,
};

/// Runs the phase.
pub fn run(program: &mut Program) {
    stack::run(program);
    let can_raise = CanRaise::new(program);
    let Some(object) = program.types.by_name("object") else {
        // Without instances there are no exceptions: only `Try` exits that nothing raises to.
        for id in program.reachable_graphs() {
            drop_tries(&mut program.graphs[id]);
        }
        return;
    };
    let exc = ExcData::new(program, object);
    let mut locations = Locations::new(program);
    for id in program.reachable_graphs() {
        let mut g = std::mem::replace(&mut program.graphs[id], Graph::new("", Ty::Void));
        Transform {
            program,
            can_raise: &can_raise,
            exc,
            locations: &mut locations,
            g: &mut g,
            leaving: Leaving::default(),
        }
        .run();
        program.graphs[id] = g;
    }
    if let Some(main) = program.role_graph(Role::Main)
        && can_raise.graph(main)
    {
        let wrapper = wrapped(program, main, exc, "main", Operand::int(1));
        program.roles.insert(Role::Main, Const::Graph(wrapper));
    }
    for i in 0..program.exports.len() {
        let Export { name, graph } = program.exports[i].clone();
        if can_raise.graph(graph) {
            let failed = dummy(program.graphs[graph].ret);
            program.exports[i].graph = wrapped(program, graph, exc, &name, failed);
        }
    }
}

fn drop_tries(g: &mut Graph) {
    for b in g.blocks.values_mut() {
        if let Exit::Try { normal, .. } = &b.exit {
            b.exit = Exit::Goto(normal.clone());
        }
    }
}

/// The static that holds the exception in flight.
#[derive(Clone, Copy)]
struct ExcData {
    data: rpy_ir::DataId,
    value: FieldRef,
    object: TypeId,
}

impl ExcData {
    /// The program's, or a new one.
    fn new(program: &mut Program, object: TypeId) -> ExcData {
        let ty = program.types.by_name("exc_data").unwrap_or_else(|| {
            let t = program.types.new_struct("exc_data", false, None);
            program.types.add_field(t, "exc_value", Ty::Ptr(object));
            t
        });
        let data = program.role_data(Role::ExcData).unwrap_or_else(|| {
            let d = Data { name: "exc_data".to_string(), ty, image: Image::default(), readonly: false };
            program.data.push(d)
        });
        program.roles.insert(Role::ExcData, Const::Data(data));
        ExcData { data, value: FieldRef { of: ty, index: 0 }, object }
    }
    fn get(self, result: Var, span: Span) -> Operation {
        let args = vec![Operand::Const(Const::Data(self.data)), Operand::Const(Const::Field(self.value))];
        Operation { op: Op::GetField, args, result: Some(result), span }
    }
    fn set(self, value: Operand, span: Span) -> Operation {
        let args = vec![Operand::Const(Const::Data(self.data)), Operand::Const(Const::Field(self.value)), value];
        Operation { op: Op::SetField, args, result: None, span }
    }
    fn clear(self, span: Span) -> Operation {
        self.set(Operand::Const(Const::Null(self.object)), span)
    }
}

/// The zero of a type, for a return value that nobody looks at.
fn dummy(ty: Ty) -> Operand {
    Operand::Const(match ty {
        Ty::Void | Ty::Obj => Const::Void,
        Ty::Bool => Const::Bool(false),
        Ty::Char => Const::Char(0),
        Ty::UniChar => Const::UniChar(0),
        Ty::Int(k) => Const::Int(0, k),
        Ty::Float => Const::Float(0),
        Ty::SingleFloat => Const::SingleFloat(0),
        Ty::Address => Const::NullAddress,
        Ty::Ptr(t) => Const::Null(t),
    })
}

struct Transform<'a> {
    program: &'a mut Program,
    can_raise: &'a CanRaise,
    exc: ExcData,
    locations: &'a mut Locations,
    g: &'a mut Graph,
    leaving: Leaving,
}

impl Transform<'_> {
    fn run(&mut self) {
        let caught = caught_exceptions(self.program, self.g);
        // In a collector an exception may be in flight that is none of its own, and it allocates nothing.
        let mut no_memory = match self.g.flags.no_collect {
            false => self.program.role_graph(Role::OutOfMemory).map(NoMemory::new),
            true => None,
        };
        for b in self.g.reverse_postorder() {
            self.block(b, &caught, &mut no_memory);
        }
    }

    fn block(&mut self, b: BlockId, caught: &[bool], no_memory: &mut Option<NoMemory>) {
        let ops = std::mem::take(&mut self.g.blocks[b].ops);
        let exit = std::mem::replace(&mut self.g.blocks[b].exit, Exit::Unreachable);
        let span = self.g.blocks[b].span;
        let mut at = b;
        let count = ops.len();
        for (i, op) in ops.into_iter().enumerate() {
            // In a collector an exception may be in flight that is none of its own.
            let looks = !self.g.flags.no_collect || matches!(exit, Exit::Unreachable);
            let raises = looks && self.can_raise.operation(&op);
            let (place, object) = (op.span, op.result.filter(|_| allocates(&op)));
            self.g.blocks[at].ops.push(op);
            if let Some((object, no_memory)) = object.zip(no_memory.as_mut()) {
                if i + 1 == count
                    && let Exit::Try { normal, exc, handler } = exit
                {
                    self.check_object_with_handler(at, object, (normal, exc, handler), place, no_memory);
                    return;
                }
                at = self.check_object(at, object, place, no_memory);
                continue;
            }
            if !raises {
                continue;
            }
            if i + 1 == count
                && let Exit::Try { normal, exc, handler } = exit
            {
                self.check_with_handler(at, normal, exc, handler, place);
                return;
            }
            if i + 1 == count && matches!(exit, Exit::Unreachable) {
                let location = self.location(place);
                self.g.blocks[at].exit = Exit::Goto(self.leave(location));
                return;
            }
            at = self.check(at, place, span);
        }
        self.g.blocks[at].exit = match exit {
            Exit::Try { normal, .. } => Exit::Goto(normal),
            Exit::Raise(value, place) => {
                self.raise(at, value, place, caught);
                return;
            }
            other => other,
        };
    }

    /// `if exc_data.exc_value: ...` at the end of a block: gives the exception and the condition.
    fn test(&mut self, b: BlockId, value: Var, span: Span) -> Operand {
        let load = self.exc.get(value, span);
        self.g.blocks[b].ops.push(load);
        let set = self.g.emit(b, Op::PtrNonzero, vec![value.into()], Ty::Bool, span);
        self.g.emit(b, Op::Unlikely, vec![set], Ty::Bool, span)
    }

    /// After a call without a handler: go on, or leave the graph.
    fn check(&mut self, b: BlockId, place: Span, block_span: Span) -> BlockId {
        let value = self.g.new_var(Ty::Ptr(self.exc.object));
        let cond = self.test(b, value, place);
        let next = self.new_block(block_span);
        let location = self.location(place);
        let leave = self.leave(location);
        self.g.blocks[b].exit = Exit::Branch { cond, then: leave, els: Link { to: next, args: vec![] } };
        next
    }

    fn check_with_handler(&mut self, b: BlockId, normal: Link, exc: Var, handler: Link, place: Span) {
        let after = &self.g.blocks[normal.to];
        if after.ops.is_empty() && matches!(after.exit, Exit::Unreachable) {
            // What always raises needs no test.
            self.take(b, exc, handler, place);
            return;
        }
        let cond = self.test(b, exc, place);
        let caught = self.new_block(place);
        self.g.blocks[caught].ops.push(self.exc.clear(place));
        self.g.blocks[caught].exit = Exit::Goto(handler);
        self.g.blocks[b].exit = Exit::Branch { cond, then: Link { to: caught, args: vec![] }, els: normal };
    }

    /// Ends a block at whose end an exception is in flight that a handler takes.
    fn take(&mut self, b: BlockId, exc: Var, handler: Link, place: Span) {
        self.g.blocks[b].ops.extend([self.exc.get(exc, place), self.exc.clear(place)]);
        self.g.blocks[b].exit = Exit::Goto(handler);
    }

    fn raise(&mut self, b: BlockId, value: Operand, place: Span, caught: &[bool]) {
        let again = value.var().is_some_and(|v| caught[v.0 as usize]);
        let object = Ty::Ptr(self.exc.object);
        let value = if self.program.operand_ty(self.g, &value) == object {
            value
        } else {
            self.g.emit(b, Op::CastPointer, vec![value], object, place)
        };
        let set = self.exc.set(value, place);
        self.g.blocks[b].ops.push(set);
        let role = if again { Role::TracebackRecord } else { Role::TracebackStart };
        if let Some(call) = self.traceback_call(role, place) {
            self.g.blocks[b].ops.push(call);
        }
        self.g.blocks[b].exit = Exit::Return(dummy(self.g.ret));
    }

    fn traceback_call(&mut self, role: Role, place: Span) -> Option<Operation> {
        let callee = self.program.role_graph(role)?;
        let (support, begins) = (self.g.flags.support, role == Role::TracebackStart);
        let location = self.locations.entry(self.program, &self.g.name, support, begins, place)?;
        let location = Operand::Const(location.map_or(Const::NullAddress, Const::DataAddress));
        let args = vec![Operand::Const(Const::Graph(callee)), location];
        Some(Operation { op: Op::DirectCall, args, result: None, span: place })
    }

    fn new_block(&mut self, span: Span) -> BlockId {
        self.g.blocks.push(Block { params: vec![], ops: vec![], exit: Exit::Unreachable, span })
    }
}

/// A graph that calls one that C code calls: an exception that comes out of it is reported, and then there is `failed`.
fn wrapped(program: &mut Program, graph: GraphId, exc: ExcData, name: &str, failed: Operand) -> GraphId {
    let inner = &program.graphs[graph];
    let types: Vec<Ty> = inner.params().iter().map(|&v| inner.ty(v)).collect();
    let (ret, span) = (inner.ret, inner.span);
    let mut g = Graph::new(name, ret);
    g.flags.support = true;
    let entry = g.entry;
    let mut args = vec![Operand::Const(Const::Graph(graph))];
    args.extend(types.iter().map(|&t| Operand::Var(g.add_param(entry, t))));
    let status = g.emit(entry, Op::DirectCall, args, ret, span);
    let value = g.new_var(Ty::Ptr(exc.object));
    g.blocks[entry].ops.push(exc.get(value, span));
    let set = g.emit(entry, Op::PtrNonzero, vec![value.into()], Ty::Bool, span);
    let cond = g.emit(entry, Op::Unlikely, vec![set], Ty::Bool, span);
    let (good, bad) = (g.new_block(), g.new_block());
    g.blocks[good].exit = Exit::Return(status);
    if let Some(report) = program.role_graph(Role::UncaughtException) {
        let call = vec![Operand::Const(Const::Graph(report))];
        g.emit(bad, Op::DirectCall, call, Ty::Void, span);
    }
    g.blocks[bad].exit = Exit::Return(failed);
    let link = |to| Link { to, args: vec![] };
    g.blocks[entry].exit = Exit::Branch { cond, then: link(bad), els: link(good) };
    program.graphs.push(g)
}
