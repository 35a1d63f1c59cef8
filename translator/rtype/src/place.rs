//! One graph being lowered: blocks, exits, and the operations that a high-level operation becomes.
//!
//! Inside a `Try`, every low-level operation that may raise ends its block with a `Try` of its own to the same handler.

use crate::containers::*;
use crate::core::Core;
use rpy_annotate::defs::Defs;
use rpy_annotate::model::{CallTarget, Kind, SomeValue};
use rpy_ir::hash::HashMap;
use rpy_ir::{
    BlockId, Const, DataId, Diag, Exit, Graph, GraphId, Image, Link, Op, Operand, Operation, Span, Ty, TypeId, Types,
    Var,
};
use std::collections::VecDeque;

pub struct Place<'a, 'h> {
    pub core: &'a mut Core<'h>,
    pub g: Graph,
    pub at: BlockId,
    pub span: Span,
    /// The block that takes the exceptions of the operation that is lowered.
    handler: Option<BlockId>,
    /// Variables of the annotated graph.
    vars: HashMap<Var, Operand>,
    /// `p[i]` of an array of inline structs: the array and the index.
    pub interior: HashMap<Var, (Operand, Operand)>,
    /// The interior struct that the current operation writes to.
    pub pending_interior: Option<(Operand, Operand)>,
    /// Calls that are part of the current operation and are to be made yet.
    inner_calls: VecDeque<CallTarget>,
    /// The annotated graph and block.
    pub source: Option<(GraphId, BlockId)>,
}

/// Lowers an annotated graph.
pub fn lower_graph(core: &mut Core, id: GraphId) -> Result<Graph, Vec<Diag>> {
    let source = core.ann.graphs[id].clone();
    let mut g = Graph::new(&source.graph.name, Ty::Void);
    g.flags = source.graph.flags.clone();
    g.flags.support |= source.support;
    g.span = source.graph.span;
    let mut place = Place::new(core, g, source.graph.span);
    place.source = Some((id, source.graph.entry));
    let mut errors = vec![];
    place.g.ret = place.ty(&source.ret).map_err(|d| vec![d])?;

    // Blocks and their parameters first, so that links can be made in any order.
    let order: Vec<BlockId> =
        source.graph.reverse_postorder().into_iter().filter(|b| source.reached[b.0 as usize]).collect();
    let mut blocks: HashMap<BlockId, BlockId> = HashMap::default();
    for &b in &order {
        let low = if b == source.graph.entry { place.g.entry } else { place.g.new_block() };
        blocks.insert(b, low);
        for &p in &source.graph.blocks[b].params {
            let ty = place.ty(&source.vars[p.0 as usize]).map_err(|d| vec![d])?;
            let v = if ty == Ty::Void { Operand::void() } else { place.g.add_param(low, ty).into() };
            place.vars.insert(p, v);
        }
    }
    for &b in &order {
        if let Err(d) = place.block(&source, id, b, &blocks) {
            errors.push(d);
        }
    }
    if errors.is_empty() { Ok(place.g) } else { Err(errors) }
}

impl<'a, 'h> Place<'a, 'h> {
    pub fn new(core: &'a mut Core<'h>, g: Graph, span: Span) -> Place<'a, 'h> {
        let at = g.entry;
        Place {
            core,
            g,
            at,
            span,
            handler: None,
            vars: HashMap::default(),
            interior: HashMap::default(),
            pending_interior: None,
            inner_calls: VecDeque::new(),
            source: None,
        }
    }

    /// Ends a graph that was built in a line.
    pub fn finish(mut self, result: Operand) -> Graph {
        let at = self.at;
        self.g.blocks[at].exit = Exit::Return(result);
        self.g
    }

