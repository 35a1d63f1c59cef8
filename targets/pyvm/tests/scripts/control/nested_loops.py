"""break, continue, else and return out of nested loops and try blocks."""


def find(grid, want):
    for i, row in enumerate(grid):
        for j, x in enumerate(row):
            if x == want:
                return i, j
            if x is None:
                break
        else:
            continue
        print("row", i, "ended early", end="; ")
    else:
        print("all rows", end="; ")
    return None


g = [[1, 2], [3, None, 4], [5]]
print(find(g, 2), find(g, 4), find(g, 5), find([], 1))


def loops():
    out = []
    for i in range(5):
        while True:
            i += 1
            if i % 2:
                continue
            break
        else:
            out.append("never")
        for j in range(i):
            if j == 3:
                break
            if j % 2:
                continue
            out.append((i, j))
        else:
            out.append(i)
    return out


print(loops())


def tries(mode):
    log = []
    for i in range(3):
        try:
            log.append(i)
            if mode == "continue" and i == 1:
                continue
            if mode == "break" and i == 1:
                break
            if mode == "return" and i == 1:
                return log
            if mode == "raise" and i == 1:
                raise ValueError
        except ValueError:
            log.append("caught")
            continue
        else:
            log.append("else")
        finally:
            log.append("finally")
        log.append("end")
    else:
        log.append("loop else")
    return log


for mode in ("none", "continue", "break", "return", "raise"):
    print(mode, tries(mode))


def deep():
    for a in range(3):
        for b in range(3):
            for c in range(3):
                try:
                    if a + b + c == 4:
                        return a, b, c
                finally:
                    if (a, b, c) == (0, 2, 2):
                        print("passing", a, b, c)


print(deep())
i = 10
while i:
    i -= 1
    if i == 7:
        continue
    if i < 5:
        break
    for k in range(i):
        if k > 2:
            break
    else:
        print("short")
    print(i, k, end=" ")
print(i)
