//! The embedded interpreter, and calls of the Python half of the host.

use crate::funcs::Functions;
use crate::phases::UnderTest;
use rpy_ir::hash::HashMap;
use rpy_ir::{Const, IntKind, ObjId, Ty};
use rustpython_vm::builtins::{PyBaseExceptionRef, PyBytes, PyDict, PyFloat, PyInt, PyStr, PyStrRef, PyTuple};
use rustpython_vm::compiler::Mode;
use rustpython_vm::scope::Scope;
use rustpython_vm::{AsObject, Interpreter, PyObjectRef, PyRef, PyResult, Settings, VirtualMachine};
use std::cell::RefCell;
use std::rc::Rc;

include!(concat!(env!("OUT_DIR"), "/sources.rs"));

/// The embedded Python, entered.
pub struct Embedded<'vm> {
    pub(crate) vm: &'vm VirtualMachine,
    pub(crate) host: PyRef<PyDict>,
    pub(crate) low_types: HashMap<ObjId, Ty>,
    pub(crate) functions: Functions,
    pub(crate) kinds: HashMap<ObjId, Kind>,
    /// The classes that stand for generator functions.
    pub(crate) generators: HashMap<ObjId, ObjId>,
    /// The methods of those classes, and the function that each is of.
    pub(crate) generator_methods: HashMap<ObjId, GeneratorMethod>,
    /// What tests run, if phases were offered.
    pub(crate) under_test: Option<Rc<RefCell<UnderTest>>>,
}

/// Which shape a live object has. Names stand for the same objects again and again, and shapes may be large.
#[derive(Clone)]
pub(crate) enum Kind {
    Special(Rc<str>),
    SpecialInstance(Rc<str>),
    Module(Rc<str>),
    Class,
    Tuple,
    Other,
}

#[derive(Clone, Copy)]
pub(crate) enum GeneratorMethod {
    Next(ObjId),
    Iter,
    /// `__next__` of the base class of methods that override each other.
    AbstractNext,
}

/// A plain value from the Python half.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    None,
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(String),
    Bytes(Vec<u8>),
    Tuple(Vec<Value>),
}

/// Starts the embedded Python and runs `f` inside it. An error is Python's traceback: the host's own modules do not load.
pub fn with_python<R>(f: impl FnOnce(&mut Embedded) -> R) -> Result<R, String> {
    let mut settings = Settings::default();
    settings.import_site = false;
    settings.install_signal_handlers = false;
    settings.write_bytecode = false;
    let builder = Interpreter::builder(settings);
    let defs = rustpython_stdlib::stdlib_module_defs(&builder.ctx);
    let interpreter =
        builder.add_native_modules(&defs).add_frozen_modules(rustpython_pylib::FROZEN_STDLIB.decode()).build();
    interpreter.enter(|vm| {
        let host = start(vm).map_err(|e| {
            let mut text = "the embedded Python does not start\n".to_string();
            // Writing into a String does not fail.
            let _ = vm.write_exception(&mut text, &e);
            text
        })?;
        Ok(f(&mut Embedded::new(vm, host)))
    })
}

fn start(vm: &VirtualMachine) -> rustpython_vm::PyResult<PyRef<PyDict>> {
    let code = vm
        .compile(include_str!("host.py"), Mode::Exec, "<host>".to_string())
        .map_err(|e| vm.new_syntax_error(&e, None))?;
    let globals = vm.ctx.new_dict();
    globals.set_item("__name__", vm.ctx.new_str("_rpython_host").into(), vm)?;
    globals.set_item("__builtins__", vm.builtins.clone().into(), vm)?;
    vm.run_code_obj(code, Scope::with_builtins(None, globals.clone(), vm))?;
    let too_deep = |text: PyStrRef| crate::nesting::too_deep(&text.to_string_lossy());
    globals.set_item("too_deep", vm.new_function("too_deep", too_deep).into(), vm)?;
    let sources: Vec<PyObjectRef> = SOURCES
        .iter()
        .map(|(name, path, text, package)| {
            let parts: Vec<PyObjectRef> = vec![
                vm.ctx.new_str(*name).into(),
                vm.ctx.new_str(*path).into(),
                vm.ctx.new_str(*text).into(),
                vm.ctx.new_bool(*package).into(),
            ];
            vm.ctx.new_tuple(parts).into()
        })
        .collect();
    let install = globals.get_item("install", vm)?;
    install.call((vm.ctx.new_list(sources),), vm)?;
    Ok(globals)
}

