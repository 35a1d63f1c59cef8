//! The rtyper's core: which graphs are lowered, support code, and the pieces of the program that are filled in at the end.

use crate::containers::ContainerTypes;
use crate::families::Families;
use crate::place::Place;
use crate::rclass::ClassRepr;
use crate::rpbc::Stored;
use rpy_annotate::Annotator;
use rpy_annotate::model::{ClassId, SomeValue};
use rpy_ir::hash::HashMap;
use rpy_ir::source::SourceMap;
use rpy_ir::{Const, Data, DataId, Diag, Export, Graph, GraphId, Image, ObjId, Program, Role, Span, Ty, TypeId};

/// What the collector and other phases want of support code: a role, the module and the name, and argument types of a
/// function; none for a static object.
pub struct Request {
    pub role: Role,
    pub module: &'static str,
    pub name: &'static str,
    pub args: Option<Vec<Ty>>,
}

pub struct Core<'h> {
    pub ann: Annotator<'h>,
    pub program: Program,
    pub containers: ContainerTypes,
    pub classes: HashMap<ClassId, ClassRepr>,
    pub families: Families,
    pub stored: Stored,
    /// By annotated graph: its lowered graph.
    low: HashMap<GraphId, GraphId>,
    /// The reverse.
    pub source_of: HashMap<GraphId, GraphId>,
    queue: Vec<GraphId>,
    strings: HashMap<Vec<u8>, DataId>,
    pub prebuilt: HashMap<(ObjId, Ty), DataId>,
    /// Prebuilt instances whose fields are set at the end.
    pub instances: Vec<(DataId, ObjId, ClassId)>,
    pub statics: HashMap<ObjId, DataId>,
    pub errors: Vec<Diag>,
    pub object: TypeId,
    pub object_vtable: TypeId,
    pub string: TypeId,
}

/// Builds the body of a graph from its parameters.
type Body<'a> = &'a mut dyn FnMut(&mut Place, &[rpy_ir::Operand]) -> Result<rpy_ir::Operand, Diag>;

type Failed = (Vec<Diag>, SourceMap);

/// Lowers the whole program: its entry point, the support code around it, and what is requested.
pub fn rtype(ann: Annotator, entry: GraphId, requests: &[Request]) -> Result<Program, Failed> {
    run(ann, entry, requests, true)
}

/// The same for a function without the command line around it.
pub fn rtype_function(ann: Annotator, entry: GraphId, requests: &[Request]) -> Result<Program, Failed> {
    run(ann, entry, requests, false)
}

fn run(ann: Annotator, entry: GraphId, requests: &[Request], main: bool) -> Result<Program, Failed> {
    let mut core = Core::new(ann);
    match core.everything(entry, requests, main) {
        Ok(()) if core.errors.is_empty() => {
            let mut program = core.program;
            program.types = core.ann.types;
            program.sources = core.ann.sources;
            program.phase = "rtype".to_string();
            crate::polls::insert(&mut program);
            match crate::portals::split(&mut program, core.ann.jit_drivers.values()) {
                Ok(()) => Ok(program),
                Err(diags) => Err((diags, program.sources)),
            }
        }
        Ok(()) => Err((core.errors, core.ann.sources)),
        Err(diags) => {
            let mut all = core.errors;
            all.extend(diags);
            Err((all, core.ann.sources))
        }
    }
}

