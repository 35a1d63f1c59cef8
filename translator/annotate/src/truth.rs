//! Truth values: of which values they are known, what they tell of a variable, and the methods that classes have for them.

use crate::Annotator;
use crate::model::*;
use rpy_ir::{Const, Diag, Op, Operand, Operation};
use std::rc::Rc;

impl Annotator<'_> {
    /// `bool(x)`, a test, and with `Op::Not` the contrary. The value is the operation's last operand.
    pub(crate) fn truth(&mut self, op: &Operation, s: &SomeValue) -> Result<SomeValue, Diag> {
        let negate = op.op == Op::Not;
        let constant = match (&s.kind, &s.konst) {
            (Kind::None, _) => Some(false),
            (_, Some(Const::Bool(b))) => Some(*b),
            (_, Some(Const::Int(v, _))) => Some(*v != 0),
            (_, Some(Const::Str(t) | Const::Bytes(t))) => Some(!t.is_empty()),
            (Kind::Pbc { can_be_none: false, .. } | Kind::Special { .. }, _) => Some(true),
            (Kind::Tuple(items), _) => Some(!items.is_empty()),
            _ => None,
        };
        if let Kind::Instance { class, .. } = s.kind
            && !self.instance_truth(op, s, class)?
        {
            return Ok(SomeValue::impossible());
        }
        let mut result = SomeValue::bool();
        if let Kind::Bool = s.kind {
            result.known = s.known.clone();
        } else if Self::may_be_none(&s.kind)
            && let Some(Operand::Var(v)) = op.args.last()
        {
            result = self.knowing(vec![(*v, s.with_none(false))], vec![]);
        }
        result.konst = constant.map(|b| Const::Bool(b != negate));
        if negate && let Some(k) = &result.known {
            result.known = Some(Rc::new(k.negated()));
        }
        Ok(result)
    }

    /// Calls the method that gives the truth of instances of a class, if there is one; false if it never returns.
    fn instance_truth(&mut self, op: &Operation, s: &SomeValue, class: ClassId) -> Result<bool, Diag> {
        let name = match (self.has_special(class, "__bool__")?, self.has_special(class, "__len__")) {
            (true, _) => "__bool__",
            (false, Ok(true)) => "__len__",
            (false, Ok(false)) => return Ok(true),
            (false, Err(e)) => return Err(e),
        };
        let method = self.getattr_value(&s.with_none(false), name)?;
        let result = self.call_internally(op, &method, &[])?;
        let fits = match result.kind {
            Kind::Impossible => return Ok(false),
            Kind::Bool => true,
            Kind::Int { .. } => name == "__len__",
            _ => false,
        };
        if fits {
            return Ok(true);
        }
        let what = self.describe(&result);
        Err(self.error(format!("`{name}` gives {what}"), "return True or False from `__bool__`, an int from `__len__`"))
    }
}
