"""Is every phase linear in the size of the program, and how fast is it?

Writes programs of 500, 1000, 2500 and 5000 functions (and as many methods), in modules of 50, translates each with --timings, and prints the time of
each phase per operation of the untyped graphs, the memory, and how many such operations a second go through all of it.
Usage: python3 benches/linear.py [path of translate]
"""

import os
import re
import subprocess
import sys
import tempfile

FUNCTION = '''
class Node{n}(Base):
    def __init__(self, value):
        Base.__init__(self)
        self.value = value
        self.items = []

    def total(self, limit):
        result = self.value
        for item in self.items:
            if item > limit:
                result += item
        return result


def work{n}(x, text):
    node = Node{n}(x)
    i = 0
    while i < x:
        node.items.append(i * {n} + len(text))
        i += 1
    table = {{}}
    for item in node.items:
        table[item] = text
    if x in table:
        return node.total(x) + len(table[x])
    return node.total(x) + {call}
'''


PER_MODULE = 50
SIZES = (500, 1000, 2500, 5000)
PHASES = ("load", "annotate", "rtype", "optimise", "exceptions", "gc", "native", "link", "total")


def write_program(folder, count):
    """Writes a main file and its modules; gives the main file."""
    parts = ["class Base(object):\n    def __init__(self):\n        self.tag = 1\n"]
    write(os.path.join(folder, "base.py"), parts)
    for first in range(0, count, PER_MODULE):
        parts = ["from base import Base\n"]
        if first:
            parts.append("from part%d import work%d\n" % (first - PER_MODULE, first - 1))
        for n in range(first, min(first + PER_MODULE, count)):
            call = "work%d(x - 1, text + 'a')" % (n - 1) if n else "0"
            parts.append(FUNCTION.format(n=n, call=call))
        write(os.path.join(folder, "part%d.py" % first), parts)
    main = os.path.join(folder, "main.py")
    parts = ["from part%d import work%d\n" % ((count - 1) // PER_MODULE * PER_MODULE, count - 1)]
    parts.append(
        "def entry_point(argv):\n    print(work%d(len(argv), argv[0]))\n    return 0\n\n\n"
        "def target(driver, args):\n    return entry_point\n" % (count - 1)
    )
    write(main, parts)
    return main


def write(path, parts):
    with open(path, "w") as f:
        f.write("\n".join(parts))


def main():
    translate = sys.argv[1] if len(sys.argv) > 1 else "target/release/translate"
    print("Microseconds for each operation; memory in bytes for each.\n")
    print("| functions | operations | %s | memory | operations a second |" % " | ".join(PHASES))
    print("| ---" * (len(PHASES) + 4) + " |")
    for count in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            path = write_program(folder, count)
            output = os.path.join(folder, "program")
            done = subprocess.run(
                [translate, path, "--timings", "--quiet", "-o", output], capture_output=True, text=True, check=True
            )
        lines = (done.stdout + done.stderr).splitlines()
        times = dict((line.split()[0], float(line.split()[1])) for line in lines if " ms" in line)
        annotate = next(line for line in lines if line.startswith("annotate"))
        operations = int(re.search(r"(\d+) operations", annotate).group(1))
        memory = int(re.search(r"(\d+) bytes an operation", lines[-1]).group(1))
        each = ["%.1f" % (times[p] * 1000 / operations) for p in PHASES]
        rate = operations / times["total"] * 1000
        print("| %d | %d | %s | %d | %.0f |" % (count, operations, " | ".join(each), memory, rate))


if __name__ == "__main__":
    main()
