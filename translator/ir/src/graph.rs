//! Graphs, blocks, operations, exits and links.
//!
//! Links carry arguments to the parameters of the block that they enter, so a graph is in SSA form from the start: each
//! variable has one definition, as a parameter, an operation's result, or the exception variable of a `Try` exit, and
//! a variable is used only in blocks that its definition dominates (not only in the block that defines it).

use crate::data::DataId;
use crate::entity::Arena;
use crate::host::ObjId;
use crate::ops::Op;
use crate::program::ExternId;
use crate::source::Span;
use crate::types::{FieldRef, IntKind, Ty, TypeId};
use smallvec::{SmallVec, smallvec};

crate::entity!(
    /// A graph.
    GraphId,
    "graph"
);
crate::entity!(
    /// A block of a graph.
    BlockId,
    "b"
);
crate::entity!(
    /// A variable of a graph.
    Var,
    "v"
);

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct VarData {
    pub ty: Ty,
}

/// A constant operand.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Const {
    /// The only value of type Void; in untyped graphs, None.
    Void,
    Bool(bool),
    /// An integer, kept sign- or zero-extended; in untyped graphs always `I64`.
    Int(i64, IntKind),
    Char(u8),
    UniChar(u32),
    /// The bits of a float.
    Float(u64),
    SingleFloat(u32),
    /// Null of a pointer type.
    Null(TypeId),
    NullAddress,
    /// The address of static data, of type pointer to the data's type.
    Data(DataId),
    /// The address of static data, as an Address.
    DataAddress(DataId),
    /// The address of a graph's code.
    Graph(GraphId),
    Extern(ExternId),
    /// A type, for `malloc`, casts and the like.
    Type(TypeId),
    Field(FieldRef),
    /// A symbol: an attribute name, a keyword, a debug message, a role.
    Name(String),
    /// A size, offset or type number that is known only after layout, of type Signed.
    Layout(LayoutConst),
    /// Untyped graphs only: a str literal (one byte per character).
    Str(Vec<u8>),
    /// Untyped graphs only: a bytes literal.
    Bytes(Vec<u8>),
    /// Untyped graphs only: a live object of the host.
    Obj(ObjId),
}

/// A number that depends on the data model and on the collector's header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LayoutConst {
    /// Size of the fixed part of a type in bytes, with the gc header if it is a gc type.
    SizeOf(TypeId),
    /// Size of one item of the tail.
    ItemSize(TypeId),
    /// Offset of the first item of the tail from where a pointer points.
    ItemsOffset(TypeId),
    /// Offset of the tail's length.
    LengthOffset(TypeId),
    OffsetOf(FieldRef),
    /// The index of a type in the collector's type table.
    TypeNumber(TypeId),
}

/// An operand: a variable or a constant.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Operand {
    Var(Var),
    Const(Const),
}

impl Operand {
    pub fn int(v: i64) -> Operand {
        Operand::Const(Const::Int(v, IntKind::I64))
    }
    pub fn bool(v: bool) -> Operand {
        Operand::Const(Const::Bool(v))
    }
    pub fn void() -> Operand {
        Operand::Const(Const::Void)
    }
    pub fn name(n: impl Into<String>) -> Operand {
        Operand::Const(Const::Name(n.into()))
    }
    pub fn var(&self) -> Option<Var> {
        match self {
            Operand::Var(v) => Some(*v),
            Operand::Const(_) => None,
        }
    }
    pub fn konst(&self) -> Option<&Const> {
        match self {
            Operand::Const(c) => Some(c),
            Operand::Var(_) => None,
        }
    }
}

impl From<Var> for Operand {
    fn from(v: Var) -> Operand {
        Operand::Var(v)
    }
}
impl From<Const> for Operand {
    fn from(c: Const) -> Operand {
        Operand::Const(c)
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    pub op: Op,
    pub args: Vec<Operand>,
    /// None where the result type is Void.
    pub result: Option<Var>,
    pub span: Span,
}

/// An edge between blocks.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    pub to: BlockId,
    pub args: Vec<Operand>,
}

/// The links of an exit: most have at most two.
pub type Links<L> = SmallVec<[L; 2]>;

