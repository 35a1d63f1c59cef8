//! Random typed programs that end, never do what is undefined, and return an integer that depends on most of what they did.
//!
//! A program is a list of graphs `(Signed, Signed) -> Signed`, each of which may call the earlier ones. Control flow is
//! structured: branches that meet, counted loops, switches, chains of comparisons, calls with and without a handler. Only
//! variables of enclosing scopes are used, so definitions dominate by construction.

use rpy_ir::data::Items;
use rpy_ir::{
    BlockId, Const, Data, DataId, Exit, FieldRef, Graph, GraphId, Image, InlineHint, IntKind, Item, Link, Op, Operand,
    Program, Role, Span, Ty, TypeId, Var,
};

/// Xorshift: the same seed gives the same program everywhere.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 11) % n as u64) as usize
    }
    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
    /// Mostly small, sometimes at the edge of a type.
    pub fn int(&mut self) -> i64 {
        match self.below(12) {
            0 => [i64::MIN, i64::MAX, 255, 256, -128, 1 << 32, u32::MAX as i64, 63, 64][self.below(9)],
            // The operands of identities.
            1..=3 => self.below(2) as i64,
            _ => self.below(12) as i64 - 4,
        }
    }
}

/// What all graphs of a program share.
struct World {
    /// `object { code: Signed }`, the root of what is raised.
    object: TypeId,
    code: FieldRef,
    /// `pair(object) { first: Signed, small: UInt8, fixed: Signed immutable, next: *pair }`.
    pair: TypeId,
    first: FieldRef,
    small: FieldRef,
    fixed: FieldRef,
    next: FieldRef,
    array: TypeId,
    table: DataId,
    shared: DataId,
    prebuilt: DataId,
    graphs: Vec<GraphId>,
}

const SMALL: IntKind = IntKind::U8;
/// Items of every array: a power of two, indices are masked.
const ITEMS: i64 = 8;

pub fn program(seed: u64) -> (Program, GraphId) {
    let mut random = Random::new(seed);
    let mut p = Program { name: "random".to_string(), phase: "rtype".to_string(), ..Program::default() };
    let object = p.types.new_struct("object", true, None);
    let code = p.types.add_field(object, "code", Ty::SIGNED);
    let pair = p.types.new_struct("pair", true, Some(object));
    let first = p.types.add_field(pair, "first", Ty::SIGNED);
    let small = p.types.add_field(pair, "small", Ty::Int(SMALL));
    let fixed = p.types.add_field_hint(pair, "fixed", Ty::SIGNED, true);
    let next = p.types.add_field(pair, "next", Ty::Ptr(pair));
    let array = p.types.array(true, Item::Value(Ty::SIGNED));
    let values = (0..ITEMS).map(|_| Const::Int(random.int(), IntKind::I64)).collect();
    let mut data = |ty, fields, items, readonly| {
        let image = Image { fields, items };
        p.data.push(Data { name: "static".to_string(), ty, image, readonly })
    };
    let table = data(array, vec![], Items::Values(values), true);
    let shared = data(array, vec![], Items::Zero(ITEMS as usize), false);
    let seven = Const::Int(7, IntKind::I64);
    let prebuilt = data(pair, vec![(fixed, seven.clone()), (first, seven)], Items::None, false);
    let mut world =
        World { object, code, pair, first, small, fixed, next, array, table, shared, prebuilt, graphs: vec![] };
    for i in 0..1 + random.below(4) {
        let id = p.graphs.push(Graph::new(&format!("f{i}"), Ty::SIGNED));
        let mut g = std::mem::replace(&mut p.graphs[id], Graph::new("", Ty::Void));
        g.flags.inline = match random.below(6) {
            0 => InlineHint::Always,
            1 => InlineHint::Never,
            _ => InlineHint::ByCost,
        };
        g.flags.support = random.one_in(4);
        let budget = 6 + random.below(60);
        Builder::new(&mut g, &world, &mut random, budget).graph();
        p.graphs[id] = g;
        world.graphs.push(id);
    }
    let top = outermost(&mut p, &world);
    p.roles.insert(Role::EntryPoint, Const::Graph(top));
    (p, top)
}

