"""The same frame many times over in a traceback is told shortly."""


def down(n):
    if n == 0:
        raise KeyError("bottom")
    down(n - 1)


down(10)
