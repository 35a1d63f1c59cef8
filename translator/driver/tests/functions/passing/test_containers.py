"""Lists, tuples and dicts as arguments, in functions, and as results."""

from rpython.testing import compile, interpret, interpret_raises


def test_append():
    def f(items):
        items.append(3)
        return items

    assert interpret(f, [[1, 2]]) == [1, 2, 3]
    assert interpret(f, [[]]) == [3]
    assert compile(f, [[int]])([1]) == [1, 3]


def test_the_argument_itself_stays():
    def f(items):
        items.append(3)
        return len(items)

    mine = [1]
    assert interpret(f, [mine]) == 2
    assert mine == [1]


def test_slices_and_comprehensions():
    def f(n):
        items = [i * i for i in range(n)]
        return items[1:3], items[-2:]

    assert interpret(f, [5]) == ([1, 4], [9, 16])


def test_index_errors():
    def f(items, i):
        return items[i]

    assert interpret(f, [[5, 6], -1]) == 6
    interpret_raises(IndexError, f, [[5, 6], 2])


def test_nested_lists():
    def f(rows):
        return [[x + 1 for x in row] for row in rows]

    assert interpret(f, [[[1], [], [2, 3]]]) == [[2], [], [3, 4]]


def test_lists_with_none():
    def f(items):
        return [None if x is None else x + "!" for x in items]

    assert interpret(f, [["a", None, "b"]]) == ["a!", None, "b!"]


def test_an_empty_list():
    def f(n):
        return []

    assert interpret(f, [0]) == []


def test_tuples():
    def f(pair):
        a, b = pair
        return b, a, (a,), ()

    assert interpret(f, [(1, "x")]) == ("x", 1, (1,), ())
    assert compile(f, [(int, str)])((2, "y")) == ("y", 2, (2,), ())


def test_dicts_keep_their_order():
    def f(n):
        d = {}
        for i in range(n, 0, -1):
            d[i] = str(i)
        return d

    assert list(interpret(f, [3]).items()) == [(3, "3"), (2, "2"), (1, "1")]


def test_dict_arguments():
    def f(d, k):
        return d[k]

    d = {"one": [1], "two": [2, 2]}
    assert interpret(f, [d, "two"]) == [2, 2]
    interpret_raises(KeyError, f, [d, "three"])
    assert compile(f, [{str: [int]}, str])(d, "one") == [1]


def test_tuple_keys():
    def f(n):
        return {(n, "a"): 1.5}

    assert interpret(f, [7]) == {(7, "a"): 1.5}


def test_ints_and_floats_in_one_list():
    def f(items):
        return items[0]

    assert interpret(f, [[1, 2.5]]) == 1.0


def test_generators():
    def count(n):
        i = 0
        while i < n:
            yield i
            i += 1

    def f(n):
        return [i * 2 for i in count(n)]

    assert interpret(f, [4]) == [0, 2, 4, 6]
    assert interpret(f, [2]) == [0, 2]


class Base(object):
    def items(self, n):
        yield n


class Derived(Base):
    def items(self, n):
        yield n + 1
        yield n + 2


def test_generator_methods_in_one_program_after_another():
    def one(n):
        return [i for i in Derived().items(n)]

    def other(n):
        base = Base() if n > 5 else Derived()
        return [i for i in base.items(n)]

    assert interpret(one, [1]) == [2, 3]
    assert interpret(other, [1]) == [2, 3]
    assert interpret(other, [6]) == [6]
