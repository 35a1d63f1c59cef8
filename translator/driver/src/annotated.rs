//! The program as the annotator resolved it, for the interpreter of untyped graphs: each call runs the graph that was
//! specialised for it, and each value is held against its annotation.

use rpy_annotate::Annotator;
use rpy_annotate::model::{CallTarget, FuncId, SomeValue};
use rpy_frontend::untyped::{Call, Graphs};
use rpy_ir::source::SourceMap;
use rpy_ir::{BlockId, Diag, Graph, GraphId, Seen, Span, Var};
use std::rc::Rc;

pub struct Annotated<'a, 'h> {
    annotator: &'a mut Annotator<'h>,
    graphs: Vec<Rc<Graph>>,
}

impl<'a, 'h> Annotated<'a, 'h> {
    pub fn new(annotator: &'a mut Annotator<'h>) -> Annotated<'a, 'h> {
        let graphs = annotator.graphs.values().map(|g| Rc::new(g.graph.clone())).collect();
        Annotated { annotator, graphs }
    }

    /// The functions of the annotator that an object of the host is: one of a mixin is copied for each class.
    fn functions(&self, call: &Call) -> Vec<FuncId> {
        let defs = &self.annotator.defs;
        let class = call.receiver.and_then(|c| defs.class_by_obj.get(&c));
        let owners = class.map(|c| defs.chain(*c)).unwrap_or_default();
        let copies = owners.into_iter().filter_map(|c| defs.func_by_obj.get(&(call.func, Some(c))));
        copies.chain(defs.func_by_obj.get(&(call.func, None))).copied().collect()
    }

    fn violation(&mut self, g: GraphId, v: Var, span: Span, s: &SomeValue, value: &Seen) -> Vec<Diag> {
        let constant = match &s.konst {
            Some(c) => format!(", the constant {}", self.annotator.host.repr(c)),
            None => String::new(),
        };
        let what = format!(
            "{v} of `{}` is annotated as {}{constant}, but its value is {}",
            self.graphs[g.0 as usize].name,
            self.annotator.describe(s),
            rpy_annotate::show(value)
        );
        vec![
            Diag::at(what, span, "here")
                .help("this is an error of the translator: an annotation holds for every value"),
        ]
    }

    fn test(&mut self, g: GraphId, v: Var, span: Span, s: &SomeValue, value: &Seen) -> Result<(), Vec<Diag>> {
        if self.annotator.admits(s, value) { Ok(()) } else { Err(self.violation(g, v, span, s, value)) }
    }
}

impl Graphs for Annotated<'_, '_> {
    fn find(&mut self, call: &Call) -> Result<Option<GraphId>, Vec<Diag>> {
        let functions = self.functions(call);
        let Some(site) = call.site else {
            let of_function = functions.iter().flat_map(|f| self.annotator.defs.funcs[*f].graphs.values());
            return Ok(of_function.copied().next());
        };
        let op = &self.graphs[site.graph.0 as usize].blocks[site.block].ops[site.index];
        let resolved = match op.result {
            Some(r) => self.annotator.calls.get(&(site.graph, r)),
            None => self.annotator.void_calls.get(&(site.graph, site.block, site.index)),
        };
        let graphs: Vec<GraphId> = match resolved {
            Some(CallTarget::Direct { graph, .. }) => vec![*graph],
            Some(CallTarget::Family { members, .. }) => members.iter().map(|m| m.graph).collect(),
            Some(CallTarget::Classes { members }) => members.iter().filter_map(|m| m.init).collect(),
            // Done at translation time, or by the translator itself.
            Some(CallTarget::Constant(_) | CallTarget::Memo { .. } | CallTarget::Builtin) | None => return Ok(None),
        };
        for f in functions {
            if let Some(g) = graphs.iter().find(|g| self.annotator.graphs[**g].func == f) {
                return Ok(Some(*g));
            }
        }
        let span = op.span;
        let name = self.annotator.host.repr(&rpy_ir::Const::Obj(call.func));
        Err(vec![
            Diag::at(format!("the annotator has no graph of {name} for this call"), span, "called here")
                .help("this is an error of the translator: it resolves every call"),
        ])
    }

    fn graph(&self, id: GraphId) -> Rc<Graph> {
        self.graphs[id.0 as usize].clone()
    }

    fn sources(&self) -> &SourceMap {
        &self.annotator.sources
    }

    fn defined(&mut self, g: GraphId, v: Var, span: Span, value: &dyn Fn() -> Seen) -> Result<(), Vec<Diag>> {
        let s = self.annotator.graphs[g].vars[v.0 as usize].clone();
        self.test(g, v, span, &s, &value())
    }

    fn entered(&mut self, g: GraphId, b: BlockId, value: &dyn Fn(Var) -> Option<Seen>) -> Result<(), Vec<Diag>> {
        let span = self.graphs[g.0 as usize].blocks[b].span;
        if !self.annotator.graphs[g].reached[b.0 as usize] {
            let what = format!(
                "control enters {b} of `{}`, which the annotator never reached",
                self.graphs[g.0 as usize].name
            );
            return Err(vec![
                Diag::at(what, span, "here")
                    .help("this is an error of the translator: it follows every branch that may be taken"),
            ]);
        }
        for (v, s) in self.annotator.refinements(g, b) {
            if let Some(value) = value(v) {
                self.test(g, v, span, &s, &value)?;
            }
        }
        Ok(())
    }
}
