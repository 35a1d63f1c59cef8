"""match: literals, captures, sequences, mappings, classes, guards, alternatives."""


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


def kind(v):
    match v:
        case 0:
            return "zero"
        case 1 | 2 | 3:
            return "small"
        case int(n) if n < 0:
            return f"negative {n}"
        case int():
            return "int"
        case "go" | "run":
            return "verb"
        case str(s) if len(s) > 5:
            return "long " + s
        case None | True | False:
            return "constant"
        case []:
            return "empty"
        case [x]:
            return f"one {x}"
        case [1, *rest]:
            return f"starts with 1, then {rest}"
        case [a, b] if a == b:
            return f"pair of {a}"
        case [first, *_, last]:
            return f"{first}..{last}"
        case {"type": "circle", "r": r}:
            return f"circle {r}"
        case {"type": t, **others}:
            return f"{t} with {sorted(others)}"
        case Point(0, 0):
            return "origin"
        case Point(x=0, y=y):
            return f"on the y axis at {y}"
        case Point(x, y) as p:
            return f"point {x} {y} {p.x}"
        case float() as f:
            return f"float {f}"
        case _:
            return "other"


for v in (0, 2, -5, 99, "go", "short", "longer text", None, True, [], [7], [1, 2, 3], [4, 4], [5, 6, 7], (1,), (8, 9), {"type": "circle", "r": 2}, {"type": "square", "a": 1, "b": 2}, {}, Point(0, 0), Point(0, 5), Point(1, 2), 2.5, {1}, b"x", range(3)):
    print(type(v).__name__, kind(v))
match [1, [2, 3], {"k": (4, 5)}]:
    case [a, [b, c], {"k": (d, e)}]:
        print(a, b, c, d, e)
RED = 5
class C:
    RED = 5
match 5:
    case C.RED:
        print("dotted")
match (1, 2):
    case (x, y) if x > y:
        print("bigger")
    case (x, y):
        print("captured", x, y)
match = {"match": 1}
case = match["match"]
print(match, case)
