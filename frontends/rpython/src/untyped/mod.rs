//! An interpreter of untyped flow graphs: the embedded Python does each operation, on its own objects.
//!
//! A call of a function runs the function's graph; what has none is called on the host. Exceptions are the host's. Which graph
//! a call runs, and what is said of the values on the way, is up to [`Graphs`]: annotations are not known here.

mod lazy;
mod seen;

pub use lazy::FunctionGraphs;

use crate::embed::Embedded;
use rpy_ir::source::SourceMap;
use rpy_ir::{BlockId, Const, Diag, Exit, Graph, GraphId, ObjId, Op, Operand, Operation, Seen, Span, Var};
use rustpython_vm::builtins::{PyBaseExceptionRef, PyDict, PyListRef, PyTuple};
use rustpython_vm::compiler::Mode;
use rustpython_vm::exceptions::ExceptionCtor;
use rustpython_vm::function::FuncArgs;
use rustpython_vm::scope::Scope;
use rustpython_vm::types::PyTypeFlags;
use rustpython_vm::{AsObject, PyObjectRef, PyRef, PyResult, TryFromObject, VirtualMachine};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// Calls of graphs inside each other: a deeper one is Python's RecursionError. The caller provides [`STACK`].
const DEEPEST: usize = 20_000;

/// Of the thread that runs the interpreter, in bytes.
pub const STACK: usize = 1 << 29;

/// An operation in the program that runs.
#[derive(Clone, Copy, Debug)]
pub struct Site {
    pub graph: GraphId,
    pub block: BlockId,
    pub index: usize,
}

/// A call that may run a graph.
#[derive(Clone, Copy, Debug)]
pub struct Call {
    /// None for the entry point.
    pub site: Option<Site>,
    pub func: ObjId,
    /// The class of the instance whose method it is.
    pub receiver: Option<ObjId>,
}

/// The program that runs.
pub trait Graphs {
    /// The graph that a call runs; None if the host is to do it.
    fn find(&mut self, call: &Call) -> Result<Option<GraphId>, Vec<Diag>>;
    fn graph(&self, id: GraphId) -> Rc<Graph>;
    fn sources(&self) -> &SourceMap;
    /// A variable gets a value. An error ends the program.
    fn defined(&mut self, g: GraphId, v: Var, span: Span, value: &dyn Fn() -> Seen) -> Result<(), Vec<Diag>>;
    /// Control enters a block, after its parameters have got their values. Unassigned variables have none.
    fn entered(&mut self, g: GraphId, b: BlockId, value: &dyn Fn(Var) -> Option<Seen>) -> Result<(), Vec<Diag>>;
}

/// The interpreter. It does not borrow the [`Embedded`] that it is made of, only the Python that both are in.
pub struct Untyped<'vm> {
    vm: &'vm VirtualMachine,
    objects: PyListRef,
    /// The names of `operations.py`.
    names: PyRef<PyDict>,
    /// By opcode; None for calls and what is not of untyped graphs.
    operations: Vec<Option<PyObjectRef>>,
    depth: Cell<usize>,
    passed: RefCell<Passed>,
}

/// Where the last exception has passed, innermost first.
#[derive(Default)]
struct Passed {
    exc: Option<PyBaseExceptionRef>,
    places: Vec<Place>,
}

struct Place {
    /// How many graphs were running: a graph that raises the exception again is one place.
    depth: usize,
    name: String,
    span: Span,
}

/// Why a graph does not return.
enum Stop {
    Raised(PyBaseExceptionRef),
    Rejected(Vec<Diag>),
}

impl From<PyBaseExceptionRef> for Stop {
    fn from(e: PyBaseExceptionRef) -> Stop {
        Stop::Raised(e)
    }
}

impl From<Vec<Diag>> for Stop {
    fn from(diags: Vec<Diag>) -> Stop {
        Stop::Rejected(diags)
    }
}

/// A variable's value; None where the program has not assigned it.
type Slot = Option<PyObjectRef>;

