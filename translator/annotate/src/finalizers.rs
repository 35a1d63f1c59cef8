//! What is called with objects that are no more: `__del__` of classes, and functions that are registered with an object.

use crate::Annotator;
use crate::model::*;
use rpy_ir::{Const, Diag, GraphId};

impl Annotator<'_> {
    /// Instances of the class are made here: its `__del__`, if it has one, will be called.
    pub(crate) fn note_destructor(&mut self, class: ClassId) -> Result<(), Diag> {
        let Some((owner, method)) = self.defs.mro_lookup(class, "__del__").map(|(owner, k)| (owner, k.clone())) else {
            return Ok(());
        };
        let Const::Obj(method) = method else {
            return Err(self.error("`__del__` is not a function", "define it as a method, or not at all"));
        };
        let func = self.func_in_class(owner, method);
        let graph = self.finalizer(func, class)?;
        self.destructors.insert(class, graph);
        Ok(())
    }

    /// A function that will be called with instances of a class.
    pub(crate) fn finalizer(&mut self, func: FuncId, class: ClassId) -> Result<GraphId, Diag> {
        let instance = SomeValue::new(Kind::Instance { class, can_be_none: false });
        let graph = self.graph_of_call(func, &[instance])?;
        if !self.finalizers.contains(&graph) {
            self.finalizers.push(graph);
            if self.func_attr(func, "_must_be_light_finalizer_") == Some(&Const::Bool(true)) {
                self.light_finalizers.push(graph);
            }
        }
        Ok(graph)
    }

    /// `register_finalizer(x, function)`
    pub(crate) fn register_finalizer(&mut self, x: &SomeValue, function: &SomeValue) -> Result<Option<GraphId>, Diag> {
        let class = match x.kind {
            Kind::Instance { class, .. } => class,
            // Unreached so far.
            Kind::Impossible => return Ok(None),
            _ => {
                let what = self.describe(x);
                return Err(self.error(format!("{what} has no finalizer"), "register an instance of a class"));
            }
        };
        let only = match &function.kind {
            Kind::Pbc { set, .. } if set.len() == 1 => set.iter().next().cloned(),
            _ => None,
        };
        let Some(Desc::Func(func)) = only else {
            return Err(self.error("a finalizer is one function, which is known", "pass a function"));
        };
        self.finalizer(func, class).map(Some)
    }
}
