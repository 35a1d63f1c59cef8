"""A calculator: tokens, precedence climbing, variables, functions, errors."""

import math


class CalcError(Exception):
    pass


def tokens(text):
    i = 0
    while i < len(text):
        c = text[i]
        if c.isspace():
            i += 1
        elif c.isdigit() or c == ".":
            j = i
            while j < len(text) and (text[j].isdigit() or text[j] == "."):
                j += 1
            word = text[i:j]
            yield "num", float(word) if "." in word else int(word)
            i = j
        elif c.isalpha():
            j = i
            while j < len(text) and text[j].isalnum():
                j += 1
            yield "name", text[i:j]
            i = j
        elif text[i:i + 2] in ("**", "//", "==", "<=", ">="):
            yield "op", text[i:i + 2]
            i += 2
        elif c in "+-*/%()=,<>!":
            yield "op", c
            i += 1
        else:
            raise CalcError(f"bad character {c!r}")
    yield "end", None


LEVELS = {"==": (1, "l"), "<": (1, "l"), ">": (1, "l"), "<=": (1, "l"), ">=": (1, "l"), "+": (2, "l"), "-": (2, "l"), "*": (3, "l"), "/": (3, "l"), "//": (3, "l"), "%": (3, "l"), "**": (5, "r")}
APPLY = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b, "//": lambda a, b: a // b, "%": lambda a, b: a % b, "**": lambda a, b: a ** b,
         "==": lambda a, b: int(a == b), "<": lambda a, b: int(a < b), ">": lambda a, b: int(a > b), "<=": lambda a, b: int(a <= b), ">=": lambda a, b: int(a >= b)}


class Calc:
    def __init__(self):
        self.vars = {"pi": math.pi}
        self.funcs = {"sqrt": (1, math.sqrt), "max": (None, max), "abs": (1, abs), "hyp": (2, lambda a, b: math.sqrt(a * a + b * b))}

    def run(self, text):
        self.toks = list(tokens(text))
        self.i = 0
        if len(self.toks) > 2 and self.toks[0][0] == "name" and self.toks[1] == ("op", "="):
            name = self.toks[0][1]
            self.i = 2
            value = self.expr(0)
            self.vars[name] = value
        else:
            value = self.expr(0)
        if self.toks[self.i][0] != "end":
            raise CalcError(f"unexpected {self.toks[self.i][1]!r}")
        return value

    def take(self):
        self.i += 1
        return self.toks[self.i - 1]

    def expr(self, level):
        left = self.unary()
        while True:
            kind, op = self.toks[self.i]
            if kind != "op" or op not in LEVELS or LEVELS[op][0] < level:
                return left
            self.i += 1
            p, side = LEVELS[op]
            left = APPLY[op](left, self.expr(p + (side == "l")))

    def unary(self):
        if self.toks[self.i] == ("op", "-"):
            self.i += 1
            return -self.expr(4)
        value = self.atom()
        while self.toks[self.i] == ("op", "!"):
            self.i += 1
            value = math.factorial(value)
        return value

    def atom(self):
        kind, v = self.take()
        if kind == "num":
            return v
        if kind == "name":
            if self.toks[self.i] == ("op", "("):
                self.i += 1
                args = []
                while self.toks[self.i] != ("op", ")"):
                    args.append(self.expr(0))
                    if self.toks[self.i] == ("op", ","):
                        self.i += 1
                    elif self.toks[self.i] != ("op", ")"):
                        raise CalcError("expected , or )")
                self.i += 1
                if v not in self.funcs:
                    raise CalcError(f"no function {v}")
                n, f = self.funcs[v]
                if n is not None and n != len(args):
                    raise CalcError(f"{v} takes {n} arguments, got {len(args)}")
                return f(*args)
            if v not in self.vars:
                raise CalcError(f"no variable {v}")
            return self.vars[v]
        if (kind, v) == ("op", "("):
            value = self.expr(0)
            if self.take() != ("op", ")"):
                raise CalcError("expected )")
            return value
        raise CalcError(f"unexpected {v!r}")


c = Calc()
for line in ("1 + 2 * 3", "(1 + 2) * 3", "2 ** 3 ** 2", "-2 ** 2", "10 - 4 - 3", "7 // 2 + 7 % 4", "1 / 4", "x = 5", "y = x * 2 + 1", "x + y", "sqrt(16) + abs(-3)", "max(1, y, 3)", "hyp(3, 4)", "5!", "3! + 2!", "1 < 2", "2 + 2 == 4", "1.5 * 4", ".5 + .25", "2 * -3", "- - 5",
             "1 +", "(1", "z", "f(1)", "1 2", "hyp(1)", "1 / 0", "$", "", "max()", "sqrt(0 - 1)", "pi * 2", "2 ** 100", "x = x + 1", "x"):
    try:
        print(f"{line:20} {c.run(line)}")
    except (CalcError, ArithmeticError, ValueError, TypeError) as e:
        print(f"{line:20} {type(e).__name__}: {e}")