impl<'vm> Embedded<'vm> {
    pub fn untyped(&self) -> Result<Untyped<'vm>, String> {
        Untyped::new(self).map_err(|e| {
            let mut text = String::new();
            // Writing into a String does not fail.
            let _ = self.vm.write_exception(&mut text, &e);
            text
        })
    }
}

impl<'vm> Untyped<'vm> {
    fn new(python: &Embedded<'vm>) -> PyResult<Untyped<'vm>> {
        let vm = python.vm;
        let code = vm
            .compile(include_str!("operations.py"), Mode::Exec, "<host operations>".to_string())
            .map_err(|e| vm.new_syntax_error(&e, None))?;
        let names = vm.ctx.new_dict();
        names.set_item("__name__", vm.ctx.new_str("_rpython_operations").into(), vm)?;
        names.set_item("__builtins__", vm.builtins.clone().into(), vm)?;
        for (name, here) in [("OBJECTS", "OBJECTS"), ("INDEX", "INDEX"), ("intern", "intern"), ("_special", "special")]
        {
            names.set_item(here, python.host.get_item(name, vm)?, vm)?;
        }
        vm.run_code_obj(code, Scope::with_builtins(None, names.clone(), vm))?;
        let table = names.get_item("OPERATIONS", vm)?;
        let operations = Op::ALL.iter().map(|op| table.get_item(op.name(), vm).ok()).collect();
        let objects = PyListRef::try_from_object(vm, names.get_item("OBJECTS", vm)?)?;
        Ok(Untyped { vm, objects, names, operations, depth: Cell::new(0), passed: RefCell::default() })
    }

    /// Runs the entry point; the exit status. An exception that nothing handles is printed with the places it passed.
    pub fn run(&self, graphs: &mut dyn Graphs, entry: ObjId, argv: &[String]) -> Result<i32, Vec<Diag>> {
        let vm = self.vm;
        let list = argv.iter().map(|a| vm.ctx.new_str(a.as_str()).into()).collect();
        let argv: PyObjectRef = vm.ctx.new_list(list).into();
        let args = FuncArgs { args: vec![argv], ..Default::default() };
        let (result, exc) = match self.call(graphs, None, self.object(entry), args) {
            Ok(v) => (v, None),
            Err(Stop::Raised(e)) => (vm.ctx.none(), Some(e)),
            Err(Stop::Rejected(diags)) => return Err(diags),
        };
        let shown = exc.clone().map_or(vm.ctx.none(), Into::into);
        let status = self.python("exit_status", vec![result, shown]).and_then(|s| s.try_into_value::<Option<i32>>(vm));
        match (status, exc) {
            (Ok(Some(status)), _) => Ok(status),
            (Ok(None), Some(e)) | (Err(e), _) => {
                eprint!("{}", self.traceback(graphs, &e));
                Ok(1)
            }
            (Ok(None), None) => Ok(0),
        }
    }

    fn traceback(&self, graphs: &dyn Graphs, e: &PyBaseExceptionRef) -> String {
        let sources = graphs.sources();
        let mut out = "Traceback (most recent call last):\n".to_string();
        let mut repeated = 0;
        let mut last = String::new();
        for Place { name, span, .. } in self.passed.borrow().places.iter().rev() {
            let (Some(path), Some(line)) = (sources.path(*span), sources.line(*span)) else { continue };
            let place = format!("  File \"{path}\", line {line}, in {name}\n");
            repeated = if place == last { repeated + 1 } else { 0 };
            // The places of a deep recursion say the same.
            if repeated < 3 {
                out += &place;
            }
            last = place;
        }
        let mut text = String::new();
        // Writing into a String does not fail.
        let _ = self.vm.write_exception(&mut text, e);
        out + text.lines().last().unwrap_or_default() + "\n"
    }

    /// An exception turns up in the graph that runs.
    fn passes(&self, e: &PyBaseExceptionRef, name: &str, span: Span) {
        let mut passed = self.passed.borrow_mut();
        if !passed.exc.as_ref().is_some_and(|last| last.is(e)) {
            *passed = Passed { exc: Some(e.clone()), places: vec![] };
        }
        let depth = self.depth.get();
        if passed.places.last().is_none_or(|p| p.depth > depth) {
            passed.places.push(Place { depth, name: name.to_string(), span });
        }
    }

    /// Calls a function of `operations.py`.
    fn python(&self, name: &str, args: Vec<PyObjectRef>) -> PyResult {
        self.names.get_item(name, self.vm)?.call(args, self.vm)
    }

    fn object(&self, o: ObjId) -> PyObjectRef {
        self.objects.borrow_vec().get(o.0 as usize).cloned().unwrap_or_else(|| self.vm.ctx.none())
    }

    // ---- graphs

    fn run_graph(&self, graphs: &mut dyn Graphs, id: GraphId, args: Vec<PyObjectRef>) -> Result<PyObjectRef, Stop> {
        if self.depth.get() >= DEEPEST {
            return Err(self.vm.new_recursion_error("maximum recursion depth exceeded".to_string()).into());
        }
        self.depth.set(self.depth.get() + 1);
        let g = graphs.graph(id);
        let mut frame = Frame { interp: self, id, values: vec![None; g.vars.len()], g: &g };
        let result = frame.run(graphs, args.into_iter().map(Some).collect());
        self.depth.set(self.depth.get() - 1);
        result
    }

    // ---- calls

    /// Calls an object with arguments: its graph, or the host.
    fn call(
        &self,
        graphs: &mut dyn Graphs,
        site: Option<Site>,
        callee: PyObjectRef,
        args: FuncArgs,
    ) -> Result<PyObjectRef, Stop> {
        let vm = self.vm;
        let kwargs = vm.ctx.new_dict();
        for (name, value) in &args.kwargs {
            kwargs.set_item(name.as_str(), value.clone(), vm)?;
        }
        let positional = vm.ctx.new_tuple(args.args.clone()).into();
        let plan = self.python("plan", vec![callee.clone(), positional, kwargs.into()])?;
        if let Some(plan) = plan.downcast_ref::<PyTuple>()
            && let [func, values, receiver, made] = plan.as_slice()
        {
            let func = self.index(func)?;
            let receiver = if vm.is_none(receiver) { None } else { Some(self.index(receiver)?) };
            if let Some(g) = graphs.find(&Call { site, func, receiver })? {
                let values: Vec<PyObjectRef> = values.clone().try_into_value(vm)?;
                let result = self.run_graph(graphs, g, values)?;
                return Ok(if vm.is_none(made) { result } else { made.clone() });
            }
        }
        Ok(callee.call(args, vm)?)
    }

    fn index(&self, o: &PyObjectRef) -> Result<ObjId, Stop> {
        Ok(ObjId(o.clone().try_into_value::<u32>(self.vm)?))
    }

    /// What the class of an instance does itself of an operation: the result, if there is such a method with a graph.
    fn method(
        &self,
        graphs: &mut dyn Graphs,
        site: Site,
        lookup: &str,
        first: PyObjectRef,
        args: &[PyObjectRef],
    ) -> Result<Slot, Stop> {
        let Some(this) = args.first() else { return Ok(None) };
        if !this.class().slots.flags.has_feature(PyTypeFlags::HEAPTYPE) {
            return Ok(None);
        }
        let pair = match lookup {
            "getter" => vec![this.clone(), first],
            _ => vec![first, this.clone()],
        };
        let found = self.python(lookup, pair)?;
        let Some(found) = found.downcast_ref::<PyTuple>() else { return Ok(None) };
        let [func, receiver] = found.as_slice() else { return Ok(None) };
        let call = Call { site: Some(site), func: self.index(func)?, receiver: Some(self.index(receiver)?) };
        match graphs.find(&call)? {
            Some(g) => Ok(Some(self.run_graph(graphs, g, args.to_vec())?)),
            None => Ok(None),
        }
    }

    /// `Python`'s own way of an operation that is no call.
    fn operate(&self, op: Op, args: Vec<PyObjectRef>) -> PyResult {
        match self.operations.get(op as usize) {
            Some(Some(f)) => f.call(args, self.vm),
            _ => {
                Err(self.vm.new_not_implemented_error(format!("the operation {} is not of untyped graphs", op.name())))
            }
        }
    }
}

/// A graph that runs.
struct Frame<'a, 'vm> {
    interp: &'a Untyped<'vm>,
    id: GraphId,
    g: &'a Graph,
    values: Vec<Slot>,
}

impl Frame<'_, '_> {
    fn run(&mut self, graphs: &mut dyn Graphs, args: Vec<Slot>) -> Result<PyObjectRef, Stop> {
        let g = self.g;
        let mut at = g.entry;
        let mut args = args;
        let mut span = g.span;
        loop {
            let block = &g.blocks[at];
            for (&p, v) in block.params.iter().zip(args) {
                self.define(graphs, p, v, span)?;
            }
            graphs.entered(self.id, at, &|v| self.values[v.0 as usize].as_ref().map(|x| self.interp.seen(x)))?;
            let mut raised = None;
            for (index, op) in block.ops.iter().enumerate() {
                let site = Site { graph: self.id, block: at, index };
                match self.operation(graphs, site, op) {
                    Ok(v) => {
                        if let Some(r) = op.result {
                            self.define(graphs, r, Some(v), op.span)?;
                        }
                    }
                    Err(Stop::Raised(e)) => {
                        if index + 1 == block.ops.len() && matches!(block.exit, Exit::Try { .. }) {
                            self.interp.passes(&e, &g.name, op.span);
                            raised = Some(e);
                        } else {
                            return Err(self.leaves(e, op.span));
                        }
                    }
                    Err(stop) => return Err(stop),
                }
            }
            span = block.span;
            let link = match &block.exit {
                Exit::Goto(l) => l,
                Exit::Branch { cond, then, els } => {
                    let cond = self.value(cond)?;
                    let truth = cond.try_to_bool(self.interp.vm).map_err(|e| self.leaves(e, span))?;
                    if truth { then } else { els }
                }
                Exit::Switch { on, cases, default } => {
                    let on: i64 = self.value(on)?.try_into_value(self.interp.vm).map_err(|e| self.leaves(e, span))?;
                    cases.iter().find(|(c, _)| *c == on).map_or(default, |(_, l)| l)
                }
                Exit::Return(v) => return self.value(v),
                Exit::Raise(v, span) => {
                    let v = self.value(v)?;
                    let vm = self.interp.vm;
                    let made = ExceptionCtor::try_from_object(vm, v).and_then(|c| c.instantiate(vm));
                    let e = match made {
                        Ok(e) | Err(e) => e,
                    };
                    return Err(self.leaves(e, *span));
                }
                Exit::Try { normal, exc, handler } => match raised {
                    None => normal,
                    Some(e) => {
                        self.define(graphs, *exc, Some(e.into()), span)?;
                        handler
                    }
                },
                Exit::Unreachable => {
                    let what = format!("control arrives at the end of {at} of `{}`", g.name);
                    return Err(Stop::Rejected(vec![Diag::at(what, span, "here")]));
                }
            };
            args = link.args.iter().map(|a| self.slot(a)).collect();
            at = link.to;
        }
    }

