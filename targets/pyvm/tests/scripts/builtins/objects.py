"""type, isinstance, getattr and kin, callable, id, vars, dir, repr, print."""

import sys


class A:
    x = 1

    def __init__(self):
        self.y = 2

    def m(self):
        return 3


a = A()
print(getattr(a, "x"), getattr(a, "zz", 5), hasattr(a, "y"), hasattr(a, "z"), setattr(a, "z", 9), a.z, delattr(a, "z"), hasattr(a, "z"), vars(a), getattr(a, "m")(), callable(a), callable(A), callable(a.m), callable(len), callable(lambda: 0), callable("x"))
print([n for n in dir(a) if not n.startswith("_")], [n for n in dir(A) if not n.startswith("_")], type(a).__name__, type(A).__name__, isinstance(a, A), id(a) == id(a), id(a) == id(A()), a is a, type(a) == A)
print("a", 1, None, [1], sep="-", end="!\n")
print()
print("x", end="")
print("y", end="\n\n")
print(*[1, 2, 3], sep=", ")
print("no", "space", sep="")
print("sep none", 1, sep=None, end=None)
print("to stdout", file=sys.stdout)
print("to stderr", file=sys.stderr) if False else None
print("a\nb", "c\td", repr("a\nb"))
print(1, "two", 3.0, (4,), [5], {6: 7}, {8}, None, True, b"9", range(10), slice(1), ..., NotImplemented, int, len, sep="|")


class Writer:
    def __init__(self):
        self.text = ""

    def write(self, s):
        self.text += s

    def flush(self):
        self.text += "<flush>"


w = Writer()
print("hello", 5, file=w)
print("x", file=w, end="", flush=True)
print(repr(w.text))
for f in (lambda: getattr(a, "zz"), lambda: getattr(a, 5), lambda: setattr(a, 5, 1), lambda: vars(5), lambda: type("x", 5, {}), lambda: isinstance(1, "int"), lambda: print(sep=5), lambda: print("x", foo=1)):
    try:
        f()
        print("no error")
    except (AttributeError, TypeError) as e:
        print(type(e).__name__ + ":", e)
print(repr(5), repr("x"), repr([1, "a"]), ascii("é"), str(5), str([1]), format(5, "03"), repr(type(a))[:8], __name__, type(__builtins__).__name__)
print(object() is object(), type(object()).__name__, object.__name__, bool(object()), object() == object(), isinstance(5, object), repr(object())[:8])
print(globals()["a"] is a, "A" in globals(), (lambda q: locals())(1))
print(list(map(type, [1, 1.0, "", b"", [], (), {}, set(), None, True, range(1), frozenset(), slice(1), ..., lambda: 0])))