    fn block(
        &mut self,
        source: &rpy_annotate::model::AnnGraph,
        id: GraphId,
        b: BlockId,
        blocks: &HashMap<BlockId, BlockId>,
    ) -> Result<(), Diag> {
        self.source = Some((id, b));
        self.at = blocks[&b];
        self.handler = None;
        let block = &source.graph.blocks[b];
        let mut caught = None;
        for (i, op) in block.ops.iter().enumerate() {
            self.span = op.span;
            if i + 1 == block.ops.len()
                && let Exit::Try { exc, handler, .. } = &block.exit
            {
                let h = self.g.new_block();
                let v = self.g.add_param(h, Ty::Ptr(self.core.object));
                self.g.blocks[h].span = op.span;
                self.handler = Some(h);
                caught = Some((h, v, *exc, handler.clone()));
            }
            if !self.operation(op, (b, i))? {
                self.handler = None;
                self.g.blocks[self.at].exit = Exit::Unreachable;
                self.finish_handler(source, caught, blocks)?;
                return Ok(());
            }
        }
        self.handler = None;
        self.span = block.span;
        let exit = self.exit(source, &block.exit, blocks)?;
        let at = self.at;
        self.g.blocks[at].span = block.span;
        self.g.blocks[at].exit = exit;
        self.finish_handler(source, caught, blocks)
    }

    /// The handler's block casts the exception and goes on to where the source's handler is.
    fn finish_handler(
        &mut self,
        source: &rpy_annotate::model::AnnGraph,
        caught: Option<(BlockId, Var, Var, Link)>,
        blocks: &HashMap<BlockId, BlockId>,
    ) -> Result<(), Diag> {
        let Some((h, v, exc, link)) = caught else { return Ok(()) };
        self.at = h;
        let base = self.core.ann.base_exception();
        let ty = Ty::Ptr(self.class_struct(base)?);
        let cast = self.emit(Op::CastPointer, vec![v.into()], ty);
        self.vars.insert(exc, cast);
        let link = self.link(source, &link, blocks)?;
        let at = self.at;
        self.g.blocks[at].exit = Exit::Goto(link);
        Ok(())
    }

    fn exit(
        &mut self,
        source: &rpy_annotate::model::AnnGraph,
        exit: &Exit,
        blocks: &HashMap<BlockId, BlockId>,
    ) -> Result<Exit, Diag> {
        Ok(match exit {
            Exit::Goto(l) => Exit::Goto(self.link(source, l, blocks)?),
            Exit::Try { normal, .. } => Exit::Goto(self.link(source, normal, blocks)?),
            Exit::Branch { cond, then, els } => {
                let v = self.value(cond)?;
                match &v.op {
                    Operand::Const(Const::Bool(b)) => {
                        Exit::Goto(self.link(source, if *b { then } else { els }, blocks)?)
                    }
                    _ => {
                        let (then, els) = (self.side(source, then, blocks)?, self.side(source, els, blocks)?);
                        Exit::Branch { cond: v.op, then, els }
                    }
                }
            }
            Exit::Switch { on, cases, default } => {
                let on = self.value(on)?.op;
                let mut low = vec![];
                for (v, l) in cases {
                    low.push((*v, self.side(source, l, blocks)?));
                }
                Exit::Switch { on, cases: low, default: self.side(source, default, blocks)? }
            }
            Exit::Return(v) => {
                let v = self.value(v)?;
                let ret = source.ret.clone();
                Exit::Return(self.convert(v.op, &v.ann, &ret)?)
            }
            Exit::Raise(v, span) => {
                let mut v = self.value(v)?;
                let object = Ty::Ptr(self.core.object);
                if let Kind::Pbc { .. } = &v.ann.kind {
                    let members = crate::rchoice::class_members(&v.ann);
                    let class = self.core.ann.base_exception();
                    let ann = SomeValue::new(Kind::Instance { class, can_be_none: false });
                    let op = self.call_classes(&members, Some(&v.clone()), &[], &ann)?;
                    v = Value { op, ann };
                }
                let exc = self.emit(Op::CastPointer, vec![v.op], object);
                Exit::Raise(exc, *span)
            }
            Exit::Unreachable => Exit::Unreachable,
        })
    }

    /// A link of a branch, whose conversions need a block of their own.
    fn side(
        &mut self,
        source: &rpy_annotate::model::AnnGraph,
        l: &Link,
        blocks: &HashMap<BlockId, BlockId>,
    ) -> Result<Link, Diag> {
        if l.args.is_empty() || !source.reached[l.to.0 as usize] {
            return self.link(source, l, blocks);
        }
        let here = self.at;
        let between = self.g.new_block();
        self.at = between;
        let link = self.link(source, l, blocks)?;
        let end = self.at;
        self.at = here;
        if end == between && self.g.blocks[between].ops.is_empty() {
            return Ok(link);
        }
        self.g.blocks[end].span = self.span;
        self.g.blocks[end].exit = Exit::Goto(link);
        Ok(Link { to: between, args: vec![] })
    }

