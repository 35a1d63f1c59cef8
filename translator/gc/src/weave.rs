//! Allocation and the other gc operations as calls and raw memory operations.

use crate::barrier::Barrier;
use crate::{CollectorSpec, alloc, barrier};
use rpy_ir::graph::LayoutConst;
use rpy_ir::hash::HashSet;
use rpy_ir::{
    BlockId, Const, DataId, Diag, Exit, FieldRef, GcHeader, Graph, GraphId, Op, Operand, Operation, Program, Role,
    Span, Ty, TypeId, Var,
};

pub fn run(program: &mut Program, collector: &CollectorSpec) -> Result<(), Vec<Diag>> {
    let cx = Collector::new(program, collector)?;
    let barrier_flag = if collector.barrier { GcHeader::BARRIER } else { 0 };
    program.gc_header = GcHeader { size: 8, static_flags: GcHeader::STATIC | barrier_flag };
    let gc_types: Vec<TypeId> = program.types.defs.keys().filter(|&t| program.types.is_gc(t)).collect();
    program.type_numbers = gc_types.into_iter().enumerate().map(|(i, t)| (t, i as u32 + 1)).collect();
    let graphs = program.reachable_graphs();
    let roots = match collector.roots {
        false => None,
        true => {
            let stack = crate::roots::RootStack::new(program)
                .ok_or_else(|| vec![Diag::new("the collector has no root stack")])?;
            Some((crate::collecting::Collecting::new(program, [cx.malloc, cx.malloc_varsize]), stack))
        }
    };
    let mut fresh = vec![];
    for &id in &graphs {
        let mut g = std::mem::replace(&mut program.graphs[id], Graph::new("", Ty::Void));
        fresh.push(alloc::run(&mut g, &cx, program));
        if let Some((collecting, stack)) = &roots
            && !g.flags.no_collect
        {
            crate::roots::run(&mut g, program, collecting, stack);
        }
        program.graphs[id] = g;
    }
    crate::tables::fill(program);
    fill_state(program, &cx);
    for (id, made) in graphs.into_iter().zip(fresh) {
        let mut g = std::mem::replace(&mut program.graphs[id], Graph::new("", Ty::Void));
        let fresh = if cx.barrier.is_some() { barrier::fresh(&g, made) } else { made };
        for b in g.reverse_postorder() {
            block(&mut g, b, &cx, &fresh, program);
        }
        program.graphs[id] = g;
    }
    set_up(program, &cx);
    Ok(())
}

/// What the phase refers to.
pub struct Collector {
    setup: GraphId,
    pub malloc: GraphId,
    pub malloc_varsize: GraphId,
    collect: GraphId,
    identity_hash: GraphId,
    /// None: the answer to all requests is 0.
    request: Option<GraphId>,
    /// None: objects are never found to be no more.
    register_finalizer: Option<GraphId>,
    pub barrier: Option<Barrier>,
    pub state: DataId,
    /// Where free memory begins and ends, if a pointer may be moved to allocate.
    pub bump: Option<(FieldRef, FieldRef)>,
}

impl Collector {
    fn new(program: &Program, spec: &CollectorSpec) -> Result<Collector, Vec<Diag>> {
        let missing = |what: &str| vec![Diag::new(format!("the collector has no {what}"))];
        let graph = |r: Role| program.role_graph(r).ok_or_else(|| missing(&format!("{r:?}")));
        let state = program.role_data(Role::GcState).ok_or_else(|| missing("state"))?;
        let ty = program.data[state].ty;
        let field = |n: &str| program.types.find_field(ty, n);
        let barrier = match spec.barrier {
            true => Some(Barrier { object: graph(Role::GcWriteBarrier)?, items: graph(Role::GcWriteBarrierItems)? }),
            false => None,
        };
        Ok(Collector {
            setup: graph(Role::GcSetup)?,
            malloc: graph(Role::GcMallocFixed)?,
            malloc_varsize: graph(Role::GcMallocVar)?,
            collect: graph(Role::GcCollect)?,
            identity_hash: graph(Role::GcIdentityHash)?,
            request: program.role_graph(Role::GcRequest),
            register_finalizer: program.role_graph(Role::GcRegisterFinalizer),
            barrier,
            state,
            bump: field("free").zip(field("limit")),
        })
    }
}

fn block(g: &mut Graph, b: BlockId, cx: &Collector, fresh: &HashSet<Var>, program: &Program) {
    let ops = std::mem::take(&mut g.blocks[b].ops);
    let exit = std::mem::replace(&mut g.blocks[b].exit, Exit::Unreachable);
    let mut at = b;
    for op in ops {
        match op.op {
            Op::GcCollect => call(g, at, cx.collect, vec![], &op),
            Op::GcIdentityHash => {
                let p = g.emit(at, Op::CastPtrToAdr, vec![op.args[0].clone()], Ty::Address, op.span);
                call(g, at, cx.identity_hash, vec![p], &op);
            }
            Op::GcRequest => match cx.request {
                Some(request) => call(g, at, request, op.args.clone(), &op),
                None => {
                    let args = vec![Operand::int(0)];
                    g.blocks[at].ops.push(Operation { op: Op::SameAs, args, result: op.result, span: op.span });
                }
            },
            Op::GcRegisterFinalizer => {
                if let Some(register) = cx.register_finalizer {
                    let p = g.emit(at, Op::CastPtrToAdr, vec![op.args[0].clone()], Ty::Address, op.span);
                    call(g, at, register, vec![p, op.args[1].clone()], &op);
                }
            }
            Op::Keepalive => {}
            _ => {
                at = barrier::before(g, at, &op, cx, fresh, program);
                g.blocks[at].ops.push(op);
            }
        }
    }
    g.blocks[at].exit = exit;
}

pub fn callee(g: GraphId) -> Operand {
    Operand::Const(Const::Graph(g))
}

/// A call whose result is that of the operation it replaces.
fn call(g: &mut Graph, b: BlockId, function: GraphId, args: Vec<Operand>, op: &Operation) {
    let mut all = vec![callee(function)];
    all.extend(args);
    g.blocks[b].ops.push(Operation { op: Op::DirectCall, args: all, result: op.result, span: op.span });
}

/// Of what an allocation makes.
pub fn type_of(op: &Operation) -> TypeId {
    match op.args.first() {
        Some(Operand::Const(Const::Type(t))) => *t,
        _ => TypeId(0),
    }
}

pub fn layout(l: LayoutConst) -> Operand {
    Operand::Const(Const::Layout(l))
}

/// The address of the function that a library calls.
fn fill_state(program: &mut Program, cx: &Collector) {
    let Some(finalize) = program.role_graph(Role::GcFinalize) else { return };
    if let Some(f) = program.types.find_field(program.data[cx.state].ty, "finalize") {
        program.data[cx.state].image.fields.push((f, Const::Graph(finalize)));
    }
}

/// The collector is set up before anything else.
fn set_up(program: &mut Program, cx: &Collector) {
    for start in [Role::Main, Role::Startup] {
        let Some(start) = program.role_graph(start) else { continue };
        let setup = Operation { op: Op::DirectCall, args: vec![callee(cx.setup)], result: None, span: Span::NONE };
        let g = &mut program.graphs[start];
        let entry = g.entry;
        g.blocks[entry].ops.insert(0, setup);
    }
}
