"""Instructions that call, that make functions, and that build and take apart containers."""

from rpython.rlib.jit import promote, unroll_safe
from rpython.rlib.rstring import StringBuilder

from objects.arguments import Arguments
from objects.base import OperationError, type_error
from objects.builtin import W_Builtin, W_BuiltinFrame
from objects.function import W_Function
from objects.list import W_List
from objects.list_items import NO_ITEMS, items_of_objects
from objects.space import space

# ____________________________________________________________ calls


def call_function(frame, count):
    """[callee, arguments...]"""
    w_callee = frame.peek(count)
    if isinstance(w_callee, W_Function):
        w_result = w_callee.call_from_stack(frame, count)
    elif count == 0 and w_callee is space.w_super:
        w_result = space.super_of_frame(frame)
    else:
        w_result = w_callee.call_from_stack(frame, count)
    frame.drop(count)
    frame.set_top(w_result)


def call_method(frame, count):
    """[function, object, arguments...] or [null, attribute, arguments...]"""
    w_function = frame.peek(count + 1)
    if w_function is None:
        w_result = frame.peek(count).call_from_stack(frame, count)
    elif isinstance(w_function, W_Function):
        w_result = w_function.call_from_stack(frame, count + 1)
    else:
        w_result = w_function.call_from_stack(frame, count + 1)
    frame.drop(count + 1)
    frame.set_top(w_result)


@unroll_safe
def call_function_kw(frame, count):
    """[callee, arguments..., tuple of the last ones' names]"""
    w_names = promote(frame.pop())
    assert isinstance(w_names, space.W_Tuple)
    n = len(w_names.items_w)
    names = [""] * n
    for i in range(n):
        names[i] = w_names.items_w[i].text_w()
    values_w = frame.pop_values(n)
    args_w = frame.pop_values(count - n)
    w_callee = frame.peek(0)
    frame.set_top(call(frame, w_callee, Arguments(args_w, names, values_w)))


def call(frame, w_callee, args):
    if isinstance(w_callee, W_BuiltinFrame):
        return w_callee.call_in(frame, args)
    return w_callee.call(args)


def call_function_ex(frame, flags):
    """[callee, iterable], and with 1 a dict"""
    names = None
    values_w = None
    w_mapping = None
    if flags & 1:
        w_mapping = frame.pop()
    w_iterable = frame.pop()
    w_callee = frame.peek(0)
    args_w = space.items_of_or(
        w_iterable, function_text(w_callee) + " argument after * must be an iterable, not " + w_iterable.type_name()
    )
    if w_mapping is not None:
        names, values_w = keywords_of(w_mapping, w_callee)
    frame.set_top(call(frame, w_callee, Arguments(args_w[:], names, values_w)))


def keywords_of(w_mapping, w_callee):
    if isinstance(w_mapping, space.W_Dict):
        w_dict = w_mapping
    else:
        w_dict = space.newdict()
        merge(w_dict, w_mapping, w_callee)
    n = w_dict.length()
    names = [""] * n
    values_w = [None] * n
    iterator = w_dict.entries.iterator()
    i = 0
    while iterator.step():
        w_key = iterator.w_key
        if not isinstance(w_key, space.W_Str):
            raise type_error("keywords must be strings")
        names[i] = w_key.text
        values_w[i] = iterator.w_value
        i += 1
    return names, values_w


def function_text(w_callee):
    """How messages name what is called."""
    if isinstance(w_callee, space.W_Method):
        return function_text(w_callee.w_function)
    if isinstance(w_callee, W_Function):
        return module_prefix(w_callee) + w_callee.qualname + "()"
    if isinstance(w_callee, W_Builtin):
        return w_callee.name + "()"
    if isinstance(w_callee, space.W_Type):
        return w_callee.full_name() + "()"
    return w_callee.type_name() + " object"


def module_prefix(w_function):
    w_name = w_function.w_globals.find_text("__name__")
    if w_name is None:
        return ""
    return w_name.str() + "."


def merge(w_dict, w_source, w_callee):
    """Keyword arguments of a call: none may come twice."""
    if not isinstance(w_source, space.W_Dict) and space.find_attribute(w_source, "keys") is None:
        raise type_error(
            function_text(w_callee) + " argument after ** must be a mapping, not " + w_source.type_name()
        )
    for w_key in space.items_of(space.call_method(w_source, "keys")):
        if w_dict.find(w_key) is not None:
            raise type_error(function_text(w_callee) + " got multiple values for keyword argument '" + w_key.str() + "'")
        w_dict.store(w_key, w_source.getitem(w_key))


def dict_update(frame, depth):
    w_source = frame.pop()
    w_dict = frame.peek(depth - 1)
    assert isinstance(w_dict, space.W_Dict)
    if not isinstance(w_source, space.W_Dict) and space.find_attribute(w_source, "keys") is None:
        raise type_error("'" + w_source.type_name() + "' object is not a mapping")
    w_dict.update_from(w_source)


def dict_merge(frame, depth):
    w_source = frame.pop()
    w_dict = frame.peek(depth - 1)
    assert isinstance(w_dict, space.W_Dict)
    merge(w_dict, w_source, frame.peek(depth + 1))


