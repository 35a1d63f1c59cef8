"""importlib.import_module, and an `__import__` of the program's own."""

import builtins
import importlib
import sys

math = importlib.import_module("math")
print(math.sqrt(16), importlib.import_module("os.path").__name__, sys.modules["os.path"] is importlib.import_module(".path", "os"))
for arguments in (("no_such_module",), (".path",), ("math.nothing",)):
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
import os.path as path

builtins.__import__ = original
print([s for s in seen if not s[0].startswith("_")], math is sys.modules["math"], sqrt(PI) < 2, path.__name__)
seen.clear()
import math

print(seen, __import__("os.path").__name__, __import__("os.path", fromlist=["join"]).__name__, __import__("math", globals(), level=0).__name__)
