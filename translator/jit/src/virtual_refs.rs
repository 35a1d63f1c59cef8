//! Virtual references: what the runtime is told of them, and what code does that wants an object which compiled code may have.
//!
//! Their class is the program's own (`rlib/jit.py`). This module knows the names of its fields, and not what its methods do.

use crate::Writer;
use rpy_ir::{Const, ExternId, FieldRef, Graph, Op, Operand, Operation, Program, Ty};
use rpy_trace::image::VirtualRef;

/// The function that has compiled code make an object: takes the address of the reference.
const FORCE: &str = "rpy_jit_force_virtual_ref";

fn forces(op: &Operation) -> bool {
    op.op == Op::JitHint && matches!(op.args.first(), Some(Operand::Const(Const::Name(n))) if n == "virtual_ref_force")
}

/// The token and the object of a reference of this type. None if no reference of the program has an object.
fn fields(program: &Program, ty: Ty) -> Option<[FieldRef; 2]> {
    let field = |name| program.types.find_field(ty.ptr()?, name);
    let (token, object) = (field("virtual_token")?, field("forced")?);
    program.types.is_gc_ptr(program.types.field(object).ty).then_some([token, object])
}

/// If a graph may have compiled code make objects: what that changes in other references.
pub fn forced(program: &Program, g: &Graph) -> Option<Vec<FieldRef>> {
    let hint = g.blocks.values().flat_map(|b| &b.ops).find(|op| forces(op))?;
    let reference = hint.args.get(1).map_or(Ty::Void, |a| program.operand_ty(g, a));
    Some(fields(program, reference).into_iter().flatten().collect())
}

impl Writer {
    /// A hint on a reference of this type. False if references have no objects: then they are not worth a word.
    pub fn sees_virtual_ref(&mut self, program: &Program, ty: Ty) -> bool {
        let Some([token, object]) = fields(program, ty) else { return false };
        let mut descr = |f| self.descrs.field(program, &mut self.tables, f);
        self.virtual_ref = Some(VirtualRef { token: descr(token), object: descr(object) });
        true
    }
}

/// In native code the hint is a call of the runtime.
pub fn lower(program: &mut Program) {
    let graphs: Vec<_> = program
        .graphs
        .iter()
        .filter(|(_, g)| g.blocks.values().flat_map(|b| &b.ops).any(forces))
        .map(|(id, _)| id)
        .collect();
    if graphs.is_empty() {
        return;
    }
    let force = program.extern_func(FORCE, &[Ty::Address], Ty::Void);
    program.externs[force].collects = true;
    for id in graphs {
        let g = &mut program.graphs[id];
        for b in g.reverse_postorder() {
            while let Some(i) = g.blocks[b].ops.iter().position(forces) {
                call(g, b, i, force);
            }
        }
    }
}

fn call(g: &mut Graph, b: rpy_ir::BlockId, i: usize, force: ExternId) {
    let address = g.new_var(Ty::Address);
    let Operation { args, span, .. } = g.blocks[b].ops.remove(i);
    let reference = args[1..].to_vec();
    let op = |op, args, result| Operation { op, args, result, span };
    let call = vec![Const::Extern(force).into(), address.into()];
    let both = [op(Op::CastPtrToAdr, reference, Some(address)), op(Op::DirectCall, call, None)];
    g.blocks[b].ops.splice(i..i, both);
}
