"""Functions at the end, the last one first."""

import atexit
import sys


def say(*args, **kwargs):
    print("at the end:", args, kwargs)


atexit.register(say, 1)
atexit.register(say, 2, three=3)


@atexit.register
def decorated():
    print("decorated")


atexit.register(say, "never")
atexit.unregister(decorated)
atexit.register(decorated)


def more():
    print("more")
    atexit.register(say, "registered late")


atexit.register(more)
try:
    atexit.register(5)
except TypeError as e:
    print(e)
print("the program ends")
sys.exit(0)
