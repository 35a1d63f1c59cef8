//! The object file as a whole: declarations, functions, data, `main`.

use crate::{data, func, parallel, place};
use cranelift_codegen::ir;
use cranelift_codegen::ir::{AbiParam, Signature, types};
use cranelift_codegen::isa::CallConv;
use cranelift_codegen::settings::{self, Configurable};
use cranelift_frontend::FunctionBuilderContext;
use cranelift_module::{FuncId, Linkage, Module, default_libcall_names};
use cranelift_object::{ObjectBuilder, ObjectModule};
use rpy_ir::hash::{HashMap, HashSet};
use rpy_ir::{DataId, ExternId, GraphId, Program, Role, Ty};
use rpy_layout::Layouts;

/// An object file that is being made.
pub struct Unit<'p> {
    pub program: &'p Program,
    pub layouts: Layouts,
    pub module: ObjectModule,
    pub graphs: HashMap<GraphId, FuncId>,
    pub data: HashMap<DataId, cranelift_module::DataId>,
    /// Graphs that are called through pointers.
    address_taken: HashSet<GraphId>,
    externs: HashMap<ExternId, FuncId>,
    libc: HashMap<&'static str, FuncId>,
}

/// The machine type of values; none for Void.
pub fn machine_type(ty: Ty) -> Option<ir::Type> {
    Some(match ty {
        Ty::Void | Ty::Obj => return None,
        Ty::Bool | Ty::Char => types::I8,
        Ty::UniChar => types::I32,
        Ty::Int(k) => match k.bits() {
            8 => types::I8,
            16 => types::I16,
            32 => types::I32,
            _ => types::I64,
        },
        Ty::Float => types::F64,
        Ty::SingleFloat => types::F32,
        Ty::Address | Ty::Ptr(_) => types::I64,
    })
}

/// The convention of calls between graphs.
pub const INTERNAL: CallConv = CallConv::Fast;
/// That of calls that should cost the caller nothing: the callee saves all registers. It has no result.
const COLD: CallConv = CallConv::PreserveAll;

impl Unit<'_> {
    pub fn signature(&self, conv: CallConv, args: &[Ty], ret: Ty) -> Signature {
        let mut s = Signature::new(conv);
        let c_abi = conv != INTERNAL && conv != COLD;
        let param = |t: Ty| {
            let machine = machine_type(t)?;
            let p = AbiParam::new(machine);
            Some(match t {
                // C callees expect narrow integers extended.
                Ty::Int(k) if c_abi && k.bits() < 32 && k.signed() => p.sext(),
                _ if c_abi && machine.is_int() && machine.bits() < 32 => p.uext(),
                _ => p,
            })
        };
        s.params.extend(args.iter().filter_map(|&t| param(t)));
        s.returns.extend(param(ret));
        s
    }

    pub fn graph_signature(&self, id: GraphId) -> Signature {
        let g = &self.program.graphs[id];
        let args: Vec<Ty> = g.params().iter().map(|&v| g.ty(v)).collect();
        // Whoever calls through a pointer knows one convention only.
        let cold = g.flags.cold && g.ret == Ty::Void && !self.address_taken.contains(&id);
        self.signature(if cold { COLD } else { INTERNAL }, &args, g.ret)
    }

    pub fn c_conv(&self) -> CallConv {
        self.module.isa().default_call_conv()
    }

    pub fn extern_func(&mut self, e: ExternId) -> Result<FuncId, String> {
        if let Some(&f) = self.externs.get(&e) {
            return Ok(f);
        }
        let x = self.program.externs[e].clone();
        let s = self.signature(self.c_conv(), &x.args, x.ret);
        let f = self.module.declare_function(&x.name, Linkage::Import, &s).map_err(|e| e.to_string())?;
        self.externs.insert(e, f);
        Ok(f)
    }

    /// A function of the C library that an operation needs: all take and give pointers and sizes.
    pub fn libc(&mut self, name: &'static str, args: usize, returns: bool) -> Result<FuncId, String> {
        if let Some(&f) = self.libc.get(name) {
            return Ok(f);
        }
        // The program may have declared the same function itself: then its signature is as wide.
        if let Some((e, _)) = self.program.externs.iter().find(|(_, x)| x.name == name) {
            return self.extern_func(e);
        }
        let mut s = Signature::new(self.c_conv());
        s.params.extend((0..args).map(|_| AbiParam::new(types::I64)));
        s.returns.extend(returns.then(|| AbiParam::new(types::I64)));
        let f = self.module.declare_function(name, Linkage::Import, &s).map_err(|e| e.to_string())?;
        self.libc.insert(name, f);
        Ok(f)
    }
}

