"""Error handling as programs do it: collecting errors, retries, fallbacks, conversion, context, cleanup on failure only."""


class ValidationError(Exception):
    def __init__(self, errors):
        super().__init__(f"{len(errors)} errors")
        self.errors = errors


def validate(data):
    errors = []
    for field, check in (("name", lambda v: v.strip() or 1 / 0), ("age", lambda v: 0 <= int(v) < 150 or 1 / 0), ("mail", lambda v: v.index("@"))):
        try:
            check(data[field])
        except KeyError as e:
            errors.append(f"{e.args[0]} is missing")
        except (ValueError, ZeroDivisionError) as e:
            errors.append(f"{field}: {type(e).__name__}")
        except Exception as e:
            errors.append(f"{field}: unexpected {e!r}")
    if errors:
        raise ValidationError(errors)
    return "valid"


for data in ({"name": "x", "age": "5", "mail": "a@b"}, {"name": " ", "age": "200"}, {"age": None, "mail": "nope", "name": "y"}, {}):
    try:
        print(validate(data))
    except ValidationError as e:
        print(e, e.errors)


def fallback(*fs):
    errors = []
    for f in fs:
        try:
            return f()
        except Exception as e:
            errors.append(e)
    final = RuntimeError("all failed")
    for e in reversed(errors):
        e.__cause__, final = None, final
    raise final from errors[-1]


print(fallback(lambda: 1 / 0, lambda: int("x"), lambda: "third"))
try:
    fallback(lambda: 1 / 0, lambda: [][1])
except RuntimeError as e:
    print(e, repr(e.__cause__), repr(e.__cause__.__context__))


def attempt(n, fail_until):
    for i in range(n):
        try:
            if i < fail_until:
                raise ConnectionError(f"try {i}") if i % 2 else TimeoutError(f"try {i}")
            return f"ok after {i}"
        except TimeoutError as e:
            last = e
        except OSError as e:
            last = e
            if i >= 3:
                raise
    raise last


for n, k in ((3, 0), (3, 2), (2, 5), (9, 5)):
    try:
        print(attempt(n, k))
    except Exception as e:
        print(type(e).__name__, e, isinstance(e, OSError))


def partial_cleanup(steps):
    done = []
    try:
        for s in steps:
            s()
            done.append(s.__name__)
    except BaseException:
        print("undo", done[::-1], end=" ")
        raise
    else:
        print("keep", done, end=" ")
    finally:
        print("finally", end=" ")
    return len(done)


def a(): pass
def b(): pass
def c(): raise LookupError("c")
for steps in ([a, b], [a, b, c, a], []):
    try:
        print(partial_cleanup(steps))
    except LookupError as e:
        print("LookupError", e)
def context():
    try:
        try:
            raise ValueError(1)
        finally:
            try:
                raise KeyError(2)
            except KeyError as e:
                print(repr(e.__context__), end=" ")
    except ValueError as e:
        return repr(e), repr(e.__context__)
print(context())
