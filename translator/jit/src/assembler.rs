//! Instructions on virtual registers become words.

use crate::flatten::{Code, Insn, Line, Part, Place, Reg, Value};
use crate::regalloc::{Allocation, allocate, of_kind};
use rpy_ir::Graph;
use rpy_ir::hash::{HashMap, HashSet};
use rpy_trace::jitcode::{CONSTANT, Control, Instruction, JitCode, Live};
use rpy_trace::{DescrId, Kind};

/// `special`: operations with these descrs may become guards. Gives the places as well where exceptions begin or leave the
/// function, each with the position behind its instruction.
pub fn assemble(code: Code, g: &Graph, special: &HashSet<DescrId>) -> (JitCode, Vec<(u32, Place)>) {
    let allocation = allocate(&code);
    let mut arguments = [0; 3];
    code.arguments.iter().for_each(|r| arguments[r.0 as usize] += 1);
    let jitcode = JitCode { name: g.name.clone(), registers: allocation.counts, arguments, ..JitCode::default() };
    let jitcode = JitCode { raises_again: code.raises_again, ..jitcode };
    let mut a = Assembler {
        allocation: &allocation,
        jitcode,
        labels: HashMap::default(),
        patches: vec![],
        lives: HashMap::default(),
        cases: vec![],
        places: vec![],
    };
    let mut after_call = false;
    for (i, line) in code.lines.iter().enumerate() {
        match line {
            Line::Label(l) => drop(a.labels.insert(*l, a.jitcode.code.len() as u32)),
            Line::Moves(moves) => {
                if after_call {
                    a.live(i);
                }
                a.moves(moves);
                after_call = false;
            }
            Line::Insn(insn) => {
                if after_call || resumes(insn, special) {
                    a.live(i);
                }
                a.insn(insn);
                after_call = is_call(insn);
            }
        }
    }
    a.finish()
}

/// Whether execution may begin again at the instruction: it may become a guard.
fn resumes(insn: &Insn, special: &HashSet<DescrId>) -> bool {
    use Control::*;
    match insn.instruction {
        Instruction::Op(_) => insn.operands.iter().any(|p| matches!(p, Part::Descr(d) if special.contains(d))),
        Instruction::Control(c) => !matches!(
            c,
            IntCopy
                | RefCopy
                | FloatCopy
                | Goto
                | IntReturn
                | RefReturn
                | FloatReturn
                | VoidReturn
                | LastException
                | Unreachable
        ),
    }
}

fn is_call(insn: &Insn) -> bool {
    matches!(insn.instruction, Instruction::Control(c) if c.is_call())
}

struct Assembler<'a> {
    allocation: &'a Allocation,
    jitcode: JitCode,
    labels: HashMap<usize, u32>,
    /// Where a label goes.
    patches: Vec<(usize, usize)>,
    lives: HashMap<Live, u32>,
    cases: Vec<Vec<(i64, usize)>>,
    places: Vec<(u32, Place)>,
}

