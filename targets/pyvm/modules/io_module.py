"""The module io."""

from objects.builtin import builtin_function
from objects.exceptions import make_exception_type
from objects.file import open_
from objects.module import make_module
from objects.space import space


def setup_type():
    make_exception_type("UnsupportedOperation", [space.w_OSError, space.w_ValueError])
    space.w_UnsupportedOperation.module = "io"


def setup():
    return make_module(
        "io",
        [],
        [
            ("open", builtin_function(open_, "open")),
            ("StringIO", space.w_StringIO),
            ("BytesIO", space.w_BytesIO),
            ("TextIOWrapper", space.w_file),
            ("UnsupportedOperation", space.w_UnsupportedOperation),
            ("SEEK_SET", space.newint(0)),
            ("SEEK_CUR", space.newint(1)),
            ("SEEK_END", space.newint(2)),
        ],
    )
