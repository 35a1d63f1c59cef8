"""Iterators that belong to no one type, and those of the builtin functions enumerate, zip, map, filter and reversed."""

from objects.base import OperationError, W_Root, type_error
from objects.slots import make_type
from objects.space import export, space


class W_Iterator(W_Root):
    def iter(self):
        return self

    def is_iterator(self):
        return True


@export
class W_TupleIterator(W_Iterator):
    def __init__(self, items_w):
        self.items_w = items_w
        self.index = 0

    def getclass(self):
        return space.w_tuple_iterator

    def next(self):
        index = self.index
        if index >= len(self.items_w):
            return None
        self.index = index + 1
        return self.items_w[index]

    def m___length_hint__(self):
        return space.newint(len(self.items_w) - self.index)


@export
class W_SequenceIterator(W_Iterator):
    """Of what has only `__getitem__`."""

    def __init__(self, w_sequence):
        self.w_sequence = w_sequence
        self.index = 0

    def getclass(self):
        return space.w_iterator

    def next(self):
        if self.w_sequence is None:
            return None
        try:
            w_item = self.w_sequence.getitem(space.newint(self.index))
        except OperationError as e:
            if not e.match(space.w_IndexError) and not e.match(space.w_StopIteration):
                raise
            self.w_sequence = None
            return None
        self.index += 1
        return w_item


@export
class W_ReverseIterator(W_Iterator):
    def __init__(self, w_sequence, length):
        self.w_sequence = w_sequence
        self.index = length - 1

    def getclass(self):
        return space.w_reversed

    def next(self):
        if self.index < 0:
            return None
        try:
            w_item = self.w_sequence.getitem(space.newint(self.index))
        except OperationError as e:
            if not e.match(space.w_IndexError):
                raise
            self.index = -1
            return None
        self.index -= 1
        return w_item


class W_CallIterator(W_Iterator):
    """iter(function, sentinel)"""

    def __init__(self, w_function, w_sentinel):
        self.w_function = w_function
        self.w_sentinel = w_sentinel

    def getclass(self):
        return space.w_callable_iterator

    def next(self):
        if self.w_function is None:
            return None
        w_item = self.w_function.call0()
        if space.same_or_equal(w_item, self.w_sentinel):
            self.w_function = None
            return None
        return w_item


space.W_CallIterator = W_CallIterator


class W_Enumerate(W_Iterator):
    def __init__(self, w_iter, w_index):
        self.w_iter = w_iter
        self.w_index = w_index

    def getclass(self):
        return space.w_enumerate

    def next(self):
        w_item = self.w_iter.next()
        if w_item is None:
            return None
        w_index = self.w_index
        self.w_index = space.binary(w_index, space.newint(1), space.ADD)
        return space.newtuple_fixed([w_index, w_item])


class W_Zip(W_Iterator):
    def __init__(self, iters_w, strict):
        self.iters_w = iters_w
        self.strict = strict

    def getclass(self):
        return space.w_zip

    def next(self):
        n = len(self.iters_w)
        if n == 0:
            return None
        items_w = [space.w_None] * n
        for i in range(n):
            w_item = self.iters_w[i].next()
            if w_item is None:
                if self.strict:
                    self.check_ends(i)
                return None
            items_w[i] = w_item
        return space.newtuple_fixed(items_w)

    def check_ends(self, i):
        """The iterator of this number has ended."""
        if i > 0:
            raise space.value_error("zip() argument " + str(i + 1) + " is shorter than argument" + numbered(i))
        for k in range(1, len(self.iters_w)):
            if self.iters_w[k].next() is not None:
                raise space.value_error("zip() argument " + str(k + 1) + " is longer than argument" + numbered(k))


def numbered(n):
    if n == 1:
        return " 1"
    return "s 1-" + str(n)


class W_Map(W_Iterator):
    def __init__(self, w_function, iters_w):
        self.w_function = w_function
        self.iters_w = iters_w

    def getclass(self):
        return space.w_map

    def next(self):
        n = len(self.iters_w)
        if n == 1:
            w_item = self.iters_w[0].next()
            if w_item is None:
                return None
            return self.w_function.call1(w_item)
        items_w = [space.w_None] * n
        for i in range(n):
            w_item = self.iters_w[i].next()
            if w_item is None:
                return None
            items_w[i] = w_item
        return self.w_function.call(space.Arguments(items_w))