    /// An exception leaves the graph.
    fn leaves(&self, e: PyBaseExceptionRef, span: Span) -> Stop {
        self.interp.passes(&e, &self.g.name, span);
        Stop::Raised(e)
    }

    fn define(&mut self, graphs: &mut dyn Graphs, v: Var, value: Slot, span: Span) -> Result<(), Stop> {
        if let Some(x) = &value {
            graphs.defined(self.id, v, span, &|| self.interp.seen(x))?;
        }
        self.values[v.0 as usize] = value;
        Ok(())
    }

    fn slot(&self, o: &Operand) -> Slot {
        match o {
            Operand::Var(v) => self.values[v.0 as usize].clone(),
            Operand::Const(c) => self.interp.constant(c),
        }
    }

    /// A value that is read: a variable that is not assigned raises as in Python.
    fn value(&self, o: &Operand) -> Result<PyObjectRef, Stop> {
        self.slot(o).ok_or_else(|| {
            let vm = self.interp.vm;
            let message = "a local variable is used before it is assigned";
            Stop::Raised(vm.new_exception_msg(vm.ctx.exceptions.unbound_local_error.to_owned(), message.into()))
        })
    }

    fn operation(&mut self, graphs: &mut dyn Graphs, site: Site, op: &Operation) -> Result<PyObjectRef, Stop> {
        let args = op.args.iter().map(|a| self.value(a)).collect::<Result<Vec<_>, Stop>>()?;
        match op.op {
            Op::SimpleCall => {
                let mut args = args.into_iter();
                let Some(callee) = args.next() else { return Ok(self.interp.vm.ctx.none()) };
                let args = FuncArgs { args: args.collect(), ..Default::default() };
                self.interp.call(graphs, Some(site), callee, args)
            }
            Op::CallArgs => {
                let shape = match op.args.get(1).and_then(Operand::konst) {
                    Some(Const::Name(n)) => n.as_str(),
                    _ => "",
                };
                let callee = args[0].clone();
                let args = self.interp.shaped(shape, &args[2..])?;
                self.interp.call(graphs, Some(site), callee, args)
            }
            Op::GetAttr => match self.interp.method(graphs, site, "getter", args[1].clone(), &args[..1])? {
                Some(v) => Ok(v),
                None => Ok(self.interp.operate(op.op, args)?),
            },
            other => {
                let name = self.interp.vm.ctx.new_str(other.name()).into();
                match self.interp.method(graphs, site, "operator_method", name, &args)? {
                    Some(v) => Ok(v),
                    None => Ok(self.interp.operate(other, args)?),
                }
            }
        }
    }
}

impl Untyped<'_> {
    /// Arguments of `call_args`, by its shape.
    fn shaped(&self, shape: &str, given: &[PyObjectRef]) -> Result<FuncArgs, Stop> {
        let mut parts = shape.split(',');
        let count: usize = parts.next().and_then(|n| n.parse().ok()).unwrap_or(0);
        let mut args = FuncArgs { args: given.iter().take(count).cloned().collect(), ..Default::default() };
        for (part, value) in parts.zip(given.iter().skip(count)) {
            if part == "*" {
                args.args.extend(value.clone().try_into_value::<Vec<PyObjectRef>>(self.vm)?);
            } else {
                args.kwargs.insert(part.to_string(), value.clone());
            }
        }
        Ok(args)
    }

