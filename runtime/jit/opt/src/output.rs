//! The finished trace of a piece: without operations that nobody needs, its variables numbered without gaps.

use crate::core::Optimizer;
use rpy_trace::op::Group;
use rpy_trace::{Arg, Kind, Op, OpCode, Snapshot, Trace, Var};
use std::collections::HashSet;
use std::rc::Rc;

/// A piece that is optimised, in the optimiser's variables. Its jump may still be missing.
pub(crate) struct Draft {
    pub inputs: Vec<Var>,
    pub ops: Vec<Op>,
    kinds: Vec<Kind>,
    /// Results of calls that need not be done for anything else.
    quiet: HashSet<Var>,
}

impl Optimizer<'_> {
    pub fn draft(mut self, inputs: Vec<Var>) -> Draft {
        self.emit_postponed();
        Draft { inputs, ops: self.strengthened.apply(self.out), kinds: self.kinds, quiet: self.quiet }
    }
    /// The same, to go on in another way.
    pub fn draft_so_far(&mut self, inputs: Vec<Var>) -> Draft {
        self.emit_postponed();
        Draft {
            inputs,
            ops: self.strengthened.apply(self.out.clone()),
            kinds: self.kinds.clone(),
            quiet: self.quiet.clone(),
        }
    }
}

impl Draft {
    pub fn jump(&mut self, args: Vec<Arg>, target: u32) {
        self.ops.push(Op { jump_target: Some(target), ..Op::new(OpCode::Jump, args, None) });
    }
    pub fn guards(&self) -> usize {
        self.ops.iter().filter(|op| op.op.is_guard()).count()
    }
    pub fn finish(self) -> Trace {
        let ops = needed(self.ops, self.kinds.len(), &self.quiet);
        let nothing = Rc::new(Snapshot::default());
        let mut kinds: Vec<Kind> = Vec::new();
        let mut names: Vec<Option<Var>> = vec![None; self.kinds.len()];
        let mut define = |v: Var, names: &mut Vec<Option<Var>>| {
            kinds.push(self.kinds[v.0 as usize]);
            let new = Var(kinds.len() as u32 - 1);
            names[v.0 as usize] = Some(new);
            new
        };
        let inputs = self.inputs.iter().map(|&v| define(v, &mut names)).collect();
        let mut out = Vec::with_capacity(ops.len());
        for mut op in ops {
            let name = |v: Var, names: &[Option<Var>]| names[v.0 as usize].expect("defined before it is used");
            for a in &mut op.args {
                if let Arg::Var(v) = *a {
                    *a = name(v, &names).into();
                }
            }
            if let Some(guard) = &mut op.guard {
                guard.snapshot = nothing.clone();
                for v in &mut guard.fail_args {
                    *v = name(*v, &names);
                }
            }
            op.result = op.result.map(|v| define(v, &mut names));
            out.push(op);
        }
        Trace { inputs, ops: out, kinds }
    }
}

/// Without what has no effect and a result that is not used.
fn needed(ops: Vec<Op>, variables: usize, quiet: &HashSet<Var>) -> Vec<Op> {
    let mut used = vec![false; variables];
    let mut kept: Vec<Op> = Vec::with_capacity(ops.len());
    for op in ops.into_iter().rev() {
        let removable = matches!(op.op.group(), Group::Pure | Group::Read | Group::New)
            || matches!(op.op, OpCode::ForceToken)
            || op.result.is_some_and(|v| quiet.contains(&v));
        if removable && op.result.is_some_and(|v| !used[v.0 as usize]) {
            continue;
        }
        for v in op.args.iter().filter_map(|a| a.var()) {
            used[v.0 as usize] = true;
        }
        for v in op.guard.iter().flat_map(|g| &g.fail_args) {
            used[v.0 as usize] = true;
        }
        kept.push(op);
    }
    kept.reverse();
    kept
}
