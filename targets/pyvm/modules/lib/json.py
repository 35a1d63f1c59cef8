"""JSON: reading by recursive descent, writing with the layouts that CPython's module has."""

_INFINITY = float("inf")
_ESCAPED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\f": "\\f", "\b": "\\b"}
_UNESCAPED = {'"': '"', "\\": "\\", "/": "/", "n": "\n", "r": "\r", "t": "\t", "f": "\f", "b": "\b"}


class JSONDecodeError(ValueError):
    def __init__(self, msg, doc, pos):
        lineno = doc.count("\n", 0, pos) + 1
        colno = pos - doc.rfind("\n", 0, pos)
        ValueError.__init__(self, "%s: line %d column %d (char %d)" % (msg, lineno, colno, pos))
        self.msg = msg
        self.doc = doc
        self.pos = pos
        self.lineno = lineno
        self.colno = colno


class _Reader:
    def __init__(self, text, object_hook, parse_float, parse_int, object_pairs_hook):
        self.text = text
        self.i = 0
        self.object_hook = object_hook
        self.object_pairs_hook = object_pairs_hook
        self.parse_float = parse_float or float
        self.parse_int = parse_int or int

    def fail(self, message, at=None):
        return JSONDecodeError(message, self.text, self.i if at is None else at)

    def space(self):
        text, i = self.text, self.i
        while i < len(text) and text[i] in " \t\n\r":
            i += 1
        self.i = i
        return text[i] if i < len(text) else ""

    def value(self):
        c = self.space()
        if c == '"':
            return self.string()
        if c == "{":
            return self.object()
        if c == "[":
            return self.array()
        if c == "-" or c and c in "0123456789":
            number = self.number()
            if number is not None:
                return number
        for word, value in (("null", None), ("true", True), ("false", False), ("NaN", float("nan")), ("Infinity", _INFINITY), ("-Infinity", -_INFINITY)):
            if self.text.startswith(word, self.i):
                self.i += len(word)
                return value
        raise self.fail("Expecting value")

    def digits(self, i):
        while i < len(self.text) and self.text[i] in "0123456789":
            i += 1
        return i

    def number(self):
        text = self.text
        start = self.i + (text[self.i] == "-")
        if text[start:start + 1] == "0":
            end = start + 1
        else:
            end = self.digits(start)
        if end == start:
            return None
        is_float = False
        if text[end:end + 1] == ".":
            after = self.digits(end + 1)
            if after > end + 1:
                end = after
                is_float = True
        if text[end:end + 1] in ("e", "E"):
            sign = end + 1 + (text[end + 1:end + 2] in ("+", "-"))
            after = self.digits(sign)
            if after > sign:
                end = after
                is_float = True
        word = text[self.i:end]
        self.i = end
        return self.parse_float(word) if is_float else self.parse_int(word)

    def hex4(self, at):
        digits = self.text[at:at + 4]
        if len(digits) != 4 or not all([c in "0123456789abcdefABCDEF" for c in digits]):
            raise self.fail("Invalid \\uXXXX escape", at - 1)
        return int(digits, 16)

    def string(self):
        text = self.text
        begin = self.i
        i = start = begin + 1
        parts = []
        while True:
            if i >= len(text):
                raise self.fail("Unterminated string starting at", begin)
            c = text[i]
            if c == '"':
                parts.append(text[start:i])
                self.i = i + 1
                return "".join(parts)
            if c == "\\":
                parts.append(text[start:i])
                c = text[i + 1:i + 2]
                if c == "u":
                    code = self.hex4(i + 2)
                    i += 6
                    if 0xD800 <= code < 0xDC00 and text[i:i + 2] == "\\u":
                        low = self.hex4(i + 2)
                        if 0xDC00 <= low < 0xE000:
                            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
                            i += 6
                    parts.append(chr(code))
                elif c in _UNESCAPED and c:
                    parts.append(_UNESCAPED[c])
                    i += 2
                elif not c:
                    raise self.fail("Unterminated string starting at", begin)
                else:
                    raise self.fail("Invalid \\escape", i)
                start = i
            elif c < " ":
                raise self.fail("Invalid control character at", i)
            else:
                i += 1

    def array(self):
        self.i += 1
        items = []
        if self.space() == "]":
            self.i += 1
            return items
        while True:
            items.append(self.value())
            c = self.space()
            if c not in ("]", ","):
                raise self.fail("Expecting ',' delimiter")
            self.i += 1
            if c == "]":
                return items

    def object(self):
        self.i += 1
        pairs = []
        if self.space() == "}":
            self.i += 1
            return self.made(pairs)
        while True:
            if self.space() != '"':
                raise self.fail("Expecting property name enclosed in double quotes")
            key = self.string()
            if self.space() != ":":
                raise self.fail("Expecting ':' delimiter")
            self.i += 1
            pairs.append((key, self.value()))
            c = self.space()
            if c not in ("}", ","):
                raise self.fail("Expecting ',' delimiter")
            self.i += 1
            if c == "}":
                return self.made(pairs)

    def made(self, pairs):
        if self.object_pairs_hook is not None:
            return self.object_pairs_hook(pairs)
        made = dict(pairs)
        return made if self.object_hook is None else self.object_hook(made)


