//! Statements.

use super::expr::binary;
use super::{Cleanup, Context, Lower};
use crate::embed::Kind;
use rpy_ir::hash::HashSet;
use rpy_ir::{BlockId, Const, Exit, Host, Op, Operand, Shape, Span};
use ruff_python_ast::{ExceptHandler, Expr, Operator, Stmt, StmtFor, StmtIf, StmtTry, StmtWith};
use ruff_text_size::{Ranged, TextRange};

impl<'s> Lower<'_, 's, '_> {
    pub(super) fn statements(&mut self, list: &'s [Stmt]) {
        for s in list {
            if self.at.is_none() {
                // Behind a jump.
                return;
            }
            self.statement(s);
        }
    }

    fn statement(&mut self, s: &'s Stmt) {
        let range = s.range();
        let span = self.span(range);
        match s {
            Stmt::Pass(_) => {}
            Stmt::Expr(e) => {
                if !matches!(&*e.value, Expr::StringLiteral(_) | Expr::EllipsisLiteral(_)) {
                    self.expr(&e.value);
                }
            }
            Stmt::Return(r) => {
                let v = self.bound(r.value.as_deref());
                if let (Some(_), Some(value)) = (&self.yields, &r.value)
                    && !value.is_none_literal_expr()
                {
                    self.reject(value.range(), "a generator that returns a value is not RPython", "yield the value");
                }
                self.run_cleanups(0);
                self.end(Exit::Return(v), span);
            }
            Stmt::Assign(a) => {
                let v = self.expr(&a.value);
                for t in &a.targets {
                    self.assign_to(t, v.clone(), range);
                }
            }
            Stmt::AugAssign(a) => self.augmented(&a.target, a.op, &a.value, range),
            Stmt::AnnAssign(a) => {
                if let Some(value) = &a.value {
                    let v = self.expr(value);
                    self.assign_to(&a.target, v, range);
                    if let Expr::Name(n) = &*a.target {
                        self.check_annotation(n.id.as_str(), &a.annotation);
                    }
                }
            }
            Stmt::If(i) => self.if_statement(i),
            Stmt::While(w) => {
                let (head, after) = (self.g.new_block(), self.g.new_block());
                self.goto(head, span);
                self.start(head);
                let (body, done) = self.test(&w.test);
                if done.is_some() {
                    self.at = done;
                    self.statements(&w.orelse);
                    self.goto(after, span);
                }
                self.at = body;
                self.contexts.push(Context::Loop { head, after });
                self.statements(&w.body);
                self.contexts.pop();
                self.goto(head, span);
                self.seal(head);
                self.finish_block(after);
            }
            Stmt::For(f) => self.for_statement(f),
            Stmt::Break(_) | Stmt::Continue(_) => {
                let found = self.contexts.iter().rposition(|c| matches!(c, Context::Loop { .. }));
                if let Some(depth) = found
                    && let Context::Loop { head, after } = self.contexts[depth]
                {
                    self.run_cleanups(depth + 1);
                    self.goto(if matches!(s, Stmt::Break(_)) { after } else { head }, span);
                }
            }
            Stmt::Try(t) => self.try_statement(t),
            Stmt::With(w) => self.with_statement(w, 0),
            Stmt::Raise(r) => {
                let Some(e) = &r.exc else {
                    match self.caught.last().cloned() {
                        Some(exc) => self.raise(exc, span),
                        None => {
                            let what = "`raise` without an exception outside of a handler";
                            self.reject(range, what, "name an exception");
                        }
                    }
                    return;
                };
                let v = self.expr(e);
                let v = match &v {
                    Operand::Const(c @ Const::Obj(o)) if matches!(self.host.kind(*o), Kind::Class) => {
                        self.call(c.clone(), vec![], span)
                    }
                    _ => v,
                };
                self.raise(v, span);
            }
            Stmt::Assert(a) => {
                let (yes, no) = self.test(&a.test);
                self.at = no;
                if no.is_none() {
                    self.at = yes;
                    return;
                }
                let message = a.msg.as_deref().map(|m| self.expr(m));
                let class = self.builtin("AssertionError");
                let exc = self.call(class, message.into_iter().collect(), span);
                self.raise(exc, span);
                self.at = yes;
            }
            Stmt::Delete(d) => {
                for t in &d.targets {
                    self.delete(t);
                }
            }
            Stmt::Import(i) => {
                for a in &i.names {
                    self.import(&a.name, None, a.asname.as_ref().map(|n| n.as_str()), a.range);
                }
            }
            Stmt::ImportFrom(i) => {
                let module = i.module.as_ref().map_or("", |m| m.as_str());
                for a in &i.names {
                    if a.name.as_str() == "*" {
                        self.reject(range, "`import *` in a function is not RPython", "import names one by one");
                    } else {
                        self.import(module, Some(&a.name), a.asname.as_ref().map(|n| n.as_str()), a.range);
                    }
                }
            }
            Stmt::Global(g) => {
                for n in &g.names {
                    self.reject(
                        n.range,
                        format!("modifying the global `{n}` is not RPython: globals are constants"),
                        "keep the state in an attribute of a prebuilt instance: `state = State()` at module level",
                    );
                }
            }
            Stmt::Nonlocal(_) => {
                self.reject(range, "`nonlocal` is not RPython", "keep the state on an instance");
            }
            Stmt::FunctionDef(d) => {
                let first = d.decorator_list.first().map_or(d.range, |x| x.range());
                if let Some(x) = d.decorator_list.first() {
                    self.reject(x.range(), "a decorator inside a function is not RPython", "define it at module level");
                    self.assign_rejected(d.name.as_str());
                    return;
                }
                let f = self.nested(
                    d.name.as_str(),
                    Some(&d.parameters),
                    TextRange::new(first.start(), d.name.range.end()),
                    d.range,
                );
                let name = self.variable(d.name.as_str());
                self.assign(&name, f);
            }
            Stmt::ClassDef(c) => {
                self.reject(
                    c.name.range,
                    format!("the class `{}` is defined inside a function", c.name),
                    "define it at module level",
                );
                self.assign_rejected(c.name.as_str());
            }
            Stmt::Match(m) => {
                self.reject(range, "`match` is not RPython", "write if and elif");
                let mut assigned = HashSet::default();
                m.cases.iter().for_each(|c| super::scope::collect(&c.body, &mut assigned));
                assigned.iter().for_each(|n| self.assign_rejected(n));
            }
            Stmt::TypeAlias(_) | Stmt::IpyEscapeCommand(_) => {
                self.reject(range, "this statement is not RPython", "move it to module level");
            }
        }
    }

