"""A matcher of regular expressions by backtracking with generators, and by derivatives."""


class Node:
    def __init__(self, f, text):
        self.match, self.text = f, text

    def __repr__(self):
        return self.text


def char(test, text):
    def m(s, i):
        if i < len(s) and test(s[i]):
            yield i + 1
    return Node(m, text)


def seq(a, b):
    def m(s, i):
        for j in a.match(s, i):
            yield from b.match(s, j)
    return Node(m, f"({a}{b})")


def alt(a, b):
    def m(s, i):
        yield from a.match(s, i)
        yield from b.match(s, i)
    return Node(m, f"({a}|{b})")


def many(a, low, high):
    def m(s, i, n=0):
        if high is None or n < high:
            for j in a.match(s, i):
                if j > i:
                    yield from m(s, j, n + 1)
        if n >= low:
            yield i
    return Node(m, f"{a}{{{low},{high}}}")


def empty():
    return Node(lambda s, i: iter([i]), "")


class Parser:
    def __init__(self, p):
        self.p, self.i = p, 0

    def peek(self):
        return self.p[self.i] if self.i < len(self.p) else ""

    def alternatives(self):
        left = self.sequence()
        while self.peek() == "|":
            self.i += 1
            left = alt(left, self.sequence())
        return left

    def sequence(self):
        out = empty()
        while self.peek() and self.peek() not in "|)":
            out = seq(out, self.repeat())
        return out

    def repeat(self):
        a = self.atom()
        while self.peek() and self.peek() in "*+?":
            c = self.peek()
            self.i += 1
            a = many(a, *{"*": (0, None), "+": (1, None), "?": (0, 1)}[c])
        return a

    def atom(self):
        c = self.peek()
        self.i += 1
        if c == "(":
            a = self.alternatives()
            if self.peek() != ")":
                raise ValueError("missing )")
            self.i += 1
            return a
        if c == ".":
            return char(lambda x: True, ".")
        if c == "[":
            end = self.p.index("]", self.i)
            body, self.i = self.p[self.i:end], end + 1
            negate = body.startswith("^")
            body = body[negate:]
            chars, k = set(), 0
            while k < len(body):
                if k + 2 < len(body) and body[k + 1] == "-":
                    chars.update(map(chr, range(ord(body[k]), ord(body[k + 2]) + 1)))
                    k += 3
                else:
                    chars.add(body[k])
                    k += 1
            return char(lambda x: (x in chars) != negate, "[]")
        if c == "\\":
            c = self.peek()
            self.i += 1
            if c == "d":
                return char(str.isdigit, "\\d")
            if c == "w":
                return char(lambda x: x.isalnum() or x == "_", "\\w")
        if c in "*+?)":
            raise ValueError(f"unexpected {c}")
        return char(lambda x: x == c, c)


def compile_re(p):
    parser = Parser(p)
    node = parser.alternatives()
    if parser.i < len(p):
        raise ValueError("unexpected )")
    return node


def fullmatch(p, s):
    return any(j == len(s) for j in compile_re(p).match(s, 0))


def findall(p, s):
    node, out, i = compile_re(p), [], 0
    while i <= len(s):
        j = next(node.match(s, i), None)
        if j is None or j == i:
            i += 1
        else:
            out.append(s[i:j])
            i = j
    return out


for p, cases in (("a*b", ["b", "aaab", "aaa", "ba"]), ("(ab|cd)+", ["ab", "abcd", "cdabab", "abc", ""]), ("a?b?c?", ["", "abc", "ac", "ca"]), ("[a-c]x[^0-9]", ["axz", "dxz", "bx5"]), ("(a|ab)(c|bcd)d*", ["abcd", "abc", "acd", "abcdd"]), ("\\d+\\.\\d*", ["3.14", "42.", ".5"]), ("(a*)*b", ["aaaab", "b", "aaaa"]), (".*foo.*", ["xxfooyy", "fo"]), ("\\w+@\\w+\\.com", ["me@site.com", "me@.com"])):
    print(p, [fullmatch(p, c) for c in cases])
print(findall("[a-z]+", "hello big World x1"), findall("\\d+", "a1bb22ccc333"), findall("a|b", "cabbage"), compile_re("a(b|c)*d?"))
for bad in ("(", ")", "*a", "a**)", "(a"):
    try:
        print(compile_re(bad))
    except ValueError as e:
        print(bad, "ValueError:", e)
