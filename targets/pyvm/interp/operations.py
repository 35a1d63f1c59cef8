"""Operations on objects that take more than one slot: operators that ask both operands, equality, iteration, hashes, unpacking."""

from rpython.rlib.jit import JitDriver, unroll_safe
from rpython.rlib.rarithmetic import ovfcheck

from objects.base import OperationError, error, type_error
from objects.float import W_Float, compare_floats, float_binop
from objects.int import W_Int
from objects.int_arithmetic import compare_ints, int_binop
from objects.invoke import invoke0
from objects.ops import ADD, AND, BINARY_SYMBOLS, COMPARE_SYMBOLS, EQ, LSHIFT, MUL, NE, OR, SUB, SWAPPED, TRUEDIV, binary_method, compare_method
from objects.space import export, space
from objects.str import W_Str

space.ADD = ADD
space.AND = AND
space.OR = OR
space.EQ = EQ
space.NE = NE
space.LSHIFT = LSHIFT
space.MUL = MUL
space.binary_method = binary_method
space.compare_method = compare_method


# ____________________________________________________________ operators


@export
def binary(w_a, w_b, op):
    if type(w_a) is W_Int and type(w_b) is W_Int:
        w_result = int_binop(w_a, w_b, op)
        if w_result is not space.w_NotImplemented:
            return w_result
    elif type(w_a) is W_Float and type(w_b) is W_Float:
        w_result = float_binop(w_a.floatval, w_b.floatval, op)
        if w_result is not space.w_NotImplemented:
            return w_result
    w_type = w_b.getclass()
    reflected_first = w_type.is_heap and w_type is not w_a.getclass() and w_type.issubtype(w_a.getclass())
    if reflected_first:
        w_result = w_b.rbinop(w_a, op)
        if w_result is not space.w_NotImplemented:
            return w_result
    w_result = w_a.binop(w_b, op)
    if w_result is not space.w_NotImplemented:
        return w_result
    if not reflected_first and w_type is not w_a.getclass():
        w_result = w_b.rbinop(w_a, op)
        if w_result is not space.w_NotImplemented:
            return w_result
    raise w_a.operator_error(w_b, op)


@export
def inplace(w_a, w_b, op):
    w_result = w_a.inplace(w_b, op)
    if w_result is not space.w_NotImplemented:
        return w_result
    try:
        return binary(w_a, w_b, op)
    except OperationError as e:
        if e.match(space.w_TypeError) and e.w_value.w_traceback is None:
            old = "unsupported operand type(s) for " + BINARY_SYMBOLS[op] + ": "
            text = e.w_value.base_str()
            if text.startswith(old):
                symbol = BINARY_SYMBOLS[op] if op != 6 else "**"
                raise type_error("unsupported operand type(s) for " + symbol + "=: " + text[len(old) :])
        raise


@export
def add(w_a, w_b):
    if type(w_a) is W_Int and type(w_b) is W_Int:
        try:
            return W_Int(ovfcheck(w_a.intval + w_b.intval))
        except OverflowError:
            return w_a.binop(w_b, ADD)
    if type(w_a) is W_Float and type(w_b) is W_Float:
        return W_Float(w_a.floatval + w_b.floatval)
    return binary(w_a, w_b, ADD)


@export
def sub(w_a, w_b):
    if type(w_a) is W_Int and type(w_b) is W_Int:
        try:
            return W_Int(ovfcheck(w_a.intval - w_b.intval))
        except OverflowError:
            return w_a.binop(w_b, SUB)
    if type(w_a) is W_Float and type(w_b) is W_Float:
        return W_Float(w_a.floatval - w_b.floatval)
    return binary(w_a, w_b, SUB)


@export
def mul(w_a, w_b):
    if type(w_a) is W_Int and type(w_b) is W_Int:
        try:
            return W_Int(ovfcheck(w_a.intval * w_b.intval))
        except OverflowError:
            return w_a.binop(w_b, MUL)
    if type(w_a) is W_Float and type(w_b) is W_Float:
        return W_Float(w_a.floatval * w_b.floatval)
    return binary(w_a, w_b, MUL)


@export
def truediv(w_a, w_b):
    if type(w_a) is W_Float and type(w_b) is W_Float:
        if w_b.floatval != 0.0:
            return W_Float(w_a.floatval / w_b.floatval)
    return binary(w_a, w_b, TRUEDIV)


