"""Packages, relative imports, submodules as attributes."""

import _pkg
print(_pkg.value, _pkg.twice(), _pkg.first.value, _pkg.second.twice is _pkg.twice, _pkg.sub.deep.names, _pkg.__name__, _pkg.sub.__name__)
import _pkg.sub.deep
print(_pkg.sub.deep.depth)
import _pkg.sub.deep as deep
from _pkg.sub import deep as deep2
from _pkg import first, sub
from _pkg.first import value
print(deep is deep2, deep.depth, first is _pkg.first, sub.deep is deep, value)
import sys
print(sorted(n for n in sys.modules if n.startswith("_pkg")))
for f in ("import _pkg.nothing", "from _pkg import nothing", "from . import x", "from .. import y", "import _pkg.first.deeper"):
    try:
        exec(f, {"__name__": "__main__"})
        print("no error")
    except ImportError as e:
        print(type(e).__name__)
