"""Heaps in lists: heap[k] <= heap[2*k+1] and heap[k] <= heap[2*k+2], so that heap[0] is the smallest."""


def _up(heap, place):
    item = heap[place]
    while place > 0:
        parent = (place - 1) >> 1
        if not item < heap[parent]:
            break
        heap[place] = heap[parent]
        place = parent
    heap[place] = item


def _down(heap, place, end):
    item = heap[place]
    child = 2 * place + 1
    while child < end:
        if child + 1 < end and not heap[child] < heap[child + 1]:
            child += 1
        if not heap[child] < item:
            break
        heap[place] = heap[child]
        place = child
        child = 2 * place + 1
    heap[place] = item


def heappush(heap, item):
    heap.append(item)
    _up(heap, len(heap) - 1)


def heappop(heap):
    last = heap.pop()
    if not heap:
        return last
    first = heap[0]
    heap[0] = last
    _down(heap, 0, len(heap))
    return first


def heapreplace(heap, item):
    first = heap[0]
    heap[0] = item
    _down(heap, 0, len(heap))
    return first


def heappushpop(heap, item):
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _down(heap, 0, len(heap))
    return item


def heapify(x):
    for place in range(len(x) // 2 - 1, -1, -1):
        _down(x, place, len(x))


def nsmallest(n, iterable, key=None):
    return sorted(iterable, key=key)[:max(n, 0)]


def nlargest(n, iterable, key=None):
    return sorted(iterable, key=key, reverse=True)[:max(n, 0)]


class _Entry:
    """The next item of one source; of equal ones, that of the earlier source comes first."""

    __slots__ = ("rank", "number", "value", "source", "reverse")

    def __lt__(self, other):
        if self.rank == other.rank:
            return self.number < other.number
        return other.rank < self.rank if self.reverse else self.rank < other.rank


def merge(*iterables, key=None, reverse=False):
    heap = []
    for number, iterable in enumerate(iterables):
        entry = _Entry()
        entry.number, entry.source, entry.reverse = number, iter(iterable), reverse
        if _advance(entry, key):
            heap.append(entry)
    heapify(heap)
    while heap:
        entry = heap[0]
        yield entry.value
        if _advance(entry, key):
            _down(heap, 0, len(heap))
        else:
            heappop(heap)


def _advance(entry, key):
    try:
        entry.value = next(entry.source)
    except StopIteration:
        return False
    entry.rank = entry.value if key is None else key(entry.value)
    return True
