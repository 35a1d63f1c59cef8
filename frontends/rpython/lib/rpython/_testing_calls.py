"""Calls of functions under test: on the graph interpreter and as native programs, without and with a JIT.

A program is made of one call: its entry point reads the arguments from a file, calls the function, and writes the result or the
exception to another file, so that what the function itself prints stays what it is. The phases are behind the module
`_rpython_testing`, which `translate test` provides.
"""

import os
import sys

import _rpython_testing as _translator

from rpython import _testing_log
from rpython._testing_values import (
    BYTES, FLOAT, NONE, STR, Reader, reader, shown, type_of_example, type_of_value, write_number, writer,
)  # fmt: skip
from rpython.rlib import rposix
from rpython.rlib.jit import PARAMETERS, JitDriver
from rpython.rlib.unroll import unrolling_iterable
from rpython.testing import ExecutionError, TranslationError


# What operations raise, whether or not a handler or a `raise` names it.
_RAISED_BY_OPERATIONS = (
    AssertionError, IndexError, KeyError, MemoryError, NotImplementedError, OSError, OverflowError, RuntimeError,
    StopIteration, TypeError, UnicodeDecodeError, UnicodeEncodeError, ValueError, ZeroDivisionError,
)  # fmt: skip


def _checked(done):
    """What the phases give: a message, or None and the result."""
    message, result = done
    if message is not None:
        raise TranslationError(message)
    return result


class Call(object):
    """A function with types for its parameters."""

    def __init__(self, fn, types):
        self.fn = fn
        self.types = types
        self.function = getattr(fn, "__func__", fn)
        self.call = _call_of(fn, reader(("tuple",) + tuple(types)))
        self.result, exceptions = _checked(_translator.infer(self.call))
        fields = dict(exceptions)
        for cls in _RAISED_BY_OPERATIONS:
            fields.setdefault(cls, ())
        # A class before its bases.
        self.exceptions = sorted(fields.items(), key=lambda e: -len(e[0].__mro__))

    def entry(self):
        return _entry_of(self.call, writer(self.result), _exception_writer(self.exceptions))

    def run(self, args, execute):
        """The result of a program, which `execute` runs with the files' names; or its exception, raised."""
        return self.outcome(self.text(args, execute))

    def text(self, args, execute):
        """What such a program writes."""
        out = []
        for t, value in zip(self.types, args):
            writer(t)(out, value)
        folder = _translator.temporary_folder()
        given, result = os.path.join(folder, "arguments"), os.path.join(folder, "result")
        with open(given, "wb") as f:
            f.write("".join(out).encode("latin-1"))
        with open(result, "wb"):
            pass
        sys.stdout.flush()
        status = _checked(execute(given, result))
        with open(result, "rb") as f:
            text = f.read()
        if not text:
            raise ExecutionError("%s ends without a result: %s" % (_name(self.fn), status))
        return text

    def outcome(self, text):
        text = _ResultReader(text)
        kind = text.number()
        if kind < 0:
            return reader(self.result)(text)
        cls, fields = self.exceptions[kind]
        e = cls.__new__(cls)
        for name, t in fields:
            setattr(e, name, reader(t)(text))
        message = e.__dict__.pop("message", None)
        if message is not None:
            e.args = (message,)
        raise e


class _ResultReader(object):
    """As a Reader, of bytes: in the embedded Python, finding a place in a long str takes as long as the str is."""

    def __init__(self, text):
        self.text = text
        self.at = 0

    def number(self):
        end = self.text.index(b";", self.at)
        n = int(self.text[self.at : end])
        self.at = end + 1
        return n

    def characters(self):
        n = self.number()
        start = self.at
        self.at = start + n
        return self.text[start : self.at].decode("latin-1")


def _name(fn):
    return getattr(fn, "__qualname__", None) or repr(fn)


def _call_of(fn, read_arguments):
    def call(argv):
        return fn(*read_arguments(Reader(rposix.read_file(argv[1]))))

    return call


def _entry_of(call, write_result, write_exception):
    def entry(argv):
        out = []
        try:
            result = call(argv)
            write_number(out, -1)
            write_result(out, result)
        except Exception as e:
            out = []
            write_exception(out, e)
        fd = rposix.open(argv[2], os.O_WRONLY | os.O_TRUNC)
        rposix.write_all(fd, "".join(out))
        rposix.close(fd)
        return 0

    return entry


def _exception_writer(exceptions):
    """Writes the number of an exception's class, then its attributes."""
    numbered = [(i, cls, _fields_writer(fields)) for i, (cls, fields) in enumerate(exceptions)]
    numbered = unrolling_iterable(numbered)

    def write(out, e):
        for i, cls, write_fields in numbered:
            if isinstance(e, cls):
                write_number(out, i)
                write_fields(out, e)
                return

    return write


def _fields_writer(fields):
    fields = unrolling_iterable([(name, writer(t)) for name, t in fields])

    def write(out, e):
        for name, write_field in fields:
            write_field(out, getattr(e, name))

    return write


def interpret(fn, args):
    call = Call(fn, [type_of_value(a) for a in args])
    return call.run(args, lambda *files: _translator.interpret(call.entry(), call.function, ["program"] + list(files)))


class Compiled(object):
    """A function as a native program, which runs anew for each call."""

    def __init__(self, fn, types):
        self._call = Call(fn, [type_of_example(t) for t in types])
        self._program = _checked(_translator.compile(self._call.entry(), self._call.function, False))

    def __call__(self, *args):
        types = self._call.types
        if len(args) != len(types):
            raise TypeError("%s is compiled for %d arguments, not %d" % (_name(self._call.fn), len(types), len(args)))
        return self._call.run(args, lambda *files: _translator.run([self._program] + list(files), []))


