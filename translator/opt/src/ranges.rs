//! What integers may be: an interval for each variable, narrowed by the branches that dominate a block.
//!
//! Folds comparisons that the intervals decide, conditions that a dominating branch has decided, and operations with one
//! possible result. This is what removes the check of an index that is known to be in range. One walk over the dominator
//! tree; parameters of loop headers are taken to be anything.

use crate::Context;
use crate::rewrite::{Dominators, Subst, predecessors};
use crate::simplify::int_value;
use rpy_ir::hash::HashMap;
use rpy_ir::{BlockId, Const, Exit, Graph, Link, Op, Operand, Operation, Ty, Var};

/// An interval, both ends included, of the values that the type's numbers stand for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Range {
    lo: i128,
    hi: i128,
}

impl Range {
    fn new(lo: i128, hi: i128) -> Range {
        Range { lo, hi }
    }
    fn of_type(ty: Ty) -> Option<Range> {
        Some(match ty {
            Ty::Bool => Range::new(0, 1),
            Ty::Char => Range::new(0, 255),
            Ty::UniChar => Range::new(0, u32::MAX as i128),
            Ty::Int(k) if k.signed() => Range::new(-(1i128 << (k.bits() - 1)), (1i128 << (k.bits() - 1)) - 1),
            Ty::Int(k) => Range::new(0, (1i128 << k.bits()) - 1),
            _ => return None,
        })
    }
    fn within(self, outer: Range) -> bool {
        outer.lo <= self.lo && self.hi <= outer.hi
    }
    fn join(self, other: Range) -> Range {
        Range::new(self.lo.min(other.lo), self.hi.max(other.hi))
    }
    /// None if nothing is in both: the place is never reached.
    fn meet(self, other: Range) -> Option<Range> {
        let both = Range::new(self.lo.max(other.lo), self.hi.min(other.hi));
        (both.lo <= both.hi).then_some(both)
    }
}

enum Step {
    Enter(BlockId),
    /// Ranges as they were before a block.
    Leave(Vec<(Var, Option<Range>)>),
}

pub fn run(g: &mut Graph, _cx: &Context) -> bool {
    let dominators = Dominators::new(g);
    let children = dominators.children();
    let preds = predecessors(g);
    let mut state = State { ranges: vec![None; g.vars.len()], undo: vec![], definitions: definitions(g), g };
    let mut subst = Subst::new(state.g);
    // The ranges of links' arguments, in the order of the target's predecessors.
    let mut entering: HashMap<BlockId, Vec<Vec<Option<Range>>>> = HashMap::default();
    let mut steps = vec![Step::Enter(state.g.entry)];
    let mut changed = false;
    while let Some(step) = steps.pop() {
        let b = match step {
            Step::Enter(b) => b,
            Step::Leave(before) => {
                for (v, r) in before.into_iter().rev() {
                    state.ranges[v.0 as usize] = r;
                }
                continue;
            }
        };
        state.undo.clear();
        if let [p] = preds[b.0 as usize][..] {
            state.taken(p, b);
        }
        // Where a link comes from a block that is not walked yet, the parameters may be anything.
        if let Some(links) = entering.remove(&b)
            && links.len() == preds[b.0 as usize].len()
        {
            for i in 0..state.g.blocks[b].params.len() {
                let all = links.iter().map(|l| l[i]).reduce(|a, b| a.zip(b).map(|(a, b)| a.join(b)));
                if let Some(Some(r)) = all {
                    let param = state.g.blocks[b].params[i];
                    state.set(param, r);
                }
            }
        }
        for op in &state.g.blocks[b].ops {
            let (Some(result), Some(r)) = (op.result, state.result(op)) else { continue };
            state.undo.push((result, state.ranges[result.0 as usize]));
            state.ranges[result.0 as usize] = Some(r);
        }
        for link in state.g.blocks[b].exit.links() {
            let ranges = link.args.iter().map(|a| state.of(a)).collect();
            entering.entry(link.to).or_default().push(ranges);
        }
        let known: Vec<(Var, Const)> = state.decided(b);
        for (v, c) in known {
            subst.set(v, Operand::Const(c));
        }
        // A condition that is decided only here, not where it is computed.
        let exit_value = match &state.g.blocks[b].exit {
            Exit::Branch { cond: Operand::Var(v), .. } | Exit::Switch { on: Operand::Var(v), .. } => state.constant(*v),
            _ => None,
        };
        if let Some(c) = exit_value
            && let Some(o) = state.g.blocks[b].exit.operand_mut()
        {
            *o = Operand::Const(c);
            changed = true;
        }
        steps.push(Step::Leave(std::mem::take(&mut state.undo)));
        // In reverse postorder, so that what enters a join is walked before the join.
        steps.extend(children[b.0 as usize].iter().rev().map(|&c| Step::Enter(c)));
    }
    subst.apply(g);
    for b in g.blocks.values_mut() {
        b.ops.retain(|op| op.result.is_none_or(|r| !subst.replaces(r)));
    }
    changed | !subst.is_empty()
}

