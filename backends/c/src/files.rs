//! The files of a program: a header for all, one C file for each module of the source, static data, a Makefile.

use crate::text::Printer;
use crate::unit::Unit;
use crate::{data, func, libc, types};
use rpy_ir::data::Items;
use rpy_ir::hash::{HashMap, HashSet};
use rpy_ir::{Const, DataId, FileId, GraphId, Operand, Program, Role};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

/// A file with so many lines is split.
const LONGEST: usize = 6000;

/// A file of the folder that is written.
pub struct SourceFile {
    pub name: String,
    pub text: String,
}

/// A C file that is to be: its functions.
struct Module {
    name: String,
    graphs: Vec<GraphId>,
}

/// The files of a program, without a Makefile.
pub fn sources(program: &Program) -> Result<Vec<SourceFile>, String> {
    let unit = Unit::new(program);
    let modules = modules(&unit);
    let references = References::new(&unit, &modules);
    let paths: HashMap<FileId, String> = program.sources.files.iter().map(|(id, f)| (id, shown(&f.path))).collect();
    let mut files = vec![
        SourceFile { name: "prelude.h".to_string(), text: include_str!("prelude.h").to_string() },
        SourceFile { name: "program.h".to_string(), text: header(&unit, &references) },
    ];
    for m in &modules {
        module(&unit, m, &references, &paths, &mut files)?;
    }
    static_data(&unit, &mut files)?;
    crate::exports::write(&unit, &mut files);
    Ok(files)
}

/// A path for `#line`: absolute, so that a debugger finds the file from everywhere, if there is such a file.
fn shown(path: &str) -> String {
    let absolute = Path::new(path).canonicalize().map_or(path.to_string(), |p| p.to_string_lossy().into_owned());
    absolute.replace('\\', "\\\\").replace('"', "\\\"")
}

/// Functions by the file that they come from.
fn modules(unit: &Unit) -> Vec<Module> {
    let program = unit.program;
    let mut by_path: BTreeMap<&str, Vec<GraphId>> = BTreeMap::new();
    for &g in &unit.graphs {
        by_path.entry(program.sources.path(program.graphs[g].span).unwrap_or("start")).or_default().push(g);
    }
    let mut names = crate::names::Names::default();
    for reserved in ["static_data", "program", "prelude", "exports"] {
        names.unique(reserved.to_string());
    }
    let module = |(path, graphs): (&str, Vec<GraphId>)| {
        let stem = Path::new(path).file_stem().map_or("module".into(), |s| s.to_string_lossy());
        Module { name: names.unique(crate::names::identifier(&stem)), graphs }
    };
    by_path.into_iter().map(module).collect()
}

/// Which functions are used where.
struct References {
    /// Functions that only their own file uses.
    inner: HashSet<GraphId>,
    externs: BTreeSet<rpy_ir::ExternId>,
}

impl References {
    fn new(unit: &Unit, modules: &[Module]) -> References {
        let mut file: HashMap<GraphId, usize> = HashMap::default();
        for (i, m) in modules.iter().enumerate() {
            file.extend(m.graphs.iter().map(|&g| (g, i)));
        }
        let mut users: HashMap<GraphId, HashSet<Option<usize>>> = HashMap::default();
        let mut externs = BTreeSet::new();
        let mut seen = |c: &Const, by: Option<GraphId>| match c {
            // A function that only itself calls is for others, whom C does not see.
            Const::Graph(g) if by == Some(*g) => {}
            Const::Graph(g) => {
                users.entry(*g).or_default().insert(by.map(|b| file[&b]));
            }
            Const::Extern(e) => {
                externs.insert(*e);
            }
            _ => {}
        };
        for &g in &unit.graphs {
            let graph = &unit.program.graphs[g];
            for b in graph.reverse_postorder() {
                let block = &graph.blocks[b];
                let args = block.ops.iter().flat_map(|op| &op.args).filter_map(Operand::konst);
                args.for_each(|c| seen(c, Some(g)));
                block.exit.for_each_operand(|o| o.konst().into_iter().for_each(|c| seen(c, Some(g))));
            }
        }
        for &d in &unit.data {
            let image = &unit.program.data[d].image;
            image.fields.iter().for_each(|(_, c)| seen(c, None));
            match &image.items {
                Items::Values(v) => v.iter().for_each(|c| seen(c, None)),
                Items::Structs(v) => v.iter().flatten().for_each(|(_, c)| seen(c, None)),
                Items::None | Items::Bytes(_) | Items::Zero(_) => {}
            }
        }
        // C's main and the exports are in other files.
        let roles = [Role::Main, Role::Startup].into_iter().filter_map(|r| unit.program.role_graph(r));
        for g in roles.chain(unit.program.exports.iter().map(|e| e.graph)) {
            seen(&Const::Graph(g), None);
        }
        let inner = |g: &GraphId| users.get(g).is_some_and(|by| by.len() == 1 && by.contains(&Some(file[g])));
        References { inner: unit.graphs.iter().copied().filter(inner).collect(), externs }
    }
}

