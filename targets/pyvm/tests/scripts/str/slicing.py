"""Slices of strings with every combination of bounds and steps."""

s = "abcdefg"
bounds = [None, 0, 1, 3, 7, 10, -1, -3, -7, -10]
for step in (None, 1, 2, 3, -1, -2):
    for start in bounds:
        print(step, start, [s[start:stop:step] for stop in bounds])
print(s[:], s[::], s[::1], s[2:2], s[3:1], s[1:100], s[100:], s[-100:2], s[::100], s[::-100])
print(s[slice(1, 4)], s[slice(None)], s[slice(None, None, 2)], s[slice(-3, None)])
try:
    s[::0]
except ValueError as e:
    print("ValueError:", e)
try:
    s[1.0:2]
except TypeError as e:
    print("TypeError:", e)


class Index:
    def __index__(self):
        return 3


print(s[Index()], s[Index():], s[:Index()], s[True], s[False:True])
