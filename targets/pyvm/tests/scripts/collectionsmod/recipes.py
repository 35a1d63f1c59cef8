"""Counter, deque, defaultdict, OrderedDict and namedtuple in programs."""

from collections import Counter, deque, defaultdict, OrderedDict, namedtuple

text = "it was the best of times it was the worst of times it was the age of wisdom"
words = text.split()
c = Counter(words)
print(c.most_common(3), sum(c.values()), len(c), c["nothing"], [w for w, n in c.items() if n == 1])
letters = Counter(text.replace(" ", ""))
print(letters.most_common(4), (Counter("listen") == Counter("silent")), Counter("aab") - Counter("ab"), sorted((Counter("abc") + Counter("bcd")).items()))
graph = defaultdict(set)
for a, b in [(1, 2), (2, 3), (4, 5), (1, 3), (5, 6)]:
    graph[a].add(b)
    graph[b].add(a)


def bfs(start):
    seen, todo = {start: 0}, deque([start])
    while todo:
        n = todo.popleft()
        for m in sorted(graph[n]):
            if m not in seen:
                seen[m] = seen[n] + 1
                todo.append(m)
    return seen


print([bfs(n) for n in (1, 4)], {k: sorted(v) for k, v in graph.items()})


def average(values, n):
    window, total = deque(), 0
    for v in values:
        window.append(v)
        total += v
        if len(window) > n:
            total -= window.popleft()
        yield round(total / len(window), 3)


print(list(average([1, 5, 2, 8, 3, 9], 3)), list(deque(range(10), maxlen=3)), "".join(deque("abc", 2)))


class LRU(OrderedDict):
    def __init__(self, n):
        super().__init__()
        self.n = n

    def __getitem__(self, k):
        v = super().__getitem__(k)
        self.move_to_end(k)
        return v

    def __setitem__(self, k, v):
        super().__setitem__(k, v)
        self.move_to_end(k)
        if len(self) > self.n:
            self.popitem(last=False)


l = LRU(2)
l["a"], l["b"] = 1, 2
l["a"]
l["c"] = 3
print(list(l), l.get("b"), dict(l))
Card = namedtuple("Card", "rank suit")
deck = [Card(r, s) for s in "SH" for r in (2, 10, 14)]
print(sorted(deck, key=lambda c: (c.suit, -c.rank)), deck[0]._replace(suit="D"), max(deck), deck.index(Card(10, "H")), {c.suit for c in deck} == {"S", "H"}, [rank for rank, suit in deck])
index = defaultdict(lambda: defaultdict(int))
for w in words:
    index[w[0]][len(w)] += 1
print({k: dict(v) for k, v in sorted(index.items())})
josephus, out = deque(range(1, 11)), []
while josephus:
    josephus.rotate(-2)
    out.append(josephus.popleft())
print(out)
groups = defaultdict(list)
for w in dict.fromkeys(words):
    groups["".join(sorted(w))].append(w)
print([g for g in groups.values() if len(g) > 1] or "no anagrams", len(groups))
inventory = Counter(apple=3, pear=0)
inventory.update(apple=-1, fig=2)
inventory.subtract({"pear": 1})
print(inventory, +inventory, list(inventory.elements()), inventory.most_common()[-1])
history = deque(maxlen=4)
for n in range(7):
    history.appendleft(n) if n % 2 else history.append(n)
    print(list(history), end=" ")
print(history.count(5), 6 in history)
