"""Classes of named constants."""


class auto:
    value = None


def _is_member_name(name, value):
    if name.startswith("_"):
        return False
    return not (hasattr(value, "__get__") or isinstance(value, (staticmethod, classmethod, property)))


class _Names(dict):
    """The namespace of a class of constants: `auto()` has its number as soon as it is assigned."""

    def __init__(self):
        dict.__init__(self)
        self.members = []
        self.next_value = None

    def __setitem__(self, name, value):
        if _is_member_name(name, value):
            if name in self:
                raise TypeError("%r already defined as %r" % (name, self[name]))
            if isinstance(value, auto):
                values = [dict.__getitem__(self, n) for n in self.members]
                value = self.next_value(name, 1, len(values), values)
            self.members.append(name)
        elif name == "_generate_next_value_":
            self.next_value = value.__func__ if isinstance(value, staticmethod) else value
        elif name in self.members:
            raise TypeError("%r already defined as %r" % (name, self[name]))
        dict.__setitem__(self, name, value)


def _following(name, start, count, last_values):
    for value in reversed(last_values):
        try:
            return value + 1
        except TypeError:
            pass
    return start


def _next_power(name, start, count, last_values):
    return 1 << max(last_values).bit_length() if last_values else start


class EnumMeta(type):
    @classmethod
    def __prepare__(mcls, name, bases, **kwds):
        names = _Names()
        names.next_value = _following
        for base in bases:
            if hasattr(base, "_next_value_"):
                names.next_value = base._next_value_
                break
        return names

    def __new__(mcls, name, bases, namespace, **kwds):
        for base in bases:
            if getattr(base, "_member_map_", None):
                raise TypeError("<enum %r> cannot extend <enum %r>" % (name, base.__name__))
        members = [(n, namespace[n]) for n in namespace.members]
        plain = {n: v for n, v in namespace.items() if n not in namespace.members}
        plain["_next_value_"] = staticmethod(namespace.next_value)
        plain["_member_map_"] = {}
        plain["_value2member_map_"] = {}
        # The class of the values, if the constants are at once instances of it: int in `class A(int, Enum)`.
        kind = object
        for base in bases:
            for b in base.__mro__:
                if b is not object and not isinstance(b, EnumMeta) and "__new__" in b.__dict__:
                    kind = b
                    break
        if kind is not object:
            # How constants look is the business of Enum, not of the class of their values.
            for method in ("__repr__", "__str__", "__format__"):
                plain.setdefault(method, getattr(bases[-1], method))
        own_new = plain.pop("__new__", None)
        cls = super().__new__(mcls, name, bases, plain, **kwds)
        cls._kind_ = kind
        for member_name, value in members:
            args = value if isinstance(value, tuple) else (value,)
            if own_new is not None:
                member = own_new(cls, *args)
            elif kind is object:
                member = object.__new__(cls)
            else:
                member = kind.__new__(cls, *args)
            if not hasattr(member, "_value_"):
                member._value_ = value if kind is object else kind(*args)
            member._name_ = member_name
            init = getattr(cls, "__init__")
            if init is not object.__init__ and kind.__dict__.get("__init__") is not init:
                init(member, *args)
            known = cls._find(member._value_)
            if known is not None:
                # A second name of the same value.
                member = known
            else:
                try:
                    cls._value2member_map_[member._value_] = member
                except TypeError:
                    pass
            cls._member_map_[member_name] = member
            type.__setattr__(cls, member_name, member)
        return cls

    def _find(cls, value):
        try:
            return cls._value2member_map_.get(value)
        except TypeError:
            for member in cls._member_map_.values():
                if member._value_ == value:
                    return member
            return None

    def __call__(cls, value, names=None):
        if names is not None:
            return _made(cls, value, names)
        if type(value) is cls:
            return value
        member = cls._find(value)
        if member is None:
            member = cls._missing_(value)
        if member is None:
            raise ValueError("%r is not a valid %s" % (value, cls.__qualname__))
        return member

    def _names(cls):
        return [n for n, m in cls._member_map_.items() if m._name_ == n]

    def __iter__(cls):
        return iter([cls._member_map_[n] for n in cls._names()])

    def __reversed__(cls):
        return iter([cls._member_map_[n] for n in cls._names()][::-1])

    def __len__(cls):
        return len(cls._names())

    def __bool__(cls):
        return True

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __contains__(cls, member):
        if not isinstance(member, Enum):
            raise TypeError("unsupported operand type(s) for 'in': '%s' and '%s'" % (type(member).__qualname__, type(cls).__qualname__))
        return isinstance(member, cls)

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", ()):
            raise AttributeError("cannot reassign member %r" % name)
        type.__setattr__(cls, name, value)

    def __repr__(cls):
        return "<enum %r>" % cls.__name__

    @property
    def __members__(cls):
        return dict(cls._member_map_)


