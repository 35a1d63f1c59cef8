"""Functions about functions."""

WRAPPER_ASSIGNMENTS = ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__")
WRAPPER_UPDATES = ("__dict__",)

_missing = object()


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            continue
        setattr(wrapper, name, value)
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    return lambda wrapper: update_wrapper(wrapper, wrapped, assigned, updated)


def reduce(function, iterable, initial=_missing):
    it = iter(iterable)
    value = initial
    if initial is _missing:
        try:
            value = next(it)
        except StopIteration:
            raise TypeError("reduce() of empty iterable with no initial value") from None
    for x in it:
        value = function(value, x)
    return value


class partial:
    def __init__(self, func, /, *args, **keywords):
        if not callable(func):
            raise TypeError("the first argument must be callable")
        if isinstance(func, partial):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self.func = func
        self.args = args
        self.keywords = keywords

    def __call__(self, /, *args, **keywords):
        if not keywords:
            return self.func(*self.args, *args, **self.keywords)
        return self.func(*self.args, *args, **{**self.keywords, **keywords})

    def __repr__(self):
        parts = [repr(self.func)] + [repr(a) for a in self.args] + ["%s=%r" % kv for kv in self.keywords.items()]
        return "functools.partial(" + ", ".join(parts) + ")"


class partialmethod:
    def __init__(self, func, /, *args, **keywords):
        self.func = func
        self.args = args
        self.keywords = keywords

    def __get__(self, obj, cls=None):
        func = self.func.__get__(obj, cls) if hasattr(self.func, "__get__") else self.func
        return partial(func, *self.args, **self.keywords)


class _CacheInfo(tuple):
    def __new__(cls, hits, misses, maxsize, currsize):
        return tuple.__new__(cls, (hits, misses, maxsize, currsize))

    hits = property(lambda self: self[0])
    misses = property(lambda self: self[1])
    maxsize = property(lambda self: self[2])
    currsize = property(lambda self: self[3])

    def __repr__(self):
        return "CacheInfo(hits=%r, misses=%r, maxsize=%r, currsize=%r)" % tuple(self)


def _key(args, keywords, typed):
    if not keywords and not typed:
        return args
    key = args
    for name, value in keywords.items():
        key += (_missing, name, value)
    if typed:
        key += tuple([type(a) for a in args]) + tuple([type(v) for v in keywords.values()])
    return key


def lru_cache(maxsize=128, typed=False):
    if callable(maxsize):
        return _cached(maxsize, 128, False)
    if maxsize is not None and maxsize < 0:
        maxsize = 0
    return lambda function: _cached(function, maxsize, typed)


def cache(function):
    return _cached(function, None, False)


def _cached(function, maxsize, typed):
    # A dict keeps the order of insertion: the first key is the one that was used least recently.
    results = {}
    hits = misses = 0

    def wrapper(*args, **keywords):
        nonlocal hits, misses
        key = _key(args, keywords, typed)
        value = results.get(key, _missing)
        if value is not _missing:
            hits += 1
            if maxsize is not None:
                del results[key]
                results[key] = value
            return value
        misses += 1
        value = function(*args, **keywords)
        if maxsize != 0:
            if maxsize is not None and len(results) >= maxsize and key not in results:
                del results[next(iter(results))]
            results[key] = value
        return value

    def cache_info():
        return _CacheInfo(hits, misses, maxsize, len(results))

    def cache_clear():
        nonlocal hits, misses
        results.clear()
        hits = misses = 0

    wrapper.cache_info = cache_info
    wrapper.cache_clear = cache_clear
    wrapper.cache_parameters = lambda: {"maxsize": maxsize, "typed": typed}
    return update_wrapper(wrapper, function)


def cmp_to_key(compare):
    class K:
        __slots__ = ("obj",)
        __hash__ = None

        def __init__(self, obj):
            self.obj = obj

        def __lt__(self, other):
            return compare(self.obj, other.obj) < 0

        def __gt__(self, other):
            return compare(self.obj, other.obj) > 0

        def __le__(self, other):
            return compare(self.obj, other.obj) <= 0

        def __ge__(self, other):
            return compare(self.obj, other.obj) >= 0

        def __eq__(self, other):
            return compare(self.obj, other.obj) == 0

    return K


def _derived(cls, root, negate, when_equal):
    """A comparison by another one: the opposite of it or not, and what counts if both are equal (None: what it says itself)."""
    compare = getattr(cls, root)

    def method(self, other):
        result = compare(self, other)
        if result is NotImplemented:
            return result
        if negate:
            if when_equal is None:
                return not result
            return not result and self != other
        if when_equal:
            return result or self == other
        return result and self != other

    return method


_DERIVED = {
    "__lt__": [("__gt__", True, False), ("__le__", False, True), ("__ge__", True, None)],
    "__le__": [("__ge__", True, True), ("__lt__", False, False), ("__gt__", True, None)],
    "__gt__": [("__lt__", True, False), ("__ge__", False, True), ("__le__", True, None)],
    "__ge__": [("__le__", True, True), ("__gt__", False, False), ("__lt__", True, None)],
}


def total_ordering(cls):
    roots = [name for name in _DERIVED if getattr(cls, name, None) is not getattr(object, name, None)]
    if not roots:
        raise ValueError("must define at least one ordering operation: < > <= >=")
    root = "__lt__" if "__lt__" in roots else roots[0]
    for name, negate, when_equal in _DERIVED[root]:
        if name not in roots:
            method = _derived(cls, root, negate, when_equal) if not (negate and when_equal) else _or_equal(cls, root)
            method.__name__ = name
            setattr(cls, name, method)
    return cls


def _or_equal(cls, root):
    compare = getattr(cls, root)

    def method(self, other):
        result = compare(self, other)
        return result if result is NotImplemented else not result or self == other

    return method


class cached_property:
    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__

    def __set_name__(self, owner, name):
        self.attrname = name

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        value = obj.__dict__[self.attrname] = self.func(obj)
        return value


def singledispatch(function):
    registry = {object: function}

    def dispatch(cls):
        for base in cls.__mro__:
            if base in registry:
                return registry[base]
        return function

    def register(cls, func=None):
        if func is None:
            if isinstance(cls, type):
                return lambda f: register(cls, f)
            annotations = getattr(cls, "__annotations__", {})
            func = cls
            cls = next(iter(annotations.values()))
        registry[cls] = func
        return func

    def wrapper(*args, **keywords):
        if not args:
            raise TypeError(function.__name__ + " requires at least 1 positional argument")
        return dispatch(type(args[0]))(*args, **keywords)

    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = registry
    return update_wrapper(wrapper, function)


class singledispatchmethod:
    def __init__(self, func):
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, method)

    def __get__(self, obj, cls=None):
        return lambda *args, **keywords: self.dispatcher.dispatch(type(args[0])).__get__(obj, cls)(*args, **keywords)
