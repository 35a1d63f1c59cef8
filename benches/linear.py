"""Is annotate + rtype linear in the size of the program?

Writes programs of 10, 100 and 1000 functions, translates each with --timings, and prints the time of each phase per
operation. Usage: python3 benches/linear.py [path of translate]
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


def program(count):
    parts = ["class Base(object):\n    def __init__(self):\n        self.tag = 1\n"]
    for n in range(count):
        call = "work%d(x - 1, text + 'a')" % (n - 1) if n else "0"
        parts.append(FUNCTION.format(n=n, call=call))
    parts.append(
        "def entry_point(argv):\n    print(work%d(len(argv), argv[0]))\n    return 0\n\n\n"
        "def target(driver, args):\n    return entry_point\n" % (count - 1)
    )
    return "\n".join(parts)


def main():
    translate = sys.argv[1] if len(sys.argv) > 1 else "target/release/translate"
    print("%10s %12s %14s %16s" % ("functions", "operations", "annotate+rtype", "per operation"))
    with tempfile.TemporaryDirectory() as folder:
        for count in (10, 100, 1000):
            path = os.path.join(folder, "program%d.py" % count)
            with open(path, "w") as f:
                f.write(program(count))
            output = os.path.join(folder, "program")
            done = subprocess.run(
                [translate, path, "--timings", "--quiet", "-o", output], capture_output=True, text=True, check=True
            )
            lines = (done.stdout + done.stderr).splitlines()
            times = dict((line.split()[0], float(line.split()[1])) for line in lines if " ms" in line)
            annotate = next(line for line in lines if line.startswith("annotate"))
            operations = int(re.search(r"(\d+) operations", annotate).group(1))
            total = times["annotate"] + times["rtype"]
            print("%10d %12d %11.1f ms %13.2f us" % (count, operations, total, total * 1000 / operations))


if __name__ == "__main__":
    main()
