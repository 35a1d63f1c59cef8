//! `translate inspect`: what is in an IR dump, a log of the JIT or a translated binary.

use crate::jitlog;
use goblin::Object;
use goblin::elf::Elf;
use rpy_ir::source::SourceMap;
use std::path::Path;

/// The report as text.
pub fn inspect(path: &Path) -> Result<String, String> {
    let bytes = std::fs::read(path).map_err(|e| format!("cannot read {}: {e}", path.display()))?;
    match Object::parse(&bytes) {
        Ok(Object::Elf(elf)) => Ok(describe_elf(&elf, bytes.len())),
        Ok(Object::Unknown(_)) | Err(_) => match std::str::from_utf8(&bytes) {
            Ok(text) if jitlog::is_log(text) => describe_log(path, text),
            Ok(text) => describe_dump(path, text),
            Err(_) => Err(format!("{} is neither an IR dump, a log nor an object file", path.display())),
        },
        Ok(_) => Err(format!("{}: only ELF files can be inspected", path.display())),
    }
}

fn describe_elf(elf: &Elf, size: usize) -> String {
    let kind = match elf.header.e_type {
        goblin::elf::header::ET_REL => "object file",
        goblin::elf::header::ET_DYN => "position-independent executable",
        _ => "executable",
    };
    let mut out = format!("{kind}, {} bytes, {}\n", size, goblin::elf::header::machine_to_str(elf.header.e_machine));
    out += "\nsections\n";
    for s in elf.section_headers.iter().filter(|s| s.sh_size > 0) {
        let name = elf.shdr_strtab.get_at(s.sh_name).unwrap_or("");
        if s.is_alloc() {
            out += &format!("  {name:<20} {:>10} bytes\n", s.sh_size);
        }
    }
    if !elf.libraries.is_empty() {
        out += &format!("\nlibraries: {}\n", elf.libraries.join(", "));
    }
    let mut functions: Vec<(u64, &str)> = elf
        .syms
        .iter()
        .filter(|s| s.is_function() && s.st_size > 0)
        .filter_map(|s| Some((s.st_size, elf.strtab.get_at(s.st_name)?)))
        .collect();
    functions.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    let code: u64 = functions.iter().map(|f| f.0).sum();
    out += &format!("\nfunctions: {}, {code} bytes\n", functions.len());
    for (size, name) in functions.iter().take(40) {
        out += &format!("  {size:>8}  {name}\n");
    }
    if functions.len() > 40 {
        out += &format!("  ... {} more\n", functions.len() - 40);
    }
    let mut imports: Vec<&str> =
        elf.dynsyms.iter().filter(|s| s.is_import()).filter_map(|s| elf.dynstrtab.get_at(s.st_name)).collect();
    imports.sort_unstable();
    imports.dedup();
    if !imports.is_empty() {
        out += &format!("\nimports: {}\n", imports.join(", "));
    }
    out
}

fn describe_log(path: &Path, text: &str) -> Result<String, String> {
    let log = jitlog::read(text).map_err(|(line, what)| format!("{}:{line}: {what}", path.display()))?;
    Ok(jitlog::report(&log))
}

fn describe_dump(path: &Path, text: &str) -> Result<String, String> {
    let shown = path.display().to_string();
    let program = rpy_flowtext::read(text).map_err(|diags| {
        let mut sources = SourceMap::default();
        sources.add(&shown, text);
        diags.iter().map(|d| crate::report::render(d, &sources, false)).collect::<Vec<_>>().join("\n")
    })?;
    let mut out = format!("IR dump of `{}` after {}\n", program.name, program.phase);
    out += &format!("{}\n\ngraphs by size (blocks, operations)\n", crate::progress::counts(&program));
    let mut graphs: Vec<(usize, usize, &str)> = program
        .graphs
        .values()
        .map(|g| (g.blocks.values().map(|b| b.ops.len()).sum(), g.blocks.len(), g.name.as_str()))
        .collect();
    graphs.sort_by(|a, b| b.0.cmp(&a.0).then(a.2.cmp(b.2)));
    for (ops, blocks, name) in graphs {
        out += &format!("  {blocks:>6} {ops:>8}  {name}\n");
    }
    Ok(out)
}
