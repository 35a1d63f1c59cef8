//! What programs that are rejected are told: each mistake once, where it is, with what it contradicts.

use crate::common::*;

#[test]
fn int_and_str_in_one_variable() {
    let (diag, at) = error(
        "
def f(n):
    if n > 1:
        x = n + 1
    else:
        x = str(n)
    return x
def main(argv):
    f(len(argv))
    return 0
",
    );
    assert!(diag.message.contains("an int") && diag.message.contains("a str"), "{diag:?}");
    assert_eq!(at.len(), 2, "{at:?}");
    assert!(at.contains(&"n + 1".to_string()) && at.contains(&"str(n)".to_string()), "{at:?}");
    assert!(diag.help.is_some());
}

#[test]
fn no_common_base() {
    let (diag, at) = error(
        "
class P: pass
class Q: pass
def f(n):
    if n > 1:
        x = P()
    else:
        x = Q()
    return x
def main(argv):
    f(len(argv))
    return 0
",
    );
    assert!(diag.message.contains("`P`") && diag.message.contains("`Q`"), "{diag:?}");
    assert!(at.contains(&"P()".to_string()) && at.contains(&"Q()".to_string()), "{at:?}");
}

#[test]
fn an_attribute_that_only_some_subclasses_have() {
    let (diag, at) = error(
        "
class Base: pass
class P(Base):
    def __init__(self):
        self.p = 1
class Q(Base): pass
def f(n):
    if n > 1:
        x = P()
    else:
        x = Q()
    return x.p
def main(argv):
    return f(len(argv))
",
    );
    assert!(diag.message.contains("`p`") && diag.message.contains("`Base`"), "{diag:?}");
    assert_eq!(at[0], "x.p");
    assert!(diag.help.is_some());
}

#[test]
fn too_few_and_too_many_arguments() {
    let all = errors(
        "
def f(a, b): return a
def main(argv):
    f(1)
    f(1, 2, 3)
    f(1, c=2)
    return 0
",
    );
    let messages: Vec<&str> = all.iter().map(|(m, _)| m.as_str()).collect();
    assert_eq!(all.len(), 3, "{all:?}");
    assert!(messages[0].contains("too few") && messages[0].contains("`b`"), "{all:?}");
    assert!(messages[1].contains("takes 2"), "{all:?}");
    assert!(messages[2].contains("no parameter `c`"), "{all:?}");
    assert_eq!(all.iter().map(|(_, t)| t.as_str()).collect::<Vec<_>>(), ["f(1)", "f(1, 2, 3)", "f(1, c=2)"]);
}

#[test]
fn division_of_ints() {
    let (diag, at) = error("def main(argv):\n    return len(argv) / 2\n");
    assert!(diag.help.is_some_and(|h| h.contains("//")));
    assert_eq!(at, ["len(argv) / 2"]);
}

#[test]
fn independent_errors_are_all_reported_and_what_follows_from_them_is_not() {
    let all = errors(
        "
def f(n):
    x = n + 'a'
    y = x + 1
    return [y]
def g(n):
    z = n / 2
    return z
def main(argv):
    f(len(argv))
    g(len(argv))
    return unknown_method(argv)
def unknown_method(l):
    l.add(3)
    return 0
",
    );
    assert_eq!(all.iter().map(|(_, t)| t.as_str()).collect::<Vec<_>>(), ["n + 'a'", "n / 2", "l.add"], "{all:?}");
}

#[test]
fn a_list_of_two_types() {
    let (diag, at) = error(
        "
def f(l, n):
    l.append(n)
def main(argv):
    l = []
    f(l, 1)
    l.append('s')
    return 0
",
    );
    assert!(at.contains(&"l.append('s')".to_string()) || at.contains(&"l.append(n)".to_string()), "{diag:?} {at:?}");
    assert_eq!(at.len(), 2, "where the other item came from: {diag:?}");
}

#[test]
fn an_attribute_of_two_types() {
    let (_, at) = error(
        "
class A: pass
def main(argv):
    a = A()
    a.x = 1
    a.x = 's'
    return 0
",
    );
    assert_eq!(at, ["a.x = 's'", "a.x = 1"]);
}

#[test]
fn signed_and_unsigned() {
    let (diag, _) = error(
        "
from rpython.rlib.rarithmetic import r_uint
def main(argv):
    x = r_uint(len(argv)) + (len(argv) - 5)
    return 0
",
    );
    assert!(diag.message.contains("unsigned") && diag.help.is_some_and(|h| h.contains("intmask")));
}

#[test]
fn an_argument_that_contradicts_other_calls() {
    let (diag, at) = error(
        "
def f(a): return a
def main(argv):
    f(1)
    f('s')
    return 0
",
    );
    assert!(diag.message.contains("an int") && diag.message.contains("a str"), "{diag:?}");
    assert!(at.iter().any(|t| t.starts_with("f(")), "{at:?}");
}

#[test]
fn only_exceptions_are_raised() {
    let (diag, _) = error("class A: pass\ndef main(argv):\n    raise A()\n");
    assert!(diag.message.contains("only exceptions"), "{diag:?}");
}

#[test]
fn none_where_it_cannot_be() {
    let (diag, _) = error(
        "
def f(n):
    if n > 1:
        return None
    return n
def main(argv):
    f(len(argv))
    return 0
",
    );
    assert!(diag.message.contains("None"), "{diag:?}");
}

#[test]
fn lists_of_two_types_that_flow_together() {
    let (diag, at) = error(
        "
def f(l): return len(l)
def grow(l, x): l.append(x)
def main(argv):
    a = [1]
    b = ['s']
    f(a)
    f(b)
    grow(b, None)
    return 0
",
    );
    assert!(diag.notes.iter().any(|n| n.contains("two lists")), "{diag:?}");
    assert!(at.contains(&"[1]".to_string()) && at.contains(&"['s']".to_string()), "{at:?}");
}

#[test]
fn an_error_in_a_callee_hides_nothing_behind_its_call() {
    let all = errors(
        "
class A:
    def __init__(self, n):
        self.x = n % 'a'
def f(n):
    if n + 'a':
        return n.x
    return n / 2
def main(argv):
    x = f(len(argv))
    while x:
        x = 1.5
    A(len(argv))
    argv.add('b')
    return 0
",
    );
    assert_eq!(
        all.iter().map(|(_, t)| t.as_str()).collect::<Vec<_>>(),
        ["n % 'a'", "n + 'a'", "n.x", "n / 2", "argv.add"],
        "{all:?}"
    );
}

#[test]
fn arguments_and_results_that_are_not_as_declared() {
    let all = errors(
        "
from rpython.rlib.objectmodel import enforceargs
from rpython.rlib.signature import signature
from rpython.rlib import types
class A: pass
@enforceargs(int, A)
def f(n, a):
    return n
@signature(types.int_nonneg(), returns=types.str())
def g(n):
    return n + 1
@enforceargs(int, typecheck=False)
def h(n):
    return n
def main(argv):
    f('s', A())
    f(1, None)
    g(-1)
    g(1)
    h(len(argv)).x
    return 0
",
    );
    let messages: Vec<&str> = all.iter().map(|(m, _)| m.as_str()).collect();
    assert_eq!(
        messages,
        [
            "`g` declares that it returns a str, but an int is returned",
            "`f` declares its parameter `n` as an int, but a str is given",
            "`f` declares its parameter `a` as an instance of `A`, but None is given",
            "`g` declares its parameter `n` as an int that is not negative, but an int is given",
            "an int has no attribute `x`",
        ]
    );
}