/// How a block ends.
#[derive(Clone, Debug, PartialEq)]
pub enum Exit {
    Goto(Link),
    /// `cond` is a Bool (in untyped graphs: the result of `bool`).
    Branch {
        cond: Operand,
        then: Link,
        els: Link,
    },
    /// On an integer, Char or UniChar; the cases are distinct.
    Switch {
        on: Operand,
        cases: Vec<(i64, Link)>,
        default: Link,
    },
    /// `Operand::void()` in a graph that returns Void.
    Return(Operand),
    /// Raises an exception instance (never null).
    Raise(Operand, Span),
    /// The last operation of the block may raise: then `exc` is the exception instance, in scope in `handler`'s
    /// arguments and in the blocks that only `handler` dominates. Without this exit an exception leaves the graph.
    Try {
        normal: Link,
        exc: Var,
        handler: Link,
    },
    /// Control never arrives here: the last operation does not return.
    Unreachable,
}

impl Exit {
    pub fn links(&self) -> Links<&Link> {
        match self {
            Exit::Goto(l) => smallvec![l],
            Exit::Branch { then, els, .. } => smallvec![then, els],
            Exit::Switch { cases, default, .. } => {
                cases.iter().map(|(_, l)| l).chain(std::iter::once(default)).collect()
            }
            Exit::Try { normal, handler, .. } => smallvec![normal, handler],
            Exit::Return(_) | Exit::Raise(..) | Exit::Unreachable => smallvec![],
        }
    }
    pub fn links_mut(&mut self) -> Links<&mut Link> {
        match self {
            Exit::Goto(l) => smallvec![l],
            Exit::Branch { then, els, .. } => smallvec![then, els],
            Exit::Switch { cases, default, .. } => {
                cases.iter_mut().map(|(_, l)| l).chain(std::iter::once(default)).collect()
            }
            Exit::Try { normal, handler, .. } => smallvec![normal, handler],
            Exit::Return(_) | Exit::Raise(..) | Exit::Unreachable => smallvec![],
        }
    }
    /// The block that the last but `n` of the links leads to.
    fn successor_from_end(&self, n: usize) -> Option<BlockId> {
        let (first, last) = match self {
            Exit::Goto(l) => (None, l),
            Exit::Branch { then, els, .. } => (Some(then), els),
            Exit::Switch { cases, default, .. } => {
                let l = if n == 0 { default } else { &cases.get(cases.len().checked_sub(n)?)?.1 };
                return Some(l.to);
            }
            Exit::Try { normal, handler, .. } => (Some(normal), handler),
            Exit::Return(_) | Exit::Raise(..) | Exit::Unreachable => return None,
        };
        match n {
            0 => Some(last.to),
            1 => first.map(|l| l.to),
            _ => None,
        }
    }
    /// The operand that the exit itself reads (not the links' arguments).
    pub fn operand(&self) -> Option<&Operand> {
        match self {
            Exit::Branch { cond: o, .. } | Exit::Switch { on: o, .. } | Exit::Return(o) | Exit::Raise(o, _) => Some(o),
            _ => None,
        }
    }
    pub fn operand_mut(&mut self) -> Option<&mut Operand> {
        match self {
            Exit::Branch { cond: o, .. } | Exit::Switch { on: o, .. } | Exit::Return(o) | Exit::Raise(o, _) => Some(o),
            _ => None,
        }
    }
    /// Applies `f` to every operand: of the exit and of its links.
    pub fn for_each_operand_mut(&mut self, mut f: impl FnMut(&mut Operand)) {
        if let Some(o) = self.operand_mut() {
            f(o);
        }
        for l in self.links_mut() {
            l.args.iter_mut().for_each(&mut f);
        }
    }
    pub fn for_each_operand(&self, mut f: impl FnMut(&Operand)) {
        if let Some(o) = self.operand() {
            f(o);
        }
        for l in self.links() {
            l.args.iter().for_each(&mut f);
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    pub params: Vec<Var>,
    pub ops: Vec<Operation>,
    pub exit: Exit,
    /// Of the exit: the condition, the return statement.
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum InlineHint {
    #[default]
    ByCost,
    Always,
    Never,
}

/// What is known of a graph from its source.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct GraphFlags {
    pub inline: InlineHint,
    /// The graph is part of the collector or below it: it never allocates, holds no roots across calls, and the gc
    /// phase leaves it alone.
    pub no_collect: bool,
    /// Support code: left out of tracebacks, its lines are not the user's.
    pub support: bool,
    /// Same arguments, same result, no visible effect.
    pub elidable: bool,
    /// Rarely executed (error paths): placed out of line, never inlined.
    pub cold: bool,
    /// Whether the JIT traces into calls, where the source says so.
    pub look_inside: Option<bool>,
    /// The JIT unrolls the graph's loops.
    pub unroll_safe: bool,
    /// Without arguments: the JIT calls it at most once in a loop.
    pub loop_invariant: bool,
    /// The JIT leaves calls out of traces.
    pub not_in_trace: bool,
    /// What the function does, for the JIT: `list.getitem(l, i)`.
    pub oopspec: Option<String>,
}

/// A function.
#[derive(Clone, Debug)]
pub struct Graph {
    /// For dumps, symbols and tracebacks: `interpret`, `Tape.advance`. Not necessarily unique.
    pub name: String,
    pub blocks: Arena<BlockId, Block>,
    pub vars: Arena<Var, VarData>,
    /// Its parameters are the graph's. No link enters it.
    pub entry: BlockId,
    pub ret: Ty,
    pub flags: GraphFlags,
    /// Of the `def`.
    pub span: Span,
}

impl GraphFlags {
    /// The JIT wants to see calls as calls: the graph means more to it than what its operations do.
    pub fn opaque(&self) -> bool {
        self.elidable
            || self.look_inside == Some(false)
            || self.loop_invariant
            || self.not_in_trace
            || self.oopspec.is_some()
    }
}

impl Graph {
    /// A graph with an empty entry block that is `Unreachable` until it is filled.
    pub fn new(name: &str, ret: Ty) -> Graph {
        let mut g = Graph {
            name: name.to_string(),
            blocks: Arena::new(),
            vars: Arena::new(),
            entry: BlockId(0),
            ret,
            flags: GraphFlags::default(),
            span: Span::NONE,
        };
        g.entry = g.new_block();
        g
    }
    pub fn new_block(&mut self) -> BlockId {
        self.blocks.push(Block { params: vec![], ops: vec![], exit: Exit::Unreachable, span: Span::NONE })
    }
    pub fn new_var(&mut self, ty: Ty) -> Var {
        self.vars.push(VarData { ty })
    }
    pub fn add_param(&mut self, b: BlockId, ty: Ty) -> Var {
        let v = self.new_var(ty);
        self.blocks[b].params.push(v);
        v
    }
    pub fn params(&self) -> &[Var] {
        &self.blocks[self.entry].params
    }
    pub fn ty(&self, v: Var) -> Ty {
        self.vars[v].ty
    }
    /// Appends an operation with a result of type `ty` (none if Void).
    pub fn emit(&mut self, b: BlockId, op: Op, args: Vec<Operand>, ty: Ty, span: Span) -> Operand {
        let result = if ty == Ty::Void { None } else { Some(self.new_var(ty)) };
        self.blocks[b].ops.push(Operation { op, args, result, span });
        result.map_or(Operand::void(), Operand::Var)
    }
    /// Blocks reachable from the entry, in reverse postorder.
    pub fn reverse_postorder(&self) -> Vec<BlockId> {
        let mut seen = vec![false; self.blocks.len()];
        let mut post = Vec::with_capacity(self.blocks.len());
        // Each with how many of its links were followed.
        let mut stack = vec![(self.entry, 0)];
        seen[self.entry.0 as usize] = true;
        while let Some((b, followed)) = stack.last_mut() {
            match self.blocks[*b].exit.successor_from_end(*followed) {
                Some(s) => {
                    *followed += 1;
                    if !std::mem::replace(&mut seen[s.0 as usize], true) {
                        stack.push((s, 0));
                    }
                }
                None => {
                    post.push(*b);
                    stack.pop();
                }
            }
        }
        post.reverse();
        post
    }
}
