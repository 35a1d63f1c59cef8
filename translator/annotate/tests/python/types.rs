//! What programs that are accepted get.

use crate::common::*;
use rpy_annotate::model::CallTarget;

#[test]
fn numbers() {
    let source = "
def f(n):
    return n * 2 - 1
def g(n):
    return n * 1.5
def h(n):
    return len(str(n))
def main(argv):
    f(len(argv)); g(len(argv)); h(3)
    return 0
";
    assert_eq!(result(source, "f"), "an int");
    assert_eq!(result(source, "g"), "a float");
    assert_eq!(result(source, "h"), "an int >= 0");
    assert_eq!(result(source, "main"), "an int >= 0 = 0");
}

#[test]
fn a_comparison_tells_the_sign() {
    let source = "
def f(n):
    if n >= 0:
        return n
    return 0
def g(n):
    while not n < 0:
        return n
    return 1
def main(argv):
    return f(len(argv) - 2) + g(len(argv) - 5)
";
    assert_eq!(result(source, "f"), "an int >= 0");
    assert_eq!(result(source, "g"), "an int >= 0");
}

#[test]
fn none_joins_and_is_refined() {
    let source = "
class A:
    def __init__(self, next):
        self.next = next
def f(n):
    if n > 3:
        return None
    return A(None)
def g(a):
    if a is None:
        return A(None)
    return a
def h(a):
    if not a:
        return A(a)
    return a
def main(argv):
    a = f(len(argv))
    g(a)
    h(a)
    return 0
";
    assert_eq!(result(source, "f"), "an instance of `A` or None");
    assert_eq!(result(source, "g"), "an instance of `A`");
    assert_eq!(result(source, "h"), "an instance of `A`");
}

#[test]
fn instances_join_at_their_base() {
    let source = "
class Base:
    x = 1
    def get(self):
        return self.x
class P(Base):
    x = 2
class Q(Base):
    def get(self):
        return 7
    def own(self):
        return 'own'
def pick(n):
    if n > 1:
        return P()
    return Q()
def narrow(b):
    if isinstance(b, Q):
        return b.own()
    return 'other'
def call(b):
    return b.get()
def main(argv):
    b = pick(len(argv))
    narrow(b)
    return call(b)
";
    assert_eq!(result(source, "pick"), "an instance of `Base`");
    assert_eq!(result(source, "narrow"), "a str");
    assert_eq!(result(source, "call"), "an int >= 0");
    assert_eq!(results(source, "get").len(), 2);
}

#[test]
fn a_test_of_the_type_narrows() {
    let source = "
class Base:
    pass
class P(Base):
    own = 1
class Q(Base):
    own = 'q'
def pick(n):
    if n > 1:
        return P()
    return Q()
def f(b):
    if type(b) is Q:
        return b
    return None
def g(b):
    if P != b.__class__:
        return 2.5
    return b.own
def h(b):
    t = type(b)
    if isinstance(b, P) and t is Q:
        return b.no_such_attribute
    return t is Q
def main(argv):
    b = pick(len(argv))
    f(b); g(b); h(b)
    return 0
";
    assert_eq!(result(source, "f"), "an instance of `Q` or None");
    assert_eq!(result(source, "g"), "a float");
    assert_eq!(result(source, "h"), "a bool");
}

#[test]
fn an_implementation_that_turns_up_late_joins_the_family() {
    let source = "
class Base:
    def get(self):
        return None
def call(b):
    return b.get()
def make(n):
    class_ = CLASSES[n]
    return class_()
class Late(Base):
    def get(self):
        return 'late'
CLASSES = [Base, Late]
def main(argv):
    call(Base())
    call(make(len(argv) % 2))
    return 0
";
    assert_eq!(result(source, "call"), "a str or None");
}

#[test]
fn explicit_and_super_init() {
    let source = "
class Base:
    def __init__(self, n):
        self.n = n
class P(Base):
    def __init__(self, n):
        Base.__init__(self, n)
        self.p = str(n)
class Q(P):
    def __init__(self, n):
        super().__init__(n + 1)
        self.q = 1.5
def f(q):
    return q.n, q.p, q.q
def main(argv):
    f(Q(len(argv)))
    return 0
";
    assert_eq!(result(source, "f"), "(an int >= 0, a str, a float)");
}

