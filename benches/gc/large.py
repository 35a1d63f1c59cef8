"""A large heap in which little changes: records in a table, which are replaced at random."""

import sys

import pause


class Record(object):
    def __init__(self, key, text, next):
        self.key = key
        self.text = text
        self.next = next


def main(argv):
    # About 100 bytes each.
    n = int(argv[1]) * 10000
    rounds = int(argv[2])
    table = [None] * n
    pause.start()
    for i in range(n):
        table[i] = Record(i, "record " + str(i), None)
        if i & 63 == 0:
            pause.tick()
    x = 12345
    total = 0
    for i in range(rounds):
        x = (x * 1103515245 + 12345) & 0x7FFFFFFF
        k = x % n
        total += table[k].key & 7
        next = table[(k + 1) % n]
        next.next = None
        table[k] = Record(i, "again " + str(i), next)
        if i & 63 == 0:
            pause.tick()
    print(total)
    pause.report()
    return 0


def target(*args):
    return main


if __name__ == "__main__":
    main(sys.argv)
