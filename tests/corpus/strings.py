"""str: indexing, slices, methods, comparison, building."""

from rpython.rlib.rstring import StringBuilder, rsplit, split
from rpython.testing import case


@case(("hello", 0))
@case(("hello", -1))
@case(("hello", 4))
@case(("hello", 5), raises=IndexError)
@case(("hello", -6), raises=IndexError)
@case(("", 0), raises=IndexError)
def index(s, i):
    return s[i]


@case(("abc", 3))
@case(("abc", 1))
def index_caught(s, i):
    try:
        return s[i]
    except IndexError:
        return "none"


@case(("hello world", 2, 7))
@case(("hello", 3, 100))
@case(("hello", 4, 2))
@case(("", 0, 3))
def slices(s, a, b):
    return s[a:b], s[a:], s[:b], s[:]


@case(("hello",))
@case(("x",))
def negative_slices(s):
    return s[-1:], s[:-1], s[1:-1]


@case(("abc", "def"))
@case(("", ""))
def concatenate(a, b):
    c = a + b
    c += "!"
    return c, len(c), a + b == "abcdef"


@case(("ab", 3))
@case(("ab", 0))
@case(("x", -1))
def repeat(s, n):
    return s * n, n * s


@case(("abc", "abd"))
@case(("abc", "ab"))
@case(("abc", "abc"))
@case(("", "a"))
@case(("\xff", "a"))
def comparisons(a, b):
    return a < b, a <= b, a == b, a != b, a > b, a >= b


@case(("hello", "l"))
@case(("hello", "lo"))
@case(("hello", ""))
@case(("hello", "z"))
def contains(s, sub):
    return sub in s, sub not in s, "e" in s, s in "hello world"


@case(("hello", "l"))
@case(("hello", "lo"))
@case(("hello", "zz"))
@case(("hello", ""))
@case(("", ""))
def find(s, sub):
    return s.find(sub), s.rfind(sub), s.count(sub)


@case(("abcabc", "abc", 1, 6))
@case(("abcabc", "c", 0, 3))
@case(("abcabc", "c", 3, 5))
def find_with_bounds(s, sub, start, end):
    return s.find(sub, start), s.find(sub, start, end), s.rfind(sub, start, end), s.count(sub, start, end)


@case(("hello", "l"))
@case(("hello", "z"), raises=ValueError)
def index_method(s, sub):
    return s.index(sub)


@case(("hello", "he"))
@case(("hello", "lo"))
@case(("hello", ""))
@case(("hello", "hello!"))
def starts_and_ends(s, sub):
    return s.startswith(sub), s.endswith(sub)


@case(("  abc  ",))
@case(("\t\n",))
@case(("abc",))
def strip(s):
    return s.strip(), s.lstrip(), s.rstrip()


@case(("xxabcx", "x"))
@case(("abc", "abc"))
def strip_chars(s, c):
    return s.strip(c), s.lstrip(c), s.rstrip(c)


@case(("a,b,,c", ","))
@case(("", ","))
@case(("abc", ","))
@case(("a--b--c", "--"))
def split_by(s, by):
    parts = s.split(by)
    return len(parts), "|".join(parts)


@case((" a  b c ",))
@case(("",))
@case(("one",))
def split_whitespace(s):
    return "|".join(s.split())


@case(("a b c d", 1))
@case(("a b c d", 2))
@case(("a b c d", 9))
def split_limited(s, n):
    return "|".join(s.split(" ", n)), "|".join(s.rsplit(" ", n))


@case(("a,b,c", ",", 1))
@case(("  a  b  c ", " ", -1))
def rlib_split(s, by, n):
    return "|".join(split(s, by, n)), "|".join(rsplit(s, by, n)), "|".join(split(s))


@case(("one\ntwo\n\nthree",))
@case(("",))
@case(("a\r\nb\n",))
def splitlines(s):
    lines = s.splitlines()
    return len(lines), "|".join(lines)


@case(("a-b-c", "-", "+"))
@case(("aaa", "aa", "b"))
@case(("abc", "z", "y"))
@case(("abc", "b", ""))
def replace(s, old, new):
    return s.replace(old, new)


