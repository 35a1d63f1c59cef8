//! Lowering of one function's syntax to an untyped flow graph.
//!
//! SSA form is made on the fly (Braun et al., "Simple and Efficient Construction of Static Single Assignment Form", 2013).
//! Inside a `try`, each operation that may raise ends its block. What is not RPython is reported with its place, all of it.

mod calls;
mod comprehensions;
mod conditions;
mod expr;
mod generators;
mod nested;
mod scope;
mod ssa;
mod stmt;

use crate::embed::{Embedded, GeneratorMethod, Value};
use crate::funcs::{BodyPlace, Node, span};
use rpy_ir::hash::{HashMap, HashSet};
use rpy_ir::source::SourceMap;
use rpy_ir::{BlockId, Const, Diag, Exit, FileId, Graph, IntKind, Link, ObjId, Op, Operand, Span, Ty};
use ruff_python_ast::{Parameters, Stmt};
use ruff_text_size::TextRange;
use std::rc::Rc;

/// What a name has that is not assigned on some path. Reading it alone is an error.
pub(crate) const UNDEFINED: &str = "?undefined";

/// The value of what is rejected. Nothing is said of its uses: the error is reported already.
const REJECTED: &str = "?rejected";

/// The statements around the one that is lowered, innermost last.
enum Context<'s> {
    Loop {
        head: BlockId,
        after: BlockId,
    },
    /// Exceptions go to this block, whose first parameter is the exception.
    Handler(BlockId),
    Finally(Cleanup<'s>),
}

#[derive(Clone)]
enum Cleanup<'s> {
    Statements(&'s [Stmt]),
    /// `with`: calls `__exit__` of this value.
    Exit(Operand, Span),
}

struct Lower<'a, 's, 'vm> {
    host: &'a mut Embedded<'vm>,
    func: ObjId,
    file: FileId,
    g: Graph,
    ssa: ssa::Ssa,
    /// The block that operations go to; None after a jump.
    at: Option<BlockId>,
    locals: HashSet<String>,
    /// Variables of the comprehensions around, and the hidden names that stand for them.
    renamed: HashMap<String, String>,
    /// The class that the function is defined in, or an empty name.
    class: String,
    /// The text of the file.
    source: Rc<str>,
    /// The exceptions of the handlers around, innermost last.
    caught: Vec<Operand>,
    contexts: Vec<Context<'s>>,
    errors: Vec<Diag>,
    /// In a generator: its yields.
    yields: Option<Vec<generators::Yield>>,
    /// For names of hidden variables.
    counter: usize,
}

/// The graph of a function object.
pub(crate) fn graph(host: &mut Embedded, func: ObjId, sources: &mut SourceMap) -> Result<Graph, Vec<Diag>> {
    // The methods of a generator's class are made of the function.
    let (func, resumes) = match host.generator_methods.get(&func) {
        Some(GeneratorMethod::Next(function)) => (*function, true),
        Some(GeneratorMethod::Iter) => return Ok(generators::iteration("__iter__")),
        Some(GeneratorMethod::AbstractNext) => {
            let stop = rpy_ir::Host::builtin_class(host, "StopIteration");
            return Ok(generators::abstract_next("__next__", &Const::Obj(stop)));
        }
        None => (func, false),
    };
    let index = host.index(func);
    let shape = host.ask("shape", vec![index]).map_err(|e| vec![Diag::new(e)])?;
    let parts = shape.tuple();
    if parts.first().map(|p| p.str()) != Some("Function") {
        return Err(vec![Diag::new("only functions written in Python can be translated")]);
    }
    let mut params: Vec<String> = parts[3].tuple().iter().map(|n| n.str().to_string()).collect();
    if !parts[5].str().is_empty() {
        params.push(parts[5].str().to_string());
    }
    params.extend(parts[6].tuple().iter().map(|p| p.tuple()[0].str().to_string()));
    let (path, line, name) = (parts[9].str(), parts[10].int() as u32, parts[11].str());
    let place = match parts[12].tuple() {
        [l, c, d] => BodyPlace { line: l.int() as u32, column: c.int() as u32, depth: d.int() as usize },
        _ => BodyPlace { line: 0, column: 0, depth: 0 },
    };
    let Some((node, file, source)) = host.functions.find(path, line, name, place, sources) else {
        let what = format!("the source of the function `{}` ({path}:{line}) is not found", parts[1].str());
        return Err(vec![Diag::new(what).help("functions made by `exec` have no source: write them in a file")]);
    };
    let mut g = Graph::new(parts[1].str(), Ty::Obj);
    g.span = span(file, node.range());
    let entry = g.entry;
    let values: Vec<_> = params.iter().map(|_| g.add_param(entry, Ty::Obj)).collect();
    flags(&mut g, &parts[8].named());
    let is_generator = parts[14].bool();
    if is_generator && !resumes {
        let class = Const::Obj(generator_class(host, func)?);
        return Ok(generators::creation(g, &params, class));
    }
    let mut lower = Lower {
        host,
        func,
        file,
        g,
        ssa: ssa::Ssa::default(),
        at: Some(entry),
        locals: HashSet::default(),
        renamed: HashMap::default(),
        class: parts.get(13).map_or(String::new(), |c| c.str().to_string()),
        source,
        caught: vec![],
        contexts: vec![],
        errors: vec![],
        yields: is_generator.then(Vec::new),
        counter: 0,
    };
    lower.ssa.seal_entry(entry);
    for (name, v) in params.iter().zip(values) {
        lower.locals.insert(name.clone());
        lower.assign(name, v.into());
    }
    match &node {
        Node::Def(d) => {
            lower.check_parameters(&d.parameters);
            if d.is_async {
                lower.reject(d.name.range, "async functions are not RPython", "write an ordinary function");
            }
            scope::collect(&d.body, &mut lower.locals);
            lower.locals = lower.locals.iter().map(|n| lower.mangled(n)).collect();
            lower.body(&d.body);
        }
        Node::Lambda(l) => {
            let value = lower.expr(&l.body);
            let at = lower.span(l.range);
            lower.end(Exit::Return(value), at);
        }
    }
    if !lower.errors.is_empty() {
        return Err(lower.errors);
    }
    let Some(yields) = lower.yields.take() else { return Ok(lower.g) };
    let stop = lower.builtin("StopIteration");
    let mut g = lower.g;
    g.name += ".__next__";
    // What decorators say is about the call.
    g.flags = rpy_ir::GraphFlags::default();
    Ok(generators::resumption(g, &yields, &params, stop))
}

