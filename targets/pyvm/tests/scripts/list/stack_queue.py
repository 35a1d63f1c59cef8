"""Lists as stacks, queues, deques, rings and priority lists, with every end used."""

stack, log = [], []
for token in "3 4 + 2 * 7 / 1 -".split():
    if token.isdigit():
        stack.append(int(token))
    else:
        b, a = stack.pop(), stack.pop()
        stack.append({"+": a + b, "-": a - b, "*": a * b, "/": a / b}[token])
    log.append(stack[:])
print(log)
queue = ["a", "b"]
for i in range(6):
    x = queue.pop(0)
    queue.append(x + str(i))
print(queue, len(queue))
d = []
for i in range(5):
    d.insert(0, i) if i % 2 else d.append(i)
print(d, d.pop(), d.pop(0), d.pop(1), d)
ring = list(range(6))
for k in (1, 2, -1, 7):
    k %= len(ring)
    ring = ring[k:] + ring[:k]
    print(ring, end=" ")
print()
prio = []
for p in (5, 1, 4, 1, 3):
    i = 0
    while i < len(prio) and prio[i] <= p:
        i += 1
    prio.insert(i, p)
    print(prio, end=" ")
print(prio.pop(0), prio.pop(), prio)


def shunting(text):
    out, ops = [], []
    level = {"+": 1, "-": 1, "*": 2, "/": 2}
    for t in text.split():
        if t in level:
            while ops and ops[-1] != "(" and level[ops[-1]] >= level[t]:
                out.append(ops.pop())
            ops.append(t)
        elif t == "(":
            ops.append(t)
        elif t == ")":
            while ops[-1] != "(":
                out.append(ops.pop())
            ops.pop()
        else:
            out.append(t)
    return " ".join(out + ops[::-1])


for t in ("1 + 2 * 3", "( 1 + 2 ) * 3", "a * b / c - d", "( ( x ) )"):
    print(shunting(t))
window, best = [], []
for i, x in enumerate([4, 2, 12, 3, 8, 1, 1, 9]):
    while window and window[-1][1] <= x:
        window.pop()
    window.append((i, x))
    if window[0][0] <= i - 3:
        window.pop(0)
    best.append(window[0][1])
print(best)
hist, stack, area = [2, 1, 5, 6, 2, 3, 0], [], 0
for i, h in enumerate(hist):
    while stack and hist[stack[-1]] >= h:
        height = hist[stack.pop()]
        area = max(area, height * (i - (stack[-1] + 1 if stack else 0)))
    stack.append(i)
print(area)
undo, redo, text = [], [], ""
for cmd in ("type a", "type b", "undo", "type c", "undo", "undo", "redo", "undo", "undo"):
    if cmd.startswith("type"):
        undo.append(text)
        text += cmd[-1]
        redo.clear()
    else:
        source, target = (undo, redo) if cmd == "undo" else (redo, undo)
        if source:
            target.append(text)
            text = source.pop()
    print(cmd, repr(text), len(undo), len(redo), end="; ")
print()
big = []
for i in range(2000):
    big.append(i)
    if i % 3 == 0:
        big.pop(len(big) // 2)
print(len(big), big[0], big[-1], big[700], sum(big))
while len(big) > 5:
    del big[::2]
print(big)
