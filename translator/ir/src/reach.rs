//! What a program really uses: graphs and static data reachable from its roles, its exports and its JIT drivers.

use crate::data::{DataId, Items};
use crate::entity::Entity;
use crate::graph::{Const, GraphId, Operand};
use crate::hash::HashSet;
use crate::ops::Op;
use crate::program::Program;

/// Everything reachable from the roles.
#[derive(Default)]
pub struct Reach {
    /// In order of index.
    pub graphs: Vec<GraphId>,
    /// In order of index.
    pub data: Vec<DataId>,
    /// Graphs whose address is stored or passed, or that a role names: they have callers that no operation shows.
    pub address_taken: HashSet<GraphId>,
}

impl Program {
    pub fn reach(&self) -> Reach {
        let mut walk = Walk {
            graphs: vec![false; self.graphs.len()],
            data: vec![false; self.data.len()],
            address_taken: HashSet::default(),
            todo: vec![],
        };
        self.roles.values().for_each(|c| walk.constant(c));
        self.exports.iter().for_each(|e| walk.constant(&Const::Graph(e.graph)));
        // The JIT calls them by address.
        self.jit_drivers.iter().flat_map(|d| d.helpers()).flatten().for_each(|g| walk.constant(&Const::Graph(g)));
        while let Some(next) = walk.todo.pop() {
            match next {
                Item::Graph(g) => walk.graph(self, g),
                Item::Data(d) => walk.image(self, d),
            }
        }
        let graphs = self.graphs.keys().filter(|g| walk.graphs[g.index()]).collect();
        let data = self.data.keys().filter(|d| walk.data[d.index()]).collect();
        Reach { graphs, data, address_taken: walk.address_taken }
    }
    pub fn reachable_graphs(&self) -> Vec<GraphId> {
        self.reach().graphs
    }
    pub fn address_taken(&self) -> HashSet<GraphId> {
        self.reach().address_taken
    }
}

enum Item {
    Graph(GraphId),
    Data(DataId),
}

struct Walk {
    graphs: Vec<bool>,
    data: Vec<bool>,
    address_taken: HashSet<GraphId>,
    todo: Vec<Item>,
}

impl Walk {
    fn constant(&mut self, c: &Const) {
        match c {
            Const::Graph(g) => {
                self.address_taken.insert(*g);
                self.visit_graph(*g);
            }
            Const::Data(d) | Const::DataAddress(d) => self.visit_data(*d),
            _ => {}
        }
    }
    fn visit_data(&mut self, d: DataId) {
        if !std::mem::replace(&mut self.data[d.index()], true) {
            self.todo.push(Item::Data(d));
        }
    }
    fn visit_graph(&mut self, g: GraphId) {
        if !std::mem::replace(&mut self.graphs[g.index()], true) {
            self.todo.push(Item::Graph(g));
        }
    }
    fn graph(&mut self, p: &Program, g: GraphId) {
        let graph = &p.graphs[g];
        for b in graph.reverse_postorder() {
            let block = &graph.blocks[b];
            for op in &block.ops {
                let mut args = op.args.iter();
                if op.op == Op::DirectCall
                    && let Some(Operand::Const(Const::Graph(callee))) = args.clone().next()
                {
                    self.visit_graph(*callee);
                    args.next();
                }
                args.filter_map(Operand::konst).for_each(|c| self.constant(c));
            }
            block.exit.for_each_operand(|o| {
                if let Some(c) = o.konst() {
                    self.constant(c);
                }
            });
        }
    }
    fn image(&mut self, p: &Program, d: DataId) {
        let image = &p.data[d].image;
        image.fields.iter().for_each(|(_, c)| self.constant(c));
        match &image.items {
            Items::Values(v) => v.iter().for_each(|c| self.constant(c)),
            Items::Structs(v) => v.iter().flatten().for_each(|(_, c)| self.constant(c)),
            Items::None | Items::Bytes(_) | Items::Zero(_) => {}
        }
    }
}
