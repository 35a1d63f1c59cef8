//! Portals: the graphs with a driver's merge point. The native one learns to enter the JIT.
//!
//! Where the interpreter says that it may (`can_enter_jit`, or else at the merge point) it counts how often it has come to this
//! place, by a hash of the greens that are numbers. Once that is often, it writes greens and reds into the driver's buffer and
//! asks the runtime. The answer says how the portal goes on: at the merge point with what is in the buffer
//! then, by returning what is there, or by raising it. Nothing else is alive across the question: what the interpreter had
//! before would stay alive as long as compiled code runs.

use crate::Writer;
use crate::descrs::Callee;
use crate::tables::{COUNTER_BITS, JitTable};
use rpy_ir::data::Items;
use rpy_ir::jit::{CAN_ENTER, LOOP_HEADER};
use rpy_ir::{
    BlockId, Const, Data, DataId, Diag, Exit, FieldRef, Graph, GraphId, Image, IntKind, Link, Op, Operand, Operation,
    Program, Span, Ty, TypeId,
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
        let call = w.descrs.call(program, &mut w.tables, &callee);
        let d = &program.jit_drivers[self.driver as usize];
        let kind = |t: Ty| crate::kinds::kind(&program.types, t).unwrap_or(rpy_trace::Kind::Int);
        let named = |all: &[(String, Ty)]| all.iter().map(|(n, t)| (kind(*t), n.clone())).collect();
        let string = program.types.by_name("rpy_string");
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
            get_printable_location: d.get_printable_location.map(|g| w.tables.address(Const::Graph(g))),
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
    exception: FieldRef,
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
        let exception = program.types.add_field(t, "exception", Ty::Ptr(object));
        let image = Image { fields: vec![], items: Items::None };
        let data = program.data.push(Data { name: format!("jit_buffer_{name}"), ty: t, image, readonly: false });
        Buffer { data, slots, result: (ret != Ty::Void).then_some(result), exception, object }
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
    let runtime = program.extern_func("rpy_jit_enter", &[Ty::Address, Ty::SIGNED, Ty::Address], Ty::SIGNED);
    program.externs[runtime].collects = true;
    let mut e = Enter { program, g: &mut g, buffer, runtime, table, driver: portal.driver, merge, greens };
    let places = e.places();
    // Without a place of its own, the merge point is where the JIT is entered.
    if places.is_empty() {
        let span = e.g.blocks[merge].span;
        let front = e.front();
        let args = e.g.blocks[front].params.iter().map(|&v| v.into()).collect();
        e.ask(front, args, span);
    }
    for (b, i) in places {
        let op = e.g.blocks[b].ops[i].clone();
        // Nothing may happen between `can_enter_jit` and the merge point: the way there is the runtime's.
        e.g.blocks[b].ops.truncate(i);
        e.ask(b, op.args[2..].to_vec(), op.span);
    }
    program.graphs[portal.id] = g;
}