    /// None for what stands for no value.
    fn constant(&self, c: &Const) -> Slot {
        let ctx = &self.vm.ctx;
        let latin = |s: &[u8]| s.iter().map(|&b| b as char).collect::<String>();
        Some(match c {
            Const::Bool(b) => ctx.new_bool(*b).into(),
            Const::Int(v, _) => ctx.new_int(*v).into(),
            Const::Float(bits) => ctx.new_float(f64::from_bits(*bits)).into(),
            Const::Str(s) => ctx.new_str(latin(s)).into(),
            Const::Char(c) => ctx.new_str(latin(&[*c])).into(),
            Const::Bytes(b) => ctx.new_bytes(b.clone()).into(),
            Const::Obj(o) => self.object(*o),
            Const::Name(n) if n == crate::lower::UNDEFINED => return None,
            Const::Name(n) => ctx.new_str(n.as_str()).into(),
            _ => ctx.none(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Op;

    #[test]
    fn every_operation_of_untyped_graphs_is_known() {
        let unknown = crate::with_python(|python| {
            let interp = python.untyped().expect("operations.py loads");
            let calls = [Op::SimpleCall, Op::CallArgs];
            let wanted = Op::ALL.iter().filter(|op| op.high_level() && !calls.contains(op));
            wanted.filter(|op| interp.operations[**op as usize].is_none()).map(|op| op.name()).collect::<Vec<_>>()
        });
        assert_eq!(unknown, Ok(vec![]));
    }
}
