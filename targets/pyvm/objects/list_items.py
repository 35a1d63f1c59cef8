"""How a list keeps its items (its strategy): ints and floats unboxed while all are, else as objects.

A `W_List` has one of these; where a value does not fit, it takes a more general one. `getitem` and the like expect indices in range.
"""

from rpython.rlib.objectmodel import newlist_hint

from objects.float import W_Float
from objects.int import W_Int
from objects.space import space


class Items(object):
    """`fits` says whether a value can be kept; the methods that take one expect that it does."""

    def fits(self, w_item):
        raise NotImplementedError

    def length(self):
        raise NotImplementedError

    def getitem(self, i):
        raise NotImplementedError

    def setitem(self, i, w_item):
        raise NotImplementedError

    def append(self, w_item):
        raise NotImplementedError

    def insert(self, i, w_item):
        raise NotImplementedError

    def delete(self, start, stop):
        """Those from start to stop."""
        raise NotImplementedError

    def pop_last(self):
        raise NotImplementedError

    def reverse(self):
        raise NotImplementedError

    def copy(self, start, stop):
        """New items of the same kind."""
        raise NotImplementedError

    def extend_same(self, other):
        """Appends items of the same kind; False if `other` is of another."""
        raise NotImplementedError

    def repeat(self, times):
        raise NotImplementedError

    def find(self, w_item, start, stop):
        """The first equal one, or -1."""
        i = start
        while i < stop and i < self.length():
            if space.same_or_equal(self.getitem(i), w_item):
                return i
            i += 1
        return -1

    def objects(self):
        """As a list of objects, which may be the one that is in use: not to be changed."""
        result_w = newlist_hint(self.length())
        for i in range(self.length()):
            result_w.append(self.getitem(i))
        return result_w


class NoItems(Items):
    def fits(self, w_item):
        return False

    def length(self):
        return 0

    def delete(self, start, stop):
        pass

    def reverse(self):
        pass

    def copy(self, start, stop):
        return self

    def extend_same(self, other):
        return isinstance(other, NoItems)

    def repeat(self, times):
        return self

    def objects(self):
        return []


NO_ITEMS = NoItems()


class TypedItems(object):
    """What is the same for all that have a list `items`; `wrap` and `unwrap` translate one."""

    _mixin_ = True

    def __init__(self, items):
        self.items = items

    def length(self):
        return len(self.items)

    def getitem(self, i):
        return self.wrap(self.items[i])

    def setitem(self, i, w_item):
        self.items[i] = self.unwrap(w_item)

    def append(self, w_item):
        self.items.append(self.unwrap(w_item))

    def insert(self, i, w_item):
        self.items.insert(i, self.unwrap(w_item))

    def delete(self, start, stop):
        if start == 0 and stop == 1:
            self.items.pop(0)
        else:
            del self.items[start:stop]

    def pop_last(self):
        return self.wrap(self.items.pop())

    def reverse(self):
        self.items.reverse()


class ObjectItems(TypedItems, Items):
    def wrap(self, item):
        return item

    def unwrap(self, w_item):
        return w_item

    def fits(self, w_item):
        return True

    def copy(self, start, stop):
        return ObjectItems(self.items[start:stop])

    def extend_same(self, other):
        if not isinstance(other, ObjectItems):
            return False
        self.items.extend(other.items)
        return True

    def repeat(self, times):
        return ObjectItems(self.items * times)

    def objects(self):
        return self.items


class IntItems(TypedItems, Items):
    def wrap(self, item):
        return W_Int(item)

    def unwrap(self, w_item):
        assert isinstance(w_item, W_Int)
        return w_item.intval

    def fits(self, w_item):
        return type(w_item) is W_Int

    def copy(self, start, stop):
        return IntItems(self.items[start:stop])

    def extend_same(self, other):
        if not isinstance(other, IntItems):
            return False
        self.items.extend(other.items)
        return True

    def repeat(self, times):
        return IntItems(self.items * times)

    def find(self, w_item, start, stop):
        if type(w_item) is not W_Int:
            return Items.find(self, w_item, start, stop)
        value = w_item.intval
        for i in range(start, min(stop, len(self.items))):
            if self.items[i] == value:
                return i
        return -1


class FloatItems(TypedItems, Items):
    def wrap(self, item):
        return W_Float(item)

    def unwrap(self, w_item):
        assert isinstance(w_item, W_Float)
        return w_item.floatval

    def fits(self, w_item):
        return type(w_item) is W_Float

    def copy(self, start, stop):
        return FloatItems(self.items[start:stop])

    def extend_same(self, other):
        if not isinstance(other, FloatItems):
            return False
        self.items.extend(other.items)
        return True

    def repeat(self, times):
        return FloatItems(self.items * times)


def items_for(w_item):
    """Empty ones that a value fits in."""
    if type(w_item) is W_Int:
        return IntItems([])
    if type(w_item) is W_Float:
        return FloatItems([])
    return ObjectItems([])


def items_of_objects(objects_w):
    """Of a list that nobody else has; unboxed if all are ints or floats."""
    n = len(objects_w)
    if n == 0:
        return NO_ITEMS
    w_first = objects_w[0]
    if type(w_first) is W_Int:
        for w_item in objects_w:
            if type(w_item) is not W_Int:
                return ObjectItems(objects_w)
        ints = newlist_hint(n)
        for w_item in objects_w:
            assert isinstance(w_item, W_Int)
            ints.append(w_item.intval)
        return IntItems(ints)
    if type(w_first) is W_Float:
        for w_item in objects_w:
            if type(w_item) is not W_Float:
                return ObjectItems(objects_w)
        floats = newlist_hint(n)
        for w_item in objects_w:
            assert isinstance(w_item, W_Float)
            floats.append(w_item.floatval)
        return FloatItems(floats)
    return ObjectItems(objects_w)


