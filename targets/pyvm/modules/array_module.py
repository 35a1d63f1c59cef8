"""The module array."""

from objects.array import CODES
from objects.module import make_module
from objects.space import space


def setup():
    return make_module(
        "array", [], [("array", space.w_array), ("ArrayType", space.w_array), ("typecodes", space.newstr(CODES))]
    )
