//! The text tests of the optimiser.

use std::path::Path;

#[test]
fn text_tests() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../runtime/jit/opt/tests");
    let mut files: Vec<_> =
        std::fs::read_dir(&folder).expect("the folder is there").flatten().map(|e| e.path()).collect();
    files.sort();
    let (mut done, mut failures) = (0, String::new());
    for file in files.iter().filter(|f| f.extension().is_some_and(|e| e == "trace")) {
        let text = std::fs::read_to_string(file).expect("a text file");
        let (program, tests) = rpy_tracetext::read(&text).unwrap_or_else(|e| panic!("{}:{e}", file.display()));
        for test in tests {
            let outcome = rpy_tracetext::optimise(&program, &test);
            done += 1;
            if !outcome.matches {
                failures += &format!("{}: {}\n{}\n\n", file.display(), test.name, outcome.text);
            }
        }
    }
    assert!(done > 0);
    assert!(failures.is_empty(), "{failures}");
}