fn generator_class(host: &mut Embedded, func: ObjId) -> Result<ObjId, Vec<Diag>> {
    if let Some(class) = host.generators.get(&func) {
        return Ok(*class);
    }
    let args = vec![host.index(func)];
    let made = host.ask("generator_class", args).map_err(|e| vec![Diag::new(e)])?;
    let [class, next, iter, base] = made.tuple() else { return Err(vec![Diag::new("a generator has no class")]) };
    host.generators.insert(func, class.obj());
    host.generator_methods.insert(next.obj(), GeneratorMethod::Next(func));
    host.generator_methods.insert(iter.obj(), GeneratorMethod::Iter);
    if let Value::Int(_) = base {
        host.generator_methods.insert(base.obj(), GeneratorMethod::AbstractNext);
    }
    Ok(class.obj())
}

/// What decorators say of a function.
fn flags(g: &mut Graph, attrs: &[(String, Const)]) {
    for (name, value) in attrs {
        let on = matches!(value, Const::Bool(true)) || matches!(value, Const::Str(s) if s == b"try");
        match name.as_str() {
            "_always_inline_" if on => g.flags.inline = rpy_ir::InlineHint::Always,
            "_dont_inline_" if on => g.flags.inline = rpy_ir::InlineHint::Never,
            "_elidable_function_" if on => g.flags.elidable = true,
            "_no_collect_" if on => g.flags.no_collect = true,
            "_cold_" if on => g.flags.cold = true,
            "_jit_look_inside_" => g.flags.look_inside = Some(on),
            "_jit_unroll_safe_" if on => g.flags.unroll_safe = true,
            "_jit_loop_invariant_" if on => g.flags.loop_invariant = true,
            "oopspec" => match value {
                Const::Str(s) if s.starts_with(b"jit.not_in_trace") => g.flags.not_in_trace = true,
                Const::Str(s) => g.flags.oopspec = Some(String::from_utf8_lossy(s).into_owned()),
                _ => {}
            },
            _ => {}
        }
    }
}

impl<'s> Lower<'_, 's, '_> {
    fn span(&self, range: TextRange) -> Span {
        span(self.file, range)
    }

    fn reject(&mut self, range: TextRange, message: impl Into<String>, help: impl Into<String>) -> Operand {
        let span = self.span(range);
        self.errors.push(Diag::at(message, span, "here").help(help));
        Operand::name(REJECTED)
    }

    fn check_parameters(&mut self, params: &Parameters) {
        if let Some(k) = &params.kwarg {
            self.reject(k.range, "`**kwargs` is not RPython", "name the keyword arguments");
        }
        for p in params.iter_non_variadic_params() {
            if let Some(a) = p.annotation() {
                self.check_annotation(p.name().as_str(), a);
            }
        }
    }

    fn body(&mut self, body: &'s [Stmt]) {
        self.statements(body);
        if self.at.is_some() {
            let at = self.g.span;
            self.end(Exit::Return(Operand::void()), at);
        }
    }

    // ---- operations

