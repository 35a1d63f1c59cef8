"""What an exception carries: __traceback__, line numbers, with_traceback, add_note."""


def f():
    raise ValueError("x")


def g():
    f()


try:
    g()
except ValueError as e:
    tb = e.__traceback__
    names = []
    while tb is not None:
        names.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
        tb = tb.tb_next
    print(names)
e = ValueError("note me")
e.add_note("first note")
e.add_note("second note")
print(e.__notes__, ValueError("q").__traceback__)
try:
    raise e.with_traceback(None)
except ValueError as x:
    print(x is e, x.__traceback__ is not None)
import sys
try:
    1 / 0
except ZeroDivisionError:
    kind, value, tb = sys.exc_info()
    print(kind.__name__, value, tb.tb_lineno)
print(sys.exc_info())


def inside():
    try:
        raise KeyError("k")
    except KeyError:
        return sys.exc_info()[0].__name__


print(inside(), sys.exc_info()[0])
raise e
