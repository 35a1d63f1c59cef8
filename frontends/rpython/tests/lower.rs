//! Lowering of small targets, checked by the printed graph or by the diagnostics.

use rpy_frontend::{Embedded, with_python};
use rpy_ir::program::Program;
use rpy_ir::source::SourceMap;
use rpy_ir::{Const, Diag, Host, ObjId, Shape, print};
use std::sync::atomic::{AtomicUsize, Ordering};

static TARGETS: AtomicUsize = AtomicUsize::new(0);

/// The graph of the function that `target()` of the module returns, or the reasons against it.
fn lower(source: &str) -> Result<String, (Vec<Diag>, SourceMap)> {
    lower_with(source, &|_, f| f)
}

/// The graph of a function that `choose` finds from the target's.
fn lower_with(source: &str, choose: &dyn Fn(&mut Embedded, ObjId) -> ObjId) -> Result<String, (Vec<Diag>, SourceMap)> {
    let number = TARGETS.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("rpy-lower-{}-{number}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    std::fs::write(folder.join("target.py"), source).expect("a file in it");
    let result = with_python(|python| {
        let mut sources = SourceMap::default();
        let lowered = python.load_target(&folder, &mut sources).and_then(|t| {
            let f = t.entry_point;
            let first = python.graph(f, &mut sources)?;
            let chosen = choose(python, f);
            if chosen == f { Ok(first) } else { python.graph(chosen, &mut sources) }
        });
        match lowered {
            Ok(g) => Ok(print::untyped_graph(&Program::default(), &g, &mut |o| name(python, o), &|_| None)),
            Err(diags) => Err((diags, sources)),
        }
    })
    .expect("the embedded Python starts");
    let _ = std::fs::remove_dir_all(&folder);
    result
}

fn name(python: &mut Embedded, o: ObjId) -> String {
    match python.shape(o) {
        Shape::Function { name, .. } | Shape::Class { name, .. } | Shape::Special { name } => name,
        _ => python.repr(&Const::Obj(o)),
    }
}

#[track_caller]
fn graph(source: &str) -> String {
    lower(source).unwrap_or_else(|(diags, _)| panic!("rejected: {diags:#?}"))
}

/// Messages of a rejected function, each with the text that it points at.
#[track_caller]
fn rejected(source: &str) -> Vec<String> {
    let Err((diags, sources)) = lower(source) else { panic!("not rejected") };
    diags
        .iter()
        .map(|d| {
            let at = d
                .labels
                .first()
                .map_or("", |l| &sources.files[l.span.file].text[l.span.start as usize..l.span.end as usize]);
            format!("{} @ {at}", d.message)
        })
        .collect()
}

#[test]
fn lambdas_on_one_line_are_told_apart() {
    let g = graph(
        "fs = [lambda x: 'first', lambda x: 'second', lambda x: 'third']\n\
         def target(driver, args):\n    return fs[1]\n",
    );
    assert!(g.contains("return str \"second\""), "{g}");
    let g = graph("f = (lambda x: lambda x: x + 1)(0)\ndef target(driver, args):\n    return f\n");
    assert!(g.contains("add"), "{g}");
}

#[test]
fn a_comprehension_keeps_outer_variables() {
    let g = graph(
        "def f(argv):\n    x = 'outer'\n    y = [x for x in argv if x]\n    return x\n\
         def target(driver, args):\n    return f\n",
    );
    let result = g.lines().find_map(|l| l.trim().strip_prefix("return ")).expect("a return");
    let links: Vec<&str> = g.lines().filter_map(|l| l.trim().strip_prefix("goto b1(")).collect();
    assert!(g.contains(&format!("b1({result}: Obj)")) && !links.is_empty(), "{g}");
    assert!(links.iter().all(|l| *l == "str \"outer\")" || *l == format!("{result})")), "{g}");
}

#[test]
fn a_bare_raise_after_a_nested_try() {
    let g = graph(
        "def f(argv):\n    try:\n        g(1)\n    except ValueError:\n        try:\n            g(2)\n        \
         except KeyError:\n            pass\n        raise\ndef g(x): pass\n\
         def target(driver, args):\n    return f\n",
    );
    let test =
        g.lines().find(|l| l.contains("<isinstance>") && l.contains("<ValueError>")).expect("a test of the class");
    let exc = test.split(", ").nth(1).expect("an instance");
    // Once where no handler takes it, once for the `raise`.
    assert_eq!(g.matches(&format!("raise {exc}\n")).count(), 2, "{g}");
}

#[test]
fn messages_of_assert() {
    let g = graph(
        "def f(argv):\n    assert argv, 'bad %d' % len(argv)\n    return 0\n\
         def target(driver, args):\n    return f\n",
    );
    let message = g.lines().find(|l| l.contains("= mod")).and_then(|l| l.trim().split(':').next()).expect("a message");
    assert!(g.contains(&format!("simple_call <AssertionError>, {message}\n")), "{g}");
}

#[test]
fn with_gives_the_exception_to_exit() {
    let g = graph(
        "def f(argv):\n    with argv:\n        g()\ndef g(): pass\n\
         def target(driver, args):\n    return f\n",
    );
    let calls: Vec<&str> = g.lines().filter(|l| l.contains("simple_call") && l.matches(", ").count() == 3).collect();
    assert_eq!(calls.len(), 2, "{g}");
    let args: Vec<Vec<&str>> = calls.iter().map(|c| c.trim().split(", ").skip(1).collect()).collect();
    assert!(args.iter().any(|a| a.iter().all(|v| *v == "void" || *v == "None")), "{g}");
    assert!(args.iter().any(|a| a[0] == a[1] && a[0].starts_with('v') && a[0] != "void"), "{g}");
}

const TARGET: &str = "def target(driver, args):\n    return f\n";

#[track_caller]
fn body(lines: &str) -> String {
    format!("def f(argv):\n    {}\n{TARGET}", lines.replace('\n', "\n    "))
}

#[test]
fn debug_text_in_format_strings() {
    let g = graph(&body("n = argv\nreturn f'<{n = }>{n=:d}'"));
    assert!(g.contains("str \"<\", str \"n = \", v"), "{g}");
    assert!(g.contains("format v0, '\"r\", '\"\"") || g.contains("format v0, 'r, '\"\""), "{g}");
    assert!(g.contains("format v0, '\"\", 'd"), "{g}");
}

#[test]
fn ellipsis_and_generator_expressions() {
    assert_eq!(rejected(&body("x = ...\nreturn x")), ["`...` is not RPython as a value @ ..."]);
    assert_eq!(
        rejected(&body("x = (a for a in argv)\nreturn x")),
        ["a generator expression is RPython only as the argument of a call @ (a for a in argv)"]
    );
    graph(&body("...\nreturn len(a for a in argv)"));
}

#[test]
fn private_names() {
    let g = graph(
        "class _A:\n    def m(self, __p=1):\n        self.__x = __p\n        __l = self.__init__\n        \
         self.__x += 1\n        return __l\n\
         def target(driver, args):\n    return _A.m\n",
    );
    assert_eq!(g.matches("_A__x").count(), 3, "{g}");
    assert!(g.contains("setattr v0, '_A__x, v1"), "{g}");
    assert!(g.contains("getattr v0, '__init__"), "{g}");
    let g = graph("def g():\n    def h(x):\n        return x.__y\n    return h\nf = g()\ndef target(d, a): return f\n");
    assert!(g.contains("'__y"), "{g}");
}

#[test]
fn init_of_builtin_exceptions() {
    let g = graph(
        "class E(ValueError):\n    def __init__(self, m='m'):\n        super().__init__(m)\n\
         def target(driver, args):\n    return E.__init__\n",
    );
    assert!(g.contains("setattr v0, 'message, v1"), "{g}");
    let g = graph(
        "class E(ValueError):\n    def __init__(self):\n        super().__init__()\n\
         def target(driver, args):\n    return E.__init__\n",
    );
    assert!(!g.contains("setattr") && !g.contains("simple_call"), "{g}");
}

#[test]
fn comparisons_of_constants() {
    for (condition, holds) in [
        ("N == 3", true),
        ("N != 3", false),
        ("1 < N < 3", false),
        ("S == 'on'", true),
        ("S > 'zz'", false),
        ("S is None", false),
        ("S is not None", true),
        ("None is None", true),
        ("True == 1", true),
        ("f is f", true),
    ] {
        let g = graph(&format!(
            "N = 3\nS = 'on'\n{}",
            body(&format!("if {condition}:\n    return 'yes'\nreturn undefined if 0 else 'no'"))
        ));
        assert_eq!((g.contains("\"yes\""), g.contains("\"no\"")), (holds, !holds), "{condition}: {g}");
    }
}

#[test]
fn one_error_for_one_mistake() {
    assert_eq!(rejected(&body("def g(): return argv\nreturn g()")).len(), 1);
    assert_eq!(rejected(&body("class C: pass\nreturn C()")).len(), 1);
    assert_eq!(rejected(&body("a, *b = argv\nreturn a + b")).len(), 1);
    assert_eq!(
        rejected(&body("try:\n    len(argv)\nexcept nowhere:\n    pass")),
        ["the name `nowhere` is not defined @ nowhere"]
    );
    assert_eq!(rejected(&body("from sys import nothing\nreturn nothing")).len(), 1);
    assert_eq!(rejected(&body("match argv:\n    case 1:\n        x = 1\nreturn x")).len(), 1);
}

/// The class that a generator function's graph makes an instance of.
fn generator_class(python: &mut Embedded, f: ObjId) -> Shape {
    let made = python.graph(f, &mut SourceMap::default()).expect("a generator");
    let called = made.blocks[made.entry].ops.iter().find(|o| o.op == rpy_ir::Op::SimpleCall).expect("a call");
    let Some(Const::Obj(class)) = called.args[0].konst() else { panic!("not a constant") };
    python.shape(*class)
}

/// `__next__` of a generator.
fn next_method(python: &mut Embedded, f: ObjId) -> ObjId {
    let Shape::Class { dict, .. } = generator_class(python, f) else { panic!("not a class") };
    match dict.iter().find(|(n, _)| n == "__next__") {
        Some((_, Const::Obj(next))) => *next,
        _ => panic!("no `__next__`"),
    }
}

#[test]
fn a_call_of_a_generator_makes_an_instance() {
    let g = graph(&body("yield argv"));
    assert!(g.contains("simple_call <f>"), "{g}");
    assert!(g.contains("setattr v1, 'arg_argv, v0") && g.contains("setattr v1, '_resume, 0"), "{g}");
    assert!(!g.contains("yield"), "{g}");
}

#[test]
fn a_generator_resumes_behind_its_yield() {
    let source = body("i = 0\nwhile i < argv:\n    yield i\n    i += 1");
    let g = lower_with(&source, &next_method).unwrap_or_else(|(d, _)| panic!("{d:?}"));
    assert!(g.starts_with("graph f.__next__("), "{g}");
    // The loop's variable and the argument are saved once and loaded again.
    let saved: Vec<&str> = g.lines().filter(|l| l.contains("setattr") && !l.contains("_resume")).collect();
    let names: Vec<&str> = saved.iter().filter_map(|l| l.split(", ").nth(1)).collect();
    assert_eq!(names.len(), 2, "{g}");
    for name in names {
        assert!(g.lines().any(|l| l.contains("getattr") && l.ends_with(name)), "{name}: {g}");
    }
    assert!(g.contains("'_resume, 1") && g.contains("'_resume, -1"), "{g}");
    assert!(g.contains("simple_call <StopIteration>"), "{g}");
}

#[test]
fn generators_return_no_values() {
    let Err((diags, _)) = lower_with(&body("yield 1\nreturn 2"), &next_method) else { panic!("not rejected") };
    assert_eq!(diags[0].message, "a generator that returns a value is not RPython");
    assert!(lower_with(&body("yield 1\nreturn"), &next_method).is_ok());
}

#[test]
fn what_is_yielded_later_is_saved() {
    let source = body("a = len(argv)\nb = len(argv)\nyield a\nyield b");
    let g = lower_with(&source, &next_method).unwrap_or_else(|(d, _)| panic!("{d:?}"));
    let saved: Vec<&str> = g.lines().filter(|l| l.contains("setattr") && !l.contains("_resume")).collect();
    assert_eq!(saved.len(), 1, "{g}");
    let loaded = g.lines().filter(|l| l.contains("getattr") && l.contains("'_v")).count();
    assert_eq!(loaded, 1, "{g}");
}

#[test]
fn generators_that_override_have_a_common_base() {
    let source = "class A:\n    def items(self):\n        yield 1\n    def other(self):\n        yield 1\n\
                  class B(A):\n    def items(self):\n        yield 2\n\
                  def f(argv, fs=(A.items, B.items, A.other)):\n    yield 1\n";
    let bases = std::cell::RefCell::new(vec![]);
    let collect = |python: &mut Embedded, f: ObjId| {
        let Shape::Function { signature, .. } = python.shape(f) else { panic!("not a function") };
        let Some(Const::Obj(functions)) = signature.defaults.first() else { panic!("no default") };
        let Shape::Tuple(functions) = python.shape(*functions) else { panic!("not a tuple") };
        for method in functions.iter().chain([&Const::Obj(f)]) {
            let Const::Obj(o) = method else { panic!("not a function") };
            let Shape::Class { bases: b, .. } = generator_class(python, *o) else { panic!("not a class") };
            bases.borrow_mut().push(b);
        }
        f
    };
    assert!(lower_with(&format!("{source}{TARGET}"), &collect).is_ok());
    let bases = bases.into_inner();
    assert_eq!(bases.iter().map(Vec::len).collect::<Vec<_>>(), [1, 1, 1, 0]);
    assert!(bases[0] == bases[1] && bases[0] != bases[2]);
}
