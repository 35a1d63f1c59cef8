//! Variables to values: SSA construction by looking up definitions backwards, with parameters where paths meet.

use super::{Lower, UNDEFINED};
use rpy_ir::hash::{HashMap, HashSet};
use rpy_ir::{BlockId, Const, Operand, Ty};

#[derive(Default)]
pub(super) struct Ssa {
    defs: HashMap<(BlockId, String), Operand>,
    /// The links that enter a block: the block they leave, and which of its links.
    preds: HashMap<BlockId, Vec<(BlockId, usize)>>,
    /// Blocks whose links are all known.
    sealed: HashSet<BlockId>,
    /// Parameters of blocks that are not sealed: their arguments are still to be filled in.
    incomplete: HashMap<BlockId, Vec<String>>,
}

impl Ssa {
    pub(super) fn seal_entry(&mut self, b: BlockId) {
        self.sealed.insert(b);
    }
    pub(super) fn add_pred(&mut self, to: BlockId, from: BlockId, link: usize) {
        self.preds.entry(to).or_default().push((from, link));
    }
    /// Seals a block that no variable has been looked up in.
    pub(super) fn seal_now(&mut self, b: BlockId) {
        self.sealed.insert(b);
    }
    pub(super) fn has_preds(&self, b: BlockId) -> bool {
        self.preds.get(&b).is_some_and(|p| !p.is_empty())
    }
}

impl Lower<'_, '_, '_> {
    pub(super) fn assign(&mut self, name: &str, value: Operand) {
        if let Some(at) = self.at {
            self.ssa.defs.insert((at, name.to_string()), value);
        }
    }

    /// Notes a link. A block that has parameters already gets their arguments when it is sealed.
    pub(super) fn add_pred(&mut self, to: BlockId, from: BlockId, link: usize) {
        self.ssa.add_pred(to, from, link);
    }

    /// The value of a variable at the current place.
    pub(super) fn read(&mut self, name: &str) -> Operand {
        match self.at {
            Some(at) => self.read_in(at, name),
            None => Operand::name(UNDEFINED),
        }
    }

    fn read_in(&mut self, b: BlockId, name: &str) -> Operand {
        // Up through blocks with one predecessor, without recursion: functions may be long.
        let mut at = b;
        let mut passed = vec![];
        let value = loop {
            if let Some(v) = self.ssa.defs.get(&(at, name.to_string())) {
                break v.clone();
            }
            passed.push(at);
            if !self.ssa.sealed.contains(&at) {
                let p = self.g.add_param(at, Ty::Obj);
                self.ssa.incomplete.entry(at).or_default().push(name.to_string());
                break p.into();
            }
            match self.ssa.preds.get(&at).map_or(&[][..], |p| &p[..]) {
                [] => break Operand::Const(Const::Name(UNDEFINED.to_string())),
                [(p, _)] => at = *p,
                _ => {
                    let p = self.g.add_param(at, Ty::Obj);
                    // Defined before the predecessors are asked: there may be a cycle.
                    self.ssa.defs.insert((at, name.to_string()), p.into());
                    self.fill(at, name);
                    if let Some(c) = self.same_constant(at, p) {
                        self.ssa.defs.insert((at, name.to_string()), c.clone());
                        break c;
                    }
                    break p.into();
                }
            }
        };
        for b in passed {
            self.ssa.defs.insert((b, name.to_string()), value.clone());
        }
        value
    }

    /// The constant that every link gives a parameter: an exception class in a variable stays a constant.
    fn same_constant(&self, b: BlockId, p: rpy_ir::Var) -> Option<Operand> {
        let index = self.g.blocks[b].params.iter().position(|x| *x == p)?;
        let mut found: Option<&Operand> = None;
        for (from, link) in self.ssa.preds.get(&b)? {
            let arg = self.g.blocks[*from].exit.links().get(*link).and_then(|l| l.args.get(index))?;
            match found {
                None if arg.konst().is_some() => found = Some(arg),
                Some(f) if f == arg => {}
                _ => return None,
            }
        }
        found.cloned()
    }

    /// Appends the variable's value to every link that enters the block.
    fn fill(&mut self, b: BlockId, name: &str) {
        for (from, link) in self.ssa.preds.get(&b).cloned().unwrap_or_default() {
            let value = self.read_in(from, name);
            if let Some(l) = self.g.blocks[from].exit.links_mut().into_iter().nth(link) {
                l.args.push(value);
            }
        }
    }

    /// All links that enter the block are known now.
    pub(super) fn seal(&mut self, b: BlockId) {
        self.ssa.sealed.insert(b);
        for name in self.ssa.incomplete.remove(&b).unwrap_or_default() {
            self.fill(b, &name);
        }
    }
}
