//! Functions, methods, classes and frozen instances that are chosen at run time: what is lowered gives a program that the
//! verifier accepts.

use rpy_annotate::Annotator;
use rpy_ir::source::SourceMap;
use std::sync::atomic::{AtomicUsize, Ordering};

static TARGETS: AtomicUsize = AtomicUsize::new(0);

/// The messages of the errors, or what the verifier says of the program.
fn problems(source: &str) -> Vec<String> {
    let number = TARGETS.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("rpy-rtype-{}-{number}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    let text = format!("{source}\ndef target(driver, args):\n    return main\n");
    std::fs::write(folder.join("target.py"), text).expect("a file in it");
    let result = rpy_frontend::with_python(|python| {
        let mut sources = SourceMap::default();
        let target = python.load_target(&folder, &mut sources).expect("the target loads");
        let mut annotator = Annotator::new(python, sources);
        let argv = annotator.list_of_str();
        let entry = annotator.entry(target.entry_point, &[argv]);
        annotator.complete().expect("the annotator accepts it");
        match rpy_rtype::rtype(annotator, entry, &[]) {
            Ok(program) => rpy_ir::verify::verify(&program).iter().map(|p| p.to_string()).collect(),
            Err((diags, _)) => diags.into_iter().map(|d| d.message).collect(),
        }
    })
    .expect("the embedded Python starts");
    let _ = std::fs::remove_dir_all(&folder);
    result
}

#[track_caller]
fn accepted(source: &str) {
    let found = problems(source);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

const FROZEN: &str = "
class Frozen(object):
    def __init__(self, k):
        self.k = k
    def _freeze_(self):
        return True
    def get(self, x):
        return self.k + x
    def put(self, x):
        if x > 1:
            raise ValueError
        return self.k - x
    def __call__(self, x):
        return x
A = Frozen(1)
B = Frozen(2)
";

#[test]
fn frozen_instances() {
    let main = "
def main(argv):
    n = len(argv)
    f = A if n else B
    m = A.get if n else A.put
    try:
        return f.k + f.get(n) + m(n)
    except ValueError:
        return int(f is A)
";
    accepted(&format!("{FROZEN}{main}"));
    let main = "
def main(argv):
    f = A if len(argv) else B
    return f(3)
";
    accepted(&format!("{FROZEN}{main}"));
}

#[test]
fn attributes_and_instances_of_classes() {
    accepted(
        "
from rpython.rlib.objectmodel import instantiate
class A(object):
    kind = 1
    def __init__(self, x, y=4):
        self.x = x + y
class B(A):
    kind = 2
    def __init__(self, x, y=5, z=1):
        A.__init__(self, x, y + z)
class C(A):
    kind = 3
    def __init__(self, x, *rest):
        A.__init__(self, x, len(rest))
def main(argv):
    c = [A, B, C][len(argv)]
    blank = instantiate(c)
    blank.x = 1
    return c.kind + c(3).x + c(3, 4).x + blank.x
",
    );
}

#[test]
fn items_of_a_tuple_by_a_variable() {
    accepted("PAIRS = (3, 4, 5)\ndef main(argv):\n    return PAIRS[len(argv)]\n");
}

#[test]
fn functions_that_are_called_together_have_parameters_of_their_own() {
    let call = "
def main(argv):
    h = f if len(argv) else g
    return h(10)
";
    accepted(&format!("def f(x): return x\ndef g(x, y=2): return x * y\n{call}"));
    accepted(&format!("def f(x, y=3): return x\ndef g(x, y=2): return x * y\n{call}"));
    accepted(&format!("def f(x, y=2): return x\ndef g(x, y=2): return x * y\n{call}"));
    let keywords = call.replace("h(10)", "h(a=10, b=3)");
    accepted(&format!("def f(b, a): return b\ndef g(a, b): return a\n{keywords}"));
    let lengths = call.replace("h(10)", "h(10) + h(10, 11)");
    accepted(&format!("def f(x, *r): return x + len(r)\ndef g(x, *r): return len(r)\n{lengths}"));
    let itself = call.replace("h(10)", "h(h)");
    accepted(&format!("def f(x): return 1 if x is g else x(x)\ndef g(x, y=2): return y\n{itself}"));
}

#[test]
fn overriding_methods_have_defaults_of_their_own() {
    let source = |default: &str| {
        format!(
            "
class A(object):
    def run(self, x, y=7): return x + y
class B(A):
    def run(self, x, y={default}): return x * y
def main(argv):
    o = A() if len(argv) else B()
    return o.run(3)
"
        )
    };
    accepted(&source("7"));
    accepted(&source("9"));
}

#[test]
fn truth_is_what_the_class_says() {
    let source = |test: &str| {
        format!(
            "
class Sized(object):
    def __init__(self, n):
        self.n = n
    def __len__(self):
        return self.n
def main(argv):
    n = len(argv)
    s = Sized(n) if n < 3 else None
    if {test}:
        return 1
    return 0
"
        )
    };
    accepted(&source("s is not None and len(s) < 5 and not s"));
    accepted(&source("s"));
}
