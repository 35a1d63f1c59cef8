"""A JSON parser and printer by recursive descent."""


class ParseError(Exception):
    pass


class Parser:
    def __init__(self, text):
        self.text, self.pos = text, 0

    def fail(self, msg):
        raise ParseError(f"{msg} at {self.pos}")

    def peek(self):
        while self.pos < len(self.text) and self.text[self.pos] in " \n\t":
            self.pos += 1
        return self.text[self.pos] if self.pos < len(self.text) else ""

    def expect(self, c):
        if self.peek() != c:
            self.fail(f"expected {c!r}, got {self.peek()!r}")
        self.pos += 1

    def value(self):
        c = self.peek()
        if c == "{":
            return self.object()
        if c == "[":
            return self.array()
        if c == '"':
            return self.string()
        if c == "-" or c.isdigit():
            return self.number()
        for word, v in (("true", True), ("false", False), ("null", None)):
            if self.text.startswith(word, self.pos):
                self.pos += len(word)
                return v
        self.fail("unexpected " + repr(c))

    def items(self, close, one):
        self.pos += 1
        if self.peek() == close:
            self.pos += 1
            return
        while True:
            yield one()
            if self.peek() == close:
                self.pos += 1
                return
            self.expect(",")

    def array(self):
        return list(self.items("]", self.value))

    def pair(self):
        self.peek() == '"' or self.fail("expected a key")
        k = self.string()
        self.expect(":")
        return k, self.value()

    def object(self):
        return dict(self.items("}", self.pair))

    def string(self):
        self.pos += 1
        out = []
        while self.pos < len(self.text):
            c = self.text[self.pos]
            self.pos += 1
            if c == '"':
                return "".join(out)
            if c == "\\":
                e = self.text[self.pos]
                self.pos += 1
                if e == "u":
                    out.append(chr(int(self.text[self.pos:self.pos + 4], 16)))
                    self.pos += 4
                else:
                    out.append({"n": "\n", "t": "\t"}.get(e, e))
            else:
                out.append(c)
        self.fail("unterminated string")

    def number(self):
        start = self.pos
        while self.pos < len(self.text) and self.text[self.pos] in "+-0123456789.eE":
            self.pos += 1
        s = self.text[start:self.pos]
        return float(s) if any(c in s for c in ".eE") else int(s)


def parse(text):
    p = Parser(text)
    v = p.value()
    if p.peek():
        p.fail("trailing text")
    return v


def show(v, indent=0):
    pad = "  " * indent
    if isinstance(v, dict):
        return "{\n" + ",\n".join(f'{pad}  "{k}": {show(x, indent + 1)}' for k, x in v.items()) + f"\n{pad}}}" if v else "{}"
    if isinstance(v, list):
        return "[" + ", ".join(show(x, indent + 1) for x in v) + "]"
    if v is None or v is True or v is False:
        return {None: "null", True: "true", False: "false"}[v]
    return f'"{v}"' if isinstance(v, str) else str(v)


doc = '{"name": "test", "n": [1, -2, 3.5, 1e3, []], "nested": {"a": {"b": null}, "t": true, "f": false}, "esc": "a\\n\\"b\\u00e9", "empty": {}}'
v = parse(doc)
print(v)
print(show(v))
for bad in ("{", "[1,", '{"a" 1}', "tru", '"abc', "[1] 2", "{1: 2}", "", "[1 2]"):
    try:
        print(parse(bad))
    except ParseError as e:
        print(repr(bad), "->", e)
deep = "[" * 60 + "]" * 60
d, depth = parse(deep), 0
while d:
    d, depth = d[0], depth + 1
print(depth, parse(" [ ] "), parse("5"), len(parse("[" + ",".join(map(str, range(500))) + "]")))
