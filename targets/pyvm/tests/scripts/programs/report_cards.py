"""School marks: parsing lines, checking, averages, ranks with ties, a text report."""

LINES = """ann;math:1.3,art:2.0,pe:1.0
bob;math:4.0,art:3.3
cid;math:2.7,art:1.0,pe:2.3,bio:1.7

# a comment
dee;math:x,art:2.0
eve;
fay;math:1.3,art:2.0,pe:1.0
bob;bio:2.0"""


class Student:
    def __init__(self, name):
        self.name, self.marks = name, {}

    @property
    def average(self):
        return sum(self.marks.values()) / len(self.marks) if self.marks else None

    def __repr__(self):
        return f"Student({self.name!r}, {self.marks})"


students, problems = {}, []
for number, line in enumerate(LINES.splitlines(), 1):
    line = line.split("#")[0].strip()
    if not line:
        continue
    name, _, rest = line.partition(";")
    s = students.setdefault(name, Student(name))
    for item in filter(None, rest.split(",")):
        subject, _, mark = item.partition(":")
        try:
            value = float(mark)
            if not 1 <= value <= 6:
                raise ValueError("out of range")
        except ValueError as e:
            problems.append(f"line {number}: {subject}: {e}")
        else:
            s.marks[subject] = value
print(list(students.values()))
print(problems)
subjects = sorted({m for s in students.values() for m in s.marks})
ranked = sorted((s for s in students.values() if s.average is not None), key=lambda s: (s.average, s.name))
rank, last = 0, None
for i, s in enumerate(ranked, 1):
    if s.average != last:
        rank, last = i, s.average
    print(f"{rank}. {s.name:<5}" + "".join(f"{s.marks.get(m, '-'):>6}" for m in subjects) + f"{s.average:>8.3f} {'*' * round(6 - s.average)}")
print("   " + "mean".ljust(5) + "".join(f"{sum(v) / len(v):>6.2f}" for v in ([s.marks[m] for s in ranked if m in s.marks] for m in subjects)))
best = {m: sorted(s.name for s in ranked if s.marks.get(m) == min(t.marks[m] for t in ranked if m in t.marks)) for m in subjects}
print(best, [s.name for s in students.values() if not s.marks], max(ranked, key=lambda s: len(s.marks)).name)
