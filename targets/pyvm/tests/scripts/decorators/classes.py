"""Decorators of classes and of methods."""


def add_repr(cls):
    def __repr__(self):
        return cls.__name__ + "(" + ", ".join(f"{k}={v!r}" for k, v in sorted(vars(self).items())) + ")"
    cls.__repr__ = __repr__
    return cls


@add_repr
class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y


print(Point(1, "b"))


def singleton(cls):
    instance = []

    def get(*a):
        if not instance:
            instance.append(cls(*a))
        return instance[0]
    return get


@singleton
class Config:
    def __init__(self):
        print("made")


print(Config() is Config())


def logged(f):
    def wrapped(self, *a):
        self.log.append(f.__name__)
        return f(self, *a)
    return wrapped


class Account:
    def __init__(self):
        self.log = []
        self.balance = 0

    @logged
    def deposit(self, n):
        self.balance += n
        return self.balance

    @logged
    def withdraw(self, n):
        self.balance -= n
        return self.balance

    @staticmethod
    def rate():
        return 0.5

    @classmethod
    def make(cls, n):
        a = cls()
        a.balance = n
        return a

    @property
    def rich(self):
        return self.balance > 100

    @classmethod
    def name(cls):
        return cls.__name__


class Savings(Account):
    pass


a = Account()
print(a.deposit(50), a.withdraw(20), a.log, a.rate(), Account.rate(), a.rich, Account.make(200).rich, Savings.make(5).name(), type(Savings.make(1)).__name__, a.name())


class total_ordering_like:
    def __init__(self, key):
        self.key = key

    def __call__(self, cls):
        key = self.key
        cls.__lt__ = lambda a, b: getattr(a, key) < getattr(b, key)
        cls.__eq__ = lambda a, b: getattr(a, key) == getattr(b, key)
        return cls


@total_ordering_like("age")
@add_repr
class Person:
    def __init__(self, age):
        self.age = age


print(sorted([Person(3), Person(1), Person(2)]), Person(1) == Person(1), Person(1) < Person(2), max(Person(4), Person(9)))


def plugin(base):
    def decorate(cls):
        return type(cls.__name__, (cls, base), {"extra": 1})
    return decorate


class Base:
    def hello(self):
        return "hello from " + type(self).__name__


@plugin(Base)
class P:
    pass


print(P().hello(), P.extra, [c.__name__ for c in P.__mro__])
