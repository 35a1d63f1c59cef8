//! Which calls may collect, and whether they can return when they have.
//!
//! Most functions allocate nothing but the exception of an error. A call of one that collects only before it raises moves nothing on
//! the way that is taken when it returns: the roots of that way need not be saved. So for each graph it is found how it ends: whether
//! something has collected since its entry, and whether an exception is in flight. That is a set of at most four ends, for a graph
//! that is entered without an exception and for one that is entered with it (those that record tracebacks); the sets are the least
//! fixed point over the call graph. Exceptions are explicit here: stores into [`Role::ExcData`], and branches on what is read from there.

use rpy_ir::hash::{HashMap, HashSet};
use rpy_ir::indirect::Targets;
use rpy_ir::{
    Block, BlockId, Const, DataId, Exit, ExternId, FieldRef, Graph, GraphId, Link, Op, Operand, Operation, Program,
    Role,
};

/// When an operation moves objects.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Moves {
    /// It may collect, and then an exception is in flight.
    IfItRaises,
    Everything,
}

/// The ends of a piece of a graph: four bits for an entry without an exception, four for one with an exception in flight.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct Ends(u8);

/// Of the four bits: nothing has collected, and nothing is in flight or something is.
const NOT_COLLECTED: u8 = 0b0101;
const COLLECTED: u8 = 0b1010;
const NOT_IN_FLIGHT: u8 = 0b0011;
const IN_FLIGHT: u8 = 0b1100;

impl Ends {
    const NONE: Ends = Ends(0);
    /// Nothing has happened.
    const SAME: Ends = Ends(0b0100_0001);
    /// Something may have collected.
    const COLLECTS: Ends = Ends(0b1100_0011);
    /// A call of what is not known.
    const ANY: Ends = Ends(0b1111_1111);

    fn each(self, f: impl Fn(u8) -> u8) -> Ends {
        Ends(f(self.0 & 15) | f(self.0 >> 4) << 4)
    }
    fn or(self, other: Ends) -> Ends {
        Ends(self.0 | other.0)
    }
    /// This, then something that ends like `next`.
    fn then(self, next: Ends) -> Ends {
        self.each(|from| {
            let mut to = 0;
            for (one, collected, in_flight) in [(1, false, false), (2, true, false), (4, false, true), (8, true, true)]
            {
                if from & one != 0 {
                    let there = if in_flight { next.0 >> 4 } else { next.0 & 15 };
                    to |= if collected { (there & NOT_COLLECTED) << 1 | there & COLLECTED } else { there };
                }
            }
            to
        })
    }
    fn raise(self) -> Ends {
        self.each(|e| e << 2 & IN_FLIGHT | e & IN_FLIGHT)
    }
    fn clear(self) -> Ends {
        self.each(|e| e >> 2 & NOT_IN_FLIGHT | e & NOT_IN_FLIGHT)
    }
    fn in_flight(self) -> Ends {
        self.each(|e| e & IN_FLIGHT)
    }
    fn not_in_flight(self) -> Ends {
        self.each(|e| e & NOT_IN_FLIGHT)
    }
    fn moves(self) -> Option<Moves> {
        let collected = (self.0 | self.0 >> 4) & COLLECTED;
        match collected & NOT_IN_FLIGHT {
            0 => (collected != 0).then_some(Moves::IfItRaises),
            _ => Some(Moves::Everything),
        }
    }
}

/// What counts of an operation.
enum Step {
    Call(GraphId),
    CallAny(Vec<GraphId>),
    Ends(Ends),
    Raise,
    Clear,
}

pub struct Collecting {
    graphs: Vec<Ends>,
    /// Those that may collect.
    externs: HashSet<ExternId>,
    targets: Targets,
    exception: Option<(DataId, FieldRef)>,
}