    /// Control goes on in a block whose links are all there; nowhere if there are none.
    fn finish_block(&mut self, b: BlockId) {
        self.seal(b);
        self.at = self.ssa.has_preds(b).then_some(b);
    }

    // ---- assignment

    fn assign_rejected(&mut self, name: &str) {
        self.assign(&self.variable(name), Operand::name(super::REJECTED));
    }

    pub(super) fn assign_to(&mut self, target: &Expr, value: Operand, range: TextRange) {
        match target {
            Expr::Name(n) => self.assign(&self.variable(n.id.as_str()), value),
            Expr::Attribute(a) => {
                let obj = self.expr(&a.value);
                let name = Operand::name(self.mangled(a.attr.as_str()));
                self.emit(Op::SetAttr, vec![obj, name, value], range);
            }
            Expr::Subscript(s) => {
                let obj = self.expr(&s.value);
                match &*s.slice {
                    Expr::Slice(slice) => {
                        if let Some(step) = &slice.step {
                            self.reject(step.range(), "slices with a step are not RPython", "write a loop");
                        }
                        let lower = self.bound(slice.lower.as_deref());
                        let upper = self.bound(slice.upper.as_deref());
                        self.emit(Op::SetSlice, vec![obj, lower, upper, value], range);
                    }
                    index => {
                        let index = self.expr(index);
                        self.emit(Op::SetItem, vec![obj, index, value], range);
                    }
                }
            }
            Expr::Tuple(t) => self.unpack(&t.elts, value, range),
            Expr::List(t) => self.unpack(&t.elts, value, range),
            other => {
                self.reject(other.range(), "this target of an assignment is not RPython", "assign to names one by one");
            }
        }
    }

