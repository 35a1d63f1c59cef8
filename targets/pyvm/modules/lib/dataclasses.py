"""Classes of fields. Methods are closures over the fields, not compiled text."""

import copy as _copy


class _Missing:
    def __repr__(self):
        return "<dataclasses.MISSING>"


MISSING = _Missing()


class FrozenInstanceError(AttributeError):
    pass


class KW_ONLY:
    pass


class Field:
    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        if default is not MISSING and default_factory is not MISSING:
            raise ValueError("cannot specify both default and default_factory")
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = metadata or {}
        self.kw_only = kw_only


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None, kw_only=MISSING):
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def _is_class_variable(annotation):
    return "ClassVar" in (annotation if isinstance(annotation, str) else repr(annotation))


def _collected(cls, kw_only):
    """The fields of a class, those of its bases first."""
    found = {}
    for base in reversed(cls.__mro__[1:]):
        for f in base.__dict__.get("__dataclass_fields__", {}).values():
            found[f.name] = f
    for name, annotation in cls.__dict__.get("__annotations__", {}).items():
        if annotation is KW_ONLY or annotation in ("KW_ONLY", "dataclasses.KW_ONLY"):
            kw_only = True
            continue
        if _is_class_variable(annotation):
            continue
        default = cls.__dict__.get(name, MISSING)
        f = default if isinstance(default, Field) else field(default=default)
        f.name, f.type = name, annotation
        if f.kw_only is MISSING:
            f.kw_only = kw_only
        if isinstance(f.default, (list, dict, set)):
            raise ValueError("mutable default %r for field %s is not allowed: use default_factory" % (type(f.default), name))
        if isinstance(default, Field):
            if f.default is MISSING:
                delattr(cls, name)
            else:
                setattr(cls, name, f.default)
        found[name] = f
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in cls.__dict__.get("__annotations__", {}):
            raise TypeError("%r is a field but has no type annotation" % name)
    return found


def _missing_text(names, kind):
    names = [repr(n) for n in names]
    text = names[0]
    if len(names) == 2:
        text = " and ".join(names)
    elif len(names) > 2:
        text = ", ".join(names[:-1]) + ", and " + names[-1]
    return "missing %d required %s argument%s: %s" % (len(names), kind, "s" if len(names) > 1 else "", text)


def _make_init(cls, found):
    positional = [f for f in found if f.init and not f.kw_only]
    accepted = [f.name for f in found if f.init]
    title = cls.__qualname__ + ".__init__() "

    def __init__(self, /, *args, **kwargs):
        if len(args) > len(positional):
            least = len([f for f in positional if f.default is MISSING and f.default_factory is MISSING]) + 1
            most = len(positional) + 1
            takes = "from %d to %d" % (least, most) if least < most else "%d" % most
            plural = "" if most == 1 else "s"
            raise TypeError("%stakes %s positional argument%s but %d were given" % (title, takes, plural, len(args) + 1))
        values = {f.name: value for f, value in zip(positional, args)}
        for name, value in kwargs.items():
            if name in values:
                raise TypeError("%sgot multiple values for argument %r" % (title, name))
            if name not in accepted:
                raise TypeError("%sgot an unexpected keyword argument %r" % (title, name))
            values[name] = value
        for kw_only, kind in ((False, "positional"), (True, "keyword-only")):
            lacking = [f.name for f in found if f.init and f.kw_only is kw_only and f.name not in values
                       and f.default is MISSING and f.default_factory is MISSING]  # fmt: skip
            if lacking:
                raise TypeError(title + _missing_text(lacking, kind))
        for f in found:
            if f.name in values:
                object.__setattr__(self, f.name, values[f.name])
            elif f.default_factory is not MISSING:
                object.__setattr__(self, f.name, f.default_factory())
            elif f.default is not MISSING:
                object.__setattr__(self, f.name, f.default)
        if hasattr(self, "__post_init__"):
            self.__post_init__()

    return __init__


