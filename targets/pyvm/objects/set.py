"""Sets and frozensets: entries as of dicts, without values."""

from rpython.rlib.rarithmetic import intmask, r_uint

from objects.base import Referable, W_Root, type_error
from objects.dict_items import NO_ENTRIES, room_for
from objects.ops import AND, EQ, GE, LE, LT, NE, OR, SUB, XOR
from objects.slots import make_type
from objects.space import export, space


@export
class W_Set(Referable, W_Root):
    OPERATORS = "and or sub xor"

    def __init__(self, entries):
        self.entries = entries

    def make(self, entries):
        """Another set of the same type."""
        return W_Set(entries)

    def getclass(self):
        return space.w_set

    def has_length(self):
        return True

    def length(self):
        return self.entries.length()

    def is_true(self):
        return self.entries.length() != 0

    def add(self, w_item):
        entries = self.entries
        if not entries.fits(w_item):
            entries = room_for(entries, w_item)
            self.entries = entries
        entries.set(w_item, space.w_None)

    def items_w(self):
        return self.entries.keys_w()

    def contains(self, w_item):
        if isinstance(w_item, W_Set) and not isinstance(w_item, W_Frozenset):
            return self.entries.get(W_Frozenset(w_item.entries)) is not None
        return self.entries.get(w_item) is not None

    def iter(self):
        return W_SetIterator(self)

    def repr(self):
        items_w = self.items_w()
        name = self.type_name()
        if len(items_w) == 0:
            return name + "()"
        text = space.repr_items(self, items_w, "{", "}")
        if name == "set":
            return text
        return name + "(" + text + ")"

    def str(self):
        return self.repr()

    def hash(self):
        raise type_error("unhashable type: 'set'")

    def compare(self, w_other, op):
        if not isinstance(w_other, W_Set):
            return space.w_NotImplemented
        return space.newbool(compare_sets(self, w_other, op))

    def binop(self, w_other, op):
        if not isinstance(w_other, W_Set) or not (op == AND or op == OR or op == SUB or op == XOR):
            return space.w_NotImplemented
        return self.combine(w_other, op)

    def combine(self, w_other, op):
        if op == OR:
            w_result = self.make(self.entries.copy())
            w_result.update_from(w_other)
            return w_result
        w_result = self.make(NO_ENTRIES)
        if op == AND:
            # What is equal in both comes from the smaller one.
            w_small = self
            w_large = w_other
            if w_other.length() < self.length():
                w_small = w_other
                w_large = self
            for w_item in w_small.items_w():
                if w_large.contains(w_item):
                    w_result.add(w_item)
            return w_result
        if op == SUB or op == XOR:
            for w_item in self.items_w():
                if not w_other.contains(w_item):
                    w_result.add(w_item)
            if op == XOR:
                for w_item in w_other.items_w():
                    if not self.contains(w_item):
                        w_result.add(w_item)
            return w_result
        raise type_error("sets have no such operator")

    def update_from(self, w_source):
        if isinstance(w_source, W_Set):
            if self.entries.length() == 0:
                self.entries = w_source.entries.copy()
                return
            for w_item in w_source.items_w():
                self.add(w_item)
            return
        for w_item in space.items_of(w_source):
            self.add(w_item)

    # ---- methods of both

    def m_copy(self):
        return self.make(self.entries.copy())

    def m_union(self, args_w):
        w_result = self.make(self.entries.copy())
        for w_other in args_w:
            w_result.update_from(w_other)
        return w_result

    def m_intersection(self, args_w):
        w_result = self.make(self.entries.copy())
        for w_other in args_w:
            w_result = w_result.combine(set_of(w_other), AND)
        return w_result

    def m_difference(self, args_w):
        w_result = self.make(self.entries.copy())
        for w_other in args_w:
            w_result = w_result.combine(set_of(w_other), SUB)
        return w_result

    def m_symmetric_difference(self, w_other):
        return self.combine(set_of(w_other), XOR)

    def m_issubset(self, w_other):
        return space.newbool(compare_sets(self, set_of(w_other), LE))

    def m_issuperset(self, w_other):
        return space.newbool(compare_sets(self, set_of(w_other), GE))

    def m_isdisjoint(self, w_other):
        for w_item in set_of(w_other).items_w():
            if self.contains(w_item):
                return space.w_False
        return space.w_True


