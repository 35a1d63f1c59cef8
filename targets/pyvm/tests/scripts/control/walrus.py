"""Assignment expressions."""

if (n := 10) > 5:
    print(n)
while (n := n - 3) > 0:
    print("loop", n)
print(n)
print([y := 5, y ** 2], (z := 3) + z, [last := x for x in range(4)], last)
data = [1, 5, 12, 3, 20]
print([h for x in data if (h := x // 2) > 1], h)
print(any((big := x) > 10 for x in data), big)
lines = iter(["one", "two", "", "three"])
while line := next(lines):
    print(line.upper())


def f(x):
    return (y := x + 1) * y


print(f(3), (a := b) if (b := 2) else 0, {"k": (v := 1)}, v, {(w := 2)}, w)
print(f"{(q := 7)} {q}", (lambda: (r := 5) + r)())


def total(numbers):
    s = 0
    return [s := s + x for x in numbers], s


print(total([1, 2, 3]))
if not (m := None):
    print("none", m)
if (p := 1) and (p := p + 1) and p == 2:
    print("p", p)
print((x := 1, 2), x, (x := (1, 2)), x)
for bad in ("x := 1", "(a.b := 1)", "(a[0] := 1)", "[i := 0 for i in range(3)]", "f(x := 1, y = z := 2)"):
    try:
        compile(bad, "s", "exec")
        print("no error")
    except SyntaxError:
        print("SyntaxError")
