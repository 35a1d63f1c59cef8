"""importlib.import_module, and an `__import__` of the program's own."""

import builtins
import importlib
import sys

math = importlib.import_module("math")
print(math.sqrt(16), importlib.import_module("collections.abc").__name__, sys.modules["collections.abc"] is importlib.import_module(".abc", "collections"))
for arguments in (("no_such_module",), (".abc",), ("math.nothing",)):
    try:
        importlib.import_module(*arguments)
    except (ImportError, TypeError) as e:
        print(type(e).__name__, e)

original = builtins.__import__
seen = []


def spy(name, globals=None, locals=None, fromlist=(), level=0):
    seen.append((name, fromlist, level))
    return original(name, globals, locals, fromlist, level)


builtins.__import__ = spy
import math
from math import sqrt, pi as PI
import collections.abc as abc

builtins.__import__ = original
print([s for s in seen if not s[0].startswith("_")], math is sys.modules["math"], sqrt(PI) < 2, abc.__name__)
seen.clear()
import math

print(seen, __import__("collections.abc").__name__, __import__("collections.abc", fromlist=["Sized"]).__name__, __import__("math", globals(), level=0).__name__)