    fn link(
        &mut self,
        source: &rpy_annotate::model::AnnGraph,
        l: &Link,
        blocks: &HashMap<BlockId, BlockId>,
    ) -> Result<Link, Diag> {
        let Some(&to) = blocks.get(&l.to) else {
            // The annotator has not reached it: control never goes there.
            let dead = self.g.new_block();
            return Ok(Link { to: dead, args: vec![] });
        };
        let params = source.graph.blocks[l.to].params.clone();
        let mut args = vec![];
        for (p, a) in params.iter().zip(&l.args) {
            let to = &source.vars[p.0 as usize];
            if self.ty(to)? == Ty::Void {
                continue;
            }
            if matches!(a, Operand::Const(Const::Name(_))) {
                args.push(self.zero(to)?);
                continue;
            }
            let v = self.value(a)?;
            if v.ann.is_impossible() {
                args.push(self.zero(to)?);
                continue;
            }
            args.push(self.convert(v.op, &v.ann, to)?);
        }
        Ok(Link { to, args })
    }

    /// The zero of an annotation's type.
    pub fn zero(&mut self, s: &SomeValue) -> Result<Operand, Diag> {
        let ty = self.ty(s)?;
        Ok(zero_of(ty))
    }

    /// An operand of the annotated graph, with what is known of it here.
    pub fn value(&mut self, o: &Operand) -> Result<Value, Diag> {
        match o {
            Operand::Const(c) => {
                let ann = self.core.ann.immutablevalue(c);
                let op = Operand::Const(self.constant(c, &ann)?);
                Ok(Value { op, ann })
            }
            Operand::Var(v) => {
                let (g, b) = self.source.unwrap_or((GraphId(0), BlockId(0)));
                let base = self.core.ann.graphs[g].vars[v.0 as usize].clone();
                let ann = self.core.ann.refined(g, b, *v);
                if let Some(c) = &ann.konst
                    && matches!(c, Const::Bool(_) | Const::Int(..) | Const::Float(_) | Const::Void | Const::Graph(_))
                {
                    let op = Operand::Const(self.constant(&c.clone(), &ann)?);
                    return Ok(Value { op, ann });
                }
                let op = self.vars.get(v).cloned().unwrap_or(Operand::void());
                let op = if base.kind == ann.kind { op } else { self.refine(op, &base, &ann)? };
                Ok(Value { op, ann })
            }
        }
    }

    /// A value that is known to be of a narrower annotation.
    fn refine(&mut self, v: Operand, base: &SomeValue, ann: &SomeValue) -> Result<Operand, Diag> {
        let (from, to) = (self.ty(base)?, self.ty(ann)?);
        if from == to {
            return Ok(v);
        }
        match (&base.kind, &ann.kind, to) {
            (_, _, Ty::Void) => Ok(Operand::void()),
            (Kind::Instance { .. }, Kind::Instance { .. }, _) => Ok(self.emit(Op::CastPointer, vec![v], to)),
            _ => self.convert(v, base, ann),
        }
    }

    /// False if control does not go on.
    fn operation(&mut self, op: &Operation, at: (BlockId, usize)) -> Result<bool, Diag> {
        let (g, _) = self.source.unwrap_or((GraphId(0), BlockId(0)));
        let mut args = vec![];
        for a in &op.args {
            match a {
                Operand::Const(c @ Const::Name(_)) => {
                    args.push(Value { op: Operand::Const(c.clone()), ann: SomeValue::none() });
                }
                _ => args.push(self.value(a)?),
            }
        }
        if args.iter().any(|a| a.ann.is_impossible()) {
            return Ok(false);
        }
        let result = match op.result {
            Some(r) => self.core.ann.graphs[g].vars[r.0 as usize].clone(),
            None => SomeValue::none(),
        };
        let goes_on = op.result.is_none() || !result.is_impossible();
        // A constant result needs no code, if computing it has no effect.
        if let (Some(r), Some(c)) = (op.result, &result.konst)
            && !op.op.effects().writes
            && !matches!(c, Const::Name(_))
        {
            let v = Operand::Const(self.constant(&c.clone(), &result)?);
            self.vars.insert(r, v);
            return Ok(true);
        }
        self.pending_interior = op.args.first().and_then(Operand::var).and_then(|v| self.interior.get(&v).cloned());
        let inner = op.result.and_then(|r| self.core.ann.inner_calls.get(&(g, r)).cloned());
        self.inner_calls = inner.unwrap_or_default().into();
        let hl = HlOp { op: op.op, args, result: result.clone(), span: op.span };
        let v = crate::dispatch::operation(self, op, &hl, at)?;
        if let Some(r) = op.result
            && goes_on
        {
            self.vars.insert(r, v);
        }
        Ok(goes_on)
    }

