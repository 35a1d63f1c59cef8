"""from module import *, with and without __all__."""

from _names import *
print(one, _shown, "two" in globals())
from _shapes import *
print(PI, double(3), "_private" in globals(), Circle(1).area(), count())
PI = 100
import _shapes
print(_shapes.PI, Circle(1).area())
ns = {}
exec("from _names import *", ns)
print(sorted(k for k in ns if not k.startswith("__")))
try:
    compile("def f():\n    from math import *\n", "s", "exec")
except SyntaxError as e:
    print("SyntaxError:", e.msg)
