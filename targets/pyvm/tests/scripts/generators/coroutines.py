"""Coroutines in the old style: consumers, filters, state machines, a trampoline, two-way pipes."""


def consumer(f):
    def start(*a):
        g = f(*a)
        next(g)
        return g
    return start


@consumer
def printer(prefix):
    n = 0
    while True:
        try:
            x = yield n
        except GeneratorExit:
            print(prefix, "closed after", n)
            return
        n += 1
        print(prefix, x)


@consumer
def grep(word, target):
    try:
        while True:
            line = yield
            if word in line:
                target.send(line)
    finally:
        target.close()


p = grep("py", printer("match"))
for line in ("python", "perl", "pypy", "ruby"):
    p.send(line)
p.close()


@consumer
def parser(out):
    while True:
        c = yield
        if c == "(":
            depth, text = 1, ""
            while depth:
                c = yield
                depth += (c == "(") - (c == ")")
                if depth:
                    text += c
            out.append(text)
        elif c.isdigit():
            n = ""
            while c.isdigit():
                n += c
                c = yield
            out.append(int(n))


out = []
q = parser(out)
for c in "12 (a(b)c) 7,(x) 345 ":
    q.send(c)
print(out)


def trampoline(g):
    stack, value, error = [g], None, None
    while stack:
        try:
            if error:
                e, error = error, None
                value = stack[-1].throw(e)
            else:
                value = stack[-1].send(value)
        except StopIteration as s:
            stack.pop()
            value = s.value
            continue
        except Exception as e:
            stack.pop()
            error = e
            continue
        if hasattr(value, "send"):
            stack.append(value)
            value = None
    if error:
        raise error
    return value


def fact(n):
    if n < 0:
        raise ValueError("negative")
    if n < 2:
        return 1
    return n * (yield fact(n - 1))


def safe(n):
    try:
        return (yield fact(n))
    except ValueError as e:
        return f"caught {e}"


def depth(n):
    return 0 if n == 0 else 1 + (yield depth(n - 1))


print(trampoline(fact(10)), trampoline(safe(-1)), trampoline(safe(5)), trampoline(depth(3000)))
try:
    trampoline(fact(-5))
except ValueError as e:
    print("ValueError:", e)


def traffic():
    while True:
        for colour, n in (("red", 2), ("green", 3), ("yellow", 1)):
            for _ in range(n):
                signal = yield colour
                if signal == "reset":
                    break
            else:
                continue
            break


t = traffic()
print([next(t) for _ in range(8)], t.send("reset"), [next(t) for _ in range(3)])


def cards():
    hand = []
    while True:
        command, *args = (yield tuple(hand)) or ("pass",)
        if command == "draw":
            hand.extend(args)
        elif command == "play" and args[0] in hand:
            hand.remove(args[0])


c = cards()
next(c)
print(c.send(("draw", 1, 2, 3)), c.send(("play", 2)), c.send(None), c.send(("play", 9)), c.send(("draw", 4)))
