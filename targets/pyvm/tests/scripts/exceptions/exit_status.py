"""sys.exit: status, finally, and no traceback."""

import sys

try:
    sys.exit("text")
except SystemExit as e:
    print(repr(e), e.code)
try:
    sys.exit()
except SystemExit as e:
    print(repr(e), e.code)


def f():
    try:
        sys.exit(3)
    finally:
        print("finally")


f()
