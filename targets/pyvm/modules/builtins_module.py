"""The builtin functions."""

from rpython.rlib.rutf8 import unichr_as_utf8

from interp.state import state
from modules.output import stdin, stdout
from modules.scopes import build_class, compile_, dir_, eval_, exec_, globals_, import_, locals_, vars_
from objects.base import OperationError, error, type_error, value_error
from objects.file import open_
from objects.module import W_Module
from objects.ops import ABS, ADD, DIVMOD, GT, LT, POW
from objects.space import export, space

# ____________________________________________________________ output


def print_(args):
    separator = text_option(args, "sep", " ")
    end = text_option(args, "end", "\n")
    w_file = args.keyword("file")
    w_flush = args.keyword("flush")
    for i in range(args.keyword_count()):
        if args.names[i] not in ("sep", "end", "file", "flush"):
            raise type_error("'" + args.names[i] + "' is an invalid keyword argument for print()")
    if w_file is None or w_file is space.w_None:
        w_file = space.call_with_sys("stdout")
    if w_file is space.w_plain_stdout:
        for i in range(args.count()):
            if i > 0:
                stdout.write(separator)
            stdout.write(args.args_w[i].str())
        stdout.write(end)
    else:
        for i in range(args.count()):
            if i > 0:
                space.call_method1(w_file, "write", space.newstr(separator))
            space.call_method1(w_file, "write", space.to_str(args.args_w[i]))
        space.call_method1(w_file, "write", space.newstr(end))
    if w_flush is not None and w_flush.is_true():
        space.call_method(w_file, "flush")


def text_option(args, name, default):
    w_value = args.keyword(name)
    if w_value is None or w_value is space.w_None:
        return default
    if not isinstance(w_value, space.W_Str):
        raise type_error(name + " must be None or a string, not " + w_value.type_name())
    return w_value.text


def input_(w_prompt=None):
    w_out = space.call_with_sys("stdout")
    if w_prompt is not None:
        space.call_method1(w_out, "write", space.to_str(w_prompt))
    space.call_method(w_out, "flush")
    w_in = space.call_with_sys("stdin")
    if w_in is space.w_plain_stdin:
        line = stdin.line()
    else:
        line = space.call_method(w_in, "readline").text_w()
    if len(line) == 0:
        raise error(space.w_EOFError, "EOF when reading a line")
    if line.endswith("\n"):
        line = line[: len(line) - 1]
    return space.newstr(line)


@export
def print_expression(w_value):
    """What the interactive mode does with the value of an expression."""
    if w_value is not space.w_None:
        stdout.write(w_value.repr() + "\n")
        state.w_builtins.set("_", w_value)


# ____________________________________________________________ objects


def repr_(w_obj):
    return space.newstr(w_obj.repr())


def ascii_(w_obj):
    return space.newstr(space.ascii_text(w_obj))


def len_(w_obj):
    return space.newint(w_obj.length())


def hash_(w_obj):
    return space.newint(w_obj.hash())


def id_(w_obj):
    return space.newint(w_obj.identity())


def callable_(w_obj):
    return space.newbool(w_obj.is_callable())


def isinstance_(w_obj, w_class_or_tuple):
    return space.newbool(space.is_instance(w_obj, w_class_or_tuple))


def issubclass_(w_cls, w_class_or_tuple):
    return space.newbool(space.is_subclass(w_cls, w_class_or_tuple))


def attribute_name(w_name, what):
    if not isinstance(w_name, space.W_Str):
        raise type_error(what + "attribute name must be string, not '" + w_name.type_name() + "'")
    return w_name.text


def getattr_(w_obj, w_name, w_default=None):
    name = attribute_name(w_name, "")
    if w_default is None:
        return w_obj.getattr(name)
    try:
        return w_obj.getattr(name)
    except OperationError as e:
        if not e.match(space.w_AttributeError):
            raise
        return w_default


def hasattr_(w_obj, w_name):
    try:
        w_obj.getattr(attribute_name(w_name, ""))
    except OperationError as e:
        if not e.match(space.w_AttributeError):
            raise
        return space.w_False
    return space.w_True


def setattr_(w_obj, w_name, w_value):
    w_obj.setattr(attribute_name(w_name, ""), w_value)


def delattr_(w_obj, w_name):
    w_obj.delattr(attribute_name(w_name, ""))


def format_(w_value, w_format_spec=None):
    spec = "" if w_format_spec is None else w_format_spec.text_w()
    return space.newstr(w_value.format(spec))


# ____________________________________________________________ numbers


def abs_(w_x):
    return w_x.unary(ABS)


def divmod_(w_x, w_y):
    return space.binary(w_x, w_y, DIVMOD)


def pow_(w_base, w_exp, w_mod=None):
    if w_mod is None or w_mod is space.w_None:
        return space.binary(w_base, w_exp, POW)
    return space.power_modulo(w_base, w_exp, w_mod)


def round_(w_number, w_ndigits=None):
    w_method = w_number.getclass().lookup("__round__")
    if w_method is None:
        raise type_error("type " + w_number.type_name() + " doesn't define __round__ method")
    if w_ndigits is None or w_ndigits is space.w_None:
        return w_method.call1(w_number)
    return w_method.call2(w_number, w_ndigits)


def in_base(w_number, digits, prefix):
    big = w_number.index_w().bigint()
    if big.sign < 0:
        return space.newstr("-" + prefix + big.neg().format(digits))
    return space.newstr(prefix + big.format(digits))


def bin_(w_number):
    return in_base(w_number, "01", "0b")


def oct_(w_number):
    return in_base(w_number, "01234567", "0o")


def hex_(w_number):
    return in_base(w_number, "0123456789abcdef", "0x")


