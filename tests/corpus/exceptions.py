"""Exceptions: all forms of try, raise, re-raise, nesting, with."""

from rpython.testing import case


class MyError(Exception):
    def __init__(self, code):
        self.code = code


class SubError(MyError):
    pass


class Plain(Exception):
    pass


def fail(n):
    if n == 0:
        raise MyError(10)
    if n == 1:
        raise SubError(20)
    if n == 2:
        raise KeyError
    if n == 3:
        raise ValueError("three")
    if n == 4:
        raise Plain
    return n


@case((0,))
@case((1,))
@case((2,))
@case((5,))
def several_handlers(n):
    try:
        return fail(n)
    except SubError as e:
        return e.code + 1
    except MyError as e:
        return e.code + 2
    except KeyError:
        return -1


@case((3,), raises=ValueError)
@case((4,), raises=Plain)
@case((0,))
def not_caught_here(n):
    try:
        return fail(n)
    except MyError:
        return 7


@case((2,))
@case((3,))
@case((9,))
@case((0,), raises=MyError)
def tuple_of_classes(n):
    try:
        return fail(n)
    except (KeyError, ValueError):
        return -5


@case((0,))
@case((3,))
@case((4,))
def catch_all(n):
    try:
        fail(n)
        return "fine"
    except Exception:
        return "failed"


@case((3,))
@case((4,))
@case((8,))
def bare_except(n):
    try:
        fail(n)
    except:  # noqa: E722
        return 1
    return 0


@case((3,))
@case((7,))
def else_part(n):
    text = ""
    try:
        text += "try "
        fail(n)
    except ValueError:
        text += "except "
    else:
        text += "else "
    return text + "end"


@case((3,))
@case((7,))
@case((0,))
def finally_part(n):
    log = []
    try:
        try:
            log.append("try")
            fail(n)
            log.append("after")
        finally:
            log.append("finally")
    except ValueError:
        log.append("value")
    except MyError:
        log.append("my")
    return ",".join(log)


@case((3,))
@case((7,))
def all_parts(n):
    log = []
    try:
        fail(n)
    except ValueError:
        log.append("except")
    else:
        log.append("else")
    finally:
        log.append("finally")
    return ",".join(log)


@case((5,))
@case((0,))
def return_in_try_with_finally(n):
    log = []
    try:
        return helper_finally(n, log) + len(log)
    finally:
        log.append("outer")


def helper_finally(n, log):
    try:
        if n > 3:
            return 100
    finally:
        log.append("inner")
    return 200


@case((5,))
def finally_overrides_return(n):
    try:
        return n
    finally:
        n += 100


@case((4,))
def finally_in_loop(n):
    log = ""
    for i in range(n):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            log += str(i)
        finally:
            log += "f"
    return log


@case((0,))
@case((1,))
def reraise(n):
    try:
        try:
            fail(n)
        except MyError as e:
            e.code += 1000
            raise
    except SubError as e:
        return e.code
    except MyError as e:
        return -e.code
    return 0


@case((0,))
@case((1,))
def raise_caught_object(n):
    try:
        try:
            fail(n)
        except MyError as e:
            if e.code == 20:
                raise e
            return -1
    except SubError as e:
        return e.code
    return 0


@case((2,))
def raise_from_handler(n):
    try:
        try:
            fail(n)
        except KeyError:
            raise MyError(77)
    except MyError as e:
        return e.code
    return 0


@case((2,))
def raise_from(n):
    try:
        try:
            fail(n)
        except KeyError as e:
            raise MyError(78) from e
    except MyError as e:
        return e.code
    return 0


@case((0,))
@case((6,))
def nested_functions(n):
    return outer_level(n)


def outer_level(n):
    try:
        return middle_level(n) + 1
    except MyError as e:
        return e.code


def middle_level(n):
    return fail(n) + 1


@case((7,))
@case((0,))
@case((-3,))
def zero_division_caught(n):
    try:
        return 100 // n
    except ZeroDivisionError:
        return 0


@case((0,))
@case((5,))
@case((-1,))
def index_error_caught(i):
    items = [1, 2, 3]
    try:
        return items[i]
    except IndexError:
        return 99


@case(("a",))
@case(("b",))
def lookup_error_caught(key):
    d = {"a": [1]}
    try:
        return d[key][len(key)]
    except LookupError:
        return -1


