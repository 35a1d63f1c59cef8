//! Which operations are part of the expression that uses them, and which values nobody needs.

use rpy_ir::{BlockId, Graph, Op, Operand, Var};

/// Expressions nested deeper are hard to read.
const DEPTH: u32 = 5;

/// Where a variable is defined: the block and the index of the operation; None as a parameter.
#[derive(Clone, Copy)]
pub struct Place {
    pub block: BlockId,
    pub op: Option<usize>,
}

pub struct Plan {
    /// By variable: something that has an effect depends on it.
    pub needed: Vec<bool>,
    /// By variable: it is written in place of its use.
    pub folded: Vec<bool>,
    /// By variable: all uses are in its block, so that its declaration can stand where it is defined.
    pub local: Vec<bool>,
    pub places: Vec<Option<Place>>,
}

pub fn plan(g: &Graph) -> Plan {
    let order = g.reverse_postorder();
    let mut places = vec![None; g.vars.len()];
    for &b in &order {
        for &p in &g.blocks[b].params {
            places[p.0 as usize] = Some(Place { block: b, op: None });
        }
        for (i, op) in g.blocks[b].ops.iter().enumerate() {
            if let Some(r) = op.result {
                places[r.0 as usize] = Some(Place { block: b, op: Some(i) });
            }
        }
    }
    let needed = needed(g, &order, &places);
    let mut plan = Plan { needed, folded: vec![false; g.vars.len()], local: vec![true; g.vars.len()], places };
    plan.fold(g, &order);
    plan
}

fn needed(g: &Graph, order: &[BlockId], places: &[Option<Place>]) -> Vec<bool> {
    // By parameter: what links give it.
    let mut given: Vec<Vec<Var>> = vec![vec![]; g.vars.len()];
    let mut work: Vec<Var> = vec![];
    for &b in order {
        let block = &g.blocks[b];
        let effects = block.ops.iter().filter(|op| op.op.effects().writes);
        work.extend(effects.flat_map(|op| op.args.iter().filter_map(Operand::var)));
        work.extend(block.exit.operand().and_then(Operand::var));
        for l in block.exit.links() {
            for (a, p) in l.args.iter().zip(&g.blocks[l.to].params) {
                given[p.0 as usize].extend(a.var());
            }
        }
    }
    let mut needed = vec![false; g.vars.len()];
    while let Some(v) = work.pop() {
        if std::mem::replace(&mut needed[v.0 as usize], true) {
            continue;
        }
        match places[v.0 as usize] {
            Some(Place { block, op: Some(i) }) => {
                work.extend(g.blocks[block].ops[i].args.iter().filter_map(Operand::var));
            }
            _ => work.extend(&given[v.0 as usize]),
        }
    }
    needed
}

/// The only use of a variable in its block.
#[derive(Clone, Copy)]
struct Use {
    block: BlockId,
    /// The index of the operation; the number of operations for the exit.
    at: usize,
}

impl Plan {
    /// Whether an operation is written at all.
    pub fn kept(&self, op: &rpy_ir::Operation) -> bool {
        op.op.effects().writes || op.result.is_some_and(|r| self.needed[r.0 as usize])
    }

    fn fold(&mut self, g: &Graph, order: &[BlockId]) {
        let needed = self.needed.clone();
        let mut uses: Vec<(u32, Option<Use>)> = vec![(0, None); g.vars.len()];
        for &b in order {
            let block = &g.blocks[b];
            let kept: Vec<bool> = block.ops.iter().map(|op| self.kept(op)).collect();
            let mut count = |o: &Operand, at: usize| {
                if let Some(v) = o.var() {
                    let u = &mut uses[v.0 as usize];
                    u.0 += 1;
                    u.1 = Some(Use { block: b, at });
                    self.local[v.0 as usize] &= self.places[v.0 as usize].is_some_and(|p| p.block == b);
                }
            };
            for (i, op) in block.ops.iter().enumerate().filter(|(i, _)| kept[*i]) {
                op.args.iter().for_each(|a| count(a, i));
            }
            block.exit.operand().into_iter().for_each(|o| count(o, block.ops.len()));
            for l in block.exit.links() {
                for (a, p) in l.args.iter().zip(&g.blocks[l.to].params) {
                    if needed[p.0 as usize] {
                        count(a, block.ops.len());
                    }
                }
            }
        }
        for &b in order {
            self.fold_block(g, b, &uses);
        }
    }

    fn fold_block(&mut self, g: &Graph, b: BlockId, uses: &[(u32, Option<Use>)]) {
        let ops = &g.blocks[b].ops;
        // By operation: the one in whose statement it is written, and how deep in there.
        let mut root: Vec<(usize, u32)> = (0..=ops.len()).map(|i| (i, 0)).collect();
        for (i, op) in ops.iter().enumerate().rev() {
            let Some(r) = op.result else { continue };
            let (1, Some(only)) = uses[r.0 as usize] else { continue };
            let effects = op.op.effects();
            if only.block != b || effects.writes || !self.needed[r.0 as usize] {
                continue;
            }
            let (at, depth) = root[only.at];
            // What is read there must be what would have been read here. The length of an array never changes, but a
            // collection moves the array.
            let reads = effects.reads || op.op == Op::GetArraySize;
            let written = reads && ops[i + 1..at].iter().any(|o| o.op.effects().writes);
            if depth < DEPTH && !written {
                self.folded[r.0 as usize] = true;
                root[i] = (at, depth + 1);
            }
        }
    }
}
