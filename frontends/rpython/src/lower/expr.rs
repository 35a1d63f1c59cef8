//! Expressions.

use super::{Lower, UNDEFINED};
use crate::embed::Kind;
use rpy_ir::{Const, Host, IntKind, Op, Operand};
use ruff_python_ast::{CmpOp, ConversionFlag, Expr, FStringPart, InterpolatedStringElement, Number, Operator, UnaryOp};
use ruff_text_size::{Ranged, TextRange};

impl Lower<'_, '_, '_> {
    pub(super) fn expr(&mut self, e: &Expr) -> Operand {
        let range = e.range();
        match e {
            Expr::NumberLiteral(n) => match &n.value {
                Number::Int(i) => match i.as_i64() {
                    Some(v) => Self::int(v),
                    None => self.reject(
                        range,
                        "this integer does not fit in 64 bits",
                        "use `r_uint(...)` made at import time, or a float",
                    ),
                },
                Number::Float(f) => Operand::Const(Const::Float(f.to_bits())),
                Number::Complex { .. } => self.reject(range, "complex numbers are not RPython", "keep two floats"),
            },
            Expr::StringLiteral(s) => self.text(s.value.to_str(), range),
            Expr::BytesLiteral(b) => Operand::Const(Const::Bytes(b.value.bytes().collect())),
            Expr::BooleanLiteral(b) => Operand::bool(b.value),
            Expr::NoneLiteral(_) => Operand::void(),
            Expr::EllipsisLiteral(_) => self.reject(range, "`...` is not RPython as a value", "use None"),
            Expr::Name(n) => self.name(n.id.as_str(), range),
            Expr::Attribute(a) => self.attribute(&a.value, a.attr.as_str(), range),
            Expr::Call(c) => self.call_expr(c),
            Expr::BinOp(b) => {
                let Some(op) = binary(b.op) else { return self.reject_operator(b.op, range) };
                let left = self.expr(&b.left);
                let right = self.expr(&b.right);
                self.emit(op, vec![left, right], range)
            }
            Expr::UnaryOp(u) => self.unary(u.op, &u.operand, range),
            Expr::BoolOp(b) => self.bool_op(b.op, &b.values, range),
            Expr::Compare(c) => self.compare(c),
            Expr::If(i) => self.conditional(&i.test, &i.body, &i.orelse, range),
            Expr::Tuple(t) => {
                let items = self.exprs(&t.elts);
                self.emit(Op::NewTuple, items, range)
            }
            Expr::List(l) => {
                let items = self.exprs(&l.elts);
                self.emit(Op::NewList, items, range)
            }
            Expr::Dict(d) => {
                let mut items = vec![];
                for item in &d.items {
                    match &item.key {
                        Some(k) => items.push(self.expr(k)),
                        None => {
                            return self.reject(range, "`**` in a dict is not RPython", "use `update`");
                        }
                    }
                    items.push(self.expr(&item.value));
                }
                self.emit(Op::NewDict, items, range)
            }
            Expr::Subscript(s) => {
                let value = self.expr(&s.value);
                match &*s.slice {
                    Expr::Slice(slice) => {
                        if let Some(step) = &slice.step {
                            return self.reject(
                                step.range(),
                                "slices with a step are not RPython",
                                "write a loop, or `reverse()` for a reversed list",
                            );
                        }
                        let lower = self.bound(slice.lower.as_deref());
                        let upper = self.bound(slice.upper.as_deref());
                        self.emit(Op::GetSlice, vec![value, lower, upper], range)
                    }
                    index => {
                        let index = self.expr(index);
                        self.emit(Op::GetItem, vec![value, index], range)
                    }
                }
            }
            Expr::FString(f) => {
                let mut pieces = vec![];
                for part in f.value.iter() {
                    match part {
                        FStringPart::Literal(l) => pieces.push(self.text(&l.value, range)),
                        FStringPart::FString(f) => {
                            for element in f.elements.iter() {
                                self.piece(element, range, &mut pieces);
                            }
                        }
                    }
                }
                self.emit(Op::BuildStr, pieces, range)
            }
            Expr::Named(n) => {
                let value = self.expr(&n.value);
                if let Expr::Name(name) = &*n.target {
                    self.assign(&self.variable(name.id.as_str()), value.clone());
                }
                value
            }
            Expr::Lambda(l) => self.nested("<lambda>", l.parameters.as_deref(), range, l.body.range()),
            Expr::ListComp(c) => self.list_comprehension(&c.elt, &c.generators, range),
            Expr::DictComp(c) => self.dict_comprehension(c, range),
            Expr::Generator(_) => self.reject(
                range,
                "a generator expression is RPython only as the argument of a call",
                "write a list comprehension",
            ),
            Expr::Set(_) | Expr::SetComp(_) => {
                self.reject(range, "sets are not RPython", "use a dict whose values are None or True")
            }
            Expr::Starred(_) => self.reject(range, "`*` is not RPython here", "write the items one by one"),
            Expr::Yield(y) => {
                let value = self.bound(y.value.as_deref());
                self.yield_value(value, range)
            }
            Expr::YieldFrom(y) => {
                let iterable = self.expr(&y.value);
                let span = self.span(range);
                let (head, after, item) = self.begin_loop(iterable, range);
                self.yield_value(item, range);
                self.goto(head, span);
                self.seal(head);
                self.seal(after);
                self.start(after);
                Operand::void()
            }
            Expr::Await(_) => self.reject(range, "async code is not RPython", "write an ordinary function"),
            _ => self.reject(range, "this expression is not RPython", "write it another way"),
        }
    }

    pub(super) fn exprs(&mut self, list: &[Expr]) -> Vec<Operand> {
        list.iter().map(|e| self.expr(e)).collect()
    }

    pub(super) fn bound(&mut self, e: Option<&Expr>) -> Operand {
        e.map_or(Operand::void(), |e| self.expr(e))
    }

    fn text(&mut self, s: &str, range: TextRange) -> Operand {
        let bytes: Option<Vec<u8>> = s.chars().map(|c| u8::try_from(c as u32).ok()).collect();
        match bytes {
            Some(b) => Operand::Const(Const::Str(b)),
            None => self.reject(
                range,
                "a str has code points from 0 to 255",
                "keep the text as UTF-8 bytes, with the functions of rpython.rlib.rutf8",
            ),
        }
    }

    fn piece(&mut self, element: &InterpolatedStringElement, range: TextRange, pieces: &mut Vec<Operand>) {
        match element {
            InterpolatedStringElement::Literal(l) => {
                let text = self.text(&l.value, range);
                pieces.push(text);
            }
            InterpolatedStringElement::Interpolation(i) => {
                if let Some(debug) = &i.debug_text {
                    let shown = format!("{}{}{}", debug.leading, &self.source[i.expression.range()], debug.trailing);
                    let text = self.text(&shown, range);
                    pieces.push(text);
                }
                let value = self.expr(&i.expression);
                let conversion = match i.conversion {
                    ConversionFlag::None if i.debug_text.is_some() && i.format_spec.is_none() => "r",
                    ConversionFlag::None => "",
                    ConversionFlag::Repr | ConversionFlag::Ascii => "r",
                    ConversionFlag::Str => "s",
                };
                let mut spec = String::new();
                for part in i.format_spec.iter().flat_map(|s| s.elements.iter()) {
                    match part {
                        InterpolatedStringElement::Literal(l) => spec += &l.value,
                        InterpolatedStringElement::Interpolation(e) => {
                            self.reject(e.range, "a format is a constant", "use `ljust` or `rjust`");
                            return;
                        }
                    }
                }
                let args = vec![value, Operand::name(conversion), Operand::name(spec)];
                let piece = self.emit(Op::Format, args, range);
                pieces.push(piece);
            }
        }
    }

    // ---- names and attributes

    /// What a variable is called here: a comprehension's has a hidden name.
    pub(super) fn variable(&self, name: &str) -> String {
        self.renamed.get(name).map_or_else(|| self.mangled(name), |hidden| hidden.clone())
    }

    /// A name as the class sees it: `__x` in a class is private to it.
    pub(super) fn mangled(&self, name: &str) -> String {
        let class = self.class.trim_start_matches('_');
        if class.is_empty() || !name.starts_with("__") || name.ends_with("__") {
            name.to_string()
        } else {
            format!("_{class}{name}")
        }
    }

    fn name(&mut self, name: &str, range: TextRange) -> Operand {
        let variable = self.variable(name);
        if self.renamed.contains_key(name) || self.locals.contains(&variable) {
            let v = self.read(&variable);
            if matches!(&v, Operand::Const(Const::Name(n)) if n == UNDEFINED) && self.at.is_some() {
                return self.reject(
                    range,
                    format!("the local variable `{name}` is used before it is assigned"),
                    "assign it on every path that leads here",
                );
            }
            return v;
        }
        match self.global(&variable) {
            Some(c) => Operand::Const(c),
            None => {
                self.reject(range, format!("the name `{name}` is not defined"), "define or import it in the module")
            }
        }
    }

    /// A module global, a builtin, or a variable of an enclosing function that is constant by now.
    pub(super) fn global(&mut self, name: &str) -> Option<Const> {
        let args = vec![self.host.index(self.func), self.host.text(name)];
        match self.host.ask("lookup", args) {
            Ok(crate::embed::Value::None) | Err(_) => None,
            Ok(v) => Some(v.konst()),
        }
    }

    fn attribute(&mut self, value: &Expr, attr: &str, range: TextRange) -> Operand {
        if let Expr::Call(c) = value
            && let Expr::Name(n) = &*c.func
            && n.id.as_str() == "super"
            && c.arguments.args.is_empty()
        {
            return self.reject(range, "`super()` can only be called here", "call `super().method(...)`");
        }
        let value = self.expr(value);
        let attr = &*self.mangled(attr);
        if let Operand::Const(c @ Const::Obj(o)) = &value
            && let Kind::Module(name) = self.host.kind(*o)
        {
            return match self.host.getattr(&c.clone(), attr) {
                Some(c) => Operand::Const(c),
                None => self.reject(range, format!("the module `{name}` has no attribute `{attr}`"), "check the name"),
            };
        }
        self.emit(Op::GetAttr, vec![value, Operand::name(attr)], range)
    }

    // ---- operators

    fn reject_operator(&mut self, op: Operator, range: TextRange) -> Operand {
        match op {
            Operator::Pow => self.reject(
                range,
                "`a ** b` is not RPython",
                "multiply in a loop, write `x * x`, or use `math.pow` on floats",
            ),
            _ => self.reject(range, "`@` is not RPython", "call a function"),
        }
    }

    fn unary(&mut self, op: UnaryOp, operand: &Expr, range: TextRange) -> Operand {
        // A negative literal is a constant, down to the smallest int.
        if let (UnaryOp::USub, Expr::NumberLiteral(n)) = (op, operand) {
            match &n.value {
                Number::Int(i) => {
                    if let Some(v) = i.as_i64() {
                        return Self::int(v.wrapping_neg());
                    }
                    if i.as_u64() == Some(1 << 63) {
                        return Self::int(i64::MIN);
                    }
                }
                Number::Float(f) => return Operand::Const(Const::Float((-f).to_bits())),
                Number::Complex { .. } => {}
            }
        }
        if op == UnaryOp::Not && matches!(operand, Expr::BoolOp(_)) {
            return self.negated(operand, range);
        }
        let value = self.expr(operand);
        let op = match op {
            UnaryOp::Not => {
                if let Some(b) = truth(&value) {
                    return Operand::bool(!b);
                }
                Op::Not
            }
            UnaryOp::USub => Op::Neg,
            UnaryOp::UAdd => Op::Pos,
            UnaryOp::Invert => Op::Invert,
        };
        self.emit(op, vec![value], range)
    }

    pub(super) fn compare_one(&mut self, op: CmpOp, left: Operand, right: Operand, range: TextRange) -> Operand {
        let (op, negate, swap) = match op {
            CmpOp::Eq => (Op::Eq, false, false),
            CmpOp::NotEq => (Op::Ne, false, false),
            CmpOp::Lt => (Op::Lt, false, false),
            CmpOp::LtE => (Op::Le, false, false),
            CmpOp::Gt => (Op::Gt, false, false),
            CmpOp::GtE => (Op::Ge, false, false),
            CmpOp::Is => (Op::Is, false, false),
            CmpOp::IsNot => (Op::Is, true, false),
            CmpOp::In => (Op::Contains, false, true),
            CmpOp::NotIn => (Op::Contains, true, true),
        };
        if let Some(b) = folded(op, &left, &right) {
            return Operand::bool(b != negate);
        }
        let args = if swap { vec![right, left] } else { vec![left, right] };
        let v = self.emit(op, args, range);
        if negate { self.emit(Op::Not, vec![v], range) } else { v }
    }

    pub(super) fn check_annotation(&mut self, name: &str, annotation: &Expr) {
        if let Expr::Name(n) = annotation
            && matches!(n.id.as_str(), "int" | "str" | "bool" | "float" | "bytes")
            && let Some(c) = self.global(n.id.as_str())
        {
            let name = &self.variable(name);
            let value = self.read(name);
            let checked = self.emit(Op::CheckType, vec![value, Operand::Const(c)], annotation.range());
            self.assign(name, checked);
        }
    }
}

