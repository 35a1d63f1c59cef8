"""global in nested functions, several global declarations, names in exec, shadowed builtins, module attributes."""

counter = 0
names = []


def up():
    global counter
    counter += 1

    def nested():
        global counter, made_here
        counter += 10
        made_here = counter
    nested()
    return counter


print(up(), up(), counter, made_here)


def shadowing():
    counter = "local"

    def inner():
        return counter
    return inner(), counter


print(shadowing(), counter)


def loop_global():
    global loop_var
    for loop_var in range(3):
        pass


def import_global():
    global m
    import math as m


def def_global():
    global defined, Klass

    def defined():
        return "defined globally"

    class Klass:
        pass


def with_global():
    global managed

    class M:
        def __enter__(self):
            return "entered"

        def __exit__(self, *a):
            pass
    with M() as managed:
        pass


def except_global():
    global err
    try:
        raise ValueError("x")
    except ValueError as err:
        names.append(str(err))


for f in (loop_global, import_global, def_global, with_global, except_global):
    f()
print(loop_var, m.floor(2.5), defined(), Klass.__qualname__, managed, names, "err" in globals())


def deleting():
    global temporary
    temporary = 1
    del temporary


deleting()
print("temporary" in globals())
print(max(1, 2))
max = lambda *a: "mine"
print(max(1, 2), [max() for _ in range(2)])
del max
print(max(1, 2))
import builtins
builtins.added_name = "from builtins"
print(added_name, hasattr(builtins, "len"), builtins.len is len)
del builtins.added_name
try:
    added_name
except NameError as e:
    print("NameError:", e)
def uses_later():
    return later_defined
try:
    uses_later()
except NameError as e:
    print("NameError:", e)
later_defined = 5
print(uses_later())
g = globals()
g["dynamic"] = lambda: g["counter"]
print(dynamic(), sorted(k for k in g if k in ("counter", "dynamic", "names", "nothing")))
exec("counter = 'exec'")
print(counter, eval("counter.upper()"))
def ex():
    counter = "in function"
    exec("counter = 'lost'; global_from_exec = 1")
    return counter, "global_from_exec" in globals()
print(ex())
class Scope:
    counter = "class"
    def get(self): return counter
    seen = [counter for _ in range(1)]
print(Scope().get(), Scope.counter, Scope.seen)