    fn unpack(&mut self, targets: &[Expr], value: Operand, range: TextRange) {
        if let Some(s) = targets.iter().find(|t| matches!(t, Expr::Starred(_))) {
            let rejected = self.reject(s.range(), "`*` in an assignment is not RPython", "use slices");
            for t in targets {
                let target = if let Expr::Starred(s) = t { &*s.value } else { t };
                if matches!(target, Expr::Name(_) | Expr::Tuple(_) | Expr::List(_)) {
                    self.assign_to(target, rejected.clone(), range);
                }
            }
            return;
        }
        let items = self.emit(Op::Unpack, vec![value, Self::int(targets.len() as i64)], range);
        for (i, t) in targets.iter().enumerate() {
            let item = self.emit(Op::GetItem, vec![items.clone(), Self::int(i as i64)], range);
            self.assign_to(t, item, range);
        }
    }

    fn augmented(&mut self, target: &Expr, op: Operator, value: &Expr, range: TextRange) {
        let Some(plain) = binary(op) else {
            let help = "multiply in a loop, write `x * x`, or use `math.pow` on floats";
            self.reject(range, "`a **= b` is not RPython", help);
            return;
        };
        let op = match plain {
            Op::Add => Op::InplaceAdd,
            Op::Mul => Op::InplaceMul,
            other => other,
        };
        match target {
            Expr::Name(_) => {
                let old = self.expr(target);
                let v = self.expr(value);
                let new = self.emit(op, vec![old, v], range);
                self.assign_to(target, new, range);
            }
            Expr::Attribute(a) => {
                let obj = self.expr(&a.value);
                let name = Operand::name(self.mangled(a.attr.as_str()));
                let old = self.emit(Op::GetAttr, vec![obj.clone(), name.clone()], range);
                let v = self.expr(value);
                let new = self.emit(op, vec![old, v], range);
                self.emit(Op::SetAttr, vec![obj, name, new], range);
            }
            Expr::Subscript(s) if !matches!(&*s.slice, Expr::Slice(_)) => {
                let obj = self.expr(&s.value);
                let index = self.expr(&s.slice);
                let old = self.emit(Op::GetItem, vec![obj.clone(), index.clone()], range);
                let v = self.expr(value);
                let new = self.emit(op, vec![old, v], range);
                self.emit(Op::SetItem, vec![obj, index, new], range);
            }
            other => {
                self.reject(other.range(), "this augmented assignment is not RPython", "write `a = a + b`");
            }
        }
    }

    fn delete(&mut self, t: &Expr) {
        let range = t.range();
        match t {
            Expr::Subscript(s) => {
                let obj = self.expr(&s.value);
                match &*s.slice {
                    Expr::Slice(slice) => {
                        let lower = self.bound(slice.lower.as_deref());
                        let upper = self.bound(slice.upper.as_deref());
                        self.emit(Op::DelSlice, vec![obj, lower, upper], range);
                    }
                    index => {
                        let index = self.expr(index);
                        self.emit(Op::DelItem, vec![obj, index], range);
                    }
                }
            }
            Expr::Name(n) => self.assign(&self.variable(n.id.as_str()), Operand::name(super::UNDEFINED)),
            _ => {
                self.reject(range, "deleting attributes is not RPython", "assign None");
            }
        }
    }

    fn import(&mut self, module: &str, name: Option<&str>, asname: Option<&str>, range: TextRange) {
        // Done now: the module is a constant.
        let found = match name {
            Some(n) => {
                let args = vec![self.host.text(module), self.host.text(n)];
                self.host.ask("import_from", args)
            }
            None => {
                let args = vec![self.host.text(module)];
                self.host.ask("import_module", args)
            }
        };
        let local = asname.or(name).unwrap_or_else(|| module.split('.').next().unwrap_or(module));
        match found {
            Ok(v) if v != crate::embed::Value::None => self.assign(&self.variable(local), Operand::Const(v.konst())),
            _ => {
                self.assign_rejected(local);
                self.reject(range, format!("cannot import `{}`", name.unwrap_or(module)), "import it at module level");
            }
        }
    }

    // ---- compound statements

