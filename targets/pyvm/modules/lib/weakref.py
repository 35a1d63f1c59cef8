"""References that do not keep their object alive, and collections of them.

What is no more goes out of a collection by the callback of its reference, which is called between two steps of the program, also while the
collection is iterated over: so iterations go over a copy of the references.
"""

import atexit
from _weakref import CallableProxyType, ProxyType, ReferenceType, getweakrefcount, getweakrefs, proxy, ref
from collections.abc import MutableMapping, MutableSet

ProxyTypes = (ProxyType, CallableProxyType)

__all__ = ["ref", "proxy", "getweakrefcount", "getweakrefs", "WeakKeyDictionary", "ReferenceType", "ProxyType", "CallableProxyType",
           "ProxyTypes", "WeakValueDictionary", "WeakSet", "WeakMethod", "finalize"]


class WeakMethod(ref):
    """Of a bound method, which is made anew each time it is asked for: alive as long as its object and its function are."""

    def __new__(cls, meth, callback=None):
        try:
            obj, function = meth.__self__, meth.__func__
        except AttributeError:
            raise TypeError("argument should be a bound method, not {}".format(type(meth))) from None

        def gone(part):
            self = me()
            if self is not None and self._alive:
                self._alive = False
                if callback is not None:
                    callback(self)

        self = ref.__new__(cls, obj, gone)
        self._function = ref(function, gone)
        self._type = type(meth)
        self._alive = True
        me = ref(self)
        return self

    def __call__(self):
        obj = ref.__call__(self)
        function = self._function()
        if obj is None or function is None:
            return None
        return self._type(function, obj)

    def __eq__(self, other):
        if not isinstance(other, WeakMethod):
            return NotImplemented
        if not self._alive or not other._alive:
            return self is other
        return ref.__eq__(self, other) and self._function == other._function

    __hash__ = ref.__hash__


class KeyedRef(ref):
    """Of a value: it knows its key."""

    __slots__ = ("key",)

    def __new__(cls, value, callback, key):
        self = ref.__new__(cls, value, callback)
        self.key = key
        return self

    def __init__(self, value, callback, key):
        ref.__init__(self, value, callback)


class _WeakDictionary(MutableMapping):
    """What both dictionaries have. `self.data` has the references."""

    def __len__(self):
        return len(self.data)

    def __repr__(self):
        return "<{} at {:#x}>".format(type(self).__name__, id(self))

    def copy(self):
        made = type(self)()
        for key, value in self.items():
            made[key] = value
        return made

    __copy__ = copy

    def keys(self):
        for key, value in self.items():
            yield key

    __iter__ = keys

    def values(self):
        for key, value in self.items():
            yield value

    def update(self, other=None, /, **named):
        if other is not None:
            if not hasattr(other, "items"):
                other = dict(other)
            for key, value in other.items():
                self[key] = value
        for key, value in named.items():
            self[key] = value

    def __or__(self, other):
        if not isinstance(other, (dict, MutableMapping)):
            return NotImplemented
        made = self.copy()
        made.update(other)
        return made

    def __ror__(self, other):
        if not isinstance(other, (dict, MutableMapping)):
            return NotImplemented
        made = type(self)()
        made.update(other)
        made.update(self)
        return made

    def __ior__(self, other):
        self.update(other)
        return self


class WeakValueDictionary(_WeakDictionary):
    def __init__(self, other=(), /, **named):
        me = ref(self)

        def remove(r):
            self = me()
            if self is not None and self.data.get(r.key) is r:
                del self.data[r.key]

        self._remove = remove
        self.data = {}
        self.update(other, **named)

    def __getitem__(self, key):
        value = self.data[key]()
        if value is None:
            raise KeyError(key)
        return value

    def __setitem__(self, key, value):
        self.data[key] = KeyedRef(value, self._remove, key)

    def __delitem__(self, key):
        del self.data[key]

    def __contains__(self, key):
        return key in self.data and self.data[key]() is not None

    def __deepcopy__(self, memo):
        from copy import deepcopy

        made = type(self)()
        for key, value in self.items():
            made[deepcopy(key, memo)] = value
        return made

    def get(self, key, default=None):
        if key not in self.data:
            return default
        value = self.data[key]()
        return default if value is None else value

    def items(self):
        for r in list(self.data.values()):
            value = r()
            if value is not None:
                yield r.key, value

    def setdefault(self, key, default=None):
        value = self.get(key)
        if value is None:
            self[key] = value = default
        return value

    def pop(self, key, *default):
        value = self.data.pop(key)() if key in self.data else None
        if value is not None:
            return value
        if default:
            return default[0]
        raise KeyError(key)

    def popitem(self):
        while True:
            key, r = self.data.popitem()
            value = r()
            if value is not None:
                return key, value

    def itervaluerefs(self):
        yield from list(self.data.values())

    def valuerefs(self):
        return list(self.data.values())


