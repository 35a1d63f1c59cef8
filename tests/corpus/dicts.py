"""Dicts: kinds of keys, order, methods, iteration, r_dict."""

from rpython.rlib.objectmodel import compute_hash, r_dict
from rpython.testing import case

COLOURS = {"red": 1, "green": 2, "blue": 3}
BY_NUMBER = {1: "one", 2: "two", -5: "minus five"}
EMPTY_AT_FIRST = {}


@case(("red",))
@case(("blue",))
@case(("pink",), raises=KeyError)
def lookup(key):
    return COLOURS[key]


@case(("green",))
@case(("pink",))
def lookup_caught(key):
    try:
        return COLOURS[key]
    except KeyError:
        return -1


@case((2,))
@case((-5,))
@case((3,), raises=KeyError)
def int_keys(n):
    return BY_NUMBER[n]


@case((5,))
@case((1000,))
def many_ints(n):
    d = {}
    for i in range(n):
        d[i * 7919] = i
    total = 0
    for i in range(n):
        total += d[i * 7919]
    return len(d), total, 7919 in d, 3 in d


@case((500,))
def many_strs(n):
    d = {}
    for i in range(n):
        d["key" + str(i)] = i
    for i in range(0, n, 3):
        del d["key" + str(i)]
    total = 0
    for key in d:
        total += d[key]
    return len(d), total, "key1" in d, "key0" in d


@case(("mississippi",))
def char_keys(s):
    counts = {}
    for c in s:
        counts[c] = counts.get(c, 0) + 1
    text = ""
    for c in counts:
        text += c + str(counts[c])
    return text


@case((3, 4))
def tuple_keys(a, b):
    d = {}
    for x in range(a):
        for y in range(b):
            d[x, y] = x * 10 + y
    return len(d), d[(2, 3)], (2, 9) in d, d.get((0, 9), -1)


@case((2, "b"))
def mixed_tuple_keys(n, s):
    d = {(1, "a"): "first", (2, "b"): "second"}
    return d[(n, s)], (n, "a") in d


class Node(object):
    def __init__(self, n):
        self.n = n


@case((4,))
def instance_keys(n):
    nodes = [Node(i) for i in range(n)]
    d = {}
    for node in nodes:
        d[node] = node.n * 2
    return d[nodes[2]], Node(2) in d, len(d), nodes[0] in d


@case((0.5,))
def float_keys(x):
    d = {0.5: "half", 2.0: "two"}
    return d.get(x, "?"), d.get(x * 4.0, "?"), d.get(x * 3.0, "?")


@case((True,))
def bool_keys(b):
    d = {True: "yes", False: "no"}
    return d[b], d[not b]


@case((5,))
def order_of_insertion(n):
    d = {}
    for i in range(n, 0, -1):
        d[i] = str(i)
    d[3] = "again"
    del d[4]
    d[4] = "last"
    return ",".join([d[k] for k in d]), ",".join([str(k) for k in d.keys()])


@case((3,))
def items_keys_values(n):
    d = {"a": 1, "b": n}
    d["c"] = 9
    text = ""
    for k, v in d.items():
        text += k + str(v)
    total = 0
    for v in d.values():
        total += v
    for k in d.keys():
        text += k
    return text, total


@case((1,))
def lists_of_parts(n):
    d = {"x": n, "y": 2}
    keys = list(d.keys())
    values = list(d.values())
    pairs = list(d.items())
    return ",".join(keys), values[1], pairs[0][0], len(pairs)


@case(("a",))
@case(("z",))
def get(key):
    d = {"a": "apple"}
    s = d.get(key)
    return "none" if s is None else s, d.get(key, "default")


@case(("a",))
@case(("z",))
def setdefault(key):
    d = {"a": 1}
    return d.setdefault(key, 5), d[key], len(d)


@case((1,))
def setdefault_lists(n):
    groups = {}
    for word in ["apple", "bean", "avocado", "beet", "corn"]:
        groups.setdefault(word[0], []).append(word)
    return len(groups), len(groups["a"]), groups["b"][n]


@case(("a",))
@case(("z",), raises=KeyError)
def delete(key):
    d = {"a": 1, "b": 2}
    del d[key]
    return len(d), "a" in d


