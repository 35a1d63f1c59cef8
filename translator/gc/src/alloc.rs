//! Allocation: a pointer is moved in place; what does not fit is left to the collector. So is everything if it has no memory to be
//! used up in this way.
//!
//! This comes before roots are saved: they are loaded again only behind the collector's answer. Where the program tests an object for
//! null, because there may be no memory for it, only that answer is tested.

use crate::weave::{Collector, layout, type_of};
use rpy_ir::graph::LayoutConst;
use rpy_ir::hash::HashSet;
use rpy_ir::{BlockId, Const, Exit, Graph, IntKind, Link, Op, Operand, Operation, Program, Span, Ty, Var};

/// Arrays with more items are left to the collector, so that sizes do not overflow.
const LONGEST: i64 = 1 << 14;

/// Items of an array that is certainly small. A collector may want the barrier to be asked for a large one from the beginning.
const SHORT: i64 = 64;

/// Replaces the allocations of a graph. Gives the variables of new objects whose first stores need no barrier.
pub fn run(g: &mut Graph, cx: &Collector, program: &Program) -> HashSet<Var> {
    let mut fresh = HashSet::default();
    let blocks: Vec<BlockId> = g.blocks.keys().collect();
    for b in blocks {
        if !g.blocks[b].ops.iter().any(allocates) {
            continue;
        }
        let ops = std::mem::take(&mut g.blocks[b].ops);
        let mut exit = std::mem::replace(&mut g.blocks[b].exit, Exit::Unreachable);
        let tested = tested(&ops, &exit);
        let mut at = b;
        for (i, op) in ops.into_iter().enumerate() {
            if !allocates(&op) {
                g.blocks[at].ops.push(op);
                continue;
            }
            let links = tested.as_ref().filter(|(last, ..)| *last == i).map(|(_, none, normal)| (none, normal));
            let site = Site { op: &op, cx, program, none: links.map(|(none, _)| none.clone()) };
            at = site.replace(g, at);
            if op.op == Op::Malloc || short(&op.args[1]) {
                fresh.extend(op.result);
            }
            if let Some((_, normal)) = links {
                exit = Exit::Goto(normal.clone());
                break;
            }
        }
        g.blocks[at].exit = exit;
    }
    fresh
}

fn allocates(op: &Operation) -> bool {
    matches!(op.op, Op::Malloc | Op::MallocVarsize)
}

fn short(length: &Operand) -> bool {
    matches!(length, Operand::Const(Const::Int(n, _)) if (0..=SHORT).contains(n))
}

/// If a block ends with an allocation and the test of what it gives: which operation it is, and where it goes without and with an
/// object.
fn tested(ops: &[Operation], exit: &Exit) -> Option<(usize, Link, Link)> {
    let at = ops.len().checked_sub(3)?;
    let (Exit::Branch { cond, then, els }, [new, null, unlikely]) = (exit, &ops[at..]) else { return None };
    let uses = |op: &Operation, wanted: Op, of: &Operation| {
        op.op == wanted && of.result.is_some() && op.args.first().and_then(Operand::var) == of.result
    };
    let matches = allocates(new)
        && uses(null, Op::PtrIszero, new)
        && uses(unlikely, Op::Unlikely, null)
        && cond.var() == unlikely.result;
    matches.then(|| (at, then.clone(), els.clone()))
}

/// What an array needs besides its size.
struct Tail {
    /// Whether it is for the collector in any case.
    long: Option<Operand>,
    length: Operand,
    at: Operand,
}

/// The operation that is replaced.
struct Site<'a> {
    op: &'a Operation,
    cx: &'a Collector,
    program: &'a Program,
    /// Where to go if there is no memory; None if that is not tested.
    none: Option<Link>,
}

