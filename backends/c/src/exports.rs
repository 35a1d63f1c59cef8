//! What C code calls of a program that is a library: functions with the names that it asks for, and their header.

use crate::files::SourceFile;
use crate::unit::Unit;
use rpy_ir::{GraphId, Role};
use std::fmt::Write;

/// The header of a library.
pub const HEADER: &str = "exports.h";

/// Adds the header and the functions, if there are any.
pub fn write(unit: &Unit, files: &mut Vec<SourceFile>) {
    let program = unit.program;
    if program.exports.is_empty() {
        return;
    }
    let guard = format!("RPY_{}_H", crate::names::identifier(&program.name).to_uppercase());
    let mut header = format!(
        "/* What the library {} exports. */\n#ifndef {guard}\n#define {guard}\n\n\
         #include <stdbool.h>\n#include <stdint.h>\n\n#ifdef __cplusplus\nextern \"C\" {{\n#endif\n\n",
        program.name
    );
    let mut text = format!("#include \"program.h\"\n#include \"{HEADER}\"\n\n");
    let startup = program.role_graph(Role::Startup).map(|g| ("rpython_startup_code", g));
    for (name, graph) in startup.into_iter().chain(program.exports.iter().map(|e| (e.name.as_str(), e.graph))) {
        let (declaration, arguments) = head(unit, name, graph);
        if startup.is_some_and(|(s, _)| s == name) {
            header.push_str("/* To be called once, before all others. */\n");
        }
        let _ = writeln!(header, "{declaration};");
        let give = if unit.value_type(program.graphs[graph].ret).is_some() { "return " } else { "" };
        let _ = writeln!(text, "EXPORTED {declaration}\n{{\n    {give}{}({arguments});\n}}\n", unit.graph(graph));
    }
    header.push_str("\n#ifdef __cplusplus\n}\n#endif\n#endif\n");
    files.push(SourceFile { name: HEADER.to_string(), text: header });
    files.push(SourceFile { name: "exports.c".to_string(), text });
}

/// The head of an exported function, and the arguments that it passes on.
fn head(unit: &Unit, name: &str, graph: GraphId) -> (String, String) {
    let g = &unit.program.graphs[graph];
    let types = g.params().iter().map(|&p| g.ty(p)).filter(|&t| unit.value_type(t).is_some());
    let arguments: Vec<String> = (0..types.clone().count()).map(|i| format!("arg{i}")).collect();
    let params: Vec<String> = types.zip(&arguments).map(|(t, a)| unit.declaration(t, a)).collect();
    let params = if params.is_empty() { "void".to_string() } else { params.join(", ") };
    let declaration = match unit.value_type(g.ret) {
        Some(_) => unit.declaration(g.ret, &format!("{name}({params})")),
        None => format!("void {name}({params})"),
    };
    (declaration, arguments.join(", "))
}
