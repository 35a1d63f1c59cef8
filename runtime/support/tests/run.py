"""Runs the tests of this folder on plain Python: `python3 runtime/support/tests/run.py`."""

import importlib
import os
import sys
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)


def main():
    failed = 0
    for file in sorted(os.listdir(HERE)):
        if not (file.startswith("test_") and file.endswith(".py")):
            continue
        module = importlib.import_module(file[:-3])
        for name, test in sorted(vars(module).items()):
            if name.startswith("test_"):
                try:
                    test()
                except Exception:
                    traceback.print_exc()
                    print("FAILED", file, name)
                    failed += 1
    print("%d failed" % failed)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
