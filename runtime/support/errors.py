"""The exceptions of support code. They are made before the program starts: to raise one allocates nothing, so that what fails does
not collect, and the end of an iterator is a constant that its loop's test is decided by. Two errors of a kind are the same object."""

INDEX_ERROR = IndexError()
KEY_ERROR = KeyError()
MEMORY_ERROR = MemoryError()
OVERFLOW_ERROR = OverflowError()
RUNTIME_ERROR = RuntimeError()
STOP_ITERATION = StopIteration()
TYPE_ERROR = TypeError()
VALUE_ERROR = ValueError()
ZERO_DIVISION_ERROR = ZeroDivisionError()