impl Collecting {
    /// The functions that `allocate` collect, though they are the collector's.
    pub fn new(program: &Program, allocate: [GraphId; 2]) -> Collecting {
        let field = |data: DataId| program.types.find_field(program.data[data].ty, "exc_value");
        let mut result = Collecting {
            graphs: vec![Ends::NONE; program.graphs.len()],
            externs: program.externs.iter().filter(|(_, e)| e.collects).map(|(id, _)| id).collect(),
            targets: Targets::new(program),
            exception: program.role_data(Role::ExcData).and_then(|data| Some((data, field(data)?))),
        };
        let mut ways: Vec<Option<Ways>> = program.graphs.keys().map(|_| None).collect();
        for id in program.reachable_graphs() {
            let g = &program.graphs[id];
            if g.flags.no_collect {
                result.graphs[id.0 as usize] = Ends::SAME;
            } else if !allocate.contains(&id) {
                ways[id.0 as usize] = Some(Ways::new(program, g, &result));
            }
        }
        for id in allocate {
            result.graphs[id.0 as usize] = Ends::COLLECTS;
        }
        let mut callers: Vec<Vec<GraphId>> = vec![vec![]; ways.len()];
        for (id, found) in program.graphs.keys().zip(&ways) {
            found.iter().flat_map(Ways::callees).for_each(|callee| callers[callee.0 as usize].push(id));
        }
        let order = callees_first(&ways);
        let mut waits = vec![true; ways.len()];
        let mut changed = true;
        while changed {
            changed = false;
            for &id in &order {
                let Some(found) = ways[id].as_ref().filter(|_| std::mem::take(&mut waits[id])) else { continue };
                let ends = found.ends(&result);
                if result.graphs[id] != ends {
                    result.graphs[id] = ends;
                    callers[id].iter().for_each(|caller| waits[caller.0 as usize] = true);
                    changed = true;
                }
            }
        }
        result
    }

    /// The operations of a graph that may collect, by block and place.
    pub fn moves(&self, program: &Program, g: &Graph) -> HashMap<(BlockId, usize), Moves> {
        let ops = g.blocks.iter().flat_map(|(b, block)| block.ops.iter().enumerate().map(move |(i, op)| ((b, i), op)));
        ops.filter_map(|(at, op)| Some((at, self.after(Ends::SAME, &self.step(program, g, op)?).moves()?))).collect()
    }

    /// If a block ends with a branch on whether an exception is in flight: the operation that reads it, and where it goes.
    pub fn test_of_exception<'b>(&self, block: &'b Block) -> Option<(usize, &'b Link)> {
        let Exit::Branch { cond, then, .. } = &block.exit else { return None };
        let mut wanted = cond.var();
        for (i, op) in block.ops.iter().enumerate().rev() {
            match op.op {
                _ if op.result.is_none() || op.result != wanted => {}
                Op::Unlikely | Op::PtrNonzero => wanted = op.args[0].var(),
                Op::GetField if self.is_exception(op) => return Some((i, then)),
                _ => return None,
            }
        }
        None
    }

    fn is_exception(&self, op: &Operation) -> bool {
        matches!((&op.args[..], self.exception),
            ([Operand::Const(Const::Data(d)), Operand::Const(Const::Field(f)), ..], Some((data, field)))
                if (*d, *f) == (data, field))
    }

    fn step(&self, program: &Program, g: &Graph, op: &Operation) -> Option<Step> {
        match (op.op, op.args.first()) {
            (Op::DirectCall, Some(Operand::Const(Const::Graph(callee)))) => Some(Step::Call(*callee)),
            (Op::DirectCall, Some(Operand::Const(Const::Extern(e)))) => {
                self.externs.contains(e).then_some(Step::Ends(Ends::ANY))
            }
            (Op::DirectCall, _) => None,
            (Op::IndirectCall, _) => {
                let targets = self.targets.of(program, g, op);
                Some(if targets.is_empty() {
                    Step::Ends(Ends::ANY)
                } else {
                    Step::CallAny(targets.into_iter().collect())
                })
            }
            // Nobody stores null there from a variable: what is raised is an object.
            (Op::SetField, _) if self.is_exception(op) => {
                Some(if matches!(op.args[2], Operand::Const(Const::Null(_))) { Step::Clear } else { Step::Raise })
            }
            (o, _) => o.effects().collects.then_some(Step::Ends(Ends::COLLECTS)),
        }
    }

    fn after(&self, ends: Ends, step: &Step) -> Ends {
        let graph = |g: &GraphId| self.graphs[g.0 as usize];
        match step {
            Step::Call(callee) => ends.then(graph(callee)),
            Step::CallAny(callees) => ends.then(callees.iter().map(graph).fold(Ends::NONE, Ends::or)),
            Step::Ends(next) => ends.then(*next),
            Step::Raise => ends.raise(),
            Step::Clear => ends.clear(),
        }
    }
}