@export
def compare(w_a, w_b, op):
    if type(w_a) is W_Int and type(w_b) is W_Int:
        return space.newbool(compare_ints(w_a.intval, w_b.intval, op))
    if type(w_a) is W_Float and type(w_b) is W_Float:
        return space.newbool(compare_floats(w_a.floatval, w_b.floatval, op))
    return compare_any(w_a, w_b, op)


def compare_any(w_a, w_b, op):
    w_type = w_b.getclass()
    reflected_first = w_type.is_heap and w_type is not w_a.getclass() and w_type.issubtype(w_a.getclass())
    if reflected_first:
        w_result = w_b.compare(w_a, SWAPPED[op])
        if w_result is not space.w_NotImplemented:
            return w_result
    w_result = w_a.compare(w_b, op)
    if w_result is not space.w_NotImplemented:
        return w_result
    if not reflected_first:
        w_result = w_b.compare(w_a, SWAPPED[op])
        if w_result is not space.w_NotImplemented:
            return w_result
    if op == EQ:
        return space.newbool(is_same(w_a, w_b))
    if op == NE:
        return space.newbool(not is_same(w_a, w_b))
    raise type_error(
        "'" + COMPARE_SYMBOLS[op] + "' not supported between instances of '" + w_a.type_name() + "' and '" + w_b.type_name()
        + "'"
    )  # fmt: skip


@export
def compare_numbers(a, b, op):
    return compare_ints(a, b, op)


@export
def is_same(w_a, w_b):
    """`w_a is w_b`"""
    return w_a is w_b or w_a.is_same(w_b)


@export
def same_or_equal(w_a, w_b):
    """What containers take for equal."""
    if w_a is w_b:
        return True
    if type(w_a) is W_Int and type(w_b) is W_Int:
        return w_a.intval == w_b.intval
    if type(w_a) is W_Str and type(w_b) is W_Str:
        return w_a.text == w_b.text
    if w_a.is_same(w_b):
        # The same number without a bit of difference: a nan is found again.
        return True
    return compare_any(w_a, w_b, EQ).is_true()


@export
def hash_w(w_obj):
    return w_obj.hash()


@export
def hash_result(w_value):
    """What `__hash__` gives as a word."""
    if not isinstance(w_value, space.W_AbstractInt):
        raise type_error("__hash__ method should return an integer")
    if isinstance(w_value, W_Int):
        value = w_value.intval
    else:
        value = w_value.hash()
    if value == -1:
        return -2
    return value


# ____________________________________________________________ iteration


@export
def iter(w_obj):
    return w_obj.iter()


@export
def iter_for(w_obj, message):
    """The iterator, or a TypeError with this message."""
    try:
        return w_obj.iter()
    except OperationError as e:
        if not e.match(space.w_TypeError) or e.w_value.w_traceback is not None:
            raise
        if w_obj.getclass().lookup("__iter__") is not None:
            raise
    raise type_error(message)


@export
def next_by_method(w_method, w_iterator):
    """`next` of an iterator with a method `__next__`: None at the end."""
    try:
        return invoke0(w_method, w_iterator)
    except OperationError as e:
        if not e.match(space.w_StopIteration):
            raise
        return None


@export
def sequence_contains(w_iter, w_item):
    while True:
        w_x = w_iter.next()
        if w_x is None:
            return False
        if same_or_equal(w_x, w_item):
            return True


@export
def items_of(w_obj):
    """The items of any iterable, in a list that must not be changed."""
    if isinstance(w_obj, space.W_List) and type(w_obj) is space.W_List:
        return w_obj.objects()
    if isinstance(w_obj, space.W_Tuple) and type(w_obj) is space.W_Tuple:
        return w_obj.items_w
    return collect(w_obj.iter())


@export
def items_of_or(w_obj, message):
    """As items_of, with a message if it is not an iterable."""
    if isinstance(w_obj, space.W_List) and type(w_obj) is space.W_List:
        return w_obj.objects()
    if isinstance(w_obj, space.W_Tuple) and type(w_obj) is space.W_Tuple:
        return w_obj.items_w
    return collect(iter_for(w_obj, message))


def collect_location(code):
    return "items of " + code.code.co_qualname


# A generator is run in a loop that is traced, so that what it does is a part of the trace.
collect_driver = JitDriver(greens=["code"], reds=["w_generator", "items_w"], get_printable_location=collect_location, name="collect")


