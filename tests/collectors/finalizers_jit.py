"""Objects with finalizers that are made in an interpreter's loops: these run as traces, and finalizers run there as well.

Two interpreters of one language, with and without a mark where their loops are closed."""

from rpython.rlib import rgc
from rpython.rlib.jit import JitDriver
from rpython.rlib.objectmodel import dont_inline, specialize


class Counts(object):
    def __init__(self):
        self.made = 0
        self.gone = 0
        self.sum = 0
        self.triggered = 0
        self.running = False
        self.inside = 0


COUNTS = Counts()


class Box(object):
    def __init__(self, value):
        self.value = value
        COUNTS.made += 1

    def __del__(self):
        COUNTS.gone += 1
        COUNTS.sum += self.value
        if COUNTS.running:
            COUNTS.inside += 1
        # Nobody hears of this.
        if self.value % 1001 == 0:
            raise KeyError


class Handle(object):
    def __init__(self, number):
        self.number = number


class Queue(rgc.FinalizerQueue):
    Class = Handle

    def finalizer_trigger(self):
        COUNTS.triggered += 1


QUEUE = Queue()

marked = JitDriver(greens=["pc", "program"], reds=["n", "acc", "last"])
plain = JitDriver(greens=["pc", "program"], reds=["n", "acc", "last"])


def step(op, n, last):
    """m: a box; h: a handle; c: a call; others nothing."""
    if op == "m":
        return Box(n)
    if op == "h":
        QUEUE.register_finalizer(Handle(n))
    elif op == "c":
        return Box(run_plain("mj", n % 5).value + 1)
    return last


@dont_inline
def run_marked(program, n):
    pc = 0
    acc = 0
    last = Box(0)
    while pc < len(program):
        marked.jit_merge_point(pc=pc, program=program, n=n, acc=acc, last=last)
        op = program[pc]
        pc += 1
        if op == "j":
            acc += last.value
            n -= 1
            if n > 0:
                pc = 0
                marked.can_enter_jit(pc=pc, program=program, n=n, acc=acc, last=last)
        else:
            last = step(op, n, last)
    return Box(acc)


@dont_inline
def run_plain(program, n):
    pc = 0
    acc = 0
    last = Box(0)
    while pc < len(program):
        plain.jit_merge_point(pc=pc, program=program, n=n, acc=acc, last=last)
        op = program[pc]
        pc += 1
        if op == "j":
            acc += last.value
            n -= 1
            if n > 0:
                pc = 0
        else:
            last = step(op, n, last)
    return Box(acc)


@dont_inline
def run_all(n):
    total = run_marked("mj", n).value
    total += run_plain("mmj", n).value
    total += run_marked("mhcj", n).value
    total += run_plain("chj", n).value
    return total


@specialize.arg(0)
def inside(run):
    """Whether finalizers run while the interpreter does, if that runs for long enough."""
    COUNTS.inside = 0
    rounds = 0
    while COUNTS.inside == 0 and rounds < 1000:
        COUNTS.running = True
        run("mj", 20000)
        COUNTS.running = False
        rounds += 1
    return COUNTS.inside > 0


@dont_inline
def take_all():
    count = 0
    while True:
        handle = QUEUE.next_dead()
        if handle is None:
            return count
        count += handle.number


def entry_point(argv):
    print("result: %d" % run_all(300))
    print("in a marked loop: %s" % inside(run_marked))
    print("in a plain loop: %s" % inside(run_plain))
    rgc.collect()
    rgc.collect()
    print("all gone: %s" % (COUNTS.made == COUNTS.gone))
    print("handles: %d, triggered: %s" % (take_all(), COUNTS.triggered > 0))
    return 0


def target(driver, args):
    return entry_point, None
