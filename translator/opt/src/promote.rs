//! Fields that a loop counts in live in variables while it runs: a position, a counter, the registers of an emulated machine.
//!
//! Each access of a number in an object from before the loop becomes one of a variable. It is loaded where the loop is
//! entered and stored where it is left; calls that may look at the field find it stored, and what they write is loaded
//! again. A loop is changed only if fewer such calls are on its hot paths than stores. Dead parameters are left to `simplify`.

use crate::hoist::preheader;
use crate::rewrite::{Dominators, Subst, predecessors};
use rpy_ir::cold::cold_blocks;
use rpy_ir::hash::{HashMap, HashSet};
use rpy_ir::indirect::Targets;
use rpy_ir::{
    BlockId, Const, Data, Exit, FieldRef, Graph, GraphId, Image, Link, Op, Operand, Operation, Program, Span, Ty, Var,
};
use std::collections::BTreeMap;

/// More fields than this per graph would only be spilled.
const MOST_FIELDS: usize = 4;
/// A callee that reaches more graphs than this may do anything.
const MOST_CALLEES: usize = 400;

/// What a call may do to one field.
#[derive(Clone, Copy, Default)]
struct Touch {
    reads: bool,
    writes: bool,
    /// Leaves the graph by an exception, so that others see the field.
    raises: bool,
}

const ANYTHING: Touch = Touch { reads: true, writes: true, raises: true };

impl Touch {
    fn sees(self) -> bool {
        self.reads || self.writes || self.raises
    }
}

/// A field of an object that the loop gets from before.
struct Candidate {
    header: BlockId,
    body: HashSet<BlockId>,
    object: Operand,
    field: FieldRef,
}

/// Runs the pass on one graph.
pub fn run(program: &mut Program, id: GraphId, targets: &Targets) -> bool {
    let mut changed = false;
    for _ in 0..MOST_FIELDS {
        let Some(c) = candidate(program, &program.graphs[id], targets) else { break };
        promote(program, id, &c, targets);
        changed = true;
    }
    changed
}

fn candidate(program: &Program, g: &Graph, targets: &Targets) -> Option<Candidate> {
    let dominators = Dominators::new(g);
    let preds = predecessors(g);
    let mut cold = None;
    for &header in &dominators.order {
        let body = body(&dominators, &preds, header);
        if body.is_empty() || header == g.entry || g.begins_with_merge_point(header) {
            continue;
        }
        let cold = cold.get_or_insert_with(|| cold_blocks(program, g));
        if let Some((object, field)) = best(program, g, targets, &body, cold) {
            return Some(Candidate { header, body, object, field });
        }
    }
    None
}

/// The blocks of the natural loop with this header; none if it is not one.
fn body(dominators: &Dominators, preds: &[Vec<BlockId>], header: BlockId) -> HashSet<BlockId> {
    let back = preds[header.0 as usize].iter().copied().filter(|&p| dominators.dominates(header, p));
    let mut work: Vec<BlockId> = back.collect();
    if work.is_empty() {
        return HashSet::default();
    }
    let mut body = HashSet::from_iter([header]);
    while let Some(b) = work.pop() {
        if body.insert(b) {
            work.extend(&preds[b.0 as usize]);
        }
    }
    body
}

#[derive(Default)]
struct Uses {
    /// The objects whose field it is.
    objects: Vec<Operand>,
    hot: usize,
    hot_stores: usize,
}

