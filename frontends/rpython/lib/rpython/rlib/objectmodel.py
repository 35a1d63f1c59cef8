"""The object model beyond Python's: specialisation, hints about inlining, identity and hashes, dicts with own equality."""

import sys
import types

from rpython._special import special


class specialize:
    """Decorators that make copies of a function, one for each kind of call."""

    @staticmethod
    def memo():
        """Called at translation time with all constants that can come; the call becomes a look-up in a table."""
        return _annotated("specialize:memo")

    @staticmethod
    def arg(*indices):
        """A copy for each constant value of these arguments."""
        return _annotated("specialize:arg" + _numbers(indices))

    @staticmethod
    def arg_or_var(*indices):
        """A copy for each constant value, and one for all that are not constant."""
        return _annotated("specialize:arg_or_var" + _numbers(indices))

    @staticmethod
    def argtype(*indices):
        """A copy for each type of these arguments."""
        return _annotated("specialize:argtype" + _numbers(indices))

    @staticmethod
    def arglistitemtype(index):
        """A copy for each item type of this argument, a list."""
        return _annotated("specialize:arglistitemtype" + _numbers((index,)))

    @staticmethod
    def ll():
        """For low-level code: a copy for each combination of low-level types."""
        return _annotated("specialize:ll")

    @staticmethod
    def ll_and_arg(*indices):
        return _annotated("specialize:ll_and_arg" + _numbers(indices))

    @staticmethod
    def call_location():
        """A copy for each place that calls it."""
        return _annotated("specialize:call_location")


def _numbers(indices):
    return "(" + ",".join([str(i) for i in indices]) + ")"


def _annotated(directive):
    def mark(function):
        function._annspecialcase_ = directive
        return function

    return mark


def enforceargs(*types, **keywords):
    """The types of the parameters, by position or by name; None leaves one open. Not checked untranslated."""
    typecheck = keywords.pop("typecheck", True)

    def mark(function):
        wanted = list(types)
        if keywords:
            code = function.__code__
            for name in code.co_varnames[len(wanted) : code.co_argcount]:
                wanted.append(keywords.get(name))
        function._annenforceargs_ = tuple(wanted)
        function._annenforceargs_typecheck_ = typecheck
        return function

    return mark


# ____________________________________________________________ decorators


def not_rpython(function):
    """The function must not be reached by a translated program."""
    function._not_rpython_ = True
    return function


def always_inline(function):
    function._always_inline_ = True
    return function


def dont_inline(function):
    function._dont_inline_ = True
    return function


def try_inline(function):
    """Inlined wherever that is possible, without complaint where it is not."""
    function._always_inline_ = "try"
    return function


def import_from_mixin(mixin, special_methods=("__init__", "__del__")):
    """In a class body: copies the attributes of `mixin` (and its bases) into the class, functions as new functions, so that
    nothing is inherited and each class has its own."""
    target = sys._getframe(1).f_locals
    found = {}
    for cls in reversed([c for c in mixin.__mro__ if c is not object]):
        for name, value in cls.__dict__.items():
            if name.startswith("__") and name.endswith("__") and not isinstance(value, types.FunctionType):
                continue
            if name in ("_mixin_", "__dict__", "__weakref__"):
                continue
            found[name] = value
    for name, value in found.items():
        if name in target:
            if name in special_methods:
                continue
            raise Exception("import_from_mixin: would overwrite the value already defined locally for %r" % (name,))
        target[name] = _copied(value)


def _copied(value):
    if isinstance(value, staticmethod):
        return staticmethod(_copied(value.__func__))
    if not isinstance(value, types.FunctionType):
        return value
    f = value
    copy = types.FunctionType(f.__code__, f.__globals__, f.__name__, f.__defaults__, f.__closure__)
    copy.__kwdefaults__ = f.__kwdefaults__
    copy.__module__ = f.__module__
    copy.__qualname__ = f.__qualname__
    copy.__dict__.update(f.__dict__)
    return copy


# ____________________________________________________________ what the translator implements


@special("we_are_translated")
def we_are_translated():
    return False


@special("instantiate")
def instantiate(cls, nonmovable=False):
    """A new instance, without a call of `__init__`."""
    return cls.__new__(cls)


