"""How a dict keeps its entries (its strategy): by texts while all keys are strs, by machine words while all are ints, else by objects.

Sets keep theirs in the same way, with None as values. Entries are in the order of insertion. `Entries` that do not take a key answer False
to `fits`; their owner then takes `ObjectEntries`.
"""

from rpython.rlib.objectmodel import r_dict

from objects.base import error
from objects.int import W_Int
from objects.space import space
from objects.str import W_Str


class Entries(object):
    def fits(self, w_key):
        raise NotImplementedError

    def length(self):
        raise NotImplementedError

    def get(self, w_key):
        """The value, or None. The key may be any."""
        raise NotImplementedError

    def set(self, w_key, w_value):
        """The key fits."""
        raise NotImplementedError

    def delete(self, w_key):
        """False if there is none. The key may be any."""
        raise NotImplementedError

    def keys_w(self):
        raise NotImplementedError

    def values_w(self):
        raise NotImplementedError

    def copy(self):
        raise NotImplementedError

    def iterator(self):
        raise NotImplementedError

    def get_text(self, text):
        """As get, of a str."""
        return self.get(W_Str(text))

    def set_text(self, text, w_value):
        """False if strs do not fit."""
        w_key = W_Str(text)
        if not self.fits(w_key):
            return False
        self.set(w_key, w_value)
        return True

    def cleared(self):
        """What to use when all entries are removed."""
        for w_key in self.keys_w():
            self.delete(w_key)
        return self

    def is_of_same(self, other):
        """Whether both are the attributes of the same instance."""
        return False

    def general(self):
        """The same entries by objects."""
        result = ObjectEntries(new_object_dict())
        iterator = self.iterator()
        while iterator.step():
            result.entries[iterator.w_key] = iterator.w_value
        return result





class EntryIterator(object):
    """`step` goes to the next entry and says whether there is one; then `w_key` and `w_value` are it."""

    w_key = None
    w_value = None

    def step(self):
        raise NotImplementedError


class NoEntries(Entries):
    def fits(self, w_key):
        return False

    def length(self):
        return 0

    def get(self, w_key):
        space.hash_w(w_key)
        return None

    def get_text(self, text):
        return None

    def delete(self, w_key):
        space.hash_w(w_key)
        return False

    def keys_w(self):
        return []

    def values_w(self):
        return []

    def copy(self):
        return self

    def iterator(self):
        return NoIterator()


class NoIterator(EntryIterator):
    def step(self):
        return False


NO_ENTRIES = NoEntries()


# ____________________________________________________________ by text



class TextEntries(Entries):
    def __init__(self, entries):
        self.entries = entries

    def fits(self, w_key):
        return type(w_key) is W_Str

    def length(self):
        return len(self.entries)

    def get(self, w_key):
        if type(w_key) is W_Str:
            return self.entries.get(w_key.text, None)
        return self.get_other(w_key)

    def get_other(self, w_key):
        """Another object may be equal to a str."""
        if isinstance(w_key, W_Str) or w_key.getclass().is_heap:
            return self.general().get(w_key)
        space.hash_w(w_key)
        return None

    def get_text(self, text):
        return self.entries.get(text, None)

    def set(self, w_key, w_value):
        assert isinstance(w_key, W_Str)
        self.entries[w_key.text] = w_value

    def set_text(self, text, w_value):
        self.entries[text] = w_value
        return True

    def delete(self, w_key):
        if type(w_key) is W_Str:
            if w_key.text in self.entries:
                del self.entries[w_key.text]
                return True
            return False
        if self.get_other(w_key) is None:
            return False
        return self.delete(equal_key(self, w_key))

    def keys_w(self):
        return [W_Str(text) for text in self.entries.keys()]

    def values_w(self):
        return [w_value for w_value in self.entries.values()]

    def copy(self):
        return TextEntries(self.entries.copy())

    def cleared(self):
        return NO_ENTRIES

    def iterator(self):
        return TextIterator(self.entries)


