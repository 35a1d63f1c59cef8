"""The truth of instances of which only some have `__len__`."""


class Base(object):
    pass


class Sized(Base):
    def __len__(self):
        return 0


def entry_point(argv):
    x = Sized() if len(argv) > 1 else Base()
    if x:
        return 1
    return 0


def target(driver, args):
    return entry_point


# expect: only some subclasses of `Base` have `__len__`: `Sized` has, `Base` has not
# expect: truth_of_some.py:15
# expect: define `__len__` in `Base`
