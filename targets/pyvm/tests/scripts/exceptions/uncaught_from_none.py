"""raise ... from None hides the context; an exception group of lines of a long chain does not."""


def convert(s):
    try:
        return int(s)
    except ValueError:
        raise TypeError(f"not a number: {s!r}") from None


print(convert("5"))
convert("five")
