"""A weak reference to what is no instance."""

import weakref


def entry_point(argv):
    r = weakref.ref(argv)
    return 0 if r() is None else 1


def target(driver, args):
    return entry_point


# expect: there are no weak references to a list of a str
# expect: weakref_to_a_list.py:7
# expect: keep the value in an instance