@unroll_safe
def make_function(frame, flags):
    w_code = frame.pop()
    assert isinstance(w_code, space.W_Code)
    closure_w = []
    w_annotations = None
    w_kwdefaults = None
    defaults_w = []
    if flags & 8:
        closure_w = tuple_items(frame.pop())
    if flags & 4:
        pairs_w = tuple_items(frame.pop())
        w_annotations = space.newdict()
        for i in range(0, len(pairs_w), 2):
            w_annotations.store(pairs_w[i], pairs_w[i + 1])
    if flags & 2:
        w_dict = frame.pop()
        assert isinstance(w_dict, space.W_Dict)
        w_kwdefaults = w_dict
    if flags & 1:
        defaults_w = tuple_items(frame.pop())
    w_function = W_Function(w_code, frame.w_globals, defaults_w, w_kwdefaults, closure_w)
    w_function.w_annotations = w_annotations
    frame.push(w_function)


def tuple_items(w_tuple):
    assert isinstance(w_tuple, space.W_Tuple)
    return w_tuple.items_w


# ____________________________________________________________ generators


def yield_from(frame):
    """[iterator, sent]: True if a value comes, which is then on the top; else [result]."""
    w_sent = frame.pop()
    w_iter = frame.peek(0)
    if isinstance(w_iter, space.W_Waiting):
        w_value = w_iter.send(w_sent)
    elif w_sent is space.w_None:
        try:
            w_value = next_or_result(w_iter)
        except OperationError as e:
            frame.set_top(stop_value(e))
            return False
    else:
        try:
            w_value = space.call_method1(w_iter, "send", w_sent)
        except OperationError as e:
            frame.set_top(stop_value(e))
            return False
    if w_value is None:
        w_result = space.generator_result(w_iter)
        frame.set_top(space.w_None if w_result is None else w_result)
        return False
    frame.push(w_value)
    return True


def next_or_result(w_iter):
    """As `next`, but the StopIteration of a `__next__` of the interpreted program comes through: it may have a value."""
    w_type = w_iter.getclass()
    if w_type.is_heap:
        w_method = w_type.lookup("__next__")
        if w_method is not None:
            return w_method.call1(w_iter)
    return w_iter.next()


def stop_value(e):
    """The value of a StopIteration; other exceptions are raised again."""
    if not e.match(space.w_StopIteration):
        raise e
    w_value = e.w_value.getdictvalue("value")
    if w_value is None:
        return space.w_None
    return w_value


def throw_into(frame, e):
    """A generator waits in `yield from` and gets an exception: so does the iterator on its top. True if a value comes (then it is on
    the top), False if the iterator has ended (then its result is)."""
    w_iter = frame.peek(0)
    if isinstance(w_iter, space.W_Waiting):
        if e.match(space.w_GeneratorExit):
            w_iter.close()
            raise e
        w_value = w_iter.throw(e)
        if w_value is None:
            w_result = space.generator_result(w_iter)
            frame.set_top(space.w_None if w_result is None else w_result)
            return False
        frame.push(w_value)
        return True
    if e.match(space.w_GeneratorExit):
        if space.find_attribute(w_iter, "close") is not None:
            space.call_method(w_iter, "close")
        raise e
    w_throw = space.find_attribute(w_iter, "throw")
    if w_throw is None:
        raise e
    try:
        w_value = w_throw.call1(e.w_value)
    except OperationError as stopped:
        frame.set_top(stop_value(stopped))
        return False
    frame.push(w_value)
    return True


# ____________________________________________________________ containers


def build_list(values_w):
    if len(values_w) == 0:
        return W_List(NO_ITEMS)
    return W_List(items_of_objects(values_w[:]))


def extend_list(w_list, w_source):
    items_w = space.items_of_or(w_source, "Value after * must be an iterable, not " + w_source.type_name())
    for w_item in items_w[:]:
        w_list.append(w_item)


@unroll_safe
def build_map(frame, count):
    values_w = frame.pop_values(2 * count)
    w_dict = space.newdict()
    for i in range(0, 2 * count, 2):
        w_dict.store(values_w[i], values_w[i + 1])
    frame.push(w_dict)


@unroll_safe
def build_const_key_map(frame, count):
    keys_w = tuple_items(frame.pop())
    values_w = frame.pop_values(count)
    w_dict = space.newdict()
    for i in range(count):
        w_dict.store(keys_w[i], values_w[i])
    frame.push(w_dict)


@unroll_safe
def unpack_sequence(frame, count):
    items_w = space.unpack(frame.pop(), count)
    for i in range(count - 1, -1, -1):
        frame.push(items_w[i])


@unroll_safe
def unpack_ex(frame, arg):
    items_w = space.unpack_with_star(frame.pop(), arg & 0xFF, arg >> 8)
    for i in range(len(items_w) - 1, -1, -1):
        frame.push(items_w[i])


@unroll_safe
def rotate(frame, count):
    """The top goes below the others."""
    w_top = frame.pop()
    others_w = frame.pop_values(count - 1)
    frame.push(w_top)
    for w_value in others_w:
        frame.push(w_value)


def swap(frame, count):
    at = frame.valuestackdepth - count
    w_top = frame.pop()
    w_other = frame.locals_cells_stack_w[at]
    frame.locals_cells_stack_w[at] = w_top
    frame.push(w_other)


@unroll_safe
def build_string(frame, count):
    builder = StringBuilder(count * 8)
    for w_part in frame.pop_values(count):
        builder.append(w_part.text_w())
    frame.push(space.newstr(builder.build()))


def format_value(frame, flags):
    spec = ""
    if flags & 4:
        spec = frame.pop().text_w()
    w_value = frame.pop()
    conversion = flags & 3
    if conversion == 1:
        w_value = space.to_str(w_value)
    elif conversion == 2:
        w_value = space.newstr(w_value.repr())
    elif conversion == 3:
        w_value = space.newstr(space.ascii_text(w_value))
    if type(w_value) is space.W_Str and len(spec) == 0:
        frame.push(w_value)
    else:
        frame.push(space.newstr(w_value.format(spec)))


