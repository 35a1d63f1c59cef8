"""Sets of characters, and templates."""

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = "01234567"
punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    return (sep or " ").join([word.capitalize() for word in s.split(sep)])


class Template:
    """$name, ${name} and $$ in a text."""

    def __init__(self, template):
        self.template = template

    def _filled(self, mapping, safe):
        text = self.template
        parts = []
        i = 0
        while True:
            dollar = text.find("$", i)
            if dollar < 0:
                parts.append(text[i:])
                return "".join(parts)
            parts.append(text[i:dollar])
            i = dollar + 1
            if text[i:i + 1] == "$":
                parts.append("$")
                i += 1
                continue
            braced = text[i:i + 1] == "{"
            start = i + braced
            end = start
            while end < len(text) and text[end].isascii() and text[start:end + 1].isidentifier():
                end += 1
            if end == start or braced and text[end:end + 1] != "}":
                if not safe:
                    line = text.count("\n", 0, dollar) + 1
                    column = dollar - text.rfind("\n", 0, dollar)
                    raise ValueError("Invalid placeholder in string: line %d, col %d" % (line, column))
                parts.append("$")
                continue
            i = end + braced
            name = text[start:end]
            if safe and name not in mapping:
                parts.append(text[dollar:i])
            else:
                parts.append(str(mapping[name]))

    def substitute(self, mapping={}, /, **kws):
        return self._filled({**mapping, **kws}, False)

    def safe_substitute(self, mapping={}, /, **kws):
        return self._filled({**mapping, **kws}, True)
