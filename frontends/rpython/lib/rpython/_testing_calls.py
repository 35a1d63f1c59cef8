"""Calls of functions under test: on the graph interpreter and as native programs.

A program is made of one call: its entry point reads the arguments from a file, calls the function, and writes the result or the
exception to another file, so that what the function itself prints stays what it is. The phases are behind the module
`_rpython_testing`, which `translate test` provides.
"""

import os
import sys

import _rpython_testing as _translator

from rpython._testing_values import Reader, reader, shown, type_of_example, type_of_value, write_number, writer
from rpython.rlib import rposix
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
        return self._outcome(_ResultReader(text))

    def _outcome(self, text):
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
        self._program = _checked(_translator.compile(self._call.entry(), self._call.function))

    def __call__(self, *args):
        types = self._call.types
        if len(args) != len(types):
            raise TypeError("%s is compiled for %d arguments, not %d" % (_name(self._call.fn), len(types), len(args)))
        return self._call.run(args, lambda *files: _translator.run([self._program] + list(files)))


def annotate(fn, types):
    return shown(Call(fn, [type_of_example(t) for t in types]).result)
