"""Classic loops: fizz buzz, primes, gcd, collatz, triangle, digits, perfect numbers, bubble sort."""

for i in range(1, 31):
    print("FizzBuzz" if i % 15 == 0 else "Fizz" if i % 3 == 0 else "Buzz" if i % 5 == 0 else i, end=" ")
print()
n = 2
while n < 60:
    d = 2
    while d * d <= n:
        if n % d == 0:
            break
        d += 1
    else:
        print(n, end=" ")
    n += 1
print()
for a, b in ((48, 36), (17, 5), (0, 9), (270, 192)):
    x, y = a, b
    while y:
        x, y = y, x % y
    print(f"gcd({a}, {b}) = {x}")
best = longest = 0
for start in range(1, 1000):
    n, length = start, 1
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        length += 1
    if length > longest:
        best, longest = start, length
print(best, longest)
row = [1]
for i in range(10):
    print(" ".join(map(str, row)).center(40).rstrip())
    row = [1] + [row[j] + row[j + 1] for j in range(len(row) - 1)] + [1]
for n in (0, 7, 12345, 99999):
    total, m = 0, n
    while m:
        m, digit = divmod(m, 10)
        total += digit
    print(n, total)
print([n for n in range(1, 500) if sum(d for d in range(1, n) if n % d == 0) == n])
l = [5, 2, 9, 1, 5, 6]
for i in range(len(l)):
    for j in range(len(l) - 1 - i):
        if l[j] > l[j + 1]:
            l[j], l[j + 1] = l[j + 1], l[j]
    print(l)
a, b = 0, 1
while a < 1000:
    print(a, end=",")
    a, b = b, a + b
print()
for i in range(5):
    print("*" * (2 * i + 1))
print(sum(i for i in range(1000) if i % 3 == 0 or i % 5 == 0), sum(i ** 2 for i in range(101)), sum(range(101)) ** 2)
