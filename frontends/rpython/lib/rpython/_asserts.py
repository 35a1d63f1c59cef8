"""What a failed `assert a == b` of a test file says: both values, and where they begin to differ."""

WIDTH = 100


def explain(operator, left, right, message):
    a, b = repr(left), repr(right)
    if len(a) + len(b) < WIDTH:
        text = "%s %s %s" % (a, operator, b)
    else:
        text = "%s %s %s" % (_start(a), operator, _start(b))
        text += "\n  left:  %s\n  right: %s" % (a, b)
    if operator == "==":
        difference = _difference(left, right)
        if difference:
            text += "\n  " + difference
    return text if message is None else "%s\n  %s" % (message, text)


def _start(text):
    return text if len(text) <= 30 else text[:27] + "..."


def _difference(left, right):
    if type(left) is not type(right):
        return "types: %s and %s" % (type(left).__name__, type(right).__name__)
    if isinstance(left, (list, tuple, str, bytes)):
        for i, (a, b) in enumerate(zip(left, right)):
            if a != b:
                return "at index %d: %r and %r" % (i, a, b)
        return "lengths: %d and %d" % (len(left), len(right))
    if isinstance(left, dict):
        for name, one, other in (("left", left, right), ("right", right, left)):
            only = [k for k in one if k not in other]
            if only:
                return "only %s: %s" % (name, ", ".join([repr(k) for k in only]))
        for k in left:
            if left[k] != right[k]:
                return "at key %r: %r and %r" % (k, left[k], right[k])
    return ""
