"""A spreadsheet: formulas, dependencies, recalculation, cycles, ranges."""


class CellError(Exception):
    pass


def address(col, row):
    return "ABCDEFGHIJ"[col] + str(row + 1)


class Sheet:
    functions = {"SUM": sum, "MAX": max, "MIN": min, "LEN": len, "AVG": lambda l: sum(l) / len(l)}

    def __init__(self):
        self.formulas, self.values, self.evaluating, self.count = {}, {}, [], 0

    def __setitem__(self, key, v):
        self.formulas[key] = v
        self.values.clear()

    def __getitem__(self, key):
        if key in self.values:
            return self.values[key]
        if key in self.evaluating:
            raise CellError("cycle: " + " -> ".join(self.evaluating + [key]))
        f = self.formulas.get(key, 0)
        if isinstance(f, str) and f.startswith("="):
            self.evaluating.append(key)
            try:
                v = self.evaluate(f[1:])
                self.count += 1
            finally:
                self.evaluating.pop()
        else:
            v = f
        self.values[key] = v
        return v

    def range(self, a, b):
        c1, c2 = sorted((ord(a[0]), ord(b[0])))
        r1, r2 = sorted((int(a[1:]), int(b[1:])))
        return [self[chr(c) + str(r)] for c in range(c1, c2 + 1) for r in range(r1, r2 + 1)]

    def evaluate(self, text):
        tokens, word = [], ""
        for ch in text + " ":
            if ch.isalnum() or ch in ".:":
                word += ch
            else:
                if word:
                    tokens.append(word)
                word = ""
                if ch != " ":
                    tokens.append(ch)
        pos = 0

        def atom():
            nonlocal pos
            t = tokens[pos]
            pos += 1
            if t == "(":
                v = expr()
                pos += 1
                return v
            if t == "-":
                return -atom()
            if t in self.functions:
                pos += 1
                args = []
                while tokens[pos] != ")":
                    if tokens[pos] == ",":
                        pos += 1
                        continue
                    if ":" in tokens[pos]:
                        args.extend(self.range(*tokens[pos].split(":")))
                        pos += 1
                    else:
                        args.append(expr())
                pos += 1
                return self.functions[t](args)
            if t[0].isdigit():
                return float(t) if "." in t else int(t)
            return self[t]

        def term():
            nonlocal pos
            v = atom()
            while pos < len(tokens) and tokens[pos] in "*/":
                op = tokens[pos]
                pos += 1
                w = atom()
                v = v * w if op == "*" else v / w
            return v

        def expr():
            nonlocal pos
            v = term()
            while pos < len(tokens) and tokens[pos] in "+-":
                op = tokens[pos]
                pos += 1
                w = term()
                v = v + w if op == "+" else v - w
            return v
        return expr()

    def show(self, cols, rows):
        for r in range(rows):
            line = []
            for c in range(cols):
                try:
                    v = self[address(c, r)]
                    line.append(f"{v:>8.2f}" if isinstance(v, float) else f"{v:>8}")
                except (CellError, ZeroDivisionError) as e:
                    line.append(f"{'#' + type(e).__name__[:6]:>8}")
            print("|".join(line))


s = Sheet()
for i in range(1, 5):
    s[f"A{i}"] = i * 10
    s[f"B{i}"] = f"=A{i} * 2 + 1"
s["C1"] = "=SUM(A1:A4)"
s["C2"] = "=AVG(B1:B4) - MAX(A1, A2, 5)"
s["C3"] = "=(C1 + C2) / -2"
s["C4"] = "=A1 / D1"
s.show(4, 4)
print(s.count)
s["A1"] = 1000
s["D1"] = 8
s.show(4, 4)
s["D2"] = "=D3"
s["D3"] = "=D4 + 1"
s["D4"] = "=D2"
try:
    s["D2"]
except CellError as e:
    print("CellError:", e)
s.show(4, 4)
s["D4"] = 5
print(s["D2"], s.range("A1", "B2"), s.evaluate("LEN(A1:C4) * (1 + 1)"), s.evaluate("1 - 2 - 3"), s.evaluate("2 * 3 / 4"))
