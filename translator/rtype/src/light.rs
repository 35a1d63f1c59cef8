//! Finalizers that say of themselves that they are light: they free raw memory and the like. They make no objects, keep none, raise
//! nothing, and call only what is known and light as well.

use crate::core::Core;
use rpy_ir::hash::HashSet;
use rpy_ir::{Const, Diag, Exit, Graph, GraphId, Op, Operand, Operation, Program, Span};

/// An error for each finalizer that is not as light as it says.
pub fn check(core: &mut Core) {
    for g in core.ann.light_finalizers.clone() {
        let low = core.low_graph(g);
        if let Some((span, what)) = first_weight(core, low) {
            let g = &core.program.graphs[low];
            let d = Diag::at(format!("`{}` is not a light finalizer", g.name), g.span, "it says that it is one");
            let d = if span.is_none() { d.note(what) } else { d.label(span, what) };
            core.errors.push(d.help("leave out `must_be_light_finalizer`, or only free raw memory there"));
        }
    }
}

/// What is not light in a graph or in those that it calls, and where.
fn first_weight(core: &Core, start: GraphId) -> Option<(Span, &'static str)> {
    let program = &core.program;
    let mut seen = HashSet::from_iter([start]);
    let mut work = vec![start];
    while let Some(id) = work.pop() {
        let g = &program.graphs[id];
        for b in g.reverse_postorder() {
            for op in &g.blocks[b].ops {
                if let Some(what) = weight(core, program, g, op) {
                    return Some((op.span, what));
                }
                if let (Op::DirectCall, Some(Operand::Const(Const::Graph(callee)))) = (op.op, op.args.first())
                    && seen.insert(*callee)
                {
                    work.push(*callee);
                }
            }
            if let Exit::Raise(_, span) = g.blocks[b].exit {
                return Some((span, "this raises an exception"));
            }
        }
    }
    None
}

fn weight(core: &Core, program: &Program, g: &Graph, op: &Operation) -> Option<&'static str> {
    let types = &core.ann.types;
    let gc = |o: &Operand| match o {
        Operand::Var(v) => types.is_gc_ptr(g.ty(*v)),
        // Static objects are kept anyway.
        Operand::Const(_) => false,
    };
    match (op.op, op.args.first()) {
        (Op::DirectCall, Some(Operand::Const(Const::Extern(e)))) if program.externs[*e].collects => {
            Some("this may run the program")
        }
        (Op::DirectCall, _) => None,
        (Op::IndirectCall, _) => Some("what this calls is not known"),
        (Op::SetField | Op::SetArrayItem | Op::SetInteriorField, _) if op.args.last().is_some_and(gc) => {
            Some("this keeps an object")
        }
        (Op::ArrayCopy, _) => Some("this copies what may be objects"),
        (o, _) if o.effects().collects => Some("this makes an object, or speaks to the collector"),
        _ => None,
    }
}