/// A comparison of constants.
fn folded(op: Op, left: &Operand, right: &Operand) -> Option<bool> {
    let (Operand::Const(left), Operand::Const(right)) = (left, right) else { return None };
    let int = |c: &Const| match c {
        Const::Int(v, IntKind::I64) => Some(*v),
        Const::Bool(b) => Some(*b as i64),
        _ => None,
    };
    let order = match (left, right) {
        (Const::Void, Const::Void) => std::cmp::Ordering::Equal,
        (Const::Str(a), Const::Str(b)) | (Const::Bytes(a), Const::Bytes(b)) if op != Op::Is => a.cmp(b),
        (Const::Bool(a), Const::Bool(b)) => a.cmp(b),
        // The identity of objects is the host's; it is not that of ints.
        (Const::Obj(a), Const::Obj(b)) if op == Op::Is => a.cmp(b),
        (Const::Void, other) | (other, Const::Void) if matches!(op, Op::Is) => {
            return if matches!(other, Const::Name(_)) { None } else { Some(false) };
        }
        _ if op != Op::Is => int(left)?.cmp(&int(right)?),
        _ => return None,
    };
    match op {
        Op::Eq | Op::Is => Some(order.is_eq()),
        Op::Ne => Some(order.is_ne()),
        _ if *left == Const::Void => None,
        Op::Lt => Some(order.is_lt()),
        Op::Le => Some(order.is_le()),
        Op::Gt => Some(order.is_gt()),
        Op::Ge => Some(order.is_ge()),
        _ => None,
    }
}

/// The truth value of a constant.
pub(super) fn truth(o: &Operand) -> Option<bool> {
    match o {
        Operand::Const(Const::Bool(b)) => Some(*b),
        Operand::Const(Const::Int(v, IntKind::I64)) => Some(*v != 0),
        Operand::Const(Const::Void) => Some(false),
        Operand::Const(Const::Str(s) | Const::Bytes(s)) => Some(!s.is_empty()),
        _ => None,
    }
}

pub(super) fn binary(op: Operator) -> Option<Op> {
    Some(match op {
        Operator::Add => Op::Add,
        Operator::Sub => Op::Sub,
        Operator::Mult => Op::Mul,
        Operator::Div => Op::Truediv,
        Operator::FloorDiv => Op::Floordiv,
        Operator::Mod => Op::Mod,
        Operator::LShift => Op::Lshift,
        Operator::RShift => Op::Rshift,
        Operator::BitAnd => Op::And,
        Operator::BitOr => Op::Or,
        Operator::BitXor => Op::Xor,
        Operator::Pow | Operator::MatMult => return None,
    })
}
