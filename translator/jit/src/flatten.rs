//! A graph as a line of instructions on virtual registers, with labels.

use crate::kinds::kind;
use crate::{Writer, select};
use rpy_ir::hash::HashMap;
use rpy_ir::{BlockId, Const, Exit, Graph, Link, Op, Operand, Operation, Program, Span, Var};
use rpy_trace::jitcode::{Address, Control, Instruction, Number};
use rpy_trace::op::Group;
use rpy_trace::{DescrId, Kind};

/// A virtual register: a variable of the graph, or one made here.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Reg(pub Kind, pub u32);

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Value {
    Reg(Reg),
    Int(Number),
    /// Static data, or null.
    Ref(Option<Address>),
    Float(u64),
}

impl Value {
    pub fn kind(self) -> Kind {
        match self {
            Value::Reg(Reg(k, _)) => k,
            Value::Int(_) => Kind::Int,
            Value::Ref(_) => Kind::Ref,
            Value::Float(_) => Kind::Float,
        }
    }
    pub fn int(v: i64) -> Value {
        Value::Int(Number::Value(v))
    }
}

#[derive(Clone, PartialEq, Debug)]
pub enum Part {
    Value(Value),
    List(Vec<Value>),
    Label(usize),
    Word(u16),
    Descr(DescrId),
    /// A switch: cases and where they go.
    Cases(Vec<(i64, usize)>),
}

#[derive(Clone, PartialEq, Debug)]
pub struct Insn {
    pub instruction: Instruction,
    pub operands: Vec<Part>,
    pub result: Option<Reg>,
    /// Of a call, an allocation or a raise.
    pub place: Option<Place>,
}

/// Where an exception begins, or may pass.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Place {
    pub begins: bool,
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub enum Line {
    Label(usize),
    Insn(Insn),
    /// All at once.
    Moves(Vec<(Value, Reg)>),
}

/// A function before registers are given out.
pub struct Code {
    pub lines: Vec<Line>,
    pub arguments: Vec<Reg>,
    /// It raises again what it has caught.
    pub raises_again: bool,
}

pub struct Flatten<'w, 'p> {
    pub writer: &'w mut Writer,
    pub program: &'p Program,
    pub g: &'p Graph,
    pub driver: Option<u32>,
    pub lines: Vec<Line>,
    /// Variables that are another value: casts that change nothing, hints.
    pub same: HashMap<Var, Value>,
    /// Of the operation or exit that is being flattened, if it may raise.
    pub place: Option<Place>,
    caught: Vec<bool>,
    /// The operations that give variables.
    defs: Vec<Option<&'p Operation>>,
    next_reg: u32,
    next_label: usize,
}

pub fn flatten(writer: &mut Writer, program: &Program, g: &Graph, driver: Option<u32>) -> Code {
    let mut defs = vec![None; g.vars.len()];
    for op in g.blocks.values().flat_map(|b| &b.ops) {
        if let Some(v) = op.result {
            defs[v.0 as usize] = Some(op);
        }
    }
    let mut f = Flatten {
        writer,
        program,
        g,
        driver,
        lines: vec![],
        same: HashMap::default(),
        place: None,
        caught: rpy_ir::traceback::caught_exceptions(program, g),
        defs,
        next_reg: g.vars.len() as u32,
        next_label: g.blocks.len(),
    };
    let arguments = g.params().iter().filter_map(|&v| f.reg(v)).collect();
    let order = g.reverse_postorder();
    for (i, &b) in order.iter().enumerate() {
        f.block(b, order.get(i + 1).copied());
    }
    let raises_again = order.iter().any(|&b| matches!(&g.blocks[b].exit, Exit::Raise(v, _) if f.is_caught(v)));
    Code { lines: f.lines, arguments, raises_again }
}

impl Flatten<'_, '_> {
    pub fn fresh(&mut self, k: Kind) -> Reg {
        self.next_reg += 1;
        Reg(k, self.next_reg - 1)
    }

    pub fn new_label(&mut self) -> usize {
        self.next_label += 1;
        self.next_label - 1
    }

    /// The register of a variable; None for Void.
    pub fn reg(&self, v: Var) -> Option<Reg> {
        Some(Reg(kind(&self.program.types, self.g.ty(v))?, v.0))
    }

    /// Whether an operand is a list that never changes, or the array of its items.
    pub fn immutable_list(&self, o: &Operand) -> bool {
        let Operand::Var(v) = o else { return false };
        let Some(op) = self.defs[v.0 as usize] else { return false };
        match (op.op, op.args.get(1)) {
            (Op::GetField, Some(Operand::Const(Const::Field(f)))) => {
                self.program.types.field(*f).immutable_items || self.immutable_list(&op.args[0])
            }
            (Op::CastPointer | Op::SameAs, _) => self.immutable_list(&op.args[0]),
            _ => false,
        }
    }

