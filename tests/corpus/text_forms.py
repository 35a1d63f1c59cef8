"""Forms of text operations: slices, string methods with all their arguments, % formatting, f-strings."""

from rpython.testing import case


@case(("hello world", -3))
@case(("hello world", 4))
@case(("", 0))
@case(("ab", -9))
@case(("ab", 9))
def slices(s, n):
    return s[:], s[n:], s[:n], s[1:-1], s[-4:-1], s[0:n], s[5:2], s[None:3], s[-100:100], s[n:n + 2]


@case((-2,))
@case((3,))
@case((0,))
def list_slices(n):
    a = [0, 1, 2, 3, 4]
    b = a[:]
    b[1:3] = [7, 8, 9]
    c = a[:]
    del c[n:]
    d = a[:]
    d[:0] = [5]
    d[len(d):] = [6]
    e = a[:]
    del e[1:-1]
    return sum(a[n:]), len(a[:n]), sum(b), len(b), len(c), d[0], d[-1], len(d), e[1], len(a[-3:-1]), a[-1]


@case((" a,b,,c ",))
@case(("",))
@case((",",))
def splitting(s):
    return (
        "|".join(s.split(",")),
        "|".join(s.split(",", 1)),
        "|".join(s.rsplit(",", 1)),
        "|".join(s.split()),
        "|".join(s.strip().split(",")),
        len(s.split(",,")),
        len(s.split(",", 0)),
    )


@case(("  one\ttwo \n three  ",))
@case(("x",))
@case(("",))
def splitting_on_space(s):
    return "|".join(s.split()), "|".join(s.split(None, 1)), s.strip(), s.lstrip(), s.rstrip(), s.strip(" e")


@case(("banana", "an"))
@case(("banana", ""))
@case(("", "a"))
@case(("aaaa", "aa"))
def searching(s, t):
    return (
        s.find(t),
        s.rfind(t),
        s.find(t, 2),
        s.find(t, 1, 3),
        s.rfind(t, 0, 3),
        s.count(t),
        s.count(t, 2),
        s.startswith(t),
        s.endswith(t),
        s.startswith(t, 1),
        t in s,
        s.replace(t, "-"),
        s.replace(t, "", 1),
    )


@case(("banana", "nan"))
def index_of(s, t):
    try:
        return s.index(t), s.index("z")
    except ValueError:
        return -1, s.index("a", 2)


@case(("Hello World 42",))
@case(("abc",))
@case(("123",))
@case((" \t",))
@case(("",))
def classes_of_text(s):
    return s.isdigit(), s.isalpha(), s.isalnum(), s.isspace(), s.isupper(), s.islower(), s.upper(), s.lower()


@case(("ab",))
@case(("",))
def padding(s):
    return s.ljust(5), s.rjust(5), s.ljust(4, "."), s.rjust(4, "*"), s.zfill(4), "-7".zfill(5), s.rjust(1)


@case(("one\ntwo\r\nthree\n",))
@case(("",))
@case(("\n\n",))
def lines(s):
    return "|".join(s.splitlines()), len(s.splitlines()), "|".join(s.splitlines(True))


@case((42, 3.14159, "x"))
@case((-7, -0.5, "long text"))
@case((0, 1e10, ""))
def percent(n, f, s):
    return (
        "%d|%5d|%-5d|%05d|%+d" % (n, n, n, n, n),
        "%x|%X|%o|%#x" % (n & 255, n & 255, n & 255, n & 255),
        "%f|%.2f|%8.3f|%-8.1f|%e|%g" % (f, f, f, f, f, f),
        "%s|%5s|%-5s|%r|%.2s" % (s, s, s, s, s),
        "%s %s %s %%" % (n, f, s),
        "%c%c" % ("z", 65),
        "%i" % n,
    )


