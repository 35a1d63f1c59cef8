//! Registers for a line of instructions, by kind, and what is alive where.

use crate::flatten::{Code, Insn, Line, Part, Reg, Value};
use rpy_ir::hash::HashMap;
use rpy_trace::Kind;
use rpy_trace::jitcode::{Control, Instruction};

/// A set of virtual registers, by dense index.
#[derive(Clone, PartialEq, Default)]
struct Set(Vec<u64>);

impl Set {
    fn insert(&mut self, i: usize) {
        if self.0.len() <= i / 64 {
            self.0.resize(i / 64 + 1, 0);
        }
        self.0[i / 64] |= 1 << (i % 64);
    }
    fn remove(&mut self, i: usize) {
        if let Some(w) = self.0.get_mut(i / 64) {
            *w &= !(1 << (i % 64));
        }
    }
    fn union(&mut self, other: &Set) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (a, b) in self.0.iter_mut().zip(&other.0) {
            *a |= b;
        }
    }
    fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        let bits = |w: u64| (0..64).filter(move |i| w >> i & 1 == 1);
        self.0.iter().enumerate().flat_map(move |(n, &w)| bits(w).map(move |i| n * 64 + i))
    }
}

pub struct Allocation {
    pub registers: HashMap<Reg, u16>,
    /// How many registers of each kind.
    pub counts: [u16; 3],
    /// By line: what is alive before it.
    pub live: Vec<Vec<Reg>>,
}

/// The registers that an instruction reads.
pub fn uses(insn: &Insn) -> impl Iterator<Item = Reg> + '_ {
    insn.operands.iter().flat_map(|p| match p {
        Part::Value(Value::Reg(r)) => vec![*r],
        Part::List(l) => l.iter().filter_map(|v| if let Value::Reg(r) = v { Some(*r) } else { None }).collect(),
        _ => vec![],
    })
}

/// The lines that may be executed after this one.
fn successors(lines: &[Line], labels: &HashMap<usize, usize>, i: usize) -> Vec<usize> {
    let mut next = vec![];
    let mut falls = i + 1 < lines.len();
    if let Line::Insn(insn) = &lines[i] {
        if let Instruction::Control(c) = insn.instruction {
            use Control::*;
            falls &= !matches!(c, Goto | IntReturn | RefReturn | FloatReturn | VoidReturn | Raise | Unreachable);
        }
        for p in &insn.operands {
            match p {
                Part::Label(l) => next.push(labels[l]),
                Part::Cases(cases) => next.extend(cases.iter().map(|(_, l)| labels[l])),
                _ => {}
            }
        }
    }
    if falls {
        next.push(i + 1);
    }
    next
}

pub fn allocate(code: &Code) -> Allocation {
    let lines = &code.lines;
    let mut labels = HashMap::default();
    let mut index: HashMap<Reg, usize> = HashMap::default();
    let mut regs: Vec<Reg> = vec![];
    let mut number = |r: Reg| {
        *index.entry(r).or_insert_with(|| {
            regs.push(r);
            regs.len() - 1
        })
    };
    for &r in &code.arguments {
        number(r);
    }
    // By line: what it reads and what it defines.
    let mut reads: Vec<Vec<usize>> = vec![];
    let mut writes: Vec<Vec<usize>> = vec![];
    for (i, line) in lines.iter().enumerate() {
        let (mut r, mut w) = (vec![], vec![]);
        match line {
            Line::Label(l) => drop(labels.insert(*l, i)),
            Line::Insn(insn) => {
                r.extend(uses(insn).map(&mut number));
                w.extend(insn.result.map(&mut number));
            }
            Line::Moves(moves) => {
                for (from, to) in moves {
                    if let Value::Reg(from) = from {
                        r.push(number(*from));
                    }
                    w.push(number(*to));
                }
            }
        }
        reads.push(r);
        writes.push(w);
    }

    let mut live: Vec<Set> = vec![Set::default(); lines.len()];
    let next: Vec<Vec<usize>> = (0..lines.len()).map(|i| successors(lines, &labels, i)).collect();
    let mut changed = true;
    while changed {
        changed = false;
        for i in (0..lines.len()).rev() {
            let mut set = Set::default();
            next[i].iter().for_each(|&n| set.union(&live[n]));
            writes[i].iter().for_each(|&w| set.remove(w));
            reads[i].iter().for_each(|&r| set.insert(r));
            if set != live[i] {
                live[i] = set;
                changed = true;
            }
        }
    }

    // What is alive at the same time as a definition is not in its register.
    let mut conflicts: Vec<Set> = vec![Set::default(); regs.len()];
    let mut conflict = |a: usize, b: usize| {
        if a != b && regs[a].0 == regs[b].0 {
            conflicts[a].insert(b);
            conflicts[b].insert(a);
        }
    };
    for i in 0..lines.len() {
        let mut after = Set::default();
        next[i].iter().for_each(|&n| after.union(&live[n]));
        for &w in &writes[i] {
            after.iter().for_each(|o| conflict(w, o));
            writes[i].iter().for_each(|&o| conflict(w, o));
        }
    }
    for &a in &code.arguments {
        code.arguments.iter().for_each(|&b| conflict(index[&a], index[&b]));
        live.first().into_iter().flat_map(Set::iter).for_each(|o| conflict(index[&a], o));
    }

    let mut color: Vec<Option<u16>> = vec![None; regs.len()];
    let mut counts = [0u16; 3];
    for &a in &code.arguments {
        let k = a.0 as usize;
        color[index[&a]] = Some(counts[k]);
        counts[k] += 1;
    }
    let mut hints: HashMap<usize, Vec<usize>> = HashMap::default();
    for line in lines {
        if let Line::Moves(moves) = line {
            for (from, to) in moves {
                if let Value::Reg(from) = from {
                    hints.entry(index[from]).or_default().push(index[to]);
                    hints.entry(index[to]).or_default().push(index[from]);
                }
            }
        }
    }
    for w in writes.iter().flatten().copied() {
        if color[w].is_some() {
            continue;
        }
        let taken: Vec<u16> = conflicts[w].iter().filter_map(|o| color[o]).collect();
        let free = |c: &u16| !taken.contains(c);
        let hinted = hints.get(&w).into_iter().flatten().filter_map(|&o| color[o]).find(free);
        let c = hinted.or_else(|| (0..).find(free)).unwrap_or(0);
        color[w] = Some(c);
        let k = regs[w].0 as usize;
        counts[k] = counts[k].max(c + 1);
    }
    let registers = regs.iter().enumerate().map(|(i, &r)| (r, color[i].unwrap_or(0))).collect();
    let live = live.iter().map(|s| s.iter().map(|i| regs[i]).collect()).collect();
    Allocation { registers, counts, live }
}

/// Registers of a kind among these, ascending.
pub fn of_kind(regs: &[Reg], kind: Kind, registers: &HashMap<Reg, u16>) -> Vec<u16> {
    let mut all: Vec<u16> = regs.iter().filter(|r| r.0 == kind).map(|r| registers[r]).collect();
    all.sort();
    all.dedup();
    all
}
