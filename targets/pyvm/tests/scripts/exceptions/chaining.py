"""__cause__, __context__, raise from, suppression."""


def show(e, depth=0):
    while e is not None:
        print("  " * depth + repr(e), "cause", repr(e.__cause__), "context", repr(e.__context__), "suppress", e.__suppress_context__)
        e = e.__cause__ or e.__context__
        depth += 1


try:
    try:
        raise ValueError("first")
    except ValueError:
        raise KeyError("second")
except KeyError as e:
    show(e)
try:
    try:
        raise ValueError("first")
    except ValueError as v:
        raise KeyError("second") from v
except KeyError as e:
    show(e)
try:
    try:
        raise ValueError("first")
    except ValueError:
        raise KeyError("second") from None
except KeyError as e:
    show(e)
try:
    raise KeyError("k") from TypeError("cause only")
except KeyError as e:
    show(e)
try:
    raise KeyError("k") from TypeError
except KeyError as e:
    show(e)
try:
    try:
        1 / 0
    finally:
        [][1]
except IndexError as e:
    show(e)
try:
    try:
        try:
            raise ValueError(1)
        except ValueError:
            raise ValueError(2)
    except ValueError:
        raise ValueError(3)
except ValueError as e:
    show(e)


def reraise():
    try:
        raise ValueError("original")
    except ValueError as e:
        e.args += ("changed",)
        raise


try:
    reraise()
except ValueError as e:
    show(e)


def in_handler():
    try:
        raise ValueError("caught")
    except ValueError:
        try:
            raise KeyError("inner")
        except KeyError:
            pass
        raise


try:
    in_handler()
except ValueError as e:
    show(e)
try:
    raise ValueError from 5
except TypeError as e:
    print("TypeError:", e)


def gen():
    try:
        yield 1
    except ValueError:
        raise KeyError("in generator")


g = gen()
next(g)
try:
    g.throw(ValueError("thrown"))
except KeyError as e:
    show(e)
e1 = ValueError("e1")
try:
    raise e1 from e1
except ValueError as e:
    print(e.__cause__ is e)
try:
    try:
        raise e1
    except ValueError as e:
        raise e
except ValueError as e:
    print(e.__context__ is None, e is e1)
