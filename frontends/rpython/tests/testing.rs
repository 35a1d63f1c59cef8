//! Test files on the embedded Python.

use rpy_frontend::{test_files, with_python};

const TESTS: &str = "\
from rpython.testing import interpret

def double(n):
    return 2 * n

def helper():
    assert False

def test_interpret():
    assert interpret(double, [21]) == 42

def test_fails():
    assert double(1) == 3

class TestPair:
    def setup_method(self, method):
        self.pair = (1, 2)
    def test_length(self):
        assert len(self.pair) == 2
    def test_raises(self):
        self.pair[2]
";

#[test]
fn tests_are_collected_and_reported() {
    let folder = std::env::temp_dir().join(format!("rpy-testing-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    for (file, text) in [("test_pair.py", TESTS), ("test_wrong.py", "def test_f(:\n"), ("other.py", "")] {
        std::fs::write(folder.join(file), text).expect("a file in it");
    }
    let files = test_files(&folder).expect("the folder can be read");
    let mut results = vec![];
    with_python(|python| {
        for f in &files {
            python.run_test_file(f, None, &mut |name, result| results.push((name.to_string(), result)));
        }
        python.run_test_file(&files[0], Some("length"), &mut |name, _| results.push((name.to_string(), Ok(()))));
    })
    .expect("the embedded Python starts");
    let _ = std::fs::remove_dir_all(&folder);
    let names: Vec<&str> = results.iter().map(|(n, _)| n.rsplit('/').next().unwrap_or(n)).collect();
    assert_eq!(
        names,
        [
            "test_interpret",
            "test_fails",
            "TestPair::test_length",
            "TestPair::test_raises",
            "test_wrong.py",
            "TestPair::test_length"
        ]
    );
    let failed: Vec<&String> = results.iter().filter_map(|(_, r)| r.as_ref().err()).collect();
    assert_eq!(failed.len(), 3);
    assert!(
        failed[0].contains("assert double(1) == 3") && failed[0].ends_with("AssertionError: 2 == 3\n"),
        "{}",
        failed[0]
    );
    assert!(failed[1].contains("self.pair[2]") && failed[1].contains("IndexError"), "{}", failed[1]);
    assert!(failed[2].contains("syntax error"), "{}", failed[2]);
}