#[test]
fn mixins_are_copied() {
    let source = "
class Mixin:
    _mixin_ = True
    def twice(self):
        return self.get() + self.get()
class P(Mixin):
    def get(self):
        return 1
class Q(Mixin):
    def get(self):
        return 'q'
def main(argv):
    P().twice()
    Q().twice()
    return 0
";
    let mut all = results(source, "twice");
    all.sort();
    assert_eq!(all, ["a str", "an int >= 0"]);
}

#[test]
fn properties_and_class_attributes() {
    let source = "
class A:
    default = 'd'
    def __init__(self, n):
        self.n = n
    @property
    def double(self):
        return self.n * 2.0
def f(a):
    return a.double, a.default
def main(argv):
    f(A(len(argv)))
    return 0
";
    assert_eq!(result(source, "f"), "(a float, a str)");
}

#[test]
fn lists_share_their_items() {
    let source = "
def fill(l, n):
    l.append(n)
    return l
def f(n):
    l = []
    fill(l, n)
    return l
def g():
    l = []
    return l
def main(argv):
    f(None)
    l = f(argv[0])
    g()
    x = [1, 2, 3][1:]
    return len(l)
";
    assert_eq!(result(source, "f"), "a list of a str or None");
    assert_eq!(result(source, "g"), "a list");
}

#[test]
fn only_growing_lists_are_resized() {
    use rpy_annotate::model::Kind;
    let source = "
def fixed(n):
    l = [0] * n
    l[0] = 5
    return l
def growing(n):
    l = [0]
    l.append(n)
    return l
def sliced(n):
    return growing(n)[1:]
def main(argv):
    fixed(len(argv)); sliced(3)
    return 0
";
    let resized = look(source, |a, _| {
        let mut all = vec![];
        for f in ["fixed", "growing", "sliced"] {
            let g = graphs_of(a, f)[0];
            let Kind::List { def, .. } = a.graphs[g].ret.kind else { panic!("{f} gives no list") };
            all.push(a.defs.list(def).resized);
        }
        all
    });
    assert_eq!(resized, [false, true, false]);
}

#[test]
fn prebuilt_objects_with_cycles() {
    let source = "
class Node:
    def __init__(self, name):
        self.name = name
        self.next = None
        self.items = [self]
a = Node('a')
b = Node('b')
a.next = b
b.next = a
TABLE = {'a': a, 'b': b}
def f(k):
    return TABLE[k].next
def g(n):
    return n.items[0].name
def main(argv):
    f(argv[0])
    g(a)
    return 0
";
    assert_eq!(result(source, "f"), "an instance of `Node`");
    assert_eq!(result(source, "g"), "a str");
}

#[test]
fn exceptions() {
    let source = "
class Stop(Exception):
    def __init__(self, code):
        self.code = code
def f(n):
    if n > 2:
        raise Stop(n)
    if n > 1:
        raise ValueError('bad')
    return 1
def g(n):
    try:
        return f(n)
    except Stop as e:
        return e.code
    except ValueError as e:
        return len(str(e))
def never():
    raise KeyError
def main(argv):
    g(len(argv))
    if len(argv) > 10:
        never()
    return 0
";
    assert_eq!(result(source, "f"), "an int >= 0 = 1");
    assert_eq!(result(source, "g"), "an int >= 0");
    assert_eq!(result(source, "never"), "nothing");
}

#[test]
fn functions_as_values_are_one_family() {
    let source = "
def p(x): return x
def q(x): return 7
def call(f, x):
    return f(x)
TABLE = [p, q]
def main(argv):
    call(p, len(argv))
    call(TABLE[len(argv) % 2], -5)
    return 0
";
    assert_eq!(result(source, "call"), "an int");
    assert_eq!(result(source, "p"), "an int");
}

#[test]
fn default_star_and_keyword_arguments() {
    let source = "
def d(a, b='x'):
    return b
def s(*args):
    return args
def k(a, *, b):
    return b
def main(argv):
    d(1); d(2, argv[0])
    s(1); s('a', 2.0)
    k(1, b=2.5)
    d(*(1, 'z'))
    return 0
";
    assert_eq!(result(source, "d"), "a str");
    assert_eq!(results(source, "s").len(), 2);
    assert_eq!(result(source, "k"), "a float");
}

