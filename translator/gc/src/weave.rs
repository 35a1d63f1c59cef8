//! Allocation and the other gc operations as calls and raw memory operations.

use crate::CollectorSpec;
use rpy_ir::graph::LayoutConst;
use rpy_ir::{
    BlockId, Const, DataId, Diag, Exit, FieldRef, GcHeader, Graph, GraphId, Link, Op, Operand, Operation, Program,
    Role, Span, Ty, TypeId,
};

pub fn run(program: &mut Program, collector: &CollectorSpec) -> Result<(), Vec<Diag>> {
    let cx = Collector::new(program)?;
    program.gc_header = GcHeader { size: 8, static_flags: 1 << 32 };
    let gc_types: Vec<TypeId> = program.types.defs.keys().filter(|&t| program.types.is_gc(t)).collect();
    program.type_numbers = gc_types.into_iter().enumerate().map(|(i, t)| (t, i as u32 + 1)).collect();
    let graphs = program.reachable_graphs();
    if collector.roots {
        let collecting = crate::roots::collecting(program);
        let Some(stack) = crate::roots::RootStack::new(program) else {
            return Err(vec![Diag::new("the collector has no root stack")]);
        };
        for &id in &graphs {
            if !program.graphs[id].flags.no_collect {
                crate::roots::run(program, id, &collecting, &stack);
            }
        }
        crate::tables::fill(program);
    }
    for id in graphs {
        let mut g = std::mem::replace(&mut program.graphs[id], Graph::new("", Ty::Void));
        for b in g.reverse_postorder() {
            block(&mut g, b, &cx, program);
        }
        program.graphs[id] = g;
    }
    set_up(program, &cx);
    Ok(())
}

struct Collector {
    setup: GraphId,
    malloc: GraphId,
    malloc_varsize: GraphId,
    collect: GraphId,
    identity_hash: GraphId,
    state: DataId,
    free: FieldRef,
    limit: FieldRef,
}

impl Collector {
    fn new(program: &Program) -> Result<Collector, Vec<Diag>> {
        let missing = |what: &str| vec![Diag::new(format!("the collector has no {what}"))];
        let graph = |r: Role| program.role_graph(r).ok_or_else(|| missing(&format!("{r:?}")));
        let state = program.role_data(Role::GcState).ok_or_else(|| missing("state"))?;
        let ty = program.data[state].ty;
        let field = |n: &str| program.types.find_field(ty, n).ok_or_else(|| missing(n));
        Ok(Collector {
            setup: graph(Role::GcSetup)?,
            malloc: graph(Role::GcMallocFixed)?,
            malloc_varsize: graph(Role::GcMallocVar)?,
            collect: graph(Role::GcCollect)?,
            identity_hash: graph(Role::GcIdentityHash)?,
            state,
            free: field("free")?,
            limit: field("limit")?,
        })
    }
}

fn block(g: &mut Graph, b: BlockId, cx: &Collector, program: &Program) {
    let ops = std::mem::take(&mut g.blocks[b].ops);
    let exit = std::mem::replace(&mut g.blocks[b].exit, Exit::Unreachable);
    let mut at = b;
    for op in ops {
        match op.op {
            Op::Malloc => at = fixed(g, at, &op, cx, program),
            Op::MallocVarsize => varsize(g, at, &op, cx),
            Op::GcCollect => call(g, at, cx.collect, vec![], &op),
            Op::GcIdentityHash => {
                let p = g.emit(at, Op::CastPtrToAdr, vec![op.args[0].clone()], Ty::Address, op.span);
                call(g, at, cx.identity_hash, vec![p], &op);
            }
            Op::Keepalive => {}
            _ => g.blocks[at].ops.push(op),
        }
    }
    g.blocks[at].exit = exit;
}

/// A call whose result is that of the operation it replaces.
fn call(g: &mut Graph, b: BlockId, callee: GraphId, args: Vec<Operand>, op: &Operation) {
    let mut all = vec![Operand::Const(Const::Graph(callee))];
    all.extend(args);
    g.blocks[b].ops.push(Operation { op: Op::DirectCall, args: all, result: op.result, span: op.span });
}

