"""Runs the language corpus on this Python and prints a line for each case, to compare other ways of running with.

A corpus file has functions with `@case(args, raises=Exception)` (from `rpython.testing`). Arguments are ints, floats, bools
and strs, results these, None and tuples of them. A line is `file::function(args) -> result`, as `ascii` shows it, or
`file::function(args) -> raises Name`.

Usage: python3 tests/run_corpus.py [--list] [FILE...]; --list only counts. Exit status 1 if a case does not do what it says.
"""

import glob
import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CORPUS = os.path.join(ROOT, "tests", "corpus")
sys.path.insert(0, os.path.join(ROOT, "frontends", "rpython", "lib"))
sys.path.insert(0, CORPUS)

PLAIN = (int, float, bool, str, type(None))


def plain(value):
    """Whether every way of running can give this result."""
    if type(value) is tuple:
        return all(plain(v) for v in value)
    if type(value) is int:
        return -(2**63) <= value < 2**63
    if type(value) is str:
        return all(ord(c) < 256 for c in value)
    return type(value) in PLAIN


def cases(path):
    """Function, arguments and expected exception of all cases in a file, in the order of the file."""
    name = os.path.splitext(os.path.basename(path))[0]
    namespace = {"__name__": name, "__file__": path}
    with open(path, encoding="utf-8") as f:
        exec(compile(f.read(), path, "exec"), namespace)
    for value in list(namespace.values()):
        if getattr(value, "__module__", None) == name:
            for args, raises in getattr(value, "_cases_", ()):
                yield value, args, raises


def outcome(fn, args):
    try:
        return "-> " + ascii(fn(*args)), None
    except Exception as e:
        return "-> raises " + type(e).__name__, e


def main(argv):
    only_count = "--list" in argv
    paths = [a for a in argv if a != "--list"] or sorted(glob.glob(os.path.join(CORPUS, "*.py")))
    functions = set()
    count = wrong = 0
    for path in paths:
        for fn, args, raises in cases(path):
            functions.add((path, fn.__name__))
            count += 1
            if only_count:
                continue
            shown = "%s::%s(%s)" % (os.path.basename(path), fn.__name__, ", ".join([ascii(a) for a in args]))
            result, error = outcome(fn, args)
            print(shown, result)
            expected = isinstance(error, raises) if raises is not None else error is None
            if not expected:
                wrong += 1
                sys.stderr.write("%s: wrong outcome %s %s\n" % (shown, result, error or ""))
            elif error is None and not plain(fn(*args)):
                wrong += 1
                sys.stderr.write("%s: not a plain result\n" % (shown,))
    sys.stderr.write("%d functions, %d cases, %d wrong\n" % (len(functions), count, wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