struct Enter<'a> {
    program: &'a mut Program,
    g: &'a mut Graph,
    buffer: Buffer,
    runtime: rpy_ir::ExternId,
    table: JitTable,
    driver: u32,
    merge: BlockId,
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

    /// A block in front of the merge point, through which all ways to it go.
    fn front(&mut self) -> BlockId {
        let front = self.g.new_block();
        let params = self.g.blocks[self.merge].params.clone();
        for v in params {
            self.g.add_param(front, self.g.ty(v));
        }
        self.g.blocks[front].span = self.g.blocks[self.merge].span;
        for (b, block) in self.g.blocks.iter_mut() {
            if b != front {
                block.exit.links_mut().into_iter().filter(|l| l.to == self.merge).for_each(|l| l.to = front);
            }
        }
        // Without a loop the merge point is where the graph begins.
        if self.g.entry == self.merge {
            self.g.entry = front;
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

    /// Ends block `b`: goes on at the merge point, or with the question where that has happened often.
    fn ask(&mut self, b: BlockId, values: Vec<Operand>, span: Span) {
        let often = self.count(b, &values[..self.greens], span);
        let question = self.g.new_block();
        self.g.blocks[question].span = span;
        let then = Link { to: question, args: vec![] };
        let els = Link { to: self.merge, args: values.clone() };
        self.g.blocks[b].exit = Exit::Branch { cond: often, then, els };
        self.question(question, values, span);
    }

    /// Counts one more time at the place with these greens; gives whether it was one of many.
    fn count(&mut self, b: BlockId, greens: &[Operand], span: Span) -> Operand {
        // Multiplication by 2^64 divided by the golden ratio spreads small differences over the upper bits (Knuth, "The Art of
        // Computer Programming", volume 3, 6.4).
        let factor = Operand::int(0x9e37_79b9_7f4a_7c15_u64 as i64);
        let mut hash = Operand::int(self.driver as i64);
        for v in greens {
            let ty = self.program.operand_ty(self.g, v);
            if slot_type(self.program, ty) == Ty::SIGNED {
                let n = self.convert(b, v.clone(), ty, Ty::SIGNED, span);
                hash = self.emit(b, Op::IntXor, vec![hash, n], Ty::SIGNED, span);
                hash = self.emit(b, Op::IntMul, vec![hash, factor.clone()], Ty::SIGNED, span);
            }
        }
        let bits = self.emit(b, Op::CastInt, vec![hash], Ty::UNSIGNED, span);
        let shift = Operand::int(64 - COUNTER_BITS as i64);
        let upper = self.emit(b, Op::IntRshift, vec![bits, shift], Ty::UNSIGNED, span);
        let index = self.emit(b, Op::CastInt, vec![upper], Ty::SIGNED, span);
        let counters = Operand::Const(Const::Data(self.table.counters));
        let before = self.emit(b, Op::GetArrayItem, vec![counters.clone(), index.clone()], Ty::SIGNED, span);
        let now = self.emit(b, Op::IntAdd, vec![before, Operand::int(1)], Ty::SIGNED, span);
        self.emit(b, Op::SetArrayItem, vec![counters, index, now.clone()], Ty::Void, span);
        let table = Operand::Const(Const::Data(self.table.data));
        let limit = self.emit(b, Op::GetField, vec![table, Self::field(self.table.limit)], Ty::SIGNED, span);
        let often = self.emit(b, Op::IntGe, vec![now, limit], Ty::Bool, span);
        self.emit(b, Op::Unlikely, vec![often], Ty::Bool, span)
    }

    /// Asks the runtime.
    fn question(&mut self, b: BlockId, values: Vec<Operand>, span: Span) {
        let slots = self.buffer.slots.clone();
        for (v, f) in values.into_iter().zip(&slots) {
            let from = self.program.operand_ty(self.g, &v);
            let to = self.program.types.field(*f).ty;
            let v = self.convert(b, v, from, to, span);
            self.emit(b, Op::SetField, vec![self.data(), Self::field(*f), v], Ty::Void, span);
        }
        let args = vec![
            Operand::Const(Const::Extern(self.runtime)),
            Operand::Const(Const::DataAddress(self.table.data)),
            Operand::int(self.driver as i64),
            Operand::Const(Const::DataAddress(self.buffer.data)),
        ];
        let answer = self.emit(b, Op::DirectCall, args, Ty::SIGNED, span);
        let last = Operand::Const(Const::Int(RETURN, IntKind::I64));
        let leaves = self.emit(b, Op::IntGe, vec![answer.clone(), last.clone()], Ty::Bool, span);
        let leaves = self.emit(b, Op::Unlikely, vec![leaves], Ty::Bool, span);
        let [end, go_on, leave, raise] = [(); 4].map(|()| {
            let b = self.g.new_block();
            self.g.blocks[b].span = span;
            b
        });
        let to = |b| Link { to: b, args: vec![] };
        self.g.blocks[b].exit = Exit::Branch { cond: leaves, then: to(end), els: to(go_on) };
        let returns = self.emit(end, Op::IntEq, vec![answer, last], Ty::Bool, span);
        self.g.blocks[end].exit = Exit::Branch { cond: returns, then: to(leave), els: to(raise) };

        let params = self.g.blocks[self.merge].params.clone();
        let mut args = vec![];
        for (v, f) in params.into_iter().zip(self.buffer.slots.clone()) {
            let (from, to) = (self.program.types.field(f).ty, self.g.ty(v));
            let loaded = self.take(go_on, f, from, span);
            args.push(self.convert(go_on, loaded, from, to, span));
        }
        self.g.blocks[go_on].exit = Exit::Goto(Link { to: self.merge, args });

        let result = match self.buffer.result {
            None => Operand::void(),
            Some(f) => {
                let (from, to) = (self.program.types.field(f).ty, self.g.ret);
                let loaded = self.take(leave, f, from, span);
                self.convert(leave, loaded, from, to, span)
            }
        };
        self.g.blocks[leave].exit = Exit::Return(result);

        let (exception, object) = (self.buffer.exception, self.buffer.object);
        let loaded = self.take(raise, exception, Ty::Ptr(object), span);
        self.g.blocks[raise].exit = Exit::Raise(loaded, span);
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