    fn if_statement(&mut self, i: &'s StmtIf) {
        let span = self.span(i.test.range());
        let mut end = span;
        let after = self.g.new_block();
        let mut arms: Vec<(Option<&'s Expr>, &'s [Stmt])> = vec![(Some(&i.test), &i.body)];
        arms.extend(i.elif_else_clauses.iter().map(|c| (c.test.as_ref(), &c.body[..])));
        for (test, body) in arms {
            // What an arm assigns last is what meets the other arms' values.
            let last = body.last().map_or(span, |s| self.span(s.range()));
            let Some(test) = test else {
                self.statements(body);
                end = last;
                break;
            };
            let (yes, no) = self.test(test);
            if yes.is_some() {
                self.at = yes;
                self.statements(body);
                self.goto(after, last);
            }
            self.at = no;
            if no.is_none() {
                break;
            }
        }
        self.goto(after, end);
        self.finish_block(after);
    }

    fn for_statement(&mut self, f: &'s StmtFor) {
        let range = f.iter.range();
        let span = self.span(range);
        let iterable = self.expr(&f.iter);
        if let Some(items) = self.unrolled(&iterable) {
            return self.unroll(f, items, span);
        }
        let (head, after, item) = self.begin_loop(iterable, range);
        self.assign_to(&f.target, item, range);
        // The `else` part runs when the iterator ends, not after a break.
        let done = if f.orelse.is_empty() { after } else { self.g.new_block() };
        self.contexts.push(Context::Loop { head, after: done });
        self.statements(&f.body);
        self.contexts.pop();
        self.goto(head, span);
        self.seal(head);
        self.finish_block(after);
        if !f.orelse.is_empty() {
            self.statements(&f.orelse);
            self.goto(done, span);
            self.finish_block(done);
        }
    }

    /// The items of a constant `unrolling_iterable`.
    fn unrolled(&mut self, iterable: &Operand) -> Option<Vec<Const>> {
        let Operand::Const(c @ Const::Obj(o)) = iterable else { return None };
        match self.host.kind(*o) {
            Kind::SpecialInstance(name) if &*name == "unrolling_iterable" => {}
            _ => return None,
        }
        let list = self.host.getattr(&c.clone(), "_iterable_")?;
        match list {
            Const::Obj(l) => match self.host.shape(l) {
                Shape::List(items) => Some(items),
                _ => None,
            },
            _ => None,
        }
    }

    fn unroll(&mut self, f: &'s StmtFor, items: Vec<Const>, span: Span) {
        let after = self.g.new_block();
        for item in items {
            if self.at.is_none() {
                break;
            }
            self.assign_constant(&f.target, item);
            let next = self.g.new_block();
            self.contexts.push(Context::Loop { head: next, after });
            self.statements(&f.body);
            self.contexts.pop();
            self.goto(next, span);
            self.finish_block(next);
        }
        self.statements(&f.orelse);
        self.goto(after, span);
        self.finish_block(after);
    }

    /// Assigns a constant; a tuple is taken apart now, so that its items are constants too.
    fn assign_constant(&mut self, target: &Expr, c: Const) {
        if let (Expr::Tuple(t), Const::Obj(o)) = (target, &c)
            && let Shape::Tuple(items) = self.host.shape(*o)
            && items.len() == t.elts.len()
        {
            for (t, c) in t.elts.iter().zip(items) {
                self.assign_constant(t, c);
            }
            return;
        }
        self.assign_to(target, Operand::Const(c), target.range());
    }

    /// Runs the `finally` parts that a jump out of the contexts from `depth` on leaves, innermost first.
    fn run_cleanups(&mut self, depth: usize) {
        let mut left = vec![];
        while self.contexts.len() > depth {
            if let Some(c) = self.contexts.pop() {
                let cleanup = match &c {
                    Context::Finally(f) => Some(f.clone()),
                    _ => None,
                };
                left.push(c);
                if let Some(f) = cleanup {
                    self.cleanup(&f, None);
                }
            }
        }
        left.reverse();
        self.contexts.extend(left);
    }

    /// `exc` is the exception on the way out, if there is one.
    fn cleanup(&mut self, c: &Cleanup<'s>, exc: Option<Operand>) {
        match c {
            Cleanup::Statements(body) => self.statements(body),
            Cleanup::Exit(manager, span) => {
                let exit = self.emit_at(Op::GetAttr, vec![manager.clone(), Operand::name("__exit__")], *span);
                // The type of the exception is not a value that None unites with: the instance stands for it. There
                // are no traceback objects.
                let exc = exc.unwrap_or(Operand::void());
                self.emit_at(Op::SimpleCall, vec![exit, exc.clone(), exc, Operand::void()], *span);
            }
        }
    }