class W_Filter(W_Iterator):
    def __init__(self, w_function, w_iter):
        self.w_function = w_function
        self.w_iter = w_iter

    def getclass(self):
        return space.w_filter

    def next(self):
        while True:
            w_item = self.w_iter.next()
            if w_item is None:
                return None
            if self.w_function is space.w_None:
                if w_item.is_true():
                    return w_item
            elif self.w_function.call1(w_item).is_true():
                return w_item


def enumerate_new(w_type, args):
    w_iterable = args.keyword("iterable")
    w_start = args.keyword("start")
    if args.count() > 0:
        w_iterable = args.args_w[0]
    if w_iterable is None:
        raise type_error("enumerate() missing required argument 'iterable' (pos 1)")
    if args.count() > 1:
        w_start = args.args_w[1]
    w_iter = space.iter(w_iterable)
    w_start = space.newint(0) if w_start is None else w_start.index_w()
    if w_type is space.w_enumerate:
        return W_Enumerate(w_iter, w_start)
    w_result = w_type.layout.allocate(w_type)
    assert isinstance(w_result, W_Enumerate)
    W_Enumerate.__init__(w_result, w_iter, w_start)
    return w_result


def zip_new(w_type, args):
    w_strict = args.keyword("strict")
    iters_w = []
    for i in range(args.count()):
        iters_w.append(
            space.iter_for(
                args.args_w[i],
                "'" + args.args_w[i].type_name() + "' object is not iterable",
            )
        )
    strict = w_strict is not None and w_strict.is_true()
    if w_type is space.w_zip:
        return W_Zip(iters_w[:], strict)
    w_result = w_type.layout.allocate(w_type)
    assert isinstance(w_result, W_Zip)
    W_Zip.__init__(w_result, iters_w[:], strict)
    return w_result


def map_new(w_type, args):
    if args.count() < 2:
        raise type_error("map() must have at least two arguments.")
    iters_w = [space.iter(w_arg) for w_arg in args.args_w[1:]]
    if w_type is space.w_map:
        return W_Map(args.args_w[0], iters_w[:])
    w_result = w_type.layout.allocate(w_type)
    assert isinstance(w_result, W_Map)
    W_Map.__init__(w_result, args.args_w[0], iters_w[:])
    return w_result


def filter_new(w_type, args):
    if args.count() != 2:
        raise type_error("filter expected 2 arguments, got " + str(args.count()))
    w_iter = space.iter(args.args_w[1])
    if w_type is space.w_filter:
        return W_Filter(args.args_w[0], w_iter)
    w_result = w_type.layout.allocate(w_type)
    assert isinstance(w_result, W_Filter)
    W_Filter.__init__(w_result, args.args_w[0], w_iter)
    return w_result


def reversed_new(w_type, args):
    if args.count() != 1:
        raise type_error("reversed expected 1 argument, got " + str(args.count()))
    w_sequence = args.args_w[0]
    w_method = w_sequence.getclass().lookup("__reversed__")
    if w_method is not None and w_method is not space.w_None:
        return w_method.call1(w_sequence)
    if w_method is space.w_None or not w_sequence.has_length() or w_sequence.getclass().lookup("__getitem__") is None:
        raise type_error("'" + w_sequence.type_name() + "' object is not reversible")
    return W_ReverseIterator(w_sequence, w_sequence.length())


def setup():
    make_type("tuple_iterator", W_TupleIterator, final=True)
    make_type("iterator", W_SequenceIterator, final=True)
    make_type("callable_iterator", W_CallIterator, final=True)
    make_type("reversed", W_ReverseIterator, new=reversed_new, final=True)
    make_type("enumerate", W_Enumerate, new=enumerate_new)
    make_type("zip", W_Zip, new=zip_new)
    make_type("map", W_Map, new=map_new)
    make_type("filter", W_Filter, new=filter_new)
