"""What test files import: the same test runs on the translator (`translate test`) and, untranslated, on any Python.

Also `case`, which gives a function of the corpus its arguments.
"""

try:
    import _rpython_testing as _translator
except ImportError:
    _translator = None


def interpret(fn, args=()):
    """`fn(*args)` on the graph interpreter, after all types are lowered."""
    if _translator is not None:
        return _translator.interpret(fn, list(args))
    return fn(*args)


def interpret_raises(exception, fn, args=()):
    """Checks that `fn(*args)` on the graph interpreter raises the exception."""
    if _translator is not None:
        return _translator.interpret_raises(exception, fn, list(args))
    try:
        fn(*args)
    except exception:
        return None
    raise AssertionError("%s is not raised by %s%r" % (exception.__name__, fn.__name__, tuple(args)))


def compile(fn, types=()):
    """A callable that runs `fn`, whose parameters have these types, as native code."""
    if _translator is not None:
        return _translator.compile(fn, list(types))
    return fn


def annotate(fn, types=()):
    """The type that the annotator infers for the result, as text; None untranslated."""
    if _translator is not None:
        return _translator.annotate(fn, list(types))
    return None


def case(args=(), raises=None):
    """A call of the decorated function, for the corpus. May be repeated, and stays a plain function."""

    def mark(fn):
        cases = list(getattr(fn, "_cases_", ()))
        # Decorators are applied from the last to the first.
        cases.insert(0, (tuple(args), raises))
        fn._cases_ = cases
        return fn

    return mark
