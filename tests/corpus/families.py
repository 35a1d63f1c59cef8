"""Functions, methods and classes that one call may reach, with parameters and defaults that differ."""

from rpython.testing import case


def plain(x):
    return x


def scaled(x, y=2):
    return x * y


def shifted(x, y=3, z=5):
    return x + y * z


def counted(x, *rest):
    return x + 100 * len(rest)


def named(x, *, base=7):
    return x + base


ALL = [plain, scaled, shifted, counted, named]


@case((0,))
@case((1,))
@case((2,))
@case((3,))
@case((4,))
def defaults_differ(i):
    f = ALL[i]
    return f(10)


@case((0,))
@case((1,))
@case((2,))
def two_shapes(i):
    f = [scaled, shifted, counted][i]
    return f(10) * 1000 + f(10, 4)


def forward(a, b, c=1):
    return a * 100 + b * 10 + c


def backward(b, a, d=9):
    return a * 1000 + b * 100 + d


@case((True,))
@case((False,))
def keywords_at_other_places(flag):
    f = forward if flag else backward
    return f(b=2, a=3), f(1, 2)


@case((True,))
@case((False,))
def star_of_a_tuple(flag):
    f = shifted if flag else counted
    t = (3, 4)
    return f(*t), f(1, *t), f(2)


@case((0,))
@case((1,))
@case((2,))
@case((3,))
def functions_or_none(i):
    f = None
    if i == 1:
        f = plain
    elif i == 2:
        f = scaled
    elif i == 3:
        f = shifted
    if f is None:
        return -1
    if f is scaled:
        return f(i) + 1
    return f(i)


def half(x):
    return x * 0.5


def third(x, by=3.0):
    return x / by


@case((True, 4))
@case((False, 6))
def numbers_widen(flag, n):
    f = half if flag else third
    return f(n), f(n + 0.5)


def same_name(x, name="a"):
    return name + str(x)


def other_name(x, name="b", times=2):
    return (name + str(x)) * times


@case((True,))
@case((False,))
def text_defaults(flag):
    f = same_name if flag else other_name
    return f(1), f(2, "c"), f(3, name="d")


class Shape(object):
    def area(self, unit=1):
        return unit

    def scale(self, by):
        return "shape" + str(by)


class Square(Shape):
    def __init__(self, side):
        self.side = side

    def area(self, unit=2, extra=0):
        return self.side * self.side * unit + extra

    def scale(self, by, twice=False):
        if twice:
            by *= 2
        return "square" + str(self.side * by)


class Circle(Shape):
    def __init__(self, r, *more):
        self.r = r + len(more)

    def area(self, unit=3):
        return self.r * unit

    def scale(self, by, *rest):
        return "circle" + str(self.r * by + len(rest))


class Small(Square):
    def area(self, unit=5, extra=7):
        return Square.area(self, unit, extra)


def shapes():
    return [Shape(), Square(3), Circle(4), Small(2)]


@case((0,))
@case((1,))
@case((2,))
@case((3,))
def methods_with_defaults(i):
    s = shapes()[i]
    return s.area(), s.area(10), s.scale(3)


@case((0,))
@case((1,))
@case((2,))
@case((3,))
def bound_methods_with_defaults(i):
    m = shapes()[i].area
    return m() * 1000 + m(4)


class Base(object):
    def __init__(self, n):
        self.n = n


class WithDefault(Base):
    def __init__(self, n, k=4, *, w=1):
        Base.__init__(self, n * k + w)


class WithRest(Base):
    def __init__(self, n, *rest):
        Base.__init__(self, n + len(rest))


class Swapped(Base):
    def __init__(self, k=2, n=3):
        Base.__init__(self, n * 10 + k)


@case((0,))
@case((1,))
@case((2,))
@case((3,))
def classes_with_defaults(i):
    cls = [Base, WithDefault, WithRest, Swapped][i]
    return cls(5).n, cls(n=6).n


class Failure(Exception):
    pass


class Detailed(Failure):
    def __init__(self, text, code=3):
        self.text = text
        self.code = code


@case((True,))
@case((False,))
def exception_classes(flag):
    cls = Detailed if flag else Failure
    try:
        raise cls("no")
    except Detailed as e:
        return e.code, e.text
    except Failure as e:
        return 0, str(e)


class Frozen(object):
    def __init__(self, k):
        self.k = k

    def _freeze_(self):
        return True

    def __call__(self, x, y=10):
        return self.k * x + y

    def get(self, x=1):
        return self.k + x


class Negated(Frozen):
    def __call__(self, x, y=20, z=1):
        return -self.k * x + y + z

    def get(self, x=2, y=3):
        return self.k - x - y


FROZEN = [Frozen(2), Frozen(3), Negated(4)]


@case((0,))
@case((1,))
@case((2,))
def frozen_instances_are_called(i):
    f = FROZEN[i]
    return f(5), f(5, 1), f.get(), f.get(7)


def countdown(again, n):
    if n == 0:
        return 0
    return again(again, n - 1) + 1


def count_by_two(again, n):
    if n <= 0:
        return 0
    return again(again, n - 2) + 10


@case((True, 6))
@case((False, 6))
def a_function_gets_itself(flag, n):
    f = countdown if flag else count_by_two
    return f(f, n)


def never_called_a():
    return 1


def never_called_b():
    return 2


@case((0,))
@case((1,))
@case((2,))
def only_compared(i):
    f = [never_called_a, never_called_b, None][i]
    return f is None, f is never_called_a, f is never_called_b, f == never_called_b


@case((0,))
@case((1,))
@case((2,))
def compared_with_others(i):
    f = scaled if i == 0 else shifted
    n = f(2)
    g = never_called_a if i == 2 else f
    return n, g is scaled, g is shifted, g is never_called_a


class Visitor(object):
    def visit(self, node, depth=0):
        return node + depth


class DeepVisitor(Visitor):
    def visit(self, node, depth=1, limit=3):
        if depth >= limit:
            return node
        return self.visit(node * 2, depth + 1)


class NamedVisitor(Visitor):
    def visit(self, node, depth=5, *, name="v"):
        return node + depth + len(name)


@case((0,))
@case((1,))
@case((2,))
def recursive_methods(i):
    v = [Visitor(), DeepVisitor(), NamedVisitor()][i]
    return v.visit(7), v.visit(7, 2), v.visit(node=1, depth=2)
