"""Modules that import each other."""

import _cycle_a
print(_cycle_a.late, _cycle_a.get())
import _cycle_b
print(_cycle_b.seen, _cycle_b._cycle_a is _cycle_a)
