//! Calls without end become an exception: some graph of each cycle of calls begins with a test of the machine's stack.

use rpy_ir::indirect::Targets;
use rpy_ir::recursion::entered_again;
use rpy_ir::{Const, Exit, FieldRef, GraphId, Link, Op, Operand, Operation, Program, Role, Ty};

/// Puts the tests in, and has the program find its limit first of all. Does nothing in a program without that support code.
pub fn run(program: &mut Program) {
    let (Some(overflow), Some(setup), Some(state), Some(main)) = (
        program.role_graph(Role::StackOverflow),
        program.role_graph(Role::StackSetup),
        program.role_data(Role::StackState),
        program.role_graph(Role::Main),
    ) else {
        return;
    };
    let Some(limit) = program.types.find_field(program.data[state].ty, "limit") else { return };
    let test = Test { state: Const::Data(state), limit, overflow };
    let entered_again = entered_again(program, &Targets::new(program));
    for id in &entered_again {
        test.insert(program, *id);
    }
    if !entered_again.is_empty() {
        for start in [Some(main), program.role_graph(Role::Startup)].into_iter().flatten() {
            let call = Operand::Const(Const::Graph(setup));
            let g = &mut program.graphs[start];
            let op = Operation { op: Op::DirectCall, args: vec![call], result: None, span: g.span };
            g.blocks[g.entry].ops.insert(0, op);
        }
    }
}

struct Test {
    state: Const,
    limit: FieldRef,
    overflow: GraphId,
}

impl Test {
    fn insert(&self, program: &mut Program, id: GraphId) {
        let g = &mut program.graphs[id];
        let (span, first) = (g.span, g.entry);
        let [entry, too_deep] = [(); 2].map(|()| {
            let b = g.new_block();
            g.blocks[b].span = span;
            b
        });
        let types: Vec<Ty> = g.params().iter().map(|&v| g.ty(v)).collect();
        let args = types.into_iter().map(|ty| g.add_param(entry, ty).into()).collect();
        let here = g.emit(entry, Op::StackPointer, vec![], Ty::Address, span);
        let field = vec![Operand::Const(self.state.clone()), Operand::Const(Const::Field(self.limit))];
        let limit = g.emit(entry, Op::GetField, field, Ty::Address, span);
        let beyond = g.emit(entry, Op::AdrLt, vec![here, limit], Ty::Bool, span);
        let beyond = g.emit(entry, Op::Unlikely, vec![beyond], Ty::Bool, span);
        let then = Link { to: too_deep, args: vec![] };
        g.blocks[entry].exit = Exit::Branch { cond: beyond, then, els: Link { to: first, args } };
        g.emit(too_deep, Op::DirectCall, vec![Operand::Const(Const::Graph(self.overflow))], Ty::Void, span);
        g.entry = entry;
    }
}