    /// None for Void.
    pub fn value(&mut self, o: &Operand) -> Option<Value> {
        match o {
            Operand::Var(v) => self.same.get(v).copied().or_else(|| self.reg(*v).map(Value::Reg)),
            Operand::Const(c) => self.constant(c),
        }
    }

    fn constant(&mut self, c: &Const) -> Option<Value> {
        let tables = &mut self.writer.tables;
        Some(match c {
            Const::Bool(b) => Value::int(*b as i64),
            Const::Int(v, _) => Value::int(*v),
            Const::Char(c) => Value::int(*c as i64),
            Const::UniChar(c) => Value::int(*c as i64),
            Const::SingleFloat(bits) => Value::int(*bits as i64),
            Const::Float(bits) => Value::Float(*bits),
            Const::Null(t) if self.program.types.is_gc(*t) => Value::Ref(None),
            Const::Null(_) | Const::NullAddress => Value::int(0),
            Const::Data(d) if self.program.types.is_gc(self.program.data[*d].ty) => {
                Value::Ref(Some(tables.address(c.clone())))
            }
            Const::Data(d) | Const::DataAddress(d) => {
                Value::Int(Number::Address(tables.address(Const::DataAddress(*d))))
            }
            Const::Graph(_) | Const::Extern(_) => Value::Int(Number::Address(tables.address(c.clone()))),
            Const::Layout(l) => Value::Int(tables.layout(*l)),
            _ => return None,
        })
    }

    pub fn push(&mut self, instruction: Instruction, operands: Vec<Part>, result: Option<Reg>) {
        let place = match instruction {
            Instruction::Control(c) => c.is_call() || c == Control::Raise,
            Instruction::Op(op) => op.group() == Group::New,
        };
        let place = self.place.filter(|_| place);
        self.lines.push(Line::Insn(Insn { instruction, operands, result, place }));
    }

    pub fn control(&mut self, c: Control, operands: Vec<Part>, result: Option<Reg>) {
        self.push(Instruction::Control(c), operands, result);
    }

    fn is_caught(&self, o: &Operand) -> bool {
        o.var().is_some_and(|v| self.caught[v.0 as usize])
    }

    fn block(&mut self, b: BlockId, next: Option<BlockId>) {
        self.lines.push(Line::Label(b.0 as usize));
        let block = &self.g.blocks[b];
        for op in &block.ops {
            self.place = Some(Place { begins: false, span: op.span });
            select::operation(self, op);
        }
        match &block.exit {
            Exit::Goto(l) => self.link(l, next),
            Exit::Branch { cond, then, els } => {
                let Some(cond) = self.value(cond) else { return };
                let other = self.new_label();
                self.control(Control::GotoIfNot, vec![Part::Value(cond), Part::Label(other)], None);
                self.link(then, None);
                self.lines.push(Line::Label(other));
                self.link(els, next);
            }
            Exit::Switch { on, cases, default } => {
                let Some(on) = self.value(on) else { return };
                let labels: Vec<(i64, usize)> = cases.iter().map(|(v, _)| (*v, self.new_label())).collect();
                let operands = vec![Part::Value(on), Part::Cases(labels.clone())];
                self.control(Control::Switch, operands, None);
                self.link(default, None);
                for ((_, label), (_, l)) in labels.into_iter().zip(cases) {
                    self.lines.push(Line::Label(label));
                    self.link(l, None);
                }
            }
            Exit::Return(v) => {
                let v = self.value(v);
                let (c, operands) = match v {
                    None => (Control::VoidReturn, vec![]),
                    Some(v) => {
                        let c = match v.kind() {
                            Kind::Int => Control::IntReturn,
                            Kind::Ref => Control::RefReturn,
                            Kind::Float => Control::FloatReturn,
                        };
                        (c, vec![Part::Value(v)])
                    }
                };
                self.control(c, operands, None);
            }
            Exit::Raise(v, span) => {
                self.place = Some(Place { begins: !self.is_caught(v), span: *span });
                let Some(v) = self.value(v) else { return };
                self.control(Control::Raise, vec![Part::Value(v)], None);
            }
            Exit::Try { normal, exc, handler } => {
                let caught = self.new_label();
                self.control(Control::CatchException, vec![Part::Label(caught)], None);
                self.link(normal, None);
                self.lines.push(Line::Label(caught));
                let exc = self.reg(*exc);
                self.control(Control::LastException, vec![], exc);
                self.link(handler, next);
            }
            Exit::Unreachable => self.control(Control::Unreachable, vec![], None),
        }
    }

    fn link(&mut self, l: &Link, next: Option<BlockId>) {
        let mut moves = vec![];
        for (&p, a) in self.g.blocks[l.to].params.iter().zip(&l.args) {
            if let (Some(to), Some(from)) = (self.reg(p), self.value(a))
                && from != Value::Reg(to)
            {
                moves.push((from, to));
            }
        }
        if !moves.is_empty() {
            self.lines.push(Line::Moves(moves));
        }
        if next != Some(l.to) {
            self.control(Control::Goto, vec![Part::Label(l.to.0 as usize)], None);
        }
    }
}
