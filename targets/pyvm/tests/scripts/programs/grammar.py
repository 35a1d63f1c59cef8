"""A parser generator: a grammar as text, memoised packrat parsing, trees, evaluation, errors by position."""

GRAMMAR = """
sum     = product (("+" | "-") product)*
product = power (("*" | "/") power)*
power   = unary ("^" power)?
unary   = "-" unary | atom
atom    = NUMBER | NAME "(" args ")" | NAME | "(" sum ")"
args    = (sum ("," sum)*)?
"""


def tokens_of(text):
    out, i = [], 0
    while i < len(text):
        if text[i].isspace():
            i += 1
            continue
        j = i + 1
        if text[i].isalpha():
            while j < len(text) and text[j].isalnum():
                j += 1
            out.append(("NAME", text[i:j], i))
        elif text[i].isdigit():
            while j < len(text) and (text[j].isdigit() or text[j] == "."):
                j += 1
            out.append(("NUMBER", text[i:j], i))
        elif text[i] == '"':
            j = text.index('"', i + 1) + 1
            out.append(("STRING", text[i + 1:j - 1], i))
        else:
            out.append(("OP", text[i], i))
        i = j
    return out


def read_grammar(text):
    rules = {}
    for line in text.strip().split("\n"):
        name, _, body = line.partition("=")
        toks = tokens_of(body)
        pos = 0

        def alternatives():
            nonlocal pos
            options = [sequence()]
            while pos < len(toks) and toks[pos][1] == "|" and toks[pos][0] == "OP":
                pos += 1
                options.append(sequence())
            return ("or", options) if len(options) > 1 else options[0]

        def sequence():
            nonlocal pos
            items = []
            while pos < len(toks) and not (toks[pos][0] == "OP" and toks[pos][1] in "|)"):
                kind, value, _ = toks[pos]
                pos += 1
                if kind == "OP" and value == "(":
                    item = alternatives()
                    pos += 1
                else:
                    item = ("lit", value) if kind == "STRING" else ("token", value) if value.isupper() else ("rule", value)
                if pos < len(toks) and toks[pos][0] == "OP" and toks[pos][1] in "*?":
                    item = ({"*": "many", "?": "opt"}[toks[pos][1]], item)
                    pos += 1
                items.append(item)
            return ("seq", items)
        rules[name.strip()] = alternatives()
    return rules


class Parser:
    def __init__(self, rules, text):
        self.rules, self.toks, self.memo, self.far = rules, tokens_of(text), {}, 0

    def parse(self, start):
        r = self.match(("rule", start), 0)
        if r is None or r[1] < len(self.toks):
            at = self.toks[self.far][2] if self.far < len(self.toks) else "the end"
            raise SyntaxError(f"cannot go on at {at}")
        return r[0]

    def match(self, item, pos):
        kind, arg = item
        self.far = max(self.far, pos)
        if kind == "rule":
            if (arg, pos) not in self.memo:
                r = self.match(self.rules[arg], pos)
                self.memo[arg, pos] = r and ([arg] + r[0], r[1])
            r = self.memo[arg, pos]
            return r and ([r[0] if len(r[0]) != 2 else r[0][1]], r[1])
        if kind in ("lit", "token"):
            if pos < len(self.toks) and (self.toks[pos][1] == arg if kind == "lit" else self.toks[pos][0] == arg):
                return [self.toks[pos][1]], pos + 1
            return None
        if kind == "seq":
            out = []
            for i in arg:
                r = self.match(i, pos)
                if r is None:
                    return None
                out, pos = out + r[0], r[1]
            return out, pos
        if kind == "or":
            for i in arg:
                r = self.match(i, pos)
                if r is not None:
                    return r
            return None
        if kind == "opt":
            return self.match(arg, pos) or ([], pos)
        out = []
        while (r := self.match(arg, pos)) is not None and r[1] > pos:
            out, pos = out + r[0], r[1]
        return out, pos


rules = read_grammar(GRAMMAR)
print(rules["power"], len(rules))
FUNCS = {"max": max, "min": min, "zero": lambda: 0}


def evaluate(t, env):
    if isinstance(t, str):
        return env[t] if t.isalpha() else float(t) if "." in t else int(t)
    if len(t) == 1 and isinstance(t[0], list):
        return evaluate(t[0], env)
    kind, *rest = t
    if kind in ("sum", "product"):
        v = evaluate(rest[0], env)
        for op, x in zip(rest[1::2], rest[2::2]):
            w = evaluate(x, env)
            v = v + w if op == "+" else v - w if op == "-" else v * w if op == "*" else v / w
        return v
    if kind == "power":
        return evaluate(rest[0], env) ** evaluate(rest[2], env)
    if kind == "unary":
        return -evaluate(rest[1], env)
    if rest[0] == "(":
        return evaluate(rest[1], env)
    args = rest[2] if isinstance(rest[2], list) and rest[2][0] == "args" else ["args"] + ([rest[2]] if rest[2] != ")" else [])
    return FUNCS[rest[0]](*[evaluate(a, env) for a in args[1:] if a != ","])


for text in ("1", "1 + 2 * 3", "(1 + 2) * 3", "2 ^ 3 ^ 2", "-2 ^ 2", "x * (y - 1.5)", "max(1, x, 2 + 3) / 2", "8 / 4 / 2", "--3", "min(y, 1)", "1 +", "(1", "1 2", "f(", "", ")"):
    try:
        tree = Parser(rules, text).parse("sum")
        print(text, tree, evaluate(tree[0], {"x": 10, "y": 4}))
    except SyntaxError as e:
        print(repr(text), "SyntaxError:", e)
