"""Weak references, and dicts that do not keep their values or keys alive."""

import gc
import weakref

from rpython.rlib.objectmodel import compute_identity_hash, specialize

ref = weakref.ref


class _Gone(object):
    pass


# To what is no more: for attributes that refer to nothing yet.
dead_ref = ref(_Gone())
gc.collect()
assert dead_ref() is None


def _one_for_each(make):
    """A class for each pair of classes, the same untranslated and for the translator."""
    made = {}

    @specialize.memo()
    def get(keyclass, valueclass):
        key = (keyclass, valueclass)
        if key not in made:
            made[key] = make(keyclass, valueclass)
        return made[key]

    return get


@_one_for_each
def _value_dictionary(keyclass, valueclass):
    class WeakValueDictionary(object):
        def __init__(self):
            self._refs = {}
            self._full = 16

        def get(self, key):
            """The value, or None."""
            if key not in self._refs:
                return None
            return self._refs[key]()

        def set(self, key, value):
            """None takes the key out."""
            if value is None:
                if key in self._refs:
                    del self._refs[key]
                return
            if len(self._refs) >= self._full:
                self._forget()
            self._refs[key] = ref(value)

        def _forget(self):
            alive = {}
            for key, r in self._refs.items():
                if r() is not None:
                    alive[key] = r
            self._refs = alive
            self._full = 2 * len(alive) + 16

    return WeakValueDictionary


@specialize.arg(0, 1)
def RWeakValueDictionary(keyclass, valueclass):
    """Keys of a type as they are; a value that is no more is not there. `get(key)`, `set(key, value)`."""
    return _value_dictionary(keyclass, valueclass)()


@_one_for_each
def _key_dictionary(keyclass, valueclass):
    class Entry(object):
        def __init__(self, key, value, rest):
            self.key = ref(key)
            self.value = value
            self.rest = rest

    class WeakKeyDictionary(object):
        def __init__(self):
            # By the identity hash of keys: chains of entries.
            self._entries = {}
            self._count = 0
            self._full = 16
            # Entries of a prebuilt one: identity hashes are others in the program.
            self._unsorted = None

        def _cleanup_(self):
            for number, entry in self._entries.items():
                while entry is not None:
                    rest = entry.rest
                    entry.rest = self._unsorted
                    self._unsorted = entry
                    entry = rest
            self._entries = {}

        def _sort(self):
            entry = self._unsorted
            self._unsorted = None
            while entry is not None:
                rest = entry.rest
                key = entry.key()
                if key is not None:
                    number = compute_identity_hash(key)
                    entry.rest = self._entries.get(number, None)
                    self._entries[number] = entry
                else:
                    self._count -= 1
                entry = rest

        def get(self, key):
            """The value, or None."""
            if self._unsorted is not None:
                self._sort()
            entry = self._entries.get(compute_identity_hash(key), None)
            while entry is not None:
                if entry.key() is key:
                    return entry.value
                entry = entry.rest
            return None

        def set(self, key, value):
            """None takes the key out."""
            if self._unsorted is not None:
                self._sort()
            if self._count >= self._full:
                self._forget()
            number = compute_identity_hash(key)
            kept = self._without(self._entries.get(number, None), key)
            if value is not None:
                kept = Entry(key, value, kept)
                self._count += 1
            if kept is not None:
                self._entries[number] = kept
            elif number in self._entries:
                del self._entries[number]

        def length(self):
            """How many keys are alive."""
            if self._unsorted is not None:
                self._sort()
            self._forget()
            return self._count

        def _without(self, entry, key):
            """The entries of a chain whose keys are alive, but for this key."""
            kept = None
            while entry is not None:
                rest = entry.rest
                other = entry.key()
                if other is None or other is key:
                    self._count -= 1
                else:
                    entry.rest = kept
                    kept = entry
                entry = rest
            return kept

        def _forget(self):
            alive = {}
            for number, entry in self._entries.items():
                kept = self._without(entry, None)
                if kept is not None:
                    alive[number] = kept
            self._entries = alive
            self._full = 2 * self._count + 16

    return WeakKeyDictionary


@specialize.arg(0, 1)
def RWeakKeyDictionary(keyclass, valueclass):
    """Instances as keys, by identity; a key that is no more takes its value with it. `get(key)`, `set(key, value)`, `length()`."""
    return _key_dictionary(keyclass, valueclass)()