#[test]
fn specialisation() {
    let source = "
from rpython.rlib.objectmodel import specialize
@specialize.argtype(0)
def ident(x): return x
@specialize.arg(0)
def by(kind, x):
    if kind == 'int':
        return x
    return str(x)
@specialize.memo()
def size(cls): return len(cls.__name__)
class A: pass
class Longer(A): pass
@specialize.call_location()
def here(x): return x
def main(argv):
    ident(1 + len(argv)); ident('s'); ident(2 * len(argv))
    by('int', len(argv)); by('str', len(argv))
    here(1 + len(argv)); here('s')
    size(A)
    return 0
";
    let mut idents = results(source, "ident");
    idents.sort();
    assert_eq!(idents, ["a str", "an int >= 0"]);
    assert_eq!(results(source, "by").len(), 2);
    assert_eq!(results(source, "here").len(), 2);
}

#[test]
fn user_containers_and_generators() {
    let source = "
class Bag:
    def __init__(self):
        self.d = {}
    def __len__(self): return len(self.d)
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __contains__(self, k): return k in self.d
    def __call__(self, x): return x + 0.5
    def __enter__(self): return self
    def __exit__(self, t, v, tb): pass
def gen(n):
    i = 0
    while i < n:
        yield str(i)
        i += 1
def f(b):
    b['k'] = 3
    with b:
        n = len(b)
    return n, b['k'], 'k' in b, b(1)
def g(n):
    last = ''
    for s in gen(n):
        last = s
    return last
def main(argv):
    f(Bag()); g(len(argv))
    return 0
";
    assert_eq!(result(source, "f"), "(an int >= 0, an int >= 0, a bool, a float)");
    assert_eq!(result(source, "g"), "a str");
}

#[test]
fn formatting_and_print() {
    let source = "
def f(n, s):
    print('n', n)
    return '%d %s' % (n, s) + f'{n} {s!r} {n:3d}'
def main(argv):
    f(1, argv[0])
    return 0
";
    assert_eq!(result(source, "f"), "a str");
}

#[test]
fn unsigned_numbers() {
    let source = "
from rpython.rlib.rarithmetic import r_uint, intmask
def f(n):
    return r_uint(n) + 1
def g(n):
    return intmask(r_uint(n) >> 3)
def main(argv):
    f(len(argv)); g(len(argv))
    return 0
";
    assert_eq!(result(source, "f"), "an r_uint");
    assert_eq!(result(source, "g"), "an int");
}

#[test]
fn declared_types_are_what_parameters_and_results_are() {
    let source = "
from rpython.rlib.objectmodel import enforceargs
from rpython.rlib.signature import signature, finishsigs
from rpython.rlib import types
class A: pass
class B(A): pass
@enforceargs(float, None, A)
def f(x, y, a):
    return x, y, a
@signature(types.list(types.str()), types.tuple(types.float(), types.any()), returns=types.int())
def g(l, t):
    return len(l)
@enforceargs(int)
def h(n):
    return n
@finishsigs
class C:
    @signature(types.self(), types.char(), returns=types.str())
    def m(self, c):
        return c
def main(argv):
    f(1, 'y', B())
    l = []
    g(l, (1, 2))
    l.append('s')
    h(3)
    C().m('c')
    return 0
";
    assert_eq!(result(source, "f"), "(a float, a str, an instance of `A`)");
    assert_eq!(result(source, "g"), "an int");
    assert_eq!(result(source, "h"), "an int");
    assert_eq!(result(source, "m"), "a str");
}

#[test]
fn the_class_of_an_instance_may_be_one_that_turns_up_late() {
    let source = "
class Base:
    name = 'base'
def f(b):
    return type(b).name
def g(b):
    return b.__class__.name
def main(argv):
    f(Base())
    g(Base())
    return late(len(argv))
def late(n):
    class_ = CLASSES[n]
    f(class_())
    return 0
class Late(Base):
    name = None
CLASSES = [Base, Late]
";
    assert_eq!(result(source, "f"), "a str or None");
    assert_eq!(result(source, "g"), "a str or None");
}

#[test]
fn a_method_read_of_subclasses_first_is_one_method() {
    let source = "
class Base:
    def name(self):
        return 'base'
    def describe(self):
        return self.name()
class P(Base):
    pass
class Q(Base):
    pass
def main(argv):
    P().describe()
    Q().describe()
    return 0
";
    let targets = look(source, |a, _| {
        let describe = graphs_of(a, "describe")[0];
        a.calls.iter().filter(|((g, _), _)| *g == describe).map(|(_, t)| t.clone()).collect::<Vec<_>>()
    });
    assert!(matches!(targets[..], [CallTarget::Direct { .. }]), "{targets:?}");
}
