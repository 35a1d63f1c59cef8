"""Lists. `items` is how the items are kept, see `list_items`."""

from rpython.rlib.jit import dont_look_inside

from objects.base import W_Root, error, type_error, value_error
from objects.list_items import NO_ITEMS, ObjectItems, items_for, items_of_objects
from objects.ops import ADD, EQ, MUL, NE
from objects.slice import W_Slice, sequence_error, sequence_index
from objects.slots import make_type
from objects.space import export, space


@export
class W_List(W_Root):
    UNHASHABLE = True
    REFLECTED = "mul"
    OPERATORS = "add mul"
    INPLACE = "add mul"

    def __init__(self, items):
        self.items = items

    def getclass(self):
        return space.w_list

    # ---- items

    def has_length(self):
        return True

    def length(self):
        return self.items.length()

    def is_true(self):
        return self.items.length() != 0

    def objects(self):
        """The items, in a list that must not be changed."""
        return self.items.objects()

    def make_general(self):
        self.items = ObjectItems(self.items.objects()[:])

    def room_for(self, w_item):
        """The items, such that this value fits."""
        items = self.items
        if not items.fits(w_item):
            if items.length() == 0:
                self.items = items_for(w_item)
            else:
                self.make_general()
            items = self.items
        return items

    def append(self, w_item):
        self.room_for(w_item).append(w_item)

    def index_of(self, w_index):
        if isinstance(w_index, space.W_Int):
            i = w_index.intval
            n = self.items.length()
            if i < 0:
                i += n
            if i >= 0 and i < n:
                return i
            raise error(space.w_IndexError, "list index out of range")
        return sequence_index(w_index, self.items.length(), "list")

    def getitem(self, w_index):
        if isinstance(w_index, W_Slice):
            return self.getslice(w_index)
        return self.items.getitem(self.index_of(w_index))

    def getslice(self, w_slice):
        start, stop, step, n = w_slice.indices(self.items.length())
        if n == 0:
            return W_List(NO_ITEMS)
        if step == 1:
            return W_List(self.items.copy(start, stop))
        result_w = []
        for k in range(n):
            result_w.append(self.items.getitem(start + k * step))
        return newlist(result_w)

    def setitem(self, w_index, w_value):
        if isinstance(w_index, W_Slice):
            self.setslice(w_index, w_value)
            return
        if isinstance(w_index, space.W_Int):
            i = w_index.intval
            n = self.items.length()
            if i < 0:
                i += n
            if i < 0 or i >= n:
                raise error(space.w_IndexError, "list assignment index out of range")
        else:
            i = sequence_index(w_index, self.items.length(), "list")
        items = self.items
        if not items.fits(w_value):
            self.make_general()
            items = self.items
        items.setitem(i, w_value)

    def setslice(self, w_slice, w_value):
        if step_is_one(w_slice):
            values_w = space.items_of_or(w_value, "can only assign an iterable")
            start, stop, step, n = w_slice.indices(self.items.length())
            if stop < start:
                stop = start
            self.replace(start, stop, values_w)
            return
        values_w = space.items_of_or(w_value, "must assign iterable to extended slice")
        start, stop, step, n = w_slice.indices(self.items.length())
        if len(values_w) != n:
            raise value_error(
                "attempt to assign sequence of size " + str(len(values_w)) + " to extended slice of size " + str(n)
            )
        for k in range(n):
            self.setitem(space.newint(start + k * step), values_w[k])

    def replace(self, start, stop, values_w):
        old_w = self.items.objects()
        self.items = items_of_objects(old_w[:start] + values_w + old_w[stop:])

    def delitem(self, w_index):
        if isinstance(w_index, W_Slice):
            self.delslice(w_index)
            return
        if isinstance(w_index, space.W_Int):
            i = w_index.intval
            if i >= self.items.length() or i < -self.items.length():
                raise error(space.w_IndexError, "list assignment index out of range")
        i = sequence_index(w_index, self.items.length(), "list")
        self.items.delete(i, i + 1)

    def delslice(self, w_slice):
        start, stop, step, n = w_slice.indices(self.items.length())
        if n == 0:
            return
        if step == 1:
            self.items.delete(start, stop)
            return
        if step < 0:
            start = start + (n - 1) * step
            step = -step
        old_w = self.items.objects()
        kept_w = []
        removed = 0
        for i in range(len(old_w)):
            if removed < n and i == start + removed * step:
                removed += 1
            else:
                kept_w.append(old_w[i])
        self.items = items_of_objects(kept_w)

    def iter(self):
        return W_ListIterator(self)

    def contains(self, w_item):
        return self.items.find(w_item, 0, self.items.length()) >= 0

    # ---- operators

    def repr(self):
        return space.repr_items(self, self.items.objects(), "[", "]")

    def str(self):
        return self.repr()

    def hash(self):
        raise type_error("unhashable type: 'list'")

    def compare(self, w_other, op):
        if not isinstance(w_other, W_List):
            return space.w_NotImplemented
        return compare_lists(self, w_other, op)

    def operator_error(self, w_other, op):
        return sequence_error(self, w_other, op)

    def binop(self, w_other, op):
        if op == ADD:
            if not isinstance(w_other, W_List):
                return space.w_NotImplemented
            w_result = W_List(self.items.copy(0, self.items.length()))
            w_result.extend_items(w_other.items)
            return w_result
        if op == MUL:
            if w_other.has_index():
                return W_List(self.items.repeat(space.repeat_count(w_other, self.items.length())))
        return space.w_NotImplemented

    def rbinop(self, w_left, op):
        if op == MUL and w_left.has_index():
            return W_List(self.items.repeat(space.repeat_count(w_left, self.items.length())))
        return space.w_NotImplemented

    def inplace(self, w_other, op):
        if op == ADD:
            self.extend(w_other)
            return self
        if op == MUL and w_other.has_index():
            self.items = self.items.repeat(space.repeat_count(w_other, self.items.length()))
            return self
        return space.w_NotImplemented

    def extend(self, w_source):
        if isinstance(w_source, W_List) and type(w_source) is W_List:
            self.extend_items(w_source.items)
            return
        for w_item in space.items_of(w_source):
            self.append(w_item)

    def extend_items(self, other):
        if self.items.length() == 0:
            self.items = other.copy(0, other.length())
        elif not self.items.extend_same(other):
            for w_item in other.objects():
                self.append(w_item)

    # ---- methods

    def m___init__(self, w_iterable=None):
        self.items = NO_ITEMS
        if w_iterable is not None:
            self.extend(w_iterable)

    def m_append(self, w_item):
        self.append(w_item)

    def m_extend(self, w_iterable):
        self.extend(w_iterable)

    def m_insert(self, w_index, w_item):
        n = self.items.length()
        i = space.clamped_index(w_index)
        if i < 0:
            i += n
            if i < 0:
                i = 0
        if i > n:
            i = n
        self.room_for(w_item).insert(i, w_item)

    def m_pop(self, w_index=None):
        items = self.items
        n = items.length()
        if n == 0:
            raise error(space.w_IndexError, "pop from empty list")
        if w_index is None:
            return items.pop_last()
        i = w_index.int_w()
        if i < 0:
            i += n
        if i < 0 or i >= n:
            raise error(space.w_IndexError, "pop index out of range")
        if i == n - 1:
            return items.pop_last()
        w_result = items.getitem(i)
        items.delete(i, i + 1)
        return w_result

    def m_remove(self, w_item):
        i = self.items.find(w_item, 0, self.items.length())
        if i < 0:
            raise value_error("list.remove(x): x not in list")
        self.items.delete(i, i + 1)

    def m_clear(self):
        self.items = NO_ITEMS

    def m_copy(self):
        return W_List(self.items.copy(0, self.items.length()))

    def m_reverse(self):
        self.items.reverse()

    def m_index(self, w_item, w_start=None, w_stop=None):
        start, stop = space.find_range(self.items.length(), w_start, w_stop)
        i = self.items.find(w_item, start, stop)
        if i < 0:
            raise value_error(w_item.repr() + " is not in list")
        return space.newint(i)

    def m_count(self, w_item):
        n = 0
        for w_x in self.items.objects():
            if space.same_or_equal(w_x, w_item):
                n += 1
        return space.newint(n)

    def m_sort(self, args):
        if args.count() > 0:
            raise type_error("sort() takes no positional arguments")
        w_key = None
        reverse = False
        for i in range(args.keyword_count()):
            if args.names[i] == "key":
                w_key = args.values_w[i]
            elif args.names[i] == "reverse":
                reverse = args.values_w[i].is_true()
            else:
                raise type_error("'" + args.names[i] + "' is an invalid keyword argument for sort()")
        if w_key is space.w_None:
            w_key = None
        space.sort_list(self, w_key, reverse)

    def m___reversed__(self):
        return W_ListReverseIterator(self)


