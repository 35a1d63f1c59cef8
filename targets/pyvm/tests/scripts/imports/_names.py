"""A module with __all__."""

__all__ = ["one", "_shown"]
one, two, _shown = 1, 2, "shown"