def _make_order(compared, compare):
    def method(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return compare(tuple([getattr(self, n) for n in compared]), tuple([getattr(other, n) for n in compared]))

    return method


def _processed(cls, init, repr_, eq, order, unsafe_hash, frozen, match_args, kw_only, slots):
    fields_by_name = _collected(cls, kw_only)
    found = list(fields_by_name.values())
    defaulted = False
    for f in found:
        if f.init and not f.kw_only:
            if f.default is not MISSING or f.default_factory is not MISSING:
                defaulted = True
            elif defaulted:
                raise TypeError("non-default argument %r follows default argument" % f.name)
    cls.__dataclass_fields__ = fields_by_name
    cls.__dataclass_params__ = {"frozen": frozen, "eq": eq, "order": order}
    own = cls.__dict__
    if init:
        cls.__init__ = _make_init(cls, found)
    if repr_ and "__repr__" not in own:
        shown = [f.name for f in found if f.repr]

        def __repr__(self):
            return "%s(%s)" % (type(self).__qualname__, ", ".join(["%s=%r" % (n, getattr(self, n)) for n in shown]))

        cls.__repr__ = __repr__
    compared = [f.name for f in found if f.compare]
    if eq and "__eq__" not in own:
        cls.__eq__ = _make_order(compared, lambda a, b: a == b)
    if order:
        if not eq:
            raise ValueError("eq must be true if order is true")
        for name, compare in (("__lt__", lambda a, b: a < b), ("__le__", lambda a, b: a <= b), ("__gt__", lambda a, b: a > b), ("__ge__", lambda a, b: a >= b)):
            if name in own:
                raise TypeError("Cannot overwrite attribute %s in class %s. Consider using functools.total_ordering" % (name, cls.__name__))
            setattr(cls, name, _make_order(compared, compare))
    if frozen:

        def __setattr__(self, name, value):
            raise FrozenInstanceError("cannot assign to field %r" % name)

        def __delattr__(self, name):
            raise FrozenInstanceError("cannot delete field %r" % name)

        cls.__setattr__ = __setattr__
        cls.__delattr__ = __delattr__
    if unsafe_hash or eq and frozen:
        hashed = [f.name for f in found if (f.compare if f.hash is None else f.hash)]
        if "__hash__" not in own or own["__hash__"] is None:
            cls.__hash__ = lambda self: hash(tuple([getattr(self, n) for n in hashed]))
    elif eq and "__hash__" not in own:
        cls.__hash__ = None
    if match_args and "__match_args__" not in own:
        cls.__match_args__ = tuple([f.name for f in found if f.init and not f.kw_only])
    if cls.__doc__ is None:
        cls.__doc__ = cls.__name__
    return cls


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False):
    def decorate(cls):
        return _processed(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots)

    return decorate if cls is None else decorate(cls)


def fields(class_or_instance):
    try:
        found = class_or_instance.__dataclass_fields__
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple(found.values())


def is_dataclass(obj):
    return hasattr(obj if isinstance(obj, type) else type(obj), "__dataclass_fields__")


def _plain(value, make):
    """The value with every dataclass instance in it as what `make` makes of its pairs."""
    if is_dataclass(value) and not isinstance(value, type):
        return make([(f.name, _plain(getattr(value, f.name), make)) for f in fields(value)])
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*[_plain(x, make) for x in value])
    if isinstance(value, (list, tuple)):
        return type(value)([_plain(x, make) for x in value])
    if isinstance(value, dict):
        return type(value)([(_plain(k, make), _plain(v, make)) for k, v in value.items()])
    return _copy.deepcopy(value)


def asdict(obj, *, dict_factory=dict):
    if not is_dataclass(obj) or isinstance(obj, type):
        raise TypeError("asdict() should be called on dataclass instances")
    return _plain(obj, dict_factory)


def astuple(obj, *, tuple_factory=tuple):
    if not is_dataclass(obj) or isinstance(obj, type):
        raise TypeError("astuple() should be called on dataclass instances")
    return _plain(obj, lambda pairs: tuple_factory([value for _, value in pairs]))


def replace(obj, /, **changes):
    if not is_dataclass(obj) or isinstance(obj, type):
        raise TypeError("replace() should be called on dataclass instances")
    for f in fields(obj):
        if f.init and f.name not in changes:
            changes[f.name] = getattr(obj, f.name)
        elif not f.init and f.name in changes:
            raise ValueError("field %s is declared with init=False, it cannot be specified with replace()" % f.name)
    return type(obj)(**changes)
