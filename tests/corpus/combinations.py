"""Statements inside each other: exceptions, finally, loops and returns in unusual combinations."""

from rpython.testing import case


class Log(object):
    def __init__(self):
        self.text = ""

    def add(self, s):
        self.text += s
        return len(self.text)


class Oops(Exception):
    def __init__(self, n):
        self.n = n


class Worse(Oops):
    pass


@case((0,))
@case((1,))
@case((2,))
@case((3,))
def return_in_finally_wins(n):
    log = Log()
    r = returning(log, n)
    return r, log.text


def returning(log, n):
    for i in range(3):
        try:
            try:
                if n == 0:
                    return 10
                if n == 1:
                    raise Oops(i)
                if n == 2:
                    break
            finally:
                log.add("f" + str(i))
                if n == 2:
                    continue
        except Oops as e:
            log.add("o")
            return e.n + 20
        else:
            log.add("e")
    else:
        log.add("L")
    return 30


def swallowing(n):
    try:
        if n:
            raise Worse(n)
        return 1
    finally:
        return 2


@case((0,))
@case((5,))
def finally_swallows(n):
    return swallowing(n)


@case((0,))
@case((1,))
@case((2,))
def exception_in_finally_replaces(n):
    try:
        try:
            if n == 1:
                raise Oops(1)
        finally:
            if n:
                raise Worse(n + 10)
    except Worse as w:
        return w.n
    except Oops as o:
        return -o.n
    return 0


@case((0,))
@case((3,))
@case((9,))
def loops_with_else_inside_try(n):
    log = Log()
    try:
        for i in range(5):
            while True:
                if i == n:
                    raise Oops(i)
                break
            else:
                log.add("never")
            if i == n + 1:
                break
        else:
            log.add("all")
        log.add("after")
    except Oops as e:
        log.add("x" + str(e.n))
    else:
        log.add("none")
    finally:
        log.add("end")
    return log.text


@case((4,))
def continue_and_break_through_finally(n):
    log = Log()
    i = 0
    while i < n:
        i += 1
        try:
            try:
                if i == 2:
                    continue
                if i == 4:
                    break
                log.add(str(i))
            finally:
                log.add("a")
        finally:
            log.add("b")
    else:
        log.add("!")
    return log.text


@case((1,))
@case((2,))
@case((3,))
def raise_again_in_nested_handlers(n):
    log = Log()
    try:
        try:
            try:
                if n == 1:
                    raise Oops(1)
                if n == 2:
                    raise Worse(2)
                raise ValueError("v")
            except Worse:
                log.add("w")
                raise
        except (Worse, ValueError):
            log.add("t")
            raise Oops(9)
        except Oops as e:
            log.add("o" + str(e.n))
            raise
    except Oops as e:
        log.add("=" + str(e.n))
    return log.text


@case((2,))
def exception_variable_is_free_again(n):
    e = n
    try:
        raise Oops(n * 2)
    except Oops as x:
        e = x.n
    try:
        raise KeyError
    except (KeyError, IndexError):
        e += 1
    return e


def depth(n):
    if n == 0:
        raise Oops(0)
    try:
        depth(n - 1)
    except Worse:
        return -1
    except Oops as e:
        if n % 2:
            raise Oops(e.n + n)
        raise
    return 0


@case((5,))
@case((6,))
def exceptions_through_recursion(n):
    try:
        return depth(n)
    except Oops as e:
        return e.n


@case((3,))
def conditional_in_handler(n):
    result = []
    for x in ["1", "x", "", "7"]:
        try:
            v = int(x)
        except ValueError:
            v = -1 if x else -2
        else:
            v *= n
        result.append(v)
    return result[0], result[1], result[2], result[3]


@case((0,))
@case((1,))
def assert_is_an_exception(n):
    try:
        assert n, "zero"
    except AssertionError:
        return "failed"
    return "fine"


@case((2,))
def nested_with(n):
    log = Log()
    for i in range(n):
        with Guard(log, "a", i == 1), Guard(log, "b", False) as g:
            log.add(g.name)
            if i == 0:
                continue
            log.add("!")
    try:
        with Guard(log, "c", False):
            raise Oops(4)
    except Oops as e:
        log.add(str(e.n))
    return log.text


class Guard(object):
    def __init__(self, log, name, loud):
        self.log = log
        self.name = name
        self.loud = loud

    def __enter__(self):
        self.log.add("<" + self.name)
        return self

    def __exit__(self, kind, value, tb):
        self.log.add((">" if value is None else "?") + self.name)
        if self.loud:
            self.log.add("L")


def first_return(n):
    with Guard(Log(), "r", False):
        for i in range(10):
            try:
                if i * i > n:
                    return i
            finally:
                n -= 1
    return -1


@case((20,))
@case((200,))
def return_out_of_with_and_loop(n):
    return first_return(n)


@case((3,))
def while_with_walrus_and_chain(n):
    total = 0
    items = list(range(10))
    while items and 0 <= (x := items.pop()) < 100 and x > n:
        total += x
    return total, x, len(items)


@case((1, 2, 3))
@case((3, 2, 1))
@case((2, 2, 2))
def chained_comparisons(a, b, c):
    return a < b < c, a <= b >= c, a == b == c, not a < b, a != b != c


@case((5,))
@case((0,))
def and_or_values(n):
    s = "text" if n else ""
    return s or "default", s and s[0], n or -1, n and n * 2, (n and s) or "none", not (n or s)


@case((3,))
def comprehension_scopes(n):
    x = 100
    a = [x for x in range(n)]
    b = [[x * y for y in range(x)] for x in range(n)]
    c = {y: x for y in range(n)}
    d = [i for i in range(10) if i % 2 if i > 3]
    e = [(i, j) for i in range(n) for j in range(i)]
    return x, sum(a), len(b[2]), b[2][1], c[1], len(d), e[2][0], e[2][1]


def many_returns(s):
    if s == "a":
        return 1
    elif s == "b":
        if len(s) > 1:
            return 2
        else:
            pass
    else:
        while True:
            if s:
                return 3
            s += "x"
    return 4


@case(("a",))
@case(("b",))
@case(("",))
def all_paths(s):
    return many_returns(s)
