"""What test files import: the same test runs on the translator (`translate test`) and, untranslated, on any Python.

Also `case`, which gives a function of the corpus its arguments.
"""


class TranslationError(Exception):
    """A function under test is rejected; the message says where and why."""


class ExecutionError(Exception):
    """A function under test ended without a result: the program was stopped, or went wrong."""


from rpython._testing_log import (
    check_aborted_count, check_aborted_count_at_least, check_enter_count, check_enter_count_at_most, check_history,
    check_jitcell_token_count, check_loop_count, check_loops, check_operations_history, check_resops, check_simple_loop,
    check_target_token_count, check_trace_count, check_trace_count_at_most,
)  # fmt: skip

try:
    # It uses these classes.
    from rpython import _testing_calls as _translator
except ImportError:
    _translator = None


def interpret(fn, args=()):
    """`fn(*args)` on the graph interpreter, after all types are lowered. An exception of `fn` is raised."""
    if _translator is not None:
        return _translator.interpret(fn, list(args))
    return fn(*args)


def interpret_raises(exception, fn, args=()):
    """Checks that `fn(*args)` on the graph interpreter raises the exception, and gives that."""
    try:
        result = interpret(fn, args)
    except exception as e:
        return e
    name = getattr(fn, "__name__", repr(fn))
    args = ", ".join([repr(a) for a in args])
    raise AssertionError("%s(%s) gives %r and does not raise %s" % (name, args, result, exception.__name__))


def compile(fn, types=()):
    """A callable that runs `fn` as native code. The types of its parameters are Python types, `[item type]`,
    `(item types...)`, `{key type: value type}`, or examples of values. Each call is a process of its own."""
    if _translator is not None:
        return _translator.Compiled(fn, list(types))
    return fn


def annotate(fn, types=()):
    """The type that the annotator infers for the result of `fn`, as text; None untranslated."""
    if _translator is not None:
        return _translator.annotate(fn, list(types))
    return None


def meta_interp(fn, args=(), **params):
    """`fn(*args)` as native code with a JIT, whose parameters may be given by name (`threshold=3, trace_eagerness=2, ...`). It
    also runs without optimisations, without the JIT, and with a collection at each allocation, and must give the same. The checks that follow are about this run."""
    if _translator is not None:
        return _translator.meta_interp(fn, list(args), params)
    return fn(*args)


def interp_operations(fn, args=()):
    """`fn(*args)`, traced as a whole: interpreted from jitcode, recorded, and as the code of that trace."""
    if _translator is not None:
        return _translator.interp_operations(fn, list(args))
    return fn(*args)


class raises(object):
    """`with raises(E) as r:` checks that the block raises E, which is `r.value` then."""

    def __init__(self, exception):
        self.exception = exception
        self.value = None

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        if kind is None:
            raise AssertionError("%s is not raised" % (self.exception.__name__,))
        self.value = value
        return issubclass(kind, self.exception)


def case(args=(), raises=None):
    """A call of the decorated function, for the corpus. May be repeated, and stays a plain function."""

    def mark(fn):
        cases = list(getattr(fn, "_cases_", ()))
        # Decorators are applied from the last to the first.
        cases.insert(0, (tuple(args), raises))
        fn._cases_ = cases
        return fn

    return mark
