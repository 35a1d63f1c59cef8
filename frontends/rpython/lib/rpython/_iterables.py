"""What builtins do with an iterable of any kind. The translator calls these in their place; each call has a copy of its own,
so that the types of one call say nothing of another's."""

from rpython.rlib.objectmodel import specialize


@specialize.call_location()
def list_of(iterable):
    result = []
    for x in iterable:
        result.append(x)
    return result


@specialize.call_location()
def dict_of(pairs):
    result = {}
    for k, v in pairs:
        result[k] = v
    return result


@specialize.call_location()
def extended(items, iterable):
    for x in iterable:
        items.append(x)
    return items


@specialize.call_location()
def joined(separator, iterable):
    items = []
    for x in iterable:
        items.append(x)
    return separator.join(items)


@specialize.call_location()
def sum_of(iterable, start=0):
    total = start
    for x in iterable:
        total = total + x
    return total


@specialize.call_location()
def any_of(iterable):
    for x in iterable:
        if x:
            return True
    return False


@specialize.call_location()
def all_of(iterable):
    for x in iterable:
        if not x:
            return False
    return True


@specialize.call_location()
def min_of(iterable):
    it = iter(iterable)
    try:
        least = next(it)
    except StopIteration:
        raise ValueError("min() of nothing")
    for x in it:
        if x < least:
            least = x
    return least


@specialize.call_location()
def max_of(iterable):
    it = iter(iterable)
    try:
        most = next(it)
    except StopIteration:
        raise ValueError("max() of nothing")
    for x in it:
        if x > most:
            most = x
    return most


@specialize.call_location()
def sorted_of(iterable):
    """A merge sort from small runs to large ones: stable, as Python's."""
    items = []
    for x in iterable:
        items.append(x)
    n = len(items)
    width = 1
    while width < n:
        merged = []
        start = 0
        while start < n:
            middle = min(start + width, n)
            stop = min(middle + width, n)
            i = start
            j = middle
            while i < middle and j < stop:
                if items[j] < items[i]:
                    merged.append(items[j])
                    j += 1
                else:
                    merged.append(items[i])
                    i += 1
            while i < middle:
                merged.append(items[i])
                i += 1
            while j < stop:
                merged.append(items[j])
                j += 1
            start = stop
        items = merged
        width *= 2
    return items
