"""Random graphs of objects with finalizers, some of which come back, against a model: the same graphs as lists of numbers.

Arguments: a seed, the number of steps, and `exact` if few collections come but where the program asks for them. A finalizer checks that
nothing leads to its object. With `exact` the program also checks after each collection who went: of those that are no more, all to
whom nothing else led, and one of each cycle.

What handles objects is in functions of their own."""

from rpython.rlib import rgc
from rpython.rlib.objectmodel import dont_inline


class Node(object):
    """One with an even number has `__del__`, others are registered in a queue; one of three is not registered at all."""

    def __init__(self, number):
        self.number = number
        self.links = []


class Dying(Node):
    def __del__(self):
        gone(self)


class Queued(Node):
    pass


class Queue(rgc.FinalizerQueue):
    Class = Queued

    def finalizer_trigger(self):
        MODEL.triggered = True


QUEUE = Queue()


class Real(object):
    """The objects that are held."""

    def __init__(self):
        self.roots = []


class Model(object):
    def __init__(self):
        self.seed = 1
        # By number: numbers of others; whether it is held; whether something is to be done when it is no more.
        self.links = []
        self.held = []
        self.waits = []
        # In this collection.
        self.went = []
        self.gone = 0
        self.back = 0
        self.errors = 0
        self.triggered = False
        self.checked = 0


REAL = Real()
MODEL = Model()


def rand(n):
    MODEL.seed = (MODEL.seed * 1103515245 + 12345) & 0x7FFFFFFF
    return (MODEL.seed >> 8) % n


def error(what, number):
    MODEL.errors += 1
    print("%s: %d" % (what, number))


def reached(links, start):
    """What leads from these numbers, with themselves."""
    seen = [False] * len(links)
    work = []
    for i in start:
        seen[i] = True
        work.append(i)
    while len(work) > 0:
        for j in links[work.pop()]:
            if not seen[j]:
                seen[j] = True
                work.append(j)
    return seen


def alive():
    return reached(MODEL.links, [i for i in range(len(MODEL.held)) if MODEL.held[i]])


def gone(node):
    """The finalizer of all of them. It runs in the middle of a step, of which the model knows already."""
    number = node.number
    if not MODEL.waits[number]:
        error("twice", number)
    if alive()[number]:
        error("alive", number)
    MODEL.waits[number] = False
    MODEL.went.append(number)
    MODEL.gone += 1
    if number % 5 == 0:
        # It comes back, with all that it leads to.
        MODEL.held[number] = True
        MODEL.back += 1
        REAL.roots.append(node)


@dont_inline
def empty_queue():
    while True:
        node = QUEUE.next_dead()
        if node is None:
            break
        gone(node)


@dont_inline
def make():
    number = len(MODEL.links)
    MODEL.links.append([])
    MODEL.held.append(True)
    MODEL.waits.append(number % 3 != 0)
    if number % 3 == 0:
        REAL.roots.append(Node(number))
    elif number % 2 == 0:
        REAL.roots.append(Dying(number))
    else:
        node = Queued(number)
        QUEUE.register_finalizer(node)
        REAL.roots.append(node)


@dont_inline
def link():
    a = REAL.roots[rand(len(REAL.roots))]
    b = REAL.roots[rand(len(REAL.roots))]
    MODEL.links[a.number].append(b.number)
    a.links.append(b)


@dont_inline
def follow():
    """Holds something that a held object leads to."""
    a = REAL.roots[rand(len(REAL.roots))]
    if len(a.links) > 0:
        b = a.links[rand(len(a.links))]
        if not MODEL.held[b.number]:
            MODEL.held[b.number] = True
            REAL.roots.append(b)


@dont_inline
def unlink():
    a = REAL.roots[rand(len(REAL.roots))]
    if len(a.links) > 0:
        i = rand(len(a.links))
        del a.links[i]
        del MODEL.links[a.number][i]


@dont_inline
def drop():
    i = rand(len(REAL.roots))
    node = REAL.roots[i]
    last = REAL.roots.pop()
    if last is not node:
        REAL.roots[i] = last
    MODEL.held[node.number] = False


def step():
    what = rand(20)
    if what < 6 or len(REAL.roots) == 0:
        make()
    elif what < 12:
        link()
    elif what < 13:
        unlink()
    elif what < 14:
        follow()
    else:
        drop()


@dont_inline
def overwrite():
    """The step's frames have left nothing."""
    return [len(REAL.roots), len(MODEL.links)]


def collect_and_check():
    """The model says who is dead before the collection: finalizers change it."""
    count = rgc.get_stats(rgc.WHOLE_COLLECTIONS)
    before = alive()
    waits = MODEL.waits[:]
    links = [l[:] for l in MODEL.links]
    MODEL.went = []
    rgc.collect()
    empty_queue()
    if rgc.get_stats(rgc.WHOLE_COLLECTIONS) > count + 1:
        # There was another one.
        return
    MODEL.checked += 1
    # What goes from now on is of later collections.
    went = MODEL.went
    MODEL.went = []
    led_to = [False] * len(links)
    for i in went:
        from_here = reached(links, [i])
        for j in range(len(links)):
            if from_here[j]:
                led_to[j] = True
    for i in range(len(links)):
        if before[i] or not waits[i]:
            continue
        # It is dead, and something is to be done.
        if not led_to[i]:
            error("forgotten", i)
    for i in went:
        for j in range(len(links)):
            if j != i and waits[j] and not before[j] and reached(links, [j])[i]:
                back = reached(links, [i])
                if not back[j]:
                    error("too early", i)
                elif j in went:
                    error("both of a cycle", i)


def run(steps, exact):
    for i in range(steps):
        step()
        if rand(30) == 0:
            overwrite()
            if exact:
                collect_and_check()
            else:
                rgc.collect()
        empty_queue()


@dont_inline
def let_go():
    for i in range(len(MODEL.held)):
        MODEL.held[i] = False
    del REAL.roots[:]


def entry_point(argv):
    MODEL.seed = int(argv[1])
    exact = len(argv) > 3 and argv[3] == "exact"
    run(int(argv[2]), exact)
    rounds = 0
    left = 1
    while left > 0 and rounds < 10000:
        let_go()
        overwrite()
        if exact:
            collect_and_check()
        else:
            rgc.collect()
            empty_queue()
        left = 0
        for w in MODEL.waits:
            if w:
                left += 1
        rounds += 1
    print("%d made, %d gone, %d came back, %d left" % (len(MODEL.links), MODEL.gone, MODEL.back, left))
    print("triggered: %s, errors: %d" % (MODEL.triggered, MODEL.errors))
    if exact:
        print("%d collections checked" % MODEL.checked)
    return 0


def target(driver, args):
    return entry_point, None
