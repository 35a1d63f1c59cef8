//! How long the variables of a piece are needed, and when next. It knows no machine code.

use super::lower::is_loop;
use crate::api::Piece;
use rpy_trace::{Kind, Op, OpCode, Var};

/// A variable that is not used for more calls in cold code than this is idle.
const SOON: u32 = 4;

/// Of operations, by index.
pub struct Uses {
    /// By variable: the last operation that uses it, or whose exit does; 0 if there is none.
    last: Vec<usize>,
    /// By variable: the operations that use it themselves. A jump that leaves the piece is like an exit.
    own: Vec<Vec<usize>>,
    /// By operation: how many before it may collect in cold code.
    aside: Vec<u32>,
    /// The jump to the piece's own label. What is handed round is better left where it is.
    back: Option<usize>,
}

impl Uses {
    /// `aside`: the operation may collect in cold code.
    pub fn new(p: &Piece, aside: impl Fn(&Op) -> bool) -> Uses {
        let (vars, ops) = (p.trace.kinds.len(), &p.trace.ops);
        let back = ops.len().checked_sub(1).filter(|_| is_loop(p));
        let mut uses = Uses { last: vec![0; vars], own: vec![vec![]; vars], aside: vec![0], back };
        for (at, op) in ops.iter().enumerate() {
            let before = uses.aside[at];
            uses.aside.push(before + aside(op) as u32);
            let leaves = op.op == OpCode::Jump && back.is_none();
            for v in op.args.iter().filter_map(|a| a.var()) {
                uses.last[v.0 as usize] = at;
                if !leaves {
                    uses.own[v.0 as usize].push(at);
                }
            }
            for v in op.guard.iter().flat_map(|g| &g.fail_args) {
                uses.last[v.0 as usize] = at;
            }
        }
        uses
    }

    /// Something behind this operation needs the variable.
    pub fn is_live(&self, v: Var, at: usize) -> bool {
        self.last[v.0 as usize] > at
    }

    /// From this operation on, nothing but exits needs the variable soon.
    pub fn is_idle(&self, v: Var, at: usize) -> bool {
        let own = &self.own[v.0 as usize];
        match own.get(own.partition_point(|&use_| use_ < at)) {
            None => true,
            Some(&next) => self.back != Some(next) && self.aside[next] - self.aside[at] > SOON,
        }
    }

    /// Whether so many references are alive and idle at one of the operations that may collect in cold code.
    pub fn many_idle(&self, p: &Piece, many: usize) -> bool {
        let mut live: Vec<Var> = p.trace.inputs.clone();
        live.retain(|&v| p.trace.kind(v) == Kind::Ref);
        p.trace.ops.iter().enumerate().any(|(at, op)| {
            let found = self.aside[at + 1] > self.aside[at] && {
                live.retain(|&v| self.is_live(v, at));
                live.iter().filter(|&&v| self.is_idle(v, at)).count() >= many
            };
            live.extend(op.result.filter(|&v| p.trace.kind(v) == Kind::Ref));
            found
        })
    }
}
