//! Rejected programs: each file of `tests/errors` names the words of its message in comments, `# expect: ...`, and options that
//! it needs, `# options: ...`.

mod common;
use common::*;

#[test]
fn every_rejected_program_is_explained() {
    let dir = root().join("tests/errors");
    let mut files: Vec<_> =
        std::fs::read_dir(&dir).expect("tests/errors").map(|e| e.expect("an entry").path()).collect();
    files.retain(|p| p.extension().is_some_and(|e| e == "py"));
    files.sort();
    assert!(files.len() >= 15, "only {} programs", files.len());
    let out = folder("errors").join("program");
    let mut failures = vec![];
    for file in &files {
        let source = std::fs::read_to_string(file).expect("the program");
        let words: Vec<&str> = source.lines().filter_map(|l| l.strip_prefix("# expect: ")).map(str::trim).collect();
        assert!(!words.is_empty(), "{} expects nothing", file.display());
        let name = file.strip_prefix(root()).expect("inside").to_string_lossy().into_owned();
        let options: Vec<&str> =
            source.lines().filter_map(|l| l.strip_prefix("# options: ")).flat_map(str::split_whitespace).collect();
        let path = out.to_string_lossy();
        let done = translate(&[&[name.as_str(), "--quiet", "-o", &path], &options[..]].concat());
        let error = text(&done.stderr);
        let missing: Vec<&str> = words.into_iter().filter(|w| !error.contains(w)).collect();
        if done.status.code() != Some(1) || !missing.is_empty() || error.contains("panicked") || out.exists() {
            failures.push(format!("{name}: status {:?}, missing {missing:?}\n{error}", done.status.code()));
        }
    }
    assert!(failures.is_empty(), "{} of {} failed:\n\n{}", failures.len(), files.len(), failures.join("\n"));
}
