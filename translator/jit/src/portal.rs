//! Portals: the graphs with a driver's merge point. The native one learns to enter the JIT.
//!
//! Where the interpreter says that it may (`can_enter_jit`, or else at the merge point) it counts down how many more visits of
//! this place need no question (`runtime/jit/meta/src/gate.rs`); places are told apart by a hash of the greens. When there are
//! none left, it writes greens and reds into the driver's buffer, and returns. Its caller is the graph that the program calls:
//! it asks the runtime, whose answer says how to go on: with the portal from the merge point, with what is in the buffer then;
//! by returning what is there; or by raising it.
//!
//! The portal itself so has no way into its loop but from its start: what the loop does not change stays in registers. And
//! nothing of it is alive while compiled code runs.

use crate::Writer;
use crate::descrs::Callee;
use crate::tables::{GATES, JitTable};
use rpy_ir::data::Items;
use rpy_ir::jit::{CAN_ENTER, LOOP_HEADER};
use rpy_ir::{
    BlockId, Const, Data, DataId, Diag, Exit, FieldRef, Graph, GraphId, Image, InlineHint, IntKind, Link, Op, Operand,
    Operation, Program, Role, Span, Ty, TypeId,
};
use rpy_trace::image::Driver;

/// The first of the runtime's answers that leave the portal (`runtime/jit/meta/src/enter.rs` has the same numbers): it returns.
/// The one behind it: it raises. Those before: it goes on at the merge point.
const RETURN: i64 = 2;

pub struct Portal {
    pub id: GraphId,
    /// As it is before it learns to enter the JIT.
    pub graph: Graph,
    /// Index of the driver.
    pub driver: u32,
}

pub fn find(program: &Program) -> Result<Vec<Portal>, Vec<Diag>> {
    let mut portals = vec![];
    let mut errors = vec![];
    for id in program.reachable_graphs() {
        let g = &program.graphs[id];
        let Some(&(b, i)) = g.merge_points().first() else { continue };
        let name = g.blocks[b].ops[i].jit_marker().map(|(_, d)| d.to_string()).unwrap_or_default();
        let driver = program.jit_drivers.iter().position(|d| d.name == name).unwrap_or(0) as u32;
        if let Some((op, what)) = crate::policy::obstacle(program, g) {
            let title = format!("the loop of driver `{name}` does what cannot be traced");
            let help = "put it into a function of its own, marked with `@dont_look_inside`";
            errors.push(Diag::at(title, op.span, what).help(help));
        }
        portals.push(Portal { id, graph: g.clone(), driver });
    }
    portals.sort_by_key(|p| p.driver);
    if errors.is_empty() { Ok(portals) } else { Err(errors) }
}

/// How many of a merge point's operands are greens.
pub fn greens(program: &Program, op: &Operation) -> usize {
    op.jit_marker().and_then(|(_, d)| program.jit_driver(d)).map_or(0, |d| d.greens.len())
}

/// Removes what is left of the markers.
pub fn strip_markers(program: &mut Program) {
    for g in program.graphs.values_mut() {
        for b in g.blocks.values_mut() {
            b.ops.retain(|op| op.op != Op::JitMarker);
        }
    }
}

impl Portal {
    pub fn describe(&self, program: &Program, portal: u32, w: &mut Writer) -> Driver {
        let params: Vec<Ty> = self.graph.params().iter().map(|&v| self.graph.ty(v)).collect();
        let effect = w.effects.of(self.id);
        let callee =
            Callee { name: &self.graph.name, args: &params, ret: self.graph.ret, effect: &effect, flags: None };
        let call = w.descrs.call(program, &callee);
        let d = &program.jit_drivers[self.driver as usize];
        let kind = |t: Ty| crate::kinds::kind(&program.types, t).unwrap_or(rpy_trace::Kind::Int);
        let named = |all: &[(String, Ty)]| all.iter().map(|(n, t)| (kind(*t), n.clone())).collect();
        let string = program.types.by_name("rpy_string");
        let mut helper = |g: Option<GraphId>| g.map(|g| w.tables.address(Const::Graph(g)));
        let get_printable_location = helper(d.get_printable_location);
        let confirm_enter_jit = helper(d.confirm_enter_jit);
        let can_never_inline = helper(d.can_never_inline);
        let should_unroll_one_iteration = helper(d.should_unroll_one_iteration);
        Driver {
            name: d.name.clone(),
            greens: named(&d.greens),
            reds: named(&d.reds),
            strings: d.greens.iter().map(|(_, t)| t.ptr().is_some() && t.ptr() == string).collect(),
            loop_headers: self
                .graph
                .blocks
                .values()
                .flat_map(|b| &b.ops)
                .any(|op| op.jit_marker().is_some_and(|(kind, _)| kind == CAN_ENTER || kind == LOOP_HEADER)),
            portal,
            function: w.tables.address(Const::Graph(self.id)),
            call,
            result: crate::kinds::kind(&program.types, self.graph.ret),
            get_printable_location,
            confirm_enter_jit,
            can_never_inline,
            should_unroll_one_iteration,
            virtualizable: None,
        }
    }
}

