"""The sys module."""

import sys

print(sys.argv[1:], len(sys.argv), sys.maxsize, sys.byteorder in ("little", "big"), type(sys.version).__name__, sys.version_info[0], sys.version_info >= (3, 0), sys.version_info.major)
print(type(sys.modules).__name__, "sys" in sys.modules, type(sys.path).__name__, sys.getrecursionlimit() >= 1000, sys.intern("abc") == "abc", isinstance(sys.platform, str), sys.implementation.name != "")
sys.stdout.write("written\n")
print(sys.stdout.write("abc\n"))
sys.stdout.flush()
old = sys.getrecursionlimit()
sys.setrecursionlimit(500)
print(sys.getrecursionlimit())


def depth(n):
    try:
        return depth(n + 1)
    except RecursionError:
        return n


print(300 < depth(0) < 500)
sys.setrecursionlimit(old)


class Out:
    def __init__(self):
        self.parts = []

    def write(self, s):
        self.parts.append(s)

    def flush(self):
        pass


saved = sys.stdout
sys.stdout = out = Out()
print("captured", 1)
sys.stdout = saved
print(repr("".join(out.parts)), sys.stdout is sys.__stdout__)
try:
    sys.setrecursionlimit(0)
except ValueError as e:
    print("ValueError")
try:
    sys.nothing
except AttributeError as e:
    print("AttributeError:", e)
print(sys.float_info.max, sys.float_info.epsilon, sys.maxunicode)
sys.exit(0)
