"""A module whose body fails, with a traceback through the import."""

print("start")
try:
    import _fails
except ValueError:
    print("once")
from _shapes import double
print(double("ab"))
double(None)
