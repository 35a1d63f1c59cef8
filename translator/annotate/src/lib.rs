//! The annotator: whole-program type inference over untyped flow graphs, to a fixed point.
//!
//! Every variable of every reached block has a [`model::SomeValue`], which only grows. A block is looked at again when an
//! annotation that it used has grown: of its parameters, of a variable of a dominating block, of a list item, an attribute, or
//! the result of a graph that it calls. So the work is proportional to the program, times the height of the lattice.
//!
//! It asks the frontend for graphs and objects through [`rpy_ir::Host`], and knows neither Python's syntax nor layouts.

mod admits;
mod attrs;
mod builtins;
mod calls;
mod declared;
pub mod defs;
mod finalizers;
mod flow;
mod identity;
mod iterables;
pub mod jit;
mod low;
mod methods;
pub mod model;
mod ops;
mod prebuilt;
mod special;
mod specialize;
mod truth;
mod union;

pub use admits::show;
pub use defs::Defs;
pub use union::UnionError;

use model::*;
use rpy_ir::hash::{HashMap, HashSet};
use rpy_ir::source::SourceMap;
use rpy_ir::{Arena, BlockId, Const, Diag, GraphId, Host, ObjId, Shape, Span, Ty, Types, Var};
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// An operation, by its index in the block. As a reader of a cell: the block is flowed again from there when the cell grows.
type Place = (GraphId, BlockId, usize);

/// The state of inference; after [`Annotator::complete`], its result.
pub struct Annotator<'h> {
    pub host: &'h mut dyn Host,
    pub sources: SourceMap,
    pub types: Types,
    pub defs: Defs,
    /// The program gets a JIT: its markers and hints mean something.
    pub jit: bool,
    /// The module of support code with C functions as graphs, for a platform that has no C library.
    pub platform: Option<&'static str>,
    /// By name: what C code calls.
    pub exports: Vec<(String, GraphId)>,
    pub jit_drivers: rpy_ir::hash::IndexMap<ObjId, jit::DriverDef>,
    /// Of graphs that a JIT looks into only if a function of their arguments says so: what a call of that function calls.
    pub look_inside_iff: HashMap<GraphId, CallTarget>,
    /// What is called with objects that are no more; the program knows each by its place here.
    pub finalizers: Vec<GraphId>,
    /// Those of them that say of themselves that they only free raw memory.
    pub light_finalizers: Vec<GraphId>,
    /// By class that has instances made: the graph of its `__del__`.
    pub destructors: HashMap<ClassId, GraphId>,
    pub graphs: Arena<GraphId, AnnGraph>,
    pub calls: HashMap<(GraphId, Var), CallTarget>,
    /// Calls by operations without a result: `x[i] = v` on an instance.
    pub void_calls: HashMap<(GraphId, BlockId, usize), CallTarget>,
    /// Calls by parts of an operation, in order: `next` of an `enumerate` or a `zip` of instances.
    pub inner_calls: HashMap<(GraphId, Var), Vec<CallTarget>>,
    /// The functions of `r_dict`s: by dict and number of arguments.
    pub custom_calls: HashMap<(DictId, usize), CallTarget>,
    /// What a graph's blocks know beyond the annotations of variables.
    info: Vec<flow::GraphInfo>,
    queue: Vec<(GraphId, BlockId)>,
    /// By queued block: the first operation that is to be looked at again.
    queued: HashMap<(GraphId, BlockId), usize>,
    list_readers: HashMap<ListId, BTreeSet<Place>>,
    dict_readers: HashMap<DictId, BTreeSet<Place>>,
    attr_readers: HashMap<(ClassId, String), BTreeSet<Place>>,
    /// Reads of attributes, to be checked at the end: by operation and name, the class it is read of.
    attr_reads: BTreeMap<(Place, String), (ClassId, Span)>,
    callers: HashMap<GraphId, BTreeSet<Place>>,
    shapes: HashMap<ObjId, Rc<Shape>>,
    prebuilt: HashMap<ObjId, SomeValue>,
    low_types: HashMap<ObjId, rpy_ir::Ty>,
    /// The list or dict that an operation makes: one for each place.
    made_lists: HashMap<(GraphId, BlockId, usize), ListId>,
    made_dicts: HashMap<(GraphId, BlockId, usize), DictId>,
    /// Errors by place: an operation that later succeeds takes its error back.
    errors: BTreeMap<(GraphId, BlockId, usize), Diag>,
    /// Errors without an operation: a function that cannot be lowered.
    other_errors: Vec<Diag>,
    /// The operation that is being looked at.
    place: Place,
    place_span: Span,
    base_exception: Option<ClassId>,
    /// Results of rejected operations: what uses them is passed over, so that errors do not hide later ones.
    poisoned: HashSet<(GraphId, Var)>,
    /// The operation that is looked at calls a function that cannot be lowered.
    poison: bool,
    /// Functions that cannot be lowered: their graphs are empty.
    failed: HashSet<FuncId>,
    /// Graphs that return only what was rejected: their callers pass over the result.
    poisoned_returns: HashSet<GraphId>,
    /// What functions declare of their types.
    declarations: HashMap<FuncId, Option<Rc<declared::Declaration>>>,
}

