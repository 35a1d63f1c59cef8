//! `translate test`: `.flow` and `.trace` text tests, and Python test files.
//!
//! A text test is a program, `; pass: NAME` in its first line, then a line `; expect:` and the program after the pass; after the
//! pass `jitcode`, the jitcode. The pass `gc` is the gc phase, with a program that has a collector.

use crate::cli::TestArgs;
use crate::pipeline::Failure;
use crate::test_functions::TestFunctions;
use std::path::{Path, PathBuf};

/// True if all tests pass.
pub fn test(args: &TestArgs) -> Result<bool, Failure> {
    let mut files = vec![];
    let mut python_files = vec![];
    for p in &args.paths {
        collect(p, &mut files)?;
        if p.is_dir() || p.extension().is_some_and(|e| e == "py") {
            let found = rpy_frontend::test_files(p).map_err(|e| format!("cannot read {}: {e}", p.display()))?;
            python_files.extend(found);
        }
    }
    files.sort();
    files.dedup();
    let (mut passed, mut failed) = python_tests(&python_files, args)?;
    for file in &files {
        let name = file.display().to_string();
        if is_trace(file) {
            let (ok, bad) = crate::traces::test(file, args.only.as_deref(), args.update);
            (passed, failed) = (passed + ok, failed + bad);
            continue;
        }
        if args.only.as_ref().is_some_and(|k| !name.contains(k.as_str())) {
            continue;
        }
        match flow_test(file, args.update) {
            Ok(()) => passed += 1,
            Err(e) => {
                failed += 1;
                println!("FAILED {name}\n{e}\n");
            }
        }
    }
    println!("{passed} passed, {failed} failed");
    Ok(failed == 0 && passed > 0)
}

/// Python test files, on the embedded Python: how many tests passed and failed.
fn python_tests(files: &[PathBuf], args: &TestArgs) -> Result<(usize, usize), Failure> {
    if files.is_empty() {
        return Ok((0, 0));
    }
    crate::pipeline::collector(&args.gc)?;
    let counts = rpy_frontend::with_python(|python| {
        python.offer(TestFunctions::new(&args.gc))?;
        let (mut passed, mut failed) = (0, 0);
        for file in files {
            python.run_test_file(file, args.only.as_deref(), &mut |name, result| match result {
                Ok(()) => passed += 1,
                Err(e) => {
                    failed += 1;
                    println!("FAILED {}::{name}\n{e}\n", file.display());
                }
            });
        }
        Ok((passed, failed))
    });
    counts.and_then(|c| c).map_err(Failure::Message)
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    if !path.exists() {
        return Err(Failure::Message(format!("{}: there is no such file or folder", path.display())));
    }
    if path.is_dir() {
        let entries = std::fs::read_dir(path).map_err(|e| format!("cannot read {}: {e}", path.display()))?;
        for e in entries.flatten() {
            collect(&e.path(), files)?;
        }
    } else if path.extension().is_some_and(|e| e == "flow") || is_trace(path) {
        files.push(path.to_path_buf());
    }
    Ok(())
}

fn is_trace(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "trace")
}

/// Runs one text test; with `update`, rewrites what it expects.
fn flow_test(path: &Path, update: bool) -> Result<(), String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("cannot read {}: {e}", path.display()))?;
    let pass = text
        .lines()
        .next()
        .and_then(|l| l.strip_prefix("; pass:"))
        .map(str::trim)
        .ok_or("the first line is not `; pass: NAME`")?;
    let (input, expected) = text.split_once("; expect:\n").unwrap_or((&text, ""));
    let mut program = rpy_flowtext::read(input).map_err(|d| explain(path, input, &d))?;
    verify(&program, "before")?;
    let got = if pass == "jitcode" {
        let image = rpy_codewriter::run(&mut program).map_err(|d| explain(path, input, &d))?;
        verify(&program, "after")?;
        rpy_codewriter::listing(&image.ok_or("the program has no merge point")?, None)
    } else {
        match pass {
            "gc" => {
                // The simplest that must know the roots.
                let collector = rpy_gc::collector("marksweep").ok_or("there is no collector `marksweep`")?;
                rpy_gc::weave(&mut program, collector).map_err(|d| explain(path, input, &d))?;
            }
            _ => rpy_opt::run_pass(&mut program, pass)?,
        }
        verify(&program, "after")?;
        rpy_ir::print::program(&program)
    };
    if update {
        let new = format!("{}\n\n; expect:\n{got}", input.trim_end());
        return crate::output::write_atomically(path, new.as_bytes());
    }
    if got.trim() == expected.trim() {
        return Ok(());
    }
    Err(format!("expected:\n{}\n\ngot:\n{got}", expected.trim_end()))
}

fn verify(program: &rpy_ir::Program, when: &str) -> Result<(), String> {
    let problems = rpy_ir::verify::verify(program);
    if problems.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = problems.iter().map(|p| p.to_string()).collect();
    Err(format!("{when} the pass the program is not valid:\n  {}", lines.join("\n  ")))
}

fn explain(path: &Path, text: &str, diags: &[rpy_ir::Diag]) -> String {
    let mut sources = rpy_ir::SourceMap::default();
    sources.add(&path.display().to_string(), text);
    diags.iter().map(|d| crate::report::render(d, &sources, false)).collect::<Vec<_>>().join("\n")
}
