//! Allocation: a pointer is moved in place; what does not fit is left to the collector. So is everything if it has no memory to be
//! used up in this way.

use crate::weave::{Collector, layout, type_of};
use rpy_ir::graph::LayoutConst;
use rpy_ir::{BlockId, Const, Exit, Graph, IntKind, Link, Op, Operand, Operation, Program, Span, Ty};

/// Arrays with more items are left to the collector, so that sizes do not overflow.
const LONGEST: i64 = 1 << 14;

/// Of a fixed size. Gives the block that goes on.
pub fn fixed(g: &mut Graph, b: BlockId, op: &Operation, cx: &Collector, program: &Program) -> BlockId {
    let t = type_of(op);
    let size = || layout(LayoutConst::SizeOf(t));
    let number = || layout(LayoutConst::TypeNumber(t));
    let slow = vec![Operand::Const(Const::Graph(cx.malloc)), number(), size()];
    Site { op, cx, program }.bump(g, b, size(), number(), slow, None)
}

/// With a tail.
pub fn varsize(g: &mut Graph, b: BlockId, op: &Operation, cx: &Collector, program: &Program) -> BlockId {
    let t = type_of(op);
    let (span, length) = (op.span, op.args[1].clone());
    let fixed = || layout(LayoutConst::SizeOf(t));
    let item = || layout(LayoutConst::ItemSize(t));
    let number = || layout(LayoutConst::TypeNumber(t));
    let length_offset = || layout(LayoutConst::LengthOffset(t));
    let function = Operand::Const(Const::Graph(cx.malloc_varsize));
    let slow = vec![function, number(), length.clone(), fixed(), item(), length_offset()];
    let too_long = matches!(length, Operand::Const(Const::Int(n, _)) if !(0..=LONGEST).contains(&n));
    if too_long || cx.bump.is_none() {
        return call(g, b, op, slow);
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
    Site { op, cx, program }.bump(g, b, size, number(), slow, Some(Tail { long, length, at: length_offset() }))
}

fn call(g: &mut Graph, b: BlockId, op: &Operation, slow: Vec<Operand>) -> BlockId {
    let address = g.emit(b, Op::DirectCall, slow, Ty::Address, op.span);
    let cast = Operation { op: Op::CastAdrToPtr, args: vec![address], result: op.result, span: op.span };
    g.blocks[b].ops.push(cast);
    b
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
}

impl Site<'_> {
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
        let Some((free_field, limit_field)) = cx.bump else { return call(g, b, self.op, slow_call) };
        let state = || Operand::Const(Const::Data(cx.state));
        let field = |f| Operand::Const(Const::Field(f));
        let link = |to, args| Link { to, args };
        let (slow, fast, next) = (g.new_block(), g.new_block(), g.new_block());
        for x in [slow, fast, next] {
            g.blocks[x].span = g.blocks[b].span;
        }
        let mut at = b;
        if let Some(long) = tail.as_ref().and_then(|t| t.long.clone()) {
            let short = g.new_block();
            g.blocks[short].span = g.blocks[b].span;
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
        g.blocks[slow].exit = Exit::Goto(link(next, vec![there]));

        let address = g.add_param(next, Ty::Address);
        let cast = Operation { op: Op::CastAdrToPtr, args: vec![address.into()], result: self.op.result, span };
        g.blocks[next].ops.push(cast);
        next
    }
}

fn unless(g: &mut Graph, b: BlockId, cond: Operand, then: Link, els: Link, span: Span) {
    let cond = g.emit(b, Op::Unlikely, vec![cond], Ty::Bool, span);
    g.blocks[b].exit = Exit::Branch { cond, then, els };
}
