"""Descriptors with and without __set__, __set_name__, their order against instance attributes."""


class Data:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = "_" + name

    def __get__(self, obj, owner=None):
        if obj is None:
            return "on the class " + owner.__name__
        return getattr(obj, self.name, "unset")

    def __set__(self, obj, value):
        print("set", self.name, value)
        setattr(obj, self.name, value)

    def __delete__(self, obj):
        print("delete", self.name)
        delattr(obj, self.name)


class NonData:
    def __get__(self, obj, owner):
        return "nondata"


class C:
    d = Data()
    n = NonData()
    e = Data()


c = C()
print(c.d, C.d, c.n, C.n)
c.d = 5
c.e = 6
print(c.d, c.e, vars(c))
c.__dict__["d"] = "in the dict"
c.__dict__["n"] = "in the dict"
print(c.d, c.n)
del c.d
print(c.d)
c.n = "assigned"
print(c.n, C().n)


class Positive:
    def __init__(self, low=0):
        self.low = low

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, obj, owner):
        return self if obj is None else obj.__dict__[self.name]

    def __set__(self, obj, value):
        if value <= self.low:
            raise ValueError(f"{self.name} must be above {self.low}")
        obj.__dict__[self.name] = value


class Order:
    price = Positive()
    count = Positive(10)

    def __init__(self, price, count):
        self.price, self.count = price, count

    def total(self):
        return self.price * self.count


print(Order(2, 20).total(), Order.price.name)
for args in ((0, 20), (1, 5)):
    try:
        Order(*args)
    except ValueError as e:
        print("ValueError:", e)


class Method:
    def __init__(self, f):
        self.f = f

    def __get__(self, obj, owner):
        if obj is None:
            return self.f
        return lambda *a: self.f(obj, *a)


class UsesMethod:
    @Method
    def hello(self, x):
        return "hello", type(self).__name__, x


print(UsesMethod().hello(1), UsesMethod.hello("self", 2)[2] if False else UsesMethod().hello(2))


def function(self, x):
    return self, x


print(function.__get__(5)(6), function.__get__(5, int)(7), (lambda self: self * 2).__get__(21)())
print(str.upper.__get__("abc")(), type(C.__dict__["d"]).__name__, isinstance(function.__get__(1), type(c.__init__)) or "other")


class SetOnly:
    def __set__(self, obj, value):
        obj.__dict__["x"] = value * 2


class D:
    x = SetOnly()


d = D()
print(type(d.x).__name__)
d.x = 5
print(d.x)
