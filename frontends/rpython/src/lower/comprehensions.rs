//! Comprehensions and the loop over an iterable that they share with `for`.

use super::{Context, Lower};
use rpy_ir::hash::{HashMap, HashSet};
use rpy_ir::{BlockId, Const, Exit, Link, Op, Operand, Span};
use ruff_python_ast::{Comprehension, Expr, ExprDictComp};
use ruff_text_size::{Ranged, TextRange};

/// What a comprehension does with each item.
enum Yield<'e> {
    Append(Operand, &'e Expr),
    Store(Operand, &'e Expr, &'e Expr),
}

impl Lower<'_, '_, '_> {
    pub(super) fn list_comprehension(&mut self, elt: &Expr, generators: &[Comprehension], range: TextRange) -> Operand {
        let Some(first) = generators.first() else { return Operand::void() };
        // Python evaluates the first iterable outside of the comprehension's scope.
        let iterable = self.expr(&first.iter);
        let list = self.emit(Op::NewListHint, vec![iterable.clone()], range);
        let outer = self.enter_scope(generators);
        self.generate(generators, Some(iterable), &Yield::Append(list.clone(), elt), range);
        self.renamed = outer;
        list
    }

    pub(super) fn dict_comprehension(&mut self, c: &ExprDictComp, range: TextRange) -> Operand {
        let Some(first) = c.generators.first() else { return Operand::void() };
        let iterable = self.expr(&first.iter);
        let dict = self.emit(Op::NewDict, vec![], range);
        let outer = self.enter_scope(&c.generators);
        self.generate(&c.generators, Some(iterable), &Yield::Store(dict.clone(), &c.key, &c.value), range);
        self.renamed = outer;
        dict
    }

    /// The comprehension's variables are local to it: they get hidden names, so that a variable of the same name outside
    /// keeps its value. Gives the names of the comprehensions around, to restore.
    fn enter_scope(&mut self, generators: &[Comprehension]) -> HashMap<String, String> {
        let outer = self.renamed.clone();
        let mut targets = HashSet::default();
        for g in generators {
            names(&g.target, &mut targets);
        }
        for name in targets {
            let hidden = self.hidden(&name);
            self.renamed.insert(name, hidden);
        }
        outer
    }

    fn generate(&mut self, generators: &[Comprehension], iterable: Option<Operand>, what: &Yield, range: TextRange) {
        let Some((first, rest)) = generators.split_first() else {
            match what {
                Yield::Append(list, elt) => {
                    let v = self.expr(elt);
                    let append = self.emit(Op::GetAttr, vec![list.clone(), Operand::name("append")], range);
                    self.emit(Op::SimpleCall, vec![append, v], range);
                }
                Yield::Store(dict, key, value) => {
                    let k = self.expr(key);
                    let v = self.expr(value);
                    self.emit(Op::SetItem, vec![dict.clone(), k, v], range);
                }
            }
            return;
        };
        let iterable = match iterable {
            Some(i) => i,
            None => self.expr(&first.iter),
        };
        let span = self.span(range);
        let (head, after, item) = self.begin_loop(iterable, first.iter.range());
        self.assign_to(&first.target, item, first.iter.range());
        self.contexts.push(Context::Loop { head, after });
        for test in &first.ifs {
            let (yes, no) = self.test(test);
            if no.is_some() {
                self.at = no;
                self.goto(head, span);
            }
            self.at = yes;
        }
        self.generate(rest, None, what, range);
        self.contexts.pop();
        self.goto(head, span);
        self.seal(head);
        self.seal(after);
        self.start(after);
    }

    /// `iter(x)`, then a head block that gets the next item: control is in the body. The caller ends the body with a jump to the head, and seals both blocks.
    pub(super) fn begin_loop(&mut self, iterable: Operand, range: TextRange) -> (BlockId, BlockId, Operand) {
        let span = self.span(range);
        let iterator = self.emit(Op::Iter, vec![iterable], range);
        let (head, after) = (self.g.new_block(), self.g.new_block());
        self.goto(head, span);
        self.start(head);
        // `next` in a handler of its own: StopIteration ends the loop, anything else goes on outwards.
        let stop = self.g.new_block();
        let exc = self.g.add_param(stop, rpy_ir::Ty::Obj);
        self.contexts.push(Context::Handler(stop));
        let item = self.emit(Op::Next, vec![iterator], range);
        self.contexts.pop();
        let body = self.at;
        self.seal(stop);
        self.start(stop);
        self.end_of_loop(exc.into(), after, span);
        self.at = body;
        (head, after, item)
    }

    fn end_of_loop(&mut self, exc: Operand, after: BlockId, span: Span) {
        let class = Operand::Const(self.builtin("StopIteration"));
        let is = self.isinstance(exc.clone(), class, span);
        let (yes, no) = self.branch(is, span);
        self.start(no);
        self.raise(exc, span);
        self.start(yes);
        self.end(Exit::Goto(Link { to: after, args: vec![] }), span);
    }

    /// `isinstance(value, class)`, which never raises.
    pub(super) fn isinstance(&mut self, value: Operand, class: Operand, span: Span) -> Operand {
        let Some(f) = self.isinstance_function() else { return Operand::bool(false) };
        let Some(at) = self.at else { return Operand::void() };
        self.g.emit(at, Op::SimpleCall, vec![Operand::Const(f), value, class], rpy_ir::Ty::Obj, span)
    }

    fn isinstance_function(&mut self) -> Option<Const> {
        let args = vec![self.host.text("isinstance")];
        self.host.ask("builtin_class", args).ok().map(|v| Const::Obj(v.obj()))
    }
}

fn names(target: &Expr, out: &mut HashSet<String>) {
    match target {
        Expr::Name(n) => {
            out.insert(n.id.to_string());
        }
        Expr::Tuple(t) => t.elts.iter().for_each(|e| names(e, out)),
        Expr::List(t) => t.elts.iter().for_each(|e| names(e, out)),
        _ => {}
    }
}
