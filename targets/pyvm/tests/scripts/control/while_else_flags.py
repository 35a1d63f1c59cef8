"""Searching loops with else, flags, sentinels, nested while, early exit, loops over changing bounds."""


def first_factor(n):
    d = 2
    while d * d <= n:
        if n % d == 0:
            break
        d += 1
    else:
        return None
    return d


print([first_factor(n) for n in (2, 9, 15, 97, 91, 1)])
n, log = 100, []
while n:
    n //= 3
    if n == 11:
        continue
    log.append(n)
else:
    log.append("done")
print(log)
data = iter([5, 3, None, 9])
total = 0
while (x := next(data)) is not None:
    total += x
print(total, next(data))
i = 0
limit = 3
while i < limit:
    if i == 1 and limit < 6:
        limit += 2
    i += 1
print(i, limit)
a, b = 17, 5
q = 0
while a >= b:
    a -= b
    q += 1
print(q, a)
rows = []
r = 1
while r <= 4:
    row, c = [], 1
    while c <= r:
        row.append(r * c)
        c += 1
        if r == 3 and c == 3:
            break
    else:
        row.append("full")
    rows.append(row)
    r += 1
print(rows)
stack, out = [1], []
while stack:
    x = stack.pop()
    out.append(x)
    if x < 20:
        stack += [x * 3, x * 2]
print(out)
found = False
for x in range(2, 50):
    for y in range(x, 50):
        if x * y == 221:
            found = True
            break
    if found:
        break
print(found, x, y)
guess, lo, hi, tries = 0, 0, 1000, 0
while guess != 617:
    guess = (lo + hi) // 2
    lo, hi = (guess, hi) if guess < 617 else (lo, guess)
    tries += 1
print(guess, tries)
while True:
    try:
        tries -= 1
        1 / (tries - 5)
    except ZeroDivisionError:
        print("zero at", tries)
        break
    finally:
        if tries < 7: print("finally", tries)
