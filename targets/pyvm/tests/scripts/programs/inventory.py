"""Orders and stock with classes, checks, reports, sorting by many keys, and a small query language."""


class Product:
    def __init__(self, sku, name, price, stock=0, **extra):
        self.sku, self.name, self.price, self.stock, self.extra = sku, name, price, stock, extra

    def __getattr__(self, name):
        try:
            return self.__dict__["extra"][name]
        except KeyError:
            raise AttributeError(f"{type(self).__name__} has no {name}") from None

    def __repr__(self):
        return f"<{self.sku} {self.name} {self.price:.2f} x{self.stock}>"


class Inventory:
    def __init__(self, products=()):
        self._by_sku = {}
        for p in products:
            self += p

    def __iadd__(self, p):
        if p.sku in self._by_sku:
            raise ValueError("duplicate " + p.sku)
        self._by_sku[p.sku] = p
        return self

    def __getitem__(self, key):
        if callable(key):
            return [p for p in self if key(p)]
        return self._by_sku[key]

    def __iter__(self):
        return iter(self._by_sku.values())

    def __len__(self):
        return len(self._by_sku)

    def __contains__(self, sku):
        return sku in self._by_sku

    @property
    def value(self):
        return sum(p.price * p.stock for p in self)

    def order(self, lines):
        taken = []
        try:
            for sku, n in lines:
                p = self[sku]
                if p.stock < n:
                    raise LookupError(f"only {p.stock} of {p.name}")
                p.stock -= n
                taken.append((p, n))
        except LookupError:
            for p, n in taken:
                p.stock += n
            raise
        return sum(p.price * n for p, n in taken)

    def query(self, text):
        tests = []
        for part in text.split(" and "):
            field, op, value = part.split(None, 2)
            compare = {"<": lambda a, b: a < b, ">": lambda a, b: a > b, "=": lambda a, b: a == b, "~": lambda a, b: str(b) in str(a)}[op]
            value = float(value) if value.replace(".", "", 1).isdigit() else value
            tests.append((field, compare, value))
        return [p for p in self if all(f(getattr(p, n, None), v) for n, f, v in tests if getattr(p, n, None) is not None) and all(getattr(p, n, None) is not None for n, _, _ in tests)]


inv = Inventory([Product("a1", "apple", 0.5, 100, colour="red"), Product("b2", "bread", 2.25, 20), Product("c3", "cheese", 7.0, 5, colour="yellow", origin="NL"), Product("d4", "dates", 3.1, 0)])
inv += Product("e5", "eggs", 0.3, 240, colour="white")
print(len(inv), inv.value, inv["c3"], inv["c3"].origin, "z9" in inv, inv[lambda p: p.stock < 10])
for f in (lambda: inv["b2"].colour, lambda: inv["z9"], lambda: inv.__iadd__(Product("a1", "again", 1))):
    try:
        f()
    except (AttributeError, KeyError, ValueError) as e:
        print(type(e).__name__, e)
for lines in ([("a1", 10), ("e5", 12)], [("a1", 10), ("c3", 6)], [("b2", 1), ("zz", 1)], [], [("b2", 20)]):
    try:
        print("order", lines, "%.2f" % inv.order(lines))
    except LookupError as e:
        print("order", lines, type(e).__name__, e)
print(list(inv))
for q in ("price < 3", "stock > 0 and price > 0.4", "colour = red", "name ~ e and stock > 1", "origin = NL", "price < 0.1"):
    print(q, "->", [p.name for p in inv.query(q)])
print([p.name for p in sorted(inv, key=lambda p: (-p.price * p.stock, p.name))], max(inv, key=lambda p: p.stock).name, {p.name[0]: p.stock for p in inv})
print("%-8s %8s %6s" % ("name", "price", "stock"))
for p in inv:
    print("%-8s %8.2f %6d%s" % (p.name, p.price, p.stock, " *" if not p.stock else ""))
