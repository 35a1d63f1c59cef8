//! The truth of instances, where their class has `__bool__` or `__len__`.

use crate::containers::*;
use crate::place::Place;
use rpy_annotate::model::*;
use rpy_ir::{Const, Diag, GraphId, Op, Operand, Ty};

/// What a class has under a name, and the class where it is found.
type Found = (ClassId, Option<Const>);

impl Place<'_, '_> {
    /// The truth of an instance: whether it is None, then what its class says. The annotator does not look for the methods
    /// that tell, so that there must be one that other code calls too.
    pub fn instance_truth(&mut self, v: &Value, class: ClassId) -> Result<Operand, Diag> {
        let Some((name, found)) = self.truth_methods(class) else {
            return Ok(self.emit(Op::PtrNonzero, vec![v.op.clone()], Ty::Bool));
        };
        let Some(g) = self.only_graph(&found, class) else {
            let class = &self.core.ann.defs.classes[class].name;
            return Err(self.error(
                &format!("the truth of an instance of `{class}`, where `{name}` is defined, cannot be translated yet"),
                "write `is not None`, or compare what `len` or a method of it gives",
            ));
        };
        if !v.ann.can_be_none() {
            return self.ask_truth(v, g);
        }
        let set = self.emit(Op::PtrNonzero, vec![v.op.clone()], Ty::Bool);
        let join = self.new_block();
        let merged = self.g.add_param(join, Ty::Bool);
        let (yes, no) = self.branch(set);
        self.at = no;
        self.goto(join, vec![Operand::bool(false)]);
        self.at = yes;
        let answer = self.ask_truth(&Value { op: v.op.clone(), ann: v.ann.with_none(false) }, g)?;
        self.goto(join, vec![answer]);
        self.at = join;
        Ok(merged.into())
    }

    /// The method that gives the truth of instances of a class, and what the class and its subclasses have for it.
    fn truth_methods(&self, class: ClassId) -> Option<(&'static str, Vec<Found>)> {
        let defs = &self.core.ann.defs;
        for name in ["__bool__", "__len__"] {
            let found: Vec<Found> = defs
                .subtree(class)
                .into_iter()
                .map(|d| defs.mro_lookup(d, name).map_or((d, None), |(owner, c)| (owner, Some(c.clone()))))
                .collect();
            if found.iter().any(|(_, c)| c.is_some()) {
                return Some((name, found));
            }
        }
        None
    }

    /// The one analysed graph of all these methods, if it takes any instance of the class.
    fn only_graph(&mut self, found: &[Found], class: ClassId) -> Option<GraphId> {
        let mut only = None;
        for (owner, c) in found {
            let Some(Const::Obj(f)) = c else { return None };
            let func = self.core.ann.func_in_class(*owner, *f);
            if only.is_some_and(|other| other != func) {
                return None;
            }
            only = Some(func);
        }
        let graphs = &self.core.ann.defs.funcs[only?].graphs;
        let (1, Some(&g)) = (graphs.len(), graphs.values().next()) else { return None };
        let def = &self.core.ann.graphs[g];
        let this = def.graph.params().first().map(|p| &def.vars[p.0 as usize].kind);
        match this {
            Some(Kind::Instance { class: wanted, .. })
                if self.core.ann.defs.is_subclass(class, *wanted) && !def.ret.is_impossible() =>
            {
                Some(g)
            }
            _ => None,
        }
    }

    fn ask_truth(&mut self, v: &Value, g: GraphId) -> Result<Operand, Diag> {
        let ret = self.core.ann.graphs[g].ret.clone();
        let answer = self.call_graph(g, &[ArgSource::Receiver], Some(v), &[], &ret)?;
        let hl = HlOp {
            op: Op::Bool,
            args: vec![Value { op: answer, ann: ret }],
            result: SomeValue::bool(),
            span: self.span,
        };
        self.truth(&hl)
    }
}
