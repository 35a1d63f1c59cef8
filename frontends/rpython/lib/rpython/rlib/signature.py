"""Declared types of functions."""

from rpython.rlib import types


def signature(*paramtypes, **keywords):
    """`@signature(types.int(), types.str(), returns=types.bool())`"""
    returns = keywords.pop("returns", types.any())
    if keywords:
        raise TypeError("signature() takes only returns= by name, not %s" % (", ".join(sorted(keywords)),))

    def mark(function):
        code = function.__code__
        if code.co_argcount != len(paramtypes):
            counts = (function.__name__, code.co_argcount, len(paramtypes))
            raise TypeError("%s has %d parameters, its signature %d" % counts)
        function._signature_ = (tuple(paramtypes), returns)
        return function

    return mark


def finishsigs(cls):
    """Decorates a class whose methods have `types.self()` in their signatures."""
    for name, value in list(cls.__dict__.items()):
        declared = getattr(value, "_signature_", None)
        if declared is not None:
            params, returns = declared
            value._signature_ = (tuple([_finished(t, cls) for t in params]), _finished(returns, cls))
    return cls


def _finished(t, cls):
    return types.instance(cls) if isinstance(t, types.SelfType) else t
