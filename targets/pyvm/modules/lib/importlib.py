"""Imports by name."""

import sys

__all__ = ["import_module", "invalidate_caches", "reload"]


def import_module(name, package=None):
    level = len(name) - len(name.lstrip("."))
    if level:
        if not package:
            raise TypeError("the 'package' argument is required to perform a relative import for {!r}".format(name))
        for _ in range(level - 1):
            if "." not in package:
                raise ImportError("attempted relative import beyond top-level package")
            package = package.rpartition(".")[0]
        name = package + "." + name[level:] if name[level:] else package
    __import__(name)
    return sys.modules[name]


def invalidate_caches():
    """Nothing is kept that a new file could make wrong."""


def reload(module):
    """Executes the module's source again, in its namespace."""
    name = module.__name__
    if sys.modules.get(name) is not module:
        raise ImportError("module {} not in sys.modules".format(name), name=name)
    with open(module.__file__) as file:
        source = file.read()
    exec(compile(source, module.__file__, "exec"), module.__dict__)
    return module
