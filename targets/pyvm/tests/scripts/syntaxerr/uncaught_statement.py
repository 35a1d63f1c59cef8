"""A word too many."""

def f():
    y = 5
    while y > 0
        y -= 1
f()
