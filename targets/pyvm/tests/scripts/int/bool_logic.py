"""Truth tables, bools as ints, masks, sets of flags, boolean algebra laws."""

from itertools import product

for name, f in (("and", lambda a, b: a and b), ("or", lambda a, b: a or b), ("xor", lambda a, b: a ^ b), ("implies", lambda a, b: not a or b), ("nand", lambda a, b: not (a and b)), ("eq", lambda a, b: a == b)):
    print(name, [int(f(a, b)) for a, b in product((False, True), repeat=2)])
print(all((not (a and b)) == (not a or not b) for a, b in product((0, 1), repeat=2)), all((a and (b or c)) == ((a and b) or (a and c)) for a, b, c in product((False, True), repeat=3)))
print(sum([True, True, False]), [True, False].count(1), True + 1.5, "ab" * True, [1, 2, 3][True], {True: "t", 1: "one", 0: "zero", False: "f"}, max(True, False), sorted([True, False, True]), True < 2, True == 1.0, bin(True), -True, ~False, True << 3, True ** 2, 7 & True, divmod(True, 2), f"{True} {True:d} {True!r}")
print(isinstance(True, bool), type(True & False), type(True & 1), type(not 5), bool("False"), bool([[]]), bool(0.0), bool(None), True is not False, not [] is True)
READ, WRITE, EXEC = 1, 2, 4
modes = {n: "".join(c if n & bit else "-" for c, bit in zip("rwx", (READ, WRITE, EXEC))) for n in range(8)}
print(modes, READ | EXEC, 7 & ~WRITE, (5 ^ 7) == WRITE, bool(5 & WRITE))
adder = lambda a, b, c: (a ^ b ^ c, (a & b) | (c & (a ^ b)))


def add(x, y, bits=8):
    out = carry = 0
    for i in range(bits):
        s, carry = adder(x >> i & 1, y >> i & 1, carry)
        out |= s << i
    return out


print(add(100, 55), add(200, 100), all(add(a, b) == (a + b) % 256 for a in range(0, 256, 17) for b in range(0, 256, 13)))
