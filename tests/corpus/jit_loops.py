"""Small interpreters with merge points: what they do is the same with a JIT, whatever its parameters are."""

from rpython.rlib.jit import JitDriver, dont_look_inside, elidable, promote, unroll_safe
from rpython.rlib.rarithmetic import intmask, ovfcheck, r_uint
from rpython.testing import case

# ____________________________________________________________ registers, and a jump back

registers = JitDriver(greens=["pc", "code"], reds=["n", "regs"], name="registers")


@case(("i0 a01 d2 j0", 30))
@case(("i0 i1 a01 s12 d2 j0", 25))
@case(("x", 3))
@case(("", 0))
def register_machine(text, n):
    code = text.split(" ")
    regs = [0, 1, n]
    pc = 0
    while pc < len(code):
        registers.jit_merge_point(pc=pc, code=code, n=n, regs=regs)
        word = code[pc]
        op = word[0] if word else "?"
        if op == "i":
            regs[digit(word, 1)] += 1
        elif op == "d":
            regs[digit(word, 1)] -= 1
        elif op == "a":
            regs[digit(word, 1)] += regs[digit(word, 2)]
        elif op == "s":
            regs[digit(word, 1)] -= regs[digit(word, 2)]
        elif op == "j" and regs[2] > 0:
            pc = digit(word, 1)
            registers.can_enter_jit(pc=pc, code=code, n=n, regs=regs)
            continue
        pc += 1
    return regs[0], regs[1], regs[2]


def digit(word, at):
    return ord(word[at]) - ord("0")


# ____________________________________________________________ boxes, and errors of the interpreted program


class Value(object):
    def add(self, other):
        raise Mismatch("nothing can be added")

    def text(self):
        return "?"


class Int(Value):
    _immutable_fields_ = ["n"]

    def __init__(self, n):
        self.n = n

    def add(self, other):
        if isinstance(other, Int):
            try:
                return Int(ovfcheck(self.n + other.n))
            except OverflowError:
                return Float(float(self.n) + float(other.n))
        if isinstance(other, Float):
            return Float(float(self.n) + other.x)
        raise Mismatch("an int and text")

    def text(self):
        return str(self.n)


class Float(Value):
    _immutable_fields_ = ["x"]

    def __init__(self, x):
        self.x = x

    def add(self, other):
        if isinstance(other, Int):
            return Float(self.x + float(other.n))
        if isinstance(other, Float):
            return Float(self.x + other.x)
        raise Mismatch("a float and text")

    def text(self):
        return "%d/2" % int(self.x * 2.0) if abs(self.x) < 1e9 else "large"


class Text(Value):
    def __init__(self, s):
        self.s = s

    def add(self, other):
        return Text(self.s + other.text())

    def text(self):
        return self.s


class Mismatch(Exception):
    def __init__(self, what):
        self.what = what


boxes = JitDriver(greens=["kind"], reds=["i", "n", "errors", "total", "values"], name="corpus_boxes")


@case((0, 40))
@case((1, 40))
@case((2, 40))
@case((3, 12))
@case((4, 40))
def boxed_values(kind, n):
    values = [[Int(1)], [Int(1), Float(0.5)], [Int(1 << 62)], [Text("a"), Int(7)], [Int(3), Text("b"), Float(2.5)]][kind]
    total = values[0]
    errors = 0
    i = 0
    while i < n:
        boxes.jit_merge_point(kind=kind, i=i, n=n, errors=errors, total=total, values=values)
        try:
            total = total.add(values[i % len(values)])
        except Mismatch as e:
            errors += len(e.what)
            total = values[0]
        i += 1
    return total.text(), errors


# ____________________________________________________________ kinds of containers

containers = JitDriver(greens=[], reds=["i", "n", "items", "names", "pair"], name="containers")


@case((35,))
@case((1,))
def lists_dicts_and_tuples(n):
    items = []
    names = {}
    pair = (0, 1.0)
    i = 0
    while i < n:
        containers.jit_merge_point(i=i, n=n, items=items, names=names, pair=pair)
        items.append(i * i % 7)
        name = "n%d" % (i % 5)
        names[name] = names.get(name, 0) + items[-1]
        a, b = pair
        pair = (a + items[i // 2], b + 0.25)
        if len(items) > 20:
            items.pop(0)
            i += 1
        i += 1
    return len(items), names["n0"], pair


# ____________________________________________________________ loops within loops, calls, unsigned numbers

nested = JitDriver(greens=["depth"], reds=["i", "n", "total"], name="nested_corpus")


@case((0, 9))
@case((1, 9))
@case((2, 6))
def loops_within_loops(depth, n):
    total = 0
    i = 0
    while i < n:
        nested.jit_merge_point(depth=depth, i=i, n=n, total=total)
        if depth == 0:
            total += triangle(i) + scaled(3, i)
        else:
            total += loops_within_loops(depth - 1, i + 2)
        i += 1
    return total


@unroll_safe
def triangle(n):
    total = 0
    for k in range(n):
        total += k
    return total


@elidable
def scaled(factor, x):
    return factor * x


BASIS = r_uint(14695981039346656037)
words = JitDriver(greens=["rounds"], reds=["i", "n", "hash"], name="words")


@case((3, 60))
@case((1, 8))
def unsigned_arithmetic(rounds, n):
    hash = BASIS
    i = 0
    while i < n:
        words.jit_merge_point(rounds=rounds, i=i, n=n, hash=hash)
        for k in range(promote(rounds)):
            hash = (hash ^ r_uint(i + k)) * r_uint(1099511628211)
            hash ^= hash >> r_uint(29)
        i += 1
        if i == n:
            break
    return intmask(hash), intmask(hash % r_uint(1000))


# ____________________________________________________________ exceptions that leave the portal, and generators

leaving = JitDriver(greens=[], reds=["left", "n"], name="leaving")


class Done(Exception):
    def __init__(self, n):
        self.n = n


def run_down(left):
    n = 0
    while True:
        leaving.jit_merge_point(left=left, n=n)
        if left == 0:
            raise Done(n)
        n += noisy(left)
        left -= 1


@dont_look_inside
def noisy(n):
    if n % 11 == 10:
        raise IndexError
    return n


@case((9, 15))
@case((30, 3))
def leaving_by_exceptions(left, times):
    found = []
    for k in range(times):
        try:
            run_down(left)
        except Done as e:
            found.append(e.n)
        except IndexError:
            found.append(-1)
    return len(found), found[0], found[-1]


pulling = JitDriver(greens=[], reds=["total", "source"], name="pulling")


def every_second(n):
    k = 0
    while k < n:
        yield k
        k += 2


@case((40,))
@case((0,))
def pulled_from_a_generator(n):
    source = every_second(n)
    total = 0
    while True:
        pulling.jit_merge_point(total=total, source=source)
        try:
            k = source.__next__()
        except StopIteration:
            return total
        total += k * k
