"""Shallow and deep copies."""


class Error(Exception):
    pass


error = Error

_ATOMIC = (int, float, bool, str, bytes, type(None), type, range, slice, type(...), type(NotImplemented), type(lambda: 0), type(len))


def copy(x):
    cls = type(x)
    if isinstance(x, _ATOMIC) and cls in _ATOMIC or isinstance(x, type) or cls in (tuple, frozenset):
        return x
    if hasattr(cls, "__copy__"):
        return x.__copy__()
    if cls in (list, dict, set, bytearray):
        return x.copy()
    return _rebuilt(x, lambda value: value)


def deepcopy(x, memo=None):
    if memo is None:
        memo = {}
    cls = type(x)
    if cls in _ATOMIC or isinstance(x, type):
        return x
    known = memo.get(id(x), memo)
    if known is not memo:
        return known
    if hasattr(cls, "__deepcopy__"):
        made = x.__deepcopy__(memo)
    elif cls is list:
        made = memo[id(x)] = []
        for item in x:
            made.append(deepcopy(item, memo))
    elif cls is dict:
        made = memo[id(x)] = {}
        for key, value in x.items():
            made[deepcopy(key, memo)] = deepcopy(value, memo)
    elif cls is tuple:
        items = [deepcopy(item, memo) for item in x]
        # A tuple that is reached again from one of its own items has been copied by then.
        if id(x) in memo:
            return memo[id(x)]
        same = True
        for old, new in zip(x, items):
            if old is not new:
                same = False
        made = x if same else tuple(items)
    elif cls is set or cls is frozenset:
        made = cls([deepcopy(item, memo) for item in x])
    elif cls is bytearray:
        made = bytearray(x)
    else:
        made = _rebuilt(x, lambda value: deepcopy(value, memo), memo)
    memo[id(x)] = made
    # What was copied must live as long as the memo: its id is a key.
    memo.setdefault(id(memo), []).append(x)
    return made


def _slots(cls):
    names = []
    for base in cls.__mro__:
        slots = base.__dict__.get("__slots__", ())
        names.extend([slots] if isinstance(slots, str) else slots)
    return names


def _rebuilt(x, part, memo=None):
    """An instance of x's class with what `part` makes of x's attributes and items, without calling __init__."""
    cls = type(x)
    if isinstance(x, tuple):
        made = tuple.__new__(cls, [part(item) for item in x])
    elif isinstance(x, (int, str, float, bytes, frozenset)):
        for builtin in (int, str, float, bytes, frozenset):
            if isinstance(x, builtin):
                made = builtin.__new__(cls, x)
    else:
        made = cls.__new__(cls)
    if memo is not None:
        memo[id(x)] = made
    if isinstance(x, list):
        for item in x:
            list.append(made, part(item))
    elif isinstance(x, dict):
        for key in dict.keys(x):
            dict.__setitem__(made, part(key), part(dict.__getitem__(x, key)))
    elif isinstance(x, set):
        for item in x:
            set.add(made, part(item))
    elif isinstance(x, BaseException):
        made.args = part(x.args)
    for name, value in getattr(x, "__dict__", {}).items():
        made.__dict__[name] = part(value)
    for name in _slots(cls):
        if name not in ("__dict__", "__weakref__") and hasattr(x, name):
            object.__setattr__(made, name, part(getattr(x, name)))
    return made


def replace(obj, /, **changes):
    return obj.__replace__(**changes)
