"""Logic gates as objects: wires, half and full adders, a clocked register and counter, truth tables."""


class Wire:
    def __init__(self, name=""):
        self.name, self.value, self.watchers = name, 0, []

    def set(self, v):
        if v != self.value:
            self.value = v
            for w in self.watchers:
                w()


changes = 0


def gate(f, out, *ins):
    def update():
        global changes
        changes += 1
        out.set(f(*[i.value for i in ins]))
    for i in ins:
        i.watchers.append(update)
    update()
    return out


AND = lambda *ins: gate(lambda *v: int(all(v)), Wire(), *ins)
OR = lambda *ins: gate(lambda *v: int(any(v)), Wire(), *ins)
XOR = lambda a, b: gate(lambda x, y: x ^ y, Wire(), a, b)
NOT = lambda a: gate(lambda x: 1 - x, Wire(), a)


def half(a, b):
    return XOR(a, b), AND(a, b)


def full(a, b, c):
    s1, c1 = half(a, b)
    s, c2 = half(s1, c)
    return s, OR(c1, c2)


class Adder:
    def __init__(self, bits):
        self.a, self.b = [Wire(f"a{i}") for i in range(bits)], [Wire(f"b{i}") for i in range(bits)]
        self.out, carry = [], Wire()
        for x, y in zip(self.a, self.b):
            s, carry = full(x, y, carry)
            self.out.append(s)
        self.out.append(carry)

    def __call__(self, x, y):
        for wires, v in ((self.a, x), (self.b, y)):
            for i, w in enumerate(wires):
                w.set(v >> i & 1)
        return sum(w.value << i for i, w in enumerate(self.out))


add = Adder(6)
print(all(add(x, y) == x + y for x in range(0, 64, 5) for y in range(0, 64, 7)), add(63, 63), add(0, 0), changes > 500)
a, b, c = Wire(), Wire(), Wire()
majority = OR(AND(a, b), AND(b, c), AND(a, c))
table = []
for n in range(8):
    for i, w in enumerate((a, b, c)):
        w.set(n >> i & 1)
    table.append(majority.value)
print(table, NOT(majority).value, XOR(a, b).value)


class Counter:
    def __init__(self, bits):
        self.state, self.add = 0, Adder(bits)
        self.mask = (1 << bits) - 1

    def tick(self):
        self.state = self.add(self.state, 1) & self.mask
        return self.state


k = Counter(3)
print([k.tick() for _ in range(10)])
