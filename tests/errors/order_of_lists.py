"""The least of lists, which have no order."""


def entry_point(argv):
    print(len(min([argv, ["x"]])))
    return 0


def target(driver, args):
    return entry_point


# expect: `<` does not work on a list of a str and a list of a str
# expect: order_of_lists.py:5
# expect: called here
