//! Structs and function types, and the proof that C lays them out as the layout does.
//!
//! A struct has the fields of its parents before its own, without a struct inside: the layout puts a field into a parent's
//! padding. A field is always accessed through the struct that declares it, so that a C compiler that tells types apart sees
//! one access path for each field. Sizes and offsets are written as numbers, since static data (the collector's table of
//! types, the JIT's tables) has them as numbers in any case; assertions hold them against C's.

use crate::unit::Unit;
use rpy_ir::hash::HashSet;
use rpy_ir::{Item, Ty, TypeDef, TypeId};
use std::fmt::Write;

/// Declarations of all types, in an order that C can read.
pub fn declarations(unit: &Unit) -> String {
    let types = &unit.program.types;
    let mut out = String::new();
    let _ = writeln!(out, "/* The word before each object of the collector: its type's number, flags above. */");
    let _ = writeln!(out, "#define GC_HEADER {}\n", unit.program.gc_header.size);
    for id in types.defs.keys().filter(|&t| !types.is_func(t)) {
        let _ = writeln!(out, "struct {};", unit.type_name(id));
    }
    out.push('\n');
    let mut done = HashSet::default();
    for id in types.defs.keys().filter(|&t| types.is_func(t)) {
        function_type(unit, id, &mut done, &mut out);
    }
    out.push('\n');
    let mut done = HashSet::default();
    for id in types.defs.keys().filter(|&t| !types.is_func(t)) {
        structure(unit, id, &mut done, &mut out);
    }
    out
}

fn function_type(unit: &Unit, id: TypeId, done: &mut HashSet<TypeId>, out: &mut String) {
    let TypeDef::Func { args, ret } = &unit.program.types.defs[id] else { return };
    if !done.insert(id) {
        return;
    }
    for ty in args.iter().chain([ret]) {
        if let Ty::Ptr(t) = ty {
            function_type(unit, *t, done, out);
        }
    }
    let ret = unit.value_type(*ret).unwrap_or("void".to_string());
    let _ = writeln!(out, "typedef {ret} (*{})({});", unit.type_name(id), parameters(unit, args));
}

/// The types of parameters.
pub fn parameters(unit: &Unit, args: &[Ty]) -> String {
    let args: Vec<String> = args.iter().filter_map(|&t| unit.value_type(t)).collect();
    if args.is_empty() { "void".to_string() } else { args.join(", ") }
}

/// The fields of a struct with its parents', one on each line, without a tail.
fn fields(unit: &Unit, id: TypeId) -> Vec<String> {
    let types = &unit.program.types;
    let valued = types.all_fields(id).into_iter().filter(|&f| unit.value_type(types.field(f).ty).is_some());
    valued.map(|f| format!("    {};", unit.declaration(types.field(f).ty, unit.field(f)))).collect()
}

/// The declaration of the items, `count` of them or as many as there are.
fn items(unit: &Unit, id: TypeId, count: &str) -> Option<String> {
    let name = unit.items_field(id);
    let declared = match unit.program.types.tail(id)? {
        Item::Value(ty) => {
            unit.value_type(ty)?;
            unit.declaration(ty, name)
        }
        Item::Inline(t) => format!("struct {} {name}", unit.type_name(t)),
    };
    Some(format!("    {declared}[{count}];"))
}

fn structure(unit: &Unit, id: TypeId, done: &mut HashSet<TypeId>, out: &mut String) {
    if !done.insert(id) {
        return;
    }
    let types = &unit.program.types;
    let tail = types.tail(id);
    if let Some(Item::Inline(t)) = tail {
        structure(unit, t, done, out);
    }
    let name = unit.type_name(id);
    let mut lines = fields(unit, id);
    if tail.is_some() {
        lines.push(format!("    int64_t {};", unit.length_field(id)));
        lines.extend(items(unit, id, ""));
    }
    let empty = lines.is_empty();
    if empty {
        // C has no struct without fields.
        lines.push("    char nothing;".to_string());
    }
    let _ = writeln!(out, "struct {name} {{\n{}\n}};", lines.join("\n"));
    assertions(unit, id, empty, out);
    out.push('\n');
}

fn assertions(unit: &Unit, id: TypeId, empty: bool, out: &mut String) {
    let types = &unit.program.types;
    let layout = unit.layouts.of(id);
    let name = unit.type_name(id);
    let mut is = |what: String, n: u32| {
        let _ = writeln!(out, "_Static_assert({what} == {n}, \"layout\");");
    };
    let own = types.all_fields(id).into_iter().filter(|f| f.of == id && unit.value_type(types.field(*f).ty).is_some());
    for f in own {
        is(format!("offsetof(struct {name}, {})", unit.field(f)), unit.layouts.offset(f));
    }
    match types.tail(id) {
        Some(_) => {
            is(format!("offsetof(struct {name}, {})", unit.length_field(id)), layout.length_offset);
            if items(unit, id, "").is_some() {
                is(format!("offsetof(struct {name}, {})", unit.items_field(id)), layout.items_offset);
                is(format!("sizeof(((struct {name} *)0)->{}[0])", unit.items_field(id)), layout.item_size);
            }
        }
        None if !empty => is(format!("sizeof(struct {name})"), layout.fixed),
        None => {}
    }
}

/// The types of static objects: with a header where the collector has one, and with as many items as the object has. C cannot
/// define an object whose type leaves the number open; without a header a union says that it is one of that type as well.
pub fn statics(unit: &Unit) -> String {
    let types = &unit.program.types;
    let mut out = String::new();
    let words = unit.program.gc_header.size / 8;
    let mut fixed: Vec<TypeId> = unit.data.iter().map(|&d| unit.program.data[d].ty).collect();
    fixed.sort();
    fixed.dedup();
    for t in fixed.into_iter().filter(|&t| types.tail(t).is_none() && unit.layouts.header_of(t) != 0) {
        let (name, tag) = (unit.type_name(t), unit.static_type(t, 0));
        let _ = writeln!(out, "{tag} {{ uint64_t header[{words}]; struct {name} object; }};");
    }
    for &(t, count) in &unit.static_sizes {
        let header = unit.layouts.header_of(t) != 0;
        let mut lines = vec![];
        if header {
            lines.push(format!("    uint64_t header[{words}];"));
        }
        lines.extend(fields(unit, t));
        lines.push(format!("    int64_t {};", unit.length_field(t)));
        if count > 0 {
            lines.extend(items(unit, t, &count.to_string()));
        }
        let (tag, lines) = (unit.static_type(t, count), lines.join("\n"));
        let _ = match header {
            true => writeln!(out, "{tag} {{\n{lines}\n}};"),
            false => writeln!(out, "{tag} {{ struct {} object; struct {{\n{lines}\n}} data; }};", unit.type_name(t)),
        };
    }
    out
}
