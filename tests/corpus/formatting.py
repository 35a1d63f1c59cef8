"""% formats, f-strings, str and repr."""

from rpython.testing import case


@case((42, "x"))
@case((-7, ""))
def percent(n, s):
    return "%d and %s" % (n, s), "%s" % n, "%5d|%-5d|%05d" % (n, n, n), "100%%: %s" % (s,)


@case((255,))
@case((0,))
@case((-255,))
def bases(n):
    return "%x" % n, "%X" % n, "%o" % n, "%04x" % n


@case((3,))
def characters(n):
    return "%c%c" % (chr(65 + n), "z"), "%s" % chr(66)


@case(("ab", 6))
def widths(s, n):
    return "%6s|%-6s|" % (s, s), "%.1s" % s


@case((7, "seven", 0.5))
@case((-1, "", -2.25))
def f_strings(n, s, x):
    return f"{n}: {s} {x}", f"{n + 1}{{}}", f"[{n:4d}]", f"[{s:>8}]", f"[{s:<8}]", f"[{s:^8}]", f"{n:x}"


@case((1234567,))
@case((-3,))
def f_string_ints(n):
    return f"{n:,}", f"{n:+d}", f"{n:08d}", f"{n:#x}", f"{n:b}", f"{n!r}"


@case((True,))
@case((False,))
def bools(b):
    return str(b), "%s" % b, f"{b}", "%d" % b, str(int(b))


@case(("it's",))
@case(('say "x"',))
@case(("tab\there\n\x00\x7f\\",))
def reprs(s):
    return repr(s), "%r" % s, f"{s!r}"


@case((3,))
def nested(n):
    return f"<{'even' if n % 2 == 0 else 'odd'}:{', '.join([str(i) for i in range(n)])}>"


class Point(object):
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __str__(self):
        return "(%d, %d)" % (self.x, self.y)


@case((3, 4))
def instances(x, y):
    p = Point(x, y)
    return str(p), p.x


@case((0,))
@case((12,))
def table(n):
    lines = []
    for i in range(1, 4):
        lines.append("%2d x %2d = %3d" % (i, n, i * n))
    return "\n".join(lines)


@case((True,))
@case((False,))
def none(flag):
    s = "text" if flag else None
    return "%s" % s, f"{s}"
