"""The module gc."""

from objects import finalizers
from objects.module import make_module
from objects.space import space


class Automatic(object):
    """Whether the program wants collections. What it says is remembered only: the collector decides by itself."""

    def __init__(self):
        self.enabled = True


automatic = Automatic()


def collect(frame, args_w):
    frame.forget_popped()
    finalizers.collect()
    return space.newint(0)


def enable():
    automatic.enabled = True


def disable():
    automatic.enabled = False


def isenabled():
    return space.newbool(automatic.enabled)


def freeze():
    """Old objects are looked at seldom anyway."""


def unfreeze():
    pass


def setup():
    return make_module("gc", [collect, enable, disable, isenabled, freeze, unfreeze])
