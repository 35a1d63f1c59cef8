//! Embeds the Python sources that the translator carries: the `rpython` package, support code, collectors and platforms.

use std::fmt::Write;
use std::path::Path;

fn main() {
    let root = std::env::var("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR");
    let root = Path::new(&root);
    let mut out = String::from("pub const SOURCES: &[(&str, &str, &str, bool)] = &[\n");
    walk(&root.join("lib/rpython"), "rpython", "rpython", &mut out);
    walk(&root.join("../../runtime/support"), "rpython_support", "runtime/support", &mut out);
    walk(&root.join("../../runtime/gc"), "rpython_gc", "runtime/gc", &mut out);
    walk(&root.join("../../runtime/wasi"), "rpython_wasi", "runtime/wasi", &mut out);
    out += "];\n";
    let dir = std::env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    std::fs::write(Path::new(&dir).join("sources.rs"), out).expect("OUT_DIR can be written");
}

/// One entry for each module: name, path as shown to users, text, whether it is a package.
fn walk(dir: &Path, module: &str, shown: &str, out: &mut String) {
    println!("cargo::rerun-if-changed={}", dir.display());
    let init = dir.join("__init__.py");
    if init.exists() {
        entry(&init, module, &format!("{shown}/__init__.py"), true, out);
    } else {
        let _ = writeln!(out, "    ({module:?}, {:?}, \"\", true),", format!("{shown}/__init__.py"));
    }
    let Ok(entries) = std::fs::read_dir(dir) else { return };
    let mut paths: Vec<_> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() && name != "tests" && name != "__pycache__" {
            walk(&path, &format!("{module}.{name}"), &format!("{shown}/{name}"), out);
        } else if let Some(stem) = name.strip_suffix(".py")
            && stem != "__init__"
        {
            entry(&path, &format!("{module}.{stem}"), &format!("{shown}/{name}"), false, out);
        }
    }
}

fn entry(path: &Path, module: &str, shown: &str, package: bool, out: &mut String) {
    println!("cargo::rerun-if-changed={}", path.display());
    let full = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let _ = writeln!(out, "    ({module:?}, {shown:?}, include_str!({:?}), {package}),", full.display().to_string());
}
