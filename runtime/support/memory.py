"""What the exceptions phase calls where an allocation has given nothing."""

from .errors import MEMORY_ERROR


def exhausted():
    raise MEMORY_ERROR


exhausted._cold_ = True
