"""A script that is not Python: nothing of it runs."""

print("never printed")
x = (1 + 2
print("neither")
