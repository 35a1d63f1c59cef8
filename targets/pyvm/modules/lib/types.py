"""The types that have no names as builtins."""


def _function():
    yield


def _cell():
    x = 1
    return (lambda: x).__closure__[0]


FunctionType = LambdaType = type(_function)
BuiltinFunctionType = type(len)
GeneratorType = type(_function())
CodeType = type(_function.__code__)
CellType = type(_cell())
ModuleType = type(__import__("sys"))
NoneType = type(None)
EllipsisType = type(...)
NotImplementedType = type(NotImplemented)


class _C:
    def method(self):
        pass


MethodType = type(_C().method)


class SimpleNamespace:
    def __init__(self, /, **kwargs):
        self.__dict__.update(kwargs)

    def __repr__(self):
        return "namespace(%s)" % ", ".join(["%s=%r" % item for item in self.__dict__.items()])

    def __eq__(self, other):
        if not isinstance(other, SimpleNamespace):
            return NotImplemented
        return self.__dict__ == other.__dict__

    __hash__ = None


class MappingProxyType:
    """A mapping that cannot be changed through this view of it."""

    def __init__(self, mapping):
        self._mapping = mapping

    def __getitem__(self, key):
        return self._mapping[key]

    def __contains__(self, key):
        return key in self._mapping

    def __iter__(self):
        return iter(self._mapping)

    def __len__(self):
        return len(self._mapping)

    def __repr__(self):
        return "mappingproxy(%r)" % (self._mapping,)

    def __eq__(self, other):
        return self._mapping == other

    __hash__ = None

    def get(self, key, default=None):
        return self._mapping.get(key, default)

    def keys(self):
        return self._mapping.keys()

    def values(self):
        return self._mapping.values()

    def items(self):
        return self._mapping.items()

    def copy(self):
        return self._mapping.copy()


def new_class(name, bases=(), kwds=None, exec_body=None):
    kwds = dict(kwds or {})
    meta = kwds.pop("metaclass", type(bases[0]) if bases else type)
    namespace = meta.__prepare__(name, bases, **kwds) if hasattr(meta, "__prepare__") else {}
    if exec_body is not None:
        exec_body(namespace)
    return meta(name, bases, namespace, **kwds)


class _GeneratorAwaitable:
    """What a generator function marked by `coroutine` gives: it may be awaited, and driven as a generator."""

    def __init__(self, generator):
        self._generator = generator

    def __await__(self):
        return self._generator

    def __iter__(self):
        return self._generator

    def __next__(self):
        return next(self._generator)

    def send(self, value):
        return self._generator.send(value)

    def throw(self, *exception):
        return self._generator.throw(*exception)

    def close(self):
        self._generator.close()


def coroutine(function):
    def call(*args, **kwargs):
        return _GeneratorAwaitable(function(*args, **kwargs))

    call.__name__ = function.__name__
    call.__qualname__ = function.__qualname__
    return call


async def _coroutine():
    pass


async def _async_generator():
    yield


_c = _coroutine()
CoroutineType = type(_c)
_c.close()
AsyncGeneratorType = type(_async_generator())


def _traceback():
    try:
        raise ValueError
    except ValueError as e:
        return e.__traceback__


TracebackType = type(_traceback())
FrameType = type(_traceback().tb_frame)
BuiltinMethodType = BuiltinFunctionType
UnionType = type(int | str)
GenericAlias = type(list[int])
GetSetDescriptorType = type(type.__dict__["__mro__"])
