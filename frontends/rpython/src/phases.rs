//! What test files ask of the phases: the module `_rpython_testing`, over whatever [`Phases`] the driver gives.
//!
//! A program under test is a live function of the list of arguments. What it reads and writes is known to
//! `rpython._testing_calls` alone, and what the phases do to the driver alone.

use crate::embed::Embedded;
use rpy_ir::ObjId;
use rustpython_vm::builtins::PyDict;
use rustpython_vm::{AsObject, PyObjectRef, PyRef, PyResult, VirtualMachine};
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;

/// The phases, as tests use them. An error is what is shown for it.
pub trait Phases {
    /// What `entry` returns, and the exceptions of its program.
    fn infer(&self, python: &mut Embedded, entry: ObjId) -> Result<Inferred, String>;
    /// Runs `entry` on the graph interpreter.
    fn interpret(&self, python: &mut Embedded, entry: ObjId, argv: &[String], function: ObjId) -> Result<Run, String>;
    /// Writes an executable that runs `entry`. The graphs of `function`, printed.
    fn compile(&self, python: &mut Embedded, what: &ToCompile) -> Result<String, String>;
    /// The names of the operations of traces.
    fn trace_operations(&self) -> Vec<&'static str>;
}

/// A program under test.
pub struct ToCompile<'a> {
    pub entry: ObjId,
    /// Where the executable goes.
    pub path: &'a Path,
    pub function: ObjId,
    pub jit: bool,
}

/// A run on the graph interpreter.
pub struct Run {
    /// How it ended, for messages: `exit status 0`.
    pub status: String,
    /// The graphs of the function under test, printed.
    pub graphs: String,
}

/// The type of a result, and each class of exceptions with the attributes of its instances.
pub struct Inferred {
    pub result: ValueType,
    pub exceptions: Vec<(ObjId, Vec<(String, ValueType)>)>,
}

/// A type as `rpython._testing_values` describes it.
pub enum ValueType {
    /// A word and the types of the parts.
    Made(&'static str, Vec<ValueType>),
    /// Always this object.
    Object(ObjId),
    /// Values that have no text.
    Opaque(String),
}

/// What has been run for the tests of a file.
pub(crate) struct UnderTest {
    phases: Rc<dyn Phases>,
    /// Of the current test: printed graphs of the functions that it ran.
    pub(crate) graphs: Vec<String>,
    folder: PathBuf,
    folders: usize,
}

impl UnderTest {
    /// A new folder, for one program or one run. It lives until the tests of the file are done.
    fn new_folder(&mut self) -> std::io::Result<PathBuf> {
        self.folders += 1;
        let folder = self.folder.join(self.folders.to_string());
        std::fs::create_dir_all(&folder)?;
        Ok(folder)
    }

    pub(crate) fn remove_folders(&mut self) {
        // What cannot be removed is left to the system.
        let _ = std::fs::remove_dir_all(&self.folder);
    }

    fn ran(&mut self, graphs: String) {
        if !graphs.is_empty() && !self.graphs.contains(&graphs) {
            self.graphs.push(graphs);
        }
    }
}

impl Embedded<'_> {
    /// Makes `rpython.testing` run functions on these phases. An error is Python's.
    pub fn offer(&mut self, phases: impl Phases + 'static) -> Result<(), String> {
        let folder = std::env::temp_dir().join(format!("translate-test-{}", std::process::id()));
        let under_test =
            Rc::new(RefCell::new(UnderTest { phases: Rc::new(phases), graphs: vec![], folder, folders: 0 }));
        self.under_test = Some(under_test.clone());
        install(self.vm, self.host.clone(), under_test).map_err(|e| self.exception(&e))
    }
}

/// A message, or None and the result: `rpython._testing_calls` makes exceptions of messages.
fn outcome(vm: &VirtualMachine, result: Result<PyObjectRef, String>) -> PyObjectRef {
    let pair = match result {
        Ok(value) => vec![vm.ctx.none(), value],
        Err(message) => vec![vm.ctx.new_str(message).into(), vm.ctx.none()],
    };
    vm.ctx.new_tuple(pair).into()
}

