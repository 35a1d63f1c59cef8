//! Annotations held against values: what they admit, and what they do not.

use crate::common::annotate;
use rpy_annotate::model::{Kind, SomeValue};
use rpy_ir::{Const, IntKind, Seen};

fn int(v: i64) -> Seen {
    Seen::Const(Const::Int(v, IntKind::I64))
}
fn text(s: &str) -> Seen {
    Seen::Const(Const::Str(s.as_bytes().to_vec()))
}

/// What the annotation of a function's result says to each value.
fn of_result(body: &str, values: &[Seen]) -> Vec<bool> {
    let source = format!("{body}\ndef main(argv):\n    f(argv)\n    return 0\n");
    let admitted = annotate(&source, |annotator, _| {
        let found = annotator.graphs.values().find(|g| g.graph.name == "f").map(|g| g.ret.clone());
        let s = found.expect("a graph of f");
        values.iter().map(|v| annotator.admits(&s, v)).collect()
    });
    admitted.unwrap_or_else(|(diags, _)| panic!("{diags:?}"))
}

#[test]
fn numbers() {
    let values = [int(3), int(-3), Seen::Const(Const::Bool(true)), text("a"), Seen::Const(Const::Void)];
    // Not negative is no promise: sums may wrap.
    assert_eq!(of_result("def f(argv):\n    return len(argv)", &values), [true, true, true, false, false]);
    assert_eq!(of_result("def f(argv):\n    return -len(argv)", &values), [true, true, true, false, false]);
    let unsigned = [Seen::Const(Const::Int(-1, IntKind::U64)), int(1)];
    let body = "from rpython.rlib.rarithmetic import r_uint\ndef f(argv):\n    return r_uint(len(argv))";
    assert_eq!(of_result(body, &unsigned), [true, false]);
}

#[test]
fn constants() {
    assert_eq!(of_result("def f(argv):\n    return 7", &[int(7), int(8)]), [true, false]);
    assert_eq!(of_result("def f(argv):\n    return 'a'", &[text("a"), text("b")]), [true, false]);
}

#[test]
fn strings_and_none() {
    let values = [text("a"), text("ab"), Seen::Const(Const::Bytes(b"a".to_vec())), Seen::Const(Const::Void)];
    assert_eq!(of_result("def f(argv):\n    return argv[0][0]", &values), [true, false, false, false]);
    assert_eq!(of_result("def f(argv):\n    return argv[0]", &values), [true, true, false, false]);
    let body = "def f(argv):\n    return argv[0] if len(argv) > 1 else None";
    assert_eq!(of_result(body, &values), [true, true, false, true]);
}

#[test]
fn tuples_by_item() {
    let values =
        [Seen::Tuple(vec![int(1), text("a")]), Seen::Tuple(vec![text("a"), int(1)]), Seen::Tuple(vec![int(1)])];
    assert_eq!(of_result("def f(argv):\n    return (len(argv), argv[0])", &values), [true, false, false]);
}

#[test]
fn instances_by_class() {
    let source = "class A:\n    pass\nclass B(A):\n    pass\nclass C(A):\n    pass\n\
                  def f(argv):\n    return B()\ndef main(argv):\n    f(argv)\n    C()\n    return 0\n";
    let admitted = annotate(source, |annotator, _| {
        let class = |name: &str| annotator.defs.classes.iter().find(|(_, c)| c.name == name).map(|(id, c)| (id, c.obj));
        let (a, b, c) = (class("A"), class("B"), class("C"));
        let (Some(a), Some(b), Some(c)) = (a, b, c) else { return vec![] };
        let seen = |obj| Seen::Instance { class: obj, object: None };
        let of = |id| SomeValue::new(Kind::Instance { class: id, can_be_none: false });
        [(a, b), (a, c), (b, b), (b, c), (b, a)]
            .into_iter()
            .map(|((wanted, _), (_, obj))| annotator.admits(&of(wanted), &seen(obj)))
            .collect()
    });
    assert_eq!(admitted.unwrap_or_else(|(diags, _)| panic!("{diags:?}")), [true, true, true, false, false]);
}
