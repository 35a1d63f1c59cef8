"""__name__, __file__ and a main function."""

import sys

ran = []


def main(argv):
    ran.append(argv)
    print("main", argv, __name__)
    return 0


if __name__ == "__main__":
    status = main(sys.argv[1:])
    print("status", status, sys.argv[0], len(sys.argv))
print(ran, __file__.split("/")[-1], __doc__)
import __main__
print(__main__.ran is ran, __main__.main is main, sys.modules["__main__"] is __main__)