/// Calls the last graph; an exception that comes out of it becomes a result like another.
fn outermost(p: &mut Program, world: &World) -> GraphId {
    let mut g = Graph::new("top", Ty::SIGNED);
    g.flags.inline = InlineHint::Never;
    let entry = g.entry;
    let mut args = vec![Operand::Const(Const::Graph(*world.graphs.last().expect("there is a graph")))];
    args.extend((0..2).map(|_| Operand::Var(g.add_param(entry, Ty::SIGNED))));
    let result = g.emit(entry, Op::DirectCall, args, Ty::SIGNED, Span::NONE);
    let (good, bad) = (g.new_block(), g.new_block());
    let exc = g.new_var(Ty::Ptr(world.object));
    let caught = g.add_param(bad, Ty::Ptr(world.object));
    g.blocks[entry].exit = Exit::Try { normal: link(good, vec![]), exc, handler: link(bad, vec![exc.into()]) };
    g.blocks[good].exit = Exit::Return(result);
    let field = vec![caught.into(), Const::Field(world.code).into()];
    let code = g.emit(bad, Op::GetField, field, Ty::SIGNED, Span::NONE);
    let marked = g.emit(bad, Op::IntXor, vec![code, Operand::int(0x5555)], Ty::SIGNED, Span::NONE);
    g.blocks[bad].exit = Exit::Return(marked);
    p.graphs.push(g)
}

fn link(to: BlockId, args: Vec<Operand>) -> Link {
    Link { to, args }
}

/// The variables in scope, by type.
#[derive(Clone, Default)]
struct Scope {
    ints: Vec<Var>,
    smalls: Vec<Var>,
    bools: Vec<Var>,
    /// Not null.
    pairs: Vec<Var>,
    arrays: Vec<Var>,
}

struct Builder<'a> {
    g: &'a mut Graph,
    w: &'a World,
    r: &'a mut Random,
    /// Where code goes now.
    at: BlockId,
    scope: Scope,
    /// Statements that may still be made.
    budget: usize,
    depth: usize,
    /// How deep in loops: calls in loops multiply.
    loops: usize,
}

