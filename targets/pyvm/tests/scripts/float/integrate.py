"""Numerical methods: bisection, Newton, Simpson, Euler, least squares."""

import math


def bisect(f, low, high, eps=1e-12):
    while high - low > eps:
        middle = (low + high) / 2
        if f(low) * f(middle) <= 0:
            high = middle
        else:
            low = middle
    return (low + high) / 2


def newton(f, df, x, steps=20):
    for _ in range(steps):
        x -= f(x) / df(x)
    return x


def simpson(f, a, b, n):
    h = (b - a) / n
    total = f(a) + f(b)
    for i in range(1, n):
        total += (4 if i % 2 else 2) * f(a + i * h)
    return total * h / 3


def euler(f, y, t, end, steps):
    h = (end - t) / steps
    for _ in range(steps):
        y += h * f(t, y)
        t += h
    return y


def fit(points):
    n = len(points)
    sx = sum(x for x, _ in points)
    sy = sum(y for _, y in points)
    sxx = sum(x * x for x, _ in points)
    sxy = sum(x * y for x, y in points)
    slope = (n * sxy - sx * sy) / (n * sxx - sx * sx)
    return slope, (sy - slope * sx) / n


print("%.10f" % bisect(lambda x: x ** 3 - x - 2, 1, 2))
print("%.12f" % newton(lambda x: x * x - 2, lambda x: 2 * x, 1.0))
for n in (2, 4, 8, 16, 100):
    print(n, "%.10f" % simpson(math.sin, 0, math.pi, n), "%.10f" % simpson(math.exp, 0, 1, n))
for steps in (10, 100, 1000):
    print(steps, "%.8f" % euler(lambda t, y: -y + t, 1.0, 0.0, 2.0, steps))
print("%.6f %.6f" % fit([(1, 2.1), (2, 3.9), (3, 6.2), (4, 7.8), (5, 10.1)]))
mean = sum(range(1, 11)) / 10
print(mean, math.sqrt(sum((x - mean) ** 2 for x in range(1, 11)) / 9))
