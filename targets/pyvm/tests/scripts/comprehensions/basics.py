"""Comprehensions of lists, dicts and sets."""

print([x * x for x in range(6)], [x for x in range(20) if x % 3 == 0], [x for x in range(30) if x % 2 if x % 3 if x % 5], [(x, y) for x in range(3) for y in "ab"], [x if x % 2 else -x for x in range(5)])
print({x: x * x for x in range(4)}, {k: v for v, k in enumerate("abc")}, {str(k): v for k, v in {1: "a", 2: "b"}.items() if v != "a"}, {a: {b: a * b for b in range(2)} for a in range(2)})
print(sorted({x % 3 for x in range(10)}), len({c for c in "mississippi"}), {(x, x + 1) for x in range(1)}, {x for x in []} == set())
print([[i * j for j in range(1, 4)] for i in range(1, 4)], [y for x in [[1, 2], [3]] for y in x], [[r[i] for r in [[1, 2], [3, 4]]] for i in range(2)], [z for x in [[[1], [2]], [[3]]] for y in x for z in y])
print([a + b for a, b in [(1, 2), (3, 4)]], [a for a, *_ in ["xyz", [1, 2]]], [k + str(v) for k, v in {"a": 1}.items()], [i for i, (a, b) in enumerate([(1, 2), (2, 1)]) if a > b])
print([x for x in "abc" for x in x + "!"], [len(w) for w in "some words here".split()], [f(3) for f in (lambda x: x + 1, str, [0, 1, 2, 9].__getitem__)], [*[1], *(x for x in [2])])
x = "kept"
[x for x in range(3)]
{x: 1 for x in range(3)}
{x for x in range(3)}
print(x)
print([n for n in range(2, 50) if all(n % d for d in range(2, int(n ** 0.5) + 1))], [(a, b, c) for c in range(1, 21) for b in range(1, c) for a in range(1, b) if a * a + b * b == c * c])
try:
    [undefined for _ in [1]]
except NameError as e:
    print("NameError:", e)
try:
    [1 / x for x in [1, 0]]
except ZeroDivisionError as e:
    print("ZeroDivisionError:", e)
try:
    {[]: 1 for _ in [1]}
except TypeError as e:
    print("TypeError:", e)


def f(n):
    return [lambda: i + n for i in range(3)]


print([g() for g in f(10)], [(lambda y: y * x)(2) for x in range(3)], [[x for x in range(x)] for x in range(4)])
print([print(i, end=" ") for i in range(3)], [i for i in range(5) if print("?", end="") or i > 2])