impl<'h> Annotator<'h> {
    pub fn new(host: &'h mut dyn Host, sources: SourceMap) -> Self {
        Annotator {
            host,
            sources,
            types: Types::default(),
            defs: Defs::default(),
            jit: false,
            platform: None,
            jit_drivers: Default::default(),
            exports: vec![],
            look_inside_iff: HashMap::default(),
            finalizers: vec![],
            light_finalizers: vec![],
            destructors: HashMap::default(),
            graphs: Arena::new(),
            calls: HashMap::default(),
            void_calls: HashMap::default(),
            inner_calls: HashMap::default(),
            custom_calls: HashMap::default(),
            info: vec![],
            queue: vec![],
            queued: HashMap::default(),
            list_readers: HashMap::default(),
            dict_readers: HashMap::default(),
            attr_readers: HashMap::default(),
            attr_reads: BTreeMap::new(),
            callers: HashMap::default(),
            shapes: HashMap::default(),
            prebuilt: HashMap::default(),
            low_types: HashMap::default(),
            made_lists: HashMap::default(),
            made_dicts: HashMap::default(),
            errors: BTreeMap::new(),
            other_errors: vec![],
            place: (GraphId(0), BlockId(0), 0),
            place_span: Span::NONE,
            base_exception: None,
            poisoned: HashSet::default(),
            poison: false,
            failed: HashSet::default(),
            poisoned_returns: HashSet::default(),
            declarations: HashMap::default(),
        }
    }

    /// A fresh resizable list of str: what an entry point gets.
    pub fn list_of_str(&mut self) -> SomeValue {
        let def = ListDef { item: SomeValue::str(), resized: true, mutated: true, origin: Span::NONE, sources: vec![] };
        SomeValue::new(Kind::List { def: self.defs.new_list(def), can_be_none: false })
    }

    /// Schedules a function for these arguments; its graph.
    pub fn entry(&mut self, func: ObjId, args: &[SomeValue]) -> GraphId {
        let id = self.func_of(func, None);
        let count = self.defs.funcs[id].signature.names.len();
        let args: Vec<SomeValue> = args.iter().take(count).cloned().collect();
        match self.graph_for(id, SpecKey::default()) {
            Ok(g) => {
                self.bind(g, &args);
                g
            }
            Err(diags) => {
                self.other_errors.extend(diags);
                self.empty_graph(id)
            }
        }
    }

    /// Schedules a function that C code calls with arguments of these low-level types.
    pub fn export(&mut self, name: &str, func: ObjId, args: &[ObjId]) {
        let id = self.func_of(func, None);
        let types: Vec<Option<Ty>> = args.iter().map(|&o| self.low_type(&Const::Obj(o))).collect();
        let (count, span) = (self.defs.funcs[id].signature.names.len(), self.defs.funcs[id].span);
        let mut reject = |what: String, help: &str| {
            self.other_errors.push(Diag::at(what, span, "exported to C").help(help));
        };
        if count != types.len() {
            let what = format!("`{name}` takes {count} arguments, and its entrypoint names {} types", types.len());
            return reject(what, "give one type for each argument");
        }
        let scalar = |t: &Option<Ty>| t.filter(|t| !matches!(t, Ty::Void | Ty::Obj | Ty::Ptr(_)));
        let Some(types) = types.iter().map(scalar).collect::<Option<Vec<Ty>>>() else {
            let what = format!("an argument of `{name}` has a type that C code cannot pass");
            return reject(
                what,
                "types are of `rpython.lltype`: Signed, Bool, Float, Address (`rffi.CCHARP`) and the like",
            );
        };
        let args: Vec<SomeValue> = types.into_iter().map(SomeValue::of_ty).collect();
        let graph = self.entry(func, &args);
        self.exports.push((name.to_string(), graph));
    }

