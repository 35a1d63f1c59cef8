"""Intervals: merging, gaps, overlaps, rooms, scheduling, sweeps, calendars."""


def merge(intervals):
    out = []
    for a, b in sorted(intervals):
        if out and a <= out[-1][1]:
            out[-1][1] = max(out[-1][1], b)
        else:
            out.append([a, b])
    return out


def gaps(intervals, lo, hi):
    at = lo
    for a, b in merge(intervals):
        if a > at:
            yield at, min(a, hi)
        at = max(at, b)
        if at >= hi:
            return
    if at < hi:
        yield at, hi


def rooms(intervals):
    events = sorted([(a, 1) for a, b in intervals] + [(b, -1) for a, b in intervals])
    best = now = 0
    for _, d in events:
        now += d
        best = max(best, now)
    return best


def most(intervals):
    chosen, end = [], float("-inf")
    for a, b in sorted(intervals, key=lambda i: (i[1], i[0])):
        if a >= end:
            chosen.append((a, b))
            end = b
    return chosen


def weighted(jobs):
    jobs = sorted(jobs, key=lambda j: j[1])
    best = [0]
    for i, (a, b, w) in enumerate(jobs):
        k = i
        while k and jobs[k - 1][1] > a:
            k -= 1
        best.append(max(best[-1], best[k] + w))
    return best


data = [(1, 3), (2, 6), (8, 10), (15, 18), (9, 12), (17, 20), (30, 31)]
print(merge(data), merge([]), merge([(1, 4), (4, 5)]), list(gaps(data, 0, 35)), list(gaps([], 0, 2)), list(gaps([(0, 9)], 1, 5)), rooms(data), rooms([(0, 1)] * 3), most(data), weighted([(1, 3, 5), (2, 5, 6), (4, 6, 5), (6, 7, 4), (5, 8, 11), (7, 9, 2)]))


class Calendar:
    def __init__(self):
        self.slots = []

    def book(self, start, end, what):
        if start >= end:
            raise ValueError("empty slot")
        for s, e, w in self.slots:
            if start < e and s < end:
                raise LookupError(f"{what} clashes with {w}")
        self.slots.append((start, end, what))
        self.slots.sort()

    def free(self, length, lo=9 * 60, hi=17 * 60):
        for a, b in gaps([(s, e) for s, e, _ in self.slots], lo, hi):
            if b - a >= length:
                return "%02d:%02d" % divmod(a, 60)


t = lambda s: int(s[:-3]) * 60 + int(s[-2:])
c = Calendar()
for a, b, w in (("9:00", "10:30", "standup"), ("10:00", "11:00", "clash"), ("11:00", "12:00", "review"), ("13:15", "17:00", "workshop"), ("12:00", "12:00", "nothing"), ("10:30", "11:00", "break")):
    try:
        c.book(t(a), t(b), w)
        print("ok", w)
    except (LookupError, ValueError) as e:
        print(type(e).__name__, e)
print([c.free(n) for n in (15, 60, 75, 76)], [w for _, _, w in c.slots])
skyline, heights = [], [(2, 9, 10), (3, 7, 15), (5, 12, 12), (15, 20, 10), (19, 24, 8)]
for x in sorted({p for a, b, _ in heights for p in (a, b)}):
    h = max((h for a, b, h in heights if a <= x < b), default=0)
    if not skyline or skyline[-1][1] != h:
        skyline.append((x, h))
print(skyline)
