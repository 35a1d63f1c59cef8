"""types and typing: enough that annotated programs run."""

import types
from typing import Any, Callable, ClassVar, Dict, Generic, Iterable, Iterator, List, Optional, Tuple, TypeVar, Union, cast, TYPE_CHECKING

T = TypeVar("T")


class Box(Generic[T]):
    count: ClassVar[int] = 0

    def __init__(self, item: T) -> None:
        self.item: T = item

    def get(self) -> T:
        return self.item

    def map(self, f: Callable[[T], Any]) -> "Box[Any]":
        return Box(f(self.item))


def pairs(d: Dict[str, int], default: Optional[int] = None) -> Iterator[Tuple[str, Union[int, None]]]:
    for k in sorted(d):
        yield k, d.get(k, default)


def total(xs: Iterable[float], *more: float, scale: float = 1.0) -> float:
    return (sum(xs) + sum(more)) * scale


print(Box(5).map(lambda x: x + 1).get(), list(pairs({"b": 1, "a": 2})), total([1, 2], 3, scale=2), cast(int, "x"), TYPE_CHECKING, Box[int]("s").get())
names: List[str] = ["a"]
grid: list[list[int]] = [[0]]
maybe: int | None = None
print(names, grid, maybe, sorted(total.__annotations__))
ns = types.SimpleNamespace(a=1, b="x")
ns.c = [3]
print(ns, ns.a, ns == types.SimpleNamespace(a=1, b="x", c=[3]), vars(ns))


def f():
    yield


class C:
    def m(self):
        pass


print(isinstance(f, types.FunctionType), isinstance(lambda: 0, types.LambdaType), isinstance(f(), types.GeneratorType), isinstance(C().m, types.MethodType), isinstance(len, types.BuiltinFunctionType), isinstance(types, types.ModuleType), isinstance(None, types.NoneType), isinstance(5, types.FunctionType))
C.n = f
c = C()
c.bound = types.MethodType(lambda self, x: (type(self).__name__, x), c)
print(c.bound(3), types.new_class("D", (C,)).__mro__[1].__name__, isinstance(f.__code__, types.CodeType))
m = types.MappingProxyType({"a": 1})
print(m["a"], len(m), list(m), "a" in m)
try:
    m["b"] = 2
except TypeError as e:
    print("TypeError")
