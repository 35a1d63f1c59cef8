//! Flowing a block: its operations in order, then its links.

use crate::Annotator;
use crate::model::*;
use rpy_ir::dominators::{Dominators, predecessors};
use rpy_ir::{BlockId, Const, Diag, Exit, Graph, GraphId, Link, Operand, Operation, Span, Var};
use std::rc::Rc;

/// What flowing needs to know of a graph, computed once.
pub struct GraphInfo {
    /// By variable: the blocks that are to be looked at when it grows, and from which operation on. Not the block of the operation that
    /// gives it: that is being looked at then.
    used_in: Vec<Vec<(BlockId, usize)>>,
    /// By block: how many operations have been looked at. Behind one that does not go on yet nothing is.
    done: Vec<usize>,
    /// By block: the links that enter it.
    entering: Vec<usize>,
    idom: Vec<Option<BlockId>>,
    /// By block: what the branch that leads there says of variables. Holds in all blocks that it dominates.
    refined: Vec<Vec<(Var, SomeValue)>>,
    /// By variable: where its value comes from.
    origin: Vec<Span>,
}

impl GraphInfo {
    pub fn new(g: &Graph) -> GraphInfo {
        let mut result_in = vec![None; g.vars.len()];
        let mut origin = vec![g.span; g.vars.len()];
        for (id, b) in g.blocks.iter() {
            for &p in &b.params {
                origin[p.0 as usize] = if id == g.entry { g.span } else { b.span };
            }
            for op in &b.ops {
                if let Some(r) = op.result {
                    result_in[r.0 as usize] = Some(id);
                    origin[r.0 as usize] = op.span;
                }
            }
            if let Exit::Try { exc, .. } = &b.exit {
                result_in[exc.0 as usize] = Some(id);
            }
        }
        let mut used_in: Vec<Vec<(BlockId, usize)>> = vec![vec![]; g.vars.len()];
        for (id, b) in g.blocks.iter() {
            let mut use_it = |o: &Operand, at: usize| {
                if let Operand::Var(v) = o
                    && result_in[v.0 as usize] != Some(id)
                    && used_in[v.0 as usize].last().is_none_or(|(last, _)| *last != id)
                {
                    used_in[v.0 as usize].push((id, at));
                }
            };
            let count = b.ops.len();
            // The link to a handler is looked at before the operation that may raise.
            let exit = if matches!(b.exit, Exit::Try { .. }) { count.saturating_sub(1) } else { count };
            for (i, op) in b.ops.iter().enumerate() {
                if i == exit {
                    b.exit.for_each_operand(|o| use_it(o, exit));
                }
                op.args.iter().for_each(|o| use_it(o, i));
            }
            b.exit.for_each_operand(|o| use_it(o, exit));
        }
        let dominators = Dominators::new(g);
        let idom = g.blocks.keys().map(|b| dominators.parent(b)).collect();
        let entering = predecessors(g).iter().map(Vec::len).collect();
        GraphInfo {
            used_in,
            done: vec![0; g.blocks.len()],
            entering,
            idom,
            refined: vec![vec![]; g.blocks.len()],
            origin,
        }
    }
}