impl<'h> Core<'h> {
    fn new(mut ann: Annotator<'h>) -> Core<'h> {
        let types = &mut ann.types;
        // Support code may have declared the root types already.
        let string = types.by_name("rpy_string").unwrap_or_else(|| {
            let t = types.new_struct("rpy_string", true, None);
            types.add_field(t, "hash", Ty::SIGNED);
            t
        });
        let object_vtable = types.by_name("object_vtable").unwrap_or_else(|| {
            let t = types.new_struct("object_vtable", false, None);
            types.add_field(t, "subclassrange_min", Ty::SIGNED);
            types.add_field(t, "subclassrange_max", Ty::SIGNED);
            types.add_field(t, "name", Ty::Ptr(string));
            t
        });
        let object = types.by_name("object").unwrap_or_else(|| {
            let t = types.new_struct("object", true, None);
            types.add_field(t, "typeptr", Ty::Ptr(object_vtable));
            t
        });
        // Also where support code has declared them.
        types.set_tail(string, rpy_ir::Item::Value(Ty::Char), true);
        types.set_fields_immutable(object_vtable);
        types.set_fields_immutable(object);
        Core {
            ann,
            program: Program::default(),
            containers: ContainerTypes::default(),
            classes: HashMap::default(),
            families: Families::default(),
            stored: Stored::default(),
            low: HashMap::default(),
            source_of: HashMap::default(),
            queue: vec![],
            strings: HashMap::default(),
            prebuilt: HashMap::default(),
            instances: vec![],
            statics: HashMap::default(),
            errors: vec![],
            object,
            object_vtable,
            string,
        }
    }

    fn everything(&mut self, entry: GraphId, requests: &[Request], main: bool) -> Result<(), Vec<Diag>> {
        let exc_data = self.exc_data();
        self.program.roles.insert(Role::ExcData, Const::Data(exc_data));
        let mut roots = vec![(Role::EntryPoint, entry)];
        if main {
            let func = self.ann.graphs[entry].func;
            let obj = self.ann.defs.funcs[func].obj;
            let f = self.ann.immutablevalue(&Const::Obj(obj));
            let args = vec![SomeValue::int(), SomeValue::of_ty(Ty::Address), f];
            roots.push((Role::Main, self.helper_graph("entry", "ll_main", args)?));
        }
        let address = || SomeValue::of_ty(Ty::Address);
        for (role, module, name, args) in [
            (Role::TracebackStart, "traceback", "start", vec![address()]),
            (Role::TracebackRecord, "traceback", "record", vec![address()]),
            (Role::UncaughtException, "traceback", "uncaught", vec![]),
            (Role::StackSetup, "stack", "setup", vec![]),
            (Role::StackOverflow, "stack", "overflow", vec![]),
            (Role::OutOfMemory, "memory", "exhausted", vec![]),
        ] {
            roots.push((role, self.helper_graph(module, name, args)?));
        }
        self.static_role(Role::StackState, "stack", "STATE")?;
        for r in requests {
            match &r.args {
                Some(types) => {
                    let args = types.iter().map(|&t| SomeValue::of_ty(t)).collect();
                    roots.push((r.role, self.helper_graph(r.module, r.name, args)?));
                }
                None => self.static_role(r.role, r.module, r.name)?,
            }
        }
        let exports = self.ann.exports.clone();
        if !exports.is_empty() {
            roots.push((Role::Startup, self.helper_graph("entry", "ll_startup", vec![])?));
        }
        self.families.collect(&mut self.ann);
        crate::rfinalizers::add_runner(self).map_err(|d| vec![d])?;
        for (name, g) in exports {
            let graph = self.low_graph(g);
            self.program.exports.push(Export { name, graph });
        }
        for (role, g) in roots {
            let low = self.low_graph(g);
            self.program.roles.insert(role, Const::Graph(low));
        }
        self.drain();
        for Export { name, graph } in &self.program.exports {
            let g = &self.program.graphs[*graph];
            if matches!(g.ret, Ty::Ptr(_)) {
                let what = format!("the result of `{name}` is nothing that C code can take");
                let help = "return a number, a bool, an address (`rffi.str2charp`) or nothing";
                return Err(vec![Diag::at(what, g.span, "exported to C").help(help)]);
            }
        }
        crate::rjit::finish(self);
        crate::rclass::finish(self);
        crate::rfields::check_virtualizables(self);
        crate::light::check(self);
        Ok(())
    }

    /// A static object of support code.
    fn static_role(&mut self, role: Role, module: &str, name: &str) -> Result<(), Vec<Diag>> {
        let Some(Const::Obj(o)) = self.ann.host.support(module, name) else {
            return Err(vec![Diag::new(format!("{module}.{name} is missing"))]);
        };
        let data = self.static_data(o)?;
        self.program.roles.insert(role, Const::Data(data));
        Ok(())
    }

    /// Lowers what is scheduled.
    pub fn drain(&mut self) {
        while let Some(g) = self.queue.pop() {
            let low = self.low[&g];
            match crate::place::lower_graph(self, g) {
                Ok(graph) => {
                    self.program.graphs[low] = graph;
                    if self.ann.jit
                        && let Err(e) = crate::wrappers::wrap(self, g, low)
                    {
                        self.errors.push(e);
                    }
                }
                Err(diags) => self.errors.extend(diags),
            }
        }
    }

    /// The lowered graph of an annotated one; scheduled if it is new.
    pub fn low_graph(&mut self, g: GraphId) -> GraphId {
        if let Some(&low) = self.low.get(&g) {
            return low;
        }
        let name = self.ann.graphs[g].graph.name.clone();
        let low = self.program.graphs.push(Graph::new(&name, Ty::Void));
        self.low.insert(g, low);
        self.source_of.insert(low, g);
        self.queue.push(g);
        low
    }

    /// The annotated graph of a function of support code.
    pub fn helper_graph(&mut self, module: &str, name: &str, args: Vec<SomeValue>) -> Result<GraphId, Vec<Diag>> {
        let Some(Const::Obj(f)) = self.ann.host.support(module, name) else {
            return Err(vec![Diag::new(format!("there is no support function {module}.{name}"))]);
        };
        self.ann.helper(f, args)
    }

    pub fn string_data(&mut self, text: &[u8]) -> DataId {
        if let Some(&d) = self.strings.get(text) {
            return d;
        }
        let image = Image { fields: vec![], items: rpy_ir::data::Items::Bytes(text.to_vec()) };
        // The hash is cached in the object: it is written.
        let d = self.program.data.push(Data { name: "str".to_string(), ty: self.string, image, readonly: false });
        self.strings.insert(text.to_vec(), d);
        d
    }

    pub fn new_data(&mut self, name: &str, ty: TypeId) -> DataId {
        self.program.data.push(Data { name: name.to_string(), ty, image: Image::default(), readonly: false })
    }

    pub fn exc_data(&mut self) -> DataId {
        if let Some(d) = self.program.role_data(Role::ExcData) {
            return d;
        }
        let ty = self.ann.types.by_name("exc_data").unwrap_or_else(|| {
            let t = self.ann.types.new_struct("exc_data", false, None);
            self.ann.types.add_field(t, "exc_value", Ty::Ptr(self.object));
            t
        });
        self.new_data("exc_data", ty)
    }

    /// The object of a `static(P)` of support code.
    pub fn static_data(&mut self, o: ObjId) -> Result<DataId, Vec<Diag>> {
        if let Some(&d) = self.statics.get(&o) {
            return Ok(d);
        }
        let shape = self.ann.shape(o);
        let part = |n: &str| match &*shape {
            rpy_ir::Shape::SpecialInstance { parts, .. } => parts.iter().find(|(p, _)| p == n).map(|(_, c)| c.clone()),
            _ => None,
        };
        let ty = part("type").and_then(|c| self.ann.low_type(&c)).and_then(|t| t.ptr());
        let Some(ty) = ty else { return Err(vec![Diag::new("a static object of support code has no type")]) };
        let d = self.new_data("static", ty);
        if let Some(Const::Int(n @ 0.., _)) = part("length") {
            self.program.data[d].image.items = rpy_ir::data::Items::Zero(n as usize);
        }
        self.statics.insert(o, d);
        Ok(d)
    }

    /// Builds a graph outside of any annotated one.
    pub fn build(&mut self, name: &str, params: &[Ty], ret: Ty, body: Body<'_>) -> Result<GraphId, Diag> {
        let mut g = Graph::new(name, ret);
        g.flags.support = true;
        let entry = g.entry;
        let values: Vec<_> = params
            .iter()
            .map(|&t| if t == Ty::Void { rpy_ir::Operand::void() } else { g.add_param(entry, t).into() })
            .collect();
        let mut place = Place::new(self, g, Span::NONE);
        let result = body(&mut place, &values)?;
        let g = place.finish(result);
        Ok(self.program.graphs.push(g))
    }
}
