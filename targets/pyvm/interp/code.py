"""Code objects as objects of the interpreted program, with constants made into objects once."""

from rpython.rlib.rbigint import rbigint

from compiler.code import CO_ASYNC_GENERATOR, CO_COROUTINE, CO_GENERATOR, CO_NEWLOCALS, CO_OPTIMIZED, CO_VARARGS, CO_VARKEYWORDS
from compiler.consts import (
    ConstBool, ConstBytes, ConstCode, ConstEllipsis, ConstFloat, ConstFrozenset, ConstImaginary, ConstInt, ConstLong, ConstNone, ConstStr,
    ConstTuple,
)  # fmt: skip
from compiler.opcodes import EXTENDED_ARG
from objects.base import W_Root
from objects.slots import make_type
from objects.space import export, space


class GlobalCache(object):
    """Where a global name was found last, and the versions of the two namespaces then."""

    def __init__(self):
        self.version = None
        self.builtins_version = None
        self.cell = None


class Names(object):
    """Names are the same str wherever they are equal."""

    def __init__(self):
        self.known = {}

    def intern(self, name):
        if name in self.known:
            return self.known[name]
        self.known[name] = name
        return name


interned = Names()


def decode(co_code):
    """A number for each instruction: the opcode and, above its eight bits, the whole argument. EXTENDED_ARG is left to do nothing."""
    words = []
    extended = 0
    for i in range(0, len(co_code), 2):
        opcode = ord(co_code[i])
        arg = (extended << 8) | ord(co_code[i + 1])
        words.append(opcode | (arg << 8))
        extended = arg if opcode == EXTENDED_ARG else 0
    return words[:]


@export
class W_Code(W_Root):
    _immutable_fields_ = [
        "code", "co_code", "words[*]", "consts_w[*]", "names[*]", "varnames[*]", "argcount", "posonlyargcount", "kwonlyargcount", "nlocals",
        "stacksize", "has_varargs", "has_varkeywords", "is_simple", "is_generator", "is_coroutine", "is_async_generator", "optimized", "cell2arg[*]", "cell_count",
        "class_cell", "w_doc", "frame_size", "global_caches[*]", "attribute_caches", "newlocals",
    ]  # fmt: skip

    def __init__(self, code):
        self.code = code
        self.co_code = code.co_code
        self.words = decode(code.co_code)
        self.consts_w = [wrap_const(const) for const in code.co_consts]
        self.names = [interned.intern(name) for name in code.co_names][:]
        self.varnames = code.co_varnames[:]
        self.argcount = code.co_argcount
        self.posonlyargcount = code.co_posonlyargcount
        self.kwonlyargcount = code.co_kwonlyargcount
        self.nlocals = code.co_nlocals
        self.stacksize = code.co_stacksize
        self.has_varargs = code.co_flags & CO_VARARGS != 0
        self.has_varkeywords = code.co_flags & CO_VARKEYWORDS != 0
        self.is_coroutine = code.co_flags & CO_COROUTINE != 0
        self.is_async_generator = code.co_flags & CO_ASYNC_GENERATOR != 0
        # A call makes a frame that waits.
        self.is_generator = code.co_flags & CO_GENERATOR != 0 or self.is_coroutine or self.is_async_generator
        self.optimized = code.co_flags & CO_OPTIMIZED != 0
        self.newlocals = code.co_flags & CO_NEWLOCALS != 0
        self.is_simple = not self.has_varargs and not self.has_varkeywords and self.kwonlyargcount == 0
        self.cell2arg = code.cell2arg[:]
        self.cell_count = len(code.co_cellvars)
        self.frame_size = self.nlocals + self.cell_count + len(code.co_freevars) + self.stacksize
        self.class_cell = -1
        for i in range(len(code.co_freevars)):
            if code.co_freevars[i] == "__class__":
                self.class_cell = self.cell_count + i
        self.w_doc = space.w_None
        if self.optimized and len(self.consts_w) > 0 and isinstance(self.consts_w[0], space.W_Str):
            self.w_doc = self.consts_w[0]
        self.global_caches = [GlobalCache() for name in self.names]
        self.attribute_caches = [space.no_attribute_entry] * len(self.names)

    def getclass(self):
        return space.w_code

    def repr(self):
        code = self.code
        return (
            "<code object " + code.co_name + " at " + self.address() + ', file "' + code.co_filename + '", line '
            + str(code.co_firstlineno) + ">"
        )  # fmt: skip

    def cell_name(self, index):
        code = self.code
        if index < len(code.co_cellvars):
            return code.co_cellvars[index]
        return code.co_freevars[index - len(code.co_cellvars)]


def wrap_const(const):
    if isinstance(const, ConstNone):
        return space.w_None
    if isinstance(const, ConstInt):
        return space.newint(const.value)
    if isinstance(const, ConstStr):
        return space.newstr(const.value)
    if isinstance(const, ConstFloat):
        return space.newfloat(const.value)
    if isinstance(const, ConstTuple):
        return space.newtuple([wrap_const(item) for item in const.items])
    if isinstance(const, ConstCode):
        return W_Code(const.code)
    if isinstance(const, ConstBool):
        return space.newbool(const.value)
    if isinstance(const, ConstBytes):
        return space.newbytes(const.value)
    if isinstance(const, ConstEllipsis):
        return space.w_Ellipsis
    if isinstance(const, ConstLong):
        value = rbigint.fromstr(const.digits, const.base)
        return space.newlong(value.neg() if const.negative else value)
    if isinstance(const, ConstFrozenset):
        return space.newfrozenset([wrap_const(item) for item in const.items])
    assert isinstance(const, ConstImaginary)
    return space.newcomplex(0.0, const.value)


def as_code(w_obj):
    assert isinstance(w_obj, W_Code)
    return w_obj


def names_tuple(names):
    return space.newtuple([space.newstr(name) for name in names])


def setup():
    make_type(
        "code",
        W_Code,
        final=True,
        getsets=[
            ("co_name", lambda w: space.newstr(as_code(w).code.co_name)),
            ("co_qualname", lambda w: space.newstr(as_code(w).code.co_qualname)),
            ("co_filename", lambda w: space.newstr(as_code(w).code.co_filename)),
            ("co_firstlineno", lambda w: space.newint(as_code(w).code.co_firstlineno)),
            ("co_argcount", lambda w: space.newint(as_code(w).argcount)),
            ("co_kwonlyargcount", lambda w: space.newint(as_code(w).kwonlyargcount)),
            ("co_posonlyargcount", lambda w: space.newint(as_code(w).posonlyargcount)),
            ("co_nlocals", lambda w: space.newint(as_code(w).nlocals)),
            ("co_stacksize", lambda w: space.newint(as_code(w).stacksize)),
            ("co_flags", lambda w: space.newint(as_code(w).code.co_flags)),
            ("co_names", lambda w: names_tuple(as_code(w).code.co_names)),
            ("co_varnames", lambda w: names_tuple(as_code(w).code.co_varnames)),
            ("co_freevars", lambda w: names_tuple(as_code(w).code.co_freevars)),
            ("co_cellvars", lambda w: names_tuple(as_code(w).code.co_cellvars)),
            ("co_consts", lambda w: space.newtuple([w_const for w_const in as_code(w).consts_w])),
            ("co_code", lambda w: space.newbytes(as_code(w).co_code)),
        ],
    )