impl Assembler<'_> {
    fn live(&mut self, line: usize) {
        let regs = &self.allocation.live[line];
        let of = |k| of_kind(regs, k, &self.allocation.registers);
        let live = Live { ints: of(Kind::Int), refs: of(Kind::Ref), floats: of(Kind::Float) };
        let next = self.lives.len() as u32;
        let n = *self.lives.entry(live.clone()).or_insert(next);
        if n == next {
            self.jitcode.lives.push(live);
        }
        self.jitcode.live_at.push((self.jitcode.code.len() as u32, n));
    }

    fn word(&mut self, w: u16) {
        self.jitcode.code.push(w);
    }

    fn register(&self, r: Reg) -> u16 {
        self.allocation.registers[&r]
    }

    /// A register, or a constant, as a word.
    fn value(&mut self, v: Value) -> u16 {
        fn constant<T: PartialEq>(all: &mut Vec<T>, v: T) -> u16 {
            let n = all.iter().position(|x| *x == v).unwrap_or_else(|| {
                all.push(v);
                all.len() - 1
            });
            n as u16 | CONSTANT
        }
        match v {
            Value::Reg(r) => self.register(r),
            Value::Int(n) => constant(&mut self.jitcode.ints, n),
            Value::Ref(a) => constant(&mut self.jitcode.refs, a.unwrap_or(rpy_trace::jitcode::NULL)),
            Value::Float(bits) => constant(&mut self.jitcode.floats, bits),
        }
    }

    fn insn(&mut self, insn: &Insn) {
        if insn.instruction == Instruction::Control(Control::CatchException) {
            // What stands before it does not leave the function.
            let here = self.jitcode.code.len() as u32;
            self.places.pop_if(|p| p.0 == here);
        }
        self.word(insn.instruction.number());
        for p in &insn.operands {
            match p {
                Part::Value(v) => {
                    let w = self.value(*v);
                    self.word(w);
                }
                Part::List(l) => {
                    self.word(l.len() as u16);
                    for v in l {
                        let w = self.value(*v);
                        self.word(w);
                    }
                }
                Part::Label(l) => {
                    self.patches.push((self.jitcode.code.len(), *l));
                    self.word(0);
                    self.word(0);
                }
                Part::Word(w) => self.word(*w),
                Part::Descr(d) => self.word(d.0 as u16),
                Part::Cases(cases) => {
                    self.word(self.cases.len() as u16);
                    self.cases.push(cases.clone());
                }
            }
        }
        // A result that nobody reads has a register all the same: it conflicts with what is alive after it.
        if let Some(r) = insn.result {
            let w = self.register(r);
            self.word(w);
        }
        self.places.extend(insn.place.map(|p| (self.jitcode.code.len() as u32, p)));
    }

    fn copy(&mut self, kind: Kind, from: u16, to: u16) {
        let c = match kind {
            Kind::Int => Control::IntCopy,
            Kind::Ref => Control::RefCopy,
            Kind::Float => Control::FloatCopy,
        };
        self.word(Instruction::Control(c).number());
        self.word(from);
        self.word(to);
    }

    /// All at once: in an order in which nothing is overwritten that is still to be read, with a spare register for cycles.
    fn moves(&mut self, moves: &[(Value, Reg)]) {
        for kind in [Kind::Int, Kind::Ref, Kind::Float] {
            let mut todo: Vec<(u16, u16)> = vec![];
            for (from, to) in moves.iter().filter(|(_, to)| to.0 == kind) {
                let pair = (self.value(*from), self.register(*to));
                if pair.0 != pair.1 {
                    todo.push(pair);
                }
            }
            while !todo.is_empty() {
                let ready = todo.iter().position(|(_, to)| !todo.iter().any(|(from, _)| from == to));
                match ready {
                    Some(i) => {
                        let (from, to) = todo.remove(i);
                        self.copy(kind, from, to);
                    }
                    None => {
                        // Only cycles are left: one value waits in the spare register.
                        let spare = self.allocation.counts[kind as usize];
                        let n = &mut self.jitcode.registers[kind as usize];
                        *n = (*n).max(spare + 1);
                        let from = todo[0].0;
                        self.copy(kind, from, spare);
                        todo.iter_mut().filter(|t| t.0 == from).for_each(|t| t.0 = spare);
                    }
                }
            }
        }
    }

    fn finish(mut self) -> (JitCode, Vec<(u32, Place)>) {
        for (at, label) in std::mem::take(&mut self.patches) {
            let target = self.labels.get(&label).copied().unwrap_or(0);
            self.jitcode.code[at] = target as u16;
            self.jitcode.code[at + 1] = (target >> 16) as u16;
        }
        let resolve = |(v, l): (i64, usize)| (v, self.labels.get(&l).copied().unwrap_or(0));
        self.jitcode.switches = self.cases.into_iter().map(|c| c.into_iter().map(resolve).collect()).collect();
        (self.jitcode, self.places)
    }
}
