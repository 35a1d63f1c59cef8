"""A module that the scripts of this folder import."""

print("shapes is run")
PI = 3
_private = "hidden"
made = []


class Circle:
    def __init__(self, r):
        self.r = r
        made.append(r)

    def area(self):
        return PI * self.r ** 2


def double(x):
    return x * 2


def count():
    return len(made)
