"""A tokenizer of a small language: indentation, numbers, strings, operators, positions, errors."""

KEYWORDS = {"if", "else", "while", "def", "return"}
OPERATORS = sorted(["+", "-", "*", "/", "==", "=", "<=", "<", "(", ")", ":", ",", "**"], key=len, reverse=True)


class Token:
    __slots__ = ("kind", "text", "line", "column")

    def __init__(self, kind, text, line, column):
        self.kind, self.text, self.line, self.column = kind, text, line, column

    def __repr__(self):
        return f"{self.kind}({self.text!r})@{self.line}:{self.column}"


class LexError(Exception):
    pass


def tokenize(source):
    indents = [0]
    for number, line in enumerate(source.split("\n"), 1):
        text = line.split("#")[0].rstrip()
        if not text:
            continue
        width = len(text) - len(text.lstrip())
        if width > indents[-1]:
            indents.append(width)
            yield Token("INDENT", "", number, 0)
        while width < indents[-1]:
            indents.pop()
            yield Token("DEDENT", "", number, 0)
        if width != indents[-1]:
            raise LexError(f"line {number}: bad indentation")
        i = width
        while i < len(text):
            c = text[i]
            j = i + 1
            if c == " ":
                i = j
                continue
            if c.isdigit():
                while j < len(text) and (text[j].isdigit() or text[j] == "."):
                    j += 1
                kind = "FLOAT" if "." in text[i:j] else "INT"
                if text[i:j].count(".") > 1:
                    raise LexError(f"line {number}: bad number {text[i:j]}")
            elif c.isalpha() or c == "_":
                while j < len(text) and (text[j].isalnum() or text[j] == "_"):
                    j += 1
                kind = "KEYWORD" if text[i:j] in KEYWORDS else "NAME"
            elif c == "'":
                while j < len(text) and text[j] != "'":
                    j += 1
                if j == len(text):
                    raise LexError(f"line {number}: unterminated string")
                j += 1
                kind = "STRING"
            else:
                for op in OPERATORS:
                    if text.startswith(op, i):
                        j, kind = i + len(op), "OP"
                        break
                else:
                    raise LexError(f"line {number}, column {i}: unexpected {c!r}")
            yield Token(kind, text[i:j], number, i)
            i = j
        yield Token("NEWLINE", "", number, len(text))
    while len(indents) > 1:
        indents.pop()
        yield Token("DEDENT", "", number, 0)
    yield Token("END", "", number, 0)


program = """def f(x, y):  # a comment
    if x <= 3.25:
        return 'text' + y ** 2

    else:
        z_1 = x/y
x = f(1,2)==-3"""
for t in tokenize(program):
    print(t, end=" " if t.kind != "NEWLINE" else "\n")
print()
counts = {}
for t in tokenize(program * 5 if False else program):
    counts[t.kind] = counts.get(t.kind, 0) + 1
print(counts)
for bad in ("x = 1.2.3", "'abc", "a $ b", "if x:\n    y\n  z"):
    try:
        print(list(tokenize(bad)))
    except LexError as e:
        print("LexError:", e)
