"""Programs of objects that hold objects: trees, graphs, matrices of cells, mixins, factories, visitors."""


class Component:
    def __init__(self, name, *children):
        self.name, self.children, self.parent = name, list(children), None
        for c in children:
            c.parent = self

    def __iter__(self):
        yield self
        for c in self.children:
            yield from c

    def path(self):
        return (self.parent.path() if self.parent else "") + "/" + self.name

    def __getitem__(self, name):
        for c in self.children:
            if c.name == name:
                return c
        raise KeyError(f"{self.name} has no {name}")

    def __truediv__(self, name):
        return self[name]

    def __len__(self):
        return 1 + sum(map(len, self.children))

    def __contains__(self, name):
        return any(c.name == name for c in self)

    def visit(self, visitor, depth=0):
        visitor(self, depth)
        for c in self.children:
            c.visit(visitor, depth + 1)


root = Component("root", Component("a", Component("x"), Component("y", Component("deep"))), Component("b"))
print([c.name for c in root], len(root), (root / "a" / "y" / "deep").path(), "deep" in root, "nope" in root, root["b"].parent is root)
root.visit(lambda c, d: print("  " * d + c.name))
try:
    root / "a" / "q"
except KeyError as e:
    print("KeyError:", e)


class JsonMixin:
    def to_json(self):
        return {k: v.to_json() if hasattr(v, "to_json") else v for k, v in sorted(vars(self).items()) if not k.startswith("_")}


class EqMixin:
    def __eq__(self, o):
        return type(self) is type(o) and vars(self) == vars(o)

    def __hash__(self):
        return hash(tuple(sorted(vars(self).items())))


class Engine(JsonMixin, EqMixin):
    def __init__(self, power):
        self.power, self._secret = power, 1


class Car(JsonMixin, EqMixin):
    wheels = 4
    built = 0

    def __init__(self, name, engine):
        self.name, self.engine = name, engine
        Car.built += 1

    def __getattr__(self, name):
        return getattr(self.__dict__["engine"], name)


c = Car("mini", Engine(50))
print(c.to_json(), c.power, c == Car("mini", Engine(50)), c == Car("mini", Engine(60)), Car.built, c.wheels, len({Engine(1), Engine(1), Engine(2)}))
try:
    c.nothing
except AttributeError as e:
    print("AttributeError:", e)


class Cell:
    def __init__(self):
        self.links, self.value = [], 0

    def step(self):
        self.next = (self.value + sum(n.value for n in self.links)) % 5


cells = [Cell() for _ in range(8)]
for i, cell in enumerate(cells):
    cell.links = [cells[i - 1], cells[(i + 1) % 8]]
cells[0].value = 1
for _ in range(6):
    for cell in cells:
        cell.step()
    for cell in cells:
        cell.value = cell.next
    print("".join(str(cell.value) for cell in cells), end=" ")
print()
factories = {"car": lambda p: Car("f", Engine(p)), "engine": Engine, "int": int}
print([type(factories[k](n)).__name__ for k, n in (("car", 5), ("engine", 6), ("int", "7"))])
