"""Loops that are unrolled when a function is translated, so that the items may have different types."""

from rpython._special import special


@special("unrolling_iterable")
class unrolling_iterable:
    def __init__(self, iterable):
        self._iterable_ = list(iterable)

    def __iter__(self):
        return iter(self._iterable_)

    def __len__(self):
        return len(self._iterable_)
