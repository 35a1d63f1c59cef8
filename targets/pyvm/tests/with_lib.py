"""Runs a script on CPython with the VM's own modules in Python in place of CPython's:

    judge.py "python3 with_lib.py" --only itertools --only modules

tells whether these modules do what the originals do, without the VM."""

import importlib.util
import os
import runpy
import sys

LIB = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "modules", "lib")
NAMES = sorted(file[:-3] for file in os.listdir(LIB) if file.endswith(".py"))


class Finder:
    def find_spec(self, name, path=None, target=None):
        if name in NAMES:
            return importlib.util.spec_from_file_location(name, os.path.join(LIB, name + ".py"))
        return None


def main(script):
    # What the driver itself needs is imported before the originals go.
    for name in NAMES:
        sys.modules.pop(name, None)
    sys.meta_path.insert(0, Finder())
    sys.argv = [script]
    runpy.run_path(script, run_name="__main__")


if __name__ == "__main__":
    main(sys.argv[1])
