"""The module _weakref: what the module weakref, which is in Python, is built on."""

from objects.module import make_module
from objects.space import space
from objects.weakref import getweakrefcount, getweakrefs, proxy


def setup():
    return make_module(
        "_weakref",
        [proxy, getweakrefcount, getweakrefs],
        [
            ("ref", space.w_reference),
            ("ReferenceType", space.w_reference),
            ("ProxyType", space.w_proxy),
            ("CallableProxyType", space.w_callable_proxy),
        ],
    )
