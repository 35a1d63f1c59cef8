//! What each graph may do, by a fixed point over the call graph: fields and arrays that it reads and writes, whether it
//! raises, collects, or does what is not known.

use crate::virtualizable::Virtualizables;
use rpy_ir::indirect::Targets;
use rpy_ir::{Const, Exit, FieldRef, Graph, GraphId, Op, Operand, Operation, Program, Role, Ty, TypeId};
use std::collections::{BTreeSet, HashMap};

/// A place in memory as far as the optimiser tells them apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Place {
    Field(FieldRef),
    Array(TypeId),
    /// A field of the structs in an array.
    Interior(TypeId, FieldRef),
}

#[derive(Clone, Default, PartialEq, Debug)]
pub struct Effect {
    pub reads: BTreeSet<Place>,
    pub writes: BTreeSet<Place>,
    pub raises: bool,
    /// Raises if there is no memory for an object.
    pub allocates: bool,
    pub collects: bool,
    /// Changes a quasi-immutable field.
    pub invalidates: bool,
    /// Touches fields of virtualizables, or objects of virtual references, that a trace may keep.
    pub forces: bool,
    /// Calls a function that is not known.
    pub random: bool,
}

impl Effect {
    /// Adds another's effects; tells whether that was news.
    fn add(&mut self, other: &Effect) -> bool {
        let before = self.size();
        self.reads.extend(&other.reads);
        self.writes.extend(&other.writes);
        self.raises |= other.raises;
        self.allocates |= other.allocates;
        self.collects |= other.collects;
        self.invalidates |= other.invalidates;
        self.forces |= other.forces;
        self.random |= other.random;
        before != self.size()
    }
    fn size(&self) -> (usize, usize, [bool; 6]) {
        let flags = [self.raises, self.allocates, self.collects, self.invalidates, self.forces, self.random];
        (self.reads.len(), self.writes.len(), flags)
    }
    pub fn unknown() -> Effect {
        Effect { raises: true, collects: true, forces: true, random: true, ..Effect::default() }
    }
}

pub struct Effects {
    by_graph: HashMap<GraphId, Effect>,
}

impl Effects {
    pub fn new(program: &Program, targets: &Targets, virtualizables: &Virtualizables) -> Effects {
        let mut by_graph: HashMap<GraphId, Effect> = HashMap::new();
        let mut calls: HashMap<GraphId, Vec<GraphId>> = HashMap::new();
        let all: Vec<GraphId> = program.graphs.keys().collect();
        for &id in &all {
            let (mut effect, callees) = own(program, targets, &program.graphs[id]);
            for token in virtualizables.tested(program, id) {
                effect.forces = true;
                effect.collects = true;
                effect.reads.insert(Place::Field(token));
                effect.writes.insert(Place::Field(token));
            }
            if let Some(fields) = crate::virtual_refs::forced(program, &program.graphs[id]) {
                effect.forces = true;
                effect.collects = true;
                effect.reads.extend(fields.iter().copied().map(Place::Field));
                effect.writes.extend(fields.into_iter().map(Place::Field));
            }
            by_graph.insert(id, effect);
            calls.insert(id, callees);
        }
        // Where calls go too deep a later phase has an exception raised.
        if program.role_graph(Role::StackOverflow).is_some() {
            for id in rpy_ir::recursion::entered_again(program, targets) {
                by_graph.entry(id).or_default().raises = true;
            }
        }
        let mut changed = true;
        while changed {
            changed = false;
            for &id in &all {
                for callee in &calls[&id] {
                    let other = by_graph[callee].clone();
                    if let Some(e) = by_graph.get_mut(&id) {
                        changed |= e.add(&other);
                    }
                }
            }
        }
        Effects { by_graph }
    }
    pub fn of(&self, g: GraphId) -> Effect {
        self.by_graph.get(&g).cloned().unwrap_or_else(Effect::unknown)
    }
    pub fn raises(&self, g: GraphId) -> bool {
        self.by_graph.get(&g).is_none_or(|e| e.raises || e.allocates || e.random)
    }
    /// Of a call that reaches one of these.
    pub fn of_any(&self, targets: &BTreeSet<GraphId>) -> Effect {
        let mut effect = if targets.is_empty() { Effect::unknown() } else { Effect::default() };
        for &t in targets {
            effect.add(&self.of(t));
        }
        effect
    }
}

/// What a graph does itself, and whom it calls. Exceptions that it catches itself count as raised: the set only grows.
fn own(program: &Program, targets: &Targets, g: &Graph) -> (Effect, Vec<GraphId>) {
    let mut effect = Effect::default();
    let mut callees = vec![];
    for b in g.blocks.values() {
        for op in &b.ops {
            if op.op == Op::IndirectCall {
                let reached = targets.of(program, g, op);
                effect.random |= reached.is_empty();
                callees.extend(reached);
                continue;
            }
            operation(program, g, op, &mut effect, &mut callees);
        }
        effect.raises |= matches!(b.exit, Exit::Raise(..));
    }
    (effect, callees)
}

/// Beside a quasi-immutable field: who watches it.
fn watchers(program: &Program, f: FieldRef) -> Option<Place> {
    let declared = program.types.field(f);
    let name = declared.quasi_immutable.then(|| rpy_ir::types::watchers_of(&declared.name))?;
    program.types.find_field(f.of, &name).map(Place::Field)
}

fn operation(program: &Program, g: &Graph, op: &Operation, effect: &mut Effect, callees: &mut Vec<GraphId>) {
    let field = |i: usize| match op.args.get(i) {
        Some(Operand::Const(Const::Field(f))) => Some(*f),
        _ => None,
    };
    let array = || match op.args.first().map(|a| program.operand_ty(g, a)) {
        Some(Ty::Ptr(t)) => Some(t),
        _ => None,
    };
    match op.op {
        Op::GetField => {
            effect.reads.extend(field(1).map(Place::Field));
            // A trace that is made meanwhile may watch it from now on.
            effect.writes.extend(field(1).and_then(|f| watchers(program, f)));
        }
        Op::JitForceQuasiImmutable => {
            effect.invalidates = true;
            effect.writes.extend(field(1).map(Place::Field));
        }
        Op::SetField => effect.writes.extend(field(1).map(Place::Field)),
        Op::GetArrayItem => effect.reads.extend(array().map(Place::Array)),
        Op::SetArrayItem | Op::ArrayClear => effect.writes.extend(array().map(Place::Array)),
        Op::GetInteriorField => effect.reads.extend(array().zip(field(2)).map(|(a, f)| Place::Interior(a, f))),
        Op::SetInteriorField => effect.writes.extend(array().zip(field(2)).map(|(a, f)| Place::Interior(a, f))),
        Op::ArrayCopy => {
            effect.reads.extend(array().map(Place::Array));
            effect.writes.extend(array().map(Place::Array));
            // Items that are structs: all their fields.
            if let Some(t) = array()
                && let Some(rpy_ir::Item::Inline(s)) = program.types.tail(t)
            {
                effect.writes.extend(program.types.all_fields(s).into_iter().map(|f| Place::Interior(t, f)));
            }
        }
        // The C library knows nothing of the program's objects, and calls nothing of it.
        Op::DirectCall => {
            if let Some(Operand::Const(Const::Graph(callee))) = op.args.first() {
                callees.push(*callee);
            }
        }
        Op::Malloc | Op::MallocVarsize => {
            effect.collects = true;
            effect.allocates = true;
        }
        o => {
            effect.collects |= o.effects().collects;
            effect.raises |= o.effects().raises;
        }
    }
}
