"""What the exceptions phase calls where an allocation has given nothing. The exception is made before the program starts: there is
no memory for one then."""

EXHAUSTED = MemoryError()


def exhausted():
    raise EXHAUSTED


exhausted._cold_ = True
