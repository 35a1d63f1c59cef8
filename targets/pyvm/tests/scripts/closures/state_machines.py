"""State machines, parsers and generators of ids made of closures only."""


def machine(transitions, start):
    state, history = start, []

    def step(event):
        nonlocal state
        history.append(state)
        state = transitions.get((state, event), transitions.get((state, None), "error"))
        return state
    step.history = history
    step.state = lambda: state
    return step


m = machine({("idle", "go"): "run", ("run", "stop"): "idle", ("run", None): "run", ("idle", None): "idle"}, "idle")
print([m(e) for e in "go x go stop stop y go".split()], m.history, m.state())


def char(c):
    return lambda s, i: (c, i + 1) if s[i:i + 1] == c else None


def many(p):
    def parse(s, i):
        out = []
        while (r := p(s, i)) is not None:
            out.append(r[0])
            i = r[1]
        return out, i
    return parse


def either(*ps):
    return lambda s, i: next((r for r in (p(s, i) for p in ps) if r is not None), None)


def seq(*ps):
    def parse(s, i):
        out = []
        for p in ps:
            r = p(s, i)
            if r is None:
                return None
            out.append(r[0])
            i = r[1]
        return out, i
    return parse


def mapped(p, f):
    return lambda s, i: None if (r := p(s, i)) is None else (f(r[0]), r[1])


digit = either(*map(char, "0123456789"))
number = mapped(seq(digit, many(digit)), lambda v: int(v[0] + "".join(v[1])))
factor = either(number, mapped(seq(char("("), lambda s, i: expr(s, i), char(")")), lambda v: v[1]))
term = mapped(seq(factor, many(seq(char("*"), factor))), lambda v: __import__("functools").reduce(lambda a, b: a * b[1], v[1], v[0]))
expr = mapped(seq(term, many(seq(either(char("+"), char("-")), term))), lambda v: __import__("functools").reduce(lambda a, b: a + b[1] if b[0] == "+" else a - b[1], v[1], v[0]))
print([expr(s, 0) for s in ("12", "1+2*3", "(1+2)*3-4", "2*(3+(4-1))", "x", "1+", "(1")])


def ids(prefix):
    counts = {}

    def new(kind="id"):
        counts[kind] = counts.get(kind, 0) + 1
        return f"{prefix}-{kind}-{counts[kind]}"

    def reset(kind=None):
        (counts.clear() if kind is None else counts.pop(kind, None))
    return new, reset


a, reset = ids("a")
b, _ = ids("b")
print(a(), a("x"), a(), b(), a("x"), reset("x"), a("x"), a(), reset(), a())


def account(balance):
    def deposit(n):
        nonlocal balance
        balance += n
        return balance

    def withdraw(n):
        nonlocal balance
        if n > balance:
            return "insufficient"
        balance -= n
        return balance
    return lambda op, n=0: {"d": deposit, "w": withdraw, "b": lambda n: balance}[op](n)


x, y = account(10), account(100)
print(x("d", 5), x("w", 50), y("w", 50), x("b"), y("b"))
