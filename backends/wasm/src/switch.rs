//! Switches as comparisons and `br_table`.
//!
//! Cases are split by halves into runs that are dense enough for a table.

use crate::func::Translate;
use crate::values::{is_wide, signed};
use rpy_ir::{BlockId, Link, Operand, Ty};
use walrus::ir::{BinaryOp, InstrSeqId, UnaryOp};
use walrus::{LocalId, ValType};

/// At least this many cases make a table, of which at least one in `SPARSEST` entries is a case.
const SHORTEST: usize = 4;
const SPARSEST: i128 = 8;
/// At most this many cases are compared one after the other.
const LEAF: usize = 2;

/// What is switched on.
struct On {
    local: LocalId,
    wide: bool,
    signed: bool,
}

impl Translate<'_, '_> {
    /// Each target that is more than a jump is the code behind a wasm block; the innermost block has the search.
    pub fn switch(&mut self, from: BlockId, on: &Operand, cases: &[(i64, Link)], default: &Link) -> Result<(), String> {
        let ty = self.ty(on);
        let local = match on.var().and_then(|v| self.local(v)) {
            Some(local) => local,
            None => {
                self.push(on)?;
                let local = self.new_local(if is_wide(ty) { ValType::I64 } else { ValType::I32 });
                self.set(local);
                local
            }
        };
        let on = On { local, wide: is_wide(ty), signed: signed(ty) };
        let mut targets: Vec<(&Link, InstrSeqId)> = vec![];
        let mut label = |t: &mut Self, l| match t.plain(from, l) {
            Some(label) => label,
            None => match targets.iter().find(|(known, _)| *known == l) {
                Some((_, label)) => *label,
                None => {
                    let seq = t.new_seq();
                    targets.push((l, seq));
                    seq
                }
            },
        };
        let mut table: Vec<(i64, InstrSeqId)> = cases.iter().map(|(v, l)| (*v, label(self, l))).collect();
        let otherwise = label(self, default);
        table.sort_by_key(|(v, _)| if ty == Ty::UNSIGNED { *v as u64 as i128 } else { *v as i128 });
        self.targets(from, &targets, &on, &table, otherwise)
    }

    fn targets(
        &mut self,
        from: BlockId,
        targets: &[(&Link, InstrSeqId)],
        on: &On,
        table: &[(i64, InstrSeqId)],
        otherwise: InstrSeqId,
    ) -> Result<(), String> {
        let Some(((link, seq), rest)) = targets.split_last() else {
            self.search(on, table, otherwise);
            return Ok(());
        };
        self.ins(walrus::ir::Block { seq: *seq });
        self.inside(*seq, |t| t.targets(from, rest, on, table, otherwise))?;
        self.link(from, link, None)
    }

    /// Always jumps.
    fn search(&mut self, on: &On, cases: &[(i64, InstrSeqId)], otherwise: InstrSeqId) {
        let (Some(&(first, _)), Some(&(last, _))) = (cases.first(), cases.last()) else {
            self.ins(walrus::ir::Br { block: otherwise });
            return;
        };
        let span = last as i128 - first as i128 + 1;
        if cases.len() >= SHORTEST && span > 0 && span <= cases.len() as i128 * SPARSEST {
            return self.table(on, cases, otherwise);
        }
        if cases.len() <= LEAF {
            for (v, block) in cases {
                self.compare(on, *v, BinaryOp::I32Eq, BinaryOp::I64Eq);
                self.ins(walrus::ir::BrIf { block: *block });
            }
            self.ins(walrus::ir::Br { block: otherwise });
            return;
        }
        let (low, high) = cases.split_at(cases.len() / 2);
        if on.signed {
            self.compare(on, high[0].0, BinaryOp::I32LtS, BinaryOp::I64LtS);
        } else {
            self.compare(on, high[0].0, BinaryOp::I32LtU, BinaryOp::I64LtU);
        }
        let (consequent, alternative) = (self.new_seq(), self.new_seq());
        self.ins(walrus::ir::IfElse { consequent, alternative });
        for (seq, part) in [(consequent, low), (alternative, high)] {
            let outer = std::mem::replace(&mut self.seq, seq);
            self.search(on, part, otherwise);
            self.seq = outer;
        }
    }

    fn compare(&mut self, on: &On, v: i64, narrow: BinaryOp, wide: BinaryOp) {
        self.get(on.local);
        if on.wide {
            self.i64(v);
            self.bin(wide);
        } else {
            self.i32(v as i32);
            self.bin(narrow);
        }
    }

    /// `br_table` takes what is not in the table for the default, so numbers below the first case wrap to large ones. It looks at 32
    /// bits only.
    fn table(&mut self, on: &On, cases: &[(i64, InstrSeqId)], otherwise: InstrSeqId) {
        // A few entries more are cheaper than a subtraction.
        let first = if (1..=8).contains(&cases[0].0) { 0 } else { cases[0].0 };
        let mut entries = vec![];
        for (v, label) in cases {
            entries.resize((v - first) as usize, otherwise);
            entries.push(*label);
        }
        let index = |t: &mut Self| {
            t.get(on.local);
            match (on.wide, first) {
                (_, 0) => {}
                (true, first) => {
                    t.i64(first);
                    t.bin(BinaryOp::I64Sub);
                }
                (false, first) => {
                    t.i32(first as i32);
                    t.bin(BinaryOp::I32Sub);
                }
            }
        };
        if on.wide {
            index(self);
            self.i64(entries.len() as i64);
            self.bin(BinaryOp::I64GeU);
            self.ins(walrus::ir::BrIf { block: otherwise });
        }
        index(self);
        if on.wide {
            self.un(UnaryOp::I32WrapI64);
        }
        self.ins(walrus::ir::BrTable { blocks: entries.into(), default: otherwise });
    }
}
