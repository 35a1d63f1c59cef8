"""collections.deque: a ring in a list whose length is a power of two."""


class deque:
    # The name that messages about its type give it.
    __module__ = "collections"
    __hash__ = None

    def __init__(self, iterable=(), maxlen=None):
        if maxlen is not None and maxlen < 0:
            raise ValueError("maxlen must be non-negative")
        self._maxlen = maxlen
        self._ring = [None] * 8
        self._start = 0
        self._count = 0
        # Counts changes, so that iterators notice them.
        self._changes = 0
        self.extend(iterable)

    @property
    def maxlen(self):
        return self._maxlen

    def _grow(self):
        ring = self._ring
        self._ring = ring[self._start:] + ring[:self._start] + [None] * len(ring)
        self._start = 0

    def append(self, x):
        if self._count == self._maxlen:
            if not self._count:
                return
            self.popleft()
        if self._count == len(self._ring):
            self._grow()
        ring = self._ring
        ring[(self._start + self._count) & (len(ring) - 1)] = x
        self._count += 1
        self._changes += 1

    def appendleft(self, x):
        if self._count == self._maxlen:
            if not self._count:
                return
            self.pop()
        if self._count == len(self._ring):
            self._grow()
        ring = self._ring
        self._start = (self._start - 1) & (len(ring) - 1)
        ring[self._start] = x
        self._count += 1
        self._changes += 1

    def pop(self):
        if not self._count:
            raise IndexError("pop from an empty deque")
        self._count -= 1
        self._changes += 1
        ring = self._ring
        place = (self._start + self._count) & (len(ring) - 1)
        x = ring[place]
        ring[place] = None
        return x

    def popleft(self):
        if not self._count:
            raise IndexError("pop from an empty deque")
        ring = self._ring
        place = self._start
        x = ring[place]
        ring[place] = None
        self._start = (place + 1) & (len(ring) - 1)
        self._count -= 1
        self._changes += 1
        return x

    def extend(self, iterable):
        if iterable is self:
            iterable = list(iterable)
        for x in iterable:
            self.append(x)

    def extendleft(self, iterable):
        if iterable is self:
            iterable = list(iterable)
        for x in iterable:
            self.appendleft(x)

    def clear(self):
        self._ring = [None] * 8
        self._start = self._count = 0
        self._changes += 1

    def rotate(self, n=1):
        if self._count > 1:
            n %= self._count
            if n <= self._count // 2:
                for _ in range(n):
                    self.appendleft(self.pop())
            else:
                for _ in range(self._count - n):
                    self.append(self.popleft())

    def _replace(self, items):
        self.clear()
        self.extend(items)

    def reverse(self):
        self._replace(list(self)[::-1])

    def insert(self, i, x):
        if self._count == self._maxlen:
            raise IndexError("deque already at its maximum size")
        items = list(self)
        items.insert(i, x)
        self._replace(items)

    def remove(self, value):
        for i, x in enumerate(self):
            if x is value or x == value:
                del self[i]
                return
        raise ValueError("%r is not in deque" % (value,))

    def index(self, value, *bounds):
        for i in range(*slice(*(bounds + (None,) * (2 - len(bounds)))).indices(self._count)):
            x = self[i]
            if x is value or x == value:
                return i
        raise ValueError("%r is not in deque" % (value,))

    def count(self, value):
        return list(self).count(value)

    def copy(self):
        return type(self)(self, self._maxlen)

    __copy__ = copy

    def _place(self, i):
        if not hasattr(i, "__index__"):
            raise TypeError("sequence index must be integer, not '%s'" % type(i).__name__)
        i = i.__index__()
        if i < 0:
            i += self._count
        if not 0 <= i < self._count:
            raise IndexError("deque index out of range")
        return (self._start + i) & (len(self._ring) - 1)

    def __getitem__(self, i):
        return self._ring[self._place(i)]

    def __setitem__(self, i, x):
        self._ring[self._place(i)] = x

    def __delitem__(self, i):
        self._place(i)
        items = list(self)
        del items[i]
        self._replace(items)

    def __len__(self):
        return self._count

    def __bool__(self):
        return self._count > 0

    def __iter__(self):
        changes = self._changes
        for i in range(self._count):
            if self._changes != changes:
                raise RuntimeError("deque mutated during iteration")
            yield self._ring[(self._start + i) & (len(self._ring) - 1)]
        if self._changes != changes:
            raise RuntimeError("deque mutated during iteration")

    def __reversed__(self):
        return iter(list(self)[::-1])

    def __contains__(self, value):
        for x in self:
            if x is value or x == value:
                return True
        return False

    def __add__(self, other):
        if not isinstance(other, deque):
            raise TypeError('can only concatenate deque (not "%s") to deque' % type(other).__name__)
        made = self.copy()
        made.extend(other)
        return made

    def __iadd__(self, other):
        self.extend(other)
        return self

    def __mul__(self, n):
        return type(self)(list(self) * n, self._maxlen)

    __rmul__ = __mul__

    def __imul__(self, n):
        self._replace(list(self) * n)
        return self

    def __eq__(self, other):
        if not isinstance(other, deque):
            return NotImplemented
        return list(self) == list(other)

    def __lt__(self, other):
        if not isinstance(other, deque):
            return NotImplemented
        return list(self) < list(other)

    def __le__(self, other):
        if not isinstance(other, deque):
            return NotImplemented
        return list(self) <= list(other)

    def __gt__(self, other):
        if not isinstance(other, deque):
            return NotImplemented
        return list(self) > list(other)

    def __ge__(self, other):
        if not isinstance(other, deque):
            return NotImplemented
        return list(self) >= list(other)

    def __repr__(self):
        if self._maxlen is None:
            return "%s(%r)" % (type(self).__name__, list(self))
        return "%s(%r, maxlen=%d)" % (type(self).__name__, list(self), self._maxlen)
