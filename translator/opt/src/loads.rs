//! Loads of what was just stored or loaded: forwarded within a block and into blocks with one predecessor.
//!
//! Two fields may be the same place only if they are the same field; array items only of the same item type. A call or a
//! raw store may write anything.

use crate::Context;
use crate::rewrite::{Subst, predecessors};
use rpy_ir::hash::HashMap;
use rpy_ir::{Const, FieldRef, Graph, Op, Operand, Ty};

#[derive(Clone, Default)]
struct Memory {
    fields: HashMap<FieldRef, Vec<(Operand, Operand)>>,
    items: HashMap<(Operand, Operand), (Operand, Ty)>,
}

pub fn run(g: &mut Graph, _cx: &Context) -> bool {
    let preds = predecessors(g);
    let mut at_end: Vec<Option<Memory>> = vec![None; g.blocks.len()];
    let mut subst = Subst::new(g);
    let mut changed = false;
    for b in g.reverse_postorder() {
        let mut memory = match preds[b.0 as usize][..] {
            [p] => at_end[p.0 as usize].clone().unwrap_or_default(),
            _ => Memory::default(),
        };
        let mut ops = std::mem::take(&mut g.blocks[b].ops);
        ops.retain_mut(|op| {
            for a in &mut op.args {
                *a = subst.resolve(a);
            }
            let field = match op.args.get(1) {
                Some(Operand::Const(Const::Field(f))) => Some(*f),
                _ => None,
            };
            let pointer = op.args.first().cloned();
            match (op.op, pointer, field) {
                (Op::GetField, Some(p), Some(f)) => {
                    let Some(result) = op.result else { return true };
                    let known = memory.fields.entry(f).or_default();
                    match known.iter().find(|(q, _)| *q == p) {
                        Some((_, value)) => {
                            subst.set(result, value.clone());
                            changed = true;
                            return false;
                        }
                        None => known.push((p, Operand::Var(result))),
                    }
                }
                (Op::SetField, Some(p), Some(f)) => {
                    let known = memory.fields.entry(f).or_default();
                    let value = op.args[2].clone();
                    // Storing what is there already.
                    if known.iter().any(|(q, v)| *q == p && *v == value) {
                        changed = true;
                        return false;
                    }
                    known.clear();
                    known.push((p, value));
                }
                (Op::GetArrayItem, Some(p), _) => {
                    let Some(result) = op.result else { return true };
                    let ty = g.vars[result].ty;
                    match memory.items.get(&(p.clone(), op.args[1].clone())) {
                        Some((value, t)) if *t == ty => {
                            subst.set(result, value.clone());
                            changed = true;
                            return false;
                        }
                        _ => {
                            memory.items.insert((p, op.args[1].clone()), (Operand::Var(result), ty));
                        }
                    }
                }
                (Op::SetArrayItem, Some(p), _) => {
                    memory.items.clear();
                    if let Operand::Var(v) = op.args[2] {
                        let ty = g.vars[v].ty;
                        memory.items.insert((p, op.args[1].clone()), (op.args[2].clone(), ty));
                    }
                }
                (Op::ArrayCopy | Op::ArrayClear, ..) => memory.items.clear(),
                (Op::SetInteriorField, ..) => {
                    if let Some(Operand::Const(Const::Field(f))) = op.args.get(2) {
                        memory.fields.remove(f);
                    }
                }
                (
                    Op::Malloc
                    | Op::MallocVarsize
                    | Op::Keepalive
                    | Op::JitPromote
                    | Op::JitHint
                    | Op::JitForceQuasiImmutable,
                    ..,
                ) => {}
                (o, ..) if o.effects().writes => memory = Memory::default(),
                _ => {}
            }
            true
        });
        g.blocks[b].ops = ops;
        at_end[b.0 as usize] = Some(memory);
    }
    subst.apply(g);
    changed
}