@case(("4",))
@case(("x",))
@case(("0",))
def several_kinds_in_one_try(s):
    try:
        return [10, 20][100 // int(s) % 3]
    except ValueError:
        return -1
    except ZeroDivisionError:
        return -2
    except IndexError:
        return -3


@case((3,))
def exception_as_value(n):
    errors = [MyError(1), SubError(2)]
    errors.append(MyError(n))
    total = 0
    for e in errors:
        if isinstance(e, SubError):
            total += 100
        total += e.code
    return total


@case((1,))
@case((0,))
def exception_kept_after_handler(n):
    kept = None
    try:
        fail(n)
    except MyError as e:
        kept = e
    if kept is None:
        return 0
    return kept.code


@case((3,))
def exception_in_loop(n):
    count = 0
    for i in range(n + 3):
        try:
            fail(i)
        except MyError:
            count += 1
        except KeyError:
            count += 10
        except Exception:
            count += 100
    return count


@case((10,))
def loop_until_exception(n):
    items = [i for i in range(n)]
    i = 0
    total = 0
    try:
        while True:
            total += items[i]
            i += 1
    except IndexError:
        pass
    return total, i


@case((3,))
@case((-1,), raises=AssertionError)
def asserts(n):
    assert n >= 0, "negative"
    return n


@case((3,))
def not_implemented_is_overridden(n):
    return Concrete().work(n)


class Abstract(object):
    def work(self, n):
        raise NotImplementedError


class Concrete(Abstract):
    def work(self, n):
        return n * 2


class Resource(object):
    def __init__(self, log, name):
        self.log = log
        self.name = name

    def __enter__(self):
        self.log.append("enter " + self.name)
        return self

    def __exit__(self, kind, value, traceback):
        self.log.append("exit " + self.name)


@case((7,))
@case((3,))
def with_statement(n):
    log = []
    try:
        with Resource(log, "a") as r:
            log.append("in " + r.name)
            fail(n)
            log.append("done")
    except ValueError:
        log.append("caught")
    return ",".join(log)


@case((7,))
@case((0,))
def nested_with(n):
    log = []
    try:
        with Resource(log, "a"), Resource(log, "b"):
            fail(n)
    except MyError:
        log.append("caught")
    return ",".join(log)


@case((5,))
def return_from_with(n):
    log = []
    return helper_with(n, log), ",".join(log)


def helper_with(n, log):
    with Resource(log, "r"):
        if n > 3:
            return n
    return 0


class Stack(object):
    def __init__(self):
        self.items = []

    def pop(self):
        if not self.items:
            raise IndexError("pop from an empty stack")
        return self.items.pop()


@case((2,))
def own_index_error(n):
    s = Stack()
    s.items.append(n)
    s.pop()
    try:
        return s.pop()
    except IndexError:
        return -1


@case((3,))
def message(n):
    try:
        fail(n)
    except ValueError as e:
        return str(e)
    return ""


@case((100,))
def deep_raise(n):
    try:
        dig(n)
    except Plain:
        return n
    return 0


def dig(n):
    if n == 0:
        raise Plain
    dig(n - 1)


class Break(Exception):
    """Leaves nested loops with a value."""

    def __init__(self, i, j):
        self.i = i
        self.j = j


@case((35,))
@case((1000,))
def leave_nested_loops(product):
    try:
        for i in range(2, 20):
            for j in range(2, 20):
                if i * j == product:
                    raise Break(i, j)
    except Break as b:
        return b.i, b.j
    return 0, 0


@case((4,))
def finally_order(n):
    log = ""
    try:
        try:
            log += "a"
            try:
                fail(n)
            finally:
                log += "b"
        finally:
            log += "c"
    except Plain:
        log += "d"
    return log


PREBUILT_ERROR = MyError(55)


@case((1,))
def raise_prebuilt(n):
    try:
        raise PREBUILT_ERROR
    except MyError as e:
        return e.code + n


@case((True,), raises=KeyError)
@case((False,), raises=ValueError)
def raise_class_from_variable(flag):
    cls = KeyError if flag else ValueError
    raise cls


@case((1,))
def exception_with_default_init(n):
    try:
        raise Plain()
    except Plain as e:
        return isinstance(e, Plain), n
