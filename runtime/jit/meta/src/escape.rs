//! Which objects a trace has made and not let out of its sight: the optimiser is likely to leave them unmade. Only hints ask for it.

use rpy_trace::op::Group;
use rpy_trace::{Arg, OpCode, Var};
use std::collections::HashMap;

/// Objects, each with what was stored into it.
#[derive(Default)]
pub struct Kept {
    objects: HashMap<Var, Vec<Var>>,
}

impl Kept {
    /// An operation is recorded.
    pub fn see(&mut self, op: OpCode, args: &[Arg], result: Option<Var>) {
        match (op.group(), result) {
            (Group::New, Some(v)) => drop(self.objects.insert(v, vec![])),
            // Most traces have none where this matters.
            _ if self.objects.is_empty() => {}
            (Group::Write, _) => {
                let of = args.first().and_then(|a| a.var()).and_then(|v| self.objects.get_mut(&v));
                match (op, of) {
                    (OpCode::ArrayCopy, _) => {
                        let stored = of_copied(args).and_then(|v| self.objects.get(&v).cloned());
                        stored.into_iter().flatten().for_each(|v| self.escape(v));
                    }
                    (_, Some(stored)) => stored.extend(args.last().and_then(|a| a.var())),
                    (_, None) => args.iter().filter_map(|a| a.var()).for_each(|v| self.escape(v)),
                }
            }
            (Group::Call, _) => args.iter().filter_map(|a| a.var()).for_each(|v| self.escape(v)),
            _ => {}
        }
    }

    pub fn is_kept(&self, v: Var) -> bool {
        self.objects.contains_key(&v)
    }

    fn escape(&mut self, v: Var) {
        let mut work = vec![v];
        while let Some(v) = work.pop() {
            work.extend(self.objects.remove(&v).into_iter().flatten());
        }
    }
}

/// The array that is copied from.
fn of_copied(args: &[Arg]) -> Option<Var> {
    args.first().and_then(|a| a.var())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_into_escapes_with_its_object() {
        let (mut k, [a, b, c]) = (Kept::default(), [0, 1, 2].map(Var));
        k.see(OpCode::New, &[], Some(a));
        k.see(OpCode::New, &[], Some(b));
        k.see(OpCode::SetfieldGc, &[a.into(), b.into()], None);
        assert!(k.is_kept(a) && k.is_kept(b) && !k.is_kept(c));
        // Into an object that the trace has not made.
        k.see(OpCode::SetfieldGc, &[c.into(), a.into()], None);
        assert!(!k.is_kept(a) && !k.is_kept(b));
    }

    #[test]
    fn arguments_of_calls_escape() {
        let (mut k, a) = (Kept::default(), Var(7));
        k.see(OpCode::NewArrayClear, &[Arg::int(2)], Some(a));
        k.see(OpCode::GetarrayitemGcI, &[a.into(), Arg::int(0)], Some(Var(8)));
        assert!(k.is_kept(a));
        k.see(OpCode::CallN, &[Arg::int(1), a.into()], None);
        assert!(!k.is_kept(a));
    }
}
