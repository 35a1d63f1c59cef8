"""There is an entry point, but no `target()`."""


def entry_point(argv):
    return 0


# expect: does not define `target`
# expect: no_target.py
# expect: def target(driver, args)