/// What a portal writes and reads.
struct Buffer {
    data: DataId,
    /// By parameter.
    slots: Vec<FieldRef>,
    result: Option<FieldRef>,
    /// One more than the gate where the portal has ended with a question; 0 if it has ended otherwise.
    gate: FieldRef,
    object: TypeId,
}

/// The type of a slot: all are one word.
fn slot_type(program: &Program, ty: Ty) -> Ty {
    match ty {
        Ty::Float => Ty::Float,
        Ty::Ptr(t) if program.types.is_gc(t) => ty,
        Ty::Ptr(_) | Ty::Address => Ty::Address,
        _ => Ty::SIGNED,
    }
}

impl Buffer {
    fn new(program: &mut Program, name: &str, types: &[Ty], ret: Ty, object: TypeId) -> Buffer {
        let t = program.types.new_struct(&format!("jit_buffer_{name}"), false, None);
        let mut slots = vec![];
        for (i, &ty) in types.iter().enumerate() {
            let slot = slot_type(program, ty);
            slots.push(program.types.add_field(t, &format!("slot{i}"), slot));
        }
        let slot = slot_type(program, if ret == Ty::Void { Ty::SIGNED } else { ret });
        let result = program.types.add_field(t, "result", slot);
        let gate = program.types.add_field(t, "gate", Ty::SIGNED);
        let image = Image { fields: vec![], items: Items::None };
        let data = program.data.push(Data { name: format!("jit_buffer_{name}"), ty: t, image, readonly: false });
        Buffer { data, slots, result: (ret != Ty::Void).then_some(result), gate, object }
    }
}

/// Makes a native portal enter the JIT.
pub fn enter(program: &mut Program, portal: &Portal, table: JitTable) {
    let name = program.jit_drivers[portal.driver as usize].name.clone();
    let Some(object) = program.types.by_name("object") else { return };
    let mut g = program.graphs[portal.id].clone();
    let Some(&(merge, _)) = g.merge_points().first() else { return };
    crate::ways::straighten(&mut g, merge);
    let params = g.blocks[merge].params.clone();
    let types: Vec<Ty> = params.iter().map(|&v| g.ty(v)).collect();
    let buffer = Buffer::new(program, &name, &types, g.ret, object);
    let greens = program.jit_drivers[portal.driver as usize].greens.len();
    let asked = [Ty::Address, Ty::SIGNED, Ty::Address, Ty::SIGNED, Ty::Bool];
    let runtime = program.extern_func("rpy_jit_enter", &asked, Ty::SIGNED);
    program.externs[runtime].collects = true;
    let mut outer = caller(&g, merge, &types);
    let mut e = Enter { program, g: &mut g, buffer, runtime, table, driver: portal.driver, greens };
    let places = e.places();
    // Without a place of its own, the merge point is where the JIT is entered: also the first time, which the caller sees to.
    let at_merge_point = places.is_empty();
    if at_merge_point {
        let span = e.g.blocks[merge].span;
        let front = e.front(merge);
        let args = e.g.blocks[front].params.iter().map(|&v| v.into()).collect();
        let (question, gate) = e.pass(front, args, false, merge, span);
        e.end(question, gate, span);
    }
    for (b, i) in places {
        let op = e.g.blocks[b].ops[i].clone();
        // Nothing may happen between `can_enter_jit` and the merge point: the way there is the runtime's.
        e.g.blocks[b].ops.truncate(i);
        let (question, gate) = e.pass(b, op.args[2..].to_vec(), false, merge, op.span);
        e.end(question, gate, op.span);
    }
    e.start(merge, &types);
    let buffer = e.buffer;
    g.flags.inline = InlineHint::Never;
    let inner = program.graphs.push(g);
    let call = outer.blocks[outer.entry].exit.links()[0].to;
    let mut e = Enter { program, g: &mut outer, buffer, runtime, table, driver: portal.driver, greens };
    // Where the program says where its loops are, what it calls may become hot too.
    let span = e.g.blocks[call].span;
    let front = e.front(call);
    let args = e.g.blocks[front].params.iter().map(|&v| v.into()).collect();
    let (question, gate) = e.pass(front, args, !at_merge_point, call, span);
    e.question(question, gate, !at_merge_point, call, span);
    e.call(call, inner);
    program.graphs[portal.id] = outer;
}

