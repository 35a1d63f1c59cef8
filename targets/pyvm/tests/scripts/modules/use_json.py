"""json: reading and writing."""

import json

for text in ("null", "true", "false", "0", "-1", "3.5", "1e3", "-2.5E-3", '"s"', "[]", "{}", "[1, 2, [3]]", '{"a": 1, "b": {"c": [null, true]}}', ' [ 1 , "x" ] ', '"\\n\\t\\"\\\\\\/\\u00e9\\ud83d\\ude00"', '"é"', "123456789012345678901234567890", "NaN", "-Infinity"):
    print(text, "->", repr(json.loads(text)))
for bad in ("", "[1,", "[1 2]", "{1: 2}", '{"a" 1}', '{"a": }', "nul", '"abc', "[1,]", '{"a":1,}', "1 2", "'a'", "01", '"\\x"', '"a\nb"', "[", "{", "-"):
    try:
        print(json.loads(bad))
    except json.JSONDecodeError as e:
        print(repr(bad), e, e.pos, e.lineno, e.colno)
for x in (None, True, 5, -2.5, 1e100, "s\n\"\\é😀\x01", [], {}, [1, [2, {"a": None}]], {"k": (1, 2), 5: "int key", None: "none", True: 1, 2.5: "f"}, float("inf"), "", 10 ** 20):
    print(json.dumps(x))
print(json.dumps("é😀", ensure_ascii=False), json.dumps({"b": 1, "a": 2}, sort_keys=True), json.dumps([1, {"a": 2}], separators=(",", ":")))
print(json.dumps({"a": [1, 2, {"b": []}], "c": {}, "d": "x"}, indent=2))
print(json.dumps([1, [2, 3]], indent=4), json.dumps([], indent=2), json.dumps({"a": 1}, indent="--"))
for f in (lambda: json.dumps({1, 2}), lambda: json.dumps({(1, 2): 3}), lambda: json.dumps(object), lambda: json.dumps(float("nan"), allow_nan=False), lambda: json.loads(5)):
    try:
        print(f())
    except (TypeError, ValueError) as e:
        print(type(e).__name__)
r = []
r.append(r)
try:
    json.dumps(r)
except ValueError as e:
    print("ValueError:", e)


class P:
    def __init__(self, x):
        self.x = x


print(json.dumps([P(1), P([2])], default=lambda o: {"P": o.x}), json.loads('{"a": {"b": 1}}', object_hook=lambda d: sorted(d.items())), json.loads("[1.5, 2]", parse_float=str, parse_int=lambda s: "i" + s))
data = {"users": [{"name": "n%d" % i, "tags": ["t"] * i, "score": i / 4} for i in range(5)], "total": None}
print(json.loads(json.dumps(data)) == data, json.loads(json.dumps(data, indent=3)) == data, len(json.dumps(data)))