impl Annotator<'_> {
    pub(crate) fn refinements_of(&self, g: GraphId, b: BlockId) -> &[(Var, SomeValue)] {
        &self.info[g.0 as usize].refined[b.0 as usize]
    }

    /// The annotation of an operand as it is known in a block.
    pub fn operand(&mut self, g: GraphId, b: BlockId, o: &Operand) -> SomeValue {
        match o {
            Operand::Var(v) => self.refined(g, b, *v),
            Operand::Const(c) => self.immutablevalue(c),
        }
    }

    /// The annotation of a variable in a block, with what the branches that lead there say of it.
    pub fn refined(&self, g: GraphId, b: BlockId, v: Var) -> SomeValue {
        let info = &self.info[g.0 as usize];
        let mut at = Some(b);
        while let Some(x) = at {
            if let Some((_, s)) = info.refined[x.0 as usize].iter().find(|(w, _)| *w == v) {
                return s.clone();
            }
            at = info.idom[x.0 as usize];
        }
        self.graphs[g].vars[v.0 as usize].clone()
    }

    /// Flows a block from an operation on, and its exit. Operations are taken out one by one: a long block is flowed again
    /// from somewhere in it for each call whose result turns up.
    pub(crate) fn flow_block(&mut self, g: GraphId, b: BlockId, from: usize) {
        let done = self.info[g.0 as usize].done[b.0 as usize];
        if from > done {
            return;
        }
        let block = &self.graphs[g].graph.blocks[b];
        let (count, span) = (block.ops.len(), block.span);
        for i in from..count {
            let op = self.graphs[g].graph.blocks[b].ops[i].clone();
            self.place = (g, b, i);
            self.place_span = op.span;
            if i + 1 == count
                && let Exit::Try { exc, handler, .. } = &self.graphs[g].graph.blocks[b].exit
            {
                let (exc, handler) = (*exc, handler.clone());
                let class = self.base_exception();
                self.set_var(g, exc, SomeValue::new(Kind::Instance { class, can_be_none: false }));
                self.flow_link(g, b, &handler, &[], op.span);
                self.place = (g, b, i);
            }
            if !self.flow_operation(g, b, &op) {
                return;
            }
            let done = &mut self.info[g.0 as usize].done[b.0 as usize];
            *done = (i + 1).max(*done);
        }
        self.place = (g, b, count);
        self.place_span = span;
        let exit = self.graphs[g].graph.blocks[b].exit.clone();
        match &exit {
            Exit::Goto(l) => self.flow_link(g, b, l, &[], span),
            Exit::Try { normal, .. } => self.flow_link(g, b, normal, &[], span),
            Exit::Branch { cond, then, els } => {
                let s = self.operand(g, b, cond);
                let known = s.known.clone().unwrap_or_default();
                let constant = match s.konst {
                    Some(Const::Bool(v)) => Some(v),
                    _ => None,
                };
                if constant != Some(false) {
                    self.flow_link(g, b, then, &known.if_true, span);
                }
                if constant != Some(true) {
                    self.flow_link(g, b, els, &known.if_false, span);
                }
            }
            Exit::Switch { on, cases, default } => {
                let constant = match self.operand(g, b, on).konst {
                    Some(Const::Int(v, _)) => Some(v),
                    _ => None,
                };
                for (v, l) in cases {
                    if constant.is_none_or(|c| c == *v) {
                        self.flow_link(g, b, l, &[], span);
                    }
                }
                if constant.is_none_or(|c| cases.iter().all(|(v, _)| *v != c)) {
                    self.flow_link(g, b, default, &[], span);
                }
            }
            Exit::Return(v) => {
                if v.var().is_some_and(|v| self.poisoned.contains(&(g, v))) {
                    self.poison_return(g);
                    return;
                }
                let s = self.operand(g, b, v);
                self.flow_return(g, b, &s, span);
            }
            Exit::Raise(v, span) => {
                let s = self.operand(g, b, v);
                self.place_span = *span;
                self.check_raised(&s);
            }
            Exit::Unreachable => {}
        }
    }

    /// False if control cannot go on: the operation always raises, or is rejected, or has operands without a value yet.
    fn flow_operation(&mut self, g: GraphId, b: BlockId, op: &Operation) -> bool {
        let mut args = Vec::with_capacity(op.args.len());
        for a in &op.args {
            if a.var().is_some_and(|v| self.poisoned.contains(&(g, v))) {
                self.poisoned.extend(op.result.map(|r| (g, r)));
                return true;
            }
            let s = self.operand(g, b, a);
            if s.is_impossible() {
                return false;
            }
            args.push(s);
        }
        self.poison = false;
        match self.consider(op, &args) {
            Ok(s) if s.is_impossible() && self.poison => {
                self.poisoned.extend(op.result.map(|r| (g, r)));
                true
            }
            Ok(s) => {
                self.errors.remove(&self.place);
                if let Some(r) = op.result
                    && !self.poisoned.is_empty()
                {
                    self.poisoned.remove(&(g, r));
                }
                let goes_on = !s.is_impossible();
                if let Some(r) = op.result
                    && goes_on
                {
                    self.set_var(g, r, s);
                }
                goes_on
            }
            Err(diag) => {
                let diag = self.with_caller(g, diag);
                self.errors.insert(self.place, diag);
                self.poisoned.extend(op.result.map(|r| (g, r)));
                true
            }
        }
    }

    /// An error in a function of the library, or in one that stands for a builtin, shows where the function is called.
    fn with_caller(&self, g: GraphId, mut diag: Diag) -> Diag {
        let module = &self.defs.funcs[self.graphs[g].func].module;
        if module != crate::iterables::MODULE && !module.starts_with("rpython.") {
            return diag;
        }
        if let Some(&(caller, b, i)) = self.callers.get(&g).and_then(|c| c.first())
            && let Some(op) = self.graphs[caller].graph.blocks[b].ops.get(i)
        {
            let label = Diag::at("", op.span, "called here").labels;
            diag.labels.splice(0..0, label);
        }
        diag
    }

    fn set_var(&mut self, g: GraphId, v: Var, s: SomeValue) {
        let old = self.graphs[g].vars[v.0 as usize].clone();
        if old == s {
            return;
        }
        // An operation's own result may change kind only by growing; where it does not, the new one counts.
        let mut new = self.union(&old, &s).unwrap_or_else(|_| s.clone());
        new.known = s.known;
        if new == old {
            return;
        }
        self.graphs[g].vars[v.0 as usize] = new;
        self.enqueue_users(g, v);
    }

    pub(crate) fn enqueue_users(&mut self, g: GraphId, v: Var) {
        for i in 0..self.info[g.0 as usize].used_in[v.0 as usize].len() {
            let (b, at) = self.info[g.0 as usize].used_in[v.0 as usize][i];
            if self.graphs[g].reached[b.0 as usize] {
                self.enqueue_at((g, b, at));
            }
        }
    }

    fn flow_link(&mut self, g: GraphId, from: BlockId, link: &Link, refined: &[(Var, SomeValue)], span: Span) {
        let to = link.to;
        let mut changed = !std::mem::replace(&mut self.graphs[g].reached[to.0 as usize], true);
        if self.info[g.0 as usize].entering[to.0 as usize] == 1
            && self.info[g.0 as usize].refined[to.0 as usize] != refined
        {
            self.info[g.0 as usize].refined[to.0 as usize] = refined.to_vec();
            for (v, _) in refined {
                self.enqueue_users(g, *v);
            }
        }
        let params = self.graphs[g].graph.blocks[to].params.clone();
        for (i, (&param, arg)) in params.iter().zip(&link.args).enumerate() {
            if arg.var().is_some_and(|v| self.poisoned.contains(&(g, v))) {
                // Poison spreads only to what has no value from elsewhere.
                changed |= self.graphs[g].vars[param.0 as usize].is_impossible() && self.poisoned.insert((g, param));
                continue;
            }
            let by_branch = arg.var().and_then(|v| refined.iter().find(|(w, _)| *w == v)).map(|(_, s)| s.clone());
            let s = match by_branch {
                Some(s) => s,
                None => self.operand(g, from, arg),
            };
            // What one value knows of another holds only where both are in scope under these names.
            let s = SomeValue { known: None, ..s };
            let origin = match arg {
                Operand::Var(v) => self.info[g.0 as usize].origin[v.0 as usize],
                Operand::Const(_) => span,
            };
            let key = (g, from, 1_000_000 + i + 1000 * (to.0 as usize % 1000));
            let old = self.graphs[g].vars[param.0 as usize].clone();
            if old.is_impossible() && !s.is_impossible() {
                self.info[g.0 as usize].origin[param.0 as usize] = origin;
            }
            match self.union(&old, &s) {
                Ok(new) => {
                    self.errors.remove(&key);
                    if new != old {
                        self.poisoned.remove(&(g, param));
                        self.graphs[g].vars[param.0 as usize] = new;
                        self.enqueue_users(g, param);
                    }
                }
                Err(e) => {
                    let first = self.info[g.0 as usize].origin[param.0 as usize];
                    let diag = self.join_error(e, &old, first, &s, origin);
                    self.errors.insert(key, diag);
                }
            }
        }
        if changed {
            self.enqueue((g, to));
        }
    }

    /// Two values that meet in one variable.
    pub(crate) fn join_error(&self, e: crate::UnionError, a: &SomeValue, at: Span, b: &SomeValue, bt: Span) -> Diag {
        let mut diag = Diag::at(e.message.clone(), bt, format!("here it is {}", self.describe(b)));
        if !at.is_none() && at != bt {
            diag = diag.label(at, format!("here it is {}", self.describe(a)));
        }
        e.explain(diag)
    }

    /// A graph returns what was rejected.
    fn poison_return(&mut self, g: GraphId) {
        if self.poisoned_returns.insert(g) {
            let callers = self.callers.get(&g).cloned();
            self.enqueue_all(callers.as_ref());
        }
    }

    fn flow_return(&mut self, g: GraphId, b: BlockId, s: &SomeValue, span: Span) {
        // What support code returns may grow while it is used.
        let s = if self.graphs[g].support && !matches!(s.kind, Kind::None | Kind::Pbc { .. }) {
            s.general()
        } else {
            SomeValue { known: None, ..s.clone() }
        };
        let old = self.graphs[g].ret.clone();
        let key = (g, b, 2_000_000);
        let s = match self.enforce_result(self.graphs[g].func, s, span) {
            Ok(s) => s,
            Err(diag) => {
                self.errors.insert(key, diag);
                self.poison_return(g);
                return;
            }
        };
        match self.union(&old, &s) {
            Ok(new) => {
                self.errors.remove(&key);
                if new != old {
                    self.graphs[g].ret = new;
                    let callers = self.callers.get(&g).cloned();
                    self.enqueue_all(callers.as_ref());
                }
            }
            Err(e) => {
                let first = self.return_span(g, &old).unwrap_or(self.graphs[g].graph.span);
                let diag = self.join_error(e, &old, first, &s, span);
                let name = &self.graphs[g].graph.name;
                let diag = diag.note(format!("all `return` statements of `{name}` give one type"));
                self.errors.insert(key, diag);
            }
        }
    }

    /// A `return` that gives what the graph gave before.
    fn return_span(&mut self, g: GraphId, old: &SomeValue) -> Option<Span> {
        for b in self.graphs[g].graph.blocks.keys().collect::<Vec<_>>() {
            let block = &self.graphs[g].graph.blocks[b];
            let (exit, span) = (block.exit.clone(), block.span);
            if let Exit::Return(v) = exit
                && self.graphs[g].reached[b.0 as usize]
                && self.operand(g, b, &v).kind == old.kind
            {
                return Some(span);
            }
        }
        None
    }

    fn check_raised(&mut self, s: &SomeValue) {
        let root = self.base_exception();
        let fine = match &s.kind {
            Kind::Instance { class, .. } => self.defs.is_subclass(*class, root),
            Kind::Impossible => true,
            // A class stands for an instance that it makes without arguments.
            Kind::Pbc { set, can_be_none: false } => set.clone().iter().all(|d| match d {
                Desc::Class(c) => {
                    self.instantiate(*c);
                    if let Err(diag) = self.note_destructor(*c) {
                        self.errors.insert(self.place, diag);
                    }
                    self.defs.is_subclass(*c, root)
                }
                _ => false,
            }),
            _ => false,
        };
        if !fine {
            let what = self.describe(s);
            let diag = Diag::at(format!("only exceptions can be raised, not {what}"), self.place_span, "raised here")
                .help("derive the class from Exception and raise an instance of it");
            self.errors.insert(self.place, diag);
        }
    }

    /// A `Bool` that tells about other variables.
    pub(crate) fn knowing(&self, if_true: Vec<(Var, SomeValue)>, if_false: Vec<(Var, SomeValue)>) -> SomeValue {
        let mut s = SomeValue::bool();
        if !(if_true.is_empty() && if_false.is_empty()) {
            s.known = Some(Rc::new(Known { if_true, if_false, class_of: None }));
        }
        s
    }
}