def chr_(w_i):
    code = space.clamped_index(w_i)
    if code < 0 or code > 0x10FFFF:
        raise value_error("chr() arg not in range(0x110000)")
    return space.newstr(unichr_as_utf8(code, True))


def ord_(w_c):
    if isinstance(w_c, space.W_BytesLike):
        if w_c.length() != 1:
            raise type_error("ord() expected a character, but string of length " + str(w_c.length()) + " found")
        return space.newint(w_c.byte_at(0))
    return space.newint(space.codepoint_of(w_c, "ord()"))


# ____________________________________________________________ iterables


def iter_(w_obj, w_sentinel=None):
    if w_sentinel is not None:
        if not w_obj.is_callable():
            raise type_error("iter(v, w): v must be callable")
        return space.W_CallIterator(w_obj, w_sentinel)
    return space.iter(w_obj)


def next_(w_iterator, w_default=None):
    w_type = w_iterator.getclass()
    if w_type.is_heap and w_default is None:
        w_method = w_type.lookup("__next__")
        if w_method is not None:
            return w_method.call1(w_iterator)
    w_value = w_iterator.next()
    if w_value is None:
        if w_default is None:
            raise space.stop_iteration(w_iterator)
        return w_default
    return w_value


def all_(w_iterable):
    w_iter = space.iter(w_iterable)
    while True:
        w_item = w_iter.next()
        if w_item is None:
            return space.w_True
        if not w_item.is_true():
            return space.w_False


def any_(w_iterable):
    w_iter = space.iter(w_iterable)
    while True:
        w_item = w_iter.next()
        if w_item is None:
            return space.w_False
        if w_item.is_true():
            return space.w_True


def sum_(w_iterable, w_start=None):
    w_total = space.newint(0) if w_start is None else w_start
    if isinstance(w_total, space.W_Str):
        raise type_error("sum() can't sum strings [use ''.join(seq) instead]")
    w_iter = space.iter(w_iterable)
    while True:
        w_item = w_iter.next()
        if w_item is None:
            return w_total
        if isinstance(w_total, space.W_List):
            w_total = space.binary(w_total, w_item, ADD)
        else:
            w_total = space.add(w_total, w_item)


def extreme(args, name, op):
    w_key = args.keyword("key")
    if w_key is space.w_None:
        w_key = None
    w_default = args.keyword("default")
    n = args.count()
    if n == 0:
        raise type_error(name + " expected at least 1 argument, got 0")
    if n == 1:
        w_iter = space.iter(args.args_w[0])
    else:
        if w_default is not None:
            raise type_error("Cannot specify a default for " + name + "() with multiple positional arguments")
        w_iter = space.W_TupleIterator(args.args_w)
    w_best = None
    w_best_key = None
    while True:
        w_item = w_iter.next()
        if w_item is None:
            break
        w_item_key = w_item if w_key is None else w_key.call1(w_item)
        if w_best is None or space.compare(w_item_key, w_best_key, op).is_true():
            w_best = w_item
            w_best_key = w_item_key
    if w_best is None:
        if w_default is None:
            raise value_error(name + "() arg is an empty sequence")
        return w_default
    return w_best


def min_(args):
    return extreme(args, "min", LT)


def max_(args):
    return extreme(args, "max", GT)


def sorted_(args):
    if args.count() != 1:
        raise type_error("sorted expected 1 argument, got " + str(args.count()))
    w_list = space.newlist(space.items_of(args.args_w[0])[:])
    w_list.m_sort(space.Arguments([], args.names, args.values_w))
    return w_list


@export
def sorted_items(w_iterable):
    return sorted_(space.Arguments([w_iterable])).objects()


FUNCTIONS = [
    print_, input_, repr_, ascii_, len_, hash_, id_, callable_, isinstance_, issubclass_, getattr_, hasattr_, setattr_, delattr_,
    format_, abs_, divmod_, pow_, round_, bin_, oct_, hex_, chr_, ord_, iter_, next_, all_, any_, sum_, min_, max_, sorted_,
    globals_, locals_, vars_, dir_, eval_, exec_, compile_,
]  # fmt: skip

TYPES = [
    "object", "type", "int", "bool", "float", "complex", "str", "bytes", "bytearray", "memoryview", "list", "tuple", "dict", "set", "frozenset", "range", "slice",
    "property", "staticmethod", "classmethod", "super", "enumerate", "zip", "map", "filter", "reversed",
]  # fmt: skip


def exit_(w_code=None):
    raise OperationError(space.new_exception(space.w_SystemExit, [space.w_None if w_code is None else w_code]))


def fill(w_module, make, exception_names):
    """When the VM is made: puts everything into the module. `make` makes function objects."""
    assert isinstance(w_module, W_Module)
    for function in FUNCTIONS:
        name = function.__name__[:-1]
        w_module.set(name, make(function, name))
    w_module.set("open", make(open_, "open"))
    for name in ["exit", "quit"]:
        w_module.set(name, make(exit_, name))
    space.w_import = make(import_, "__import__")
    w_module.set("__import__", space.w_import)
    for name in TYPES + exception_names:
        w_module.set(name, getattr(space, "w_" + name))
    w_module.set("EnvironmentError", space.w_OSError)
    w_module.set("IOError", space.w_OSError)
    w_module.set("None", space.w_None)
    w_module.set("True", space.w_True)
    w_module.set("False", space.w_False)
    w_module.set("NotImplemented", space.w_NotImplemented)
    w_module.set("Ellipsis", space.w_Ellipsis)
    w_module.set("__debug__", space.w_True)
    space.w_build_class = make(build_class, "__build_class__")
    w_module.set("__build_class__", space.w_build_class)