fn header(unit: &Unit, references: &References) -> String {
    let program = unit.program;
    let mut out =
        format!("/* {}: types, functions and data. */\n#ifndef RPY_PROGRAM_H\n#define RPY_PROGRAM_H\n\n", program.name);
    out.push_str("#include \"prelude.h\"\n");
    let externs = || references.externs.iter().map(|&e| &program.externs[e]);
    let includes: BTreeSet<&str> = externs().filter_map(|e| libc::header(&e.name)).collect();
    for h in includes {
        let _ = writeln!(out, "#include <{h}>");
    }
    out.push('\n');
    out.push_str(&types::declarations(unit));
    for e in externs().filter(|e| libc::header(&e.name).is_none()) {
        let ret = unit.value_type(e.ret).unwrap_or("void".to_string());
        let _ = writeln!(out, "extern {ret} {}({});", e.name, types::parameters(unit, &e.args));
    }
    out.push_str("\n/* Functions. */\n");
    for &g in unit.graphs.iter().filter(|g| !references.inner.contains(g)) {
        let _ = writeln!(out, "{};", func::signature(unit, g, false));
    }
    out.push_str("\n/* Static objects. */\n");
    out.push_str(&types::statics(unit));
    for &d in &unit.data {
        let _ = writeln!(out, "{}", data::declaration(unit, d));
    }
    out.push_str("\n#endif\n");
    out
}

fn module(
    unit: &Unit,
    m: &Module,
    references: &References,
    paths: &HashMap<FileId, String>,
    files: &mut Vec<SourceFile>,
) -> Result<(), String> {
    let inner: Vec<GraphId> = m.graphs.iter().copied().filter(|g| references.inner.contains(g)).collect();
    let mut printer = Printer::new(&unit.program.sources, paths);
    for &g in &m.graphs {
        func::define(unit, g, inner.contains(&g), &mut printer)?;
    }
    let mut text = "#include \"program.h\"\n\n".to_string();
    for &g in &inner {
        let _ = writeln!(text, "{};", func::signature(unit, g, true));
    }
    if !inner.is_empty() {
        text.push('\n');
    }
    text.push_str(&printer.out);
    let main = unit.program.role_graph(Role::Main).filter(|g| m.graphs.contains(g) && unit.program.exports.is_empty());
    if let Some(main) = main {
        let _ = writeln!(text, "int main(int argc, char **argv)\n{{");
        let _ = writeln!(text, "    return (int){}(argc, argv);\n}}", unit.graph(main));
    }
    files.push(SourceFile { name: format!("{}.c", m.name), text });
    Ok(())
}

fn static_data(unit: &Unit, files: &mut Vec<SourceFile>) -> Result<(), String> {
    let mut all: Vec<DataId> = unit.data.clone();
    all.sort();
    let start = || "#include \"program.h\"\n\n".to_string();
    let (mut text, mut lines, mut count) = (start(), 0, 1);
    let mut finish = |text: String, count: u32| {
        let name = if count == 1 { "static_data.c".to_string() } else { format!("static_data_{count}.c") };
        files.push(SourceFile { name, text });
    };
    for d in all {
        let definition = data::definition(unit, d)?;
        lines += 1 + definition.matches('\n').count();
        text.push_str(&definition);
        text.push('\n');
        if lines > LONGEST {
            finish(std::mem::replace(&mut text, start()), count);
            (lines, count) = (0, count + 1);
        }
    }
    finish(text, count);
    Ok(())
}