@export
def newlist(objects_w):
    """Of a list that nobody else has."""
    return W_List(items_of_objects(objects_w))


def step_is_one(w_slice):
    w_step = w_slice.w_step
    return w_step is space.w_None or w_step.int_w() == 1


@dont_look_inside
def compare_lists(w_a, w_b, op):
    if (op == EQ or op == NE) and w_a.items.length() != w_b.items.length():
        return space.newbool(op == NE)
    i = 0
    # The comparison of items may change the lists.
    while i < w_a.items.length() and i < w_b.items.length():
        w_x = w_a.items.getitem(i)
        w_y = w_b.items.getitem(i)
        if not space.same_or_equal(w_x, w_y):
            if op == EQ or op == NE:
                return space.newbool(op == NE)
            return space.compare(w_x, w_y, op)
        i += 1
    return space.newbool(space.compare_numbers(w_a.items.length(), w_b.items.length(), op))


class W_ListIterator(W_Root):
    def __init__(self, w_list):
        self.w_list = w_list
        self.index = 0

    def getclass(self):
        return space.w_list_iterator

    def iter(self):
        return self

    def is_iterator(self):
        return True

    def next(self):
        w_list = self.w_list
        if w_list is None:
            return None
        index = self.index
        items = w_list.items
        if index >= items.length():
            self.w_list = None
            return None
        self.index = index + 1
        return items.getitem(index)

    def m___length_hint__(self):
        return space.newint(0 if self.w_list is None else self.w_list.items.length() - self.index)


class W_ListReverseIterator(W_Root):
    def __init__(self, w_list):
        self.w_list = w_list
        self.index = w_list.items.length() - 1

    def getclass(self):
        return space.w_list_reverseiterator

    def iter(self):
        return self

    def is_iterator(self):
        return True

    def next(self):
        index = self.index
        if index < 0 or index >= self.w_list.items.length():
            self.index = -1
            return None
        self.index = index - 1
        return self.w_list.items.getitem(index)


def list_new(w_type, args):
    if w_type is space.w_list:
        return W_List(NO_ITEMS)
    w_user = w_type.layout.allocate(w_type)
    assert isinstance(w_user, W_List)
    w_user.items = NO_ITEMS
    return w_user


def setup():
    make_type("list", W_List, new=list_new)
    make_type("list_iterator", W_ListIterator, final=True)
    make_type("list_reverseiterator", W_ListReverseIterator, final=True)