@special("likely")
def likely(condition):
    return condition


@special("unlikely")
def unlikely(condition):
    return condition


@special("keepalive_until_here")
def keepalive_until_here(*objects):
    pass


@special("newlist_hint")
def newlist_hint(sizehint=0):
    """An empty list that expects this many items."""
    return []


@special("resizelist_hint")
def resizelist_hint(items, sizehint):
    pass


@special("compute_hash")
def compute_hash(x):
    """A hash by value. It may differ between runs, and from that of the translated program."""
    if isinstance(x, tuple):
        result = 0x345678
        for item in x:
            result = _wrap((result ^ compute_hash(item)) * 1000003)
        return result
    if x is None:
        return 0
    if isinstance(x, (str, bytes, int, float)):
        return hash(x)
    return compute_identity_hash(x)


def _wrap(x):
    return ((x + 2**63) & (2**64 - 1)) - 2**63


@special("compute_identity_hash")
def compute_identity_hash(x):
    return object.__hash__(x)


@special("compute_unique_id")
def compute_unique_id(x):
    return id(x)


@special("current_object_addr_as_int")
def current_object_addr_as_int(x):
    return id(x)


def free_non_gc_object(obj):
    pass


class CDefinedIntSymbolic:
    """A number that is known only later; untranslated it is `default`."""

    def __init__(self, expr, default=0):
        self.expr = expr
        self.default = default


# ____________________________________________________________ r_dict

_MISSING = object()


@special("r_dict")
class r_dict:
    """A dict with its own equality and hash of keys, in order of insertion."""

    def __init__(self, key_eq, key_hash, force_non_null=False, simple_hash_eq=False):
        self.key_eq = key_eq
        self.key_hash = key_hash
        # The entries by the key that was first inserted: the translator reads them here. No two keys are equal for
        # `key_eq`, so whatever Python's own equality says keeps them apart, too. `items` itself is a property below, which
        # hides the entry of that name in the instance.
        self.__dict__["items"] = {}
        self._buckets = {}

    @property
    def _entries(self):
        return self.__dict__["items"]

    @property
    def items(self):
        return self._entries.items

    def keys(self):
        return self._entries.keys()

    def values(self):
        return self._entries.values()

    def _find(self, key):
        """The key that was inserted, or _MISSING."""
        for other in self._buckets.get(self.key_hash(key), ()):
            if self.key_eq(other, key):
                return other
        return _MISSING

    def __contains__(self, key):
        return self._find(key) is not _MISSING

    def __getitem__(self, key):
        found = self._find(key)
        if found is _MISSING:
            raise KeyError(key)
        return self._entries[found]

    def __setitem__(self, key, value):
        found = self._find(key)
        if found is _MISSING:
            self._buckets.setdefault(self.key_hash(key), []).append(key)
            found = key
        self._entries[found] = value

    def __delitem__(self, key):
        found = self._find(key)
        if found is _MISSING:
            raise KeyError(key)
        del self._entries[found]
        bucket = self._buckets[self.key_hash(key)]
        bucket[:] = [k for k in bucket if k is not found]

    def __len__(self):
        return len(self._entries)

    def __iter__(self):
        return iter(self._entries)

    def get(self, key, default=None):
        found = self._find(key)
        return default if found is _MISSING else self._entries[found]

    def setdefault(self, key, default=None):
        if key not in self:
            self[key] = default
        return self[key]

    def pop(self, key, default=_MISSING):
        if key not in self and default is not _MISSING:
            return default
        value = self[key]
        del self[key]
        return value

    def popitem(self):
        if not self._entries:
            raise KeyError("popitem(): the dict is empty")
        key = list(self._entries)[-1]
        return key, self.pop(key)

    def update(self, other):
        for key in other.keys():
            self[key] = other[key]

    def copy(self):
        result = r_dict(self.key_eq, self.key_hash)
        result.update(self)
        return result

    def clear(self):
        self._entries.clear()
        self._buckets.clear()

    def __eq__(self, other):
        raise TypeError("cannot compare r_dict instances")

    __hash__ = None


# In order of insertion, as all dicts are.
r_ordereddict = r_dict