fn install(vm: &VirtualMachine, host: PyRef<PyDict>, state: Rc<RefCell<UnderTest>>) -> PyResult<()> {
    let contents = vm.ctx.new_dict();
    let (h, s) = (host.clone(), state.clone());
    let infer = move |entry: PyObjectRef, vm: &VirtualMachine| -> PyResult {
        let phases = s.borrow().phases.clone();
        let mut python = Embedded::new(vm, h.clone());
        let entry = python.intern(entry)?;
        match phases.infer(&mut python, entry) {
            Ok(inferred) => Ok(outcome(vm, Ok(python.inferred(&inferred)?))),
            Err(message) => Ok(outcome(vm, Err(message))),
        }
    };
    contents.set_item("infer", vm.new_function("infer", infer).into(), vm)?;

    let (h, s) = (host.clone(), state.clone());
    let interpret =
        move |entry: PyObjectRef, function: PyObjectRef, argv: PyObjectRef, vm: &VirtualMachine| -> PyResult {
            let phases = s.borrow().phases.clone();
            let mut python = Embedded::new(vm, h.clone());
            let (entry, function) = (python.intern(entry)?, python.intern(function)?);
            let argv: Vec<String> = argv.try_to_value(vm)?;
            let status = phases.interpret(&mut python, entry, &argv, function).map(|run| {
                s.borrow_mut().ran(run.graphs);
                vm.ctx.new_str(run.status).into()
            });
            Ok(outcome(vm, status))
        };
    contents.set_item("interpret", vm.new_function("interpret", interpret).into(), vm)?;

    let s = state.clone();
    let compile = move |entry: PyObjectRef, function: PyObjectRef, jit: bool, vm: &VirtualMachine| -> PyResult {
        let phases = s.borrow().phases.clone();
        let mut python = Embedded::new(vm, host.clone());
        let (entry, function) = (python.intern(entry)?, python.intern(function)?);
        let folder = s.borrow_mut().new_folder();
        let program = folder.map_err(|e| vm.new_os_error(e.to_string()))?.join("program");
        let what = ToCompile { entry, path: &program, function, jit };
        let path = phases.compile(&mut python, &what).map(|graphs| {
            s.borrow_mut().ran(graphs);
            vm.ctx.new_str(program.display().to_string()).into()
        });
        Ok(outcome(vm, path))
    };
    contents.set_item("compile", vm.new_function("compile", compile).into(), vm)?;

    let s = state.clone();
    let trace_operations = move |vm: &VirtualMachine| -> PyResult {
        let names = s.borrow().phases.trace_operations();
        Ok(vm.ctx.new_list(names.into_iter().map(|n| vm.ctx.new_str(n).into()).collect()).into())
    };
    contents.set_item("trace_operations", vm.new_function("trace_operations", trace_operations).into(), vm)?;

    let run = |argv: PyObjectRef, environment: PyObjectRef, vm: &VirtualMachine| -> PyResult {
        let argv: Vec<String> = argv.try_to_value(vm)?;
        let environment: Vec<String> = environment.try_to_value(vm)?;
        let (program, args) = argv.split_first().ok_or_else(|| vm.new_value_error("no program".to_string()))?;
        let mut command = Command::new(program);
        // What is set for the tests themselves is not meant for the program under test.
        command.args(args).env_remove("RPY_JIT").env_remove("PYPYLOG");
        command.envs(environment.iter().filter_map(|e| e.split_once('=')));
        let status = command.status().map_err(|e| format!("cannot run {program}: {e}"));
        Ok(outcome(vm, status.map(|s| vm.ctx.new_str(s.to_string()).into())))
    };
    contents.set_item("run", vm.new_function("run", run).into(), vm)?;

    let temporary_folder = move |vm: &VirtualMachine| -> PyResult {
        let folder = state.borrow_mut().new_folder().map_err(|e| vm.new_os_error(e.to_string()))?;
        Ok(vm.ctx.new_str(folder.display().to_string()).into())
    };
    contents.set_item("temporary_folder", vm.new_function("temporary_folder", temporary_folder).into(), vm)?;

    let module = vm.new_module("_rpython_testing", contents, None);
    let modules = vm.sys_module.as_object().get_attr("modules", vm)?;
    modules.set_item("_rpython_testing", module.into(), vm)
}

impl Embedded<'_> {
    fn inferred(&self, inferred: &Inferred) -> PyResult {
        let ctx = &self.vm.ctx;
        let mut exceptions = vec![];
        for (class, attributes) in &inferred.exceptions {
            let mut fields = vec![];
            for (name, t) in attributes {
                fields.push(ctx.new_tuple(vec![ctx.new_str(name.as_str()).into(), self.value_type(t)?]).into());
            }
            exceptions.push(ctx.new_tuple(vec![self.object(*class)?, ctx.new_tuple(fields).into()]).into());
        }
        Ok(ctx.new_tuple(vec![self.value_type(&inferred.result)?, ctx.new_tuple(exceptions).into()]).into())
    }

    fn value_type(&self, t: &ValueType) -> PyResult {
        let ctx = &self.vm.ctx;
        let mut all: Vec<PyObjectRef> = vec![];
        match t {
            ValueType::Made(word, parts) => {
                all.push(ctx.new_str(*word).into());
                for part in parts {
                    all.push(self.value_type(part)?);
                }
            }
            ValueType::Object(o) => all.extend([ctx.new_str("object").into(), self.object(*o)?]),
            ValueType::Opaque(text) => {
                all.extend([ctx.new_str("opaque").into(), ctx.new_str(text.as_str()).into()]);
            }
        }
        Ok(ctx.new_tuple(all).into())
    }
}
