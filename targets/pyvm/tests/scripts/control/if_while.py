"""if, while, break, continue, else, pass."""


def sign(n):
    if n > 0:
        return "positive"
    elif n < 0:
        return "negative"
    else:
        return "zero"


print([sign(n) for n in (5, -5, 0, 0.1, -0.0, True)])
i = 0
while i < 10:
    i += 1
    if i % 2:
        continue
    if i > 8:
        break
    print(i)
else:
    print("not reached")
while i < 12:
    i += 1
else:
    print("else", i)
while False:
    print("never")
else:
    print("else of an empty loop")
n = 3
while True:
    while True:
        n -= 1
        if n == 1:
            break
        print("inner", n)
    print("outer", n)
    if n <= 1:
        break
for x in range(2):
    for y in range(3):
        if y == 1:
            continue
        if x == 1:
            break
        print(x, y)
    else:
        print("inner done")
else:
    print("outer done")
if 0: print("no")
elif "": print("no")
elif []: print("no")
else: print("falsy all")
if 1: a = 1; b = 2; print(a, b)
if n:
    if n > 5:
        print("big")
    elif n:
        if n == 1: print("one")
        else: print("other")
x = 5 if n > 3 else 6 if n > 2 else 7
print(x, ("a" if x else "b") + "c", [1, 2][x > 6], (lambda: 1 if x else 2)())
pass
while n < 5: n += 1
print(n)
collatz = 27
steps = 0
while collatz != 1:
    collatz = collatz // 2 if collatz % 2 == 0 else 3 * collatz + 1
    steps += 1
print(steps)
