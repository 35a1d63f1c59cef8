"""What the program does itself with an exception that nothing catches."""

import sys


def hook(cls, value, tb):
    print("hook:", cls.__name__, value, tb is not None, tb is value.__traceback__)


print(sys.excepthook is sys.__excepthook__)
sys.excepthook = hook
raise ValueError("for the hook")