/// The field that is worth it most.
fn best(
    program: &Program,
    g: &Graph,
    targets: &Targets,
    body: &HashSet<BlockId>,
    cold: &[bool],
) -> Option<(Operand, FieldRef)> {
    let inside: HashSet<Var> =
        body.iter().flat_map(|&b| g.blocks[b].params.iter().copied().chain(results(g, b))).collect();
    let casts = casts(g);
    let mut uses: BTreeMap<FieldRef, Uses> = BTreeMap::new();
    for &b in body {
        if matches!(g.blocks[b].exit, Exit::Try { .. }) {
            return None;
        }
        for (op, f) in g.blocks[b].ops.iter().filter_map(|op| Some((op, accessed(op)?))) {
            let u = uses.entry(f).or_default();
            let object = root(&casts, &op.args[0]);
            if !u.objects.contains(&object) {
                u.objects.push(object);
            }
            if !cold[b.0 as usize] {
                u.hot += 1;
                u.hot_stores += (op.op == Op::SetField) as usize;
            }
        }
    }
    let addressed: Vec<Operand> = g
        .blocks
        .values()
        .flat_map(|b| &b.ops)
        .filter(|op| op.op == Op::CastPtrToAdr)
        .map(|op| root(&casts, &op.args[0]))
        .collect();
    let fits = |f: FieldRef, u: &Uses| {
        let [object] = &u.objects[..] else { return None };
        let number = matches!(
            program.types.field(f).ty,
            Ty::Int(_) | Ty::Bool | Ty::Char | Ty::UniChar | Ty::Float | Ty::SingleFloat
        );
        let before = match object {
            Operand::Var(v) => !inside.contains(v) && program.types.is_gc_ptr(g.ty(*v)),
            Operand::Const(Const::Data(d)) => program.types.is_gc(program.data[*d].ty) && !program.data[*d].readonly,
            Operand::Const(_) => false,
        };
        let private = !addressed.contains(object);
        if !number || !before || !private || u.hot_stores == 0 || u.hot < 2 {
            return None;
        }
        let mut disturbed = 0;
        for op in body.iter().filter(|b| !cold[b.0 as usize]).flat_map(|&b| &g.blocks[b].ops) {
            let t = touch(program, g, targets, op, f);
            disturbed += t.sees() as usize + t.writes as usize;
        }
        // A field that is mostly read is as good in the cache as in a variable that is spilled.
        let worth = u.hot_stores > disturbed && u.hot > 2 * disturbed;
        worth.then(|| (u.hot - 2 * disturbed, object.clone(), f))
    };
    let found = uses.iter().filter_map(|(&f, u)| fits(f, u));
    found.max_by_key(|(gain, _, f)| (*gain, std::cmp::Reverse(*f))).map(|(_, object, f)| (object, f))
}

fn results(g: &Graph, b: BlockId) -> impl Iterator<Item = Var> + '_ {
    g.blocks[b].ops.iter().filter_map(|op| op.result)
}

fn accessed(op: &Operation) -> Option<FieldRef> {
    match (op.op, op.args.get(1)) {
        (Op::GetField | Op::SetField, Some(Operand::Const(Const::Field(f)))) => Some(*f),
        _ => None,
    }
}

/// Variables that are others with another type.
fn casts(g: &Graph) -> HashMap<Var, Operand> {
    let all = g.blocks.values().flat_map(|b| &b.ops);
    let casts = all.filter(|op| matches!(op.op, Op::CastPointer | Op::SameAs));
    casts.filter_map(|op| Some((op.result?, op.args[0].clone()))).collect()
}

fn root(casts: &HashMap<Var, Operand>, o: &Operand) -> Operand {
    let mut o = o;
    while let Some(from) = o.var().and_then(|v| casts.get(&v)) {
        o = from;
    }
    o.clone()
}

/// What an operation may do to a field, if it is a call or may raise.
fn touch(program: &Program, g: &Graph, targets: &Targets, op: &Operation, f: FieldRef) -> Touch {
    let mut seen = HashSet::default();
    let mut work = vec![];
    let mut t = Touch::default();
    if !call(program, g, targets, op, &mut t, &mut work) {
        return Touch { raises: op.op.effects().raises, ..Touch::default() };
    }
    while let Some(id) = work.pop() {
        if !seen.insert(id) {
            continue;
        }
        if seen.len() > MOST_CALLEES {
            return ANYTHING;
        }
        let callee = &program.graphs[id];
        for block in callee.blocks.values() {
            t.raises |= matches!(block.exit, Exit::Raise(..));
            for op in &block.ops {
                if accessed(op) == Some(f) {
                    t.reads |= op.op == Op::GetField;
                    t.writes |= op.op == Op::SetField;
                }
                if !call(program, callee, targets, op, &mut t, &mut work) {
                    t.raises |= op.op.effects().raises;
                }
            }
        }
    }
    t
}

/// Notes whom an operation calls; false if it is no call.
fn call(
    program: &Program,
    g: &Graph,
    targets: &Targets,
    op: &Operation,
    t: &mut Touch,
    work: &mut Vec<GraphId>,
) -> bool {
    match (op.op, op.args.first()) {
        (Op::DirectCall, Some(Operand::Const(Const::Graph(callee)))) => work.push(*callee),
        // What may collect runs the program's code.
        (Op::DirectCall, Some(Operand::Const(Const::Extern(e)))) if !program.externs[*e].collects => {}
        (Op::IndirectCall, _) => {
            let reached = targets.of(program, g, op);
            if reached.is_empty() {
                *t = ANYTHING;
            }
            work.extend(reached);
        }
        (Op::DirectCall | Op::JitConditionalCall, _) => *t = ANYTHING,
        _ => return false,
    }
    true
}

