//! Which graphs an indirect call may reach: those whose address is in the field that the pointer is read from, if that never
//! changes (the methods in vtables), else all of this type whose address is taken anywhere.
//!
//! It must not know what is done with them: the policy decides what is looked into, the effects what a call may do.

use crate::data::Items;
use crate::hash::HashMap;
use crate::{Const, FieldRef, Graph, GraphId, Op, Operand, Operation, Program, Ty, Var};
use std::collections::BTreeSet;

#[derive(Default)]
pub struct Targets {
    by_field: HashMap<FieldRef, BTreeSet<GraphId>>,
    by_type: HashMap<(Vec<Ty>, Ty), BTreeSet<GraphId>>,
}

impl Targets {
    pub fn new(program: &Program) -> Targets {
        let mut t = Targets::default();
        for d in program.data.values() {
            let inner = match &d.image.items {
                Items::Structs(all) => all.as_slice(),
                _ => &[],
            };
            for (f, c) in d.image.fields.iter().chain(inner.iter().flatten()) {
                if let Const::Graph(g) = c {
                    t.by_field.entry(*f).or_default().insert(*g);
                    t.taken(program, *g);
                }
            }
            if let Items::Values(all) = &d.image.items {
                all.iter().for_each(|c| t.constant(program, c));
            }
        }
        for block in program.graphs.values().flat_map(|g| g.blocks.values()) {
            for op in &block.ops {
                // What is called by name is not an address.
                let callee = match op.op {
                    Op::DirectCall => 0,
                    Op::JitConditionalCall | Op::JitHint => 2,
                    _ => usize::MAX,
                };
                let values = op.args.iter().enumerate().filter(|&(i, _)| i != callee).map(|(_, a)| a);
                values.filter_map(|a| a.konst()).for_each(|c| t.constant(program, c));
            }
            for link in block.exit.links() {
                link.args.iter().filter_map(|a| a.konst()).for_each(|c| t.constant(program, c));
            }
        }
        t
    }

    fn constant(&mut self, program: &Program, c: &Const) {
        if let Const::Graph(g) = c {
            self.taken(program, *g);
        }
    }

    fn taken(&mut self, program: &Program, id: GraphId) {
        let g = &program.graphs[id];
        let args = g.params().iter().map(|&v| g.ty(v)).collect();
        self.by_type.entry((args, g.ret)).or_default().insert(id);
    }

    /// What an indirect call may call.
    pub fn of(&self, program: &Program, g: &Graph, op: &Operation) -> BTreeSet<GraphId> {
        if let Some(f) = op.args.first().and_then(|a| field_read(g, a))
            && program.types.field(f).immutable
            && !program.types.is_gc(f.of)
        {
            return self.by_field.get(&f).cloned().unwrap_or_default();
        }
        let args = op.args[1..].iter().map(|a| program.operand_ty(g, a)).collect();
        let ret = op.result.map_or(Ty::Void, |v| g.ty(v));
        self.by_type.get(&(args, ret)).cloned().unwrap_or_default()
    }
}

/// The field that an operand has been read from.
fn field_read(g: &Graph, a: &Operand) -> Option<FieldRef> {
    let Operand::Var(v) = a else { return None };
    let op = definition(g, *v)?;
    match (op.op, op.args.get(1)) {
        (Op::GetField, Some(Operand::Const(Const::Field(f)))) => Some(*f),
        _ => None,
    }
}

fn definition(g: &Graph, v: Var) -> Option<&Operation> {
    g.blocks.values().flat_map(|b| &b.ops).find(|op| op.result == Some(v))
}
