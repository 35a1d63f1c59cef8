"""try, except, else, finally: which parts run, and in what order."""


def run(f):
    try:
        print("try", end=" ")
        r = f()
    except ValueError as e:
        print("ValueError", e, end=" ")
        r = "handled"
    except (KeyError, IndexError) as e:
        print(type(e).__name__, e, end=" ")
        r = "lookup"
    except Exception as e:
        print("other", type(e).__name__, e, end=" ")
        r = "other"
    else:
        print("else", end=" ")
    finally:
        print("finally", end=" ")
    return r


def raiser(e):
    raise e


for f in (lambda: 1, lambda: int("x"), lambda: {}["k"], lambda: [][1], lambda: 1 / 0, lambda: raiser(ValueError), lambda: raiser(ValueError("a", 1)), lambda: raiser(KeyError("q")), lambda: undefined, lambda: None.x, lambda: raiser(LookupError("base"))):
    print(run(f))


def returns():
    try:
        return "try"
    finally:
        print("finally before return", end=" ")


def overrides():
    try:
        return "try"
    finally:
        return "finally"


def swallows():
    for i in range(3):
        try:
            1 / 0
        finally:
            if i < 2:
                continue
            break
    return i


def nested():
    try:
        try:
            raise ValueError("inner")
        finally:
            print("inner finally", end=" ")
    except ValueError as e:
        print("outer", e, end=" ")
        try:
            raise KeyError("second")
        except KeyError as e2:
            print(e2, e, end=" ")
    return "done"


def loop():
    out = []
    for i in range(5):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            out.append(i)
        finally:
            out.append("f%d" % i)
    else:
        out.append("else")
    return out


print(returns(), overrides(), swallows(), nested(), loop())
try:
    e = "kept?"
    raise ValueError
except ValueError as e:
    pass
try:
    e
except NameError as x:
    print("NameError:", x)
try:
    raise
except RuntimeError as e:
    print("RuntimeError:", e)
for bad in (5, "text", None, int):
    try:
        raise bad
    except TypeError as e:
        print("TypeError:", e)
try:
    try:
        raise ValueError
    except 5:
        pass
except TypeError as e:
    print("TypeError:", e)
print(repr(ValueError("x")), repr(ValueError()), repr(ValueError(1, "a")), str(ValueError(1, 2)), str(ValueError()), str(KeyError("k")), ValueError("a") == ValueError("a"), ValueError("x").args)
