//! The verifier: what every pass may rely on and must keep.
//!
//! Structure: each variable is defined once and used where its definition dominates; links carry one argument of the right
//! type for each parameter; no link enters the entry block; a `Try` follows an operation that may raise. Operations: number
//! and kinds of operands by the opcode table, fields of the pointer's struct, arguments of the callee.

use crate::dominators::Dominators;
use crate::graph::{BlockId, Const, Exit, Graph, GraphId, Link, Operand, Operation, Var};
use crate::hash::HashMap;
use crate::ops::Op;
use crate::program::Program;
use crate::types::{Item, Ty, TypeDef};
use std::fmt;

/// Something that is wrong with a program.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    pub graph: String,
    pub block: Option<BlockId>,
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.block {
            Some(b) => write!(f, "graph {}, {b}: {}", self.graph, self.message),
            None => write!(f, "graph {}: {}", self.graph, self.message),
        }
    }
}

/// Everything that is wrong with the reachable part of a program, or with all of it if it has no roles.
pub fn verify(p: &Program) -> Vec<Problem> {
    let graphs: Vec<GraphId> = if p.roles.is_empty() { p.graphs.keys().collect() } else { p.reachable_graphs() };
    let mut problems = vec![];
    for g in graphs {
        Check { p, g: &p.graphs[g], problems: &mut problems, block: None }.graph();
    }
    problems
}

struct Check<'a> {
    p: &'a Program,
    g: &'a Graph,
    problems: &'a mut Vec<Problem>,
    block: Option<BlockId>,
}

