"""Iterators made of iterators. All are generators, so that a compiler of traces sees through them; arguments that are checked at
once are checked by a function around the generator."""


def count(start=0, step=1):
    if not hasattr(start, "__add__"):
        raise TypeError("a number is required")
    return _count(start, step)


def _count(n, step):
    while True:
        yield n
        n += step


def cycle(iterable):
    saved = []
    for x in iterable:
        yield x
        saved.append(x)
    while saved:
        for x in saved:
            yield x


def repeat(object, times=None):
    if times is None:
        return _forever(object)
    return _repeat(object, times.__index__() if hasattr(times, "__index__") else _not_an_index(times))


def _not_an_index(x):
    raise TypeError("'%s' object cannot be interpreted as an integer" % type(x).__name__)


def _forever(x):
    while True:
        yield x


def _repeat(x, times):
    while times > 0:
        yield x
        times -= 1


def chain(*iterables):
    for iterable in iterables:
        for x in iterable:
            yield x


def _chain_from_iterable(iterables):
    for iterable in iterables:
        for x in iterable:
            yield x


chain.from_iterable = _chain_from_iterable


def islice(iterable, *args):
    s = slice(*args)
    for bound in (s.start, s.stop, s.step):
        if bound is not None and (not isinstance(bound, int) or bound < 0):
            raise ValueError("Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
    step = 1 if s.step is None else s.step
    if step == 0:
        raise ValueError("Step for islice() must be a positive integer or None.")
    if not args:
        raise TypeError("islice expected at least 2 arguments, got 1")
    return _islice(iter(iterable), s.start or 0, s.stop, step)


def _islice(it, start, stop, step):
    i = 0
    wanted = start
    while stop is None or i < stop:
        if i == wanted and (stop is None or wanted < stop):
            try:
                x = next(it)
            except StopIteration:
                return
            wanted += step
            i += 1
            yield x
        else:
            try:
                next(it)
            except StopIteration:
                return
            i += 1


def takewhile(predicate, iterable):
    for x in iterable:
        if not predicate(x):
            return
        yield x


def dropwhile(predicate, iterable):
    it = iter(iterable)
    for x in it:
        if not predicate(x):
            yield x
            break
    for x in it:
        yield x


def filterfalse(predicate, iterable):
    if predicate is None:
        predicate = bool
    for x in iterable:
        if not predicate(x):
            yield x


def compress(data, selectors):
    for x, selected in zip(data, selectors):
        if selected:
            yield x


def starmap(function, iterable):
    for args in iterable:
        yield function(*args)


_missing = object()


def accumulate(iterable, func=None, *, initial=_missing):
    it = iter(iterable)
    total = initial
    if initial is _missing or initial is None:
        try:
            total = next(it)
        except StopIteration:
            return
    yield total
    for x in it:
        total = total + x if func is None else func(total, x)
        yield total


def pairwise(iterable):
    before = _missing
    for x in iterable:
        if before is not _missing:
            yield before, x
        before = x


def zip_longest(*iterables, fillvalue=None):
    sources = [iter(i) for i in iterables]
    alive = len(sources)
    ended = [False] * alive
    while alive:
        row = []
        for i in range(len(sources)):
            if ended[i]:
                row.append(fillvalue)
                continue
            try:
                row.append(next(sources[i]))
            except StopIteration:
                ended[i] = True
                alive -= 1
                if not alive:
                    return
                row.append(fillvalue)
        yield tuple(row)


class _Link:
    """A value that all iterators of one tee will see, and where the next one is."""

    __slots__ = ("value", "following")

    def __init__(self):
        self.following = None


def _follow(source, link):
    while True:
        if link.following is None:
            try:
                link.value = next(source)
            except StopIteration:
                return
            link.following = _Link()
        yield link.value
        link = link.following


def tee(iterable, n=2):
    if n < 0:
        raise ValueError("n must be >= 0")
    source = iter(iterable)
    link = _Link()
    return tuple([_follow(source, link) for _ in range(n)])


class groupby:
    def __init__(self, iterable, key=None):
        self._source = iter(iterable)
        self._key = key
        self._value = None
        self._current = self._target = _missing
        self._group = None

    def __iter__(self):
        return self

    def _advance(self):
        self._value = next(self._source)
        self._current = self._value if self._key is None else self._key(self._value)

    def __next__(self):
        self._group = group = object()
        while self._current is _missing or self._target is not _missing and self._current == self._target:
            self._advance()
        self._target = self._current
        return self._current, self._members(self._target, group)

    def _members(self, target, group):
        while self._group is group and self._current == target:
            yield self._value
            try:
                self._advance()
            except StopIteration:
                self._current = self._target = _missing
                return


def product(*iterables, repeat=1):
    return _product([tuple(i) for i in iterables] * repeat)


def _product(pools):
    for pool in pools:
        if not pool:
            return
    indices = [0] * len(pools)
    while True:
        yield tuple([pool[i] for pool, i in zip(pools, indices)])
        place = len(pools) - 1
        while place >= 0:
            indices[place] += 1
            if indices[place] < len(pools[place]):
                break
            indices[place] = 0
            place -= 1
        if place < 0:
            return


def permutations(iterable, r=None):
    pool = tuple(iterable)
    if r is None:
        r = len(pool)
    if r < 0:
        raise ValueError("r must be non-negative")
    return _permutations(pool, r)


def _permutations(pool, r):
    n = len(pool)
    if r > n:
        return
    order = list(range(n))
    cycles = list(range(n, n - r, -1))
    while True:
        yield tuple([pool[i] for i in order[:r]])
        place = r - 1
        while place >= 0:
            cycles[place] -= 1
            if cycles[place] > 0:
                other = n - cycles[place]
                order[place], order[other] = order[other], order[place]
                break
            order.append(order.pop(place))
            cycles[place] = n - place
            place -= 1
        if place < 0:
            return


def combinations(iterable, r):
    if r < 0:
        raise ValueError("r must be non-negative")
    return _combinations(tuple(iterable), r)


def _combinations(pool, r):
    n = len(pool)
    if r > n:
        return
    chosen = list(range(r))
    while True:
        yield tuple([pool[i] for i in chosen])
        place = r - 1
        while place >= 0 and chosen[place] == n - r + place:
            place -= 1
        if place < 0:
            return
        chosen[place] += 1
        for i in range(place + 1, r):
            chosen[i] = chosen[i - 1] + 1


def combinations_with_replacement(iterable, r):
    if r < 0:
        raise ValueError("r must be non-negative")
    return _combinations_with_replacement(tuple(iterable), r)


def _combinations_with_replacement(pool, r):
    n = len(pool)
    if not n and r:
        return
    chosen = [0] * r
    while True:
        yield tuple([pool[i] for i in chosen])
        place = r - 1
        while place >= 0 and chosen[place] == n - 1:
            place -= 1
        if place < 0:
            return
        chosen[place:] = [chosen[place] + 1] * (r - place)
