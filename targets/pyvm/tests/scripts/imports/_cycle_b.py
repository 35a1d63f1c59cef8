"""Imports _cycle_a while that is still running."""

print("b begins")
import _cycle_a
seen = _cycle_a.early, hasattr(_cycle_a, "late")
late_b = "late b"
print("b ends")