def annotate(fn, types):
    return shown(Call(fn, [type_of_example(t) for t in types]).result)


# ____________________________________________________________ with a JIT

_testing_log.translated = True
_testing_log.operations = _translator.trace_operations()

# As RPython's tests have them: hot at once, and no limits that a test does not ask for.
_EAGER = {
    "threshold": 3, "function_threshold": 4, "trace_eagerness": 2, "trace_limit": 2**31, "loop_longevity": 0,
    "retrace_limit": 5,
}  # fmt: skip
_LOG = "jit-log-noopt,jit-log-opt,jit-abort,jit-summary:"
# How often a function without a loop is called: it is traced by then, and its code has run.
_CALLS = 8


class _Jitted(object):
    """A call as a program with a JIT, and its runs with different parameters. All must write the same."""

    def __init__(self, call, args):
        self.call = call
        self.args = args
        program = _checked(_translator.compile(call.entry(), call.function, True))
        self.run_with = lambda environment: lambda *files: _translator.run([program] + list(files), environment)
        self.plain = call.text(args, self.run_with(["RPY_JIT=off"]))

    def run(self, params, log=False, stress=False):
        """With a log, gives what that says. Under stress each allocation collects."""
        text = ",".join(["%s=%s" % param for param in params.items()])
        environment = ["RPY_JIT=" + text, "RPY_GC_STRESS=%d" % (stress,)]
        if log:
            path = os.path.join(_translator.temporary_folder(), "log")
            environment.append("PYPYLOG=" + _LOG + path)
        got = self.call.text(self.args, self.run_with(environment))
        stats = None
        if log:
            # Without it the JIT was never asked.
            stats = _testing_log.ran("")
            if os.path.exists(path):
                with open(path) as f:
                    stats = _testing_log.ran(f.read())
        if got != self.plain:
            shown = "%s and without a JIT %s" % (self._shown(got), self._shown(self.plain))
            traces = "\n\n" + stats.shown() if log else ""
            how = text + (", when each allocation collects," if stress else "")
            raise AssertionError("%s gives with %s %s%s" % (_name(self.call.fn), how, shown, traces))
        return stats

    def _shown(self, text):
        try:
            return repr(self.call.outcome(text))
        except Exception as e:
            return repr(e)


def meta_interp(fn, args, params):
    unknown = [name for name in params if name not in PARAMETERS]
    if unknown:
        raise TypeError("the JIT has no parameter %s" % (unknown[0],))
    params = dict(_EAGER, **params)
    jitted = _Jitted(Call(fn, [type_of_value(a) for a in args]), args)
    jitted.run(dict(params, enable_opts=""))
    jitted.run(params, stress=True)
    jitted.run(params, log=True)
    return jitted.call.outcome(jitted.plain)


# The portal of a function: everything that it does is one trace. A merge point names its variables, so there is one of these for
# each number of arguments.


def _portal0(driver, fn):
    def portal():
        driver.jit_merge_point()
        return fn()

    return portal


def _portal1(driver, fn):
    def portal(a):
        driver.jit_merge_point(a=a)
        return fn(a)

    return portal


def _portal2(driver, fn):
    def portal(a, b):
        driver.jit_merge_point(a=a, b=b)
        return fn(a, b)

    return portal


def _portal3(driver, fn):
    def portal(a, b, c):
        driver.jit_merge_point(a=a, b=b, c=c)
        return fn(a, b, c)

    return portal


def _portal4(driver, fn):
    def portal(a, b, c, d):
        driver.jit_merge_point(a=a, b=b, c=c, d=d)
        return fn(a, b, c, d)

    return portal


_PORTALS = [_portal0, _portal1, _portal2, _portal3, _portal4]


def _kind(t):
    """Reds come in this order."""
    return 2 if t == FLOAT else 1 if t in (STR, BYTES) or t[1:] else 0


def _called_often(fn, types):
    """A function of the same arguments that calls `fn` again and again, through a portal, and gives all results."""
    if len(types) >= len(_PORTALS) or any([t == NONE or t[0] == "object" for t in types]):
        wanted = "interp_operations takes up to %d arguments that are numbers, strings or containers of these"
        raise TypeError(wanted % (len(_PORTALS) - 1,))
    names = ["a", "b", "c", "d"][: len(types)]
    order = sorted(zip(names, types), key=lambda red: _kind(red[1]))
    driver = JitDriver(greens=[], reds=[name for name, t in order], name="interp_operations")
    portal = _PORTALS[len(types)](driver, fn)

    def often(*args):
        results = []
        for i in range(_CALLS):
            results.append(portal(*args))
        return results

    return often


def interp_operations(fn, args):
    types = [type_of_value(a) for a in args]
    # Its loops, if it has any, are traced as well.
    getattr(fn, "__func__", fn)._jit_unroll_safe_ = True
    call = Call(_called_often(fn, types), types)
    # Messages are about the function itself.
    call.fn, call.function = fn, getattr(fn, "__func__", fn)
    jitted = _Jitted(call, args)
    # A trace of one operation is too long: the rest of the function is interpreted without being recorded.
    jitted.run({"threshold": 1, "trace_limit": 1})
    jitted.run({"threshold": 1, "enable_opts": ""})
    jitted.run({"threshold": 1}, stress=True)
    stats = jitted.run({"threshold": 1}, log=True)
    if not stats.units:
        raise AssertionError("%s was not compiled\n\n%s" % (_name(fn), stats.shown()))
    return jitted.call.outcome(jitted.plain)[-1]