class W_MutableSet(W_Set):
    """What only `set` has."""

    UNHASHABLE = True
    INPLACE = "and or sub xor"

    def inplace(self, w_other, op):
        if not isinstance(w_other, W_Set) or not (op == AND or op == OR or op == SUB or op == XOR):
            return space.w_NotImplemented
        if op == OR:
            self.update_from(w_other)
        else:
            self.entries = self.combine(w_other, op).entries
        return self

    def m___init__(self, w_iterable=None):
        self.entries = NO_ENTRIES
        if w_iterable is not None:
            self.update_from(w_iterable)

    def m_add(self, w_item):
        self.add(w_item)

    def m_discard(self, w_item):
        self.entries.delete(hashable(w_item))

    def m_remove(self, w_item):
        if not self.entries.delete(hashable(w_item)):
            raise space.key_error(w_item)

    def m_pop(self):
        items_w = self.items_w()
        if len(items_w) == 0:
            raise space.error(space.w_KeyError, "pop from an empty set")
        self.entries.delete(items_w[0])
        return items_w[0]

    def m_clear(self):
        self.entries = NO_ENTRIES

    def m_update(self, args_w):
        for w_other in args_w:
            self.update_from(w_other)

    def m_intersection_update(self, args_w):
        for w_other in args_w:
            self.entries = self.combine(set_of(w_other), AND).entries

    def m_difference_update(self, args_w):
        for w_other in args_w:
            self.entries = self.combine(set_of(w_other), SUB).entries

    def m_symmetric_difference_update(self, w_other):
        self.entries = self.combine(set_of(w_other), XOR).entries

    def make(self, entries):
        return W_MutableSet(entries)


@export
class W_Frozenset(W_Set):
    def make(self, entries):
        return W_Frozenset(entries)

    def getclass(self):
        return space.w_frozenset

    def hash(self):
        # Independent of the order, as CPython's.
        result = r_uint(0)
        for w_item in self.items_w():
            h = r_uint(space.hash_w(w_item))
            result ^= ((h ^ r_uint(89869747)) ^ (h << 16)) * r_uint(3644798167)
        result ^= (r_uint(self.length()) + r_uint(1)) * r_uint(1927868237)
        result ^= (result >> 11) ^ (result >> 25)
        result = result * r_uint(69069) + r_uint(907133923)
        value = intmask(result)
        if value == -1:
            return 590923713
        return value


def hashable(w_item):
    if isinstance(w_item, W_MutableSet):
        return W_Frozenset(w_item.entries)
    return w_item


@export
def newset(items_w):
    w_result = W_MutableSet(NO_ENTRIES)
    for w_item in items_w:
        w_result.add(w_item)
    return w_result


@export
def newfrozenset(items_w):
    w_result = W_Frozenset(NO_ENTRIES)
    for w_item in items_w:
        w_result.add(w_item)
    return w_result


@export
def set_of(w_source):
    if isinstance(w_source, W_Set):
        return w_source
    return newset(space.items_of(w_source))


def is_subset(w_a, w_b):
    if w_a.length() > w_b.length():
        return False
    for w_item in w_a.items_w():
        if not w_b.contains(w_item):
            return False
    return True


def compare_sets(w_a, w_b, op):
    if op == EQ or op == NE:
        return (w_a.length() == w_b.length() and is_subset(w_a, w_b)) == (op == EQ)
    if op == LE:
        return is_subset(w_a, w_b)
    if op == LT:
        return w_a.length() < w_b.length() and is_subset(w_a, w_b)
    if op == GE:
        return is_subset(w_b, w_a)
    return w_b.length() < w_a.length() and is_subset(w_b, w_a)


class W_SetIterator(W_Root):
    def __init__(self, w_set):
        self.w_set = w_set
        self.size = w_set.length()
        self.iterator = w_set.entries.iterator()

    def getclass(self):
        return space.w_set_iterator

    def iter(self):
        return self

    def is_iterator(self):
        return True

    def next(self):
        if self.w_set is None:
            return None
        if self.w_set.length() != self.size:
            self.w_set = None
            raise space.error(space.w_RuntimeError, "Set changed size during iteration")
        if not self.iterator.step():
            self.w_set = None
            return None
        return self.iterator.w_key


def set_new(w_type, args):
    if w_type is space.w_set:
        return W_MutableSet(NO_ENTRIES)
    w_user = w_type.layout.allocate(w_type)
    assert isinstance(w_user, W_MutableSet)
    w_user.entries = NO_ENTRIES
    return w_user


def frozenset_new(w_type, args):
    if args.count() > 1:
        raise type_error("frozenset expected at most 1 argument, got " + str(args.count()))
    if args.count() == 1:
        w_source = args.args_w[0]
        if w_type is space.w_frozenset and type(w_source) is W_Frozenset:
            return w_source
        w_result = W_Frozenset(NO_ENTRIES)
        w_result.update_from(w_source)
    else:
        w_result = W_Frozenset(NO_ENTRIES)
    if w_type is space.w_frozenset:
        return w_result
    w_user = w_type.layout.allocate(w_type)
    assert isinstance(w_user, W_Frozenset)
    w_user.entries = w_result.entries
    return w_user


def setup():
    make_type("set", W_MutableSet, new=set_new)
    make_type("frozenset", W_Frozenset, new=frozenset_new)
    make_type("set_iterator", W_SetIterator, final=True)
