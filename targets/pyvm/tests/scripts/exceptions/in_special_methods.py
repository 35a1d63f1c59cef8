"""Exceptions out of special methods, comparisons, iterators, descriptors, context managers, hashing and sorting."""


class Bad:
    def __init__(self, where):
        self.where = where

    def check(self, name):
        if name == self.where:
            raise ValueError(name)

    def __eq__(self, o): self.check("eq"); return True
    def __lt__(self, o): self.check("lt"); return False
    def __hash__(self): self.check("hash"); return 1
    def __len__(self): self.check("len"); return 1
    def __iter__(self): self.check("iter"); return self
    def __next__(self): self.check("next"); raise StopIteration
    def __add__(self, o): self.check("add"); return 1
    def __getitem__(self, i): self.check("getitem"); return 1
    def __call__(self): self.check("call"); return 1
    def __str__(self): self.check("str"); return "s"
    def __bool__(self): self.check("bool"); return True
    def __contains__(self, x): self.check("contains"); return True
    def __enter__(self): self.check("enter"); return self
    def __exit__(self, *a): self.check("exit")
    def __getattr__(self, n): self.check("getattr"); return n
    def __index__(self): self.check("index"); return 0


uses = {"eq": lambda b: b == 1, "lt": lambda b: sorted([b, b]), "hash": lambda b: {b: 1}, "len": lambda b: len(b), "iter": lambda b: list(b), "next": lambda b: [x for x in b], "add": lambda b: b + 1, "getitem": lambda b: b[0], "call": lambda b: b(), "str": lambda b: f"{b}", "bool": lambda b: not b,
        "contains": lambda b: 1 in b, "getattr": lambda b: b.missing, "index": lambda b: [1][b]}
for name, use in uses.items():
    try:
        use(Bad(name))
        print(name, "no error")
    except ValueError as e:
        print(name, "ValueError:", e, end="; ")
    print(use(Bad("nothing")) is not None, end=" ")
print()


def with_use(b):
    with b:
        return "body"


for where in ("enter", "exit", "nothing"):
    try:
        print(where, with_use(Bad(where)))
    except ValueError as e:
        print(where, "ValueError:", e)
calls = []


def key(x):
    calls.append(x)
    if x == 3:
        raise KeyError("in key")
    return x


l = [1, 2, 3, 4]
try:
    l.sort(key=key)
except KeyError as e:
    print("KeyError:", e, calls, l)
for f in (lambda: max([1, 2], key=lambda x: 1 // 0), lambda: list(map(int, ["1", "x"])), lambda: [int(x) for x in ("1", "y")], lambda: dict([(1, 2), 3]), lambda: sum(x / 0 for x in [1]), lambda: "".join(str(1 // x) for x in (1, 0)), lambda: list(filter(lambda x: x.no, [1])), lambda: any(1 / x for x in [0]), lambda: tuple(iter(Bad("next"))), lambda: set([Bad("hash")]), lambda: print(Bad("str")), lambda: [*Bad("iter")], lambda: (lambda *a: a)(*Bad("next"))):
    try:
        f()
        print("no error")
    except Exception as e:
        print(type(e).__name__, e)
