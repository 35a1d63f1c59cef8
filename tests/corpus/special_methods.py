"""Special methods of classes, as operations call them."""

from rpython.testing import case


class Flag(object):
    def __init__(self, on):
        self.on = on

    def __bool__(self):
        return self.on


class Inverted(Flag):
    def __bool__(self):
        return not self.on


@case((0,))
@case((1,))
@case((2,))
@case((3,))
@case((4,))
def truth_by_bool(i):
    f = [Flag(True), Flag(False), Inverted(True), Inverted(False), None][i]
    result = "yes" if f else "no"
    n = 0
    while f:
        n += 1
        f.on = not f.on
        if n > 3:
            break
    return result, not f, bool(f), n, f is None


class Sized(object):
    def __init__(self, n):
        self.n = n

    def __len__(self):
        if self.n < 0:
            raise ValueError
        return self.n


@case((0,))
@case((3,))
@case((-1,))
def truth_by_length(n):
    s = Sized(n)
    try:
        if s:
            return len(s)
        return -5
    except ValueError:
        return -7


@case((0,))
@case((2,))
def and_or_of_instances(n):
    a = Sized(n) or Sized(7)
    b = Sized(n) and Sized(9)
    return len(a), len(b)


class Grid(object):
    def __init__(self, width):
        self.width = width
        self.cells = [0] * (width * width)

    def __getitem__(self, at):
        x, y = at
        return self.cells[y * self.width + x]

    def __setitem__(self, at, value):
        x, y = at
        self.cells[y * self.width + x] = value

    def __delitem__(self, at):
        self[at] = -1

    def __contains__(self, value):
        return value in self.cells

    def __len__(self):
        return len(self.cells)

    def __iter__(self):
        return GridIterator(self)

    def __call__(self, scale, offset=1):
        total = 0
        for cell in self:
            total += cell * scale
        return total + offset


class GridIterator(object):
    def __init__(self, grid):
        self.grid = grid
        self.at = 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.at == len(self.grid):
            raise StopIteration
        cell = self.grid.cells[self.at]
        self.at += 1
        return cell


@case((3,))
def items_of_an_instance(n):
    g = Grid(n)
    g[1, 2] = 5
    g[0, 0] += 4
    g[2, 2] = g[1, 2] * 2
    del g[0, 1]
    return g[1, 2], g[0, 0], 10 in g, 11 in g, 11 not in g, len(g), g[0, 1]


@case((2,))
def iteration_over_an_instance(n):
    g = Grid(n)
    g[0, 1] = 3
    g[1, 1] = 4
    seen = [c for c in g]
    it = iter(g)
    first = next(it)
    rest = 0
    for c in it:
        rest = rest * 10 + c
    return seen[2], len(seen), first, rest, g(10), g(10, 0), g(scale=2, offset=5)


@case((2,), raises=IndexError)
def error_in_getitem(n):
    return Grid(n)[5, 5]


class Doubling(Grid):
    def __getitem__(self, at):
        return 2 * Grid.__getitem__(self, at)

    def __call__(self, scale, offset=100):
        return scale + offset


@case((True,))
@case((False,))
def special_methods_are_inherited(flag):
    g = Grid(2) if flag else Doubling(2)
    g[1, 0] = 21
    return g[1, 0], g(1), len(g)


class Number(object):
    def __init__(self, v):
        self.v = v

    def __add__(self, other):
        return Number(self.v + other.v)

    def __sub__(self, other):
        return Number(self.v - other.v)

    def __mul__(self, k):
        return Number(self.v * k)

    def __str__(self):
        return "N" + str(self.v)

    def __repr__(self):
        return "<" + str(self.v) + ">"


class Negative(Number):
    def __str__(self):
        return "-" + Number.__str__(self)


@case((4,))
def arithmetic_of_instances(n):
    a = Number(n) + Number(1) * 3 - Number(2)
    a += Number(10)
    return a.v


@case((True, 3))
@case((False, 3))
def text_of_instances(flag, n):
    a = Number(n) if flag else Negative(n)
    return str(a), repr(a), f"{a}|{a!s:>6}|{a!r}|{a!s:5}|", "%s" % str(a)


class OnlyRepr(object):
    def __repr__(self):
        return "only"


@case(())
def text_by_repr():
    return str(OnlyRepr()), f"{OnlyRepr()}", repr(OnlyRepr())


class Complaint(Exception):
    def __init__(self, what):
        self.what = what

    def __str__(self):
        return "complaint: " + self.what


@case(("x",))
def text_of_an_exception(what):
    try:
        raise Complaint(what)
    except Complaint as e:
        return str(e), f"{e}"


class Ring(object):
    def __init__(self):
        self.next = None
        self.name = ""


RING = Ring()
RING.next = Ring()
RING.next.next = RING
RING.name = "a"
RING.next.name = "b"


@case((5,))
def prebuilt_cycle(n):
    r = RING
    out = ""
    for i in range(n):
        out += r.name
        r = r.next
    return out, RING.next.next is RING, RING == RING.next
