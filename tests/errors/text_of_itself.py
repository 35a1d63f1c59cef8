# A list that may be in itself has no text.


def main(argv):
    items = []
    items.append(items)
    print(str(items))
    return 0


def target(driver, args):
    return main


# expect: may contain itself: it has no text
