"""Objects that are called, entered, iterated, awaited by index, deleted; special methods are looked up on the type."""


class Everything:
    def __call__(self, *a, **k): return ("call", a, k)
    def __enter__(self): return "entered"
    def __exit__(self, *a): return a[0] is not None
    def __iter__(self): return iter([1])
    def __len__(self): return 1
    def __getitem__(self, i): return i
    def __bool__(self): return False


e = Everything()
print(e(1, x=2), len(e), e["k"], list(e), bool(e))
with e as x:
    print(x)
    raise ValueError("swallowed")
e.__len__ = lambda: 99
e.__call__ = lambda: "instance call"
e.__bool__ = lambda: True
print(len(e), e(), bool(e), e.__len__(), e.__call__())


class Dynamic:
    def __getattr__(self, name):
        if name.startswith("__"):
            return lambda *a: "dynamic"
        raise AttributeError(name)


for f in (lambda: len(Dynamic()), lambda: Dynamic() + 1, lambda: Dynamic()(), lambda: Dynamic()[0]):
    try:
        print(f())
    except TypeError as x:
        print("TypeError:", x)
print(Dynamic().__len__())


class Adder:
    def __init__(self, n): self.n = n
    def __call__(self, x): return x + self.n
    def __matmul__(self, o): return lambda x: self(o(x))
    def __rshift__(self, o): return lambda x: o(self(x))


print((Adder(1) @ Adder(10))(5), (Adder(1) >> str)(5), list(map(Adder(3), range(3))), sorted([3, 1], key=Adder(0)))


class Pipe:
    def __init__(self, f): self.f = f
    def __ror__(self, x): return self.f(x)


double = Pipe(lambda l: [x * 2 for x in l])
total = Pipe(sum)
print([1, 2, 3] | double | total)


class Instance(type):
    def __instancecheck__(cls, x): return x == 5
    def __subclasscheck__(cls, c): return c is int


class Five(metaclass=Instance):
    pass


print(isinstance(5, Five), isinstance(6, Five), issubclass(int, Five), issubclass(str, Five))


class Length:
    def __length_hint__(self): return 10
    def __iter__(self): return iter("xyz")


print(list(Length()), [*Length()], tuple(Length()))


class Copyable:
    def __init__(self, v): self.v = v
    def __copy__(self): return Copyable(self.v + "copy")


import copy
print(copy.copy(Copyable("x")).v, copy.copy([1, [2]]), copy.deepcopy({"a": [1]}))
