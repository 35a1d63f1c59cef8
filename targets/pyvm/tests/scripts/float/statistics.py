"""Means, medians, variances, correlation, regression, histograms: sums in order, printed in full."""

import math

data = [2.5, 3.75, 1.25, 4.0, 4.0, 8.5, 0.5, 6.125, 3.0, 2.2]
n = len(data)
mean = sum(data) / n
s = sorted(data)
median = (s[n // 2 - 1] + s[n // 2]) / 2
var = sum((x - mean) ** 2 for x in data) / (n - 1)
print(mean, median, var, math.sqrt(var), min(data), max(data), math.fsum(data), max(set(data), key=data.count))
print([round((x - mean) / math.sqrt(var), 6) for x in data], math.prod(data) ** (1 / n), n / sum(1 / x for x in data))
ys = [x * 1.5 - 0.25 * i for i, x in enumerate(data)]
my = sum(ys) / n
cov = sum((x - mean) * (y - my) for x, y in zip(data, ys)) / (n - 1)
slope = cov / var
print(cov, slope, my - slope * mean, cov / math.sqrt(var * sum((y - my) ** 2 for y in ys) / (n - 1)))
bins = [0] * 5
for x in data:
    bins[min(int(x // 2), 4)] += 1
print(bins, [f"{b / n:.1%}" for b in bins])
q = lambda p: s[int(p * (n - 1))] + (p * (n - 1) % 1) * (s[min(int(p * (n - 1)) + 1, n - 1)] - s[int(p * (n - 1))])
print([q(p) for p in (0, 0.25, 0.5, 0.75, 1)])
ema, out = data[0], []
for x in data:
    ema = 0.3 * x + 0.7 * ema
    out.append(ema)
print(out)
mean = m2 = 0.0
for i, x in enumerate(data, 1):
    d = x - mean
    mean += d / i
    m2 += d * (x - mean)
print(mean, m2 / (n - 1))
print(sum([0.1] * 10), math.fsum([0.1] * 10), sum([1e16, 1.0, -1e16]), math.fsum([1e16, 1.0, -1e16]), sum([0.1, 0.2, 0.3]), 0.1 + (0.2 + 0.3))
