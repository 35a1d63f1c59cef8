"""Abstract base classes: methods that must be overridden, and classes that say which others count as below them."""


def abstractmethod(function):
    function.__isabstractmethod__ = True
    return function


class abstractproperty(property):
    __isabstractmethod__ = True


def _is_abstract(value):
    if isinstance(value, property):
        return any([getattr(f, "__isabstractmethod__", False) for f in (value.fget, value.fset, value.fdel)])
    if isinstance(value, (staticmethod, classmethod)):
        value = value.__func__
    return getattr(value, "__isabstractmethod__", False)


class ABCMeta(type):
    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        abstract = [key for key, value in namespace.items() if _is_abstract(value)]
        for base in bases:
            for key in getattr(base, "__abstractmethods__", ()):
                if key not in abstract and _is_abstract(getattr(cls, key, None)):
                    abstract.append(key)
        cls.__abstractmethods__ = frozenset(abstract)
        cls._abc_registry = []
        return cls

    def register(cls, subclass):
        if not isinstance(subclass, type):
            raise TypeError("Can only register classes")
        if subclass not in cls._abc_registry:
            cls._abc_registry.append(subclass)
        return subclass

    def __instancecheck__(cls, instance):
        return cls.__subclasscheck__(type(instance))

    def __subclasscheck__(cls, subclass):
        if not isinstance(subclass, type):
            raise TypeError("issubclass() arg 1 must be a class")
        answer = cls.__subclasshook__(subclass)
        if answer is not NotImplemented:
            return answer
        if cls in subclass.__mro__:
            return True
        for registered in cls._abc_registry:
            if issubclass(subclass, registered):
                return True
        for below in cls.__subclasses__():
            if issubclass(subclass, below):
                return True
        return False

    def __call__(cls, *args, **kwargs):
        if cls.__abstractmethods__:
            names = sorted(cls.__abstractmethods__)
            plural = "s" if len(names) > 1 else ""
            raise TypeError("Can't instantiate abstract class %s with abstract method%s %s" % (cls.__name__, plural, ", ".join(names)))
        return super().__call__(*args, **kwargs)


class ABC(metaclass=ABCMeta):
    __slots__ = ()
