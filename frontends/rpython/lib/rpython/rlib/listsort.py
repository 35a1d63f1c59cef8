"""Sorting of lists: a stable merge sort that uses the runs that are there already (Peters's timsort, 2002).

`TimSort(items).sort()` sorts in place. Each class made by `make_timsort_class` sorts lists of one item type, so a program
that sorts several kinds of lists makes a class for each.
"""

# Runs shorter than this are made longer by insertion.
SMALL = 32
# So many wins of one side in a row begin a gallop.
FIRST_GALLOP = 7


def make_timsort_class(getitem=None, setitem=None, length=None, getitem_slice=None, lt=None):
    """A class that sorts by these functions, of which the missing ones are those of a list. Called while modules load."""
    # New functions in each call: one that several classes share would have to take all their types.
    if getitem is None:

        def getitem(items, index):
            return items[index]

    if setitem is None:

        def setitem(items, index, value):
            items[index] = value

    if length is None:

        def length(items):
            return len(items)

    if getitem_slice is None:

        def getitem_slice(items, start, stop):
            return items[start:stop]

    less = lt
    if less is None:

        def less(a, b):
            return a < b

    class TimSort(object):
        """Sorts `items`, or its first `listlength` items. A subclass may override `lt`."""

        def __init__(self, items, listlength=-1):
            self.items = items
            self.size = listlength if listlength >= 0 else length(items)
            self.gallop_at = FIRST_GALLOP
            # The runs that are not merged yet: where each starts, and how long it is.
            self.starts = []
            self.lengths = []

        def lt(self, a, b):
            return less(a, b)

        def sort(self):
            rest = self.size
            if rest < 2:
                return
            shortest = self.shortest_run(rest)
            start = 0
            while rest > 0:
                run = self.natural_run(start, start + rest)
                if run < shortest:
                    wanted = min(shortest, rest)
                    self.insert(start, start + run, start + wanted)
                    run = wanted
                self.starts.append(start)
                self.lengths.append(run)
                self.balance()
                start += run
                rest -= run
            while len(self.starts) > 1:
                at = len(self.starts) - 2
                if at > 0 and self.lengths[at - 1] < self.lengths[at + 1]:
                    at -= 1
                self.merge(at)

        # ---- runs

        def shortest_run(self, n):
            """Such that n divided by it is a power of two or a bit less: merges are balanced then."""
            odd = 0
            while n >= 2 * SMALL:
                odd |= n & 1
                n >>= 1
            return n + odd

        def natural_run(self, start, stop):
            """How many items from start on are in order. Those in strictly falling order are turned around."""
            i = start + 1
            if i == stop:
                return 1
            items = self.items
            if self.lt(getitem(items, i), getitem(items, start)):
                i += 1
                while i < stop and self.lt(getitem(items, i), getitem(items, i - 1)):
                    i += 1
                self.reverse(start, i)
            else:
                i += 1
                while i < stop and not self.lt(getitem(items, i), getitem(items, i - 1)):
                    i += 1
            return i - start

        def reverse(self, start, stop):
            items = self.items
            stop -= 1
            while start < stop:
                kept = getitem(items, start)
                setitem(items, start, getitem(items, stop))
                setitem(items, stop, kept)
                start += 1
                stop -= 1

        def insert(self, start, sorted, stop):
            """Inserts the items from `sorted` on into those before, which are in order."""
            items = self.items
            for i in range(sorted, stop):
                item = getitem(items, i)
                low = start
                high = i
                while low < high:
                    middle = (low + high) >> 1
                    if self.lt(item, getitem(items, middle)):
                        high = middle
                    else:
                        low = middle + 1
                j = i
                while j > low:
                    setitem(items, j, getitem(items, j - 1))
                    j -= 1
                setitem(items, low, item)

        def balance(self):
            """Merges until each waiting run is longer than the two after it together: few wait then, and merges are of runs
            of similar length."""
            lengths = self.lengths
            while len(lengths) > 1:
                at = len(lengths) - 2
                two = at > 0 and lengths[at - 1] <= lengths[at] + lengths[at + 1]
                if two or (at > 1 and lengths[at - 2] <= lengths[at - 1] + lengths[at]):
                    if lengths[at - 1] < lengths[at + 1]:
                        at -= 1
                elif lengths[at] > lengths[at + 1]:
                    return
                self.merge(at)

        # ---- merging

        def merge(self, at):
            """Merges a waiting run with the one after it."""
            start = self.starts[at]
            middle = self.starts[at + 1]
            stop = middle + self.lengths[at + 1]
            self.lengths[at] += self.lengths[at + 1]
            del self.starts[at + 1]
            del self.lengths[at + 1]
            # What is in its place already stays out.
            items = self.items
            start = self.after(items, getitem(items, middle), start, middle)
            if start == middle:
                return
            stop = self.before(items, getitem(items, middle - 1), middle, stop)
            if stop == middle:
                return
            if middle - start <= stop - middle:
                self.merge_up(start, middle, stop)
            else:
                self.merge_down(start, middle, stop)

        def after(self, items, item, low, high):
            """The place in a sorted part after all that are not greater than the item: searched in growing steps from the
            left, then by halves."""
            step = 1
            while low + step <= high and not self.lt(item, getitem(items, low + step - 1)):
                low += step
                step <<= 1
            high = min(high, low + step - 1)
            while low < high:
                middle = (low + high) >> 1
                if self.lt(item, getitem(items, middle)):
                    high = middle
                else:
                    low = middle + 1
            return low

        def before(self, items, item, low, high):
            """The place before all that are not less than the item: searched from the right."""
            step = 1
            while high - step >= low and not self.lt(getitem(items, high - step), item):
                high -= step
                step <<= 1
            low = max(low, high - step + 1)
            while low < high:
                middle = (low + high) >> 1
                if self.lt(getitem(items, middle), item):
                    low = middle + 1
                else:
                    high = middle
            return low

        def merge_up(self, start, middle, stop):
            """The left part is the shorter one: it is copied away, and the result written from the left."""
            items = self.items
            left = getitem_slice(items, start, middle)
            i = 0
            count = middle - start
            right = middle
            to = start
            wins = 0
            while i < count and right < stop:
                if self.lt(getitem(items, right), getitem(left, i)):
                    setitem(items, to, getitem(items, right))
                    right += 1
                    wins = wins - 1 if wins < 0 else -1
                else:
                    setitem(items, to, getitem(left, i))
                    i += 1
                    wins = wins + 1 if wins > 0 else 1
                to += 1
                if i == count or right == stop:
                    break
                if wins >= self.gallop_at:
                    end = self.after(left, getitem(items, right), i, count)
                    self.pays(end - i)
                    while i < end:
                        setitem(items, to, getitem(left, i))
                        to += 1
                        i += 1
                    wins = 0
                elif -wins >= self.gallop_at:
                    end = self.first_not_less(getitem(left, i), right, stop)
                    self.pays(end - right)
                    while right < end:
                        setitem(items, to, getitem(items, right))
                        to += 1
                        right += 1
                    wins = 0
            while i < count:
                setitem(items, to, getitem(left, i))
                to += 1
                i += 1

        def merge_down(self, start, middle, stop):
            """The right part is the shorter one: it is copied away, and the result written from the right."""
            items = self.items
            right = getitem_slice(items, middle, stop)
            i = stop - middle
            left = middle
            to = stop
            wins = 0
            while i > 0 and left > start:
                to -= 1
                if self.lt(getitem(right, i - 1), getitem(items, left - 1)):
                    left -= 1
                    setitem(items, to, getitem(items, left))
                    wins = wins - 1 if wins < 0 else -1
                else:
                    i -= 1
                    setitem(items, to, getitem(right, i))
                    wins = wins + 1 if wins > 0 else 1
                if i == 0 or left == start:
                    break
                if wins >= self.gallop_at:
                    end = self.before(right, getitem(items, left - 1), 0, i)
                    self.pays(i - end)
                    while i > end:
                        to -= 1
                        i -= 1
                        setitem(items, to, getitem(right, i))
                    wins = 0
                elif -wins >= self.gallop_at:
                    end = self.last_not_greater(getitem(right, i - 1), start, left)
                    self.pays(left - end)
                    while left > end:
                        to -= 1
                        left -= 1
                        setitem(items, to, getitem(items, left))
                    wins = 0
            while i > 0:
                to -= 1
                i -= 1
                setitem(items, to, getitem(right, i))

        def first_not_less(self, item, low, high):
            """As `before`, searched from the left."""
            items = self.items
            step = 1
            while low + step <= high and self.lt(getitem(items, low + step - 1), item):
                low += step
                step <<= 1
            return self.before(items, item, low, min(high, low + step - 1))

        def last_not_greater(self, item, low, high):
            """As `after`, searched from the right."""
            items = self.items
            step = 1
            while high - step >= low and self.lt(item, getitem(items, high - step)):
                high -= step
                step <<= 1
            return self.after(items, item, max(low, high - step + 1), high)

        def pays(self, moved):
            """Gallops that move little make the next one begin later, others earlier."""
            if moved >= FIRST_GALLOP:
                if self.gallop_at > 1:
                    self.gallop_at -= 1
            else:
                self.gallop_at += 2

    return TimSort


TimSort = make_timsort_class()