/// The operation that defines each variable, by block and index.
fn definitions(g: &Graph) -> Vec<Option<(BlockId, usize)>> {
    let mut definitions = vec![None; g.vars.len()];
    for (b, block) in g.blocks.iter() {
        for (i, op) in block.ops.iter().enumerate() {
            if let Some(r) = op.result {
                definitions[r.0 as usize] = Some((b, i));
            }
        }
    }
    definitions
}

struct State<'g> {
    g: &'g mut Graph,
    definitions: Vec<Option<(BlockId, usize)>>,
    ranges: Vec<Option<Range>>,
    undo: Vec<(Var, Option<Range>)>,
}

impl State<'_> {
    fn definition(&self, v: Var) -> Option<&Operation> {
        let (b, i) = self.definitions[v.0 as usize]?;
        self.g.blocks[b].ops.get(i)
    }

    /// None for what is no integer.
    fn of(&self, o: &Operand) -> Option<Range> {
        match o {
            Operand::Var(v) => self.ranges[v.0 as usize].or_else(|| Range::of_type(self.g.ty(*v))),
            Operand::Const(c) => {
                let v = match c {
                    Const::Int(v, k) if !k.signed() => *v as u64 as i128,
                    c => int_value(c)? as i128,
                };
                Some(Range::new(v, v))
            }
        }
    }

    fn set(&mut self, v: Var, r: Range) {
        let old = self.ranges[v.0 as usize];
        let now = old.or_else(|| Range::of_type(self.g.ty(v)));
        if let Some(new) = now.and_then(|o| o.meet(r))
            && now != Some(new)
        {
            self.undo.push((v, old));
            self.ranges[v.0 as usize] = Some(new);
        }
    }

    fn constant(&self, v: Var) -> Option<Const> {
        let r = self.ranges[v.0 as usize]?;
        if r.lo != r.hi {
            return None;
        }
        crate::fold::int_const(r.lo as i64, self.g.ty(v))
    }

    /// Variables of a block that have one possible value.
    fn decided(&self, b: BlockId) -> Vec<(Var, Const)> {
        let block = &self.g.blocks[b];
        let results = block.ops.iter().filter(|op| op.op.effects().pure).filter_map(|op| op.result);
        results.filter_map(|v| Some((v, self.constant(v)?))).collect()
    }

    /// What the branch at the end of `p` says where it leads to `b`.
    fn taken(&mut self, p: BlockId, b: BlockId) {
        let here = |l: &Link| l.to == b;
        match &self.g.blocks[p].exit {
            Exit::Branch { cond: Operand::Var(v), then, els } if here(then) != here(els) => {
                let (v, truth) = (*v, here(then));
                self.learn(v, truth, 8);
            }
            Exit::Switch { on: Operand::Var(v), cases, default } if !here(default) => {
                let v = *v;
                let unsigned = matches!(self.g.ty(v), Ty::Int(k) if !k.signed());
                let value = |c: i64| if unsigned { c as u64 as i128 } else { c as i128 };
                let values = cases.iter().filter(|(_, l)| here(l)).map(|(c, _)| Range::new(value(*c), value(*c)));
                if let Some(r) = values.reduce(Range::join) {
                    self.narrow(v, r, 8);
                }
            }
            _ => {}
        }
    }

    /// A Bool is known: so is what it says of others.
    fn learn(&mut self, v: Var, truth: bool, depth: u32) {
        self.set(v, Range::new(truth as i128, truth as i128));
        let Some(op) = self.definition(v).cloned() else { return };
        if depth == 0 {
            return;
        }
        let compare = match op.op {
            Op::Likely | Op::Unlikely | Op::BoolNot => {
                if let Operand::Var(w) = op.args[0] {
                    self.learn(w, truth != (op.op == Op::BoolNot), depth - 1);
                }
                return;
            }
            Op::IntEq | Op::IntNe | Op::IntLt | Op::IntLe | Op::IntGt | Op::IntGe => op.op,
            _ => return,
        };
        let compare = if truth { Some(compare) } else { compare.negated_comparison() };
        let (Some(compare), Some(a), Some(b)) = (compare, self.of(&op.args[0]), self.of(&op.args[1])) else { return };
        let (a_new, b_new) = match compare {
            Op::IntEq => (b, a),
            Op::IntLt => (Range::new(i128::MIN, b.hi - 1), Range::new(a.lo + 1, i128::MAX)),
            Op::IntLe => (Range::new(i128::MIN, b.hi), Range::new(a.lo, i128::MAX)),
            Op::IntGt => (Range::new(b.lo + 1, i128::MAX), Range::new(i128::MIN, a.hi - 1)),
            Op::IntGe => (Range::new(b.lo, i128::MAX), Range::new(i128::MIN, a.hi)),
            _ => (without(a, b), without(b, a)),
        };
        for (o, r) in [(&op.args[0], a_new), (&op.args[1], b_new)] {
            if let Operand::Var(v) = o {
                self.narrow(*v, r, depth - 1);
            }
        }
    }

    /// A variable is in a range: so is what it was cast from, where the cast keeps the number.
    fn narrow(&mut self, v: Var, r: Range, depth: u32) {
        self.set(v, r);
        let Some(op) = self.definition(v) else { return };
        if op.op != Op::CastInt || depth == 0 || self.g.ty(v) == Ty::Bool {
            return;
        }
        if let Operand::Var(from) = op.args[0]
            && let (Some(now), Some(source)) = (self.ranges[v.0 as usize], Range::of_type(self.g.ty(from)))
            && let (Some(result), Some(before)) = (Range::of_type(self.g.ty(v)), self.of(&op.args[0]))
        {
            // Between types of one width a number below the sign bit of both can only come from itself.
            let width = |r: Range| (r.hi - r.lo).count_ones();
            let positive = Range::new(0, source.hi.min(result.hi));
            if before.within(result) || width(source) <= width(result) && now.within(positive) {
                self.narrow(from, now, depth - 1);
            }
        }
    }

    /// The range of an operation's result, of integer type.
    fn result(&self, op: &Operation) -> Option<Range> {
        let ty = self.g.ty(op.result?);
        let all = Range::of_type(ty)?;
        let fits = |lo: i128, hi: i128| if Range::new(lo, hi).within(all) { Range::new(lo, hi) } else { all };
        let a = op.args.first().and_then(|o| self.of(o));
        let b = op.args.get(1).and_then(|o| self.of(o));
        if op.op == Op::GetArraySize {
            return Some(Range::new(0, i64::MAX as i128));
        }
        if op.op == Op::Select {
            return Some(b?.join(self.of(&op.args[2])?));
        }
        let a = a?;
        let single = matches!(b, Some(b) if b.lo == b.hi);
        Some(match (op.op, b) {
            (Op::CastInt, _) if ty == Ty::Bool => {
                if a.lo > 0 || a.hi < 0 {
                    Range::new(1, 1)
                } else {
                    Range::new(0, (a.hi > 0 || a.lo < 0) as i128)
                }
            }
            (Op::CastInt, _) => fits(a.lo, a.hi),
            (Op::Likely | Op::Unlikely | Op::SameAs, _) => a,
            (Op::BoolNot, _) => Range::new(1 - a.hi, 1 - a.lo),
            (Op::IntNeg, _) => fits(-a.hi, -a.lo),
            (Op::IntAdd, Some(b)) => fits(a.lo + b.lo, a.hi + b.hi),
            (Op::IntSub, Some(b)) => fits(a.lo - b.hi, a.hi - b.lo),
            (Op::IntMul, Some(b)) => {
                let (lo, hi) = products(a, b)?;
                fits(lo, hi)
            }
            (Op::IntTruncdiv, Some(b)) if single && b.lo > 0 => Range::new(a.lo / b.lo, a.hi / b.lo),
            (Op::IntTruncmod, Some(b)) if b.lo > 0 => {
                let most = b.hi - 1;
                Range::new(if a.lo < 0 { (-most).max(a.lo) } else { 0 }, if a.hi > 0 { most.min(a.hi) } else { 0 })
            }
            (Op::IntAnd, Some(b)) if a.lo >= 0 && b.lo >= 0 => Range::new(0, a.hi.min(b.hi)),
            (Op::IntAnd, Some(b)) if b.lo >= 0 => Range::new(0, b.hi),
            (Op::IntAnd, Some(_)) if a.lo >= 0 => Range::new(0, a.hi),
            (Op::IntOr | Op::IntXor, Some(b)) if a.lo >= 0 && b.lo >= 0 => {
                let bits = 128 - a.hi.max(b.hi).leading_zeros();
                let least = if op.op == Op::IntOr { a.lo.max(b.lo) } else { 0 };
                Range::new(least, (1i128 << bits) - 1)
            }
            (Op::IntRshift, Some(b)) if single && (0..64).contains(&b.lo) && width(ty) > b.lo => {
                Range::new(a.lo >> b.lo, a.hi >> b.lo)
            }
            (Op::IntLshift, Some(b)) if single && (0..63).contains(&b.lo) && width(ty) > b.lo => {
                fits(a.lo << b.lo, a.hi << b.lo)
            }
            (Op::IntAddOverflows, Some(b)) => overflow(self, op, a.lo + b.lo, a.hi + b.hi)?,
            (Op::IntSubOverflows, Some(b)) => overflow(self, op, a.lo - b.hi, a.hi - b.lo)?,
            (Op::IntMulOverflows, Some(b)) => {
                let (lo, hi) = products(a, b)?;
                overflow(self, op, lo, hi)?
            }
            (Op::IntEq, Some(b)) => certain(single && a == b, a.meet(b).is_none()),
            (Op::IntNe, Some(b)) => certain(a.meet(b).is_none(), single && a == b),
            (Op::IntLt, Some(b)) => certain(a.hi < b.lo, a.lo >= b.hi),
            (Op::IntLe, Some(b)) => certain(a.hi <= b.lo, a.lo > b.hi),
            (Op::IntGt, Some(b)) => certain(a.lo > b.hi, a.hi <= b.lo),
            (Op::IntGe, Some(b)) => certain(a.lo >= b.hi, a.hi < b.lo),
            _ => all,
        })
    }
}

