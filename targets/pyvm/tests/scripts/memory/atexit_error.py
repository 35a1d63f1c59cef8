"""After an exception that nothing catches."""

import atexit


@atexit.register
def last():
    print("last words")


def fail():
    return {}["nothing"]


fail()
