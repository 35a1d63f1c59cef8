"""Which exception is below which; user classes; args."""

for name in ("ArithmeticError", "AssertionError", "AttributeError", "EOFError", "Exception", "FileNotFoundError", "FloatingPointError", "GeneratorExit", "ImportError", "IndentationError", "IndexError", "KeyError", "KeyboardInterrupt",
             "LookupError", "MemoryError", "ModuleNotFoundError", "NameError", "NotImplementedError", "OSError", "OverflowError", "RecursionError", "RuntimeError", "StopIteration", "SyntaxError", "SystemExit", "TabError",
             "TypeError", "UnboundLocalError", "UnicodeDecodeError", "UnicodeEncodeError", "UnicodeError", "ValueError", "ZeroDivisionError"):
    c = getattr(__builtins__, name)
    print(name, [b.__name__ for b in c.__mro__[1:-1]])


class AppError(Exception):
    """Base of the program's errors."""

    def __init__(self, code, *args):
        super().__init__(code, *args)
        self.code = code


class NotFound(AppError):
    def __init__(self, what):
        super().__init__(404, what)
        self.what = what

    def __str__(self):
        return f"{self.what} not found ({self.code})"


class Quiet(Exception):
    pass


for e in (AppError(500), AppError(500, "more", 1), NotFound("page"), Quiet(), Quiet("a"), Quiet("a", "b")):
    try:
        raise e
    except NotFound as x:
        print("NotFound", x, x.args, x.code, repr(x))
    except AppError as x:
        print("AppError", x, x.args, x.code, repr(x))
    except Exception as x:
        print("Exception", x, x.args, repr(x), str(x) == "")
try:
    raise Quiet
except Quiet as x:
    print(x.args, type(x) is Quiet)
print(issubclass(KeyError, LookupError), issubclass(ZeroDivisionError, ArithmeticError), issubclass(KeyboardInterrupt, Exception), issubclass(RecursionError, RuntimeError), OSError is IOError, OSError is EnvironmentError)


class WithAttrs(Exception):
    default = "d"

    def __init__(self, a, b=2, *, c=3):
        self.a, self.b, self.c = a, b, c


x = WithAttrs(1, c=9)
print(x.a, x.b, x.c, x.args, x.default, str(x), repr(x))
x.extra = "e"
print(x.extra, x.__dict__)
try:
    raise StopIteration("value")
except StopIteration as s:
    print(s.value, s.args, StopIteration().value)
try:
    raise SystemExit(3)
except SystemExit as s:
    print(s.code, s.args, SystemExit().code)
try:
    import no_such_module
except ModuleNotFoundError as m:
    print(m, m.name)
try:
    open("/no/such/file")
except OSError as o:
    print(type(o).__name__, o.errno, o.strerror, o.filename, o)
n = NameError("name 'q' is not defined", name="q") if False else None
try:
    (5).q
except AttributeError as a:
    print(a.name, a.obj)
