"""Arithmetic special methods: forward, reflected, in place, unary."""


class N:
    def __init__(self, v):
        self.v = v

    def __repr__(self):
        return f"N({self.v})"


def install(name, sign):
    def forward(self, other):
        return f"({self.v}{sign}{other.v if isinstance(other, N) else other})"

    def reflected(self, other):
        return f"({other}{sign}{self.v} r)"
    setattr(N, f"__{name}__", forward)
    setattr(N, f"__r{name}__", reflected)


for name, sign in dict(add="+", sub="-", mul="*", truediv="/", floordiv="//", mod="%", pow="**", lshift="<<", rshift=">>", matmul="@").items():
    install(name, sign)
N.__and__ = lambda self, o: "and"
N.__or__ = lambda self, o: "or"
N.__rxor__ = lambda self, o: "rxor"
a, b = N(1), N(2)
print(a + b, a - 5, 5 - a, a * b, 3 * a, a / b, 1 / a, a // b, a % b, a ** b, 2 ** a, a << 1, 1 << a, a >> b, a @ b, 5 @ a, a & b, a | 1, 1 ^ a, "s" + a, a + "s", [1] + a, 1.5 * a, 7 % a, divmod(7, 2))


class U:
    def __neg__(self): return "neg"
    def __pos__(self): return "pos"
    def __invert__(self): return "inv"
    def __abs__(self): return "abs"
    def __round__(self, n=None): return ("round", n)
    def __floor__(self): return "floor"
    def __int__(self): return 7
    def __float__(self): return 7.5
    def __index__(self): return 3
    def __divmod__(self, o): return "divmod"
    def __trunc__(self): return "trunc"


u = U()
import math
print(-u, +u, ~u, abs(u), round(u), round(u, 2), int(u), float(u), [0, 1, 2, 3, 4][u], "abcdef"[u:], hex(u), divmod(u, 1), math.floor(u), math.trunc(u), range(u), bytes(u), "x" * u)


class Acc:
    def __init__(self):
        self.log = []

    def __iadd__(self, o):
        self.log.append(o)
        return self

    def __isub__(self, o):
        return "replaced"

    def __mul__(self, o):
        return "mul"


x = y = Acc()
x += 1
x += [2]
print(x is y, x.log)
x -= 1
print(x)
y *= 3
print(y)


class NI:
    def __add__(self, o): return NotImplemented
    def __radd__(self, o): return "NI radd"
    def __sub__(self, o): return NotImplemented
    def __eq__(self, o): return NotImplemented
    def __lt__(self, o): return NotImplemented


n = NI()
print(5 + n, NI() + NI() if False else "same type does not reflect", n == n, n == NI(), n != n)
for f in (lambda: n + 5, lambda: n - 1, lambda: n < 1, lambda: n * 2, lambda: -n, lambda: n + NI(), lambda: ~n, lambda: n ** 2, lambda: n @ n, lambda: [] + n if False else n / 1):
    try:
        print(f())
    except TypeError as e:
        print("TypeError:", e)


class Base:
    def __add__(self, o): return "Base add"
    def __radd__(self, o): return "Base radd"


class Derived(Base):
    def __radd__(self, o): return "Derived radd"


print(Base() + Derived(), Derived() + Base(), Base() + Base(), 1 + Derived())
