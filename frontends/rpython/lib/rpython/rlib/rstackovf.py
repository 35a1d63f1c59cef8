"""The exception of calls that go too deep."""

StackOverflow = RuntimeError


def check_stack_overflow():
    """In a handler of StackOverflow: raises again what is another RuntimeError. Here none is."""