/// A Bool that is surely true, surely false, or either.
fn certain(yes: bool, no: bool) -> Range {
    Range::new(yes as i128, !no as i128)
}

/// The width in bits of an integer type.
fn width(ty: Ty) -> i128 {
    Range::of_type(ty).map_or(0, |r| (r.hi - r.lo).count_ones() as i128)
}

/// The least and the greatest product; None where 128 bits do not hold it.
fn products(a: Range, b: Range) -> Option<(i128, i128)> {
    let mut all = [0; 4];
    for (to, (x, y)) in all.iter_mut().zip([(a.lo, b.lo), (a.lo, b.hi), (a.hi, b.lo), (a.hi, b.hi)]) {
        *to = x.checked_mul(y)?;
    }
    Some((all.iter().copied().min()?, all.iter().copied().max()?))
}

/// Whether a result between these bounds does not fit the operands' type.
fn overflow(state: &State, op: &Operation, lo: i128, hi: i128) -> Option<Range> {
    let ty = op.args.iter().find_map(|o| o.var()).map(|v| state.g.ty(v))?;
    let all = Range::of_type(ty)?;
    Some(certain(hi < all.lo || lo > all.hi, Range::new(lo, hi).within(all)))
}

/// The range without a single value at one of its ends.
fn without(r: Range, value: Range) -> Range {
    if value.lo != value.hi {
        r
    } else if value.lo == r.lo {
        Range::new(r.lo + 1, r.hi)
    } else if value.lo == r.hi {
        Range::new(r.lo, r.hi - 1)
    } else {
        r
    }
}