@case(("a",))
@case(("z",), raises=KeyError)
def pop(key):
    d = {"a": 1, "b": 2}
    return d.pop(key), len(d)


@case(("a",))
@case(("z",))
def pop_default(key):
    d = {"a": 1, "b": 2}
    return d.pop(key, -1), len(d)


@case((2,))
@case((3,), raises=KeyError)
def popitem(n):
    d = {"a": 1, "b": 2}
    text = ""
    for i in range(n):
        k, v = d.popitem()
        text += k + str(v)
    return text, len(d)


@case((7,))
def update_and_copy(n):
    a = {"x": 1, "y": 2}
    b = a.copy()
    b.update({"y": n, "z": 3})
    return len(a), a["y"], b["y"], len(b), ",".join([k for k in b])


@case((3,))
def clear(n):
    d = {n: 1, 2: 2}
    d.clear()
    empty = len(d)
    d[n] = 5
    return empty, d[n], len(d)


@case((3,))
@case((0,))
def truth(n):
    d = {}
    for i in range(n):
        d[i] = i
    return bool(d), not d, "some" if d else "none"


@case((40,))
def churn(n):
    d = {}
    for i in range(n * 20):
        d[i] = i
        if i >= n:
            del d[i - n]
    total = 0
    for k in d:
        total += k
    return len(d), total


@case((100,))
def deletion_and_growth(n):
    d = {}
    for i in range(n):
        d[i] = i
    for i in range(0, n, 2):
        del d[i]
    for i in range(n, 2 * n):
        d[i] = i
    first = -1
    for k in d:
        first = k
        break
    return len(d), first


@case((5,))
def dict_of_dicts(n):
    d = {}
    for i in range(n):
        inner = {}
        for j in range(i):
            inner[j] = i * j
        d[str(i)] = inner
    return d["4"][3], len(d["2"]), len(d)


@case((4,))
def comprehension(n):
    d = {i: i * i for i in range(n)}
    e = {str(k): v for k, v in d.items() if v > 0}
    return d[3], len(e), e["2"]


@case((5,))
def memo_table(n):
    memo = {0: 0, 1: 1}
    for i in range(2, n * 10):
        memo[i] = (memo[i - 1] + memo[i - 2]) % 1000007
    return memo[n * 10 - 1]


def same_letter(a, b):
    return a.lower() == b.lower()


def letter_hash(s):
    return compute_hash(s.lower())


PREBUILT_R_DICT = r_dict(same_letter, letter_hash)
PREBUILT_R_DICT["One"] = 1
PREBUILT_R_DICT["Two"] = 2


@case(("ABC", "abc"))
@case(("x", "y"))
def r_dict_strs(a, b):
    d = r_dict(same_letter, letter_hash)
    d[a] = 1
    d[b] = 2
    d["Q"] = 3
    text = ""
    for key in d:
        text += key
    return len(d), d[a], "q" in d, text, d.get("nothing", 9)


@case(("ONE",))
@case(("two",))
@case(("three",))
def r_dict_prebuilt(s):
    if s in PREBUILT_R_DICT:
        return PREBUILT_R_DICT[s]
    return 0


def same_modulo(a, b):
    return a % 10 == b % 10


def modulo_hash(a):
    return a % 10


@case((35,))
def r_dict_ints(n):
    d = r_dict(same_modulo, modulo_hash)
    for i in range(n):
        d[i] = i
    del d[3]
    return len(d), d[7], d[107], 13 in d


@case((1,))
def value_of_none(n):
    d = {"a": "x", "b": None}
    v = d["b"]
    if n == 2:
        d["b"] = "now"
    return v is None, d["a"] is None


@case((300,))
def word_count(n):
    d = {}
    x = 12345
    for i in range(n):
        x = (x * 1103515245 + 12345) % 2147483648
        word = "w" + str(x % 17)
        if word in d:
            d[word] += 1
        else:
            d[word] = 1
    best = ""
    count = 0
    for word, c in d.items():
        if c > count:
            best = word
            count = c
    return best, count, len(d)


@case(("k",))
def prebuilt_dict_changes(key):
    EMPTY_AT_FIRST[key] = len(key)
    result = EMPTY_AT_FIRST[key], len(EMPTY_AT_FIRST)
    del EMPTY_AT_FIRST[key]
    return result
