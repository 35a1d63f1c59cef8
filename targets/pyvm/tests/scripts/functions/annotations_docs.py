"""Docstrings, annotations, attributes of functions."""


def f(a: int, b: "text" = 5, *args: float, c: list[int] = None, **kw: dict) -> str:
    """First line.

    More.
    """
    return "x"


print(f.__doc__)
print(f.__annotations__["a"], f.__annotations__["b"], f.__annotations__["return"], sorted(f.__annotations__))
print(f(1), f.__name__, f.__module__)
x: int = 5
y: str
print(x, "y" in globals(), __annotations__)


class C:
    """A class."""
    a: int = 1
    b: str

    def method(self):
        "A method."


print(C.__doc__, C.method.__doc__, C.a, hasattr(C, "b"), C.__annotations__, C.__name__, C.__module__)
f.__name__ = "renamed"
f.__doc__ = "new"
print(f.__name__, f.__doc__)


def no_doc():
    5
    "not a docstring"


print(no_doc.__doc__, no_doc())


def local_annotations():
    z: int = 3
    w: undefined_name
    return z


print(local_annotations())
print((lambda: 0).__doc__, len.__name__, str.upper.__name__, int.__name__, type(None).__name__)


def outer():
    def inner():
        pass

    class Inner:
        def m(self):
            pass
    return inner, Inner


i, I = outer()
print(i.__qualname__, I.__qualname__, I.m.__qualname__, (lambda: 0).__qualname__, C.method.__qualname__)
print(__name__, __doc__)
