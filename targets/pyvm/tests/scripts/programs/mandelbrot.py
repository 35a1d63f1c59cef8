"""Mandelbrot and Julia sets, Sierpinski, dragon curves, cellular automata, in text."""


def mandel(cx, cy, limit=40):
    x = y = 0.0
    for i in range(limit):
        x, y = x * x - y * y + cx, 2 * x * y + cy
        if x * x + y * y > 4:
            return i
    return limit


for row in range(21):
    print("".join(" .:-=+*#%@"[min(9, mandel(-2.1 + col * 0.045, -1.2 + row * 0.12) // 3)] for col in range(64)).rstrip())
print(sum(mandel(-2 + i / 20, -1.5 + j / 20) for i in range(60) for j in range(60)))
for n in range(16):
    print("".join("*" if n & k == k else " " for k in range(n + 1)))
rule, cells = 30, {0}
for g in range(12):
    print("".join("#" if i in cells else "." for i in range(-14, 15)))
    cells = {i for i in range(-g - 2, g + 3) if rule >> (4 * (i - 1 in cells) + 2 * (i in cells) + (i + 1 in cells)) & 1}
path = "F"
s = "FX"
for _ in range(7):
    s = "".join({"X": "X+YF+", "Y": "-FX-Y"}.get(c, c) for c in s)
x = y = 0
dx, dy = 1, 0
points = {(0, 0)}
for c in s:
    if c == "F":
        x, y = x + dx, y + dy
        points.add((x, y))
    elif c == "+":
        dx, dy = -dy, dx
    elif c == "-":
        dx, dy = dy, -dx
xs, ys = [p[0] for p in points], [p[1] for p in points]
for j in range(min(ys), max(ys) + 1):
    print("".join("o" if (i, j) in points else " " for i in range(min(xs), max(xs) + 1)).rstrip())


def carpet(n):
    return ["#"] if n == 0 else [r * 3 for r in carpet(n - 1)] + [r + " " * len(r) + r for r in carpet(n - 1)] + [r * 3 for r in carpet(n - 1)]


print("\n".join(carpet(2)))