impl Check<'_> {
    fn wrong(&mut self, message: impl Into<String>) {
        let problem = Problem { graph: self.g.name.clone(), block: self.block, message: message.into() };
        self.problems.push(problem);
    }

    fn graph(&mut self) {
        let dominators = Dominators::new(self.g);
        // Where each variable is defined: block, and position (parameters first, `exc` last).
        let mut defined: HashMap<Var, (BlockId, usize)> = HashMap::default();
        for &b in &dominators.order {
            self.block = Some(b);
            let block = &self.g.blocks[b];
            let params = block.params.iter().map(|&v| (v, 0));
            let results = block.ops.iter().enumerate().filter_map(|(i, op)| Some((op.result?, i + 1)));
            let exc = match &block.exit {
                Exit::Try { exc, .. } => Some((*exc, usize::MAX)),
                _ => None,
            };
            for (v, at) in params.chain(results).chain(exc) {
                if defined.insert(v, (b, at)).is_some() {
                    self.wrong(format!("{v} is defined twice"));
                }
            }
        }
        let children: HashMap<BlockId, (usize, usize)> = numbering(&dominators);
        let dominates = |a: BlockId, b: BlockId| match (children.get(&a), children.get(&b)) {
            (Some(x), Some(y)) => x.0 <= y.0 && y.1 <= x.1,
            _ => false,
        };
        for &b in &dominators.order {
            self.block = Some(b);
            let block = &self.g.blocks[b];
            let mut uses: Vec<(Var, usize)> = vec![];
            for (i, op) in block.ops.iter().enumerate() {
                uses.extend(op.args.iter().filter_map(Operand::var).map(|v| (v, i + 1)));
                self.operation(op);
            }
            block.exit.for_each_operand(|o| uses.extend(o.var().map(|v| (v, usize::MAX))));
            for (v, at) in uses {
                match defined.get(&v) {
                    Some(&(d, position)) if d == b => {
                        if position >= at && position != usize::MAX {
                            self.wrong(format!("{v} is used before it is defined"));
                        }
                    }
                    Some(&(d, _)) if dominates(d, b) => {}
                    Some(&(d, _)) => self.wrong(format!("{v} is used, but its definition in {d} does not dominate")),
                    None => self.wrong(format!("{v} is not defined")),
                }
            }
            self.exit(b, &block.exit);
        }
        self.block = None;
        if matches!(self.p.phase.as_str(), "rtype" | "optimise") {
            self.merge_points();
        }
        self.block = None;
    }

    /// Behind a merge point only its greens and reds are alive: they are all that its block gets, and nothing comes before.
    fn merge_points(&mut self) {
        let points = self.g.merge_points();
        if points.len() > 1 {
            self.wrong("two merge points");
        }
        for (b, i) in points {
            self.block = Some(b);
            let op = &self.g.blocks[b].ops[i];
            let params: Vec<Operand> = self.g.blocks[b].params.iter().map(|&p| p.into()).collect();
            if i != 0 || op.args[2..] != params[..] {
                self.wrong("the merge point's operands are not its block's parameters");
            }
            let entry = &self.g.blocks[self.g.entry];
            let enters = entry.ops.is_empty() && matches!(&entry.exit, Exit::Goto(l) if l.to == b);
            if b != self.g.entry && !enters {
                self.wrong("something is done before the merge point");
            }
            match op.jit_marker().and_then(|(_, driver)| self.p.jit_driver(driver)) {
                Some(driver) => {
                    let wanted: Vec<Ty> = driver.greens.iter().chain(&driver.reds).map(|(_, t)| *t).collect();
                    let given: Vec<Ty> = params.iter().map(|p| self.ty(p)).collect();
                    if wanted != given {
                        self.wrong(format!(
                            "the operands of the merge point of {} are not its greens and reds",
                            driver.name
                        ));
                    }
                }
                None => self.wrong("a merge point without a driver"),
            }
        }
    }

    fn ty(&self, o: &Operand) -> Ty {
        self.p.operand_ty(self.g, o)
    }

    /// Whether an operand may stand where a type is expected. A graph's address is a pointer to a function or an Address.
    fn fits(&self, o: &Operand, want: Ty) -> bool {
        match o {
            Operand::Const(Const::Graph(_) | Const::Extern(_)) => {
                want == Ty::Address || want.ptr().is_some_and(|t| self.p.types.is_func(t))
            }
            // A static object is also one of its parents.
            Operand::Const(Const::Data(d)) => {
                want.ptr().is_some_and(|t| self.p.types.is_subtype(self.p.data[*d].ty, t))
            }
            Operand::Const(Const::Obj(_) | Const::Str(_) | Const::Bytes(_)) => want == Ty::Obj,
            Operand::Const(_) if want == Ty::Obj => true,
            _ => self.ty(o) == want,
        }
    }

    fn exit(&mut self, b: BlockId, exit: &Exit) {
        for l in exit.links() {
            self.link(l);
        }
        match exit {
            Exit::Branch { cond, .. } if !self.fits(cond, Ty::Bool) && self.ty(cond) != Ty::Obj => {
                self.wrong("the condition of a branch is not a Bool");
            }
            Exit::Return(v) if !(self.fits(v, self.g.ret) || self.g.ret == Ty::Void) => {
                let (got, want) = (self.ty(v), self.g.ret);
                self.wrong(format!("returns {got:?} instead of {want:?}"));
            }
            Exit::Switch { cases, .. } => {
                let mut values: Vec<i64> = cases.iter().map(|c| c.0).collect();
                values.sort_unstable();
                if values.windows(2).any(|w| w[0] == w[1]) {
                    self.wrong("a switch has a case twice");
                }
            }
            Exit::Try { .. } if !self.g.blocks[b].ops.last().is_some_and(|op| op.op.effects().raises) => {
                self.wrong("a try without an operation that may raise");
            }
            _ => {}
        }
    }

    fn link(&mut self, l: &Link) {
        if l.to == self.g.entry {
            self.wrong("a link enters the entry block");
        }
        let Some(target) = self.g.blocks.get(l.to) else { return self.wrong(format!("there is no block {}", l.to)) };
        if target.params.len() != l.args.len() {
            let (n, m) = (l.args.len(), target.params.len());
            return self.wrong(format!("a link to {} has {n} arguments for {m} parameters", l.to));
        }
        for (&param, arg) in target.params.iter().zip(&l.args) {
            let want = self.g.ty(param);
            if !self.fits(arg, want) {
                let got = self.ty(arg);
                self.wrong(format!("a link to {} gives {got:?} for {param}, a {want:?}", l.to));
            }
        }
    }

    fn operation(&mut self, op: &Operation) {
        let (want, result) = op.op.signature().split_once("->").unwrap_or(("", "-"));
        let rest = want.ends_with('*');
        let letters: Vec<char> = want.trim_end_matches('*').chars().collect();
        let name = op.op.name();
        if op.args.len() < letters.len() || (!rest && op.args.len() > letters.len()) {
            return self.wrong(format!("{name} has {} operands instead of {}", op.args.len(), letters.len()));
        }
        let mut same: HashMap<char, Ty> = HashMap::default();
        for (letter, a) in letters.iter().zip(&op.args) {
            if !self.kind(*letter, a, &mut same) {
                let got = self.ty(a);
                self.wrong(format!("{name}: operand {a:?} of type {got:?} is not of kind `{letter}`"));
            }
        }
        if let Some(r) = op.result {
            let r = Operand::Var(r);
            match result.chars().next() {
                Some('-') => self.wrong(format!("{name} has a result")),
                // Casts: the result's pointer type is another one.
                Some('p' | 'a' | 'j' | 'v') | None => {}
                Some('i') if letters.first() == Some(&'d') => {}
                Some(letter) if !self.kind(letter, &r, &mut same) => {
                    let got = self.ty(&r);
                    self.wrong(format!("{name}: the result of type {got:?} is not of kind `{letter}`"));
                }
                _ => {}
            }
        }
        self.specific(op);
    }

    fn kind(&self, letter: char, o: &Operand, same: &mut HashMap<char, Ty>) -> bool {
        let ty = self.ty(o);
        let mut alike = |ok: bool| {
            let first = *same.entry(letter).or_insert(ty);
            ok && first == ty
        };
        let integer = matches!(ty, Ty::Bool | Ty::Char | Ty::UniChar | Ty::Int(_));
        match letter {
            'o' => matches!(o, Operand::Const(_)) || ty == Ty::Obj,
            'i' => alike(integer),
            'j' => integer,
            'b' => ty == Ty::Bool,
            's' => ty == Ty::SIGNED,
            'd' => ty == Ty::Float,
            'g' => ty == Ty::SingleFloat,
            'c' => ty == Ty::Char,
            'u' => ty == Ty::UniChar,
            'p' => ty.ptr().is_some() || matches!(o, Operand::Const(Const::Graph(_))),
            'a' => ty == Ty::Address,
            'x' => ty.ptr().is_some() || ty == Ty::Address,
            'N' => matches!(o, Operand::Const(Const::Name(_))),
            'T' => matches!(o, Operand::Const(Const::Type(_))),
            'F' => matches!(o, Operand::Const(Const::Field(_))),
            'K' => matches!(o, Operand::Const(Const::Graph(_) | Const::Extern(_))),
            _ => true,
        }
    }

    /// What the letters do not say: fields of the right struct, values of the right field, arguments of the callee.
    fn specific(&mut self, op: &Operation) {
        let field = |i: usize| match op.args.get(i) {
            Some(Operand::Const(Const::Field(f))) => Some(*f),
            _ => None,
        };
        match op.op {
            Op::GetField | Op::SetField => {
                let (Some(f), Ty::Ptr(t)) = (field(1), self.ty(&op.args[0])) else { return };
                if !self.p.types.is_subtype(t, f.of) {
                    return self.wrong(format!("{}: the pointer's struct has no such field", op.op.name()));
                }
                let want = self.p.types.field(f).ty;
                self.stored(op, want, 2);
            }
            Op::GetInteriorField | Op::SetInteriorField => {
                if let Some(f) = field(2) {
                    let want = self.p.types.field(f).ty;
                    self.stored(op, want, 3);
                }
            }
            Op::GetArrayItem | Op::SetArrayItem => {
                if let Ty::Ptr(t) = self.ty(&op.args[0])
                    && let Some(Item::Value(want)) = self.p.types.tail(t)
                {
                    self.stored(op, want, 2);
                }
            }
            Op::DirectCall => match op.args[0].konst() {
                Some(Const::Graph(g)) => {
                    let callee = &self.p.graphs[*g];
                    let want: Vec<Ty> = callee.params().iter().map(|&v| callee.ty(v)).collect();
                    self.call(op, &want, callee.ret, &callee.name);
                }
                Some(Const::Extern(e)) => {
                    let x = &self.p.externs[*e];
                    self.call(op, &x.args, x.ret, &x.name);
                }
                _ => {}
            },
            Op::IndirectCall => {
                if let Ty::Ptr(t) = self.ty(&op.args[0])
                    && let TypeDef::Func { args, ret } = &self.p.types.defs[t]
                {
                    self.call(op, args, *ret, "a pointer");
                }
            }
            _ => {}
        }
    }

    /// The result of a load or the value of a store is of the place's type.
    fn stored(&mut self, op: &Operation, want: Ty, value: usize) {
        let ok = match (op.result, op.args.get(value)) {
            (Some(r), _) => self.g.ty(r) == want,
            (None, Some(v)) => self.fits(v, want),
            (None, None) => true,
        };
        if !ok {
            self.wrong(format!("{}: the value is not a {want:?}", op.op.name()));
        }
    }

    fn call(&mut self, op: &Operation, want: &[Ty], ret: Ty, name: &str) {
        let args = &op.args[1..];
        if args.len() != want.len() {
            let (n, m) = (args.len(), want.len());
            return self.wrong(format!("a call of {name} has {n} arguments instead of {m}"));
        }
        for (a, &t) in args.iter().zip(want) {
            if !self.fits(a, t) {
                let got = self.ty(a);
                self.wrong(format!("a call of {name} gives {got:?} for a {t:?}"));
            }
        }
        if let Some(r) = op.result
            && self.g.ty(r) != ret
        {
            let got = self.g.ty(r);
            self.wrong(format!("a call of {name} gives {ret:?}, not {got:?}"));
        }
    }
}

/// Entry and exit numbers of a walk of the dominator tree.
fn numbering(d: &Dominators) -> HashMap<BlockId, (usize, usize)> {
    let children = d.children();
    let mut numbers = HashMap::default();
    let mut next = 0;
    let mut stack = vec![(d.order[0], false)];
    while let Some((b, done)) = stack.pop() {
        next += 1;
        if done {
            let entry: &mut (usize, usize) = numbers.entry(b).or_insert((0, 0));
            entry.1 = next;
        } else {
            numbers.insert(b, (next, 0));
            stack.push((b, true));
            stack.extend(children[b.0 as usize].iter().map(|&c| (c, false)));
        }
    }
    numbers
}
