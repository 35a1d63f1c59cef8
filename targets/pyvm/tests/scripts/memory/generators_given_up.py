"""A generator that is not run to its end: its `finally` and `with` are done when nothing leads to it any more."""

import gc
from contextlib import contextmanager


def numbers(n):
    try:
        for i in range(n):
            yield i
    finally:
        print("numbers are closed")


def first(n):
    for x in numbers(n):
        return x


x = first(5)
gc.collect()
print(x)


class Resource:
    def __enter__(self):
        print("open")
        return self

    def __exit__(self, cls, value, tb):
        print("close", cls)


def lines():
    with Resource():
        yield "one"
        yield "two"


def take_one():
    it = lines()
    return next(it)


line = take_one()
gc.collect()
print(line)
print(list(lines()))
gc.collect()


def never_started():
    try:
        yield
    finally:
        print("not reached")


never_started()
gc.collect()


def inner():
    try:
        yield 1
    finally:
        print("inner")


def outer():
    try:
        yield from inner()
    finally:
        print("outer")


def start(g):
    next(g)


start(outer())
gc.collect()


def catches():
    try:
        yield 1
    except GeneratorExit:
        print("GeneratorExit")
        raise


start(catches())
gc.collect()


@contextmanager
def managed():
    print("before")
    try:
        yield "value"
    finally:
        print("after")


def use():
    with managed() as value:
        print(value)


use()
gc.collect()
print("end")
