"""Dicts. `entries` is how they are kept, see `dict_items`."""

from objects.base import OperationError, W_Root, error, type_error
from objects.dict_items import NO_ENTRIES, room_for
from objects.ops import EQ, NE, OR
from objects.slots import make_type
from objects.space import export, space


@export
class W_Dict(W_Root):
    UNHASHABLE = True
    OPERATORS = "or"
    INPLACE = "or"

    def __init__(self, entries):
        self.entries = entries

    def getclass(self):
        return space.w_dict

    def has_length(self):
        return True

    def length(self):
        return self.entries.length()

    def is_true(self):
        return self.entries.length() != 0

    # ---- items: what a subclass of dict overrides is not asked

    def find(self, w_key):
        """The value, or None."""
        return self.entries.get(w_key)

    def store(self, w_key, w_value):
        entries = self.entries
        if not entries.fits(w_key):
            entries = room_for(entries, w_key)
            self.entries = entries
        entries.set(w_key, w_value)

    def find_text(self, text):
        return self.entries.get_text(text)

    def store_text(self, text, w_value):
        if not self.entries.set_text(text, w_value):
            self.store(space.newstr(text), w_value)

    def remove(self, w_key):
        """False if there is none."""
        return self.entries.delete(w_key)

    def keys_w(self):
        return self.entries.keys_w()

    def getitem(self, w_key):
        w_value = self.entries.get(w_key)
        if w_value is None:
            return self.missing(w_key)
        return w_value

    def missing(self, w_key):
        w_type = self.getclass()
        if w_type is not space.w_dict:
            w_method = w_type.lookup("__missing__")
            if w_method is not None:
                return w_method.call2(self, w_key)
        raise space.key_error(w_key)

    def setitem(self, w_key, w_value):
        self.store(w_key, w_value)

    def delitem(self, w_key):
        if not self.entries.delete(w_key):
            raise space.key_error(w_key)

    def contains(self, w_key):
        return self.entries.get(w_key) is not None

    def iter(self):
        return W_DictIterator(self, 0)

    def is_same(self, w_other):
        # The dict of an instance is made each time that somebody asks for it.
        return isinstance(w_other, W_Dict) and self.entries.is_of_same(w_other.entries)

    def repr(self):
        return space.repr_dict(self)

    def str(self):
        return self.repr()

    def hash(self):
        raise type_error("unhashable type: 'dict'")

    def compare(self, w_other, op):
        if not isinstance(w_other, W_Dict) or (op != EQ and op != NE):
            return space.w_NotImplemented
        return space.newbool(equal_dicts(self, w_other) == (op == EQ))

    def binop(self, w_other, op):
        if op == OR and isinstance(w_other, W_Dict):
            w_result = W_Dict(self.entries.copy())
            w_result.update_from(w_other)
            return w_result
        return space.w_NotImplemented

    def rbinop(self, w_left, op):
        return space.w_NotImplemented

    def inplace(self, w_other, op):
        if op == OR:
            self.update_from(w_other)
            return self
        return space.w_NotImplemented

    def update_from(self, w_source):
        if isinstance(w_source, W_Dict):
            if self.entries is NO_ENTRIES and type(w_source) is W_Dict:
                self.entries = w_source.entries.copy()
                return
            iterator = w_source.entries.iterator()
            while iterator.step():
                self.store(iterator.w_key, iterator.w_value)
            return
        if space.find_attribute(w_source, "keys") is not None:
            for w_key in space.items_of(space.call_method(w_source, "keys")):
                self.store(w_key, w_source.getitem(w_key))
            return
        n = 0
        for w_pair in space.items_of(w_source):
            pair_w = space.items_of_or(
                w_pair, "cannot convert dictionary update sequence element #" + str(n) + " to a sequence"
            )
            if len(pair_w) != 2:
                raise error(
                    space.w_ValueError,
                    "dictionary update sequence element #" + str(n) + " has length " + str(len(pair_w)) + "; 2 is required",
                )
            self.store(pair_w[0], pair_w[1])
            n += 1

    # ---- methods

    def m___init__(self, args):
        self.update_with("dict", args)

    def m_update(self, args):
        self.update_with("update", args)

    def update_with(self, function, args):
        if args.count() > 1:
            raise type_error(function + " expected at most 1 argument, got " + str(args.count()))
        if args.count() == 1:
            self.update_from(args.args_w[0])
        for i in range(args.keyword_count()):
            self.store_text(args.names[i], args.values_w[i])

    def m_get(self, w_key, w_default=None):
        w_value = self.entries.get(w_key)
        if w_value is None:
            return w_default
        return w_value

    def m_setdefault(self, w_key, w_default=None):
        w_value = self.entries.get(w_key)
        if w_value is None:
            w_value = space.w_None if w_default is None else w_default
            self.store(w_key, w_value)
        return w_value

    def m_pop(self, w_key, w_default=None):
        w_value = self.entries.get(w_key)
        if w_value is None:
            if w_default is None:
                raise space.key_error(w_key)
            return w_default
        self.entries.delete(w_key)
        return w_value

    def m_popitem(self):
        keys_w = self.entries.keys_w()
        if len(keys_w) == 0:
            raise error(space.w_KeyError, "popitem(): dictionary is empty")
        w_key = keys_w[len(keys_w) - 1]
        w_value = self.entries.get(w_key)
        self.entries.delete(w_key)
        return space.newtuple([w_key, w_value])

    def m_keys(self):
        return W_DictView(self, 0)

    def m_values(self):
        return W_DictView(self, 1)

    def m_items(self):
        return W_DictView(self, 2)

    def m_copy(self):
        return W_Dict(self.entries.copy())

    def m_clear(self):
        self.entries = self.entries.cleared()

    def m___reversed__(self):
        return reverse_iterator(self, 0)