class TextIterator(EntryIterator):
    def __init__(self, entries):
        self.items = iter(entries.items())

    def step(self):
        try:
            text, self.w_value = next(self.items)
        except StopIteration:
            return False
        except RuntimeError:
            raise error(space.w_RuntimeError, "dictionary keys changed during iteration")
        self.w_key = W_Str(text)
        return True


# ____________________________________________________________ by machine word


class IntEntries(Entries):
    def __init__(self, entries):
        self.entries = entries

    def fits(self, w_key):
        return type(w_key) is W_Int

    def length(self):
        return len(self.entries)

    def get(self, w_key):
        if type(w_key) is W_Int:
            return self.entries.get(w_key.intval, None)
        if isinstance(w_key, W_Str):
            return None
        return self.general().get(w_key)

    def set(self, w_key, w_value):
        assert isinstance(w_key, W_Int)
        self.entries[w_key.intval] = w_value

    def delete(self, w_key):
        if type(w_key) is W_Int:
            if w_key.intval in self.entries:
                del self.entries[w_key.intval]
                return True
            return False
        if self.get(w_key) is None:
            return False
        return self.delete(equal_key(self, w_key))

    def keys_w(self):
        return [W_Int(i) for i in self.entries.keys()]

    def values_w(self):
        return [w_value for w_value in self.entries.values()]

    def copy(self):
        return IntEntries(self.entries.copy())

    def cleared(self):
        return NO_ENTRIES

    def iterator(self):
        return IntIterator(self.entries)


class IntIterator(EntryIterator):
    def __init__(self, entries):
        self.items = iter(entries.items())

    def step(self):
        try:
            key, self.w_value = next(self.items)
        except StopIteration:
            return False
        except RuntimeError:
            raise error(space.w_RuntimeError, "dictionary keys changed during iteration")
        self.w_key = W_Int(key)
        return True


def equal_key(entries, w_key):
    """The key among these entries that is equal."""
    for w_other in entries.keys_w():
        if space.same_or_equal(w_other, w_key):
            return w_other
    return w_key


# ____________________________________________________________ by object


def same_keys(w_a, w_b):
    return space.same_or_equal(w_a, w_b)


def hash_of_key(w_key):
    return space.hash_w(w_key)


def new_object_dict():
    return r_dict(same_keys, hash_of_key)


class ObjectEntries(Entries):
    def __init__(self, entries):
        self.entries = entries

    def fits(self, w_key):
        return True

    def length(self):
        return len(self.entries)

    def get(self, w_key):
        return self.entries.get(w_key, None)

    def set(self, w_key, w_value):
        self.entries[w_key] = w_value

    def delete(self, w_key):
        if w_key in self.entries:
            del self.entries[w_key]
            return True
        return False

    def keys_w(self):
        return [w_key for w_key in self.entries.keys()]

    def values_w(self):
        return [w_value for w_value in self.entries.values()]

    def copy(self):
        return ObjectEntries(self.entries.copy())

    def cleared(self):
        return NO_ENTRIES

    def iterator(self):
        return ObjectIterator(self.entries)

    def general(self):
        return self


class ObjectIterator(EntryIterator):
    def __init__(self, entries):
        self.items = iter(entries.items())

    def step(self):
        try:
            self.w_key, self.w_value = next(self.items)
        except StopIteration:
            return False
        except RuntimeError:
            raise error(space.w_RuntimeError, "dictionary keys changed during iteration")
        return True


def entries_for(w_key):
    """Empty ones that a key fits in."""
    if type(w_key) is W_Str:
        return TextEntries({})
    if type(w_key) is W_Int:
        return IntEntries({})
    return ObjectEntries(new_object_dict())


def room_for(entries, w_key):
    """These entries, or as many that the key fits in."""
    if entries.fits(w_key):
        return entries
    if entries.length() == 0:
        return entries_for(w_key)
    return entries.general()