    /// Appends an operation with a result. Inside a `try`, one that may raise ends its block.
    fn emit(&mut self, op: Op, args: Vec<Operand>, range: TextRange) -> Operand {
        let span = self.span(range);
        self.emit_at(op, args, span)
    }

    fn emit_at(&mut self, op: Op, args: Vec<Operand>, span: Span) -> Operand {
        let Some(at) = self.at else { return Operand::void() };
        let has_result = !op.signature().ends_with('-');
        let ty = if has_result { Ty::Obj } else { Ty::Void };
        let result = self.g.emit(at, op, args, ty, span);
        if op.effects().raises
            && let Some(handler) = self.handler()
        {
            let next = self.g.new_block();
            let exc = self.g.new_var(Ty::Obj);
            self.g.blocks[at].span = span;
            self.g.blocks[at].exit = Exit::Try {
                normal: Link { to: next, args: vec![] },
                exc,
                handler: Link { to: handler, args: vec![exc.into()] },
            };
            self.ssa.add_pred(next, at, 0);
            self.add_pred(handler, at, 1);
            self.ssa.seal_now(next);
            self.at = Some(next);
        }
        result
    }

    /// The block that exceptions go to here.
    fn handler(&self) -> Option<BlockId> {
        self.contexts.iter().rev().find_map(|c| match c {
            Context::Handler(b) => Some(*b),
            _ => None,
        })
    }

    fn call(&mut self, f: Const, args: Vec<Operand>, span: Span) -> Operand {
        let mut all = vec![Operand::Const(f)];
        all.extend(args);
        self.emit_at(Op::SimpleCall, all, span)
    }

    /// A builtin of Python as a constant.
    fn builtin(&mut self, name: &str) -> Const {
        Const::Obj(rpy_ir::Host::builtin_class(self.host, name))
    }

    /// Control goes on in a block of its own; nothing can be sent into a generator. With a handler around, closing the
    /// generator raises there.
    fn yield_value(&mut self, value: Operand, range: TextRange) -> Operand {
        let span = self.span(range);
        let Some(block) = self.at else { return Operand::void() };
        let (resume, closed) = if self.handler().is_some() {
            // Which way is for the caller to say: the branch becomes a return.
            let (resume, closed) = self.branch(Operand::name("?closed"), span);
            self.start(closed);
            let exit = self.builtin("GeneratorExit");
            // Made as a call that cannot raise: the block stays whole.
            let exc = self.g.emit(closed, Op::SimpleCall, vec![Operand::Const(exit)], Ty::Obj, span);
            self.raise(exc, span);
            (resume, Some(closed))
        } else {
            let resume = self.g.new_block();
            self.goto(resume, span);
            self.ssa.seal_now(resume);
            (resume, None)
        };
        if let Some(yields) = &mut self.yields {
            yields.push(generators::Yield { block, value, resume, closed, span });
        }
        self.start(resume);
        Operand::void()
    }

    fn int(v: i64) -> Operand {
        Operand::Const(Const::Int(v, IntKind::I64))
    }

    fn hidden(&mut self, what: &str) -> String {
        self.counter += 1;
        format!(".{what}{}", self.counter)
    }

    // ---- control flow

    fn end(&mut self, exit: Exit, span: Span) {
        if let Some(at) = self.at.take() {
            let links: Vec<BlockId> = exit.links().iter().map(|l| l.to).collect();
            self.g.blocks[at].span = span;
            self.g.blocks[at].exit = exit;
            for (i, to) in links.into_iter().enumerate() {
                self.add_pred(to, at, i);
            }
        }
    }

    fn goto(&mut self, to: BlockId, span: Span) {
        self.end(Exit::Goto(Link { to, args: vec![] }), span);
    }

    /// Branches on a Bool; both blocks are new and entered from here only.
    fn branch(&mut self, cond: Operand, span: Span) -> (BlockId, BlockId) {
        let (then, els) = (self.g.new_block(), self.g.new_block());
        let link = |to| Link { to, args: vec![] };
        self.end(Exit::Branch { cond, then: link(then), els: link(els) }, span);
        self.ssa.seal_now(then);
        self.ssa.seal_now(els);
        (then, els)
    }

    fn start(&mut self, b: BlockId) {
        self.at = Some(b);
    }

    /// Raises an exception instance: to the handler around it, or out of the graph.
    fn raise(&mut self, value: Operand, span: Span) {
        match self.handler() {
            Some(h) => {
                if let Some(at) = self.at.take() {
                    self.g.blocks[at].span = span;
                    self.g.blocks[at].exit = Exit::Goto(Link { to: h, args: vec![value] });
                    self.add_pred(h, at, 0);
                }
            }
            None => self.end(Exit::Raise(value, span), span),
        }
    }
}

fn is_rejected(o: &Operand) -> bool {
    matches!(o, Operand::Const(Const::Name(n)) if n == REJECTED)
}