    /// The fixed point. All independent errors.
    pub fn complete(&mut self) -> Result<(), Vec<Diag>> {
        self.settle();
        self.check_attribute_reads();
        if self.jit {
            let entry = self.graphs.values().next().map_or(Span::NONE, |g| g.graph.span);
            self.check_drivers(entry);
        }
        self.take_errors()
    }

    /// Support code for these arguments, to a fixed point. The same arguments give the same graph.
    pub fn helper(&mut self, func: ObjId, args: Vec<SomeValue>) -> Result<GraphId, Vec<Diag>> {
        let id = self.func_of(func, None);
        let key = self.low_key(&args);
        let g = self.graph_for(id, key)?;
        self.bind(g, &args);
        self.settle();
        self.take_errors()?;
        Ok(g)
    }

    fn take_errors(&mut self) -> Result<(), Vec<Diag>> {
        let mut diags = std::mem::take(&mut self.other_errors);
        diags.extend(std::mem::take(&mut self.errors).into_values());
        let mut seen = HashSet::default();
        // Specialised copies of one function report the same error.
        diags.retain(|d| seen.insert((d.message.clone(), d.labels.first().map(|l| (l.span.file, l.span.start)))));
        diags.sort_by_key(|d| d.labels.first().map(|l| (l.span.file, l.span.start)));
        if diags.is_empty() { Ok(()) } else { Err(diags) }
    }

    fn settle(&mut self) {
        while let Some(next) = self.queue.pop() {
            let from = self.queued.remove(&next).unwrap_or(0);
            self.flow_block(next.0, next.1, from);
        }
    }

    /// A block is to be looked at again.
    pub(crate) fn enqueue(&mut self, block: (GraphId, BlockId)) {
        self.enqueue_at((block.0, block.1, 0));
    }

    /// A block is to be looked at again from this operation on: what comes before reads nothing that has grown.
    pub(crate) fn enqueue_at(&mut self, (g, b, op): Place) {
        match self.queued.entry((g, b)) {
            Entry::Occupied(mut from) => *from.get_mut() = op.min(*from.get()),
            Entry::Vacant(from) => {
                from.insert(op);
                self.queue.push((g, b));
            }
        }
    }

    fn enqueue_all(&mut self, readers: Option<&BTreeSet<Place>>) {
        for r in readers.cloned().unwrap_or_default() {
            self.enqueue_at(r);
        }
    }

    pub(crate) fn reader(&self) -> Place {
        self.place
    }

    pub(crate) fn reflow_list(&mut self, l: ListId) {
        let readers = self.list_readers.get(&l).cloned();
        self.enqueue_all(readers.as_ref());
    }
    pub(crate) fn reflow_dict(&mut self, d: DictId) {
        let readers = self.dict_readers.get(&d).cloned();
        self.enqueue_all(readers.as_ref());
    }
    pub(crate) fn move_list_readers(&mut self, from: ListId, to: ListId) {
        let readers = self.list_readers.remove(&from).unwrap_or_default();
        self.list_readers.entry(to).or_default().extend(readers);
    }
    pub(crate) fn move_dict_readers(&mut self, from: DictId, to: DictId) {
        let readers = self.dict_readers.remove(&from).unwrap_or_default();
        self.dict_readers.entry(to).or_default().extend(readers);
    }

    /// The shape of a host object, asked once.
    pub fn shape(&mut self, obj: ObjId) -> Rc<Shape> {
        if let Some(s) = self.shapes.get(&obj) {
            return s.clone();
        }
        let s = Rc::new(self.host.shape(obj));
        self.shapes.insert(obj, s.clone());
        s
    }

    /// The item of a list, read at the current place.
    pub(crate) fn list_item(&mut self, l: ListId) -> SomeValue {
        let root = self.defs.list_root(l);
        let reader = self.reader();
        self.list_readers.entry(root).or_default().insert(reader);
        self.defs.list(root).item.clone()
    }

