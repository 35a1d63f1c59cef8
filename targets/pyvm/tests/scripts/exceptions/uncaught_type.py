"""Wrong operands, uncaught."""

total = 0
for value in [1, 2.5, "three"]:
    total += value
    print(total)