    // ---- control flow inside an operation

    /// A new block that is entered by one link without arguments.
    pub fn new_block(&mut self) -> BlockId {
        let b = self.g.new_block();
        self.g.blocks[b].span = self.span;
        b
    }
    pub fn goto(&mut self, to: BlockId, args: Vec<Operand>) {
        let at = self.at;
        self.g.blocks[at].span = self.span;
        self.g.blocks[at].exit = Exit::Goto(Link { to, args });
    }
    /// Ends the block with a branch to two new blocks.
    pub fn branch(&mut self, cond: Operand) -> (BlockId, BlockId) {
        let (then, els) = (self.new_block(), self.new_block());
        let at = self.at;
        let link = |to| Link { to, args: vec![] };
        self.g.blocks[at].span = self.span;
        self.g.blocks[at].exit = Exit::Branch { cond, then: link(then), els: link(els) };
        (then, els)
    }
}

pub fn zero_of(ty: Ty) -> Operand {
    Operand::Const(match ty {
        Ty::Void | Ty::Obj => Const::Void,
        Ty::Bool => Const::Bool(false),
        Ty::Char => Const::Char(0),
        Ty::UniChar => Const::UniChar(0),
        Ty::Int(k) => Const::Int(0, k),
        Ty::Float => Const::Float(0),
        Ty::SingleFloat => Const::SingleFloat(0),
        Ty::Address => Const::NullAddress,
        Ty::Ptr(t) => Const::Null(t),
    })
}

