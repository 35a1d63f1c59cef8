"""Runs test files (`test_*` functions and methods of `Test*` classes, plain asserts) on this Python, without pytest.

Usage: python3 tests/run_python.py [PATH...]; without a path, all tests of the targets and of rlib.
"""

import glob
import os
import sys
import traceback

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, "frontends", "rpython", "lib"))
DEFAULT = ["targets/*/tests", "frontends/rpython/lib/rpython/tests"]


def files(paths):
    for path in paths:
        if os.path.isdir(path):
            yield from sorted(glob.glob(os.path.join(path, "test_*.py")))
        else:
            yield path


def tests(namespace):
    for name, value in list(namespace.items()):
        if name.startswith("test_") and callable(value):
            yield name, value
        elif name.startswith("Test") and isinstance(value, type):
            for method in list(vars(value)):
                if method.startswith("test_"):
                    yield name + "." + method, getattr(value(), method)


def main(paths):
    if not paths:
        paths = [p for pattern in DEFAULT for p in sorted(glob.glob(os.path.join(ROOT, pattern)))]
    passed = failed = 0
    for path in files(paths):
        kept = list(sys.path)
        namespace = {"__name__": "tests", "__file__": os.path.abspath(path)}
        with open(path, encoding="utf-8") as f:
            exec(compile(f.read(), path, "exec"), namespace)
        for name, test in tests(namespace):
            try:
                test()
                passed += 1
            except Exception:
                failed += 1
                print("%s::%s" % (path, name))
                traceback.print_exc()
        sys.path[:] = kept
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
