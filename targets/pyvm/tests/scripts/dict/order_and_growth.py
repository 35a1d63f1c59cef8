"""Big dicts, many deletions, and the order of insertion through it all."""

d = {}
for i in range(1000):
    d[i * 7 % 1009] = i
print(len(d), list(d)[:8], list(d)[-3:])
for i in range(0, 1009, 2):
    d.pop(i, None)
print(len(d), list(d)[:8], sum(d.values()))
for i in range(0, 1009, 4):
    d[i] = "back"
print(len(d), list(d)[-3:], list(d.values()).count("back"))
s = {}
for i in range(500):
    s["key%d" % i] = i
for i in range(500):
    if i % 3:
        del s["key%d" % i]
print(len(s), list(s.items())[:5], s["key498"], "key499" in s)
while len(s) > 3:
    s.popitem()
print(s)
fifo = {}
for i in range(100):
    fifo[i] = i
    if len(fifo) > 5:
        del fifo[next(iter(fifo))]
print(fifo)
lru = {}
for k in [1, 2, 3, 1, 4, 2, 5, 1]:
    lru.pop(k, None)
    lru[k] = True
    if len(lru) > 3:
        del lru[next(iter(lru))]
    print(k, list(lru))
floats = {i / 4: i for i in range(20)}
print(floats[1.0], floats[2], floats[0.75], floats.get(0.1))
changing = {1: 1, 2: 2}
changing["text"] = 3
changing[2.5] = 4
changing[None] = 5
print(changing, changing[1], changing["text"], changing[None])
text = {"a": 1}
text[1] = 2
text[(1,)] = 3
del text["a"]
print(text)
print({i: None for i in [3, 1, 2, 3, 1]}, dict.fromkeys("hello world"), dict(b=1, a=2), {**{"z": 1}, "a": 2, "z": 3})
m = {(i, j): i + j for i in range(20) for j in range(20)}
print(len(m), m[19, 19], sum(m.values()), (20, 0) in m)
