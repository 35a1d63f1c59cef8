//! Where the operands of a jitcode instruction are: the tables of the language of traces, read once, at compile time.

use rpy_trace::jitcode::{Control, takes_descr};
use rpy_trace::{Kind, OpCode};

/// The most operands that a plain operation has.
pub const MOST: usize = 6;

/// Of a plain operation.
#[derive(Clone, Copy)]
pub struct Layout {
    pub count: u8,
    pub descr: bool,
    /// Of the operands; of one whose kind the descr says, an integer.
    kinds: [Kind; MOST],
    /// The operand whose kind the descr says; `MOST` if there is none.
    pub by_descr: u8,
    pub result: Option<Kind>,
}

impl Layout {
    pub fn of(op: OpCode) -> &'static Layout {
        &LAYOUTS[op as usize]
    }

    /// Of the operands; `value` is what the descr says.
    pub fn kinds(&self, value: impl FnOnce() -> Kind) -> [Kind; MOST] {
        let mut kinds = self.kinds;
        if let Some(k) = kinds.get_mut(self.by_descr as usize) {
            *k = value();
        }
        kinds
    }
}

static LAYOUTS: [Layout; OpCode::ALL.len()] = {
    let none = Layout { count: 0, descr: false, kinds: [Kind::Int; MOST], by_descr: MOST as u8, result: None };
    let mut all = [none; OpCode::ALL.len()];
    let mut i = 0;
    while i < all.len() {
        all[i] = layout(OpCode::ALL[i]);
        i += 1;
    }
    all
};

const fn layout(op: OpCode) -> Layout {
    let letters = op.signature().as_bytes();
    let mut l = Layout {
        count: 0,
        descr: takes_descr(op),
        kinds: [Kind::Int; MOST],
        by_descr: MOST as u8,
        result: op.result(),
    };
    // An operation with any number of operands is not in jitcode.
    while letters[l.count as usize] != b'>' && letters[l.count as usize] != b'*' {
        let n = l.count as usize;
        match letters[n] {
            b'r' => l.kinds[n] = Kind::Ref,
            b'f' => l.kinds[n] = Kind::Float,
            b'v' => l.by_descr = n as u8,
            _ => {}
        }
        l.count += 1;
    }
    l
}

/// Of a call: the instruction behind it, and the register of its result.
pub fn behind_call(code: &[u16], pc: usize, call: Control) -> (usize, Option<(Kind, u16)>) {
    let mut at = pc + 1;
    let mut result = None;
    let mut letters = call.layout().bytes();
    while let Some(l) = letters.next() {
        match l {
            b'I' | b'R' | b'F' => at += 1 + code[at] as usize,
            b'L' => at += 2,
            b'>' => {
                let kind = match letters.next() {
                    Some(b'i') => Kind::Int,
                    Some(b'r') => Kind::Ref,
                    _ => Kind::Float,
                };
                result = Some((kind, code[at]));
                at += 1;
            }
            _ => at += 1,
        }
    }
    (at, result)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operands_and_results() {
        let set = Layout::of(OpCode::SetarrayitemGc);
        assert_eq!((set.count, set.descr, set.result), (3, true, None));
        assert_eq!(set.kinds(|| Kind::Float)[..3], [Kind::Ref, Kind::Int, Kind::Float]);
        let add = Layout::of(OpCode::FloatAdd);
        assert_eq!((add.count, add.descr, add.result), (2, false, Some(Kind::Float)));
        assert_eq!(add.kinds(|| Kind::Ref)[..2], [Kind::Float; 2]);
    }

    #[test]
    fn calls_end_behind_their_result() {
        // The function's index, no integers, two references, no floats, the result.
        let code = [0, 7, 0, 2, 4, 5, 0, 3, 99];
        assert_eq!(behind_call(&code, 0, Control::InlineCallR), (8, Some((Kind::Ref, 3))));
        assert_eq!(behind_call(&code, 0, Control::InlineCallN), (7, None));
    }
}
