"""A Forth: stack words, definitions, conditions, loops."""


class Forth:
    def __init__(self):
        self.stack, self.words, self.out = [], {}, []
        s = self.stack

        def binary(f):
            def word():
                b, a = s.pop(), s.pop()
                s.append(f(a, b))
            return word
        self.builtin = {"+": binary(lambda a, b: a + b), "-": binary(lambda a, b: a - b), "*": binary(lambda a, b: a * b), "/": binary(lambda a, b: a // b), "mod": binary(lambda a, b: a % b), "=": binary(lambda a, b: -(a == b)), "<": binary(lambda a, b: -(a < b)), ">": binary(lambda a, b: -(a > b)),
                        "dup": lambda: s.append(s[-1]), "drop": lambda: s.pop(), "swap": lambda: s.insert(-1, s.pop()), "over": lambda: s.append(s[-2]), "rot": lambda: s.append(s.pop(-3)), ".": lambda: self.out.append(str(s.pop())), "emit": lambda: self.out.append(chr(s.pop())), "cr": lambda: self.out.append("\n"), "depth": lambda: s.append(len(s))}

    def run(self, text):
        self.execute(text.lower().split())
        out, self.out = " ".join(self.out), []
        return out

    def execute(self, code, loop=()):
        i = 0
        while i < len(code):
            w = code[i]
            if w == ":":
                end = code.index(";", i)
                self.words[code[i + 1]] = code[i + 2:end]
                i = end
            elif w == "if":
                depth, els, j = 0, None, i
                while True:
                    j += 1
                    if code[j] == "if":
                        depth += 1
                    elif code[j] == "else" and depth == 0:
                        els = j
                    elif code[j] == "then":
                        if depth == 0:
                            break
                        depth -= 1
                if self.stack.pop():
                    self.execute(code[i + 1:els or j], loop)
                elif els:
                    self.execute(code[els + 1:j], loop)
                i = j
            elif w == "do":
                depth, j = 0, i
                while True:
                    j += 1
                    if code[j] == "do":
                        depth += 1
                    elif code[j] == "loop":
                        if depth == 0:
                            break
                        depth -= 1
                start, end = self.stack.pop(), self.stack.pop()
                for k in range(start, end):
                    self.execute(code[i + 1:j], (k,) + loop)
                i = j
            elif w == "begin":
                j = code.index("until", i)
                while True:
                    self.execute(code[i + 1:j], loop)
                    if self.stack.pop():
                        break
                i = j
            elif w == "i":
                self.stack.append(loop[0])
            elif w == "j":
                self.stack.append(loop[1])
            elif w in self.words:
                self.execute(self.words[w])
            elif w in self.builtin:
                self.builtin[w]()
            else:
                try:
                    self.stack.append(int(w))
                except ValueError:
                    raise NameError(f"unknown word {w}") from None
            i += 1


f = Forth()
for line in ("1 2 + .", "5 dup * .", ": square dup * ;", "7 square .", "1 2 3 rot . . .", "3 4 swap . .", "10 0 do i . loop", ": fact dup 1 > if dup 1 - fact * then ;", "10 fact .", "20 fact .", ": even 2 mod 0 = ;", "4 even . 5 even .", "1 if 10 else 20 then .", "0 if 10 else 20 then .",
             "3 0 do 3 0 do i j * . loop cr loop", ": count begin dup . 1 - dup 0 = until drop ;", "5 count", "72 emit 105 emit", ": fib dup 2 < if else dup 1 - fib swap 2 - fib + then ;", "15 fib .", "depth .", "nope", "+", "1 2 3 depth . . . .", "7 2 / . -7 2 / . 7 2 mod ."):
    try:
        print(f"{line:45} {f.run(line)!r}")
    except (NameError, IndexError) as e:
        print(f"{line:45} {type(e).__name__}: {e}")
        f.stack.clear()
        f.out.clear()
