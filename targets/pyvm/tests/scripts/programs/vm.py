"""A stack machine, a compiler from trees to its code, and an optimiser of that code."""


class Machine:
    def __init__(self, code):
        self.code, self.stack, self.vars, self.out, self.calls = code, [], {}, [], []

    def run(self, limit=10000):
        pc = steps = 0
        while pc < len(self.code):
            op, *args = self.code[pc]
            pc += 1
            steps += 1
            if steps > limit:
                raise RuntimeError("too many steps")
            pc = getattr(self, "op_" + op)(pc, *args) or pc
            if pc < 0:
                break
        return self.out, steps

    def op_push(self, pc, v):
        self.stack.append(v)

    def op_load(self, pc, name):
        self.stack.append(self.vars[name])

    def op_store(self, pc, name):
        self.vars[name] = self.stack.pop()

    def op_print(self, pc):
        self.out.append(self.stack.pop())

    def op_jump(self, pc, target):
        return target

    def op_jz(self, pc, target):
        return None if self.stack.pop() else target

    def op_halt(self, pc):
        return -1


for name, f in {"add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b, "lt": lambda a, b: int(a < b), "eq": lambda a, b: int(a == b), "mod": lambda a, b: a % b}.items():
    def method(self, pc, f=f):
        b, a = self.stack.pop(), self.stack.pop()
        self.stack.append(f(a, b))
    setattr(Machine, "op_" + name, method)


def expr(e, code):
    if isinstance(e, int):
        code.append(("push", e))
    elif isinstance(e, str):
        code.append(("load", e))
    else:
        op, a, b = e
        expr(a, code)
        expr(b, code)
        code.append((op,))


def statements(body, code):
    for s in body:
        kind = s[0]
        if kind == "=":
            expr(s[2], code)
            code.append(("store", s[1]))
        elif kind == "print":
            expr(s[1], code)
            code.append(("print",))
        elif kind == "while":
            top = len(code)
            expr(s[1], code)
            hole = len(code)
            code.append(None)
            statements(s[2], code)
            code.append(("jump", top))
            code[hole] = ("jz", len(code))
        elif kind == "if":
            expr(s[1], code)
            hole = len(code)
            code.append(None)
            statements(s[2], code)
            if len(s) > 3:
                other = len(code)
                code.append(None)
                code[hole] = ("jz", len(code))
                statements(s[3], code)
                code[other] = ("jump", len(code))
            else:
                code[hole] = ("jz", len(code))
    return code


def fold(e):
    if isinstance(e, tuple):
        op, a, b = e[0], fold(e[1]), fold(e[2])
        if isinstance(a, int) and isinstance(b, int):
            m = Machine([])
            m.stack = [a, b]
            getattr(m, "op_" + op)(0)
            return m.stack[0]
        if op == "mul" and 1 in (a, b):
            return b if a == 1 else a
        if op == "add" and 0 in (a, b):
            return b if a == 0 else a
        return op, a, b
    return e


primes = [("=", "n", 2), ("while", ("lt", "n", 40), [("=", "d", 2), ("=", "ok", 1), ("while", ("lt", ("mul", "d", "d"), ("add", "n", 1)), [("if", ("eq", ("mod", "n", "d"), 0), [("=", "ok", 0)]), ("=", "d", ("add", "d", 1))]), ("if", "ok", [("print", "n")]), ("=", "n", ("add", "n", 1))])]
code = statements(primes, [])
for i, c in enumerate(code):
    print(i, *c)
print(Machine(code).run())
fib = [("=", "a", 0), ("=", "b", 1), ("while", ("lt", "a", 1000), [("print", "a"), ("=", "c", ("add", "a", "b")), ("=", "a", "b"), ("=", "b", "c")]), ("if", ("eq", "a", 5), [("print", 1)], [("print", -1)])]
print(Machine(statements(fib, [])).run())
for e in (("add", 1, 2), ("mul", ("add", 2, 3), ("sub", 10, 4)), ("add", ("mul", "x", 1), ("mul", 0, 5)), ("mul", "x", ("add", 2, 2)), ("lt", 3, 4)):
    print(e, "->", fold(e))
for bad in ([("load", "q")], [("push", 1), ("add",)], [("jump", 0)], [("fly",)]):
    try:
        Machine(bad).run()
    except (KeyError, IndexError, RuntimeError, AttributeError) as err:
        print(type(err).__name__, err)
