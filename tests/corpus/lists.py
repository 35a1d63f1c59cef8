"""Lists: fixed and resizable, all methods, slices, comprehensions."""

from rpython.rlib.debug import make_sure_not_resized
from rpython.rlib.objectmodel import newlist_hint, resizelist_hint
from rpython.testing import case

PRIMES = [2, 3, 5, 7, 11]
GRID = [[1, 2], [3, 4]]
NAMES = ["zero", "one", "two"]


def shown(items):
    return ",".join([str(x) for x in items])


@case((0,))
@case((-1,))
@case((4,))
@case((5,), raises=IndexError)
@case((-6,), raises=IndexError)
def index(i):
    return PRIMES[i]


@case((2,))
@case((9,))
@case((-9,))
def index_caught(i):
    try:
        return PRIMES[i]
    except IndexError:
        return -1


@case((1, 5))
@case((-1, 5))
@case((3, 5), raises=IndexError)
def assign_item(i, v):
    items = [1, 2, 3]
    items[i] = v
    items[0] += 10
    return shown(items)


@case((5,))
@case((0,))
@case((100,))
def append(n):
    items = []
    for i in range(n):
        items.append(i * i)
    return len(items), sum(items), bool(items)


@case((3,))
def pop(n):
    items = [1, 2, 3, 4]
    a = items.pop()
    b = items.pop(0)
    c = items.pop(-1)
    return a, b, c, shown(items)


@case((0,), raises=IndexError)
def pop_empty(n):
    items = [n]
    items.pop()
    return items.pop()


@case((2,), raises=IndexError)
@case((1,))
def pop_at(i):
    items = [5, 6]
    return items.pop(i)


@case((3,))
def pop_until_empty(n):
    items = [i for i in range(n)]
    count = 0
    try:
        while True:
            items.pop()
            count += 1
    except IndexError:
        return count


@case((0,))
@case((2,))
@case((99,))
@case((-1,))
def insert(i):
    items = [1, 2, 3]
    items.insert(i, 9)
    return shown(items)


@case((2,))
@case((7,), raises=ValueError)
def remove(x):
    items = [1, 2, 3, 2]
    items.remove(x)
    return shown(items)


@case((3,))
@case((8,), raises=ValueError)
def find(x):
    return PRIMES.index(x)


@case((2,))
def count(x):
    return [1, 2, 3, 2].count(x), ["a", "b"].count("b")


@case((4,))
def extend(n):
    items = [1]
    items.extend([2, 3])
    items += [n]
    items.extend([])
    return shown(items), len(items)


@case(("abc",))
def extend_by_str(s):
    items = ["x"]
    items += s
    return "".join(items)


@case((4,))
@case((0,))
def reverse(n):
    items = [i for i in range(n)]
    items.reverse()
    return shown(items)


@case((3,))
def concatenate(n):
    a = [1, 2]
    b = [n]
    c = a + b
    c[0] = 100
    return shown(c), shown(a), shown(b + a)


@case((3,))
@case((0,))
def repeat(n):
    return shown([1, 2] * n), shown([0] * n), len(["x"] * 4)


@case((3, 0.0))
@case((0, 1.5))
def filled(n, x):
    """With what cleared memory holds, and with what only looks like it."""
    minus = -x
    texts = [None] * n
    texts.append("t")
    negative = ([minus] * n + [1.0])[0]
    positive = ([x] * n + [1.0])[0]
    return str(negative), str(positive), [False] * n == [n < 0] * n, len(texts), (["\0"] * n + ["z"])[0] == "\0"


@case((1, 3))
@case((0, 99))
@case((3, 1))
def slices(a, b):
    return shown(PRIMES[a:b]), shown(PRIMES[a:]), shown(PRIMES[:b]), shown(PRIMES[:]), shown(PRIMES[:-1])


@case((1, 3))
@case((0, 5))
def assign_slice(a, b):
    items = [1, 2, 3, 4, 5]
    items[a:b] = [9] * (b - a)
    return shown(items)


@case((1, 3))
@case((0, 5))
@case((2, 2))
def delete_slice(a, b):
    items = [1, 2, 3, 4, 5]
    del items[a:b]
    return shown(items)


@case((2,))
@case((-1,))
@case((5,), raises=IndexError)
def delete_item(i):
    items = [1, 2, 3, 4, 5]
    del items[i]
    return shown(items)


@case((2,))
def delete_tail(n):
    items = [1, 2, 3, 4, 5]
    del items[n:]
    return shown(items)


@case((3,))
@case((7,))
def contains(x):
    return x in PRIMES, x not in PRIMES, "one" in NAMES, x in [1, 7]


@case((5,))
def comprehensions(n):
    squares = [i * i for i in range(n)]
    even = [x for x in squares if x % 2 == 0]
    pairs = [(i, j) for i in range(3) for j in range(i)]
    return shown(squares), shown(even), len(pairs), pairs[2][0]


