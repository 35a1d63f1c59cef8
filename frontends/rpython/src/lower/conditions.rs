//! Truth values as control flow: tests, `and`, `or`, `not`, chained comparisons and conditional expressions.
//!
//! Where only the truth of an expression matters each of its parts is a branch, so that what a part tells of a variable holds
//! behind it, and parts of different types never meet in one value.

use super::Lower;
use super::expr::truth;
use rpy_ir::{BlockId, Exit, Link, Op, Operand};
use ruff_python_ast::{BoolOp, Expr, ExprCompare, UnaryOp};
use ruff_text_size::{Ranged, TextRange};

impl Lower<'_, '_, '_> {
    /// Branches on an expression: the blocks where it is true and where it is not, as far as control may get there.
    pub(super) fn test(&mut self, e: &Expr) -> (Option<BlockId>, Option<BlockId>) {
        let (yes, no) = (self.g.new_block(), self.g.new_block());
        self.jump(e, yes, no);
        self.seal(yes);
        self.seal(no);
        let entered = |this: &Self, b: BlockId| this.ssa.has_preds(b).then_some(b);
        (entered(self, yes), entered(self, no))
    }

    /// Control goes to one of two blocks by the truth of an expression.
    fn jump(&mut self, e: &Expr, yes: BlockId, no: BlockId) {
        match e {
            Expr::BoolOp(b) => {
                let Some((last, first)) = b.values.split_last() else { return };
                for v in first {
                    let next = self.g.new_block();
                    match b.op {
                        BoolOp::And => self.jump(v, next, no),
                        BoolOp::Or => self.jump(v, yes, next),
                    }
                    if !self.go_on(next) {
                        return;
                    }
                }
                self.jump(last, yes, no);
            }
            Expr::UnaryOp(u) if u.op == UnaryOp::Not => self.jump(&u.operand, no, yes),
            Expr::Compare(c) if c.ops.len() > 1 => self.jump_chain(c, yes, no),
            _ => {
                let v = self.expr(e);
                self.jump_value(v, e.range(), yes, no);
            }
        }
    }

    fn jump_value(&mut self, v: Operand, range: TextRange, yes: BlockId, no: BlockId) {
        let span = self.span(range);
        match truth(&v) {
            Some(b) => self.goto(if b { yes } else { no }, span),
            None => {
                let cond = self.emit(Op::Bool, vec![v], range);
                let link = |to| Link { to, args: vec![] };
                self.end(Exit::Branch { cond, then: link(yes), els: link(no) }, span);
            }
        }
    }

    /// `a < b < c`: b is evaluated once, c only if the first comparison holds.
    fn jump_chain(&mut self, c: &ExprCompare, yes: BlockId, no: BlockId) {
        let mut left = self.expr(&c.left);
        for (i, (op, right)) in c.ops.iter().zip(c.comparators.iter()).enumerate() {
            let right = self.expr(right);
            let v = self.compare_one(*op, left, right.clone(), c.range);
            if i + 1 == c.ops.len() {
                self.jump_value(v, c.range, yes, no);
                return;
            }
            let next = self.g.new_block();
            self.jump_value(v, c.range, next, no);
            if !self.go_on(next) {
                return;
            }
            left = right;
        }
    }

    /// Goes on in a block that all links to are known of; false if there are none.
    fn go_on(&mut self, b: BlockId) -> bool {
        self.seal(b);
        self.at = self.ssa.has_preds(b).then_some(b);
        self.at.is_some()
    }

    // ---- as values

    pub(super) fn compare(&mut self, c: &ExprCompare) -> Operand {
        if let ([op], [right]) = (&c.ops[..], &c.comparators[..]) {
            let left = self.expr(&c.left);
            let right = self.expr(right);
            return self.compare_one(*op, left, right, c.range);
        }
        let (yes, no) = (self.g.new_block(), self.g.new_block());
        self.jump_chain(c, yes, no);
        self.bool_of(yes, no, c.range)
    }

    /// `not (a and b)`
    pub(super) fn negated(&mut self, e: &Expr, range: TextRange) -> Operand {
        let (yes, no) = (self.g.new_block(), self.g.new_block());
        self.jump(e, no, yes);
        self.bool_of(yes, no, range)
    }

    /// Which of two blocks control has come through.
    fn bool_of(&mut self, yes: BlockId, no: BlockId, range: TextRange) -> Operand {
        let (result, span) = (self.hidden("truth"), self.span(range));
        let after = self.g.new_block();
        for (b, value) in [(yes, true), (no, false)] {
            if self.go_on(b) {
                self.assign(&result, Operand::bool(value));
                self.goto(after, span);
            }
        }
        self.value_of(after, &result)
    }

    pub(super) fn bool_op(&mut self, op: BoolOp, values: &[Expr], range: TextRange) -> Operand {
        let (result, span) = (self.hidden("bool"), self.span(range));
        let after = self.g.new_block();
        let Some((last, first)) = values.split_last() else { return Operand::void() };
        for e in first {
            let next = self.g.new_block();
            self.value_or_next(op, e, &result, after, next);
            if !self.go_on(next) {
                return self.value_of(after, &result);
            }
        }
        let v = self.expr(last);
        self.assign(&result, v);
        self.goto(after, span);
        self.value_of(after, &result)
    }

    /// An operand that decides goes to `after` as the result; with one that does not, control goes to `next`, and its value is
    /// forgotten.
    fn value_or_next(&mut self, op: BoolOp, e: &Expr, result: &str, after: BlockId, next: BlockId) {
        match e {
            // `(a and b) or c`: a is no result.
            Expr::BoolOp(b) if b.op != op => {
                let Some((last, first)) = b.values.split_last() else { return };
                for v in first {
                    let then = self.g.new_block();
                    match op {
                        BoolOp::Or => self.jump(v, then, next),
                        BoolOp::And => self.jump(v, next, then),
                    }
                    if !self.go_on(then) {
                        return;
                    }
                }
                self.value_or_next(op, last, result, after, next);
            }
            _ => {
                let (v, span) = (self.expr(e), self.span(e.range()));
                let done = self.g.new_block();
                match op {
                    BoolOp::Or => self.jump_value(v.clone(), e.range(), done, next),
                    BoolOp::And => self.jump_value(v.clone(), e.range(), next, done),
                }
                let here = self.at.take();
                if self.go_on(done) {
                    self.assign(result, v);
                    self.goto(after, span);
                }
                self.at = here;
            }
        }
    }

    pub(super) fn conditional(&mut self, test: &Expr, body: &Expr, orelse: &Expr, range: TextRange) -> Operand {
        let span = self.span(range);
        let (yes, no) = self.test(test);
        let result = self.hidden("if");
        let after = self.g.new_block();
        for (b, e) in [(yes, body), (no, orelse)] {
            let Some(b) = b else { continue };
            self.start(b);
            let v = self.expr(e);
            self.assign(&result, v);
            self.goto(after, span);
        }
        self.value_of(after, &result)
    }

    /// The value of a hidden variable where its paths meet.
    fn value_of(&mut self, after: BlockId, variable: &str) -> Operand {
        self.go_on(after);
        self.read(variable)
    }
}
