"""Instances, classes of tests, and prebuilt objects."""

from rpython.testing import compile, interpret


class Shape(object):
    def __init__(self, size):
        self.size = size

    def area(self):
        raise NotImplementedError


class Square(Shape):
    def area(self):
        return self.size * self.size


class Double(Square):
    def area(self):
        return 2 * Square.area(self)


def test_dispatch():
    def f(n):
        shapes = [Square(n), Double(n)]
        return [s.area() for s in shapes]

    assert interpret(f, [3]) == [9, 18]
    assert compile(f, [int])(4) == [16, 32]


def test_classes_of_the_test():
    class Point(object):
        def __init__(self, x, y):
            self.x = x
            self.y = y

        def swapped(self):
            return Point(self.y, self.x)

    def f(x, y):
        p = Point(x, y).swapped()
        return p.x, p.y

    assert interpret(f, [1, 2]) == (2, 1)


def test_two_classes_of_one_name():
    def made(base):
        class C(object):
            def get(self):
                return base

        return C

    one, two = made(1), made(2)

    def f(n):
        return one().get() + two().get() + n

    assert interpret(f, [10]) == 13


def test_prebuilt_instances():
    square = Square(5)

    def f(n):
        square.size += n
        return square.area()

    assert interpret(f, [1]) == 36
    # The program has a copy.
    assert square.size == 5


def test_an_instance_as_an_argument():
    def f(shape):
        return shape.area()

    assert interpret(f, [Square(4)]) == 16
    assert interpret(f, [Double(4)]) == 32


def test_a_bound_method():
    assert interpret(Square(6).area) == 36


def test_an_instance_as_a_result():
    def f(n):
        return Square(n)

    assert repr(interpret(f, [1])) == "<Square>"


def test_isinstance():
    def f(n):
        shape = Double(n) if n > 2 else Square(n)
        return isinstance(shape, Double)

    assert interpret(f, [3]) is True
    assert interpret(f, [1]) is False


def test_class_attributes():
    class A(object):
        kind = "a"

    class B(A):
        kind = "b"

    def f(n):
        x = A() if n else B()
        return x.kind

    assert interpret(f, [1]) + interpret(f, [0]) == "ab"