fn type_of(op: &Operation) -> TypeId {
    match op.args.first() {
        Some(Operand::Const(Const::Type(t))) => *t,
        _ => TypeId(0),
    }
}

fn layout(l: LayoutConst) -> Operand {
    Operand::Const(Const::Layout(l))
}

/// Bumps the free pointer; what does not fit goes to the collector. Gives the block that goes on.
fn fixed(g: &mut Graph, b: BlockId, op: &Operation, cx: &Collector, program: &Program) -> BlockId {
    let t = type_of(op);
    let span = op.span;
    let state = || Operand::Const(Const::Data(cx.state));
    let field = |f| Operand::Const(Const::Field(f));
    let size = || layout(LayoutConst::SizeOf(t));
    let free = g.emit(b, Op::GetField, vec![state(), field(cx.free)], Ty::Address, span);
    let new = g.emit(b, Op::AdrAdd, vec![free.clone(), size()], Ty::Address, span);
    let limit = g.emit(b, Op::GetField, vec![state(), field(cx.limit)], Ty::Address, span);
    let full = g.emit(b, Op::AdrLt, vec![limit, new.clone()], Ty::Bool, span);
    let full = g.emit(b, Op::Unlikely, vec![full], Ty::Bool, span);
    let (slow, fast, next) = (g.new_block(), g.new_block(), g.new_block());
    for x in [slow, fast, next] {
        g.blocks[x].span = g.blocks[b].span;
    }
    let link = |to, args| Link { to, args };
    g.blocks[b].exit = Exit::Branch { cond: full, then: link(slow, vec![]), els: link(fast, vec![]) };

    g.emit(fast, Op::SetField, vec![state(), field(cx.free), new], Ty::Void, span);
    let number = layout(LayoutConst::TypeNumber(t));
    g.emit(fast, Op::RawStore, vec![free.clone(), Operand::int(0), number.clone()], Ty::Void, span);
    let header = Operand::int(program.gc_header.size as i64);
    let here = g.emit(fast, Op::AdrAdd, vec![free, header], Ty::Address, span);
    g.blocks[fast].exit = Exit::Goto(link(next, vec![here]));

    let args = vec![Operand::Const(Const::Graph(cx.malloc)), number, size()];
    let there = g.emit(slow, Op::DirectCall, args, Ty::Address, span);
    g.blocks[slow].exit = Exit::Goto(link(next, vec![there]));

    let address = g.add_param(next, Ty::Address);
    let cast = Operation { op: Op::CastAdrToPtr, args: vec![address.into()], result: op.result, span };
    g.blocks[next].ops.push(cast);
    next
}

fn varsize(g: &mut Graph, b: BlockId, op: &Operation, cx: &Collector) {
    let t = type_of(op);
    let args = vec![
        Operand::Const(Const::Graph(cx.malloc_varsize)),
        layout(LayoutConst::TypeNumber(t)),
        op.args[1].clone(),
        layout(LayoutConst::SizeOf(t)),
        layout(LayoutConst::ItemSize(t)),
        layout(LayoutConst::LengthOffset(t)),
    ];
    let address = g.emit(b, Op::DirectCall, args, Ty::Address, op.span);
    g.blocks[b].ops.push(Operation { op: Op::CastAdrToPtr, args: vec![address], result: op.result, span: op.span });
}

/// The collector is set up before anything else.
fn set_up(program: &mut Program, cx: &Collector) {
    let Some(main) = program.role_graph(Role::Main) else { return };
    let setup = Operation {
        op: Op::DirectCall,
        args: vec![Operand::Const(Const::Graph(cx.setup))],
        result: None,
        span: Span::NONE,
    };
    let g = &mut program.graphs[main];
    let entry = g.entry;
    g.blocks[entry].ops.insert(0, setup);
}
