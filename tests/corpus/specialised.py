"""Specialisation, unrolling, hints, NonConstant, we_are_translated."""

from rpython.rlib import jit
from rpython.rlib.debug import check_nonneg, ll_assert, make_sure_not_resized
from rpython.rlib.listsort import TimSort, make_timsort_class
from rpython.rlib.nonconst import NonConstant
from rpython.rlib.objectmodel import (
    always_inline,
    compute_hash,
    compute_unique_id,
    dont_inline,
    enforceargs,
    keepalive_until_here,
    likely,
    specialize,
    try_inline,
    unlikely,
)
from rpython.rlib.rarithmetic import intmask, r_uint
from rpython.rlib.signature import signature
from rpython.rlib import types
from rpython.rlib.unroll import unrolling_iterable
from rpython.testing import case


@specialize.argtype(0)
def doubled(x):
    return x + x


@case((3, "ab", 0.5))
def argtype(n, s, x):
    return doubled(n), doubled(s), doubled(x)


@specialize.argtype(0, 1)
def pair(a, b):
    return b, a


@case((3, "ab"))
def two_argtypes(n, s):
    return pair(n, s), pair(s, n), pair(n, 2.5)


@specialize.arg(1)
def convert(n, kind):
    if kind == "text":
        return str(n)
    elif kind == "twice":
        return n * 2
    else:
        return None


@case((7,))
def arg(n):
    return convert(n, "text"), convert(n, "twice"), convert(n, "none") is None


@specialize.memo()
def squared_at_translation(n):
    return n * n


class Kind(object):
    def __init__(self, name):
        self.name = name

    def _freeze_(self):
        return True


INT = Kind("int")
STR = Kind("str")


@specialize.memo()
def kind_name(kind):
    return kind.name.upper()


@case((True,))
@case((False,))
def memo(flag):
    kind = INT if flag else STR
    return kind_name(kind), squared_at_translation(12)


@specialize.call_location()
def new_list(x):
    return [x]


@case((1, "a"))
def call_location(n, s):
    a = new_list(n)
    b = new_list(s)
    a.append(2)
    b.append("b")
    return a[0] + a[1], b[0] + b[1]


@specialize.arglistitemtype(0)
def first_of(items):
    return items[0]


@case((4,))
def arglistitemtype(n):
    return first_of([n, 1]), first_of(["x", "y"])


FIELDS = unrolling_iterable([("x", 1), ("y", 20), ("z", 300)])


TWO_FIELDS = unrolling_iterable([("x", 1), ("y", 20)])


class Record(object):
    def __init__(self, n):
        self.x = n
        self.y = n + 1
        self.z = "text"


@case((5,))
def unrolled_attributes(n):
    r = Record(n)
    count = 0
    for name, weight in TWO_FIELDS:
        count += getattr(r, name) * weight
    return count, r.z


@case(("y",))
@case(("q",))
def unrolled_search(key):
    for name, weight in FIELDS:
        if name == key:
            return weight
    return 0


UNROLLED_FUNCTIONS = unrolling_iterable([("len", lambda s: len(s)), ("first", lambda s: ord(s[0]))])


@case(("len", "abc"))
@case(("first", "abc"))
@case(("none", "abc"))
def unrolled_functions(name, s):
    for known, f in UNROLLED_FUNCTIONS:
        if name == known:
            return f(s)
    return -1


@enforceargs(int, str)
def enforced(n, s):
    return s * n


@signature(types.int(), types.str(), returns=types.str())
def signed(n, s):
    return s + str(n)


@case((3, "ab"))
def declared_types(n, s):
    return enforced(n, s), signed(n, s)


@always_inline
def inlined(x):
    return x * 3


@dont_inline
def not_inlined(x):
    return x + 4


@try_inline
def maybe_inlined(x):
    return x - 5


@case((10,))
def inlining(n):
    return inlined(n), not_inlined(n), maybe_inlined(n)


@jit.elidable
def pure(a, b):
    return a * b


@jit.unroll_safe
def short_loop(n):
    total = 0
    for i in range(n):
        total += i
    return total


@jit.dont_look_inside
def opaque(n):
    return n + 1


@case((6,))
def jit_hints(n):
    n = jit.promote(n)
    m = jit.hint(n, promote=True)
    if jit.we_are_jitted():
        return -1
    if jit.isconstant(n) or jit.isvirtual(n):
        return -2
    return pure(m, 2) + short_loop(m) + opaque(m)


driver = jit.JitDriver(greens=["pc", "code"], reds=["acc"])


@case(("+++-*",))
def interpreter_with_driver(code):
    pc = 0
    acc = 1
    while pc < len(code):
        driver.jit_merge_point(pc=pc, code=code, acc=acc)
        c = code[pc]
        if c == "+":
            acc += 1
        elif c == "-":
            acc -= 1
        else:
            acc *= acc
        pc += 1
    jit.set_param(None, "threshold", 100)
    return acc


@case((3,))
def non_constant(n):
    x = NonConstant(5)
    if NonConstant(True):
        x += n
    return x


@case((3,))
def likely_branches(n):
    if likely(n > 0):
        n += 1
    if unlikely(n > 100):
        n = 0
    ll_assert(n >= 0, "positive")
    check_nonneg(n)
    keepalive_until_here(n)
    return n


@case(("abc", 7))
def hashes(s, n):
    same = compute_hash(s) == compute_hash(s[:1] + "bc")
    pairs_same = compute_hash((s, n)) == compute_hash((s, n + 0))
    return same, pairs_same


class Thing(object):
    pass


@case((1,))
def unique_ids(n):
    a = Thing()
    b = Thing()
    first = compute_unique_id(a)
    for i in range(100):
        Thing()
    return first == compute_unique_id(a), first == compute_unique_id(b)


DescendingSort = make_timsort_class(lt=lambda a, b: a > b)
StrSort = make_timsort_class()
PairSort = make_timsort_class(lt=lambda a, b: a[0] < b[0])


def random_list(n):
    items = []
    x = r_uint(12345)
    for i in range(n):
        x = x * r_uint(6364136223846793005) + r_uint(1442695040888963407)
        items.append(intmask(x >> 40) % 1000)
    return items


@case((0,))
@case((1,))
@case((10,))
@case((500,))
def sort_ints(n):
    items = random_list(n)
    TimSort(items).sort()
    for i in range(1, n):
        if items[i - 1] > items[i]:
            return "wrong", 0
    return "sorted", items[n // 2] if n > 0 else -1


@case((100,))
def sort_descending(n):
    items = random_list(n)
    DescendingSort(items).sort()
    for i in range(1, n):
        if items[i - 1] < items[i]:
            return -1
    return items[0] - items[n - 1]


@case(("the quick brown fox jumps over the lazy dog",))
def sort_strs(text):
    words = text.split(" ")
    StrSort(words).sort()
    return " ".join(words)


@case((200,))
def sort_stable(n):
    values = random_list(n)
    items = [(values[i] % 10, i) for i in range(n)]
    PairSort(items).sort()
    for i in range(1, n):
        if items[i - 1][0] == items[i][0] and items[i - 1][1] > items[i][1]:
            return "not stable"
    return "stable"


@case((5,))
def fixed_list(n):
    items = make_sure_not_resized([0] * 8)
    items[n] = n
    return items[n], len(items)