impl<'a> Builder<'a> {
    fn new(g: &'a mut Graph, w: &'a World, r: &'a mut Random, budget: usize) -> Builder<'a> {
        let at = g.entry;
        let mut scope = Scope::default();
        scope.ints.extend((0..2).map(|_| g.add_param(at, Ty::SIGNED)));
        Builder { g, w, r, at, scope, budget, depth: 0, loops: 0 }
    }

    fn graph(&mut self) {
        self.statements();
        // All that is in scope flows into the result, so that most mistakes show.
        let mut sum = Operand::int(1);
        for v in self.scope.ints.clone() {
            sum = self.emit(Op::IntMul, vec![sum, Operand::int(31)], Ty::SIGNED);
            sum = self.emit(Op::IntXor, vec![sum, v.into()], Ty::SIGNED);
        }
        for v in self.scope.pairs.clone() {
            let first = self.get_field(v, self.w.first, Ty::SIGNED);
            sum = self.emit(Op::IntAdd, vec![sum, first], Ty::SIGNED);
        }
        for v in self.scope.smalls.clone() {
            let wide = self.emit(Op::CastInt, vec![v.into()], Ty::SIGNED);
            sum = self.emit(Op::IntSub, vec![sum, wide], Ty::SIGNED);
        }
        for i in 0..2 {
            let shared = Operand::Const(Const::Data(self.w.shared));
            let item = self.emit(Op::GetArrayItem, vec![shared, Operand::int(i)], Ty::SIGNED);
            sum = self.emit(Op::IntSub, vec![sum, item], Ty::SIGNED);
        }
        self.g.blocks[self.at].exit = Exit::Return(sum);
    }

    fn statements(&mut self) {
        for _ in 0..2 + self.r.below(10) {
            if self.budget == 0 {
                return;
            }
            self.budget -= 1;
            match self.r.below(34) {
                0..=7 => self.arithmetic(),
                8 | 9 => self.compare(),
                10 => self.narrow(),
                11 | 12 => self.allocate(),
                13..=15 => self.load(),
                16..=18 => self.store(),
                19 | 20 | 30 | 31 | 32 | 33 => self.array(),
                21 => self.pointers(),
                22 | 23 if self.depth < 4 => self.branch(),
                24 if self.depth < 4 => self.counted_loop(),
                25 if self.depth < 4 => self.choice(),
                26 | 27 if self.loops < 2 => self.call(),
                28 if self.depth < 4 => self.raise(),
                29 if self.depth < 4 => self.follow_next(),
                _ => self.arithmetic(),
            }
        }
    }

    fn emit(&mut self, op: Op, args: Vec<Operand>, ty: Ty) -> Operand {
        self.g.emit(self.at, op, args, ty, Span::NONE)
    }
    fn emit_var(&mut self, op: Op, args: Vec<Operand>, ty: Ty) -> Var {
        self.emit(op, args, ty).var().expect("the operation has a result")
    }
    fn pick(&mut self, from: &[Var]) -> Option<Var> {
        // Later variables more often: chains of operations are what passes look for.
        let n = from.len();
        (n > 0).then(|| from[if self.r.one_in(2) { n - 1 - self.r.below(n.min(3)) } else { self.r.below(n) }])
    }
    fn int(&mut self) -> Operand {
        let ints = self.scope.ints.clone();
        match self.pick(&ints) {
            Some(v) if !self.r.one_in(4) => v.into(),
            _ => Operand::int(self.r.int()),
        }
    }
    fn bool(&mut self) -> Operand {
        let bools = self.scope.bools.clone();
        match self.pick(&bools) {
            Some(v) if !self.r.one_in(12) => v.into(),
            _ => Operand::bool(self.r.one_in(2)),
        }
    }
    /// A pair that is not null: of this graph, or the prebuilt one.
    fn a_pair(&mut self) -> Operand {
        let pairs = self.scope.pairs.clone();
        match self.pick(&pairs) {
            Some(v) if !self.r.one_in(8) => v.into(),
            _ => Operand::Const(Const::Data(self.w.prebuilt)),
        }
    }
    fn an_array(&mut self) -> Operand {
        let arrays = self.scope.arrays.clone();
        match self.pick(&arrays) {
            Some(v) if !self.r.one_in(4) => v.into(),
            _ => Operand::Const(Const::Data(self.w.shared)),
        }
    }
    fn get_field(&mut self, v: Var, f: FieldRef, ty: Ty) -> Operand {
        self.emit(Op::GetField, vec![v.into(), Const::Field(f).into()], ty)
    }
    fn set_field(&mut self, p: Operand, f: FieldRef, value: Operand) {
        self.emit(Op::SetField, vec![p, Const::Field(f).into(), value], Ty::Void);
    }

    fn arithmetic(&mut self) {
        use Op::*;
        let binary = [IntAdd, IntSub, IntMul, IntAnd, IntOr, IntXor, IntLshift, IntRshift, IntTruncdiv, IntTruncmod];
        let v = match self.r.below(14) {
            i if i < binary.len() => {
                let (a, mut b) = (self.int(), self.int());
                if matches!(binary[i], IntTruncdiv | IntTruncmod) {
                    // Never zero, never -1 (whose quotient may not fit).
                    b = Operand::int([1, 2, 3, 8, 64, -7, 1 << 40][self.r.below(7)]);
                }
                self.emit_var(binary[i], vec![a, b], Ty::SIGNED)
            }
            10 => {
                let a = self.int();
                let op = [IntNeg, IntInvert][self.r.below(2)];
                self.emit_var(op, vec![a], Ty::SIGNED)
            }
            11 => {
                let (c, a, b) = (self.bool(), self.int(), self.int());
                self.emit_var(Select, vec![c, a, b], Ty::SIGNED)
            }
            12 => {
                let c = self.bool();
                self.emit_var(CastInt, vec![c], Ty::SIGNED)
            }
            _ => {
                let a = self.int();
                let f = self.emit(CastIntToFloat, vec![a], Ty::Float);
                let f = self.emit(FloatAdd, vec![f, Operand::Const(Const::Float(0.5f64.to_bits()))], Ty::Float);
                self.emit_var(CastFloatToInt, vec![f], Ty::SIGNED)
            }
        };
        self.scope.ints.push(v);
    }

    fn compare(&mut self) {
        use Op::*;
        let ops = [IntEq, IntNe, IntLt, IntLe, IntGt, IntGe, IntAddOverflows, IntSubOverflows, IntMulOverflows];
        let v = if self.r.one_in(6) {
            let b = self.bool();
            self.emit_var(BoolNot, vec![b], Ty::Bool)
        } else {
            let (a, b) = (self.int(), self.int());
            let op = ops[self.r.below(ops.len())];
            self.emit_var(op, vec![a, b], Ty::Bool)
        };
        self.scope.bools.push(v);
    }

    /// Through narrow types and back.
    fn narrow(&mut self) {
        let kinds = [IntKind::I8, IntKind::U8, IntKind::I16, IntKind::I32, IntKind::U32, IntKind::U64];
        let kind = kinds[self.r.below(kinds.len())];
        let a = self.int();
        let mut v = self.emit(Op::CastInt, vec![a], Ty::Int(kind));
        if self.r.one_in(2) {
            let other = kinds[self.r.below(kinds.len())];
            v = self.emit(Op::CastInt, vec![v], Ty::Int(other));
        }
        let small = self.emit_var(Op::CastInt, vec![v.clone()], Ty::Int(SMALL));
        let wide = self.emit_var(Op::CastInt, vec![v], Ty::SIGNED);
        self.scope.smalls.push(small);
        self.scope.ints.push(wide);
    }

    fn allocate(&mut self) {
        if self.r.one_in(4) {
            let n = Operand::int(ITEMS);
            let args = vec![Const::Type(self.w.array).into(), n];
            let v = self.emit_var(Op::MallocVarsize, args, Ty::Ptr(self.w.array));
            self.scope.arrays.push(v);
            return;
        }
        let v = self.new_pair();
        self.scope.pairs.push(v);
    }

    /// A new pair: its immutable field is written before anything reads it.
    fn new_pair(&mut self) -> Var {
        let v = self.emit_var(Op::Malloc, vec![Const::Type(self.w.pair).into()], Ty::Ptr(self.w.pair));
        let fixed = self.int();
        self.set_field(v.into(), self.w.fixed, fixed);
        if self.r.one_in(2) {
            let first = self.int();
            self.set_field(v.into(), self.w.first, first);
        }
        v
    }

    fn load(&mut self) {
        let p = self.a_pair();
        if self.r.one_in(4) {
            let small = Const::Field(self.w.small).into();
            let v = self.emit_var(Op::GetField, vec![p, small], Ty::Int(SMALL));
            self.scope.smalls.push(v);
            return;
        }
        let field = [self.w.first, self.w.first, self.w.fixed, self.w.code][self.r.below(4)];
        let v = self.emit_var(Op::GetField, vec![p, Const::Field(field).into()], Ty::SIGNED);
        self.scope.ints.push(v);
    }

    fn store(&mut self) {
        let p = self.a_pair();
        match self.r.below(6) {
            0 => {
                let smalls = self.scope.smalls.clone();
                let value = self.pick(&smalls).map_or(Operand::Const(Const::Int(200, SMALL)), Operand::Var);
                self.set_field(p, self.w.small, value);
            }
            1 => {
                let next = if self.r.one_in(3) { Operand::Const(Const::Null(self.w.pair)) } else { self.a_pair() };
                self.set_field(p, self.w.next, next);
            }
            2 => {
                let value = self.int();
                self.set_field(p, self.w.code, value);
            }
            _ => {
                let value = self.int();
                self.set_field(p, self.w.first, value);
            }
        }
    }

    fn array(&mut self) {
        // Often one of few places, so that loads meet stores.
        let i = if self.r.one_in(3) {
            let i = self.int();
            self.emit(Op::IntAnd, vec![i, Operand::int(ITEMS - 1)], Ty::SIGNED)
        } else {
            Operand::int(self.r.below(2) as i64)
        };
        match self.r.below(8) {
            0 => {
                let table = Operand::Const(Const::Data(self.w.table));
                let v = self.emit_var(Op::GetArrayItem, vec![table, i], Ty::SIGNED);
                self.scope.ints.push(v);
            }
            1..=3 => {
                let a = self.an_array();
                let v = self.emit_var(Op::GetArrayItem, vec![a, i], Ty::SIGNED);
                self.scope.ints.push(v);
            }
            4 => {
                let a = self.an_array();
                let v = self.emit_var(Op::GetArraySize, vec![a], Ty::SIGNED);
                self.scope.ints.push(v);
            }
            _ => {
                let (a, value) = (self.an_array(), self.int());
                self.emit(Op::SetArrayItem, vec![a, i, value], Ty::Void);
            }
        }
    }

    /// Comparisons of pointers, and casts to the parent and back.
    fn pointers(&mut self) {
        let p = self.a_pair();
        if self.r.one_in(2) {
            let q = if self.r.one_in(3) { Operand::Const(Const::Null(self.w.pair)) } else { self.a_pair() };
            let op = [Op::PtrEq, Op::PtrNe][self.r.below(2)];
            let v = self.emit_var(op, vec![p, q], Ty::Bool);
            self.scope.bools.push(v);
            return;
        }
        let up = self.emit(Op::CastPointer, vec![p], Ty::Ptr(self.w.object));
        let code = self.emit_var(Op::GetField, vec![up.clone(), Const::Field(self.w.code).into()], Ty::SIGNED);
        let down = self.emit_var(Op::CastPointer, vec![up], Ty::Ptr(self.w.pair));
        self.scope.ints.push(code);
        self.scope.pairs.push(down);
    }

    fn goto(&mut self, to: BlockId, args: Vec<Operand>) {
        self.g.blocks[self.at].exit = Exit::Goto(link(to, args));
    }

    /// Code in a scope of its own, from a block on; what it ends with goes to `join` with an integer and a pair.
    fn arm(&mut self, from: BlockId, join: BlockId) {
        let outer = self.scope.clone();
        self.at = from;
        self.depth += 1;
        self.statements();
        self.depth -= 1;
        let args = vec![self.int(), self.a_pair()];
        self.goto(join, args);
        self.scope = outer;
    }

    /// Where arms meet: its parameters come into scope.
    fn join(&mut self, join: BlockId) {
        let v = self.g.add_param(join, Ty::SIGNED);
        let p = self.g.add_param(join, Ty::Ptr(self.w.pair));
        self.at = join;
        self.scope.ints.push(v);
        self.scope.pairs.push(p);
    }

    fn branch(&mut self) {
        let cond = self.bool();
        let (then, els, join) = (self.g.new_block(), self.g.new_block(), self.g.new_block());
        self.g.blocks[self.at].exit = Exit::Branch { cond, then: link(then, vec![]), els: link(els, vec![]) };
        self.arm(then, join);
        self.arm(els, join);
        self.join(join);
    }

    /// A switch, or the chain of comparisons that should become one.
    fn choice(&mut self) {
        let on = self.int();
        let join = self.g.new_block();
        // A switch has each case once, a chain may compare again in vain.
        let is_switch = self.r.one_in(2);
        let mut values: Vec<i64> = vec![];
        for _ in 0..3 + self.r.below(4) {
            let v = self.r.int();
            if !(is_switch && values.contains(&v)) {
                values.push(v);
            }
        }
        let arms: Vec<(i64, BlockId)> = values.into_iter().map(|v| (v, self.g.new_block())).collect();
        let default = self.g.new_block();
        if is_switch {
            let cases = arms.iter().map(|&(v, b)| (v, link(b, vec![]))).collect();
            self.g.blocks[self.at].exit = Exit::Switch { on, cases, default: link(default, vec![]) };
        } else {
            for (i, &(v, b)) in arms.iter().enumerate() {
                let els = if i + 1 == arms.len() { default } else { self.g.new_block() };
                let cond = self.emit(Op::IntEq, vec![on.clone(), Operand::int(v)], Ty::Bool);
                self.g.blocks[self.at].exit = Exit::Branch { cond, then: link(b, vec![]), els: link(els, vec![]) };
                self.at = els;
            }
        }
        for (_, b) in arms {
            self.arm(b, join);
        }
        self.arm(default, join);
        self.join(join);
    }

    /// `for i in range(n)` with a variable that each round may change.
    fn counted_loop(&mut self) {
        let (head, body, done) = (self.g.new_block(), self.g.new_block(), self.g.new_block());
        let rounds = 1 + self.r.below(4) as i64;
        let (start, pair) = (self.int(), self.a_pair());
        self.goto(head, vec![Operand::int(0), start, pair]);
        let i = self.g.add_param(head, Ty::SIGNED);
        let carried = self.g.add_param(head, Ty::SIGNED);
        let pair = self.g.add_param(head, Ty::Ptr(self.w.pair));
        self.at = head;
        let cond = self.emit(Op::IntLt, vec![i.into(), Operand::int(rounds)], Ty::Bool);
        self.g.blocks[head].exit = Exit::Branch { cond, then: link(body, vec![]), els: link(done, vec![]) };
        let outer = self.scope.clone();
        self.scope.ints.extend([i, carried]);
        self.scope.pairs.push(pair);
        self.at = body;
        (self.depth, self.loops) = (self.depth + 1, self.loops + 1);
        self.statements();
        (self.depth, self.loops) = (self.depth - 1, self.loops - 1);
        let next = self.emit(Op::IntAdd, vec![i.into(), Operand::int(1)], Ty::SIGNED);
        let args = vec![next, self.int(), self.a_pair()];
        self.goto(head, args);
        self.scope = outer;
        self.scope.ints.push(carried);
        self.scope.pairs.push(pair);
        self.at = done;
    }

    fn call(&mut self) {
        let graphs = self.w.graphs.clone();
        if graphs.is_empty() {
            return self.arithmetic();
        }
        let callee = graphs[self.r.below(graphs.len())];
        // What is known of the shared objects before a call is not known after it.
        let shared = Operand::Const(Const::Data(self.w.shared));
        let value = self.int();
        self.emit(Op::SetArrayItem, vec![shared, Operand::int(0), value], Ty::Void);
        let args = vec![Operand::Const(Const::Graph(callee)), self.int(), self.int()];
        let result = self.emit_var(Op::DirectCall, args, Ty::SIGNED);
        if self.depth >= 4 || self.r.one_in(2) {
            self.scope.ints.push(result);
            return;
        }
        let (good, bad, join) = (self.g.new_block(), self.g.new_block(), self.g.new_block());
        let exc = self.g.new_var(Ty::Ptr(self.w.object));
        let caught = self.g.add_param(bad, Ty::Ptr(self.w.object));
        let handler = link(bad, vec![exc.into()]);
        self.g.blocks[self.at].exit = Exit::Try { normal: link(good, vec![]), exc, handler };
        let outer = self.scope.clone();
        self.scope.ints.push(result);
        self.arm(good, join);
        self.scope = outer.clone();
        self.at = bad;
        let code = self.get_field(caught, self.w.code, Ty::SIGNED);
        if self.r.one_in(4) {
            self.g.blocks[bad].exit = Exit::Raise(caught.into(), Span::NONE);
        } else {
            self.scope.ints.extend(code.var());
            self.arm(bad, join);
        }
        self.scope = outer;
        self.join(join);
    }

    /// Raises on one side, goes on on the other. What is raised is a `pair`, of a subtype of what handlers expect.
    fn raise(&mut self) {
        let cond = self.bool();
        let (leave, stay) = (self.g.new_block(), self.g.new_block());
        self.g.blocks[self.at].exit = Exit::Branch { cond, then: link(leave, vec![]), els: link(stay, vec![]) };
        let outer = self.scope.clone();
        self.at = leave;
        let p = self.new_pair();
        let code = self.int();
        self.set_field(p.into(), self.w.code, code);
        let value = if self.r.one_in(2) {
            p.into()
        } else {
            self.emit(Op::CastPointer, vec![p.into()], Ty::Ptr(self.w.object))
        };
        self.g.blocks[self.at].exit = Exit::Raise(value, Span::NONE);
        self.scope = outer;
        self.at = stay;
    }

    /// `p.next` where it is not null.
    fn follow_next(&mut self) {
        let p = self.a_pair();
        let next = self.emit_var(Op::GetField, vec![p, Const::Field(self.w.next).into()], Ty::Ptr(self.w.pair));
        let cond = self.emit(Op::PtrNonzero, vec![next.into()], Ty::Bool);
        let (then, els, join) = (self.g.new_block(), self.g.new_block(), self.g.new_block());
        self.g.blocks[self.at].exit = Exit::Branch { cond, then: link(then, vec![]), els: link(els, vec![]) };
        let outer = self.scope.clone();
        self.scope.pairs.push(next);
        self.arm(then, join);
        self.scope = outer;
        self.arm(els, join);
        self.join(join);
    }
}
