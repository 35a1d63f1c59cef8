"""Standard output written by pieces, flushes, objects as files, io.StringIO, reading from text."""

import io
import sys

n = sys.stdout.write("abc")
print("|", n, sys.stdout.flush())
print("a", "b", sep="", end="", file=sys.stdout)
print()
buffer = io.StringIO()
print("to the buffer", 1, 2, sep=",", file=buffer)
buffer.write("more\n")
print(repr(buffer.getvalue()), buffer.tell())
saved, sys.stdout = sys.stdout, io.StringIO()
try:
    print("hidden")
    text = sys.stdout.getvalue()
finally:
    sys.stdout = saved
print("captured", repr(text))
source = io.StringIO("first\nsecond\nthird")
print(repr(source.readline()), repr(source.read(3)), source.readlines(), repr(source.read()), source.seek(0), [line.strip() for line in source])
with io.StringIO() as f:
    for i in range(3):
        f.write(str(i) * i + ";")
    result = f.getvalue()
print(result, f.closed)
sys.stdin = io.StringIO("7\n8 9\n")
print(int(input()) + sum(map(int, input().split())))
try:
    input()
except EOFError as e:
    print("EOFError", e)
sys.stdin = sys.__stdin__


class Upper:
    def __init__(self, out):
        self.out = out

    def write(self, s):
        return self.out.write(s.upper())

    def flush(self):
        self.out.flush()


print("shout", file=Upper(sys.stdout))
print("x", end="-", flush=True)
print("y", file=None)
try:
    print("z", file=5)
except AttributeError as e:
    print("AttributeError:", e)
