"""operator and string."""

import operator
import string
from operator import itemgetter, attrgetter, methodcaller

print([getattr(operator, n)(7, 3) for n in "add sub mul truediv floordiv mod pow lshift rshift and_ or_ xor lt le eq ne ge gt is_ is_not".split()])
print([getattr(operator, n)(5) for n in "neg pos abs invert not_ truth index".split()], operator.concat([1], [2]), operator.contains([1, 2], 2), operator.countOf([1, 2, 1], 1), operator.indexOf("abc", "c"), operator.getitem({"a": 1}, "a"))
l = [1, 2, 3]
operator.setitem(l, 0, "x")
operator.delitem(l, 1)
print(l, operator.iadd(l, [4]), l, operator.imul(3, 4), operator.length_hint([1, 2]), operator.length_hint(iter([])) >= 0)
rows = [("b", 2), ("a", 3), ("c", 1)]
print(sorted(rows, key=itemgetter(1)), list(map(itemgetter(1, 0), rows)), itemgetter(slice(0, 2))("hello"), itemgetter("k")({"k": 5}))


class P:
    def __init__(self, x, y=None):
        self.x, self.y = x, y

    def scaled(self, k, plus=0):
        return self.x * k + plus


p = P(1, P(2, P(3)))
print(attrgetter("x")(p), attrgetter("y.x", "y.y.x")(p), methodcaller("scaled", 5)(p), methodcaller("scaled", 5, plus=1)(p), methodcaller("upper")("abc"))
print([q.x for q in sorted([P(3), P(1), P(2)], key=attrgetter("x"))])
for f in (lambda: attrgetter("z")(p), lambda: itemgetter(9)([1]), lambda: operator.indexOf([1], 2), lambda: operator.add(1, "a")):
    try:
        f()
    except (AttributeError, IndexError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
print(string.ascii_lowercase, string.ascii_uppercase, string.digits, string.hexdigits, string.octdigits, string.punctuation, repr(string.whitespace), len(string.printable), string.ascii_letters)
print(string.capwords("hello  big world"), string.capwords("a-b-c", "-"))
t = string.Template("$who likes ${what}, costs $$5 $who_ $1" if False else "$who likes ${what}s, costs $$5")
print(t.substitute(who="tim", what="kung pao"), t.substitute({"who": "x"}, what="y"), t.safe_substitute(who="z"), t.template)
for text, kw in (("$missing", {}), ("$", {}), ("${bad", {}), ("a\nb $ c", {})):
    try:
        print(string.Template(text).substitute(kw))
    except (KeyError, ValueError) as e:
        print(type(e).__name__, e)
print(string.Template("$a $ ${b").safe_substitute(a=1))
