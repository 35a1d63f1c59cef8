//! Common subexpressions: a pure operation, or a load of an immutable field, that a dominating block has done already. The
//! length of an array is what it was allocated with.
//!
//! Walks the dominator tree with a scoped table. The walk has its own stack: graphs may be deep.

use crate::Context;
use crate::rewrite::{Dominators, Subst};
use rpy_ir::hash::HashMap;
use rpy_ir::{BlockId, Const, Graph, Op, Operand, Operation, Ty};

type Key = (Op, Vec<Operand>, Ty);

enum Step {
    Enter(BlockId),
    Leave(Vec<Key>),
}

pub fn run(g: &mut Graph, cx: &Context) -> bool {
    let dominators = Dominators::new(g);
    let children = dominators.children();
    let mut known: HashMap<Key, Operand> = HashMap::default();
    let mut subst = Subst::new(g);
    let mut steps = vec![Step::Enter(g.entry)];
    let mut changed = false;
    while let Some(step) = steps.pop() {
        let b = match step {
            Step::Enter(b) => b,
            Step::Leave(keys) => {
                for k in keys {
                    known.remove(&k);
                }
                continue;
            }
        };
        let mut added = vec![];
        let mut ops = std::mem::take(&mut g.blocks[b].ops);
        ops.retain_mut(|op| {
            for a in &mut op.args {
                *a = subst.resolve(a);
            }
            let Some(result) = op.result else { return true };
            if op.op == Op::MallocVarsize {
                let key = (Op::GetArraySize, vec![Operand::Var(result)], Ty::SIGNED);
                known.insert(key.clone(), op.args[1].clone());
                added.push(key);
            }
            if !shareable(op, cx) {
                return true;
            }
            let key = (op.op, op.args.clone(), g.vars[result].ty);
            match known.get(&key) {
                Some(before) => {
                    subst.set(result, before.clone());
                    changed = true;
                    false
                }
                None => {
                    known.insert(key.clone(), Operand::Var(result));
                    added.push(key);
                    true
                }
            }
        });
        g.blocks[b].ops = ops;
        steps.push(Step::Leave(added));
        steps.extend(children[b.0 as usize].iter().map(|&c| Step::Enter(c)));
    }
    subst.apply(g);
    changed
}

fn shareable(op: &Operation, cx: &Context) -> bool {
    if op.op.effects().pure {
        // A hint belongs to its branch; an address is right only until the next collection.
        return !matches!(op.op, Op::Likely | Op::Unlikely | Op::CastPtrToAdr);
    }
    invariant_load(op, cx)
}

/// A load that gives the same value each time.
pub fn invariant_load(op: &Operation, cx: &Context) -> bool {
    match (op.op, op.args.get(1)) {
        (Op::GetArraySize, _) => true,
        (Op::GetField, Some(Operand::Const(Const::Field(f)))) => cx.types.field(*f).immutable,
        _ => false,
    }
}