impl<'vm> Embedded<'vm> {
    /// For one program. The live objects are the host's, which programs share.
    pub(crate) fn new(vm: &'vm VirtualMachine, host: PyRef<PyDict>) -> Embedded<'vm> {
        Embedded {
            vm,
            host,
            low_types: HashMap::default(),
            functions: Functions::new(SOURCES),
            kinds: HashMap::default(),
            generators: HashMap::default(),
            generator_methods: HashMap::default(),
            under_test: None,
        }
    }

    /// The number of a live object.
    pub(crate) fn intern(&self, object: PyObjectRef) -> PyResult<ObjId> {
        let index = self.host.get_item("intern", self.vm)?.call((object,), self.vm)?;
        Ok(self.value(&index).obj())
    }

    pub(crate) fn kind(&mut self, object: ObjId) -> Kind {
        if let Some(kind) = self.kinds.get(&object) {
            return kind.clone();
        }
        let answer = self.ask("kind", vec![self.index(object)]).unwrap_or(Value::None);
        let kind = match answer.tuple() {
            [kind, name] => match (kind.str(), name.str()) {
                ("Special", name) => Kind::Special(name.into()),
                ("SpecialInstance", name) => Kind::SpecialInstance(name.into()),
                ("Module", name) => Kind::Module(name.into()),
                ("Class", _) => Kind::Class,
                ("Tuple", _) => Kind::Tuple,
                _ => Kind::Other,
            },
            _ => Kind::Other,
        };
        self.kinds.insert(object, kind.clone());
        kind
    }

    /// A live object by its number.
    pub(crate) fn object(&self, object: ObjId) -> PyResult {
        self.host.get_item("OBJECTS", self.vm)?.get_item(&(object.0 as usize), self.vm)
    }

    /// An exception with its traceback.
    pub(crate) fn exception(&self, e: &PyBaseExceptionRef) -> String {
        let mut text = String::new();
        // Writing into a String does not fail.
        let _ = self.vm.write_exception(&mut text, e);
        text
    }

    /// Calls a function of the Python half. An exception as text.
    pub(crate) fn ask(&self, function: &str, args: Vec<PyObjectRef>) -> Result<Value, String> {
        let vm = self.vm;
        let result = self.host.get_item(function, vm).and_then(|f| f.call(args, vm));
        match result {
            Ok(v) => Ok(self.value(&v)),
            Err(e) => {
                let text = self.exception(&e);
                Err(text.lines().last().unwrap_or("an exception").to_string())
            }
        }
    }

    fn value(&self, v: &PyObjectRef) -> Value {
        let vm = self.vm;
        if vm.is_none(v) {
            Value::None
        } else if v.is(&vm.ctx.true_value) {
            Value::Bool(true)
        } else if v.is(&vm.ctx.false_value) {
            Value::Bool(false)
        } else if let Some(t) = v.downcast_ref::<PyTuple>() {
            Value::Tuple(t.as_slice().iter().map(|x| self.value(x)).collect())
        } else if let Some(b) = v.downcast_ref::<PyBytes>() {
            Value::Bytes(b.as_bytes().to_vec())
        } else if let Some(s) = v.downcast_ref::<PyStr>() {
            Value::Str(s.to_string_lossy().into_owned())
        } else if let Some(f) = v.downcast_ref::<PyFloat>() {
            Value::Float(f.to_f64())
        } else if let Some(i) = v.downcast_ref::<PyInt>() {
            Value::Int(i64::try_from(i.as_bigint()).unwrap_or(0))
        } else {
            Value::None
        }
    }

    pub(crate) fn int(&self, i: i64) -> PyObjectRef {
        self.vm.ctx.new_int(i).into()
    }
    pub(crate) fn index(&self, o: ObjId) -> PyObjectRef {
        self.int(o.0 as i64)
    }
    pub(crate) fn text(&self, s: &str) -> PyObjectRef {
        self.vm.ctx.new_str(s).into()
    }
    /// A constant as the pair that the Python half decodes.
    pub(crate) fn constant(&self, c: &Const) -> PyObjectRef {
        let ctx = &self.vm.ctx;
        let (letter, value): (&str, PyObjectRef) = match c {
            Const::Bool(b) => ("b", ctx.new_bool(*b).into()),
            Const::Int(v, _) => ("i", ctx.new_int(*v).into()),
            Const::Float(bits) => ("f", ctx.new_float(f64::from_bits(*bits)).into()),
            Const::Str(s) => ("s", ctx.new_bytes(s.clone()).into()),
            Const::Char(c) => ("s", ctx.new_bytes(vec![*c]).into()),
            Const::Bytes(s) => ("y", ctx.new_bytes(s.clone()).into()),
            Const::Obj(o) => ("o", self.index(*o)),
            _ => ("n", ctx.none()),
        };
        ctx.new_tuple(vec![ctx.new_str(letter).into(), value]).into()
    }
    pub(crate) fn constants(&self, cs: &[Const]) -> PyObjectRef {
        self.vm.ctx.new_tuple(cs.iter().map(|c| self.constant(c)).collect()).into()
    }
}

impl Value {
    pub(crate) fn tuple(&self) -> &[Value] {
        match self {
            Value::Tuple(t) => t,
            _ => &[],
        }
    }
    pub(crate) fn str(&self) -> &str {
        match self {
            Value::Str(s) => s,
            _ => "",
        }
    }
    pub(crate) fn int(&self) -> i64 {
        match self {
            Value::Int(i) => *i,
            _ => 0,
        }
    }
    pub(crate) fn bool(&self) -> bool {
        matches!(self, Value::Bool(true))
    }
    pub(crate) fn obj(&self) -> ObjId {
        ObjId(self.int() as u32)
    }
    /// A pair of a letter and a value.
    pub(crate) fn konst(&self) -> Const {
        match self.tuple() {
            [letter, v] => match (letter.str(), v) {
                ("b", Value::Bool(b)) => Const::Bool(*b),
                ("i", Value::Int(i)) => Const::Int(*i, IntKind::I64),
                ("f", Value::Float(f)) => Const::Float(f.to_bits()),
                ("s", Value::Bytes(b)) => Const::Str(b.clone()),
                ("y", Value::Bytes(b)) => Const::Bytes(b.clone()),
                ("o", Value::Int(i)) => Const::Obj(ObjId(*i as u32)),
                _ => Const::Void,
            },
            _ => Const::Void,
        }
    }
    pub(crate) fn consts(&self) -> Vec<Const> {
        self.tuple().iter().map(Value::konst).collect()
    }
    /// Pairs of a name and a constant.
    pub(crate) fn named(&self) -> Vec<(String, Const)> {
        let pair = |v: &Value| match v.tuple() {
            [n, c] => (n.str().to_string(), c.konst()),
            _ => (String::new(), Const::Void),
        };
        self.tuple().iter().map(pair).collect()
    }
}
