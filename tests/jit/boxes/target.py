"""A machine with one register that holds a box: whole numbers, or halves from where a program begins to halve. A loop that runs
with both has a version for each."""

from rpython.rlib import rposix
from rpython.rlib.jit import JitDriver


class Box(object):
    pass


class Whole(Box):
    _immutable_fields_ = ["value"]

    def __init__(self, value):
        self.value = value


class Half(Box):
    _immutable_fields_ = ["twice"]

    def __init__(self, twice):
        self.twice = twice


def twice(box):
    if isinstance(box, Whole):
        return 2 * box.value
    assert isinstance(box, Half)
    return box.twice


def add(box, n):
    if isinstance(box, Whole):
        return Whole(box.value + n)
    return Half(twice(box) + 2 * n)


def halve(box):
    return Half(twice(box) // 2)


def text(box):
    if isinstance(box, Whole):
        return str(box.value)
    return str(twice(box) // 2) + (".5" if twice(box) % 2 else ".0")


def where(pc, code):
    return code[pc] + " at " + str(pc)


driver = JitDriver(greens=["pc", "code"], reds=["left", "halve_at", "box"], get_printable_location=where, name="boxes")


def run(code, left, halve_at):
    """`a` adds one, `h` halves once the count has come to `halve_at`, `l` goes back to the start until the count is 0."""
    box = Whole(0)
    pc = 0
    while pc < len(code):
        driver.jit_merge_point(pc=pc, code=code, left=left, halve_at=halve_at, box=box)
        command = code[pc]
        pc += 1
        if command == "a":
            box = add(box, 1)
        elif command == "h":
            if left == halve_at:
                box = halve(box)
        elif command == "l":
            left -= 1
            if left > 0:
                pc = 0
                driver.can_enter_jit(pc=pc, code=code, left=left, halve_at=halve_at, box=box)
    return box


def entry_point(argv):
    if len(argv) != 2:
        print("usage: " + argv[0] + " PROGRAM")
        return 2
    words = rposix.read_file(argv[1]).strip().split(" ")
    print(text(run(words[0], int(words[1]), int(words[2]))))
    return 0


def target(driver, args):
    return entry_point