/// The graph that the program calls, with an empty block that takes what the merge point takes.
fn caller(g: &Graph, merge: BlockId, types: &[Ty]) -> Graph {
    let mut outer = Graph::new(&g.name, g.ret);
    outer.span = g.span;
    outer.flags = g.flags.clone();
    let entry = outer.entry;
    let params: Vec<_> = g.params().iter().map(|&v| (v, outer.add_param(entry, g.ty(v)))).collect();
    let call = outer.new_block();
    outer.blocks[call].span = g.blocks[merge].span;
    types.iter().for_each(|&ty| {
        outer.add_param(call, ty);
    });
    let mut exit = match g.entry == merge {
        // Without a loop the merge point is where the graph begins.
        true => Exit::Goto(Link { to: call, args: g.params().iter().map(|&v| v.into()).collect() }),
        false => g.blocks[g.entry].exit.clone(),
    };
    exit.links_mut().into_iter().for_each(|l| l.to = call);
    exit.for_each_operand_mut(|a| {
        if let Some(&(_, new)) = params.iter().find(|(old, _)| a.var() == Some(*old)) {
            *a = new.into();
        }
    });
    outer.blocks[entry].exit = exit;
    outer
}

struct Enter<'a> {
    program: &'a mut Program,
    g: &'a mut Graph,
    buffer: Buffer,
    runtime: rpy_ir::ExternId,
    table: JitTable,
    driver: u32,
    /// How many of the values are greens.
    greens: usize,
}