class WeakKeyDictionary(_WeakDictionary):
    def __init__(self, other=None):
        me = ref(self)

        def remove(r):
            self = me()
            if self is not None:
                self.data.pop(r, None)

        self._remove = remove
        self.data = {}
        self.update(other)

    def __getitem__(self, key):
        return self.data[ref(key)]

    def __setitem__(self, key, value):
        self.data[ref(key, self._remove)] = value

    def __delitem__(self, key):
        del self.data[ref(key)]

    def __contains__(self, key):
        try:
            return ref(key) in self.data
        except TypeError:
            return False

    def __deepcopy__(self, memo):
        from copy import deepcopy

        made = type(self)()
        for key, value in self.items():
            made[key] = deepcopy(value, memo)
        return made

    def get(self, key, default=None):
        return self.data.get(ref(key), default)

    def items(self):
        for r, value in list(self.data.items()):
            key = r()
            if key is not None:
                yield key, value

    def setdefault(self, key, default=None):
        return self.data.setdefault(ref(key, self._remove), default)

    def pop(self, key, *default):
        return self.data.pop(ref(key), *default)

    def popitem(self):
        while True:
            r, value = self.data.popitem()
            key = r()
            if key is not None:
                return key, value

    def keyrefs(self):
        return list(self.data)


class WeakSet(MutableSet):
    def __init__(self, data=None):
        me = ref(self)

        def remove(r):
            self = me()
            if self is not None:
                self.data.discard(r)

        self._remove = remove
        self.data = set()
        if data is not None:
            self.update(data)

    def __len__(self):
        return len(self.data)

    def __iter__(self):
        for r in list(self.data):
            item = r()
            if item is not None:
                yield item

    def __contains__(self, item):
        try:
            return ref(item) in self.data
        except TypeError:
            return False

    def __repr__(self):
        return repr(self.data)

    def add(self, item):
        self.data.add(ref(item, self._remove))

    def discard(self, item):
        self.data.discard(ref(item))

    def remove(self, item):
        self.data.remove(ref(item))

    def clear(self):
        self.data.clear()

    def copy(self):
        return type(self)(self)

    def pop(self):
        while True:
            try:
                r = self.data.pop()
            except KeyError:
                raise KeyError("pop from empty WeakSet") from None
            item = r()
            if item is not None:
                return item

    def update(self, other):
        for item in other:
            self.add(item)

    def __ior__(self, other):
        self.update(other)
        return self

    def union(self, other):
        made = self.copy()
        made.update(other)
        return made

    __or__ = union

    def intersection(self, other):
        other = list(other)
        return type(self)(item for item in self if item in other)

    __and__ = intersection

    def difference(self, other):
        other = list(other)
        return type(self)(item for item in self if item not in other)

    __sub__ = difference

    def issubset(self, other):
        return all(item in other for item in self)

    def issuperset(self, other):
        return all(item in self for item in other)

    def __eq__(self, other):
        if not isinstance(other, WeakSet):
            return NotImplemented
        return self.data == set(map(ref, other))


class finalize:
    """Calls a function when an object is no more, or else, if `atexit` is true, at the end of the program."""

    __slots__ = ()
    _registry = {}
    _registered_with_atexit = False

    class _Info:
        __slots__ = ("weakref", "func", "args", "kwargs", "atexit")

    def __init__(self, obj, func, /, *args, **kwargs):
        if not finalize._registered_with_atexit:
            atexit.register(finalize._exit)
            finalize._registered_with_atexit = True
        info = finalize._Info()
        info.weakref = ref(obj, self)
        info.func = func
        info.args = args
        info.kwargs = kwargs or None
        info.atexit = True
        # In order of creation.
        finalize._registry[self] = info

    def __call__(self, _=None):
        info = finalize._registry.pop(self, None)
        if info is not None:
            return info.func(*info.args, **(info.kwargs or {}))

    def detach(self):
        info = self._living()
        if info is not None and finalize._registry.pop(self, None) is not None:
            return info.weakref(), info.func, info.args, info.kwargs or {}

    def peek(self):
        info = self._living()
        if info is not None:
            return info.weakref(), info.func, info.args, info.kwargs or {}

    def _living(self):
        info = finalize._registry.get(self)
        return info if info is not None and info.weakref() is not None else None

    @property
    def alive(self):
        return self in finalize._registry

    @property
    def atexit(self):
        info = finalize._registry.get(self)
        return info is not None and info.atexit

    @atexit.setter
    def atexit(self, value):
        info = finalize._registry.get(self)
        if info is not None:
            info.atexit = bool(value)

    def __repr__(self):
        info = self._living()
        if info is None:
            return "<{} object at {:#x}; dead>".format(type(self).__name__, id(self))
        obj = info.weakref()
        return "<{} object at {:#x}; for {!r} at {:#x}>".format(type(self).__name__, id(self), type(obj).__name__, id(obj))

    @staticmethod
    def _exit():
        while True:
            waiting = [f for f, info in finalize._registry.items() if info.atexit]
            if not waiting:
                break
            waiting[-1]()
