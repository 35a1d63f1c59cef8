"""Puts the VM together, when modules are loaded: types in the order of their dependence, then modules."""

import os

import interp.operations  # noqa: F401
from objects import singletons, slice, tuple, range, int, float, unicode, weakref  # noqa: F401
from objects import (
    aliases, arguments, array, bytearray, bytes, bytes_like, complex, coroutine, descriptors, dict, exceptions, file, formatting, function_types,
    generator, iterators, list, memoryview, module, namespaces, percent, set, sort, str, str_format, texts, typeobject,
)  # fmt: skip
from objects.base import OperationError
from objects.builtin import builtin_function
from objects.module import W_Module
from objects.space import export, space

from compiler.compile import compile_source as compile_code
from interp import code, dispatch, frame, tracebacks
from interp.state import state
from modules import array_module, atexit_module, builtins_module, gc_module, io_module, math_module, os_module, random_module, struct_module, sys_module, time_module, traceback_module, weakref_module
from parser.errors import SourceError

USED = [arguments, formatting, namespaces, percent, sort, str_format, texts, frame, dispatch, tracebacks]


def setup():
    typeobject.setup_object()
    typeobject.setup_type()
    for part in [
        function_types, descriptors, singletons, int, float, complex, str, bytes_like, bytes, bytearray, list, tuple, dict, set, slice, range, iterators,
        generator, coroutine, module, code, exceptions, aliases, weakref, memoryview, array,
    ]:  # fmt: skip
        part.setup()
    sys_module.setup_type()
    io_module.setup_type()
    file.setup()
    typeobject.setup_late()
    w_builtins = W_Module("builtins")
    state.w_builtins = w_builtins
    builtins_module.fill(w_builtins, builtin_function, exceptions.EXCEPTION_NAMES)
    w_os = os_module.setup()
    state.builtin_modules["os.path"] = w_os.w_dict.find_text("path")
    for part in [
        array_module, atexit_module, gc_module, io_module, math_module, random_module, struct_module, sys_module, time_module,
        traceback_module, weakref_module,
    ]:  # fmt: skip
        w_module = part.setup()
        state.builtin_modules[w_module.name()] = w_module
    for w_module in [w_builtins, w_os]:
        state.builtin_modules[w_module.name()] = w_module
    carry_modules()


def carry_modules():
    """Reads the modules in Python that become part of the executable."""
    folder = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "modules", "lib")
    for name in sorted(os.listdir(folder)):
        if name.endswith(".py"):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                text = file.read()
            # A str of the VM is bytes.
            state.carried_modules[name[:-3]] = text.encode("utf-8").decode("latin-1")


@export
def source_error(e):
    """The exception of the interpreted program for one of the compiler."""
    if e.category == "RecursionError":
        return space.error(space.w_RecursionError, e.message)
    w_type = space.w_SyntaxError
    if e.category == "IndentationError":
        w_type = space.w_IndentationError
    elif e.category == "TabError":
        w_type = space.w_TabError
    elif e.category != "SyntaxError":
        return space.error(space.w_ValueError, e.message)
    w_none = space.w_None
    has_column = e.column >= 0
    w_details = space.newtuple(
        [
            space.newstr(e.filename),
            space.newint(e.line),
            space.newint(e.offset()) if has_column else w_none,
            space.newstr(e.text),
            space.newint(e.end_line) if has_column else w_none,
            space.newint(e.end_offset()) if has_column else w_none,
        ]
    )
    return OperationError(space.new_exception(w_type, [space.newstr(e.message), w_details]))


@export
def compile_source(source, filename, mode):
    """The code object of a file's bytes."""
    return compiled(source, filename, mode, False)


@export
def compile_text(text, filename, mode):
    """The code object of a str of the interpreted program."""
    return compiled(text, filename, mode, True)


def compiled(text, filename, mode, is_utf8):
    try:
        return space.W_Code(compile_code(text, filename, mode, is_utf8, 0))
    except SourceError as e:
        raise source_error(e)


setup()
