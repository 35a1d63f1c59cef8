"""Tuples as records: sorting, grouping, unpacking, swapping."""

people = [("Ann", 30, "Rome"), ("Bob", 25, "Oslo"), ("Cid", 30, "Oslo"), ("Dee", 41, "Rome")]
for name, age, city in people:
    print(name, age, city)
print(sorted(people, key=lambda p: (p[1], p[0])), sorted(people, key=lambda p: (-p[1], p[2])))
by_city = {}
for name, _, city in people:
    by_city.setdefault(city, []).append(name)
print(by_city, [(c, len(n)) for c, n in by_city.items()])
names, ages, cities = zip(*people)
print(names, ages, cities, sum(ages) / len(ages))
a, b = 1, 2
a, b = b, a
print(a, b)
a, b, c = b, a, a + b
print(a, b, c)
(a, b), c = (1, 2), 3
[d, e] = "xy"
print(a, b, c, d, e)
first, *rest = people
print(first, len(rest))
print(min(people, key=lambda p: p[1]), max(people)[0], [p for p in people if "o" in p[2]], dict((n, a) for n, a, _ in people))
points = {(x, y): x * y for x in range(3) for y in range(3)}
print(points[2, 1], points[(2, 2)], (1, 1) in points, sorted(points)[:4], sum(points.values()))
print([(i, j) for i in range(3) for j in range(i)], tuple(tuple(range(n)) for n in range(4)))
def minmax(l): return min(l), max(l)
low, high = minmax([3, 9, 1])
print(low, high, minmax("hello"), minmax([5]) == (5, 5))
try:
    a, b = 1, 2, 3
except ValueError as e:
    print("ValueError:", e)
try:
    a, b, c = 1, 2
except ValueError as e:
    print("ValueError:", e)
