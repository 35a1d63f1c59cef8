//! What each graph may do, bottom up over the call graph: fields and arrays that it reads and writes, whether it
//! raises, collects, or does what is not known.

use crate::virtualizable::Virtualizables;
use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use rpy_ir::hash::HashMap;
use rpy_ir::indirect::Targets;
use rpy_ir::{Const, Exit, FieldRef, Graph, GraphId, Op, Operand, Operation, Program, Role, Ty, TypeId};
use std::collections::BTreeSet;
use std::rc::Rc;

/// A place in memory as far as the optimiser tells them apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Place {
    Field(FieldRef),
    Array(TypeId),
    /// A field of the structs in an array.
    Interior(TypeId, FieldRef),
}

#[derive(Clone, Default, PartialEq, Debug)]
pub struct Effect {
    pub reads: Places,
    pub writes: Places,
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
    fn add(&mut self, other: &Effect) {
        self.reads.add(&other.reads);
        self.writes.add(&other.writes);
        self.raises |= other.raises;
        self.allocates |= other.allocates;
        self.collects |= other.collects;
        self.invalidates |= other.invalidates;
        self.forces |= other.forces;
        self.random |= other.random;
    }
    pub fn unknown() -> Effect {
        Effect { raises: true, collects: true, forces: true, random: true, ..Effect::default() }
    }
}

/// A set of places, by their numbers in [`Effects::places`]. In a large program a function's may be all that there are.
#[derive(Clone, Default, PartialEq, Eq, Hash, Debug)]
pub struct Places(Vec<u64>);

impl Places {
    fn insert(&mut self, number: usize) {
        if self.0.len() <= number / 64 {
            self.0.resize(number / 64 + 1, 0);
        }
        self.0[number / 64] |= 1 << (number % 64);
    }
    fn add(&mut self, other: &Places) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (a, b) in self.0.iter_mut().zip(&other.0) {
            *a |= b;
        }
    }
    pub fn numbers(&self) -> impl Iterator<Item = usize> {
        let bits = |(n, &word): (usize, &u64)| (0..64).filter(move |b| word >> b & 1 != 0).map(move |b| n * 64 + b);
        self.0.iter().enumerate().flat_map(bits)
    }
}

pub struct Effects {
    /// In their order.
    pub places: Vec<Place>,
    by_graph: HashMap<GraphId, Rc<Effect>>,
}