@case(("Hello World",))
@case(("",))
@case(("123abc",))
def upper_and_lower(s):
    return s.upper(), s.lower()


@case(("123",))
@case(("abc",))
@case(("ab1",))
@case(("",))
@case(("a b",))
def classes(s):
    return s.isdigit(), s.isalpha(), s.isalnum()


@case((" ",))
@case(("a",))
@case(("Z",))
@case(("5",))
def char_classes(s):
    c = s[0]
    return c.isspace(), c.isdigit(), c.isalpha(), c.isalnum(), c.isupper(), c.islower(), c.upper(), c.lower()


@case((",",))
@case(("",))
def join(sep):
    return sep.join(["a", "b", "c"]), sep.join(["x"]), sep.join([])


@case(("hello",))
def join_chars(s):
    return "-".join([c for c in s]), "".join([s[i] for i in range(len(s) - 1, -1, -1)])


@case(("hello",))
@case(("",))
def iterate(s):
    result = 0
    for c in s:
        result = result * 2 + ord(c)
    return result


@case(("7", 3))
@case(("-7", 5))
@case(("abcdef", 3))
def padding(s, width):
    return s.rjust(width), s.ljust(width), s.zfill(width), s.rjust(width, "*")


@case(("a",))
@case(("z",))
def char_arithmetic(s):
    c = s[0]
    return chr((ord(c) - 97 + 13) % 26 + 97), c < "m", c == "a", c in "aeiou"


@case((5,))
@case((0,))
def builder(n):
    b = StringBuilder(10)
    for i in range(n):
        b.append(str(i))
        b.append(",")
    b.append_slice("0123456789", 2, 5)
    b.append_multiple_char("x", 3)
    return b.build(), b.getlength()


@case((300,))
def long_builder(n):
    b = StringBuilder()
    for i in range(n):
        b.append("ab")
    s = b.build()
    return len(s), s.count("ba")


@case((100,))
def quadratic_concatenation(n):
    s = ""
    for i in range(n):
        s = s + chr(65 + i % 26)
    return len(s), s[:30]


@case(("level",))
@case(("levels",))
def palindrome(s):
    i = 0
    j = len(s) - 1
    while i < j:
        if s[i] != s[j]:
            return False
        i += 1
        j -= 1
    return True


@case(("the quick brown fox", 3))
def caesar(s, n):
    out = []
    for c in s:
        if "a" <= c <= "z":
            out.append(chr((ord(c) - ord("a") + n) % 26 + ord("a")))
        else:
            out.append(c)
    return "".join(out)


@case(("12+34*2-1",))
@case(("2*3*4+1",))
def calculator(text):
    total = 0
    product = 1
    number = 0
    sign = 1
    for c in text + "+":
        if c.isdigit():
            number = number * 10 + ord(c) - ord("0")
        elif c == "*":
            product *= number
            number = 0
        else:
            total += sign * product * number
            product = 1
            number = 0
            sign = 1 if c == "+" else -1
    return total


@case(("",))
@case(("a",))
def truth(s):
    return bool(s), not s, "yes" if s else "no", s or "default", s and s[0]


@case((True,))
@case((False,))
def none_or_str(flag):
    s = "text" if flag else None
    if s is None:
        return "nothing"
    return s + "!"


@case(("\x00\xff\x80",))
def all_bytes(s):
    return [ord(c) for c in s][1], len(s), s[0] == "\0", s + "\x01"


@case((200,))
def str_of_many(n):
    return len("".join([str(i) for i in range(n)]))


@case(("caf\xe9", "latin-1"))
def encode_and_decode(s, encoding):
    b = s.encode("latin-1")
    return b[3], len(b), b.decode("latin-1") == s


@case(("aaaabbbcca",))
@case(("",))
def run_lengths(s):
    out = StringBuilder()
    i = 0
    while i < len(s):
        j = i
        while j < len(s) and s[j] == s[i]:
            j += 1
        out.append(s[i])
        out.append(str(j - i))
        i = j
    return out.build()