pub fn compile(program: &Program, optimise: bool) -> Result<Vec<u8>, String> {
    let mut flags = settings::builder();
    let mut set = |name: &str, value: &str| flags.set(name, value).map_err(|e| e.to_string());
    set("opt_level", if optimise { "speed" } else { "none" })?;
    set("is_pic", "true")?;
    set("machine_code_cfg_info", "true")?;
    set("enable_verifier", "false")?;
    set("unwind_info", "false")?;
    set("enable_probestack", "false")?;
    let isa = cranelift_native::builder()?.finish(settings::Flags::new(flags)).map_err(|e| e.to_string())?;
    let builder =
        ObjectBuilder::new(isa.clone(), program.name.clone(), default_libcall_names()).map_err(|e| e.to_string())?;
    let reach = program.reach();
    let mut unit = Unit {
        program,
        layouts: Layouts::new(program),
        module: ObjectModule::new(builder),
        graphs: HashMap::default(),
        data: HashMap::default(),
        address_taken: reach.address_taken.clone(),
        externs: HashMap::default(),
        libc: HashMap::default(),
    };
    for &g in &reach.graphs {
        let graph = &program.graphs[g];
        let s = unit.graph_signature(g);
        let name = symbol(&graph.name, g);
        let f = unit.module.declare_function(&name, Linkage::Local, &s).map_err(|e| e.to_string())?;
        unit.graphs.insert(g, f);
    }
    for &d in &reach.data {
        data::declare(&mut unit, d)?;
    }
    let mut builder_context = FunctionBuilderContext::new();
    let compiled = parallel::compile(&*isa, |give| {
        for &g in &reach.graphs {
            let mut function = ir::Function::new();
            func::translate(&mut unit, g, &mut function, &mut builder_context)?;
            give(unit.graphs[&g], function);
        }
        main(&mut unit, &mut builder_context, give)
    })?;
    let name = |id| {
        let graph = reach.graphs.iter().find(|g| unit.graphs[g] == id);
        graph.map_or("main", |&g| program.graphs[g].name.as_str())
    };
    for (id, code) in compiled {
        let defined = code.and_then(|code| place::define(&mut unit.module, id, &code));
        defined.map_err(|e| format!("{}: {e}", name(id)))?;
    }
    for &d in &reach.data {
        data::define(&mut unit, d)?;
    }
    unit.module.finish().emit().map_err(|e| e.to_string())
}

/// A readable and unique symbol.
fn symbol(name: &str, g: GraphId) -> String {
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '.' }).collect();
    format!("rpy_{plain}.{}", g.0)
}

/// C's `main`, which calls the program's.
fn main(
    unit: &mut Unit,
    builder_context: &mut FunctionBuilderContext,
    give: &mut dyn FnMut(FuncId, ir::Function),
) -> Result<(), String> {
    let Some(main) = unit.program.role_graph(Role::Main) else { return Ok(()) };
    let conv = unit.c_conv();
    let mut s = Signature::new(conv);
    s.params.extend([AbiParam::new(types::I32), AbiParam::new(types::I64)]);
    s.returns.push(AbiParam::new(types::I32));
    let id = unit.module.declare_function("main", Linkage::Export, &s).map_err(|e| e.to_string())?;
    let mut function = ir::Function::new();
    function.signature = s;
    let callee = unit.module.declare_func_in_func(unit.graphs[&main], &mut function);
    let config = unit.module.isa().frontend_config();
    func::main_body(callee, &mut function, builder_context, config);
    give(id, function);
    Ok(())
}
