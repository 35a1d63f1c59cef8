"""Exceptions through many levels: cleanup order, state after, partial work, retry."""

log = []


class Resource:
    def __init__(self, name, fail=False):
        if fail:
            raise OSError("cannot open " + name)
        self.name = name
        log.append("open " + name)

    def __enter__(self):
        return self

    def __exit__(self, kind, e, tb):
        log.append(f"close {self.name} {kind.__name__ if kind else None}")


def use(fail_at):
    with Resource("a"), Resource("b", fail_at == 1) as b:
        with Resource("c", fail_at == 2):
            if fail_at == 3:
                raise ValueError("work")
            log.append("work")
        return b.name


for i in range(4):
    log.clear()
    try:
        print(i, use(i))
    except (OSError, ValueError) as e:
        print(i, type(e).__name__, e)
    print(log)


def attempts(f, n):
    errors = []
    for i in range(n):
        try:
            return f(i), errors
        except Exception as e:
            errors.append(f"{type(e).__name__}: {e}")
    return None, errors


print(attempts(lambda i: [1, "x", None][i] + 1 if i else 1 // i, 3), attempts(lambda i: 10 // (i - 2) if i < 2 else i.x, 4), attempts(lambda i: i, 1))


def transaction(items, ops):
    saved = list(items)
    try:
        for op in ops:
            op(items)
    except Exception as e:
        items[:] = saved
        return f"rolled back: {e}"
    return "committed"


l = [1, 2, 3]
print(transaction(l, [lambda x: x.append(4), lambda x: x.pop(0)]), l, transaction(l, [lambda x: x.clear(), lambda x: x.pop()]), l, transaction(l, [lambda x: x.sort(key=lambda v: v.real and undefined)]), l)


def walk(tree, depth=0):
    try:
        if isinstance(tree, list):
            return sum(walk(t, depth + 1) for t in tree)
        if tree < 0:
            raise ValueError(f"negative at depth {depth}")
        return tree
    finally:
        log.append(depth)


log.clear()
print(walk([1, [2, [3]], 4]), log)
log.clear()
try:
    walk([1, [2, [-3]], 4])
except ValueError as e:
    print(e, log)
