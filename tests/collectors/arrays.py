"""Stores into long arrays, one by one and in runs: how many items are not what was stored, and a sum."""


class Node(object):
    def __init__(self, value, next):
        self.value = value
        self.next = next


def main(argv):
    n = int(argv[1])
    table = [None] * n
    other = [None] * n
    wanted = [0] * n
    x = 1
    for i in range(int(argv[2])):
        x = (x * 1103515245 + 12345) & 0x7FFFFFFF
        k = (x >> 8) % n
        table[k] = Node(i, table[(k + 1) % n])
        if table[k].next is not None:
            table[k].next.next = None
        wanted[k] = i + 1
        if i % 97 == 0:
            j = (x >> 4) % (n // 2)
            m = (x >> 12) % 200
            for t in range(m):
                other[j + t] = Node(wanted[j + t], None)
        if i % 1009 == 0:
            table = table[:]
    wrong = 0
    for k in range(n):
        node = table[k]
        value = 0
        if node is not None:
            value = node.value + 1
        if value != wanted[k]:
            wrong += 1
    total = 0
    for node in other:
        if node is not None:
            total += node.value
    print(wrong, total)
    return 0


def target(*args):
    return main
