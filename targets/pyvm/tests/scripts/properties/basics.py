"""property: getters, setters, deleters, inheritance."""


class Temperature:
    def __init__(self, c):
        self.celsius = c

    @property
    def celsius(self):
        "The temperature."
        print("get", end=" ")
        return self._c

    @celsius.setter
    def celsius(self, v):
        if v < -273:
            raise ValueError("too cold")
        print("set", v, end=" ")
        self._c = v

    @celsius.deleter
    def celsius(self):
        print("delete", end=" ")
        del self._c

    @property
    def fahrenheit(self):
        return self.celsius * 9 / 5 + 32


t = Temperature(20)
print(t.celsius, t.fahrenheit)
t.celsius = 30
t.celsius += 5
print(t.celsius, Temperature.celsius.__doc__, type(Temperature.celsius).__name__)
try:
    t.celsius = -300
except ValueError as e:
    print("ValueError:", e)
try:
    t.fahrenheit = 5
except AttributeError as e:
    print("AttributeError:", e)
try:
    del t.fahrenheit
except AttributeError as e:
    print("AttributeError:", e)
del t.celsius
try:
    t.celsius
except AttributeError as e:
    print("AttributeError:", e)


class Sub(Temperature):
    @property
    def celsius(self):
        return super().celsius + 1000

    @celsius.setter
    def celsius(self, v):
        Temperature.celsius.fset(self, v)


s = Sub(1)
print(s.celsius)
s.__dict__["celsius"] = "hidden"
print(s.celsius)


class Old:
    def __init__(self):
        self.log = []

    def get_x(self):
        self.log.append("get")
        return 5

    def set_x(self, v):
        self.log.append(("set", v))

    x = property(get_x, set_x, None, "doc of x")
    y = property(lambda self: self.x * 2)


o = Old()
o.x = o.y + o.x
print(o.log, Old.x.__doc__, Old.x.fget is Old.get_x, Old.x.fdel)


class Lazy:
    @property
    def value(self):
        try:
            return self._value
        except AttributeError:
            print("computing", end=" ")
            self._value = 42
            return self._value


l = Lazy()
print(l.value, l.value, hasattr(l, "value"))


class Broken:
    @property
    def bad(self):
        raise KeyError("inside")

    @property
    def attr(self):
        raise AttributeError("inside attr")

    def __getattr__(self, n):
        return "fallback " + n


try:
    Broken().bad
except KeyError as e:
    print("KeyError:", e)
print(Broken().attr)
