# Generators that builtin functions run to their end, often enough that a JIT compiles that.


def numbers(n):
    for i in range(n):
        if i % 7 == 3:
            yield float(i)
        else:
            yield i


def failing(n):
    for i in range(n):
        if i == n - 1:
            raise ValueError("at %d" % i)
        yield i


total = 0
for i in range(60):
    total += len(set(x & 31 for x in range(80)))
    total += sum(list(numbers(50)))
    first, *rest = numbers(30)
    total += rest[-1] - first
print(total)

caught = []
for n in range(1, 80):
    try:
        list(failing(n))
    except ValueError as e:
        if n % 20 == 0:
            caught.append((str(e), e.__traceback__.tb_next.tb_lineno))
print(caught)


def again():
    yield 1
    yield from list(me)


me = again()
try:
    print(tuple(me))
except ValueError as e:
    print(e)


def nested(depth):
    if depth == 0:
        yield from (x * x for x in range(5))
    else:
        for x in tuple(nested(depth - 1)):
            yield x + depth


for _ in range(40):
    result = list(nested(6))
print(result)
seen = set()
print(sorted({x for x in (seen.add(y) or y for y in numbers(20)) if isinstance(x, float)}), len(seen))
print(sum(len(list(numbers(n))) for n in range(60)), "".join(str(c) for c in range(12)))
