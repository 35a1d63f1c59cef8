"""collections.deque"""

from collections import deque

d = deque([1, 2, 3])
print(d, len(d), d[0], d[-1], list(d), 2 in d, bool(deque()), deque("ab"), d == deque([1, 2, 3]), d != deque(), deque([1]) < deque([2]))
d.append(4)
d.appendleft(0)
print(d, d.pop(), d.popleft(), d)
d.extend([4, 5])
d.extendleft([0, -1])
print(d)
d.rotate(2)
print(d)
d.rotate(-3)
print(d)
d.rotate()
print(d, d.index(3), d.count(4))
d.remove(3)
d.insert(1, "ins")
d.reverse()
print(d, list(reversed(d)))
d[0] = "zero"
del d[1]
print(d, d.copy() == d, d.maxlen)
d.clear()
print(d)
m = deque(maxlen=3)
for i in range(5):
    m.append(i)
    print(m, end=" ")
m.appendleft("left")
print(m, m.maxlen)
m.extend("xyz12")
print(m, deque([1, 2, 3, 4], 2), deque([1], maxlen=0))
for f in (lambda: deque().pop(), lambda: deque().popleft(), lambda: deque([1])[5], lambda: deque([1]).remove(9), lambda: deque([1]).index(9), lambda: deque(5)):
    try:
        print(f())
    except (IndexError, ValueError, TypeError) as e:
        print(type(e).__name__ + ":", e)
try:
    hash(deque())
except TypeError as e:
    print("TypeError")
d = deque(range(5))
try:
    for x in d:
        d.append(x)
except RuntimeError as e:
    print("RuntimeError:", e)
print(deque([1, 2]) + deque([3]), deque([1]) * 3, sum(deque([1, 2])), max(deque([4, 9])), sorted(deque([3, 1])), [*deque("ab")])
q = deque([("a", 0)])
graph = {"a": "bc", "b": "d", "c": "d", "d": ""}
seen = {"a": 0}
while q:
    node, dist = q.popleft()
    for n in graph[node]:
        if n not in seen:
            seen[n] = dist + 1
            q.append((n, dist + 1))
print(seen)
big = deque()
for i in range(1000):
    big.append(i)
    if i % 3 == 0:
        big.popleft()
print(len(big), big[0], big[-1], big[333], sum(big))
