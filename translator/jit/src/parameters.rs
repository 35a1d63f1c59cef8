//! `set_param` in a program: the hint becomes a call of the runtime, in native code as in traces.

use rpy_ir::{Const, GraphId, Op, Operand, Operation, Program, Ty};
use rpy_trace::parameters::PARAMETERS;

/// `rpy_jit_set_param(driver, parameter, value)`, in the runtime. The driver is -1 for all.
const SET: &str = "rpy_jit_set_param";
/// `rpy_jit_reset_param(driver, parameter)`: to its default.
const RESET: &str = "rpy_jit_reset_param";

fn name(o: Option<&Operand>) -> &str {
    match o {
        Some(Operand::Const(Const::Name(n))) => n,
        _ => "",
    }
}

fn is_set(op: &Operation) -> bool {
    op.op == Op::JitHint && name(op.args.first()) == "set_param"
}

pub fn lower(program: &mut Program) {
    let sets = |id: &GraphId| program.graphs[*id].blocks.values().flat_map(|b| &b.ops).any(is_set);
    let graphs: Vec<GraphId> = program.reachable_graphs().into_iter().filter(sets).collect();
    for id in graphs {
        let blocks: Vec<_> = program.graphs[id].blocks.keys().collect();
        for b in blocks {
            for op in std::mem::take(&mut program.graphs[id].blocks[b].ops) {
                match is_set(&op) {
                    true => call(program, id, b, &op),
                    false => program.graphs[id].blocks[b].ops.push(op),
                }
            }
        }
    }
}

fn call(program: &mut Program, id: GraphId, b: rpy_ir::BlockId, op: &Operation) {
    let driver = program.jit_drivers.iter().position(|d| d.name == name(op.args.get(1)));
    let Some(parameter) = PARAMETERS.iter().position(|&p| p == name(op.args.get(2))) else { return };
    let mut args = vec![Operand::int(driver.map_or(-1, |d| d as i64)), Operand::int(parameter as i64)];
    let runtime = match op.args.get(3) {
        Some(value) => {
            let ty = program.operand_ty(&program.graphs[id], value);
            args.push(match ty == Ty::SIGNED {
                true => value.clone(),
                false => program.graphs[id].emit(b, Op::CastInt, vec![value.clone()], Ty::SIGNED, op.span),
            });
            program.extern_func(SET, &[Ty::SIGNED; 3], Ty::Void)
        }
        None => program.extern_func(RESET, &[Ty::SIGNED; 2], Ty::Void),
    };
    args.insert(0, Operand::Const(Const::Extern(runtime)));
    program.graphs[id].emit(b, Op::DirectCall, args, Ty::Void, op.span);
}
