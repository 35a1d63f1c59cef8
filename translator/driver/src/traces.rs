//! `.trace` files: printing what the JIT's optimiser makes of them, and running them as tests.

use rpy_tracetext::{optimise as run, read, update as updated};
use std::path::Path;

fn text(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|e| format!("cannot read {}: {e}", path.display()))
}

/// Prints the optimised traces.
pub fn optimise(path: &Path, only: Option<&str>) -> Result<(), String> {
    let (program, tests) = read(&text(path)?).map_err(|e| format!("{}:{e}", path.display()))?;
    for test in tests.iter().filter(|t| only.is_none_or(|k| t.name.contains(k))) {
        println!("== {}\n{}\n", test.name, run(&program, test).text);
    }
    Ok(())
}

/// How many tests of a file passed and failed. With `update`, rewrites what they expect.
pub fn test(path: &Path, only: Option<&str>, update: bool) -> (usize, usize) {
    match run_tests(path, only, update) {
        Ok(counts) => counts,
        Err(e) => {
            println!("FAILED {}\n{e}\n", path.display());
            (0, 1)
        }
    }
}

fn run_tests(path: &Path, only: Option<&str>, update: bool) -> Result<(usize, usize), String> {
    let text = text(path)?;
    let at = |e| format!("{}:{e}", path.display());
    let (program, tests) = read(&text).map_err(at)?;
    if update {
        crate::output::write_atomically(path, updated(&text).map_err(at)?.as_bytes())?;
        return Ok((tests.len(), 0));
    }
    let (mut passed, mut failed) = (0, 0);
    for test in &tests {
        let name = format!("{}::{}", path.display(), test.name);
        if only.is_some_and(|k| !name.contains(k)) {
            continue;
        }
        let outcome = run(&program, test);
        if outcome.matches {
            passed += 1;
        } else {
            failed += 1;
            println!("FAILED {name}\nexpected:\n{}\n\ngot:\n{}\n", test.expected, outcome.text);
        }
    }
    Ok((passed, failed))
}
