"""Knapsack of puzzles: magic squares, eight puzzle, river crossing, water jugs, word ladders, hanoi by bits."""


def bfs(start, done, moves):
    prev, level = {start: None}, [start]
    while level:
        following = []
        for s in level:
            if done(s):
                way = []
                while s is not None:
                    way.append(s)
                    s = prev[s]
                return way[::-1], len(prev)
            for t in moves(s):
                if t not in prev:
                    prev[t] = s
                    following.append(t)
        level = following
    return None, len(prev)


def jugs(sizes, goal):
    def moves(s):
        for i in range(len(s)):
            yield s[:i] + (sizes[i],) + s[i + 1:]
            yield s[:i] + (0,) + s[i + 1:]
            for j in range(len(s)):
                if i != j:
                    n = min(s[i], sizes[j] - s[j])
                    t = list(s)
                    t[i], t[j] = t[i] - n, t[j] + n
                    yield tuple(t)
    return bfs((0,) * len(sizes), lambda s: goal in s, moves)


print(jugs((3, 5), 4), jugs((8, 5, 3), 7)[1], jugs((2, 4), 3))


def river():
    everyone = frozenset("fwgc")

    def moves(s):
        bank, side = s
        here = bank if side == 0 else everyone - bank
        for extra in [frozenset()] + [frozenset(x) for x in sorted(here - {"f"})]:
            moved = extra | {"f"}
            new = bank - moved if side == 0 else bank | moved
            unguarded = new if side == 0 else everyone - new
            if not ({"w", "g"} <= unguarded or {"g", "c"} <= unguarded):
                yield new, 1 - side
    return bfs((everyone, 0), lambda s: not s[0], moves)


way, n = river()
print([("".join(sorted(b)), side) for b, side in way], n)


def slide(s):
    i = s.index("0")
    r, c = divmod(i, 3)
    for dr, dc in ((0, 1), (1, 0), (0, -1), (-1, 0)):
        if 0 <= r + dr < 3 and 0 <= c + dc < 3:
            j = (r + dr) * 3 + c + dc
            l = list(s)
            l[i], l[j] = l[j], l[i]
            yield "".join(l)


way, n = bfs("123405678", lambda s: s == "120453678", slide)
print(way, n)
way, n = bfs("125340678", lambda s: s == "012345678", slide)
print(len(way) - 1, way[-3:], n)
words = "cold cord card ward warm word worm corm wart dart cart cast".split()
ladder = lambda w: (v for v in words if sum(a != b for a, b in zip(w, v)) == 1)
print(bfs("cold", lambda w: w == "warm", ladder), bfs("cast", lambda w: w == "zzzz", ladder)[1])


def magic():
    from itertools import permutations
    for p in permutations(range(1, 10), 3):
        if sum(p) == 15:
            a, b, c = p
            for d in range(1, 10):
                g = 15 - a - d
                e = 15 - c - g
                f, h, i = 15 - d - e, 15 - b - e, 15 - a - e
                s = [a, b, c, d, e, f, g, h, i]
                if sorted(s) == list(range(1, 10)) and c + f + i == 15 and g + h + i == 15:
                    yield s


print(list(magic()))
pegs = [list(range(5, 0, -1)), [], []]
for m in range(1, 32):
    a, b = (m & m - 1) % 3, ((m | m - 1) + 1) % 3
    pegs[b].append(pegs[a].pop())
    assert pegs[b] == sorted(pegs[b], reverse=True)
print(pegs)
lights = 0b000_010_000
masks = [sum(1 << r * 3 + c for r, c in ((i, j), (i + 1, j), (i - 1, j), (i, j + 1), (i, j - 1)) if 0 <= r < 3 and 0 <= c < 3) for i in range(3) for j in range(3)]
print(masks, min((bin(k).count("1"), k) for k in range(512) if __import__("functools").reduce(lambda s, i: s ^ masks[i] if k >> i & 1 else s, range(9), lights) == 0))