@case((42, 3.14159, "x"))
@case((-7, -0.5, "long text"))
@case((0, 1e10, ""))
def fstrings(n, f, s):
    return (
        f"{n}|{n:5}|{n:<5}|{n:>5}|{n:^5}|{n:05}|{n:+}|{n:x}|{n:#x}|{n:b}",
        f"{f}|{f:.2f}|{f:8.3f}|{f:<8.1f}|{f:e}|{f:g}",
        f"{s}|{s:5}|{s:>5}|{s:^7}|{s!r}|{s:.2}|{s:*<4}",
        f"{n + 1}{{}}{'q'}{n=}",
        f"{n:,}|{n:c}" if 0 < n < 100 else f"{n:,}",
        f"{True} {None} {n > 3}",
    )


@case(("a\tb\n\\'\"\x00\x7f\xe9",))
@case(("plain",))
@case(("it's",))
def reprs(s):
    return repr(s), "%r" % s, f"{s!r}", len(repr(s))


@case(("abcdef",))
def characters(s):
    total = 0
    out = ""
    for i, c in enumerate(s):
        total = total * 31 + ord(c)
        out = chr(ord(c) - 32) + out
        if c in "aeiou":
            out += "*"
    return total, out, s[0] < s[1], "a" <= s[2] <= "z", s[-1] == "f", min(s), max(s)


@case((3,))
def multiplication(n):
    return "ab" * n, n * "-", "x" * -1, ("a" + "b" * 2) * n, [1, 2] * n == [1, 2, 1, 2, 1, 2], "" * 100


@case((b"abc", 1))
@case((b"\x00\xff", 0))
def bytes_forms(b, i):
    return b[i], len(b), b[i:] == b, b.decode("latin-1"), b + b"!" == b, b.find(b"c"), b"b" in b


@case(("x=1;y=22;z",))
def parse_pairs(text):
    d = {}
    for part in text.split(";"):
        at = part.find("=")
        if at < 0:
            d[part] = "none"
            continue
        d[part[:at]] = part[at + 1 :]
    return ",".join([k + ":" + v for k, v in d.items()])


@case(("the cat the dog the end",))
def counting_words(text):
    counts = {}
    for w in text.split(" "):
        counts[w] = counts.get(w, 0) + 1
    best = sorted([(-n, w) for w, n in counts.items()])
    return best[0][1], best[0][0], ",".join([w for _, w in best])


@case(("madam",))
@case(("abc",))
def palindromes(s):
    back = list(s)
    back.reverse()
    r = "".join(back)
    return r == s, r, "".join(reversed(s)), "".join(sorted(s))


@case((0,))
@case((3,))
def text_of_containers(n):
    floats = [0.5 + i for i in range(n)]
    names = {"a": 1.5 * n, "it's": -0.25}
    nested = [[1.0 * i, 2.5] for i in range(n)]
    pairs = [(i, chr(97 + i), i % 2 == 0) for i in range(n)]
    return (
        str(floats),
        repr(floats),
        str(names) + repr({n: [n]}) + str({(n, "k"): None}),
        f"{nested} {names!r:>40} {floats!s} {(n, 'x')}",
        "%s|%r|%s" % (pairs, names, ([n], 1.5)),
        str((1.5,)) + str((n, "x", [2.0 * n])) + str([["a", None]]) + str([True, n > 2]),
    )


def find_lists(n):
    if n > 2:
        return None
    return [1.5]


@case((1,))
@case((3,))
def text_of_what_may_be_none(n):
    l = find_lists(n)
    d = None if n > 2 else {n: "v"}
    return str(l), repr(d), f"{l} {d}", str([l, [2.5]]), str({"k": d})


@case((2,))
def text_of_a_dict_with_deleted_keys(n):
    d = {i: i * 0.5 for i in range(n + 4)}
    del d[0]
    d.pop(n)
    d[-1] = 7.0
    resized = [str(k) for k in d]
    resized.append("end")
    return str(d), str(resized), str([]), str({}), f"{()} {[]}"