fn promote(program: &mut Program, id: GraphId, c: &Candidate, targets: &Targets) {
    let mut g = program.graphs[id].clone();
    let ty = program.types.field(c.field).ty;
    let span = g.blocks[c.header].span;
    let field = Operand::Const(Const::Field(c.field));
    let preds = predecessors(&g);
    let entering: Vec<BlockId> = preds[c.header.0 as usize].iter().copied().filter(|p| !c.body.contains(p)).collect();
    let front = preheader(&mut g, c.header, &entering);
    let (last, object) = object(program, &mut g, front, c, span);
    let first = g.emit(last, Op::GetField, vec![object.clone(), field.clone()], ty, span);
    if let Exit::Goto(l) = &mut g.blocks[last].exit {
        l.args.push(first);
    }

    let casts = casts(&g);
    let mut blocks: Vec<BlockId> = c.body.iter().copied().collect();
    blocks.sort();
    let mut subst = Subst::new(&g);
    let params: Vec<Var> = blocks.iter().map(|&b| g.add_param(b, ty)).collect();
    for (&b, &param) in blocks.iter().zip(&params) {
        let mut now = Operand::Var(param);
        let mut ops = vec![];
        let store = |now: &Operand| Operation {
            op: Op::SetField,
            args: vec![object.clone(), field.clone(), now.clone()],
            result: None,
            span,
        };
        for op in std::mem::take(&mut g.blocks[b].ops) {
            if accessed(&op) == Some(c.field) && root(&casts, &op.args[0]) == c.object {
                match op.result {
                    Some(r) => subst.set(r, now.clone()),
                    None => now = op.args[2].clone(),
                }
                continue;
            }
            let t = touch(program, &g, targets, &op, c.field);
            if t.sees() {
                ops.push(store(&now));
            }
            ops.push(op);
            if t.writes {
                let v = g.new_var(ty);
                let args = vec![object.clone(), field.clone()];
                ops.push(Operation { op: Op::GetField, args, result: Some(v), span });
                now = v.into();
            }
        }
        if matches!(g.blocks[b].exit, Exit::Return(_) | Exit::Raise(..)) {
            ops.push(store(&now));
        }
        g.blocks[b].ops = ops;
        let mut exit = g.blocks[b].exit.clone();
        for l in exit.links_mut() {
            if c.body.contains(&l.to) {
                l.args.push(now.clone());
                continue;
            }
            let out = g.new_block();
            g.blocks[out].span = span;
            g.blocks[out].ops.push(store(&now));
            g.blocks[out].exit = Exit::Goto(l.clone());
            *l = Link { to: out, args: vec![] };
        }
        g.blocks[b].exit = exit;
    }
    subst.apply(&mut g);
    program.graphs[id] = g;
}

/// The object in front of the loop, or one that nobody else has if it is null: then the loop does not use it. Gives also the
/// block that jumps to the header now.
fn object(program: &mut Program, g: &mut Graph, front: BlockId, c: &Candidate, span: Span) -> (BlockId, Operand) {
    let Operand::Var(v) = c.object else { return (front, c.object.clone()) };
    let Ty::Ptr(t) = g.ty(v) else { return (front, c.object.clone()) };
    let name = format!("no_{}", program.types.name_of(t));
    let nobody = program.data.push(Data { name, ty: t, image: Image::default(), readonly: false });
    let exists = g.emit(front, Op::PtrNonzero, vec![v.into()], Ty::Bool, span);
    let last = g.new_block();
    g.blocks[last].span = span;
    let object = g.add_param(last, Ty::Ptr(t));
    let to = |o: Operand| Link { to: last, args: vec![o] };
    let branch = Exit::Branch { cond: exists, then: to(v.into()), els: to(Operand::Const(Const::Data(nobody))) };
    g.blocks[last].exit = std::mem::replace(&mut g.blocks[front].exit, branch);
    (last, object.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cast_has_the_root_of_what_is_cast() {
        let (a, b, c) = (Var(0), Var(1), Var(2));
        let casts = HashMap::from_iter([(b, Operand::Var(a)), (c, Operand::Var(b))]);
        assert_eq!(root(&casts, &c.into()), Operand::Var(a));
        assert_eq!(root(&casts, &Operand::int(3)), Operand::int(3));
    }
}