    /// Runs `body` so that the cleanup happens on every way out.
    fn protected(&mut self, cleanup: Cleanup<'s>, span: Span, body: impl FnOnce(&mut Self)) {
        let handler = self.g.new_block();
        let exc = self.g.add_param(handler, rpy_ir::Ty::Obj);
        self.contexts.push(Context::Finally(cleanup.clone()));
        self.contexts.push(Context::Handler(handler));
        body(self);
        self.contexts.pop();
        self.contexts.pop();
        self.cleanup(&cleanup, None);
        let normal = self.at;
        self.finish_block(handler);
        if self.at.is_some() {
            self.cleanup(&cleanup, Some(exc.into()));
            self.raise(exc.into(), span);
        }
        self.at = normal;
    }

    fn try_statement(&mut self, t: &'s StmtTry) {
        let span = self.span(t.range);
        if t.is_star {
            self.reject(t.range, "`except*` is not RPython", "write `except`");
            let mut assigned = HashSet::default();
            super::scope::collect(&t.body, &mut assigned);
            assigned.iter().for_each(|n| self.assign_rejected(n));
            return;
        }
        if t.finalbody.is_empty() {
            return self.try_except(t, span);
        }
        self.protected(Cleanup::Statements(&t.finalbody), span, |this| {
            if t.handlers.is_empty() { this.statements(&t.body) } else { this.try_except(t, span) }
        });
    }

    fn try_except(&mut self, t: &'s StmtTry, span: Span) {
        let after = self.g.new_block();
        let handler = self.g.new_block();
        let exc = self.g.add_param(handler, rpy_ir::Ty::Obj);
        self.contexts.push(Context::Handler(handler));
        self.statements(&t.body);
        self.contexts.pop();
        self.statements(&t.orelse);
        self.goto(after, span);
        self.finish_block(handler);
        for h in &t.handlers {
            let ExceptHandler::ExceptHandler(h) = h;
            if self.at.is_none() {
                break;
            }
            let at = self.span(h.range);
            let mut next = None;
            if let Some(e) = &h.type_ {
                let classes: Vec<&Expr> = match &**e {
                    Expr::Tuple(t) => t.elts.iter().collect(),
                    one => vec![one],
                };
                let body = self.g.new_block();
                for class in classes {
                    let c = self.expr(class);
                    if super::is_rejected(&c) {
                        continue;
                    }
                    if !matches!(&c, Operand::Const(Const::Obj(o)) if matches!(self.host.kind(*o), Kind::Class | Kind::Tuple))
                    {
                        self.reject(
                            class.range(),
                            "the class in `except` is not a constant",
                            "name an exception class",
                        );
                        continue;
                    }
                    let is = self.isinstance(exc.into(), c, at);
                    let (yes, no) = self.branch(is, at);
                    self.start(yes);
                    self.goto(body, at);
                    self.start(no);
                }
                next = self.at;
                self.finish_block(body);
            }
            if let Some(n) = &h.name {
                self.assign(&self.variable(n.as_str()), exc.into());
            }
            self.caught.push(exc.into());
            self.statements(&h.body);
            self.caught.pop();
            self.goto(after, at);
            self.at = next;
        }
        // No handler takes it.
        if self.at.is_some() {
            self.raise(exc.into(), span);
        }
        self.finish_block(after);
    }

    fn with_statement(&mut self, w: &'s StmtWith, i: usize) {
        let Some(item) = w.items.get(i) else { return self.statements(&w.body) };
        let range = item.context_expr.range();
        let span = self.span(range);
        let manager = self.expr(&item.context_expr);
        let enter = self.emit(Op::GetAttr, vec![manager.clone(), Operand::name("__enter__")], range);
        let value = self.emit(Op::SimpleCall, vec![enter], range);
        if let Some(target) = &item.optional_vars {
            self.assign_to(target, value, range);
        }
        self.protected(Cleanup::Exit(manager, span), span, |this| this.with_statement(w, i + 1));
    }
}
