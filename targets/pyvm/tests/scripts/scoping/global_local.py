"""global, local, builtin names; UnboundLocalError; shadowing; class scope."""

x = "global"


def read():
    return x


def write():
    x = "local"
    return x


def declare():
    global x, fresh
    x = "changed"
    fresh = "made"
    return x


def unbound():
    try:
        print(x)
        x = 1
    except UnboundLocalError as e:
        return str(e)


def unbound_augmented():
    try:
        x += 1
    except UnboundLocalError as e:
        return str(e)


print(read(), write(), x, declare(), read(), fresh, unbound(), unbound_augmented())


def conditional(flag):
    if flag:
        y = 1
    try:
        return y
    except UnboundLocalError as e:
        return str(e)


print(conditional(True), conditional(False))


def loop_var():
    for i in range(3):
        j = i
    return i, j


print(loop_var())
len = lambda q: "shadowed"
print(len([1]))
del len
print(len([1]))


def builtin_shadow(list):
    return list + 1


print(builtin_shadow(4), list("ab"))


class C:
    x = "class"
    y = x + "!"

    def method(self):
        return x, self.x

    def inner(self):
        class D:
            z = x
        return D.z
    x = x + " later"


print(C.x, C.y, C().method(), C().inner())


class G:
    global from_class
    from_class = 5
    w = x
    x = "g"
    v = x


print(from_class, hasattr(G, "from_class"), G.w, G.v)


def outer():
    x = "outer"

    class E:
        y = x

        def m(self):
            return x
    x = "outer later"
    return E.y, E().m()


print(outer())


def deleted():
    v = 1
    del v
    try:
        v
    except UnboundLocalError as e:
        return str(e)


print(deleted())
try:
    never_defined
except NameError as e:
    print("NameError:", e)


def nested_global():
    x = "enclosing"

    def inner():
        global x
        x = "set by inner"
        return x
    return inner(), x


print(nested_global(), x)
print("x" in globals(), "nothing" in globals(), globals()["x"], type(globals()).__name__)
globals()["injected"] = 77
print(injected)


def show_locals(a, b=2):
    c = 3
    return sorted(locals().items())


print(show_locals(1))


def params(a, a2=x):
    return a2


x = "after"
print(params(1))
