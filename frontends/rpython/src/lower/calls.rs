//! Calls, and the callees that lowering itself knows: `super().m()`, `ovfcheck`, `we_are_translated`.

use super::Lower;
use crate::embed::Kind;
use rpy_ir::{Const, Op, Operand};
use ruff_python_ast::{Expr, ExprCall, Operator, UnaryOp};
use ruff_text_size::Ranged;

impl Lower<'_, '_, '_> {
    pub(super) fn call_expr(&mut self, c: &ExprCall) -> Operand {
        let range = c.range;
        if let Some(v) = self.super_call(c) {
            return v;
        }
        let callee = self.expr(&c.func);
        if let Operand::Const(Const::Obj(o)) = &callee
            && let Kind::Special(name) = self.host.kind(*o)
        {
            match (&*name, &c.arguments.args[..]) {
                ("we_are_translated", []) => return Operand::bool(true),
                ("ovfcheck", [e]) => return self.ovfcheck(e),
                ("super", _) => {
                    return self.reject(range, "this use of `super` is not RPython", "call `super().method(...)`");
                }
                _ => {}
            }
        }
        let mut args = vec![callee];
        let mut shape = String::new();
        let mut count = 0;
        let mut star = None;
        for a in &c.arguments.args {
            match a {
                Expr::Starred(s) => {
                    if star.is_some() {
                        return self.reject(s.range, "two `*` arguments are not RPython", "build one tuple");
                    }
                    star = Some(self.expr(&s.value));
                }
                e if star.is_some() => {
                    return self.reject(e.range(), "arguments after `*` are not RPython", "put them before");
                }
                // The callee consumes it whole: it may as well be a list.
                Expr::Generator(g) => {
                    let v = self.list_comprehension(&g.elt, &g.generators, g.range);
                    args.push(v);
                    count += 1;
                }
                e => {
                    let v = self.expr(e);
                    args.push(v);
                    count += 1;
                }
            }
        }
        for k in &c.arguments.keywords {
            let Some(name) = &k.arg else {
                return self.reject(k.range, "`**kwargs` is not RPython", "name the keyword arguments");
            };
            let v = self.expr(&k.value);
            args.push(v);
            shape += &format!(",{}", self.mangled(name));
        }
        if let Some(s) = star {
            args.push(s);
            shape += ",*";
        }
        if shape.is_empty() {
            return self.emit(Op::SimpleCall, args, range);
        }
        args.insert(1, Operand::name(format!("{count}{shape}")));
        self.emit(Op::CallArgs, args, range)
    }

    /// `super().name(args)`: a call of the next class's function with the same receiver.
    fn super_call(&mut self, c: &ExprCall) -> Option<Operand> {
        let Expr::Attribute(a) = &*c.func else { return None };
        let Expr::Call(s) = &*a.value else { return None };
        let Expr::Name(n) = &*s.func else { return None };
        if n.id.as_str() != "super" || !s.arguments.args.is_empty() || !c.arguments.keywords.is_empty() {
            return None;
        }
        let args = vec![self.host.index(self.func), self.host.text(&self.mangled(a.attr.as_str()))];
        let found = match self.host.ask("super_attribute", args) {
            Ok(crate::embed::Value::None) | Err(_) => {
                let what = format!("no base class has `{}`", a.attr);
                return Some(self.reject(c.range, what, "check the name"));
            }
            Ok(v) => v,
        };
        let builtin = found.tuple().first().is_some_and(|letter| letter.str() == "builtin exception");
        let found = found.konst();
        // `object.__init__` does nothing.
        if found == Const::Void && !builtin {
            return Some(Operand::void());
        }
        let receiver = self.g.params().first().copied();
        let mut values: Vec<Operand> = receiver.map(Operand::Var).into_iter().collect();
        for e in &c.arguments.args {
            let v = self.expr(e);
            values.push(v);
        }
        if builtin {
            // All that an exception of Python keeps is its message.
            if let [receiver, message] = &values[..] {
                let args = vec![receiver.clone(), Operand::name("message"), message.clone()];
                self.emit(Op::SetAttr, args, c.range);
            }
            return Some(Operand::void());
        }
        let span = self.span(c.range);
        Some(self.call(found, values, span))
    }

    fn ovfcheck(&mut self, e: &Expr) -> Operand {
        let range = e.range();
        match e {
            Expr::BinOp(b) => {
                let op = match b.op {
                    Operator::Add => Op::AddOvf,
                    Operator::Sub => Op::SubOvf,
                    Operator::Mult => Op::MulOvf,
                    Operator::FloorDiv => Op::FloordivOvf,
                    Operator::Mod => Op::ModOvf,
                    Operator::LShift => Op::LshiftOvf,
                    _ => return self.expr(e),
                };
                let left = self.expr(&b.left);
                let right = self.expr(&b.right);
                self.emit(op, vec![left, right], range)
            }
            Expr::UnaryOp(u) if u.op == UnaryOp::USub => {
                let v = self.expr(&u.operand);
                self.emit(Op::NegOvf, vec![v], range)
            }
            Expr::Call(c)
                if matches!(&*c.func, Expr::Name(n) if n.id.as_str() == "abs") && c.arguments.args.len() == 1 =>
            {
                let v = self.expr(&c.arguments.args[0]);
                self.emit(Op::AbsOvf, vec![v], range)
            }
            _ => self.expr(e),
        }
    }
}
