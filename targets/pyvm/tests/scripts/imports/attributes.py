"""Modules as objects: attributes, changes seen by all, functions that use their own module's globals, dir, vars, getattr."""

import _shapes
import sys

print(type(_shapes).__name__, _shapes.__name__, repr(_shapes)[:16], hasattr(_shapes, "PI"), getattr(_shapes, "NOPE", "default"))
_shapes.PI = 10
print(_shapes.Circle(1).area())
del _shapes.PI
try:
    _shapes.Circle(1).area()
except NameError as e:
    print("NameError:", e)
_shapes.PI = 3
setattr(_shapes, "extra", lambda: _shapes.PI + 1)
print(_shapes.extra(), "extra" in vars(_shapes), "extra" in dir(_shapes), _shapes.double.__module__, _shapes.Circle.__module__, _shapes.double.__globals__ is vars(_shapes))
_shapes.double = lambda x: x * 3
from _shapes import double
print(double(2), _shapes.double(2))


def replaced():
    return "patched"


original, _shapes.count = _shapes.count, replaced
print(_shapes.count(), original())
_shapes.count = original
m = sys.modules["_shapes"]
print(m is _shapes, sys.modules.get("nothing"), "sys" in sys.modules)
sys.modules["invented"] = _shapes
import invented
print(invented is _shapes, invented.PI)


class Fake:
    answer = 42

    def __getattr__(self, name):
        return "dynamic " + name


sys.modules["fake"] = Fake()
import fake
from fake import answer, something
print(fake.answer, fake.other, answer, something)
for name in ("_shapes.PI", "", "a..b", "_shapes."):
    try:
        __import__(name)
        print("no error")
    except (ImportError, ValueError) as e:
        print(type(e).__name__)
try:
    import _shapes.deeper
except ModuleNotFoundError as e:
    print("ModuleNotFoundError:", e)
try:
    from _shapes import nothing_there
except ImportError as e:
    print("ImportError:", str(e).split(" (")[0], e.name)
try:
    _shapes.undefined
except AttributeError as e:
    print("AttributeError:", e)
import math
math.custom = 1
import math as again
print(again.custom, again is math, [k for k in ("sin", "pi", "custom", "nope") if hasattr(math, k)])
def lazy():
    import _names
    return _names.one
print(lazy(), "_names" in sys.modules, "_names" in globals())
