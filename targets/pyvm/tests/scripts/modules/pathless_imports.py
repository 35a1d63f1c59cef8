"""Modules of the VM together in one program: an inventory report by collections, itertools, functools, json, dataclasses, enum."""

import enum
import functools
import itertools
import json
import operator
import string
from bisect import insort
from collections import Counter, defaultdict, deque
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field, asdict
from heapq import heappush, heappop


class Kind(enum.Enum):
    TOOL = "tool"
    TOY = "toy"


@dataclass(order=True)
class Item:
    price: float
    name: str = field(compare=False)
    kind: Kind = field(default=Kind.TOOL, compare=False)
    tags: list = field(default_factory=list, compare=False, repr=False)


items = [Item(9.5, "hammer", tags=["steel"]), Item(3.25, "car", Kind.TOY, ["red", "small"]), Item(20, "saw"), Item(1.0, "ball", Kind.TOY, ["red"])]
print(sorted(items), max(items).name, [i.name for i in items if i.kind is Kind.TOY])
by_kind = defaultdict(list)
for i in items:
    by_kind[i.kind.name].append(i.name)
print(dict(by_kind), Counter(t for i in items for t in i.tags).most_common(), functools.reduce(operator.add, (i.price for i in items)))
text = json.dumps([{**asdict(i), "kind": i.kind.value} for i in items], sort_keys=True)
back = [Item(**{**d, "kind": Kind(d["kind"])}) for d in json.loads(text)]
print(text, back == items, [b.kind for b in back])
for k, g in itertools.groupby(sorted(items, key=lambda i: i.kind.value), key=operator.attrgetter("kind.value")):
    print(k, [i.name for i in g])
copies = deepcopy(items)
copies[0].tags.append("new")
print(items[0].tags, copies[0].tags, copies[1].kind is Kind.TOY)
queue, order = [], []
for i in items:
    heappush(queue, i)
    insort(order, i)
print([heappop(queue).name for _ in items], [i.name for i in order])
with suppress(ValueError, KeyError):
    Kind("nothing")
    print("never")
window = deque(maxlen=2)
print([(window.append(i.name), list(window))[1] for i in items])
table = str.maketrans(string.ascii_lowercase, string.ascii_lowercase[13:] + string.ascii_lowercase[:13])
print([i.name.translate(table) for i in items], string.Template("$n costs $p").substitute(n="saw", p=20))
print(list(itertools.accumulate((i.price for i in items), max)), ["".join(p) for p in itertools.islice(itertools.permutations("abc"), 3)], functools.partial(round, ndigits=1)(2.25))