/// The graphs, each behind those that it calls, but for recursion.
fn callees_first(ways: &[Option<Ways>]) -> Vec<usize> {
    let callees: Vec<Vec<&GraphId>> = ways.iter().map(|w| w.iter().flat_map(Ways::callees).collect()).collect();
    let mut order = vec![];
    let mut seen = vec![false; ways.len()];
    for start in 0..ways.len() {
        let mut path = vec![(start, 0)];
        while let Some((id, next)) = path.last_mut() {
            let enters = *next == 0 && !std::mem::replace(&mut seen[*id], true);
            if let Some(callee) = callees[*id].get(*next).filter(|_| enters || *next > 0) {
                *next += 1;
                path.push((callee.0 as usize, 0));
                continue;
            }
            if enters || *next > 0 {
                order.push(*id);
            }
            path.pop();
        }
    }
    order
}

/// A graph, with what counts only.
struct Ways {
    entry: BlockId,
    order: Vec<BlockId>,
    blocks: Vec<Way>,
}

#[derive(Default)]
struct Way {
    steps: Vec<Step>,
    to: Vec<BlockId>,
    /// The exit is a branch on the exception in flight.
    tested: bool,
    returns: bool,
}

impl Ways {
    fn new(program: &Program, g: &Graph, collecting: &Collecting) -> Ways {
        let order = g.reverse_postorder();
        let mut blocks: Vec<Way> = g.blocks.keys().map(|_| Way::default()).collect();
        for &b in &order {
            let block = &g.blocks[b];
            let way = &mut blocks[b.0 as usize];
            let mut last = None;
            for (i, op) in block.ops.iter().enumerate() {
                if let Some(step) = collecting.step(program, g, op) {
                    way.steps.push(step);
                    last = Some(i);
                }
            }
            way.to = block.exit.links().iter().map(|l| l.to).collect();
            way.tested =
                collecting.test_of_exception(block).is_some_and(|(read, _)| last.is_none_or(|step| step < read));
            way.returns = matches!(block.exit, Exit::Return(_));
        }
        Ways { entry: g.entry, order, blocks }
    }

    fn callees(&self) -> impl Iterator<Item = &GraphId> {
        self.blocks.iter().flat_map(|b| &b.steps).flat_map(|step| match step {
            Step::Call(callee) => std::slice::from_ref(callee),
            Step::CallAny(callees) => callees,
            _ => &[],
        })
    }

    fn ends(&self, collecting: &Collecting) -> Ends {
        let mut at = vec![Ends::NONE; self.blocks.len()];
        at[self.entry.0 as usize] = Ends::SAME;
        let mut result = Ends::NONE;
        let mut changed = true;
        while changed {
            changed = false;
            for &b in &self.order {
                let way = &self.blocks[b.0 as usize];
                let ends = way.steps.iter().fold(at[b.0 as usize], |ends, step| collecting.after(ends, step));
                if way.returns {
                    result = result.or(ends);
                }
                for (i, to) in way.to.iter().enumerate() {
                    let taken = match (way.tested, i) {
                        (true, 0) => ends.in_flight(),
                        (true, _) => ends.not_in_flight(),
                        (false, _) => ends,
                    };
                    let known = &mut at[to.0 as usize];
                    changed |= known.or(taken) != *known;
                    *known = known.or(taken);
                }
            }
        }
        result
    }
}