def loads(s, *, object_hook=None, parse_float=None, parse_int=None, object_pairs_hook=None):
    if isinstance(s, (bytes, bytearray)):
        s = s.decode()
    if not isinstance(s, str):
        raise TypeError("the JSON object must be str, bytes or bytearray, not " + type(s).__name__)
    reader = _Reader(s, object_hook, parse_float, parse_int, object_pairs_hook)
    value = reader.value()
    if reader.space():
        raise reader.fail("Extra data")
    return value


def load(fp, **kw):
    return loads(fp.read(), **kw)


class _Writer:
    def __init__(self, skipkeys, ensure_ascii, allow_nan, indent, separators, default, sort_keys, check_circular):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.allow_nan = allow_nan
        self.indent = " " * indent if isinstance(indent, int) else indent
        self.comma, self.colon = separators or (", " if indent is None else ",", ": ")
        self.default = default
        self.sort_keys = sort_keys
        self.inside = {} if check_circular else None
        self.parts = []

    def string(self, s):
        parts = ['"']
        for c in s:
            if c in _ESCAPED:
                parts.append(_ESCAPED[c])
            elif c < " " or self.ensure_ascii and c > "~":
                code = ord(c)
                if code >= 0x10000:
                    code -= 0x10000
                    parts.append("\\u%04x" % (0xD800 + (code >> 10)))
                    code = 0xDC00 + (code & 0x3FF)
                parts.append("\\u%04x" % code)
            else:
                parts.append(c)
        parts.append('"')
        return "".join(parts)

    def float(self, x):
        if x == x and x not in (_INFINITY, -_INFINITY):
            return float.__repr__(x)
        if not self.allow_nan:
            raise ValueError("Out of range float values are not JSON compliant: " + repr(x))
        return "NaN" if x != x else "Infinity" if x > 0 else "-Infinity"

    def key(self, key):
        if isinstance(key, str):
            return key
        if key is True or key is False:
            return "true" if key else "false"
        if key is None:
            return "null"
        if isinstance(key, int):
            return int.__repr__(key)
        if isinstance(key, float):
            return self.float(key)
        if self.skipkeys:
            return None
        raise TypeError("keys must be str, int, float, bool or None, not " + type(key).__name__)

    def write(self, x, depth):
        if isinstance(x, str):
            self.parts.append(self.string(x))
        elif x is None:
            self.parts.append("null")
        elif x is True:
            self.parts.append("true")
        elif x is False:
            self.parts.append("false")
        elif isinstance(x, int):
            self.parts.append(int.__repr__(x))
        elif isinstance(x, float):
            self.parts.append(self.float(x))
        else:
            if self.inside is not None:
                if id(x) in self.inside:
                    raise ValueError("Circular reference detected")
                self.inside[id(x)] = x
            if isinstance(x, (list, tuple)):
                self.enclosed("[", "]", [(None, item) for item in x], depth)
            elif isinstance(x, dict):
                items = sorted(x.items()) if self.sort_keys else list(x.items())
                pairs = [(self.key(key), value) for key, value in items]
                self.enclosed("{", "}", [pair for pair in pairs if pair[0] is not None], depth)
            elif self.default is None:
                raise TypeError("Object of type %s is not JSON serializable" % type(x).__name__)
            else:
                self.write(self.default(x), depth)
            if self.inside is not None:
                del self.inside[id(x)]

    def enclosed(self, opening, closing, pairs, depth):
        parts = self.parts
        parts.append(opening)
        between = self.comma
        if pairs and self.indent is not None:
            line = "\n" + self.indent * (depth + 1)
            parts.append(line)
            between += line
        for i, (key, value) in enumerate(pairs):
            if i:
                parts.append(between)
            if key is not None:
                parts.append(self.string(key))
                parts.append(self.colon)
            self.write(value, depth + 1)
        if pairs and self.indent is not None:
            parts.append("\n" + self.indent * depth)
        parts.append(closing)


def dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, indent=None, separators=None, default=None, sort_keys=False):
    writer = _Writer(skipkeys, ensure_ascii, allow_nan, indent, separators, default, sort_keys, check_circular)
    writer.write(obj, 0)
    return "".join(writer.parts)


def dump(obj, fp, **kw):
    fp.write(dumps(obj, **kw))
