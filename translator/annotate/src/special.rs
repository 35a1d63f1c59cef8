//! Special methods of classes: whether all, some or no instances have one, and those that operations do not call.

use crate::Annotator;
use crate::model::*;
use rpy_ir::{Diag, Op, Operation};

impl Annotator<'_> {
    /// Whether instances of a class have a special method; an error if only some of its subclasses bring it.
    pub(crate) fn has_special(&mut self, class: ClassId, name: &str) -> Result<bool, Diag> {
        // Asked again when a subclass turns up.
        self.classes_below(class);
        if self.defs.mro_lookup(class, name).is_some() {
            return Ok(true);
        }
        let below = self.defs.subtree(class);
        let Some(&having) = below.iter().find(|&&c| self.defs.mro_lookup(c, name).is_some()) else { return Ok(false) };
        let (class, having) = (&self.defs.classes[class].name, &self.defs.classes[having].name);
        Err(self.error(
            format!("only some subclasses of `{class}` have `{name}`: `{having}` has, `{class}` has not"),
            format!("define `{name}` in `{class}`"),
        ))
    }

    /// `str(x)` or `repr(x)` of an instance: what its method gives, of an exception its message.
    pub(crate) fn text_of_instance(&mut self, op: &Operation, s: &SomeValue, repr: bool) -> Result<SomeValue, Diag> {
        let Kind::Instance { class, .. } = s.kind else { return Ok(SomeValue::str()) };
        let names: &[&str] = if repr { &["__repr__"] } else { &["__str__", "__repr__"] };
        for name in names {
            if self.has_special(class, name)? {
                let method = self.getattr_value(s, name)?;
                let result = self.call_internally(op, &method, &[])?;
                return match result.kind {
                    Kind::Str { kind: StrKind::Str, .. } | Kind::Char | Kind::Impossible => Ok(result),
                    _ => {
                        let what = self.describe(&result);
                        Err(self.error(format!("`{name}` gives {what}"), "return a str"))
                    }
                };
            }
        }
        let root = self.base_exception();
        if self.defs.is_subclass(class, root) {
            self.setattr_class(root, "message", &SomeValue::none())?;
            self.setattr_class(root, "message", &SomeValue::str().with_none(true))?;
        }
        Ok(SomeValue::str())
    }

    /// Instances are compared by identity: a class that says otherwise would be misunderstood.
    pub(crate) fn check_comparison(&mut self, op: Op, a: &SomeValue, b: &SomeValue) -> Result<(), Diag> {
        for s in [a, b] {
            let Kind::Instance { class, .. } = s.kind else { continue };
            let names: &[&str] = if op == Op::Ne { &["__ne__", "__eq__"] } else { &["__eq__"] };
            for name in names {
                self.uncalled(class, name, "instances are compared by identity", "call a method, such as `a.eq(b)`")?;
            }
        }
        Ok(())
    }

    /// Keys of a dict are compared by identity too, unless the dict has functions of its own.
    pub(crate) fn check_key(&mut self, dict: DictId, key: &SomeValue) -> Result<(), Diag> {
        let Kind::Instance { class, .. } = key.kind else { return Ok(()) };
        if self.defs.dict(dict).custom.is_some() {
            return Ok(());
        }
        for name in ["__eq__", "__hash__"] {
            self.uncalled(class, name, "instances as keys are compared by identity", "use an `r_dict`")?;
        }
        Ok(())
    }

    /// What is shown by `%`, `print` and the like: `__str__` is called by `str(x)` and f-strings only.
    pub(crate) fn check_shown(&mut self, s: &SomeValue) -> Result<(), Diag> {
        self.check_shown_inside(s, &mut vec![])
    }

    /// `inside`: what the value is in, lists and dicts by their roots.
    fn check_shown_inside(&mut self, s: &SomeValue, inside: &mut Vec<Kind>) -> Result<(), Diag> {
        let (container, parts) = match &s.kind {
            Kind::Instance { class, .. } => {
                for name in ["__str__", "__repr__"] {
                    self.uncalled(*class, name, "only `str(x)`, `repr(x)` and f-strings call it", "write `str(x)`")?;
                }
                let root = self.base_exception();
                if !inside.is_empty() && self.defs.is_subclass(*class, root) {
                    let what = self.describe(s);
                    return Err(self.error(format!("the `repr` of {what} is not available"), "make a list of `str(e)`"));
                }
                return Ok(());
            }
            Kind::Tuple(items) => (s.kind.clone(), items.to_vec()),
            Kind::List { def, .. } => {
                (Kind::List { def: self.defs.list_root(*def), can_be_none: false }, vec![self.list_item(*def)])
            }
            Kind::Dict { def, .. } => {
                let (key, value) = self.dict_parts(*def);
                (Kind::Dict { def: self.defs.dict_root(*def), can_be_none: false }, vec![key, value])
            }
            _ => return Ok(()),
        };
        if inside.contains(&container) {
            let what = self.describe(s);
            return Err(self
                .error(format!("{what} may contain itself: it has no text"), "write a function that makes its text"));
        }
        inside.push(container);
        for part in &parts {
            self.check_shown_inside(part, inside)?;
        }
        inside.pop();
        Ok(())
    }

    fn uncalled(&mut self, class: ClassId, name: &str, why: &str, help: &str) -> Result<(), Diag> {
        self.classes_below(class);
        let below = self.defs.subtree(class);
        match below.into_iter().find(|&c| self.defs.mro_lookup(c, name).is_some()) {
            Some(c) => {
                let class = &self.defs.classes[c].name;
                Err(self.error(format!("`{name}` of `{class}` is not called here: {why}"), help))
            }
            None => Ok(()),
        }
    }
}
