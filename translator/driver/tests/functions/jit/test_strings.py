"""Strings in loops."""

from rpython.rlib.jit import JitDriver
from rpython.testing import check_jitcell_token_count, check_simple_loop, check_trace_count, meta_interp


def test_a_string_is_built():
    driver = JitDriver(greens=[], reds=["n", "s"])

    def f(n):
        s = ""
        while n > 0:
            driver.jit_merge_point(n=n, s=s)
            s = s + chr(97 + n % 26)
            n -= 1
        return s

    assert meta_interp(f, [30]) == f(30)
    check_trace_count(1)


def test_characters_of_a_string():
    driver = JitDriver(greens=[], reds=["i", "total", "s"])

    def f(s):
        total = i = 0
        while i < len(s):
            driver.jit_merge_point(i=i, total=total, s=s)
            total = total * 31 + ord(s[i]) & 0xFFFFFF
            i += 1
        return total

    text = "the quick brown fox jumps over the lazy dog"
    assert meta_interp(f, [text]) == f(text)
    check_simple_loop(getarrayitem_gc_i=1, arraylen_gc=0, call=0)


def test_parts_of_strings():
    driver = JitDriver(greens=[], reds=["n", "total", "s"])

    def f(n, s):
        total = 0
        while n > 0:
            driver.jit_merge_point(n=n, s=s, total=total)
            k = n % len(s)
            total += len(s[:k] + s[k:]) + len(s[k:])
            n -= 1
        return total

    assert meta_interp(f, [30, "abcdefg"]) == f(30, "abcdefg")


def test_names_are_compared():
    names = ["add", "sub", "mul"]
    driver = JitDriver(greens=[], reds=["n", "total"])

    def f(n):
        total = 1
        while n > 0:
            driver.jit_merge_point(n=n, total=total)
            name = names[n % 3]
            if name == "add":
                total += n
            elif name == "sub":
                total -= 2
            else:
                total = total * 3 & 0xFFFF
            n -= 1
        return total

    assert meta_interp(f, [60]) == f(60)


def test_a_green_string():
    driver = JitDriver(greens=["name"], reds=["n", "total"])

    def f(n, name):
        total = 0
        while n > 0:
            # A new string each time: greens are compared by their contents.
            name = "".join([name[:1], name[1:]])
            driver.jit_merge_point(name=name, n=n, total=total)
            total += len(name)
            n -= 1
        return total

    assert meta_interp(f, [20, "abc"]) == 60
    check_jitcell_token_count(1)


def test_joined():
    driver = JitDriver(greens=[], reds=["n", "parts"])

    def f(n):
        parts = []
        while n > 0:
            driver.jit_merge_point(n=n, parts=parts)
            parts.append(str(n))
            n -= 1
        return ",".join(parts)

    assert meta_interp(f, [25]) == f(25)