impl Enter<'_> {
    /// The markers at which the JIT may be entered, the last of a block first.
    fn places(&self) -> Vec<(BlockId, usize)> {
        let mut all = vec![];
        for (b, block) in self.g.blocks.iter() {
            for (i, op) in block.ops.iter().enumerate().rev() {
                if op.jit_marker().is_some_and(|(kind, _)| kind == CAN_ENTER) {
                    all.push((b, i));
                }
            }
        }
        all
    }

    /// The portal takes what the merge point takes.
    fn start(&mut self, merge: BlockId, types: &[Ty]) {
        let entry = self.g.new_block();
        self.g.blocks[entry].span = self.g.blocks[merge].span;
        let args = types.iter().map(|&ty| self.g.add_param(entry, ty).into()).collect();
        self.g.blocks[entry].exit = Exit::Goto(Link { to: merge, args });
        let old = std::mem::replace(&mut self.g.entry, entry);
        // What only leads to the merge point has no place in the graph any more.
        if old != merge {
            self.g.blocks[old].exit = Exit::Unreachable;
        }
    }

    /// A block in front of the merge point, through which all ways to it go.
    fn front(&mut self, merge: BlockId) -> BlockId {
        let front = self.g.new_block();
        let params = self.g.blocks[merge].params.clone();
        for v in params {
            self.g.add_param(front, self.g.ty(v));
        }
        self.g.blocks[front].span = self.g.blocks[merge].span;
        for (b, block) in self.g.blocks.iter_mut() {
            if b != front {
                block.exit.links_mut().into_iter().filter(|l| l.to == merge).for_each(|l| l.to = front);
            }
        }
        front
    }

    fn emit(&mut self, b: BlockId, op: Op, args: Vec<Operand>, ty: Ty, span: Span) -> Operand {
        self.g.emit(b, op, args, ty, span)
    }

    fn data(&self) -> Operand {
        Operand::Const(Const::Data(self.buffer.data))
    }

    fn field(f: FieldRef) -> Operand {
        Operand::Const(Const::Field(f))
    }

    /// A value of a type as a word, or back.
    fn convert(&mut self, b: BlockId, v: Operand, from: Ty, to: Ty, span: Span) -> Operand {
        let op = match (from, to) {
            _ if from == to => return v,
            (Ty::Ptr(_), Ty::Address) => Op::CastPtrToAdr,
            (Ty::Address, Ty::Ptr(_)) => Op::CastAdrToPtr,
            (Ty::SingleFloat, _) | (_, Ty::SingleFloat) => return v,
            _ => Op::CastInt,
        };
        self.emit(b, op, vec![v], to, span)
    }

    /// Ends block `b`: goes on at the merge point, or if the gate is closed in a new block, where the values are in the buffer.
    /// Gives that block, and the gate.
    fn pass(
        &mut self,
        b: BlockId,
        values: Vec<Operand>,
        called: bool,
        merge: BlockId,
        span: Span,
    ) -> (BlockId, Operand) {
        let mut gate = self.gate(b, &values[..self.greens], span);
        if called {
            // Not that of the loop with these greens, which has another threshold.
            gate = self.emit(b, Op::IntXor, vec![gate, Operand::int(GATES as i64 / 2)], Ty::SIGNED, span);
        }
        let gates = Operand::Const(Const::Data(self.table.gates));
        let left = self.emit(b, Op::GetArrayItem, vec![gates.clone(), gate.clone()], Ty::SIGNED, span);
        let left = self.emit(b, Op::IntSub, vec![left, Operand::int(1)], Ty::SIGNED, span);
        self.emit(b, Op::SetArrayItem, vec![gates, gate.clone(), left.clone()], Ty::Void, span);
        let closed = self.emit(b, Op::IntLt, vec![left, Operand::int(0)], Ty::Bool, span);
        let closed = self.emit(b, Op::Unlikely, vec![closed], Ty::Bool, span);
        let [end] = self.blocks(span);
        let then = Link { to: end, args: vec![] };
        let els = Link { to: merge, args: values.clone() };
        self.g.blocks[b].exit = Exit::Branch { cond: closed, then, els };
        for (v, f) in values.into_iter().zip(self.buffer.slots.clone()) {
            let from = self.program.operand_ty(self.g, &v);
            let to = self.program.types.field(f).ty;
            let v = self.convert(end, v, from, to, span);
            self.set(end, f, v, span);
        }
        (end, gate)
    }

    /// Ends the portal with the question.
    fn end(&mut self, end: BlockId, gate: Operand, span: Span) {
        let number = self.emit(end, Op::IntAdd, vec![gate, Operand::int(1)], Ty::SIGNED, span);
        self.set(end, self.buffer.gate, number, span);
        // The result is not looked at: what is in the buffer is one.
        let result = self.result(end, span);
        self.g.blocks[end].exit = Exit::Return(result);
    }

    /// Fills the block that takes what the merge point takes: calls the portal, and asks until there is no question.
    fn call(&mut self, b: BlockId, portal: GraphId) {
        let span = self.g.blocks[b].span;
        let mut args = vec![Operand::Const(Const::Graph(portal))];
        args.extend(self.g.blocks[b].params.iter().map(|&v| Operand::from(v)));
        // No place of its own: tracebacks show one frame for the function.
        let result = self.emit(b, Op::DirectCall, args, self.g.ret, Span::NONE);
        let gate = self.emit(b, Op::GetField, vec![self.data(), Self::field(self.buffer.gate)], Ty::SIGNED, span);
        let asks = self.emit(b, Op::IntNe, vec![gate.clone(), Operand::int(0)], Ty::Bool, span);
        let [end, question] = self.blocks(span);
        let to = |b| Link { to: b, args: vec![] };
        self.g.blocks[b].exit = Exit::Branch { cond: asks, then: to(question), els: to(end) };
        self.g.blocks[end].exit = Exit::Return(result);
        self.set(question, self.buffer.gate, Operand::int(0), span);
        let gate = self.emit(question, Op::IntSub, vec![gate, Operand::int(1)], Ty::SIGNED, span);
        self.question(question, gate, false, b, span);
    }

    fn blocks<const N: usize>(&mut self, span: Span) -> [BlockId; N] {
        [(); N].map(|()| {
            let b = self.g.new_block();
            self.g.blocks[b].span = span;
            b
        })
    }

    fn set(&mut self, b: BlockId, f: FieldRef, v: Operand, span: Span) {
        self.emit(b, Op::SetField, vec![self.data(), Self::field(f), v], Ty::Void, span);
    }

    /// What is in the buffer.
    fn result(&mut self, b: BlockId, span: Span) -> Operand {
        match self.buffer.result {
            None => Operand::void(),
            Some(f) => {
                let (from, to) = (self.program.types.field(f).ty, self.g.ret);
                let loaded = self.take(b, f, from, span);
                self.convert(b, loaded, from, to, span)
            }
        }
    }

    /// The index of the gate of the place with these greens. Places next to each other have gates next to each other; where
    /// objects move, places get other gates, which is no harm.
    fn gate(&mut self, b: BlockId, greens: &[Operand], span: Span) -> Operand {
        let mut hash: Option<Operand> = None;
        for v in greens {
            let ty = self.program.operand_ty(self.g, v);
            let slot = slot_type(self.program, ty);
            let mut word = match slot {
                Ty::Float => continue,
                Ty::Ptr(_) => self.emit(b, Op::CastPtrToAdr, vec![v.clone()], Ty::Address, span),
                _ => self.convert(b, v.clone(), ty, slot, span),
            };
            if slot != Ty::SIGNED {
                word = self.emit(b, Op::CastAdrToInt, vec![word], Ty::SIGNED, span);
                word = self.emit(b, Op::IntRshift, vec![word, Operand::int(4)], Ty::SIGNED, span);
            }
            hash = Some(match hash {
                None => word,
                Some(h) => self.emit(b, Op::IntAdd, vec![h, word], Ty::SIGNED, span),
            });
            // The first object is the interpreted function: the others come with it.
            if slot != Ty::SIGNED {
                break;
            }
        }
        let hash = hash.unwrap_or(Operand::int(self.driver as i64));
        self.emit(b, Op::IntAnd, vec![hash, Operand::int(GATES as i64 - 1)], Ty::SIGNED, span)
    }

    /// Asks the runtime, in a loop or where the portal is called; what takes what the merge point takes is how the portal goes on.
    fn question(&mut self, b: BlockId, gate: Operand, called: bool, on: BlockId, span: Span) {
        let args = vec![
            Operand::Const(Const::Extern(self.runtime)),
            Operand::Const(Const::DataAddress(self.table.data)),
            Operand::int(self.driver as i64),
            Operand::Const(Const::DataAddress(self.buffer.data)),
            gate,
            Operand::Const(Const::Bool(called)),
        ];
        let answer = self.emit(b, Op::DirectCall, args, Ty::SIGNED, span);
        let last = Operand::Const(Const::Int(RETURN, IntKind::I64));
        let leaves = self.emit(b, Op::IntGe, vec![answer.clone(), last.clone()], Ty::Bool, span);
        let [end, go_on, leave, raise] = self.blocks(span);
        let to = |b| Link { to: b, args: vec![] };
        self.g.blocks[b].exit = Exit::Branch { cond: leaves, then: to(end), els: to(go_on) };
        let returns = self.emit(end, Op::IntEq, vec![answer, last], Ty::Bool, span);
        self.g.blocks[end].exit = Exit::Branch { cond: returns, then: to(leave), els: to(raise) };

        let params = self.g.blocks[on].params.clone();
        let mut args = vec![];
        for (v, f) in params.into_iter().zip(self.buffer.slots.clone()) {
            let (from, to) = (self.program.types.field(f).ty, self.g.ty(v));
            let loaded = self.take(go_on, f, from, span);
            args.push(self.convert(go_on, loaded, from, to, span));
        }
        self.g.blocks[go_on].exit = Exit::Goto(Link { to: on, args });

        let result = self.result(leave, span);
        self.g.blocks[leave].exit = Exit::Return(result);

        // The exception is still in flight. It has passed the portal already: it is raised without a place.
        let Some(exc) = self.program.role_data(Role::ExcData) else { return };
        let Some(value) = self.program.types.find_field(self.program.data[exc].ty, "exc_value") else { return };
        let from = vec![Operand::Const(Const::Data(exc)), Self::field(value)];
        let in_flight = self.emit(raise, Op::GetField, from.clone(), Ty::Ptr(self.buffer.object), span);
        let null = Operand::Const(Const::Null(self.buffer.object));
        self.emit(raise, Op::SetField, [from, vec![null]].concat(), Ty::Void, span);
        self.g.blocks[raise].exit = Exit::Raise(in_flight, Span::NONE);
    }

    /// Loads from the buffer. A reference does not stay there: the buffer would keep the object alive.
    fn take(&mut self, b: BlockId, f: FieldRef, ty: Ty, span: Span) -> Operand {
        let loaded = self.emit(b, Op::GetField, vec![self.data(), Self::field(f)], ty, span);
        if let Ty::Ptr(t) = ty {
            let null = Operand::Const(Const::Null(t));
            self.emit(b, Op::SetField, vec![self.data(), Self::field(f), null], Ty::Void, span);
        }
        loaded
    }
}
