"""Functions made of code objects."""

import types


def f(x, y=2):
    return x, y, z


z = "global"
print(f(1), types.FunctionType(f.__code__, {"z": 5}, "named", (7,))(1))
g = types.FunctionType(f.__code__, {"z": 6})
try:
    g(1)
except TypeError as e:
    print(e)
print(g(1, 3), g.__name__, g.__defaults__, g.__globals__, g.__closure__, type(g) is type(f))


def outer():
    free = "free"

    def inner():
        return free

    return inner


inner = outer()
cell = types.CellType("other")
print(inner(), types.FunctionType(inner.__code__, {}, closure=(cell,))(), types.FunctionType(inner.__code__, {}, "n", None, inner.__closure__)())
for arguments in ((), (f.__code__,), (None, {}), (f.__code__, None), (f.__code__, {}, 5), (inner.__code__, {}), (inner.__code__, {}, "n", None, ()),
                  (f.__code__, {}, "n", 5), (f.__code__, {}, "n", None, inner.__closure__), (inner.__code__, {}, "n", None, (5,))):  # fmt: skip
    try:
        types.FunctionType(*arguments)
    except (TypeError, ValueError) as e:
        print(type(e).__name__)


# Copies with other names for constants.
def copy_of(function, **names):
    made = types.FunctionType(function.__code__, {**function.__globals__, **names}, function.__name__, function.__defaults__, function.__closure__)
    made.__dict__.update(function.__dict__)
    return made


f.mark = "marked"
h = copy_of(f, z="changed")
print(h(0), h.mark, f(0))
