"""__str__, __repr__, __format__, __bool__, __bytes__, printing of nested objects."""


class Both:
    def __str__(self): return "str"
    def __repr__(self): return "repr"


class OnlyRepr:
    def __repr__(self): return "only repr"


class OnlyStr:
    def __str__(self): return "only str"


b = Both()
print(b, str(b), repr(b), [b], (b,), {b: b}, {1: b}, "%s %r" % (b, b), f"{b} {b!r}", "{} {!r}".format(b, b), [[b]], str([b]))
print(OnlyRepr(), [OnlyRepr()], f"{OnlyRepr()}", OnlyStr(), repr(OnlyStr())[:10])
for bad in (5, None, b"x"):
    class Bad:
        def __str__(self): return bad
        def __repr__(self): return bad
    for f in (str, repr, lambda x: f"{x}", lambda x: "%s" % x):
        try:
            f(Bad())
        except TypeError as e:
            print("TypeError:", e)


class Raises:
    def __str__(self): raise ValueError("in str")


try:
    print(Raises())
except ValueError as e:
    print("ValueError:", e)


class Derived(Both):
    def __str__(self): return "derived " + super().__str__()


print(Derived(), repr(Derived()), str(Derived()).upper())


class Text:
    def __init__(self, s): self.s = s
    def __str__(self): return self.s
    def __len__(self): return len(self.s)
    def __bytes__(self): return self.s.encode()
    def __add__(self, o): return Text(self.s + str(o))
    def __radd__(self, o): return Text(str(o) + self.s)
    def __mod__(self, o): return Text(self.s % o)
    def __eq__(self, o): return str(self) == str(o)


t = Text("abc")
print(t + 1 + t, 1 + t, len(t), bytes(t), bool(Text("")), bool(t), Text("%d-%s") % (5, "x"), t == "abc", "abc" == t, t + t == "abcabc")
import sys
print(type(b).__name__, b.__class__.__qualname__, Both.__module__, repr(Both), str(Both), repr(int), repr(type), repr(None), repr(Ellipsis), repr(NotImplemented), repr(len), repr(print))


class Node:
    def __init__(self, v, *kids):
        self.v, self.kids = v, kids

    def __repr__(self):
        return f"Node({self.v!r}{''.join(', ' + repr(k) for k in self.kids)})"

    def __str__(self):
        return self.show(0)

    def show(self, depth):
        return "  " * depth + str(self.v) + "".join("\n" + k.show(depth + 1) for k in self.kids)


n = Node("root", Node(1), Node("two", Node(2.5), Node(None)))
print(n)
print(repr(n))