@export
def newdict():
    return W_Dict(NO_ENTRIES)


@export
def key_error(w_key):
    return OperationError(space.new_exception(space.w_KeyError, [w_key]))


def equal_dicts(w_a, w_b):
    if w_a.length() != w_b.length():
        return False
    iterator = w_a.entries.iterator()
    while iterator.step():
        w_value = w_b.find(iterator.w_key)
        if w_value is None or not space.same_or_equal(iterator.w_value, w_value):
            return False
    return True


def reverse_iterator(w_dict, kind):
    keys_w = w_dict.keys_w()
    keys_w.reverse()
    if kind == 1:
        return space.W_TupleIterator([w_dict.find(w_key) for w_key in keys_w])
    if kind == 2:
        return space.W_TupleIterator([space.newtuple([w_key, w_dict.find(w_key)]) for w_key in keys_w])
    return space.W_TupleIterator(keys_w[:])


# ____________________________________________________________ iterators and views: of keys (0), values (1) and items (2)


class W_DictIterator(W_Root):
    _immutable_fields_ = ["kind"]

    def __init__(self, w_dict, kind):
        self.w_dict = w_dict
        self.entries = w_dict.entries
        self.size = w_dict.entries.length()
        self.iterator = w_dict.entries.iterator()
        self.kind = kind
        self.position = 0

    def getclass(self):
        if self.kind == 0:
            return space.w_dict_keyiterator
        if self.kind == 1:
            return space.w_dict_valueiterator
        return space.w_dict_itemiterator

    def iter(self):
        return self

    def is_iterator(self):
        return True

    def next(self):
        if self.iterator is None:
            return None
        w_dict = self.w_dict
        if w_dict.entries.length() != self.size:
            self.iterator = None
            raise error(space.w_RuntimeError, "dictionary changed size during iteration")
        if w_dict.entries is not self.entries:
            self.catch_up()
        if not self.iterator.step():
            self.iterator = None
            return None
        self.position += 1
        if self.kind == 0:
            return self.iterator.w_key
        if self.kind == 1:
            return self.iterator.w_value
        return space.newtuple([self.iterator.w_key, self.iterator.w_value])

    def catch_up(self):
        """The dict keeps the same entries in another way now."""
        self.entries = self.w_dict.entries
        self.iterator = self.entries.iterator()
        for i in range(self.position):
            self.iterator.step()

    def m___length_hint__(self):
        return space.newint(0 if self.iterator is None else self.size - self.position)


class W_DictView(W_Root):
    _immutable_fields_ = ["w_dict", "kind"]
    OPERATORS = "and or sub xor"

    def __init__(self, w_dict, kind):
        self.w_dict = w_dict
        self.kind = kind

    def getclass(self):
        if self.kind == 0:
            return space.w_dict_keys
        if self.kind == 1:
            return space.w_dict_values
        return space.w_dict_items

    def has_length(self):
        return True

    def length(self):
        return self.w_dict.length()

    def is_true(self):
        return self.w_dict.length() != 0

    def iter(self):
        return W_DictIterator(self.w_dict, self.kind)

    def repr(self):
        return self.type_name() + "(" + space.newlist(space.items_of(self)).repr() + ")"

    def contains(self, w_item):
        if self.kind == 0:
            return self.w_dict.find(w_item) is not None
        if self.kind == 2:
            if not isinstance(w_item, space.W_Tuple) or len(w_item.items_w) != 2:
                return False
            w_value = self.w_dict.find(w_item.items_w[0])
            return w_value is not None and space.same_or_equal(w_value, w_item.items_w[1])
        return W_Root.contains(self, w_item)

    def compare(self, w_other, op):
        if self.kind == 1:
            return W_Root.compare(self, w_other, op)
        if isinstance(w_other, W_DictView):
            w_other = space.set_of(w_other)
        elif not isinstance(w_other, space.W_Set):
            return space.w_NotImplemented
        return space.set_of(self).compare(w_other, op)

    def hash(self):
        if self.kind == 1:
            return W_Root.hash(self)
        raise type_error("unhashable type: '" + self.type_name() + "'")

    def binop(self, w_other, op):
        if self.kind == 1:
            return space.w_NotImplemented
        return space.set_of(self).binop(space.set_of(w_other), op)

    def rbinop(self, w_left, op):
        if self.kind == 1:
            return space.w_NotImplemented
        return space.set_of(w_left).binop(space.set_of(self), op)

    def m___reversed__(self):
        return reverse_iterator(self.w_dict, self.kind)

    def m_isdisjoint(self, w_other):
        return space.newbool(not space.set_of(self).binop(space.set_of(w_other), space.AND).is_true())


def dict_new(w_type, args):
    if w_type is space.w_dict:
        return W_Dict(NO_ENTRIES)
    w_user = w_type.layout.allocate(w_type)
    assert isinstance(w_user, W_Dict)
    w_user.entries = NO_ENTRIES
    return w_user


def fromkeys(w_type, w_keys, w_value=None):
    w_result = w_type.call0()
    for w_key in space.items_of(w_keys):
        w_result.setitem(w_key, space.w_None if w_value is None else w_value)
    return w_result


def setup():
    make_type("dict", W_Dict, new=dict_new, classmethods=[fromkeys])
    for kind in ["keys", "values", "items"]:
        make_type("dict_" + kind, W_DictView, final=True)
        make_type("dict_" + kind[:-1] + "iterator", W_DictIterator, final=True)
    # Values are no set: such a view is equal to itself only.
    for w_type in [space.w_dict_keys, space.w_dict_items]:
        w_type.dict_w["__hash__"] = space.w_None
