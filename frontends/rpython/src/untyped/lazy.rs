//! The program as the front end gives it: each function that is called is lowered then, once.

use super::{Call, Graphs};
use crate::embed::Embedded;
use rpy_ir::hash::HashMap;
use rpy_ir::source::SourceMap;
use rpy_ir::{Arena, BlockId, Diag, Graph, GraphId, Host, ObjId, Seen, Span, Var};
use std::rc::Rc;

pub struct FunctionGraphs<'a, 'vm> {
    python: &'a mut Embedded<'vm>,
    pub sources: SourceMap,
    graphs: Arena<GraphId, Rc<Graph>>,
    by_function: HashMap<ObjId, GraphId>,
}

impl<'a, 'vm> FunctionGraphs<'a, 'vm> {
    pub fn new(python: &'a mut Embedded<'vm>, sources: SourceMap) -> FunctionGraphs<'a, 'vm> {
        FunctionGraphs { python, sources, graphs: Arena::new(), by_function: HashMap::default() }
    }
}

impl Graphs for FunctionGraphs<'_, '_> {
    fn find(&mut self, call: &Call) -> Result<Option<GraphId>, Vec<Diag>> {
        if let Some(g) = self.by_function.get(&call.func) {
            return Ok(Some(*g));
        }
        let graph = self.python.graph(call.func, &mut self.sources)?;
        let id = self.graphs.push(Rc::new(graph));
        self.by_function.insert(call.func, id);
        Ok(Some(id))
    }
    fn graph(&self, id: GraphId) -> Rc<Graph> {
        self.graphs[id].clone()
    }
    fn sources(&self) -> &SourceMap {
        &self.sources
    }
    fn defined(&mut self, _: GraphId, _: Var, _: Span, _: &dyn Fn() -> Seen) -> Result<(), Vec<Diag>> {
        Ok(())
    }
    fn entered(&mut self, _: GraphId, _: BlockId, _: &dyn Fn(Var) -> Option<Seen>) -> Result<(), Vec<Diag>> {
        Ok(())
    }
}
