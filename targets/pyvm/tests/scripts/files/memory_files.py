"""io.StringIO and io.BytesIO."""

import io

s = io.StringIO()
for i in range(5):
    s.write("line %d\n" % i)
print(s.tell(), repr(s.getvalue()), s.read() == "")
s.seek(0)
print(repr(s.readline()), repr(s.readline(3)), repr(s.readline(100)), repr(s.read(4)), s.readlines())
s.seek(0)
s.write("LINE")
print(repr(s.readline()), [line for line in s], repr(s.getvalue()[:8]))
s.seek(0, 2)
s.write("more")
s.seek(7)
s.truncate()
print(repr(s.getvalue()), s.truncate(3), repr(s.getvalue()), s.closed)
s.seek(0)
print("printed", 1, 2, sep="-", end="!", file=s)
print(repr(s.getvalue()))
s.close()
for action in (s.getvalue, s.read, lambda: s.write("x")):
    try:
        action()
    except ValueError as e:
        print(e)
text = io.StringIO("gr\u00fc\u00df\u20ac\n\U0001f600 end")
print(text.read(3), text.read(2) == "\u00df\u20ac", text.readline() == "\n", text.readline(2) == "\U0001f600 ", text.read())
with io.StringIO("a\nb\nc") as f:
    print(next(f), list(f))
print(io.StringIO(None).read() == "", io.StringIO().readline() == "")

b = io.BytesIO(b"0123456789")
print(b.read(3), b.tell(), b.seek(-2, 2), b.read(), b.read(), b.seek(20), b.read(5), b.tell())
b.write(b"end")
print(b.getvalue(), len(b.getvalue()))
b.seek(2)
b.write(b"ab")
print(b.getvalue()[:6], b.seek(-1, 1), b.read(2))
b.seek(0)
room = bytearray(4)
print(b.readinto(room), room, b.readinto(memoryview(room)[1:3]), room, b.readinto(bytearray(0)))
small = io.BytesIO(b"xy")
print(small.readinto(room), room, small.readinto(room))
lines = io.BytesIO(b"one\ntwo\n\nlast")
print(lines.readline(), lines.readlines(), lines.readline())
out = io.BytesIO()
for i in range(300):
    out.write(bytes([i % 256]))
print(len(out.getvalue()), sum(out.getvalue()), out.truncate(10), out.getvalue())
for action in (lambda: out.write("text"), lambda: io.StringIO().write(b"x"), lambda: io.StringIO(5), lambda: io.BytesIO("x"), lambda: out.seek(-1)):
    try:
        action()
    except (TypeError, ValueError) as e:
        print(type(e).__name__)
print(repr(io.StringIO()).startswith("<_io.StringIO object at 0x"), repr(out).startswith("<_io.BytesIO object at 0x"))


# Subclasses.
class Log(io.StringIO):
    def __init__(self, name):
        super().__init__()
        self.name = name
        self.count = 0

    def write(self, text):
        self.count += 1
        return super().write("[%s] %s" % (self.name, text))


log = Log("main")
log.write("first\n")
log.write("second\n")
print(log.getvalue(), log.count, isinstance(log, io.StringIO))


class Plain(io.BytesIO):
    pass


print(Plain(b"given").read(), Plain().getvalue())

# Many small writes.
big = io.StringIO()
for i in range(20000):
    big.write("x" * (i % 7))
print(len(big.getvalue()))
