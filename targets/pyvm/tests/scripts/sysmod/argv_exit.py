"""sys.exit in nested calls, with handlers and finally; SystemExit as an exception; atexit-free ending."""

import sys


def leave(code):
    try:
        try:
            sys.exit(code)
        except Exception:
            print("never: SystemExit is not an Exception")
        finally:
            print("finally", code)
    except SystemExit as e:
        return e.code


print([leave(c) for c in (0, 1, None, "text", 3.5, [1])])
print(issubclass(SystemExit, BaseException), issubclass(SystemExit, Exception), SystemExit(5).code, SystemExit().code, SystemExit(1, 2).code)


class Guard:
    def __enter__(self):
        return self

    def __exit__(self, kind, e, tb):
        print("guard sees", kind.__name__, e.code)
        return e.code == 7


with Guard():
    sys.exit(7)
print("swallowed")
try:
    exit_early = [sys.exit(i) if i == 2 else i for i in range(5)]
except SystemExit as e:
    print("from a comprehension", e.code)


def gen():
    try:
        yield 1
        sys.exit("from a generator")
    finally:
        print("generator cleaned up")


try:
    list(gen())
except SystemExit as e:
    print(e.code)
with Guard():
    print("last words")
    sys.stdout.write("no newline at the end")
    sys.exit(42)
print("not reached")
