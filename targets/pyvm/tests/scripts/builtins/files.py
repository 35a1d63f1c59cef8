"""open: writing, reading, appending, lines, binary, errors."""

import os

path = "_files_test.tmp"
with open(path, "w") as f:
    print(f.write("first\n"), f.write("second é\n"))
    f.writelines(["third\n", "last"])
    print("printed", file=f)
    print(f.closed, f.name, f.mode)
print(f.closed)
with open(path) as f:
    print(repr(f.read()))
    print(repr(f.read()))
with open(path, "r", encoding="utf-8") as f:
    print(repr(f.readline()), repr(f.read(4)), repr(f.readline()), f.readlines(), f.readline() == "")
with open(path) as f:
    for n, line in enumerate(f, 1):
        print(n, line.rstrip("\n"))
with open(path, "a") as f:
    f.write("appended\n")
with open(path) as f:
    print(len(f.read()), [l.strip() for l in open(path)][-1])
with open(path, "rb") as f:
    data = f.read()
    print(data, len(data))
with open(path, "wb") as f:
    f.write(bytes(range(5)))
    f.write(b"end")
with open(path, "rb") as f:
    print(f.read(3), f.read(), f.seek(1), f.read(2), f.tell())
try:
    open(path, "x")
except FileExistsError as e:
    print("FileExistsError")
for args in (("no/such/dir/file", "w"), ("nothing_here.tmp",), (path, "q")):
    try:
        open(*args)
    except (OSError, ValueError) as e:
        print(type(e).__name__, e)
f = open(path)
f.close()
try:
    f.read()
except ValueError as e:
    print("ValueError:", e)
os.remove(path)
print(os.path.exists(path))
