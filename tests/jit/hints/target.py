"""A machine whose instructions are letters, each of which needs one hint: its trace shows what the hint is good for. A program
is a line of instructions, which is done over and over, as often as the second word says."""

from rpython.rlib import rposix
from rpython.rlib.jit import (
    JitDriver,
    dont_look_inside,
    elidable,
    elidable_promote,
    isconstant,
    isvirtual,
    loop_invariant,
    not_in_trace,
    promote_string,
    record_exact_value,
    record_known_result,
)


class Shape(object):
    """The methods are reached through the vtable: a guard on the class is all that a trace keeps of that."""

    def area(self):
        raise NotImplementedError

    def grown(self, n):
        raise NotImplementedError


class Square(Shape):
    _immutable_fields_ = ["side"]

    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side * self.side

    def grown(self, n):
        return Square(self.side + n)


class Bar(Shape):
    _immutable_fields_ = ["length"]

    def __init__(self, length):
        self.length = length

    def area(self):
        return self.length

    def grown(self, n):
        return Bar(self.length + 2 * n)


class Tables(object):
    """Lists that never change: one of a fixed length, one that has grown while it was made."""

    _immutable_fields_ = ["fixed[*]", "grown[*]"]

    def __init__(self):
        self.fixed = [3, 1, 4, 1, 5, 9, 2, 6]
        grown = []
        for i in range(5):
            grown.append(i * i)
        self.grown = grown


class Settings(object):
    """Rarely changed: a trace takes the values for constants, and is dropped when one changes."""

    _immutable_fields_ = ["step?", "steps?[*]"]

    def __init__(self, step):
        self.step = step
        self.steps = [step, step + 1, step + 2]


@dont_look_inside
def change(settings, left):
    settings.step = left % 7
    settings.steps = [left % 5, left % 3]


tables = Tables()
settings = Settings(2)


class Counts(object):
    def __init__(self):
        self.base = 5
        self.seen = 0


counts = Counts()


@loop_invariant
def base():
    return counts.base


@elidable_promote("0")
def power(n, k):
    """Of a small number, in a loop: a trace does not look into it."""
    result = 1
    for i in range(n):
        result = (result * k) & 0xFFFF
    return result


@elidable
def price(word):
    result = 0
    for i in range(len(word)):
        result = result * 3 + ord(word[i])
    return result


@dont_look_inside
def again(word):
    """The same text, in another object."""
    return word[:1] + word[1:]


@elidable
def doubled(n):
    result = 0
    for i in range(2):
        result += n
    return result


@dont_look_inside
def slow_area(shape):
    return shape.area()


@dont_look_inside
def slow_sum(n, m):
    return n + m


@not_in_trace
def watch():
    counts.seen += 1


def where(pc, code):
    return (code[pc] if pc < len(code) else "again") + " at " + str(pc)


driver = JitDriver(greens=["pc", "code"], reds=["left", "total", "shape", "word"], get_printable_location=where, name="hints")


def run(code, left):
    total = 0
    shape = Square(0)
    word = "word"
    pc = 0
    while True:
        driver.jit_merge_point(pc=pc, code=code, left=left, total=total, shape=shape, word=word)
        if pc == len(code):
            left -= 1
            if left <= 0:
                return total
            pc = 0
            driver.can_enter_jit(pc=pc, code=code, left=left, total=total, shape=shape, word=word)
            continue
        command = code[pc]
        pc += 1
        if command == "m":
            total += shape.area()
            shape = shape.grown(1)
        elif command == "b":
            shape = Bar(left)
        elif command == "t":
            total += tables.fixed[pc % 8] + len(tables.fixed)
        elif command == "g":
            total += tables.grown[pc % 5] + len(tables.grown)
        elif command == "q":
            total += settings.step
            if left % 40 == 0:
                settings.step += 1
        elif command == "s":
            total += settings.steps[1] * len(settings.steps)
        elif command == "c":
            # Not in the trace, and by what a trace cannot see into.
            if left % 50 == 0:
                change(settings, left)
        elif command == "n":
            # Of an object that is not known before, and then of one that nobody has seen yet.
            other = Settings(left)
            other.step = other.step + other.steps[0]
            total += other.step
        elif command == "i":
            total += base() * left + base()
        elif command == "p":
            total += power(len(word), left) + power(len(word), 3)
        elif command == "w":
            word = again(word)
            total += price(promote_string(word))
        elif command == "k":
            record_known_result(left + left, doubled, left)
            total += doubled(left)
        elif command == "e":
            if left & 1 == left & 3 and left & 2 == 0:
                record_exact_value(left & 2, 0)
            total += left & 2
        elif command == "v":
            # Without a trace neither holds: the way is another one, to the same.
            local = Square(left)
            if isvirtual(local):
                total += local.side * local.side
            else:
                total += slow_area(local)
            if isconstant(pc):
                total += pc + left
            else:
                total += slow_sum(pc, left)
            if isvirtual(shape) or isconstant(left):
                total += slow_sum(left, 1)
            else:
                total += left + 1
        elif command == "x":
            watch()
        elif command == "j":
            # Strings that only their lengths and characters are asked of.
            joined = word + "ab" + word
            total += len(joined) + ord(joined[len(word)])
            if joined[1:3] == "or":
                total += left
            if joined[:0] == "" and joined + "" == joined:
                total += 1
        elif command == "y":
            # One that lives on.
            word = (word + word)[1:5]
        elif command == "f":
            # A list that the trace need not make, filled without a loop.
            items = [left] * (len(code) + 3)
            items[pc] = pc
            total += items[0] + items[pc]


def entry_point(argv):
    if len(argv) != 2:
        print("usage: " + argv[0] + " PROGRAM")
        return 2
    words = rposix.read_file(argv[1]).strip().split(" ")
    if len(words) != 2:
        rposix.write(2, "a program is instructions and a number\n")
        return 1
    print(run(words[0], int(words[1])))
    return 0


def target(driver, args):
    return entry_point
