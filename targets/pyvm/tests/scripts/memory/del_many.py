"""Many instances with `__del__`, without asking for a collection until the end."""

import gc


class Counted:
    made = 0
    gone = 0

    def __init__(self):
        Counted.made += 1

    def __del__(self):
        Counted.gone += 1


def work(n):
    last = None
    for i in range(n):
        counted = Counted()
        counted.before = last
        last = counted if i % 10 else None
    return last


for round in range(4):
    work(500)
work = None
gc.collect()
print(Counted.made, Counted.gone)

# Containers of them.
table = {i: [Counted(), Counted()] for i in range(100)}
print(Counted.made - Counted.gone)
for i in range(50):
    del table[i]
gc.collect()
print(Counted.made - Counted.gone)
table.clear()
gc.collect()
print(Counted.made - Counted.gone)

# In cycles, which only a collection finds.
for i in range(50):
    a = Counted()
    b = Counted()
    a.other = b
    b.other = a
a = b = None
gc.collect()
print(Counted.made - Counted.gone)
