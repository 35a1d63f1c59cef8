"""Functions that C code calls, of a program that is translated to a library (`--shared`).

`argtypes` are low-level types (`rpython.lltype`, `rffi.CCHARP`): numbers, Bool, Float, Address. The result is one of these too, or
None. C calls `rpython_startup_code()` first, once. An exception that would leave the function ends the process with its traceback.
"""

secondary_entrypoints = {"main": []}


def entrypoint_highlevel(key, argtypes, c_name=None):
    """The decorated function can be called from C under this name; without one, under its own."""

    def mark(func):
        name = c_name if c_name is not None else func.__name__
        secondary_entrypoints.setdefault(key, []).append((name, func, list(argtypes)))
        return func

    return mark


def entrypoint_lowlevel(key, argtypes, c_name=None):
    """As entrypoint_highlevel: a call costs the same here."""
    return entrypoint_highlevel(key, argtypes, c_name)
