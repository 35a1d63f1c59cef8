"""An import of a module that does not exist."""

import no_such_module


def entry_point(argv):
    return no_such_module.run(argv)


def target(driver, args):
    return entry_point


# expect: no_such_module
# expect: missing_import.py:3
# expect: while the target loads
