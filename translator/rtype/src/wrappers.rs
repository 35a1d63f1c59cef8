//! Functions that the JIT traces into on conditions: their callers call a wrapper, which stands in the graph's place.
//!
//! `look_inside_iff(predicate)`: in a trace the wrapper asks the predicate, and calls either the function, which is then
//! unrolled, or a trampoline that is never looked into. `elidable_promote`: the wrapper promotes the arguments. What wrappers do
//! has no place of its own: tracebacks show one frame for the function.

use crate::containers::*;
use crate::core::Core;
use crate::place::Place;
use rpy_annotate::model::{CallTarget, Kind, SomeValue};
use rpy_ir::{Const, Diag, Graph, GraphId, InlineHint, Op, Operand, Span, Ty};

/// Wraps the lowered graph of an annotated one, if its decorators ask for it.
pub fn wrap(core: &mut Core, source: GraphId, low: GraphId) -> Result<(), Diag> {
    let func = core.ann.graphs[source].func;
    let promoted = match core.ann.func_attr(func, "_elidable_promote_args_") {
        Some(Const::Str(s)) => Some(String::from_utf8_lossy(s).into_owned()),
        _ => None,
    };
    if let Some(which) = promoted {
        promote(core, low, &which)?;
    }
    match core.ann.look_inside_iff.get(&source).cloned() {
        Some(predicate) => look_inside_iff(core, source, low, &predicate),
        None => Ok(()),
    }
}

/// An empty graph with the parameters of another.
fn same_params(core: &Core, of: GraphId) -> (Graph, Vec<Operand>) {
    let g = &core.program.graphs[of];
    let mut wrapper = Graph::new(&g.name, g.ret);
    wrapper.span = g.span;
    wrapper.flags.support = g.flags.support;
    let entry = wrapper.entry;
    let params = g.params().iter().map(|&p| wrapper.add_param(entry, g.ty(p)).into()).collect();
    (wrapper, params)
}

/// The graph moves to a new number, for a wrapper to take its place.
fn take_place(core: &mut Core, low: GraphId) -> (GraphId, Graph, Vec<Operand>) {
    let (wrapper, params) = same_params(core, low);
    let g = core.program.graphs[low].clone();
    (core.program.graphs.push(g), wrapper, params)
}

fn call(place: &mut Place, callee: GraphId, args: &[Operand], ret: Ty) -> Operand {
    let mut operands = vec![Operand::Const(Const::Graph(callee))];
    operands.extend(args.iter().cloned());
    place.emit(Op::DirectCall, operands, ret)
}

/// `which`: `all`, or indices as in `0,2`.
fn promote(core: &mut Core, low: GraphId, which: &str) -> Result<(), Diag> {
    let (inner, mut wrapper, params) = take_place(core, low);
    let ret = wrapper.ret;
    wrapper.flags.inline = InlineHint::Always;
    let mut place = Place::new(core, wrapper, Span::NONE);
    let mut args = vec![];
    for (i, p) in params.into_iter().enumerate() {
        let wanted = which == "all" || which.split(',').any(|n| n.trim() == i.to_string());
        let ty = place.operand_ty(&p);
        let string = ty == Ty::Ptr(place.core.string);
        args.push(match (wanted, string) {
            (false, _) => p,
            (true, false) => place.emit(Op::JitPromote, vec![p], ty),
            (true, true) => place.promote_string(p)?,
        });
    }
    let result = call(&mut place, inner, &args, ret);
    let g = place.finish(result);
    core.program.graphs[low] = g;
    Ok(())
}

fn look_inside_iff(core: &mut Core, source: GraphId, low: GraphId, predicate: &CallTarget) -> Result<(), Diag> {
    let def = core.ann.graphs[source].clone();
    let (inner, wrapper, params) = take_place(core, low);
    let ret = wrapper.ret;

    let oopspec = core.program.graphs[inner].flags.oopspec.take();
    core.program.graphs[inner].flags.unroll_safe = true;
    let (mut trampoline, given) = same_params(core, inner);
    trampoline.flags.look_inside = Some(false);
    trampoline.flags.oopspec = oopspec;
    let mut place = Place::new(core, trampoline, Span::NONE);
    let result = call(&mut place, inner, &given, ret);
    let g = place.finish(result);
    let trampoline = core.program.graphs.push(g);

    let mut place = Place::new(core, wrapper, Span::NONE);
    let mut values = vec![];
    let mut left = params.iter().cloned();
    for p in def.graph.params() {
        let ann = SomeValue { known: None, ..def.vars[p.0 as usize].clone() };
        let op =
            if place.type_of(&ann)? == Ty::Void { Operand::void() } else { left.next().unwrap_or(Operand::void()) };
        values.push(Value { op, ann });
    }
    let join = place.new_block();
    let result = if ret == Ty::Void { Operand::void() } else { place.g.add_param(join, ret).into() };
    let jitted = place.emit(Op::WeAreJitted, vec![], Ty::Bool);
    let (traced, native) = place.branch(jitted);
    place.at = traced;
    let looked = SomeValue::new(Kind::Bool);
    let answer = place.call_target(predicate, None, &values, &looked)?;
    let (yes, no) = place.branch(answer);
    for (block, callee) in [(native, inner), (yes, inner), (no, trampoline)] {
        place.at = block;
        let v = call(&mut place, callee, &params, ret);
        place.goto(join, if ret == Ty::Void { vec![] } else { vec![v] });
    }
    place.at = join;
    let g = place.finish(result);
    core.program.graphs[low] = g;
    Ok(())
}