def collect(w_iter):
    items_w = []
    if isinstance(w_iter, space.W_Generator):
        code = w_iter.code
        while True:
            collect_driver.jit_merge_point(code=code, w_generator=w_iter, items_w=items_w)
            w_item = w_iter.next()
            if w_item is None:
                return items_w
            items_w.append(w_item)
    while True:
        w_item = w_iter.next()
        if w_item is None:
            return items_w
        items_w.append(w_item)


@export
@unroll_safe
def unpack(w_obj, count):
    """Exactly so many items."""
    if isinstance(w_obj, space.W_Tuple) and type(w_obj) is space.W_Tuple:
        items_w = w_obj.items_w
        if len(items_w) == count:
            return items_w
        if len(items_w) > count:
            raise error(space.w_ValueError, "too many values to unpack (expected " + str(count) + ")")
        raise too_few(count, len(items_w))
    return unpack_iterable(w_obj, count)


def unpack_iterable(w_obj, count):
    w_iter = iter_for(w_obj, "cannot unpack non-iterable " + w_obj.type_name() + " object")
    items_w = [space.w_None] * count
    for i in range(count):
        w_item = w_iter.next()
        if w_item is None:
            raise too_few(count, i)
        items_w[i] = w_item
    if w_iter.next() is not None:
        raise error(space.w_ValueError, "too many values to unpack (expected " + str(count) + ")")
    return items_w


def too_few(count, got):
    return error(
        space.w_ValueError, "not enough values to unpack (expected " + str(count) + ", got " + str(got) + ")"
    )


@export
def unpack_with_star(w_obj, before, after):
    """[before items, a list of the rest, after items]"""
    items_w = items_of_or(w_obj, "cannot unpack non-iterable " + w_obj.type_name() + " object")
    if len(items_w) < before + after:
        raise error(
            space.w_ValueError,
            "not enough values to unpack (expected at least " + str(before + after) + ", got " + str(len(items_w)) + ")",
        )
    last = len(items_w) - after
    result_w = items_w[:before]
    result_w.append(space.newlist(items_w[before:last]))
    for i in range(last, len(items_w)):
        result_w.append(items_w[i])
    return result_w


# ____________________________________________________________ calls


@export
def call_method(w_obj, name):
    w_type = w_obj.getclass()
    w_method = w_type.lookup(name)
    if w_method is not None and w_method.is_function():
        return w_method.call1(w_obj)
    return w_obj.getattr(name).call0()


@export
def call_method1(w_obj, name, w_arg):
    w_type = w_obj.getclass()
    w_method = w_type.lookup(name)
    if w_method is not None and w_method.is_function():
        return w_method.call2(w_obj, w_arg)
    return w_obj.getattr(name).call1(w_arg)


# ____________________________________________________________ isinstance


@export
def is_instance(w_obj, w_class):
    if isinstance(w_class, space.W_Type):
        w_method = w_class.meta_method("__instancecheck__")
        if w_method is not None:
            return w_method.call2(w_class, w_obj).is_true()
        w_type = w_obj.getclass()
        if w_type.issubtype(w_class):
            return True
        # `__class__` may say something else.
        if w_type.lookup("__class__") is not space.w_object_class:
            w_claimed = w_obj.getattr("__class__")
            return isinstance(w_claimed, space.W_Type) and w_claimed.issubtype(w_class)
        return False
    if isinstance(w_class, space.W_Tuple):
        for w_one in w_class.items_w:
            if is_instance(w_obj, w_one):
                return True
        return False
    if isinstance(w_class, space.W_Union):
        for w_one in w_class.members_w:
            if is_instance(w_obj, w_one):
                return True
        return False
    w_method = w_class.getclass().lookup("__instancecheck__")
    if w_method is not None:
        return w_method.call2(w_class, w_obj).is_true()
    raise type_error("isinstance() arg 2 must be a type, a tuple of types, or a union")


@export
def is_subclass(w_sub, w_class):
    if isinstance(w_class, space.W_Tuple):
        for w_one in w_class.items_w:
            if is_subclass(w_sub, w_one):
                return True
        return False
    if isinstance(w_class, space.W_Union):
        for w_one in w_class.members_w:
            if is_subclass(w_sub, w_one):
                return True
        return False
    if not isinstance(w_sub, space.W_Type):
        raise type_error("issubclass() arg 1 must be a class")
    if not isinstance(w_class, space.W_Type):
        raise type_error("issubclass() arg 2 must be a class, a tuple of classes, or a union")
    w_method = w_class.meta_method("__subclasscheck__")
    if w_method is not None:
        return w_method.call2(w_class, w_sub).is_true()
    return w_sub.issubtype(w_class)