impl Site<'_> {
    /// Gives the block that goes on.
    fn replace(&self, g: &mut Graph, b: BlockId) -> BlockId {
        match self.op.op {
            Op::Malloc => self.fixed(g, b),
            _ => self.varsize(g, b),
        }
    }

    fn fixed(&self, g: &mut Graph, b: BlockId) -> BlockId {
        let t = type_of(self.op);
        let size = || layout(LayoutConst::SizeOf(t));
        let number = || layout(LayoutConst::TypeNumber(t));
        let slow = vec![Operand::Const(Const::Graph(self.cx.malloc)), number(), size()];
        self.bump(g, b, size(), number(), slow, None)
    }

    /// With a tail.
    fn varsize(&self, g: &mut Graph, b: BlockId) -> BlockId {
        let (t, cx) = (type_of(self.op), self.cx);
        let (span, length) = (self.op.span, self.op.args[1].clone());
        let fixed = || layout(LayoutConst::SizeOf(t));
        let item = || layout(LayoutConst::ItemSize(t));
        let number = || layout(LayoutConst::TypeNumber(t));
        let length_offset = || layout(LayoutConst::LengthOffset(t));
        let function = Operand::Const(Const::Graph(cx.malloc_varsize));
        let slow = vec![function, number(), length.clone(), fixed(), item(), length_offset()];
        let too_long = matches!(length, Operand::Const(Const::Int(n, _)) if !(0..=LONGEST).contains(&n));
        if too_long || cx.bump.is_none() {
            return self.call(g, b, slow);
        }
        let unsigned = Ty::Int(IntKind::U64);
        let long = match length {
            Operand::Const(_) => None,
            _ => {
                let n = g.emit(b, Op::CastInt, vec![length.clone()], unsigned, span);
                let most = Operand::Const(Const::Int(LONGEST, IntKind::U64));
                Some(g.emit(b, Op::IntGt, vec![n, most], Ty::Bool, span))
            }
        };
        let items = g.emit(b, Op::IntMul, vec![length.clone(), item()], Ty::SIGNED, span);
        let size = g.emit(b, Op::IntAdd, vec![items, fixed()], Ty::SIGNED, span);
        let size = g.emit(b, Op::IntAdd, vec![size, Operand::int(7)], Ty::SIGNED, span);
        let size = g.emit(b, Op::IntAnd, vec![size, Operand::int(-8)], Ty::SIGNED, span);
        self.bump(g, b, size, number(), slow, Some(Tail { long, length, at: length_offset() }))
    }

    /// All of it by the collector.
    fn call(&self, g: &mut Graph, b: BlockId, slow: Vec<Operand>) -> BlockId {
        let address = g.emit(b, Op::DirectCall, slow, Ty::Address, self.op.span);
        let mut at = b;
        if self.none.is_some() {
            at = self.new_block(g, b);
            self.answer(g, b, &address, Link { to: at, args: vec![] });
        }
        self.cast(g, at, address);
        at
    }

    /// Ends the block in which the collector has answered.
    fn answer(&self, g: &mut Graph, b: BlockId, address: &Operand, normal: Link) {
        g.blocks[b].exit = match &self.none {
            None => Exit::Goto(normal),
            Some(none) => {
                let null = g.emit(b, Op::PtrIszero, vec![address.clone()], Ty::Bool, self.op.span);
                let cond = g.emit(b, Op::Unlikely, vec![null], Ty::Bool, self.op.span);
                Exit::Branch { cond, then: none.clone(), els: normal }
            }
        };
    }

    fn cast(&self, g: &mut Graph, b: BlockId, address: Operand) {
        let cast = Operation { op: Op::CastAdrToPtr, args: vec![address], result: self.op.result, span: self.op.span };
        g.blocks[b].ops.push(cast);
    }

    fn new_block(&self, g: &mut Graph, from: BlockId) -> BlockId {
        let b = g.new_block();
        g.blocks[b].span = g.blocks[from].span;
        b
    }

    fn bump(
        &self,
        g: &mut Graph,
        b: BlockId,
        size: Operand,
        number: Operand,
        slow_call: Vec<Operand>,
        tail: Option<Tail>,
    ) -> BlockId {
        let (cx, span) = (self.cx, self.op.span);
        let Some((free_field, limit_field)) = cx.bump else { return self.call(g, b, slow_call) };
        let state = || Operand::Const(Const::Data(cx.state));
        let field = |f| Operand::Const(Const::Field(f));
        let link = |to, args| Link { to, args };
        let [slow, fast, next] = [(); 3].map(|()| self.new_block(g, b));
        let mut at = b;
        if let Some(long) = tail.as_ref().and_then(|t| t.long.clone()) {
            let short = self.new_block(g, b);
            unless(g, at, long, link(slow, vec![]), link(short, vec![]), span);
            at = short;
        }
        let free = g.emit(at, Op::GetField, vec![state(), field(free_field)], Ty::Address, span);
        let new = g.emit(at, Op::AdrAdd, vec![free.clone(), size], Ty::Address, span);
        let limit = g.emit(at, Op::GetField, vec![state(), field(limit_field)], Ty::Address, span);
        let full = g.emit(at, Op::AdrLt, vec![limit, new.clone()], Ty::Bool, span);
        unless(g, at, full, link(slow, vec![]), link(fast, vec![]), span);

        g.emit(fast, Op::SetField, vec![state(), field(free_field), new], Ty::Void, span);
        g.emit(fast, Op::RawStore, vec![free.clone(), Operand::int(0), number], Ty::Void, span);
        let header = Operand::int(self.program.gc_header.size as i64);
        let here = g.emit(fast, Op::AdrAdd, vec![free, header], Ty::Address, span);
        if let Some(tail) = tail {
            g.emit(fast, Op::RawStore, vec![here.clone(), tail.at, tail.length], Ty::Void, span);
        }
        g.blocks[fast].exit = Exit::Goto(link(next, vec![here]));

        let there = g.emit(slow, Op::DirectCall, slow_call, Ty::Address, span);
        self.answer(g, slow, &there, link(next, vec![there.clone()]));

        let address = g.add_param(next, Ty::Address);
        self.cast(g, next, address.into());
        next
    }
}

fn unless(g: &mut Graph, b: BlockId, cond: Operand, then: Link, els: Link, span: Span) {
    let cond = g.emit(b, Op::Unlikely, vec![cond], Ty::Bool, span);
    g.blocks[b].exit = Exit::Branch { cond, then, els };
}
