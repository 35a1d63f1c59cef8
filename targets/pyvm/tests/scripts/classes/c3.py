"""Multiple inheritance: the C3 order, cooperative super, conflicts."""


class O:
    pass


class A(O):
    pass


class B(O):
    pass


class C(O):
    pass


class D(A, B):
    pass


class E(B, C):
    pass


class F(D, E):
    pass


names = lambda c: [k.__name__ for k in c.__mro__]
for c in (O, A, D, E, F):
    print(names(c))
for bases in ((A, O), (O, A), (A, A), (D, A), (A, D), (type("X", (A, B), {}), type("Y", (B, A), {}))):
    try:
        print(names(type("T", bases, {})))
    except TypeError as e:
        print("TypeError:", str(e).split("\n")[0])


class Root:
    def go(self):
        return ["Root"]


class Left(Root):
    def go(self):
        return ["Left"] + super().go()


class Right(Root):
    def go(self):
        return ["Right"] + super().go()


class Both(Left, Right):
    def go(self):
        return ["Both"] + super().go()


class Other(Right, Left):
    pass


print(Both().go(), Other().go(), names(Both))


class Logged:
    def __init__(self, *args, **kw):
        self.log = ["made"]
        super().__init__(*args, **kw)


class Named:
    def __init__(self, name, **kw):
        self.name = name
        super().__init__(**kw)


class Aged:
    def __init__(self, age, **kw):
        self.age = age
        super().__init__(**kw)


class Person(Logged, Named, Aged):
    pass


p = Person("Ann", age=5)
print(p.name, p.age, p.log)


class Mixin:
    x = "mixin"

    def both(self):
        return "mixin " + self.y


class Main:
    x = "main"
    y = "y"


print(type("MM", (Mixin, Main), {})().both(), type("MM", (Mixin, Main), {}).x, type("MM", (Main, Mixin), {}).x)


class IntList(list):
    def append(self, x):
        super().append(int(x))


class Stack(IntList):
    push = IntList.append

    def top(self):
        return self[-1]


s = Stack([1])
s.push("2")
s.append(3.7)
print(s, s.top(), len(s), isinstance(s, list), names(Stack), s + [4], type(s + [4]).__name__)
