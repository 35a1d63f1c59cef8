"""Marks of what the translator implements itself: see SPECIALS.md."""


def special(name):
    """The decorated function or class is known to the translator by this name; its body runs untranslated only."""

    def mark(obj):
        obj._rpython_special_ = name
        return obj

    return mark
