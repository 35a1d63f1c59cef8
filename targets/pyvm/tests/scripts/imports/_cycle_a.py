"""Imports _cycle_b, which imports this."""

print("a begins")
early = "early a"
import _cycle_b
late = "late a"
print("a ends", _cycle_b.seen)


def get():
    return _cycle_b.late_b