EnumType = EnumMeta


def _made(cls, class_name, names):
    """Enum("Name", "A B C")"""
    namespace = EnumMeta.__prepare__(class_name, (cls,))
    if isinstance(names, str):
        names = names.replace(",", " ").split()
    if isinstance(names, dict):
        names = list(names.items())
    for item in names:
        if isinstance(item, str):
            namespace[item] = auto()
        else:
            namespace[item[0]] = item[1]
    return EnumMeta(class_name, (cls,), namespace)


class Enum(metaclass=EnumMeta):
    @property
    def name(self):
        return self._name_

    @property
    def value(self):
        return self._value_

    @classmethod
    def _missing_(cls, value):
        return None

    def __repr__(self):
        return "<%s.%s: %r>" % (type(self).__name__, self._name_, self._value_)

    def __str__(self):
        return "%s.%s" % (type(self).__name__, self._name_)

    def __format__(self, spec):
        return format(str(self), spec)

    def __hash__(self):
        return hash(self._name_)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


class IntEnum(int, Enum):
    __str__ = int.__repr__
    __format__ = int.__format__
    __hash__ = int.__hash__


class StrEnum(str, Enum):
    __str__ = str.__str__
    __format__ = str.__format__
    __hash__ = str.__hash__

    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


class Flag(Enum):
    _generate_next_value_ = staticmethod(_next_power)

    @classmethod
    def _missing_(cls, value):
        """A set of several flags: made when it is first asked for, and kept."""
        known = 0
        for member in cls._member_map_.values():
            known |= member._value_
        if not isinstance(value, int) or value & ~known:
            return None
        made = object.__new__(cls) if cls._kind_ is object else cls._kind_.__new__(cls, value)
        made._value_ = value
        parts = [m._name_ for m in cls._member_map_.values() if m._value_ and m._value_ & value == m._value_]
        made._name_ = "|".join(parts) if parts else None
        cls._value2member_map_[value] = made
        return made

    def _all(self):
        known = 0
        for member in type(self)._member_map_.values():
            known |= member._value_
        return known

    def __contains__(self, other):
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        return iter([m for m in type(self) if m._value_ & self._value_])

    def __len__(self):
        return bin(self._value_).count("1")

    def __bool__(self):
        return bool(self._value_)

    def _with(self, other, function):
        if not isinstance(other, (type(self), int)):
            return NotImplemented
        return type(self)(function(self._value_, other._value_ if isinstance(other, Flag) else other))

    def __or__(self, other):
        return self._with(other, lambda a, b: a | b)

    def __and__(self, other):
        return self._with(other, lambda a, b: a & b)

    def __xor__(self, other):
        return self._with(other, lambda a, b: a ^ b)

    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__

    def __invert__(self):
        return type(self)(self._all() & ~self._value_)

    def __repr__(self):
        if self._name_ is None:
            return "<%s: %r>" % (type(self).__name__, self._value_)
        return Enum.__repr__(self)

    def __str__(self):
        if self._name_ is None:
            return "%s(%r)" % (type(self).__name__, self._value_)
        return Enum.__str__(self)


class IntFlag(int, Flag):
    __str__ = int.__repr__
    __format__ = int.__format__
    __hash__ = int.__hash__


def unique(cls):
    doubles = ["%s -> %s" % (name, member._name_) for name, member in cls._member_map_.items() if member._name_ != name]
    if doubles:
        raise ValueError("duplicate values found in %r: %s" % (cls, ", ".join(doubles)))
    return cls
