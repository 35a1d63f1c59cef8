"""An uncaught exception with a cause and a context."""


def parse(text):
    try:
        return int(text)
    except ValueError as e:
        raise RuntimeError("bad number") from e


def lookup(d, k):
    try:
        return d[k]
    except KeyError:
        return parse(k)


print(lookup({"a": 1}, "a"), lookup({}, "5"))
lookup({}, "zz")
