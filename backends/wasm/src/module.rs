//! The module as a whole: declarations, functions, imports, the table of functions, `_start`.

use crate::externs::{External, external};
use crate::helpers::Helper;
use crate::values::val_type;
use crate::{data, func, stack};
use rpy_ir::hash::HashMap;
use rpy_ir::{DataId, ExternId, Graph, GraphId, Program, Role, Ty};
use rpy_layout::Layouts;
use walrus::ir::{LoadKind, MemArg, Value};
use walrus::{
    ConstExpr, ElementItems, ElementKind, FunctionBuilder, FunctionId, FunctionKind, GlobalId, MemoryId, Module,
    ModuleConfig, RefType, TableId, ValType,
};

/// The stack has no address in wasm. What stands for it counts down from here; no memory is meant.
const STACK_BASE: i32 = 1 << 30;

/// A module that is being made.
pub struct Unit<'p> {
    pub program: &'p Program,
    pub layouts: Layouts,
    pub module: Module,
    pub memory: MemoryId,
    pub table: TableId,
    /// How much of the stack is left: see [`crate::stack`].
    pub stack: GlobalId,
    pub graphs: HashMap<GraphId, FunctionId>,
    /// Where static objects begin.
    pub data: HashMap<DataId, u32>,
    pub data_end: u32,
    externs: HashMap<ExternId, FunctionId>,
    pub helpers: HashMap<Helper, FunctionId>,
    /// Functions by their index in the table, from 1 on.
    taken: Vec<FunctionId>,
    taken_index: HashMap<FunctionId, u32>,
}

impl Unit<'_> {
    /// The address that a pointer to a static object is.
    pub fn address(&self, d: DataId) -> u32 {
        self.data[&d] + self.layouts.header_of(self.program.data[d].ty)
    }

    /// The number that a pointer to a function is.
    pub fn table_index(&mut self, f: FunctionId) -> u32 {
        let taken = &mut self.taken;
        *self.taken_index.entry(f).or_insert_with(|| {
            taken.push(f);
            taken.len() as u32
        })
    }

    pub fn extern_func(&mut self, e: ExternId) -> Result<FunctionId, String> {
        if let Some(&f) = self.externs.get(&e) {
            return Ok(f);
        }
        let x = &self.program.externs[e];
        let Some(External::Import(module, name)) = external(x) else {
            return Err(format!("`{}` has no address", x.name));
        };
        let (params, results) = (val_types(x.args.iter().copied()), val_types([x.ret]));
        let ty = self.module.types.add(&params, &results);
        let (f, _) = self.module.add_import_func(module, name, ty);
        self.module.funcs.get_mut(f).name = Some(name.to_string());
        self.externs.insert(e, f);
        Ok(f)
    }
}

pub fn val_types(types: impl IntoIterator<Item = Ty>) -> Vec<ValType> {
    types.into_iter().filter_map(val_type).collect()
}

pub fn signature(g: &Graph) -> (Vec<ValType>, Vec<ValType>) {
    (val_types(g.params().iter().map(|&v| g.ty(v))), val_types([g.ret]))
}

pub fn compile(program: &Program) -> Result<Vec<u8>, String> {
    let mut config = ModuleConfig::new();
    config.generate_producers_section(false);
    let mut module = Module::with_config(config);
    module.name = Some(program.name.clone());
    let memory = module.memories.add_local(false, false, 1, None, None);
    let table = module.tables.add_local(false, 1, None, RefType::FUNCREF);
    let base = ConstExpr::Value(Value::I32(STACK_BASE));
    let stack = module.globals.add_local(ValType::I32, true, false, base);
    module.globals.get_mut(stack).name = Some("stack".to_string());
    let mut unit = Unit {
        program,
        layouts: Layouts::new(program),
        module,
        memory,
        table,
        stack,
        graphs: HashMap::default(),
        data: HashMap::default(),
        data_end: 0,
        externs: HashMap::default(),
        helpers: HashMap::default(),
        taken: vec![],
        taken_index: HashMap::default(),
    };
    let reach = program.reach();
    data::place(&mut unit, &reach.data)?;
    for &g in &reach.graphs {
        // Bodies come later: they refer to one another.
        let (params, results) = signature(&program.graphs[g]);
        let mut f = FunctionBuilder::new(&mut unit.module.types, &params, &results);
        f.name(program.graphs[g].name.clone());
        let id = f.finish(vec![], &mut unit.module.funcs);
        unit.graphs.insert(g, id);
    }
    let frames = stack::frames(program, &reach.graphs);
    for &g in &reach.graphs {
        let graph = &program.graphs[g];
        let body = func::translate(&mut unit, graph, frames.get(&g).copied());
        let body = body.map_err(|e| format!("{}: {e}", graph.name))?;
        unit.module.funcs.get_mut(unit.graphs[&g]).kind = FunctionKind::Local(body);
    }
    data::write(&mut unit, &reach.data)?;
    start(&mut unit)?;
    unit.module.exports.add("memory", memory);
    let pages = unit.data_end.div_ceil(1 << 16) as u64;
    unit.module.memories.get_mut(memory).initial = pages;
    let entries = unit.taken.len() as u64 + 1;
    let table = unit.module.tables.get_mut(table);
    (table.initial, table.maximum) = (entries, Some(entries));
    if !unit.taken.is_empty() {
        let offset = ConstExpr::Value(Value::I32(1));
        let kind = ElementKind::Active { table: unit.table, offset };
        let items = std::mem::take(&mut unit.taken);
        let segment = unit.module.elements.add(kind, ElementItems::Functions(items));
        unit.module.tables.get_mut(unit.table).elem_segments.insert(segment);
    }
    Ok(unit.module.emit_wasm())
}

/// What the host calls: the program's main with the arguments that the platform finds, then its end.
fn start(unit: &mut Unit) -> Result<(), String> {
    let program = unit.program;
    let Some(main) = program.role_graph(Role::Main) else { return Ok(()) };
    let role = |r: Role| program.role_graph(r).ok_or_else(|| format!("the platform has no {r:?}"));
    let (arguments, exit) = (unit.graphs[&role(Role::PlatformArguments)?], unit.graphs[&role(Role::PlatformExit)?]);
    let at = unit.module.locals.add(ValType::I32);
    let mut f = FunctionBuilder::new(&mut unit.module.types, &[], &[]);
    f.name("_start".to_string());
    let count = (LoadKind::I64 { atomic: false }, MemArg { align: 8, offset: 0 });
    f.func_body().call(arguments).local_tee(at).load(unit.memory, count.0, count.1);
    f.func_body().local_get(at).i32_const(8).binop(walrus::ir::BinaryOp::I32Add).call(unit.graphs[&main]);
    if val_type(program.graphs[main].ret).is_none() {
        f.func_body().unreachable();
    } else {
        f.func_body().call(exit);
    }
    let start = f.finish(vec![], &mut unit.module.funcs);
    unit.module.exports.add("_start", start);
    Ok(())
}
