"""Only instances have finalizers."""

from rpython.rlib import rgc


class Queue(rgc.FinalizerQueue):
    Class = list


QUEUE = Queue()


def entry_point(argv):
    QUEUE.register_finalizer([1, 2])
    return 0


def target(driver, args):
    return entry_point


# expect: a list of an int has no finalizer
# expect: register an instance of a class
