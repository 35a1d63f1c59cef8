"""Writing to the standard streams."""

from rpython.lltype import itemaddress

from .ros import EINTR, c_write, get_errno, os_error


def ll_write_all(fd, s):
    """Writes the whole string: the end of a `print`."""
    start = 0
    while start < len(s):
        n = c_write(fd, itemaddress(s, start), len(s) - start)
        if n < 0:
            if get_errno() != EINTR:
                os_error()
        else:
            start += n
