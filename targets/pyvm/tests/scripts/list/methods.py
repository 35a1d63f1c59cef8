"""Methods of lists."""

a = [3, 1, 2]
print(a.append(4), a)
print(a.extend([5, 6]), a, a.extend("ab"), a, a.extend([]), a)
print(a.insert(0, 0), a, a.insert(100, "end"), a, a.insert(-1, "before"), a, a.insert(-100, "start"), a)
print(a.pop(), a.pop(0), a.pop(-1), a.pop(2), a)
print(a.remove("a"), a, a.index(2), a.count(2), a.index(5, 2), a.index(4, -4, 100))
print(a.reverse(), a, a.copy(), a.copy() is a)
a.clear()
print(a)
a = [1, 2, 1, 1.0, True, "1"]
print(a.count(1), a.index(1), a.index(True, 3))
a.remove(1)
print(a)
a.extend(a)
print(a)
a = list(range(10))
del a[0]
del a[-1], a[0]
print(a)
for f in (lambda: [].pop(), lambda: [1].pop(5), lambda: [1].remove(2), lambda: [1].index(2), lambda: [1, 2].index(1, 1), lambda: [].append(), lambda: [].extend(5), lambda: [].insert("x", 1), lambda: [].nope):
    try:
        print(f())
    except (IndexError, ValueError, TypeError, AttributeError) as e:
        print(type(e).__name__ + ":", e)
stack = []
for token in "1 2 + 3 4 - * 5 +".split():
    if token in "+-*":
        y, x = stack.pop(), stack.pop()
        stack.append(x + y if token == "+" else x - y if token == "-" else x * y)
    else:
        stack.append(int(token))
    print(token, stack)
queue = [1]
seen = []
while queue:
    n = queue.pop(0)
    seen.append(n)
    for m in (n * 2, n * 3):
        if m < 40 and m not in seen and m not in queue:
            queue.append(m)
print(seen)
