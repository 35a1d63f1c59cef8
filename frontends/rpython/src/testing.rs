//! Running test files on the embedded Python: functions `test_*`, and the methods `test_*` of classes `Test*`.
//!
//! What `rpython.testing` does with a test's functions is not known here, beyond their printed graphs.

use crate::asserts;
use crate::embed::Embedded;
use std::path::{Path, PathBuf};

/// The test files of a folder and the folders in it (`test_*.py` and `*_test.py`), sorted; a file is its own list.
pub fn test_files(path: &Path) -> std::io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let mut found = vec![];
    let mut folders = vec![path.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.file_type()?.is_dir() {
                if !name.starts_with('.') && name != "__pycache__" {
                    folders.push(entry.path());
                }
            } else if let Some(stem) = name.strip_suffix(".py")
                && (stem.starts_with("test_") || stem.ends_with("_test"))
            {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found)
}

impl Embedded<'_> {
    /// Runs the tests of a file in the order of their definition, those whose name (`test_f`, `TestC::test_m`) contains
    /// `only`. Each is reported, a failed one with Python's traceback. A file that does not load is reported as one
    /// failed test with the file's name.
    pub fn run_test_file(&mut self, path: &Path, only: Option<&str>, report: &mut dyn FnMut(&str, Result<(), String>)) {
        let shown = path.display().to_string();
        let folder = path.parent().map(|p| p.canonicalize().unwrap_or_else(|_| p.to_path_buf())).unwrap_or_default();
        let stem = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        let code = std::fs::read_to_string(path).ok().and_then(|text| asserts::compile(self.vm, &shown, &text));
        let code = code.unwrap_or_else(|| self.vm.ctx.none());
        let args = vec![self.text(&shown), self.text(&folder.display().to_string()), self.text(&stem), code];
        let loaded = match self.ask("load_tests", args) {
            Ok(v) => v,
            Err(e) => return report(&shown, Err(e)),
        };
        let (tests, failure) = match loaded.tuple() {
            [tests, failure] => (tests.tuple(), failure.str()),
            _ => (&[][..], "the file does not load"),
        };
        if !failure.is_empty() {
            return report(&shown, Err(failure.to_string()));
        }
        for test in tests {
            let [name, index] = test.tuple() else { continue };
            if only.is_some_and(|o| !name.str().contains(o)) {
                continue;
            }
            if let Some(u) = &self.under_test {
                // Of the file's own statements, or of what ran before.
                u.borrow_mut().graphs.clear();
            }
            let args = vec![self.index(index.obj())];
            let result = match self.ask("run_test", args) {
                Ok(failure) if failure.str().is_empty() => Ok(()),
                Ok(failure) => Err(failure.str().to_string()),
                Err(e) => Err(e),
            };
            let graphs = self.under_test.as_ref().map(|u| std::mem::take(&mut u.borrow_mut().graphs));
            report(name.str(), result.map_err(|e| with_graphs(e, &graphs.unwrap_or_default())));
        }
        if let Some(u) = &self.under_test {
            u.borrow_mut().remove_folders();
        }
    }
}

/// A failure, then the graphs of the functions that the test ran.
fn with_graphs(failure: String, graphs: &[String]) -> String {
    match graphs {
        [] => failure,
        graphs => format!("{}\n\n{}", failure.trim_end(), graphs.join("\n")),
    }
}