@case((3,))
def nested(n):
    grid = [[0] * n for i in range(n)]
    for i in range(n):
        grid[i][i] = i + 1
    total = 0
    for row in grid:
        for x in row:
            total = total * 2 + x
    return total, GRID[1][0]


@case((2,))
def equality(n):
    return [1, 2] == [1, n], [1, 2] != [1, n], [1] == [1, n], NAMES == ["zero", "one", "two"]


@case((5,))
def enumerated(n):
    total = 0
    for i, x in enumerate(PRIMES):
        total += i * x
    for i, x in enumerate(NAMES, n):
        total += i * len(x)
    return total


@case((5,))
def backwards(n):
    text = ""
    for x in reversed(PRIMES):
        text += str(x)
    for x in reversed([1, 2, n]):
        text += str(x)
    return text


@case((2,))
def zipped(n):
    total = 0
    for a, s in zip(PRIMES, NAMES):
        total += a * len(s)
    for a, b in zip([1, 2, 3], [n]):
        total += a * b
    return total


@case((4,))
def reductions(n):
    items = [n, 2, 9]
    return sum(items), min(items), max(items), len(items)


@case((True,))
@case((False,))
def any_and_all(b):
    return any([False, b]), all([True, b])


@case((1,))
def truth(n):
    empty = [n]
    empty.pop()
    return bool(empty), not empty, 1 if empty else 2, bool(PRIMES)


@case((3,))
def copies(n):
    a = [1, 2]
    b = list(a)
    c = a[:]
    a.append(n)
    b[0] = 7
    return shown(a), shown(b), shown(c)


@case((3,))
def aliasing(n):
    a = [1]
    b = a
    b.append(n)
    return shown(a), a is b


@case((10,))
def ranges(n):
    return shown(list(range(n))), sum([i for i in range(2, n, 3)]), shown([i for i in range(n, 0, -4)])


@case((5, 0))
@case((5, 2))
@case((0, 5))
def range_loops(a, b):
    text = ""
    for i in range(a, b, -1):
        text += str(i)
    for i in range(a, b):
        text += str(i)
    return text


@case(("hello",))
def of_chars(s):
    chars = list(s)
    chars[0] = "j"
    chars.append("!")
    return "".join(chars)


@case((3,))
def stack(n):
    stack = []
    for i in range(n):
        stack.append((i, str(i)))
    text = ""
    while stack:
        i, s = stack.pop()
        text += s
    return text


@case((3,))
def hints(n):
    items = newlist_hint(n)
    for i in range(n):
        items.append(i)
    resizelist_hint(items, 100)
    fixed = make_sure_not_resized([0] * n)
    fixed[0] = 5
    return shown(items), shown(fixed)


@case((50,))
def sieve(n):
    flags = [True] * (n + 1)
    primes = []
    for i in range(2, n + 1):
        if flags[i]:
            primes.append(i)
            j = i * i
            while j <= n:
                flags[j] = False
                j += i
    return shown(primes)


@case((4,))
def optional_list(n):
    items = None
    if n > 3:
        items = [n]
    if items is None:
        return 0
    items.append(1)
    return len(items)


@case((3,))
def of_strings(n):
    names = NAMES[:]
    names.append("n" * n)
    longest = ""
    for s in names:
        if len(s) > len(longest):
            longest = s
    return longest, names[-1], names.index("two")


@case((5,))
def clear_and_reuse(n):
    items = [1, 2, 3]
    items.clear()
    items.append(n)
    return shown(items), shown(items.copy())


@case((20,))
def while_changing(n):
    queue = [1]
    done = 0
    while len(queue) > 0:
        x = queue.pop(0)
        done += x
        if x < n:
            queue.append(x * 2)
            queue.append(x * 3)
    return done


@case((3,))
def unpack_list(n):
    a, b, c = [n, 2, 1]
    return a * 100 + b * 10 + c


@case((2,), raises=ValueError)
def unpack_wrong_length(n):
    items = [1, 2, 3]
    items.append(n)
    a, b = items
    return a + b


@case((6,))
def matrix_product(n):
    a = [[i + j for j in range(n)] for i in range(n)]
    result = [[0] * n for i in range(n)]
    for i in range(n):
        for j in range(n):
            total = 0
            for k in range(n):
                total += a[i][k] * a[k][j]
            result[i][j] = total
    return result[0][0], result[n - 1][n - 1]


class Shape(object):
    def area(self):
        return 0


class Square(Shape):
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side * self.side


def square(side):
    return Square(side)


def total_area(shapes):
    total = 0
    for shape in shapes:
        total += shape.area()
    return total


@case((3,))
@case((0,))
def lists_of_a_subclass(n):
    """Sums, slices, products and copies of lists of squares are used as lists of shapes."""
    squares = [square(i) for i in range(n)]
    shapes = [Shape(), square(7)]
    shapes.append(square(n))
    return (
        total_area(shapes),
        total_area(squares + [square(10)]),
        total_area(squares[1:]),
        total_area(squares * 2),
        total_area(list(squares)),
        total_area(squares + squares[:]),
    )
