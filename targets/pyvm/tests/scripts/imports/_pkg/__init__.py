"""A package."""

print("package", __name__)
from . import first
from .second import twice
value = first.value + 1