impl Effects {
    pub fn new(program: &Program, targets: &Targets, virtualizables: &Virtualizables) -> Effects {
        let mut own: HashMap<GraphId, Own> =
            program.graphs.iter().map(|(id, g)| (id, of_graph(program, targets, g))).collect();
        for (&id, own) in &mut own {
            for token in virtualizables.tested(program, id) {
                own.forces([token].into_iter());
            }
            if let Some(fields) = crate::virtual_refs::forced(program, &program.graphs[id]) {
                own.forces(fields.into_iter());
            }
        }
        // Where calls go too deep a later phase has an exception raised.
        if program.role_graph(Role::StackOverflow).is_some() {
            for id in rpy_ir::recursion::entered_again(program, targets) {
                own.entry(id).or_default().effect.raises = true;
            }
        }
        let places: BTreeSet<Place> = own.values().flat_map(|o| o.reads.iter().chain(&o.writes)).copied().collect();
        let numbers: HashMap<Place, usize> = places.iter().enumerate().map(|(n, &p)| (p, n)).collect();

        // Functions that call each other do the same. Callees come before their callers.
        let mut calls = DiGraph::<GraphId, ()>::new();
        let nodes: HashMap<GraphId, NodeIndex> = program.graphs.keys().map(|id| (id, calls.add_node(id))).collect();
        for (id, own) in &own {
            for callee in &own.callees {
                calls.update_edge(nodes[id], nodes[callee], ());
            }
        }
        let mut by_graph: HashMap<GraphId, Rc<Effect>> = HashMap::default();
        for component in tarjan_scc(&calls) {
            let mut effect = Effect::default();
            for &node in &component {
                let own = &own[&calls[node]];
                effect.add(&own.effect);
                own.reads.iter().for_each(|p| effect.reads.insert(numbers[p]));
                own.writes.iter().for_each(|p| effect.writes.insert(numbers[p]));
                for callee in &own.callees {
                    if let Some(e) = by_graph.get(callee) {
                        effect.add(e);
                    }
                }
            }
            let effect = Rc::new(effect);
            by_graph.extend(component.into_iter().map(|node| (calls[node], effect.clone())));
        }
        Effects { places: places.into_iter().collect(), by_graph }
    }
    pub fn of(&self, g: GraphId) -> Rc<Effect> {
        self.by_graph.get(&g).cloned().unwrap_or_else(|| Rc::new(Effect::unknown()))
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

/// What a graph does itself, before places have numbers.
#[derive(Default)]
struct Own {
    /// Without places.
    effect: Effect,
    reads: Vec<Place>,
    writes: Vec<Place>,
    callees: BTreeSet<GraphId>,
}

impl Own {
    fn forces(&mut self, fields: impl Iterator<Item = FieldRef>) {
        self.effect.forces = true;
        self.effect.collects = true;
        for f in fields {
            self.reads.push(Place::Field(f));
            self.writes.push(Place::Field(f));
        }
    }
}

/// Exceptions that a graph catches itself count as raised: the set only grows.
fn of_graph(program: &Program, targets: &Targets, g: &Graph) -> Own {
    let mut own = Own::default();
    for b in g.blocks.values() {
        for op in &b.ops {
            if op.op == Op::IndirectCall {
                let reached = targets.of(program, g, op);
                own.effect.random |= reached.is_empty();
                own.callees.extend(reached);
                continue;
            }
            operation(program, g, op, &mut own);
        }
        own.effect.raises |= matches!(b.exit, Exit::Raise(..));
    }
    own
}

/// Beside a quasi-immutable field: who watches it.
fn watchers(program: &Program, f: FieldRef) -> Option<Place> {
    let declared = program.types.field(f);
    let name = declared.quasi_immutable.then(|| rpy_ir::types::watchers_of(&declared.name))?;
    program.types.find_field(f.of, &name).map(Place::Field)
}

fn operation(program: &Program, g: &Graph, op: &Operation, own: &mut Own) {
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
            own.reads.extend(field(1).map(Place::Field));
            // A trace that is made meanwhile may watch it from now on.
            own.writes.extend(field(1).and_then(|f| watchers(program, f)));
        }
        Op::JitForceQuasiImmutable => {
            own.effect.invalidates = true;
            own.writes.extend(field(1).map(Place::Field));
        }
        Op::SetField => own.writes.extend(field(1).map(Place::Field)),
        Op::GetArrayItem => own.reads.extend(array().map(Place::Array)),
        Op::SetArrayItem | Op::ArrayClear => own.writes.extend(array().map(Place::Array)),
        Op::GetInteriorField => own.reads.extend(array().zip(field(2)).map(|(a, f)| Place::Interior(a, f))),
        Op::SetInteriorField => own.writes.extend(array().zip(field(2)).map(|(a, f)| Place::Interior(a, f))),
        Op::ArrayCopy => {
            own.reads.extend(array().map(Place::Array));
            own.writes.extend(array().map(Place::Array));
            // Items that are structs: all their fields.
            if let Some(t) = array()
                && let Some(rpy_ir::Item::Inline(s)) = program.types.tail(t)
            {
                own.writes.extend(program.types.all_fields(s).into_iter().map(|f| Place::Interior(t, f)));
            }
        }
        // The C library knows nothing of the program's objects, and calls nothing of it.
        Op::DirectCall => {
            if let Some(Operand::Const(Const::Graph(callee))) = op.args.first() {
                own.callees.insert(*callee);
            }
        }
        Op::Malloc | Op::MallocVarsize => {
            own.effect.collects = true;
            own.effect.allocates = true;
        }
        o => {
            own.effect.collects |= o.effects().collects;
            own.effect.raises |= o.effects().raises;
        }
    }
}
