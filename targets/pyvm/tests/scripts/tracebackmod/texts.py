"""The module traceback."""

import io
import os
import traceback

HERE = os.path.dirname(os.path.abspath(__file__)) + "/"


def show(*values):
    """CPython knows the script by its whole path."""
    print(*[str(value).replace(HERE, "") for value in values])


def written(function, *args, **kwargs):
    file = io.StringIO()
    function(*args, file=file, **kwargs)
    return file.getvalue()


def divide(a, b):
    return a / b


def middle(x):
    return divide(x, 0)


try:
    middle(1)
except ZeroDivisionError as e:
    show(traceback.format_exc())
    show(traceback.format_exception(e))
    show(traceback.format_exception(type(e), e, e.__traceback__) == traceback.format_exception(e))
    show(traceback.format_exception_only(e), traceback.format_exception_only(type(e), e))
    show(traceback.format_tb(e.__traceback__), traceback.format_tb(e.__traceback__, 1), traceback.format_tb(e.__traceback__, -1))
    for frame in traceback.extract_tb(e.__traceback__):
        show(frame.filename, frame.lineno, frame.name, frame.line, tuple(frame))
    show(written(traceback.print_exc))
    show(written(traceback.print_tb, e.__traceback__))
    show("".join(traceback.format_list([("file.py", 3, "name", "text")])))
    show("".join(traceback.format_exception(e, limit=1)))

try:
    try:
        {}["missing"]
    except KeyError as e:
        raise ValueError("about\nit") from e
except ValueError as e:
    show(traceback.format_exc())
    show(traceback.format_exc(chain=False))
    show(written(traceback.print_exception, e))
try:
    try:
        {}["missing"]
    except KeyError:
        [][1]
except IndexError:
    show(traceback.format_exc())

show(traceback.format_exception_only(ValueError("never raised")), traceback.format_exception(KeyError("x")))
show(traceback.format_exception_only(RuntimeError()), traceback.format_exc())


class Custom(Exception):
    def __str__(self):
        return "custom text"


noted = Custom("x")
noted.add_note("a note")
show(traceback.format_exception_only(noted))
try:
    compile("x = (", "file.py", "exec")
except SyntaxError as e:
    show(traceback.format_exception_only(e))


def log_errors(functions):
    for f in functions:
        try:
            f()
        except Exception:
            last = traceback.format_exc().splitlines()[-1]
            show("failed:", last)


log_errors([lambda: 1 / 0, lambda: int("x"), lambda: None, lambda: undefined])


def deep(n):
    if n == 0:
        raise RuntimeError("deep")
    return deep(n - 1)


try:
    deep(10)
except RuntimeError as e:
    show(traceback.format_exc())
    show(len(traceback.format_tb(e.__traceback__)), len(traceback.extract_tb(e.__traceback__)))