    /// A value goes into a list.
    pub(crate) fn generalize_item(&mut self, l: ListId, value: &SomeValue) -> Result<(), UnionError> {
        let root = self.defs.list_root(l);
        let old = self.defs.list(root).item.clone();
        let new = match self.union(&old, &value.general()) {
            Ok(new) => new.general(),
            Err(e) => return Err(self.with_source(e, &self.defs.list(root).sources)),
        };
        if new != old {
            let root = self.defs.list_root(l);
            let span = self.place_span;
            let def = self.defs.list_mut(root);
            def.item = new;
            def.sources.push((span, value.general()));
            self.reflow_list(root);
        }
        Ok(())
    }

    pub(crate) fn resize(&mut self, l: ListId) {
        let root = self.defs.list_root(l);
        let def = self.defs.list_mut(root);
        def.mutated = true;
        if !std::mem::replace(&mut def.resized, true) {
            self.reflow_list(root);
        }
    }

    pub(crate) fn dict_parts(&mut self, d: DictId) -> (SomeValue, SomeValue) {
        let root = self.defs.dict_root(d);
        let reader = self.reader();
        self.dict_readers.entry(root).or_default().insert(reader);
        let def = self.defs.dict(root);
        (def.key.clone(), def.value.clone())
    }

    pub(crate) fn generalize_dict(
        &mut self,
        d: DictId,
        key: Option<&SomeValue>,
        value: Option<&SomeValue>,
    ) -> Result<(), UnionError> {
        let root = self.defs.dict_root(d);
        let (old_key, old_value) = (self.defs.dict(root).key.clone(), self.defs.dict(root).value.clone());
        let mut joined = |old: &SomeValue, new: Option<&SomeValue>| match new.map(|n| self.union(old, &n.general())) {
            Some(Ok(s)) => Ok(s.general()),
            Some(Err(e)) => Err(self.with_source(e, &self.defs.dict(root).sources)),
            None => Ok(old.clone()),
        };
        let new_key = joined(&old_key, key)?;
        let new_value = joined(&old_value, value)?;
        if new_key != old_key || new_value != old_value {
            let span = self.place_span;
            let root = self.defs.dict_root(d);
            let def = self.defs.dict_mut(root);
            def.key = new_key;
            def.value = new_value;
            if let Some(v) = value.or(key) {
                def.sources.push((span, v.general()));
            }
            self.reflow_dict(root);
            // The functions of an r_dict get its keys.
            if key.is_some() {
                self.flow_custom(root);
            }
        }
        Ok(())
    }

    /// The list that the current operation makes.
    pub(crate) fn made_list(&mut self, item: SomeValue, resized: bool) -> Result<SomeValue, UnionError> {
        let def = match self.made_lists.get(&self.place) {
            Some(&l) => l,
            None => {
                let origin = self.place_span;
                let fresh =
                    ListDef { item: SomeValue::impossible(), resized, mutated: resized, origin, sources: vec![] };
                let l = self.defs.new_list(fresh);
                self.made_lists.insert(self.place, l);
                l
            }
        };
        self.generalize_item(def, &item)?;
        Ok(SomeValue::new(Kind::List { def, can_be_none: false }))
    }

    pub(crate) fn made_dict(&mut self) -> DictId {
        match self.made_dicts.get(&self.place) {
            Some(&d) => d,
            None => {
                let fresh = DictDef {
                    key: SomeValue::impossible(),
                    value: SomeValue::impossible(),
                    custom: None,
                    origin: self.place_span,
                    sources: vec![],
                };
                let d = self.defs.new_dict(fresh);
                self.made_dicts.insert(self.place, d);
                d
            }
        }
    }

    /// The class at the root of all exceptions.
    pub fn base_exception(&mut self) -> ClassId {
        match self.base_exception {
            Some(c) => c,
            None => {
                let obj = self.host.builtin_class("BaseException");
                let c = self.class_of(obj);
                self.base_exception = Some(c);
                c
            }
        }
    }

    /// A graph as text, with its annotations.
    pub fn text(&mut self, id: GraphId, annotations: bool) -> String {
        let program = rpy_ir::Program { sources: self.sources.clone(), ..Default::default() };
        let g = self.graphs[id].clone();
        let notes: Vec<String> = g.vars.iter().map(|v| self.describe(v)).collect();
        let note = |v: Var| annotations.then(|| notes.get(v.0 as usize).cloned()).flatten();
        let host = &mut self.host;
        rpy_ir::print::untyped_graph(&program, &g.graph, &mut |o| host.repr(&Const::Obj(o)), &note)
    }
}