impl Lower for Place<'_, '_> {
    fn defs(&self) -> &Defs {
        &self.core.ann.defs
    }
    fn types(&mut self) -> &mut Types {
        &mut self.core.ann.types
    }
    fn containers(&mut self) -> &mut ContainerTypes {
        &mut self.core.containers
    }
    fn ty(&mut self, s: &SomeValue) -> Result<Ty, Diag> {
        self.type_of(s)
    }
    fn operand_ty(&mut self, o: &Operand) -> Ty {
        match o {
            Operand::Var(v) => self.g.ty(*v),
            Operand::Const(Const::Graph(g)) if self.core.source_of.contains_key(g) => {
                // It may not be lowered yet: its annotations say what its type will be.
                let source = self.core.source_of[g];
                let def = self.core.ann.graphs[source].clone();
                let mut args = vec![];
                for p in def.graph.params() {
                    match self.type_of(&def.vars[p.0 as usize]) {
                        Ok(Ty::Void) | Err(_) => {}
                        Ok(t) => args.push(t),
                    }
                }
                let ret = self.type_of(&def.ret).unwrap_or(Ty::Void);
                Ty::Ptr(self.core.ann.types.func(args, ret))
            }
            Operand::Const(Const::Graph(g)) => {
                let graph = &self.core.program.graphs[*g];
                let args = graph.params().iter().map(|&v| graph.ty(v)).collect();
                let ret = graph.ret;
                Ty::Ptr(self.core.ann.types.func(args, ret))
            }
            Operand::Const(c) => self.core.program.const_ty(c),
        }
    }
    fn emit(&mut self, op: Op, args: Vec<Operand>, ty: Ty) -> Operand {
        let span = self.span;
        let at = self.at;
        let v = self.g.emit(at, op, args, ty, span);
        if op.effects().raises
            && let Some(h) = self.handler
        {
            let next = self.new_block();
            let exc = self.g.new_var(Ty::Ptr(self.core.object));
            self.g.blocks[at].span = span;
            self.g.blocks[at].exit = Exit::Try {
                normal: Link { to: next, args: vec![] },
                exc,
                handler: Link { to: h, args: vec![exc.into()] },
            };
            self.at = next;
        }
        v
    }
    fn support(&mut self, module: &str, name: &str, args: &[Arg]) -> Result<Operand, Diag> {
        let mut anns = vec![];
        let mut values = vec![];
        for a in args {
            let (ann, value) = match a {
                Arg::Value(o) => {
                    let ty = self.operand_ty(o);
                    (SomeValue::of_ty(ty), o.clone())
                }
                Arg::Type(t) => (self.core.ann.type_value(*t), Operand::void()),
                Arg::Support(m, n) => match self.core.ann.host.support(m, n) {
                    Some(c) => (self.core.ann.immutablevalue(&c), Operand::void()),
                    None => return Err(self.error(&format!("there is no support function {m}.{n}"), "")),
                },
                Arg::Graph(g) => {
                    let op = Operand::Const(Const::Graph(*g));
                    let ty = self.operand_ty(&op);
                    (SomeValue::with_const(Kind::Low(ty), Const::Graph(*g)), op)
                }
                Arg::Const(c) => (self.core.ann.immutablevalue(c), Operand::Const(c.clone())),
            };
            anns.push(ann);
            values.push(value);
        }
        let g = self.core.helper_graph(module, name, anns).map_err(|d| self.first(d, module, name))?;
        let low = self.core.low_graph(g);
        let params = self.core.ann.graphs[g].graph.params().to_vec();
        let mut call = vec![Operand::Const(Const::Graph(low))];
        for (p, v) in params.iter().zip(values) {
            let ann = self.core.ann.graphs[g].vars[p.0 as usize].clone();
            let ty = self.ty(&ann)?;
            if ty != Ty::Void {
                let from = self.operand_ty(&v);
                let v = if from != ty
                    && from.ptr().is_some()
                    && ty.ptr().is_some()
                    && !matches!(v, Operand::Const(Const::Graph(_)))
                {
                    self.emit(Op::CastPointer, vec![v], ty)
                } else {
                    v
                };
                call.push(v);
            }
        }
        let ret = self.core.ann.graphs[g].ret.clone();
        let ty = self.ty(&ret)?;
        Ok(self.emit(Op::DirectCall, call, ty))
    }
    fn convert(&mut self, v: Operand, from: &SomeValue, to: &SomeValue) -> Result<Operand, Diag> {
        self.convert_value(v, from, to)
    }
    fn string(&mut self, text: &[u8]) -> Operand {
        Operand::Const(Const::Data(self.core.string_data(text)))
    }
    fn constant(&mut self, c: &Const, ann: &SomeValue) -> Result<Const, Diag> {
        self.constant_of(c, ann)
    }
    fn new_data(&mut self, name: &str, ty: TypeId) -> DataId {
        self.core.new_data(name, ty)
    }
    fn set_image(&mut self, data: DataId, image: Image) {
        self.core.program.data[data].image = image;
    }
    fn function(&mut self, f: &SomeValue, args: &[SomeValue]) -> Result<GraphId, Diag> {
        self.custom_function(f, args)
    }
    fn helper(&mut self, name: &str, params: &[Ty], ret: Ty, body: HelperBody<'_>) -> Result<GraphId, Diag> {
        let mut inner = |p: &mut Place, values: &[Operand]| body(p, values);
        self.core.build(name, params, ret, &mut inner)
    }
    fn object_text(&mut self, v: &Value) -> Result<Operand, Diag> {
        self.text_of_object(v)
    }
    fn inner_call(&mut self, receiver: &Value, result: &SomeValue) -> Result<Operand, Diag> {
        match self.inner_calls.pop_front() {
            Some(target) => self.call_target(&target, Some(receiver), &[], result),
            None => Err(self.error("this call was not analysed", "")),
        }
    }
    fn error(&self, message: &str, help: &str) -> Diag {
        let d = Diag::at(message, self.span, "here");
        if help.is_empty() { d } else { d.help(help) }
    }
}

impl Place<'_, '_> {
    /// Errors of support code show where the program needed it.
    pub fn first(&self, diags: Vec<Diag>, module: &str, name: &str) -> Diag {
        let mut d = diags.into_iter().next().unwrap_or_else(|| Diag::new("support code failed"));
        d.notes.push(format!("in support code {module}.{name}"));
        d.label(self.span, "needed here")
    }
}
