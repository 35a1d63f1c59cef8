"""A binary heap and a priority queue, with stable order and decreasing keys."""


class Heap:
    def __init__(self, items=(), key=lambda x: x):
        self.key = key
        self.a = []
        for x in items:
            self.push(x)

    def push(self, x):
        a = self.a
        a.append(x)
        i = len(a) - 1
        while i and self.key(a[i]) < self.key(a[(i - 1) // 2]):
            a[i], a[(i - 1) // 2] = a[(i - 1) // 2], a[i]
            i = (i - 1) // 2

    def pop(self):
        a = self.a
        if not a:
            raise IndexError("pop from an empty heap")
        a[0], a[-1] = a[-1], a[0]
        top = a.pop()
        i = 0
        while True:
            smallest = i
            for c in (2 * i + 1, 2 * i + 2):
                if c < len(a) and self.key(a[c]) < self.key(a[smallest]):
                    smallest = c
            if smallest == i:
                return top
            a[i], a[smallest] = a[smallest], a[i]
            i = smallest

    def __len__(self):
        return len(self.a)

    def __bool__(self):
        return bool(self.a)


h = Heap([5, 3, 8, 1, 9, 2])
out = []
while h:
    out.append(h.pop())
print(out)
try:
    h.pop()
except IndexError as e:
    print("IndexError:", e)
h = Heap("priority queue", key=lambda c: -ord(c))
print("".join(h.pop() for _ in range(len(h))))


class PriorityQueue:
    def __init__(self):
        self.heap = Heap(key=lambda e: (e[0], e[1]))
        self.count = 0
        self.live = {}

    def add(self, task, priority=0):
        if task in self.live:
            self.live[task][2] = None
        entry = [priority, self.count, task]
        self.count += 1
        self.live[task] = entry
        self.heap.push(entry)

    def pop(self):
        while self.heap:
            p, _, task = self.heap.pop()
            if task is not None:
                del self.live[task]
                return task, p
        raise KeyError("empty")


q = PriorityQueue()
for task, p in [("write", 5), ("test", 3), ("plan", 1), ("ship", 9), ("rest", 3)]:
    q.add(task, p)
q.add("ship", 2)
q.add("write", 3)
while True:
    try:
        print(q.pop(), end=" ")
    except KeyError as e:
        print("KeyError:", e)
        break
import heapq
h = []
for x in [5, 1, 8, 3, 2]:
    heapq.heappush(h, x)
print(h[0], [heapq.heappop(h) for _ in range(3)], h, heapq.nlargest(2, [4, 9, 1]), heapq.nsmallest(2, [4, 9, 1], key=lambda x: -x), list(heapq.merge([1, 4], [2, 3])))
l = [9, 7, 5, 3, 1]
heapq.heapify(l)
print(l[0], sorted(l), heapq.heappushpop(l, 0), heapq.heapreplace(l, 10), l[0])
median = []
low, high = [], []
for x in [5, 15, 1, 3, 8, 7, 9]:
    heapq.heappush(low, -heapq.heappushpop(high, x))
    if len(low) > len(high):
        heapq.heappush(high, -heapq.heappop(low))
    median.append(high[0] if len(high) > len(low) else (high[0] - low[0]) / 2)
print(median)
