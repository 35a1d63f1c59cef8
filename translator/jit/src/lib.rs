//! The codewriter: typed graphs become jitcode for the tracing interpreter, and the portals enter it.
//!
//! Runs between optimise and exceptions, where calls still raise by themselves. What comes out is static data of the program
//! (see [`tables`]) and changed native graphs: at `can_enter_jit` they ask the runtime whether it goes on. The phase knows no target,
//! no collector and no backend: sizes are layout constants, functions are found by roles.

mod assembler;
mod descrs;
mod effects;
mod flatten;
mod kinds;
mod parameters;
mod policy;
mod portal;
mod regalloc;
mod select;
mod tables;
mod text;
mod virtual_refs;
mod virtualizable;
mod watched;
mod ways;

use rpy_ir::{Const, Diag, GraphId, Op, Program};
use rpy_trace::DescrId;
use rpy_trace::image::{Driver, Image, VirtualRef};
use rpy_trace::jitcode::{self, JitCode};

/// The jitcode of a program, for dumps.
pub use text::listing;

/// Runs the phase on a program with merge points; leaves others alone.
pub fn run(program: &mut Program) -> Result<Option<Image>, Vec<Diag>> {
    parameters::lower(program);
    let portals = portal::find(program)?;
    if portals.is_empty() {
        portal::strip_markers(program);
        return Ok(None);
    }
    let targets = rpy_ir::indirect::Targets::new(program);
    let virtualizables = virtualizable::Virtualizables::new(program, &portals)?;
    let effects = effects::Effects::new(program, &targets, &virtualizables);
    let mut writer = Writer {
        tables: tables::Tables::default(),
        descrs: descrs::DescrTable::default(),
        targets,
        effects,
        jitcodes: vec![],
        numbers: Default::default(),
        portals: portals.iter().map(|p| (p.id, p.driver)).collect(),
        work: vec![],
        places: vec![],
        special: Default::default(),
        virtual_ref: None,
        virtualizables,
    };
    let (layouts, special) = writer.virtualizables.describe(program, &mut writer.descrs, &mut writer.tables);
    writer.special = special;
    let mut drivers = vec![];
    for p in &portals {
        let index = writer.jitcodes.len() as u32;
        writer.jitcodes.push(JitCode::default());
        let code = writer.jitcode(program, &p.graph, index, Some(p.driver));
        writer.jitcodes[index as usize] = JitCode { portal_of: Some(p.driver), ..code };
        let virtualizable = writer.virtualizables.of_driver(p.driver);
        drivers.push(Driver { virtualizable, ..p.describe(program, index, &mut writer) });
    }
    while let Some((id, index)) = writer.work.pop() {
        let g = program.graphs[id].clone();
        let function = writer.tables.address(Const::Graph(id));
        let code = writer.jitcode(program, &g, index, None);
        writer.jitcodes[index as usize] = JitCode { function: Some(function), ..code };
    }
    writer.locate(program);
    let string = program.types.by_name("rpy_string").map(|t| writer.descrs.array(program, &mut writer.tables, t));
    writer.descrs.finish(&writer.effects);
    let image = Image {
        jitcodes: writer.jitcodes,
        descrs: writer.descrs.all,
        drivers,
        string,
        virtualizables: layouts,
        virtual_ref: writer.virtual_ref,
    };
    let tables = writer.tables;
    let table = tables.data(program, &image);
    writer.virtualizables.test_tokens(program);
    for p in &portals {
        portal::enter(program, p, table);
    }
    watched::lower(program);
    virtual_refs::lower(program);
    portal::strip_markers(program);
    Ok(Some(image))
}

/// All jitcode that is being made.
struct Writer {
    tables: tables::Tables,
    descrs: descrs::DescrTable,
    targets: rpy_ir::indirect::Targets,
    effects: effects::Effects,
    jitcodes: Vec<JitCode>,
    /// Graphs that are looked into, by the index of their jitcode.
    numbers: rpy_ir::hash::HashMap<GraphId, u32>,
    /// The portals, by the index of their driver.
    portals: rpy_ir::hash::HashMap<GraphId, u32>,
    work: Vec<(GraphId, u32)>,
    places: Vec<Places>,
    /// Operations with these descrs may become guards: execution may begin again there.
    special: rpy_ir::hash::HashSet<DescrId>,
    virtual_ref: Option<VirtualRef>,
    virtualizables: virtualizable::Virtualizables,
}

/// What the [`JitCode::places`] of a function will be: they need static data, which is made last.
struct Places {
    /// Of its jitcode.
    index: u32,
    function: String,
    support: bool,
    /// Each with the position behind its instruction.
    all: Vec<(u32, flatten::Place)>,
}

impl Writer {
    /// The index of a graph's jitcode, which is written now or later; None if calls of it stay calls.
    fn number(&mut self, program: &Program, id: GraphId) -> Option<u32> {
        if let Some(&n) = self.numbers.get(&id) {
            return Some(n);
        }
        if !policy::look_inside(program, id) {
            return None;
        }
        let n = self.jitcodes.len() as u32;
        self.jitcodes.push(JitCode::default());
        self.numbers.insert(id, n);
        self.work.push((id, n));
        Some(n)
    }

    fn jitcode(&mut self, program: &Program, g: &rpy_ir::Graph, index: u32, driver: Option<u32>) -> JitCode {
        let code = flatten::flatten(self, program, g, driver);
        let (code, all) = assembler::assemble(code, g, &self.special);
        self.places.push(Places { index, function: g.name.clone(), support: g.flags.support, all });
        code
    }

    /// Gives the places of all jitcode their static data.
    fn locate(&mut self, program: &mut Program) {
        let mut locations = rpy_ir::traceback::Locations::new(program);
        let mut known = rpy_ir::hash::HashMap::default();
        for p in std::mem::take(&mut self.places) {
            let code = &mut self.jitcodes[p.index as usize];
            for (behind, place) in p.all {
                let entry = locations.entry(program, &p.function, p.support, place.begins, place.span);
                let Some(data) = entry else { continue };
                let location = match data {
                    Some(d) => *known.entry(d).or_insert_with(|| self.tables.new_address(Const::DataAddress(d))),
                    None => jitcode::NULL,
                };
                code.places.push(jitcode::Place { behind, begins: place.begins, location });
            }
        }
    }
}

/// Whether an operation is a marker of this kind.
fn marker(op: &rpy_ir::Operation, kind: &str) -> bool {
    op.op == Op::JitMarker && matches!(op.args.first().and_then(|a| a.konst()), Some(Const::Name(n)) if n == kind)
}
