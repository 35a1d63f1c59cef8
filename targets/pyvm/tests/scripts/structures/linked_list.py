"""A linked list with iteration, insertion, removal, reversal, sorting."""


class Node:
    __slots__ = ("value", "next")

    def __init__(self, value, next=None):
        self.value, self.next = value, next


class LinkedList:
    def __init__(self, items=()):
        self.head = self.tail = None
        self.size = 0
        for x in items:
            self.append(x)

    def append(self, x):
        node = Node(x)
        if self.tail is None:
            self.head = self.tail = node
        else:
            self.tail.next = node
            self.tail = node
        self.size += 1

    def prepend(self, x):
        self.head = Node(x, self.head)
        if self.tail is None:
            self.tail = self.head
        self.size += 1

    def remove(self, x):
        prev, node = None, self.head
        while node:
            if node.value == x:
                if prev:
                    prev.next = node.next
                else:
                    self.head = node.next
                if node is self.tail:
                    self.tail = prev
                self.size -= 1
                return
            prev, node = node, node.next
        raise ValueError(f"{x!r} is not in the list")

    def reverse(self):
        prev, node = None, self.head
        self.tail = node
        while node:
            node.next, prev, node = prev, node, node.next
        self.head = prev

    def __iter__(self):
        node = self.head
        while node:
            yield node.value
            node = node.next

    def __len__(self):
        return self.size

    def __getitem__(self, i):
        if i < 0:
            i += self.size
        for j, x in enumerate(self):
            if i == j:
                return x
        raise IndexError("list index out of range")

    def __repr__(self):
        return " -> ".join(map(repr, self)) or "empty"

    def sort(self):
        def merge(a, b):
            head = tail = Node(None)
            while a and b:
                if b.value < a.value:
                    a, b = b, a
                tail.next, a = a, a.next
                tail = tail.next
            tail.next = a or b
            return head.next

        def split(node, n):
            if n == 1:
                node.next = None
                return node
            half, mid = n // 2, node
            for _ in range(half):
                mid = mid.next
            return merge(split_first(node, half), split(mid, n - half))

        def split_first(node, n):
            values = []
            for _ in range(n):
                values.append(node.value)
                node = node.next
            head = None
            for v in sorted(values, reverse=True):
                head = Node(v, head)
            return head
        if self.size > 1:
            self.head = split(self.head, self.size)
            self.tail = self.head
            while self.tail.next:
                self.tail = self.tail.next


l = LinkedList([3, 1, 2])
print(l, len(l), l[0], l[-1], 2 in l, 5 in l)
l.prepend(0)
l.append(9)
print(l, list(l))
l.reverse()
print(l, l.head.value, l.tail.value)
for x in (9, 0, 1):
    l.remove(x)
    print(l, len(l), l.tail.value)
for f in (lambda: l.remove(77), lambda: l[10]):
    try:
        f()
    except (ValueError, IndexError) as e:
        print(type(e).__name__, e)
l = LinkedList([5, 2, 8, 1, 9, 3, 7])
l.sort()
print(l, l.tail.value, sum(l), max(l), sorted(l, reverse=True), [*l][::2], LinkedList(), list(zip(l, "abc")))
big = LinkedList(range(500))
big.reverse()
print(len(big), big[0], big[499], sum(big))
