"""import in its forms; modules are run once."""

import _shapes
import _shapes as s
from _shapes import Circle, double as twice, made
from _shapes import (count,
                     PI,)

print(_shapes is s, s.PI, PI, twice(4), Circle is s.Circle, _shapes.Circle(2).area(), count(), made)
_shapes.PI = 4
print(PI, _shapes.PI, Circle(1).area(), s.made is made, made, count())
import sys
print("_shapes" in sys.modules, sys.modules["_shapes"] is s, s.__name__, __name__, s.__doc__, type(s).__name__)


def inside():
    import _shapes as local
    from _shapes import double
    return local is s, double(5), "double" in globals()


print(inside())
for f in ("import nothing_here", "from _shapes import nothing", "import _shapes.sub", "from nothing_here import x", "import _fails"):
    try:
        exec(f)
        print("no error")
    except ImportError as e:
        print(type(e).__name__ + ":", str(e).split(" (")[0])
    except ValueError as e:
        print("ValueError:", e)
print("_fails" in sys.modules)
try:
    import _fails
except ValueError as e:
    print("again:", e)
try:
    s.nothing
except AttributeError as e:
    print("AttributeError:", e)
s.added = 5
from _shapes import added
print(added, s.__dict__["added"], hasattr(s, "_private"), "Circle" in dir(s), getattr(s, "PI"), vars(s)["PI"])
del s.added
print(hasattr(s, "added"))
import math, time as t
from math import sqrt as root, pi
print(root(16), int(pi), math.floor(2.5), hasattr(t, "time"))
m = __import__("_shapes")
print(m is s)
