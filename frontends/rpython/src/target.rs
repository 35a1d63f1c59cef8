//! Loading a target, running it untranslated, and the library for other Pythons.

use crate::embed::{Embedded, SOURCES, Value};
use rpy_ir::source::SourceMap;
use rpy_ir::{Diag, ObjId, Span};
use std::path::Path;

/// A loaded target.
#[derive(Clone, Debug)]
pub struct Target {
    pub name: String,
    pub entry_point: ObjId,
    /// What C code may call, where the program becomes a library.
    pub exports: Vec<Exported>,
}

/// A function that is marked for C.
#[derive(Clone, Debug)]
pub struct Exported {
    pub name: String,
    pub function: ObjId,
    /// Low-level types.
    pub args: Vec<ObjId>,
}

/// Writes the `rpython` package into a folder, for `PYTHONPATH`.
pub fn write_library(dir: &Path) -> std::io::Result<()> {
    for (_, shown, text, _) in
        SOURCES.iter().filter(|(module, ..)| *module == "rpython" || module.starts_with("rpython."))
    {
        let path = dir.join(shown);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(path, text)?;
    }
    Ok(())
}

impl Embedded<'_> {
    /// Runs the target's module and its `target()` function.
    pub fn load_target(&mut self, path: &Path, sources: &mut SourceMap) -> Result<Target, Vec<Diag>> {
        let fail = |message: String, help: &str| Err(vec![Diag::new(message).help(help)]);
        let file = if path.is_dir() { path.join("target.py") } else { path.to_path_buf() };
        if !file.is_file() {
            let what = if path.is_dir() { "the folder has no target.py" } else { "there is no such file" };
            return fail(format!("{}: {what}", path.display()), "name a folder with target.py, or a Python file");
        }
        if let Err(e) = std::fs::read_to_string(&file) {
            return fail(format!("cannot read {}: {e}", file.display()), "a source file is UTF-8 text");
        }
        let name_of = if path.is_dir() { path.canonicalize().ok() } else { Some(file.clone()) };
        let name = name_of.and_then(|p| Some(p.file_stem()?.to_string_lossy().into_owned())).unwrap_or_default();
        let folder = file.parent().map(|p| p.canonicalize().unwrap_or_else(|_| p.to_path_buf())).unwrap_or_default();
        let shown = file.display().to_string();
        let args = vec![self.text(&shown), self.text(&folder.display().to_string()), self.text(&name)];
        let result = match self.ask("load_target", args) {
            Ok(v) => v,
            Err(e) => return fail(format!("{shown}: {e}"), "see the traceback"),
        };
        let parts = result.tuple();
        let start = |this: &mut Self, sources: &mut SourceMap| this.functions.line_span(&shown, 1, 1, sources);
        match parts[0].str() {
            "ok" => {
                let entry_point = parts[1].obj();
                let name = match &parts[2] {
                    Value::Str(s) => s.clone(),
                    _ => name,
                };
                self.check_entry_point(entry_point, sources)?;
                let exports = parts[3].tuple().iter().map(Value::tuple).map(|e| Exported {
                    name: e[0].str().to_string(),
                    function: e[1].obj(),
                    args: e[2].tuple().iter().map(Value::obj).collect(),
                });
                Ok(Target { name, entry_point, exports: exports.collect() })
            }
            "no target" => {
                let span = start(self, sources);
                Err(vec![Diag::at(format!("{shown} does not define `target`"), span, "in this file").help(
                    "add `def target(driver, args): return entry_point`, where entry_point takes the list of arguments",
                )])
            }
            "no function" => {
                let span = start(self, sources);
                let what = format!("`target` returned a {}, not a function", parts[1].str());
                Err(vec![
                    Diag::at(what, span, "in this file").help("return the entry point, a function of one argument"),
                ])
            }
            "syntax" => {
                let span = self.functions.line_span(parts[2].str(), parts[3].int(), parts[4].int(), sources);
                Err(vec![
                    Diag::at(format!("syntax error: {}", parts[1].str()), span, "here").help("correct the syntax"),
                ])
            }
            _ => {
                let span = self.functions.line_span(parts[3].str(), parts[4].int(), 1, sources);
                let mut d = Diag::new(format!("{} while the target loads", parts[1].str()));
                if !span.is_none() {
                    d = d.label(span, "raised here");
                }
                let help = if matches!(parts[1].str(), "ImportError" | "ModuleNotFoundError") {
                    "a target can import its own folder, `rpython`, and Python's standard library"
                } else {
                    "modules run once at translation time: correct the exception"
                };
                Err(vec![d.note(format!("Python's traceback:\n{}", parts[2].str().trim_end())).help(help)])
            }
        }
    }

    fn check_entry_point(&mut self, entry: ObjId, sources: &mut SourceMap) -> Result<(), Vec<Diag>> {
        let index = self.index(entry);
        let Ok(shape) = self.ask("shape", vec![index]) else { return Ok(()) };
        let parts = shape.tuple();
        let count = parts.get(3).map_or(0, |n| n.tuple().len());
        let required = count - parts.get(4).map_or(0, |d| d.tuple().len()).min(count);
        if required <= 1 && (count >= 1 || parts.get(5) == Some(&Value::None)) && count > 0 {
            return Ok(());
        }
        let span: Span = self.functions.line_span(parts[9].str(), parts[10].int(), 1, sources);
        let name = parts[1].str();
        Err(vec![
            Diag::at(format!("the entry point `{name}` takes {count} arguments"), span, "defined here")
                .help(format!("write `def {name}(argv)`: it gets the list of arguments and returns the exit status")),
        ])
    }

    /// Runs the entry point as Python; the exit status.
    pub fn run_untranslated(&mut self, target: &Target, argv: &[String]) -> i32 {
        let list: Vec<_> = argv.iter().map(|a| self.text(a)).collect();
        let list = self.vm.ctx.new_list(list).into();
        let args = vec![self.index(target.entry_point), list];
        match self.ask("run_target", args) {
            Ok(v) => v.int() as i32,
            Err(e) => {
                eprintln!("{e}");
                1
            }
        }
    }
}
